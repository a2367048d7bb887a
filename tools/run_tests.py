"""``./weltoffen test``: everything that must hold, in the order in which it fails quickest.

Without arguments all steps run, also after one has failed; the end says what failed and what could
not run here, with the command that would enable it (under ``CI=true`` that is a failure too). With
arguments pytest runs quickly on SQLite with just these: ``./weltoffen test -k state``.

Exit code: 0 everything held, 1 something did not.
"""

from __future__ import annotations

import getpass
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

ROOT = Path(__file__).resolve().parent.parent
WORKERS = "2"
NO_TEST_FOUND = 5
"""The exit code by which pytest says that it ran no test."""


@dataclass(frozen=True, slots=True)
class Unavailable:
    """Why a step cannot run on this machine, and the one command that would enable it."""

    why: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to run. ``environment`` is added to the one that all steps share."""

    title: str
    command: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict)
    unavailable: Unavailable | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a step; ``code`` is None where it could not run."""

    step: Step
    code: int | None
    seconds: float

    @property
    def verdict(self) -> str:
        """Return the outcome in a word."""
        if self.code is None:
            return "LIEF NICHT"
        if self.code == NO_TEST_FOUND and "pytest" in self.step.command:
            return "KEIN TEST"
        return "ok" if self.code == 0 else "FEHLER"


def python(*arguments: str) -> list[str]:
    """Return a command of this environment's Python."""
    return [sys.executable, "-m", *arguments]


def tool(name: str, *arguments: str) -> list[str]:
    """Return a command that a package installed beside this environment's Python."""
    return [str(Path(sys.executable).parent / name), *arguments]


def shared_environment(scratch: Path) -> dict[str, str]:
    """Return the caller's environment without what would make the tests run on something else."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("WELTOFFEN_", "DJANGO_")) and name != "DATABASE_URL"
    }
    (scratch / "data").mkdir()
    return kept | {"WELTOFFEN_DATA": str(scratch / "data"), "PYTHONUNBUFFERED": "1"}


def static_steps() -> list[Step]:
    """Return the checks that only read the code."""
    testing = {"DJANGO_SETTINGS_MODULE": "weltoffen.config.settings.testing"}
    # Values that a real installation would have; no test depends on them.
    deployed = {
        "DJANGO_SETTINGS_MODULE": "weltoffen.config.settings.base",
        "WELTOFFEN_SECRET_KEY": "nur-zum-Prüfen-" + "0123456789abcdefghijklmnopqrstuvwxyz" * 2,
        "WELTOFFEN_HOSTS": "international.example.org",
        "WELTOFFEN_ADDRESS": "https://international.example.org",
        "DATABASE_URL": "sqlite://:memory:",
        "WELTOFFEN_MEDIA": tempfile.gettempdir(),
    }
    makemigrations = python("django", "makemigrations", "--check", "--dry-run")
    # Nothing is collected here and there is no PostgreSQL, which are warnings. That a whole
    # installation gets none is a test of its own: tests/operating/test_checks.py.
    deploy = python("django", "check", "--deploy", "--fail-level", "ERROR")
    return [
        Step("Form · ruff format", tool("ruff", "format", "--check", ".")),
        Step("Regeln · ruff check", tool("ruff", "check", ".")),
        Step("Typen · mypy", tool("mypy", "src/weltoffen", "tools")),
        Step("Stockwerke · import-linter", tool("lint-imports")),
        Step("Migrationen · makemigrations --check", makemigrations, testing),
        Step("Betrieb · check --deploy", deploy, deployed),
    ]


def pytest(*arguments: str) -> list[str]:
    """Return a pytest command."""
    return python("pytest", *arguments)


def test_steps() -> list[Step]:
    """Return the runs of the test suite: SQLite, PostgreSQL, browser."""
    postgresql = find_postgresql()
    chromium = find_chromium()
    return [
        Step("Tests auf SQLite", pytest("-n", WORKERS, "-m", "not browser")),
        Step(
            "Tests auf PostgreSQL",
            pytest("-n", WORKERS, "-m", "not browser"),
            {"WELTOFFEN_ONLY_DATABASE": "1", "WELTOFFEN_EMBEDDED_DATABASE_URL": str(postgresql)},
            unavailable=postgresql if isinstance(postgresql, Unavailable) else None,
        ),
        Step(
            "Tests im Browser",
            pytest("-n", WORKERS, "--dist", "worksteal", "-m", "browser"),
            {"WELTOFFEN_CHROMIUM": str(chromium)},
            unavailable=chromium if isinstance(chromium, Unavailable) else None,
        ),
    ]


def find_postgresql() -> str | Unavailable:
    """Return the address of a database that may be made and thrown away, on a server that answers.

    Asked are ``DATABASE_URL`` and, without it, this machine's server with trust.
    """
    given = os.environ.get("DATABASE_URL", "")
    users = dict.fromkeys(("postgres", getpass.getuser()))
    servers = [given] if given else [f"postgresql://{u}@127.0.0.1:5432/postgres" for u in users]
    reasons = []
    for server in servers:
        if urlsplit(server).scheme not in ("postgres", "postgresql"):
            reasons.append("DATABASE_URL nennt kein PostgreSQL")
            continue
        try:
            with psycopg.connect(server, connect_timeout=3) as connection:
                row = connection.execute(
                    "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
                ).fetchone()
        except psycopg.Error as error:
            reasons.append(str(error).strip().splitlines()[-1])
            continue
        if row and row[0]:
            # A name of its own, so that parallel runs do not meet. Django puts test_ before it.
            return urlunsplit(urlsplit(server)._replace(path=f"/weltoffen_{os.getpid()}"))
        reasons.append("die Rolle darf keine Datenbank anlegen (CREATEDB)")
    return Unavailable(
        f"kein PostgreSQL: {'; '.join(reasons)}",
        "DATABASE_URL=postgresql://NUTZER:PASSWORT@RECHNER/postgres ./weltoffen test",
    )


@contextmanager
def thrown_away(postgresql: str) -> Iterator[None]:
    """Drop, at the end, the test databases that this run made, also when it was broken off."""
    try:
        yield
    finally:
        if postgresql.startswith("postgres"):
            drop_test_databases(postgresql)


def drop_test_databases(postgresql: str) -> None:
    """Drop what Django and xdist made out of this run's database name."""
    name = urlsplit(postgresql).path.lstrip("/")
    server = urlunsplit(urlsplit(postgresql)._replace(path="/postgres"))
    with psycopg.connect(server, autocommit=True) as connection:
        rows = connection.execute(
            "SELECT datname FROM pg_database WHERE datname = %s OR datname LIKE %s",
            (f"test_{name}", f"test\\_{name}\\_gw%"),
        ).fetchall()
        for (database,) in rows:
            drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
            connection.execute(drop.format(sql.Identifier(database)))


