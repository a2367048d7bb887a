"""The room of relations, as Django sees it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RelationsConfig(AppConfig):
    """Relations, acts, citations, duties, the ledger."""

    name = "weltoffen.relations"
    label = "relations"
    verbose_name = _("Beziehungen")
