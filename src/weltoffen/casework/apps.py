"""The room of casework, as Django sees it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CaseworkConfig(AppConfig):
    """Notes, comments, requests, tasks, and what reminds of them."""

    name = "weltoffen.casework"
    label = "casework"
    verbose_name = _("Vorgänge")
