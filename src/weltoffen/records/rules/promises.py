"""Which of a table's promises was broken, and with which sentence a person is told.

A promise is what the database holds: a constraint, a unique column or a trigger. Each has a name
that is a sentence of the code, a sentence for people that says what to do, and the field at which
a form shows it. No name of a constraint ever reaches a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models


@dataclass(frozen=True, slots=True)
class Promise:
    """Something that the database holds about the rows of one table.

    ``sentence`` is for people, in the language that is spoken when it is read. ``field`` names
    where it belongs, in the words of the model. ``columns`` are those of a unique promise, as
    ``table.column``.
    """

    name: str
    sentence: Any
    field: str
    columns: frozenset[str] = frozenset()


def promises_of(model: type[models.Model]) -> Iterator[Promise]:
    """Yield what the database holds about a model's rows.

    A constraint carries its field as ``violation_error_code``; what triggers hold stands in the
    model's ``HELD_BY_TRIGGERS``: by name, the field and the sentence.
    """
    options = model._meta
    table = options.db_table
    for constraint in options.constraints:
        unique = getattr(constraint, "fields", ())
        columns = frozenset(f"{table}.{options.get_field(name).column}" for name in unique)  # type: ignore[union-attr]
        field = str(constraint.violation_error_code or "")
        yield Promise(constraint.name, constraint.violation_error_message, field, columns)
    for column in options.local_concrete_fields:
        if column.unique:
            # PostgreSQL makes this name for a column declared unique.
            name = f"{table}_{column.column}_key"
            sentence = column.error_messages["unique"] % {
                "model_name": options.verbose_name,
                "field_label": column.verbose_name,
            }
            yield Promise(name, sentence, column.name, frozenset({f"{table}.{column.column}"}))
    for name, (field, sentence) in getattr(model, "HELD_BY_TRIGGERS", {}).items():
        yield Promise(name, sentence, field)


_WORD = re.compile(r"\w+")
_COLUMN = re.compile(r"\w+\.\w+")


def broken(said: str, promises: Iterable[Promise]) -> Promise | None:
    """Return the promise that a database's refusal speaks of; None if it is none of these.

    Both databases name constraints and triggers, but SQLite tells a unique one by its columns.
    Only the first line counts: what follows on PostgreSQL repeats the row, in anybody's words.
    """
    first = said.partition("\n")[0]
    words = set(_WORD.findall(first))
    columns = frozenset(_COLUMN.findall(first))
    for promise in promises:
        if promise.name in words or (columns and promise.columns == columns):
            return promise
    return None
