"""What a backup says of itself, and whether it fits an installation. No tables, no Django."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from weltoffen.ground.problems import N_, Problem, Refused

FORMAT = 1
"""Rises when files of before can no longer be read in the same way."""
_NO_BACKUP = N_(
    "Die Datei ist keine Sicherung von weltoffen, oder sie ist beschädigt (%(why)s). Nehmen Sie "
    "eine andere; es wurde nichts geändert."
)
_OTHER_FORMAT = N_(
    "Die Sicherung hat das Format %(theirs)s, dieses Programm liest %(ours)s. Stellen Sie sie mit "
    "weltoffen %(version)s wieder her."
)
_OLDER = N_(
    "Die Sicherung ist älter als diese Datenbank: Ihr fehlt %(steps)s. Stellen Sie sie mit "
    "weltoffen %(version)s auf einer eigenen Datenbank wieder her, rufen Sie dort mit der neuen "
    "Version „weltoffen migrate“ auf und sichern Sie noch einmal."
)
_NEWER = N_(
    "Die Sicherung ist neuer als diese Datenbank: Hier fehlt %(steps)s. Installieren Sie weltoffen "
    "%(version)s oder neuer, rufen Sie „weltoffen migrate“ auf, und dann diesen Befehl noch einmal."
)
_OTHER_COLUMNS = N_(
    "Die Tabelle %(table)s hat hier andere Spalten als in der Sicherung. Stellen Sie sie mit "
    "weltoffen %(version)s wieder her, mit dem sie gemacht wurde."
)
_MOST_STEPS = 3


@dataclass(frozen=True, slots=True)
class TableEntry:
    """One table: its columns with their kinds, its rows, and the last key that it ever gave."""

    name: str
    columns: tuple[tuple[str, str], ...]
    rows: int
    bytes: int
    sha256: str
    last_key: int | None = None

    @property
    def entry(self) -> str:
        """Return the name of its part of the file."""
        return f"tables/{self.name}.jsonl"


@dataclass(frozen=True, slots=True)
class MediaEntry:
    """One file of the media folder, by its path below it; parts are numbered, not named by it."""

    path: str
    number: int
    bytes: int
    sha256: str

    @property
    def entry(self) -> str:
        """Return the name of its part of the file."""
        return f"media/{self.number:08d}"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds. ``made_at`` is a moment in UTC, ISO 8601; ``database`` the engine."""

    version: str
    made_at: str
    database: str
    migrations: Mapping[str, tuple[str, ...]]
    tables: tuple[TableEntry, ...]
    media: tuple[MediaEntry, ...]
    format: int = FORMAT

    @property
    def parts(self) -> tuple[TableEntry | MediaEntry, ...]:
        """Return every part of the file, in the order in which they were written."""
        return (*self.tables, *self.media)

    @property
    def rows(self) -> int:
        """Return how many rows there are in all."""
        return sum(table.rows for table in self.tables)

    @property
    def media_bytes(self) -> int:
        """Return how many bytes the media files have in all."""
        return sum(file.bytes for file in self.media)

    def as_json(self) -> bytes:
        """Return what stands in the file."""
        totals = {"rows": self.rows, "files": len(self.media), "bytes": self.media_bytes}
        told = {"product": "weltoffen", **asdict(self), "totals": totals}
        return json.dumps(told, indent=1, sort_keys=True).encode()


def broken(why: str) -> Refused:
    """Return the refusal of a file that cannot be used; ``why`` is a German phrase."""
    return Refused(Problem("", _NO_BACKUP, {"why": why}))


def read_manifest(data: bytes) -> Manifest:
    """Read what :meth:`Manifest.as_json` wrote; refuses anything else."""
    try:
        told = json.loads(data)
        if told["format"] != FORMAT:
            values = {"theirs": told["format"], "ours": FORMAT, "version": told.get("version")}
            raise Refused(Problem("", _OTHER_FORMAT, values))
        found = _read(told)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise broken("das Verzeichnis ist unlesbar") from error
    if told.get("product") != "weltoffen" or json.loads(found.as_json()) != told:
        raise broken("das Verzeichnis widerspricht sich")
    return found


def _read(told: Mapping[str, Any]) -> Manifest:
    tables = (
        TableEntry(**{**each, "columns": tuple((name, kind) for name, kind in each["columns"])})
        for each in told["tables"]
    )
    return Manifest(
        version=told["version"],
        made_at=told["made_at"],
        database=told["database"],
        migrations={app: tuple(names) for app, names in told["migrations"].items()},
        tables=tuple(tables),
        media=tuple(MediaEntry(**each) for each in told["media"]),
    )


Columns = Mapping[str, tuple[tuple[str, str], ...]]
"""Columns with their kinds, by table."""


def misfits(
    manifest: Manifest, *, migrations: Mapping[str, tuple[str, ...]], tables: Columns
) -> list[Problem]:
    """Return why a backup cannot be put into a database that stands so; mostly nothing.

    Only a database at exactly the same step takes a backup: rows that were written for other
    columns would be guessed into these.
    """
    theirs, ours = _steps(manifest.migrations), _steps(migrations)
    version = {"version": manifest.version}
    if ours - theirs:
        return [Problem("", _OLDER, {"steps": _named(ours - theirs), **version})]
    if theirs - ours:
        return [Problem("", _NEWER, {"steps": _named(theirs - ours), **version})]
    saved = {table.name: table.columns for table in manifest.tables}
    return [
        Problem("", _OTHER_COLUMNS, {"table": name, **version})
        for name in sorted({*saved, *tables})
        if set(saved.get(name, ())) != set(tables.get(name, ()))
    ]


def _steps(migrations: Mapping[str, tuple[str, ...]]) -> set[str]:
    return {f"{app}.{name}" for app, names in migrations.items() for name in names}


def _named(steps: set[str]) -> str:
    first = sorted(steps)
    more = f" (+{len(first) - _MOST_STEPS})" if len(first) > _MOST_STEPS else ""
    return ", ".join(first[:_MOST_STEPS]) + more
