"""What each row says: values where its cells can be read, and at which cell it cannot.

A row without a fault gives a relation, quoted by its line in the extract, and an act where it
names a decision. Which place is meant is the gazetteer's answer or a person's; nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final, TypeVar

from weltoffen.ground.dates import EdtfDate
from weltoffen.ground.problems import N_, Problem, Refused
from weltoffen.intake.reading.countries import country_of
from weltoffen.intake.sheets import cells
from weltoffen.intake.sheets.extracting import Extract
from weltoffen.intake.sheets.limits import cell_name
from weltoffen.intake.sheets.placing import Placed, split_name, whereabouts
from weltoffen.intake.sheets.types import (
    FILLED_DOWN,
    CellProblem,
    Judged,
    JudgedRow,
    Layout,
    Meaning,
    Picks,
    Row,
    Rows,
    Skipped,
    Weight,
)
from weltoffen.intake.types import ActKind, FoundAct, FoundRelation, Kind, Quote, Side, Standing
from weltoffen.places.gazetteer import Status, fold, lookup

RULE: Final = "sheet/1"
CONFIDENCE: Final = 0.99
"""A person has mapped the columns and seen what each row means; but not every row with care."""
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
_END_FIRST = N_(
    "Das Ende (%(end)s) liegt vor dem Anfang (%(start)s). Tauschen oder berichtigen Sie sie."
)
_TWO_ENDS = N_(
    "„%(text)s“ nennt Anfang und Ende, und die Spalte für das Ende nennt noch eines. Lassen Sie "
    "eines weg."
)
_AHEAD = N_(
    "„%(text)s“ liegt in der Zukunft. Prüfen Sie das Jahr, oder setzen Sie den Status auf geplant."
)
_DECIDED_AHEAD = N_("„%(text)s“ liegt in der Zukunft. Prüfen Sie vor allem das Jahr.")
_TERM = N_(
    "„%(text)s“ liegt noch vor uns und wird nicht als Ende übernommen. Tragen Sie die Befristung "
    "am Akt ein, mit dem sie vereinbart wurde."
)
_STILL_ACTIVE = N_(
    "Die Zeile nennt ein Ende (%(end)s) und trotzdem „%(text)s“. Berichtigen Sie eines von beiden."
)
_NO_DAY_OF = N_(
    "Hier steht eine Zeitspanne. Tragen Sie den Tag oder das Jahr der Entscheidung ein."
)

_TOTAL = re.compile(r"(?:summe|gesamt\w*|total|insgesamt|anzahl|sum|zusammen)\b")
_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class HomeTown:
    """Whose relations the table lists."""

    name: str
    place: int | None = None


@dataclass(slots=True)
class _Reader:
    """Reads one row, and collects what is wrong with its cells."""

    number: int
    row: Row
    layout: Layout
    problems: list[CellProblem] = field(default_factory=list)

    def cell(self, meaning: Meaning) -> str:
        """Return a cell by its meaning, ``""`` where it says nothing."""
        column = self.layout.column(meaning)
        text = self.row[column].strip() if column is not None and column < len(self.row) else ""
        return "" if cells.is_blank(text) else text

    def read(self, meaning: Meaning, reads: Callable[[str], _Value]) -> _Value | None:
        """Return what a cell says, None where it says nothing or cannot be read."""
        text = self.cell(meaning)
        if not text:
            return None
        try:
            return reads(text)
        except Refused as refused:
            for problem in refused.problems:
                self.tell(meaning, problem.sentence, problem.values)
        return None

    def tell(
        self,
        meaning: Meaning,
        sentence: str,
        values: Mapping[str, object] | None = None,
        weight: Weight = Weight.FAULT,
    ) -> None:
        """Note what is wrong with a cell; of a meaning without a column, with the name's."""
        column = self.layout.column(meaning)
        if column is None:
            column = self.layout.column(Meaning.NAME) or 0
        problem = Problem(cell_name(self.number, column), sentence, values or {})
        self.problems.append(CellProblem(self.number, column, weight, problem))


def judge(
    rows: Rows, layout: Layout, kept: Extract, *, home: HomeTown, today: date, picks: Picks
) -> Judged:
    """Return what each row below the headings says; ``kept`` is the extract that is quoted."""
    found: list[JudgedRow] = []
    skipped: list[tuple[int, Skipped]] = []
    seen: dict[tuple[object, ...], int] = {}
    for number, original, row in _filled(rows, layout):
        if (why := _aside(row, rows, layout)) is not None:
            skipped.append((number, why))
            continue
        reader = _Reader(number, row, layout)
        quote = kept.quotes.get(number)
        judged = _judge_row(reader, quote, home, today, picks)
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


def _once(row: JudgedRow, seen: dict[tuple[object, ...], int], reader: _Reader) -> JudgedRow:
    """Mark a relation that stands in the table before."""
    relation = row.relation
    if relation is None:
        return row
    where = relation.place or (fold(relation.name), relation.country)
    before = seen.setdefault((where, relation.kind), row.number)
    if before == row.number:
        return row
    reader.tell(Meaning.NAME, _TWICE, {"row": before})
    return replace(row, problems=tuple(reader.problems), relation=None, act=None)


