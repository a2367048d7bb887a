"""``weltoffen count RULE --on DATE``: how many, by a named rule, on a day."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from weltoffen.ground.dates import Certainty
from weltoffen.ground.problems import N_, Problem, Refused
from weltoffen.ground.spoken import say_day
from weltoffen.relations.management.asking import add_question_arguments, as_json, asked_days
from weltoffen.relations.models import Relation
from weltoffen.relations.rules.counting import COUNTING_RULES, counting_rule
from weltoffen.relations.selectors import count, relations_of
from weltoffen.relations.types import Count

_UNKNOWN_HOME = N_(
    "Zu „%(home)s“ enthält dieses Register keine Beziehungen. Prüfen Sie die Kennung der Stadt, "
    "oder laden Sie zuerst ein Register („weltoffen load-demo“)."
)


class Command(BaseCommand):
    """Count, and name the members."""

    help = _("Nach einer benannten Regel zählen, an einem Tag.")

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the rule, the days and the city."""
        parser.add_argument("rule", metavar="REGEL", help=", ".join(COUNTING_RULES))
        parser.add_argument(
            "--home",
            metavar="KENNUNG",
            default=settings.WELTOFFEN_HOME,
            help=_("wessen Beziehungen (ohne Angabe: %(home)s)")
            % {"home": settings.WELTOFFEN_HOME},
        )
        add_question_arguments(parser)

    def handle(self, *, rule: str, home: str, **options: Any) -> None:
        """Count and print."""
        counting_rule(rule)
        on, known_on = asked_days(options)
        if not relations_of(home, public_only=False).exists():
            raise Refused(Problem("--home", _UNKNOWN_HOME, {"home": home}))
        found = count(rule, home, on, known_on=known_on)
        if options["json"]:
            self.stdout.write(as_json(_as_values(found, home, known_on)))
        else:
            self.stdout.write(_in_words(found, known_on))


def _as_values(found: Count, home: str, known_on: date | None) -> dict[str, Any]:
    return {
        "rule": found.rule,
        "home": home,
        "on": found.on.isoformat(),
        "known_on": None if known_on is None else known_on.isoformat(),
        "count": found.count,
        "possible": found.possible,
        "members": [member.identifier for member in found.members],
        "doubtful": [
            member.identifier for member in found.members if member.certainty is Certainty.POSSIBLE
        ],
    }


def _in_words(found: Count, known_on: date | None) -> str:
    rule = COUNTING_RULES[found.rule]
    said = _("%(rule)s am %(on)s: %(number)s") % {
        "rule": _(rule.title),
        "on": say_day(found.on, "de"),
        "number": number_in_words(found),
    }
    if known_on is not None:
        said += _(" (nach dem Stand vom %(day)s)") % {"day": say_day(known_on, "de")}
    names = _names([member.identifier for member in found.members])
    widest = max((len(member.identifier) for member in found.members), default=0)
    lines = [
        f"  {member.identifier:<{widest}}  {names[member.identifier]}"
        + (_("  (vielleicht)") if member.certainty is Certainty.POSSIBLE else "")
        for member in found.members
    ]
    return "\n".join([said, *lines])


def number_in_words(found: Count) -> str:
    """Say a count: "10", or "10, vielleicht 11" where something is in doubt."""
    if found.count == found.possible:
        return str(found.count)
    return _("%(count)d, vielleicht %(possible)d") % {
        "count": found.count,
        "possible": found.possible,
    }


def _names(identifiers: list[str]) -> dict[str, str]:
    """Return the counterparts' names by the relations' identifiers."""
    relations = (
        Relation.objects.filter(identifier__in=identifiers)
        .select_related("municipality", "network", "instrument")
        .prefetch_related("network__names")
    )
    return {relation.identifier: name_of(relation) for relation in relations}


def name_of(relation: Relation) -> str:
    """Return the counterpart's name; a network bears the newest of its names."""
    if relation.network is not None:
        return next((str(name) for name in relation.network.names.all()), str(relation.network))
    return str(relation.counterpart)
