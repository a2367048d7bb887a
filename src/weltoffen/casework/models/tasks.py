"""Tasks of the office."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from weltoffen.accounts.models import User
from weltoffen.casework.enums import Priority, Repeat
from weltoffen.casework.models.about import About
from weltoffen.casework.models.notes import AT_WORK
from weltoffen.records.models import Record


class Task(About, Record):
    """Something that somebody in a function has to do, mostly until a day.

    ``owner`` is the function that does it, ``assignee`` the account that took it on. ``cause``
    names what gave rise to the task where no person did (``unknown:relations.act:…``): it makes
    one task, however often it is found. ``follows`` is the task of the year before.
    """

    RELATION_PATH: ClassVar = About.RELATION_PATH
    PUBLIC_FIELDS: ClassVar[frozenset[str]] = frozenset()
    INTERNAL_FIELDS: ClassVar = frozenset(
        {
            "id", "identifier", "owner", "unit", "review_by", "visibility", "made_from", "about",
            "relation", "title", "text", "due", "assignee", "priority", "repeat", "cause",
            "follows", "planned_at", "done_on", "done_by",
        }
    )  # fmt: skip

    title = models.CharField(_("Aufgabe"), max_length=160)
    text = models.TextField(_("Was dazu zu sagen ist"), blank=True)
    due = models.DateField(_("fällig am"), null=True, blank=True)
    assignee = models.ForeignKey(
        User,
        models.PROTECT,
        verbose_name=_("übernommen von"),
        null=True,
        blank=True,
        related_name="+",
    )
    priority = models.CharField(
        _("Dringlichkeit"), max_length=8, choices=Priority, default=Priority.NORMAL
    )
    repeat = models.CharField(_("kommt wieder"), max_length=8, choices=Repeat, default=Repeat.NEVER)
    cause = models.CharField(
        _("Anlass"),
        max_length=200,
        unique=True,
        null=True,
        blank=True,
        editable=False,
        error_messages={
            "unique": _("Zu diesem Anlass gibt es schon eine Aufgabe. Öffnen Sie die vorhandene.")
        },
    )
    follows = models.OneToOneField(
        "self",
        models.PROTECT,
        verbose_name=_("folgt auf"),
        null=True,
        blank=True,
        editable=False,
        related_name="followed_by",
        error_messages={
            "unique": _(
                "Die Aufgabe für das nächste Jahr gibt es schon. Öffnen Sie die vorhandene."
            )
        },
    )
    planned_at = models.DateTimeField(_("angelegt"), default=timezone.now, editable=False)
    done_on = models.DateField(_("erledigt am"), null=True, blank=True, editable=False)
    done_by = models.ForeignKey(
        User,
        models.PROTECT,
        verbose_name=_("erledigt von"),
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )

    class Meta:
        verbose_name = _("Aufgabe")
        verbose_name_plural = _("Aufgaben")
        ordering = ("due", "id")
        indexes = [
            models.Index(
                fields=["due", "id"], name="task_open_by_due", condition=Q(done_on__isnull=True)
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(visibility__in=AT_WORK),
                name="task_is_for_the_office_alone",
                violation_error_code="visibility",
                violation_error_message=_(
                    "Eine Aufgabe ist nur für das Büro. Wählen Sie „intern“ oder „eingeschränkt“."
                ),
            ),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True, done_by__isnull=True)
                | Q(done_on__isnull=False, done_by__isnull=False),
                name="task_is_done_by_somebody",
                violation_error_code="done_on",
                violation_error_message=_(
                    "Zu einer erledigten Aufgabe gehört, wer sie erledigt hat. Haken Sie sie noch "
                    "einmal ab."
                ),
            ),
            models.CheckConstraint(
                condition=Q(repeat=Repeat.NEVER) | Q(due__isnull=False),
                name="task_that_comes_again_has_a_day",
                violation_error_code="due",
                violation_error_message=_(
                    "Eine Aufgabe, die jedes Jahr wiederkommt, braucht einen Tag. Geben Sie an, "
                    "wann sie fällig ist."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.title
