"""``weltoffen bench``: speed and size as ratios in one run, in a database of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import django
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from weltoffen.bench.pages import Page
from weltoffen.bench.parts import do_step, measure_register, measure_starts
from weltoffen.bench.starting import scratch_environment

BESIDE = Path("..") / "shared" / "data" / "twin_cities_hekman.csv"
"""Where the repository's owner keeps the world's twin towns, seen from the repository."""


class Command(BaseCommand):
    """Measure and print; the caller's database is not touched."""

    help = _("Geschwindigkeit und Größe messen. Eigene Datenbank, etwa vier Minuten.")
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Add what to measure with."""
        parser.add_argument(
            "--world",
            metavar="DATEI",
            type=Path,
            default=BESIDE if BESIDE.is_file() else None,
            help=_("Datei für load-world (ohne Angabe: ../shared, wenn vorhanden)"),
        )
        parser.add_argument(
            "--postgres",
            metavar="ADRESSE",
            default="",
            help=_("auf diesem PostgreSQL messen statt auf SQLite; legt eine Datenbank an"),
        )
        parser.add_argument("--json", metavar="DATEI", type=Path, help=_("auch als JSON schreiben"))
        parser.add_argument("--inside", nargs=2, metavar=("SCHRITT", "DATEI"), help=_("nur intern"))

    def handle(self, **options: Any) -> None:
        """Run the parts in processes of their own and print what came of them."""
        world: Path | None = options["world"]
        if world is not None and not world.is_file():
            raise CommandError(_("--world: Die Datei „%(file)s“ gibt es nicht.") % {"file": world})
        if options["inside"]:
            step, answer = options["inside"]
            Path(answer).write_text(json.dumps(do_step(step, world, self.say)))
            return
        values = self.measure(world, options["postgres"])
        self.stdout.write(table(values["results"]))
        if values["load"] > values["cores"]:
            self.stdout.write(
                _("Die Maschine war beschäftigt (Last %(load).1f); messen Sie noch einmal in Ruhe.")
                % values
            )
        if options["json"]:
            options["json"].write_text(json.dumps(values, ensure_ascii=False, indent=2) + "\n")
            self.stdout.write(_("JSON: %(file)s") % {"file": options["json"]})

    def say(self, sentence: str) -> None:
        """Print how far it is, apart from the results."""
        self.stderr.write(f"… {sentence}", style_func=str)
        self.stderr.flush()

    def measure(self, world: Path | None, postgres: str) -> dict[str, Any]:
        """Return all results with what they were measured on."""
        with tempfile.TemporaryDirectory(prefix="weltoffen-bench-") as scratch:
            folder = Path(scratch)
            with own_database(postgres) as database:
                inside = partial(self.inside, folder / "register", database, world)
                found = measure_register(inside, with_world=world is not None, say=self.say)
            self.say("Start der Demonstration, zweimal")
            found += measure_starts(folder / "demo", Page("", "portal:home").address)
        return {
            "python": sys.version.split()[0],
            "django": django.get_version(),
            "database": "postgresql" if postgres else "sqlite",
            "cores": os.cpu_count() or 1,
            "load": round(os.getloadavg()[1], 2),
            "results": [one.as_values() for one in found],
        }

    def inside(self, folder: Path, database: str, world: Path | None, step: str) -> dict[str, Any]:
        """Do a step in a process with settings and database of the benchmark's own."""
        environment = scratch_environment(folder, database)
        answer = folder / "answer.json"
        command = [sys.executable, "-m", "django", "bench", "--inside", step, str(answer)]
        if world is not None:
            command += ["--world", str(world.resolve())]
        # What the commands in there say is progress, not result.
        done = subprocess.run(  # noqa: S603 - our own command
            command, env=environment, stdout=sys.stderr, check=False
        )
        if done.returncode:
            raise CommandError(_("Die Messung ist abgebrochen, siehe die Meldung darüber."))
        values: dict[str, Any] = json.loads(answer.read_text())
        return values


@contextmanager
def own_database(server: str) -> Iterator[str]:
    """Give a new database on a PostgreSQL server, dropped at the end; nothing for SQLite."""
    if not server:
        yield ""
        return
    import psycopg
    from psycopg import sql

    name = sql.Identifier(f"weltoffen_bench_{os.getpid()}")
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(name))
        try:
            path = f"/weltoffen_bench_{os.getpid()}"
            yield urlunsplit(urlsplit(server)._replace(path=path))
        finally:
            drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
            connection.execute(drop.format(name))


def table(results: Sequence[dict[str, Any]]) -> str:
    """Return the results as lines for people."""
    names = [f"{one['part']}: {one['name']}" for one in results]
    widest = max(map(len, names))
    return "\n".join(
        f"{name:<{widest}}  {_number(one['value'])} {one['unit']:<8}  {_promise(one)}".rstrip()
        for name, one in zip(names, results, strict=True)
    )


def _number(value: float) -> str:
    return f"{value:8.2f}".replace(".", ",")


def _promise(one: dict[str, Any]) -> str:
    words = []
    if one["limit"] is not None:
        said = _("höchstens %(limit)g") if one["held"] else _("ZU VIEL, höchstens %(limit)g")
        words.append(said % {"limit": one["limit"]})
    if one["aim"] is not None:
        words.append(_("Ziel %(aim)g") % {"aim": one["aim"]})
    note = f"({one['note']})" if one["note"] else ""
    return " ".join(filter(None, [", ".join(words), note]))
