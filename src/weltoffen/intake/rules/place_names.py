"""What a place is called in each of the register's languages, where a text names it in one."""

from __future__ import annotations

from weltoffen.ground.languages import LANGUAGES
from weltoffen.intake.rules.wording import Words
from weltoffen.places.gazetteer import place


def names_of(name: str, listed_as: int | None, language: str = "") -> Words:
    """Return the names of a place by language: as written, in English as the gazetteer has it.

    ``listed_as`` is the GeoNames id, None where it is not certain or no place is meant: then it is
    called as written everywhere. So it is in English where that is the ``language`` of the text.
    """
    listed = place(listed_as) if listed_as is not None else None
    if listed is None or language == "en":
        return dict.fromkeys(LANGUAGES, name)
    return dict.fromkeys(LANGUAGES, name) | {"en": listed.name}
