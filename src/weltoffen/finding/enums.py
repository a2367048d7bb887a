"""Where in a record the words stand."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Where(models.TextChoices):
    """What part of a record a text is; a search says by it why it found the record.

    The first group are names: they count for more than what is said further on.
    """

    TITLE = "title", _("Titel")
    NAME = "name", _("Name")
    FORMER_NAME = "former-name", _("Name")
    IDENTIFIER = "identifier", _("Kennung")
    COUNTRY = "country", _("Land")
    SORT = "sort", _("Art")
    SUMMARY = "summary", _("Kurzbeschreibung")
    NOTE = "note", _("Anmerkung")
    QUESTION = "question", _("offene Frage")
    ANSWER = "answer", _("Antwort")
    REASON = "reason", _("Begründung")
    ACT = "act", _("Akt")
    THEME = "theme", _("Thema")
    TASK = "task", _("Aufgabe")
    ADDRESS = "address", _("Adresse")
    PUBLISHER = "publisher", _("Herausgeber")
    PAPER = "paper", _("Drucksache")
    QUOTE = "quote", _("Wortlaut")
    GIST = "gist", _("sinngemäß")
    DUTY = "duty", _("Pflicht")
    MEASURE = "measure", _("Maßnahme")
    OFFICE = "office", _("Amt")
    BODY = "body", _("Gremium oder Stelle")
    TEXT = "text", _("Text")


NAMES = frozenset({Where.NAME, Where.FORMER_NAME, Where.IDENTIFIER})
"""What counts as a name of the record, beside its title."""
