"""Tables on their way in: what their columns mean, and the file until its rows are taken."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from weltoffen.intake.enums import StatementType
from weltoffen.intake.models.runs import Attempt
from weltoffen.places.models import Municipality
from weltoffen.sources.enums import Publisher, SourceKind
from weltoffen.sources.models import Source


class ColumnMapping(models.Model):
    """What the columns below certain headings mean, as a person of a home municipality said.

    ``fingerprint`` is the digest of the headings, ``headings`` are their words. ``mapping`` are the
    values of a :class:`~weltoffen.intake.sheets.types.Layout` but for its rows.
    """

    PUBLIC_FIELDS: ClassVar[frozenset[str]] = frozenset()
    INTERNAL_FIELDS: ClassVar = frozenset(
        {"id", "home", "fingerprint", "headings", "mapping", "remembered_by", "remembered_at"}
    )

    home = models.ForeignKey(
        Municipality, models.PROTECT, verbose_name=_("diese Stadt"), related_name="+"
    )
    fingerprint = models.CharField(max_length=64, editable=False)
    headings = models.JSONField(_("Überschriften"))
    mapping = models.JSONField(_("Bedeutung der Spalten"))
    remembered_by = models.ForeignKey(
        "accounts.User", models.PROTECT, verbose_name=_("gemerkt von"), related_name="+"
    )
    remembered_at = models.DateTimeField(_("gemerkt am"))

    class Meta:
        verbose_name = _("Zuordnung von Spalten")
        verbose_name_plural = _("Zuordnungen von Spalten")
        ordering = ("-remembered_at", "-id")
        constraints = [
            models.UniqueConstraint(
                fields=["home", "fingerprint"],
                name="columns_of_the_same_headings_are_mapped_once",
                violation_error_code="fingerprint",
                violation_error_message=_(
                    "Für diese Überschriften ist schon eine Zuordnung gemerkt. Laden Sie die Seite "
                    "neu, und ändern Sie die vorhandene."
                ),
            )
        ]

    def __str__(self) -> str:
        return " | ".join(self.headings)


class SheetUpload(models.Model):
    """A file with a table that somebody is taking into the register, step by step.

    It holds the bytes between the steps and is deleted with them when the person is done, or a day
    after: they may contain what must not be kept, such as columns with people's names. What is kept
    of it is the extract that ``attempt`` read. ``sheet`` is the index of the table in the file;
    ``layout`` are the values of a :class:`~weltoffen.intake.sheets.types.Layout`, empty before
    anything was guessed; ``picks`` is which place was chosen, by the number of the row. ``plan`` is
    what is still to be accepted, row by row: start of the line, type of the statement that leads
    it, and whether the place is to be made as written. ``taken`` and ``left`` count rows that were
    taken and that wait. ``title`` is what its source shall be called; whose word it is
    (``publisher_side``), who answers for it and what kind of source it makes are blank until a
    person said so, and are asked of no table that ``revises`` a source.
    """

    PUBLIC_FIELDS: ClassVar[frozenset[str]] = frozenset()
    INTERNAL_FIELDS: ClassVar = frozenset(
        {
            "id", "home", "name", "claimed_type", "body", "uploaded_by", "uploaded_at", "sheet",
            "layout", "picks", "attempt", "plan", "taken", "left", "title", "publisher",
            "publisher_side", "source_kind", "revises",
        }
    )  # fmt: skip

    home = models.ForeignKey(
        Municipality, models.PROTECT, verbose_name=_("diese Stadt"), related_name="+"
    )
    name = models.CharField(_("Name der Datei"), max_length=255)
    claimed_type = models.CharField(_("angegebener Medientyp"), max_length=200, blank=True)
    body = models.BinaryField(editable=False)
    uploaded_by = models.ForeignKey(
        "accounts.User", models.PROTECT, verbose_name=_("hochgeladen von"), related_name="+"
    )
    uploaded_at = models.DateTimeField(_("hochgeladen am"))
    title = models.CharField(_("Titel der Quelle"), max_length=200, blank=True)
    publisher = models.CharField(_("Herausgeber"), max_length=120, blank=True)
    publisher_side = models.CharField(
        _("wessen Wort"), max_length=12, choices=Publisher, blank=True
    )
    source_kind = models.CharField(
        _("Art der Quelle"), max_length=16, choices=SourceKind, blank=True
    )
    revises = models.ForeignKey(
        Source, models.PROTECT, verbose_name=_("neue Fassung von"), null=True, blank=True,
        related_name="+",
    )  # fmt: skip
    sheet = models.PositiveSmallIntegerField(_("Blatt"), default=0)
    layout = models.JSONField(_("Bedeutung der Spalten"), default=dict, blank=True)
    picks = models.JSONField(_("gewählte Orte"), default=dict, blank=True)
    attempt = models.ForeignKey(
        Attempt, models.PROTECT, verbose_name=_("Leseversuch"), null=True, blank=True,
        related_name="+",
    )  # fmt: skip
    plan = models.JSONField(_("noch anzunehmen"), default=list, blank=True)
    taken = models.PositiveIntegerField(_("übernommen"), default=0)
    left = models.PositiveIntegerField(_("wartet"), default=0)

    class Meta:
        verbose_name = _("hochgeladene Tabelle")
        verbose_name_plural = _("hochgeladene Tabellen")
        ordering = ("-uploaded_at", "-id")
        constraints = [
            models.CheckConstraint(
                condition=~Q(name=""),
                name="uploaded_table_bears_the_name_of_its_file",
                violation_error_code="name",
                violation_error_message=_(
                    "Es fehlt der Name der Datei. Wählen Sie sie noch einmal aus."
                ),
            ),
            models.CheckConstraint(
                condition=Q(attempt__isnull=False) | Q(plan=[]),
                name="uploaded_table_is_read_before_rows_are_accepted",
                violation_error_code="plan",
                violation_error_message=_(
                    "Zeilen werden erst angenommen, wenn die Tabelle gelesen ist. Gehen Sie zur "
                    "Vorschau zurück."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def planned(self) -> int:
        """Return how many rows are still to be accepted; old plans name a row's acts as well."""
        return sum(type_ == StatementType.RELATION for _start, type_, _as_written in self.plan)

    @property
    def is_described(self) -> bool:
        """Say whether somebody said what it is: a newer version, or whose word and which kind."""
        return self.revises_id is not None or bool(
            self.title and self.publisher_side and self.source_kind
        )
