"""Reads of this room."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Q

from weltoffen.documents.models import Document, Picture, Version
from weltoffen.documents.storing import every_name
from weltoffen.documents.types import Received


def same_document(received: Received) -> Document | None:
    """Return the document that the same file belongs to, as it is or as it was once."""
    either = [received.sha256, received.received_sha256]
    same = Q(sha256__in=either) | Q(received_sha256__in=either)
    found = Version.objects.filter(same).select_related("document").first()
    return found.document if found else None


def same_picture(received: Received) -> Picture | None:
    """Return the picture that was made of the same file."""
    either = [received.sha256, received.received_sha256]
    same = Q(sha256__in=either) | Q(received_sha256__in=either)
    return Picture.objects.filter(same).first()


def named_files() -> set[str]:
    """Return the names in the store that records name."""
    named = {
        *Document.objects.values_list("file", flat=True),
        *Picture.objects.values_list("file", flat=True),
        *Version.objects.values_list("file", flat=True),
        *Version.objects.values_list("original", flat=True),
    }
    return named - {""}


def unnamed_files(before: datetime) -> Iterator[str]:
    """Yield what lies in the store, was put there before a time, and belongs to no record."""
    named = named_files()
    for name, put_at in every_name():
        if put_at < before and name not in named:
            yield name
