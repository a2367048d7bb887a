"""Noting what happened, and removing what is older than the rule allows.

Whoever notes something holds the end of the chain until the transaction ends; others wait. So note
last in an action, and let no transaction that noted something run for long. What carries out
several actions in one transaction does so within :func:`noting_last`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction
from django.utils import timezone

from weltoffen.audit.enums import EventName
from weltoffen.audit.models import AuditEvent, AuditSeal
from weltoffen.audit.rules import canonical, chained, checked_event, one_line
from weltoffen.audit.selectors import tip, verified
from weltoffen.audit.types import BEGINNING, Anchor, Entry, Finding
from weltoffen.ground.problems import N_, Problem, Refused

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

_END_OF_CHAIN = 0x77656C74_61756474
"""The number of the lock on PostgreSQL; it means nothing but this chain."""
_WAITING: ContextVar[list[Entry] | None] = ContextVar("events to be noted last", default=None)
_NOT_WHOLE = N_(
    "Das Sicherheitsprotokoll ist nicht unversehrt; darum wird nichts daraus entfernt. Rufen Sie "
    "„weltoffen audit verify“ auf, und klären Sie zuerst, was geschehen ist."
)


def note(
    event: str,
    *,
    by: AbstractBaseUser | None,
    about: str = "",
    data: Mapping[str, Any] | None = None,
) -> AuditEvent | None:
    """Note one event at the end of the chain, inside the caller's transaction if there is one.

    ``event`` is ``area.noun.verb``, one of :class:`~weltoffen.audit.enums.EventName`. ``by`` is who
    did it, None where nobody is signed in. ``about`` names a record as ``room.model:identifier``,
    ``data`` holds what JSON can, without fractions. Never a password, a key of a session, or
    anything else that opens a door. Raises ``ValueError`` for what cannot be noted. Returns the
    event, None within :func:`noting_last`.
    """
    drafted = Entry(
        number=0,
        at=timezone.now(),
        event=checked_event(event),
        by_key=None if by is None else by.pk,
        by_name="" if by is None else one_line(by.get_username()),
        about=one_line(about)[: AuditEvent._meta.get_field("about").max_length],
        data=canonical(dict(data or {})),
        previous="",
    )
    waiting = _WAITING.get()
    if waiting is not None:
        waiting.append(drafted)
        return None
    return _write(drafted)


def _write(drafted: Entry) -> AuditEvent:
    with transaction.atomic():
        _hold_the_end()
        entry = chained(drafted, tip())
        return AuditEvent.objects.create(
            number=entry.number,
            at=entry.at,
            event=entry.event,
            by_key=entry.by_key,
            by_name=entry.by_name,
            about=entry.about,
            data=entry.data,
            previous=entry.previous,
            hash=entry.hash,
        )


@contextmanager
def noting_last() -> Iterator[None]:
    """Note what is noted inside at the end of it, in its order, in the same transaction.

    Whoever noted something and then waits for a row would keep everybody waiting, and wait for ever
    for somebody who holds that row and has something to note. To be used inside a transaction; an
    error notes nothing, as it keeps nothing.
    """
    outer = _WAITING.get()
    if outer is not None:  # whoever is around notes
        yield
        return
    waiting: list[Entry] = []
    token = _WAITING.set(waiting)
    try:
        yield
    finally:
        _WAITING.reset(token)
    for drafted in waiting:
        _write(replace(drafted, at=timezone.now()))


def _hold_the_end() -> None:
    """Let nobody else add to the chain until this transaction ends.

    SQLite lets one transaction write at a time; our settings let each say at its beginning that it
    will. On both, the unique link to the event before refuses what would still fork the chain.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_END_OF_CHAIN])


@transaction.atomic
def seal_old(*, before: datetime, by: AbstractBaseUser | None) -> AuditSeal | None:
    """Remove the events before a moment, and keep a seal from which the chain goes on.

    Only what lies unbroken at the beginning goes: up to the first event that is not old enough,
    whatever clocks said after it. Returns None where nothing is old enough. Refuses on a chain that
    is not whole, because removing would hide that.
    """
    _hold_the_end()
    last = _last_before(before)
    if last is BEGINNING:
        return None
    if not verified().is_whole:
        raise Refused(Problem("", _NOT_WHOLE))
    begin = _sealed_up_to().number + 1
    seal = AuditSeal(
        first=begin,
        last=last.number,
        count=last.number - begin + 1,
        last_hash=last.hash,
        at=timezone.now(),
    )
    data = {"first": seal.first, "last": seal.last, "count": seal.count, "hash": seal.last_hash}
    note(EventName.LOG_SEALED, by=by, data=data)
    seal.save(force_insert=True)
    AuditEvent.objects.filter(number__lte=seal.last).delete()
    return seal


def _last_before(before: datetime) -> Anchor:
    """Return the newest of the unbroken row of events before a moment."""
    oldest_first = AuditEvent.objects.order_by("number")
    stays = oldest_first.filter(at__gte=before).values_list("number", flat=True).first()
    goes = oldest_first if stays is None else oldest_first.filter(number__lt=stays)
    last = goes.values_list("number", "hash").last()
    return Anchor(*last) if last else BEGINNING


def _sealed_up_to() -> Anchor:
    seal = AuditSeal.objects.order_by("-last").first()
    return seal.as_anchor() if seal else BEGINNING


@transaction.atomic
def verify_and_note(*, by: AbstractBaseUser | None) -> Finding:
    """Look at the whole chain, and note that somebody did and what was found."""
    found = verified()
    data = {
        "events": found.events,
        "removed": found.removed,
        "faults": len(found.faults),
        "upto": str(found.anchor),
    }
    note(EventName.LOG_VERIFIED, by=by, data=data)
    return found
