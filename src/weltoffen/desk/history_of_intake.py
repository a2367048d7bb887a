"""What the history tells of pages read, of proposals, and of work in the background."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

OF_INTAKE: dict[str, tuple[Any, Any]] = {
    "intake.run.begin": (
        _("Lesen veranlasst"),
        _("%(count)s Adressen und Dateien sollen gelesen werden."),
    ),
    "intake.run.cancel": (
        _("Lesen abgebrochen"),
        _("%(count)s Adressen und Dateien wurden nicht mehr gelesen."),
    ),
    "intake.attempt.read": (_("gelesen"), _("„%(what)s“ wurde gelesen.")),
    "intake.attempt.unchanged": (
        _("unverändert"),
        _("„%(what)s“ ist unverändert seit dem letzten Lesen."),
    ),
    "intake.attempt.failed": (
        _("nicht gelesen"),
        _("„%(what)s“ konnte nicht gelesen werden."),
    ),
    "sources.snapshot.return": (
        _("frühere Fassung wieder da"),
        _("Die Quelle lautet wieder wie in einer früheren Fassung."),
    ),
    "intake.survey.begin": (
        _("Suche nach Seiten veranlasst"),
        _("In „%(section)s“ sollen Seiten gesucht werden."),
    ),
    "intake.survey.done": (
        _("Seiten gefunden"),
        _("In „%(section)s“ wurden %(count)s Seiten gefunden."),
    ),
    "intake.survey.failed": (
        _("keine Seiten gefunden"),
        _("In „%(section)s“ konnte nicht gesucht werden."),
    ),
    "intake.survey.cancelled": (
        _("Suche abgebrochen"),
        _("In „%(section)s“ wurde nicht weiter gesucht."),
    ),
    "intake.reading.propose": (
        _("Vorschläge gemacht"),
        _("%(found)s Angaben gefunden, davon %(new)s neu zu prüfen."),
    ),
    "intake.statement.accept": (
        _("Vorschlag angenommen"),
        _("Angenommen: „%(quote)s“. %(reason)s"),
    ),
    "intake.statement.reject": (
        _("Vorschlag abgelehnt"),
        _("Abgelehnt: „%(quote)s“. %(reason)s"),
    ),
    "intake.statement.postpone": (
        _("Vorschlag zurückgestellt"),
        _("Zurückgestellt: „%(quote)s“."),
    ),
    "intake.statement.undo": (
        _("Entscheidung zurückgenommen"),
        _("Wieder offen: „%(quote)s“."),
    ),
    "jobs.job.ask": (_("Arbeit beauftragt"), _("Die Arbeit „%(kind)s“ wurde beauftragt.")),
    "jobs.job.cancel": (_("Arbeit abgebrochen"), _("Die Arbeit „%(kind)s“ wurde abgebrochen.")),
    "jobs.job.ask-again": (
        _("Arbeit noch einmal beauftragt"),
        _("Die Arbeit „%(kind)s“ soll noch einmal versucht werden."),
    ),
}
"""Per action its name in lists of actions and its sentence."""
