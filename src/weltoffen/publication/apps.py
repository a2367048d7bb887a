"""The room of publication, as Django sees it."""

from django.apps import AppConfig


class PublicationConfig(AppConfig):
    """No tables: it reads the register and gives values."""

    name = "weltoffen.publication"
    label = "publication"
