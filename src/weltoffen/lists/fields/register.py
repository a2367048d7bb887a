"""What may come back of relations, acts, charters, the ledger, places and sources.

Acts and answers never change: a correction is a new act, with its proof, and no cell of a table.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from weltoffen.accounts.models import User
from weltoffen.lists.enums import CellKind
from weltoffen.lists.fields.entrusting import (
    ENTRUSTED,
    change_by,
    choice,
    only_entrusting,
    worded,
)
from weltoffen.lists.types import Field, FieldsOfKind
from weltoffen.organisations.models import Organisation
from weltoffen.places.actions import amend_municipality
from weltoffen.places.models import Municipality
from weltoffen.relations.actions import amend_relation
from weltoffen.relations.actions.relations import follow_name
from weltoffen.relations.models import Act, Disagreement, Instrument, Relation
from weltoffen.sources.actions import amend_source
from weltoffen.sources.enums import Publisher, SourceKind, Standing
from weltoffen.sources.models import Source

_amend_relation = change_by(amend_relation, "relation", "summary")
_amend_place = change_by(amend_municipality, "municipality", "name")


def _change_relation(*, record: Any, values: dict[str, Any], by: User) -> None:
    """Change a relation; the lead is named by its identifier."""
    if "lead" in values:
        found = Organisation.objects.filter(identifier=values["lead"]).first()
        values = {**values, "lead": found}
    _amend_relation(record=record, values=values, by=by)


def _change_place(*, record: Any, values: dict[str, Any], by: User) -> None:
    """Change a place; relations with it are put in order by its new name."""
    before = record.name
    _amend_place(record=record, values=values, by=by)
    if record.name != before:
        follow_name(counterpart=record, by=by)


RELATIONS = FieldsOfKind(
    "relations",
    Relation,
    (
        *worded("summary", _("Kurzbeschreibung")),
        Field("open_question", _("Offene Frage"), CellKind.LONG),
        Field("lead", _("Federführend"), CellKind.RECORD, of="organisations", suits_many=True),
        *ENTRUSTED,
    ),
    _change_relation,
    related=("lead",),
)
ACTS = FieldsOfKind("acts", Act, ENTRUSTED, only_entrusting)
CHARTERS = FieldsOfKind("charters", Instrument, ENTRUSTED, only_entrusting)
LEDGER = FieldsOfKind("ledger", Disagreement, ENTRUSTED, only_entrusting)
MUNICIPALITIES = FieldsOfKind(
    "municipalities",
    Municipality,
    (
        *worded("name", _("Name"), is_long=False),
        Field("endonym", _("Eigenname")),
        Field("script", _("Sprache des Eigennamens")),
        Field("region", _("Region"), suits_many=True),
        Field("latitude", _("Breite"), CellKind.DECIMAL),
        Field("longitude", _("Länge"), CellKind.DECIMAL),
        Field("geonames_id", "GeoNames", CellKind.WHOLE),
        Field("wikidata_id", "Wikidata"),
        Field("ags", _("Gemeindeschlüssel (AGS)")),
        *ENTRUSTED,
    ),
    _change_place,
)
SOURCES = FieldsOfKind(
    "sources",
    Source,
    (
        Field("title", _("Titel"), is_needed=True, shown_as=("desk_title",)),
        Field("publisher", _("Herausgeber"), is_needed=True, suits_many=True),
        choice("kind", _("Art"), SourceKind),
        choice("standing", _("Kenntnis"), Standing),
        choice("publisher_side", _("Wessen Wort"), Publisher),
        Field("address", _("Adresse")),
        Field("paper_number", _("Drucksachennummer")),
        Field("content_date", _("Stand des Inhalts"), CellKind.DATE, is_needed=True),
        Field("language", _("Sprache"), suits_many=True),
        *ENTRUSTED,
    ),
    change_by(amend_source, "source"),
)
OF_REGISTER = (RELATIONS, ACTS, CHARTERS, LEDGER, MUNICIPALITIES, SOURCES)
