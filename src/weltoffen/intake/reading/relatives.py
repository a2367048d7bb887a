"""Partners known by what stands around them: a clause behind ("X, mit dem wir verbunden sind"), or
the known names of the list in which they stand."""

from __future__ import annotations

import re
from collections.abc import Sequence

from weltoffen.intake.reading.countries import country_of
from weltoffen.intake.reading.mentions import UPPER, Mention, follows_in_list
from weltoffen.intake.reading.towns import is_stop_word, known
from weltoffen.places.gazetteer import Status

_WITH_WHOM = re.compile(
    r"(?:,\s(?:mit|zu)\s(?P<all>dem|der|denen)|\s[–—-]\s(?:dorthin|mit ihr|damit))\b"
    r"(?P<clause>(?:(?!feier|begeh|begang|beging|würdig)[^.;]){0,120}?\b(?:verbunden"
    r"|verschwistert|verpartnert|befreundet"
    r"|\w*[Pp]artnerschaft(?:svertrag)?|Freundschaft|Vertr[aä]ge?)\b(?:(?!feier|begeh|begang"
    r"|beging|würdig)[^.,;]){0,60})(?=[.,;]|\Z)"
)
_OWN = re.compile(r"\b(?:uns|wir|unser\w*|die Stadt|besteht|gibt es)\b")


def with_whom(text: str, mentions: Sequence[Mention], spots: Sequence[tuple[int, int]]) -> set[int]:
    """Return the places of which a clause says it: "X, mit dem Bielefeld verbunden ist"."""
    found: set[int] = set()
    for at, mention in enumerate(mentions):
        said = _WITH_WHOM.match(text, mention.close)
        if not said or not (
            any(said.start() < low < said.end() for low, _high in spots) or _OWN.search(said[0])
        ):
            continue
        found.add(mention.start)
        while said["all"] == "denen" and at and (
            follows_in_list(text, mentions[at - 1].close, mentions[at].start)
        ):  # fmt: skip
            at -= 1
            found.add(mentions[at].start)
    return found


_SEPARATOR = re.compile(r"\s*(?:[–;,]|-(?=\s)|\bund\b|\band\b|\bet\b)\s*")


def with_unknown_between(text: str, chosen: list[Mention]) -> list[Mention]:
    """Add the names that stand in one list with at least three known ones, and are not known."""
    if len(chosen) < 3:
        return chosen
    found = list(chosen)
    for one, two in zip(chosen, [*chosen[1:], None], strict=True):
        end = (
            two.start
            if two
            else text.find(".", one.close)
            if "." in text[one.close :]
            else len(text)
        )
        if end < 0:
            continue
        at = one.close
        for piece in _SEPARATOR.split(text[one.close : end]):
            start = text.find(piece, at) if piece else at
            at = start + len(piece)
            is_name = re.fullmatch(rf"[{UPPER}][\w’'-]+(?: [{UPPER}][\w’'-]+)?", piece)
            if is_name and not is_stop_word(piece) and country_of(piece) is None:
                status, only, place = known(piece)
                found.append(
                    Mention(
                        piece,
                        start,
                        at,
                        at,
                        only,
                        False,
                        status is not Status.UNKNOWN,
                        place,
                        False,
                    )
                )
    return sorted(found, key=lambda m: m.start)


_NAME = rf"(?:[{UPPER}][\w’'-]*)"
_WITH_COUNTRY = re.compile(
    rf"\b(?:mit|with|avec|in|en|au)\s+(?:der |den |dem |the )?(?P<one>{_NAME}(?: {_NAME})?)"
    rf"(?:\s+(?:und|and|et)\s+(?:der |den |dem |the )?(?P<two>{_NAME}(?: {_NAME})?))?"
)


def countries_with(text: str) -> list[Mention]:
    """Return the countries with which, by the text, there is something: no town is named."""
    found = []
    for each in _WITH_COUNTRY.finditer(text):
        for part in ("one", "two"):
            words = each[part]
            code = country_of(words) if words else None
            if words and code:
                start, end = each.span(part)
                found.append(Mention(words, start, end, end, code, True, False, None, False))
    return found
