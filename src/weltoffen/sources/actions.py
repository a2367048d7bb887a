"""Recording sources, what we received of them, and the words that prove something."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from weltoffen.ground.dates import parse_date
from weltoffen.ground.problems import N_, Problem, Refused
from weltoffen.records.actions import Texts, amend, keep, log, put_wording, said_in
from weltoffen.records.enums import Visibility
from weltoffen.records.selectors import leading_text
from weltoffen.sources.enums import Publisher, SourceKind, Standing
from weltoffen.sources.models import Passage, Rendering, Sighting, Snapshot, Source
from weltoffen.sources.rules import digest
from weltoffen.sources.selectors import newest_of, text_of

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

_HASH_DIFFERS = N_(
    "Die Prüfsumme passt nicht zum Inhalt der Datei. Lassen Sie die Prüfsumme weg, sie wird dann "
    "berechnet, oder laden Sie die richtige Datei hoch."
)
_QUOTE_ELSEWHERE = N_(
    "An der angegebenen Stelle der gespeicherten Fassung steht nicht „%(quote)s“. Kopieren Sie den "
    "Wortlaut genau aus der Quelle."
)
_NO_WORDS = N_(
    "Die Textstelle ist leer. Geben Sie den Wortlaut an, oder sinngemäß in eigenen Worten, was die "
    "Quelle sagt."
)
_NOT_CHANGEABLE = N_("„%(field)s“ kann nicht geändert werden. Nehmen Sie diese Angabe heraus.")
_CHANGEABLE = {
    "kind", "standing", "publisher_side", "title", "publisher", "address", "paper_number",
    "content_date", "language", "owner", "review_by",
}  # fmt: skip


@transaction.atomic
def record_source(
    *,
    identifier: str,
    kind: SourceKind,
    standing: Standing,
    title: str,
    publisher: str,
    by: AbstractBaseUser,
    publisher_side: Publisher = Publisher.THIRD,
    address: str = "",
    paper_number: str = "",
    content_date: str = "XXXX",
    content_note: Texts = None,
    language: str = "de",
    visibility: Visibility = Visibility.INTERNAL,
) -> Source:
    """Record a source. ``content_date`` is the EDTF date of what it says."""
    source = Source(
        identifier=identifier,
        kind=kind,
        standing=standing,
        title=title,
        publisher=publisher,
        publisher_side=publisher_side,
        address=address,
        paper_number=paper_number,
        content_date=parse_date(content_date, "content_date").text,
        language=language,
        visibility=visibility,
    )
    put_wording(source, content_note=content_note)
    keep(source)
    log("sources.source.record", source, by=by, data={"title": title})
    return source


@transaction.atomic
def amend_source(
    *,
    source: Source,
    by: AbstractBaseUser,
    content_note: Texts = None,
    **facts: Any,
) -> Source:
    """Change how a source is described; what was received of it never changes.

    ``facts`` are what :func:`record_source` takes, but the identifier, and ``owner`` and
    ``review_by``. The history keeps what was there before.
    """
    others = sorted(set(facts) - _CHANGEABLE)
    if others:
        raise Refused(*(Problem(field, _NOT_CHANGEABLE, {"field": field}) for field in others))
    if "content_date" in facts:
        facts["content_date"] = parse_date(facts["content_date"], "content_date").text
    amend(
        source,
        action="sources.source.amend",
        by=by,
        wording={"content_note": content_note},
        **facts,
    )
    return source


@transaction.atomic
def receive_snapshot(
    *,
    source: Source,
    received_on: date,
    by: AbstractBaseUser,
    media_type: str = "",
    body: bytes | None = None,
    sha256: str = "",
    received_at: datetime | None = None,
    fetched_from: str | None = None,
) -> Snapshot:
    """Keep what was received of a source; the same bytes again give the snapshot we have.

    ``sha256`` alone records a body that is kept elsewhere; neither means that nobody here has the
    wording. Bytes that differ from the newest we have make a snapshot that follows on it. What came
    today came now, unless ``received_at`` says when: later than all that was seen today before.
    """
    known_by = digest(body) if body is not None else sha256
    if sha256 and sha256 != known_by:
        raise Refused(Problem("sha256", _HASH_DIFFERS))
    known = Snapshot.objects.filter(source=source, sha256=known_by).first()
    if known is not None:
        return known
    now = timezone.now()
    if received_at is None and received_on == timezone.localdate(now):
        received_at = now
    snapshot = Snapshot(
        source=source,
        received_on=received_on,
        media_type=media_type,
        sha256=known_by,
        body=body,
        received_at=received_at,
        fetched_from=fetched_from,
        follows=newest_of(source),
    )
    keep(snapshot)
    log("sources.snapshot.receive", snapshot, by=by, data={"sha256": known_by})
    return snapshot


@transaction.atomic
def see_again(*, snapshot: Snapshot, at: datetime, by: AbstractBaseUser) -> bool:
    """Note that the same bytes came once more; say whether their source has returned to them.

    Then another snapshot was the newest, and this one is from now on. That alone goes into the
    history: that a page is still as it was is no event (ADR 0015).
    """
    # Two may look at once: whoever comes second waits here, and finds what the first has noted.
    Source.objects.select_for_update().get(pk=snapshot.source_id)
    returned = newest_of(snapshot.source) != snapshot
    day = timezone.localdate(at)
    known = Sighting.objects.filter(snapshot=snapshot, seen_on=day).first()
    if known is None:
        keep(Sighting(snapshot=snapshot, seen_on=day, seen_at=at))
    elif known.seen_at < at:
        known.seen_at = at
        keep(known, only=["seen_at"])
    if returned:
        log("sources.snapshot.return", snapshot, by=by, data={"sha256": snapshot.sha256})
    return returned


@transaction.atomic
def render_snapshot(
    *,
    snapshot: Snapshot,
    text: str,
    opened_by: str,
    by: AbstractBaseUser,
    language: str = "",
) -> Rendering:
    """Keep the text of a snapshot, on which positions count; there is one for ever.

    A text that is there already stays, also where a newer reader would give another: passages
    stand in it.
    """
    known = Rendering.objects.filter(snapshot=snapshot).first()
    if known is not None:
        return known
    rendering = Rendering(snapshot=snapshot, text=text, language=language, opened_by=opened_by)
    keep(rendering)
    log("sources.snapshot.render", snapshot, by=by, data={"characters": len(text)})
    return rendering


@transaction.atomic
def record_passage(
    *,
    snapshot: Snapshot,
    by: AbstractBaseUser,
    quote: str = "",
    start: int | None = None,
    gist: Texts = None,
    locator: str = "",
) -> Passage:
    """Record words of a snapshot: an exact quote, or in our words what the source reports.

    ``start`` is the quote's offset in characters. Where the snapshot's text is at hand, the quote
    must stand there; if it stands there once, the offset is found. The same passage again gives the
    one we have.
    """
    if not quote and not any(said_in(gist).values()):
        raise Refused(Problem("quote", _NO_WORDS))
    start = _checked_start(snapshot, quote, start)
    passage = Passage(
        snapshot=snapshot,
        quote=quote,
        start=start,
        end=None if start is None else start + len(quote),
        locator=locator,
    )
    put_wording(passage, gist=gist)
    same_place = Passage.objects.filter(
        snapshot=snapshot, quote=quote, start=start, locator=locator
    )
    for known in same_place:
        if leading_text(known, "gist") == leading_text(passage, "gist"):
            return known
    keep(passage)
    log("sources.passage.record", passage, by=by)
    return passage


def _checked_start(snapshot: Snapshot, quote: str, start: int | None) -> int | None:
    text = text_of(snapshot) if quote else None
    if text is None:
        return start
    found = text.find(quote) if start is None else start
    if found < 0 or text[found : found + len(quote)] != quote:
        raise Refused(Problem("quote", _QUOTE_ELSEWHERE, {"quote": quote[:80]}))
    return found
