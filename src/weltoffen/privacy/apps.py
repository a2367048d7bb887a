"""The room of privacy, as Django sees it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PrivacyConfig(AppConfig):
    """Personal data: their rules, their deletion, and what is held on somebody."""

    name = "weltoffen.privacy"
    label = "privacy"
    verbose_name = _("Datenschutz")

    def ready(self) -> None:
        """Offer what the rooms below hold; rooms above offer theirs themselves."""
        from weltoffen.privacy.held import offer_the_house

        offer_the_house()
