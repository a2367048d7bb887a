"""What of this room has been kept for long: senders, with whom was spoken, mails that went out."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from weltoffen.casework.models import DigestSent, Note, Request


def senders_due(on: date) -> QuerySet[Request]:
    """Return the requests whose sender is to be forgotten on a day and is not yet."""
    return Request.objects.filter(delete_by__lte=on, forgotten_on__isnull=True)


def notes_naming_somebody(until: date) -> QuerySet[Note]:
    """Return the notes up to a day that still say with whom was spoken."""
    return Note.objects.filter(on__lte=until).exclude(spoken_with="")


def digests_sent(until: date) -> QuerySet[DigestSent]:
    """Return the daily mails up to a day."""
    return DigestSent.objects.filter(day__lte=until)
