"""What an encounter can be, who takes part in it, and what they answered."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EncounterKind(models.TextChoices):
    """The form in which both sides met."""

    VISIT = "visit", _("Besuch")
    DELEGATION = "delegation", _("Delegationsreise")
    EXCHANGE = "exchange", _("Austausch")
    EVENT = "event", _("Veranstaltung")
    EXPERT_TRIP = "expert-trip", _("Fachreise")
    ONLINE = "online", _("Treffen im Netz")


class Direction(models.TextChoices):
    """Who travelled, seen from our city."""

    INCOMING = "incoming", _("Gäste bei uns")
    OUTGOING = "outgoing", _("wir zu Gast")
    MUTUAL = "mutual", _("beides oder anderswo")


class Side(models.TextChoices):
    """On which side an organisation took part."""

    HOST = "host", _("gastgebend")
    GUEST = "guest", _("zu Gast")


class Group(models.TextChoices):
    """As what people are counted, as funders ask for it."""

    YOUTH = "youth", _("Jugendliche")
    ADULT = "adult", _("Erwachsene")
    OFFICIAL = "official", _("von Amts wegen")
    VOLUNTEER = "volunteer", _("Ehrenamtliche")
    ACCOMPANYING = "accompanying", _("Begleitende")


class Answer(models.TextChoices):
    """What somebody answered to the invitation."""

    OPEN = "open", _("noch keine Antwort")
    YES = "yes", _("kommt")
    NO = "no", _("kommt nicht")
    DEPUTY = "deputy", _("schickt eine Vertretung")


class PhotoConsent(models.TextChoices):
    """Whether pictures of somebody may be taken and shown."""

    NOT_ASKED = "not-asked", _("nicht gefragt")
    GIVEN = "given", _("eingewilligt")
    REFUSED = "refused", _("nicht eingewilligt")
