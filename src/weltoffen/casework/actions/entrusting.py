"""Saying who answers for a record and who sees it, with the work that is about it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction

from weltoffen.casework.models import Comment, Note, Request, Task
from weltoffen.casework.selectors.abouts import about_of
from weltoffen.organisations.actions import entrust
from weltoffen.records.actions import set_visibility
from weltoffen.records.enums import Role, Visibility
from weltoffen.records.models import Record

if TYPE_CHECKING:
    from weltoffen.accounts.models import User

_WORK: tuple[type[Note | Comment | Task | Request], ...] = (Note, Comment, Task, Request)


@transaction.atomic
def entrust_with_work(
    *,
    record: Record,
    owner: Role,
    unit: str | None,
    review_by: date | None,
    visibility: Visibility,
    by: User,
) -> Record:
    """Say who answers for a record and who may see it; what is about it is seen by no more people.

    As :func:`weltoffen.organisations.actions.entrust`. Where the record is restricted afterwards,
    its notes, comments, tasks and requests are too: they tell what it tells. They stay so when the
    record is opened again, because nobody can know which of them were meant to be.
    """
    entrust(
        record=record, owner=owner, unit=unit, review_by=review_by, visibility=visibility, by=by
    )
    if record.visibility == Visibility.RESTRICTED:
        _restrict_what_is_about(record, by)
    return record


def _restrict_what_is_about(record: Record, by: User) -> None:
    for model in _WORK:
        wider = model._default_manager.filter(about=about_of(record)).exclude(
            visibility=Visibility.RESTRICTED
        )
        for work in wider:
            set_visibility(record=work, visibility=Visibility.RESTRICTED, by=by)
