"""Values of this room: columns that come back, lines of a table, what differs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from weltoffen.ground.problems import Problem
from weltoffen.lists.enums import CellKind, Stand, Written


@dataclass(frozen=True, slots=True)
class Field:
    """A column whose cells may come back changed.

    ``name`` is the record's attribute and stands in addresses and stamps. ``choices`` are values
    with their names for people. ``of`` is the kind of the records that a cell names. ``shown_as``
    are the names under which lists show the same in other words (a date spoken out, a choice).
    """

    name: str
    label: Any
    kind: CellKind = CellKind.TEXT
    choices: tuple[tuple[str, Any], ...] = ()
    of: str = ""
    shown_as: tuple[str, ...] = ()
    is_needed: bool = False
    suits_many: bool = False
    """Whether several records may well say the same here, so that they can be told at once."""


Change = Callable[..., Any]
"""Called with ``record=``, ``values=`` (by field, as Python values) and ``by=``; calls actions."""


@dataclass(frozen=True, slots=True)
class FieldsOfKind:
    """The columns of one kind of record that may come back, and what carries changes out."""

    kind: str
    model: type[Any]
    fields: tuple[Field, ...]
    change: Change
    related: tuple[str, ...] = ()

    def field(self, name: str) -> Field | None:
        """Return a field by its name or by a name under which lists show it."""
        return next((f for f in self.fields if name == f.name or name in f.shown_as), None)


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column of a table that goes out. ``may_return`` says whether its cells may come back."""

    name: str
    heading: str
    may_return: bool = False
    choices: tuple[str, ...] = ()
    width: int = 24


@dataclass(frozen=True, slots=True)
class Sheet:
    """A list as a table: exactly what is shown, and what a reader should know of it.

    ``about`` are pairs of name and text for the page that says what this is. The last column is
    the stamp, where rows may come back.
    """

    title: str
    columns: tuple[SheetColumn, ...]
    rows: Sequence[Sequence[str | int]]
    about: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A row that came back. ``cells`` are by column name, and so is how each was written."""

    number: int
    identifier: str
    cells: Mapping[str, str]
    stamp: Mapping[str, str] = field(default_factory=dict)
    written: Mapping[str, Written] = field(default_factory=dict)

    def how(self, column: str) -> Written:
        """Return how the cell of a column was written."""
        return self.written.get(column, Written.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Returned:
    """A table that came back, its columns known by name.

    ``letters`` says in which column of the sheet each name stands; ``ignored`` are headings that
    name nothing this list knows.
    """

    lines: tuple[Line, ...]
    letters: Mapping[str, str]
    ignored: tuple[str, ...] = ()
    is_table: bool = False
    """Whether it was away from the register: then a cell without a stamp may be an old one."""


@dataclass(frozen=True, slots=True)
class Known:
    """A record as it is now: its cells by column, and whether the person may change it."""

    cells: Mapping[str, str]
    may_change: bool = True


@dataclass(frozen=True, slots=True)
class Difference:
    """A cell that says something else than the register.

    ``field`` is ``""`` where the whole row is meant. ``typed`` is the cell as it was written.
    """

    line: int
    letter: str
    identifier: str
    field: str
    before: str
    after: str
    stand: Stand
    typed: str = ""
    problem: Problem | None = None
