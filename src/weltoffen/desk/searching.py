"""Finding records by what people type: without regard to accents, capitals and umlauts.

Lists ask the index of the room ``finding``. Fields that choose a record look at its names as they
are at this moment, and in the middle of words too; so do lists for what the index has not read in.

Neither database folds accents by itself, so what was typed becomes a pattern in which every letter
stands for all its forms: "goteborg" and "Goeteborg" both find "Göteborg". SQLite and PostgreSQL
take the same patterns; capitals are spelled out, because a database may know only the English ones.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from itertools import groupby
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from weltoffen.accounts.models import User
from weltoffen.casework.models import Comment, Criterion, Note, Request, Task, TextBlock
from weltoffen.documents.models import Document, Picture
from weltoffen.encounters.models import Encounter
from weltoffen.finding.actions import catch_up
from weltoffen.finding.selectors import keys_matching, keys_waiting
from weltoffen.ground.identifiers import identifier_from
from weltoffen.organisations.models import Organisation, OrganisationName, Person
from weltoffen.places.models import Municipality
from weltoffen.relations.models import Act, Disagreement, Instrument, Position, Relation, Theme
from weltoffen.sources.models import Source

LONGEST = 80
"""Of what is typed only so much counts: a search is a few words."""

_COLUMNS: dict[type[Any], tuple[str, ...]] = {
    Municipality: ("name_de", "name_en", "endonym", "country__label_de", "country__label_en"),
    Organisation: (),
    Person: ("family_name", "given_name"),
    Relation: (
        "municipality__name_de", "municipality__name_en", "municipality__endonym",
        "municipality__country__label_de", "municipality__country__label_en",
        "instrument__name_de", "instrument__name_en",
    ),
    Act: ("title_de", "title_en", "paper_number"),
    Source: ("title", "publisher", "address", "paper_number"),
    Instrument: ("name_de", "name_en"),
    Disagreement: ("question_de", "question_en"),
    Theme: ("label_de", "label_en"),
    Document: ("title", "summary_de", "summary_en", "author", "received_name"),
    Picture: ("title", "alt_de", "alt_en", "summary_de", "author", "received_name"),
    Request: ("subject", "text", "sender_name", "sender_organisation"),
    Encounter: ("title_de", "title_en", "theme", "venue"),
    Task: ("title", "text"),
    Note: ("topic", "text", "spoken_with"),
    Comment: ("text", "answer"),
    TextBlock: ("title", "text"),
    Criterion: ("question",),
    User: ("username", "first_name", "last_name", "email"),
}  # fmt: skip
_FOLDED: dict[type[Any], tuple[str, ...]] = {
    Relation: ("identifier", "sort_name"),
    Act: ("identifier", "relation__sort_name"),
    User: (),
}
"""Columns that hold names already folded, as identifiers are: "Özdere" is found as "oezdere"."""

_NEVER_BY_NAME: dict[type[Any], Q] = {Person: Q(do_not_name=True)}
"""Whose name is protected is found by the identifier only: a search would tell who it is."""

_ELSEWHERE: dict[type[Any], tuple[type[Any], str, str, tuple[str, ...]]] = {
    Organisation: (OrganisationName, "organisation", "pk", ("name_de", "name_en")),
    Relation: (OrganisationName, "organisation", "network", ("name_de", "name_en")),
    Disagreement: (Position, "disagreement", "pk", ("answer_de", "answer_en")),
}
"""Tables whose rows are searched too: how they point at which column of ours, and their columns."""

_UMLAUTS = ("a", "o", "u")
_SPELLED_OUT = {"ae": "a", "oe": "o", "ue": "u", "ss": "s", "aa": "a"}
_TAKEN_APART = {
    "ł": "l", "ø": "o", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "ħ": "h", "ŋ": "n",
    "ŧ": "t", "ə": "e", "ß": "ss",
}  # fmt: skip
"""Letters that Unicode does not take apart into a plain one and a mark."""
_BETWEEN = "['’‘´`ʼ\u0300-\u036f]*"
"""What may stand behind a letter without being a letter: apostrophes, loose marks."""


def matching(records: QuerySet[Any], typed: str) -> QuerySet[Any]:
    """Return the records in whose name every typed word occurs; signs alone find nothing."""
    typed_words = typed[:LONGEST].replace("\x00", "").split()
    words = [word for word in typed_words if any(map(str.isalnum, word))]
    if typed_words and not words:
        return records.none()
    for word in words:
        records = records.filter(_has(records.model, word))
    return records


def listed(records: QuerySet[Any], kind: str, typed: str) -> QuerySet[Any]:
    """Return the records of a kind's list that the search over the register would find too."""
    found = Q(pk__in=keys_matching(kind, typed))
    waiting = keys_waiting(kind)
    if catch_up() and waiting.exists():
        late = matching(records.model._default_manager.filter(pk__in=waiting), typed)
        found |= Q(pk__in=late.values("pk"))
    return records.filter(found)


