"""One relation with everything that belongs to it: at most nine queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.utils.translation import gettext

from weltoffen.ground.dates import Certainty, parse_date
from weltoffen.ground.languages import Wording
from weltoffen.ground.spoken import say_date
from weltoffen.organisations.selectors import names_on
from weltoffen.publication import wording
from weltoffen.publication.rules.spans import POSITION, Span, spans
from weltoffen.publication.selectors.ledger import disagreements_of
from weltoffen.publication.selectors.proofs import PASSAGE, acts_of, is_public, passage_of
from weltoffen.publication.selectors.rows import (
    names_of,
    phase_since,
    public_relations,
    row_of,
    values_of,
)
from weltoffen.publication.selectors.themes import themes_of
from weltoffen.publication.types import (
    PublishedAct,
    PublishedDuty,
    PublishedPassage,
    PublishedRelation,
    PublishedSince,
    PublishedSpan,
    PublishedStatus,
    PublishedStep,
)
from weltoffen.relations.enums import ActKind, Axis, InstrumentKind, Phase, RgreClass, Status
from weltoffen.relations.models import Instrument, Relation
from weltoffen.relations.rules.rgre import evidence_class
from weltoffen.relations.rules.since import SINCE_RULES, since
from weltoffen.relations.rules.state import deciding_acts, known_acts, state
from weltoffen.relations.selectors import acts_by_relation
from weltoffen.relations.types import ActFacts


def published_relation(identifier: str, on: date, language: str) -> PublishedRelation | None:
    """Return a public relation on a day, or None where there is none of that identifier."""
    relation = (
        public_relations()
        .filter(identifier=identifier)
        .select_related("lead", "instrument__issuer")
    ).first()
    if relation is None:
        return None
    with wording.speaking(language):
        return _relation(relation, on, language)


def _relation(relation: Relation, on: date, language: str) -> PublishedRelation:
    facts = dict(acts_by_relation([relation.pk], public_only=True)).get(relation.pk, [])
    held = known_acts(facts)
    acts = acts_of(relation.pk, language)
    known_as = _identifiers(facts, acts)
    found = state(held, on)
    name = names_of([relation], on, language)[relation.pk]
    row = row_of(relation, held, on, language, name, Certainty.CERTAIN, found)
    row = replace(
        row,
        bond=_decided(row.bond, held, on, known_as, acts),
        channel=_decided(row.channel, held, on, known_as, acts),
        exchange=_decided(row.exchange, held, on, known_as, acts),
        civil=_decided(row.civil, held, on, known_as, acts),
    )
    done = [a for a in held if a.latest <= on]
    supported, supporting = evidence_class(done)
    home = wording.worded(relation.home, "name", language)
    city = relation.municipality
    return PublishedRelation(
        row=row,
        on=on,
        summary=wording.worded(relation, "summary", language),
        sentence=wording.present_sentence(
            name.text, home.text, values_of(found.phase), values_of(found.bond),
            phase_since(held, on),
        ),
        lead=_lead(relation, on, language),
        evidence_class=str(supported) if city else "",
        evidence_class_label=wording.label_of(RgreClass, supported) if city else "",
        evidence_acts=tuple(known_as[pk] for pk in supporting if pk in known_as),
        since=_since(done, known_as, language) if city else (),
        acts=acts,
        spans=_spans(held, language),
        themes=themes_of(relation.pk, language),
        disagreements=disagreements_of(relation.pk, language),
        wikidata_id=city.wikidata_id if city else "",
        geonames_id=city.geonames_id if city else None,
        endonym=city.endonym if city else "",
        endonym_language=city.script if city else "",
        **_instrument(relation, relation.instrument, acts, language),
    )  # fmt: skip


def _identifiers(facts: Sequence[ActFacts], acts: Sequence[PublishedAct]) -> dict[int, str]:
    """Return the acts' identifiers by primary key; both sequences hold the same acts."""
    ordered = sorted(facts, key=lambda a: (a.latest, a.earliest, a.id))
    return {fact.id: act.identifier for fact, act in zip(ordered, acts, strict=True)}


