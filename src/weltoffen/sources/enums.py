"""Kinds of sources, and how well we know them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SourceKind(models.TextChoices):
    """What kind of thing the source is."""

    WEB_PAGE = "web-page", _("Webseite")
    NEWS = "news", _("Nachricht oder Pressemitteilung")
    COUNCIL_PAPER = "council-paper", _("Ratsvorlage oder Beschluss")
    DEED = "deed", _("Urkunde oder Vertrag")
    LETTER = "letter", _("Brief")
    ENCYCLOPAEDIA = "encyclopaedia", _("Nachschlagewerk")
    CHARTER_TEXT = "charter-text", _("Text einer Charta")
    OTHER = "other", _("anderes")


class Standing(models.TextChoices):
    """How we know what the source says."""

    READ = "read", _("im Wortlaut: der Text selbst wurde gelesen")
    REPORTED = (
        "reported",
        _("berichtet: nur sinngemäß bekannt, der Text selbst wurde nicht gelesen"),
    )
    OWN = (
        "own",
        _("Wissen des Büros: das Büro hat es selbst festgehalten, einen Text gibt es nicht"),
    )


class Publisher(models.TextChoices):
    """Whose word the source is, seen from the home city."""

    HOME = "home", _("die Stadt selbst")
    COUNTERPART = "counterpart", _("die andere Seite")
    THIRD = "third", _("Dritte")
