"""Since when, until when, and how a relation stands by its row: dates, status, remarks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from weltoffen.ground.dates import EdtfDate
from weltoffen.ground.problems import N_
from weltoffen.intake.sheets import cells
from weltoffen.intake.sheets.remarks import Said, said_in, since_when
from weltoffen.intake.sheets.rows import RowReader
from weltoffen.intake.sheets.times import Time
from weltoffen.intake.sheets.types import CellReading, Meaning, Weight
from weltoffen.intake.types import ActKind, Kind, Standing

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
_TERM = N_(
    "„%(text)s“ liegt noch vor uns und wird nicht als Ende übernommen. Tragen Sie die Befristung "
    "am Akt ein, mit dem sie vereinbart wurde."
)
_STILL_ACTIVE = N_(
    "Die Zeile nennt ein Ende (%(end)s) und trotzdem „%(text)s“. Berichtigen Sie eines von beiden."
)
_TOO_VAGUE = N_(
    "„%(text)s“ sagt nicht, ob die Beziehung ruht oder beendet ist. Wählen Sie eines; sonst wartet "
    "die Zeile als Vorschlag."
)
_REMARK_DIFFERS = N_(
    "Die Bemerkung („%(text)s“) sagt etwas anderes als der Status („%(status)s“). Wählen Sie, was "
    "gilt; sonst wartet die Zeile als Vorschlag."
)
CHANGES: Final = {
    Standing.RESTING: ActKind.SUSPENSION,
    Standing.LIMITED: ActKind.LIMITATION,
}
"""The acts by which a relation came to stand as it does; an end is told by the relation itself."""


@dataclass(frozen=True, slots=True)
class Course:
    """How a relation went: ``changed`` is when it came to rest or was limited, where it is told.

    ``words`` are those of a remark that say how it stands, ``""`` where no remark does.
    """

    since: EdtfDate | None
    until: EdtfDate | None
    standing: Standing
    changed: EdtfDate | None = None
    words: str = ""


def course_of(reader: RowReader, kind: Kind | None) -> Course:
    """Return since when, until when and how the relation of a row stands.

    It stands as the row's status says, else as a remark says that can be read; ended if its end has
    come, else active.
    """
    began, ended = reader.time(Meaning.SINCE), reader.time(Meaning.UNTIL)
    since, until = _ends(reader, began, ended)
    said = _status(reader, since)
    said = _with_remark(reader, said, kind, since, until)
    if said is not None and said.standing is Standing.ENDED and until is None:
        until = said.on
    return _course(reader, since, until, said)


def _ends(
    reader: RowReader, began: Time | None, ended: Time | None
) -> tuple[EdtfDate | None, EdtfDate | None]:
    since = known(began.on) if began else None
    until = known(ended.until or ended.on) if ended else None
    if began is not None and began.until is not None:
        if reader.cell(Meaning.UNTIL):
            reader.tell(Meaning.SINCE, _TWO_ENDS, {"text": reader.cell(Meaning.SINCE)})
        until = until or began.until
    if since is not None and until is not None and until.latest < since.earliest:
        values = {"start": reader.cell(Meaning.SINCE), "end": reader.cell(Meaning.UNTIL)}
        reader.tell(Meaning.UNTIL, _END_FIRST, values)
    return since, until


def known(on: EdtfDate) -> EdtfDate | None:
    """Return a date of which anything is known, else None."""
    return on if on.is_known else None


def _status(reader: RowReader, since: EdtfDate | None) -> Said | None:
    """Return what the status says, with the time that stands beside it."""
    text, column = reader.cell(Meaning.STATUS), reader.layout.column(Meaning.STATUS)
    if not text or column is None:
        return None
    if cells.is_vague(text):
        ways = [str(Standing.RESTING), str(Standing.ENDED)]
        said = Said(Standing(reader.choose(column, ways, _TOO_VAGUE, {"text": text})))
    else:
        standing = reader.read(Meaning.STATUS, cells.read_standing)
        if standing is None:
            return None
        said = Said(standing, since_when(text, reader.today))
    if said.standing is Standing.ENDED and _is_before(said.on, since):
        values = {"start": reader.cell(Meaning.SINCE), "end": text}
        reader.tell(Meaning.STATUS, _END_FIRST, values)
    _shows(reader, column, said)
    return said


def _shows(reader: RowReader, column: int, said: Said) -> None:
    """Note how a cell is read, for the preview."""
    before = reader.readings.get(column, CellReading())
    on = said.on.text if said.on is not None else None
    reader.readings[column] = replace(before, on=on, standing=said.standing)


def _is_before(on: EdtfDate | None, since: EdtfDate | None) -> bool:
    return on is not None and since is not None and on.latest < since.earliest


def _with_remark(
    reader: RowReader,
    said: Said | None,
    kind: Kind | None,
    since: EdtfDate | None,
    until: EdtfDate | None,
) -> Said | None:
    """Return how the relation stands with what remarks add; one that does not fit is left alone."""
    for column, text in reader.notes():
        remark = said_in(text, kind, reader.today)
        if remark is None or not _fits(remark, since, until):
            continue
        if said is not None and said.standing is not remark.standing:
            return _chosen(reader, column, said, remark)
        _shows(reader, column, remark)
        return remark if said is None or said.on is None else said
    return said


def _fits(remark: Said, since: EdtfDate | None, until: EdtfDate | None) -> bool:
    """Say whether a remark may be about this relation: a plan of what is long there is not."""
    if remark.standing is Standing.PLANNED:
        return since is None and until is None
    if until is not None and remark.standing is not Standing.ENDED:
        return False
    return not _is_before(remark.on, since)


def _chosen(reader: RowReader, column: int, said: Said, remark: Said) -> Said:
    """Ask which holds, where status and remark differ; the remark is proposed, as it says more."""
    values = {"text": reader.at(column), "status": reader.cell(Meaning.STATUS)}
    ways = [str(remark.standing), str(said.standing)]
    way = reader.choose(column, ways, _REMARK_DIFFERS, values)
    chosen = remark if way == remark.standing else said
    _shows(reader, column, chosen)
    return chosen


def _course(
    reader: RowReader, since: EdtfDate | None, until: EdtfDate | None, said: Said | None
) -> Course:
    stated = said.standing if said is not None else None
    over = until is not None and until.earliest <= reader.today
    if until is not None and not over:
        of = Meaning.UNTIL if reader.cell(Meaning.UNTIL) else Meaning.SINCE
        reader.tell(of, _TERM, {"text": reader.cell(of)}, Weight.NOTE)
    if since is not None and since.earliest > reader.today and stated is not Standing.PLANNED:
        reader.tell(Meaning.SINCE, _AHEAD, {"text": reader.cell(Meaning.SINCE)})
    if over and stated not in (None, Standing.ENDED):
        end = reader.cell(Meaning.UNTIL) or reader.cell(Meaning.SINCE)
        values = {"end": end, "text": reader.cell(Meaning.STATUS)}
        reader.tell(Meaning.STATUS, _STILL_ACTIVE, values)
    standing = stated or (Standing.ENDED if over else Standing.ACTIVE)
    changed = said.on if said is not None and standing in CHANGES else None
    words = said.words if said is not None else ""
    return Course(since, until if over else None, standing, changed, words)