def _judge_row(
    reader: _Reader, quote: Quote | None, home: HomeTown, today: date, picks: Picks
) -> JudgedRow:
    kind = _kind(reader)
    placed = _placed(reader, kind, home, picks)
    since, until = _times(reader)
    standing = _standing(reader, since, until, today)
    decided = _decided(reader, today)
    if homepage := reader.cell(Meaning.HOMEPAGE):
        _note(reader, Meaning.HOMEPAGE, lambda: cells.check_homepage(homepage))
    problems = tuple(reader.problems)
    row = JudgedRow(reader.number, (), problems, candidates=placed.candidates)
    if row.is_faulty or kind is None or quote is None:
        return row
    past = until if until is not None and until.earliest <= today else None
    relation = FoundRelation(
        home=home.name,
        name=placed.name,
        country=placed.country,
        kind=kind,
        since=since.text if since is not None else None,
        until=past.text if past is not None else None,
        status=standing,
        quote=quote,
        rule=RULE,
        confidence=CONFIDENCE,
        place=placed.place,
        ambiguous=placed.ambiguous,
    )
    return replace(row, relation=relation, act=_act(reader, relation, decided))


def _note(reader: _Reader, meaning: Meaning, check: Callable[[], None]) -> None:
    try:
        check()
    except Refused as refused:
        problem = refused.problems[0]
        reader.tell(meaning, problem.sentence, problem.values, Weight.NOTE)


def _kind(reader: _Reader) -> Kind | None:
    if not reader.cell(Meaning.KIND):
        if reader.layout.kind is None:
            reader.tell(Meaning.KIND, _NO_KIND)
        return reader.layout.kind
    return reader.read(Meaning.KIND, cells.read_kind)


def _placed(reader: _Reader, kind: Kind | None, home: HomeTown, picks: Picks) -> Placed:
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


def _times(reader: _Reader) -> tuple[EdtfDate | None, EdtfDate | None]:
    began = reader.read(Meaning.SINCE, cells.read_time)
    ended = reader.read(Meaning.UNTIL, cells.read_time)
    since = _known(began.on) if began else None
    until = _known(ended.until or ended.on) if ended else None
    if began is not None and began.until is not None:
        if reader.cell(Meaning.UNTIL):
            reader.tell(Meaning.SINCE, _TWO_ENDS, {"text": reader.cell(Meaning.SINCE)})
        until = until or began.until
    if since is not None and until is not None and until.latest < since.earliest:
        values = {"start": reader.cell(Meaning.SINCE), "end": reader.cell(Meaning.UNTIL)}
        reader.tell(Meaning.UNTIL, _END_FIRST, values)
    return since, until


def _known(on: EdtfDate) -> EdtfDate | None:
    return on if on.is_known else None


def _standing(
    reader: _Reader, since: EdtfDate | None, until: EdtfDate | None, today: date
) -> Standing:
    """Return how the relation stands: as the row says, ended if its end has come, else active."""
    stated = reader.read(Meaning.STATUS, cells.read_standing)
    over = until is not None and until.earliest <= today
    if until is not None and not over:
        of = Meaning.UNTIL if reader.cell(Meaning.UNTIL) else Meaning.SINCE
        reader.tell(of, _TERM, {"text": reader.cell(of)}, Weight.NOTE)
    if since is not None and since.earliest > today and stated is not Standing.PLANNED:
        reader.tell(Meaning.SINCE, _AHEAD, {"text": reader.cell(Meaning.SINCE)})
    if over and until is not None and stated not in (None, Standing.ENDED):
        end = reader.cell(Meaning.UNTIL) or reader.cell(Meaning.SINCE)
        values = {"end": end, "text": reader.cell(Meaning.STATUS)}
        reader.tell(Meaning.STATUS, _STILL_ACTIVE, values)
    return stated or (Standing.ENDED if over else Standing.ACTIVE)


def _decided(reader: _Reader, today: date) -> EdtfDate | None:
    found = reader.read(Meaning.DECIDED_ON, cells.read_time)
    if found is None:
        return None
    if found.until is not None:
        reader.tell(Meaning.DECIDED_ON, _NO_DAY_OF)
    if found.on.is_known and found.on.earliest > today:
        text = reader.cell(Meaning.DECIDED_ON)
        reader.tell(Meaning.DECIDED_ON, _DECIDED_AHEAD, {"text": text})
    return _known(found.on)


def _act(reader: _Reader, relation: FoundRelation, decided: EdtfDate | None) -> FoundAct | None:
    """Return the decision that the row names by its day or its paper."""
    paper = reader.cell(Meaning.PAPER)[:60]
    if decided is None and not paper:
        return None
    kind = ActKind.ACCESSION_COUNCIL if relation.kind in BODIES else ActKind.COUNCIL
    return FoundAct(
        home=relation.home,
        name=relation.name,
        kind=kind,
        on=decided.text if decided is not None else None,
        body="",
        paper_number=paper,
        quote=relation.quote,
        rule=RULE,
        confidence=CONFIDENCE,
        side=Side.HOME,
        country=relation.country,
        place=relation.place,
        ambiguous=relation.ambiguous,
    )
