"""Faults and differences in people's words, in the language that is spoken."""

from __future__ import annotations

from collections.abc import Mapping
from textwrap import shorten
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from weltoffen.ground.dates import parse_date
from weltoffen.ground.languages import LEADING
from weltoffen.ground.problems import N_, Problem
from weltoffen.ground.spoken import say_date
from weltoffen.intake.models import Statement
from weltoffen.intake.opening.kinds_in_words import WORDS, in_words
from weltoffen.intake.rules.wording import said_value

_SAID: dict[str, str] = {
    "since": N_("%(name)s: der Text nennt als Beginn %(theirs)s, das Register %(ours)s"),
    "form": N_("%(name)s: im Text %(theirs)s, im Register %(ours)s"),
    "status": N_("%(name)s: im Text %(theirs)s; im Register: %(ours)s"),
    "until": N_("%(name)s: der Text nennt als Ende %(theirs)s, das Register %(ours)s"),
    "status-since": N_(
        "%(name)s: der Text nennt als Beginn dieses Standes %(theirs)s, das Register %(ours)s"
    ),
    "paper-number": N_("%(name)s: im Text Drucksache %(theirs)s, im Register %(ours)s"),
    "day": N_("%(name)s: der Text nennt den %(theirs)s, das Register den %(ours)s"),
    "count": N_("der Text zählt %(theirs)s, das Register %(ours)s"),
    "list": N_("„%(name)s“: angekündigt sind %(theirs)s, aufgezählt werden %(ours)s"),
    "passed": N_("schon vorbei: „%(theirs)s“"),
    "units": N_("die Einheit steht doppelt: „%(theirs)s“"),
    "title": N_("der Titel heißt „%(ours)s“, im Text „%(theirs)s“"),
    "office": N_("das Büro heißt heute „%(ours)s“, im Text „%(theirs)s“"),
}
"""What a difference says, by its field."""
_IN_WORDS = ("since", "until", "form", "status", "status-since", "day")


def kept(problem: Problem) -> dict[str, Any]:
    """Return a problem as it is kept, to be said later in the language that is then spoken."""
    values = {
        name: value if isinstance(value, int | float) else str(value)
        for name, value in problem.values.items()
    }
    return {"where": problem.where, "sentence": problem.sentence, "values": values}


class _Number(int):
    """A number that a sentence names with ``%s``, as the reader's language groups its digits."""

    def __str__(self) -> str:
        return str(number_format(int(self), use_l10n=True, force_grouping=True))


_WORDS = frozenset(WORDS.values())
_GROUPED_FROM = 10_000
"""Smaller numbers may be years, and are read as well without."""


def as_read(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of a sentence as they are read where it is said: large numbers, words."""
    return {name: _as_read(value) for name, value in values.items()}


def _as_read(value: Any) -> Any:
    if type(value) is int and abs(value) >= _GROUPED_FROM:
        return _Number(value)
    word = in_words(value) if isinstance(value, str) else ""
    return _(word) if word in _WORDS else value


def note_in_words(note: Problem) -> str:
    """Return the sentence of a note that was just made."""
    return fault_in_words(kept(note))


def fault_in_words(fault: Mapping[str, Any]) -> str:
    """Return the sentence of a fault that was kept with an attempt."""
    if not fault:
        return ""
    sentence: str = fault["sentence"]
    return _(sentence) % as_read(fault["values"])


def differences_in_words(statement: Statement) -> str:
    """Return what a statement says otherwise than the register, in a line."""
    name = statement.values.get("name") or _head(statement.quote)
    return "; ".join(
        difference_in_words(each, str(name)) for each in statement.compared["differences"]
    )


def _head(quote: str) -> str:
    """Return what stands before a list, or the first words of another quote."""
    return shorten(quote.partition(":")[0], 60, placeholder=" …")


def difference_in_words(difference: Mapping[str, Any], name: str) -> str:
    """Return one difference in words; ``name`` is whom the statement is about."""
    field = difference["field"]
    sides = {side: _side(field, difference[side]) for side in ("ours", "theirs")}
    sentence = _SAID[field]
    return _(sentence) % {"name": name, **sides}


def _side(field: str, value: str) -> str:
    if field not in _IN_WORDS or not value:
        return value
    language = get_language() or LEADING
    return said_value(field, value).get(language) or said_value(field, value)[LEADING]


def day_in_words(value: str | None) -> str:
    """Return an EDTF date in words, ``""`` for none."""
    return say_date(parse_date(value), get_language() or LEADING) if value else ""
