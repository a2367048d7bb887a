"""How a page calls the Sustainable Development Goals: "Ziel 12: …", "SDG 12 – …", "ODD 12 : …"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

from weltoffen.intake.reading.homes import Home
from weltoffen.intake.reading.layout import Form, Unit
from weltoffen.intake.types import FoundClaim, Quote

RULE = "goal-title/1"
_SURE = (
    r"SDGs?|ODD|(?:UN[- ]?)?Nachhaltigkeitsziel|(?:globales )?Entwicklungsziel|Global Goal"
    r"|Sustainable Development Goal|Objectif de développement durable"
)
_LABEL = (
    rf"(?:(?P<sure>\b(?:{_SURE}))|\b(?:UN-Ziel|Ziel|Goal|Objectif|Cible))"
    r"\s?(?:(?:Nr\.?|Nummer|[Nn]o\.?|[Nn]umber|[Nn]°|numéro)\s?)?(?P<number>\d{1,2})"
)
_NUMBERED = re.compile(_LABEL)
_TITLED = re.compile(
    rf"{_LABEL}(?:\s?:|\s[–—-]|\s?\|)\s*[\"„“«»'‚‘]?\s?"
    r"(?P<title>[^\W\d_][^.:;!?\n|\"„“”«»]{2,89}?)\s*(?P<end>[.:;!?|\"”“»]|\Z)"
)
_QUOTED = re.compile(
    rf"{_LABEL}\s?[,:(]?\s?(?:\"|„|“|«\s?)(?P<title>[^\W\d_][^.:;!?\n\"„“”«»]{{2,89}}?)\s?[\"”“»]"
)
_SPEAKS_OF_THEM = re.compile(
    r"\bSDGs?\b|\bODD\b|Nachhaltigkeitsziel|Agenda 2030|2030[- ]Agenda|Sustainable Development Goal"
    r"|globalen? Entwicklungsziel|Global Goals|[Oo]bjectifs? de développement durable"
)
_IS_SAID = re.compile(
    r"\b(?:ist|sind|wird|werden|wurde|hat|haben|soll|sollen|will|wollen|muss|müssen|kann|können"
    r"|wir|is|are|was|has|have|will|should|must|we|est|sont|sera|doit|doivent|nous|avons)\b"
)
_MOST_WORDS = 12


def goal_titles_in(units: Sequence[Unit], text: str, home: Home) -> Iterator[FoundClaim]:
    """Yield the titles of goals 1 to 17 as the page writes them, each title once."""
    speaks_of_them = _SPEAKS_OF_THEM.search(text) is not None
    told: set[tuple[int, str]] = set()
    for unit in units:
        if not _NUMBERED.search(unit.text):
            continue
        for found in (*_TITLED.finditer(unit.text), *_QUOTED.finditer(unit.text)):
            number, title = int(found["number"]), _without_city(found["title"], home)
            key = (number, title.casefold())
            if key in told or not _is_title(unit, found, number, title, speaks_of_them):
                continue
            told.add(key)
            start = unit.start + found.start()
            end = unit.start + found.start("title") + len(title)
            yield FoundClaim(
                what="goal-title",
                quote=Quote(text[start:end], start, end),
                rule=RULE,
                name=text[end - len(title) : end],
                number=number,
            )


def _is_title(
    unit: Unit, found: re.Match[str], number: int, title: str, speaks_of_them: bool
) -> bool:
    """Say whether what stands behind the number is a goal's title, and no sentence."""
    if not 1 <= number <= 17 or len(title.split()) > _MOST_WORDS or _IS_SAID.search(title):
        return False
    alone = not unit.text[: found.start()].strip(" •-–—*0123456789.") and unit.form is not (
        Form.SENTENCE
    )
    sure = bool(found["sure"]) or found.re is _QUOTED
    if not (alone or sure):
        return False
    return bool(found["sure"]) or speaks_of_them or _is_known(number, title)


def _without_city(title: str, home: Home) -> str:
    """Return a title without the city for which it is said: "Leben an Land in Dortmund"."""
    if not home.short:
        return title.rstrip()
    city = rf"\s(?:in|im|für|for|à|pour)\s(?:der Stadt |the city of )?{re.escape(home.short)}\Z"
    return re.sub(city, "", title.rstrip())


def _is_known(number: int, title: str) -> bool:
    said = title.casefold()
    return any(stem in said for stem in _stems().get(number, ()))


@cache
def _stems() -> dict[int, tuple[str, ...]]:
    name = "sustainable_goals.tsv"
    lines = (files("weltoffen.intake") / "data" / name).read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return {int(number): tuple(stems.split("|")) for number, stems in rows}
