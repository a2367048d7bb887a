"""Taking out of the history what it would otherwise keep of a person for ever.

The one write that changes an entry. It takes words away and puts none in their place but a mark
that something stood there; which fields they stood in, who changed them and when, the entry goes on
telling. ADR 0026 says when.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from wagtail.models import ModelLogEntry

from weltoffen.audit.actions import note
from weltoffen.audit.enums import EventName
from weltoffen.records.actions import keep, log
from weltoffen.records.rules.redacting import without
from weltoffen.records.rules.words import pattern_of, without_words
from weltoffen.records.selectors import text_columns

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser


@transaction.atomic
def redact(
    *,
    record: models.Model,
    names: Collection[str],
    by: AbstractBaseUser,
    is_renamed: bool = False,
) -> int:
    """Take what stood in some fields out of a record's history; say in how many entries it stood.

    ``names`` are those of fields, and of what entries say by themselves. ``is_renamed`` lets the
    entries call the record as it is called now. The security log tells that it was done.
    """
    entries = ModelLogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(record), object_id=str(record.pk)
    )
    count = 0
    for entry in entries.select_for_update().order_by("pk"):
        data = without(entry.data, names)
        label = str(record) if is_renamed else entry.label
        if (data, label) != (entry.data, entry.label):
            ModelLogEntry.objects.filter(pk=entry.pk).update(data=data, label=label)
            count += 1
    if count:
        about = f"{record._meta.label_lower}:{getattr(record, 'identifier', record.pk)}"
        note(EventName.REDACTED, by=by, about=about, data={"count": count})
    return count


@transaction.atomic
def redact_words(*, of: type[models.Model], key: str, names: Collection[str], by: Any) -> int:
    """Take somebody's names out of all that a record's history says; say in how many entries.

    The record may be gone: ``of`` and ``key`` are its model and its primary key. What was said
    around a name stays, so that earlier states can still be looked at.
    """
    found = pattern_of(names)
    entries = ModelLogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(of), object_id=key
    )
    count = 0
    for entry in entries.select_for_update().order_by("pk"):
        data, label = without_words(entry.data, found), without_words(entry.label, found)
        if (data, label) != (entry.data, entry.label):
            ModelLogEntry.objects.filter(pk=entry.pk).update(data=data, label=label)
            count += 1
    if count:
        note(
            EventName.REDACTED, by=by, about=f"{of._meta.label_lower}:{key}", data={"count": count}
        )
    return count


@transaction.atomic
def forget_words(
    *, record: models.Model, fields: Collection[str], names: Collection[str], action: str, by: Any
) -> bool:
    """Take somebody's names out of some texts of a record and out of its history.

    For the actions of rooms: they know their fields and how the history calls it. Says whether a
    name stood in a text now.
    """
    now = type(record)._default_manager.select_for_update().get(pk=record.pk)
    found = pattern_of(names)
    columns = text_columns(type(now), fields)
    before = {name: text for name in columns if (text := getattr(now, name))}
    after = {name: without_words(text, found) for name, text in before.items()}
    changed = [name for name in before if before[name] != after[name]]
    if changed:
        for name in changed:
            setattr(now, name, after[name])
        keep(now, only=changed)
        log(action, now, by=by)
    redact_words(of=type(now), key=str(now.pk), names=names, by=by)
    return bool(changed)
