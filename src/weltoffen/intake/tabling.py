"""A table from its bytes to a preview, and from there into the register.

What a person sees in the preview is what is taken: both come from
:func:`~weltoffen.intake.previewing.preview`, which opens the bytes anew each time.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

from django.db.models import Case, When

from weltoffen.intake.actions import (
    Rows,
    Upload,
    accept_rows,
    arrange_sheet,
    read_sheet,
    receive_sheet,
)
from weltoffen.intake.actions.receiving import Came
from weltoffen.intake.enums import AttemptState
from weltoffen.intake.models import Attempt, ColumnMapping, SheetUpload
from weltoffen.intake.opening import Opened, Table
from weltoffen.intake.previewing import (
    Fate,
    Line,
    Preview,
    layout_in,
    opened,
    opened_table,
    preview,
    tables_in,
)
from weltoffen.intake.sheets import Layout, fingerprint, guess, refuse_too_large
from weltoffen.intake.sheets.extracting import MEDIA_TYPE
from weltoffen.intake.sheets.limits import width
from weltoffen.intake.sheets.remembering import layout_of, values_of
from weltoffen.places.models import Municipality
from weltoffen.sources.models import Source

if TYPE_CHECKING:
    from weltoffen.accounts.models import User

CHUNK: Final = 50
"""Rows that are accepted in one transaction."""

__all__ = [
    "CHUNK",
    "Fate",
    "Line",
    "Preview",
    "begin",
    "earlier_sources",
    "go_on",
    "layout_in",
    "named_after",
    "opened",
    "preview",
    "proposed",
    "tables_in",
    "take",
    "was_named_so",
]

_OFFERED: Final = 12
_LOOKED_AT: Final = 100
"""Readings of tables; of one source there may be many."""


def begin(*, home: Municipality, file: Upload, by: User) -> SheetUpload:
    """Hold a file with tables, laid out as it was remembered or else as it is guessed.

    Refuses what cannot be opened, has no table, or has more rows or columns than are read.
    """
    tables = opened_table(file.body, file.claimed_type, file.name).tables
    sheet = max(range(len(tables)), key=lambda n: (_promise(tables[n]), -n))
    refuse_too_large(tables[sheet].rows, file.name)
    upload = receive_sheet(home=home, upload=file, by=by)
    layout, _remembered = proposed(home, tables[sheet])
    return arrange_sheet(upload=upload, sheet=sheet, layout=values_of(layout), by=by)


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


# --- taking --------------------------------------------------------------------------------------


def take(upload: SheetUpload, seen: Preview, *, by: User) -> SheetUpload:
    """Keep the extract of a table and propose its rows; :func:`go_on` accepts the good ones."""
    rows = Rows(
        came=Came(body=seen.kept.body, opened=Opened(seen.kept.text, MEDIA_TYPE)),
        found=seen.found,
        reader=seen.reader,
        plan=seen.plan(),
        good=seen.fates[Fate.TAKEN],
        waiting=seen.fates[Fate.WAITS],
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


def named_after(name: str) -> str:
    """Return what a table may be called, from the name of its file."""
    stem = name.rpartition(".")[0] or name
    return " ".join(stem.replace("_", " ").split())[:200]


def earlier_sources(upload: SheetUpload) -> list[Source]:
    """Return the sources of tables that were read before, of which this may be a newer version.

    First those of a file of the same name, then the others, each the newest first; at most a dozen.
    """
    read = Attempt.objects.filter(
        run__home=upload.home, state=AttemptState.READ, snapshot__media_type=MEDIA_TYPE
    )
    is_other = Case(When(name=upload.name, then=0), default=1)
    read = read.select_related("snapshot__source").defer("pending", "snapshot__body")
    attempts = read.order_by(is_other, "-id")[:_LOOKED_AT]
    sources = (each.snapshot.source for each in attempts if each.snapshot)
    return list({source.pk: source for source in sources}.values())[:_OFFERED]


def was_named_so(upload: SheetUpload) -> bool:
    """Say whether a table of the same file name was read before."""
    read = Attempt.objects.filter(run__home=upload.home, state=AttemptState.READ, name=upload.name)
    return read.filter(snapshot__media_type=MEDIA_TYPE).exists()
