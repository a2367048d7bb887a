"""What the taking of a table put into the register, and what of it can still be taken back."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from wagtail.models import ModelLogEntry

from weltoffen.intake.enums import OPEN, TAKEN, StatementStatus, StatementType
from weltoffen.intake.models import Attempt, Consequence, Reading, SheetUpload, Statement
from weltoffen.intake.rules.taking_back import Made, TakenRow
from weltoffen.intake.sheets.judging import RULES
from weltoffen.places.models import Municipality
from weltoffen.records.enums import Visibility
from weltoffen.relations.enums import ActKind
from weltoffen.relations.models import Act, Citation


def taken_tables(home: Municipality) -> QuerySet[Attempt]:
    """Return the tables of which something that their taking put in still holds, newest first.

    Each says by ``may_go`` whether one of its acts is neither public nor corrected by now: without
    such a one nothing can be taken back.
    """
    holding = Statement.objects.filter(taken_with__isnull=False, status__in=TAKEN)
    among = Attempt.objects.filter(run__home=home, pk__in=holding.values("taken_with"))
    among = among.select_related("run__asked_by", "snapshot__source")
    among = among.annotate(may_go=Exists(_could_go().filter(statement__taken_with=OuterRef("pk"))))
    return among.defer("pending", "snapshot__body").order_by("-id")


def may_go(attempt: Attempt) -> bool:
    """Say whether one of the acts of a table is neither public nor corrected by now."""
    return _could_go().filter(statement__taken_with=attempt).exists()


def _could_go() -> QuerySet[Consequence]:
    made = Consequence.objects.filter(
        statement__status__in=TAKEN, is_new=True, undone_at__isnull=True, act__isnull=False,
        act__corrected_by__isnull=True,
    )  # fmt: skip
    return made.exclude(act__visibility=Visibility.PUBLIC)


def tables_read(home: Municipality | None) -> QuerySet[Attempt]:
    """Return the tables that were read for a city, whatever was taken of them."""
    as_table = Reading.objects.filter(home=home, reader__startswith=f"{RULES}/")
    return Attempt.objects.filter(run__home=home, snapshot__in=as_table.values("snapshot"))


class NothingHolds(StrEnum):
    """Why no row is known that was taken with a table and holds."""

    TAKEN_BACK = "taken-back"
    NOT_NOTED = "not-noted"
    NEVER = "never"


def why_nothing_holds(attempt: Attempt) -> NothingHolds:
    """Say why :func:`rows_taken` returns none: old tables never noted which rows came of them."""
    history = ModelLogEntry.objects.for_instance(attempt)
    if history.filter(action__startswith="intake.attempt.take-back").exists():
        return NothingHolds.TAKEN_BACK
    stated = Statement.objects.filter(snapshot=attempt.snapshot_id, home=attempt.run.home_id)
    by_nobody = stated.filter(status__in=TAKEN, taken_with=None, carried_from=None)
    return NothingHolds.NOT_NOTED if by_nobody.exists() else NothingHolds.NEVER


def rows_taken(attempt: Attempt, starts: Collection[int] | None = None) -> list[TakenRow]:
    """Return the rows that were taken with a table and hold, in the order of the table.

    With ``starts`` only those whose words begin there. What somebody took back or decided anew
    since is not among them. The number of queries does not grow with the table.
    """
    ours = Statement.objects.filter(taken_with=attempt)
    if starts is not None:
        ours = ours.filter(start__in=starts)
    statements = ours.filter(status__in=TAKEN)
    statements = statements.order_by("start", "id").prefetch_related("consequences__act")
    by_row: dict[int, list[Statement]] = defaultdict(list)
    for each in statements:
        by_row[each.start].append(each)
    since = _Since(attempt, ours)
    return [_row(start, members, since) for start, members in by_row.items()]


@dataclass(frozen=True, slots=True)
class RowsNow:
    """How the rows of a table stand that could be read; what is only planned is neither.

    ``taken`` counts those of which the register has all. What the version before had brought is
    among them, until somebody takes it back there or here. ``waiting`` counts those of which
    something is open.
    """

    taken: int
    waiting: int


def rows_now(upload: SheetUpload) -> RowsNow:
    """Return how the rows of a table that was read stand now."""
    assert upload.attempt is not None  # it was read
    stated = Statement.objects.filter(snapshot=upload.attempt.snapshot_id, home=upload.home_id)
    stated = stated.filter(rule__startswith=f"{RULES}/")
    held = stated.filter(type=StatementType.RELATION, status__in=(*TAKEN, StatementStatus.KNOWN))
    waiting = set(stated.filter(status__in=OPEN).values_list("start", flat=True))
    planned = {start for start, _type, _as_written in upload.plan}
    taken = set(held.values_list("start", flat=True))
    return RowsNow(taken=len(taken - waiting - planned), waiting=len(waiting - planned))


def count_holding(attempt: Attempt) -> int:
    """Count the rows that were taken with a table and hold."""
    holding = Statement.objects.filter(taken_with=attempt, status__in=TAKEN)
    return holding.order_by().values("start").distinct().count()


def count_rows(statements: Iterable[Statement]) -> int:
    """Count the rows of a table that these statements come from; 0 where they come from none."""
    return len({each.start for each in statements if each.rule.startswith(f"{RULES}/")})


def seen_as(rows: Iterable[TakenRow]) -> str:
    """Return the fingerprint of what is shown of rows before they are taken back."""
    said = "\n".join(f"{each.statements} {each.keeps}" for each in rows)
    return hashlib.sha256(said.encode()).hexdigest()


def _row(start: int, statements: Sequence[Statement], since: _Since) -> TakenRow:
    came = [
        each
        for statement in statements
        for each in statement.consequences.all()
        if each.undone_at is None and each.act is not None and each.is_new
    ]
    own = {each.act_id for each in came}
    return TakenRow(
        start=start,
        name=str(statements[0].values.get("name", "")),
        statements=tuple(each.pk for each in statements),
        made=tuple(since.made(each.act, own) for each in came if each.act is not None),
    )


class _Since:
    """What happened to the acts of a table since they were recorded."""

    def __init__(self, attempt: Attempt, statements: QuerySet[Statement]) -> None:
        ours = Consequence.objects.filter(
            statement__in=statements, is_new=True, undone_at__isnull=True, act__isnull=False
        )
        acts = ours.values("act")
        after = Act.objects.filter(corrects__in=acts)
        self.corrected = set(after.values_list("corrects", flat=True))
        assert attempt.snapshot is not None  # it was read, or nothing was taken
        others = Citation.objects.filter(act__in=acts)
        others = others.exclude(passage__snapshot=attempt.snapshot_id)
        self.proved = set(others.values_list("act", flat=True))
        beside = Act.objects.filter(relation__in=ours.values("act__relation")).order_by("pk")
        told = list(beside.values_list("relation", "pk", "corrects", "kind"))
        self.corrects = {act: before for _relation, act, before, _kind in told}
        replaced = set(self.corrects.values())
        self.holding: dict[int, list[int]] = defaultdict(list)
        for relation, act, _before, kind in told:
            if act not in replaced and kind != ActKind.RETRACTION:
                self.holding[relation].append(act)

    def made(self, act: Act, own: set[Any]) -> Made:
        """Return what became of an act; ``own`` are all that the same row recorded."""
        holding = self.holding[act.relation_id]
        is_beside = not own.issuperset(holding)
        return Made(
            is_public=act.visibility == Visibility.PUBLIC,
            is_changed=act.pk in self.corrected,
            is_proved=act.pk in self.proved,
            is_built_on=is_beside and self._came_new(holding[0], own),
        )

    def _came_new(self, act: int, own: set[Any]) -> bool:
        """Say whether an act is one of these and stands in no other's place."""
        now: int | None = act
        while now is not None and now in own:
            now = self.corrects[now]
        return now is None
