"""``weltoffen account open NAME``: the first account, or a new password for one that is there."""

from __future__ import annotations

import re
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from weltoffen.accounts.actions import ensure_function_account, open_administrator
from weltoffen.accounts.models import User
from weltoffen.ground.problems import N_, Problem, Refused

OPERATOR = "betrieb"
"""The function account in whose name whoever has the machine's command line acts."""
_THERE = N_(
    "Ein Konto „%(name)s“ gibt es schon. Soll es ein neues Kennwort und alle Rechte bekommen, "
    "rufen Sie den Befehl mit --again auf."
)
_NO_NAME = N_(
    "Ein Kontoname besteht aus Buchstaben, Ziffern und @ . + - _. Wählen Sie einen solchen."
)


class Command(BaseCommand):
    """Open an administrator's account."""

    help = _("ein Konto mit allen Rechten öffnen; das Kennwort wird einmal gezeigt.")
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Add what is to be done, and with whom."""
        steps = parser.add_subparsers(dest="do", required=True, metavar="open")
        opening = steps.add_parser("open", help=_("ein Konto öffnen"))
        opening.add_argument("name", help=_("wie sich die Person anmeldet"))
        opening.add_argument(
            "--again", action="store_true", help=_("einem Konto, das es gibt, ein neues Kennwort")
        )

    def handle(self, *, name: str, again: bool, **_options: Any) -> None:
        """Open it, and show the password."""
        if not re.fullmatch(r"[\w.@+-]{1,150}", name):
            raise Refused(Problem("", _NO_NAME))
        if not again and User.objects.filter(username=name).exists():
            raise Refused(Problem("", _THERE, {"name": name}))
        by = ensure_function_account(username=OPERATOR)
        account, password = open_administrator(username=name, by=by)
        self.stdout.write(
            _(
                "Konto „%(name)s“ ist offen. Kennwort: %(password)s\n"
                "Es wird nirgends aufbewahrt. Melden Sie sich an, und ändern Sie es unter „Konto“."
            )
            % {"name": account.get_username(), "password": password}
        )
