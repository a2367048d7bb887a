"""Every write to this room's tables. Verbs, keyword-only, with who did it."""

from weltoffen.intake.actions.accepting import Chosen, accept, accept_all
from weltoffen.intake.actions.deciding import postpone, reject, undo, undo_all
from weltoffen.intake.actions.proposing import compare_again, propose
from weltoffen.intake.actions.receiving import fail_attempt, keep_unchanged, keep_what_came
from weltoffen.intake.actions.runs import Upload, begin_run, cancel_run

__all__ = [
    "Chosen",
    "Upload",
    "accept",
    "accept_all",
    "begin_run",
    "cancel_run",
    "compare_again",
    "fail_attempt",
    "keep_unchanged",
    "keep_what_came",
    "postpone",
    "propose",
    "reject",
    "undo",
    "undo_all",
]
