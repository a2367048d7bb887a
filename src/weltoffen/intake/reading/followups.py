"""What is said of the place named last without its name: "That link was made in 2002".

The place is called by its country and kind ("the Polish castle town"), by a word for it ("dort",
"avec eux"), or the bond itself is what is spoken of ("Letzterer", "the German charter").
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from weltoffen.intake.reading.countries import adjectives_in
from weltoffen.intake.reading.dates import Role, dates_in, role_of
from weltoffen.intake.reading.denials import denied_in, states_nothing
from weltoffen.intake.reading.homes import Home
from weltoffen.intake.reading.loose_words import loose_kinds_in
from weltoffen.intake.reading.mentions import UPPER, Mention, places_in
from weltoffen.intake.reading.nationals import people_in
from weltoffen.intake.reading.owner_clauses import WE
from weltoffen.intake.reading.patterns import just_before
from weltoffen.intake.reading.prose import Partner
from weltoffen.intake.reading.standings import standings_in
from weltoffen.intake.reading.times import since_of
from weltoffen.intake.reading.topics import WHEREABOUTS
from weltoffen.intake.reading.words import OTHER_BODY, STRONG_TWIN, kinds_in
from weltoffen.intake.types import Kind, Standing

_BOND = (
    r"(?:\w*[Pp]artnerschaft\w*|\w*[Vv]ertrag\w*|\w*[Uu]rkunde|Verbindung|Beziehung|Bund|Band"
    r"|Freundschaft|Unterschrift|Unterzeichnung|Jumelage|Vereinbarung|Abkommen|link|charter"
    r"|twinning"
    r"|partnership|agreement|tie|bond|treaty|pact|jumelage|charte|convention|signature|partenariat"
    r"|accord|pacte|protocole|serment)\b"
)
_THE = (
    r"(?:[Dd]ie|[Dd]er|[Dd]as|[Dd]en|[Dd]em|[Dd]iese[rnms]?|[Jj]ene[rnms]?|[Dd]eren|[Dd]essen"
    r"|[Zz]ur"
    r"|[Tt]he|[Tt]hat|[Tt]his|[Ll]e|[Ll]a|[Ll]['’]|[Cc]et?|[Cc]ette|[Aa] l['’]|[Dd]u)"
)
_THE_BOND = re.compile(rf"(?<![\w-]){_THE}\s?(?:[^\W\d]+\s|[0-9]{{4}}\s){{0,3}}?{_BOND}")
_THAT_BOND = re.compile(
    r"\A\W*(?:[Dd]iese[rs]?|[Jj]ene[rs]?|[Tt]hat|[Tt]his|[Cc]et?|[Cc]ette)"
    rf"\s(?:[^\W\d]+\s){{0,2}}?{_BOND}|\A\W*(?:Letztere[rs]?|The latter|[Cc]e dernier"
    rf"|[Cc]ette dernière)\b"
)
_IT = re.compile(
    r"\b(?:[Dd]ort|[Dd]araus wurde|[Dd]azu|[Dd]amit|[Dd]amals"
    r"|mit (?:ihr|ihm|ihnen|denen|dieser Stadt)"
    r"|with them"
    r"|there"
    r"|that (?:same )?year|avec (?:eux|elle|elles|lui|cette ville)|cette année-là|y (?:a|ont|fut"
    r"|est))\b"
)
_TOWN = re.compile(
    r"\s(?:[a-zäöüß-]+\s){0,2}(?:\w*[Ss]tadt|\w*[Gg]emeinde|\w*städtchen|Kommune|town|city"
    r"|borough|village|port|commune)\b"
)
_NAMED = re.compile(rf"\s[{UPPER}]\w+-?\w+(?!\w|\s(?:ist|is|hat|has|war|was)\b)")
"""A name behind the noun says which town is meant: "die dänische Kommune X"."""
_DESCRIBED = re.compile(
    r"\b(?:[Dd]ie|[Dd]er|[Zz]ur|[Tt]he)\s[^\W\d_]{3,}(?:ischen?|ian|ese|ish|an)\s"
    r"(?:[a-zäöüß-]+\s){0,2}(?:\w*[Ss]tadt|[Gg]emeinde|town|city|borough|village|port)\b"
    r"|\b[Ll]a (?:ville|cité|commune) [a-zà-ÿ]{4,}\b"
)
_BEFORE_TOWN = re.compile(r"\b(?:[Vv]ille|[Cc]ité|[Cc]ommune)\s\Z")
_SITE = re.compile(
    r"\b(?:in|im|at|(?<![Qq]uant )à|au|near|bei|beim|en|dans|chez|über|via|vers|towards?"
    r"|close to)\s(?:[\w-]+\s)?\Z"
)
"""Words before a place that only say where something is."""


def foreign_in(text: str, home: Home) -> tuple[Mention, ...]:
    """Return the places of a sentence that are neither the city, nor only whereabouts."""
    found: list[Mention] = []
    for mention in places_in(text):
        before = text[max(0, mention.start - 40) : mention.start]
        is_site = _SITE.search(before) and not (found and mention.start == 0)
        if home.is_meant(mention.name) or mention.is_area or WHEREABOUTS.search(before) or is_site:
            continue
        if (mention.is_known or mention.is_stated) and not home.has_district(mention.name):
            found.append(mention)
    return tuple(found)


def referred_in(
    text: str,
    last: Sequence[Mention],
    home: Home,
    told: Sequence[Mention] = (),
    year: str | None = None,
) -> Partner | None:
    """Return what a sentence says of the place named last, or of its own one; None for nothing.

    ``last`` are the places of the last sentence that named any, which is one of the two before;
    ``told`` are the partners found so far, of which a country may tell the one that is meant,
    ``year`` is the one named before.
    """
    kinds = [k for *_, k in (kinds_in(text) or loose_kinds_in(text))]
    if not kinds or states_nothing(text) or denied_in(text) or OTHER_BODY.search(text):
        return None
    own = [
        m for m in places_in(text)
        if not home.is_meant(m.name) and m.is_known
        and not WHEREABOUTS.search(text, max(0, m.start - 30), m.start)
    ]  # fmt: skip
    here = foreign_in(text, home)
    if here:
        return _of_its_own(text, here[0], kinds) if len({m.name for m in own}) == 1 else None
    if own:
        return None
    if (place := _meant(text, last, home, told)) is None:
        return None
    return _partner(text, place, kinds, 0, year)


def _of_its_own(text: str, place: Mention, kinds: Sequence[Kind]) -> Partner | None:
    """Return what is said of a place in the clause behind it: "Quant à X, le jumelage est gelé"."""
    low = re.compile(r"[,:;–]\s").search(text, place.close)
    bond = _THE_BOND.search(text, low.start()) if low else None
    if bond is None or text[bond.end() :].lstrip()[:4] in ("mit ", "with", "avec", "zwis", "entr"):
        return None
    if not STRONG_TWIN.search(text) and not _IT.search(text, place.close):
        return None
    found = _partner(text, place, kinds, low.start() if low else 0)
    return found if found.since or found.until or found.status else None


def _meant(
    text: str, last: Sequence[Mention], home: Home, told: Sequence[Mention]
) -> Mention | None:
    """Return which of the places named last a sentence speaks of, None where that is open."""
    codes = {
        code
        for start, end, code in adjectives_in(text)
        if ((town := _TOWN.match(text, end)) and not _NAMED.match(text, town.end()))
        or just_before(_BEFORE_TOWN, text, start)
        or re.compile(rf"\s(?:\w+\s)?{_BOND}").match(text, end)
    }
    if people := people_in(text):
        codes.add(people)
    if codes:
        last = last if any(m.country in codes for m in last) else told
        fitting = [m for m in last if m.country in codes]
        return fitting[-1] if len({m.name for m in fitting}) == 1 else None
    names = {m.name for m in last}
    if re.match(r"\W*(?:Letzter|The latter|Ce(?:tte)? derni)", text):
        return last[-1]
    if len(names) != 1:
        return None
    is_told = _THAT_BOND.search(text) or (_IT.search(text) and _THE_BOND.search(text))
    ours = bool(home.spots(text) or WE.search(text))
    return last[-1] if is_told or (ours and _DESCRIBED.search(text)) else None


def _partner(
    text: str, place: Mention, kinds: Sequence[Kind], low: int, year: str | None = None
) -> Partner:
    dates = [d for d in dates_in(text, year) if d.start >= low]
    standings = [s for at, _high, s in standings_in(text) if at >= low]
    status = standings[0] if standings else None
    until = next((d.on for d in dates if d.on and role_of(text, d) is Role.ENDED), None)
    began = [d for d in dates if role_of(text, d) in (Role.BEGAN, Role.BARE) and d.on]
    since = since_of(text, began) if status is not Standing.PLANNED else None
    return Partner(
        place, kinds[0], "", since, until if status is Standing.ENDED else None, status,
        "followed/5", 0.85,
    )  # fmt: skip
