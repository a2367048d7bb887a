"""The words in which relations are described. Stored values are English and never shown."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ActKind(models.TextChoices):
    """What was done. ``STATED`` names no act: a source only says how things stand."""

    FIRST_CONTACT = "first-contact", _("erster Kontakt")
    ACTIVITY = "activity", _("belegte Aktivität")
    MANDATE = "mandate", _("Auftrag des Rates")
    COUNCIL = "council", _("Ratsbeschluss")
    COUNTERPART_COUNCIL = "counterpart-council", _("Ratsbeschluss der anderen Seite")
    SIGNATURE = "signature", _("Unterzeichnung")
    COUNTER_SIGNATURE = "counter-signature", _("Gegenzeichnung")
    DEED_EXCHANGE = "deed-exchange", _("Austausch der Urkunden")
    MEMORANDUM = "memorandum", _("Absichtserklärung")
    RESOLUTION = "resolution", _("Entschließung")
    LIMITATION = "limitation", _("Einschränkung")
    SUSPENSION = "suspension", _("Ruhen")
    RESUMPTION = "resumption", _("Wiederaufnahme")
    END = "end", _("Ende")
    ACCESSION_COUNCIL = "accession-council", _("Beitritt: Ratsbeschluss")
    ACCESSION_NOTIFIED = "accession-notified", _("Beitritt: mitgeteilt")
    ACCESSION_SIGNED = "accession-signed", _("Beitritt: unterzeichnet")
    ACCESSION_SCAN_SENT = "accession-scan-sent", _("Beitritt: Urkunde übersandt")
    ACCESSION_LISTED = "accession-listed", _("Beitritt: öffentlich gelistet")
    ACCESSION = "accession", _("Beitritt")
    STATED = "stated", _("Angabe einer Quelle")
    RETRACTION = "retraction", _("Rücknahme eines Eintrags")


class Side(models.TextChoices):
    """Who acted or speaks."""

    HOME = "home", _("diese Stadt")
    COUNTERPART = "counterpart", _("die andere Seite")
    BOTH = "both", _("beide Seiten")
    THIRD = "third", _("Dritte")
    UNKNOWN = "unknown", _("nicht bekannt")


class Phase(models.TextChoices):
    """The city's own label for the relation; what documents support is computed beside it."""

    CONTACT = "contact", _("Kontakt")
    FRIENDSHIP = "friendship", _("Städtefreundschaft")
    PROJECT = "project", _("Projektpartnerschaft")
    CLIMATE = "climate", _("Klimapartnerschaft")
    SOLIDARITY = "solidarity", _("Solidaritätspartnerschaft")
    TWIN = "twin", _("Städtepartnerschaft")
    INNER_GERMAN = "inner-german", _("innerdeutsche Städtepartnerschaft")
    MEMBERSHIP = "membership", _("Mitgliedschaft")
    COMMITMENT = "commitment", _("Selbstverpflichtung")


class Status(models.TextChoices):
    """The state of one axis."""

    ACTIVE = "active", _("aktiv")
    LIMITED = "limited", _("eingeschränkt")
    RESTING = "resting", _("ruht")
    ENDED = "ended", _("beendet")
    PLANNED = "planned", _("geplant")
    UNKNOWN = "unknown", _("unbekannt")


class Axis(models.TextChoices):
    """The four axes of status, and the phase, which changes by acts in the same way."""

    PHASE = "phase", _("Form der Beziehung")
    BOND = "bond", _("förmliche Bindung")
    CHANNEL = "channel", _("amtlicher Kontakt")
    EXCHANGE = "exchange", _("Austausch")
    CIVIL = "civil", _("Zivilgesellschaft")


STATUS_AXES = (Axis.BOND, Axis.CHANNEL, Axis.EXCHANGE, Axis.CIVIL)
PARTNERSHIP_PHASES = (Phase.TWIN, Phase.INNER_GERMAN)
IN_FORCE = (Status.ACTIVE, Status.LIMITED, Status.RESTING)
"""A bond in one of these binds: a resting bond is still a bond."""


class InstrumentKind(models.TextChoices):
    """What kind of commitment it is."""

    CHARTER = "charter", _("Charta")
    PLEDGE = "pledge", _("Selbstverpflichtung")
    RESOLUTION = "resolution", _("Resolution")
    AGENDA = "agenda", _("Agenda")
    INITIATIVE = "initiative", _("Initiative")
    TITLE = "title", _("Auszeichnung")


class ThemeKind(models.TextChoices):
    """Where a theme comes from."""

    FIELD = "field", _("Feld der Zusammenarbeit")
    SDG = "sdg", _("Ziel für nachhaltige Entwicklung")


class RgreClass(models.TextChoices):
    """The class that the documents support, by the RGRE's evidence tests."""

    PARTNERSHIP = "partnership", _("Partnerschaft (unbefristeter Vertrag)")
    FRIENDSHIP = "friendship", _("Freundschaft (Vereinbarung, befristet oder eingegrenzt)")
    PROJECT = "project", _("Projektpartnerschaft (vereinbartes, befristetes Projekt)")
    CONTACT = "contact", _("Kontakt (keine Form belegt)")


class TieRole(models.TextChoices):
    """What an organisation does in a relation."""

    LEAD = "lead", _("führt das Thema")
    CLUB = "club", _("trägt die Begegnungen")
    SCHOOL = "school", _("Schulpartnerschaft")
    UNIVERSITY = "university", _("Hochschulpartnerschaft")
    BUSINESS = "business", _("Wirtschaft und Unternehmen")
    EXPERTISE = "expertise", _("fachlicher Austausch")
    FUNDING = "funding", _("fördert oder finanziert")
    TAKES_PART = "takes-part", _("wirkt mit")
