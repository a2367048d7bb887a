"""How people are called, and where they stand in lists."""

from __future__ import annotations

from weltoffen.ground.identifiers import identifier_from
from weltoffen.ground.problems import N_, Problem

NO_NAME = N_(
    "Es fehlt der Familienname. Führt die Person nur einen Namen, tragen Sie ihn hier ein."
)
PUBLIC_ALREADY = N_(
    "Dieser Eintrag ist öffentlich. Nehmen Sie ihn zuerst aus der Öffentlichkeit; dann schützen "
    "Sie den Namen."
)


def full_name(*, academic_title: str, given_name: str, family_name: str) -> str:
    """Return a name as it is spoken: degree, given name, family name."""
    return " ".join(part for part in (academic_title, given_name, family_name) if part)


def sort_key(*, family_name: str, given_name: str, sort_as: str, do_not_name: bool) -> str:
    """Return by what a person stands in lists: folded, Ö as O; ``""`` where the name is protected.

    ``sort_as`` stands for the family name where that sorts otherwise ("Berg" for "van den Berg").
    """
    if do_not_name:
        return ""
    parts = (identifier_from(sort_as or family_name), identifier_from(given_name))
    return " ".join(part for part in parts if part) or (sort_as or family_name).casefold()


def naming_problems(*, family_name: str, do_not_name: bool, is_public: bool) -> list[Problem]:
    """Return why somebody cannot be kept under a name."""
    problems = []
    if not family_name.strip():
        problems.append(Problem("family_name", NO_NAME))
    if do_not_name and is_public:
        problems.append(Problem("do_not_name", PUBLIC_ALREADY))
    return problems
