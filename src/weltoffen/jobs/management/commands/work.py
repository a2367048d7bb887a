"""``weltoffen work``: does what was asked for in the background."""

from __future__ import annotations

import logging
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from weltoffen.jobs.working import Signals, Until, Worker, full_name


class Command(BaseCommand):
    """Work until SIGTERM or Ctrl-C."""

    help = _("Aufträge im Hintergrund erledigen, bis Strg+C oder SIGTERM kommt.")

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the options."""
        end = parser.add_mutually_exclusive_group()
        end.add_argument("--once", action="store_true", help=_("höchstens einen Auftrag erledigen"))
        end.add_argument(
            "--drain", action="store_true", help=_("aufhören, sobald kein Auftrag fällig ist")
        )
        parser.add_argument("--name", default="", help=_("wie der Arbeitsprozess heißt"))
        parser.add_argument(
            "--parent", type=int, help=_("aufhören, sobald dieser Elternprozess beendet ist")
        )

    def handle(self, **options: Any) -> None:
        """Work."""
        executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            raise CommandError(
                _("Die Datenbank ist nicht auf Stand. Rufen Sie zuerst „weltoffen migrate“ auf.")
            )
        level = logging.INFO if options["verbosity"] else logging.WARNING
        logging.getLogger("weltoffen.jobs").setLevel(level)
        signals = Signals(parent=options["parent"])
        signals.listen()
        until = Until.STOPPED
        if options["once"]:
            until = Until.ONE_DONE
        elif options["drain"]:
            until = Until.NOTHING_DUE
        worker = Worker(
            full_name(options["name"]), is_stopping=signals.is_stopping, sleep=signals.sleep
        )
        worker.run(until)
