"""A model's findings beside those of the rules: the rules win. Judges only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from weltoffen.intake.types import Found, FoundClaim, FoundRelation
from weltoffen.places.gazetteer import fold


def merged(by_rules: Sequence[Found], by_model: Iterable[Found]) -> list[Found]:
    """Return the findings of the rules with those of a model that are about something else.

    A partner that the rules found is theirs, whatever the model says of it, and a count that they
    found too. Of what the model found twice, in pieces that overlap, the surer one stays.
    """
    kept = list(by_rules)
    taken = {key for each in by_rules for key in _keys(each)}
    for each in sorted(by_model, key=_certainty, reverse=True):
        keys = _keys(each)
        if taken.isdisjoint(keys):
            kept.append(each)
            taken |= keys
    return sorted(kept, key=lambda each: each.quote.start)


def _keys(found: Found) -> set[object]:
    """Return by what a finding is known again: name and place of a partner, or what is counted."""
    if isinstance(found, FoundRelation):
        names = {found.name, *found.name.split(" / ")}
        keys: set[object] = {("name", fold(name)) for name in names}
        return keys | {("place", found.place)} if found.place else keys
    if isinstance(found, FoundClaim):
        return {(found.what, found.of.partition("-")[0], found.value)}
    return {(found.quote.start, found.kind)}


def _certainty(found: Found) -> float:
    return 0.0 if isinstance(found, FoundClaim) else found.confidence
