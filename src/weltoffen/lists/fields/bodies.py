"""What may come back of organisations, people, documents and pictures.

Names of people do not: they go out only where they may be shown, and change on their sheet, where
it is seen to that nobody who looks for protection is named.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from weltoffen.accounts.models import User
from weltoffen.documents.actions import describe
from weltoffen.documents.enums import FileKind
from weltoffen.documents.models import Document, Picture
from weltoffen.lists.enums import CellKind
from weltoffen.lists.fields.entrusting import (
    ENTRUSTED,
    change_by,
    choice,
    only_entrusting,
    worded,
)
from weltoffen.lists.types import Field, FieldsOfKind
from weltoffen.organisations.actions import amend_organisation
from weltoffen.organisations.enums import OrganisationKind
from weltoffen.organisations.models import Organisation, Person
from weltoffen.places.models import Municipality

_amend_organisation = change_by(amend_organisation, "organisation", "task")


def _change_organisation(*, record: Any, values: dict[str, Any], by: User) -> None:
    """Change an organisation; its city is named by its identifier."""
    if "municipality" in values:
        found = Municipality.objects.filter(identifier=values["municipality"]).first()
        values = {**values, "municipality": found}
    _amend_organisation(record=record, values=values, by=by)


ORGANISATIONS = FieldsOfKind(
    "organisations",
    Organisation,
    (
        choice("kind", _("Art"), OrganisationKind),
        Field("municipality", _("Stadt"), CellKind.RECORD, of="municipalities", suits_many=True),
        *worded("task", _("Aufgabe")),
        Field("website", _("Webadresse")),
        Field("wikidata_id", "Wikidata"),
        Field("street", _("Straße und Hausnummer")),
        Field("postal_code", _("Postleitzahl")),
        Field("locality", _("Ort"), suits_many=True),
        Field("district", _("Stadtbezirk"), suits_many=True),
        Field("active_since", _("Aktiv seit"), CellKind.DATE),
        *ENTRUSTED,
    ),
    _change_organisation,
    related=("municipality",),
)
PEOPLE = FieldsOfKind("people", Person, ENTRUSTED, only_entrusting)
_OF_FILES = (
    Field("title", _("Titel"), is_needed=True, shown_as=("desk_title",)),
    choice("kind", _("Art"), FileKind),
    Field("on", _("Datum"), CellKind.DATE, is_needed=True, shown_as=("desk_on",)),
    Field("language", _("Sprache"), suits_many=True),
    Field("author", _("Von wem"), suits_many=True),
    Field("licence", _("Lizenz oder Erlaubnis"), suits_many=True),
    *worded("summary", _("Worum es geht")),
)
DOCUMENTS = FieldsOfKind(
    "documents", Document, (*_OF_FILES, *ENTRUSTED), change_by(describe, "record", "summary")
)
PICTURES = FieldsOfKind(
    "pictures",
    Picture,
    (*_OF_FILES, *worded("alt", _("Alternativtext"), is_long=False), *ENTRUSTED),
    change_by(describe, "record", "summary", "alt"),
)
OF_BODIES = (ORGANISATIONS, PEOPLE, DOCUMENTS, PICTURES)
