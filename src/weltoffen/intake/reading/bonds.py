"""Which kind of bond a sentence says a place has with the city, and how it says that it stands."""

from __future__ import annotations

import re
from collections.abc import Sequence

from weltoffen.intake.reading.mentions import Mention, follows_in_list
from weltoffen.intake.reading.standings import standings_in
from weltoffen.intake.reading.times import TO_TWIN
from weltoffen.intake.reading.words import STRONG_TWIN
from weltoffen.intake.types import Kind, Standing


def _brackets(text: str) -> list[tuple[int, int]]:
    return [found.span() for found in re.finditer(r"\([^()]*\)", text)]


def kind_at(
    text: str, mention: Mention, kinds: Sequence[tuple[int, int, Kind]], context: Kind | None
) -> Kind | None:
    """Return the kind that is said of a place: the word before it, else behind it, else around."""
    if turned := TO_TWIN.search(text, mention.end):
        return Kind.TWIN if turned else None
    if mention.inside:
        first, last = mention.inside
        if own := [kind for low, _high, kind in kinds if first <= low < last]:
            return own[-1]
    kinds = [k for k in kinds if not any(low < k[0] < high for low, high in _brackets(text))]
    before = [kind for _low, high, kind in kinds if high <= mention.start]
    behind = [kind for low, _high, kind in kinds if low >= mention.end]
    special = {Kind.CONTACT, Kind.FRIENDSHIP}
    if Kind.FRIENDSHIP in behind and _NO_TWINNING.search(text):
        return Kind.FRIENDSHIP
    is_loose = before == [Kind.TWIN] and not STRONG_TWIN.search(text)
    if Kind.FRIENDSHIP in behind and is_loose and _LOOSE.search(text, 0, mention.start):
        return Kind.FRIENDSHIP
    if before:
        if context is Kind.TWIN and before[-1] is Kind.TWIN and set(before) & special:
            return next(kind for kind in before if kind in special)
        return before[0] if before[0] is Kind.CONTACT else before[-1]
    return behind[0] if behind else context


_NO_TWINNING = re.compile(
    r"\bpas (?:d['’]un |un )?jumelage\b|\bnot a (?:\w+ )?twinning\b|\bkeine \w*[Pp]artnerschaft\b"
)
_LOOSE = re.compile(r"\b(?:liens?|links?|ties?|Verbindung|verbunden|relations)\b")


_ALL = re.compile(
    r"\b(?:ruhen|sind|wurden|werden|are|were|have been|sont|ont été|beide[nr]?|both|deux"
    r"|nicht mehr|no longer|plus avec|all (?:of )?(?:its|their|the|our)|alle[nr]?|sämtlichen?"
    r"|tou(?:te)?s (?:ses|les|leurs)|bleiben|remain|restent|demeurent)\b"
)


def standing_at(text: str, mention: Mention, chosen: Sequence[Mention]) -> Standing | None:
    """Return how the relation stands by words of the clause of this place, or of its only one."""
    for low, high, standing in standings_in(text):
        inside = [m for m in chosen if m.inside and m.inside[0] <= low < m.inside[1]]
        if len(chosen) == 1 or mention in inside:
            return standing
        if inside:
            continue
        clause = _same_clause(text, low, high, chosen)
        nearest = min(clause or chosen, key=lambda each: _gap(each, low, high))
        if nearest is mention or (standing is Standing.PLANNED and not clause):
            return standing
        if mention in clause and (standing is Standing.PLANNED or _ALL.search(text)) and (
            _is_listed_with(text, mention, nearest, clause)
        ):  # fmt: skip
            return standing
    return None


def _gap(mention: Mention, low: int, high: int) -> int:
    return low - mention.close if mention.close <= low else max(0, mention.start - high) + 1


def _same_clause(text: str, low: int, high: int, chosen: Sequence[Mention]) -> list[Mention]:
    """Return the places between the semicolons around a word."""
    first = text.rfind(";", 0, low)
    last = text.find(";", high)
    last = last if last >= 0 else len(text)
    return [m for m in chosen if first < m.start < last]


def _is_listed_with(text: str, one: Mention, two: Mention, clause: Sequence[Mention]) -> bool:
    """Say whether two places stand in one list."""
    low, high = sorted((clause.index(one), clause.index(two)))
    return all(
        follows_in_list(text, clause[at].close, clause[at + 1].start) for at in range(low, high)
    )
