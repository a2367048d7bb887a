"""The basis of the record of processing (Art. 30 GDPR): what is processed, and how it is kept safe.

What only the city knows (who answers for it, the data protection officer, processors under
contract) it adds; the places for that are named.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext

from weltoffen.audit.enums import EventName
from weltoffen.audit.models import AuditEvent
from weltoffen.privacy.enums import Activity
from weltoffen.privacy.selectors import Line, table
from weltoffen.privacy.wording import fields_in_words, people_in_words, term_in_words


def report(today: date) -> dict[str, Any]:
    """Return the report as values: activities with their kinds, and the measures."""
    lines = table(today)
    return {
        "made_on": today.isoformat(),
        "controller": "",
        "data_protection_officer": "",
        "activities": [
            {
                "activity": activity.value,
                "title": str(activity.label),
                "kinds": [_told(line) for line in lines if line.kind.activity == activity],
            }
            for activity in Activity
            if any(line.kind.activity == activity for line in lines)
        ],
        "third_countries": gettext(
            "Das Programm übermittelt nichts in Drittländer. Was einzelne Personen verschicken, "
            "und wo Server und Sicherungen stehen, ergänzen Sie."
        ),
        "measures": list(measures()),
    }


def _told(line: Line) -> dict[str, Any]:
    kind = line.kind
    return {
        "kind": kind.name,
        "title": str(kind.title),
        "people": people_in_words(kind),
        "fields": sorted(
            f"{model}.{name}" for model, names in kind.fields.items() for name in names
        ),
        "fields_in_words": fields_in_words(kind),
        "purpose": str(kind.purpose),
        "ground": str(kind.ground.label),
        "recipients": str(kind.recipients),
        "term": term_in_words(kind, line.months),
        "term_chosen_because": line.term.reason if line.term else "",
        "then": str(kind.then.label),
        "due_today": line.due,
        "deleted_so_far": line.gone,
    }


def measures() -> Iterator[str]:
    """Yield what keeps data safe, as this installation is set up (Art. 32 GDPR)."""
    yield gettext(
        "Rechte je Rolle und je Eintrag; geschützte Namen und eingeschränkte Kontakte zeigt nur "
        "eine Seite, die vermerkt, wer hinsah."
    )
    yield _sign_in()
    yield _sessions()
    yield gettext(
        "Sicherheitsprotokoll als Kette von Prüfsummen, aufbewahrt für %(years)d Jahre."
    ) % {"years": settings.WELTOFFEN_AUDIT_YEARS}
    yield gettext("Hochgeladene Dateien werden geprüft, Bilder neu gezeichnet.")
    yield gettext("Das Protokoll des Servers nennt keine Personen und keine Suchwörter.")
    if settings.SECURE_SSL_REDIRECT:
        yield gettext("Nur verschlüsselt erreichbar (HTTPS erzwungen).")
    else:
        yield gettext("ACHTUNG: HTTPS ist nicht erzwungen; so läuft nur eine Vorführung.")
    yield _backups()
    yield from _outside()


def _sign_in() -> str:
    factors = ", ".join(sorted(str(role) for role in settings.WELTOFFEN_SECOND_FACTOR))
    ways = []
    if settings.WELTOFFEN_OIDC_ISSUER:
        ways.append(gettext("Anmeldedienst der Stadt"))
    if settings.WELTOFFEN_LOCAL_ACCOUNTS:
        ways.append(gettext("Name und Passwort oder Passkey"))
    said = gettext("Anmeldung: %(ways)s; gesperrt nach wiederholten Fehlversuchen.") % {
        "ways": ", ".join(ways)
    }
    if factors:
        return f"{said} " + gettext("Zweiter Faktor verlangt von: %(roles)s.") % {"roles": factors}
    return f"{said} " + gettext("ACHTUNG: Ein zweiter Faktor wird von niemandem verlangt.")


def _sessions() -> str:
    return gettext(
        "Sitzungen enden nach %(idle)d Minuten ohne Aufruf und nach %(hours)d Stunden."
    ) % {"idle": settings.WELTOFFEN_SESSION_IDLE, "hours": settings.WELTOFFEN_SESSION_HOURS}


def _backups() -> str:
    last = AuditEvent.objects.filter(event=EventName.BACKED_UP).order_by("-number").first()
    if last is None:
        return gettext("ACHTUNG: Gesichert wurde noch nie, oder es ist aus dem Protokoll entfernt.")
    return gettext(
        "Sicherung zuletzt am %(at)s; was gelöscht wurde, wird nach dem Zurückspielen wieder "
        "gelöscht."
    ) % {"at": date_format(localtime(last.at), "SHORT_DATETIME_FORMAT")}


def _outside() -> Iterator[str]:
    if settings.WELTOFFEN_MAIL_FROM:
        yield gettext("E-Mails gehen hinaus, Absender %(sender)s.") % {
            "sender": settings.WELTOFFEN_MAIL_FROM
        }
    if settings.WELTOFFEN_FETCH:
        yield gettext(
            "Öffentliche Seiten werden abgerufen; dabei geht nichts Personenbezogenes hinaus."
        )
    if settings.WELTOFFEN_MODEL:
        yield gettext(
            "Ein Sprachmodell liest Texte mit (%(address)s): Nennen Sie es unter den Empfängern, "
            "und schließen Sie, wenn es nicht im eigenen Haus läuft, einen Vertrag nach Art. 28 "
            "DSGVO."
        ) % {"address": settings.WELTOFFEN_MODEL_ADDRESS}


def as_markdown(values: dict[str, Any]) -> str:
    """Return the report as a text to read, to be taken over into the city's own form."""
    return "\n".join(_lines(values)) + "\n"


def _lines(values: dict[str, Any]) -> Iterator[str]:
    heading = gettext("Grundlage für das Verzeichnis von Verarbeitungstätigkeiten (Art. 30 DSGVO)")
    yield from (f"# {heading}", "")
    yield gettext("Stand: %(day)s, aus weltoffen erzeugt.") % {"day": values["made_on"]}
    yield ""
    for asked in (
        gettext("Verantwortlich"),
        gettext("Datenschutzbeauftragte oder -beauftragter"),
        gettext("Auftragsverarbeiter (Betrieb, Rechenzentrum)"),
    ):
        yield gettext("- %(asked)s: … (bitte ergänzen)") % {"asked": asked}
    yield f"- {gettext('Drittländer')}: {values['third_countries']}"
    for activity in values["activities"]:
        yield from ("", f"## {activity['title']}")
        for kind in activity["kinds"]:
            yield from _of_kind(kind)
    heading = gettext("Technische und organisatorische Maßnahmen (Art. 32 DSGVO)")
    yield from ("", f"## {heading}", "")
    yield from (f"- {measure}" for measure in values["measures"])


def _of_kind(kind: dict[str, Any]) -> Iterator[str]:
    yield from ("", f"### {kind['title']}", "")
    told = (
        (gettext("Betroffene"), kind["people"]),
        (gettext("Zweck"), kind["purpose"]),
        (gettext("Rechtsgrundlage"), kind["ground"]),
        (gettext("Empfänger"), kind["recipients"]),
        (gettext("Frist"), kind["term"]),
        (gettext("Grund der Frist"), kind["term_chosen_because"]),
        (gettext("Danach"), kind["then"]),
        (gettext("Angaben"), "; ".join(kind["fields_in_words"])),
        (gettext("Felder"), ", ".join(f"`{name}`" for name in kind["fields"])),
    )
    yield from (f"- **{label}:** {said}" for label, said in told if said)
