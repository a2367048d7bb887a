"""``weltoffen demo``: from nothing to Dortmund's register in the browser, in one command.

It is made of commands that also stand alone (``migrate``, ``load-demo``, ``serve``) and of one
account. Started again, it finds everything in its place and loses nothing entered meanwhile.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from weltoffen.accounts.actions import ensure_function_account, open_desk_account
from weltoffen.config import serving
from weltoffen.config.management.commands.serve import add_serving_arguments, chosen_port
from weltoffen.demo.invented_cases import write_cases
from weltoffen.demo.invented_encounters import write_encounters
from weltoffen.demo.invented_people import write_people

STARTER = "demo-start"
"""The function account in whose name the demonstration account is opened."""
GUEST = "demo"
STEPS = 3


class Command(BaseCommand):
    """Prepare, say how to sign in, serve."""

    help = _("Dortmunds Register laden und im Browser zeigen.")
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the options."""
        add_serving_arguments(parser)
        parser.add_argument("--no-serve", action="store_true", help=_("nur vorbereiten"))

    def handle(self, **options: Any) -> None:
        """Run the steps, then serve."""
        chosen_port(options["port"])  # a number that is no port is refused before anything is done
        began = time.monotonic()
        self.step_count = 0
        with self.step(_("Datenbank anlegen und auf Stand bringen")):
            self.migrate()
        with self.step(_("Dortmunds Register laden")):
            call_command("load_demo", stdout=self.stdout)
            if write_cases(timezone.localdate()):
                self.say(_("      dazu erfundene Anfragen und Aufgaben zum Ausprobieren"))
            if write_people(timezone.localdate()):
                self.say(_("      dazu erfundene Ämter, Kontakte und ein doppelter Verein"))
            if write_encounters(timezone.localdate()):
                self.say(_("      dazu vier erfundene Begegnungen"))
            call_command("search", "update", stdout=self.stdout)
        with self.step(_("Konto für diesen Start öffnen")):
            starter = ensure_function_account(username=STARTER)
            account, password = open_desk_account(username=GUEST, by=starter)
        self.say(_("Bereit nach %(seconds).1f s.") % {"seconds": time.monotonic() - began})
        port = chosen_port(options["port"])
        self.say_how_to_enter(port, options["port"], account.get_username(), password)
        if not options["no_serve"]:
            connections.close_all()  # workers open their own
            serving.run(port, options["workers"], when_listening=self.say_it_listens)
            self.say(_("Beendet. Was eingegeben wurde, ist gespeichert."))

    @contextmanager
    def step(self, title: str) -> Iterator[None]:
        """Say what begins, and how long it took."""
        self.step_count += 1
        self.say(f"[{self.step_count}/{STEPS}] {title} …")
        began = time.monotonic()
        yield
        self.say(_("      fertig nach %(seconds).1f s") % {"seconds": time.monotonic() - began})

    def migrate(self) -> None:
        """Bring the tables up to date, saying how far it is."""
        executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if not plan:
            self.say(_("      ist auf Stand"))
            return
        call_command("migrate", stdout=Progress(self, len(plan)), verbosity=1, no_color=True)

    def say(self, sentence: str) -> None:
        """Print at once, also into a pipe."""
        self.stdout.write(sentence)
        self.stdout.flush()

    def say_how_to_enter(self, port: int, wanted: int, username: str, password: str) -> None:
        """Print the addresses and the account of this run."""
        if port != wanted:
            self.say(
                _("Port %(wanted)d ist belegt, es wird %(port)d.")
                % {"wanted": wanted, "port": port}
            )
        where = serving.address(port)
        self.say("")
        self.say(_("  Portal:       %(address)s") % {"address": f"{where}/"})
        self.say(
            _("  Schreibtisch: %(address)s") % {"address": where + reverse("wagtailadmin_home")}
        )
        self.say(
            _("  Anmelden:     Name %(name)s, Kennwort %(password)s (gilt bis zum nächsten Start)")
            % {"name": username, "password": password}
        )
        self.say(_("  Daten:        %(folder)s") % {"folder": settings.MEDIA_ROOT.parent})
        self.say("")

    def say_it_listens(self) -> None:
        """Print that the browser can be opened."""
        self.say(_("Der Server läuft. Beenden mit Strg+C."))


class Progress:
    """Takes the lines of ``migrate`` and prints, at every tenth part, how far it is."""

    def __init__(self, command: Command, total: int) -> None:
        self.command = command
        self.total = total
        self.done = 0

    def write(self, text: str) -> None:
        """Count what is done."""
        if not text.strip().endswith("OK"):
            return
        self.done += 1
        if self.done * 10 // self.total > (self.done - 1) * 10 // self.total:
            self.command.say(
                _("      %(done)d von %(total)d Schritten")
                % {"done": self.done, "total": self.total}
            )

    def flush(self) -> None:
        """Nothing is held back."""
