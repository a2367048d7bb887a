"""Sources, snapshots and passages.

A snapshot and a passage never change, and nothing here is ever deleted: the database refuses it
(triggers in the third migration). Only a translation of our own rendering may be added later.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from weltoffen.records.models import Record
from weltoffen.sources.enums import Publisher, SourceKind, Standing


class Source(Record):
    """A page, paper, letter or deed that says something.

    ``content_date`` is the EDTF date of what it says (not of when we got it), as exact as known.
    """

    PUBLIC_FIELDS: ClassVar = frozenset(
        {
            "identifier", "kind", "standing", "publisher_side", "title", "publisher", "address",
            "paper_number", "content_date", "content_note", "language",
        }
    )  # fmt: skip
    INTERNAL_FIELDS: ClassVar = frozenset(
        {"id", "owner", "unit", "review_by", "visibility", "made_from"}
    )

    HELD_BY_TRIGGERS: ClassVar = {
        "source_is_never_deleted": (
            "",
            _(
                "Eine Quelle wird nie gelöscht. Soll die Öffentlichkeit sie nicht mehr sehen, "
                "machen Sie sie intern."
            ),
        ),
    }

    kind = models.CharField(_("Art"), max_length=16, choices=SourceKind)
    standing = models.CharField(_("Kenntnis"), max_length=10, choices=Standing)
    publisher_side = models.CharField(
        _("wessen Wort"), max_length=12, choices=Publisher, default=Publisher.THIRD
    )
    title = models.CharField(_("Titel"), max_length=200)
    publisher = models.CharField(_("Herausgeber"), max_length=120)
    address = models.CharField(_("Adresse"), max_length=500, blank=True)
    paper_number = models.CharField(_("Drucksachennummer"), max_length=40, blank=True)
    content_date = models.CharField(_("Stand des Inhalts"), max_length=40, default="XXXX")
    content_note = models.CharField(
        _("Bemerkung zum Stand"),
        max_length=300,
        blank=True,
        help_text=_("Woran man den Stand erkennt, wenn er nicht dasteht."),
    )
    language = models.CharField(_("Sprache"), max_length=12, default="de")

    class Meta:
        verbose_name = _("Quelle")
        verbose_name_plural = _("Quellen")
        ordering = ("identifier",)

    def __str__(self) -> str:
        return self.title


class Snapshot(models.Model):
    """What we received of a source, once and for ever.

    ``sha256`` is of the bytes as received. ``body`` is those bytes, or null where they are kept
    elsewhere; a source that nobody here has read word for word has a snapshot without hash.
    ``has_body`` is kept by the database, so that nobody has to read whole pages to know it.
    ``fetched_from`` is the address that gave the bytes in the end, null where nobody fetched them.
    ``follows`` is the snapshot that was the newest of its source when this one came.
    """

    PUBLIC_FIELDS: ClassVar = frozenset(
        {"source", "received_on", "media_type", "sha256", "has_body"}
    )
    INTERNAL_FIELDS: ClassVar = frozenset({"id", "body", "received_at", "fetched_from", "follows"})
    HELD_BY_TRIGGERS: ClassVar = {
        "snapshot_says_for_ever_what_was_received": (
            "",
            _("Eine Fassung ändert sich nie. Fügen Sie eine neue Fassung der Quelle hinzu."),
        ),
        "snapshot_is_never_deleted": (
            "",
            _(
                "Eine Fassung wird nie gelöscht. Fügen Sie eine neue hinzu; die alte bleibt, was "
                "sie war."
            ),
        ),
    }

    source = models.ForeignKey(
        Source, models.PROTECT, verbose_name=_("Quelle"), related_name="snapshots"
    )
    received_on = models.DateField(_("erhalten am"))
    media_type = models.CharField(_("Medientyp"), max_length=80, blank=True)
    sha256 = models.CharField(_("Prüfsumme (SHA-256)"), max_length=64, blank=True)
    body = models.BinaryField(null=True, blank=True, editable=False)
    received_at = models.DateTimeField(_("erhalten um"), null=True, blank=True)
    fetched_from = models.TextField(_("abgerufen von"), null=True, blank=True)
    follows = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("folgt auf"),
        null=True,
        blank=True,
        related_name="followed_by",
    )
    has_body = models.GeneratedField(
        expression=Q(body__isnull=False),  # type: ignore[arg-type] # the stubs forget Q
        output_field=models.BooleanField(),
        db_persist=True,
    )

    class Meta:
        verbose_name = _("Fassung")
        verbose_name_plural = _("Fassungen")
        ordering = ("source", "received_on", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["source", "sha256"],
                name="snapshot_of_a_source_is_kept_once",
                violation_error_code="sha256",
                violation_error_message=_(
                    "Diese Fassung der Quelle ist schon aufbewahrt. Verwenden Sie die vorhandene."
                ),
            ),
            models.CheckConstraint(
                condition=Q(sha256="", body__isnull=True) | Q(sha256__length=64),
                name="snapshot_with_a_body_has_its_hash",
                violation_error_code="sha256",
                violation_error_message=_(
                    "Die Prüfsumme der Fassung fehlt oder ist unvollständig: SHA-256 hat 64 "
                    "Zeichen. Lassen Sie sie weg, wenn Sie die Datei hochladen; sie wird dann "
                    "berechnet."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} ({self.received_on})"


class Sighting(models.Model):
    """That the bytes of a snapshot came once more of its source: what lay there then, it was.

    A page that returns to what it said before is no new snapshot; by this it is the newest again.
    There is one row a day, which knows the last time of it (ADR 0015).
    """

    PUBLIC_FIELDS: ClassVar[frozenset[str]] = frozenset()
    INTERNAL_FIELDS: ClassVar = frozenset({"id", "snapshot", "seen_on", "seen_at"})

    snapshot = models.ForeignKey(
        Snapshot, models.PROTECT, verbose_name=_("Fassung"), related_name="sightings"
    )
    seen_on = models.DateField(_("gesehen am"))
    seen_at = models.DateTimeField(_("gesehen um"))

    class Meta:
        verbose_name = _("Wiedersehen mit einer Fassung")
        verbose_name_plural = _("Wiedersehen mit Fassungen")
        ordering = ("snapshot", "seen_on")
        constraints = [
            models.UniqueConstraint(
                fields=["snapshot", "seen_on"],
                name="snapshot_is_seen_again_once_a_day",
                violation_error_code="seen_on",
                violation_error_message=_(
                    "Dass diese Fassung an diesem Tag noch da war, ist schon festgehalten. Es ist "
                    "nichts weiter zu tun."
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.snapshot}: {self.seen_on}"


class Rendering(models.Model):
    """The text of a snapshot, on which the positions of passages count; made once and for ever.

    ``opened_by`` names what made it out of the bytes, with its version. A snapshot of plain text
    has the decoded text; one whose bytes are kept elsewhere can still have its text here.
    """

    PUBLIC_FIELDS: ClassVar[frozenset[str]] = frozenset()
    INTERNAL_FIELDS: ClassVar = frozenset({"id", "snapshot", "text", "language", "opened_by"})
    HELD_BY_TRIGGERS: ClassVar = {
        "rendering_says_for_ever_what_was_read": (
            "",
            _(
                "Der Text einer Fassung ändert sich nie: Stellen in ihm sind Belege. Fügen Sie "
                "eine neue Fassung der Quelle hinzu."
            ),
        ),
        "rendering_is_never_deleted": (
            "",
            _("Der Text einer Fassung wird nie gelöscht: Stellen in ihm sind Belege."),
        ),
    }

    snapshot = models.OneToOneField(
        Snapshot,
        models.PROTECT,
        verbose_name=_("Fassung"),
        related_name="rendering",
        error_messages={
            "unique": _("Diese Fassung hat schon ihren Text. Verwenden Sie den vorhandenen.")
        },
    )
    text = models.TextField(_("Text"))
    language = models.CharField(_("Sprache"), max_length=12, blank=True)
    opened_by = models.CharField(_("gelesen mit"), max_length=40)

    class Meta:
        verbose_name = _("Text einer Fassung")
        verbose_name_plural = _("Texte von Fassungen")
        ordering = ("snapshot",)
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""),
                name="rendering_has_words",
                violation_error_code="text",
                violation_error_message=_(
                    "Die Fassung hat keinen Text. Laden Sie eine Datei hoch, aus der sich Text "
                    "lesen lässt."
                ),
            )
        ]

    def __str__(self) -> str:
        return str(self.snapshot)


class Passage(models.Model):
    """Words that prove something: quoted exactly, or rendered in our own words.

    ``start`` and ``end`` are character offsets into the snapshot's text (``end`` exclusive), known
    only for exact quotes. ``gist`` says in our words what a source reports whose wording is not at
    hand; ``locator`` is where in it ("Seite 3", "Absatz Geschichte").
    """

    PUBLIC_FIELDS: ClassVar = frozenset({"snapshot", "quote", "start", "end", "gist", "locator"})
    INTERNAL_FIELDS: ClassVar = frozenset({"id"})
    HELD_BY_TRIGGERS: ClassVar = {
        "passage_says_for_ever_what_it_says": (
            "",
            _("Eine Textstelle ändert sich nie. Fügen Sie eine neue Textstelle hinzu."),
        ),
        "passage_is_never_deleted": (
            "",
            _(
                "Eine Textstelle wird nie gelöscht. Fügen Sie die richtige hinzu und berichtigen "
                "Sie, was sie belegt."
            ),
        ),
    }

    snapshot = models.ForeignKey(
        Snapshot, models.PROTECT, verbose_name=_("Fassung"), related_name="passages"
    )
    quote = models.TextField(_("Wortlaut"), blank=True)
    start = models.PositiveIntegerField(_("ab Zeichen"), null=True, blank=True)
    end = models.PositiveIntegerField(_("bis Zeichen"), null=True, blank=True)
    gist = models.TextField(_("sinngemäß"), blank=True)
    locator = models.CharField(_("Fundstelle"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("Textstelle")
        verbose_name_plural = _("Textstellen")
        ordering = ("snapshot", "start", "id")
        constraints = [
            models.CheckConstraint(
                condition=~Q(quote="") | ~Q(gist=""),
                name="passage_quotes_or_renders_something",
                violation_error_code="quote",
                violation_error_message=_(
                    "Die Textstelle ist leer. Geben Sie den Wortlaut an, oder sinngemäß in eigenen "
                    "Worten, was die Quelle sagt."
                ),
            ),
            models.CheckConstraint(
                condition=Q(start__isnull=True, end__isnull=True) | Q(start__lt=F("end")),
                name="passage_starts_before_it_ends",
                violation_error_code="start",
                violation_error_message=_(
                    "Die Textstelle endet, bevor sie beginnt. Berichtigen Sie, ab welchem Zeichen "
                    "sie steht."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.quote or self.gist
