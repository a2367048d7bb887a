"""Preparing the editorial pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth.models import AbstractBaseUser, Group, Permission
from django.db import transaction
from django.utils.html import format_html
from wagtail.log_actions import log
from wagtail.models import GroupPagePermission, Locale, Page, Site
from wagtail.rich_text import RichText

from weltoffen.ground.languages import LANGUAGES, LEADING
from weltoffen.portal.editorial import Opening, openings
from weltoffen.portal.models import EditorialPage, EditorialRoot

_ROOTS = {
    "de": ("start-de", "Redaktionelle Seiten (Deutsch)"),
    "en": ("start-en", "Editorial pages (English)"),
}
_RIGHTS = ("add_page", "change_page", "publish_page")
"""What editors may do below the roots."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """What was made anew: titles of pages, empty where everything was there already."""

    made: tuple[str, ...]


@transaction.atomic
def prepare_editorial_pages(
    *, by: AbstractBaseUser, editors: Group, public_address: str
) -> Prepared:
    """Make the editorial trees and the pages the footer leads to, as far as they are missing.

    What is there stays as it is, whatever its state: a page that editors changed, renamed or took
    offline is theirs. A page that was deleted comes back, because every installation owes it to
    its readers. ``editors`` may work on the trees; ``public_address`` is what links in messages
    begin with.
    """
    roots = {language: _root(language, editors, by) for language in LANGUAGES}
    _aim_site(roots[LEADING], public_address, by)
    made = []
    for opening in openings():
        known = EditorialPage.objects.filter(
            role=opening.role, locale__language_code=opening.language
        )
        if not known.exists():
            made.append(_open(opening, roots[opening.language], by).title)
    return Prepared(tuple(made))


def _root(language: str, editors: Group, by: AbstractBaseUser) -> EditorialRoot:
    """Return the root of a language, made where it is missing, as a translation of the others."""
    locale, _is_new = Locale.objects.get_or_create(language_code=language)
    root: EditorialRoot | None = EditorialRoot.objects.filter(locale=locale).first()
    if root is not None:
        return root
    slug, title = _ROOTS[language]
    root = EditorialRoot(title=title, slug=slug, locale=locale)
    sibling = EditorialRoot.objects.first()
    if sibling is not None:
        root.translation_key = sibling.translation_key
    Page.get_first_root_node().add_child(instance=root)
    log(instance=root, action="wagtail.create", user=by)
    for codename in _RIGHTS:
        right = Permission.objects.get(content_type__app_label="wagtailcore", codename=codename)
        GroupPagePermission.objects.create(group=editors, page=root, permission=right)
    return root


def _aim_site(root: EditorialRoot, public_address: str, by: AbstractBaseUser) -> None:
    """Let the default site begin at our root, and take Wagtail's welcome page away."""
    site = Site.objects.filter(is_default_site=True).first()
    if site is not None and site.root_page.specific_class is EditorialRoot:
        return
    address = urlsplit(public_address)
    port = address.port or (443 if address.scheme == "https" else 80)
    welcome = site.root_page if site else None
    site = site or Site(is_default_site=True)
    site.hostname, site.port, site.root_page = address.hostname or "localhost", port, root
    site.save()
    if welcome is not None and welcome.specific_class is Page and welcome.is_leaf():
        log(instance=welcome, action="wagtail.delete", user=by, deleted=True)
        welcome.delete()


def _open(opening: Opening, root: EditorialRoot, by: AbstractBaseUser) -> EditorialPage:
    page = EditorialPage(
        title=opening.title,
        slug=opening.slug,
        role=opening.role,
        intro=opening.intro,
        body=[_value(kind, value) for kind, value in opening.body],
        locale=root.locale,
        live=False,
    )
    sibling = EditorialPage.objects.filter(role=opening.role).first()
    if sibling is not None:
        page.translation_key = sibling.translation_key
    root.add_child(instance=page)
    log(instance=page, action="wagtail.create", user=by)
    # A function account has no rights at the desk; who may prepare is decided by who calls this.
    page.publish(page.save_revision(user=by), user=by, skip_permission_checks=True)
    return page


def _value(kind: str, value: Any) -> tuple[str, Any]:
    if kind == "paragraph":
        return kind, RichText(format_html("<p>{}</p>", value))
    return kind, value
