"""From a file into the database and the media folder: all of it, or nothing.

Everything is read and compared with its hashes before anything is touched, and once more while it
is put in place. The rows change in one transaction.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import (
    DEFAULT_DB_ALIAS,
    DataError,
    IntegrityError,
    OperationalError,
    connections,
    transaction,
)
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils import timezone

from weltoffen.accounts.actions import ensure_function_account
from weltoffen.ground.problems import N_, Problem, Refused, refuse_if_any
from weltoffen.jobs.selectors import running
from weltoffen.operating.backups import archive
from weltoffen.operating.backups.columns import for_database, from_json
from weltoffen.operating.backups.emptying import emptied
from weltoffen.operating.backups.manifest import Manifest, TableEntry, broken, misfits
from weltoffen.operating.backups.placing import Staging, check_paths
from weltoffen.operating.backups.saving import FILES, TABLES, Tell, files_in
from weltoffen.operating.backups.tables import (
    Table,
    columns_of,
    emptied_tables,
    go_on_after,
    make_again,
    missing_steps,
    saved_tables,
    steps,
    what_is_there,
)
from weltoffen.privacy.actions import forget_again
from weltoffen.privacy.selectors import forgotten_here

VERIFYING = N_("Prüfung")
ACCOUNT = "wiederherstellung"
"""The function account in whose name is deleted again what was deleted on request."""
_NOT_UP_TO_DATE = N_(
    "Die Datenbank ist noch nicht eingerichtet oder nicht auf dem Stand des Programms. Rufen Sie "
    "zuerst „weltoffen migrate“ auf, und dann diesen Befehl noch einmal."
)
_THERE = N_(
    "Hier stehen schon Daten (%(what)s). Wiederherstellen ersetzt sie ganz. Sichern Sie sie mit "
    "„weltoffen backup“, und rufen Sie diesen Befehl dann mit --replace auf."
)
_AT_WORK = N_(
    "Ein Arbeitsprozess arbeitet gerade an dieser Datenbank (Auftrag %(job)d). Halten Sie Server "
    "und Arbeitsprozesse an, und rufen Sie diesen Befehl dann noch einmal auf."
)
_IN_USE = N_(
    "Andere Programme benutzen die Datenbank und geben sie nicht frei. Halten Sie Server und "
    "Arbeitsprozesse an, und rufen Sie diesen Befehl dann noch einmal auf; es wurde nichts "
    "geändert."
)
_DOES_NOT_FIT = N_(
    "Die Tabelle %(table)s lässt sich in dieser Datenbank nicht füllen: Die Zeile mit dem "
    "Schlüssel %(key)s passt nicht (%(why)s). Berichtigen Sie sie dort, wo die Sicherung gemacht "
    "wurde, und sichern Sie noch einmal; es wurde nichts geändert."
)
_CONTRADICTS = N_(
    "Die Sicherung widerspricht sich (%(why)s). Nehmen Sie eine andere; es wurde nichts geändert."
)
_MEDIA = N_("Dateien im Medienordner")


def check(file: Path, *, tell: Tell) -> Manifest:
    """Read a backup to its end and compare it with its hashes; refuses what is not whole."""
    with archive.reading(file) as reader:
        _verify(reader, tell)
        return reader.manifest


def restore(file: Path, *, is_replacing: bool, tell: Tell) -> Manifest:
    """Put a backup in place of what is there.

    Refuses, with nothing changed, a file that is not whole, one of another version's tables, and,
    unless it replaces, a register that has anything in it.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    root = Path(settings.MEDIA_ROOT)
    with archive.reading(file) as reader:
        _refuse_what_does_not_fit(reader.manifest, connection)
        _refuse_where_somebody_works(connection)
        if not is_replacing:
            _refuse_where_data_are(connection, root)
        _verify(reader, tell)
        _put_in_place(reader, root, connection, tell)
        return reader.manifest


def _refuse_what_does_not_fit(manifest: Manifest, connection: BaseDatabaseWrapper) -> None:
    if missing_steps(connection):
        raise Refused(Problem("", _NOT_UP_TO_DATE))
    here = columns_of(saved_tables())
    refuse_if_any(misfits(manifest, migrations=steps(connection), tables=here))
    check_paths(manifest.media)


