"""What a reader asks of a list of relations, and the answer: pure, parameters in, lines out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from markupsafe import escape

from weltoffen.ground.identifiers import check_identifier
from weltoffen.ground.problems import Refused
from weltoffen.publication.types import PublishedRow

ABROAD, INNER_GERMAN = "abroad", "inner-german"
ACTIVE, RESTING = "active", "resting"
NAME, SINCE = "name", "since"
ALL = "all"


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of a list to choose from."""

    value: str
    text: str


@lru_cache(maxsize=16)
def choices_of(pairs: tuple[tuple[str, str], ...]) -> tuple[Choice, ...]:
    """Return values and texts as choices, escaped once: some 200 countries, the same for all."""
    return tuple(Choice(escape(value), escape(text)) for value, text in pairs)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Filters and order of a list; empty means everything. ``after`` is the page's cursor."""

    country: str = ""
    form: str = ""
    exchange: str = ""
    sort: str = NAME
    all_homes: bool = False
    after: str = ""

    @property
    def is_narrowed(self) -> bool:
        """Return whether lines may be left out."""
        return bool(self.country or self.form or self.exchange)

    @property
    def parameters(self) -> tuple[tuple[str, str], ...]:
        """Return what keeps this in a link; nothing for what holds anyway."""
        given = (
            ("home", ALL if self.all_homes else ""),
            ("country", self.country),
            ("form", self.form),
            ("exchange", self.exchange),
            ("sort", self.sort if self.sort != NAME else ""),
            ("after", self.after),
        )
        return tuple((name, value) for name, value in given if value)

    def behind(self, cursor: str) -> Wanted:
        """Return the same list, going on behind a cursor."""
        return replace(self, after=cursor)


def wanted(parameters: Mapping[str, str]) -> Wanted:
    """Read the parameters; what is none of the values on offer counts as not given."""
    country = parameters.get("country", "").upper()
    every = parameters.get("home") == ALL
    return Wanted(
        country=country if len(country) == 2 and country.isascii() and country.isalpha() else "",
        form="" if every else _one_of(parameters.get("form"), ABROAD, INNER_GERMAN),
        exchange="" if every else _one_of(parameters.get("exchange"), ACTIVE, RESTING),
        sort=NAME if every else _one_of(parameters.get("sort"), SINCE) or NAME,
        all_homes=every,
        after=_cursor(parameters.get("after", "")) if every else "",
    )


def _one_of(given: str | None, *values: str) -> str:
    return given if given in values else ""


def chosen(rows: Iterable[PublishedRow], asked: Wanted, own_country: str) -> list[PublishedRow]:
    """Return the lines that pass every filter; ``own_country`` is the home's ISO code.

    Resting means that it rests for certain; where nothing is recorded, the exchange does not rest,
    as the rule ``partner-cities-exchange-active`` counts.
    """
    return [
        row
        for row in rows
        if (not asked.country or row.country_code == asked.country)
        and (not asked.form or (row.country_code == own_country) == (asked.form == INNER_GERMAN))
        and (not asked.exchange or _rests(row) == (asked.exchange == RESTING))
    ]


def _rests(row: PublishedRow) -> bool:
    return row.exchange.value in ("resting", "ended")


def in_order(rows: Iterable[PublishedRow], sort: str) -> list[PublishedRow]:
    """Return the lines by name, as they come, or by since when; unknown dates come last."""
    if sort != SINCE:
        return list(rows)
    return sorted(rows, key=_since)


def _since(row: PublishedRow) -> tuple[date, date]:
    if row.since is None:
        return date.max, date.max
    return row.since.latest, row.since.earliest


@dataclass(frozen=True, slots=True)
class Unlisted:
    """Relations with places that are neither partner cities nor counted as projects.

    ``planned`` were announced, and may never have come about; ``bound`` have another form;
    ``unbound`` are work that no bond covers; ``ended`` are over.
    """

    planned: tuple[PublishedRow, ...]
    bound: tuple[PublishedRow, ...]
    unbound: tuple[PublishedRow, ...]
    ended: tuple[PublishedRow, ...]


def unlisted(rows: Iterable[PublishedRow], counted: Iterable[PublishedRow]) -> Unlisted:
    """Sort what the list of project partnerships does not count."""
    known = {row.identifier for row in counted}
    groups: dict[str, list[PublishedRow]] = {}
    for row in rows:
        partner = row.phase in ("twin", INNER_GERMAN) and row.bond.value != "ended"
        place = row.kind == "municipality" and row.has_begun
        if place and not partner and row.identifier not in known:
            groups.setdefault(_group(row), []).append(row)
    return Unlisted(
        *(tuple(groups.get(name, ())) for name in ("planned", "bound", "unbound", "ended"))
    )


def _group(row: PublishedRow) -> str:
    """Judge by every bond that the day may have had: what was perhaps not yet planned was none."""
    values = set(row.bond.values) - {""}
    if not values:
        return "unbound"
    if values <= {"planned", "unknown"}:
        return "planned"
    return "ended" if values == {"ended"} else "bound"


def _cursor(typed: str) -> str:
    """Return an identifier as it is; whatever else stands in the address begins the list anew."""
    try:
        return check_identifier(typed)
    except Refused:
        return ""
