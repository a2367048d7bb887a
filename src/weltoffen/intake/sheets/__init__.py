"""Tables that an office keeps, one row a relation: what their columns mean and what each row says.

Pure: cells in, values and problems out. Nothing here knows of tables of a database or of Django.
"""

from weltoffen.intake.sheets.extracting import Extract, extract
from weltoffen.intake.sheets.guessing import fingerprint, guess
from weltoffen.intake.sheets.judging import judge
from weltoffen.intake.sheets.limits import MOST_COLUMNS, MOST_ROWS, refuse_too_large
from weltoffen.intake.sheets.types import (
    AS_WRITTEN,
    CellProblem,
    CellReading,
    Judged,
    JudgedRow,
    Layout,
    Meaning,
    Picks,
    Readings,
    Weight,
)

__all__ = [
    "AS_WRITTEN",
    "MOST_COLUMNS",
    "MOST_ROWS",
    "CellProblem",
    "CellReading",
    "Extract",
    "Judged",
    "JudgedRow",
    "Layout",
    "Meaning",
    "Picks",
    "Readings",
    "Weight",
    "extract",
    "fingerprint",
    "guess",
    "judge",
    "refuse_too_large",
]
