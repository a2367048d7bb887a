"""Which wording of places is kept per language."""

from modeltranslation.translator import TranslationOptions, register

from weltoffen.places.models import Country, Municipality


@register(Country)
class CountryWording(TranslationOptions):
    """The label, and why it is so."""

    fields = ("label", "policy")


@register(Municipality)
class MunicipalityWording(TranslationOptions):
    """The name."""

    fields = ("name",)
