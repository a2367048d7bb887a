"""The search for the pages of a section of a web site, and what it found."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from weltoffen.intake.enums import SurveyState
from weltoffen.places.models import Municipality
from weltoffen.sources.enums import Publisher, SourceKind


class SectionSurvey(models.Model):
    """A request to find the pages of a section; what is read of them, somebody chooses later.

    ``section`` and ``sitemap`` are as typed, the latter blank where it is to be looked for.
    ``publisher``, ``publisher_side`` and ``source_kind`` are kept for the run that may follow.
    ``pages`` are the addresses that a run can have, ``count`` says how many there are in all.
    ``is_complete`` is false where the maps name more than was read. ``notes`` and ``fault`` are
    sentences with their values, as an attempt has them.
    """

    PUBLIC_FIELDS: ClassVar[frozenset[str]] = frozenset()
    INTERNAL_FIELDS: ClassVar = frozenset(
        {
            "id", "home", "asked_by", "asked_at", "section", "sitemap", "publisher",
            "publisher_side", "source_kind", "state", "pages", "count", "is_complete", "notes",
            "fault", "ended_at",
        }
    )  # fmt: skip

    home = models.ForeignKey(
        Municipality, models.PROTECT, verbose_name=_("diese Stadt"), related_name="+"
    )
    asked_by = models.ForeignKey(
        "accounts.User", models.PROTECT, verbose_name=_("veranlasst von"), related_name="+"
    )
    asked_at = models.DateTimeField(_("veranlasst am"))
    section = models.TextField(_("Bereich"))
    sitemap = models.TextField(_("Sitemap"), blank=True)
    publisher = models.CharField(_("Herausgeber"), max_length=120, blank=True)
    publisher_side = models.CharField(
        _("wessen Wort"), max_length=12, choices=Publisher, default=Publisher.HOME
    )
    source_kind = models.CharField(
        _("Art der Quelle"), max_length=16, choices=SourceKind, default=SourceKind.WEB_PAGE
    )
    state = models.CharField(
        _("Stand"), max_length=10, choices=SurveyState, default=SurveyState.WAITING
    )
    pages = models.JSONField(_("Seiten"), default=list, blank=True)
    count = models.PositiveIntegerField(_("Seiten insgesamt"), default=0)
    is_complete = models.BooleanField(_("vollständig"), default=True)
    notes = models.JSONField(_("Hinweise"), default=list, blank=True)
    fault = models.JSONField(_("Fehler"), default=dict, blank=True)
    ended_at = models.DateTimeField(_("beendet"), null=True, blank=True)

    class Meta:
        verbose_name = _("Suche nach Seiten")
        verbose_name_plural = _("Suchen nach Seiten")
        ordering = ("-asked_at", "-id")
        constraints = [
            models.CheckConstraint(
                condition=~Q(section=""),
                name="survey_names_a_section",
                violation_error_code="section",
                violation_error_message=_(
                    "Es fehlt die Adresse des Bereichs. Kopieren Sie sie aus dem Browser."
                ),
            ),
            models.CheckConstraint(
                condition=Q(state=SurveyState.WAITING, ended_at__isnull=True)
                | (~Q(state=SurveyState.WAITING) & Q(ended_at__isnull=False)),
                name="survey_is_over_from_a_moment_on",
                violation_error_code="ended_at",
                violation_error_message=_(
                    "Eine Suche hat genau dann ein Ende, wenn sie beendet ist. Suchen Sie noch "
                    "einmal."
                ),
            ),
            models.CheckConstraint(
                condition=Q(state=SurveyState.DONE, count__gt=0) | Q(count=0),
                name="survey_found_pages_only_if_it_was_done",
                violation_error_code="count",
                violation_error_message=_(
                    "Nur eine Suche, die zu Ende ist, hat Seiten gefunden. Suchen Sie noch einmal."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.section
