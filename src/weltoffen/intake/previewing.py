"""What taking a table would do, row by row, before anybody takes it.

What a person sees here is what is taken: every row's :class:`~weltoffen.intake.rules.rows.Outcome`
comes from the function that taking asks too, and :attr:`Preview.seen` says whether the register
changed in between.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cached_property

from weltoffen.ground.problems import N_, Problem, Refused
from weltoffen.intake.actions.accepting import heard_from
from weltoffen.intake.actions.receiving import known_snapshot
from weltoffen.intake.enums import StatementType, Verdict
from weltoffen.intake.models import SheetUpload
from weltoffen.intake.opening import Opened, Table, open_bytes
from weltoffen.intake.rules import rows
from weltoffen.intake.rules.deciding import Heard
from weltoffen.intake.rules.known import KnownRegister, Spot
from weltoffen.intake.rules.matching import compare
from weltoffen.intake.rules.receiving import side_of
from weltoffen.intake.rules.rows import Outcome
from weltoffen.intake.rules.verdicts import Match
from weltoffen.intake.selectors import known_register
from weltoffen.intake.sheets import (
    AS_WRITTEN,
    CellProblem,
    Extract,
    Judged,
    JudgedRow,
    Layout,
    Meaning,
    Picks,
    Weight,
    extract,
    guess,
    judge,
    refuse_too_large,
)
from weltoffen.intake.sheets.judging import RULE, HomeTown
from weltoffen.intake.sheets.limits import width
from weltoffen.intake.sheets.remembering import layout_of, picks_of, readings_of
from weltoffen.intake.stating import keys_of
from weltoffen.intake.types import Found, FoundAct
from weltoffen.places.gazetteer import fold
from weltoffen.sources.enums import Publisher
from weltoffen.sources.models import Snapshot

_NO_TABLE = N_(
    "In der Datei steht keine Tabelle. Wählen Sie eine Excel-Datei (XLSX) oder eine CSV-Datei; aus "
    "anderen Formaten speichern Sie die Tabelle zuerst als eine davon."
)
_ONLY_TABLES = N_("Hier werden nur Tabellen als XLSX oder CSV gelesen.")
_NOT_COMPUTED = N_(
    "Die Zelle ist eine Formel ohne gespeichertes Ergebnis und blieb leer. Öffnen Sie die Tabelle "
    "im Programm, speichern Sie sie, und laden Sie sie noch einmal hoch."
)


class Fate(StrEnum):
    """What becomes of a row when the good ones are taken."""

    TAKEN = "taken"
    WAITS = "waits"
    FAULTY = "faulty"


@dataclass(frozen=True, slots=True)
class Line:
    """A row with what taking it does; ``outcome`` is None where it cannot be read.

    ``follows`` is the number of an earlier row about the same partner that changes the relation:
    what this one does then, is known only afterwards, and so it waits.
    """

    row: JudgedRow
    fate: Fate
    outcome: Outcome | None = None
    as_written: bool = False
    follows: int = 0

    @property
    def match(self) -> Match | None:
        """Return how its relation stands to the register."""
        return self.outcome.steps[0].match if self.outcome else None

    @property
    def verdict(self) -> Verdict | None:
        """Return how the row as a whole stands to the register."""
        return self.outcome.verdict if self.outcome else None


@dataclass(frozen=True)
class Preview:
    """What taking a table would do, row by row.

    ``picks`` are the places that a person picked; ``answered`` are the cells of which the register
    says how they are read, by the number of the row and the index of the column. ``described`` is
    what was said of the table itself; ``known`` is the snapshot that has just this extract.
    """

    table: Table
    layout: Layout
    kept: Extract
    judged: Judged
    lines: tuple[Line, ...]
    notes: tuple[Problem, ...]
    picks: Picks
    answered: frozenset[tuple[int, int]] = frozenset()
    described: str = ""
    known: Snapshot | None = None

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
        rows = (line.row for line in self.lines if line.row.relation is not None)
        each = (found for row in rows for found in (row.relation, *row.acts))
        return tuple(found for found in each if found is not None)

    @cached_property
    def reader(self) -> str:
        """Return the name of the rule with a fingerprint of what it found here."""
        digest = hashlib.sha256("".join(keys_of(each)[0] for each in self.found).encode())
        return f"{RULE} {digest.hexdigest()[:12]}"

    @cached_property
    def seen(self) -> str:
        """Return the fingerprint of what the preview says."""
        said = [
            f"{line.row.number} {line.fate} {line.verdict} {_does(line)}" for line in self.lines
        ]
        whole = "\n".join([self.reader, self.described, *said]).encode() + self.kept.body
        return hashlib.sha256(whole).hexdigest()

    def plan(self) -> list[tuple[int, str, bool]]:
        """Return the rows that are accepted, in their order, each with the acts beside it."""
        return [
            (line.row.relation.quote.start, str(StatementType.RELATION), line.as_written)
            for line in self.lines
            if line.fate is Fate.TAKEN and line.row.relation is not None
        ]


def _does(line: Line) -> str:
    """Return what taking a row does, so that another answer gives other words."""
    if line.outcome is None or line.fate is not Fate.TAKEN:
        return ""
    return " ".join(
        f"{each.cites}:{','.join(f'{act.kind} {act.on} {act.replaces}' for act in each.acts)}"
        for each in line.outcome.intents
    )


def preview(upload: SheetUpload, today: date) -> Preview:
    """Return what taking an upload would do, with the register read once."""
    file = opened(upload)
    table = tables_in(file)[min(upload.sheet, len(file.tables) - 1)]
    refuse_too_large(table.rows, upload.name)
    layout = layout_in(upload, table)
    kept = extract(table.rows, layout)
    picks = picks_of(upload.picks)
    home = HomeTown(upload.home.name, upload.home.geonames_id)
    there = known_snapshot(kept.body)
    asked = _Asked(
        known_register(upload.home, today),
        there.pk if there else 0,
        _heard(upload, there, today),
        picks,
        _formulas(file, table),
        layout.column(Meaning.NAME),
    )
    picked = readings_of(upload.picks)
    judged = judge(table.rows, layout, kept, home=home, today=today, picks=picks, picked=picked)
    answers = dict(_known_days(judged, layout, asked))
    if answers:
        judged = judge(
            table.rows, layout, kept, home=home, today=today, picks=picks,
            picked=answers | dict(picked),
        )  # fmt: skip
    lines = tuple(_one_by_one(_line(row, asked) for row in judged.rows))
    return Preview(
        table, layout, kept, judged, lines, file.notes, picks, frozenset(answers),
        described=_description(upload), known=there,
    )  # fmt: skip


def _description(upload: SheetUpload) -> str:
    source = upload.revises.identifier if upload.revises else ""
    said = upload.title, upload.publisher_side, upload.publisher, upload.source_kind, source
    return "\t".join(said)


def opened(upload: SheetUpload) -> Opened:
    """Return what an upload holds."""
    return opened_table(bytes(upload.body), upload.claimed_type, upload.name)


def opened_table(body: bytes, claimed_type: str, name: str) -> Opened:
    """Return a file with a table opened; refuses what cannot be opened and what has none.

    Opening advises formats that it reads elsewhere, so the refusal ends with those read here.
    """
    try:
        found = open_bytes(body, media_type=claimed_type, name=name)
    except Refused as refused:
        raise Refused(*refused.problems, Problem(name, _ONLY_TABLES)) from refused
    tables_in(found)
    return found


def tables_in(found: Opened) -> tuple[Table, ...]:
    """Return the tables of a file; refuses one without."""
    if not found.tables:
        raise Refused(Problem("", _NO_TABLE))
    return found.tables


def layout_in(upload: SheetUpload, table: Table) -> Layout:
    """Return how an upload is laid out, as a person said or else as it is guessed."""
    header = upload.layout.get("header")
    kept = layout_of(upload.layout, header, width(table.rows))
    return kept if kept is not None else guess(table.rows)


def _heard(upload: SheetUpload, there: Snapshot | None, today: date) -> Heard:
    """Return whose word a table is: of an extract that is there already, as it was kept.

    What nobody has described yet counts as somebody else's: that claims least.
    """
    homes = set(there.attempts.values_list("run__home", flat=True)) if there else set()
    if there is not None and (not homes or upload.home_id in homes):
        return heard_from(there, upload.home)
    said = upload.revises or upload
    side = said.publisher_side or Publisher.THIRD
    publisher = "" if side == Publisher.HOME else said.publisher
    return Heard(side_of(side), publisher, today, upload.home.country.code)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What every row of a table is looked at with."""

    known: KnownRegister
    snapshot: int
    heard: Heard
    picks: Picks
    formulas: Mapping[tuple[int, int], Problem]
    names: int | None

    def spot(self, found: Found) -> Spot:
        """Return where a row's words stand."""
        return Spot(self.snapshot, found.quote.start, found.quote.end)


