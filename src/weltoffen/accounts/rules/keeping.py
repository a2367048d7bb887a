"""Who may be shut out: nobody by their own hand, and never the last who manages accounts."""

from __future__ import annotations

from datetime import date

from weltoffen.accounts.enums import RoleName
from weltoffen.ground.problems import N_, Problem

LAST_ADMINISTRATOR = N_(
    "Dies ist das letzte Konto, das Konten verwalten kann. Geben Sie die Rolle zuerst einem "
    "anderen Konto."
)
OWN_ROLE = N_(
    "Ihre eigene Rolle in der Verwaltung kann Ihnen nur jemand anderes nehmen. Bitten Sie ein "
    "anderes Konto mit dieser Rolle darum."
)
OWN_ACCOUNT = N_(
    "Ihr eigenes Konto kann nur jemand anderes schließen. Bitten Sie ein anderes Konto mit der "
    "Rolle „verwaltet das Programm“ darum."
)
OVER_ALREADY = N_(
    "Der letzte Tag liegt in der Vergangenheit. Nennen Sie heute oder einen späteren Tag, oder "
    "lassen Sie das Feld leer."
)


def problem_of_taking(role: RoleName, *, is_own: bool, has_others: bool) -> Problem | None:
    """Return why a role cannot be taken, None where it can.

    ``has_others`` says whether other accounts can manage accounts, for good and today.
    """
    if role != RoleName.ADMINISTRATOR:
        return None
    if is_own:
        return Problem("role", OWN_ROLE)
    return None if has_others else Problem("role", LAST_ADMINISTRATOR)


def problem_of_closing(*, is_own: bool, is_administrator: bool, has_others: bool) -> Problem | None:
    """Return why an account cannot be closed, None where it can."""
    if is_own:
        return Problem("", OWN_ACCOUNT)
    if is_administrator and not has_others:
        return Problem("", LAST_ADMINISTRATOR)
    return None


def problem_of_last_day(last_day: date | None, today: date) -> Problem | None:
    """Return why a role cannot have a last day, None where it can."""
    if last_day is not None and last_day < today:
        return Problem("last_day", OVER_ALREADY)
    return None
