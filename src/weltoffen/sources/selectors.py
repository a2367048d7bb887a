"""Reads of this room: what we have of a source, and its text."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Length, Substr

from weltoffen.sources.models import Rendering, Sighting, Snapshot, Source


def newest_of(source: Source) -> Snapshot | None:
    """Return the snapshot of a source that was seen last; None where there is none yet.

    Mostly it came last, but a page may return to what it said before.
    """
    # Chosen without the bodies: a database that sorts whole rows would carry every version along.
    newest = newest_first(source.snapshots.all()).values_list("pk", flat=True).first()
    return None if newest is None else Snapshot.objects.get(pk=newest)


def newest_first(snapshots: QuerySet[Snapshot]) -> QuerySet[Snapshot, Any]:
    """Return snapshots by when they were seen last, each with that day as ``last_seen_on``."""
    looks = Sighting.objects.filter(snapshot=OuterRef("pk")).order_by("-seen_on")
    return snapshots.annotate(
        last_seen_on=Coalesce(Subquery(looks.values("seen_on")[:1]), "received_on"),
        last_seen_at=Coalesce(Subquery(looks.values("seen_at")[:1]), "received_at"),
    ).order_by("-last_seen_on", F("last_seen_at").desc(nulls_last=True), "-id")


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
    """Return passages with what their text tells of them.

    ``can_be_seen`` says whether their words can be shown in their text, ``stands_there`` whether
    these stand at their place in the text that was read, letter for letter. A text may have come
    after its passages, so that is compared and not taken for granted.
    """
    rendering = Rendering.objects.filter(snapshot=OuterRef("snapshot"))
    there = Q(Exists(rendering)) | Q(snapshot__has_body=True)
    words = Substr("text", OuterRef("start") + 1, Length(OuterRef("quote")))
    same = rendering.annotate(words=words).filter(words=OuterRef("quote"))
    seen: QuerySet[Any] = passages.annotate(
        can_be_seen=Q(start__isnull=False) & there,
        stands_there=Q(start__isnull=False) & Exists(same),
    )
    return seen
