"""People whose names are also those of towns: "Ingrid Tamm", "Frau Kern", "Cllr Price"."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from weltoffen.intake.reading.towns import is_city, known
from weltoffen.places.gazetteer import Status


@cache
def _given() -> frozenset[str]:
    lines = (files("weltoffen.intake") / "data" / "given_names.txt").read_text("utf-8").splitlines()
    return frozenset(name for line in lines if not line.startswith("#") for name in line.split())


_CAPITAL = "A-ZÀ-ÖØ-ÞĀ-Ž"
_TITLE = (
    r"(?:Frau|Herrn?|(?:Stadt|Gemeinde|Kreis|Kantons|National|Stadtver\w+)?[Rr]ätin"
    r"|Stadtrat|StV|Beigeordneter?|Amtsleiter(?:in)?|Referent(?:in)?|(?:Ober)?[Bb]ürgermeisterin"
    r"|Parlamentarier(?:in)?|Publizist(?:in)?|Cllr\.?|Councill?or|Mrs?\.?|Ms\.?|Miss|Sir|Lord|Lady"
    r"|Mme|Mlle|MM?\.|Dr\.|Prof\.|syndique|mairesse|conseill(?:er|ère))"
)
_SURNAME = re.compile(
    rf"(?<![\w-])(?:{_TITLE}\s(?:[{_CAPITAL}]\.\s|[{_CAPITAL}][\w-]+\s(?=[{_CAPITAL}]))*"
    rf"|(?P<given>[{_CAPITAL}][\w-]+)\s(?:[{_CAPITAL}]\.\s)?)(?P<name>[{_CAPITAL}][\w’'-]+)"
)
_GIVEN = re.compile(rf"(?<![\w-])(?P<given>[{_CAPITAL}][\w-]+)\s(?:[{_CAPITAL}]\.\s)?\Z")
_TITLED = re.compile(rf"(?<![\w-]){_TITLE}\s(?:[{_CAPITAL}]\.\s)?\Z")
_FURTHER = re.compile(rf"\s(?P<name>[{_CAPITAL}][\w’'-]+)")


def is_person(text: str, start: int, end: int) -> bool:
    """Say whether a name that stands here is a person's: behind a given name or a title."""
    name = text[start:end]
    before = text[max(0, start - 40) : start]
    if _TITLED.search(before) or _is_behind_initial(text, start):
        return True
    if name in _given():
        further = _FURTHER.match(text, end)
        return further is not None and known(further["name"])[0] is Status.UNKNOWN
    given = _GIVEN.search(before)
    if given is None or given["given"] not in _given():
        return False
    if is_city(given["given"]) and is_city(name):
        return False
    return known(f"{given['given']} {name}")[0] is Status.UNKNOWN


_INITIAL = re.compile(rf"(?<![\w.-])[{_CAPITAL}]\.(?P<blank>\s?)\Z")


def _is_behind_initial(text: str, start: int) -> bool:
    """Say whether an initial stands before a name: "P.Arnstein", not the letter of a list."""
    initial = _INITIAL.search(text, max(0, start - 4), start)
    return initial is not None and (not initial["blank"] or initial.start() > 1)


def surnames_in(text: str) -> frozenset[str]:
    """Return the surnames that a page names with a given name or a title."""
    return frozenset(
        found["name"]
        for found in _SURNAME.finditer(text)
        if found["given"] is None
        or (
            found["given"] in _given()
            and known(f"{found['given']} {found['name']}")[0] is Status.UNKNOWN
        )
    )
