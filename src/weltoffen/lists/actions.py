"""Saving views, and changing many records at once: looked at, taken, taken back.

A change of many records writes nothing by itself: each record goes through its own room's action,
in a transaction of its own, and its history says what changed. All entries of one change bear the
same mark, so that they can be told together.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import LogContext

from weltoffen.accounts.models import User
from weltoffen.accounts.selectors import may_see_history, within_reach
from weltoffen.accounts.types import Verb
from weltoffen.audit.actions import note
from weltoffen.audit.enums import EventName
from weltoffen.ground.problems import N_, Problem, Refused
from weltoffen.lists.enums import Origin, Outcome, Stage, Stand
from weltoffen.lists.fields import FIELDS
from weltoffen.lists.models import BulkChange, CellChange, SavedView
from weltoffen.lists.rules.cells import text_of, value_of
from weltoffen.lists.selectors import made_by_a_program, may_delete_view
from weltoffen.lists.types import Difference, FieldsOfKind
from weltoffen.records.actions import keep, log
from weltoffen.records.models import Record

MOST_VIEWS = 60
"""Views that one account may save for one list."""
MOST_CHANGES = 20_000
"""Cells that one change of many records may have."""
_TOO_MANY_VIEWS = N_(
    "Für diese Liste haben Sie schon %(most)d Ansichten. Löschen Sie eine, die Sie nicht brauchen."
)
_NOT_SHARING = N_("Für alle kann nur jemand aus dem Büro eine Ansicht speichern.")
_NOT_YOURS = N_(
    "Diese Ansicht hat jemand anderes gespeichert. Speichern Sie eine eigene; eine für alle "
    "löschen kann auch die Koordination oder die Administration."
)
_TOO_MANY = N_(
    "Das sind %(count)d Änderungen auf einmal, und mehr als %(most)d werden es nicht. Teilen Sie "
    "die Tabelle."
)
_NOTHING = N_("Gewählt ist keine Änderung. Wählen Sie aus, was übernommen werden soll.")
_WRONG_STAGE = N_(
    "Hier hat sich inzwischen etwas getan; die Seite zeigt den neuen Stand. Sehen Sie nach, und "
    "versuchen Sie es dann noch einmal."
)
_GONE = N_("Diesen Eintrag dürfen Sie nicht mehr ändern, oder es gibt ihn nicht mehr.")


@transaction.atomic
def save_view(*, kind: str, name: str, asked: str, by: User, is_shared: bool = False) -> SavedView:
    """Save how a list is seen, under a name; the same name again puts it in the old one's place."""
    if is_shared and not may_see_history(by):
        raise Refused(Problem("is_shared", _NOT_SHARING))
    name = " ".join(name.split())
    own = SavedView.objects.select_for_update().filter(account=by, kind=kind)
    view = own.filter(name=name).first() or SavedView(kind=kind, name=name, account=by)
    if view.pk is None and own.count() >= MOST_VIEWS:
        raise Refused(Problem("name", _TOO_MANY_VIEWS, {"most": MOST_VIEWS}))
    view.asked, view.is_shared = asked, is_shared
    keep(view)
    log("lists.savedview.save", view, by=by, data={"kind": kind, "name": name})
    return view


@transaction.atomic
def delete_view(*, view: SavedView, by: User) -> None:
    """Delete a view: whoever saved it may, and of a shared one who keeps order in the office."""
    held = SavedView.objects.select_for_update().filter(pk=view.pk).first()
    if held is None:
        return
    if not may_delete_view(held, by):
        raise Refused(Problem("", _NOT_YOURS))
    data = {"kind": held.kind, "name": held.name, "account": held.account_id}
    log("lists.savedview.delete", held, by=by, data=data)
    held.delete()


@transaction.atomic
def note_export(*, kind: str, form: str, rows: int, by: User) -> None:
    """Note in the security log that a list went out, how long it was, and as what."""
    note(EventName.LIST_EXPORTED, by=by, data={"kind": kind, "form": form, "count": rows})


@transaction.atomic
def begin_change(
    *,
    kind: str,
    origin: Origin,
    differences: Sequence[Difference],
    rows: int,
    by: User,
    file_name: str = "",
    ignored: Iterable[str] = (),
) -> BulkChange:
    """Keep what many changes would do, for a person to look at; nothing of it is done yet.

    What changes only here is chosen, what was changed in the register meanwhile is not.
    """
    if len(differences) > MOST_CHANGES:
        values = {"count": len(differences), "most": MOST_CHANGES}
        raise Refused(Problem("", _TOO_MANY, values))
    bulk = BulkChange(
        kind=kind, origin=origin, file_name=file_name[-200:], rows=rows,
        ignored=[each[:120] for each in ignored][:50], by=by,
    )  # fmt: skip
    keep(bulk)
    CellChange.objects.bulk_create([_row(bulk, each) for each in differences], batch_size=500)
    log("lists.bulkchange.begin", bulk, by=by, data={"kind": kind, "count": len(differences)})
    return bulk


