"""Saying something to a record, and answering it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from weltoffen.casework.actions.about import concerning, identifier_for, no_wider_than, unit_of
from weltoffen.casework.models import Comment
from weltoffen.ground.problems import N_, Problem, Refused
from weltoffen.records.actions import keep, log
from weltoffen.records.enums import Visibility
from weltoffen.records.models import Record

if TYPE_CHECKING:
    from weltoffen.accounts.models import User

_NOT_YOURS = N_(
    "Zurückziehen kann einen Kommentar nur, wer ihn geschrieben hat. Antworten Sie stattdessen."
)
_WITHDRAWN = N_("Der Kommentar ist zurückgezogen; darauf lässt sich nicht mehr antworten.")


@transaction.atomic
def write_comment(
    *, about: Record, text: str, by: User, visibility: Visibility = Visibility.INTERNAL
) -> Comment:
    """Say something to a record. With ``Visibility.PARTNER`` the partner city's guests see it."""
    comment = Comment(
        identifier=identifier_for("kommentar", timezone.localdate()),
        text=text.strip(),
        visibility=no_wider_than(visibility, about),
        owner=about.owner,
        unit=unit_of(about, None),
        written_by=by,
        **concerning(about),
    )
    keep(comment)
    log("casework.comment.write", comment, by=by, data={"about": comment.about})
    return comment


@transaction.atomic
def answer_comment(*, comment: Comment, answer: str, by: User) -> Comment:
    """Answer a comment; who saw it sees the answer. A later answer takes its place."""
    found = Comment.objects.select_for_update().get(pk=comment.pk)
    if found.withdrawn_at is not None:
        raise Refused(Problem("answer", _WITHDRAWN))
    found.answer, found.answered_by, found.answered_at = answer.strip(), by, timezone.now()
    keep(found, only=["answer", "answered_by", "answered_at"])
    log("casework.comment.answer", found, by=by, data={"answer": found.answer})
    return found


@transaction.atomic
def withdraw_comment(*, comment: Comment, by: User) -> Comment:
    """Take one's own comment back. It stays, and says that it was withdrawn."""
    found = Comment.objects.select_for_update().get(pk=comment.pk)
    if found.written_by_id != by.pk:
        raise Refused(Problem("comment", _NOT_YOURS))
    if found.withdrawn_at is None:
        found.withdrawn_at = timezone.now()
        keep(found, only=["withdrawn_at"])
        log("casework.comment.withdraw", found, by=by)
    return found
