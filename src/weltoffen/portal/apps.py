"""The room ``portal``, as Django sees it."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """See the room's own docstring."""

    name = "weltoffen.portal"
    label = "portal"
