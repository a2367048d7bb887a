"""What the office is busy with about a record, as a part of its sheet: tasks, notes, comments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from weltoffen.accounts.rules.rights import reaches
from weltoffen.accounts.selectors import grants_of, within_reach
from weltoffen.accounts.types import Area, Verb
from weltoffen.casework.models import Comment, Note, Request, Task
from weltoffen.casework.selectors import about_of, record_of
from weltoffen.desk.due_words import DueWords, due_words, name_of, whose
from weltoffen.desk.kinds import COMMENTS, NOTES, TASKS, Kind, has_kind, kind_of
from weltoffen.desk.naming import language, title_of
from weltoffen.ground.spoken import say_day
from weltoffen.records.enums import Visibility
from weltoffen.records.models import Record
from weltoffen.relations.models import Relation

ABOUT = "about"
"""Names the record, in the address of a form and in a hidden field."""
ANCHOR = "#casework"
"""Where on a sheet it is told what the office is busy with."""
SHOWN = 10
"""So many of each stand on a sheet; the list has the rest."""


@dataclass(frozen=True, slots=True)
class Line:
    """A note, task or comment on a sheet.

    ``of`` names what it is about, where that is not the sheet's own record; ``buttons`` are labels
    with addresses.
    """

    title: str
    url: str
    beside: str
    text: str = ""
    answer: str = ""
    answered: str = ""
    due: DueWords | None = None
    mark: str = ""
    of: tuple[str, str] | None = None
    buttons: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """One of the lists, with the ways to add to it and to see all of it."""

    heading: Any
    id: str
    icon: str
    lines: Sequence[Line]
    nothing: Any
    add_url: str
    add_label: Any
    more_url: str = ""


def casework_of(record: Record, user: Any) -> list[Section]:
    """Return what the office is busy with about a record, as far as a person may see it."""
    if isinstance(record, Note | Comment | Task) or not isinstance(record, Record):
        return []
    about = about_of(record)
    found = []
    if TASKS.may(user, "see"):
        found.append(_tasks(record, about, user))
    if NOTES.may(user, "see"):
        found.append(_notes(record, about, user))
    if COMMENTS.may(user, "see") and not isinstance(record, Request):
        found.append(_comments(record, about, user))
    return found


def _concerning(rows: QuerySet[Any], record: Record, about: str, user: Any) -> QuerySet[Any]:
    """Return what concerns a record; of a relation also what concerns its acts and the like."""
    merged = getattr(record, "merged_from", None)
    abouts = [about, *(about_of(each) for each in (merged.all() if merged else ()))]
    named = Q(about__in=abouts)
    if isinstance(record, Relation):
        named |= Q(relation=record)
    return within_reach(rows.filter(named), user)


def _add(kind: Kind, about: str, user: Any) -> str:
    return f"{kind.add_url}?{urlencode({ABOUT: about})}" if kind.may(user, "add") else ""


def _more(kind: Kind, about: str, *, is_more: bool) -> str:
    return f"{kind.list_url}?{urlencode({ABOUT: about})}" if is_more else ""


def _of(row: Any, about: str, user: Any) -> tuple[str, str] | None:
    """Return what a row is about, where that is another record, which the person may see."""
    other = seen_record(row.about, user) if row.about != about else None
    return (title_of(other), kind_of(other).url(other)) if other is not None else None


def _tasks(record: Record, about: str, user: Any) -> Section:
    rows = _concerning(Task.objects.filter(done_on__isnull=True), record, about, user)
    found = list(rows.select_related("assignee")[: SHOWN + 1])
    today = timezone.localdate()
    lines = [
        Line(
            task.title, TASKS.url(task), whose(task), due=due_words(task.due, today),
            of=_of(task, about, user),
            buttons=((gettext("Erledigt"), TASKS.url(task, "done")),)
            if TASKS.may(user, "change", task) else (),
        )
        for task in found[:SHOWN]
    ]  # fmt: skip
    return Section(
        _("Aufgaben"), "tasks", "tasks", lines, _("Hierzu ist nichts zu tun."),
        _add(TASKS, about, user), TASKS.adding, _more(TASKS, about, is_more=len(found) > SHOWN),
    )  # fmt: skip


def _notes(record: Record, about: str, user: Any) -> Section:
    found = list(_concerning(Note.objects.all(), record, about, user)[: SHOWN + 1])
    lines = [
        Line(
            note.topic, NOTES.url(note), _beside(note), text=note.text, of=_of(note, about, user),
            mark="" if note.visibility == Visibility.INTERNAL else note.get_visibility_display(),
        )
        for note in found[:SHOWN]
    ]  # fmt: skip
    return Section(
        _("Notizen und Telefonate"), "notes", "edit", lines,
        _("Noch ist nichts notiert. Halten Sie Telefonate und Absprachen hier fest."),
        _add(NOTES, about, user), NOTES.adding, _more(NOTES, about, is_more=len(found) > SHOWN),
    )  # fmt: skip


def _beside(note: Note) -> str:
    said = f"{say_day(note.on, language())}, {note.get_kind_display()}"
    return f"{said}, {note.spoken_with}" if note.spoken_with else said


def _comments(record: Record, about: str, user: Any) -> Section:
    rows = _concerning(Comment.objects.all(), record, about, user)
    found = list(rows.select_related("written_by", "answered_by")[: SHOWN + 1])
    lines = [_comment(each, about, user) for each in found[:SHOWN]]
    return Section(
        _("Kommentare"), "comments", "comment", lines, _("Noch hat niemand etwas dazu gesagt."),
        _add(COMMENTS, about, user), COMMENTS.adding,
        _more(COMMENTS, about, is_more=len(found) > SHOWN),
    )  # fmt: skip


def _comment(comment: Comment, about: str, user: Any) -> Line:
    beside = f"{name_of(comment.written_by)}, {say_day(day_of(comment.written_at), language())}"
    is_own = comment.written_by_id == user.pk
    if comment.withdrawn_at is not None:
        return Line("", COMMENTS.url(comment), beside, mark=gettext("zurückgezogen"))
    buttons = []
    if COMMENTS.may(user, "change", comment):
        label = gettext("Antwort ändern") if comment.answer else gettext("Antworten")
        buttons.append((label, COMMENTS.url(comment, "answer")))
    if is_own:
        buttons.append((gettext("Zurückziehen"), COMMENTS.url(comment, "withdraw")))
    return Line(
        "", COMMENTS.url(comment), beside, text=comment.text, answer=comment.answer,
        answered=name_of(comment.answered_by), of=_of(comment, about, user), buttons=tuple(buttons),
        mark=str(comment.get_visibility_display()),
    )  # fmt: skip


def day_of(moment: datetime) -> date:
    """Return the office's day of a moment."""
    return timezone.localtime(moment).date()


def keeps_for_all(user: Any) -> bool:
    """Say whether somebody does the work of the whole office, not only of one department."""
    found = reaches(grants_of(user), Verb.CHANGE, Area.CASEWORK)
    return any(reach.unit is None and reach.owner is None for reach in found)


def own_unit(user: Any) -> str | None:
    """Return the department for which somebody begins something; None where it is the office."""
    if keeps_for_all(user):
        return None
    return next((grant.unit for grant in grants_of(user) if grant.unit), None)


def seen_record(about: str, user: Any) -> Record | None:
    """Return the record that is spoken of, None where there is none that the person may see."""
    record = record_of(about)
    if record is None or not has_kind(type(record)):
        return None
    return record if kind_of(record).may(user, "see", record) else None