def _row(bulk: BulkChange, found: Difference) -> CellChange:
    return CellChange(
        bulk=bulk,
        line=found.line,
        letter=found.letter,
        identifier=found.identifier[:200],
        field=found.field,
        before=found.before,
        after=found.after,
        typed=found.typed,
        stand=found.stand,
        problem=_as_json(found.problem),
        is_chosen=found.stand is Stand.CLEAN,
    )


def _as_json(problem: Problem | None) -> dict[str, Any]:
    if problem is None:
        return {}
    values = {key: _plain(value) for key, value in problem.values.items()}
    return {"where": problem.where, "sentence": problem.sentence, "values": values}


def _plain(value: Any) -> Any:
    return value if isinstance(value, bool | int | float) else str(value)


@transaction.atomic
def choose(*, bulk: BulkChange, chosen: Mapping[int, bool], by: User) -> BulkChange:
    """Say of some cells, by their key, whether they are to be taken. Faulty ones never are."""
    held = _held(bulk, Stage.OPEN)
    cells = held.cells.exclude(stand=Stand.FAULT)
    for wanted in (True, False):
        keys = [key for key, is_chosen in chosen.items() if is_chosen is wanted]
        cells.filter(pk__in=keys).update(is_chosen=wanted)
    return held


@transaction.atomic
def choose_conflicts(
    *, bulk: BulkChange, made_by_excel: bool, is_taken: bool, by: User
) -> BulkChange:
    """Decide all conflicts of one sort at once: what the table says, or what the register says.

    ``made_by_excel`` means the days that Excel may have made by itself, else what was changed in
    the register meanwhile.
    """
    held = _held(bulk, Stage.OPEN)
    conflicts = held.cells.filter(stand=Stand.CONFLICT)
    conflicts.filter(made_by_a_program(made_by_excel)).update(is_chosen=is_taken)
    return held


def _held(bulk: BulkChange, *stages: Stage) -> BulkChange:
    held = BulkChange.objects.select_for_update().get(pk=bulk.pk)
    if held.stage not in stages:
        raise Refused(Problem("", _WRONG_STAGE))
    return held


@transaction.atomic
def begin_taking(*, bulk: BulkChange, by: User) -> BulkChange:
    """Begin to carry out what is chosen; from then on nothing more is chosen."""
    held = _held(bulk, Stage.OPEN)
    if not held.cells.filter(is_chosen=True).exists():
        raise Refused(Problem("", _NOTHING))
    return _to(held, Stage.TAKING, by)


@transaction.atomic
def begin_taking_back(*, bulk: BulkChange, by: User) -> BulkChange:
    """Begin to take back what was carried out, also where that was cut off in the middle."""
    return _to(_held(bulk, Stage.TAKEN, Stage.TAKING), Stage.RETURNING, by)


@transaction.atomic
def end(*, bulk: BulkChange, by: User) -> BulkChange:
    """Say that all of it is carried out, or taken back."""
    held = _held(bulk, Stage.TAKING, Stage.RETURNING)
    is_taking = held.stage == Stage.TAKING
    return _to(held, Stage.TAKEN if is_taking else Stage.RETURNED, by, timezone.now())


def _to(held: BulkChange, stage: Stage, by: User, ended_at: datetime | None = None) -> BulkChange:
    held.stage, held.ended_at = stage, ended_at
    keep(held, only=["stage", "ended_at"])
    count = held.cells.filter(outcome=_MEANT[stage]).count() if stage in _MEANT else 0
    log(_TOLD[stage], held, by=by, data={"kind": held.kind, "count": count})
    return held


_TOLD = {
    Stage.TAKING: "lists.bulkchange.take",
    Stage.TAKEN: "lists.bulkchange.taken",
    Stage.RETURNING: "lists.bulkchange.return",
    Stage.RETURNED: "lists.bulkchange.returned",
}
_MEANT = {Stage.TAKEN: Outcome.DONE, Stage.RETURNED: Outcome.UNDONE}


