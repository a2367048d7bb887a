"""Forgetting with whom was spoken, whom a text names, and what reminded whom."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from weltoffen.casework.models import Comment, DigestSent, DigestWish, Feed, Note, Task
from weltoffen.casework.selectors.retention import digests_sent, notes_naming_somebody
from weltoffen.records.actions import keep, log
from weltoffen.records.redacting import forget_words, redact

if TYPE_CHECKING:
    from weltoffen.accounts.models import User

FREE_TEXTS: dict[type[Note | Task | Comment], tuple[str, ...]] = {
    Note: ("topic", "text"),
    Task: ("title", "text"),
    Comment: ("text", "answer"),
}
"""In which fields people write what they like."""


@transaction.atomic
def forget_named(*, record: Note | Task | Comment, names: Collection[str], by: User) -> bool:
    """Take somebody's names out of what a record says, and out of its history.

    What stood around them stays. Says whether a name stood there.
    """
    kind = type(record)
    action = f"casework.{kind._meta.model_name}.forget-name"
    return forget_words(record=record, fields=FREE_TEXTS[kind], names=names, action=action, by=by)


@transaction.atomic
def forget_spoken_with(*, note: Note, by: User) -> Note:
    """Remove with whom was spoken, also from the history; what was spoken about stays."""
    found = Note.objects.select_for_update().get(pk=note.pk)
    if not found.spoken_with:
        return found
    found.spoken_with = ""
    keep(found, only=["spoken_with"])
    log("casework.note.forget", found, by=by)
    redact(record=found, names=["spoken_with"], by=by)
    return found


@transaction.atomic
def forget_all_spoken_with(*, by: User, until: date, most: int | None = None) -> int:
    """Remove with whom was spoken from notes up to a day; return from how many."""
    found = list(notes_naming_somebody(until).order_by("pk")[:most])
    for note in found:
        forget_spoken_with(note=note, by=by)
    return len(found)


@transaction.atomic
def forget_digests(*, by: User, until: date, most: int | None = None) -> int:
    """Delete that daily mails up to a day went out, and to whom; return how many there were."""
    keys = list(digests_sent(until).order_by("pk").values("pk")[:most])
    DigestSent.objects.filter(pk__in=[row["pk"] for row in keys]).delete()
    return len(keys)


@transaction.atomic
def forget_reminders(*, account: User, by: User) -> int:
    """Take the secret addresses of an account out of use, unname them, and end its daily mail."""
    feeds = list(Feed.objects.select_for_update().filter(account=account).exclude(name="–"))
    for feed in feeds:
        feed.name, feed.revoked_at = "–", feed.revoked_at or timezone.now()
        keep(feed, only=["name", "revoked_at"])
    wishes = DigestWish.objects.filter(account=account, is_wanted=True).update(is_wanted=False)
    sent, _by_model = DigestSent.objects.filter(account=account).delete()
    return len(feeds) + wishes + sent