def _refuse_where_data_are(connection: BaseDatabaseWrapper, root: Path) -> None:
    there = what_is_there(connection)
    files = sum(1 for _file in files_in(root))
    if files:
        there[str(_MEDIA)] = files
    if there:
        what = ", ".join(f"{name}: {count}" for name, count in there.items())
        raise Refused(Problem("", _THERE, {"what": what}))


def _refuse_where_somebody_works(connection: BaseDatabaseWrapper) -> None:
    job = running().using(connection.alias).filter(leased_until__gt=timezone.now()).first()
    if job is not None:
        raise Refused(Problem("", _AT_WORK, {"job": job.pk}))


def _verify(reader: archive.Reader, tell: Tell) -> None:
    parts = reader.manifest.parts
    for done, part in enumerate(parts):
        tell(VERIFYING, done, len(parts))
        reader.verify(part.entry)
    tell(VERIFYING, len(parts), len(parts))


def _put_in_place(
    reader: archive.Reader, root: Path, connection: BaseDatabaseWrapper, tell: Tell
) -> None:
    staging = Staging(root, mode=settings.FILE_UPLOAD_PERMISSIONS)
    try:
        media = reader.manifest.media
        for done, entry in enumerate(media):
            tell(FILES, done, len(media))
            staging.take(entry, reader.blocks(entry.entry))
        tell(FILES, len(media), len(media))
        with transaction.atomic(using=connection.alias):
            gone = forgotten_here()  # what a backup from before would bring back
            _fill(reader, connection, tell)
            if gone:
                forget_again(names=gone, by=ensure_function_account(username=ACCOUNT))
            staging.place()
    except BaseException as error:
        staging.undo()
        _explain(error)
        raise
    staging.finish()


def _explain(error: BaseException) -> None:
    """Say in a sentence what the database refuses."""
    if isinstance(error, OperationalError):
        raise Refused(Problem("", _IN_USE)) from error
    if isinstance(error, IntegrityError):
        raise Refused(Problem("", _CONTRADICTS, {"why": _first_line(error)})) from error


def _fill(reader: archive.Reader, connection: BaseDatabaseWrapper, tell: Tell) -> None:
    tables = saved_tables()
    entries = {entry.name: entry for entry in reader.manifest.tables}
    with emptied(emptied_tables(connection), connection):
        for done, table in enumerate(tables):
            tell(TABLES, done, len(tables))
            entry = entries[table.name]
            count = _fill_table(table, entry, reader, connection)
            if count != entry.rows:
                raise broken(f"{entry.entry} hat {count} statt {entry.rows} Zeilen")
            go_on_after(table, entry.last_key, connection)
    make_again()
    tell(TABLES, len(tables), len(tables))


def _fill_table(
    table: Table, entry: TableEntry, reader: archive.Reader, connection: BaseDatabaseWrapper
) -> int:
    names = [name for name, _kind in entry.columns]
    columns = sorted(table.columns, key=lambda column: names.index(column.name))
    quoted = connection.ops.quote_name
    places = ", ".join(["%s"] * len(columns))
    statement = (
        f"INSERT INTO {quoted(table.name)} ({', '.join(map(quoted, names))}) "  # noqa: S608 - ours
        f"VALUES ({places})"
    )

    def rows() -> Iterator[list[Any]]:
        for told in reader.lines(entry.entry):
            try:
                values = json.loads(told)
                yield [
                    for_database(column, from_json(column.kind, value), connection)
                    for column, value in zip(columns, values, strict=True)
                ]
            except (ValueError, TypeError, IndexError, ArithmeticError) as error:
                raise broken(f"eine Zeile in {entry.entry} ist unlesbar") from error

    key, count, ahead = names.index(table.key.name), 0, rows()
    while batch := list(islice(ahead, table.at_once)):
        _insert(statement, batch, connection, table=table.name, key=key)
        count += len(batch)
    return count


def _insert(
    statement: str,
    batch: Sequence[list[Any]],
    connection: BaseDatabaseWrapper,
    *,
    table: str,
    key: int,
) -> None:
    """Write rows; refuses the one that this database does not take, by its key."""
    try:
        with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
            cursor.executemany(statement, batch)
    except (DataError, IntegrityError, OverflowError, ValueError) as error:
        if len(batch) > 1:
            for row in batch:
                _insert(statement, [row], connection, table=table, key=key)
        values = {"table": table, "key": batch[0][key], "why": _first_line(error)}
        raise Refused(Problem("", _DOES_NOT_FIT, values)) from error


def _first_line(error: BaseException) -> str:
    return str(error).partition("\n")[0]
