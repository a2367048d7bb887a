"""Entries become records, each kind through its room's action.

All of it is public: what stands in a register file was written for the public.
"""

from __future__ import annotations

from typing import Any

from weltoffen.demo import types
from weltoffen.demo.shelf import Shelf
from weltoffen.organisations.actions import name_organisation, record_organisation
from weltoffen.organisations.models import Organisation
from weltoffen.places.actions import record_country, record_municipality
from weltoffen.places.models import Country, Municipality
from weltoffen.records.enums import Visibility
from weltoffen.relations.actions import (
    Answer,
    Effects,
    record_act,
    record_disagreement,
    record_duty,
    record_instrument,
    record_instrument_version,
    record_relation,
    record_theme,
    tag_relation,
)
from weltoffen.relations.models import Act, Disagreement, Instrument, Relation, Theme
from weltoffen.sources.actions import record_source
from weltoffen.sources.models import Source

_PUBLIC = Visibility.PUBLIC


def country(said: types.CountryEntry, shelf: Shelf) -> Country:
    """Record a country."""
    return record_country(code=said.code, label=said.label, policy=said.policy, by=shelf.by)


def source(said: types.SourceEntry, shelf: Shelf) -> Source:
    """Record a source and what was received of it."""
    recorded = record_source(
        identifier=said.identifier,
        kind=said.kind,
        standing=said.standing,
        title=said.title,
        publisher=said.publisher,
        publisher_side=said.publisher_side,
        address=said.address,
        paper_number=said.paper_number,
        content_date=said.content_date,
        content_note=said.content_note,
        language=said.language,
        visibility=_PUBLIC,
        by=shelf.by,
    )
    shelf.put("source", {said.identifier: recorded})
    shelf.snapshot(said.identifier)
    return recorded


def municipality(said: types.MunicipalityEntry, shelf: Shelf) -> Municipality:
    """Record a municipality."""
    return record_municipality(
        identifier=said.identifier,
        name=said.name,
        country=shelf.get(said.country),
        endonym=said.endonym,
        script=said.script,
        region=said.region,
        is_named=said.is_named,
        geonames_id=said.geonames_id,
        wikidata_id=said.wikidata_id,
        ags=said.ags,
        latitude=said.latitude,
        longitude=said.longitude,
        visibility=_PUBLIC,
        by=shelf.by,
    )


def organisation(said: types.OrganisationEntry, shelf: Shelf) -> Organisation:
    """Record an organisation under the first of its names, then add the others."""
    bears, *others = said.names
    recorded = record_organisation(
        identifier=said.identifier,
        kind=said.kind,
        name=bears.name,
        valid=bears.valid,
        named_by=shelf.get(bears.passage),
        task=said.task,
        municipality=shelf.get(said.municipality),
        website=said.website,
        street=said.street,
        postal_code=said.postal_code,
        locality=said.locality,
        visibility=_PUBLIC,
        by=shelf.by,
    )
    for other in others:
        name_organisation(
            organisation=recorded,
            name=other.name,
            valid=other.valid,
            passage=shelf.get(other.passage),
            by=shelf.by,
        )
    return recorded


def instrument(said: types.InstrumentEntry, shelf: Shelf) -> Instrument:
    """Record an instrument with its text versions and duties."""
    recorded = record_instrument(
        identifier=said.identifier,
        kind=said.kind,
        name=said.name,
        description=said.description,
        issuer=shelf.get(said.issuer),
        website=said.website,
        accession_path=said.accession_path,
        visibility=_PUBLIC,
        by=shelf.by,
    )
    for version in said.versions:
        record_instrument_version(
            instrument=recorded,
            label=version.label,
            dated=version.dated,
            passage=shelf.get(version.passage),
            by=shelf.by,
        )
    for position, duty in enumerate(said.duties, start=1):
        record_duty(
            instrument=recorded,
            code=duty.code,
            role=duty.role,
            wording=duty.wording,
            position=position,
            passage=shelf.get(duty.passage),
            by=shelf.by,
        )
    return recorded


def theme(said: types.ThemeEntry, shelf: Shelf) -> Theme:
    """Record a theme."""
    return record_theme(
        identifier=said.identifier,
        kind=said.kind,
        label=said.label,
        number=said.number,
        description=said.description,
        said_of=said.said_of,
        passage=shelf.get(said.passage),
        by=shelf.by,
    )


def relation(said: types.RelationEntry, shelf: Shelf) -> Relation:
    """Record a relation with its themes, without its acts."""
    recorded = record_relation(
        identifier=said.identifier,
        home=shelf.get(said.home),
        municipality=shelf.get(said.municipality),
        network=shelf.get(said.network),
        instrument=shelf.get(said.instrument),
        lead=shelf.get(said.lead),
        summary=said.summary,
        open_question=said.open_question,
        visibility=_PUBLIC,
        by=shelf.by,
    )
    for tag in said.themes:
        tag_relation(
            relation=recorded,
            theme=shelf.get(tag.theme),
            passage=shelf.get(tag.passage),
            by=shelf.by,
        )
    return recorded


def act(said: types.ActEntry, shelf: Shelf) -> Act:
    """Record an act of a relation that is there already."""
    return record_act(
        identifier=said.identifier,
        relation=shelf.relation_of(said),
        kind=said.kind,
        on=said.on,
        title=said.title,
        citations=[shelf.get(citation) for citation in said.citations],
        effects=_effects(said.effects),
        side=said.side,
        known_by=said.known_by,
        body=shelf.get(said.body),
        place=shelf.get(said.place),
        paper_number=said.paper_number,
        note=said.note,
        wording=said.wording,
        signatories=[(signatory.side, signatory.office) for signatory in said.signatories],
        corrects=shelf.get(said.corrects),
        visibility=_PUBLIC,
        by=shelf.by,
    )


def _effects(said: types.EffectsEntry | None) -> Effects:
    if said is None:
        return Effects()
    changed: dict[str, Any] = {
        axis: getattr(said, axis)
        for axis in ("phase", "bond", "channel", "exchange", "civil", "term_until")
    }
    return Effects(**changed)


def disagreement(said: types.DisagreementEntry, shelf: Shelf) -> Disagreement:
    """Record a question on which sources disagree, with all answers."""
    return record_disagreement(
        identifier=said.identifier,
        home=shelf.get(said.home),
        relation=shelf.get(said.relation),
        question=said.question,
        answers=[
            Answer(answer.answer, shelf.get(answer.passage), answer.is_used)
            for answer in said.answers
        ],
        reason=said.reason,
        settled=said.settled,
        visibility=_PUBLIC,
        by=shelf.by,
    )
