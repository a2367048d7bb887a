"""Runs of reading, what was tried in them, tables on their way in, and statements that wait."""

from weltoffen.intake.models.runs import Attempt, Run
from weltoffen.intake.models.sheets import ColumnMapping, SheetUpload
from weltoffen.intake.models.statements import Consequence, Reading, Statement

__all__ = [
    "Attempt",
    "ColumnMapping",
    "Consequence",
    "Reading",
    "Run",
    "SheetUpload",
    "Statement",
]
