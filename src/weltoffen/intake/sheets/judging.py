"""What each row says: values where its cells can be read, and at which cell it cannot.

A row without a fault gives a relation, quoted by its facts in the extract, and an act where it
names a decision. Which place is meant is the gazetteer's answer or a person's; nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from weltoffen.ground.dates import EdtfDate
from weltoffen.ground.problems import N_, Refused
from weltoffen.intake.opening.results import one_line
from weltoffen.intake.reading.countries import country_of
from weltoffen.intake.sheets import cells
from weltoffen.intake.sheets.extracting import Extract
from weltoffen.intake.sheets.placing import Placed, split_name, whereabouts
from weltoffen.intake.sheets.rows import RowReader
from weltoffen.intake.sheets.standing import CHANGES, Course, course_of, known
from weltoffen.intake.sheets.types import (
    FILLED_DOWN,
    Judged,
    JudgedRow,
    Layout,
    Meaning,
    Picks,
    Readings,
    Row,
    Rows,
    Skipped,
    Weight,
)
from weltoffen.intake.types import ActKind, FoundAct, FoundRelation, Kind, Quote, Side
from weltoffen.places.gazetteer import Status, fold, lookup

RULES: Final = "sheet"
RULE: Final = f"{RULES}/3"
CONFIDENCE: Final = 0.99
"""A person has mapped the columns and seen what each row means; but not every row with care."""
DOUBTED: Final = 0.6
"""Of a row with a cell that may be read in several ways, and nobody has said in which: it waits."""
BODIES: Final = (Kind.NETWORK, Kind.CHARTER)
LONGEST_NAME: Final = 120

_NO_NAME = N_("Es fehlt, mit wem die Beziehung besteht. Tragen Sie den Namen ein.")
_LONG_NAME = N_("Der Name hat mehr als %(most)s Zeichen. Kürzen Sie ihn auf den Ort allein.")
_NO_KIND = N_(
    "Es fehlt, welche Art von Beziehung es ist. Tragen Sie sie ein, oder wählen Sie bei den "
    "Spalten, was für Zeilen ohne Art gilt."
)
_NO_COUNTRY = N_(
    "Es fehlt das Land. Ein Ort, der im Ortsverzeichnis nicht steht, braucht es: Tragen Sie es ein."
)
_OTHER_COUNTRY = N_(
    "Beim Namen steht ein anderes Land (%(named)s) als in der Spalte (%(stated)s). Berichtigen Sie "
    "eines von beiden."
)
_HOME = N_("Das ist die eigene Stadt. Tragen Sie die Partnerstadt ein, oder löschen Sie die Zeile.")
_TWICE = N_(
    "Diese Beziehung steht schon in Zeile %(row)s. Löschen Sie eine von beiden, oder unterscheiden "
    "Sie sie in der Art."
)
_DECIDED_AHEAD = N_("„%(text)s“ liegt in der Zukunft. Prüfen Sie vor allem das Jahr.")
_NO_DAY_OF = N_(
    "Hier steht eine Zeitspanne. Tragen Sie den Tag oder das Jahr der Entscheidung ein."
)

_TOTAL = re.compile(r"(?:summe|gesamt\w*|total|insgesamt|anzahl|sum|zusammen)\b")


@dataclass(frozen=True, slots=True)
class HomeTown:
    """Whose relations the table lists."""

    name: str
    place: int | None = None


def judge(
    rows: Rows,
    layout: Layout,
    kept: Extract,
    *,
    home: HomeTown,
    today: date,
    picks: Picks,
    picked: Readings | None = None,
) -> Judged:
    """Return what each row below the headings says; ``kept`` is the extract that is quoted."""
    found: list[JudgedRow] = []
    skipped: list[tuple[int, Skipped]] = []
    seen: dict[tuple[object, ...], int] = {}
    for number, original, row in _filled(rows, layout):
        if (why := _aside(row, rows, layout)) is not None:
            skipped.append((number, why))
            continue
        reader = RowReader(number, row, layout, today, picked or {})
        quote = kept.quotes.get(number)
        judged = _judge_row(reader, quote, home, picks)
        found.append(_once(replace(judged, cells=tuple(original)), seen, reader))
    return Judged(tuple(found), tuple(skipped))


def _filled(rows: Rows, layout: Layout) -> Iterator[tuple[int, Row, Row]]:
    """Yield number, row as it is, and row with what cells above say where that is wanted."""
    above: dict[int, str] = {}
    wanted = [n for n, each in enumerate(layout.meanings) if each in FILLED_DOWN]
    for number in range(layout.first, len(rows)):
        row = rows[number]
        if not any(cell.strip() for cell in row):
            continue
        full = [*row, *[""] * (len(layout.meanings) - len(row))]
        for column in wanted if layout.fills_down else ():
            full[column] = above[column] = full[column].strip() or above.get(column, "")
        yield number + 1, row, full


def _aside(row: Row, rows: Rows, layout: Layout) -> Skipped | None:
    """Return why a row is no relation: a total, a heading between, the headings once more."""
    if layout.header is not None and layout.header < len(rows):
        header = [fold(cell) for cell in rows[layout.header] if cell.strip()]
        if header and header == [fold(cell) for cell in row if cell.strip()]:
            return Skipped.REPEATED_HEADER
    filled = [cell.strip() for cell in row if cell.strip()]
    name = layout.column(Meaning.NAME)
    named = row[name].strip() if name is not None and name < len(row) else ""
    if _TOTAL.match(fold(named or filled[0])):
        return Skipped.TOTAL
    only = filled[0] if len(filled) == 1 and len(layout.kept) > 2 else ""
    if only and (country_of(only) or lookup(only[:80]).status is Status.UNKNOWN):
        return Skipped.HEADING
    return None


def _once(row: JudgedRow, seen: dict[tuple[object, ...], int], reader: RowReader) -> JudgedRow:
    """Mark a relation that stands in the table before."""
    relation = row.relation
    if relation is None:
        return row
    where = relation.place or (fold(relation.name), relation.country)
    before = seen.setdefault((where, relation.kind), row.number)
    if before == row.number:
        return row
    reader.tell(Meaning.NAME, _TWICE, {"row": before})
    return replace(row, problems=tuple(reader.problems), relation=None, act=None, change=None)


def _judge_row(reader: RowReader, quote: Quote | None, home: HomeTown, picks: Picks) -> JudgedRow:
    kind = _kind(reader)
    placed = _placed(reader, kind, home, picks)
    course = course_of(reader, kind)
    decided = _decided(reader)
    if homepage := reader.cell(Meaning.HOMEPAGE):
        _note(reader, Meaning.HOMEPAGE, lambda: cells.check_homepage(homepage))
    row = JudgedRow(
        reader.number, (), tuple(reader.problems), candidates=placed.candidates,
        readings=dict(reader.readings),
    )  # fmt: skip
    if row.is_faulty or kind is None or quote is None:
        return row
    relation = FoundRelation(
        home=home.name,
        name=placed.name,
        country=placed.country,
        kind=kind,
        since=course.since.text if course.since is not None else None,
        until=course.until.text if course.until is not None else None,
        status=course.standing,
        quote=quote,
        rule=RULE,
        confidence=DOUBTED if reader.is_doubted else CONFIDENCE,
        place=placed.place,
        ambiguous=placed.ambiguous,
        status_words=one_line(course.words),
    )
    return replace(
        row,
        relation=relation,
        act=_act(reader, relation, decided),
        change=_change(relation, course),
    )


def _note(reader: RowReader, meaning: Meaning, check: Callable[[], None]) -> None:
    try:
        check()
    except Refused as refused:
        problem = refused.problems[0]
        reader.tell(meaning, problem.sentence, problem.values, Weight.NOTE)


def _kind(reader: RowReader) -> Kind | None:
    if not reader.cell(Meaning.KIND):
        if reader.layout.kind is None:
            reader.tell(Meaning.KIND, _NO_KIND)
        return reader.layout.kind
    return reader.read(Meaning.KIND, cells.read_kind)


def _placed(reader: RowReader, kind: Kind | None, home: HomeTown, picks: Picks) -> Placed:
    """Return which counterpart is meant, and tell what is wrong with its name and country."""
    country = reader.read(Meaning.COUNTRY, cells.read_country)
    name = reader.cell(Meaning.NAME)
    if not name:
        reader.tell(Meaning.NAME, _NO_NAME)
        return Placed("")
    if len(name) > LONGEST_NAME:
        reader.tell(Meaning.NAME, _LONG_NAME, {"most": LONGEST_NAME})
        return Placed(name)
    if kind in BODIES:
        return Placed(name, country)
    name, named = split_name(name)
    if named and country and named != country:
        reader.tell(Meaning.COUNTRY, _OTHER_COUNTRY, {"named": named, "stated": country})
    if reader.cell(Meaning.COUNTRY) and country is None:
        return Placed(name)  # which country is meant has to be told first
    region = reader.cell(Meaning.REGION)
    placed = whereabouts(name, country or named, region, picks.get(reader.number))
    if placed.asks:
        reader.tell(Meaning.NAME, placed.asks, placed.values, Weight.QUESTION)
    if placed.is_new and placed.country is None:
        reader.tell(Meaning.COUNTRY, _NO_COUNTRY)
    is_home = placed.place is not None and placed.place == home.place
    if is_home or (placed.place is None and fold(name) == fold(home.name)):
        reader.tell(Meaning.NAME, _HOME)
    return placed


def _decided(reader: RowReader) -> EdtfDate | None:
    found = reader.time(Meaning.DECIDED_ON)
    if found is None:
        return None
    if found.until is not None:
        reader.tell(Meaning.DECIDED_ON, _NO_DAY_OF)
    if found.on.is_known and found.on.earliest > reader.today:
        text = reader.cell(Meaning.DECIDED_ON)
        reader.tell(Meaning.DECIDED_ON, _DECIDED_AHEAD, {"text": text})
    return known(found.on)


def _act(reader: RowReader, relation: FoundRelation, decided: EdtfDate | None) -> FoundAct | None:
    """Return the decision that the row names by its day or its paper."""
    paper = reader.cell(Meaning.PAPER)[:60]
    if decided is None and not paper:
        return None
    kind = ActKind.ACCESSION_COUNCIL if relation.kind in BODIES else ActKind.COUNCIL
    return _told(relation, kind, decided, Side.HOME, paper)


def _change(relation: FoundRelation, course: Course) -> FoundAct | None:
    """Return the act by which the relation came to rest or was limited, where its time is told."""
    if course.changed is None or relation.kind in BODIES:
        return None
    told = _told(relation, CHANGES[course.standing], course.changed, Side.UNKNOWN)
    return replace(told, status_words=relation.status_words)


def _told(
    relation: FoundRelation, kind: ActKind, on: EdtfDate | None, side: Side, paper: str = ""
) -> FoundAct:
    return FoundAct(
        home=relation.home,
        name=relation.name,
        kind=kind,
        on=on.text if on is not None else None,
        body="",
        paper_number=paper,
        quote=relation.quote,
        rule=RULE,
        confidence=relation.confidence,
        side=side,
        country=relation.country,
        place=relation.place,
        ambiguous=relation.ambiguous,
    )
