"""Kinds of organisations; what is known of people and of how to reach them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OrganisationKind(models.TextChoices):
    """What kind of body it is."""

    OFFICE = "office", _("Büro oder Amt")
    DEPARTMENT = "department", _("Fachbereich oder Dezernat")
    COUNCIL = "council", _("Rat")
    MUNICIPAL_COMPANY = "municipal-company", _("städtische Gesellschaft")
    NETWORK = "network", _("Netzwerk")
    ASSOCIATION = "association", _("Verein")
    SCHOOL = "school", _("Schule")
    UNIVERSITY = "university", _("Hochschule")
    COMPANY = "company", _("Unternehmen")
    CHURCH = "church", _("Religionsgemeinschaft")
    FEDERATION = "federation", _("Verband oder Kammer")
    FOUNDATION = "foundation", _("Stiftung")
    CULTURE = "culture", _("Kultureinrichtung")
    AUTHORITY = "authority", _("Behörde oder Ministerium")
    PARTNER_BODY = "partner-body", _("Stelle der Partnerseite")
    OTHER = "other", _("anderes")


class Salutation(models.TextChoices):
    """How a letter addresses a person; without one it says the full name."""

    MADAM = "madam", _("Frau")
    SIR = "sir", _("Herr")
    NEUTRAL = "neutral", _("ohne Frau oder Herr, mit vollem Namen")


class ContactKind(models.TextChoices):
    """By which way one reaches somebody."""

    PHONE = "phone", _("Telefon")
    MOBILE = "mobile", _("Mobiltelefon")
    EMAIL = "email", _("E-Mail")
    POST = "post", _("Postanschrift")
    WEB = "web", _("Webadresse")


class ContactPurpose(models.TextChoices):
    """What a contact may be used for, and for nothing else (Art. 5 (1) b GDPR)."""

    COOPERATION = "cooperation", _("laufende Zusammenarbeit")
    INVITATION = "invitation", _("Einladungen und Protokoll")
    NEWSLETTER = "newsletter", _("Rundbriefe")
    TRAVEL = "travel", _("Reisen und Begegnungen")
    EMERGENCY = "emergency", _("Notfall")


class LegalGround(models.TextChoices):
    """Why a contact may be kept: Art. 6 (1) a–f GDPR, or because it is nobody's personal data."""

    CONSENT = "consent", _("Einwilligung (Art. 6 Abs. 1 a DSGVO)")
    CONTRACT = "contract", _("Vertrag (Art. 6 Abs. 1 b DSGVO)")
    LEGAL_OBLIGATION = "legal-obligation", _("rechtliche Pflicht (Art. 6 Abs. 1 c DSGVO)")
    VITAL_INTERESTS = "vital-interests", _("lebenswichtige Interessen (Art. 6 Abs. 1 d DSGVO)")
    PUBLIC_TASK = "public-task", _("öffentliche Aufgabe (Art. 6 Abs. 1 e DSGVO)")
    LEGITIMATE_INTEREST = (
        "legitimate-interest",
        _("berechtigtes Interesse (Art. 6 Abs. 1 f DSGVO)"),
    )
    NOT_PERSONAL = "not-personal", _("keine personenbezogene Angabe")


class MergeOf(models.TextChoices):
    """What was merged."""

    ORGANISATION = "organisation", _("Organisation")
    PERSON = "person", _("Person")
