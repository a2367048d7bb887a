"""Relations as lines of a list."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.db.models import QuerySet

from weltoffen.ground.dates import Certainty, EdtfDate, parse_date
from weltoffen.ground.languages import Wording
from weltoffen.places.models import Municipality
from weltoffen.publication import wording
from weltoffen.publication.rules.spans import POSITION
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
from weltoffen.relations.enums import PARTNERSHIP_PHASES, Axis, InstrumentKind
from weltoffen.relations.models import Instrument, Relation
from weltoffen.relations.rules.counting import Countable, counting_rule
from weltoffen.relations.rules.since import since
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
    began = _began_to_hold(acts, axis, values[0], on) if len(values) == 1 and values[0] else None
    grounds = [began, *deciding] if began else deciding
    axis_label, label, sentence = wording.status_words(language, axis.value, values)
    return PublishedStatus(
        axis=axis.value,
        axis_label=axis_label,
        values=values,
        label=label,
        sentence=sentence,
        wording=Wording("", "de"),
        since_words=wording.since_words(parse_date(began.on), language) if began else "",
        acts=tuple(dict.fromkeys(known_as[a.id] for a in grounds if a.id in known_as)),
    )


def _began_to_hold(acts: Sequence[ActFacts], axis: Axis, value: str, on: date) -> ActFacts | None:
    """Return the act since which an axis has held a value without a break, or None.

    A later act that only confirms the value begins nothing, unless the term of the one before it
    had run out by then.
    """
    at = POSITION[axis.value]
    course = sorted(
        (a for a in acts if a[at] and a.earliest <= on),
        key=lambda a: (a.latest, a.earliest, a.id),
        reverse=True,
    )
    began: ActFacts | None = None
    for act in course:
        if act[at] != value or (began and axis is Axis.BOND and _ran_out(act, began)):
            break
        began = act
    return began


def _ran_out(act: ActFacts, before: ActFacts) -> bool:
    return act.term_until is not None and act.term_until <= before.earliest


def _earliest(acts: Iterable[ActFacts]) -> ActFacts | None:
    return min(acts, key=lambda a: (a.latest, a.earliest, a.id), default=None)


class Began(NamedTuple):
    """Since when the present form holds, by which rule, and the acts that say so."""

    on: EdtfDate | None
    rule: str = ""
    acts: tuple[int, ...] = ()


def phase_began(acts: Sequence[ActFacts], on: date) -> Began:
    """Return since when the present form holds: the city's word for a partnership, else the act.

    The city's word counts for partner cities, because that is what its pages say and what people
    look for; the other rules stand beside it on the relation's own page.
    """
    return began_by(deciding_acts(acts, Axis.PHASE, on), acts, on)


def began_by(begun: Sequence[ActFacts], acts: Sequence[ActFacts], on: date) -> Began:
    """Return the same where it is known already which acts decide the form."""
    if any(a.phase in PARTNERSHIP_PHASES for a in begun):
        stated = since([a for a in acts if a.earliest <= on], "city-word")
        if stated.on is not None:
            return Began(stated.on, stated.rule, stated.acts)
    values = {a.phase for a in begun}
    whole = _began_to_hold(acts, Axis.PHASE, values.pop(), on) if len(values) == 1 else None
    first = whole or _earliest(begun)
    return Began(parse_date(first.on), "first-act", (first.id,)) if first else Began(None)


def row_of(
    relation: Relation, acts: Sequence[ActFacts], on: date, language: str, name: Wording,
    certainty: Certainty, found: StateOn, known_as: Mapping[int, str],
) -> PublishedRow:  # fmt: skip
    """Turn a relation and its acts (those that hold) into a line."""
    city = relation.municipality
    phases = values_of(found.phase)
    began = phase_began(acts, on)

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
        phase_label=wording.phase_words(language, phases),
        since=began.on,
        since_words=wording.since_words(began.on, language) if began.on else "",
        certainty=certainty,
        since_rule=began.rule,
        since_acts=tuple(known_as[pk] for pk in began.acts if pk in known_as),
        bond=status(Axis.BOND),
        channel=status(Axis.CHANNEL),
        exchange=status(Axis.EXCHANGE),
        civil=status(Axis.CIVIL),
        **_accession(relation.instrument, acts, on),
    )


def _accession(instrument: Instrument | None, acts: Sequence[ActFacts], on: date) -> dict[str, Any]:
    """Return what a line says of a charter: its kind, and how many steps are evidenced."""
    if instrument is None:
        return {}
    done = {act.kind for act in acts if act.latest <= on}
    return {
        "instrument_kind_label": wording.label_of(InstrumentKind, instrument.kind),
        "steps_done": sum(step in done for step in instrument.accession_path),
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


Judge = Callable[[Relation, StateOn], Certainty]


def judge_by(rule: str) -> Judge:
    """Return how a named counting rule judges a relation in a state."""
    chosen = counting_rule(rule)

    def judge(relation: Relation, found: StateOn) -> Certainty:
        kind = relation.counterpart_kind
        if kind != chosen.kind:
            return Certainty.NO
        city = relation.municipality
        abroad = city is not None and city.country_id != relation.home.country_id
        return chosen.judge(Countable(relation.identifier, kind, abroad, found))

    return judge


def _everything(relation: Relation, found: StateOn) -> Certainty:
    return Certainty.CERTAIN


def rows_of(
    relations: Iterable[Relation],
    held: Held,
    names: Mapping[int, Wording],
    on: date,
    language: str,
    judge: Judge = _everything,
) -> list[PublishedRow]:
    """Turn relations that are read already into the lines of those that the judge lets in."""
    rows = []
    for relation in relations:
        acts = held.of(relation)
        found = state(acts, on)
        certainty = judge(relation, found)
        if certainty is not Certainty.NO:
            name = names[relation.pk]
            rows.append(row_of(relation, acts, on, language, name, certainty, found, held.known_as))
    return rows


def rows_from(
    relations: Sequence[Relation], on: date, language: str, judge: Judge = _everything
) -> list[PublishedRow]:
    """Turn relations into the lines of those that the judge lets in; one or two queries."""
    held = held_acts(relations)
    names = names_of(relations, on, language)
    with wording.speaking(language):
        return rows_of(relations, held, names, on, language, judge)


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
