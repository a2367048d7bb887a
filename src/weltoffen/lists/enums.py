"""How cells are read, where many changes come from, and what became of each."""

from __future__ import annotations

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class CellKind(StrEnum):
    """How a cell is read."""

    TEXT = "text"
    LONG = "long"
    """Text with line breaks."""
    DAY = "day"
    DATE = "date"
    """A date as exact as it is known (EDTF)."""
    WHOLE = "whole"
    DECIMAL = "decimal"
    CHOICE = "choice"
    YES_NO = "yes-no"
    RECORD = "record"
    """Another record, by its identifier."""


class Written(StrEnum):
    """What a table knows of how a cell came to say what it says."""

    TEXT = "text"
    """Text, as it went out: nothing turned it into a day."""
    DAY = "day"
    """A day: typed so, or made by the program of what was typed or stood there."""
    MONTH = "month"
    """A day that shows its month only: so a program shows what it made of "1977-07"."""
    YEAR = "year"
    """A day that shows its year only."""
    FORMULA = "formula"
    """A formula of which the file has no result; the cell is as good as empty."""
    UNKNOWN = "unknown"
    """A format that keeps nothing but signs, as CSV."""


class Origin(models.TextChoices):
    """Where many changes come from."""

    TABLE = "table", _("aus einer Tabelle")
    LIST = "list", _("in der Liste gewählt")


class Stage(models.TextChoices):
    """How far many changes are."""

    OPEN = "open", _("wartet auf Ihre Durchsicht")
    TAKING = "taking", _("wird übernommen")
    TAKEN = "taken", _("übernommen")
    RETURNING = "returning", _("wird zurückgenommen")
    RETURNED = "returned", _("zurückgenommen")


class Stand(models.TextChoices):
    """How a changed cell stands to the register."""

    CLEAN = "clean", _("ändert sich")
    CONFLICT = "conflict", _("inzwischen im Register geändert")
    FAULT = "fault", _("Fehler")


class Outcome(models.TextChoices):
    """What became of a change."""

    WAITING = "", _("wartet")
    DONE = "done", _("übernommen")
    OVERTAKEN = "overtaken", _("nicht übernommen: inzwischen anders")
    REFUSED = "refused", _("nicht übernommen")
    UNDONE = "undone", _("zurückgenommen")
    STAYS = "stays", _("nicht zurückgenommen: seither anders")
