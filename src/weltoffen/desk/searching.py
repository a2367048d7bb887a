"""Finding records by what people type: without regard to accents, capitals and umlauts."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from weltoffen.ground.identifiers import identifier_from
from weltoffen.organisations.models import Organisation, OrganisationName
from weltoffen.places.models import Municipality
from weltoffen.relations.models import Act, Disagreement, Instrument, Relation, Theme
from weltoffen.sources.models import Source

_COLUMNS: dict[type[Any], tuple[str, ...]] = {
    Municipality: ("name_de", "name_en", "endonym", "country__label_de"),
    Organisation: (),
    Relation: ("municipality__name_de", "municipality__name_en", "instrument__name_de"),
    Act: ("title_de", "title_en", "paper_number"),
    Source: ("title", "publisher", "address", "paper_number"),
    Instrument: ("name_de", "name_en"),
    Disagreement: ("question_de", "question_en"),
    Theme: ("label_de", "label_en"),
}
_FOLDED: dict[type[Any], tuple[str, ...]] = {
    Relation: ("identifier", "sort_name"),
    Act: ("identifier", "relation__sort_name"),
}
"""Columns that hold names already folded, as identifiers are: "Özdere" is found as "oezdere"."""


def matching(records: QuerySet[Any], typed: str) -> QuerySet[Any]:
    """Return the records in whose name every typed word occurs."""
    for word in typed.split():
        records = records.filter(_has(records.model, word))
    return records


def _has(model: type[Any], word: str) -> Q:
    found = Q()
    for column in _COLUMNS[model]:
        found |= Q(**{f"{column}__icontains": word})
    folded = identifier_from(word)
    if folded:
        for column in _FOLDED.get(model, ("identifier",)):
            found |= Q(**{f"{column}__contains": folded})
    if model is Organisation:
        names = OrganisationName.objects.filter(organisation=OuterRef("pk")).filter(
            Q(name_de__icontains=word) | Q(name_en__icontains=word)
        )
        found |= Q(Exists(names))
    return found
