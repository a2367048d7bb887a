"""Values of this room."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from weltoffen.casework.enums import Priority, RequestState, StepKind, Verdict


@dataclass(frozen=True, slots=True)
class Reference:
    """What something is about: ``room.model`` and the identifier of a record."""

    model: str
    identifier: str

    def __str__(self) -> str:
        return f"{self.model}:{self.identifier}"


@dataclass(frozen=True, slots=True)
class Step:
    """What of a step decides how its request stands."""

    kind: StepKind
    outcome: str = ""
    passed_to: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """One criterion of a request: what it weighs and how it was judged, None where not yet."""

    weight: int
    verdict: Verdict | None = None


@dataclass(frozen=True, slots=True)
class Score:
    """What the verdicts add up to.

    ``points`` of ``most`` are those of the criteria with a verdict other than unknown, in halves;
    ``open`` is how many criteria have none.
    """

    points: float
    most: int
    open: int

    @property
    def percent(self) -> int | None:
        """Return the share of the points in whole percent, None as long as nothing is judged."""
        return round(self.points * 100 / self.most) if self.most else None


@dataclass(frozen=True, slots=True)
class Filled:
    """A text with its places filled. ``missing`` are places that the request has no value for."""

    text: str
    missing: tuple[str, ...]


class DueKind(StrEnum):
    """What falls due."""

    TASK = "task"
    REQUEST = "request"


class Nearness(StrEnum):
    """How near a day is."""

    OVERDUE = "overdue"
    TODAY = "today"
    SOON = "soon"
    LATER = "later"
    UNDATED = "undated"


@dataclass(frozen=True, slots=True)
class Due:
    """A task or request that somebody has to do something about, until a day if there is one.

    ``days`` is how far ahead the day lies, negative where it is past, None without one.
    """

    kind: DueKind
    identifier: str
    title: str
    day: date | None
    days: int | None
    nearness: Nearness
    owner: str
    about: str = ""
    priority: Priority = Priority.NORMAL
    state: RequestState | None = None
    is_restricted: bool = False


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """A whole day in a calendar. ``uid`` stays the same as long as it is the same event."""

    uid: str
    day: date
    title: str
    description: str = ""
    url: str = ""
