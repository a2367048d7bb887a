"""The room of what every record carries, as Django sees it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RecordsConfig(AppConfig):
    """Holds abstract models only; it has no tables of its own."""

    name = "weltoffen.records"
    label = "records"
    verbose_name = _("Akten")
