"""What the history tells of notes, comments, requests, tasks and what reminds of them."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogFormatter
from wagtail.models import ModelLogEntry

from weltoffen.casework.enums import Verdict

NAME_TAKEN_OUT = (
    _("Namen herausgenommen"),
    _("Ein Name wurde auf Verlangen aus dem Text und aus dem Verlauf genommen."),
)
OF_CASEWORK: dict[str, tuple[Any, Any]] = {
    "casework.note.record": (_("Notiz geschrieben"), _("Die Notiz wurde geschrieben.")),
    "casework.note.forget": (
        _("Gesprächspartner gelöscht"),
        _("Mit wem gesprochen wurde, ist nach Ablauf der Frist gelöscht."),
    ),
    "casework.note.forget-name": NAME_TAKEN_OUT,
    "casework.task.forget-name": NAME_TAKEN_OUT,
    "casework.comment.forget-name": NAME_TAKEN_OUT,
    "casework.comment.write": (
        _("Kommentar geschrieben"),
        _("Der Kommentar wurde geschrieben."),
    ),
    "casework.comment.answer": (
        _("Kommentar beantwortet"),
        _("Antwort: „%(answer)s“."),
    ),
    "casework.comment.withdraw": (
        _("Kommentar zurückgezogen"),
        _("Wer den Kommentar schrieb, hat ihn zurückgezogen."),
    ),
    "casework.task.plan": (_("Aufgabe angelegt"), _("Die Aufgabe „%(title)s“ wurde angelegt.")),
    "casework.task.finish": (
        _("Aufgabe erledigt"),
        _("Die Aufgabe „%(title)s“ ist erledigt."),
    ),
    "casework.task.reopen": (
        _("Aufgabe wieder offen"),
        _("Die Aufgabe „%(title)s“ ist doch nicht erledigt."),
    ),
    "casework.request.amend-sender": (
        _("Angaben zur Anfrage geändert"),
        _("Angaben zum Absender oder der Wortlaut wurden geändert; was da stand, wird der Person "
          "wegen nicht aufbewahrt."),
    ),
    "casework.request.step-receive": (_("Anfrage eingegangen"), _("Die Anfrage ging ein.")),
    "casework.request.step-begin": (
        _("Anfrage in Arbeit genommen"),
        _("Jemand arbeitet an der Anfrage."),
    ),
    "casework.request.step-remark": (
        _("Vermerk zur Anfrage"),
        _("Zur Anfrage wurde etwas vermerkt."),
    ),
    "casework.request.step-pass-on": (
        _("Anfrage weitergegeben"),
        _("Die Anfrage wurde weitergegeben."),
    ),
    "casework.request.step-answer": (
        _("Anfrage beantwortet"),
        _("Die Anfrage wurde beantwortet."),
    ),
    "casework.request.step-decline": (_("Anfrage abgesagt"), _("Der Anfrage wurde abgesagt.")),
    "casework.request.step-withdraw": (
        _("Anfrage zurückgezogen"),
        _("Wer angefragt hatte, zog die Anfrage zurück."),
    ),
    "casework.request.step-close": (
        _("Anfrage abgeschlossen"),
        _("Die Anfrage ist abgeschlossen."),
    ),
    "casework.request.forget": (
        _("Angaben zum Absender gelöscht"),
        _("Der Tag war gekommen: Wer angefragt hatte und mit welchen Worten, ist gelöscht."),
    ),
    "casework.request.mail-sent": (
        _("Antwort verschickt"),
        _("Die Antwort ging per E-Mail hinaus."),
    ),
    "casework.request.mail-refused": (
        _("Antwort nicht verschickt"),
        _("Der Mailserver hat die Antwort nicht angenommen: %(fault)s."),
    ),
    "casework.textblock.record": (
        _("Textbaustein angelegt"),
        _("Der Textbaustein wurde angelegt."),
    ),
    "casework.criterion.record": (_("Kriterium angelegt"), _("Das Kriterium wurde angelegt.")),
    "casework.feed.make": (
        _("Kalenderadresse angelegt"),
        _("Eine geheime Kalenderadresse wurde angelegt: „%(name)s“."),
    ),
    "casework.feed.revoke": (
        _("Kalenderadresse widerrufen"),
        _("Die Kalenderadresse „%(name)s“ wurde widerrufen."),
    ),
}  # fmt: skip
"""Per action its name in lists of actions and its sentence; ``%(key)s`` takes the entry's data."""

AMENDED_IN_CASEWORK: dict[str, Any] = {
    "casework.note.amend": _("Notiz geändert"),
    "casework.task.amend": _("Aufgabe geändert"),
    "casework.request.amend": _("Anfrage geändert"),
    "casework.request.assess-anew": _("Anfrage anders beurteilt"),
    "casework.textblock.amend": _("Textbaustein geändert"),
    "casework.criterion.amend": _("Kriterium geändert"),
}
"""Actions whose entry keeps, per changed field, what was there before and after."""


class Assessed(LogFormatter):
    """Tells how a request was judged by a criterion."""

    label = _("Anfrage beurteilt")

    def format_message(self, log_entry: ModelLogEntry) -> str:
        """Return the question and the verdict."""
        verdict = log_entry.data.get("verdict", "")
        said = dict(Verdict.choices).get(verdict, verdict)
        return gettext("Beurteilt: %(question)s %(verdict)s.") % {
            "question": log_entry.data.get("question", "?"),
            "verdict": said,
        }


class DigestWished(LogFormatter):
    """Tells whether somebody wants the daily mail."""

    label = _("Tägliche E-Mail bestellt oder abbestellt")

    def format_message(self, log_entry: ModelLogEntry) -> str:
        """Return which of the two."""
        if log_entry.data.get("is_wanted"):
            return gettext("Die tägliche E-Mail wurde bestellt.")
        return gettext("Die tägliche E-Mail wurde abbestellt.")


CASEWORK_TOLD: dict[str, type[LogFormatter]] = {
    "casework.request.assess": Assessed,
    "casework.digest.wish": DigestWished,
}
"""Per action what tells of it."""