def _known_days(
    judged: Judged, layout: Layout, asked: _Asked
) -> Iterator[tuple[tuple[int, int], str]]:
    """Yield readings of cells that the register answers: it has the very day, and of this relation.

    A person's own answer counts more.
    """
    days = {layout.column(Meaning.SINCE), layout.column(Meaning.DECIDED_ON)}
    for row in judged.rows:
        if row.relation is None:
            continue
        spot = asked.spot(row.relation)
        for column, reading in row.readings.items():
            if column not in days or not reading.ways or reading.picked:
                continue
            if day := rows.exact_day(row.relation, reading.ways, asked.known, spot):
                yield (row.number, column), day


def _line(row: JudgedRow, asked: _Asked) -> Line:
    row = _with_formulas(row, asked.formulas)
    if row.relation is None:
        return Line(row, Fate.FAULTY)
    spot = asked.spot(row.relation)
    match = compare(row.relation, asked.known, spot)
    as_written = asked.picks.get(row.number) == AS_WRITTEN and match.asks == "counterpart"
    if match.verdict in (Verdict.AGREES, Verdict.MORE_EXACT):
        row = _as_known(row, match, asked.known, asked.names)
    relation = row.relation
    assert relation is not None  # nothing takes it away
    if match.verdict is not Verdict.UNCLEAR and not relation.ambiguous:
        row = replace(row, problems=_but_which_place(row, asked.names))
    found = rows.outcome(
        [relation, *row.acts], asked.known, spot, asked.heard, as_written=as_written
    )
    return Line(row, Fate.TAKEN if found.is_good else Fate.WAITS, found, as_written)


