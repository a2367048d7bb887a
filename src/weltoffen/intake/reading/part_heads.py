"""Headings that are a part of the city with bonds of its own, and what stands below them is theirs.

"Cran-Gevrier" above "La commune déléguée est jumelée avec Piossasco" on the page of Annecy.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from weltoffen.intake.reading.dates import dates_in
from weltoffen.intake.reading.homes import Home
from weltoffen.intake.reading.layout import Form, Unit
from weltoffen.intake.reading.owner_clauses import WE
from weltoffen.intake.reading.towns import known

_HAS_PARTS = re.compile(
    r"\bcommunes (?:déléguées|historiques|associées|fusionnées)\b|\banciennes communes\b"
    r"|\b(?:eingemeindet|Eingemeindung)\w*|\b(?:ehemal|früher)\w*\s(?:selbst(?:st)?ändig\w*\s)?Gemeinden\b"
    r"|\bTeilgemeinden\b|\bOrtsteile\b|\bformer (?:boroughs|municipalities|towns|districts)\b"
)
_NAME = re.compile(r"\W*(?P<name>[^\W\d_a-zà-ÿ][\w’'-]+(?: [\w’'-]+){0,3})\W*\Z")
_BOND = r"\b(?:jumel\w+|partenaire|twin\w*|sister|\w*[Pp]artner\w*|verschwistert|verbunden)\b"
_THIS_PART = re.compile(
    r"\W*(?:(?:La|Cette|L['’]ancienne)\s?commune(?: déléguée| associée| historique)?"
    r"|(?:Die|Diese)\s(?:ehemalige\s|frühere\s|einstige\s|Teil)?[Gg]emeinde|Der\s(?:Orts|Stadt)teil"
    rf"|The (?:former )?(?:municipality|borough|district|village))\s[^.;]*{_BOND}"
)


def parts_told(units: Sequence[Unit], home: Home, text: str) -> dict[int, str]:
    """Return the headings that are parts with partners of their own, by where they begin.

    Only on pages that say of the city that it has such parts, and of parts that lie in its country.
    """
    if _HAS_PARTS.search(text) is None:
        return {}
    found = {}
    for unit, below in pairwise(units):
        name = _NAME.match(unit.text) if unit.form is Form.HEADING else None
        if name is None or below.form is not Form.SENTENCE or dates_in(unit.text):
            continue
        if not home.is_meant(name["name"]) and _is_owner(name["name"], below.text, home):
            found[unit.start] = name["name"]
    return found


def _is_owner(name: str, text: str, home: Home) -> bool:
    """Say whether a sentence tells of a part's own bond."""
    if WE.search(text) or any(not name.startswith(text[slice(*at)]) for at in home.spots(text)):
        return False
    if known(name)[1] not in (None, home.country):
        return False
    subject = re.compile(
        rf"\b{re.escape(name)}\s(?:est|s['’]est|a|is|was|has|ist|hat|unterhält|pflegt)\b[^.;]*{_BOND}"
    )
    return _THIS_PART.match(text) is not None or subject.search(text) is not None
