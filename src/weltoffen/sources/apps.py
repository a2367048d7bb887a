"""The room of sources, as Django sees it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SourcesConfig(AppConfig):
    """Sources, snapshots, passages."""

    name = "weltoffen.sources"
    label = "sources"
    verbose_name = _("Quellen")
