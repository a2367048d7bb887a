"""Relations as lines of a list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from django.db.models import QuerySet

from weltoffen.ground.dates import Certainty, parse_date
from weltoffen.ground.languages import Wording
from weltoffen.ground.spoken import say_for
from weltoffen.places.models import Municipality
from weltoffen.publication import wording
from weltoffen.publication.rules.beginnings import began_to_hold, phase_began
from weltoffen.publication.rules.bonds import BondTold, belongs_to_form, bond_told
from weltoffen.publication.rules.counted import Judge, everything, judge_by
from weltoffen.publication.rules.steps import steps_done
from weltoffen.publication.rules.terms import term_over
from weltoffen.publication.selectors.reading import (
    home_place,
    names_borne,
    public_acts,
    relations_of_home,
    relations_to_count,
)
from weltoffen.publication.types import (
    PublishedHome,
    PublishedRow,
    PublishedStatus,
)
from weltoffen.relations.enums import Axis, InstrumentKind, Status
from weltoffen.relations.models import Instrument, Relation
from weltoffen.relations.rules.counting import Countable
from weltoffen.relations.rules.state import deciding_acts, known_acts, state
from weltoffen.relations.selectors import shown_to_public
from weltoffen.relations.types import ActFacts, StateOn


def public_relations() -> QuerySet[Relation]:
    """Return the public relations with everything that a line needs, in the order of lists."""
    return (
        Relation.objects.filter(shown_to_public())
        .select_related("home", "municipality__country", "network", "instrument")
        .order_by("sort_name", "id")
    )


def published_home(home: str, language: str) -> PublishedHome | None:
    """Return a home municipality, or None where no public one has that identifier."""
    found = home_place(home)
    return home_of(found, language) if found else None


def home_of(home: Municipality, language: str) -> PublishedHome:
    """Return a home municipality; the caller has selected its country."""
    name = wording.worded(home, "name", language)
    return PublishedHome(home.identifier, name, home.country.code, home.latitude, home.longitude)


def values_of(found: frozenset[str]) -> tuple[str, ...]:
    """Return possible values in a fixed order, "nothing" last."""
    return tuple(sorted(found, key=lambda value: (value == "", value)))


class Held(NamedTuple):
    """The public acts that hold, by the relation's primary key, and their identifiers by theirs."""

    acts: dict[int, list[ActFacts]]
    known_as: dict[int, str]

    def of(self, relation: Relation) -> Sequence[ActFacts]:
        """Return the acts of one relation."""
        return self.acts.get(relation.pk, ())


def held_acts(relations: Iterable[Relation]) -> Held:
    """Read the acts of relations; one query."""
    acts: dict[int, list[ActFacts]] = {}
    known_as = {}
    for relation, identifier, act in public_acts(r.pk for r in relations):
        acts.setdefault(relation, []).append(act)
        known_as[act.id] = identifier
    return Held({pk: known_acts(found) for pk, found in acts.items()}, known_as)


def status_of(
    axis: Axis,
    found: frozenset[str],
    acts: Sequence[ActFacts],
    on: date,
    known_as: Mapping[int, str],
    language: str,
) -> PublishedStatus:
    """Return how one axis stands, without the city's own wording."""
    values = values_of(found)
    deciding = deciding_acts(acts, axis, on) if values != ("",) else []
    began = began_to_hold(acts, axis, values[0], on) if len(values) == 1 and values[0] else None
    grounds = [began, *deciding] if began else deciding
    term = term_over(deciding, on) if axis is Axis.BOND and len(values) > 1 else None
    axis_label, label, sentence = wording.status_words(language, axis.value, values, term)
    return PublishedStatus(
        axis=axis.value,
        axis_label=axis_label,
        values=values,
        label=label,
        sentence=sentence,
        wording=Wording("", "de"),
        since_words=wording.since_words(parse_date(began.on), language) if began else "",
        acts=tuple(dict.fromkeys(known_as[a.id] for a in grounds if a.id in known_as)),
        term_over_words=wording.last_day_words(term, language) if term else "",
    )


def _more_of(
    bond: PublishedStatus, told: BondTold | None, known_as: Mapping[int, str], language: str
) -> PublishedStatus:
    """Say of a bond that is only planned for when, and who says so since when."""
    if told is None or told.value is not Status.PLANNED:
        return bond
    acts = [known_as[told.act]] if told.act in known_as else []
    since = bond.since_words if told.on.is_known else ""
    ahead = told.planned_for
    return replace(
        bond,
        sentence=wording.plan_sentence(told, language),
        since_words=say_for(ahead, language) if ahead.is_known else since,
        acts=tuple(dict.fromkeys([*acts, *bond.acts])),
    )


