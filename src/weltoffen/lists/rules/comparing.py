"""Comparing a table that came back with the register: three sides, cell by cell.

A cell that still says what it said when it went out was not edited, whatever the register says by
now. One that was edited changes the register, unless the register was changed meanwhile too: then
people decide.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from weltoffen.ground.problems import N_, Problem
from weltoffen.intake.sheets.returning import unmarked
from weltoffen.lists.enums import CellKind, Stand, Written
from weltoffen.lists.rules.cells import (
    as_shown,
    canonical,
    cut,
    may_be_made_by_excel,
    months_that_excel_shows,
    record_problem,
)
from weltoffen.lists.rules.stamps import print_of
from weltoffen.lists.types import Difference, Field, Known, Line, Returned

IDENTIFIER = "identifier"
MADE_BY_EXCEL = N_(
    "In der Tabelle stand „%(before)s“; Excel hat daraus vielleicht selbst ein Datum oder eine "
    "Zahl gemacht. Mit Haken gilt, was jetzt in der Tabelle steht, ohne Haken bleibt das Register."
)
_NO_IDENTIFIER = N_(
    "In dieser Zeile fehlt die Kennung. Neue Einträge entstehen hier nicht: Legen Sie sie über die "
    "Liste an, oder nehmen Sie die Zeile heraus."
)
_UNKNOWN = N_(
    "„%(identifier)s“ gibt es in dieser Liste nicht, oder Sie dürfen es nicht sehen. Stellen Sie "
    "die Kennung wieder her, oder nehmen Sie die Zeile heraus."
)
_CUT_OFF = N_(
    "Dieser Text ist länger, als eine Zelle sein kann; die Tabelle hat nur seinen Anfang. Ändern "
    "Sie ihn auf dem Blatt des Eintrags."
)
_TWICE = N_(
    "„%(identifier)s“ steht schon in Zeile %(first)d. Lassen Sie nur eine der beiden Zeilen stehen."
)
_NOT_YOURS = N_("Diesen Eintrag dürfen Sie nicht ändern. Fragen Sie, wer dafür zuständig ist.")
_FIXED = N_(
    "Diese Spalte wird nicht zurückgelesen: Was in ihr steht, ändert man auf dem Blatt des "
    "Eintrags. Die Änderung „%(typed)s“ bleibt unberücksichtigt."
)
_NOT_COMPUTED = N_(
    "In dieser Zelle steht eine Formel, deren Ergebnis die Datei nicht enthält. Speichern Sie die "
    "Tabelle in Excel, oder schreiben Sie den Wert selbst hinein."
)


@dataclass(frozen=True, slots=True)
class Register:
    """What the register says: records by identifier, names of choices, records one may name.

    ``called`` are, by field, the identifiers of records that people name by what they are called.
    """

    records: Mapping[str, Known]
    names: Mapping[str, Mapping[str, str]]
    nameable: Mapping[str, Set[str]]
    called: Mapping[str, Mapping[str, str]] = dataclasses.field(default_factory=dict)


def differences(
    returned: Returned, fields: Sequence[Field], register: Register
) -> Iterator[Difference]:
    """Yield every cell that says something else than the register, and every fault."""
    by_name = {field.name: field for field in fields}
    seen: dict[str, int] = {}
    for line in returned.lines:
        fault = _fault_of(line, seen, register)
        if fault is not None:
            letter = returned.letters.get(IDENTIFIER, "A")
            yield Difference(
                line.number, letter, line.identifier, "", "", "", Stand.FAULT, problem=fault
            )
            continue
        seen[line.identifier] = line.number
        known = register.records[line.identifier]
        for name, cell in line.cells.items():
            found = _of_cell(line, by_name.get(name), name, cell, known, register)
            if found is not None:
                is_unsure = returned.is_table and not line.stamp.get(name, "")
                yield _placed(found, returned.letters[name], is_unsure)


def _placed(found: Difference, letter: str, is_unsure: bool) -> Difference:
    """Say in which column it is; where a stamp is missing, people decide who is right."""
    stand = Stand.CONFLICT if is_unsure and found.stand is Stand.CLEAN else found.stand
    return Difference(
        found.line, letter, found.identifier, found.field, found.before, found.after, stand,
        found.typed, found.problem,
    )  # fmt: skip


def _fault_of(line: Line, seen: Mapping[str, int], register: Register) -> Problem | None:
    if not line.identifier:
        return Problem(IDENTIFIER, _NO_IDENTIFIER)
    if line.identifier not in register.records:
        return Problem(IDENTIFIER, _UNKNOWN, {"identifier": line.identifier})
    if line.identifier in seen:
        values = {"identifier": line.identifier, "first": seen[line.identifier]}
        return Problem(IDENTIFIER, _TWICE, values)
    return None


def _of_cell(
    line: Line, field: Field | None, name: str, cell: str, known: Known, register: Register
) -> Difference | None:
    printed = line.stamp.get(name, "")
    if field is None:
        is_edited = bool(printed) and printed not in (print_of(cell), print_of(unmarked(cell)))
        problem = Problem(name, _FIXED, {"typed": cell})
        return _fault(line, name, cell, "", problem) if is_edited else None
    now = known.cells[field.name]
    if line.how(name) is Written.FORMULA:
        return _fault(line, name, cell, now, Problem(name, _NOT_COMPUTED))
    after = _after(field, cell, line, register)
    if printed and _is_untouched(field, cell, after, printed):
        return None
    if printed and cut(now) != now and print_of(cut(now)) == printed:
        return _fault(line, field.name, cell, now, Problem(field.name, _CUT_OFF))
    if isinstance(after, Problem):
        return _fault(line, field.name, cell, now, after)
    if after == now:
        return None
    refused: Problem | None = None
    if field.kind is CellKind.RECORD:
        refused = record_problem(field, after, register.nameable.get(field.name, frozenset()))
    if not known.may_change:
        refused = Problem(field.name, _NOT_YOURS)
    if refused is not None:
        return _fault(line, field.name, cell, now, refused)
    has_moved = bool(printed) and print_of(now) != printed
    doubt = None if has_moved or not printed else _doubt(field, now, after, line.how(name))
    stand = Stand.CONFLICT if has_moved or doubt else Stand.CLEAN
    return Difference(line.number, "", line.identifier, field.name, now, after, stand, cell, doubt)


def _after(field: Field, cell: str, line: Line, register: Register) -> str | Problem:
    """Return the one form of what a cell is to say; records that are called so by identifier."""
    after = canonical(field, _meant(field, cell, line.how(field.name)), register.names)
    called = register.called.get(field.name, {})
    return after if isinstance(after, Problem) else called.get(after, after)


def _meant(field: Field, cell: str, written: Written) -> str:
    """Return what a cell is to say: without the mark of CSV files, a day as exactly as shown."""
    if field.kind is CellKind.DATE:
        return as_shown(unmarked(cell), written)
    return cell if written is Written.TEXT else unmarked(cell)


def _is_untouched(field: Field, cell: str, after: str | Problem, printed: str) -> bool:
    """Say whether a cell is as it went out, also where the register has what no cell may say."""
    said = {cell, unmarked(cell)}
    if not isinstance(after, Problem):
        said.add(after)
    if field.kind is CellKind.DATE:
        said.update(months_that_excel_shows(cell.strip()))
    return any(print_of(each) == printed for each in said)


def _doubt(field: Field, now: str, after: str, written: Written) -> Problem | None:
    """Return what is to be asked of what a spreadsheet may have made by itself.

    A date that is text was typed by somebody. Of a day, and where a format keeps nothing but signs,
    nobody can tell it from the first of July that Excel makes of "1977-07".
    """
    if field.kind is CellKind.DATE and written is Written.TEXT:
        return None
    if not may_be_made_by_excel(now, after, field.kind):
        return None
    return Problem(field.name, MADE_BY_EXCEL, {"before": now})


def _fault(line: Line, field: str, cell: str, now: str, problem: Problem) -> Difference:
    return Difference(line.number, "", line.identifier, field, now, "", Stand.FAULT, cell, problem)
