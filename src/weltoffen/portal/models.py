"""Editorial pages: what editors write and change at the desk.

The register's own pages are no pages of this tree and never look it up.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.blocks import CharBlock, ListBlock, RichTextBlock
from wagtail.fields import StreamField
from wagtail.models import Page as TreePage

from weltoffen.ground.languages import LANGUAGES
from weltoffen.portal.editorial import SLUGS
from weltoffen.portal.paths import path_of
from weltoffen.portal.rendering import Link, Page, show

RICH_TEXT = ["bold", "italic", "link", "document-link", "ol", "ul"]
"""What a paragraph may contain; headings are blocks of their own, raw HTML is not to be had."""


class EditorialRole(models.TextChoices):
    """A page that every installation has and that the footer leads to."""

    IMPRINT = "imprint", _("Impressum")
    PRIVACY = "privacy", _("Datenschutz")
    ACCESSIBILITY = "accessibility", _("Erklärung zur Barrierefreiheit")


class EditorialRoot(TreePage):
    """Where the editorial pages of one language hang. Its own address is the portal's home page."""

    PUBLIC_FIELDS: ClassVar[frozenset[str]] = frozenset()
    INTERNAL_FIELDS: ClassVar = frozenset({"page_ptr"})

    parent_page_types: ClassVar = ["wagtailcore.Page"]
    subpage_types: ClassVar = ["portal.EditorialPage"]
    preview_modes: ClassVar[list[tuple[str, str]]] = []

    class Meta:
        verbose_name = _("Redaktionelle Seiten einer Sprache")
        verbose_name_plural = _("Redaktionelle Seiten nach Sprachen")

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Lead to the portal's home page."""
        return HttpResponseRedirect(path_of(self.locale.language_code, "home"))


class EditorialPage(TreePage):
    """A page of running text."""

    PUBLIC_FIELDS: ClassVar = frozenset({"role", "intro", "body"})
    INTERNAL_FIELDS: ClassVar = frozenset({"page_ptr"})

    role = models.CharField(
        _("Aufgabe"), max_length=16, choices=EditorialRole, blank=True, editable=False
    )
    intro = models.TextField(
        _("Einleitung"), blank=True, help_text=_("Ein bis drei Sätze, groß gesetzt.")
    )
    body = StreamField(
        [
            ("heading", CharBlock(label=_("Zwischenüberschrift"), max_length=120, icon="title")),
            ("paragraph", RichTextBlock(label=_("Absatz"), features=RICH_TEXT, icon="pilcrow")),
            ("list", ListBlock(CharBlock(label=_("Punkt")), label=_("Liste"), icon="list-ul")),
        ],
        verbose_name=_("Inhalt"),
        blank=True,
    )

    content_panels: ClassVar = [
        *TreePage.content_panels,
        FieldPanel("intro"),
        FieldPanel("body"),
    ]
    exclude_fields_in_copy: ClassVar = ["role"]  # two pages cannot lie at one address
    parent_page_types: ClassVar = ["portal.EditorialRoot", "portal.EditorialPage"]
    subpage_types: ClassVar = ["portal.EditorialPage"]

    class Meta:
        verbose_name = _("Redaktionelle Seite")
        verbose_name_plural = _("Redaktionelle Seiten")

    def clean(self) -> None:
        """Refuse another address for a page that the footer of every page leads to."""
        super().clean()
        fixed = SLUGS.get(self.role, {}).get(self.locale.language_code, self.slug)
        if self.slug != fixed:
            raise ValidationError(
                {
                    "slug": gettext(
                        "Die Fußzeile jeder Seite führt hierher. Lassen Sie die Adresse bei "
                        "„%(slug)s“; den Titel können Sie ändern."
                    )
                    % {"slug": fixed}
                }
            )

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the page in the portal's frame."""
        with translation.override(self.locale.language_code):
            return show(request, "editorial.jinja", self._as_page(), entry=self)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """Show a draft at the desk just as readers would see it."""
        return self.serve(request)

    def _as_page(self) -> Editorial:
        versions = self.get_translations(inclusive=True).live().select_related("locale")
        addresses = {entry.locale.language_code: address_of(entry) for entry in versions}
        addresses[self.locale.language_code] = address_of(self)
        return Editorial(
            title=self.title,
            description=self.search_description or self.intro or self.title,
            route="page-map",
            addresses=tuple(addresses.items()),
        )


@dataclass(frozen=True, slots=True)
class Editorial(Page):
    """An editorial page as the frame sees it; ``addresses`` are its own, by language."""

    addresses: tuple[tuple[str, str], ...] = ()

    def path_in(self, language: str) -> str:
        """Return the page's address in a language, or that language's home page without one."""
        return dict(self.addresses).get(language) or path_of(language, "home")


def address_of(entry: TreePage) -> str:
    """Return the address of an editorial page; its locale has been selected with it.

    The tree's path begins with the root of the language, which no address shows.
    """
    below_root = entry.url_path.split("/", 2)[2]
    with translation.override(entry.locale.language_code):
        return reverse("wagtail_serve", args=[below_root])


def _shown() -> models.QuerySet[EditorialPage]:
    found: models.QuerySet[EditorialPage] = EditorialPage.objects.live().public()
    return found.select_related("locale").order_by("title")


def editorial_links(language: str) -> tuple[Link, ...]:
    """Return links to the editorial pages of a language, by title."""
    return tuple(
        Link(address_of(entry), entry.title)
        for entry in _shown().filter(locale__language_code=language)
    )


def editorial_addresses() -> tuple[tuple[tuple[str, str], ...], ...]:
    """Return each editorial page's addresses as (language, path), its translations together."""
    found: dict[Any, list[tuple[str, str]]] = {}
    for entry in _shown():
        found.setdefault(entry.translation_key, []).append(
            (entry.locale.language_code, address_of(entry))
        )
    return tuple(
        tuple(sorted(entry, key=lambda address: LANGUAGES.index(address[0])))
        for entry in found.values()
    )
