"""Keeping what came of an attempt: the snapshot with its text, or why there is none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from weltoffen.ground.identifiers import identifier_from
from weltoffen.ground.problems import Problem
from weltoffen.intake.actions.proposing import propose
from weltoffen.intake.actions.turns import one_at_a_time
from weltoffen.intake.enums import AttemptState
from weltoffen.intake.models import Attempt, Run
from weltoffen.intake.opening import Opened
from weltoffen.intake.rules.receiving import host_of, name_of, title_for
from weltoffen.intake.types import Found
from weltoffen.intake.versions import OPENER
from weltoffen.records.actions import keep, log
from weltoffen.records.selectors import free_identifier
from weltoffen.sources.actions import receive_snapshot, record_source, render_snapshot
from weltoffen.sources.enums import Publisher, Standing
from weltoffen.sources.models import Snapshot, Source
from weltoffen.sources.rules import digest

if TYPE_CHECKING:
    from weltoffen.accounts.models import User


@dataclass(frozen=True, slots=True)
class Came:
    """What an attempt brought: bytes, the text in them, and what the server said of them."""

    body: bytes
    opened: Opened
    answered_by: str = ""
    etag: str = ""
    last_modified: str = ""


@transaction.atomic
def keep_what_came(
    *, attempt: Attempt, came: Came, found: Sequence[Found], reader: str, by: User
) -> Attempt:
    """Keep the snapshot, its text and what it states, all or nothing.

    Bytes that the register has already give the snapshot that is there. An attempt that somebody
    else has settled meanwhile, or called off, stays as it is: reading twice adds nothing.
    """
    now = _still_waiting(attempt)
    if now is None:
        return attempt
    one_at_a_time(now.run.home)  # of two workers with the same bytes, one keeps them
    known = known_snapshot(came.body)
    snapshot = known or _receive(now, came, by)
    render_snapshot(
        snapshot=snapshot,
        text=came.opened.text,
        language=came.opened.language,
        opened_by=OPENER,
        by=by,
    )
    fresh = propose(
        snapshot=snapshot,
        home=now.run.home,
        found=found,
        reader=reader,
        by=by,
        came_again=known is not None,
    )
    now.snapshot = snapshot
    now.answered_by, now.etag = came.answered_by, came.etag
    now.last_modified = came.last_modified[:64]
    now.found, now.fresh = len(found), len(fresh)
    return _settle(now, AttemptState.READ, by, notes=came.opened.notes)


@transaction.atomic
def keep_unchanged(
    *, attempt: Attempt, snapshot: Snapshot, found: Sequence[Found], reader: str, by: User
) -> Attempt:
    """Note that a server says its page is still the one we have, and what is found in it now.

    Another home may have it, or rules may have read it that were not as good as today's.
    """
    now = _still_waiting(attempt)
    if now is None:
        return attempt
    fresh = propose(snapshot=snapshot, home=now.run.home, found=found, reader=reader, by=by)
    now.snapshot = snapshot
    now.found, now.fresh = len(found), len(fresh)
    return _settle(now, AttemptState.UNCHANGED, by)


@transaction.atomic
def fail_attempt(*, attempt: Attempt, problem: Problem, by: User) -> Attempt:
    """Note why nothing could be read; nothing else is kept of it."""
    now = _still_waiting(attempt)
    if now is None:
        return attempt
    now.fault = _kept(problem)
    return _settle(now, AttemptState.FAILED, by)


def known_snapshot(body: bytes) -> Snapshot | None:
    """Return the snapshot that has exactly these bytes, of whatever source."""
    return Snapshot.objects.filter(sha256=digest(body)).order_by("id").first()


def _still_waiting(attempt: Attempt) -> Attempt | None:
    """Return the attempt as it is now, locked, if nobody has settled it."""
    now = Attempt.objects.select_for_update(of=("self",)).select_related("run__home", "revises")
    return now.filter(pk=attempt.pk, state=AttemptState.WAITING).first()


def _settle(
    attempt: Attempt, state: AttemptState, by: User, notes: Sequence[Problem] = ()
) -> Attempt:
    attempt.state = state
    attempt.pending = None
    attempt.notes = [_kept(note) for note in notes]
    attempt.ended_at = timezone.now()
    keep(attempt)
    log(f"intake.attempt.{state}", attempt, by=by, data={"what": str(attempt)})
    return attempt


def _kept(problem: Problem) -> dict[str, Any]:
    values = {
        name: value if isinstance(value, int | float) else str(value)
        for name, value in problem.values.items()
    }
    return {"where": problem.where, "sentence": problem.sentence, "values": values}


def _receive(attempt: Attempt, came: Came, by: User) -> Snapshot:
    source = attempt.revises or _source_at(attempt, came) or _new_source(attempt, came, by)
    return receive_snapshot(
        source=source,
        received_on=timezone.localdate(),
        received_at=timezone.now(),
        media_type=came.opened.media_type,
        body=came.body,
        fetched_from=came.answered_by or None,
        by=by,
    )


def _source_at(attempt: Attempt, came: Came) -> Source | None:
    """Return the source that has this address already."""
    addresses = [each for each in (came.answered_by, attempt.address) if each]
    return Source.objects.filter(address__in=addresses).order_by("id").first()


def _new_source(attempt: Attempt, came: Came, by: User) -> Source:
    run = attempt.run
    address = came.answered_by or attempt.address
    name = name_of(address) if address else attempt.name
    return record_source(
        identifier=free_identifier(Source, identifier_from(run.home.identifier, name)),
        kind=run.source_kind,  # type: ignore[arg-type] # the column holds the enum's values
        standing=Standing.READ,
        publisher_side=Publisher(run.publisher_side),
        title=title_for(came.opened.title, came.opened.text, attempt.name or address),
        publisher=_publisher(run, address),
        address=address[:500],
        language=came.opened.language or "de",
        by=by,
    )


def _publisher(run: Run, address: str) -> str:
    if run.publisher:
        return run.publisher
    is_ours = run.publisher_side == Publisher.HOME or not address
    return (run.home.name if is_ours else host_of(address))[:120]