def row_of(
    relation: Relation, acts: Sequence[ActFacts], on: date, language: str, name: Wording,
    certainty: Certainty, found: StateOn, known_as: Mapping[int, str],
) -> PublishedRow:  # fmt: skip
    """Turn a relation and its acts (those that hold) into a line."""
    city = relation.municipality
    phases = values_of(found.phase)
    began = phase_began(acts, on)
    told = bond_told(acts, found.bond, on)

    def status(axis: Axis) -> PublishedStatus:
        return status_of(axis, getattr(found, axis.value), acts, on, known_as, language)

    return PublishedRow(
        identifier=relation.identifier,
        kind=relation.counterpart_kind,
        name=name,
        written=city.endonym if city else "",
        written_language=city.script if city else "",
        country=wording.worded(city.country, "label", language) if city else Wording("", language),
        country_code=city.country.code if city else "",
        region=city.region if city else "",
        is_named=city.is_named if city else True,
        latitude=city.latitude if city else None,
        longitude=city.longitude if city else None,
        home=relation.home.identifier,
        home_name=wording.worded(relation.home, "name", language),
        phase=phases[0] if len(phases) == 1 else "uncertain",
        phase_label=wording.form_label(language, phases, told),
        since=began.on,
        since_words=wording.since_words(began.on, language) if began.on else "",
        certainty=certainty,
        since_rule=began.rule,
        since_acts=tuple(known_as[pk] for pk in began.acts if pk in known_as),
        held_words=wording.form_words(told, began.on, language)
        if told and belongs_to_form(told, began.on)
        else "",
        bond=_more_of(status(Axis.BOND), told, known_as, language),
        channel=status(Axis.CHANNEL),
        exchange=status(Axis.EXCHANGE),
        civil=status(Axis.CIVIL),
        **_accession(relation.instrument, acts, on),
    )


def _accession(instrument: Instrument | None, acts: Sequence[ActFacts], on: date) -> dict[str, Any]:
    """Return what a line says of a charter: its kind, and how many steps are evidenced."""
    if instrument is None:
        return {}
    return {
        "instrument_kind_label": wording.label_of(InstrumentKind, instrument.kind),
        "steps_done": steps_done(instrument.accession_path, acts, on),
        "steps_in_all": len(instrument.accession_path),
    }


def names_of(relations: Iterable[Relation], on: date, language: str) -> dict[int, Wording]:
    """Return the counterpart's name per relation; one query where there are networks."""
    relations = list(relations)
    networks = names_borne([r.network_id for r in relations if r.network_id], on)
    found = {}
    for relation in relations:
        if relation.network_id:
            name = networks.get(relation.network_id)
            found[relation.pk] = (
                wording.worded(name, "name", language)
                if name
                else Wording(relation.identifier, language)
            )
        else:
            found[relation.pk] = wording.worded(relation.counterpart, "name", language)
    return found


def countable_of(relation: Relation, found: StateOn) -> Countable:
    """Return a relation in a state as counting sees it."""
    city = relation.municipality
    abroad = city is not None and city.country_id != relation.home.country_id
    return Countable(relation.identifier, relation.counterpart_kind, abroad, found)


def rows_of(
    relations: Iterable[Relation],
    held: Held,
    names: Mapping[int, Wording],
    on: date,
    language: str,
    judge: Judge = everything,
    *,
    most: int | None = None,
) -> list[PublishedRow]:
    """Turn relations that are read already into the lines of those that the judge lets in.

    ``most`` ends it with that many lines: a line costs more than to read what it is made of.
    """
    rows: list[PublishedRow] = []
    for relation in relations:
        if len(rows) == most:
            break
        acts = held.of(relation)
        found = state(acts, on)
        certainty = judge(countable_of(relation, found))
        if certainty is not Certainty.NO:
            name = names[relation.pk]
            rows.append(row_of(relation, acts, on, language, name, certainty, found, held.known_as))
    return rows


def rows_from(
    relations: Sequence[Relation],
    on: date,
    language: str,
    judge: Judge = everything,
    *,
    most: int | None = None,
) -> list[PublishedRow]:
    """Turn relations into the lines of those that the judge lets in; one or two queries.

    ``most`` as for :func:`rows_of`.
    """
    held = held_acts(relations)
    names = names_of(relations, on, language)
    with wording.speaking(language):
        return rows_of(relations, held, names, on, language, judge, most=most)


def published_rows(
    home: str, on: date, language: str, *, rule: str | None = None
) -> tuple[PublishedRow, ...]:
    """Return the public relations of a home municipality on a day, by name.

    ``rule`` keeps those that a counting rule counts, certainly or possibly. Three queries.
    """
    if rule is None:
        return tuple(rows_from(relations_of_home(home), on, language))
    relations = relations_to_count(rule, home, on)
    return tuple(rows_from(relations, on, language, judge_by(rule)))
