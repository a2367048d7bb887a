"""The index: an entry per record, what waits to be read into it, and the words that it knows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from weltoffen.finding.types import Clauses, Term

_ANEW = _("Der Suchindex ist beschädigt. Rufen Sie „weltoffen search rebuild“ auf.")
WORDS = "finding_words"
"""SQLite's table of the words, which its triggers keep like ``terms``. PostgreSQL has a column."""


class Entry(models.Model):
    """What is found of one record: ``kind`` and ``record`` (its primary key) say which.

    ``reference`` is what the address of its page is made of. ``titles`` are by language, ``said``
    its texts as ``[where, detail, text]``. ``terms`` are the words under which it is found, each
    with a letter before it; the database keeps them searchable by itself. ``stream`` is the folded
    text, for phrases. ``weight`` orders what fits equally well.
    """

    PUBLIC_FIELDS: ClassVar[frozenset[str]] = frozenset()
    INTERNAL_FIELDS: ClassVar = frozenset(
        {
            "id", "kind", "record", "weight", "visibility", "reference", "changed_at", "titles",
            "said", "stream", "terms",
        }
    )  # fmt: skip

    # The narrow columns first: a search reads them of every record that it finds.
    kind = models.CharField(max_length=40)
    record = models.BigIntegerField()
    weight = models.PositiveIntegerField()
    visibility = models.CharField(max_length=10, blank=True)
    reference = models.CharField(max_length=120)
    changed_at = models.DateTimeField()
    titles = models.JSONField(default=dict)
    said = models.JSONField(default=list, blank=True)
    stream = models.TextField()
    terms = models.TextField()

    class Meta:
        verbose_name = _("Eintrag im Suchindex")
        verbose_name_plural = _("Einträge im Suchindex")
        ordering = ("kind", "record")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "record"],
                name="record_stands_in_the_index_once",
                violation_error_code="record",
                violation_error_message=_ANEW,
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind}:{self.reference}"


class Waiting(models.Model):
    """That a record is to be read into the index, because it has changed or was never read."""

    PUBLIC_FIELDS: ClassVar[frozenset[str]] = frozenset()
    INTERNAL_FIELDS: ClassVar = frozenset({"id", "kind", "record"})

    kind = models.CharField(max_length=40)
    record = models.BigIntegerField()

    class Meta:
        verbose_name = _("wartet auf den Suchindex")
        verbose_name_plural = _("warten auf den Suchindex")
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "record"],
                name="record_waits_for_the_index_once",
                violation_error_code="record",
                violation_error_message=_ANEW,
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind}:{self.record}"


class Watermark(models.Model):
    """How far the history has been read; there is one row.

    ``read_to`` is the greatest number of an entry of the history that was read, ``gaps`` the
    numbers below it that were not there yet: ``[from, to, until, at]``, see ``finding.rules.gaps``.
    ``version`` is that of the analyser by which the index was made.
    """

    PUBLIC_FIELDS: ClassVar[frozenset[str]] = frozenset()
    INTERNAL_FIELDS: ClassVar = frozenset({"id", "read_to", "gaps", "version"})

    read_to = models.BigIntegerField(default=0)
    gaps = models.JSONField(default=list, blank=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("Stand des Suchindexes")
        verbose_name_plural = _("Stand des Suchindexes")
        constraints = [
            models.CheckConstraint(
                condition=Q(id=1),
                name="index_has_one_watermark",
                violation_error_code="id",
                violation_error_message=_ANEW,
            )
        ]

    def __str__(self) -> str:
        return str(self.read_to)


class Word(models.Model):
    """A word that stands in some record: folded, and as it is spelled there.

    Only for suggestions where somebody mistypes. A word goes with the last record in which it
    stands: it may be the name of somebody whose data were deleted.
    """

    PUBLIC_FIELDS: ClassVar[frozenset[str]] = frozenset()
    INTERNAL_FIELDS: ClassVar = frozenset({"id", "folded", "spelled", "length"})

    folded = models.CharField(max_length=40, unique=True, error_messages={"unique": _ANEW})
    spelled = models.CharField(max_length=80)
    length = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("Wort im Suchindex")
        verbose_name_plural = _("Wörter im Suchindex")
        ordering = ("folded",)
        indexes = [models.Index(fields=["length"], name="word_by_length")]

    def __str__(self) -> str:
        return self.spelled


@models.TextField.register_lookup
class Finds(models.Lookup):
    """``terms__finds=clauses``: of each clause at least one term is there."""

    lookup_name = "finds"

    def get_prep_lookup(self) -> Clauses:
        """Take the clauses as they are."""
        return self.rhs  # type: ignore[no-any-return]

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, Sequence[Any]]:
        """Ask SQLite's full-text table, which knows the rows by their primary key."""
        table = (
            f"{compiler.quote_name_unless_alias(self.lhs.alias)}.{connection.ops.quote_name('id')}"
        )
        words = _written(self.rhs, _quoted, "OR", "AND")
        found = f"SELECT rowid FROM {WORDS} WHERE {WORDS} MATCH %s"  # noqa: S608 - a constant
        return f"{table} IN ({found})", [words]

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, Sequence[Any]]:
        """Ask PostgreSQL's column, which stands in the same row."""
        column = f"{compiler.quote_name_unless_alias(self.lhs.alias)}.vector"
        return f"{column} @@ %s::tsquery", [_written(self.rhs, _lexeme, "|", "&")]

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[str | int, ...]]:
        """Refuse other databases."""
        raise NotImplementedError(connection.vendor)


def _written(clauses: Clauses, one: Callable[[Term], str], any_of: str, all_of: str) -> str:
    found = (f" {any_of} ".join(dict.fromkeys(map(one, clause))) for clause in clauses)
    return f" {all_of} ".join(f"({clause})" for clause in dict.fromkeys(found))


def _quoted(term: Term) -> str:
    return f'"{term.word}"' + ("*" if term.is_prefix else "")


def _lexeme(term: Term) -> str:
    return f"'{term.word}'" + (":*" if term.is_prefix else "")
