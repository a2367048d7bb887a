"""How a relation stands, in words and with the acts that say so: values for its sheet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet
from django.utils import timezone
from django.utils.translation import gettext

from weltoffen.accounts.selectors import reach_condition, within_reach
from weltoffen.desk.doubts import PUBLIC_PROOFS, is_unproved_in_public, lies_ahead
from weltoffen.desk.kinds import ACTS
from weltoffen.desk.naming import language
from weltoffen.ground.dates import parse_date
from weltoffen.ground.spoken import say_date, say_day, say_for
from weltoffen.publication import wording
from weltoffen.publication.rules.beginnings import phase_began
from weltoffen.publication.rules.bonds import belongs_to_form, bond_told
from weltoffen.publication.rules.terms import term_over
from weltoffen.publication.selectors.proofs import changes_of
from weltoffen.publication.selectors.rows import names_of, values_of
from weltoffen.records.enums import Visibility
from weltoffen.relations.enums import STATUS_AXES, ActKind, Axis, RgreClass, Status
from weltoffen.relations.models import Act, Relation
from weltoffen.relations.rules.rgre import evidence_class
from weltoffen.relations.rules.since import SINCE_RULES, since
from weltoffen.relations.rules.state import deciding_acts, known_acts, state
from weltoffen.relations.selectors import acts_by_relation, states_and_counts, states_now
from weltoffen.relations.types import ActFacts, StateOn

Link = tuple[str, str]
"""A text and its address."""


@dataclass(frozen=True, slots=True)
class Standing:
    """One line of "how it stands": what, in a word, in a sentence, and by which acts."""

    label: str
    words: str
    sentence: str
    acts: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class ActRow:
    """An act as one line of the chain. ``replaced_by`` is the act that stands in its place.

    ``retraction`` is the line of the act by which this one was marked as a mistake, where the two
    are told together. ``doubts`` are marks, in a few words, that something is worth a second look.
    """

    act: Act
    on: str
    kind: str
    changes: tuple[str, ...]
    proofs: int
    doubts: tuple[str, ...]
    url: str
    is_public: bool
    is_retraction: bool
    corrects: Link | None
    replaced_by: Link | None
    retraction: ActRow | None = None

    @property
    def holds(self) -> bool:
        """Return whether the act counts: neither corrected nor itself a retraction."""
        return self.replaced_by is None and not self.is_retraction

    @property
    def correct_url(self) -> str:
        """Return where the act is corrected."""
        return ACTS.url(self.act, "correct")

    @property
    def retract_url(self) -> str:
        """Return where the act is retracted."""
        return ACTS.url(self.act, "retract")

    @property
    def visibility_url(self) -> str:
        """Return where the act is published or withdrawn."""
        return ACTS.url(self.act, "withdraw" if self.is_public else "publish")


def act_rows(relation: Relation, user: Any) -> list[ActRow]:
    """Return a relation's acts that a person may see in time, those that no longer hold too."""
    acts = (
        within_reach(relation.acts.all(), user)
        .select_related("corrects", "corrected_by", "body", "place", "recorded_by")
        .annotate(proofs=Count("citations", distinct=True), public_proofs=PUBLIC_PROOFS)
        .order_by("earliest", "latest", "id")
    )
    return [act_row(act) for act in sorted(acts, key=lambda a: (a.latest, a.earliest, a.pk))]


def folded(rows: Sequence[ActRow]) -> list[ActRow]:
    """Return lines in which what marks an act as a mistake stands with that act, not on its own."""
    retractions = {row.act.corrects_id: row for row in rows if row.is_retraction}
    told = [row for row in rows if not row.is_retraction]
    return [replace(row, retraction=retractions.get(row.act.pk)) for row in told]


def act_row(act: Any) -> ActRow:
    """Return one act as a line; both numbers of proofs are annotated, what corrects it selected."""
    return ActRow(
        act=act,
        on=act_date(act),
        kind=act.get_kind_display(),
        changes=changes(act),
        proofs=act.proofs,
        doubts=tuple(_doubts(act)),
        url=ACTS.url(act),
        is_public=act.visibility == Visibility.PUBLIC,
        is_retraction=act.kind == ActKind.RETRACTION,
        corrects=_link(act.corrects),
        replaced_by=_link(getattr(act, "corrected_by", None)),
    )


def _doubts(act: Any) -> Iterator[str]:
    holds = act.kind != ActKind.RETRACTION and getattr(act, "corrected_by", None) is None
    if lies_ahead(parse_date(act.on), timezone.localdate(), holds=holds):
        yield gettext("liegt in der Zukunft")
    if is_unproved_in_public(
        is_public=act.visibility == Visibility.PUBLIC,
        holds=holds,
        public_proofs=act.public_proofs,
    ):
        yield gettext("öffentlich ohne öffentliche Quelle")


def act_date(act: Act) -> str:
    """Say when an act happened, with the day by which it was known as done."""
    on = parse_date(act.on)
    if not on.is_known and act.known_by is not None:
        return wording.when_words(on, act.known_by, language())
    said = say_date(on, language())
    if act.known_by is None:
        return said
    return gettext("%(on)s (geschehen bis %(known_by)s)") % {
        "on": said,
        "known_by": say_day(act.known_by, language()),
    }


def changes(act: Act) -> tuple[str, ...]:
    """Say what an act changed: "Austausch: ruht"."""
    found = [f"{change.axis_label}: {change.value_label}" for change in changes_of(act, language())]
    if act.term_until:
        until = wording.last_day_words(act.term_until, language())
        found.append(gettext("befristet bis %(day)s") % {"day": until})
    if act.planned_for:
        ahead = say_for(parse_date(act.planned_for), language())
        found.append(gettext("geplant %(for)s") % {"for": ahead})
    return tuple(found)


