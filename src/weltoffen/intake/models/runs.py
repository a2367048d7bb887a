"""What somebody asked to be read, and what became of each address or file."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from weltoffen.intake.enums import AttemptState
from weltoffen.intake.rules.receiving import UNNAMED
from weltoffen.places.models import Municipality
from weltoffen.sources.enums import Publisher, SourceKind
from weltoffen.sources.models import Snapshot, Source

_READ = (AttemptState.READ, AttemptState.UNCHANGED)


class Run(models.Model):
    """A request to read addresses or files for one home municipality.

    How far it is, its attempts say. ``publisher`` is who answers for what is read, and
    ``publisher_side`` whose word it is; ``source_kind`` is what kind of source it makes.
    """

    PUBLIC_FIELDS: ClassVar[frozenset[str]] = frozenset()
    INTERNAL_FIELDS: ClassVar = frozenset(
        {
            "id", "home", "asked_by", "asked_at", "publisher", "publisher_side", "source_kind",
            "cancelled_at",
        }
    )  # fmt: skip

    home = models.ForeignKey(
        Municipality, models.PROTECT, verbose_name=_("diese Stadt"), related_name="intake_runs"
    )
    asked_by = models.ForeignKey(
        "accounts.User", models.PROTECT, verbose_name=_("veranlasst von"), related_name="+"
    )
    asked_at = models.DateTimeField(_("veranlasst am"))
    publisher = models.CharField(_("Herausgeber"), max_length=120, blank=True)
    publisher_side = models.CharField(
        _("wessen Wort"), max_length=12, choices=Publisher, default=Publisher.HOME
    )
    source_kind = models.CharField(
        _("Art der Quelle"), max_length=16, choices=SourceKind, default=SourceKind.WEB_PAGE
    )
    cancelled_at = models.DateTimeField(_("abgebrochen am"), null=True, blank=True)

    class Meta:
        verbose_name = _("Lesevorgang")
        verbose_name_plural = _("Lesevorgänge")
        ordering = ("-asked_at", "-id")

    def __str__(self) -> str:
        return f"{self.home} {self.asked_at:%Y-%m-%d %H:%M}"


class Attempt(models.Model):
    """One address or file of a run, and what became of it.

    ``address`` is what was asked for, blank for a file; ``name`` is the file's. ``title`` is what
    somebody wants the source to be called, blank where its own words say it. ``pending`` are the
    bytes of an upload until they have been read or refused; they stay nowhere else. A failed
    attempt has its ``fault`` (a German sentence and its values) and no snapshot. ``notes`` are such
    sentences about what was read. ``etag`` and ``last_modified`` are what the next fetch asks with.
    ``revises`` is the source of which the bytes are said to be a newer version.
    """

    PUBLIC_FIELDS: ClassVar[frozenset[str]] = frozenset()
    INTERNAL_FIELDS: ClassVar = frozenset(
        {
            "id", "run", "position", "address", "name", "title", "pending", "claimed_type",
            "revises", "state", "snapshot", "fault", "notes", "answered_by", "etag",
            "last_modified", "began_at", "ended_at", "found", "fresh",
        }
    )  # fmt: skip

    run = models.ForeignKey(Run, models.PROTECT, related_name="attempts")
    position = models.PositiveIntegerField(_("Reihenfolge"))
    address = models.TextField(_("Adresse"), blank=True)
    name = models.CharField(_("Name der Datei"), max_length=255, blank=True)
    title = models.CharField(_("gegebener Titel"), max_length=200, blank=True)
    pending = models.BinaryField(null=True, blank=True, editable=False)
    claimed_type = models.CharField(_("angegebener Medientyp"), max_length=200, blank=True)
    revises = models.ForeignKey(
        Source, models.PROTECT, verbose_name=_("neue Fassung von"), null=True, blank=True,
        related_name="+",
    )  # fmt: skip
    state = models.CharField(
        _("Stand"), max_length=10, choices=AttemptState, default=AttemptState.WAITING
    )
    snapshot = models.ForeignKey(
        Snapshot, models.PROTECT, verbose_name=_("Fassung"), null=True, blank=True,
        related_name="attempts",
    )  # fmt: skip
    fault = models.JSONField(_("Fehler"), default=dict, blank=True)
    notes = models.JSONField(_("Hinweise"), default=list, blank=True)
    answered_by = models.TextField(_("geantwortet hat"), blank=True)
    etag = models.TextField(blank=True)
    last_modified = models.CharField(max_length=64, blank=True)
    began_at = models.DateTimeField(_("begonnen"), null=True, blank=True)
    ended_at = models.DateTimeField(_("beendet"), null=True, blank=True)
    found = models.PositiveIntegerField(_("gefunden"), default=0)
    fresh = models.PositiveIntegerField(_("davon neu zu prüfen"), default=0)

    class Meta:
        verbose_name = _("Leseversuch")
        verbose_name_plural = _("Leseversuche")
        ordering = ("run", "position")
        constraints = [
            models.UniqueConstraint(
                fields=["run", "position"],
                name="attempt_has_its_own_place_in_a_run",
                violation_error_code="position",
                violation_error_message=_(
                    "An dieser Stelle des Lesevorgangs steht schon etwas. Laden Sie die Seite neu."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(address="") | ~Q(name=""),
                name="attempt_names_an_address_or_a_file",
                violation_error_code="address",
                violation_error_message=_(
                    "Es fehlt, was gelesen werden soll. Geben Sie eine Adresse oder eine Datei an."
                ),
            ),
            models.CheckConstraint(
                condition=Q(state__in=_READ, snapshot__isnull=False)
                | (~Q(state__in=_READ) & Q(snapshot__isnull=True)),
                name="attempt_has_a_snapshot_exactly_if_it_was_read",
                violation_error_code="snapshot",
                violation_error_message=_(
                    "Was gelesen wurde, hat eine Fassung, und nur das. Lesen Sie es noch einmal."
                ),
            ),
            models.CheckConstraint(
                condition=Q(state=AttemptState.WAITING) | Q(pending__isnull=True),
                name="attempt_keeps_bytes_only_while_it_waits",
                violation_error_code="state",
                violation_error_message=_(
                    "Eine hochgeladene Datei bleibt nur, bis sie gelesen ist. Laden Sie sie noch "
                    "einmal hoch."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.address or (gettext(UNNAMED) if self.name == UNNAMED else self.name)
