"""Reads of this room: what we have of a source, and its text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Length, Substr

from weltoffen.sources.models import Passage, Rendering, Sighting, Snapshot, Source


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


def newest_without(passages: Iterable[Passage]) -> dict[int, Snapshot]:
    """Return, by passage, the newest version of its source where that lacks the quoted words.

    Words count as the same however they are spaced. Nothing is said of a passage without a quote,
    nor where the newest version has no text. The passages come with their snapshots; the number of
    queries is fixed, but for versions that nobody has opened.
    """
    asked = [each for each in passages if each.quote.strip()]
    newest = _newest_by_source({each.snapshot.source_id for each in asked})
    changed = [each for each in asked if newest[each.snapshot.source_id].pk != each.snapshot_id]
    wanted = {each.snapshot.source_id: newest[each.snapshot.source_id] for each in changed}
    texts = {source: _spaced(text) for source, text in _texts_of(wanted).items()}
    return {
        each.pk: newest[each.snapshot.source_id]
        for each in changed
        if (text := texts[each.snapshot.source_id]) and _spaced(each.quote) not in text
    }


def _newest_by_source(sources: Iterable[int]) -> dict[int, Snapshot]:
    of_one = newest_first(Snapshot.objects.filter(source=OuterRef("pk"))).values("pk")[:1]
    newest = Source.objects.filter(pk__in=sources).annotate(newest=Subquery(of_one))
    among = Snapshot.objects.filter(pk__in=newest.values("newest")).defer("body")
    return {each.source_id: each for each in among}


def _texts_of(snapshots: dict[int, Snapshot]) -> dict[int, str]:
    keys = [each.pk for each in snapshots.values()]
    rows = Rendering.objects.filter(snapshot__in=keys).values_list("snapshot_id", "text")
    rendered = dict(rows)
    return {
        source: rendered[each.pk] if each.pk in rendered else text_of(each) or ""
        for source, each in snapshots.items()
    }


def _spaced(words: str) -> str:
    return " ".join(words.split())
