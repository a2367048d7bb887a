"""What the office is busy with: requests, tasks, notes and comments, each in its own words."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import Any

from django.db.models import Prefetch

from weltoffen.casework.enums import NoteKind, Wish
from weltoffen.casework.models import Comment, Note, Request, RequestStep, Task
from weltoffen.finding.enums import Where
from weltoffen.finding.registry import Kind, Read
from weltoffen.finding.sources_of_text.wording import plain, sorts
from weltoffen.finding.types import Document, Said


def _request(request: Request) -> Iterator[Said]:
    yield from sorts(Wish, request.wish)
    yield from plain(Where.PUBLISHER, request.sender_name, request.sender_organisation)
    yield from plain(Where.TEXT, request.text)
    yield from plain(Where.ANSWER, *(step.text for step in request.steps.all()))


def _task(task: Task) -> Iterator[Said]:
    yield from plain(Where.TEXT, task.text)


def _note(note: Note) -> Iterator[Said]:
    yield from sorts(NoteKind, note.kind)
    yield from plain(Where.PUBLISHER, note.spoken_with)
    yield from plain(Where.TEXT, note.text)


def _comment(comment: Comment) -> Iterator[Said]:
    yield from plain(Where.ANSWER, comment.answer)


def _reading(rows: Any, title: str, said: Callable[[Any], Iterator[Said]]) -> Read:
    def read(keys: Collection[int]) -> Iterator[Document]:
        for row in rows.filter(pk__in=keys):
            yield Document(
                record=row.pk,
                reference=row.identifier,
                titles={"de": getattr(row, title)},
                said=tuple(said(row)),
                visibility=row.visibility,
            )

    return read


_STEPS = Prefetch("steps", RequestStep.objects.exclude(text=""))
REQUESTS = Kind(
    "requests",
    Request,
    _reading(Request.objects.prefetch_related(_STEPS), "subject", _request),
    place=10,
)
TASKS = Kind("tasks", Task, _reading(Task.objects.all(), "title", _task), place=11)
NOTES = Kind("notes", Note, _reading(Note.objects.all(), "topic", _note), place=12)
COMMENTS = Kind(
    "comments",
    Comment,
    # What its writer took back is found no more.
    _reading(Comment.objects.filter(withdrawn_at__isnull=True), "text", _comment),
    place=13,
)
