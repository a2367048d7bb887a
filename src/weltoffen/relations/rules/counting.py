"""Counting rules: what counts, by name.

A count is a query with a named rule and a day; nobody types one. Each rule looks at the state of a
relation on that day and says certain, possible or no.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from weltoffen.ground.dates import Certainty
from weltoffen.ground.problems import N_, Problem, Refused
from weltoffen.relations.enums import PARTNERSHIP_PHASES, Phase, Status
from weltoffen.relations.types import Count, Member, StateOn, certainty_of

_ENDED = frozenset({str(Status.ENDED), str(Status.PLANNED)})
_NOT_EXCHANGING = frozenset({str(Status.RESTING), str(Status.ENDED), str(Status.PLANNED)})
_UNKNOWN_RULE = N_("Eine Zählregel „%(rule)s“ gibt es nicht. Es gibt: %(known)s.")


@dataclass(frozen=True, slots=True)
class Countable:
    """A relation as counting sees it.

    ``kind`` is that of its counterpart: ``"municipality"``, ``"network"`` or ``"instrument"``.
    ``abroad`` says whether the counterpart lies in another country than the home municipality.
    """

    identifier: str
    kind: str
    abroad: bool
    state: StateOn


Judge = Callable[[Countable], Certainty]
_ORDER = (Certainty.NO, Certainty.POSSIBLE, Certainty.CERTAIN)


def _all_of(*certainties: Certainty) -> Certainty:
    """Return the least certain answer: all conditions must hold."""
    return min(certainties, key=_ORDER.index)


def _any_of(*certainties: Certainty) -> Certainty:
    """Return the most certain answer: one condition is enough."""
    return max(certainties, key=_ORDER.index)


def _within(values: frozenset[str], wanted: Iterable[str]) -> Certainty:
    return certainty_of(values, frozenset(map(str, wanted)))


def _without(values: frozenset[str], unwanted: frozenset[str]) -> Certainty:
    if not values & unwanted:
        return Certainty.CERTAIN
    return Certainty.POSSIBLE if values - unwanted else Certainty.NO


def _in_phase(phases: Iterable[Phase]) -> Judge:
    wanted = tuple(phases)

    def judge(relation: Countable) -> Certainty:
        return _all_of(_within(relation.state.phase, wanted), _without(relation.state.bond, _ENDED))

    return judge


_partner_cities = _in_phase(PARTNERSHIP_PHASES)
_projects = _in_phase((Phase.PROJECT,))
_in_contact = _in_phase((Phase.CONTACT,))


def _abroad(relation: Countable) -> Certainty:
    return _partner_cities(relation) if relation.abroad else Certainty.NO


def _exchanging(relation: Countable) -> Certainty:
    return _all_of(_partner_cities(relation), _without(relation.state.exchange, _NOT_EXCHANGING))


def _bound(relation: Countable) -> Certainty:
    return relation.state.bond_in_force


def _taking_part(relation: Countable) -> Certainty:
    return _any_of(_bound(relation), _in_contact(relation))


@dataclass(frozen=True, slots=True)
class CountingRule:
    """A named rule; ``title`` and ``meaning`` are German catalogue keys.

    ``kind`` is the kind of counterpart that the rule looks at.
    """

    name: str
    kind: str
    title: str
    meaning: str
    judge: Judge


COUNTING_RULES: dict[str, CountingRule] = {
    rule.name: rule
    for rule in (
        CountingRule(
            "partner-cities",
            "municipality",
            N_("Partnerstädte"),
            N_(
                "Alle Orte, mit denen an diesem Tag eine Städtepartnerschaft besteht, die "
                "innerdeutsche eingeschlossen. Auch eine Partnerschaft, deren Austausch ruht, "
                "zählt mit; eine geplante oder beendete nicht."
            ),
            _partner_cities,
        ),
        CountingRule(
            "partner-cities-abroad",
            "municipality",
            N_("Partnerstädte im Ausland"),
            N_("Wie „Partnerstädte“, aber ohne Orte im eigenen Land."),
            _abroad,
        ),
        CountingRule(
            "partner-cities-exchange-active",
            "municipality",
            N_("Partnerstädte, deren Austausch nicht ruht"),
            N_(
                "Wie „Partnerstädte“, aber ohne die, deren Austausch nach einem Akt ruht oder "
                "beendet ist. Wo über den Austausch nichts festgehalten ist, zählt der Ort mit."
            ),
            _exchanging,
        ),
        CountingRule(
            "project-partnerships",
            "municipality",
            N_("Projektpartnerschaften"),
            N_(
                "Alle Orte, mit denen die Stadt an diesem Tag eine Projektpartnerschaft führt. "
                "Maßgeblich ist die Bezeichnung der Stadt; ob eine Vereinbarung belegt ist, steht "
                "bei jeder Partnerschaft. Geplante zählen nicht."
            ),
            _projects,
        ),
        CountingRule(
            "networks",
            "network",
            N_("Netzwerke"),
            N_(
                "Alle Netzwerke, in denen die Stadt an diesem Tag mitwirkt: als Mitglied oder, wo "
                "kein Beitritt belegt ist, nach ihrer eigenen Angabe. Was davon gilt, steht bei "
                "jedem Netzwerk."
            ),
            _taking_part,
        ),
        CountingRule(
            "charters",
            "instrument",
            N_("Chartas und Selbstverpflichtungen"),
            N_(
                "Alle Chartas, Resolutionen, Initiativen und Auszeichnungen, an die sich die "
                "Stadt an diesem Tag gebunden hat."
            ),
            _bound,
        ),
    )
}


def counting_rule(name: str) -> CountingRule:
    """Return a rule by its name; refuses a name that does not exist, naming those that do."""
    try:
        return COUNTING_RULES[name]
    except KeyError:
        known = ", ".join(COUNTING_RULES)
        raise Refused(Problem("rule", _UNKNOWN_RULE, {"rule": name, "known": known})) from None


def count(relations: Iterable[Countable], rule: str, on: date) -> Count:
    """Count relations, whose state on the day ``on`` is given, by a named rule."""
    chosen = counting_rule(rule)
    members = (
        Member(relation.identifier, chosen.judge(relation))
        for relation in relations
        if relation.kind == chosen.kind
    )
    counted = sorted(
        (member for member in members if member.certainty is not Certainty.NO),
        key=lambda member: member.identifier,
    )
    return Count(rule, on, tuple(counted))