def find_chromium() -> str | Unavailable:
    """Return the path of a Chromium; install Debian's where that is allowed."""
    found = chromium_here()
    if found is None and os.geteuid() == 0 and shutil.which("apt-get"):
        heading("Chromium einrichten · installing Chromium")
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "-q", "update"], env=quiet, check=False)
        install = ["apt-get", "-qy", "install", "--no-install-recommends", "chromium"]
        subprocess.run(install, env=quiet, check=False)
        found = chromium_here()
    return found or Unavailable(
        "kein Chromium gefunden", "sudo apt-get install --no-install-recommends chromium"
    )


def chromium_here() -> str | None:
    """Return the path of an installed Chromium, ``WELTOFFEN_CHROMIUM`` first."""
    given = os.environ.get("WELTOFFEN_CHROMIUM", "")
    names = [given] if given else ["chromium", "chromium-browser", "google-chrome"]
    return next(filter(None, map(shutil.which, names)), None)


def heading(title: str) -> None:
    """Print where we are."""
    print(f"\n━━ {title} {'━' * max(0, 90 - len(title))}", flush=True)


def run(step: Step, environment: Mapping[str, str]) -> Outcome:
    """Run one step, its output passing through."""
    if step.unavailable:
        return Outcome(step, None, 0.0)
    began = time.monotonic()
    done = subprocess.run(
        step.command, cwd=ROOT, env={**environment, **step.environment}, check=False
    )
    return Outcome(step, done.returncode, time.monotonic() - began)


def run_all(environment: Mapping[str, str]) -> list[Outcome]:
    """Run every step, whatever came of the ones before."""
    steps = static_steps() + test_steps()
    outcomes = []
    for number, step in enumerate(steps, start=1):
        heading(f"{number}/{len(steps)}  {step.title}")
        with thrown_away(step.environment.get("WELTOFFEN_EMBEDDED_DATABASE_URL", "")):
            outcomes.append(run(step, environment))
        print(f"   {outcomes[-1].verdict}, {outcomes[-1].seconds:.1f} s", flush=True)
    return outcomes


def report(outcomes: Sequence[Outcome], *, strict: bool) -> int:
    """Print the summary and return the exit code. ``strict``: what could not run is a failure."""
    heading("Zusammenfassung · summary")
    for outcome in outcomes:
        print(f"   {outcome.verdict:<10}  {outcome.seconds:7.1f} s  {outcome.step.title}")
    absent = [outcome.step for outcome in outcomes if outcome.step.unavailable]
    failed = [outcome for outcome in outcomes if outcome.code not in (0, None)]
    for step in absent:
        assert step.unavailable is not None
        print(f"\n!! LIEF NICHT · DID NOT RUN: {step.title}: {step.unavailable.why}")
        print(f"!! So geht es · to enable it:  {step.unavailable.remedy}")
    if failed or (absent and strict):
        print("\nNicht bestanden · failed", flush=True)
        return 1
    rest = ", soweit gelaufen · passed as far as run" if absent else " · passed"
    print(f"\nBestanden{rest}", flush=True)
    return 0


def quick_arguments(arguments: Sequence[str]) -> list[str]:
    """Return pytest's arguments of a quick run: no browser unless asked for by name or marker."""
    if any(argument == "-m" or "browser" in argument for argument in arguments):
        return list(arguments)
    return ["-m", "not browser", *arguments]


def main(arguments: Sequence[str]) -> int:
    """Run all steps, or with arguments a quick pytest."""
    with tempfile.TemporaryDirectory(prefix="weltoffen-test-") as folder:
        environment = shared_environment(Path(folder))
        if arguments:
            given = chromium_here()
            known = {"WELTOFFEN_CHROMIUM": given} if given else {}
            quick = Step("pytest", pytest(*quick_arguments(arguments)), known)
            return run(quick, environment).code or 0
        outcomes = run_all(environment)
    return report(outcomes, strict=os.environ.get("CI", "") == "true")


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit("\nAbgebrochen · interrupted")
