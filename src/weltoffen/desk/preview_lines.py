"""The rows of a table in words, as the preview shows them, and those that have to be mended."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from weltoffen.desk.forms.tables import KINDS, MEANINGS, STANDINGS
from weltoffen.desk.naming import language
from weltoffen.desk.offered_places import Offered, country_names, offered
from weltoffen.desk.preview_questions import (
    Asked,
    answered,
    asked,
    asks,
    options,
    picked,
    place_picked,
)
from weltoffen.desk.preview_writing import acts_named, writes
from weltoffen.ground.dates import Interval, parse_date
from weltoffen.ground.spoken import say_date, say_interval
from weltoffen.intake.enums import Verdict
from weltoffen.intake.said import note_in_words
from weltoffen.intake.sheets import (
    CellProblem,
    CellReading,
    JudgedRow,
    Layout,
    Meaning,
    Picks,
    Weight,
)
from weltoffen.intake.sheets.limits import letter
from weltoffen.intake.sheets.remembering import reading_key
from weltoffen.intake.sheets.types import Skipped
from weltoffen.intake.tabling import Fate, Line, Preview
from weltoffen.intake.types import Standing
from weltoffen.places.gazetteer import Place, place

PER_PAGE = 50
FILTERS: dict[str, Any] = {
    "": _("alle Zeilen"),
    "faulty": _("nur Fehler"),
    "waits": _("nur Wartendes"),
    "taken": _("nur Gutes"),
}
_SKIPPED: dict[Skipped, Any] = {
    Skipped.TOTAL: _("Summe"),
    Skipped.HEADING: _("Zwischenüberschrift"),
    Skipped.REPEATED_HEADER: _("Überschriften noch einmal"),
}
_FATES: dict[Fate, Any] = {
    Fate.TAKEN: _("gut"),
    Fate.WAITS: _("wartet"),
    Fate.FAULTY: _("Fehler"),
}


@dataclass(frozen=True, slots=True)
class CellShown:
    """A cell: its column, what stands in it, how it is read where that differs, what is wrong.

    ``options`` are offered where a person has to say what is meant; the answer is kept under
    ``key``. ``together`` is for how many rows the question is asked once, above them.
    """

    label: str
    text: str
    reads: str
    problems: Sequence[tuple[str, str]]
    options: Sequence[tuple[str, str]] = ()
    picked: str = ""
    is_name: bool = False
    key: str = ""
    together: int = 0


@dataclass(frozen=True, slots=True)
class LineShown:
    """A row: what becomes of it, how it stands to the register, what is written, and its cells."""

    number: int
    fate: str
    fate_label: Any
    verdict: Any
    faulty_at: Sequence[str]
    writes: Sequence[str]
    cells: Sequence[CellShown]


@dataclass(frozen=True, slots=True)
class Shown:
    """A page of the preview with the numbers of the whole."""

    lines: Sequence[LineShown]
    columns: Sequence[str]
    show: str
    page: Page[Line]
    filters: Sequence[tuple[str, Any, int]]
    good: int
    waits: int
    faulty: int
    verdicts: Sequence[tuple[Any, int]]
    skipped: Sequence[tuple[int, Any]]
    notes: Sequence[str]
    asked: Asked

    @property
    def first(self) -> int:
        """Return the number of the first row that is shown."""
        return self.lines[0].number

    @property
    def last(self) -> int:
        """Return the number of the last row that is shown."""
        return self.lines[-1].number


def shown(preview: Preview, query: Mapping[str, str], home: str) -> Shown:
    """Return a page of the rows that are asked for; ``home`` is whose relations they are.

    ``query`` says which rows (``show``), which page of them (``p``) and of the questions (``q``).
    """
    show = query.get("show", "")
    wanted = show if show in FILTERS else ""
    of = Paginator(_among(preview, wanted), PER_PAGE).get_page(query.get("p", ""))
    counts = {"": len(preview.lines), **{str(fate): n for fate, n in preview.fates.items()}}
    questions = asked(preview, query.get("q", ""))
    return Shown(
        lines=_lines(list(of.object_list), preview, home, questions),
        columns=[_label(preview, n) for n in sorted(preview.layout.kept)],
        show=wanted,
        page=of,
        filters=[(name, label, counts.get(name, 0)) for name, label in FILTERS.items()],
        good=preview.fates[Fate.TAKEN],
        waits=preview.fates[Fate.WAITS],
        faulty=preview.fates[Fate.FAULTY],
        verdicts=[(v.label, n) for v in Verdict if (n := preview.verdicts[v])],
        skipped=[(number, _SKIPPED[why]) for number, why in preview.judged.skipped],
        notes=list(dict.fromkeys(note_in_words(note) for note in preview.notes))[:8],
        asked=questions,
    )


def picks_in(sent: Mapping[str, str], preview: Preview) -> dict[str, int | str]:
    """Return what was picked on a page of the preview: places by row, readings by cell.

    Only of rows that are there; whether a pick was offered, judging the row says.
    """
    numbers = {line.row.number for line in preview.lines}
    found: dict[str, int | str] = {}
    for name, value in sent.items():
        key = name.removeprefix("pick-")
        row, dash, column = key.partition("-")
        if key == name or not row.isdecimal() or int(row[:9]) not in numbers:
            continue
        if not dash:
            found[key] = place_picked(value)
        elif column.isdecimal() and len(column) < 4:
            found[key] = value[:40]
    return found | answered(sent, preview)


def page_after(preview: Preview, show: str, sent: Mapping[str, str], wanted: str) -> str:
    """Return the page to be shown next, so that no row is passed over.

    Rows that were answered may no longer be among those that are shown; then what stood on the next
    page moves up. So it goes on behind the last row that was shown, or back before the first.
    """
    now, first, last = (sent.get(name, "")[:9] for name in ("p", "first", "last"))
    if not all(each.isdecimal() for each in (wanted[:9], now, first, last)):
        return wanted
    numbers = [line.row.number for line in _among(preview, show)]
    if int(wanted[:9]) > int(now):
        at = next((n for n, each in enumerate(numbers) if each > int(last)), len(numbers) - 1)
    else:
        at = max((n for n, each in enumerate(numbers) if each < int(first)), default=0)
    return str(max(at, 0) // PER_PAGE + 1)


def _among(preview: Preview, show: str) -> list[Line]:
    return [line for line in preview.lines if show not in FILTERS or show in ("", line.fate)]


def _label(preview: Preview, column: int) -> str:
    layout = preview.layout
    if layout.header is not None and layout.header < len(preview.table.rows):
        heads = preview.table.rows[layout.header]
        if column < len(heads) and heads[column].strip():
            return heads[column].strip()
    return str(MEANINGS[layout.meanings[column]])


@dataclass(frozen=True, slots=True)
class _Around:
    """What all rows of a page are told with: places, names of countries, questions and answers.

    ``answered`` are the cells that the register answers.
    """

    layout: Layout
    words: dict[int, Offered]
    countries: dict[str, str]
    picks: Picks
    asked: Asked
    answered: frozenset[tuple[int, int]]


def _lines(lines: Sequence[Line], preview: Preview, home: str, questions: Asked) -> list[LineShown]:
    places = {each.geonames_id: each for line in lines for each in _places(line)}
    words = {each.value: each for each in offered(places.values())}
    codes = {line.row.relation.country or "" for line in lines if line.row.relation}
    countries = country_names(codes - {""})
    labels = {n: _label(preview, n) for n in sorted(preview.layout.kept)}
    acts = acts_named(lines)
    around = _Around(preview.layout, words, countries, preview.picks, questions, preview.answered)
    return [
        LineShown(
            number=line.row.number,
            fate=str(line.fate),
            fate_label=_FATES[line.fate],
            verdict=line.verdict.label if line.verdict else "",
            faulty_at=_faulty_at(line, labels),
            writes=writes(line, home, acts),
            cells=[_cell(line, column, label, around) for column, label in labels.items()],
        )
        for line in lines
    ]


def _faulty_at(line: Line, labels: dict[int, str]) -> list[str]:
    faults = (each for each in line.row.problems if each.weight is Weight.FAULT)
    return list(dict.fromkeys(labels[each.column] for each in faults if each.column in labels))


def _places(line: Line) -> Iterable[Place]:
    yield from line.row.candidates
    relation = line.row.relation
    meant = place(relation.place) if relation and relation.place else None
    if meant is not None:
        yield meant


def _cell(line: Line, column: int, label: str, around: _Around) -> CellShown:
    row = line.row
    meaning = around.layout.meanings[column]
    text = row.cells[column].strip() if column < len(row.cells) else ""
    problems = [
        (str(each.weight), each.problem.says(gettext))
        for each in row.problems
        if each.column == column
    ]
    reads = _read(row, column, meaning, around.words, around.countries)
    shown = CellShown(
        label,
        text,
        reads if reads.casefold() != text.casefold() else "",
        problems,
        is_name=meaning is Meaning.NAME,
    )
    reading = row.readings.get(column)
    if (row.number, column) in around.answered:
        return replace(shown, reads=gettext("%(day)s (so im Register)") % {"day": reads})
    if reading is not None and reading.ways:
        options = [("", gettext("bitte wählen")), *((way, _way(way)) for way in reading.ways)]
        key = reading_key(row.number, column)
        return replace(shown, options=options, picked=reading.picked, key=key)
    if meaning is Meaning.NAME and asks(line, column):
        return _asking(shown, line, around)
    return shown


def _asking(shown: CellShown, line: Line, around: _Around) -> CellShown:
    """Return a cell with its question; one that is asked for several rows is only named."""
    together, is_answered = around.asked.by_row.get(line.row.number, (0, True))
    if not is_answered:
        return replace(shown, together=together)
    among = options(line, around.words)
    if len(among) < 2:
        return shown
    answer = picked(line, around.picks)
    return replace(shown, options=among, picked=answer, key=str(line.row.number))


def _read(
    row: JudgedRow,
    column: int,
    meaning: Meaning,
    words: dict[int, Offered],
    countries: dict[str, str],
) -> str:
    """Return how a cell is read, ``""`` where that is not told."""
    if (reading := row.readings.get(column)) is not None:
        return _reading(reading)
    relation = row.relation
    if relation is None:
        return ""
    if meaning is Meaning.NAME:
        meant = words.get(relation.place) if relation.place else None
        return meant.name if meant else ""
    said: dict[Meaning, Any] = {
        Meaning.COUNTRY: countries.get(relation.country or "", ""),
        Meaning.KIND: KINDS[relation.kind],
    }
    return str(said.get(meaning, ""))


def _reading(reading: CellReading) -> str:
    """Return a time, a span or a standing in words: "zwischen 1990 und 1999", "ruht (2022)"."""
    day = _day(reading.on)
    if reading.on and reading.until:
        ends = Interval(parse_date(reading.on), parse_date(reading.until))
        day = say_interval(ends, language())
    if reading.standing is None:
        return day
    if reading.standing is Standing.ACTIVE:
        return gettext("aktiv")
    said = str(STANDINGS[reading.standing])
    return f"{said} ({day})" if day else said


def _way(way: str) -> str:
    """Return in words what is offered as a reading of a cell."""
    if way in set(Standing):
        return _reading(CellReading(standing=Standing(way)))
    return _day(way)


def _day(on: str | None) -> str:
    return say_date(parse_date(on), language()) if on else ""


def faulty_lines(preview: Preview) -> list[list[str]]:
    """Return the rows with faults, every cell as it is, each with its reasons at the end."""
    rows, header = preview.table.rows, preview.layout.header
    columns = len(preview.layout.meanings)
    heads = list(rows[header]) if header is not None and header < len(rows) else []
    told = [*_filled(heads, columns), gettext("Grund (von weltoffen)")]
    found = [told]
    for line in preview.lines:
        if line.fate is Fate.FAULTY:
            reasons = [
                f"{_place_of(each)} {each.problem.says(gettext)}"
                for each in line.row.problems
                if each.weight is not Weight.NOTE
            ]
            cells = _filled(rows[line.row.number - 1], columns)
            found.append([*cells, " ".join(reasons)])
    return found


def _place_of(problem: CellProblem) -> str:
    """Return where a cell stood: in the new file it stands elsewhere."""
    values = {"row": problem.row, "column": letter(problem.column)}
    return gettext("Zeile %(row)d, Spalte %(column)s Ihrer Tabelle:") % values


def _filled(row: Sequence[str], columns: int) -> list[str]:
    return [*row[:columns], *[""] * (columns - len(row))]
