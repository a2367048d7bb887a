"""Cells: from what people type to the one form that is kept and compared.

The one form of a value is a text: days and dates in ISO 8601-2, choices by their value, records by
their identifier, yes and no as ``true`` and ``false``, nothing as ``""``.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from weltoffen.ground.dates import Precision
from weltoffen.ground.problems import N_, Problem, Refused
from weltoffen.ground.spoken import read_date
from weltoffen.intake.opening.results import storable
from weltoffen.lists.enums import CellKind, Written
from weltoffen.lists.types import Field
from weltoffen.organisations.rules.departments import no_department

LONGEST = 32_000
"""Signs of a cell; Excel cuts it off at 32,767."""
_CONTROLS = re.compile(r"[\x80-\x84\x86-\x9f]")
"""What nobody sees and not every format keeps."""
_DIGITS_SHOWN = 11
"""Digits that Excel shows of a number; it keeps fifteen."""
SEPARATOR = " · "
"""Between a record's name and its identifier."""
DEPARTMENTS = "departments"
"""What a cell names that may name an organisation of the city alone."""
_YES = frozenset({"ja", "yes", "wahr", "true", "x", "1"})
_NO = frozenset({"nein", "no", "falsch", "false", "0", "–", "-"})
_NOT_A_DAY = N_(
    "„%(typed)s“ ist kein Tag. Schreiben Sie ihn wie 23.11.2026, oder lassen Sie die Angabe leer."
)
_NOT_A_NUMBER = N_(
    "„%(typed)s“ ist keine Zahl. Berichtigen Sie sie, oder lassen Sie die Angabe leer."
)
_NOT_WHOLE = N_(
    "„%(typed)s“ ist keine ganze Zahl. Berichtigen Sie sie, oder lassen Sie die Angabe leer."
)
_NOT_OFFERED = N_("„%(typed)s“ gibt es hier nicht. Möglich ist: %(offered)s.")
_NOT_YES_NO = N_("„%(typed)s“ ist weder ja noch nein. Schreiben Sie eines davon.")
_NEEDED = N_("Diese Angabe darf nicht leer sein. Tragen Sie etwas ein.")
_UNKNOWN_RECORD = N_(
    "Einen Eintrag, der „%(typed)s“ heißt, gibt es nicht oder nicht nur einmal, oder Sie dürfen "
    "ihn nicht sehen. Schreiben Sie seine Kennung; sie steht auf seinem Blatt."
)


def tidy(text: str) -> str:
    """Return a text as a file keeps it: one kind of line ending, no controls, no blanks around."""
    return _CONTROLS.sub("", storable(text)).strip()


def cut(text: str) -> str:
    """Return as much of a text as a cell holds; Excel counts signs as UTF-16 does."""
    units = text.encode("utf-16-le")
    return units[: 2 * LONGEST].decode("utf-16-le", "ignore") if len(units) > 2 * LONGEST else text


def canonical(field: Field, cell: str, names: Mapping[str, Mapping[str, str]]) -> str | Problem:
    """Return the one form of what stands in a cell, or what is wrong with it.

    ``names`` are, by field, the folded names of choices in every language, with their values.
    Whether a record exists is judged by :func:`record_problem`.
    """
    typed = tidy(cell)
    if not typed:
        return Problem(field.name, _NEEDED) if field.is_needed else ""
    try:
        return _READERS[field.kind](field, typed, names.get(field.name, {}))
    except Refused as refusal:
        return refusal.problems[0]


def record_problem(field: Field, identifier: str, known: Iterable[str]) -> Problem | None:
    """Return what is wrong with naming a record that nobody knows, or None."""
    if not identifier or identifier in known:
        return None
    if field.of == DEPARTMENTS:
        return no_department(field.name, identifier)
    return Problem(field.name, _UNKNOWN_RECORD, {"typed": identifier})


def as_shown(cell: str, written: Written) -> str:
    """Return a cell with a date as exactly as people see it, who see "Jul 77" for 1977-07-01."""
    if written is Written.MONTH and re.fullmatch(r"\d{4}-\d{2}-01", cell):
        return cell[:7]
    if written is Written.YEAR and re.fullmatch(r"\d{4}-01-01", cell):
        return cell[:4]
    return cell


def months_that_excel_shows(cell: str) -> tuple[str, ...]:
    """Return the months that are meant by "Jul 77", as a spreadsheet writes them to a CSV file."""
    found = re.fullmatch(r"([^\W\d]{3,4})\.?[ -](\d{2})", cell)
    if found is None:
        return ()
    try:
        return tuple(read_date(f"{found[1]} {century}{found[2]}").text for century in (19, 20))
    except Refused:
        return ()


