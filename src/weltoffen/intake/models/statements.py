"""What texts state, waiting for somebody to decide; and what the decision brought about."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from weltoffen.intake.enums import DECIDED, TAKEN, StatementStatus, StatementType, Verdict
from weltoffen.intake.models.runs import Attempt
from weltoffen.places.models import Municipality
from weltoffen.relations.models import Act, Disagreement, Position, Relation
from weltoffen.sources.models import Snapshot


class Reading(models.Model):
    """That a snapshot was read for a home municipality, by which version of the rules, and when.

    ``reader`` names the rules with their fingerprint: the same rules on the same text find the
    same, so a second reading by them is not made.
    """

    PUBLIC_FIELDS: ClassVar[frozenset[str]] = frozenset()
    INTERNAL_FIELDS: ClassVar = frozenset(
        {"id", "snapshot", "home", "reader", "read_at", "read_by"}
    )

    snapshot = models.ForeignKey(
        Snapshot, models.PROTECT, verbose_name=_("Fassung"), related_name="readings"
    )
    home = models.ForeignKey(
        Municipality, models.PROTECT, verbose_name=_("diese Stadt"), related_name="+"
    )
    reader = models.CharField(_("gelesen mit"), max_length=60)
    read_at = models.DateTimeField(_("gelesen am"))
    read_by = models.ForeignKey(
        "accounts.User", models.PROTECT, verbose_name=_("gelesen für"), related_name="+"
    )

    class Meta:
        verbose_name = _("Lesung")
        verbose_name_plural = _("Lesungen")
        ordering = ("-read_at", "-id")
        constraints = [
            models.UniqueConstraint(
                fields=["snapshot", "home", "reader"],
                name="snapshot_is_read_once_by_the_same_rules",
                violation_error_code="reader",
                violation_error_message=_(
                    "Diese Fassung ist mit denselben Regeln schon gelesen. Öffnen Sie die "
                    "vorhandenen Vorschläge."
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.snapshot}: {self.reader}"


class Statement(models.Model):
    """Something that a text states, with the words that prove it, and what was decided about it.

    ``proposed`` are the values as found and never change; ``amended`` are those that a person put
    in their place. ``quote`` stands from ``start`` to ``end`` (exclusive) in the snapshot's text.
    ``verdict`` is how it stands to the register as it was when last compared, ``compared`` the
    differences; ``relation`` and ``matched`` are what it was compared with. ``key`` is the digest
    of values, words and place, ``content_key`` without the place: by it a later version of a page
    is known to say the same. ``replaces`` is what an earlier reading of the same words gave,
    ``carried_from`` the statement of the version before from which a decision was taken over.
    ``taken_with`` is the reading of a table together with whose rows it was accepted.
    """

    PUBLIC_FIELDS: ClassVar[frozenset[str]] = frozenset()
    INTERNAL_FIELDS: ClassVar = frozenset(
        {
            "id", "reading", "snapshot", "home", "type", "proposed", "amended", "quote", "start",
            "end", "rule", "confidence", "key", "content_key", "verdict", "compared", "relation",
            "matched", "status", "decided_by", "decided_at", "reason", "replaces", "carried_from",
            "taken_with",
        }
    )  # fmt: skip

    reading = models.ForeignKey(Reading, models.PROTECT, related_name="statements")
    snapshot = models.ForeignKey(Snapshot, models.PROTECT, related_name="statements")
    home = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    type = models.CharField(_("Art"), max_length=10, choices=StatementType)
    proposed = models.JSONField(_("vorgeschlagen"))
    amended = models.JSONField(_("geändert"), null=True, blank=True)
    quote = models.TextField(_("Wortlaut"))
    start = models.PositiveIntegerField(_("ab Zeichen"))
    end = models.PositiveIntegerField(_("bis Zeichen"))
    rule = models.CharField(_("Regel"), max_length=60)
    confidence = models.FloatField(
        _("Sicherheit"), validators=[MinValueValidator(0), MaxValueValidator(1)]
    )
    key = models.CharField(max_length=64, editable=False)
    content_key = models.CharField(max_length=64, editable=False)
    verdict = models.CharField(_("Vergleich"), max_length=12, choices=Verdict)
    compared = models.JSONField(_("Unterschiede"), default=dict, blank=True)
    relation = models.ForeignKey(
        Relation, models.PROTECT, verbose_name=_("Beziehung"), null=True, blank=True,
        related_name="statements",
    )  # fmt: skip
    matched = models.ForeignKey(
        Act, models.PROTECT, verbose_name=_("Akt"), null=True, blank=True, related_name="+"
    )
    status = models.CharField(
        _("Stand"), max_length=10, choices=StatementStatus, default=StatementStatus.WAITING
    )
    decided_by = models.ForeignKey(
        "accounts.User", models.PROTECT, verbose_name=_("entschieden von"), null=True, blank=True,
        related_name="+",
    )  # fmt: skip
    decided_at = models.DateTimeField(_("entschieden am"), null=True, blank=True)
    reason = models.TextField(_("Begründung"), blank=True)
    replaces = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )
    carried_from = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="carried_to"
    )
    taken_with = models.ForeignKey(
        Attempt, models.PROTECT, null=True, blank=True, related_name="taken_statements"
    )

    class Meta:
        verbose_name = _("Vorschlag")
        verbose_name_plural = _("Vorschläge")
        ordering = ("snapshot", "start", "id")
        indexes = [
            models.Index(fields=["home", "status", "verdict"], name="statement_by_status"),
            models.Index(fields=["snapshot", "content_key"], name="statement_by_content"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["snapshot", "home", "key"],
                name="statement_is_proposed_once",
                violation_error_code="key",
                violation_error_message=_(
                    "Dieser Vorschlag liegt schon vor. Laden Sie die Seite neu."
                ),
            ),
            models.CheckConstraint(
                condition=Q(start__lt=F("end")),
                name="statement_starts_before_it_ends",
                violation_error_code="start",
                violation_error_message=_(
                    "Ein Vorschlag braucht Worte, die ihn belegen. Wählen Sie eine Stelle im Text."
                ),
            ),
            models.CheckConstraint(
                condition=Q(status__in=DECIDED, decided_by__isnull=False, decided_at__isnull=False)
                | (
                    ~Q(status__in=DECIDED)
                    & Q(decided_by__isnull=True, decided_at__isnull=True)
                ),
                name="statement_is_decided_by_somebody_at_some_time",
                violation_error_code="status",
                violation_error_message=_(
                    "Es fehlt, wer wann entschieden hat. Melden Sie sich an und entscheiden Sie "
                    "noch einmal."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(status=StatementStatus.AMENDED) | Q(amended__isnull=False),
                name="statement_that_was_amended_says_how",
                violation_error_code="amended",
                violation_error_message=_(
                    "Es fehlt, was geändert wurde. Ändern Sie eine Angabe, oder nehmen Sie den "
                    "Vorschlag unverändert an."
                ),
            ),
            models.CheckConstraint(
                condition=Q(taken_with__isnull=True) | Q(status__in=TAKEN),
                name="statement_taken_with_a_table_is_taken",
                violation_error_code="taken_with",
                violation_error_message=_(
                    "Mit einer Tabelle übernommen ist nur, was angenommen ist. Laden Sie die Seite "
                    "neu."
                ),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.quote

    @property
    def values(self) -> dict[str, object]:
        """Return what holds: as amended, or else as proposed."""
        return dict(self.amended if self.amended is not None else self.proposed)


class Consequence(models.Model):
    """What accepting a statement did to the register: an act, a citation, an entry in the ledger.

    ``is_new`` says whether the act was recorded for it, or only cited once more. ``answer`` is what
    was added to a question that stood in the ledger, ``reopened`` that the question was settled
    until then. ``undone_at`` is when it was taken back; nothing is deleted, a further act or entry
    says so.
    """

    PUBLIC_FIELDS: ClassVar[frozenset[str]] = frozenset()
    INTERNAL_FIELDS: ClassVar = frozenset(
        {
            "id", "statement", "act", "disagreement", "answer", "reopened", "is_new", "undone_at",
        }
    )  # fmt: skip

    statement = models.ForeignKey(Statement, models.PROTECT, related_name="consequences")
    act = models.ForeignKey(
        Act, models.PROTECT, null=True, blank=True, related_name="consequence_of"
    )
    disagreement = models.ForeignKey(
        Disagreement, models.PROTECT, null=True, blank=True, related_name="consequence_of"
    )
    answer = models.ForeignKey(
        Position, models.PROTECT, null=True, blank=True, related_name="consequence_of"
    )
    reopened = models.BooleanField(default=False)
    is_new = models.BooleanField(default=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("Folge eines Vorschlags")
        verbose_name_plural = _("Folgen von Vorschlägen")
        ordering = ("statement", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(act__isnull=False, disagreement__isnull=True)
                | Q(act__isnull=True, disagreement__isnull=False),
                name="consequence_is_an_act_or_a_disagreement",
                violation_error_code="act",
                violation_error_message=_(
                    "Die Folge eines Vorschlags ist ein Akt oder ein Widerspruch, nicht beides. "
                    "Entscheiden Sie noch einmal."
                ),
            )
        ]

    def __str__(self) -> str:
        return str(self.act or self.disagreement)
