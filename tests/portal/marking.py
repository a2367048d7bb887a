"""Marks in every field of every record, so that a page shows from which field its words come.

While :class:`Marks` is at work, each row that an action writes has every field filled that can
carry a mark: found by walking the models, so a field that is new tomorrow is filled tomorrow. A
mark says whether anybody may see it: an internal field's never, and no field's of an internal
record.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import partial
from typing import Any

import time_machine
from django.db import models
from django.db.models.signals import pre_save
from modeltranslation.fields import TranslationField

from tests.architecture.test_fields import OURS
from weltoffen.accounts.models import User

Field = tuple[str, str]
"""A model's label and a field's name."""
MARK = re.compile(r"zq[ip]\d{4}q")
INTERNAL_DAY = date(1187, 3, 29)
"""Stands in days that nobody may see; it is early, so that whoever reads it thinks it decides."""
RECORDING = datetime(2787, 5, 17, 12, tzinfo=UTC)
"""When all is written: no page may say so, but for acts, which say when they were recorded."""
PUBLICLY_RECORDED = datetime(2026, 1, 2, 12, tzinfo=UTC)
INTERNAL_DAYS = re.compile(
    r"(?:1187-03|2787-05)|(?:März|March|seit|since|in|Mai|May) (?:1187|2787)"
)
INTERNAL_NUMBER = 1_730_000_000
INTERNAL_NUMBERS = re.compile(rf"\b{INTERNAL_NUMBER // 10_000}\d{{4}}\b")

WITHOUT_A_MARK = {
    ("*", "id"): "a key; a page uses those of passages as anchors",
    ("*", "visibility"): "decides who sees the record",
    ("*", "page_ptr"): "a key",
    ("relations.Position", "withdrawn_at"): "whoever has it is on no page; see the ledger's tests",
    ("sources.Snapshot", "follows"): "a key; what it leads to is a snapshot like this one",
    ("organisations.Organisation", "merged_into"): "a key; it leads to a body like this one",
    ("relations.Signatory", "held_by"): "a key to people, whose tables no page reads",
    ("organisations.OrganisationName", "earliest"): "follows from the public interval",
    ("organisations.OrganisationName", "latest"): "follows from the public interval",
}
"""Internal fields that carry no mark, and why."""
UNMARKED = {"audit.AuditEvent": "a mark would break its chain; no public page reads its table"}
"""Models of which nothing is marked although rows are written, and why."""
OF_A_FORM = {
    "on", "planned_for", "valid", "dated", "content_date", "language", "script", "code",
    "accession_path",
}  # fmt: skip
"""Texts whose form means something; in internal records they are given such that they show."""


def name_of(field: models.Field[Any, Any]) -> str:
    """Return a field's name; a translated column counts as its field."""
    return field.translated_field.name if isinstance(field, TranslationField) else field.name


class Marks:
    """What was marked, by mark and by field; marks are numbered from ``first`` on."""

    def __init__(self, first: int = 0) -> None:
        self._first = first
        self.said: dict[str, Field] = {}
        self.fields: dict[str, set[Field]] = {"internal": set(), "public": set()}
        self.rows: dict[str, set[str]] = {"internal": set(), "public": set()}
        self._is_internal = False

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Mark whatever is written."""
        pre_save.connect(self._fill)
        try:
            with time_machine.travel(RECORDING, tick=False):
                yield
        finally:
            pre_save.disconnect(self._fill)

    @contextmanager
    def internal(self) -> Iterator[None]:
        """Write what nobody may see: every field of it is internal."""
        self._is_internal = True
        yield
        self._is_internal = False

    def new(self, where: Field, *, internal: bool) -> str:
        """Return a mark for a field, of eight characters."""
        mark = f"zq{'i' if internal else 'p'}{self._first + len(self.said):04}q"
        self.said[mark] = where
        return mark

    def found(self, text: str, *, internal: bool) -> set[Field]:
        """Return the fields whose marks of one kind stand in a text."""
        kind = "zqi" if internal else "zqp"
        marks = MARK.findall(text.casefold())
        found = {self.said[mark] for mark in marks if mark[:3] == kind and mark in self.said}
        if internal and INTERNAL_DAYS.search(text):
            found.add(("a day that is internal", INTERNAL_DAYS.search(text)[0]))
        if internal and INTERNAL_NUMBERS.search(text):
            found.add(("a number that is internal", INTERNAL_NUMBERS.search(text)[0]))
        return found

    def _fill(self, sender: type[models.Model], instance: models.Model, **_: Any) -> None:
        if (sender not in OURS and sender is not User) or sender._meta.label in UNMARKED:
            return
        self.rows["internal" if self._is_internal else "public"].add(sender._meta.label)
        for field in sender._meta.local_concrete_fields:
            # One that has columns of its own is filled there; the database fills a generated one.
            if getattr(sender, f"{field.name}_de", None) is None and not field.generated:
                self._fill_one(instance, field)

    def _fill_one(self, instance: models.Model, field: models.Field[Any, Any]) -> None:
        label, name = instance._meta.label, name_of(field)
        named = getattr(instance, "PUBLIC_FIELDS", frozenset())
        internal = self._is_internal or name not in named
        if ("*", name) in WITHOUT_A_MARK or (label, name) in WITHOUT_A_MARK:
            return
        if self._put(instance, field, (label, name), internal):
            self.fields["internal" if name not in named else "public"].add((label, name))
        else:
            assert name in named or isinstance(instance, User), (
                f"{label}.{name} is internal and carries no mark: teach Marks how to mark it"
            )

    def _put(
        self, instance: models.Model, field: models.Field[Any, Any], where: Field, internal: bool
    ) -> bool:
        """Give a field its mark; says whether it can carry one."""
        is_shown = where[1] in getattr(instance, "PUBLIC_FIELDS", ())
        if is_shown and (field.choices or where[1] in OF_A_FORM):
            return False
        if isinstance(field, models.DateTimeField):
            marked: Any = RECORDING if internal else PUBLICLY_RECORDED
        elif isinstance(field, models.DateField | models.IntegerField | models.FloatField):
            marked = None if is_shown else self._measure(field)
        else:
            mark = partial(self.new, where, internal=internal)
            marked = _text(field, getattr(instance, field.attname), mark)
        if marked is not None:
            setattr(instance, field.attname, marked)
        # A person is all marks, so whoever is named shows.
        return marked is not None or field.related_model is User

    def _measure(self, field: models.Field[Any, Any]) -> Any:
        is_day = isinstance(field, models.DateField)
        return INTERNAL_DAY if is_day else INTERNAL_NUMBER + len(self.said)


def _text(field: models.Field[Any, Any], value: Any, mark: Callable[[], str]) -> Any:
    """Return what to write into a field of words, or None if it is none."""
    if isinstance(field, models.URLField):
        return f"https://{mark()}.example.org/"
    if field.name == "sha256":
        return value and mark() * 8
    if isinstance(field, models.CharField | models.TextField):
        return mark()
    if isinstance(field, models.BinaryField):
        return bytes(value or b"") + mark().encode()
    if isinstance(field, models.JSONField) and isinstance(value, dict):
        return {**value, "mark": mark()}
    return None
