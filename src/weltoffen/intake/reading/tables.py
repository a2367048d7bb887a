"""Rows of a table whose head says what its columns hold."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from weltoffen.intake.reading.countries import country_of
from weltoffen.intake.reading.dates import dates_in
from weltoffen.intake.reading.homes import Home
from weltoffen.intake.reading.mentions import UPPER, mention_at
from weltoffen.intake.reading.prose import Partner
from weltoffen.intake.reading.words import kinds_in, standings_in
from weltoffen.intake.types import Kind, Standing


class Column(StrEnum):
    """What a column holds."""

    PLACE = "place"
    COUNTRY = "country"
    SINCE = "since"
    UNTIL = "until"
    OWNER = "owner"
    OTHER = "other"


_HEADS: tuple[tuple[Column, re.Pattern[str]], ...] = tuple(
    (column, re.compile(rf"(?:{words})\Z", re.IGNORECASE))
    for column, words in (
        (Column.OWNER, r"(?:Stadt|Orts)?(?:bezirk|teil)|Ortschaft|district|borough|quartier"),
        (Column.UNTIL, r"bis|until|Ende|ended|(?:date of )?end|jusqu.en|fin"),
        (Column.COUNTRY, r"(?:in )?(?:Land|Staat|(?:State or )?Country|Nation|Pays)"),
        (Column.SINCE, r"(?:Partner(?:schaft|stadt)? |twinned |jumelée? )?(?:seit|since|depuis)"
                       r"|Jahr|Year|Année|Datum|Date|Beginn|Unterzeichn\w+|Vertrag\w*|Signed"
                       r"|Twinned|Established|Signature|Gründung|Abschluss|(?:Date"
                       r"|Year) of (?:twinning"
                       r"|agreement|signature|signing)|Agreement|Accord|Convention|Jumelage"
                       r"|(?:Date|Année) (?:de |du |d['’])(?:jumelage|accord|signature)"),
        (Column.PLACE, r"(?:Partner|Schwester)?(?:stadt|gemeinde|kommune|ort)|Städte|Ort|Name"
                       r"|Partner"
                       r"|(?:twin |sister |partner )?(?:city|town|place|municipality)"
                       r"|ville(?: jumelle| partenaire)?|commune|municipalité|partenaire"),
    )
)  # fmt: skip
_CELL = re.compile(r"\t|\s*\|\s*|\s·\s| {3,}")
_LONGEST_HEAD = 45


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a row; positions are those in the row."""

    text: str
    start: int
    end: int


def cells_of(row: str) -> list[Cell]:
    """Return the cells of a row, empty ones too, without blanks around."""
    marks = [found.span() for found in _CELL.finditer(row)]
    ends = [0, *(high for _low, high in marks)]
    found = []
    for low, high in zip(ends, [*(low for low, _high in marks), len(row)], strict=True):
        text = row[low:high]
        start = low + len(text) - len(text.lstrip())
        found.append(Cell(text.strip(), start, start + len(text.strip())))
    return found


def columns_of(row: str) -> tuple[Column, ...]:
    """Return what the columns hold, where a row is the head of a table of places; else nothing."""
    cells = [cell.text for cell in cells_of(row)]
    if len(cells) < 2 or any(len(text) > _LONGEST_HEAD for text in cells):
        return ()
    columns = tuple(_column(text) for text in cells)
    is_head = Column.PLACE in columns and {Column.COUNTRY, Column.SINCE} & set(columns)
    return columns if is_head else ()


def _column(head: str) -> Column:
    return next((column for column, words in _HEADS if words.match(head)), Column.OTHER)


_NAME = re.compile(rf"[{UPPER}][^(\[|\t]*?(?=\s*(?:[(\[]|\Z))")


def row_partner(row: str, columns: tuple[Column, ...], home: Home, context: Kind) -> Partner | None:
    """Return the partner of a row; None where it does not fit the head."""
    cells = dict(zip(columns, cells_of(row), strict=False))
    place = cells.get(Column.PLACE)
    name = _NAME.match(place.text) if place else None
    if place is None or name is None or len(cells_of(row)) > len(columns) + 1:
        return None
    country = country_of(_text(cells, Column.COUNTRY))
    low = place.start
    mention = mention_at(row, low, low + name.end(), country)
    if mention is None or (mention.country is None and not mention.is_known):
        return None
    if country and mention.country != country:
        mention = replace(mention, country=country, place=None)
    if home.is_meant(mention.name) and not home.is_namesake(mention.name, mention.country):
        return None
    dates = [d.on for d in dates_in(_text(cells, Column.SINCE)) if d.on]
    if not dates and len(cells_of(row)) < len(columns):
        dates = [d.on for d in dates_in(row[low + name.end() : place.end]) if d.on]
    spans = [d.span for d in dates_in(_text(cells, Column.SINCE)) if d.span]
    ends = [d.on for d in dates_in(_text(cells, Column.UNTIL)) if d.on]
    since, until = spans[0] if spans else (next(iter(dates), None), next(iter(ends), None))
    kinds, standings = kinds_in(row), standings_in(row)
    owner = _text(cells, Column.OWNER)
    return Partner(
        mention, kinds[0][2] if kinds else context,
        f"{home.short}-{owner}" if owner and not home.has_district(owner) else owner,
        since, until,
        Standing.ENDED if until else standings[0][2] if standings else None,
        "table-row/2", 0.99,
    )  # fmt: skip


def _text(cells: dict[Column, Cell], column: Column) -> str:
    found = cells.get(column)
    return found.text if found else ""
