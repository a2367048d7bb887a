"""``weltoffen serve``: portal and desk on this machine."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from weltoffen.config import serving


def add_serving_arguments(parser: CommandParser) -> None:
    """Add ``--port`` and ``--workers``."""
    parser.add_argument("--port", type=int, default=serving.PORT, help=_("gewünschter Port"))
    parser.add_argument("--workers", type=int, default=1, help=_("Zahl der Arbeitsprozesse"))


def chosen_port(wanted: int) -> int:
    """Return the port to serve at; refuses a number that is no port."""
    if not 1 <= wanted <= 65535:
        raise CommandError(
            _("--port: %(port)d ist kein Port. Wählen Sie eine Zahl von 1 bis 65535.")
            % {"port": wanted}
        )
    return serving.free_port(wanted)


class Command(BaseCommand):
    """Serve until Ctrl-C."""

    help = _("Portal und Schreibtisch auf diesem Rechner ausliefern.")

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the options."""
        add_serving_arguments(parser)

    def handle(self, **options: Any) -> None:
        """Serve."""
        executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            raise CommandError(
                _("Die Datenbank ist nicht auf Stand. Rufen Sie zuerst „weltoffen migrate“ auf.")
            )
        connections.close_all()  # workers open their own
        port = chosen_port(options["port"])
        if port != options["port"]:
            self.say(
                _("Port %(wanted)d ist belegt, es wird %(port)d.")
                % {"wanted": options["port"], "port": port}
            )
        serving.run(port, options["workers"], when_listening=lambda: self.say_where(port))
        self.say(_("Beendet."))

    def say(self, sentence: str) -> None:
        """Print at once, also into a pipe."""
        self.stdout.write(sentence)
        self.stdout.flush()

    def say_where(self, port: int) -> None:
        """Print the address."""
        self.say(
            _("weltoffen läuft unter %(address)s/ (Beenden mit Strg+C)")
            % {"address": serving.address(port)}
        )
