"""The kinds of records that the desk keeps: what they are called, where their pages are.

Every kind has a list, a sheet, a history and pages for publishing and withdrawing; these are the
same for all and take a :class:`Kind`. What differs has views of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db.models import QuerySet
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from weltoffen.accounts.models import User
from weltoffen.accounts.selectors import could_ever, may, within_reach
from weltoffen.accounts.types import Verb
from weltoffen.casework.models import Comment, Criterion, Note, Request, Task, TextBlock
from weltoffen.documents.models import Document, Picture
from weltoffen.encounters.models import Encounter
from weltoffen.organisations.models import Organisation, Person
from weltoffen.organisations.selectors import own_entries
from weltoffen.places.models import Municipality
from weltoffen.records.models import Record
from weltoffen.relations.models import Act, Disagreement, Instrument, Relation, Theme
from weltoffen.sources.models import Source


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of record.

    ``name`` stands in addresses. ``portal`` is the name of the public page's address, ``""`` where
    the public has none. ``adding`` is the label of the button that begins a new record.
    """

    name: str
    model: type[Record]
    icon: str
    singular: Any
    plural: Any
    adding: Any
    portal: str = ""
    can_be_added: bool = True
    can_be_edited: bool = True
    can_be_published: bool = True

    def may(
        self,
        user: AbstractBaseUser | AnonymousUser,
        action: str,
        record: Record | None = None,
    ) -> bool:
        """Say whether a user may see, add, change or publish a record of this kind.

        Without a record: whether there could be one, which opens the list or the form.
        """
        verb = Verb(action)
        if record is None or not isinstance(record, Record):
            return could_ever(user, verb, self.model)
        return may(user, verb, record)

    def seen_by(self, user: AbstractBaseUser | AnonymousUser) -> QuerySet[Any]:
        """Return the records of this kind that a user may see."""
        return within_reach(self.model._default_manager.all(), user)

    def own_seen_by(self, user: AbstractBaseUser | AnonymousUser) -> QuerySet[Any]:
        """Return those records that a user may see and that stand for themselves."""
        return within_reach(self.own_records, user)

    @property
    def own_records(self) -> QuerySet[Any]:
        """Return the records that stand for themselves: none that was merged with another."""
        records: QuerySet[Any] = self.model._default_manager.all()
        if self.model is Person:  # of whom nothing is kept, nothing is to be done with
            records = records.filter(forgotten_on__isnull=True)
        return records.filter(own_entries()) if self.can_be_merged else records

    @property
    def can_be_merged(self) -> bool:
        """Say whether two records of this kind can be found to be one."""
        return self.model in (Organisation, Person)

    @property
    def is_told(self) -> bool:
        """Say whether a page of the portal tells of published records of this kind."""
        return bool(self.model.PUBLIC_FIELDS)

    def has(self, identifier: str) -> bool:
        """Say whether a record of this kind bears an identifier."""
        return self.model._default_manager.filter(identifier=identifier).exists()

    @property
    def list_url(self) -> str:
        """Return the address of the list."""
        return reverse(f"desk:{self.name}")

    @property
    def add_url(self) -> str:
        """Return the address of the form for a new record."""
        return reverse(f"desk:{self.name}-add") if self.can_be_added else ""

    def url(self, record: Record | str, verb: str = "") -> str:
        """Return the address of a record's sheet, or of something to do with it.

        Of the record, its identifier is enough.
        """
        name = f"desk:{self.name}-{verb}" if verb else f"desk:{self.name}-sheet"
        return reverse(name, args=[record if isinstance(record, str) else record.identifier])

    def public_url(self, record: Record) -> str:
        """Return the address of the record's public page, ``""`` where there is none."""
        if not self.portal:
            return ""
        try:
            return reverse(f"portal:{self.portal}", args=[record.identifier])
        except NoReverseMatch:
            return ""


KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind(
            "relations", Relation, "globe", _("Beziehung"), _("Beziehungen"),
            _("Beziehung anlegen"), "relation",
        ),
        Kind(
            "acts", Act, "list-ol", _("Akt"), _("Akte"), _("Akt hinzufügen"),
            can_be_added=False, can_be_edited=False,
        ),
        Kind(
            "encounters", Encounter, "calendar-alt", _("Begegnung"), _("Begegnungen"),
            _("Neue Begegnung"),
        ),
        Kind(
            "municipalities", Municipality, "thumbtack", _("Ort"), _("Orte"), _("Ort anlegen"),
        ),
        Kind(
            "organisations", Organisation, "group", _("Organisation"), _("Organisationen"),
            _("Organisation anlegen"), "organisation",
        ),
        Kind("people", Person, "user", _("Person"), _("Personen"), _("Person anlegen")),
        Kind(
            "charters", Instrument, "clipboard-list", _("Charta oder Selbstverpflichtung"),
            _("Chartas"), _("Charta anlegen"), can_be_edited=False,
        ),
        Kind(
            "sources", Source, "openquote", _("Quelle"), _("Quellen"), _("Quelle anlegen"),
            "source",
        ),
        Kind(
            "ledger", Disagreement, "comment", _("Widerspruch"), _("Widersprüche"),
            _("Widerspruch anlegen"), "disagreement", can_be_edited=False,
        ),
        Kind(
            "documents", Document, "doc-full-inverse", _("Dokument"), _("Dokumente"),
            _("Dokumente hochladen"),
        ),
        Kind("pictures", Picture, "image", _("Bild"), _("Bilder"), _("Bild hochladen")),
    )
}  # fmt: skip
"""All kinds by their name, in the order of the menu."""

(
    RELATIONS, ACTS, ENCOUNTERS, MUNICIPALITIES, ORGANISATIONS, PEOPLE, CHARTERS, SOURCES, LEDGER,
    DOCUMENTS, PICTURES,
) = KINDS.values()  # fmt: skip
THEMES = Kind("themes", cast(Any, Theme), "tag", _("Thema"), _("Themen"), _("Thema anlegen"))
"""Themes are no records: always public, nobody's; they have pages, but are not published."""
EVERY_KIND = (*KINDS.values(), THEMES)
WORK: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind(
            "requests", Request, "mail", _("Anfrage"), _("Anfragen"), _("Anfrage erfassen"),
            can_be_published=False,
        ),
        Kind(
            "tasks", Task, "tasks", _("Aufgabe"), _("Aufgaben"), _("Aufgabe anlegen"),
            can_be_published=False,
        ),
        Kind(
            "notes", Note, "edit", _("Notiz"), _("Notizen"), _("Notiz schreiben"),
            can_be_published=False,
        ),
        Kind(
            "comments", Comment, "comment", _("Kommentar"), _("Kommentare"), _("Kommentieren"),
            can_be_edited=False, can_be_published=False,
        ),
    )
}  # fmt: skip
"""What the office is busy with: records with sheets, of which nothing is ever public."""
REQUESTS, TASKS, NOTES, COMMENTS = WORK.values()
TEXT_BLOCKS = Kind(
    "textblocks", cast(Any, TextBlock), "pilcrow", _("Textbaustein"), _("Textbausteine"),
    _("Textbaustein anlegen"), can_be_published=False,
)  # fmt: skip
CRITERIA = Kind(
    "criteria", cast(Any, Criterion), "list-ul", _("Kriterium"), _("Kriterien"),
    _("Kriterium anlegen"), can_be_published=False,
)  # fmt: skip
ACCOUNTS = Kind(
    "accounts", cast(Any, User), "user", _("Konto"), _("Konten"), _("Konto öffnen"),
    can_be_published=False,
)  # fmt: skip
"""Accounts are no records: nobody's but the administration's, named by their number."""
TOOLS = (TEXT_BLOCKS, CRITERIA)
"""What answers are made with: no records, nobody's, seen by all who deal with requests."""
WITH_SHEETS = (*EVERY_KIND, *WORK.values())
_BY_MODEL = {kind.model: kind for kind in (*WITH_SHEETS, *TOOLS)}


def kind_of(record: Record | type[Record]) -> Kind:
    """Return the kind of a record or of a model."""
    model = record if isinstance(record, type) else type(record)
    return _BY_MODEL[model]


def has_kind(model: type[Any] | None) -> bool:
    """Say whether the desk keeps records of a model."""
    return model in _BY_MODEL