def may_be_made_by_excel(was: str, after: str, kind: CellKind) -> bool:
    """Say whether a spreadsheet makes one cell of another by itself.

    Of the month "1977-07" it makes the first of July and of the year "1977" the first of January;
    of "01067" and of very long numbers it makes numbers.
    """
    if kind is CellKind.DATE:
        return after in (f"{was}-01", f"{was}-01-01") and len(after) == len("1977-07-01")
    if kind is not CellKind.TEXT or not re.fullmatch("[0-9]+", was):
        return False
    is_without_zeros = was.startswith("0") and after == (was.lstrip("0") or "0")
    return is_without_zeros or (len(was) > _DIGITS_SHOWN and _is_rounded(was, after))


def _is_rounded(digits: str, shown: str) -> bool:
    """Say whether "1,23457E+19" or "12345678901234500000" is shown for so many digits."""
    if re.fullmatch(r"\d([,.]\d+)?E\+\d+", shown):
        return True
    return len(shown) == len(digits) and shown[:15] == digits[:15] and not shown[15:].strip("0")


def _text(field: Field, typed: str, names: Mapping[str, str]) -> str:
    return typed if field.kind is CellKind.LONG else " ".join(typed.split())


def _day(field: Field, typed: str, names: Mapping[str, str]) -> str:
    try:
        read = read_date(typed, field.name)
    except Refused:
        raise Refused(Problem(field.name, _NOT_A_DAY, {"typed": typed})) from None
    if read.precision is not Precision.DAY or read.text != read.earliest.isoformat():
        raise Refused(Problem(field.name, _NOT_A_DAY, {"typed": typed}))
    return read.text


def _date(field: Field, typed: str, names: Mapping[str, str]) -> str:
    return read_date(typed, field.name).text


def _decimal(field: Field, typed: str, names: Mapping[str, str]) -> str:
    try:
        return plain(Decimal(typed.replace(",", ".")))
    except InvalidOperation:
        raise Refused(Problem(field.name, _NOT_A_NUMBER, {"typed": typed})) from None


def _whole(field: Field, typed: str, names: Mapping[str, str]) -> str:
    if not re.fullmatch(r"-?[0-9]{1,18}", typed):
        raise Refused(Problem(field.name, _NOT_WHOLE, {"typed": typed}))
    return str(int(typed))


def _choice(field: Field, typed: str, names: Mapping[str, str]) -> str:
    folded = typed.casefold()
    if folded not in names:
        offered = ", ".join(str(label) for _value, label in field.choices)
        raise Refused(Problem(field.name, _NOT_OFFERED, {"typed": typed, "offered": offered}))
    return names[folded]


def _yes_no(field: Field, typed: str, names: Mapping[str, str]) -> str:
    folded = typed.casefold()
    if folded in _YES:
        return "true"
    if folded in _NO:
        return "false"
    raise Refused(Problem(field.name, _NOT_YES_NO, {"typed": typed}))


def _record(field: Field, typed: str, names: Mapping[str, str]) -> str:
    return typed.rpartition(SEPARATOR.strip())[2].strip()


_READERS: Mapping[CellKind, Callable[[Field, str, Mapping[str, str]], str]] = {
    CellKind.TEXT: _text,
    CellKind.LONG: _text,
    CellKind.DAY: _day,
    CellKind.DATE: _date,
    CellKind.WHOLE: _whole,
    CellKind.DECIMAL: _decimal,
    CellKind.CHOICE: _choice,
    CellKind.YES_NO: _yes_no,
    CellKind.RECORD: _record,
}


def plain(number: Decimal) -> str:
    """Return a number without exponent and without zeros at its end."""
    if not number.is_finite():
        raise InvalidOperation
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def text_of(field: Field, value: Any) -> str:
    """Return the one form of a value as the register has it."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal | float):
        return plain(Decimal(repr(value)) if isinstance(value, float) else value)
    if isinstance(value, dt.date):
        return value.isoformat()
    if field.kind is CellKind.RECORD:
        return str(getattr(value, "identifier", value))
    text = tidy(str(value))
    return text if field.kind is CellKind.LONG else " ".join(text.split())


def value_of(field: Field, text: str) -> Any:
    """Return the value that actions take; a record's identifier stays one."""
    if field.kind is CellKind.YES_NO:
        return text == "true"
    if not text:
        is_text = field.kind in (CellKind.TEXT, CellKind.LONG, CellKind.DATE, CellKind.CHOICE)
        return "" if is_text else None
    if field.kind is CellKind.DAY:
        return dt.date.fromisoformat(text)
    if field.kind is CellKind.DECIMAL:
        return Decimal(text)
    return int(text) if field.kind is CellKind.WHOLE else text
