"""The room of organisations, as Django sees it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrganisationsConfig(AppConfig):
    """Bodies and their names over time."""

    name = "weltoffen.organisations"
    label = "organisations"
    verbose_name = _("Organisationen")
