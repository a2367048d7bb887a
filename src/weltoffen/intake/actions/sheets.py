"""Taking a table in: the file between the steps, what its columns mean, and its rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from weltoffen.ground.problems import N_, Problem, Refused
from weltoffen.intake.actions.accepting import Chosen, heard_in, take
from weltoffen.intake.actions.proposing import compare_again, day_on, said_by
from weltoffen.intake.actions.receiving import Came, keep_what_came
from weltoffen.intake.actions.runs import Upload, begin_run
from weltoffen.intake.actions.turns import one_at_a_time
from weltoffen.intake.enums import OPEN, TAKEN, StatementStatus, StatementType
from weltoffen.intake.models import ColumnMapping, SheetUpload, Statement
from weltoffen.intake.rules.deciding import Heard, is_certain
from weltoffen.intake.rules.known import Spot
from weltoffen.intake.rules.rows import Step, outcome
from weltoffen.intake.selectors import known_register, tables_under_way, with_relation
from weltoffen.intake.types import Found, FoundClaim
from weltoffen.places.models import Municipality
from weltoffen.records.actions import keep, log
from weltoffen.sources.enums import Publisher, SourceKind
from weltoffen.sources.models import Source

if TYPE_CHECKING:
    from weltoffen.accounts.models import User

KEPT_FOR = timedelta(days=1)
"""So long a file waits for the next step."""
_NOT_DESCRIBED = N_(
    "Es fehlt, wessen Wort die Tabelle ist und was für eine Quelle. Gehen Sie zurück zu den "
    "Spalten, und wählen Sie es dort."
)
TABLE_IS_GONE = N_(
    "Die Datei liegt hier nicht mehr: Sie wurde gelöscht, bevor alle Zeilen übernommen waren. Was "
    "schon übernommen ist, bleibt. Lesen Sie die Tabelle noch einmal ein, um den Rest zu "
    "übernehmen."
)


@transaction.atomic
def receive_sheet(*, home: Municipality, upload: Upload, by: User) -> SheetUpload:
    """Hold a file with a table until its rows are taken; files held for too long go first."""
    one_at_a_time(home)  # before a file is locked, as whoever takes rows does
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
def describe_sheet(
    *,
    upload: SheetUpload,
    title: str = "",
    publisher: str = "",
    publisher_side: str = "",
    source_kind: str = "",
    revises: Source | None = None,
    by: User,
) -> SheetUpload:
    """Note what a table is called, whose word it is and what kind of source it makes.

    Blank is what nobody has said yet; a newer version of a source is described by that source. It
    writes no history either.
    """
    upload.title, upload.publisher = title[:200], publisher[:120]
    upload.publisher_side, upload.source_kind = publisher_side, source_kind
    upload.revises = revises
    keep(upload, only=["title", "publisher", "publisher_side", "source_kind", "revises"])
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

    ``plan`` names, row by row, the start of its line, the type of statement that leads it, and
    whether the place is made as written.
    ``good`` and ``waiting`` count rows.
    """

    came: Came
    found: Sequence[Found]
    reader: str
    plan: Sequence[tuple[int, str, bool]]
    good: int
    waiting: int


@transaction.atomic
def read_sheet(*, upload: SheetUpload, rows: Rows, by: User) -> SheetUpload:
    """Keep the extract and propose what its rows state; what is accepted of it, is only planned.

    A table that was read already stays as it is. Refuses one of which nobody has said whose word it
    is.
    """
    one_at_a_time(upload.home)
    now = _locked(upload)
    if now.attempt_id is not None:
        return now
    if not now.is_described:
        raise Refused(Problem("publisher_side", _NOT_DESCRIBED))
    file = Upload(now.name, rows.came.body, rows.came.opened.media_type, now.revises, now.title)
    run = begin_run(home=now.home, by=by, files=[file], **_whose(now))
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
    """Accept up to so many of the rows that are planned, and return how it stands then.

    Each call is whole or not at all, so that one that was killed is simply made again. What the
    register meanwhile contradicts or asks about is not accepted and waits.
    """
    one_at_a_time(upload.home)
    now = _locked(upload)
    if not now.plan:
        return now
    _Acceptance(now, by).accept(now.plan[:most])
    now.plan = now.plan[most:]
    keep(now)
    if not now.plan:
        compare_again(home=now.home, by=by)
        log("intake.sheet.take", now, by=by, data={"taken": now.taken, "left": now.left})
    return now


@transaction.atomic
def break_off(*, upload: SheetUpload, by: User) -> None:
    """Note that the taking of rows ended before the last one, and compare what waits.

    Does nothing where all was taken, or the file was deleted: that compares too.
    """
    one_at_a_time(upload.home)
    now = _unfinished(upload)
    if now is None or not now.plan:
        return
    compare_again(home=now.home, by=by)
    log("intake.sheet.break-off", now, by=by, data=_reached(now))


def _unfinished(upload: SheetUpload) -> SheetUpload | None:
    """Return a table as it is now, locked and without its bytes; None where it was deleted."""
    among = SheetUpload.objects.select_for_update(of=("self",)).select_related("home")
    return among.defer("body").filter(pk=upload.pk).first()


