"""What a table says otherwise than the version of its source that holds now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from weltoffen.intake.enums import OPEN, StatementType
from weltoffen.intake.models import SheetUpload, Statement
from weltoffen.intake.previewing import Fate, Line, Preview
from weltoffen.intake.sheets import Meaning
from weltoffen.intake.sheets.judging import RULES
from weltoffen.places.gazetteer import fold
from weltoffen.sources.models import Snapshot
from weltoffen.sources.selectors import newest_of, text_of


@dataclass(frozen=True, slots=True)
class Since:
    """What changed since a version: rows as they are in the table's extract, line by line.

    ``missing`` are the partners of ``before`` that no row names any more. ``adds`` says whether
    taking the good rows would record anything.
    """

    before: Snapshot
    fresh: int
    same: int
    missing: tuple[str, ...]
    adds: bool

    @property
    def says_nothing_new(self) -> bool:
        """Say whether there is no reason to take the table."""
        return not (self.fresh or self.missing or self.adds)


@dataclass(frozen=True, slots=True)
class Replaced:
    """A version that an older one would replace, and how many of its proposals fall away."""

    snapshot: Snapshot
    falls_away: int


def since_before(upload: SheetUpload, seen: Preview) -> Since | None:
    """Return what a table changes to the version that holds; None where there is none before it.

    Bytes that we have already belong to the source that has them, whatever is said of the table.
    """
    known, revises = seen.known, upload.revises
    goes_on = revises is not None and (known is None or known.source_id == revises.pk)
    before = newest_of(revises) if revises is not None and goes_on else known
    if before is None:
        return None
    lines = list(_lines(seen))
    same = count_same(lines, (text_of(before) or "").split("\n"))
    names = Statement.objects.filter(
        snapshot=before, home=upload.home_id, type=StatementType.RELATION,
        rule__startswith=f"{RULES}/",
    ).order_by("start", "id").values_list("proposed__name", flat=True)  # fmt: skip
    return Since(
        before=before,
        fresh=len(lines) - same,
        same=same,
        missing=tuple(_missing(names, seen)),
        adds=any(_adds(line) for line in seen.lines),
    )


def replaced_by(upload: SheetUpload, seen: Preview) -> Replaced | None:
    """Return the version that holds now where a table is an older one of the same source."""
    known = seen.known
    if known is None or upload.revises_id != known.source_id:
        return None
    newest = newest_of(known.source)
    if newest is None or newest.pk == known.pk:
        return None
    still_open = Statement.objects.filter(
        snapshot__source=known.source_id, home=upload.home_id, status__in=OPEN
    )
    return Replaced(newest, still_open.exclude(snapshot=known).count())


def count_same(lines: Iterable[str], before: Iterable[str]) -> int:
    """Count the lines that stood there before, each as often as it did."""
    return (Counter(lines) & Counter(before)).total()


def _lines(seen: Preview) -> Iterator[str]:
    """Yield the rows as lines of the extract; one that states nothing is none of them."""
    text = seen.kept.text
    for line in seen.lines:
        quote = seen.kept.quotes.get(line.row.number)
        if quote is not None:
            end = text.find("\n", quote.start)
            yield text[quote.start :] if end < 0 else text[quote.start : end]


def _missing(names: Iterable[str], seen: Preview) -> Iterator[str]:
    """Yield names that no row has, neither as it is written nor as it is read."""
    column = seen.layout.column(Meaning.NAME)
    there = {fold(line.row.relation.name) for line in seen.lines if line.row.relation is not None}
    if column is not None:
        rows = (seen.table.rows[line.row.number - 1] for line in seen.lines)
        there |= {fold(row[column]) for row in rows if column < len(row)}
    return (name for name in dict.fromkeys(names) if fold(name) not in there)


def _adds(line: Line) -> bool:
    return line.fate is Fate.TAKEN and line.outcome is not None and line.outcome.adds_acts
