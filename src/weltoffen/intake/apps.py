"""The room of intake, as Django sees it."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """Reads what the office received; it proposes, and people accept."""

    name = "weltoffen.intake"
    label = "intake"

    def ready(self) -> None:
        """Register what ``weltoffen check`` looks at here."""
        from weltoffen.intake import checks  # noqa: F401 - registers itself
