"""Acts, the passages that prove them, and who signed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from weltoffen.ground.problems import N_, Problem
from weltoffen.organisations.models import Office, Organisation
from weltoffen.places.models import Municipality
from weltoffen.records.enums import Visibility
from weltoffen.records.models import Record
from weltoffen.records.selectors import withdrawn_once
from weltoffen.relations.enums import ActKind, Axis, Phase, Side, Status
from weltoffen.relations.models.relation import Relation
from weltoffen.relations.rules.corrections import (
    replacing,
    revived_by_withdrawing,
    undone_unseen,
)
from weltoffen.sources.models import Passage

_WOULD_COUNT_AGAIN = N_(
    "Ohne diesen Akt würde öffentlich wieder „%(title)s“ (%(identifier)s) gelten, an dessen Stelle "
    "er getreten ist. Nehmen Sie zuerst jenen Akt aus der Öffentlichkeit, oder veröffentlichen Sie "
    "eine weitere Berichtigung."
)
_CORRECTED_ALREADY = N_(
    "Dieser Akt ist im Register schon berichtigt: An seiner Stelle steht „%(title)s“ "
    "(%(identifier)s). Veröffentlichen Sie zuerst jenen, oder nur jenen."
)
_UNDONE_UNSEEN = N_(
    "„%(title)s“ (%(identifier)s) ist als Irrtum gekennzeichnet und war nie öffentlich. Es gibt "
    "nichts richtigzustellen: Der Akt bleibt im Verlauf des Registers und wird nicht gezeigt."
)


def _axis(axis: Axis) -> models.CharField[str, str]:
    return models.CharField(axis.label, max_length=10, choices=Status, blank=True)


class Act(Record):
    """Something that happened between the two sides, or a source's word on how things stand.

    An act is written once. What it says never changes (the database refuses it); a mistake is
    mended by another act of the same relation that ``corrects`` it and stands in its place.

    ``on`` is an EDTF date. ``known_by`` is the day by which it had happened at the latest, where
    its date is not known but a source tells of it as done. ``earliest`` and ``latest`` are the
    days that follow from both. ``phase`` and the four axes say what the act changed, from its day
    on; blank means that it left that alone. ``term_until`` is the first day on which a limited
    bond no longer holds. ``planned_for`` is an EDTF date: for when a bond is planned.
    """

    PUBLIC_FIELDS: ClassVar = frozenset(
        {
            "identifier", "relation", "kind", "on", "known_by", "earliest", "latest", "side",
            "body", "place", "paper_number", "title", "note", "phase", "bond", "channel",
            "exchange", "civil", "wording", "term_until", "planned_for", "corrects", "recorded_at",
        }
    )  # fmt: skip
    RELATION_PATH: ClassVar = "relation__identifier"
    INTERNAL_FIELDS: ClassVar = frozenset(
        {"id", "owner", "unit", "review_by", "visibility", "made_from", "recorded_by"}
    )

    HELD_BY_TRIGGERS: ClassVar = {
        "act_says_for_ever_what_it_says": (
            "",
            _(
                "Was ein Akt sagt, ändert sich nie. Berichtigen Sie ihn: Ein neuer Akt tritt an "
                "seine Stelle, der alte bleibt im Verlauf sichtbar."
            ),
        ),
        "act_is_never_deleted": (
            "",
            _(
                "Ein Akt wird nie gelöscht. Hat er nicht stattgefunden, halten Sie das mit einer "
                "Rücknahme fest; der Akt bleibt im Verlauf sichtbar."
            ),
        ),
        "act_corrects_an_act_of_its_own_relation": (
            "corrects",
            _(
                "Der berichtigte Akt gehört zu einer anderen Beziehung. Wählen Sie einen Akt "
                "derselben Beziehung."
            ),
        ),
    }

    STAYS_WITH_MERGED: ClassVar = frozenset({"body"})
    """What an act says never changes, so a body that was merged is read through where it leads."""

    relation = models.ForeignKey(
        Relation, models.PROTECT, verbose_name=_("Beziehung"), related_name="acts"
    )
    kind = models.CharField(_("Art"), max_length=24, choices=ActKind)
    on = models.CharField(_("am"), max_length=40, default="XXXX")
    known_by = models.DateField(_("geschehen bis"), null=True, blank=True)
    earliest = models.DateField(editable=False)
    latest = models.DateField(editable=False)
    side = models.CharField(_("wer"), max_length=12, choices=Side, default=Side.UNKNOWN)
    body = models.ForeignKey(
        Organisation,
        models.PROTECT,
        verbose_name=_("Gremium oder Stelle"),
        null=True,
        blank=True,
        related_name="acts",
    )
    place = models.ForeignKey(
        Municipality, models.PROTECT, verbose_name=_("wo"), null=True, blank=True, related_name="+"
    )
    paper_number = models.CharField(_("Drucksachennummer"), max_length=40, blank=True)
    title = models.CharField(_("Was geschah"), max_length=240)
    note = models.TextField(_("Anmerkung"), blank=True)
    phase = models.CharField(_("Form danach"), max_length=16, choices=Phase, blank=True)
    bond = _axis(Axis.BOND)
    channel = _axis(Axis.CHANNEL)
    exchange = _axis(Axis.EXCHANGE)
    civil = _axis(Axis.CIVIL)
    wording = models.TextField(
        _("öffentliche Formulierung"),
        blank=True,
        help_text=_("Wie die Stadt den neuen Stand öffentlich sagt."),
    )
    term_until = models.DateField(
        _("befristet bis"),
        null=True,
        blank=True,
        help_text=_("Der erste Tag, an dem es nicht mehr gilt."),
    )
    planned_for = models.CharField(
        _("geplant für"),
        max_length=40,
        blank=True,
        default="",
        help_text=_("Nur bei einer geplanten Bindung: für wann, so genau wie bekannt."),
    )
    corrects = models.OneToOneField(
        "self",
        models.PROTECT,
        verbose_name=_("berichtigt"),
        null=True,
        blank=True,
        related_name="corrected_by",
        error_messages={
            "unique": _(
                "Dieser Akt ist schon berichtigt. Berichtigen Sie den Akt, der an seine Stelle "
                "getreten ist."
            )
        },
    )
    recorded_at = models.DateTimeField(_("erfasst am"))
    recorded_by = models.ForeignKey(
        "accounts.User", models.PROTECT, verbose_name=_("erfasst von"), related_name="+"
    )

    class Meta:
        verbose_name = _("Akt")
        verbose_name_plural = _("Akte")
        ordering = ("relation", "earliest", "latest", "id")
        indexes = [
            models.Index(fields=["latest", "id"], name="act_by_latest_day"),
            models.Index(fields=["kind"], name="act_by_kind"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(earliest__lte=F("latest")),
                name="act_ends_after_it_begins",
                violation_error_code="on",
                violation_error_message=_(
                    "Der Akt liegt nach dem Tag, bis zu dem er geschehen sein soll. Berichtigen "
                    "Sie eines von beiden."
                ),
            ),
            models.CheckConstraint(
                condition=Q(term_until__isnull=True) | Q(term_until__gt=F("earliest")),
                name="act_term_ends_after_the_act",
                violation_error_code="term_until",
                violation_error_message=_(
                    "Die Befristung endet, bevor der Akt beginnt. Geben Sie einen späteren Tag an."
                ),
            ),
            models.CheckConstraint(
                condition=Q(planned_for="") | Q(bond=Status.PLANNED),
                name="act_names_a_time_ahead_only_of_what_is_planned",
                violation_error_code="planned_for",
                violation_error_message=_(
                    "Für wann geplant ist, kann nur bei einer geplanten Bindung stehen. Wählen Sie "
                    "als förmliche Bindung „geplant“, oder lassen Sie die Zeit weg."
                ),
            ),
            models.CheckConstraint(
                condition=Q(corrects__isnull=True) | ~Q(corrects=F("id")),
                name="act_does_not_correct_itself",
                violation_error_code="corrects",
                violation_error_message=_(
                    "Ein Akt kann sich nicht selbst berichtigen. Wählen Sie den Akt, an dessen "
                    "Stelle dieser tritt."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(kind=ActKind.RETRACTION) | Q(corrects__isnull=False),
                name="act_that_retracts_names_what_it_retracts",
                violation_error_code="corrects",
                violation_error_message=_(
                    "Es fehlt, welcher Akt zurückgenommen wird. Wählen Sie den Akt, der nicht "
                    "stattgefunden hat."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(kind=ActKind.RETRACTION)
                | Q(phase="", bond="", channel="", exchange="", civil="", term_until__isnull=True),
                name="act_that_retracts_changes_nothing_itself",
                violation_error_code="kind",
                violation_error_message=_(
                    "Eine Rücknahme ändert selbst nichts. Lassen Sie weg, was der Akt ändern soll, "
                    "oder berichtigen Sie ihn stattdessen."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def problems_of_withdrawing(self) -> list[Problem]:
        """Say if what this act corrects would count again for the public, known to be wrong."""
        return self._about(revived_by_withdrawing(self.pk, self._chain()), _WOULD_COUNT_AGAIN)

    def problems_of_publishing(self) -> list[Problem]:
        """Say if another act stands in this one's place already, which the public does not see."""
        if self.pk in Act.undone_unseen(self.relation_id):
            return self._about(self.pk, _UNDONE_UNSEEN)
        return self._about(replacing(self.pk, self._chain()), _CORRECTED_ALREADY)

    @staticmethod
    def undone_unseen(relation: int) -> set[int]:
        """Return the acts of a relation that were taken back before anybody in public saw them."""
        acts = list(Act.objects.filter(relation_id=relation))
        if not any(act.kind == ActKind.RETRACTION for act in acts):
            return set()
        once = withdrawn_once(Act, acts)
        return undone_unseen(
            (
                act.pk, act.corrects_id, act.kind == ActKind.RETRACTION,
                act.visibility == Visibility.PUBLIC or act.pk in once,
            )
            for act in acts
        )  # fmt: skip

    def _chain(self) -> list[tuple[int, int | None, bool]]:
        acts = Act.objects.filter(relation_id=self.relation_id)
        return [
            (pk, corrects, visibility == Visibility.PUBLIC)
            for pk, corrects, visibility in acts.values_list("pk", "corrects_id", "visibility")
        ]

    @staticmethod
    def _about(act: int | None, sentence: str) -> list[Problem]:
        if act is None:
            return []
        found = Act.objects.get(pk=act)
        return [Problem("", sentence, {"identifier": found.identifier, "title": found.title})]