def _reached(upload: SheetUpload) -> dict[str, Any]:
    """Return how far the taking of rows came, for the history."""
    return {"taken": upload.taken, "left": upload.left, "planned": upload.planned}


def _whose(upload: SheetUpload) -> dict[str, Any]:
    """Return whose word a table is and what kind of source it makes, as a run keeps it."""
    source = upload.revises or upload
    kind = source.kind if isinstance(source, Source) else source.source_kind
    return {
        "publisher": source.publisher,
        "publisher_side": Publisher(source.publisher_side),
        "source_kind": SourceKind(kind),
    }


def _locked(upload: SheetUpload) -> SheetUpload:
    """Return an uploaded table as it is now, locked. Refuses one that was deleted meanwhile."""
    among = SheetUpload.objects.select_for_update(of=("self",))
    among = among.select_related("home__country", "attempt__snapshot__source", "revises")
    now = among.filter(pk=upload.pk).first()
    if now is None:
        raise Refused(Problem("", TABLE_IS_GONE))
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
        self.heard: Heard | None = None

    def accept(self, plan: Sequence[tuple[int, str, bool]]) -> None:
        """Accept the rows that are planned, in their order, as far as they are certain."""
        starts = {start for start, _type, _as_written in plan}
        of = Statement.objects.filter(
            snapshot=self.snapshot, home=self.upload.home, start__in=starts
        )
        of = of.exclude(status=StatementStatus.SUPERSEDED)
        there: dict[int, list[Statement]] = {}
        for each in of.order_by("id"):
            there.setdefault(each.start, []).append(each)
        for start, type_, as_written in plan:
            row = there.get(start, [])
            relations = [each for each in row if each.type == StatementType.RELATION][-1:]
            acts = [each for each in row if each.type == StatementType.ACT]
            for relation in relations:
                is_taken = self._take_row(relation, acts, as_written)
                if type_ == StatementType.RELATION:  # plans of before named a row's acts as well
                    self.upload.taken += is_taken
                    self.upload.left += not is_taken

    def _take_row(self, relation: Statement, acts: Sequence[Statement], as_written: bool) -> bool:
        """Accept a row as the preview foresees it, and return whether it was taken, or is."""
        was_taken = relation.status in (*TAKEN, StatementStatus.KNOWN)
        if not was_taken and relation.status not in OPEN:
            return False
        row = [relation, *acts]
        spot = Spot(self.snapshot.pk, relation.start, relation.end)
        self.heard = self.heard or heard_in(relation)
        findings = [said_by(each) for each in row]
        found = outcome(
            [each for each in findings if not isinstance(each, FoundClaim)],  # no row makes one
            self.known, spot, self.heard, as_written=as_written,
        )  # fmt: skip
        if not was_taken and not found.is_good:
            return False
        for statement, step in zip(row, found.steps, strict=True):
            is_sure = found.is_good or is_certain(step.found, step.match)
            if statement.status in OPEN and is_sure:
                relation_id = self._accept(statement, step, relation.relation_id, as_written)
                if statement is relation:
                    relation.relation_id = relation_id
        if found.adds_acts and relation.relation_id is not None:
            relations = with_relation(self.known, relation.relation_id, self.day)
            self.known = replace(self.known, relations=relations)
        return True

    def _accept(
        self, statement: Statement, step: Step, relation: int | None, as_written: bool
    ) -> int | None:
        """Accept one statement of a row as it was found to stand, and return its relation."""
        match = step.match
        makes_new = as_written and match.relation is None and relation is None
        stands = replace(match, relation=match.relation or relation)
        taken = take(
            statement, by=self.by, known=self.known, chosen=Chosen() if makes_new else None,
            stands=None if makes_new else stands, begins=step.found != said_by(statement),
        )  # fmt: skip
        taken.taken_with = self.upload.attempt
        keep(taken, only=["taken_with"])
        return taken.relation_id


@transaction.atomic
def forget_sheet(*, upload: SheetUpload, by: User) -> None:
    """Delete a file with everything that was noted of it; what was taken of it stays.

    Where rows were still to be taken, what waits is compared with the register: nobody else does.
    """
    one_at_a_time(upload.home)
    now = _unfinished(upload)
    if now is None:
        return
    data = {"name": now.name}
    if now.plan:
        compare_again(home=now.home, by=by)
        log("intake.sheet.forget-unfinished", now, by=by, data=data | _reached(now))
    else:
        log("intake.sheet.forget", now, by=by, data=data)
    now.delete()


@transaction.atomic
def forget_old_sheets(*, by: User) -> int:
    """Delete the files that were held for longer than :data:`KEPT_FOR`; return how many.

    Those whose rows a worker takes, or will take, stay until it has done that.
    """
    among = SheetUpload.objects.exclude(pk__in=tables_under_way()).defer("body")
    old = list(among.filter(uploaded_at__lt=timezone.now() - KEPT_FOR))
    for upload in old:
        forget_sheet(upload=upload, by=by)
    return len(old)
