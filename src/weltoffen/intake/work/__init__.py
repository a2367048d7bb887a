"""What this room does in the background; the registry of ``jobs`` reads the kinds from here."""

from weltoffen.intake.selectors import TAKE, TAKE_BACK
from weltoffen.intake.work.again import (
    READ_AGAIN,
    ask_to_read_again,
    job_of_reading_again,
    read_once_more,
)
from weltoffen.intake.work.living import LEASE, fetcher
from weltoffen.intake.work.runs import READ, ask_to_read, call_off, job_of, left_over, read
from weltoffen.intake.work.sections import (
    NO_PAGES,
    SURVEY,
    ask_for_pages,
    job_of_survey,
    look_for_pages,
)
from weltoffen.intake.work.tables import ask_to_take, forget_tables, job_taking, take_rows
from weltoffen.intake.work.taking_back import ask_to_take_back, job_taking_back, take_table_back

__all__ = [
    "LEASE",
    "NO_PAGES",
    "READ",
    "READ_AGAIN",
    "SURVEY",
    "TAKE",
    "TAKE_BACK",
    "ask_for_pages",
    "ask_to_read",
    "ask_to_read_again",
    "ask_to_take",
    "ask_to_take_back",
    "call_off",
    "fetcher",
    "forget_tables",
    "job_of",
    "job_of_reading_again",
    "job_of_survey",
    "job_taking",
    "job_taking_back",
    "left_over",
    "look_for_pages",
    "read",
    "read_once_more",
    "take_rows",
    "take_table_back",
]
