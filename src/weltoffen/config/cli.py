"""The one command: ``weltoffen COMMAND`` is a Django management command, ours first.

Without ``DJANGO_SETTINGS_MODULE`` the embedded installation runs: SQLite and media in the folder
that ``WELTOFFEN_DATA`` names (``var`` where nothing is said), with a secret key made on first use
and kept there.
"""

from __future__ import annotations

import os
import secrets
import sys
import tempfile
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path

from weltoffen.config import command_book
from weltoffen.ground.problems import N_, Refused

_NO_TABLES = N_(
    "Die Datenbank ist nicht eingerichtet oder nicht auf dem Stand des Programms. Rufen Sie "
    "„weltoffen migrate“ auf, und dann diesen Befehl noch einmal."
)
EMBEDDED = "weltoffen.config.settings.embedded"


def _prepare_embedded() -> None:
    data = Path(os.environ.get("WELTOFFEN_DATA") or "var").resolve()
    # Nothing is collected there (files come straight from the package), but it is looked for.
    (data / "static").mkdir(parents=True, exist_ok=True)
    os.environ["WELTOFFEN_DATA"] = str(data)
    os.environ.setdefault("WELTOFFEN_SECRET_KEY", _secret_key(data / "secret-key"))


def _secret_key(file: Path) -> str:
    """Return the key that the file keeps; make it on first use.

    It appears under its name only when it is whole, and the first of two simultaneous starts wins.
    It is not readable by others, also not for the moment between making and writing.
    """
    if not file.exists():
        # A name of its own for each start; mkstemp makes it readable for its owner only.
        handle, draft = tempfile.mkstemp(prefix=f"{file.name}.", dir=file.parent)
        with os.fdopen(handle, "w") as out:
            out.write(secrets.token_urlsafe(50))
        with suppress(FileExistsError):
            os.link(draft, file)
        os.unlink(draft)
    return file.read_text().strip()


def _installed() -> dict[str, str]:
    import django
    from django.core.management import get_commands

    django.setup()
    return get_commands()


def _answered_here(name: str, rest: list[str]) -> str | None:
    """Return the answer to what is asked about the commands themselves."""
    if name in ("help", "--help", "-h") and not rest:
        return command_book.page(_installed())
    if name in ("version", "--version"):
        return f"weltoffen {version('weltoffen')}, Django {version('django')}"
    return None


def _checked(name: str) -> str:
    """Return the command's name as Django has it, or stop with a hint."""
    if name == command_book.TEST:
        raise SystemExit(command_book.ONLY_IN_THE_REPOSITORY)
    installed = _installed()
    found = name.replace("-", "_")
    if found not in installed:
        raise SystemExit(command_book.unknown(name, installed))
    return found


def _tables_are_missing() -> bool:
    """Say whether the database lacks a step of ours; False where it cannot even be asked."""
    from django.db import DatabaseError, connection
    from django.db.migrations.executor import MigrationExecutor

    try:
        executor = MigrationExecutor(connection)
        return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    except DatabaseError:
        return False


def main(arguments: list[str] | None = None) -> None:
    """Run a command; hyphens in its name are as good as underscores."""
    program, *words = sys.argv if arguments is None else arguments
    name, *rest = words or ["help"]
    settings = os.environ.get("DJANGO_SETTINGS_MODULE") or EMBEDDED
    os.environ["DJANGO_SETTINGS_MODULE"] = settings
    if settings == EMBEDDED:
        _prepare_embedded()
    answer = _answered_here(name, rest)
    if answer is not None:
        print(answer)
        return
    if name == "help":
        name, rest = rest[0], ["--help"]
    from django.core.management import execute_from_command_line
    from django.db import DatabaseError
    from django.utils.translation import gettext

    try:
        execute_from_command_line([program, _checked(name), *rest])
        sys.stdout.flush()
    except Refused as refused:
        raise SystemExit(str(refused)) from refused
    except DatabaseError as error:
        if name == "migrate" or not _tables_are_missing():
            raise
        raise SystemExit(gettext(_NO_TABLES)) from error
    except KeyboardInterrupt:
        # 130 is what shells say of a program that Ctrl-C ended.
        raise SystemExit(130) from None
    except BrokenPipeError:
        # Whoever read the output (``head``) has enough; 141 is what shells say of that. What is
        # still to be flushed at the end goes nowhere, or Python would complain of it once more.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(141) from None
