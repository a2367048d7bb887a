"""Reads of the security log."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db.models import QuerySet

from weltoffen.audit.enums import EventName
from weltoffen.audit.models import AuditEvent, AuditSeal
from weltoffen.audit.rules import verify
from weltoffen.audit.types import BEGINNING, Anchor, Entry, Finding, Stub

AT_ONCE = 2000
"""Events that are read from the database together; the whole log need not fit into memory."""


def tip() -> Anchor:
    """Return the end of the chain."""
    newest = AuditEvent.objects.order_by("-number").values_list("number", "hash").first()
    if newest is not None:
        return Anchor(*newest)
    seal = AuditSeal.objects.order_by("-last").first()
    return seal.as_anchor() if seal else BEGINNING


def entries(events: QuerySet[AuditEvent] | None = None) -> Iterator[Entry]:
    """Yield events as values, oldest first; all of them if none are named."""
    found = AuditEvent.objects.all() if events is None else events
    for event in found.order_by("number").iterator(chunk_size=AT_ONCE):
        yield event.as_entry()


def verified(*, anchor: Anchor | None = None) -> Finding:
    """Look at the whole chain. Whoever notes something meanwhile does not wait for it."""
    stubs = _stubs()
    while True:
        found = verify(entries(), stubs, anchor=anchor)
        before, stubs = stubs, _stubs()
        # What was removed between the two readings is no fault: the look begins anew.
        if found.is_whole or stubs == before:
            return found


def _stubs() -> list[Stub]:
    return [seal.as_stub() for seal in AuditSeal.objects.order_by("last")]


def noted(
    *, since: datetime | None = None, prefix: str = "", until: datetime | None = None
) -> QuerySet[AuditEvent]:
    """Return events, newest first: from a moment on, before another, of an area or one kind."""
    found = AuditEvent.objects.filter(event__startswith=prefix)
    if since is not None:
        found = found.filter(at__gte=since)
    if until is not None:
        found = found.filter(at__lt=until)
    return found.order_by("-number")


def people() -> list[str]:
    """Return the names of those who did something that is noted."""
    names = AuditEvent.objects.exclude(by_name="").order_by("by_name")
    return list(names.values_list("by_name", flat=True).distinct())


def last_verification() -> AuditEvent | None:
    """Return when the chain was last verified at the desk, with what was found."""
    return AuditEvent.objects.filter(event=EventName.LOG_VERIFIED).order_by("-number").first()
