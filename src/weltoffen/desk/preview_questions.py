"""Which place the rows of a table mean: asked once where several rows ask the same.

Rows ask the same where they write the same name and the same places may be meant by it, in the same
country. One answer counts for all of them; who means another place in one row says so there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext

from weltoffen.desk.offered_places import Offered, country_names, offered
from weltoffen.intake.sheets import AS_WRITTEN, Meaning, Picks, Weight
from weltoffen.intake.sheets.placing import split_name
from weltoffen.intake.tabling import Line, Preview
from weltoffen.places.gazetteer import fold

PER_PAGE = 20
MIXED = "mixed"
"""Sent for a question whose rows have different answers: they stay as they are."""
_FEW = 12
"""So many numbers of rows are named."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question that several rows ask, under the number of the first of them."""

    key: str
    name: str
    rows: Sequence[int]
    options: Sequence[tuple[str, str]]
    picked: str

    @property
    def is_open(self) -> bool:
        """Say whether nobody has answered it."""
        return not self.picked

    @property
    def named(self) -> str:
        """Return the numbers of the rows, not all where they are many."""
        few = ", ".join(str(number) for number in self.rows[:_FEW])
        return f"{few} …" if len(self.rows) > _FEW else few


@dataclass(frozen=True, slots=True)
class Asked:
    """The questions that several rows ask: a page of them, and how many are open in all.

    ``by_row`` says for each row that asks with others how many they are and whether it is answered.
    """

    page: Page[Any]
    questions: Sequence[Question]
    open: int
    by_row: Mapping[int, tuple[int, bool]]


def asked(preview: Preview, page: str) -> Asked:
    """Return a page of the questions that several rows ask, in the order of their first rows."""
    groups = _groups(preview)
    answers = [_answer(lines, preview.picks) for lines in groups]
    of = Paginator(list(zip(groups, answers, strict=True)), PER_PAGE).get_page(page)
    words = {each.value: each for each in offered(_places(of.object_list))}
    countries = country_names({_country(lines) for lines, _answer in of.object_list} - {""})
    return Asked(
        page=of,
        questions=[
            _question(lines, answer, words, _titled(lines, preview, countries))
            for lines, answer in of.object_list
        ],
        open=sum(not answer for answer in answers),
        by_row={
            line.row.number: (len(lines), bool(answer))
            for lines, answer in zip(groups, answers, strict=True)
            for line in lines
        },
    )


def answered(sent: Mapping[str, str], preview: Preview) -> dict[str, int | str]:
    """Return the picks that answers to questions of several rows mean, by row.

    An answer that is as it was says nothing: rows that a person answered otherwise stay so.
    """
    picks: dict[str, int | str] = {}
    for lines in _groups(preview):
        value = sent.get(f"all-{lines[0].row.number}", MIXED)
        if value not in (MIXED, _answer(lines, preview.picks)):
            picks |= {str(line.row.number): place_picked(value) for line in lines}
    return picks


def place_picked(value: str) -> int | str:
    """Return what was picked: a GeoNames id, a new place, or ``""`` for nothing."""
    if value == AS_WRITTEN:
        return value
    return int(value) if value.isdecimal() and len(value) < 12 else ""


def asks(line: Line, column: int) -> bool:
    """Say whether a place is to be picked, or was."""
    is_open = any(
        each.weight is Weight.QUESTION and each.column == column for each in line.row.problems
    )
    return is_open or line.as_written or bool(line.row.candidates)


def options(line: Line, words: Mapping[int, Offered]) -> list[tuple[str, str]]:
    """Return what may be picked for a row, first that nothing is."""
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


def picked(line: Line, picks: Picks) -> str:
    """Return what was picked for a row, ``""`` for nothing that is offered."""
    pick = picks.get(line.row.number, "")
    known = {each.geonames_id for each in line.row.candidates}
    return str(pick) if pick == AS_WRITTEN or pick in known else ""


def _groups(preview: Preview) -> list[list[Line]]:
    """Return the rows that ask the same, those of which there are several."""
    column = preview.layout.column(Meaning.NAME)
    groups: dict[tuple[object, ...], list[Line]] = {}
    for line in preview.lines if column is not None else ():
        if asks(line, column or 0) and column is not None:
            groups.setdefault(_key(line, column), []).append(line)
    return [lines for lines in groups.values() if len(lines) > 1]


def _key(line: Line, column: int) -> tuple[object, ...]:
    places = tuple(each.geonames_id for each in line.row.candidates)
    relation = line.row.relation
    country = relation.country if relation is not None and not places else None
    return fold(split_name(_name(line, column))[0]), country, places


def _name(line: Line, column: int) -> str:
    return line.row.cells[column].strip() if column < len(line.row.cells) else ""


def _answer(lines: Sequence[Line], picks: Picks) -> str:
    """Return the answer that all rows have, ``""`` for none, :data:`MIXED` where they differ."""
    found = {picked(line, picks) for line in lines}
    return found.pop() if len(found) == 1 else MIXED


def _places(groups: Any) -> list[Any]:
    return list({p.geonames_id: p for lines, _answer in groups
                 for line in lines for p in line.row.candidates}.values())  # fmt: skip


def _question(
    lines: Sequence[Line], answer: str, words: Mapping[int, Offered], name: str
) -> Question:
    among = options(_readable(lines), words)
    if answer == MIXED:
        among.insert(1, (MIXED, gettext("verschieden: steht bei den Zeilen")))
    numbers = [each.row.number for each in lines]
    return Question(str(numbers[0]), name, numbers, among, answer)


def _readable(lines: Sequence[Line]) -> Line:
    """Return the first row that can be read, of several without one the first."""
    return max(lines, key=lambda each: each.row.relation is not None)


def _country(lines: Sequence[Line]) -> str:
    relation = _readable(lines).row.relation
    return relation.country or "" if relation is not None else ""


def _titled(lines: Sequence[Line], preview: Preview, countries: Mapping[str, str]) -> str:
    """Return the name that the rows write, with their country where they say it."""
    name = _name(lines[0], preview.layout.column(Meaning.NAME) or 0)
    country = countries.get(_country(lines), "") if _country(lines) else ""
    return f"{name} ({country})" if country else name
