"""Deadlines as an iCalendar file (RFC 5545), written by the library ``icalendar``."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from icalendar import Calendar, Event

from weltoffen.casework.types import CalendarEntry

PRODUCT = "-//weltoffen//casework//DE"
REFRESH = timedelta(hours=6)
"""How often a calendar program is asked to come again."""


def to_ics(name: str, entries: Iterable[CalendarEntry], *, made_at: datetime) -> bytes:
    """Return entries as a file that calendar programs subscribe to.

    Whole days, without alarms and without taking time from anybody. The end is the first day after
    the event, as the standard wants it.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", REFRESH, parameters={"value": "DURATION"})
    for entry in entries:
        calendar.add_component(_event(entry, made_at))
    return bytes(calendar.to_ical())


def _event(entry: CalendarEntry, made_at: datetime) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", made_at)
    event.add("dtstart", entry.day)
    event.add("dtend", entry.day + timedelta(days=1))
    event.add("summary", entry.title)
    if entry.description:
        event.add("description", entry.description)
    if entry.url:
        event.add("url", entry.url)
    event.add("transp", "TRANSPARENT")
    event.add("class", "CONFIDENTIAL")
    return event
