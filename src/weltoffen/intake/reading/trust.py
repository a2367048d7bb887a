"""How sure a finding is: the share of such findings that were right, by rule and by the place.

The values lie between what was right on all pages that the rules were made with and what was right
on pages read for the first time, which is less. ``weltoffen evaluate`` shows how well they hold.
"""

from __future__ import annotations

from weltoffen.intake.reading.prose import Partner

_PLACED, _OPEN, _UNKNOWN = 0, 1, 2
# By rule and what the rule itself makes of it: for one place, for several of the name or a part of
# one, and for a name that no gazetteer has.
_SHARES: dict[tuple[str, float], tuple[float, float, float]] = {
    ("sentence", 0.9): (0.94, 0.87, 0.70),
    ("sentence", 0.7): (0.88, 0.80, 0.60),
    ("below-heading", 0.9): (0.96, 0.93, 0.85),
    ("heading-entry", 0.85): (0.88, 0.65, 0.60),
    ("item-entry", 0.85): (0.88, 0.65, 0.75),
    ("heading-entry", 0.96): (0.96, 0.85, 0.75),
    ("item-entry", 0.96): (0.95, 0.82, 0.75),
    ("item-entry", 0.6): (0.70, 0.65, 0.65),
    ("pair-list", 0.9): (0.95, 0.92, 0.85),
    ("label", 0.9): (0.90, 0.80, 0.65),
}
_LESS = (0.0, 0.04, 0.12)
"""How much less others are worth whose place is open, or whose name is not known."""


def trusted(partner: Partner) -> float:
    """Return the share of findings like this one that are right, between 0 and 1."""
    mention = partner.mention
    known = _OPEN if mention.is_known else _UNKNOWN
    known = _PLACED if mention.place is not None and not mention.is_ambiguous else known
    shares = _SHARES.get((partner.rule.partition("/")[0], partner.weight))
    return shares[known] if shares else round(partner.weight - _LESS[known], 2)
