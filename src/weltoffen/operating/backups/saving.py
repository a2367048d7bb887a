"""From the database and the media folder into a file.

The database is read in one transaction that sees one moment and keeps nobody from writing. The
media folder is read after it: files there are added and removed, never changed under their name.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from importlib.metadata import version
from itertools import chain
from pathlib import Path

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils import timezone

from weltoffen.ground.problems import N_, Problem, Refused
from weltoffen.operating.backups import archive
from weltoffen.operating.backups.columns import line, to_json
from weltoffen.operating.backups.manifest import Manifest, MediaEntry, TableEntry
from weltoffen.operating.backups.placing import is_of_a_restore
from weltoffen.operating.backups.tables import (
    Table,
    last_key,
    missing_steps,
    saved_tables,
    steps,
)

Tell = Callable[[str, int, int], None]
"""Is told what is done next, and how much of it is done of how much."""
TABLES, FILES = N_("Tabellen"), N_("Dateien")
_NOT_UP_TO_DATE = N_(
    "Die Datenbank ist nicht auf dem Stand dieses Programms; es fehlt %(steps)s. Sichern Sie mit "
    "der Version, die zu ihr gehört, oder rufen Sie zuerst „weltoffen migrate“ auf."
)
_UNREADABLE = N_(
    "Die Datei %(file)s im Medienordner lässt sich nicht lesen (%(why)s). Berichtigen Sie ihre "
    "Rechte und sichern Sie dann noch einmal; es liegt nichts Halbes da."
)


def _tell_nobody(_what: str, _done: int, _total: int) -> None:
    pass


def save(file: Path, *, tell: Tell = _tell_nobody) -> Manifest:
    """Write everything into a new file and return what it says of itself.

    Refuses a file that exists, and a database that this program does not fit.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    missing = missing_steps(connection)
    if missing:
        raise Refused(Problem("", _NOT_UP_TO_DATE, {"steps": ", ".join(missing[:3])}))
    with archive.writing(file) as writer:
        made_at = timezone.now().isoformat()
        with one_moment(connection):
            applied = steps(connection)
            tables = _save_tables(connection, writer, tell)
        media = _save_media(Path(settings.MEDIA_ROOT), writer, tell)
        manifest = Manifest(
            version=version("weltoffen"),
            made_at=made_at,
            database=connection.vendor,
            migrations=applied,
            tables=tables,
            media=media,
        )
        writer.seal(manifest)
    return manifest


@contextmanager
def one_moment(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Read what stood at one moment, whatever others write meanwhile, and without keeping them.

    Within a transaction it is that one: a test's.
    """
    if connection.in_atomic_block:
        yield
        return
    if connection.vendor == "postgresql":
        with transaction.atomic(using=connection.alias):
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
        return
    # Our transactions on SQLite begin as writers, of which there is one; a reader takes no turn.
    mode = connection.transaction_mode  # type: ignore[attr-defined]
    connection.transaction_mode = "DEFERRED"  # type: ignore[attr-defined]
    try:
        with transaction.atomic(using=connection.alias):
            yield
    finally:
        connection.transaction_mode = mode  # type: ignore[attr-defined]


def _save_tables(
    connection: BaseDatabaseWrapper, writer: archive.Writer, tell: Tell
) -> tuple[TableEntry, ...]:
    tables, saved = saved_tables(), []
    for done, table in enumerate(tables):
        tell(TABLES, done, len(tables))
        saved.append(_save_table(table, connection, writer))
    tell(TABLES, len(tables), len(tables))
    return tuple(saved)


def _save_table(
    table: Table, connection: BaseDatabaseWrapper, writer: archive.Writer
) -> TableEntry:
    kinds = [column.kind for column in table.columns]
    count = 0

    def lines() -> Iterator[bytes]:
        nonlocal count
        for row in table.rows(connection):
            count += 1
            yield line([to_json(kind, value) for kind, value in zip(kinds, row, strict=True)])

    # The last key is asked for first: rows that are added later do not count either.
    last = last_key(table, connection)
    size, sha256 = writer.write(f"tables/{table.name}.jsonl", lines())
    columns = tuple((column.name, column.kind) for column in table.columns)
    return TableEntry(table.name, columns, count, size, sha256, last)


def files_in(root: Path) -> Iterator[Path]:
    """Yield the files below a folder in the order of their paths; links are not followed."""
    for folder, folders, names in os.walk(root):
        here = Path(folder)
        folders[:] = sorted(
            name for name in folders if not (here == root and is_of_a_restore(name))
        )
        yield from (
            path
            for path in (here / name for name in sorted(names))
            if path.is_file() and not path.is_symlink()
        )


def _save_media(root: Path, writer: archive.Writer, tell: Tell) -> tuple[MediaEntry, ...]:
    files = list(files_in(root))
    saved: list[MediaEntry] = []
    for done, path in enumerate(files):
        tell(FILES, done, len(files))
        blank = MediaEntry(path.relative_to(root).as_posix(), len(saved) + 1, 0, "")
        blocks = _blocks_of(path, blank.path)
        try:
            first = next(blocks, b"")
        except FileNotFoundError:
            continue  # deleted since the database was read
        size, sha256 = writer.write(blank.entry, chain([first], blocks), is_packed=True)
        saved.append(replace(blank, bytes=size, sha256=sha256))
    tell(FILES, len(files), len(files))
    return tuple(saved)


def _blocks_of(path: Path, name: str) -> Iterator[bytes]:
    try:
        with path.open("rb") as file:
            while block := file.read(archive.BLOCK):
                yield block
    except FileNotFoundError:
        raise
    except OSError as error:
        raise Refused(Problem("", _UNREADABLE, {"file": name, "why": error.strerror})) from error
