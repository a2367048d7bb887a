"""The ledger: where sources disagree, both stay, with the one the city uses and why."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from weltoffen.places.models import Municipality
from weltoffen.records.models import Record
from weltoffen.relations.models.relation import Relation
from weltoffen.sources.models import Passage


class Disagreement(Record):
    """A question on which sources give different answers."""

    PUBLIC_FIELDS: ClassVar = frozenset(
        {"identifier", "home", "relation", "question", "reason", "settled"}
    )
    RELATION_PATH: ClassVar = "relation__identifier"
    INTERNAL_FIELDS: ClassVar = frozenset(
        {"id", "owner", "unit", "review_by", "visibility", "made_from"}
    )

    home = models.ForeignKey(
        Municipality, models.PROTECT, verbose_name=_("diese Stadt"), related_name="disagreements"
    )
    relation = models.ForeignKey(
        Relation,
        models.PROTECT,
        verbose_name=_("Beziehung"),
        null=True,
        blank=True,
        related_name="disagreements",
    )
    question = models.CharField(_("Frage"), max_length=240)
    reason = models.TextField(_("Begründung"), blank=True)
    settled = models.BooleanField(_("geklärt"), default=False)

    class Meta:
        verbose_name = _("Widerspruch")
        verbose_name_plural = _("Widersprüche")
        ordering = ("identifier",)

    def __str__(self) -> str:
        return self.question


class StandingAnswers(models.Manager["Position"]):
    """The answers that stand: those that were not taken back."""

    def get_queryset(self) -> models.QuerySet[Position]:
        """Leave out what was taken back."""
        return super().get_queryset().filter(withdrawn_at__isnull=True)


class Position(models.Model):
    """One of the answers, with a passage that gives it.

    ``withdrawn_at`` is when an answer was taken back with the decision that had added it: the row
    stays, and counts nowhere. ``objects``, and so ``positions``, are those that stand; ``every``
    has the others too.
    """

    PUBLIC_FIELDS: ClassVar = frozenset(
        {"disagreement", "answer", "passage", "is_used", "position"}
    )
    INTERNAL_FIELDS: ClassVar = frozenset({"id", "withdrawn_at"})

    disagreement = models.ForeignKey(Disagreement, models.PROTECT, related_name="positions")
    answer = models.CharField(_("Antwort"), max_length=240)
    passage = models.ForeignKey(Passage, models.PROTECT, verbose_name=_("Beleg"), related_name="+")
    is_used = models.BooleanField(_("die Stadt verwendet diese"), default=False)
    position = models.PositiveSmallIntegerField(_("Reihenfolge"))
    withdrawn_at = models.DateTimeField(_("zurückgenommen am"), null=True, blank=True)

    objects = StandingAnswers()
    every = models.Manager["Position"]()

    class Meta:
        verbose_name = _("Antwort einer Quelle")
        verbose_name_plural = _("Antworten der Quellen")
        ordering = ("disagreement", "position")
        constraints = [
            models.UniqueConstraint(
                fields=["disagreement"],
                condition=Q(is_used=True),
                name="disagreement_uses_one_answer_at_most",
                violation_error_code="is_used",
                violation_error_message=_(
                    "Die Stadt kann nur eine Antwort verwenden. Lassen Sie das Kennzeichen nur bei "
                    "einer stehen."
                ),
            ),
            models.UniqueConstraint(
                fields=["disagreement", "position"],
                name="position_in_a_disagreement_is_used_once",
                violation_error_code="position",
                violation_error_message=_(
                    "An dieser Stelle der Reihenfolge steht schon eine andere Antwort. Wählen Sie "
                    "einen freien Platz."
                ),
            ),
            models.CheckConstraint(
                condition=Q(is_used=False) | Q(withdrawn_at__isnull=True),
                name="answer_that_was_taken_back_is_not_used",
                violation_error_code="is_used",
                violation_error_message=_(
                    "Eine zurückgenommene Antwort kann die Stadt nicht verwenden. Wählen Sie eine "
                    "andere."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.answer
