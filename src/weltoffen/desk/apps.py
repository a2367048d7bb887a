"""The room ``desk``, as Django sees it."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """See the room's own docstring."""

    name = "weltoffen.desk"
    label = "desk"
