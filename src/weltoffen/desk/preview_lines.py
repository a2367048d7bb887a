"""The rows of a table in words, as the preview shows them, and those that have to be mended."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from weltoffen.desk.forms.tables import KINDS, MEANINGS, STANDINGS
from weltoffen.desk.naming import language
from weltoffen.desk.offered_places import Offered, country_names, offered
from weltoffen.ground.dates import parse_date
from weltoffen.ground.spoken import say_date
from weltoffen.intake.enums import Verdict
from weltoffen.intake.said import difference_in_words
from weltoffen.intake.sheets import AS_WRITTEN, JudgedRow, Layout, Meaning, Weight
from weltoffen.intake.sheets.types import Skipped
from weltoffen.intake.tabling import Fate, Line, Preview
from weltoffen.places.gazetteer import Place, place

PER_PAGE = 100
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
    """A cell: its column, what stands in it, how it is read where that differs, what is wrong."""

    label: str
    text: str
    reads: str
    problems: Sequence[tuple[str, str]]
    options: Sequence[tuple[str, str]] = ()
    picked: str = ""
    is_name: bool = False


@dataclass(frozen=True, slots=True)
class LineShown:
    """A row: what becomes of it, how it stands to the register, and its cells."""

    number: int
    fate: str
    fate_label: Any
    verdict: Any
    faulty_at: Sequence[str]
    differences: Sequence[str]
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


def shown(preview: Preview, show: str, page: str) -> Shown:
    """Return a page of the rows that are asked for."""
    wanted = show if show in FILTERS else ""
    among = [line for line in preview.lines if not wanted or line.fate == wanted]
    of = Paginator(among, PER_PAGE).get_page(page)
    counts = {"": len(preview.lines), **{str(fate): n for fate, n in preview.fates.items()}}
    return Shown(
        lines=_lines(list(of.object_list), preview),
        columns=[_label(preview, n) for n in _columns(list(of.object_list), preview)],
        show=wanted,
        page=of,
        filters=[(name, label, counts.get(name, 0)) for name, label in FILTERS.items()],
        good=preview.fates[Fate.TAKEN],
        waits=preview.fates[Fate.WAITS],
        faulty=preview.fates[Fate.FAULTY],
        verdicts=[(v.label, n) for v in Verdict if (n := preview.verdicts[v])],
        skipped=[(number, _SKIPPED[why]) for number, why in preview.judged.skipped],
        notes=list(dict.fromkeys(note.says(gettext) for note in preview.notes))[:8],
    )


def pick_of(value: str) -> int | str:
    """Return what was picked: a GeoNames id, a new place, or ``""`` for nothing."""
    if value == AS_WRITTEN:
        return value
    return int(value) if value.isdecimal() and len(value) < 12 else ""


def _label(preview: Preview, column: int) -> str:
    layout = preview.layout
    if layout.header is not None and layout.header < len(preview.table.rows):
        heads = preview.table.rows[layout.header]
        if column < len(heads) and heads[column].strip():
            return heads[column].strip()
    return str(MEANINGS[layout.meanings[column]])


def _lines(lines: Sequence[Line], preview: Preview) -> list[LineShown]:
    places = {each.geonames_id: each for line in lines for each in _places(line)}
    words = {each.value: each for each in offered(places.values())}
    codes = {line.row.relation.country or "" for line in lines if line.row.relation}
    countries = country_names(codes - {""})
    labels = {n: _label(preview, n) for n in _columns(lines, preview)}
    return [
        LineShown(
            number=line.row.number,
            fate=str(line.fate),
            fate_label=_FATES[line.fate],
            verdict=line.verdict.label if line.verdict else "",
            faulty_at=_faulty_at(line, labels),
            differences=_differences(line),
            cells=[
                _cell(line, column, label, preview.layout, words, countries)
                for column, label in labels.items()
            ],
        )
        for line in lines
    ]


def _columns(lines: Sequence[Line], preview: Preview) -> list[int]:
    """Return the columns to be shown: of those that only stay in the proof, the faulty ones."""
    told = {each.column for line in lines for each in line.row.problems}
    meanings = preview.layout.meanings
    quiet = (Meaning.NOTE, Meaning.HOMEPAGE)
    return [n for n in preview.layout.kept if meanings[n] not in quiet or n in told]


def _faulty_at(line: Line, labels: dict[int, str]) -> list[str]:
    faults = (each for each in line.row.problems if each.weight is Weight.FAULT)
    return list(dict.fromkeys(labels[each.column] for each in faults if each.column in labels))


def _places(line: Line) -> Iterable[Place]:
    yield from line.row.candidates
    relation = line.row.relation
    meant = place(relation.place) if relation and relation.place else None
    if meant is not None:
        yield meant


def _differences(line: Line) -> list[str]:
    if line.match is None or line.row.relation is None:
        return []
    each = line.match.as_values()["differences"]
    return [difference_in_words(one, line.row.relation.name) for one in each]


def _cell(
    line: Line,
    column: int,
    label: str,
    layout: Layout,
    words: dict[int, Offered],
    countries: dict[str, str],
) -> CellShown:
    row = line.row
    meaning = layout.meanings[column]
    text = row.cells[column].strip() if column < len(row.cells) else ""
    problems = [
        (str(each.weight), each.problem.says(gettext))
        for each in row.problems
        if each.column == column
    ]
    asks = meaning is Meaning.NAME and _asks(line)
    reads = _read(row, meaning, words, countries)
    return CellShown(
        label,
        text,
        reads if reads.casefold() != text.casefold() else "",
        problems,
        _options(line, words) if asks else (),
        _picked(line) if asks else "",
        is_name=meaning is Meaning.NAME,
    )


def _asks(line: Line) -> bool:
    """Say whether a place is to be picked, or was."""
    is_open = any(each.weight is Weight.QUESTION for each in line.row.problems)
    return is_open or line.as_written or bool(line.row.candidates and line.row.relation)


def _options(line: Line, words: dict[int, Offered]) -> list[tuple[str, str]]:
    first = [("", gettext("bitte wählen"))]
    among = [
        (
            str(each.geonames_id),
            f"{words[each.geonames_id].name} ({words[each.geonames_id].details})",
        )
        for each in line.row.candidates
    ]
    relation = line.row.relation
    if relation is not None and relation.country:
        among.append((AS_WRITTEN, gettext("keiner davon: als neuen Ort anlegen")))
    return first + among


def _picked(line: Line) -> str:
    if line.as_written:
        return AS_WRITTEN
    relation = line.row.relation
    return str(relation.place) if relation is not None and relation.place else ""


def _read(
    row: JudgedRow, meaning: Meaning, words: dict[int, Offered], countries: dict[str, str]
) -> str:
    """Return how a cell is read, ``""`` where that is not told."""
    relation = row.relation
    if relation is None:
        return ""
    if meaning is Meaning.NAME:
        meant = words.get(relation.place) if relation.place else None
        return meant.name if meant else ""
    said: dict[Meaning, Any] = {
        Meaning.COUNTRY: countries.get(relation.country or "", ""),
        Meaning.KIND: KINDS[relation.kind],
        Meaning.STATUS: STANDINGS[relation.status] if relation.status != "active" else "",
        Meaning.SINCE: _day(relation.since),
        Meaning.UNTIL: _day(relation.until),
        Meaning.DECIDED_ON: _day(row.act.on if row.act else None),
    }
    return str(said.get(meaning, ""))


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
                f"{each.problem.where}: {each.problem.says(gettext)}"
                for each in line.row.problems
                if each.weight is not Weight.NOTE
            ]
            cells = _filled(rows[line.row.number - 1], columns)
            found.append([*cells, " ".join(reasons)])
    return found


def _filled(row: Sequence[str], columns: int) -> list[str]:
    return [*row[:columns], *[""] * (columns - len(row))]
