"""Making one entry of two, and taking that back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.db import models, transaction
from django.utils import timezone

from weltoffen.ground.problems import refuse_if_any
from weltoffen.organisations.enums import MergeOf
from weltoffen.organisations.models import Merge, Person
from weltoffen.organisations.selectors.merging import Merged, Undoing, plan, sides, undoing
from weltoffen.records.actions import keep, log, refusing
from weltoffen.records.models import Record

if TYPE_CHECKING:
    from weltoffen.accounts.models import User


@transaction.atomic
def merge(*, survivor: Merged, merged: Merged, by: User) -> Merge:
    """Make one entry of two: what points at ``merged`` points at ``survivor`` from now on.

    ``merged`` stays as an entry that leads to the survivor, with what the survivor has already and
    what may never change. Raises ``Refused`` with everything that speaks against it.
    """
    survivor, merged = _hold(survivor, merged)
    model = type(merged)
    planned = plan(survivor, merged)
    refuse_if_any(planned.problems)
    done = Merge(
        of=MergeOf.PERSON if model is Person else MergeOf.ORGANISATION,
        survivor=survivor.identifier,
        merged=merged.identifier,
        moved=[
            [move.model._meta.label, move.field, [row.pk for row in move.rows]]
            for move in planned.moves
            if move.rows and not move.is_fixed
        ],
        filled=list(planned.filled),
        merged_by=by,
    )
    keep(done)
    merged.merged_into = survivor
    keep(merged, only=["merged_into"])
    for move in planned.moves:
        if not move.is_fixed:
            _point(move.model, move.field, move.rows, survivor, by)
    _fill(survivor, {name: getattr(merged, name) for name in planned.filled})
    told = {"merged": merged.identifier, "survivor": survivor.identifier, "merge": done.pk}
    for record in (survivor, merged):
        log(f"organisations.{model._meta.model_name}.merge", record, by=by, data=told)
    return done


def _hold(survivor: Merged, merged: Merged) -> tuple[Merged, Merged]:
    """Return both as they are now, held until the transaction ends; always in the same order."""
    keys = (survivor.pk, merged.pk)
    among = type(merged)._default_manager.select_for_update().filter(pk__in=keys).order_by("pk")
    found = {row.pk: row for row in among}
    return found[survivor.pk], found[merged.pk]


def _point(
    model: type[models.Model], field: str, rows: Sequence[models.Model], at: Merged, by: User
) -> None:
    """Let rows point at another entry; the history of those that are records tells it."""
    if not rows:
        return
    with refusing(model):
        model._default_manager.filter(pk__in=[row.pk for row in rows]).update(**{field: at.pk})
    if issubclass(model, Record):
        data = {"field": field, "to": at.identifier}
        for row in rows:
            log(f"{model._meta.app_label}.{model._meta.model_name}.follow-merge", row, by=by,
                data=data)  # fmt: skip


def _fill(record: Merged, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(record, name, value)
    if values:
        keep(record, only=[_column(type(record), name) for name in values])


def _column(model: type[models.Model], name: str) -> str:
    return str(next(f.name for f in model._meta.concrete_fields if name in (f.name, f.attname)))


@transaction.atomic
def undo_merge(*, done: Merge, by: User) -> Undoing:
    """Take a merge back: what it moved points at the entry again that it pointed at before.

    What has changed since stays where it is now, and is told in what this returns. Raises
    ``Refused`` where nothing can be taken back.
    """
    done = Merge.objects.select_for_update().get(pk=done.pk)
    survivor, merged = sides(done)
    _hold(survivor, merged)
    found = undoing(done)
    refuse_if_any(found.problems)
    for model, field, rows in found.back:
        _point(model, field, rows, merged, by)
    _fill(survivor, {name: _nothing(type(survivor), name) for name in found.emptied})
    merged.merged_into = None
    keep(merged, only=["merged_into"])
    done.undone_at, done.undone_by = timezone.now(), by
    keep(done, only=["undone_at", "undone_by"])
    told = {"merged": merged.identifier, "survivor": survivor.identifier, "merge": done.pk}
    for record in (survivor, merged):
        log(f"organisations.{type(merged)._meta.model_name}.undo-merge", record, by=by, data=told)
    return found


def _nothing(model: type[models.Model], name: str) -> Any:
    field = model._meta.get_field(_column(model, name))
    return None if field.null else ""
