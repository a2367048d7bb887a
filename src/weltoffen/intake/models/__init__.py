"""Runs of reading and what was tried in them; readings, and the statements that wait for people."""

from weltoffen.intake.models.runs import Attempt, Run
from weltoffen.intake.models.statements import Consequence, Reading, Statement

__all__ = ["Attempt", "Consequence", "Reading", "Run", "Statement"]
