"""The room of lists, as Django sees it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ListsConfig(AppConfig):
    """Saved views, changes of many records at once."""

    name = "weltoffen.lists"
    label = "lists"
    verbose_name = _("Listen")
