"""Reading a list of participants that was copied from a table: a line each."""

from __future__ import annotations

import re
from dataclasses import dataclass

from weltoffen.ground.problems import N_, Problem, refuse_if_any

_NO_NAME = N_("In Zeile %(line)d fehlt der Name. Er steht in der ersten Spalte.")
_TOO_MANY = N_(
    "Zeile %(line)d hat %(columns)d Spalten. Vorgesehen sind zwei: Name und Funktion. Nehmen Sie "
    "die übrigen heraus."
)
_HEADINGS = ({"name", "namen", "person", "teilnehmende", "teilnehmer", "teilnehmerin"},
             {"", "funktion", "function", "rolle", "amt", "aufgabe", "role"})  # fmt: skip
"""What stands above the columns of a table, and is nobody's name."""
_NUMBER = re.compile(r"^\d{1,4}[.)]\s+(?=\S)")
"""How lists are numbered."""


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody in a pasted list; ``function`` is ``""`` where none was given."""

    name: str
    function: str = ""


def read_list(text: str) -> list[Named]:
    """Read lines of name and function, parted by a tab or a semicolon.

    Empty lines and the headings of the table are passed over, the numbers of a list left out.

    Raises ``Refused`` with every fault and its line; then nothing was read.
    """
    found: list[Named] = []
    problems: list[Problem] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        parted = line.rstrip().split("\t" if "\t" in line else ";")
        cells = [" ".join(cell.split()) for cell in parted]
        if not found and _are_headings(cells):
            continue
        cells[0] = _NUMBER.sub("", cells[0])
        if not cells[0]:
            problems.append(Problem("pasted", _NO_NAME, {"line": number}))
        elif len(cells) > 2:
            values = {"line": number, "columns": len(cells)}
            problems.append(Problem("pasted", _TOO_MANY, values))
        else:
            found.append(Named(*cells))
    refuse_if_any(problems)
    return found


def _are_headings(cells: list[str]) -> bool:
    first, second = cells[0].casefold(), cells[1].casefold() if len(cells) > 1 else ""
    return first in _HEADINGS[0] and second in _HEADINGS[1]
