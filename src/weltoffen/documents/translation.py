"""Which wording about files is kept per language; a title stays as the file bears it."""

from modeltranslation.translator import TranslationOptions, register

from weltoffen.documents.models import Document, Picture


@register(Document)
class DocumentWording(TranslationOptions):
    """What it is about."""

    fields = ("summary",)


@register(Picture)
class PictureWording(TranslationOptions):
    """What it is about, and what it shows."""

    fields = ("summary", "alt")
