"""Partners in a sentence: which of the places that it names, whose, since when, how they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from weltoffen.intake.reading.dates import dates_in
from weltoffen.intake.reading.homes import Home
from weltoffen.intake.reading.mentions import (
    UPPER,
    Mention,
    countries_with,
    follows_in_list,
    known,
    places_in,
)
from weltoffen.intake.reading.owners import owners_in, pairs_with_home
from weltoffen.intake.reading.times import TO_TWIN, times_of
from weltoffen.intake.reading.words import kinds_in, standings_in
from weltoffen.intake.types import Kind, Standing
from weltoffen.places.gazetteer import Status


@dataclass(frozen=True, slots=True)
class Partner:
    """A partner found in one unit of text, with what the unit says of it."""

    mention: Mention
    kind: Kind | None = None
    home: str = ""
    since: str | None = None
    until: str | None = None
    status: Standing | None = None
    rule: str = ""
    weight: float = 0.9


_WITH = re.compile(
    r"(?:\b(?:mit|with|avec|zu|to|an|zwischen|between|entre|and"
    r"|und|et|sowie|dazu|dort|à|sont|sind|are|is|ist|est|wurde"
    r"|folgte[n]?|ins?|as|von)\b|[:(„“\"'])\s*"
    r"(?:(?:der|dem|den|das|die|the|la|le|les|ihrer|seiner|unserer"
    r"|sa|ses|auch|damals|heute|jetzt|neue[nr]?)\s+)*"
    r"(?:[a-zäöü]\w*(?:isch\w*|en|er|e)\s+|[A-Z]\w+(?:an|ish|ch"
    r"|ese)\s+)?(?:\w*(?:[Ss]tadt|[Ss]tadtteil|[Bb]ezirk|cit(?:y"
    r"|ies)|towns?|villes?|Gemeinde)\s+(?:of\s+|de\s+|d[’'])?)?\Z"
)
_ELSEWHERE = re.compile(
    r"(?:\b(?:bei|nahe|unweit|near|close to|aus|from|capital of"
    r"|north of|south of|part of|Hauptstadt von|Norden von|Süden von"
    r"|Vorort von"
    r"|(?:km|Kilometer|kilomet\w+|weit|miles) (?:von|from|de)|sind es nach"
    r"|nach|rund \d+ bis|près de|in|im|at)\s+(?:der|dem|den|the"
    r"|la)?\s*)\Z",
    re.IGNORECASE,
)
_OUT_OF = re.compile(r"\b(?:aus|from|bei|near) (?:der |dem |the )?\Z")
# "der Bürgermeister von Lyon" speaks of a person.
_OFFICE_OF = re.compile(
    r"(?:meister(?:in)?|\bmayor|\bmaire|räsident(?:in)?|\bBischof|\bRat|\bdelegation|\bcouncil)"
    r" (?:von|of|de|d['’]) ?\Z",
    re.IGNORECASE,
)
_LIES_BETWEEN = re.compile(
    r"\b(?:zwischen|between|entre) [^.;,]{2,60}\b(?:liegt|gelegen|lies|located|située?)\b",
    re.IGNORECASE,
)
_CALLED = re.compile(
    r"(?:Partnerst(?:adt|ädte)|Partnergemeinde|twin (?:town|city)|sister city|partner city"
    r"|ville jumelle|ville jumelée)(?: of| de| von)? \Z",
    re.IGNORECASE,
)
_ALIAS = re.compile(
    r"(?:,\s*(?:\w+isch|heute|früher|ehemals|damals|now|formerly"
    r"|aujourd['’]hui)\s+|\((?:heute|now|früher)?\s*)\Z"
)
_DENIED = re.compile(
    r"\bkein\w*\s+(?:\w+\s+)?(?:Städte|Gemeinde)?partnerschaft"
    r"|\bStädtepartnerschaft\b[^.;]{0,60}\bbesteht nicht"
    r"|\bno (?:formal |official )?(?:twin|partner|sister)|\bnot twinned"
    r"|\bpas (?:de |encore )*jumel|\bsans qu.un jumelage",
    re.IGNORECASE,
)


def partners_in(
    text: str,
    home: Home,
    context: Kind | None,
    page: Kind | None = None,
    established: Iterable[str] = (),
) -> list[Partner]:
    """Return the partners that a sentence states.

    ``context`` is the kind that heading or introduction speak of, None where they speak of none;
    ``page`` is the kind that the page speaks of at all; it counts where a sentence tells of an end.
    ``established`` are names found before on the page.
    """
    kinds = kinds_in(text)
    ends = any(standing is Standing.ENDED for _low, _high, standing in standings_in(text))
    context = context or (page if ends else None)
    if not (kinds or context) or _DENIED.search(text):
        return []
    mentions = [m for m in places_in(text) if not home.is_meant(m.name)]
    mentions = [m for m in mentions if not _is_alias(text, m, mentions)]
    pairs = pairs_with_home(text, home)
    mentions = [m for m in mentions if not any(low <= m.start < high for low, high in pairs)]
    if not mentions and not _PURPOSES.isdisjoint({context, *(kind for *_, kind in kinds)}):
        mentions = countries_with(text)
    if not mentions:
        return []
    whose, mentions = owners_in(text, home, mentions)
    mentions = [m for m in mentions if not home.has_district(m.name)]
    chosen = _chosen(text, mentions, bool(kinds), frozenset(established))
    if not chosen:
        return []
    chosen = _with_unknown_between(text, chosen)
    dates = dates_in(text)
    found = []
    for number, mention in enumerate(chosen):
        kind = _kind_at(text, mention, kinds, context)
        since, until = times_of(text, mention, number, chosen, dates)
        found.append(
            Partner(mention, kind, whose.get(mention.start, whose.get(-1, "")), since, until,
                    Standing.ENDED if until else _standing_at(text, mention, chosen),
                    "sentence/1", 0.9 if kinds else 0.7)
        )  # fmt: skip
    return found


_PURPOSES = frozenset({Kind.PROJECT, Kind.CLIMATE, Kind.SOLIDARITY})
"""Kinds of which a page may name the country only."""


def _is_alias(text: str, mention: Mention, others: Sequence[Mention]) -> bool:
    """Say whether a place is only another name, or the whereabouts, of the one before it."""
    if any(o.inside and o.inside[0] <= mention.start < o.inside[1] for o in others):
        return True
    return bool(_ALIAS.search(text, 0, mention.start)) and mention is not others[0]


def _chosen(
    text: str, mentions: Sequence[Mention], has_cue: bool, established: frozenset[str]
) -> list[Mention]:
    """Return the places that stand where a partner would."""
    chosen: list[Mention] = []
    elsewhere: Mention | None = None
    for mention in mentions:
        if elsewhere and follows_in_list(text, elsewhere.close, mention.start):
            elsewhere = mention
            continue
        if _is_elsewhere(text, mention):
            elsewhere = mention
            continue
        if _stands_as_partner(text, mention, chosen, has_cue, established):
            chosen.append(mention)
    if not has_cue and sum(m.is_stated for m in chosen) < 2 and not _PREDICATE.search(text):
        return []
    return chosen


def _is_elsewhere(text: str, mention: Mention) -> bool:
    """Say whether a place is where somebody comes from, holds an office, or near which one lies."""
    if _OUT_OF.search(text, 0, mention.start) or _OFFICE_OF.search(text, 0, mention.start):
        return True
    return any(
        found.start() <= mention.start < found.end() for found in _LIES_BETWEEN.finditer(text)
    )


_IS_PARTNER = re.compile(
    r",?\s+(?:ist |wurde |offiziell\w* |is |became )*(?:(?:neue"
    r"|jüngste|eine|a|our) )?(?:Partnerstadt|Partnerin|Partner\b"
    r"|twin|sister|partner)"
)
_PARTNER_IS = re.compile(
    r"(?:Partnerstadt|Partner|twin (?:town|city)|sister city|partner city) (?:ist"
    r"|war|wurde|is|was|became)\b[^;:]{0,60}\Z"
)
_PREDICATE = re.compile(
    r"\bfolgte|\bhinzu\b|\bdabei\b|\bkam\b|\bzugesagt|\bjoined\b"
    r"|\bfollowed\b|\bSpanne\b|\bReigen\b|\bBeziehungen\b|\bgeplant|\bplanned\b|\boffiziell"
    r"|\bgetrennt\b",
    re.IGNORECASE,
)
_RANGE = re.compile(r"\bvon (?:der |dem )?(?:\w+stadt )?\Z|\bbis (?:nach |zu |zum |zur )?\Z")


def _stands_as_partner(
    text: str,
    mention: Mention,
    chosen: Sequence[Mention],
    has_cue: bool,
    established: frozenset[str],
) -> bool:
    before = text[: mention.start]
    if "Spanne" in text and _RANGE.search(before):
        return True
    if chosen and follows_in_list(text, chosen[-1].close, mention.start):
        return True
    if (
        _CALLED.search(before)
        or _IS_PARTNER.match(text, mention.close)
        or (mention.is_known and _PARTNER_IS.search(before))
    ):
        return True
    if _ELSEWHERE.search(before) and not re.search(
        r"getrennt|Partner\w* von\s*\Z|\bins?\s+\w*isch", before + " "
    ):
        return False
    if mention.is_stated or _WITH.search(before) or mention.name in established:
        return True
    is_subject = len(re.findall(r"\w+", before)) <= 3 or re.search(r"[,;:]\s*\Z", before)
    return bool(is_subject) and mention.is_known


_SEPARATOR = re.compile(r"\s*(?:[–;,]|-(?=\s)|\bund\b|\band\b|\bet\b)\s*")


def _with_unknown_between(text: str, chosen: list[Mention]) -> list[Mention]:
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
            if re.fullmatch(rf"[{UPPER}][\w’'-]+(?: [{UPPER}][\w’'-]+)?", piece):
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


def _kind_at(
    text: str, mention: Mention, kinds: Sequence[tuple[int, int, Kind]], context: Kind | None
) -> Kind | None:
    """Return the kind that is said of a place: the word before it, else behind it, else around."""
    if turned := TO_TWIN.search(text, mention.end):
        return Kind.TWIN if turned else None
    before = [kind for _low, high, kind in kinds if high <= mention.start]
    behind = [kind for low, _high, kind in kinds if low >= mention.end]
    special = {Kind.CONTACT, Kind.FRIENDSHIP}
    if before:
        if context is Kind.TWIN and before[-1] is Kind.TWIN and set(before) & special:
            return next(kind for kind in before if kind in special)
        return before[0] if before[0] is Kind.CONTACT else before[-1]
    return behind[0] if behind else context


def _standing_at(text: str, mention: Mention, chosen: Sequence[Mention]) -> Standing | None:
    """Return how the relation stands by words of the clause of this place, or of its only one."""
    for low, _high, standing in standings_in(text):
        nearest = min(chosen, key=lambda each: abs(each.start - low))
        if nearest is mention or len(chosen) == 1 or standing is Standing.PLANNED:
            return standing
    return None