def _decided(
    status: PublishedStatus,
    held: Sequence[ActFacts],
    on: date,
    known_as: dict[int, str],
    acts: Sequence[PublishedAct],
) -> PublishedStatus:
    """Add which acts decide a status, and how the city words it."""
    by = [known_as[a.id] for a in deciding_acts(held, Axis(status.axis), on) if a.id in known_as]
    words = [a.wording for a in acts if a.identifier in by and a.wording]
    chosen = words[-1] if status.is_certain and words else status.wording
    return replace(status, acts=tuple(dict.fromkeys(by)), wording=chosen)


def _lead(relation: Relation, on: date, language: str) -> Wording:
    if relation.lead_id is None:
        return Wording("", language)
    name = names_on([relation.lead_id], on).get(relation.lead_id)
    return wording.worded(name, "name", language)


def _since(
    held: Sequence[ActFacts], known_as: dict[int, str], language: str
) -> tuple[PublishedSince, ...]:
    answers = []
    for rule in SINCE_RULES.values():
        answer = since(held, rule.name)
        words = say_date(answer.on, language) if answer.on else gettext("nicht belegt")
        answers.append(
            PublishedSince(
                rule.name, gettext(rule.title), gettext(rule.meaning), answer.on, words,
                tuple(known_as[pk] for pk in answer.acts),
            )
        )  # fmt: skip
    return tuple(answers)


def _span(span: Span, language: str, dates: dict[int, str]) -> PublishedSpan:
    choices = Phase if span.axis == Axis.PHASE else Status
    return PublishedSpan(
        axis=span.axis,
        value=span.value,
        label=wording.label_of(choices, span.value),
        from_earliest=span.from_earliest,
        from_latest=span.from_latest,
        until_earliest=span.until_earliest,
        until_latest=span.until_latest,
        words=wording.since_words(parse_date(dates[span.began_by])),
    )


def _spans(held: Sequence[ActFacts], language: str) -> tuple[PublishedSpan, ...]:
    dates = {a.id: a.on for a in held}
    return tuple(_span(span, language, dates) for axis in POSITION for span in spans(held, axis))


def _instrument(
    relation: Relation,
    instrument: Instrument | None,
    acts: Sequence[PublishedAct],
    language: str,
) -> dict[str, Any]:
    """Return what a charter's page has beyond others: text versions, steps, duties."""
    if instrument is None:
        return {"website": relation.network.website} if relation.network else {}
    return {
        "description": wording.worded(instrument, "description", language),
        "instrument_kind_label": wording.label_of(InstrumentKind, instrument.kind),
        "website": instrument.website,
        "versions": _versions(instrument, language),
        "duties": _duties(relation, instrument, language),
        "steps": _steps(instrument, acts),
    }


def _versions(
    instrument: Instrument, language: str
) -> tuple[tuple[str, str, PublishedPassage], ...]:
    return tuple(
        (
            version.label,
            say_date(parse_date(version.dated), language),
            passage_of(version.passage, language),
        )
        for version in instrument.versions.select_related(PASSAGE)
        if is_public(version.passage)
    )  # fmt: skip


def _duties(relation: Relation, instrument: Instrument, language: str) -> tuple[PublishedDuty, ...]:
    done: dict[int, list[tuple[Wording, PublishedPassage]]] = {}
    for evidence in relation.duty_evidence.select_related(PASSAGE):
        if is_public(evidence.passage):
            measure = wording.worded(evidence, "measure", language)
            proof = passage_of(evidence.passage, language)
            done.setdefault(evidence.duty_id, []).append((measure, proof))
    return tuple(
        PublishedDuty(
            code=duty.code,
            role=wording.worded(duty, "role", language),
            wording=wording.worded(duty, "wording", language),
            passage=passage_of(duty.passage, language),
            evidence=tuple(done.get(duty.pk, ())),
        )
        for duty in instrument.duties.select_related(PASSAGE)
    )


def _steps(instrument: Instrument, acts: Sequence[PublishedAct]) -> tuple[PublishedStep, ...]:
    """Return the steps that accession takes, each with its act or none."""
    by_kind = {act.kind: act for act in acts if not act.corrected_by}
    return tuple(
        PublishedStep(kind, wording.label_of(ActKind, kind), by_kind.get(kind))
        for kind in instrument.accession_path
    )
