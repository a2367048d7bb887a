"""From the history to what waits to be read in."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import astuple

from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.db.models import Max, Q
from wagtail.models import ModelLogEntry

from weltoffen.finding.models import Entry, Waiting, Watermark, Word
from weltoffen.finding.registry import KINDS
from weltoffen.finding.rules.gaps import Gap, joined, missing, narrowed, still_open
from weltoffen.finding.rules.indexing import VERSION
from weltoffen.finding.selectors import inside

MOST_READ = 5_000
"""So many entries of the history are read in one transaction."""
_BATCH = 1_000


def follow_history() -> bool:
    """Read what is new in the history; return whether there is more than was read at once.

    Of several processes one reads, the others return at once.
    """
    with transaction.atomic():
        mark = _locked()
        if mark is None:
            return False
        if mark.version != VERSION:
            _let_all_wait(mark)
        gaps = [Gap(*values) for values in mark.gaps]
        oldest = _transaction_number("xmin") if gaps else 0
        late = _entries(inside(mark.gaps)) if gaps else []
        rows = _entries(Q(pk__gt=mark.read_to))
        until = _transaction_number("xmax")
        now = time.time()
        left = [part for gap in gaps for part in narrowed(gap, (row[0] for row in late))]
        new = missing(mark.read_to, (row[0] for row in rows), until, now)
        mark.gaps = [astuple(gap) for gap in joined([*still_open(left, oldest, now), *_real(new)])]
        mark.read_to = rows[-1][0] if rows else mark.read_to
        _wait_for(_touched([*late, *rows]))
        mark.save()
    return len(rows) == MOST_READ


def begin_anew() -> None:
    """Let everything wait that can be found; what is found already is found meanwhile too."""
    with transaction.atomic():
        mark = _locked(waiting=True)
        assert mark is not None
        _let_all_wait(mark)
        mark.save()


def _locked(*, waiting: bool = False) -> Watermark | None:
    """Return the watermark, for this transaction alone; None where another one has it."""
    Watermark.objects.get_or_create(id=1)
    held = Watermark.objects.select_for_update(skip_locked=not waiting)
    return held.filter(id=1).first()


def _let_all_wait(mark: Watermark) -> None:
    """Put every record among what waits, and take the history as read up to here.

    What is not committed yet is above that, or in the gap that is kept for it.
    """
    Word.objects.all().delete()  # what stands in a record is learnt again with it
    newest = ModelLogEntry.objects.aggregate(newest=Max("id"))["newest"] or 0
    until = _transaction_number("xmax")
    # Whatever is written by those who have begun already may have any number below the newest.
    recent = Gap(max(mark.read_to, newest - MOST_READ) + 1, newest, until, time.time())
    mark.gaps = [astuple(gap) for gap in _real([recent])] if newest else []
    mark.read_to, mark.version = newest, VERSION
    waiting = Waiting._meta.db_table
    statement = (
        f"INSERT INTO {waiting} (kind, record) SELECT %s, {{key}} FROM {{table}} "  # noqa: S608
        "WHERE true ON CONFLICT DO NOTHING"
    )
    quoted = connection.ops.quote_name
    with connection.cursor() as cursor:
        for kind in KINDS.values():
            meta = kind.model._meta
            assert meta.pk is not None
            where = {"key": quoted(meta.pk.column or "id"), "table": quoted(meta.db_table)}
            cursor.execute(statement.format(**where), [kind.name])
        cursor.execute(
            f"INSERT INTO {waiting} (kind, record) "  # noqa: S608 - names of our own tables
            f"SELECT kind, record FROM {Entry._meta.db_table} WHERE true ON CONFLICT DO NOTHING"
        )


def _entries(wanted: Q) -> list[tuple[int, int, str]]:
    """Return number, content type and key of the history's entries, the oldest first."""
    rows = ModelLogEntry.objects.filter(wanted).order_by("pk")
    return list(rows.values_list("pk", "content_type_id", "object_id")[:MOST_READ])


def _touched(rows: Iterable[tuple[int, int, str]]) -> Iterable[tuple[str, int]]:
    """Return kind and key of the records whose words may have changed."""
    changed: dict[int, set[int]] = defaultdict(set)
    for _, content_type, key in rows:
        if content_type is not None and key.isdecimal():
            changed[content_type].add(int(key))
    for content_type, keys in changed.items():
        model = ContentType.objects.get_for_id(content_type)
        label = f"{model.app_label}.{model.model}"
        for kind in KINDS.values():
            for record in set(kind.touched_by(label, keys)):
                yield kind.name, record


def _wait_for(records: Iterable[tuple[str, int]]) -> None:
    rows = [Waiting(kind=kind, record=key) for kind, key in sorted(set(records))]
    Waiting.objects.bulk_create(rows, batch_size=_BATCH, ignore_conflicts=True)


def _real(gaps: Iterable[Gap]) -> list[Gap]:
    """Return the gaps that something may appear in: on SQLite there are none."""
    return [gap for gap in gaps if connection.vendor == "postgresql" and gap.first <= gap.last]


def _transaction_number(which: str) -> int:
    """Return PostgreSQL's number of the oldest open transaction (xmin) or of the next (xmax)."""
    if connection.vendor != "postgresql":
        return 0
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT pg_snapshot_{which}(pg_current_snapshot())::text::bigint")
        return int(cursor.fetchone()[0])
