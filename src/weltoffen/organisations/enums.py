"""Kinds of organisations."""

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
    OTHER = "other", _("anderes")
