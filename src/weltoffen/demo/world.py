"""Reading a list of the world's twin towns and finding out which places it means.

The file is a CSV table with two places per line, ``city1,country1,…,city2,country2,…``; further
columns are not used, coordinates neither, because those at hand are wrong too often to decide
anything. Reading and resolving touch no table; ``world_writing`` stores what is resolved.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from weltoffen.ground.problems import N_, Problem, Refused
from weltoffen.places.gazetteer import Place, Status, country_code, lookup

COLUMNS = ("city1", "country1", "city2", "country2")
_NO_FILE = N_("Die Datei „%(file)s“ lässt sich nicht lesen (%(why)s). Prüfen Sie Ort und Rechte.")
_NOT_UTF8 = N_(
    "Die Datei „%(file)s“ ist kein Text in UTF-8. Speichern Sie die Tabelle als CSV in UTF-8."
)
_NO_COLUMNS = N_(
    "Der Datei „%(file)s“ fehlen in der ersten Zeile die Spalten %(missing)s. Die Kopfzeile muss "
    "mindestens %(columns)s enthalten."
)

NO_COUNTRY = N_("Land nicht erkannt")
NO_PLACE = N_("im Ortsverzeichnis nicht gefunden")
SEVERAL_PLACES = N_("mehrere Orte dieses Namens")
SAME_PLACE = N_("beide Seiten sind derselbe Ort")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the file; ``number`` is the line's, the heading being 1."""

    number: int
    home: tuple[str, str]
    other: tuple[str, str]


@dataclass(frozen=True, slots=True)
class WorldFile:
    """What was read. ``sha256`` is of the bytes of the file."""

    name: str
    sha256: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two places that the file names as twin towns, seen from the first."""

    home: Place
    other: Place

    @property
    def key(self) -> tuple[int, int]:
        """Return the GeoNames ids of both, in order."""
        return (self.home.geonames_id, self.other.geonames_id)


@dataclass(frozen=True, slots=True)
class Unresolved:
    """A name that could not be turned into a place, and why; ``candidates`` are GeoNames ids."""

    row: int
    city: str
    country: str
    why: str
    candidates: tuple[int, ...] = ()


@dataclass(slots=True)
class Resolution:
    """What the file's lines mean: pairs, each once, in order; and what could not be resolved."""

    pairs: list[Pair] = field(default_factory=list)
    unresolved: list[Unresolved] = field(default_factory=list)
    lines_left_out: int = 0
    repeated: int = 0


def read_world(path: Path) -> WorldFile:
    """Read the file; refuses one that is missing, is no text or has other columns."""
    try:
        body = path.read_bytes()
    except OSError as error:
        values = {"file": path.name, "why": error.strerror}
        raise Refused(Problem("FILE", _NO_FILE, values)) from error
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused(Problem("FILE", _NOT_UTF8, {"file": path.name})) from error
    lines = csv.DictReader(io.StringIO(text, newline=""))
    missing = [column for column in COLUMNS if column not in (lines.fieldnames or ())]
    if missing:
        values = {
            "file": path.name,
            "missing": ", ".join(missing),
            "columns": ", ".join(COLUMNS),
        }
        raise Refused(Problem("FILE", _NO_COLUMNS, values))
    rows = tuple(
        Row(
            number,
            _place_named(line["city1"], line["country1"]),
            _place_named(line["city2"], line["country2"]),
        )
        for number, line in enumerate(lines, start=2)
    )
    return WorldFile(path.name, hashlib.sha256(body).hexdigest(), rows)


def _place_named(city: str | None, country: str | None) -> tuple[str, str]:
    return ((city or "").strip(), (country or "").strip())


def resolve(rows: Iterable[Row]) -> Resolution:
    """Turn names into places. Nothing is guessed: a doubtful name leaves its line out."""
    found = Resolution()
    seen: set[tuple[int, int]] = set()
    for row in rows:
        home, other = (_place_or_why(row.number, *named) for named in (row.home, row.other))
        if isinstance(home, Unresolved) or isinstance(other, Unresolved):
            found.unresolved += [side for side in (home, other) if isinstance(side, Unresolved)]
            found.lines_left_out += 1
        elif home.geonames_id == other.geonames_id:
            city, country = row.other
            found.unresolved.append(Unresolved(row.number, city, country, SAME_PLACE))
            found.lines_left_out += 1
        elif (pair := Pair(home, other)).key in seen:
            found.repeated += 1
        else:
            seen.add(pair.key)
            found.pairs.append(pair)
    return found


def _place_or_why(row: int, city: str, country: str) -> Place | Unresolved:
    place, why, candidates = _judged(city, country)
    return place or Unresolved(row, city, country, why, candidates)


@lru_cache(maxsize=65536)
def _judged(city: str, country: str) -> tuple[Place | None, str, tuple[int, ...]]:
    code = country_code(country)
    if code is None:
        return None, NO_COUNTRY, ()
    found = lookup(city, code)
    if found.place is not None:
        return found.place, "", ()
    why = SEVERAL_PLACES if found.status is Status.AMBIGUOUS else NO_PLACE
    return None, why, tuple(place.geonames_id for place in found.candidates)
