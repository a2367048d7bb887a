"""The room of encounters, as Django sees it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EncountersConfig(AppConfig):
    """Visits and exchanges, who is counted in them, and who is named in them for a while."""

    name = "weltoffen.encounters"
    label = "encounters"
    verbose_name = _("Begegnungen")
