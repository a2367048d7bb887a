"""What of a model's proposals stands in the text. Judges only.

Nothing is taken on the model's word: the quote must stand in the text word for word, the name in
it or beside it, a date as the text writes it, a country as the gazetteer bears out. A finding
holds the text's own words, never the model's.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from weltoffen.ground.dates import parse_date
from weltoffen.ground.problems import Refused
from weltoffen.intake.asking.prompting import COUNTED
from weltoffen.intake.asking.types import (
    HIGHEST_CONFIDENCE,
    Piece,
    Proposed,
    ProposedCount,
    ProposedRelation,
    Reason,
)
from weltoffen.intake.reading.dates import dates_in
from weltoffen.intake.reading.numbers import numbers_in
from weltoffen.intake.types import Found, FoundClaim, FoundRelation, Kind, Quote, Standing
from weltoffen.places.gazetteer import Status, country_name, fold, lookup

LONGEST_QUOTE = 600
"""Characters; a longer one proves nothing, because everything stands in it."""
LONGEST_NAME = 120
NEAR = 200
"""Characters before and behind a quote in which its name and dates may stand."""
_MOST_PLACES = 50
"""How many places of a quote are looked at to find the one beside which the name stands."""
_GENITIVE = r"(?:['’]?s|['’])?"
_BESIDE = 0.1
"""What is taken off the confidence where the quote itself lacks the name or a date."""
_PLACELESS = (Kind.NETWORK, Kind.CHARTER)


class _Dropped(Exception):
    """A proposal does not hold."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a quote stands, and the text around it with the quote in it."""

    quote: Quote
    around: str


def checked(
    proposals: Iterable[Proposed], text: str, piece: Piece, home: str, rule: str
) -> tuple[list[Found], Counter[Reason]]:
    """Return what holds of the proposals about a piece of text, and why the rest does not."""
    found: list[Found] = []
    dropped: Counter[Reason] = Counter()
    for proposal in proposals:
        try:
            if isinstance(proposal, ProposedRelation):
                found.append(_relation(proposal, text, piece, home, rule, dropped))
            else:
                found.append(_count(proposal, text, piece, rule))
        except _Dropped as why:
            dropped[why.reason] += 1
    return found, dropped


def places_of(quote: str, text: str, piece: Piece) -> Iterator[Quote]:
    """Yield where words stand in a piece of a text; only white space may differ.

    What is yielded are the words of the text. The quote begins and ends with whole words.
    """
    words = quote.split()
    if not words:
        return
    # Without an end, or a word that the piece cuts through would count as whole.
    for found in _literally(words).finditer(text, piece.start):
        if found.end() > piece.end:
            return
        yield Quote(found[0], found.start(), found.end())


def _literally(words: list[str], behind: str = "") -> re.Pattern[str]:
    start = r"(?<!\w)" if re.match(r"\w", words[0]) else ""
    end = rf"{behind}(?!\w)" if re.search(r"\w\Z", words[-1]) else ""
    return re.compile(start + r"\s+".join(map(re.escape, words)) + end)


def _relation(
    said: ProposedRelation,
    text: str,
    piece: Piece,
    home: str,
    rule: str,
    dropped: Counter[Reason],
) -> FoundRelation:
    kind, status = _kind_and_standing(said)
    where, name = _with_name(said, text, piece)
    if home and fold(name) == fold(home):
        raise _Dropped(Reason.HOME)
    since, until = (_date(value, where.around, dropped) for value in (said.since, said.until))
    country, place, is_ambiguous = None, None, False
    if kind not in _PLACELESS:
        country, place, is_ambiguous = _placed(name, said.country, where.around, dropped)
    words = " ".join(where.quote.words.split())
    in_quote = all(part in words for part in (name, *(d[:4] for d in (since, until) if d)))
    return FoundRelation(
        home=_home(said.home, home, where.around),
        name=name,
        country=country,
        kind=kind,
        since=since,
        until=until,
        status=status,
        quote=where.quote,
        rule=rule,
        confidence=HIGHEST_CONFIDENCE if in_quote else HIGHEST_CONFIDENCE - _BESIDE,
        place=place,
        ambiguous=is_ambiguous,
    )


def _kind_and_standing(said: ProposedRelation) -> tuple[Kind, Standing]:
    try:
        return Kind(said.kind.lower()), Standing(said.status.lower() or Standing.ACTIVE)
    except ValueError:
        raise _Dropped(Reason.WORD) from None


