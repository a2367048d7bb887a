"""Writing a register down, through the actions that people use.

All of it in one transaction. What is there already stays as it is: an entry is known by its
identifier, and what belongs to it (names, duties, themes, answers) is written with it, once. So a
second load adds what the files have gained and touches nothing that the office has changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from django.db import models, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from weltoffen.accounts.actions import ensure_function_account
from weltoffen.demo import writing
from weltoffen.demo.entry_shapes import Entry
from weltoffen.demo.file_values import Spot
from weltoffen.demo.shelf import Shelf
from weltoffen.demo.types import ActEntry, Register
from weltoffen.ground.problems import Refused
from weltoffen.organisations.models import Organisation
from weltoffen.places.models import Country, Municipality
from weltoffen.relations.models import Act, Disagreement, Instrument, Relation, Theme
from weltoffen.sources.models import Source

LOADER: Final = "demo-register"
"""The function account under which the files are loaded."""

Written = TypeVar("Written", bound=Entry)


@dataclass(frozen=True, slots=True)
class Step:
    """One part of the load: which of how many, how many entries are new, how many were there."""

    number: int
    steps: int
    title: str | Promise
    new: int
    known: int


@dataclass(frozen=True, slots=True)
class _Part:
    title: str | Promise
    kind: str
    model: type[models.Model]
    write: Callable[[Any, Shelf], models.Model]
    name: str = "identifier"


_PARTS: Final = (
    _Part(_("Länder"), "country", Country, writing.country, "code"),
    _Part(_("Quellen"), "source", Source, writing.source),
    _Part(_("Orte"), "municipality", Municipality, writing.municipality),
    _Part(_("Organisationen"), "organisation", Organisation, writing.organisation),
    _Part(_("Chartas und Selbstverpflichtungen"), "instrument", Instrument, writing.instrument),
    _Part(_("Themen"), "theme", Theme, writing.theme),
    _Part(_("Beziehungen"), "relation", Relation, writing.relation),
    _Part(_("Akte"), "act", Act, writing.act),
    _Part(_("Widersprüche der Quellen"), "disagreement", Disagreement, writing.disagreement),
)


def load(register: Register) -> Iterator[Step]:
    """Write a register down and tell of each part when it is done.

    Nothing is kept unless the last step has been taken. Raises ``Refused``, naming file, line and
    field, when an action refuses an entry.
    """
    entries = _in_order(register)
    with transaction.atomic():
        shelf = Shelf(register, by=ensure_function_account(username=LOADER))
        for number, part in enumerate(_PARTS, start=1):
            of_part = entries[part.kind]
            there = _already_there(part, of_part)
            shelf.put(part.kind, there)
            for said in of_part:
                name = getattr(said, part.name)
                if name not in there:
                    with _standing_at(said.spot):
                        shelf.put(part.kind, {name: part.write(said, shelf)})
            yield Step(number, len(_PARTS), part.title, len(of_part) - len(there), len(there))


def _in_order(register: Register) -> dict[str, Sequence[Entry]]:
    """Return the entries by kind; acts lie in their relations and come after them all."""
    acts: list[ActEntry] = [act for relation in register.relations for act in relation.acts]
    return {
        "country": register.countries,
        "source": register.sources,
        "municipality": register.municipalities,
        "organisation": register.organisations,
        "instrument": register.instruments,
        "theme": register.themes,
        "relation": register.relations,
        "act": acts,
        "disagreement": register.ledger,
    }


def _already_there(part: _Part, entries: Sequence[Entry]) -> dict[str, models.Model]:
    """Return the records that bear an entry's name already, by name, in one query."""
    names = [getattr(said, part.name) for said in entries]
    found = part.model._default_manager.filter(**{f"{part.name}__in": names})
    return {getattr(record, part.name): record for record in found}


@contextmanager
def _standing_at(spot: Spot) -> Iterator[None]:
    """Say of a refusal from inside where in the files it comes from."""
    try:
        yield
    except Refused as refused:
        raise Refused(*(problem.inside(str(spot)) for problem in refused.problems)) from refused
