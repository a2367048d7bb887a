"""What the history tells of saved views and of changes of many records."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

OF_LISTS: dict[str, tuple[Any, Any]] = {
    "lists.savedview.save": (
        _("Ansicht gespeichert"),
        _("Die Ansicht „%(name)s“ wurde gespeichert."),
    ),
    "lists.savedview.delete": (
        _("Ansicht gelöscht"),
        _("Die Ansicht „%(name)s“ wurde gelöscht."),
    ),
    "lists.bulkchange.begin": (
        _("Sammeländerung begonnen"),
        _("Eine Sammeländerung mit so vielen Zellen wurde zur Durchsicht angelegt: %(count)s."),
    ),
    "lists.bulkchange.take": (
        _("Sammeländerung wird gespeichert"),
        _("Das Speichern der angehakten Änderungen begann."),
    ),
    "lists.bulkchange.taken": (
        _("Sammeländerung gespeichert"),
        _("Gespeicherte Änderungen: %(count)s."),
    ),
    "lists.bulkchange.return": (
        _("Sammeländerung wird zurückgenommen"),
        _("Das Zurücknehmen der Änderungen begann."),
    ),
    "lists.bulkchange.returned": (
        _("Sammeländerung zurückgenommen"),
        _("Zurückgenommene Änderungen: %(count)s."),
    ),
    "lists.savedview.forget-name": (
        _("Ansicht gelöscht, die jemanden nannte"),
        _("Eine Ansicht wurde auf Verlangen gelöscht, weil sie nach einer Person suchte."),
    ),
    "lists.bulkchange.forget-name": (
        _("Namen aus einer Sammeländerung genommen"),
        _("Zellen, aus denen ein Name auf Verlangen genommen wurde: %(count)s."),
    ),
    "lists.bulkchange.forget-erased": (
        _("Zellen gelöschter Einträge geleert"),
        _("Geleerte Zellen: %(count)s."),
    ),
    "lists.bulkchange.drop": (
        _("Vorschau einer Sammeländerung gelöscht"),
        _("Geändert wurde nichts."),
    ),
    "lists.bulkchange.expire": (
        _("Alte Sammeländerung gelöscht"),
        _("Ihr Tag war gekommen; was sie geändert hat, bleibt."),
    ),
}
"""Per action its name in lists of actions and its sentence; ``%(key)s`` takes the entry's data."""
