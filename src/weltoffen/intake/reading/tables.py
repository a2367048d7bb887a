"""Rows of a table whose head says what its columns hold."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from weltoffen.intake.reading.countries import country_of, region_country
from weltoffen.intake.reading.dates import dates_in
from weltoffen.intake.reading.homes import Home
from weltoffen.intake.reading.mentions import UPPER, Mention, mention_at
from weltoffen.intake.reading.prose import Partner
from weltoffen.intake.reading.standings import standings_in
from weltoffen.intake.reading.towns import known
from weltoffen.intake.reading.words import kinds_in
from weltoffen.intake.types import Kind, Standing
from weltoffen.places.gazetteer import Status


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
        (Column.COUNTRY, r"(?:in )?(?:Land|Staat|(?:State or )?Country|Nation|Pays)"
                         r"(?:\s?[/,(]\s?(?:Region|Staat|Bundesland|State|Province|Région)\)?)?"),
        (Column.SINCE, r"(?!.*(?:meister|mayor|maire|mitglied|member))"
                       r"(?:[^\d|]{0,30}\s)?(?:seit|since|depuis)"
                       r"|Jahr|Year|Année|Datum|Date|Beginn|Unterzeichn\w+|Vertrag\w*|Signed"
                       r"|Started?|Begun"
                       r"|Verschwistert|Verschwisterung|Verbrüder\w+|Urkunde\w*|Besiegelt"
                       r"|Geschlossen|Partnerschaft|Beitritt|Formed|Agreed|Linked|Link established"
                       r"|Start(?:ed| date| year)|Signé|Conclu|Début|Officialisé"
                       r"|Twinned|Established|Signature|Gründung|Abschluss|(?:Date"
                       r"|Year) of (?:twinning"
                       r"|agreement|signature|signing)|Agreement|Accord|Convention|Jumelage"
                       r"|(?:Date|Année) (?:de |du |d['’])(?:jumelage|accord|signature)"
                         r"|(?:Jahr|Datum|Tag) (?:der|des) "
                         r"(?!.*(?:besuch|gründung|erwähn))[^\d|]{4,25}"),
        (Column.PLACE, r"(?:Unsere )?(?:Partner|Schwester)?(?:st[aä]dte?|gemeinden?|kommunen?"
                       r"|orte?)|Name|Partner|(?:twin |sister |partner )?(?:city|town|place"
                       r"|municipality|community|twin)"
                       r"|ville(?: jumelle| partenaire)?|commune|municipalité|partenaire"),
    )
)  # fmt: skip
_TITLED = re.compile(r"\W*[^()|\t]{0,30}\((?P<head>[^()]*\|[^()]*)\)\W*\Z")
"""A head in a bracket behind the title of its table: "INVENTORY (town | signed)"."""
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
    titled = _TITLED.match(row)
    cells = [cell.text for cell in cells_of(titled["head"] if titled else row)]
    if len(cells) < 2 or any(len(text) > _LONGEST_HEAD for text in cells):
        return ()
    columns = tuple(column_of(text) for text in cells)
    is_head = Column.PLACE in columns and {Column.COUNTRY, Column.SINCE} & set(columns)
    return columns if is_head else ()


def column_of(head: str) -> Column:
    """Return what a column holds, by its head."""
    return next((column for column, words in _HEADS if words.match(head)), Column.OTHER)


_NAME = re.compile(rf"[{UPPER}][^(\[|\t,]*?(?=\s*(?:[(\[,]|\Z))")


def row_partner(row: str, columns: tuple[Column, ...], home: Home, context: Kind) -> Partner | None:
    """Return the partner of a row; None where it does not fit the head."""
    cells = dict(zip(columns, cells_of(row), strict=False))
    place = cells.get(Column.PLACE)
    name = _NAME.match(place.text) if place else None
    if place is None or name is None or len(cells_of(row)) > len(columns) + 1:
        return None
    where = _text(cells, Column.COUNTRY)
    country = country_of(where) or region_country(where)
    low = place.start
    mention = mention_at(row, low, low + name.end(), country)
    if mention is None and country and country_of(name[0]) == country:
        mention = _capital(name[0], low, country)
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
    if not until and standings and standings[0][2] is Standing.ENDED:
        until = _end_told(row, standings[0][0])
    owner = _text(cells, Column.OWNER)
    return Partner(
        mention, kinds[0][2] if kinds else context,
        f"{home.short}-{owner}" if owner and not home.has_district(owner) else owner,
        since, until,
        Standing.ENDED if until else standings[0][2] if standings else None,
        "table-row/7", 0.99,
    )  # fmt: skip


def _capital(name: str, low: int, country: str) -> Mention | None:
    """Return the town that is called like its country, None where there is none."""
    status, _only, place = known(name, country)
    if status is Status.UNKNOWN:
        return None
    high = low + len(name)
    return Mention(name, low, high, high, country, True, True, place, False)


def _end_told(row: str, at: int) -> str | None:
    """Return the date in the cell that says at a place of the row that a relation has ended."""
    cell = next((c for c in cells_of(row) if c.start <= at < c.end), None)
    return next((d.on for d in dates_in(cell.text) if d.on), None) if cell else None


def _text(cells: dict[Column, Cell], column: Column) -> str:
    found = cells.get(column)
    return found.text if found else ""
