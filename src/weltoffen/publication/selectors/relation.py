"""One relation with everything that belongs to it: at most ten queries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from weltoffen.ground.dates import Certainty, parse_date
from weltoffen.ground.languages import Wording
from weltoffen.ground.spoken import say_date
from weltoffen.publication import wording
from weltoffen.publication.rules.bonds import bond_told
from weltoffen.publication.rules.spans import POSITION, Span, ended_with, spans
from weltoffen.publication.selectors.accession import accession_of
from weltoffen.publication.selectors.ledger import disagreements_of
from weltoffen.publication.selectors.neighbours import (
    kin_of,
    neighbours_of,
    networks_among,
    siblings_of,
)
from weltoffen.publication.selectors.proofs import acts_from, body_meant, cited_acts
from weltoffen.publication.selectors.reading import names_borne, one_relation, public_acts
from weltoffen.publication.selectors.rows import home_of, row_of, values_of
from weltoffen.publication.selectors.themes import themes_of
from weltoffen.publication.types import (
    PublishedAct,
    PublishedRelation,
    PublishedRow,
    PublishedSince,
    PublishedSpan,
    PublishedStatus,
)
from weltoffen.relations.enums import Axis, Phase, RgreClass, Status
from weltoffen.relations.rules.rgre import evidence_class
from weltoffen.relations.rules.since import SINCE_RULES, since
from weltoffen.relations.rules.state import known_acts, state
from weltoffen.relations.types import ActFacts

Names = Mapping[int, Any]


def published_relation(
    identifier: str, on: date, language: str, *, with_neighbours: bool = True
) -> PublishedRelation | None:
    """Return a public relation on a day, or None where there is none of that identifier.

    ``with_neighbours`` False leaves out what stands next to it, and its two queries.
    """
    found = one_relation(identifier)
    if found is None:
        return None
    relation, may_name_lead = found
    with wording.speaking(language):
        return _relation(relation, may_name_lead, on, language, with_neighbours)


def _relation(
    relation: Any, may_name_lead: bool, on: date, language: str, with_neighbours: bool
) -> PublishedRelation:
    cited = cited_acts(relation.pk)
    own, siblings = siblings_of(relation) if with_neighbours else (_own(relation), {})
    own = [act for act in own if act.id in cited]
    themes = themes_of(relation.pk, language)
    kin = kin_of(relation) if with_neighbours and themes else {}
    bodies = (body_meant(act) for act, _proofs in cited.values())
    organisations = {body.pk for body in bodies if body}
    organisations |= {relation.network_id, relation.lead_id, *networks_among(siblings, kin)}
    names = names_borne([pk for pk in organisations if pk is not None], on)
    acts = acts_from(relation.pk, cited, own, names, language)
    known_as = {pk: act.identifier for pk, (act, _proofs) in cited.items()}
    held = known_acts(own)
    city = relation.municipality
    row = _row(relation, held, on, language, names, known_as, acts)
    past = [a for a in held if a.latest <= on]
    supported, supporting = evidence_class(past)
    found = PublishedRelation(
        home=home_of(relation.home, language),
        row=row,
        on=on,
        summary=wording.worded(relation, "summary", language),
        sentence=wording.present_sentence(
            row.name.text, row.home_name.text, _phases(held, on), row.bond.values,
            row.since, row.bond.term_over_words, bond_told(held, state(held, on).bond, on),
        ),
        lead=wording.worded(
            names.get(relation.lead_id) if may_name_lead else None, "name", language
        ),
        evidence_class=str(supported) if city else "",
        evidence_class_label=wording.label_of(RgreClass, supported, language) if city else "",
        evidence_acts=tuple(known_as[pk] for pk in supporting),
        since=_since([a for a in held if a.earliest <= on], known_as, language) if city else (),
        acts=acts,
        spans=_spans(held, known_as, language),
        themes=themes,
        disagreements=disagreements_of(relation.pk, language),
        website=relation.network.website if relation.network else "",
        wikidata_id=city.wikidata_id if city else "",
        geonames_id=city.geonames_id if city else None,
        endonym=city.endonym if city else "",
        endonym_language=city.script if city else "",
    )  # fmt: skip
    found = replace(found, **neighbours_of(held, siblings, kin, names, themes, on, language))
    return (
        replace(found, **accession_of(relation, acts, on, language))
        if relation.instrument
        else found
    )


def _own(relation: Any) -> list[ActFacts]:
    return [act for _relation, _identifier, act in public_acts([relation.pk])]


def _phases(held: Sequence[ActFacts], on: date) -> tuple[str, ...]:
    return values_of(state(held, on).phase)


def _row(
    relation: Any, held: Sequence[ActFacts], on: date, language: str, names: Names,
    known_as: dict[int, str], acts: Sequence[PublishedAct],
) -> PublishedRow:  # fmt: skip
    if relation.network:
        name = wording.worded(names.get(relation.network_id or 0), "name", language)
        name = name or Wording(relation.network.identifier, language)
    else:
        name = wording.worded(relation.counterpart, "name", language)
    row = row_of(relation, held, on, language, name, Certainty.CERTAIN, state(held, on), known_as)
    return replace(
        row,
        bond=_worded(row.bond, acts),
        channel=_worded(row.channel, acts),
        exchange=_worded(row.exchange, acts),
        civil=_worded(row.civil, acts),
    )


def _worded(status: PublishedStatus, acts: Sequence[PublishedAct]) -> PublishedStatus:
    """Add how the city words a status that is certain."""
    words = [a.wording for a in acts if a.identifier in status.acts and a.wording]
    return replace(status, wording=words[-1]) if status.is_certain and words else status


def _since(
    held: Sequence[ActFacts], known_as: dict[int, str], language: str
) -> tuple[PublishedSince, ...]:
    answers = []
    for rule in SINCE_RULES.values():
        answer = since(held, rule.name)
        words = say_date(answer.on, language) if answer.on else _("nicht belegt")
        answers.append(
            PublishedSince(
                rule.name, _(rule.title), _(rule.meaning), answer.on, words,
                tuple(known_as[pk] for pk in answer.acts if pk in known_as),
            )
        )  # fmt: skip
    return tuple(answers)


def _spans(
    held: Sequence[ActFacts], known_as: Mapping[int, str], language: str
) -> tuple[PublishedSpan, ...]:
    dates = {a.id: a.on for a in held}
    found = []
    for axis in POSITION:
        course = spans(held, axis)
        ends = [dates[following.began_by] for following in course[1:]]
        last = ""
        if axis == Axis.PHASE and (over := ended_with(course, spans(held, Axis.BOND))):
            last = dates[over.began_by]
            course[-1] = replace(
                course[-1], until_earliest=over.from_earliest, until_latest=over.from_latest
            )
        for span, until in zip(course, [*ends, last], strict=False):
            act = known_as.get(span.began_by, "")
            found.append(_span(span, act, (dates[span.began_by], until), language))
    return tuple(found)


def _span(span: Span, act: str, days: tuple[str, str], language: str) -> PublishedSpan:
    began, until = days
    choices = Phase if span.axis == Axis.PHASE else Status
    return PublishedSpan(
        axis=span.axis,
        axis_label=wording.label_of(Axis, span.axis, language),
        value=span.value,
        label=wording.label_of(choices, span.value, language),
        from_earliest=span.from_earliest,
        from_latest=span.from_latest,
        until_earliest=span.until_earliest,
        until_latest=span.until_latest,
        words=wording.span_words(parse_date(began), parse_date(until) if until else None, language),
        act=act,
    )
