"""Taking a table in: the file between the steps, what its columns mean, and its rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from weltoffen.intake.actions.accepting import Chosen, take
from weltoffen.intake.actions.proposing import compare_again, day_on, said_by
from weltoffen.intake.actions.receiving import Came, keep_what_came
from weltoffen.intake.actions.runs import Upload, begin_run
from weltoffen.intake.enums import OPEN, TAKEN, StatementStatus, StatementType, Verdict
from weltoffen.intake.models import ColumnMapping, SheetUpload, Statement
from weltoffen.intake.rules.deciding import is_certain
from weltoffen.intake.rules.known import Spot
from weltoffen.intake.rules.matching import compare
from weltoffen.intake.selectors import known_register, with_relation
from weltoffen.intake.types import Found, FoundClaim
from weltoffen.places.models import Municipality
from weltoffen.records.actions import keep, log
from weltoffen.sources.enums import Publisher, SourceKind
from weltoffen.sources.models import Source

if TYPE_CHECKING:
    from weltoffen.accounts.models import User

KEPT_FOR = timedelta(days=1)
"""So long a file waits for the next step."""


@transaction.atomic
def receive_sheet(*, home: Municipality, upload: Upload, by: User) -> SheetUpload:
    """Hold a file with a table until its rows are taken; files held for too long go first."""
    forget_old_sheets(by=by)
    held = SheetUpload(
        home=home,
        name=upload.name[-255:],
        claimed_type=upload.claimed_type[:200],
        body=upload.body,
        uploaded_by=by,
        uploaded_at=timezone.now(),
    )
    keep(held)
    log("intake.sheet.receive", held, by=by, data={"name": held.name})
    return held


@transaction.atomic
def arrange_sheet(
    *, upload: SheetUpload, sheet: int, layout: Mapping[str, Any], by: User
) -> SheetUpload:
    """Note which sheet of the file is meant and what its columns mean.

    Places that were picked are forgotten where the rows are no longer the same ones. It writes no
    history: nothing is decided yet.
    """
    if (upload.sheet, upload.layout.get("header")) != (sheet, layout.get("header")):
        upload.picks = {}
    upload.sheet, upload.layout = sheet, dict(layout)
    keep(upload)
    return upload


@transaction.atomic
def remember_columns(
    *,
    home: Municipality,
    fingerprint: str,
    headings: Sequence[str],
    mapping: Mapping[str, Any],
    by: User,
) -> ColumnMapping:
    """Remember what the columns below certain headings mean, instead of what was remembered."""
    known = ColumnMapping.objects.filter(home=home, fingerprint=fingerprint).first()
    if known is not None and known.mapping == mapping:
        return known
    now = known or ColumnMapping(home=home, fingerprint=fingerprint)
    now.headings, now.mapping = list(headings), dict(mapping)
    now.remembered_by, now.remembered_at = by, timezone.now()
    keep(now)
    log("intake.columns.remember", now, by=by, data={"headings": str(now)[:200]})
    return now


@transaction.atomic
def pick_places(*, upload: SheetUpload, picks: Mapping[str, int | str], by: User) -> SheetUpload:
    """Note which places are meant, by the number of the row; ``""`` takes a choice back.

    It writes no history either.
    """
    chosen = {**upload.picks, **picks}
    upload.picks = {row: pick for row, pick in chosen.items() if pick != ""}
    keep(upload, only=["picks"])
    return upload


@dataclass(frozen=True, slots=True)
class Rows:
    """What is taken of a table: extract, findings, and which of them are to be accepted.

    ``plan`` names start of the line, type of statement, and whether the place is made as written.
    ``good`` and ``waiting`` count rows.
    """

    came: Came
    title: str
    found: Sequence[Found]
    reader: str
    plan: Sequence[tuple[int, str, bool]]
    good: int
    waiting: int
    revises: Source | None = None


@transaction.atomic
def read_sheet(*, upload: SheetUpload, rows: Rows, by: User) -> SheetUpload:
    """Keep the extract and propose what its rows state; what is accepted of it, is only planned.

    A table that was read already stays as it is.
    """
    now = SheetUpload.objects.select_for_update(of=("self",)).get(pk=upload.pk)
    if now.attempt_id is not None:
        return now
    file = Upload(rows.title, rows.came.body, rows.came.opened.media_type, rows.revises)
    run = begin_run(home=now.home, by=by, files=[file], source_kind=SourceKind.OTHER,
                    publisher_side=Publisher.HOME)  # fmt: skip
    attempt = keep_what_came(
        attempt=run.attempts.get(), came=rows.came, found=rows.found, reader=rows.reader, by=by
    )
    now.attempt = attempt
    now.plan = [list(each) for each in rows.plan]
    now.taken, now.left = 0, rows.waiting
    keep(now)
    log("intake.sheet.read", now, by=by, data={"good": rows.good, "waiting": rows.waiting})
    return now


@transaction.atomic
def accept_rows(*, upload: SheetUpload, most: int, by: User) -> SheetUpload:
    """Accept up to so many of the statements that are planned, and return how it stands then.

    Each call is whole or not at all, so that one that was killed is simply made again. What the
    register meanwhile contradicts or asks about is not accepted and waits.
    """
    now = (
        SheetUpload.objects.select_for_update(of=("self",))
        .select_related("home", "attempt__snapshot__source")
        .get(pk=upload.pk)
    )
    if not now.plan:
        return now
    _Acceptance(now, by).accept(now.plan[:most])
    now.plan = now.plan[most:]
    keep(now)
    if not now.plan:
        compare_again(home=now.home, by=by)
        log("intake.sheet.take", now, by=by, data={"taken": now.taken, "left": now.left})
    return now


class _Acceptance:
    """Accepts statements against one reading of the register, kept up to date with each."""

    def __init__(self, upload: SheetUpload, by: User) -> None:
        self.upload, self.by = upload, by
        assert upload.attempt is not None  # held by a constraint
        assert upload.attempt.snapshot is not None  # it was read
        self.snapshot = upload.attempt.snapshot
        self.day = day_on(self.snapshot)
        self.known = known_register(upload.home, self.day)

    def accept(self, plan: Sequence[tuple[int, str, bool]]) -> None:
        """Accept what is planned, in its order, as far as it is certain."""
        starts = {start for start, _type, _as_written in plan}
        of = Statement.objects.filter(
            snapshot=self.snapshot, home=self.upload.home, start__in=starts
        )
        of = of.exclude(status=StatementStatus.SUPERSEDED)
        there = {(each.start, str(each.type)): each for each in of.order_by("id")}
        for start, type_, as_written in plan:
            statement = there.get((start, type_))
            if statement is None:
                continue
            before = there.get((start, str(StatementType.RELATION)))
            if type_ != StatementType.RELATION and (before is None or before.status not in TAKEN):
                continue
            if statement.status in TAKEN:
                taken: Statement | None = statement  # decided for an earlier version
            else:
                taken = self._take(statement, as_written)
            if type_ == StatementType.RELATION:
                self.upload.taken += taken is not None
                self.upload.left += taken is None
            if taken is not None:
                there[start, type_] = taken

    def _take(self, statement: Statement, as_written: bool) -> Statement | None:
        if statement.status not in OPEN:
            return None
        found = said_by(statement)
        assert not isinstance(found, FoundClaim)  # no row makes one
        spot = Spot(self.snapshot.pk, statement.start, statement.end)
        match = compare(found, self.known, spot)
        makes_new = as_written and match.relation is None and match.asks == "counterpart"
        if not makes_new and not is_certain(found, match):
            return None
        chosen = Chosen() if makes_new else None
        taken = take(statement, by=self.by, known=self.known, chosen=chosen)
        if taken.relation_id is not None and match.verdict is not Verdict.AGREES:
            relations = with_relation(self.known, taken.relation_id, self.day)
            self.known = replace(self.known, relations=relations)
        return taken


@transaction.atomic
def forget_sheet(*, upload: SheetUpload, by: User) -> None:
    """Delete a file with everything that was noted of it; what was taken of it stays."""
    log("intake.sheet.forget", upload, by=by, data={"name": upload.name})
    upload.delete()


@transaction.atomic
def forget_old_sheets(*, by: User) -> int:
    """Delete the files that were held for longer than :data:`KEPT_FOR`; return how many."""
    old = list(SheetUpload.objects.filter(uploaded_at__lt=timezone.now() - KEPT_FOR).defer("body"))
    for upload in old:
        forget_sheet(upload=upload, by=by)
    return len(old)
