"""The roles that people are given at the desk."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RoleName(models.TextChoices):
    """What somebody is at the desk. What each may do stands in ``rules.roles``."""

    READER = "reader", _("liest mit")
    CONTRIBUTOR = "contributor", _("trägt bei (Fachbereich)")
    COORDINATOR = "coordinator", _("koordiniert")
    PROTOCOL = "protocol", _("Protokoll")
    ADMINISTRATOR = "administrator", _("verwaltet das Programm")
    GUEST = "guest", _("Gast aus einer Partnerstadt")


class InvitationState(models.TextChoices):
    """How an invitation stands."""

    OPEN = "open", _("offen")
    USED = "used", _("angenommen")
    EXPIRED = "expired", _("abgelaufen")
    WITHDRAWN = "withdrawn", _("zurückgezogen")