class Citation(models.Model):
    """That a passage proves an act."""

    PUBLIC_FIELDS: ClassVar = frozenset({"act", "passage"})
    INTERNAL_FIELDS: ClassVar = frozenset({"id"})

    HELD_BY_TRIGGERS: ClassVar = {
        "citation_says_for_ever_what_it_proves": (
            "",
            _(
                "Ein Beleg ändert sich nie. Berichtigen Sie den Akt und geben Sie dort die "
                "richtige Textstelle an."
            ),
        ),
        "citation_is_never_deleted": (
            "",
            _(
                "Ein Beleg wird nie gelöscht. Berichtigen Sie den Akt und lassen Sie die "
                "Textstelle dort weg."
            ),
        ),
    }

    act = models.ForeignKey(Act, models.PROTECT, related_name="citations")
    passage = models.ForeignKey(Passage, models.PROTECT, related_name="citations")

    class Meta:
        verbose_name = _("Beleg")
        verbose_name_plural = _("Belege")
        ordering = ("act", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["act", "passage"],
                name="citation_is_made_once",
                violation_error_code="passage",
                violation_error_message=_(
                    "Diese Textstelle belegt den Akt schon. Lassen Sie sie einmal stehen, oder "
                    "geben Sie eine andere an."
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.act}: {self.passage}"


class Signatory(models.Model):
    """Who signed, as the holder of an office; never a bare name.

    ``office`` is what the deed says and stays for ever. ``held_by`` is what the register knows
    besides: which person held that office then. It may be found later, and never shows in public.
    """

    PUBLIC_FIELDS: ClassVar = frozenset({"act", "side", "office", "position"})
    INTERNAL_FIELDS: ClassVar = frozenset({"id", "held_by"})

    HELD_BY_TRIGGERS: ClassVar = {
        "signatory_says_for_ever_who_signed": (
            "",
            _(
                "Wer unterzeichnet hat, ändert sich nie. Berichtigen Sie den Akt und geben Sie "
                "dort die richtige Stelle an."
            ),
        ),
        "signatory_is_never_deleted": (
            "",
            _(
                "Eine unterzeichnende Stelle wird nie gelöscht. Berichtigen Sie den Akt und lassen "
                "Sie sie dort weg."
            ),
        ),
    }

    act = models.ForeignKey(Act, models.PROTECT, related_name="signatories")
    side = models.CharField(_("wer"), max_length=12, choices=Side)
    office = models.CharField(_("Amt"), max_length=120)
    position = models.PositiveSmallIntegerField(_("Reihenfolge"))
    held_by = models.ForeignKey(
        Office,
        models.PROTECT,
        verbose_name=_("im Amt damals"),
        null=True,
        blank=True,
        related_name="signatures",
    )

    class Meta:
        verbose_name = _("Unterzeichnende Stelle")
        verbose_name_plural = _("Unterzeichnende Stellen")
        ordering = ("act", "position")
        constraints = [
            models.UniqueConstraint(
                fields=["act", "position"],
                name="signatory_position_is_used_once_per_act",
                violation_error_code="position",
                violation_error_message=_(
                    "An dieser Stelle der Reihenfolge steht schon jemand. Geben Sie jeder "
                    "unterzeichnenden Stelle einen eigenen Platz."
                ),
            )
        ]

    def __str__(self) -> str:
        return self.office
