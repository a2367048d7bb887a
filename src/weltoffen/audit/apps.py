"""The room of the security log, as Django sees it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    """See the room's own docstring."""

    name = "weltoffen.audit"
    label = "audit"
    verbose_name = _("Sicherheitsprotokoll")