def _link(act: Act | None) -> Link | None:
    return None if act is None else (act.title, ACTS.url(act))


def standing(relation: Relation, rows: Sequence[ActRow], on: date) -> dict[str, Any]:
    """Return how a relation stands on a day, for its sheet: form, axes, since, evidence class.

    It is told by the acts of the rows alone, which are those that the person may see; what was
    corrected counts for nobody, whoever may see the correction.
    """
    facts = dict(acts_by_relation([relation.pk], public_only=False)).get(relation.pk, [])
    seen = {row.act.pk for row in rows}
    held = [act for act in known_acts(facts) if act.id in seen]
    found = state(held, on)
    links = {row.act.pk: (f"{row.on}: {row.act.title}", row.url) for row in rows}
    done = [act for act in held if act.earliest <= on]
    told = [axis for axis in STATUS_AXES if values_of(getattr(found, axis)) != ("",)]
    supported, supporting = evidence_class(done)
    return {
        "sentence": _sentence(relation, held, found, on),
        "phase": _form(held, found, on, links),
        "axes": [_axis(axis, found, held, on, links) for axis in told],
        "untold": ", ".join(str(axis.label) for axis in STATUS_AXES if axis not in told),
        "since": _since(done, links),
        "evidence_class": Standing(
            gettext("Belegte Form (RGRE)"),
            wording.label_of(RgreClass, supported),
            gettext(
                "Was Dokumente hier im Register belegen, in den Begriffen des Rates der Gemeinden "
                "und Regionen Europas; nicht, wie die Stadt die Beziehung nennt."
            ),
            tuple(links[pk] for pk in supporting if pk in links),
        ),
    }


def _form(held: Sequence[ActFacts], found: StateOn, on: date, links: dict[int, Link]) -> Standing:
    """Return the form; of one that is over or only planned, that it is, by the act that says so."""
    words, acts = phase_words(found), _deciding(held, Axis.PHASE, on, links)
    told, began = bond_told(held, found.bond, on), phase_began(held, on).on
    sentence = ""
    if told is not None and belongs_to_form(told, began):
        words = f"{words}, {wording.form_words(told, began, language())}"
        acts = tuple(dict.fromkeys([*acts, links[told.act]]))
    if told is not None and told.value is Status.PLANNED:
        sentence = wording.plan_sentence(told, language())
    return Standing(str(Axis.PHASE.label), words, sentence, acts)


def _sentence(relation: Relation, held: Sequence[ActFacts], found: StateOn, on: date) -> str:
    return wording.present_sentence(
        names_of([relation], on, language())[relation.pk].text,
        relation.home.name,
        values_of(found.phase),
        values_of(found.bond),
        phase_began(held, on).on,
        wording.last_day_words(term, language()) if (term := _term(held, found, on)) else "",
        bond_told(held, found.bond, on),
    )


def _term(held: Iterable[ActFacts], found: StateOn, on: date) -> date | None:
    """Return the day from which a term was over, where that is why the bond is in doubt."""
    if len(found.bond) == 1:
        return None
    return term_over(deciding_acts(held, Axis.BOND, on), on)


def phase_words(found: StateOn) -> str:
    """Say the form of a relation."""
    return wording.phase_label(values_of(found.phase))


def axis_words(axis: Axis, found: StateOn) -> str:
    """Say in a word how one axis stands."""
    return wording.status_label(axis, values_of(getattr(found, axis)))


def _axis(
    axis: Axis, found: StateOn, held: Sequence[ActFacts], on: date, links: dict[int, Link]
) -> Standing:
    values = values_of(getattr(found, axis))
    term = _term(held, found, on) if axis is Axis.BOND else None
    return Standing(
        str(axis.label),
        wording.status_label(axis, values, term),
        wording.status_sentence(axis, values, term),
        _deciding(held, axis, on, links),
    )


def _deciding(
    held: Iterable[ActFacts], axis: Axis, on: date, links: dict[int, Link]
) -> tuple[Link, ...]:
    deciding = dict.fromkeys(act.id for act in deciding_acts(held, axis, on))
    return tuple(links[pk] for pk in deciding if pk in links)


def _since(done: Sequence[ActFacts], links: dict[int, Link]) -> list[Standing]:
    answers = []
    for rule in SINCE_RULES.values():
        answer = since(done, rule.name)
        words = say_date(answer.on, language()) if answer.on else gettext("nicht belegt")
        acts = tuple(links[pk] for pk in answer.acts if pk in links)
        answers.append(Standing(gettext(rule.title), words, gettext(rule.meaning), acts))
    return answers


def states_seen_by(user: Any, relations: QuerySet[Any]) -> Mapping[int, StateOn]:
    """Return how relations stand today as far as a person sees their acts, by primary key.

    Who does not see every act is told no more by a list than by the sheet. Only relations that have
    an act beyond reach are judged anew; those without any act in reach have no entry.
    """
    today = timezone.localdate()
    everything = states_now(today)
    seen = reach_condition(Act, user)
    if seen is None:
        return everything
    hidden = Act.objects.exclude(seen).filter(relation__in=relations.order_by().values("pk"))
    keys = set(hidden.values_list("relation_id", flat=True))
    judged = {pk: stands for pk, stands, _held in states_and_counts(today, keys, seen)}
    return {pk: s for pk, s in everything.items() if pk not in keys} | judged
