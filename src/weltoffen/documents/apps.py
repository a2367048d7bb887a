"""The room of documents, as Django sees it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DocumentsConfig(AppConfig):
    """Documents and pictures."""

    name = "weltoffen.documents"
    label = "documents"
    verbose_name = _("Dokumente")
