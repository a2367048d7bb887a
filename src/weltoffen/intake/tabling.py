"""A table from its bytes to a preview, and from there into the register.

What a person sees in the preview is what is taken: both come from :func:`preview`, which opens the
bytes anew each time, and :attr:`Preview.seen` says whether the register changed in between.
"""

from __future__ import annotations

import hashlib
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Final

from weltoffen.ground.problems import N_, Problem, Refused
from weltoffen.intake.actions import (
    Rows,
    Upload,
    accept_rows,
    arrange_sheet,
    read_sheet,
    receive_sheet,
)
from weltoffen.intake.actions.receiving import Came, known_snapshot
from weltoffen.intake.enums import AttemptState, StatementType, Verdict
from weltoffen.intake.models import Attempt, ColumnMapping, SheetUpload
from weltoffen.intake.opening import Opened, Table, open_bytes
from weltoffen.intake.rules.deciding import is_certain
from weltoffen.intake.rules.known import KnownRegister, Spot
from weltoffen.intake.rules.matching import compare
from weltoffen.intake.rules.verdicts import Match
from weltoffen.intake.selectors import known_register
from weltoffen.intake.sheets import (
    AS_WRITTEN,
    CellProblem,
    Extract,
    Judged,
    JudgedRow,
    Layout,
    Picks,
    Weight,
    extract,
    fingerprint,
    guess,
    judge,
    refuse_too_large,
)
from weltoffen.intake.sheets.extracting import MEDIA_TYPE
from weltoffen.intake.sheets.judging import RULE, HomeTown
from weltoffen.intake.sheets.limits import width
from weltoffen.intake.sheets.remembering import layout_of, picks_of, values_of
from weltoffen.intake.stating import keys_of
from weltoffen.intake.types import Found
from weltoffen.places.models import Municipality
from weltoffen.sources.models import Source

if TYPE_CHECKING:
    from weltoffen.accounts.models import User

CHUNK: Final = 50
"""Rows that are accepted in one transaction."""
_NO_TABLE = N_(
    "In der Datei steht keine Tabelle. Wählen Sie eine Excel-Datei (XLSX) oder eine CSV-Datei; aus "
    "anderen Formaten speichern Sie die Tabelle zuerst als eine davon."
)
_NOT_COMPUTED = N_(
    "Die Zelle ist eine Formel ohne gespeichertes Ergebnis und blieb leer. Öffnen Sie die Tabelle "
    "im Programm, speichern Sie sie, und laden Sie sie noch einmal hoch."
)


def begin(*, home: Municipality, file: Upload, by: User) -> SheetUpload:
    """Hold a file with tables, laid out as it was remembered or else as it is guessed.

    Refuses what cannot be opened, has no table, or has more rows or columns than are read.
    """
    tables = tables_in(open_bytes(file.body, media_type=file.claimed_type, name=file.name))
    sheet = max(range(len(tables)), key=lambda n: (_promise(tables[n]), -n))
    refuse_too_large(tables[sheet].rows, file.name)
    upload = receive_sheet(home=home, upload=file, by=by)
    layout, _remembered = proposed(home, tables[sheet])
    return arrange_sheet(upload=upload, sheet=sheet, layout=values_of(layout), by=by)


def opened(upload: SheetUpload) -> Opened:
    """Return what an upload holds."""
    found = open_bytes(bytes(upload.body), media_type=upload.claimed_type, name=upload.name)
    tables_in(found)
    return found


def tables_in(found: Opened) -> tuple[Table, ...]:
    """Return the tables of a file; refuses one without."""
    if not found.tables:
        raise Refused(Problem("", _NO_TABLE))
    return found.tables


def _promise(table: Table) -> int:
    """Say how much a sheet looks like a list: how many of its columns have a known heading."""
    layout = guess(table.rows)
    return 0 if layout.header is None else len(layout.kept)


def proposed(
    home: Municipality, table: Table, header: int | str | None = "guess"
) -> tuple[Layout, ColumnMapping | None]:
    """Return how a table is laid out by what was remembered of its headings, or else a guess."""
    layout = guess(table.rows, header)
    if layout.header is None or layout.header >= len(table.rows):
        return layout, None
    known = fingerprint(table.rows[layout.header])
    mapping = ColumnMapping.objects.filter(home=home, fingerprint=known).first() if known else None
    if mapping is None:
        return layout, None
    kept = layout_of(mapping.mapping, layout.header, width(table.rows))
    return (kept, mapping) if kept is not None else (layout, None)


