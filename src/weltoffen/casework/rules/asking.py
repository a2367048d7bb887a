"""How many may ask by the portal's form, at what length, and how long their data are kept."""

from __future__ import annotations

from datetime import date, timedelta

from weltoffen.casework.rules.due import next_year
from weltoffen.ground.problems import N_, Problem

MOST_AN_HOUR = 30
"""Requests by the form in an hour, of everybody together: an office gets as many in a month. No
address of who asks is kept, so the limit cannot count by it."""
HOUR = timedelta(hours=1)
LONGEST_TEXT = 5000
"""Signs of a letter: two pages."""

PURPOSE = N_("Bearbeitung der Anfrage")
"""What the sender's data are kept for unless somebody at the desk says more."""

_TOO_MANY = N_(
    "Gerade kommen ungewöhnlich viele Anfragen an, deshalb nimmt das Formular für eine Stunde "
    "keine weiteren. Ihre Anfrage ist noch nicht abgeschickt. Versuchen Sie es später noch "
    "einmal, oder wenden Sie sich auf anderem Weg an das Büro."
)


def asking_problems(in_the_last_hour: int) -> list[Problem]:
    """Say whether the form takes one more request, given how many came by it within an hour."""
    return [Problem("", _TOO_MANY)] if in_the_last_hour >= MOST_AN_HOUR else []


def kept_until(received_on: date) -> date:
    """Return the day on which the sender's data go unless somebody at the desk says another."""
    return next_year(next_year(received_on))
