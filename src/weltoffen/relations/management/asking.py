"""What ``count`` and ``state`` are asked for: days on the command line, answers as JSON."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from weltoffen.ground.dates import Precision
from weltoffen.ground.problems import N_, Problem, Refused
from weltoffen.ground.spoken import read_date

ON = "--on"
KNOWN_ON = "--known-on"
_WHOLE_DAY = N_(
    "„%(text)s“ ist kein ganzer Tag. Geben Sie Jahr, Monat und Tag an, zum Beispiel 2018-12-31 "
    "oder 31.12.2018."
)


def add_question_arguments(parser: CommandParser) -> None:
    """Add the two days and the form of the answer."""
    parser.add_argument(ON, metavar="TAG", help=_("an welchem Tag (ohne Angabe: heute)"))
    parser.add_argument(
        KNOWN_ON, metavar="TAG", help=_("nach dem, was bis zu diesem Tag erfasst war")
    )
    parser.add_argument("--json", action="store_true", help=_("Antwort als JSON"))


def whole_day(text: str, where: str) -> date:
    """Return the day that a person typed; refuses what is less exact than a day."""
    found = read_date(text, where)
    if found.precision is not Precision.DAY or found.approximate:
        raise Refused(Problem(where, _WHOLE_DAY, {"text": text}))
    return found.earliest


def asked_days(options: dict[str, Any]) -> tuple[date, date | None]:
    """Return the day asked about and the day of knowledge (None: all we know now)."""
    on = options["on"]
    known_on = options["known_on"]
    return (
        timezone.localdate() if on is None else whole_day(on, ON),
        None if known_on is None else whole_day(known_on, KNOWN_ON),
    )


def as_json(answer: dict[str, Any]) -> str:
    """Return an answer as JSON that people can read too."""
    return json.dumps(answer, ensure_ascii=False, indent=2)
