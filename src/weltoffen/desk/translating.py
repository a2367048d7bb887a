"""Which wordings of a record there are to translate, and which translations are missing or stale.

A record is translated together with the rows that belong to it: an act with those who signed, a
charter with its duties, a disagreement with its answers.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext

from weltoffen.desk.kinds import Kind
from weltoffen.ground.languages import LEADING, NAMES
from weltoffen.ground.problems import N_
from weltoffen.organisations.models import Office, OrganisationName
from weltoffen.places.models import Municipality
from weltoffen.records.rules.translations import OTHERS, Lag, lag
from weltoffen.records.selectors import leading_text, translated_fields
from weltoffen.relations.models import Act, Duty, DutyEvidence, Position, Signatory
from weltoffen.sources.models import Passage

PARTS: dict[str, tuple[type[models.Model], str]] = {
    "relations": (DutyEvidence, "relation"),
    "acts": (Signatory, "act"),
    "organisations": (OrganisationName, "organisation"),
    "people": (Office, "person"),
    "charters": (Duty, "instrument"),
    "sources": (Passage, "snapshot__source"),
    "ledger": (Position, "disagreement"),
}
"""Per kind, what belongs to its records and is translated with them, and the way to the record."""
_LANGUAGES = {"en": N_("englisch")}
"""Languages as a sentence of the desk calls them; others go by their own name."""
OWN_NAMES: dict[type[models.Model], frozenset[str]] = {
    Municipality: frozenset({"name"}),
    OrganisationName: frozenset({"name"}),
}
"""Names that need no translation: most towns and clubs are called the same in every language."""
FOR_EVER = (Act,)
"""Their German wording never changes, so no translation of it can lag behind."""


@dataclass(frozen=True, slots=True)
class Gap:
    """One wording and its translation into one language.

    ``name`` is the field's name in the form. ``needs`` says what is wrong with the translation.
    """

    row: models.Model
    part: models.Model | None
    field: str
    language: str
    original: str
    text: str
    needs: Lag

    @property
    def name(self) -> str:
        """Return the name of the form's field."""
        whose = "" if self.part is None else f"{self.part.pk}-"
        return f"{whose}{self.field}_{self.language}"

    @property
    def label(self) -> str:
        """Return what is translated, in words: "Pflicht M1, Rolle"."""
        field: Any = self.row._meta.get_field(self.field)
        said = str(field.verbose_name)
        if self.part is None:
            return said
        return f"{_called(self.part)}: {said}"

    @property
    def language_name(self) -> str:
        """Return what the reader calls the language."""
        return gettext(_LANGUAGES.get(self.language, NAMES[self.language]))


def wordings(kind: Kind, record: Any) -> list[Gap]:
    """Return every wording of a record that has a German text, with its translations."""
    return list(_gaps(record, None)) + [
        gap for part in _parts(kind, record) for gap in _gaps(part, part)
    ]


def _parts(kind: Kind, record: Any) -> list[models.Model]:
    if kind.name not in PARTS:
        return []
    model, way = PARTS[kind.name]
    return list(model._default_manager.filter(**{way: record}))


def _gaps(row: models.Model, part: models.Model | None) -> Iterator[Gap]:
    made_from = getattr(row, "made_from", None) or {}
    for field in translated_fields(type(row)):
        original = leading_text(row, field)
        if not original:
            continue
        for language in OTHERS:
            text = getattr(row, f"{field}_{language}") or ""
            needs = lag(original, text, language, made_from.get(f"{field}_{language}", ""))
            if needs is Lag.MISSING and field in OWN_NAMES.get(type(row), ()):
                needs = Lag.NONE
            yield Gap(row, part, field, language, original, text, needs)


def _called(part: models.Model) -> str:
    if isinstance(part, Duty):
        return gettext("Pflicht %(code)s") % {"code": part.code}
    return str(part._meta.verbose_name)


def lacking(kind: Kind) -> QuerySet[Any]:
    """Return the records of a kind of which a translation is missing or lags behind."""
    found = _missing(kind.model) | Q(pk__in=_stale(kind.model))
    if kind.name in PARTS:
        model, way = PARTS[kind.name]
        found |= Q(pk__in=model._default_manager.filter(_missing(model)).values(way))
    return kind.model._default_manager.filter(found)


def _asked(model: type[models.Model]) -> list[str]:
    exempt = OWN_NAMES.get(model, frozenset())
    return [field for field in translated_fields(model) if field not in exempt]


def _missing(model: type[models.Model]) -> Q:
    found = Q(pk__in=[])
    for field in _asked(model):
        original = Q(**{f"{field}_{LEADING}__gt": ""})
        for language in OTHERS:
            name = f"{field}_{language}"
            found |= original & (Q(**{name: ""}) | Q(**{f"{name}__isnull": True}))
    return found


def _stale(model: type[models.Model]) -> list[int]:
    """Return the keys of rows of which a translation lags; only their hashes tell, so read them."""
    if model in FOR_EVER or not hasattr(model, "made_from"):
        return []
    found: list[int] = []
    for field in translated_fields(model):
        for language in OTHERS:
            name = f"{field}_{language}"
            rows = model._default_manager.filter(**{f"{name}__gt": ""}).exclude(made_from={})
            columns = rows.values_list("pk", f"{field}_{LEADING}", name, "made_from")
            found += [
                pk
                for pk, original, text, made_from in columns
                if lag(original or "", text, language, made_from.get(name, "")) is Lag.STALE
            ]
    return found
