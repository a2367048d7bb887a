"""What a merge would do, and what taking it back would: everything that points at an entry.

It is found in the graph of the models, hidden pointers too, so that rooms above, which this one
does not know, are moved along. A room whose rows may never change says so in ``STAYS_WITH_MERGED``;
it reads them through ``merged_into`` instead. ``SAME_BY`` names the columns by which a row of the
survivor says the same already.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models

from weltoffen.ground.problems import N_, Problem
from weltoffen.organisations.enums import MergeOf
from weltoffen.organisations.models import Merge, Organisation, Person
from weltoffen.organisations.rules.merging import (
    Side,
    merging_problems,
    still_as_taken,
    to_fill,
    undoing_problems,
)
from weltoffen.records.enums import Visibility

Merged = Organisation | Person
_FILLED: dict[type[models.Model], tuple[tuple[str, ...], ...]] = {
    Organisation: (
        ("municipality_id",), ("website",), ("wikidata_id",), ("district",), ("active_since",),
        ("street", "postal_code", "locality"),
        ("last_sign", "last_sign_latest", "last_sign_what"),
    ),
    Person: (("academic_title",), ("pronouns",)),
}  # fmt: skip
"""What the survivor takes over where it says nothing; what belongs together stands together."""
_WOULD_BREAK = N_(
    "„%(row)s“ (%(kind)s) kann nicht zum anderen Eintrag wechseln: %(message)s Klären Sie das "
    "zuerst; bis dahin bleibt alles, wie es ist."
)


@dataclass(frozen=True, slots=True)
class Move:
    """Rows of one table that point at the entry that goes, by one of their fields.

    ``rows`` move. ``same`` stay, because the survivor has the same already. ``fixed`` rows may
    never change: they stay and are read as pointing at the survivor.
    """

    model: type[models.Model]
    field: str
    rows: tuple[models.Model, ...]
    same: tuple[models.Model, ...] = ()
    is_fixed: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """What a merge would do: what moves, which fields are taken over, what speaks against it."""

    moves: tuple[Move, ...]
    filled: tuple[str, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Undoing:
    """What taking a merge back would do.

    ``stay`` are rows that do not point at the survivor any more, or could not point at the other
    one again; ``gone`` counts rows that are deleted since; ``kept`` are fields changed since.
    """

    back: tuple[tuple[type[models.Model], str, tuple[models.Model, ...]], ...]
    stay: tuple[models.Model, ...]
    gone: int
    emptied: tuple[str, ...]
    kept: tuple[str, ...]
    problems: tuple[Problem, ...]


def plan(survivor: Merged, merged: Merged) -> Plan:
    """Return what merging one entry into another would do; reads only."""
    problems = merging_problems(_side(survivor), _side(merged))
    if survivor.pk == merged.pk:
        return Plan((), (), tuple(problems))
    moves = tuple(_moves(survivor, merged))
    for move in moves:
        problems += _broken(move.model, move.field, move.rows, survivor)
    filled = to_fill(_facts(survivor), _facts(merged), _FILLED[type(merged)])
    return Plan(moves, tuple(filled), tuple(problems))


def _side(record: Merged) -> Side:
    return Side(
        identifier=record.identifier,
        is_public=record.visibility == Visibility.PUBLIC,
        leads_to=record.merged_into.identifier if record.merged_into else "",
        is_protected=getattr(record, "do_not_name", False),
    )


def _facts(record: Merged) -> dict[str, Any]:
    return {name: getattr(record, name) for group in _FILLED[type(record)] for name in group}


def _moves(survivor: Merged, merged: Merged) -> Iterable[Move]:
    for pointer in sorted(_pointers(type(merged)), key=lambda p: (p.model._meta.label, p.name)):
        among = pointer.model._default_manager.filter(**{pointer.name: merged.pk}).order_by("pk")
        rows = list(among)
        if not rows:
            continue
        if pointer.name in getattr(pointer.model, "STAYS_WITH_MERGED", ()):
            yield Move(pointer.model, pointer.name, tuple(rows), is_fixed=True)
            continue
        same = _same(pointer, rows, survivor)
        moving = tuple(row for row in rows if row not in same)
        yield Move(pointer.model, pointer.name, moving, tuple(same))


def _pointers(model: type[models.Model]) -> list[Any]:
    """Return every foreign key in the house that points at a model, those without a name too."""
    found = (field for field in model._meta.get_fields(include_hidden=True))
    return [
        relation.field  # type: ignore[union-attr]
        for relation in found
        if (relation.one_to_many or relation.one_to_one) and relation.auto_created
    ]


def _same(pointer: Any, rows: Sequence[models.Model], survivor: Merged) -> list[models.Model]:
    """Return the rows of which the survivor has the same already, by ``SAME_BY`` of the model."""
    columns = [name for name in getattr(pointer.model, "SAME_BY", ()) if name != pointer.attname]
    if not columns:
        return []
    there = pointer.model._default_manager.filter(**{pointer.name: survivor.pk})
    known = set(there.values_list(*columns))
    return [row for row in rows if tuple(getattr(row, name) for name in columns) in known]


def _broken(
    model: type[models.Model], field: str, rows: Iterable[models.Model], to: Merged
) -> list[Problem]:
    """Return which promises rows would break if they pointed at another entry."""
    found = []
    for row in rows:
        before = getattr(row, f"{field}_id")
        setattr(row, f"{field}_id", to.pk)
        for constraint in model._meta.constraints:
            try:
                constraint.validate(model, row)
            except ValidationError as error:
                values = {
                    "row": str(row),
                    "kind": model._meta.verbose_name,
                    "message": " ".join(error.messages),
                }
                found.append(Problem("other", _WOULD_BREAK, values))
        setattr(row, f"{field}_id", before)
    return found


def undoing(done: Merge) -> Undoing:
    """Return what taking a merge back would do; reads only."""
    survivor, merged = sides(done)
    problems = undoing_problems(
        is_undone=done.undone_at is not None,
        survivor=survivor.identifier,
        leads_to=survivor.merged_into.identifier if survivor.merged_into else "",
    )
    back, stay, gone = [], [], 0
    for label, field, keys in done.moved:
        model = apps.get_model(label)
        rows = list(model._default_manager.filter(pk__in=keys).order_by("pk"))
        gone += len(keys) - len(rows)
        here = [row for row in rows if getattr(row, f"{field}_id") == survivor.pk]
        stuck = [row for row in here if _broken(model, field, [row], merged)]
        back.append((model, field, tuple(row for row in here if row not in stuck)))
        stay += [row for row in rows if row not in here or row in stuck]
    emptied, kept = still_as_taken(_facts(survivor), _facts(merged), done.filled)
    return Undoing(tuple(back), tuple(stay), gone, tuple(emptied), tuple(kept), tuple(problems))


def sides(done: Merge) -> tuple[Merged, Merged]:
    """Return the entry that stayed and the one that leads to it."""
    model: type[Merged] = Person if done.of == MergeOf.PERSON else Organisation
    by_name = model._default_manager.in_bulk([done.survivor, done.merged], field_name="identifier")
    return by_name[done.survivor], by_name[done.merged]
