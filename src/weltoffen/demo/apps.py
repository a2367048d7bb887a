"""The room ``demo``, as Django sees it."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """See the room's own docstring."""

    name = "weltoffen.demo"
    label = "demo"
