"""``weltoffen state RELATION --on DATE``: how a relation stands on a day."""

from __future__ import annotations

import difflib
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from weltoffen.ground.dates import Certainty
from weltoffen.ground.problems import N_, Problem, Refused
from weltoffen.ground.spoken import say_date, say_day
from weltoffen.relations.enums import Axis, Phase, Status
from weltoffen.relations.management.asking import add_question_arguments, as_json, asked_days
from weltoffen.relations.models import Act, Relation
from weltoffen.relations.rules.since import SINCE_RULES, since
from weltoffen.relations.rules.state import known_acts, state
from weltoffen.relations.selectors import acts_by_relation, end_of_day
from weltoffen.relations.types import ActFacts, Since, StateOn

_UNKNOWN = N_("Eine Beziehung „%(relation)s“ gibt es in diesem Register nicht.%(hint)s")
_PERHAPS = N_(" Meinten Sie: %(close)s?")
_CERTAINTY = {
    Certainty.CERTAIN: N_("ja"),
    Certainty.POSSIBLE: N_("vielleicht"),
    Certainty.NO: N_("nein"),
}


class Command(BaseCommand):
    """Say the state of one relation, and since when by each rule."""

    help = _("Sagen, wie eine Beziehung an einem Tag steht.")

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the relation and the days."""
        parser.add_argument(
            "relation", metavar="BEZIEHUNG", help=_("Kennung, etwa dortmund-rostow-am-don")
        )
        add_question_arguments(parser)

    def handle(self, *, relation: str, **options: Any) -> None:
        """Look up and print."""
        on, known_on = asked_days(options)
        found = _find(relation)
        acts = dict(acts_by_relation([found.pk], public_only=False)).get(found.pk, [])
        known_until = None if known_on is None else end_of_day(known_on)
        stands = state(acts, on, known_until)
        done = [act for act in known_acts(acts, known_until) if act.earliest <= on]
        answers = [since(done, rule) for rule in SINCE_RULES]
        if options["json"]:
            values = {
                "relation": found.identifier,
                "on": on.isoformat(),
                "known_on": None if known_on is None else known_on.isoformat(),
                **_state_values(stands),
                "since": _since_values(answers, done),
            }
            self.stdout.write(as_json(values))
        else:
            self.stdout.write(_in_words(found.identifier, on, known_on, stands, answers))


def _find(identifier: str) -> Relation:
    relation = Relation.objects.filter(identifier=identifier).first()
    if relation is not None:
        return relation
    known = list(Relation.objects.values_list("identifier", flat=True))
    close = difflib.get_close_matches(identifier, known, n=3, cutoff=0.5)
    hint = _PERHAPS % {"close": ", ".join(close)} if close else ""
    raise Refused(Problem("BEZIEHUNG", _UNKNOWN, {"relation": identifier, "hint": hint}))


def _state_values(stands: StateOn) -> dict[str, Any]:
    """Return the axes as values: null is "nothing had been set"."""
    values: dict[str, Any] = {}
    for axis in Axis:
        possible = sorted(getattr(stands, axis))
        values[str(axis)] = {
            "value": (possible[0] or None) if len(possible) == 1 else None,
            "certain": len(possible) == 1,
            "possible": [value or None for value in possible],
        }
    return values | {"bond_in_force": stands.bond_in_force.value}


def _since_values(answers: list[Since], acts: list[ActFacts]) -> dict[str, Any]:
    by_key = Act.objects.filter(pk__in=[act.id for act in acts]).values_list("pk", "identifier")
    identifiers = dict(by_key)
    return {
        answer.rule: {
            "on": None if answer.on is None else answer.on.text,
            "acts": [identifiers[pk] for pk in answer.acts],
        }
        for answer in answers
    }


def _in_words(
    identifier: str, on: date, known_on: date | None, stands: StateOn, answers: list[Since]
) -> str:
    said = _("%(relation)s am %(on)s") % {"relation": identifier, "on": say_day(on, "de")}
    if known_on is not None:
        said += _(" (nach dem Stand vom %(day)s)") % {"day": say_day(known_on, "de")}
    rows = [(str(axis.label), _axis_in_words(axis, getattr(stands, axis))) for axis in Axis]
    rows.append((_("Bindung in Kraft"), _(_CERTAINTY[stands.bond_in_force])))
    for answer in answers:
        title = _("seit (%(rule)s)") % {"rule": _(SINCE_RULES[answer.rule].title)}
        rows.append((title, say_date(answer.on, "de") if answer.on else _("nicht belegt")))
    widest = max(len(title) for title, _value in rows)
    return "\n".join([said, *(f"  {title:<{widest}}  {value}" for title, value in rows)])


def _axis_in_words(axis: Axis, values: frozenset[str]) -> str:
    choices: type[Phase] | type[Status] = Phase if axis is Axis.PHASE else Status
    said = [str(choices(value).label) if value else _("nicht festgehalten") for value in values]
    return _(" oder ").join(sorted(said))
