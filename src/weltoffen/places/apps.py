"""The room of places, as Django sees it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlacesConfig(AppConfig):
    """Municipalities, countries, gazetteer."""

    name = "weltoffen.places"
    label = "places"
    verbose_name = _("Orte")
