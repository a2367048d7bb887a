"""Of whom data are kept, on which ground, for which work, and what becomes of them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Affected(models.TextChoices):
    """Groups of people, as the record of processing names them (Art. 30 (1) c GDPR)."""

    OFFICE_HOLDERS = "office-holders", _("Amtsträgerinnen und Amtsträger")
    CONTACTS = "contacts", _("Ansprechpersonen")
    SENDERS = "senders", _("Personen, die beim Büro anfragen")
    PARTICIPANTS = "participants", _("Teilnehmende an Begegnungen")
    ACCOUNT_HOLDERS = "account-holders", _("Personen mit einem Konto")
    NAMED = "named", _("Personen, die in Belegen und Dokumenten vorkommen")


class Activity(models.TextChoices):
    """What the office processes personal data for: the entries of its record (Art. 30 GDPR)."""

    RELATIONS = "relations", _("Beziehungen pflegen und belegen")
    REQUESTS = "requests", _("Anfragen bearbeiten")
    VISITS = "visits", _("Begegnungen vorbereiten und abrechnen")
    ACCESS = "access", _("Zugang zum Schreibtisch und Nachvollziehbarkeit")
    SECURITY = "security", _("Sicherheit und Betrieb")


class Ground(models.TextChoices):
    """On which ground a kind of data is kept (Art. 6 (1) GDPR); North Rhine-Westphalia's own law
    (DSG NRW § 3) names the public task, that of other places their own.
    """

    PUBLIC_TASK = "public-task", _("öffentliche Aufgabe (Art. 6 Abs. 1 e DSGVO)")
    SAID_EACH = "said-each", _("bei jeder Angabe einzeln vermerkt (Art. 6 Abs. 1 DSGVO)")
    EMPLOYMENT = "employment", _("Beschäftigung und Dienstbetrieb (Art. 6 Abs. 1 e, Art. 88 DSGVO)")
    SECURITY = "security", _("Sicherheit der Verarbeitung (Art. 6 Abs. 1 c mit Art. 32 DSGVO)")
    ARCHIVE = "archive", _("öffentliche Aufgabe und Archivzwecke (Art. 6 Abs. 1 e, Art. 89 DSGVO)")


class Then(models.TextChoices):
    """What happens when the term is over."""

    DELETED = "deleted", _("gelöscht")
    ANONYMISED = "anonymised", _("anonymisiert (der Eintrag bleibt, die Person nicht)")
    COUNTED = "counted", _("gelöscht; die Anzahl bleibt")
    KEPT = "kept", _("bleibt")


class Cause(models.TextChoices):
    """Why something was deleted."""

    RULE = "rule", _("Frist")
    REQUEST = "request", _("auf Verlangen (Art. 17 DSGVO)")
    RESTORED = "restored", _("war gelöscht und kam mit einer Sicherung zurück")
