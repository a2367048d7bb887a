"""Values of this room: kinds of personal data with their rules, and what is held on somebody."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from weltoffen.privacy.enums import Activity, Affected, Ground, Then

IN_TEXT = "#text"
"""How the key ends of a record of which only some words are somebody's."""
IN_HISTORY = "#history"
"""How the key ends of a record in whose history only a name stands."""


@dataclass(frozen=True, slots=True)
class Months:
    """How long a kind is kept, in months: as long as nobody decides otherwise, and the bounds."""

    usual: int
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Subject:
    """Somebody of whom is asked what is held: all by which rows can be theirs.

    ``people``, ``accounts`` and ``requests`` are primary keys, and what hangs on them is theirs for
    certain. By ``emails`` and ``names`` rows are found that may be somebody else's of the same
    name: people decide about those one by one.
    """

    people: frozenset[int] = frozenset()
    accounts: frozenset[int] = frozenset()
    requests: frozenset[int] = frozenset()
    emails: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()

    def is_empty(self) -> bool:
        """Say whether nothing could ever be found."""
        return not (self.people or self.accounts or self.requests or self.emails or self.names)


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody of whom only a name is known: who took part, or with whom was spoken."""

    name: str


@dataclass(frozen=True, slots=True)
class Held:
    """One thing that is held on somebody.

    ``key`` names it (``room.model:identifier``), ``values`` are its fields with their labels.
    ``fate`` is what deleting on request does with it, ``why`` the reason where it stays.
    """

    key: str
    title: str
    values: tuple[tuple[str, str], ...]
    is_certain: bool
    fate: Then
    why: str = ""


Due = Callable[[date], int]
"""From the last day that is over, to how many rows are due."""
CarryOut = Callable[..., int]
"""``carry_out(until=, most=, by=)``: deletes at most so many that are due; says how many it did."""
Find = Callable[[Subject], Iterable[Held]]
Look = Callable[..., None]
"""``look(keys=, by=)``: notes that somebody looks at these things of a restricted kind."""
Forget = Callable[..., list[str]]
"""``forget(subject=, keys=, by=)``: deletes what is theirs, of uncertain things only those named by
``keys``; returns the names of what it did. Done again, it does nothing."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of personal data: a line of the retention table and of the record of processing.

    ``fields`` are, by the label of a model, its fields that hold data of people. ``since`` says
    from which day the term runs. Where the office can choose the term there are ``months``; where
    it cannot, ``rule`` says in words how long it is. ``due`` and ``carry_out`` are missing where
    something else deletes, or nothing.
    """

    name: str
    title: Any
    activity: Activity
    people: tuple[Affected, ...]
    purpose: Any
    ground: Ground
    recipients: Any
    then: Then
    fields: Mapping[str, tuple[str, ...]]
    since: Any = ""
    months: Months | None = None
    rule: Any = ""
    due: Due | None = None
    carry_out: CarryOut | None = None
    find: Find | None = None
    forget: Forget | None = None
    look: Look | None = None


@dataclass(frozen=True, slots=True)
class Room:
    """What one room declares: its kinds, and why its other fields hold data of nobody.

    ``nobody`` has a reason by model (``room.model``: all its texts) or by field
    (``room.model.field``). A key that leads to a person or an account is always declared as a field
    of a kind.
    """

    kinds: tuple[Kind, ...] = ()
    nobody: Mapping[str, str] = field(default_factory=dict)
