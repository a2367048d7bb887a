"""Passages and acts as published values, read in as few queries as possible."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.timezone import localtime

from weltoffen.ground.dates import parse_date
from weltoffen.ground.languages import Wording
from weltoffen.ground.spoken import say_date, say_day, say_for
from weltoffen.publication import wording
from weltoffen.publication.selectors import shapes
from weltoffen.publication.selectors.prepared import Prepared
from weltoffen.publication.types import (
    PublishedAct,
    PublishedChange,
    PublishedPassage,
    PublishedSource,
)
from weltoffen.records.enums import Visibility
from weltoffen.relations.enums import ActKind, Axis, Phase, Side, Status
from weltoffen.relations.models import Act, Citation, Signatory
from weltoffen.relations.selectors import untranslated
from weltoffen.relations.types import ActFacts
from weltoffen.sources.enums import SourceKind, Standing
from weltoffen.sources.models import Passage, Source

PASSAGE = "passage__snapshot__source"
"""What to select together with a passage."""
BODY = "passage__snapshot__body"
"""What to leave out when selecting it: whole pages as bytes, which nobody shows."""


def source_of(source: Source, language: str) -> PublishedSource:
    """Return a source as the public sees it."""
    dated = parse_date(source.content_date)
    return PublishedSource(
        identifier=source.identifier,
        title=source.title,
        publisher=source.publisher,
        kind=source.kind,
        kind_label=wording.label_of(SourceKind, source.kind, language),
        is_read=source.standing == Standing.READ,
        is_own=source.standing == Standing.OWN,
        standing_label=wording.label_of(Standing, source.standing, language),
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
        # Passages never change, nor do bodies, and where there is one its words were looked up.
        is_checked=bool(passage.quote and snapshot.has_body),
    )


def is_public(passage: Passage) -> bool:
    """Say whether a passage may be shown: as its source may."""
    return bool(passage.snapshot.source.visibility == Visibility.PUBLIC)


_CHOICES = {str(axis): Phase if axis is Axis.PHASE else Status for axis in Axis}


def changes_of(act: Act, language: str) -> tuple[PublishedChange, ...]:
    """Return what an act changed, axis by axis."""
    return tuple(
        PublishedChange(
            axis,
            wording.label_of(Axis, axis, language),
            value,
            wording.label_of(choices, value, language),
        )
        for axis, choices in _CHOICES.items()
        if (value := getattr(act, axis))
    )


def act_of(
    act: Act,
    language: str,
    citations: Iterable[Passage],
    body: Wording,
    signatories: Iterable[Signatory],
    corrects: str,
    corrected_by: str,
) -> PublishedAct:
    """Return an act with its proofs; passages of sources that are not public are only counted.

    ``corrects`` and ``corrected_by`` are identifiers of public acts; a place that is not public is
    not named.
    """
    passages = list(citations)
    shown = tuple(passage_of(p, language) for p in passages if is_public(p))
    on = parse_date(act.on)
    ahead = parse_date(act.planned_for) if act.planned_for else None
    recorded_on = localtime(act.recorded_at).date()
    return PublishedAct(
        identifier=act.identifier,
        kind=act.kind,
        kind_label=wording.label_of(ActKind, act.kind, language),
        on=on,
        on_words=say_date(on, language),
        when_words=wording.when_words(on, act.known_by, language),
        earliest=act.earliest,
        latest=act.latest,
        known_by=act.known_by,
        known_by_words=say_day(act.known_by, language) if act.known_by else "",
        side=act.side,
        side_label=wording.label_of(Side, act.side, language),
        title=wording.worded(act, "title", language),
        note=wording.worded(act, "note", language),
        wording=wording.worded(act, "wording", language),
        paper_number=act.paper_number,
        body=body,
        place=wording.worded(_if_public(act.place), "name", language),
        signatories=tuple(wording.worded(s, "office", language) for s in signatories),
        changes=changes_of(act, language),
        term_until=act.term_until,
        term_until_words=say_day(act.term_until, language) if act.term_until else "",
        planned_for=ahead,
        planned_for_words=say_for(ahead, language) if ahead else "",
        citations=shown,
        hidden_citations=len(passages) - len(shown),
        corrects=corrects,
        corrected_by=corrected_by,
        recorded_on=recorded_on,
        recorded_on_words=say_day(recorded_on, language),
    )


_CITED = Prepared(
    lambda relation: (
        Citation.objects.filter(act__relation_id=relation, act__visibility=Visibility.PUBLIC)
        .order_by("act__latest", "act__earliest", "act_id", "id")
        .values_list(*shapes.CITATION.paths())
    )
)
_SIGNED = Prepared(
    lambda relation: (
        untranslated(Signatory.objects.all())
        .filter(act__relation_id=relation)
        .order_by("act_id", "position")
        .values_list(*shapes.SIGNATORY.paths())
    )
)


def cited_acts(relation: int) -> dict[int, tuple[Any, list[Any]]]:
    """Return a relation's public acts in time, each with the passages that prove it; one query.

    Read through the citations: no act is without one, the actions see to that.
    """
    found: dict[int, tuple[Any, list[Any]]] = {}
    for row in _CITED.rows(relation=relation):
        citation = shapes.CITATION.read(row)
        found.setdefault(citation.act_id, (citation.act, []))[1].append(citation.passage)
    return found


def acts_from(
    relation: int,
    cited: Mapping[int, tuple[Any, list[Any]]],
    facts: Iterable[ActFacts],
    names: Mapping[int, Any],
    language: str,
) -> tuple[PublishedAct, ...]:
    """Turn acts and their passages into published ones; ``names`` are those of bodies. One query.

    ``facts`` are the same acts as the public sees them: by them one replaces another. A body or
    place that is not public is not named. The order of ``cited`` stays; what has no date comes
    last.
    """
    signatories: dict[int, list[Any]] = {}
    for row in _SIGNED.rows(relation=relation) if cited else ():
        signatory = shapes.SIGNATORY.read(row)
        signatories.setdefault(signatory.act_id, []).append(signatory)
    known_as = {pk: act.identifier for pk, (act, _proofs) in cited.items()}
    corrects = {act.id: act.corrects for act in facts if act.corrects in known_as}
    replaced = {before: after for after, before in corrects.items()}
    acts = [
        act_of(
            act,
            language,
            passages,
            wording.worded(_name_of(body_meant(act), names), "name", language),
            signatories.get(pk, []),
            known_as.get(corrects.get(pk) or 0, ""),
            known_as.get(replaced.get(pk) or 0, ""),
        )
        for pk, (act, passages) in cited.items()
    ]
    return tuple(sorted(acts, key=lambda act: not act.is_dated))


def body_meant(act: Any) -> Any:
    """Return the body that acted, None where there is none.

    An act never changes, so one whose body was merged with another is read as that other.
    """
    return act.body and (act.body.merged_into or act.body)


def _name_of(body: Any, names: Mapping[int, Any]) -> Any:
    return names.get(body.pk) if _if_public(body) else None


def _if_public(record: Any) -> Any:
    """Return a record that may be named, None for one that is not public or not there."""
    return record if record is not None and record.visibility == Visibility.PUBLIC else None
