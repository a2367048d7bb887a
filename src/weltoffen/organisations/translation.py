"""Which wording of organisations is kept per language."""

from modeltranslation.translator import TranslationOptions, register

from weltoffen.organisations.models import Office, Organisation, OrganisationName


@register(Organisation)
class OrganisationWording(TranslationOptions):
    """What it is there for."""

    fields = ("task",)


@register(OrganisationName)
class OrganisationNameWording(TranslationOptions):
    """The name, where it has one in other languages."""

    fields = ("name",)


@register(Office)
class OfficeWording(TranslationOptions):
    """What the office is called."""

    fields = ("title",)
