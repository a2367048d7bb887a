"""What the history tells of tables on their way in, and of those that were taken back."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

OF_TABLES: dict[str, tuple[Any, Any]] = {
    "intake.sheet.receive": (
        _("Tabelle hochgeladen"),
        _("Die Tabelle „%(name)s“ wurde zum Einlesen hochgeladen."),
    ),
    "intake.sheet.read": (
        _("Tabelle gelesen"),
        _("%(good)s Zeilen werden übernommen, %(waiting)s warten als Vorschläge."),
    ),
    "intake.sheet.take": (
        _("Tabelle übernommen"),
        _("%(taken)s Zeilen wurden übernommen, %(left)s warten als Vorschläge."),
    ),
    "intake.sheet.forget": (
        _("Tabelle gelöscht"),
        _("Die hochgeladene Tabelle „%(name)s“ wurde gelöscht; was übernommen ist, bleibt."),
    ),
    "intake.sheet.break-off": (
        _("Übernehmen abgebrochen"),
        _("Zeilen: %(taken)s übernommen, %(left)s wartend, %(planned)s noch zu übernehmen."),
    ),
    "intake.sheet.forget-unfinished": (
        _("Tabelle gelöscht"),
        _(
            "Die hochgeladene Tabelle „%(name)s“ wurde gelöscht, bevor alle Zeilen übernommen "
            "waren: %(taken)s sind übernommen, %(planned)s waren noch zu übernehmen."
        ),
    ),
    "intake.attempt.take-back-planned": (
        _("Tabelle zurückgenommen"),
        _(
            "Aus der Tabelle „%(name)s“ zurückgenommene Zeilen: %(count)s; vorgesehene Zeilen, die "
            "nicht mehr übernommen werden: %(planned)s."
        ),
    ),
    "intake.attempt.take-back": (
        _("Tabelle zurückgenommen"),
        _("Aus der Tabelle „%(name)s“ zurückgenommene Zeilen: %(count)s."),
    ),
    "intake.columns.remember": (
        _("Spalten zugeordnet"),
        _("Die Bedeutung dieser Spalten wurde gemerkt: %(headings)s."),
    ),
}
"""Per action its name in lists of actions and its sentence; ``%(key)s`` takes the entry's data."""
