"""Keeping thousands of rows with their history, for actions that load whole registers.

The same rules hold as in :func:`weltoffen.records.actions.keep`, asked of all rows together: what
would be one query per row there is one query per thousand here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import uuid4

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from wagtail.models import ModelLogEntry

from weltoffen.ground.identifiers import check_identifier
from weltoffen.ground.problems import N_, Problem, Refused
from weltoffen.records.actions import NOBODY, TAKEN, refusing

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

_ALL_OR_NONE = N_(
    "Die Datenbank nimmt diese Zeilen zusammen nicht an: %(message)s Keine davon wurde "
    "gespeichert; prüfen Sie sie auf Doppeltes."
)
Row = TypeVar("Row", bound=models.Model)


@transaction.atomic
def keep_many(rows: Sequence[Row]) -> list[Row]:
    """Check new rows, then save them together; refuses all if one cannot be kept.

    Fields are checked one by one; uniqueness and the other constraints by the database. A problem
    names the row by its place in ``rows``, counted from 0.
    """
    if not rows:
        return []
    model = type(rows[0])
    if hasattr(rows[0], "identifier"):
        _check_identifiers(model, [row.identifier for row in rows])  # type: ignore[attr-defined]
    for number, row in enumerate(rows):
        _check_fields(number, row)
    try:
        with refusing(model):
            return model._default_manager.bulk_create(rows)
    except Refused as refused:
        values = {"message": " ".join(problem.says() for problem in refused.problems)}
        raise Refused(Problem("", _ALL_OR_NONE, values)) from refused


@transaction.atomic
def log_many(
    action: str,
    lines: Sequence[tuple[models.Model, Mapping[str, Any]]],
    *,
    by: AbstractBaseUser,
) -> None:
    """Write many lines of history, as :func:`~weltoffen.records.actions.log` writes one.

    Each is a record with its data; all records are of one kind. All lines bear the same time and
    the same mark of one doing. Raises ``Refused`` without a person and ``ValidationError`` for an
    action that the history has no sentence for.
    """
    if by is None or by.pk is None:
        raise Refused(Problem("by", NOBODY))
    if not lines:
        return
    shared = {
        "content_type": ContentType.objects.get_for_model(lines[0][0], for_concrete_model=False),
        "action": action,
        "user": by,
        "timestamp": timezone.now(),
        "uuid": uuid4(),
    }
    entries = [
        ModelLogEntry(object_id=str(row.pk), label=str(row), data=dict(data), **shared)
        for row, data in lines
    ]
    entries[0].full_clean()
    ModelLogEntry.objects.bulk_create(entries)


def _check_identifiers(model: type[models.Model], identifiers: Sequence[str]) -> None:
    for number, identifier in enumerate(identifiers):
        check_identifier(identifier, f"{number}.identifier")
    twice = {identifier for identifier, times in Counter(identifiers).items() if times > 1}
    known = model._default_manager.filter(identifier__in=identifiers)
    twice.update(known.values_list("identifier", flat=True))
    if twice:
        raise Refused(*(Problem("identifier", TAKEN, {"identifier": i}) for i in sorted(twice)))


def _check_fields(number: int, row: models.Model) -> None:
    try:
        row.clean_fields()
    except ValidationError as error:
        raise Refused(
            *(
                Problem(f"{number}.{field}", "%(message)s", {"message": message})
                for field, messages in error.message_dict.items()
                for message in messages
            )
        ) from error
