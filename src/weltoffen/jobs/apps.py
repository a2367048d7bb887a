"""The room of jobs, as Django sees it."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class JobsConfig(AppConfig):
    """Work in the background, its workers and its schedule."""

    name = "weltoffen.jobs"
    label = "jobs"
    verbose_name = _("Hintergrundarbeit")

    def ready(self) -> None:
        """Let every room register its kinds of work: they stand in its module ``work``."""
        autodiscover_modules("work")
