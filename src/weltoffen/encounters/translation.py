"""Which wording of encounters is kept per language."""

from modeltranslation.translator import TranslationOptions, register

from weltoffen.encounters.models import Encounter


@register(Encounter)
class EncounterWording(TranslationOptions):
    """The title."""

    fields = ("title",)