def pattern_of(word: str) -> str:
    """Return the pattern that finds a word in whatever way its letters are written."""
    runs = (
        _BETWEEN.join(map(_any_of, run))
        for is_word, run in groupby(_units(word), key=lambda unit: unit[0].isalnum())
        if is_word
    )
    # One gap for a run of signs, however many: two next to each other would try each division.
    return r"\W*".join(runs)


def _units(word: str) -> list[str]:
    """Take a word apart into letters without marks, those together that spell out one."""
    units: list[str] = []
    may_join = False
    for sign in unicodedata.normalize("NFKC", word).lower():
        if re.fullmatch(_BETWEEN, sign):
            continue
        base = _base(sign)
        unit = base if base.isascii() else sign
        is_whole = len(unit) > 1
        if may_join and not is_whole and units[-1] + unit in _SPELLED_OUT:
            units[-1] += unit
            may_join = False
        else:
            units.append(unit)
            may_join = not is_whole
    return units


def _base(sign: str) -> str:
    """Return the plain letter, or the two, that a sign is made of."""
    base = unicodedata.normalize("NFKD", sign)[0].lower()
    return _TAKEN_APART.get(base, base)


def _any_of(unit: str) -> str:
    """Return what matches one letter, or two that spell out one, in every form."""
    if unit in _SPELLED_OUT:
        return f"(?:{_letter(unit[0])}{_letter(unit[1])}|{_letter(_SPELLED_OUT[unit])})"
    if unit in _UMLAUTS:
        return f"{_letter(unit)}e?"
    return _letter(unit)


@cache
def _forms() -> dict[str, str]:
    """Return for each plain letter all its forms with marks, small and capital."""
    found: dict[str, set[str]] = {}
    for code in (*range(0x00C0, 0x02B0), *range(0x1E00, 0x1F00)):
        base = _base(chr(code))[0]
        if base.isascii() and base.isalpha():
            found.setdefault(base, set()).add(chr(code))
    return {base: "".join(sorted(signs)) for base, signs in found.items()}


@cache
def _letter(sign: str) -> str:
    forms = dict.fromkeys((sign, sign.upper(), *_forms().get(sign, "")))
    return "[" + "".join(re.escape(form) for form in forms if len(form) == 1) + "]"


def _has(model: type[Any], word: str) -> Q:
    found = Q(pk__in=())
    pattern = pattern_of(word)
    for column in _COLUMNS[model]:
        found |= Q(**{f"{column}__regex": pattern})
    if model in _NEVER_BY_NAME:
        found &= ~_NEVER_BY_NAME[model]
    folded = identifier_from(word)
    if folded:
        for column in _FOLDED.get(model, ("identifier",)):
            found |= Q(**{f"{column}__contains": folded})
    if model in _ELSEWHERE:
        other, pointer, ours, columns = _ELSEWHERE[model]
        said = Q(pk__in=())
        for column in columns:
            said |= Q(**{f"{column}__regex": pattern})
        rows = other._default_manager.filter(said, **{pointer: OuterRef(ours)})
        found |= Q(Exists(rows))
    return found
