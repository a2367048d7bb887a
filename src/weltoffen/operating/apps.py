"""The room ``operating``, as Django sees it."""

from django.apps import AppConfig


class OperatingConfig(AppConfig):
    """See the room's own docstring."""

    name = "weltoffen.operating"
    label = "operating"

    def ready(self) -> None:
        """Register what ``weltoffen check --deploy`` looks at here."""
        from weltoffen.operating import checks  # noqa: F401 - registers itself
