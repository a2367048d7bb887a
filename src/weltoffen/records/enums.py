"""Who answers for a record, and who may see it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Visibility(models.TextChoices):
    """Who may see a record. Nothing is public unless somebody decided so."""

    PUBLIC = "public", _("öffentlich")
    PARTNER = "partner", _("für die Partnerstadt")
    INTERNAL = "internal", _("intern")
    RESTRICTED = "restricted", _("eingeschränkt")


class Role(models.TextChoices):
    """The office functions that own records. Never a person: people leave, duties stay."""

    COORDINATION = "coordination", _("Koordination Internationales")
    PROTOCOL = "protocol", _("Protokoll")
    DEPARTMENT = "department", _("Fachbereich")
    ADMINISTRATION = "administration", _("Administration")
