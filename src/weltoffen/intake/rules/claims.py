"""What a text claims against what the register computes: counts, titles, names, its own words."""

from __future__ import annotations

import re

from weltoffen.intake.enums import Verdict
from weltoffen.intake.rules.known import KnownRegister
from weltoffen.intake.rules.naming import same_words
from weltoffen.intake.rules.verdicts import Difference, Match
from weltoffen.intake.types import FoundClaim

_RULES = {"twin": "partner-cities", "project": "project-partnerships"}
"""By which counting rule a claimed number is checked; other numbers nobody can check yet."""


def compare_claim(found: FoundClaim, known: KnownRegister) -> Match:
    """Return how a claim stands to the register, or to the text's own words."""
    judge = {
        "count": _count,
        "list-mismatch": _list,
        "announced": _passed,
        "doubled-unit": _doubled,
        "goal-title": _goal,
        "office-name": _office,
    }.get(found.what)
    return judge(found, known) if judge else Match(Verdict.UNCHECKED)


def _against(field: str, ours: str, theirs: str) -> Match:
    return Match(Verdict.CONTRADICTS, differences=(Difference(field, ours, theirs),))


def _count(found: FoundClaim, known: KnownRegister) -> Match:
    """Compare a number; a register that counts none yet has nothing to say against it."""
    rule = _RULES.get(found.of)
    ours = known.counts.get(rule) if rule else None
    if rule is None or ours is None or found.value is None or not ours.possible:
        return Match(Verdict.UNCHECKED)
    slack = 0.1 * found.value if found.approximate else 0
    if ours.count - slack <= found.value <= ours.possible + slack:
        return Match(Verdict.AGREES)
    said = str(ours.count) if ours.count == ours.possible else f"{ours.count}-{ours.possible}"
    return _against("count", said, f"{found.value:g}")


def _list(found: FoundClaim, known: KnownRegister) -> Match:
    return _against("list", str(found.listed), str(found.stated))


def _passed(found: FoundClaim, known: KnownRegister) -> Match:
    """Hint that a page has aged: the register has nothing to say against it."""
    difference = Difference("passed", found.on or "", found.quote.words)
    return Match(Verdict.PASSED, differences=(difference,))


def _doubled(found: FoundClaim, known: KnownRegister) -> Match:
    return _against("units", "", found.quote.words)


def _goal(found: FoundClaim, known: KnownRegister) -> Match:
    titles = known.goals.get(found.number or 0)
    if not titles:
        return Match(Verdict.UNCHECKED)
    if any(same_words(found.name, title) for title in titles):
        return Match(Verdict.AGREES)
    return _against("title", titles[0], found.name)


def _office(found: FoundClaim, known: KnownRegister) -> Match:
    """Compare what the text calls an office with the names that the register has for it.

    A name of another office is none of ours to judge: only one that our office bore or bears, or
    that begins like it, can be out of date.
    """
    current = [each for each in known.offices if each.is_current]
    if any(
        found.name in _parts(each.name) or same_words(each.name, found.name) for each in current
    ):
        return Match(Verdict.AGREES)
    same = [each for each in known.offices if same_words(each.name, found.name)]
    if not same:
        return Match(Verdict.UNCHECKED)
    today = [each for each in current if each.of == same[0].of]
    spoken = [each.name for each in today if each.language == same[0].language]
    return _against("office", (spoken or [each.name for each in today] or [""])[0], found.name)


def _parts(name: str) -> list[str]:
    """Return the parts of a name with a dash: the department, and the office within it."""
    return re.split(r"\s+[–—-]\s+", name)
