"""Finding records by what people type: without regard to accents, capitals and umlauts."""

from __future__ import annotations

from typing import Any
from unicodedata import normalize

from django.db.models import Exists, OuterRef, Q, QuerySet

from weltoffen.desk.folding import has
from weltoffen.organisations.models import Organisation, OrganisationName
from weltoffen.places.models import Municipality
from weltoffen.relations.models import Act, Disagreement, Instrument, Position, Relation, Theme
from weltoffen.sources.models import Source

_PLACE = ("name_de", "name_en", "endonym")
_COLUMNS: dict[type[Any], tuple[str, ...]] = {
    Municipality: (*_PLACE, "country__label_de", "country__label_en", "identifier"),
    Organisation: ("identifier",),
    Relation: (
        *(f"municipality__{name}" for name in _PLACE),
        "municipality__country__label_de", "municipality__country__label_en",
        "instrument__name_de", "instrument__name_en", "sort_name", "identifier",
    ),
    Act: (
        "title_de", "title_en", "paper_number", "identifier", "relation__sort_name",
        "relation__municipality__name_de",
    ),
    Source: ("title", "publisher", "address", "paper_number", "identifier"),
    Instrument: ("name_de", "name_en", "identifier"),
    Disagreement: ("question_de", "question_en", "identifier"),
    Theme: ("label_de", "label_en", "identifier"),
}  # fmt: skip
_ELSEWHERE: dict[type[Any], tuple[type[Any], str, str, tuple[str, ...]]] = {
    Organisation: (OrganisationName, "organisation", "pk", ("name_de", "name_en")),
    Relation: (OrganisationName, "organisation", "network", ("name_de", "name_en")),
    Disagreement: (Position, "disagreement", "pk", ("answer_de", "answer_en")),
}
"""Rows of another table in which words are looked for: by which column they point at which of ours,
and their own columns."""


def matching(records: QuerySet[Any], typed: str) -> QuerySet[Any]:
    """Return the records in whose name every typed word occurs.

    A hyphen parts words as a blank does: "rostow-am-don" is looked for as people say it.
    """
    for word in normalize("NFKC", typed.replace("\x00", "")).replace("-", " ").split():
        records = records.filter(_has(records.model, word))
    return records


def _has(model: type[Any], word: str) -> Q:
    found = Q()
    for column in _COLUMNS[model]:
        found |= has(column, word)
    if model in _ELSEWHERE:
        other, pointer, ours, columns = _ELSEWHERE[model]
        inside = Q()
        for column in columns:
            inside |= has(column, word)
        rows = other._default_manager.filter(**{pointer: OuterRef(ours)}).filter(inside)
        found |= Q(Exists(rows))
    return found
