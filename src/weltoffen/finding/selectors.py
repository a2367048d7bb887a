"""Asking the index."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django.db import connection
from django.db.models import (
    BooleanField,
    Case,
    Count,
    Exists,
    Expression,
    F,
    IntegerField,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Collate
from wagtail.models import ModelLogEntry

from weltoffen.finding.models import Entry, Waiting, Watermark, Word
from weltoffen.finding.rules.asking import clauses, ranks, understood
from weltoffen.finding.rules.excerpting import best_excerpt, marks_in, told_by
from weltoffen.finding.rules.folding import tokens
from weltoffen.finding.rules.guessing import nearest, slips_allowed
from weltoffen.finding.rules.indexing import VERSION
from weltoffen.finding.types import Found, Hit, Question, Said
from weltoffen.ground.languages import LEADING

SHOWN = 20
_ALL = Q()


def is_behind() -> bool:
    """Say whether anything has changed that the index does not know yet."""
    newest = ModelLogEntry.objects.order_by("-pk").values("pk")[:1]
    looked = Watermark.objects.annotate(
        newest=Subquery(newest),
        has_waiting=Exists(Waiting.objects.all()),
        has_appeared=_HasAppeared(),
    )  # all that is asked each time, in one query
    mark = looked.filter(id=1).first()
    if mark is None or mark.version != VERSION:
        return True
    return (mark.newest or 0) > mark.read_to or mark.has_waiting or mark.has_appeared


class _HasAppeared(Expression):
    """Whether an entry of the history lies in a gap of the watermark; on SQLite there are none."""

    def __init__(self) -> None:
        super().__init__(output_field=BooleanField())

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """Return that there is none."""
        return "(1 = 0)", ()

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """Return the question: Django has no words for the elements of a list within a row."""
        quote = connection.ops.quote_name
        mark, entry = (quote(model._meta.db_table) for model in (Watermark, ModelLogEntry))
        return (
            f"EXISTS (SELECT 1 FROM jsonb_array_elements({mark}.{quote('gaps')}) gap"  # noqa: S608
            f" JOIN {entry} ON {entry}.{quote('id')}"
            " BETWEEN (gap->>0)::bigint AND (gap->>1)::bigint)"
        ), ()


def inside(gaps: Iterable[Sequence[Any]]) -> Q:
    """Return the condition that an entry of the history lies in a gap, as the watermark has it."""
    found = Q(pk__in=())
    for first, last, *_ in gaps:
        found |= Q(pk__range=(first, last))
    return found


def waiting_count() -> int:
    """Return how many records wait to be read into the index."""
    return Waiting.objects.count()


def keys_waiting(kind: str) -> QuerySet[Waiting, Any]:
    """Return the primary keys of a kind's records that wait to be read in, as a subquery."""
    return Waiting.objects.filter(kind=kind).order_by().values("record")


def search(
    typed: str,
    *,
    kinds: Collection[str] | None = None,
    seen: Q = _ALL,
    limit: int = SHOWN,
    offset: int = 0,
    language: str = LEADING,
) -> Found:
    """Return what was found: of ``kinds`` the best hits, and how many there are of each kind.

    ``seen`` is a condition on entries (``kind``, ``record``, ``visibility``) that says which of
    them the person may see; it bounds hits and counts alike. Two queries.
    """
    question = understood(typed)
    if not question:
        return Found()
    every = _matching(question).filter(seen)
    counts = dict(every.order_by().values_list("kind").annotate(Count("pk")))
    wanted = every if kinds is None else every.filter(kind__in=kinds)
    is_there = any(count for kind, count in counts.items() if kinds is None or kind in kinds)
    rows = _ranked(wanted, question)[offset : offset + limit] if is_there else ()
    return Found(tuple(_hit(row, question, language) for row in rows), counts)


def keys_matching(kind: str, typed: str) -> QuerySet[Entry, Any]:
    """Return the primary keys of a kind's records that have all that was typed, as a subquery."""
    question = understood(typed)
    found = _matching(question) if question else Entry.objects.none()
    return found.filter(kind=kind).order_by().values("record")


def _matching(question: Question) -> QuerySet[Entry]:
    found = Entry.objects.filter(terms__finds=clauses(question))
    for phrase in question.phrases:
        found = found.filter(stream__contains=phrase)
    return found


def _ranked(entries: QuerySet[Entry], question: Question) -> QuerySet[Entry]:
    steps = [
        When(terms__finds=step, then=Value(number)) for number, step in enumerate(ranks(question))
    ]
    rank = Case(*steps, default=Value(len(steps)), output_field=IntegerField())
    bytewise = "C" if connection.vendor == "postgresql" else "BINARY"
    return (
        entries.annotate(rank=rank)
        .order_by("rank", "weight", Collate(F("reference"), bytewise), "kind")
        .defer("stream", "terms")
    )


def _hit(entry: Any, question: Question, language: str) -> Hit:
    title = entry.titles.get(language) or entry.titles.get(LEADING) or entry.reference
    said = [Said(where, text, detail) for where, detail, text in entry.said]
    told = told_by(title, question)
    excerpt = None if len(told) == len(question.words) else best_excerpt(said, question, told)
    return Hit(
        kind=entry.kind,
        record=entry.record,
        reference=entry.reference,
        title=title,
        title_marks=marks_in(title, question),
        excerpt=excerpt,
        visibility=entry.visibility,
        rank=entry.rank,
    )


def meant(typed: str, *, seen: Q = _ALL) -> list[str]:
    """Return what may have been meant where nothing was found, best first; each finds something.

    Words that stand nowhere are exchanged for known ones that differ in a letter or two.
    """
    found = list(tokens(typed))
    known = _known({token.folded for token in found})
    near = {
        token.folded: _near(token.folded) for token in found if token.folded not in known
    }  # fmt: skip
    if not any(near.values()):
        return []
    spelled = _known({word for words in near.values() for word in words})
    guesses = []
    for number in range(max(map(len, near.values()))):
        guess = _respelled(typed, near, spelled, number)
        if guess not in guesses and _matching(understood(guess)).filter(seen).exists():
            guesses.append(guess)
    return guesses


def _respelled(
    typed: str, near: Mapping[str, Sequence[str]], spelled: Mapping[str, str], number: int
) -> str:
    pieces, end = [], 0
    for token in tokens(typed):
        words = near.get(token.folded, ())
        word = spelled[words[min(number, len(words) - 1)]] if words else token.text
        pieces += [typed[end : token.start], word]
        end = token.end
    return "".join([*pieces, typed[end:]]).strip()


def _known(words: Iterable[str]) -> dict[str, str]:
    rows = Word.objects.filter(folded__in=list(words))
    return dict(rows.values_list("folded", "spelled"))


def _near(word: str) -> list[str]:
    slips = slips_allowed(word)
    if not slips:
        return []
    lengths = (len(word) - slips, len(word) + slips)
    words = Word.objects.filter(length__range=lengths).order_by()
    return nearest(word, words.values_list("folded", flat=True).iterator())
