"""Judging how the names of an organisation follow each other."""

from __future__ import annotations

from collections.abc import Iterable

from weltoffen.ground.dates import Interval, last_before
from weltoffen.ground.problems import N_, Problem

_ENDS_ITSELF = N_(
    "Ein Name mit Ende löst keinen ab, der noch gilt: Danach hätte die Organisation wieder den "
    "alten oder gar keinen. Lassen Sie das Ende weg, oder lassen Sie den alten Namen stehen; sein "
    "Ende tragen Sie unter „Namen bearbeiten“ ein."
)
_SINCE_WHEN = N_(
    "Es fehlt, seit wann der neue Name gilt: Erst damit steht fest, wann der alte endet. Geben Sie "
    "es an, oder lassen Sie den alten Namen stehen."
)
_NOT_EARLIER = N_(
    "„%(name)s“ beginnt nicht vor dem neuen Namen und kann darum nicht durch ihn enden. Lassen Sie "
    "diesen Namen stehen; galt der neue früher als er, geben Sie an, bis wann."
)
_HAS_AN_END = N_("„%(name)s“ hat schon ein Ende. Lassen Sie diesen Namen stehen.")


def ended_by(earlier: Interval, later: Interval) -> Interval | None:
    """Return in which time a name was borne that another replaces; None where it cannot be so.

    That is, where it has an end already, or where the other has one itself, does not begin after
    it, or nobody knows when.
    """
    if earlier.end is not None or later.end is not None or later.start is None:
        return None
    end = last_before(later.start)
    if end is None or earlier.start == later.start:
        return None
    if earlier.start is not None and end.latest < earlier.start.earliest:
        return None
    return Interval(earlier.start, end)


def replacing_problems(replaced: Iterable[tuple[str, Interval]], later: Interval) -> list[Problem]:
    """Return why names cannot end by a later one; each comes with the time in which it was borne.

    What is wrong with the later one alone is said once.
    """
    pairs = list(replaced)
    if pairs and later.end is not None:
        return [Problem("replaces", _ENDS_ITSELF)]
    if pairs and (later.start is None or not later.start.is_known):
        return [Problem("valid", _SINCE_WHEN)]
    return [
        Problem("replaces", _NOT_EARLIER if borne.end is None else _HAS_AN_END, {"name": name})
        for name, borne in pairs
        if ended_by(borne, later) is None
    ]
