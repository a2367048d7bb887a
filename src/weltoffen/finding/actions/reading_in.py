"""From what waits to what is found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from django.db import connection, transaction
from django.utils import timezone

from weltoffen.finding.models import WORDS, Entry, Waiting, Word
from weltoffen.finding.registry import KINDS, Kind
from weltoffen.finding.rules.asking import as_written
from weltoffen.finding.rules.indexing import Indexed, indexed, words_of
from weltoffen.finding.types import Document

CHUNK = 500
"""So many records are read in one transaction."""
MANY = 1_000
"""After so many records the database should look at its index anew."""
_BATCH = 500
_REPLACED = (
    "weight", "visibility", "reference", "changed_at", "titles", "said", "stream", "terms",
)  # fmt: skip


def read_in(*, most: int = CHUNK) -> int:
    """Read the records that wait longest, each once or not at all; return how many there were.

    They are taken from what waits before they are read: what changes meanwhile then waits anew.
    Several processes share what there is.
    """
    with transaction.atomic():
        rows = Waiting.objects.select_for_update(skip_locked=True).order_by("pk")[:most]
        taken = list(rows.values_list("pk", "kind", "record"))
        Waiting.objects.filter(pk__in=[number for number, *_ in taken]).delete()
        by_kind: dict[str, set[int]] = defaultdict(set)
        for _, kind, record in taken:
            by_kind[kind].add(record)
        for name, records in sorted(by_kind.items()):
            _read_kind(name, records)
    return len(taken)


def settle() -> None:
    """Let the database look at its index anew, once many records were read in.

    Without that, PostgreSQL takes every search for one that finds half of all, and reads all.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"ANALYZE {Entry._meta.db_table}")
        else:
            cursor.execute(f"INSERT INTO {WORDS}({WORDS}) VALUES ('optimize')")  # noqa: S608


def _read_kind(name: str, records: Collection[int]) -> None:
    kind = KINDS.get(name)
    known = {} if kind is None else _indexed(kind, kind.read(records))
    now = timezone.now()
    entries = [
        Entry(
            kind=name,
            record=document.record,
            weight=words.weight,
            visibility=document.visibility,
            reference=document.reference,
            changed_at=now,
            titles=dict(document.titles),
            said=[[said.where, said.detail, said.text] for said in document.said],
            stream=words.stream,
            terms=words.terms,
        )
        for document, words in known.values()
    ]
    before = Entry.objects.filter(kind=name, record__in=records).values_list("stream", flat=True)
    lost = words_of(before) - words_of(entry.stream for entry in entries)
    Entry.objects.bulk_create(
        entries,
        batch_size=_BATCH,
        update_conflicts=True,
        unique_fields=["kind", "record"],
        update_fields=_REPLACED,
    )
    gone = set(records) - set(known)
    Entry.objects.filter(kind=name, record__in=gone).delete()
    vocabulary: dict[str, str] = {}
    for _, words in known.values():
        vocabulary = words.vocabulary | vocabulary
    _learn(vocabulary)
    _unlearn(lost)


def _indexed(kind: Kind, documents: Iterable[Document]) -> dict[int, tuple[Document, Indexed]]:
    return {each.record: (each, indexed(each, kind.place)) for each in documents}


def _unlearn(words: Collection[str]) -> None:
    """Forget words that stand in no record any more: they may be the name of somebody forgotten."""
    gone = [
        word
        for word in sorted(words)
        if not Entry.objects.filter(terms__finds=as_written(word)).exists()
    ]
    for first in range(0, len(gone), _BATCH):
        Word.objects.filter(folded__in=gone[first : first + _BATCH]).delete()


def _learn(vocabulary: Mapping[str, str]) -> None:
    """Keep words that are new, in one order: two processes then never block each other."""
    rows = [
        Word(folded=folded, spelled=spelled[:80], length=len(folded))
        for folded, spelled in sorted(vocabulary.items())
    ]
    Word.objects.bulk_create(rows, batch_size=_BATCH, ignore_conflicts=True)
