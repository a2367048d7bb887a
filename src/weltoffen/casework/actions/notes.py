"""Writing down what was learnt about a record."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from weltoffen.casework.actions.about import concerning, identifier_for, no_wider_than, unit_of
from weltoffen.casework.enums import NoteKind
from weltoffen.casework.models import Note
from weltoffen.ground.problems import N_, Problem, Refused
from weltoffen.records.actions import amend, keep, log
from weltoffen.records.enums import Role, Visibility
from weltoffen.records.models import Record

if TYPE_CHECKING:
    from weltoffen.accounts.models import User

AHEAD = N_(
    "Der Tag liegt in der Zukunft. Was noch kommt, ist eine Aufgabe; prüfen Sie sonst vor allem "
    "das Jahr."
)


@transaction.atomic
def record_note(
    *,
    about: Record,
    kind: NoteKind,
    on: date,
    topic: str,
    by: User,
    text: str = "",
    spoken_with: str = "",
    visibility: Visibility = Visibility.INTERNAL,
    owner: Role = Role.COORDINATION,
    unit: str | None = None,
) -> Note:
    """Note something about a record: a call, a letter, a meeting, a thought.

    ``on`` is the day it happened. What is about a restricted record is restricted too.
    """
    _refuse_ahead(on)
    note = Note(
        identifier=identifier_for("notiz", on),
        kind=kind,
        on=on,
        topic=topic.strip(),
        text=text.strip(),
        spoken_with=spoken_with.strip(),
        visibility=no_wider_than(visibility, about),
        owner=owner,
        unit=unit_of(about, unit),
        written_by=by,
        **concerning(about),
    )
    keep(note)
    log("casework.note.record", note, by=by, data={"about": note.about})
    return note


@transaction.atomic
def amend_note(*, note: Note, by: User, **changes: Any) -> Note:
    """Change ``kind``, ``on``, ``topic``, ``text`` or ``spoken_with``; the history keeps both."""
    if "on" in changes:
        _refuse_ahead(changes["on"])
    amend(note, action="casework.note.amend", by=by, **changes)
    return note


def _refuse_ahead(on: date) -> None:
    if on > timezone.localdate():
        raise Refused(Problem("on", AHEAD))
