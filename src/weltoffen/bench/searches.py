"""Searching the whole register: the answer to what people type, from the index."""

from __future__ import annotations

from weltoffen.bench.timing import medians
from weltoffen.finding.selectors import search

ROUNDS = 9
TYPED = {
    "ein Name": "amiens",
    "der Anfang eines Namens": "rost",
    "zwei Namen": "dortmund amiens",
    "eine Wortform, als Teil von Wörtern": "partnerschaften ",
    "ein Satzstück": '"rostow am don"',
    "ein Land (jeder fünfzehnte Eintrag)": "frankreich",
    "ein Wort in fast jedem Eintrag": "messung erfunden",
}
"""What is typed, by what it stands for. The last two say nothing; they are the worst there is."""


def measure_searches() -> dict[str, float]:
    """Return median seconds of each search: counts of all kinds and the best twenty hits."""
    works = {name: lambda typed=typed: search(typed) for name, typed in TYPED.items()}
    return medians(works, rounds=ROUNDS)
