"""Runs of reading, searches for pages, tables on their way in, and statements that wait."""

from weltoffen.intake.models.runs import Attempt, Run
from weltoffen.intake.models.sheets import ColumnMapping, SheetUpload
from weltoffen.intake.models.statements import Consequence, Reading, Statement
from weltoffen.intake.models.surveys import SectionSurvey

__all__ = [
    "Attempt",
    "ColumnMapping",
    "Consequence",
    "Reading",
    "Run",
    "SectionSurvey",
    "SheetUpload",
    "Statement",
]
