"""Notes of the office, and comments on records."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from weltoffen.accounts.models import User
from weltoffen.casework.enums import NoteKind
from weltoffen.casework.models.about import About
from weltoffen.records.enums import Visibility
from weltoffen.records.models import Record

AT_WORK = (Visibility.INTERNAL, Visibility.RESTRICTED)
"""Who may see what only the office is busy with."""


class Note(About, Record):
    """What the office noted about a record: a call, a letter, a meeting, a thought."""

    RELATION_PATH: ClassVar = About.RELATION_PATH
    PUBLIC_FIELDS: ClassVar[frozenset[str]] = frozenset()
    INTERNAL_FIELDS: ClassVar = frozenset(
        {
            "id", "identifier", "owner", "unit", "review_by", "visibility", "made_from", "about",
            "relation", "kind", "on", "topic", "text", "spoken_with", "written_by", "written_at",
        }
    )  # fmt: skip

    kind = models.CharField(_("Art"), max_length=10, choices=NoteKind)
    on = models.DateField(pgettext_lazy("im Kalender", "Tag"))
    topic = models.CharField(_("Thema"), max_length=160)
    text = models.TextField(_("Text"), blank=True)
    spoken_with = models.CharField(_("mit wem"), max_length=160, blank=True)
    written_by = models.ForeignKey(
        User, models.PROTECT, verbose_name=_("geschrieben von"), related_name="+", editable=False
    )
    written_at = models.DateTimeField(_("geschrieben"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("Notiz")
        verbose_name_plural = _("Notizen")
        ordering = ("-on", "-id")
        constraints = [
            models.CheckConstraint(
                condition=Q(visibility__in=AT_WORK),
                name="note_is_for_the_office_alone",
                violation_error_code="visibility",
                violation_error_message=_(
                    "Eine Notiz ist nur für das Büro. Wählen Sie „intern“ oder „eingeschränkt“."
                ),
            ),
            models.CheckConstraint(
                condition=Q(about__contains=":"),
                name="note_is_about_a_record",
                violation_error_code="about",
                violation_error_message=_(
                    "Eine Notiz gehört zu einem Eintrag. Öffnen Sie den Eintrag, und fügen Sie sie "
                    "dort hinzu."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.topic


class Comment(About, Record):
    """What somebody says to a record, also a guest of a partner city. Its words never change."""

    RELATION_PATH: ClassVar = About.RELATION_PATH
    PUBLIC_FIELDS: ClassVar[frozenset[str]] = frozenset()
    INTERNAL_FIELDS: ClassVar = frozenset(
        {
            "id", "identifier", "owner", "unit", "review_by", "visibility", "made_from", "about",
            "relation", "text", "written_by", "written_at", "answer", "answered_by", "answered_at",
            "withdrawn_at",
        }
    )  # fmt: skip
    HELD_BY_TRIGGERS: ClassVar = {
        "comment_says_for_ever_what_it_says": (
            "",
            _(
                "Der Wortlaut eines Kommentars ändert sich nie. Ziehen Sie ihn zurück, und "
                "schreiben Sie einen neuen."
            ),
        ),
        "comment_is_never_deleted": (
            "",
            _("Ein Kommentar wird nie gelöscht. Wer ihn schrieb, kann ihn zurückziehen."),
        ),
    }

    text = models.TextField(_("Kommentar"))
    written_by = models.ForeignKey(
        User, models.PROTECT, verbose_name=_("geschrieben von"), related_name="+", editable=False
    )
    written_at = models.DateTimeField(_("geschrieben"), default=timezone.now, editable=False)
    answer = models.TextField(_("Antwort"), blank=True)
    answered_by = models.ForeignKey(
        User,
        models.PROTECT,
        verbose_name=_("beantwortet von"),
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )
    answered_at = models.DateTimeField(_("beantwortet"), null=True, blank=True, editable=False)
    withdrawn_at = models.DateTimeField(_("zurückgezogen"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("Kommentar")
        verbose_name_plural = _("Kommentare")
        ordering = ("-written_at", "-id")
        constraints = [
            models.CheckConstraint(
                condition=~Q(visibility=Visibility.PUBLIC),
                name="comment_is_never_public",
                violation_error_code="visibility",
                violation_error_message=_(
                    "Ein Kommentar ist nie öffentlich. Wählen Sie, ob ihn auch die Partnerstadt "
                    "sieht."
                ),
            ),
            models.CheckConstraint(
                condition=Q(about__contains=":"),
                name="comment_is_about_a_record",
                violation_error_code="about",
                violation_error_message=_(
                    "Ein Kommentar gehört zu einem Eintrag. Öffnen Sie den Eintrag, und schreiben "
                    "Sie ihn dort."
                ),
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_by__isnull=True, answered_at__isnull=True)
                | (~Q(answer="") & Q(answered_by__isnull=False, answered_at__isnull=False)),
                name="comment_is_answered_by_somebody_in_words",
                violation_error_code="answer",
                violation_error_message=_(
                    "Zu einer Antwort gehören ihre Worte und wer sie gab. Schreiben Sie die "
                    "Antwort noch einmal."
                ),
            ),
        ]

    def __str__(self) -> str:
        if self.withdrawn_at is not None:
            return gettext("zurückgezogener Kommentar")
        return Truncator(self.text).chars(60)