@transaction.atomic
def take_record(*, bulk: BulkChange, identifier: str, by: User) -> None:
    """Carry out what is chosen for one record: all of it, or nothing with the reason.

    Cells that somebody changed since the preview stay as they are and say so.
    """
    _held(bulk, Stage.TAKING)
    waiting = bulk.cells.filter(identifier=identifier, is_chosen=True, outcome=Outcome.WAITING)
    _carry_out(bulk, list(waiting), by, back=False)


@transaction.atomic
def take_record_back(*, bulk: BulkChange, identifier: str, by: User) -> None:
    """Put back what one record said before, cell by cell where nobody changed it since."""
    _held(bulk, Stage.RETURNING)
    done = bulk.cells.filter(identifier=identifier, outcome=Outcome.DONE)
    _carry_out(bulk, list(done), by, back=True)


def _carry_out(bulk: BulkChange, cells: Sequence[CellChange], by: User, *, back: bool) -> None:
    if not cells:
        return
    of = FIELDS[bulk.kind]
    record = _record(of, cells[0].identifier, by)
    if record is None:
        _say(cells, Outcome.STAYS if back else Outcome.REFUSED, Problem("", _GONE))
        return
    moved = [cell for cell in cells if _now(of, record, cell) != _from(cell, back)]
    _say(moved, Outcome.STAYS if back else Outcome.OVERTAKEN)
    going = [cell for cell in cells if cell not in moved]
    values = {cell.field: _value(of, cell.field, _toward(cell, back)) for cell in going}
    if not values:
        return
    mark = f"{BulkChange._meta.label_lower}:{bulk.pk}:{'back' if back else 'take'}"
    try:
        with transaction.atomic(), _told_together(mark):
            of.change(record=record, values=values, by=by)
    except Refused as refusal:
        _say(going, Outcome.STAYS if back else Outcome.REFUSED, refusal.problems[0])
        return
    _say(going, Outcome.UNDONE if back else Outcome.DONE)


def _record(of: FieldsOfKind, identifier: str, by: User) -> Record | None:
    """Return the record, held until the transaction ends, if the person may still change it."""
    among = of.model._default_manager.filter(identifier=identifier)
    found: Record | None = within_reach(among, by, Verb.CHANGE).first()
    if found is None:
        return None
    locked: Record = of.model._default_manager.select_for_update().get(pk=found.pk)
    return locked


def _told_together(mark: str) -> LogContext:
    """Return the context in which all entries of the history bear one mark."""
    context = LogContext(generate_uuid=False)
    context.uuid = uuid.uuid5(uuid.NAMESPACE_URL, mark)
    return context


def _field(of: FieldsOfKind, name: str) -> Any:
    return next(field for field in of.fields if field.name == name)


def _now(of: FieldsOfKind, record: Record, cell: CellChange) -> str:
    return text_of(_field(of, cell.field), getattr(record, cell.field))


def _value(of: FieldsOfKind, name: str, text: str) -> Any:
    return value_of(_field(of, name), text)


def _from(cell: CellChange, back: bool) -> str:
    return cell.after if back else cell.before


def _toward(cell: CellChange, back: bool) -> str:
    return cell.before if back else cell.after


def _say(cells: Sequence[CellChange], outcome: Outcome, problem: Problem | None = None) -> None:
    for cell in cells:
        cell.outcome, cell.problem = outcome, _as_json(problem)
    CellChange.objects.bulk_update(cells, ["outcome", "problem"])


@transaction.atomic
def drop(*, bulk: BulkChange, by: User) -> None:
    """Delete what was only looked at; nothing of it was done."""
    held = _held(bulk, Stage.OPEN)
    log("lists.bulkchange.drop", held, by=by, data={"kind": held.kind})
    held.delete()


@transaction.atomic
def delete_old(*, looked_at_before: datetime, ended_before: datetime, by: User) -> int:
    """Delete what was looked at and left, and what ended long ago; returns how many.

    Old and new values are personal data as often as not, and the records' histories keep what
    changed. What is deleted cannot be taken back with one button any more.
    """
    left = BulkChange.objects.filter(stage=Stage.OPEN, begun_at__lt=looked_at_before)
    ended = BulkChange.objects.filter(ended_at__lt=ended_before)
    cut_off = BulkChange.objects.filter(
        stage__in=[Stage.TAKING, Stage.RETURNING], begun_at__lt=ended_before
    )
    old = list((left | ended | cut_off).values_list("pk", flat=True)[:200])
    for bulk in BulkChange.objects.filter(pk__in=old):
        log("lists.bulkchange.expire", bulk, by=by, data={"kind": bulk.kind})
        bulk.delete()
    return len(old)
