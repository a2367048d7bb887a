"""Every write to this room's tables. Verbs, keyword-only, with who did it."""

from weltoffen.intake.actions.accepting import Chosen, accept, accept_all
from weltoffen.intake.actions.deciding import postpone, reject, reject_all, undo, undo_all
from weltoffen.intake.actions.proposing import compare_again, propose
from weltoffen.intake.actions.receiving import fail_attempt, keep_unchanged, keep_what_came
from weltoffen.intake.actions.runs import Upload, begin_run, cancel_run
from weltoffen.intake.actions.sheets import (
    Rows,
    accept_rows,
    arrange_sheet,
    break_off,
    describe_sheet,
    forget_old_sheets,
    forget_sheet,
    pick_places,
    read_sheet,
    receive_sheet,
    remember_columns,
)
from weltoffen.intake.actions.surveys import (
    begin_survey,
    cancel_survey,
    fail_survey,
    keep_pages,
)
from weltoffen.intake.actions.taking_back import take_rows_back

__all__ = [
    "Chosen",
    "Rows",
    "Upload",
    "accept",
    "accept_all",
    "accept_rows",
    "arrange_sheet",
    "begin_run",
    "begin_survey",
    "break_off",
    "cancel_run",
    "cancel_survey",
    "compare_again",
    "describe_sheet",
    "fail_attempt",
    "fail_survey",
    "forget_old_sheets",
    "forget_sheet",
    "keep_pages",
    "keep_unchanged",
    "keep_what_came",
    "pick_places",
    "postpone",
    "propose",
    "read_sheet",
    "receive_sheet",
    "reject",
    "reject_all",
    "remember_columns",
    "take_rows_back",
    "undo",
    "undo_all",
]
