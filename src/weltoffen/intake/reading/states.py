"""States of the USA, and the country that a bracket behind a name tells."""

from __future__ import annotations

import re

from weltoffen.intake.reading.countries import country_of, region_country
from weltoffen.places.gazetteer import fold
from weltoffen.places.gazetteer.countries import us_states


def us_state(words: str) -> str | None:
    """Return the words that name a state of the USA; Georgia is a country unless said otherwise."""
    while words:
        if len(words) > 2 and words != "Georgia" and fold(words) in us_states():
            return words
        words = words.rpartition(" ")[0]
    return None


def is_us_state(words: str) -> bool:
    """Say whether words name a state of the USA written out."""
    return len(words) > 2 and us_state(words) == words


_GERMAN = frozenset({
    "Baden-Württemberg", "Bayern", "Berlin", "Brandenburg", "Bremen", "Hamburg", "Hessen",
    "Mecklenburg-Vorpommern", "Niedersachsen", "Nordrhein-Westfalen", "NRW", "Rheinland-Pfalz",
    "Saarland", "Sachsen", "Sachsen-Anhalt", "Schleswig-Holstein", "Thüringen",
})  # fmt: skip


def is_state_of_germany(words: str) -> bool:
    """Say whether words name one of the German states, four of which are called like a town."""
    return words.strip() in _GERMAN


_NUMBERED = re.compile(r"[^\W\d_]\d")  # "CM24017" is a paper, not Cameroon
BOTH = re.compile(
    r"\A(?:beide|alle|jeweils|both|all|tous|toutes|les deux|tous (?:les )?deux)\s(?:in |en |au )?",
    re.I,
)


def country_in(inside: str) -> str | None:
    """Return the country that a bracket names, among dates and other things."""
    for part in re.split(r"[,;/]| – | - |\bseit\b|\bsince\b|\bdepuis\b", inside):
        if _NUMBERED.search(part):
            continue
        part = BOTH.sub("", re.sub(r"\d.*", "", part).strip())
        if part and (code := country_of(part)):
            return code
        if part and us_state(part):
            return "US"
        if part and (code := region_country(part)):
            return code
    return None


STATE_OF_US = re.compile(
    r",\s(?:(?:N\.\s?[YJHCDM]|S\.\s?[CD]|W\.\s?Va|R\.\s?I|D\.\s?C)\.|(?:Mass|Conn|Penn|Pa|Calif"
    r"|Ill|Mich|Minn"
    r"|Wis[c]?|Wash|Ore|Tex|Tenn|Va|Md|Del|Fla|Ga|Ala|Miss|La|Ark|Okla|Kan[s]?|Neb[r]?|Nev|Ariz"
    r"|Colo|Wyo|Mont|Vt|Ky|Ind|Mo)\.)(?=[\s,;)]|\Z)(?:\s?\(?(?:USA|U\.S\.A\.|US)\)?)?"
    r"|,\s[A-Z][\w ]{3,20},\s(?:USA|U\.S\.A\.|United States|Vereinigte Staaten|États-Unis)"
)
"""A state of the United States behind a town, shortened or with its country."""
