"""How good the reader is: what it found, held against what a careful reader finds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from weltoffen.ground.problems import N_
from weltoffen.intake.types import FoundRelation
from weltoffen.places.gazetteer import Status, fold, lookup

# How the example pages say that something rests.
_STATUS = {"suspended": "resting"}
_TITLES = ("royal borough of ", "royal ")

MISSED, FALSE, OTHER = N_("fehlt"), N_("falsch"), N_("anders")


@dataclass(slots=True)
class Score:
    """Counts over pages; every share is None where nothing was to be judged."""

    right: int = 0
    false: int = 0
    missed: int = 0
    since: int = 0
    status: int = 0
    counts: int = 0
    counts_wanted: int = 0
    confidences: list[tuple[float, bool]] = field(default_factory=list)

    @property
    def precision(self) -> float | None:
        """Return which share of the relations found is right."""
        return share(self.right, self.right + self.false)

    @property
    def recall(self) -> float | None:
        """Return which share of the relations stated was found."""
        return share(self.right, self.right + self.missed)

    def add(self, other: Score) -> None:
        """Add the counts of another page."""
        for name in ("right", "false", "missed", "since", "status", "counts", "counts_wanted"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.confidences += other.confidences


@dataclass(frozen=True, slots=True)
class Miss:
    """One difference: what is wrong (a catalogue key), of which partner, and how."""

    what: str
    name: str
    detail: str


def share(part: int, whole: int) -> float | None:
    """Return a share between 0 and 1."""
    return part / whole if whole else None


def page_score(
    truth: Mapping[str, Any], relations: Sequence[FoundRelation], counts: Iterable[float]
) -> tuple[Score, list[Miss]]:
    """Judge the findings of a page; ``truth`` has ``city``, ``partners`` and ``claims``."""
    score, misses = Score(), []
    left = list(truth["partners"])
    for found in relations:
        wanted = next((each for each in left if _is_same(each, found)), None)
        score.confidences.append((found.confidence, wanted is not None))
        if wanted is None:
            score.false += 1
            misses.append(Miss(FALSE, found.name, f"{found.kind.value} [{found.rule}]"))
            continue
        left.remove(wanted)
        score.right += 1
        misses += _differences(wanted, found, truth["city"], score)
    score.missed = len(left)
    misses += [Miss(MISSED, each["name"], each.get("home", "")) for each in left]
    wanted_counts = [c["value"] for c in truth["claims"] if str(c["what"]).startswith("count")]
    read = list(counts)
    score.counts_wanted = len(wanted_counts)
    score.counts = sum(value in read for value in wanted_counts)
    misses += [Miss(MISSED, str(value), "count") for value in wanted_counts if value not in read]
    return score, misses


def _differences(
    wanted: Mapping[str, Any], found: FoundRelation, city: str, score: Score
) -> list[Miss]:
    """Count what is right of a relation that was found, and tell what is not."""
    year = str(wanted["since"])[:4] if wanted["since"] else None
    read = found.since[:4] if found.since else None
    status = _STATUS.get(wanted["status"], wanted["status"])
    score.since += year == read
    score.status += status == found.status.value
    pairs = (
        ("since", read, year),
        ("status", found.status.value, status),
        ("kind", found.kind.value, wanted["kind"]),
        ("country", found.country, wanted["country"]),
        ("home", found.home, wanted.get("home", city)),
    )
    return [
        Miss(OTHER, found.name, f"{name}: {given} ≠ {expected}")
        for name, given, expected in pairs
        if given != expected
    ]


def _is_same(wanted: Mapping[str, Any], found: FoundRelation) -> bool:
    """Say whether both name one partner: alike but for accents and titles, or one place."""
    if _names(wanted["name"]) & _names(found.name):
        return True
    place = lookup(wanted["name"], wanted["country"])
    return (
        place.status is Status.FOUND
        and place.place is not None
        and place.place.geonames_id == found.place
    )


def _names(name: str) -> set[str]:
    parts = {fold(part) for part in (name, *name.split("/"))}
    return parts | {part.removeprefix(title) for part in parts for title in _TITLES}


def calibration(score: Score) -> list[tuple[float, int, float]]:
    """Return for each tenth of confidence its mean, how often it was given, and which share of
    these was right."""
    given: dict[int, list[tuple[float, bool]]] = {}
    for confidence, is_right in score.confidences:
        given.setdefault(min(int(confidence * 10 + _ROUNDING), _LAST), []).append(
            (confidence, is_right)
        )
    return [
        (
            sum(confidence for confidence, _is_right in each) / len(each),
            len(each),
            sum(is_right for _confidence, is_right in each) / len(each),
        )
        for _tenth, each in sorted(given.items())
    ]


_LAST = 9
_ROUNDING = 1e-9
"""So that 0.7 is not in the tenth below it."""
