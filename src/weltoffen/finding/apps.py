"""The room of finding, as Django sees it."""

from django.apps import AppConfig


class FindingConfig(AppConfig):
    """The index of every record's words, and the search over it."""

    name = "weltoffen.finding"
    label = "finding"

    def ready(self) -> None:
        """Offer the texts of the rooms below; rooms above offer theirs themselves."""
        from weltoffen.finding.sources_of_text import offer_the_register

        offer_the_register()