def _one_by_one(lines: Iterator[Line]) -> Iterator[Line]:
    """Let a row wait that is about a partner whose relation an earlier row changes."""
    changed: dict[tuple[object, ...], int] = {}
    for line in lines:
        if line.outcome is None or line.fate is not Fate.TAKEN:
            yield line
            continue
        whose = _whose(line)
        if whose in changed:
            yield replace(line, fate=Fate.WAITS, follows=changed[whose])
            continue
        if line.outcome.adds_acts:
            changed[whose] = line.row.number
        yield line


def _whose(line: Line) -> tuple[object, ...]:
    """Return which partner a row is about, as far as that can be told."""
    relation, match = line.row.relation, line.match
    assert relation is not None  # else it has no outcome
    if match is not None and match.relation is not None:
        return ("relation", match.relation)
    if relation.place is not None:
        return ("place", relation.place)
    return ("name", fold(relation.name), relation.country)


def _as_known(row: JudgedRow, match: Match, known: KnownRegister, names: int | None) -> JudgedRow:
    """Let the register answer which of several places is meant: it has the partner, and agrees."""
    partner = next((each for each in known.relations if each.pk == match.relation), None)
    if partner is None or row.relation is None or not row.relation.ambiguous:
        return row
    place = partner.geonames_id
    return replace(
        row,
        relation=replace(row.relation, place=place, ambiguous=False),
        act=_placed(row.act, place),
        change=_placed(row.change, place),
        candidates=(),
        problems=_but_which_place(row, names),
    )


def _placed(act: FoundAct | None, place: int | None) -> FoundAct | None:
    return replace(act, place=place, ambiguous=False) if act is not None else None


def _but_which_place(row: JudgedRow, names: int | None) -> tuple[CellProblem, ...]:
    """Return the problems of a row but the question of its place; others stay open."""
    return tuple(
        each for each in row.problems if each.weight is not Weight.QUESTION or each.column != names
    )


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
