"""What the history tells of documents and pictures."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

_FILED = _("Die Datei „%(file)s“ wurde abgelegt als „%(title)s“.")
_ERASED = _(
    "Ein Eintrag wurde mit allen Dateien gelöscht. Begründung: %(reason)s. Mehr steht hier nicht, "
    "damit nichts von ihm bleibt."
)

OF_DOCUMENTS: dict[str, tuple[Any, Any]] = {
    "documents.document.file": (_("Dokument abgelegt"), _FILED),
    "documents.picture.file": (_("Bild abgelegt"), _FILED),
    "documents.document.version": (
        _("Neue Fassung"),
        _("Die Datei „%(file)s“ ist jetzt Fassung %(number)s. %(title)s"),
    ),
    "documents.document.erase": (_("Dokument gelöscht"), _ERASED),
    "documents.picture.erase": (_("Bild gelöscht"), _ERASED),
    "relations.relation.link-document": (
        _("Dokument zugeordnet"),
        _("Ein Dokument (Nr. %(document)s) gehört jetzt zu dieser Beziehung."),
    ),
    "relations.relation.unlink-document": (
        _("Dokument gelöst"),
        _("Ein Dokument (Nr. %(document)s) gehört nicht mehr zu dieser Beziehung."),
    ),
}

DESCRIBED: dict[str, Any] = {
    "documents.document.describe": _("Dokument geändert"),
    "documents.picture.describe": _("Bild geändert"),
}
"""Actions whose entry keeps, per changed field, what was there before and after."""
