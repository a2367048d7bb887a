"""Keeping what came of an attempt: the snapshot with its text, or why there is none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

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
from weltoffen.intake.said import kept
from weltoffen.intake.selectors import count_open
from weltoffen.intake.types import Found
from weltoffen.intake.versions import OPENER
from weltoffen.records.actions import keep, log
from weltoffen.records.selectors import free_identifier
from weltoffen.sources.actions import receive_snapshot, record_source, render_snapshot, see_again
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
    returned = known is not None and _is_of(known, now, came) and _seen_again(known, by)
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
        came_again=returned,
    )
    now.snapshot = snapshot
    now.answered_by, now.etag = came.answered_by, came.etag
    now.last_modified = came.last_modified[:64]
    now.found, now.fresh = len(found), count_open(fresh)
    return _settle(now, AttemptState.READ, by, notes=came.opened.notes)


@transaction.atomic
def keep_unchanged(
    *,
    attempt: Attempt,
    snapshot: Snapshot,
    found: Sequence[Found],
    reader: str,
    by: User,
    notes: Sequence[Problem] = (),
) -> Attempt:
    """Note that a server says its page is still the one we have, and what is found in it now.

    Another home may have it, or rules may have read it that were not as good as today's. ``notes``
    say what went wrong when it was read anew.
    """
    now = _still_waiting(attempt)
    if now is None:
        return attempt
    one_at_a_time(now.run.home)
    fresh = propose(
        snapshot=snapshot,
        home=now.run.home,
        found=found,
        reader=reader,
        by=by,
        came_again=_seen_again(snapshot, by),
    )
    now.snapshot = snapshot
    now.found, now.fresh = len(found), count_open(fresh)
    return _settle(now, AttemptState.UNCHANGED, by, notes=notes)


@transaction.atomic
def fail_attempt(*, attempt: Attempt, problem: Problem, by: User) -> Attempt:
    """Note why nothing could be read; nothing else is kept of it."""
    now = _still_waiting(attempt)
    if now is None:
        return attempt
    now.fault = kept(problem)
    return _settle(now, AttemptState.FAILED, by)


def known_snapshot(body: bytes) -> Snapshot | None:
    """Return the snapshot that has exactly these bytes, of whatever source."""
    return Snapshot.objects.filter(sha256=digest(body)).order_by("id").first()


def _seen_again(snapshot: Snapshot, by: User) -> bool:
    return see_again(snapshot=snapshot, at=timezone.now(), by=by)


def _is_of(known: Snapshot, attempt: Attempt, came: Came) -> bool:
    """Say whether bytes that we had came of the source of which we had them.

    The same bytes at another address say nothing of what lies at the first, and an old file that
    somebody hands in once more is no newer version unless they say so.
    """
    if attempt.revises_id is not None or not attempt.address:
        return attempt.revises_id == known.source_id
    return bool({known.source.address, known.fetched_from} & {attempt.address, came.answered_by})


def _still_waiting(attempt: Attempt) -> Attempt | None:
    """Return the attempt as it is now, locked, if nobody has settled it."""
    now = Attempt.objects.select_for_update(of=("self",)).select_related("run__home", "revises")
    return now.filter(pk=attempt.pk, state=AttemptState.WAITING).first()


def _settle(
    attempt: Attempt, state: AttemptState, by: User, notes: Sequence[Problem] = ()
) -> Attempt:
    attempt.state = state
    attempt.pending = None
    attempt.notes = [kept(note) for note in notes]
    attempt.ended_at = timezone.now()
    keep(attempt)
    log(f"intake.attempt.{state}", attempt, by=by, data={"what": attempt.address or attempt.name})
    return attempt


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
        title=attempt.title
        or title_for(came.opened.title, came.opened.text, attempt.name or address),
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
