"""What a charter's page has beyond others: text versions, steps of accession, duties."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import FilteredRelation, Q

from weltoffen.ground.dates import parse_date
from weltoffen.ground.languages import Wording
from weltoffen.ground.spoken import say_date
from weltoffen.publication import wording
from weltoffen.publication.selectors import shapes
from weltoffen.publication.selectors.prepared import Prepared
from weltoffen.publication.selectors.proofs import is_public, passage_of
from weltoffen.publication.types import (
    PublishedAct,
    PublishedDuty,
    PublishedPassage,
    PublishedStep,
)
from weltoffen.relations.enums import ActKind, InstrumentKind
from weltoffen.relations.models import Duty, InstrumentVersion
from weltoffen.relations.selectors import untranslated

_VERSIONS = Prepared(
    lambda instrument: (
        InstrumentVersion.objects.filter(instrument_id=instrument)
        .order_by("dated", "id")
        .values_list(*shapes.VERSION.paths())
    )
)
_DUTIES = Prepared(
    lambda instrument, relation: (
        untranslated(Duty.objects.all())
        .filter(instrument_id=instrument)
        .annotate(done=FilteredRelation("evidence", condition=Q(evidence__relation_id=relation)))
        .order_by("position", "done__id")
        .values_list(*shapes.DUTY.paths(), *shapes.EVIDENCE.paths("done__"))
    )
)
"""A row per duty and evidence of one home; a duty without evidence has one row."""


def accession_of(
    relation: Any, acts: Sequence[PublishedAct], on: date, language: str
) -> dict[str, Any]:
    """Return these fields of a published relation with an instrument, in two queries."""
    instrument = relation.instrument
    return {
        "description": wording.worded(instrument, "description", language),
        "instrument_kind_label": wording.label_of(InstrumentKind, instrument.kind),
        "website": instrument.website,
        "versions": _versions(instrument, language),
        "duties": _duties(relation, instrument, language),
        "steps": _steps(instrument, acts, on),
    }


def _versions(instrument: Any, language: str) -> tuple[tuple[str, str, PublishedPassage], ...]:
    versions = [shapes.VERSION.read(row) for row in _VERSIONS.rows(instrument=instrument.pk)]
    return tuple(
        (
            version.label,
            say_date(parse_date(version.dated), language),
            passage_of(version.passage, language),
        )
        for version in versions
        if is_public(version.passage)
    )


def _duties(relation: Any, instrument: Any, language: str) -> tuple[PublishedDuty, ...]:
    duties: dict[int, Any] = {}
    done: dict[int, list[tuple[Wording, PublishedPassage]]] = {}
    for row in _DUTIES.rows(instrument=instrument.pk, relation=relation.pk):
        duty = shapes.DUTY.read(row)
        duties.setdefault(duty.pk, duty)
        evidence = shapes.EVIDENCE.read(row, shapes.DUTY.width)
        if evidence is not None and is_public(evidence.passage):
            shown = passage_of(evidence.passage, language)
            measure = wording.worded(evidence, "measure", language)
            done.setdefault(duty.pk, []).append((measure, shown))
    return tuple(
        PublishedDuty(
            code=duty.code,
            role=wording.worded(duty, "role", language),
            wording=wording.worded(duty, "wording", language),
            passage=passage_of(duty.passage, language) if is_public(duty.passage) else None,
            evidence=tuple(done.get(pk, ())),
        )
        for pk, duty in duties.items()
    )


def _steps(instrument: Any, acts: Sequence[PublishedAct], on: date) -> tuple[PublishedStep, ...]:
    """Return the steps that accession takes, each with the act that had been done by a day."""
    by_kind = {act.kind: act for act in acts if not act.corrected_by and act.latest <= on}
    return tuple(
        PublishedStep(kind, wording.label_of(ActKind, kind), by_kind.get(kind))
        for kind in instrument.accession_path
    )
