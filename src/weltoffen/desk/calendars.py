"""What stands in a calendar of deadlines: only what its account may see, nothing restricted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext

from weltoffen.casework.selectors import deadlines
from weltoffen.casework.types import CalendarEntry, DueKind
from weltoffen.desk.kinds import KINDS, REQUESTS, TASKS
from weltoffen.desk.naming import titles_of
from weltoffen.records.enums import Visibility

AHEAD = timedelta(days=400)
"""How far a calendar looks ahead: a year and what lies just behind it."""
MOST = 1000
"""So many entries of a kind; a calendar program reads them all again and again."""


def entries_for(user: Any, today: date) -> list[CalendarEntry]:
    """Return the deadlines that somebody may see, by day."""
    until = today + AHEAD
    found = [*_dues(user, today, until), *_reviews(user, until)]
    return sorted(found, key=lambda entry: (entry.day, entry.uid))


def _dues(user: Any, today: date, until: date) -> Iterator[CalendarEntry]:
    for due in deadlines(user, today, until)[:MOST]:
        if due.is_restricted or due.day is None:
            continue
        is_task = due.kind is DueKind.TASK
        kind = TASKS if is_task else REQUESTS
        said = gettext("Aufgabe: %(title)s") if is_task else gettext("Antworten: %(title)s")
        yield CalendarEntry(
            uid=uid_of(due.kind, due.identifier),
            day=due.day,
            title=said % {"title": due.title},
            url=settings.WELTOFFEN_ADDRESS + kind.url(due.identifier),
        )


def _reviews(user: Any, until: date) -> Iterator[CalendarEntry]:
    """Yield the days on which records are to be looked at again."""
    for kind in KINDS.values():
        if not kind.may(user, "see"):
            continue
        rows = kind.seen_by(user).filter(review_by__lte=until)
        rows = rows.exclude(visibility=Visibility.RESTRICTED)
        records = list(rows.order_by("review_by", "pk")[:MOST])
        titles = titles_of(records)
        for record in records:
            yield CalendarEntry(
                uid=uid_of(f"review-{kind.name}", record.identifier),
                day=record.review_by,
                title=gettext("Prüfen: %(title)s") % {"title": titles[record.pk]},
                url=settings.WELTOFFEN_ADDRESS + kind.url(record),
            )


def uid_of(kind: str, identifier: str) -> str:
    """Return the name of an event, which stays the same as long as it is the same one."""
    host = urlsplit(settings.WELTOFFEN_ADDRESS).hostname or "weltoffen"
    return f"{kind}-{identifier}@{host}"
