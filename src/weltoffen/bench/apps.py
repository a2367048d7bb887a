"""The room ``bench``, as Django sees it."""

from django.apps import AppConfig


class BenchConfig(AppConfig):
    """See the room's own docstring."""

    name = "weltoffen.bench"
    label = "bench"