def _with_name(said: ProposedRelation, text: str, piece: Piece) -> tuple[_Place, str]:
    """Return the place of the quote beside which the name stands, and the name as it stands."""
    if len(said.quote) > LONGEST_QUOTE or len(said.name) > LONGEST_NAME:
        raise _Dropped(Reason.LONG)
    stands = False
    name = _literally(said.name.split(), _GENITIVE)
    for number, quote in enumerate(places_of(said.quote, text, piece)):
        stands = True
        if number >= _MOST_PLACES:
            break
        place = _Place(quote, _around(text, quote))
        for searched in (quote.words, place.around):
            if found := name.search(searched):
                return place, _as_written(found[0], said.name)
    raise _Dropped(Reason.NAME if stands else Reason.QUOTE)


def _as_written(found: str, name: str) -> str:
    """Return a name as the text writes it, without the genitive and without line breaks."""
    return " ".join(found.split())[: len(" ".join(name.split()))]


def _around(text: str, quote: Quote) -> str:
    return text[max(0, quote.start - NEAR) : quote.end + NEAR]


def _home(said: str, home: str, around: str) -> str:
    """Return whose relation it is; another city's only where the text names that city."""
    if not said or fold(said) == fold(home):
        return home
    found = _literally(said.split(), _GENITIVE).search(around)
    if found is None or len(said) > LONGEST_NAME:
        raise _Dropped(Reason.HOME)
    return " ".join(said.split())


def _date(said: str, around: str, dropped: Counter[Reason]) -> str | None:
    """Return a date as exactly as the text beside the quote states it, None where it does not."""
    if not said:
        return None
    year = re.match(r"[12][0-9]{3}(?![0-9])", said)
    try:
        stated = parse_date(said).text
    except Refused:
        stated = ""
    if not (stated and year) or not re.search(rf"(?<!\d){year[0]}(?!\d)", around):
        dropped[Reason.DATE] += 1
        return None
    written = {dated.on for dated in dates_in(" ".join(around.split()))}
    if stated in written:
        return stated
    if len(stated) > len(year[0]):
        dropped[Reason.EXACTNESS] += 1
    return _as_exact(year[0], written)


def _as_exact(year: str, written: set[str | None]) -> str:
    """Return a year as about that year where the text beside the quote says no more than that."""
    about = f"{year}~"
    others = any(on and on.startswith(year) for on in written - {about})
    return about if about in written and not others else year


def _placed(
    name: str, said: str, around: str, dropped: Counter[Reason]
) -> tuple[str | None, int | None, bool]:
    """Return country, place and whether it is open which: the gazetteer says so, not the model.

    The model's country counts where a place of the name lies there, or where the text names it.
    """
    code = said.upper() if re.fullmatch(r"[A-Za-z]{2}", said) else None
    if code:
        found = lookup(name, code)
        if found.status is Status.FOUND and found.place and found.place.country == code:
            return code, found.place.geonames_id, False
        if found.status is Status.AMBIGUOUS and {p.country for p in found.candidates} == {code}:
            return code, None, True
        if _is_named(code, around):
            return code, None, False
        dropped[Reason.COUNTRY] += 1
    found = lookup(name)
    if found.status is Status.FOUND and found.place:
        return found.place.country, found.place.geonames_id, False
    countries = {place.country for place in found.candidates}
    only = countries.pop() if len(countries) == 1 else None
    return only, None, found.status is Status.AMBIGUOUS


def _is_named(code: str, around: str) -> bool:
    """Say whether the text beside a quote names a country."""
    names = (country_name(code, language) for language in ("de", "en", "fr"))
    folded = f" {fold(around)} "
    return any(f" {fold(name)} " in folded for name in names if name != code)


def _count(said: ProposedCount, text: str, piece: Piece, rule: str) -> FoundClaim:
    if said.of not in COUNTED:
        raise _Dropped(Reason.WORD)
    if len(said.quote) > LONGEST_QUOTE:
        raise _Dropped(Reason.LONG)
    quote = next(places_of(said.quote, text, piece), None)
    if quote is None:
        raise _Dropped(Reason.QUOTE)
    number = next((n for n in numbers_in(quote.words) if n.value == said.value), None)
    if number is None:
        raise _Dropped(Reason.NUMBER)
    return FoundClaim(
        what="count",
        quote=quote,
        rule=rule,
        of=said.of,
        value=said.value,
        approximate=number.is_approximate,
    )
