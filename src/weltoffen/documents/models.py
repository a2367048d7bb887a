"""Documents and pictures: Wagtail's, with what every record carries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage, AbstractRendition

from weltoffen.documents.enums import FileKind
from weltoffen.documents.rules.formats import ending_for
from weltoffen.ground.problems import N_, Problem
from weltoffen.records.models import Record

_NO_ALT = N_(
    "Dem Bild fehlt der Alternativtext auf Deutsch. Beschreiben Sie in einem Satz, was zu sehen "
    "ist; danach können Sie es veröffentlichen."
)
_NO_AUTHOR = N_(
    "Es fehlt, wer das Bild gemacht hat. Tragen Sie Urheberin oder Urheber ein; danach können Sie "
    "es veröffentlichen."
)
_NO_LICENCE = N_(
    "Es fehlt, unter welcher Lizenz oder mit welcher Erlaubnis das Bild gezeigt werden darf. "
    "Tragen Sie sie ein; danach können Sie es veröffentlichen."
)
_NO_FILE = N_(
    "Zu „%(title)s“ liegt keine geprüfte Datei vor. Laden Sie die Datei als neue Fassung hoch; "
    "danach können Sie den Eintrag veröffentlichen."
)
_HELD = frozenset({"id", "owner", "unit", "review_by", "visibility", "made_from"})
_WAGTAILS = frozenset(
    {"collection", "created_at", "uploaded_by_user", "tags", "file", "file_hash", "file_size"}
)
_SAID = frozenset(
    {
        "identifier", "title", "kind", "on", "language", "summary", "author", "licence",
        "media_type", "sha256", "received_sha256", "received_name", "is_shown", "active",
    }
)  # fmt: skip


def _has_its_fingerprint(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(sha256__length=64, received_sha256__length=64)
        | Q(sha256="", visibility__in=["internal", "restricted"]),
        name=name,
        violation_error_code="sha256",
        violation_error_message=_(
            "Die Prüfsumme der Datei fehlt oder ist unvollständig. Laden Sie die Datei noch einmal "
            "hoch; sie wird dann geprüft und die Prüfsumme berechnet."
        ),
    )


class Filed(Record):
    """What a document and a picture have in common.

    ``on`` is the EDTF date of what the file is or shows, not of when it came. ``sha256`` is of the
    file that is kept, ``received_sha256`` of what came; a picture is drawn anew, so they differ.
    Both are empty only of files from before the room looked at files: these stay internal until
    somebody uploads them again. ``is_shown`` says that a browser may show the file, others are
    only downloaded. ``received_name`` is the file's own name as it came, ``active`` names what a
    PDF file could do besides being read.
    """

    if TYPE_CHECKING:  # both are Wagtail's, of its document and its image
        title: Any
        file: Any

    kind = models.CharField(_("Art"), max_length=10, choices=FileKind, default=FileKind.OTHER)
    on = models.CharField(_("Datum"), max_length=40, default="XXXX")
    language = models.CharField(_("Sprache"), max_length=12, blank=True)
    summary = models.TextField(_("Worum es geht"), blank=True)
    author = models.CharField(_("von wem"), max_length=200, blank=True)
    licence = models.CharField(_("Lizenz oder Erlaubnis"), max_length=200, blank=True)
    media_type = models.CharField(_("Dateiformat"), max_length=100, editable=False)
    sha256 = models.CharField(_("Prüfsumme (SHA-256)"), max_length=64, blank=True, editable=False)
    received_sha256 = models.CharField(
        _("Prüfsumme der Datei, wie sie kam"), max_length=64, blank=True, editable=False
    )
    received_name = models.CharField(_("Dateiname"), max_length=200, blank=True, editable=False)
    is_shown = models.BooleanField(_("im Browser zu sehen"), default=False, editable=False)
    active = models.JSONField(_("aktive Inhalte"), default=list, blank=True, editable=False)

    class Meta:
        abstract = True

    @property
    def filename(self) -> str:
        """Return the name of the file as it is served; that in the store tells nothing."""
        return f"{self.identifier}.{ending_for(self.media_type)}"

    @property
    def url(self) -> str:
        """Return the address at which the public gets the file once it is published."""
        return reverse("document", args=[self.identifier, self.filename])

    def problems_of_publishing(self) -> list[Problem]:
        """Refuse to publish what nobody looked at."""
        if self.sha256:
            return []
        return [Problem("file", _NO_FILE, {"title": self.title})]


class Document(Filed, AbstractDocument):
    """A deed, a letter, minutes: a file with its earlier versions."""

    PUBLIC_FIELDS: ClassVar[frozenset[str]] = frozenset()  # no page tells of documents yet
    INTERNAL_FIELDS: ClassVar = _HELD | _WAGTAILS | _SAID
    RELATION_PATH: ClassVar = "relation_links__relation__identifier"
    admin_form_fields = ("title",)

    # Both as Wagtail has them, under names that its own document model leaves free.
    uploaded_by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("hochgeladen von"),
        null=True,
        blank=True,
        editable=False,
        related_name="filed_documents",
    )
    uploaded_by_user.wagtail_reference_index_ignore = True  # type: ignore[attr-defined]
    tags = TaggableManager(
        help_text=None, blank=True, verbose_name=_("Schlagwörter"), related_name="filed_documents"
    )

    class Meta(AbstractDocument.Meta):
        verbose_name = _("Dokument")
        verbose_name_plural = _("Dokumente")
        ordering = ("-created_at", "-id")
        constraints = [_has_its_fingerprint("document_has_its_fingerprint")]

    def __str__(self) -> str:
        return str(self.title)


class Version(models.Model):
    """A file that a document consists of, or consisted of. It never changes.

    ``number`` counts from 1. ``original`` is the file as it came, kept of a deed's scan besides
    the one that was drawn anew. Who added it stands in the history.
    """

    PUBLIC_FIELDS: ClassVar[frozenset[str]] = frozenset()
    INTERNAL_FIELDS: ClassVar = frozenset(
        {
            "id", "document", "number", "file", "original", "sha256", "received_sha256",
            "received_name", "media_type", "size", "is_shown", "active", "note", "added_at",
        }
    )  # fmt: skip

    document = models.ForeignKey(
        Document, models.CASCADE, verbose_name=_("Dokument"), related_name="versions"
    )
    number = models.PositiveIntegerField(_("Nummer"))
    file = models.CharField(_("Datei"), max_length=120)
    original = models.CharField(_("Datei, wie sie kam"), max_length=120, blank=True)
    sha256 = models.CharField(_("Prüfsumme (SHA-256)"), max_length=64)
    received_sha256 = models.CharField(_("Prüfsumme der Datei, wie sie kam"), max_length=64)
    received_name = models.CharField(_("Dateiname"), max_length=200)
    media_type = models.CharField(_("Dateiformat"), max_length=100)
    size = models.PositiveBigIntegerField(_("Größe"))
    is_shown = models.BooleanField(_("im Browser zu sehen"), default=False)
    active = models.JSONField(_("aktive Inhalte"), default=list, blank=True)
    note = models.CharField(_("Was ist neu?"), max_length=240, blank=True)
    added_at = models.DateTimeField(_("hochgeladen um"), auto_now_add=True)

    class Meta:
        verbose_name = _("Fassung eines Dokuments")
        verbose_name_plural = _("Fassungen von Dokumenten")
        ordering = ("document", "-number")
        constraints = [
            models.UniqueConstraint(
                fields=["document", "number"],
                name="versions_of_a_document_are_counted",
                violation_error_code="number",
                violation_error_message=_(
                    "Gerade hat jemand anderes eine neue Fassung hochgeladen. Laden Sie die Seite "
                    "neu und sehen Sie nach, ob Ihre noch nötig ist."
                ),
            ),
            models.UniqueConstraint(
                fields=["received_sha256"],
                name="file_is_kept_once_among_documents",
                violation_error_code="received_sha256",
                violation_error_message=_(
                    "Diese Datei liegt schon bei den Dokumenten. Verwenden Sie das vorhandene "
                    "Dokument."
                ),
            ),
            models.CheckConstraint(
                condition=Q(sha256__length=64, received_sha256__length=64),
                name="version_has_its_fingerprint",
                violation_error_code="sha256",
                violation_error_message=_(
                    "Die Prüfsumme der Datei fehlt oder ist unvollständig. Laden Sie die Datei "
                    "noch einmal hoch; sie wird dann geprüft und die Prüfsumme berechnet."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document}, {self.number}"


class Picture(Filed, AbstractImage):
    """A picture for web pages: always drawn anew, with words for those who do not see it."""

    PUBLIC_FIELDS: ClassVar[frozenset[str]] = frozenset()  # no page shows pictures yet
    INTERNAL_FIELDS: ClassVar = (_HELD | _WAGTAILS | _SAID) | {
        "alt", "width", "height", "description", "focal_point_x", "focal_point_y",
        "focal_point_width", "focal_point_height",
    }  # fmt: skip
    admin_form_fields = ("title",)

    alt = models.CharField(
        _("Alternativtext"),
        max_length=300,
        blank=True,
        help_text=_("Was zu sehen ist, in einem Satz, für alle, die das Bild nicht sehen."),
    )

    class Meta(AbstractImage.Meta):
        verbose_name = _("Bild")
        verbose_name_plural = _("Bilder")
        ordering = ("-created_at", "-id")
        constraints = [
            _has_its_fingerprint("picture_has_its_fingerprint"),
            models.UniqueConstraint(
                fields=["received_sha256"],
                condition=~Q(received_sha256=""),
                name="file_is_kept_once_among_pictures",
                violation_error_code="received_sha256",
                violation_error_message=_(
                    "Dieses Bild ist schon da. Verwenden Sie das vorhandene."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(visibility="public")
                | (~Q(alt_de="") & Q(alt_de__isnull=False) & ~Q(author="") & ~Q(licence="")),
                name="public_picture_says_what_it_shows_and_whose_it_is",
                violation_error_code="alt",
                violation_error_message=_(
                    "Ein öffentliches Bild braucht einen Alternativtext auf Deutsch, wer es "
                    "gemacht hat und unter welcher Lizenz es steht. Ergänzen Sie, was fehlt, oder "
                    "nehmen Sie das Bild zuerst aus der Öffentlichkeit."
                ),
            ),
        ]

    def __str__(self) -> str:
        return str(self.title)

    @property
    def default_alt_text(self) -> str:
        """Return what Wagtail reads out where a page says nothing of its own."""
        return str(self.alt or self.title)

    def problems_of_publishing(self) -> list[Problem]:
        """Refuse a picture without words for those who do not see it, and without rights."""
        wanted: tuple[tuple[str, Any, str], ...] = (
            ("alt", getattr(self, "alt_de", ""), _NO_ALT),
            ("author", self.author, _NO_AUTHOR),
            ("licence", self.licence, _NO_LICENCE),
        )
        missing = [Problem(field, sentence) for field, said, sentence in wanted if not said]
        return super().problems_of_publishing() + missing


class PictureRendition(AbstractRendition):
    """A picture in another size, made when a page first asks for it."""

    PUBLIC_FIELDS: ClassVar[frozenset[str]] = frozenset()
    INTERNAL_FIELDS: ClassVar = frozenset(
        {"id", "image", "filter_spec", "file", "width", "height", "focal_point_key"}
    )

    image = models.ForeignKey(Picture, models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"],
                name="picture_has_each_size_once",
                violation_error_code="filter_spec",
                violation_error_message=_(
                    "In dieser Größe gibt es das Bild schon. Laden Sie die Seite neu."
                ),
            )
        ]
