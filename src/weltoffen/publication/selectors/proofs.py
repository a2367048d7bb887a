"""Passages and acts as published values, read in as few queries as possible."""

from __future__ import annotations

from collections.abc import Iterable

from weltoffen.ground.dates import parse_date
from weltoffen.ground.languages import Wording
from weltoffen.ground.spoken import say_date, say_day
from weltoffen.organisations.selectors import names_on
from weltoffen.publication import wording
from weltoffen.publication.types import (
    PublishedAct,
    PublishedChange,
    PublishedPassage,
    PublishedSource,
)
from weltoffen.records.enums import Visibility
from weltoffen.relations.enums import ActKind, Axis, Phase, Side, Status
from weltoffen.relations.models import Act, Citation, Signatory
from weltoffen.sources.enums import SourceKind, Standing
from weltoffen.sources.models import Passage, Source

PASSAGE = "passage__snapshot__source"
"""What to select together with a passage."""


def source_of(source: Source, language: str) -> PublishedSource:
    """Return a source as the public sees it."""
    dated = parse_date(source.content_date)
    return PublishedSource(
        identifier=source.identifier,
        title=source.title,
        publisher=source.publisher,
        kind=source.kind,
        kind_label=wording.label_of(SourceKind, source.kind),
        is_read=source.standing == Standing.READ,
        standing_label=wording.label_of(Standing, source.standing),
        address=source.address,
        paper_number=source.paper_number,
        content_date=dated,
        content_date_words=say_date(dated, language),
        content_note=wording.worded(source, "content_note", language),
        language=source.language,
    )


def passage_of(passage: Passage, language: str) -> PublishedPassage:
    """Return a passage; the caller has selected its snapshot and source."""
    snapshot = passage.snapshot
    return PublishedPassage(
        number=passage.pk,
        quote=passage.quote,
        gist=wording.worded(passage, "gist", language),
        locator=passage.locator,
        start=passage.start,
        source=source_of(snapshot.source, language),
        received_on=snapshot.received_on,
        sha256=snapshot.sha256,
    )


def is_public(passage: Passage) -> bool:
    """Say whether a passage may be shown: as its source may."""
    return bool(passage.snapshot.source.visibility == Visibility.PUBLIC)


def changes_of(act: Act) -> tuple[PublishedChange, ...]:
    """Return what an act changed, axis by axis."""
    choices = {axis: Phase if axis is Axis.PHASE else Status for axis in Axis}
    return tuple(
        PublishedChange(
            str(axis), str(axis.label), getattr(act, axis),
            wording.label_of(choices[axis], getattr(act, axis)),
        )
        for axis in Axis
        if getattr(act, axis)
    )  # fmt: skip


def act_of(
    act: Act,
    language: str,
    citations: Iterable[Passage],
    body: Wording,
    signatories: Iterable[Signatory],
    corrected_by: str,
) -> PublishedAct:
    """Return an act with its proofs; passages of sources that are not public are only counted."""
    passages = list(citations)
    shown = tuple(passage_of(p, language) for p in passages if is_public(p))
    on = parse_date(act.on)
    recorded_on = act.recorded_at.date()
    return PublishedAct(
        identifier=act.identifier,
        kind=act.kind,
        kind_label=wording.label_of(ActKind, act.kind),
        on=on,
        on_words=say_date(on, language),
        earliest=act.earliest,
        latest=act.latest,
        known_by=act.known_by,
        known_by_words=say_day(act.known_by, language) if act.known_by else "",
        side=act.side,
        side_label=wording.label_of(Side, act.side),
        title=wording.worded(act, "title", language),
        note=wording.worded(act, "note", language),
        wording=wording.worded(act, "wording", language),
        paper_number=act.paper_number,
        body=body,
        place=wording.worded(act.place, "name", language),
        signatories=tuple(wording.worded(s, "office", language) for s in signatories),
        changes=changes_of(act),
        term_until=act.term_until,
        term_until_words=say_day(act.term_until, language) if act.term_until else "",
        citations=shown,
        hidden_citations=len(passages) - len(shown),
        corrects=act.corrects.identifier if act.corrects else "",
        corrected_by=corrected_by,
        recorded_on=recorded_on,
        recorded_on_words=say_day(recorded_on, language),
    )


def acts_of(relation: int, language: str) -> tuple[PublishedAct, ...]:
    """Return a relation's public acts in time, with proofs: four queries at most."""
    acts = list(
        Act.objects.filter(relation_id=relation, visibility=Visibility.PUBLIC)
        .select_related("place", "corrects")
        .order_by("earliest", "latest", "id")
    )
    acts.sort(key=lambda act: (act.latest, act.earliest, act.pk))
    citations: dict[int, list[Passage]] = {}
    for citation in Citation.objects.filter(act__in=acts).select_related(PASSAGE).order_by("id"):
        citations.setdefault(citation.act_id, []).append(citation.passage)
    signatories: dict[int, list[Signatory]] = {}
    for signatory in Signatory.objects.filter(act__in=acts):
        signatories.setdefault(signatory.act_id, []).append(signatory)
    bodies = names_on({a.body_id for a in acts if a.body_id}, acts[-1].latest) if acts else {}
    replaced = {a.corrects_id: a.identifier for a in acts if a.corrects_id}
    return tuple(
        act_of(
            act,
            language,
            citations.get(act.pk, []),
            wording.worded(bodies.get(act.body_id or 0), "name", language),
            signatories.get(act.pk, []),
            replaced.get(act.pk, ""),
        )
        for act in acts
    )
