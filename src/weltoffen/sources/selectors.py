"""Reads of this room: what we have of a source, and its text."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from weltoffen.sources.models import Rendering, Snapshot, Source


def newest_of(source: Source) -> Snapshot | None:
    """Return the snapshot of a source that was received last; None where there is none yet."""
    return source.snapshots.order_by("received_on", "id").last()


def rendered_text(snapshot: Snapshot) -> str | None:
    """Return the text that was made of a snapshot; None where nobody has opened it yet."""
    rendering = Rendering.objects.filter(snapshot=snapshot).first()
    return None if rendering is None else rendering.text


def text_of(snapshot: Snapshot) -> str | None:
    """Return the text on which the positions of a snapshot's passages count.

    None where neither the text nor the bytes are here. Bytes that nobody has opened yet are taken
    for UTF-8, which is what people paste and upload as text.
    """
    text = rendered_text(snapshot)
    if text is not None:
        return text
    if snapshot.body is None:
        return None
    return bytes(snapshot.body).decode("utf-8", errors="replace")


def where_text_is_known(passages: QuerySet[Any]) -> QuerySet[Any]:
    """Return passages, each with ``can_be_seen``: whether its words can be shown in their text."""
    rendering = Rendering.objects.filter(snapshot=OuterRef("snapshot"))
    there = Q(Exists(rendering)) | Q(snapshot__has_body=True)
    seen: QuerySet[Any] = passages.annotate(can_be_seen=Q(start__isnull=False) & there)
    return seen
