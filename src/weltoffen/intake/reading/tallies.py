"""Counts whose noun may be anything: "fünf Freunde", "ten cities", checked against the list.

"Zehn Städte, ein Netz" may count anything; where the page speaks of twinnings and lists exactly so
many partners of its city, it counts them. The list is only read where there is such a phrase.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from weltoffen.intake.reading.counts import counts_in
from weltoffen.intake.reading.glued import is_glued, pieces_of, sentences_from
from weltoffen.intake.reading.homes import Home
from weltoffen.intake.reading.layout import Unit
from weltoffen.intake.reading.numbers import Number, numbers_in
from weltoffen.intake.reading.patterns import just_before
from weltoffen.intake.reading.reader import relations_in
from weltoffen.intake.reading.words import STRONG_TWIN
from weltoffen.intake.types import FoundClaim, FoundRelation, Kind, Quote, Standing

RULE = "tally/1"
_LEAST, _MOST = 2, 60
_NOUN = re.compile(
    r"\s+(?:(?!(?:in|aus|von|der|den|of|from|de|des|und|and|et|mit|with)\s)[^\W\d_]+\s+){0,2}?"
    r"(?P<noun>(?:[Ss]täd(?:te|ten)|[Oo]rten?|Kommunen|Gemeinden|Freund(?:e|en|innen)|Schwestern"
    r"|Verwandten?|Namen|Adressen|Partner(?:n|innen)?|Verbindungen|Freundschaften|Verträgen?"
    r"|Beziehungen|Bündnissen?|Bande|Urkunden|Jumelagen|Verschwisterungen|Ziele"
    r"|cities|towns|places|communities|friends|sisters|siblings|partners?|links|ties|bonds|names"
    r"|relationships|agreements|affiliations|charters|associations|members"
    r"|villes|communes|cités|amies|sœurs|soeurs|jumelles|partenaires|liens|chartes|serments"
    r"|noms|accords|relations|pactes)\b)"
    r"|(?=\s+(?:sind|are|sont)\s[^.;]{0,40}(?:[Pp]artner|twin|sister|jumel|verschwistert))"
    r"|(?=\s+an der Zahl|\s+in (?:all|total|number)|\s+insgesamt|\s+en tout|\s+au total)"
)
_SOME = re.compile(
    r"\b(?:davon|darunter|weitere|nur|noch|dont|including|another|other|autres|aus|from|of|der|den"
    r"|ersten?|first|premi[eè]re?s?|letzten?|last|über|more than|plus de|fast|nearly|in)\s+\Z",
    re.IGNORECASE,
)
_OTHER_MATTER = re.compile(
    r"Netzwerk|network|réseau|Schul|school|école|Firm|Unternehm|compan|Verein|\bclubs?\b|Mannschaft"
    r"|Team|équipe|Teilnehm|delegat|Delegation|Stimmen|votes|Kandidat|Bewerb",
    re.IGNORECASE,
)


def tallies_in(
    units: Sequence[Unit], text: str, home: Home, found: Sequence[FoundClaim]
) -> Iterator[FoundClaim]:
    """Yield such counts; ``found`` are those that say more clearly what they count."""
    if not home.name or not STRONG_TWIN.search(text):
        return
    taken = [(claim.quote.start, claim.quote.end) for claim in found if claim.what == "count"]
    said = {claim.value for claim in found if claim.what == "count"}
    listed = cache(lambda: _listed(relations_in(text, home.name, units), home))
    for unit in units:
        for number, end in _candidates(unit):
            low, high = unit.start + number.start, unit.start + end
            if any(low < there and here < high for here, there in taken) or number.value in said:
                continue
            if number.value in listed():
                said.add(number.value)
                yield _claim(text, low, high, number)


def _candidates(unit: Unit) -> Iterator[tuple[Number, int]]:
    if _OTHER_MATTER.search(unit.text):
        return
    for number in numbers_in(unit.text):
        if number.looks_like_year or not _LEAST <= number.value <= _MOST:
            continue
        noun = _NOUN.match(unit.text, number.end)
        if noun and not just_before(_SOME, unit.text, number.start):
            yield number, noun.end()


def _listed(relations: Sequence[FoundRelation], home: Home) -> frozenset[int]:
    """Return how many partners the city has by the page: twins, and all that are active."""
    own = [
        each for each in relations
        if each.home == home.name and each.status not in (Standing.ENDED, Standing.PLANNED)
    ]  # fmt: skip
    bonds = [each for each in own if each.kind in (Kind.TWIN, Kind.FRIENDSHIP)]
    twins = [each for each in own if each.kind is Kind.TWIN]
    return frozenset({len(own), len(bonds), len(twins)})


def _claim(text: str, low: int, high: int, number: Number) -> FoundClaim:
    return FoundClaim(
        what="count", quote=Quote(text[low:high], low, high), rule=RULE, of="twin",
        value=number.value, approximate=number.is_approximate,
    )  # fmt: skip


def glued_counts_in(units: Sequence[Unit], text: str, home: Home) -> Iterator[FoundClaim]:
    """Yield counts where the words run together; the whole passage is what proves them."""
    for unit in units:
        if not is_glued(unit.text):
            continue
        for sentence in sentences_from(pieces_of(unit)):
            for claim in counts_in([sentence], " " * len(text), home):
                yield FoundClaim(
                    what="count",
                    quote=Quote(
                        text[sentence.start : sentence.end], sentence.start, sentence.end
                    ),
                    rule=claim.rule, of=claim.of, value=claim.value, approximate=claim.approximate,
                )  # fmt: skip
