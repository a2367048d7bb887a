"""The room ``operating``, as Django sees it."""

from django.apps import AppConfig


class OperatingConfig(AppConfig):
    """See the room's own docstring."""

    name = "weltoffen.operating"
    label = "operating"
