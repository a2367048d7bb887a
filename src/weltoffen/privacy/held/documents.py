"""Documents, pictures, sources and what was read: who is named in them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from weltoffen.documents.models import Document, Picture, Version
from weltoffen.privacy.enums import Activity, Affected, Ground, Then
from weltoffen.privacy.held.evidence import EVIDENCE
from weltoffen.privacy.held.rows import about_of, naming, values_of
from weltoffen.privacy.types import Held, Kind, Room, Subject

_FILE = ("title", "summary", "author", "received_name")
_FILES: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (Document, _FILE),
    (Picture, (*_FILE, "alt", "description")),
)


def _find_files(subject: Subject) -> Iterator[Held]:
    for model, fields in _FILES:
        for row in naming(model.objects.all(), subject.names, fields):
            yield _file(row, row, fields)
    of_versions = ("received_name", "note")
    for row in naming(Version.objects.select_related("document"), subject.names, of_versions):
        yield _file(row, row.document, of_versions)


def _file(row: Any, of: Document | Picture, fields: tuple[str, ...]) -> Held:
    return Held(
        key=about_of(row),
        title=f"{row._meta.verbose_name}: {of.title}",
        values=values_of(row, fields),
        is_certain=False,
        fate=Then.KEPT,
        why=gettext(
            "Ob es gelöscht wird, entscheiden Menschen: Öffnen Sie das Blatt, und wählen Sie dort "
            "„Endgültig löschen“."
        ),
    )


FILES = Kind(
    "files",
    _("Dokumente und Bilder"),
    Activity.RELATIONS,
    (Affected.NAMED, Affected.OFFICE_HOLDERS),
    _("Urkunden, Briefe und Bilder zu den Beziehungen aufbewahren"),
    Ground.ARCHIVE,
    _("wie die Sichtbarkeit des einzelnen Dokuments es sagt"),
    Then.KEPT,
    {
        "documents.document": ("title", "summary", "author", "received_name", "file"),
        "documents.version": ("received_name", "file", "original", "note"),
        "documents.picture": (
            "title", "summary", "author", "received_name", "file", "alt", "description",
        ),
        "documents.picturerendition": ("file",),
    },
    rule=_("bleibt, bis jemand das Dokument auf seinem Blatt endgültig löscht"),
    find=_find_files,
)  # fmt: skip
TABLES = Kind(
    "tables",
    _("Eingelesene Tabellen vor der Übernahme"),
    Activity.RELATIONS,
    (Affected.NAMED, Affected.CONTACTS),
    _("eine Tabelle des Büros in das Register übernehmen"),
    Ground.PUBLIC_TASK,
    _("wer sie hochgeladen hat, und die Koordination"),
    Then.DELETED,
    {"intake.sheetupload": ("body", "name", "title", "layout", "picks", "plan")},
    rule=_("stündlich gelöscht, sobald sie liegen geblieben ist; die Arbeit steht im Zeitplan"),
)
INDEX = Kind(
    "index",
    _("Suchindex"),
    Activity.RELATIONS,
    (Affected.OFFICE_HOLDERS, Affected.CONTACTS, Affected.SENDERS),
    _("Einträge wiederfinden"),
    Ground.PUBLIC_TASK,
    _("wer den Eintrag selbst sehen darf"),
    Then.DELETED,
    {
        "finding.entry": ("titles", "said", "stream", "terms"),
        "finding.word": ("folded", "spelled"),
        "wagtailsearch.indexentry": ("autocomplete", "title", "body"),
        "wagtailsearch.sqliteftsindexentry": ("autocomplete", "title", "body"),
    },
    rule=_("folgt den Einträgen binnen Minuten; einzelne Wörter bleiben ohne Zusammenhang, bis der "
           "Index neu aufgebaut wird"),
)  # fmt: skip

_STAMPS = "Fingerabdrücke von Übersetzungen, Kennungen und Angaben zur Datei"
ROOM = Room(
    kinds=(FILES, EVIDENCE, TABLES, INDEX),
    nobody={
        **{
            f"documents.{model}.{name}": _STAMPS
            for model in ("document", "picture")
            for name in (
                "unit", "made_from", "file_hash", "kind", "on", "language", "licence", "media_type",
                "sha256", "received_sha256", "active",
            )
        },
        **{
            f"documents.version.{name}": _STAMPS
            for name in ("sha256", "received_sha256", "media_type", "active")
        },
        "documents.picturerendition.filter_spec": "wie das Bild verkleinert ist",
        "documents.picturerendition.focal_point_key": "wo im Bild die Mitte liegt",
        **{
            f"sources.source.{name}": "Kennungen, Adressen und Tage von Quellen"
            for name in ("unit", "made_from", "address", "paper_number", "content_date", "language")
        },
        **{
            f"sources.snapshot.{name}": "woher und als was etwas kam"
            for name in ("media_type", "sha256", "fetched_from")
        },
        "sources.rendering.language": "eine Sprache",
        "sources.rendering.opened_by": "welches Programm gelesen hat",
        "sources.passage.locator": "eine Seitenzahl",
        "sources.sighting": "wann eine Seite unverändert war",
        **{
            f"relations.{model}.{name}": "Kennungen, Tage und Fingerabdrücke"
            for model in ("act", "relation", "disagreement")
            for name in ("unit", "made_from")
        },
        "relations.act.on": "ein Tag",
        "relations.act.planned_for": "ein Tag",
        "relations.act.paper_number": "die Nummer einer Ratsvorlage",
        "relations.relation.sort_name": "der Name einer Stadt oder Organisation",
        "relations.organisationtie.valid": "eine Zeitspanne",
        "relations.instrument": "Chartas und ihre Herausgeber",
        "relations.instrumentversion": "Textfassungen von Chartas",
        "relations.duty": "Pflichten aus Chartas",
        "relations.theme": "Themen",
        "relations.relationtheme": "Themen",
        "relations.relationdocument": "welches Dokument wozu gehört",
        "relations.citation": "welche Stelle was belegt",
        "places.country": "Länder",
        "places.municipality": "Orte",
        **{
            f"intake.attempt.{name}": "woher eine Seite kam und was sie antwortete"
            for name in ("address", "name", "claimed_type", "state", "etag", "last_modified")
        },
        **{
            f"intake.statement.{name}": "wie eine Aussage gefunden wurde"
            for name in ("type", "rule", "key", "content_key", "verdict", "status")
        },
        **{
            f"intake.sheetupload.{name}": "woher eine Tabelle kam"
            for name in ("claimed_type", "publisher", "publisher_side", "source_kind")
        },
        "intake.run": "welche Stadt was einlesen ließ",
        "intake.columnmapping": "Überschriften von Spalten und was sie bedeuten",
        "intake.reading": "welches Programm gelesen hat",
        "intake.consequence": "was aus einer Aussage wurde",
        "intake.sectionsurvey": "Adressen von Seiten",
        "finding.entry.kind": "die Art eines Eintrags",
        "finding.entry.visibility": "die Sichtbarkeit eines Eintrags",
        "finding.entry.reference": "die Kennung eines Eintrags",
        "wagtailsearch.indexentry.object_id": "welcher Eintrag",
        "finding.waiting": "was noch in den Index soll",
        "finding.watermark": "wie weit der Index ist",
    },
)  # fmt: skip
