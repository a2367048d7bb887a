"""Which wording about sources is kept per language; quotes are never translated."""

from modeltranslation.translator import TranslationOptions, register

from weltoffen.sources.models import Passage, Source


@register(Source)
class SourceWording(TranslationOptions):
    """The remark on the date of its content."""

    fields = ("content_note",)


@register(Passage)
class PassageWording(TranslationOptions):
    """What it says in our own words."""

    fields = ("gist",)
