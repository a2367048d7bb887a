"""Jobs and the schedule of those that come again."""

from __future__ import annotations

from typing import ClassVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from weltoffen.accounts.models import User
from weltoffen.jobs.enums import OVER, State


class Job(models.Model):
    """One piece of work that somebody asked for.

    ``kind`` names what the registry knows how to do with ``arguments``. ``attempts`` counts how
    often it was begun and never falls: together with the key it names one holder of the lease, so
    that a worker that was thought dead cannot write into what another one does now. ``allowed`` is
    how often it may be begun. ``note`` and ``fault`` are German sentences with places that
    ``note_values`` and ``fault_values`` fill, for people; ``trace`` is for those who mend programs.
    """

    PUBLIC_FIELDS: ClassVar[frozenset[str]] = frozenset()
    INTERNAL_FIELDS: ClassVar = frozenset(
        {
            "id", "kind", "arguments", "asked_by", "asked_at", "not_before", "started_at",
            "ended_at", "state", "done", "total", "note", "note_values", "cancel_asked_at",
            "attempts", "allowed", "worker", "leased_until", "fault", "fault_values", "trace",
        }
    )  # fmt: skip

    kind = models.CharField(_("Art"), max_length=80)
    arguments = models.JSONField(_("Angaben"), default=dict, blank=True, encoder=DjangoJSONEncoder)
    asked_by = models.ForeignKey(
        User, models.PROTECT, verbose_name=_("beauftragt von"), related_name="+"
    )
    asked_at = models.DateTimeField(_("beauftragt"))
    not_before = models.DateTimeField(_("nicht vor"))
    started_at = models.DateTimeField(_("begonnen"), null=True, blank=True)
    ended_at = models.DateTimeField(_("beendet"), null=True, blank=True)
    state = models.CharField(_("Stand"), max_length=10, choices=State, default=State.WAITING)
    done = models.PositiveIntegerField(_("erledigt"), default=0)
    total = models.PositiveIntegerField(_("insgesamt"), null=True, blank=True)
    note = models.CharField(_("Fortschritt"), max_length=300, blank=True)
    note_values = models.JSONField(default=dict, blank=True, encoder=DjangoJSONEncoder)
    cancel_asked_at = models.DateTimeField(_("Abbruch verlangt"), null=True, blank=True)
    attempts = models.PositiveIntegerField(_("Versuche"), default=0)
    allowed = models.PositiveIntegerField(_("erlaubte Versuche"), default=1)
    worker = models.CharField(_("Arbeitsprozess"), max_length=80, blank=True)
    leased_until = models.DateTimeField(_("vergeben bis"), null=True, blank=True)
    fault = models.TextField(_("Fehler"), blank=True)
    fault_values = models.JSONField(default=dict, blank=True, encoder=DjangoJSONEncoder)
    trace = models.TextField(_("Fehlerspur"), blank=True)

    class Meta:
        verbose_name = _("Auftrag")
        verbose_name_plural = _("Aufträge")
        ordering = ("-asked_at", "-id")
        indexes = [
            models.Index(fields=["-asked_at", "-id"], name="job_newest"),
            models.Index(
                fields=["not_before", "id"],
                name="job_waiting",
                condition=Q(state=State.WAITING),
            ),
            models.Index(
                fields=["leased_until"], name="job_running", condition=Q(state=State.RUNNING)
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=State.values),
                name="job_stands_as_jobs_can",
                violation_error_code="state",
                violation_error_message=_(
                    "Einen solchen Stand kann ein Auftrag nicht haben. Sagen Sie der "
                    "Administration Bescheid: Das Programm hat hier einen Fehler."
                ),
            ),
            models.CheckConstraint(
                condition=(
                    Q(state=State.RUNNING, leased_until__isnull=False, started_at__isnull=False)
                    & ~Q(worker="")
                )
                | (~Q(state=State.RUNNING) & Q(leased_until__isnull=True, worker="")),
                name="job_runs_under_a_lease_and_only_then",
                violation_error_code="leased_until",
                violation_error_message=_(
                    "Ein Auftrag läuft genau dann, wenn er an einen Arbeitsprozess vergeben ist. "
                    "Sagen Sie der Administration Bescheid: Das Programm hat hier einen Fehler."
                ),
            ),
            models.CheckConstraint(
                condition=Q(state__in=OVER, ended_at__isnull=False)
                | (~Q(state__in=OVER) & Q(ended_at__isnull=True)),
                name="job_is_over_from_a_moment_on",
                violation_error_code="ended_at",
                violation_error_message=_(
                    "Ein Auftrag hat genau dann ein Ende, wenn er beendet ist. Sagen Sie der "
                    "Administration Bescheid: Das Programm hat hier einen Fehler."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(state=State.FAILED) | ~Q(fault=""),
                name="job_fails_with_a_sentence",
                violation_error_code="fault",
                violation_error_message=_(
                    "Zu einem gescheiterten Auftrag fehlt der Grund. Sagen Sie der "
                    "Administration Bescheid: Das Programm hat hier einen Fehler."
                ),
            ),
            models.CheckConstraint(
                condition=Q(total__isnull=True) | Q(done__lte=F("total")),
                name="job_does_no_more_than_there_is",
                violation_error_code="done",
                violation_error_message=_(
                    "Es ist mehr erledigt, als es zu tun gibt. Sagen Sie der "
                    "Administration Bescheid: Das Programm hat hier einen Fehler."
                ),
            ),
            models.CheckConstraint(
                condition=Q(attempts__lte=F("allowed")),
                name="job_is_begun_as_often_as_it_may_be",
                violation_error_code="attempts",
                violation_error_message=_(
                    "Der Auftrag wurde öfter begonnen als erlaubt. Sagen Sie der "
                    "Administration Bescheid: Das Programm hat hier einen Fehler."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Presence(models.Model):
    """That a worker lives, since when, and when it last said so. Of this moment only."""

    PUBLIC_FIELDS: ClassVar[frozenset[str]] = frozenset()
    INTERNAL_FIELDS: ClassVar = frozenset({"id", "worker", "began_at", "seen_at"})

    worker = models.CharField(
        _("Arbeitsprozess"),
        max_length=80,
        unique=True,
        error_messages={
            "unique": _(
                "Ein Arbeitsprozess dieses Namens meldet sich schon. Geben Sie dem neuen einen "
                "anderen."
            )
        },
    )
    began_at = models.DateTimeField(_("gestartet"))
    seen_at = models.DateTimeField(_("zuletzt gemeldet"))

    class Meta:
        verbose_name = _("Arbeitsprozess")
        verbose_name_plural = _("Arbeitsprozesse")
        ordering = ("-seen_at", "worker")

    def __str__(self) -> str:
        return self.worker


class Schedule(models.Model):
    """When a kind of work that comes again is due next; how often it comes, the registry says."""

    PUBLIC_FIELDS: ClassVar[frozenset[str]] = frozenset()
    INTERNAL_FIELDS: ClassVar = frozenset({"id", "kind", "due"})

    kind = models.CharField(
        _("Art"),
        max_length=80,
        unique=True,
        error_messages={
            "unique": _(
                "Diese Arbeit steht schon im Zeitplan. Ändern Sie den Eintrag, den es gibt."
            )
        },
    )
    due = models.DateTimeField(_("fällig"))

    class Meta:
        verbose_name = _("Eintrag im Zeitplan")
        verbose_name_plural = _("Zeitplan")
        ordering = ("due",)

    def __str__(self) -> str:
        return self.kind