class Fate(StrEnum):
    """What becomes of a row when the good ones are taken."""

    TAKEN = "taken"
    WAITS = "waits"
    FAULTY = "faulty"


@dataclass(frozen=True, slots=True)
class Line:
    """A row with how it stands to the register; ``match`` is None where it cannot be read."""

    row: JudgedRow
    fate: Fate
    match: Match | None = None
    as_written: bool = False

    @property
    def verdict(self) -> Verdict | None:
        """Return how its relation stands to the register."""
        return self.match.verdict if self.match else None


@dataclass(frozen=True)
class Preview:
    """What taking a table would do, row by row."""

    table: Table
    layout: Layout
    kept: Extract
    judged: Judged
    lines: tuple[Line, ...]
    notes: tuple[Problem, ...]

    @cached_property
    def fates(self) -> Mapping[Fate, int]:
        """Return how many rows are taken, wait, or are faulty."""
        return Counter(line.fate for line in self.lines)

    @cached_property
    def verdicts(self) -> Mapping[Verdict, int]:
        """Return how many of the readable rows stand how to the register."""
        return Counter(line.verdict for line in self.lines if line.verdict is not None)

    @cached_property
    def found(self) -> tuple[Found, ...]:
        """Return what the readable rows state."""
        each = (found for line in self.lines for found in (line.row.relation, line.row.act))
        return tuple(found for found in each if found is not None)

    @cached_property
    def reader(self) -> str:
        """Return the name of the rule with a fingerprint of what it found here."""
        digest = hashlib.sha256("".join(keys_of(each)[0] for each in self.found).encode())
        return f"{RULE} {digest.hexdigest()[:12]}"

    @cached_property
    def seen(self) -> str:
        """Return the fingerprint of what the preview says."""
        said = [f"{line.row.number} {line.fate} {line.verdict}" for line in self.lines]
        whole = "\n".join([self.reader, *said]).encode() + self.kept.body
        return hashlib.sha256(whole).hexdigest()

    def plan(self) -> list[tuple[int, str, bool]]:
        """Return what is accepted in which order: all relations before the acts."""
        good = [line for line in self.lines if line.fate is Fate.TAKEN]
        each = [
            (found.quote.start, str(type_), line.as_written)
            for type_, attribute in (
                (StatementType.RELATION, "relation"),
                (StatementType.ACT, "act"),
            )
            for line in good
            if (found := getattr(line.row, attribute)) is not None
        ]
        return each


def preview(upload: SheetUpload, today: date) -> Preview:
    """Return what taking an upload would do, with the register read once."""
    file = opened(upload)
    table = tables_in(file)[min(upload.sheet, len(file.tables) - 1)]
    refuse_too_large(table.rows, upload.name)
    layout = layout_in(upload, table)
    kept = extract(table.rows, layout)
    picks = picks_of(upload.picks)
    home = HomeTown(upload.home.name, upload.home.geonames_id)
    judged = judge(table.rows, layout, kept, home=home, today=today, picks=picks)
    known = known_register(upload.home, today)
    there = known_snapshot(kept.body)
    snapshot = there.pk if there else 0
    formulas = _formulas(file, table)
    lines = tuple(_line(row, known, snapshot, picks, formulas) for row in judged.rows)
    return Preview(table, layout, kept, judged, lines, file.notes)


def layout_in(upload: SheetUpload, table: Table) -> Layout:
    """Return how an upload is laid out, as a person said or else as it is guessed."""
    header = upload.layout.get("header")
    kept = layout_of(upload.layout, header, width(table.rows))
    return kept if kept is not None else guess(table.rows)


