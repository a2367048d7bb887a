"""Requests, the steps they take, and how they are judged."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from weltoffen.accounts.models import User
from weltoffen.casework.enums import Channel, Language, Outcome, StepKind, Verdict, Wish
from weltoffen.casework.models.about import About
from weltoffen.casework.models.notes import AT_WORK
from weltoffen.records.enums import Role
from weltoffen.records.models import TAKEN_IDENTIFIER, Record

MOST_WEIGHT = 9


class Request(About, Record):
    """Something that somebody asks the office for.

    How it stands follows from its steps. Who asks is personal data: kept for ``purpose`` until
    ``delete_by``, then it is removed with the words of the letter, and the case itself stays.
    """

    RELATION_PATH: ClassVar = About.RELATION_PATH
    PUBLIC_FIELDS: ClassVar[frozenset[str]] = frozenset()
    INTERNAL_FIELDS: ClassVar = frozenset(
        {
            "id", "identifier", "owner", "unit", "review_by", "visibility", "made_from", "about",
            "relation", "subject", "wish", "channel", "received_on", "deadline", "language", "text",
            "sender_name", "sender_organisation", "sender_email", "sender_phone", "purpose",
            "delete_by", "forgotten_on", "recorded_at",
        }
    )  # fmt: skip
    PERSONAL_FIELDS: ClassVar = (
        "sender_name", "sender_organisation", "sender_email", "sender_phone", "text",
    )  # fmt: skip
    """What is removed on the day; the history says that these changed, and never how they read."""

    subject = models.CharField(
        _("Betreff"),
        max_length=160,
        help_text=_("Worum es geht, ohne Namen von Personen: Der Betreff bleibt stehen."),
    )
    wish = models.CharField(_("Anliegen"), max_length=12, choices=Wish)
    channel = models.CharField(_("Weg"), max_length=8, choices=Channel, default=Channel.MAIL)
    received_on = models.DateField(_("eingegangen am"))
    deadline = models.DateField(_("Frist"), null=True, blank=True)
    language = models.CharField(
        _("Sprache der Antwort"), max_length=2, choices=Language, default=Language.DE
    )
    text = models.TextField(_("Wortlaut"), blank=True)
    sender_name = models.CharField(_("Name"), max_length=160, blank=True)
    sender_organisation = models.CharField(_("Organisation"), max_length=160, blank=True)
    sender_email = models.EmailField(_("E-Mail"), blank=True)
    sender_phone = models.CharField(_("Telefon"), max_length=40, blank=True)
    purpose = models.CharField(_("Zweck der Angaben zur Person"), max_length=160)
    delete_by = models.DateField(_("Angaben zur Person löschen am"))
    forgotten_on = models.DateField(_("gelöscht am"), null=True, blank=True, editable=False)
    recorded_at = models.DateTimeField(_("erfasst"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("Anfrage")
        verbose_name_plural = _("Anfragen")
        ordering = ("-received_on", "-id")
        constraints = [
            models.CheckConstraint(
                condition=Q(visibility__in=AT_WORK),
                name="request_is_for_the_office_alone",
                violation_error_code="visibility",
                violation_error_message=_(
                    "Eine Anfrage ist nur für das Büro. Wählen Sie „intern“ oder „eingeschränkt“."
                ),
            ),
            models.CheckConstraint(
                condition=Q(deadline__isnull=True) | Q(deadline__gte=F("received_on")),
                name="request_is_due_after_it_came",
                violation_error_code="deadline",
                violation_error_message=_(
                    "Die Frist liegt vor dem Tag, an dem die Anfrage einging. Berichtigen Sie "
                    "einen der beiden Tage."
                ),
            ),
            models.CheckConstraint(
                condition=Q(delete_by__gt=F("received_on")),
                name="request_keeps_its_sender_for_a_while",
                violation_error_code="delete_by",
                violation_error_message=_(
                    "Die Angaben zur Person würden gelöscht, bevor die Anfrage einging. Geben Sie "
                    "einen späteren Tag an."
                ),
            ),
            models.CheckConstraint(
                condition=Q(forgotten_on__isnull=True)
                | Q(sender_name="", sender_organisation="", sender_email="", sender_phone="",
                    text=""),
                name="request_that_is_forgotten_names_nobody",
                violation_error_code="forgotten_on",
                violation_error_message=_(
                    "Die Angaben zur Person sind gelöscht und bleiben es. Legen Sie eine neue "
                    "Anfrage an, wenn sich dieselbe Person wieder meldet."
                ),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.subject


class RequestStep(models.Model):
    """One step of a request: who did what, when. Steps are added and never changed.

    ``text`` is a remark, the reason, or the answer as it was given; it is the only column that may
    be emptied, when the sender's data are removed. ``passed_to`` is the function that goes on.
    """

    PUBLIC_FIELDS: ClassVar[frozenset[str]] = frozenset()
    INTERNAL_FIELDS: ClassVar = frozenset(
        {"id", "request", "kind", "on", "at", "by", "text", "passed_to", "outcome"}
    )
    HELD_BY_TRIGGERS: ClassVar = {
        "requeststep_says_for_ever_what_was_done": (
            "",
            _(
                "Ein Schritt einer Anfrage ändert sich nie. Fügen Sie einen weiteren hinzu, der "
                "sagt, wie es richtig ist."
            ),
        ),
        "requeststep_is_never_deleted": (
            "",
            _("Ein Schritt einer Anfrage wird nie gelöscht. Fügen Sie einen weiteren hinzu."),
        ),
    }

    request = models.ForeignKey(
        Request, models.PROTECT, verbose_name=_("Anfrage"), related_name="steps"
    )
    kind = models.CharField(_("Schritt"), max_length=8, choices=StepKind)
    on = models.DateField(pgettext_lazy("im Kalender", "Tag"))
    at = models.DateTimeField(_("festgehalten"), default=timezone.now)
    by = models.ForeignKey(User, models.PROTECT, verbose_name=_("von"), related_name="+")
    text = models.TextField(_("Text"), blank=True)
    passed_to = models.CharField(_("weiter an"), max_length=16, choices=Role, blank=True)
    outcome = models.CharField(_("Ergebnis"), max_length=16, choices=Outcome, blank=True)

    class Meta:
        verbose_name = _("Schritt einer Anfrage")
        verbose_name_plural = _("Schritte einer Anfrage")
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=StepKind.CLOSE) ^ Q(outcome=""),
                name="step_has_an_outcome_where_it_closes",
                violation_error_code="outcome",
                violation_error_message=_(
                    "Ein Ergebnis gehört zum Abschluss und nur dahin. Wählen Sie beim Abschließen "
                    "aus, was aus dem Anliegen wurde."
                ),
            ),
            models.CheckConstraint(
                condition=Q(kind=StepKind.PASS_ON) ^ Q(passed_to=""),
                name="step_names_who_goes_on_where_it_passes_on",
                violation_error_code="passed_to",
                violation_error_message=_(
                    "Wer weitermacht, gehört zum Weitergeben und nur dahin. Wählen Sie beim "
                    "Weitergeben aus, an wen."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.request_id}: {self.get_kind_display()}"


class AnswerMail(models.Model):
    """That an answer is to go out by mail, and how far that is.

    ``begun_at`` is written before the server is spoken to, so that a killed worker never sends
    twice: what was begun and has no end is told to people, who look and decide.
    """

    PUBLIC_FIELDS: ClassVar[frozenset[str]] = frozenset()
    INTERNAL_FIELDS: ClassVar = frozenset(
        {"id", "step", "asked_at", "begun_at", "sent_at", "fault"}
    )

    step = models.OneToOneField(
        RequestStep,
        models.PROTECT,
        verbose_name=_("Schritt"),
        related_name="mail",
        error_messages={
            "unique": _("Diese Antwort geht schon hinaus. Sehen Sie bei der Anfrage nach.")
        },
    )
    asked_at = models.DateTimeField(_("beauftragt"), default=timezone.now)
    begun_at = models.DateTimeField(_("begonnen"), null=True, blank=True)
    sent_at = models.DateTimeField(_("verschickt"), null=True, blank=True)
    fault = models.TextField(_("Grund"), blank=True)

    class Meta:
        verbose_name = _("Antwort per E-Mail")
        verbose_name_plural = _("Antworten per E-Mail")
        constraints = [
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(begun_at__isnull=False, fault=""),
                name="answer_is_sent_after_it_was_begun",
                violation_error_code="sent_at",
                violation_error_message=_(
                    "Diese Antwort kann nicht verschickt sein, bevor es begann. Sagen Sie der "
                    "Administration Bescheid: Das Programm hat hier einen Fehler."
                ),
            )
        ]

    def __str__(self) -> str:
        return str(self.step)


class Criterion(models.Model):
    """A question by which requests of one kind are judged, and how much it weighs.

    A criterion is never deleted; one that no longer counts is retired, and what was judged by it
    stays.
    """

    PUBLIC_FIELDS: ClassVar[frozenset[str]] = frozenset()
    INTERNAL_FIELDS: ClassVar = frozenset(
        {"id", "identifier", "wish", "question", "weight", "is_retired"}
    )

    identifier = models.SlugField(
        _("Kennung"), max_length=96, unique=True, error_messages={"unique": TAKEN_IDENTIFIER}
    )
    wish = models.CharField(_("Anliegen"), max_length=12, choices=Wish)
    question = models.CharField(_("Frage"), max_length=200)
    weight = models.PositiveSmallIntegerField(
        _("Gewicht"),
        default=1,
        validators=[
            MinValueValidator(1, _("Ein Gewicht ist eine Zahl von 1 bis 9. Ändern Sie es.")),
            MaxValueValidator(
                MOST_WEIGHT, _("Ein Gewicht ist eine Zahl von 1 bis 9. Ändern Sie es.")
            ),
        ],
    )
    is_retired = models.BooleanField(_("gilt nicht mehr"), default=False)

    class Meta:
        verbose_name = _("Kriterium")
        verbose_name_plural = _("Kriterien")
        ordering = ("wish", "-weight", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(weight__gte=1, weight__lte=MOST_WEIGHT),
                name="criterion_weighs_something",
                violation_error_code="weight",
                violation_error_message=_("Ein Gewicht ist eine Zahl von 1 bis 9. Ändern Sie es."),
            ),
            models.UniqueConstraint(
                fields=["wish", "question"],
                name="criterion_is_asked_once_of_a_wish",
                violation_error_code="question",
                violation_error_message=_(
                    "Diese Frage gibt es zu diesem Anliegen schon. Ändern Sie das vorhandene "
                    "Kriterium."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.question


class Assessment(models.Model):
    """How far one request meets one criterion, and why. The sum is computed and kept nowhere."""

    PUBLIC_FIELDS: ClassVar[frozenset[str]] = frozenset()
    INTERNAL_FIELDS: ClassVar = frozenset(
        {"id", "request", "criterion", "verdict", "reason", "by", "at"}
    )

    request = models.ForeignKey(
        Request, models.PROTECT, verbose_name=_("Anfrage"), related_name="assessments"
    )
    criterion = models.ForeignKey(
        Criterion, models.PROTECT, verbose_name=_("Kriterium"), related_name="assessments"
    )
    verdict = models.CharField(_("Urteil"), max_length=8, choices=Verdict)
    reason = models.CharField(_("Begründung"), max_length=240, blank=True)
    by = models.ForeignKey(
        User, models.PROTECT, verbose_name=_("von"), related_name="+", editable=False
    )
    at = models.DateTimeField(_("beurteilt"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("Beurteilung")
        verbose_name_plural = _("Beurteilungen")
        ordering = ("criterion_id",)
        constraints = [
            models.UniqueConstraint(
                fields=["request", "criterion"],
                name="request_is_judged_once_by_a_criterion",
                violation_error_code="criterion",
                violation_error_message=_(
                    "Nach diesem Kriterium ist die Anfrage schon beurteilt. Ändern Sie das Urteil."
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.criterion_id}: {self.get_verdict_display()}"
