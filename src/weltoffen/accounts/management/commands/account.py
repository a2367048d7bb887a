"""``weltoffen account``: the first account, and roles where nobody can give them at the desk."""

from __future__ import annotations

import re
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db.models import Prefetch
from django.utils.translation import gettext as _

from weltoffen.accounts.actions import (
    ensure_function_account,
    give_role,
    open_account,
    take_role,
)
from weltoffen.accounts.enums import RoleName
from weltoffen.accounts.models import Assignment, User
from weltoffen.accounts.selectors import in_force
from weltoffen.ground.problems import N_, Problem, Refused

OPERATOR = "betrieb"
"""The function account in whose name whoever has the machine's command line acts."""
_THERE = N_(
    "Ein Konto „%(name)s“ gibt es schon. Soll es ein neues Kennwort und die Rolle bekommen, rufen "
    "Sie den Befehl mit --again auf."
)
_NO_NAME = N_(
    "Ein Kontoname besteht aus Buchstaben, Ziffern und @ . + - _. Wählen Sie einen solchen."
)
_NOBODY = N_("Ein Konto „%(name)s“ gibt es nicht. Öffnen Sie es mit „weltoffen account open“.")
_NOT_HELD = N_("Diese Rolle hat „%(name)s“ nicht. „weltoffen account list“ zeigt, wer welche hat.")


class Command(BaseCommand):
    """Open accounts, give and take roles, list who has which."""

    help = _("Konten öffnen, Rollen geben und nehmen; das Kennwort wird einmal gezeigt.")
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Add what is to be done, and with whom."""
        steps = parser.add_subparsers(dest="do", required=True)
        opening = steps.add_parser("open", help=_("ein Konto öffnen"))
        opening.add_argument("name", help=_("wie sich die Person anmeldet"))
        opening.add_argument(
            "--again", action="store_true", help=_("einem Konto, das es gibt, ein neues Kennwort")
        )
        opening.add_argument(
            "--role", choices=RoleName.values, default=RoleName.ADMINISTRATOR, help=_("ihre Rolle")
        )
        giving = steps.add_parser("give", help=_("einem Konto eine Rolle geben"))
        taking = steps.add_parser("take", help=_("einem Konto eine Rolle nehmen"))
        for each in (giving, taking):
            each.add_argument("name", help=_("wie sich die Person anmeldet"))
            each.add_argument("role", choices=RoleName.values, help=_("ihre Rolle"))
        for each in (opening, giving, taking):
            each.add_argument("--unit", default="", help=_("Kennung des Fachbereichs"))
            each.add_argument("--relation", default="", help=_("Kennung der Beziehung"))
        steps.add_parser("list", help=_("zeigen, wer welche Rolle hat"))

    def handle(self, *, do: str, **options: Any) -> None:
        """Do it."""
        {"open": self.open, "give": self.give, "take": self.take, "list": self.list}[do](options)

    def open(self, options: dict[str, Any]) -> None:
        """Open an account, and show the password."""
        name = options["name"]
        if not re.fullmatch(r"[\w.@+-]{1,150}", name):
            raise Refused(Problem("", _NO_NAME))
        if not options["again"] and User.objects.filter(username=name).exists():
            raise Refused(Problem("", _THERE, {"name": name}))
        account, password = open_account(
            username=name, by=ensure_function_account(username=OPERATOR), **_role(options)
        )
        self.stdout.write(
            _(
                "Konto „%(name)s“ ist offen. Kennwort: %(password)s\n"
                "Es wird nirgends aufbewahrt. Melden Sie sich an, und ändern Sie es unter „Konto“."
            )
            % {"name": account.get_username(), "password": password}
        )

    def give(self, options: dict[str, Any]) -> None:
        """Give a role."""
        by = ensure_function_account(username=OPERATOR)
        give_role(user=_person(options), by=by, **_role(options))
        self.stdout.write(_("„%(name)s“ hat die Rolle.") % {"name": options["name"]})

    def take(self, options: dict[str, Any]) -> None:
        """Take a role."""
        by, person = ensure_function_account(username=OPERATOR), _person(options)
        held = person.assignments.filter(in_force(), **_role(options)).first()
        if held is None:
            raise Refused(Problem("", _NOT_HELD, {"name": options["name"]}))
        take_role(assignment=held, by=by)
        self.stdout.write(_("„%(name)s“ hat die Rolle nicht mehr.") % {"name": options["name"]})

    def list(self, options: dict[str, Any]) -> None:
        """Show who has which role."""
        people = User.objects.filter(is_function=False).order_by("username")
        held_today = Prefetch("assignments", Assignment.objects.filter(in_force()).order_by("pk"))
        for person in people.prefetch_related(held_today):
            held = [
                " ".join(filter(None, (each.role, each.unit, each.relation)))
                for each in person.assignments.all()
            ]
            state = "" if person.is_active else f" ({_('geschlossen')})"
            self.stdout.write(f"{person.get_username()}{state}: {', '.join(held) or '–'}")


def _role(options: dict[str, Any]) -> dict[str, Any]:
    return {
        "role": RoleName(options["role"]),
        "unit": options["unit"],
        "relation": options["relation"],
    }


def _person(options: dict[str, Any]) -> User:
    found = User.objects.filter(username=options["name"]).first()
    if found is None:
        raise Refused(Problem("", _NOBODY, {"name": options["name"]}))
    return found