def _line(
    row: JudgedRow,
    known: KnownRegister,
    snapshot: int,
    picks: Picks,
    formulas: Mapping[tuple[int, int], Problem],
) -> Line:
    row = _with_formulas(row, formulas)
    if row.relation is None:
        return Line(row, Fate.FAULTY)
    spot = Spot(snapshot, row.relation.quote.start, row.relation.quote.end)
    match = compare(row.relation, known, spot)
    as_written = picks.get(row.number) == AS_WRITTEN and match.asks == "counterpart"
    if match.verdict in (Verdict.AGREES, Verdict.MORE_EXACT):
        row = _as_known(row, match, known)
    relation = row.relation
    assert relation is not None  # nothing takes it away
    if match.verdict is not Verdict.UNCLEAR and not relation.ambiguous:
        row = replace(row, problems=_but_questions(row))
    if as_written:
        match = Match(Verdict.NEW)
    good = as_written or is_certain(relation, match)
    return Line(row, Fate.TAKEN if good else Fate.WAITS, match, as_written)


def _as_known(row: JudgedRow, match: Match, known: KnownRegister) -> JudgedRow:
    """Let the register answer which of several places is meant: it has the partner, and agrees."""
    partner = next((each for each in known.relations if each.pk == match.relation), None)
    if partner is None or row.relation is None or not row.relation.ambiguous:
        return row
    place, act = partner.geonames_id, row.act
    relation = replace(row.relation, place=place, ambiguous=False)
    act = replace(act, place=place, ambiguous=False) if act is not None else None
    return replace(row, relation=relation, act=act, candidates=(), problems=_but_questions(row))


def _but_questions(row: JudgedRow) -> tuple[CellProblem, ...]:
    return tuple(each for each in row.problems if each.weight is not Weight.QUESTION)


def _with_formulas(row: JudgedRow, formulas: Mapping[tuple[int, int], Problem]) -> JudgedRow:
    here = tuple(
        CellProblem(row.number, column, Weight.NOTE, problem)
        for (number, column), problem in formulas.items()
        if number == row.number
    )
    return replace(row, problems=(*row.problems, *here)) if here else row


def _formulas(file: Opened, table: Table) -> dict[tuple[int, int], Problem]:
    """Return the cells that opening named as formulas without a result, by row and column."""
    return {
        at: Problem(str(note.values["cell"]), _NOT_COMPUTED)
        for note in file.notes
        if note.values.get("sheet") == table.name
        and (at := _position(str(note.values.get("cell", "")))) is not None
    }


def _position(cell: str) -> tuple[int, int] | None:
    letters = cell.rstrip("0123456789")
    if not letters.isalpha() or letters == cell:
        return None
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(cell[len(letters) :]), column - 1


# --- taking --------------------------------------------------------------------------------------


def take(upload: SheetUpload, seen: Preview, *, revises: Source | None, by: User) -> SheetUpload:
    """Keep the extract of a table and propose its rows; :func:`go_on` accepts the good ones."""
    title = f"{upload.name}: {seen.table.name}" if seen.table.name != upload.name else upload.name
    text = Opened(seen.kept.text, MEDIA_TYPE, title=title[:200])
    rows = Rows(
        came=Came(body=seen.kept.body, opened=text),
        title=upload.name,
        found=seen.found,
        reader=seen.reader,
        plan=seen.plan(),
        good=seen.fates[Fate.TAKEN],
        waiting=seen.fates[Fate.WAITS],
        revises=revises,
    )
    return read_sheet(upload=upload, rows=rows, by=by)


def go_on(upload: SheetUpload, *, by: User, seconds: float) -> SheetUpload:
    """Accept what is planned, some rows at a time, and return how it stands then.

    Stops when nothing is left, or after so many seconds; what is left is accepted when called
    again.
    """
    until = time.monotonic() + seconds
    while upload.plan:
        upload = accept_rows(upload=upload, most=CHUNK, by=by)
        if time.monotonic() > until:
            break
    return upload


def earlier_sources(upload: SheetUpload) -> list[Source]:
    """Return the sources of which a file of this name was read before, the newest first."""
    read = Attempt.objects.filter(
        run__home=upload.home,
        name=upload.name,
        state=AttemptState.READ,
        snapshot__media_type=MEDIA_TYPE,
    )
    sources = (each.snapshot.source for each in read.select_related("snapshot__source")
               .order_by("-id") if each.snapshot)  # fmt: skip
    return list({source.pk: source for source in sources}.values())[:5]
