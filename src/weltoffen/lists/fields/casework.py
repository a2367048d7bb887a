"""What may come back of requests, tasks and notes.

Of a request, nothing that tells of its sender and nothing that sets when that is deleted.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from weltoffen.casework.actions.notes import amend_note
from weltoffen.casework.actions.requests import amend_request
from weltoffen.casework.actions.tasks import amend_task
from weltoffen.casework.enums import NoteKind, Priority, Wish
from weltoffen.casework.models import Note, Request, Task
from weltoffen.lists.enums import CellKind
from weltoffen.lists.fields.entrusting import ENTRUSTED, change_by, choice
from weltoffen.lists.types import Field, FieldsOfKind

REQUESTS = FieldsOfKind(
    "requests",
    Request,
    (
        Field("subject", _("Betreff"), is_needed=True, shown_as=("desk_title",)),
        choice("wish", _("Anliegen"), Wish),
        Field("deadline", _("Frist"), CellKind.DAY, shown_as=("desk_due",), suits_many=True),
        *ENTRUSTED,
    ),
    change_by(amend_request, "request"),
)
TASKS = FieldsOfKind(
    "tasks",
    Task,
    (
        Field("title", _("Aufgabe"), is_needed=True, shown_as=("desk_title",)),
        Field("due", _("Fällig"), CellKind.DAY, shown_as=("desk_due",), suits_many=True),
        Field("text", _("Was dazu zu sagen ist"), CellKind.LONG),
        choice("priority", _("Dringlichkeit"), Priority),
        *ENTRUSTED,
    ),
    change_by(amend_task, "task"),
)
NOTES = FieldsOfKind(
    "notes",
    Note,
    (
        Field("topic", _("Thema"), is_needed=True, shown_as=("desk_title",)),
        Field(
            "on",
            pgettext_lazy("im Kalender", "Tag"),
            CellKind.DAY,
            is_needed=True,
            shown_as=("desk_on",),
        ),
        choice("kind", _("Art"), NoteKind),
        *ENTRUSTED,
    ),
    change_by(amend_note, "note"),
)
OF_CASEWORK = (REQUESTS, TASKS, NOTES)
