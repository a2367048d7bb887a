"""Which organisations a record can belong to: the city's own, and no others."""

from __future__ import annotations

from weltoffen.ground.problems import N_, Problem
from weltoffen.organisations.enums import OrganisationKind

OF_THE_CITY = frozenset(
    {
        OrganisationKind.OFFICE,
        OrganisationKind.DEPARTMENT,
        OrganisationKind.MUNICIPAL_COMPANY,
    }
)
"""Kinds of organisations whose people work for the city."""
NO_DEPARTMENT = N_(
    "„%(typed)s“ ist kein Fachbereich der Stadt, oder Sie dürfen den Eintrag nicht sehen. "
    "Schreiben Sie die Kennung eines Amts, eines Fachbereichs oder einer städtischen Gesellschaft, "
    "oder lassen Sie die Angabe leer."
)


def no_department(where: str, typed: str) -> Problem:
    """Return what is to be said of a department that is none; ``where`` is the field."""
    return Problem(where, NO_DEPARTMENT, {"typed": typed})
