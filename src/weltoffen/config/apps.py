"""The room of settings and entry points, as Django sees it."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Makes this room's commands known."""

    name = "weltoffen.config"
    label = "config"
