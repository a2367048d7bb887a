"""The words of intake. Stored values are English and never shown."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AttemptState(models.TextChoices):
    """How far we are with one address or file."""

    WAITING = "waiting", _("wartet")
    READ = "read", _("gelesen")
    UNCHANGED = "unchanged", _("unverändert")
    FAILED = "failed", _("gescheitert")
    CANCELLED = "cancelled", _("abgebrochen")


class SurveyState(models.TextChoices):
    """How a search for pages stands."""

    WAITING = "waiting", _("wartet")
    DONE = "done", _("fertig")
    FAILED = "failed", _("gescheitert")
    CANCELLED = "cancelled", _("abgebrochen")


class StatementType(models.TextChoices):
    """What a text states."""

    RELATION = "relation", _("Beziehung")
    ACT = "act", _("Akt")
    CLAIM = "claim", _("Behauptung")


class Verdict(models.TextChoices):
    """How a statement stands to the register."""

    AGREES = "agrees", _("bekannt, stimmt überein")
    NEW = "new", _("neu")
    MORE_EXACT = "more-exact", _("genauer als das Register")
    CONTRADICTS = "contradicts", _("widerspricht")
    UNCLEAR = "unclear", _("unklar: welcher Ort?")
    PASSED = "passed", _("angekündigt, aber schon vorbei")
    UNCHECKED = "unchecked", _("nicht prüfbar")
    NOT_OURS = "not-ours", _("nicht unsere Beziehung")


CONTESTED = (Verdict.CONTRADICTS, Verdict.UNCLEAR, Verdict.NOT_OURS)
"""Somebody has to look at it: it says otherwise, or it is open of whom it speaks."""


class StatementStatus(models.TextChoices):
    """What became of a statement."""

    WAITING = "waiting", _("wartet")
    LATER = "later", _("später")
    KNOWN = "known", _("bekannt, schon belegt")
    ACCEPTED = "accepted", _("angenommen")
    AMENDED = "amended", _("geändert angenommen")
    REJECTED = "rejected", _("abgelehnt")
    SUPERSEDED = "superseded", _("überholt: eine neuere Lesart findet es nicht mehr so")


OPEN = (StatementStatus.WAITING, StatementStatus.LATER)
"""Nobody has decided yet."""
STANDING = (*OPEN, StatementStatus.KNOWN)
"""Nobody has decided, and how it stands follows the register; what is known asks for nothing."""
DECIDED = (StatementStatus.ACCEPTED, StatementStatus.AMENDED, StatementStatus.REJECTED)
"""Somebody has."""
TAKEN = (StatementStatus.ACCEPTED, StatementStatus.AMENDED)
"""It is in the register now."""
