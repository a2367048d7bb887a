"""Load a register from readable files: ``weltoffen load-demo [FOLDER]``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser, call_command
from django.core.management import get_commands as known_commands
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from weltoffen.demo.loading import Step, load
from weltoffen.demo.register_files import DORTMUND, read_register
from weltoffen.ground.problems import Refused

PAGES_COMMAND = "prepare_portal"
"""Makes the editorial pages; the room ``portal`` brings it."""


class Command(BaseCommand):
    """Judge the files, prepare the database if it needs it, load, and let the portal prepare."""

    help = _("Ein Register aus lesbaren Dateien laden; ohne Ordner das mitgelieferte von Dortmund.")

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the folder."""
        parser.add_argument(
            "folder",
            nargs="?",
            type=Path,
            default=DORTMUND,
            metavar=_("ORDNER"),
            help=_("Ordner mit Registerdateien (countries.yaml, relations.yaml, …)"),
        )

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        """Do it; a refusal names file, line and field, and nothing of the register is kept."""
        self._say(_("Registerdateien werden geprüft: %(folder)s") % {"folder": folder})
        try:
            register = read_register(folder)
            self._migrate_if_needed()
            for step in load(register):
                self._say(_told(step))
        except Refused as refused:
            raise CommandError(_why(refused)) from refused
        if PAGES_COMMAND in known_commands():
            call_command(PAGES_COMMAND, stdout=self.stdout)
        self._say(_("Fertig. Was schon da war, blieb unverändert."))

    def _migrate_if_needed(self) -> None:
        executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
        pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if pending:
            self._say(
                _("Die Datenbank wird eingerichtet: %(count)d Schritte, etwa zehn Sekunden.")
                % {"count": len(pending)}
            )
            call_command("migrate", verbosity=0, interactive=False)

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()


def _told(step: Step) -> str:
    return _("[%(number)d/%(steps)d] %(title)s: %(new)d neu, %(known)d schon da") % {
        "number": step.number,
        "steps": step.steps,
        "title": step.title,
        "new": step.new,
        "known": step.known,
    }


def _why(refused: Refused) -> str:
    lines = [f"{problem.where}: {problem.says(_)}" for problem in refused.problems]
    head = _("Das Register wurde nicht geladen; nichts davon ist gespeichert.")
    return "\n".join([head, *lines])
