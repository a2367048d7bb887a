"""The environment of the portal's templates."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.utils.text import capfirst
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from weltoffen.ground.languages import LANGUAGES, Wording
from weltoffen.ground.problems import N_, Problem
from weltoffen.ground.spoken import say_day


def hostname(address: str) -> str:
    """Return the host of a web address; empty for what is no address to link to."""
    parts = urlsplit(address)
    return parts.hostname or "" if parts.scheme in ("http", "https") else ""


def day(value: date) -> str:
    """Say a day in the reader's language."""
    return say_day(value, (translation.get_language() or LANGUAGES[0]).split("-")[0])


def says(problem: Problem) -> str:
    """Say what is wrong in the reader's language."""
    return problem.says(translation.gettext)


@lru_cache(maxsize=4096)
def _said(language: str, message: str) -> Markup:
    with translation.override(language):
        return Markup(translation.gettext(message))  # noqa: S704 (our own words)


@lru_cache(maxsize=4096)
def _said_alone(language: str, message: str) -> Markup:
    """Return a message that has no places to fill; ``%%`` in it becomes ``%``."""
    return _said(language, message) % {}


_page_language: ContextVar[str] = ContextVar("page_language", default="")
"""The language of the page that is being rendered: asked for at every word, so it must be quick."""


@contextmanager
def page_in(language: str) -> Iterator[None]:
    """Render in a language; outside of it templates speak Django's active language."""
    token = _page_language.set(language)
    try:
        yield
    finally:
        _page_language.reset(token)


def _language() -> str:
    return _page_language.get() or str(translation.get_language() or LANGUAGES[0])


def gettext(message: str, /, **values: Any) -> Markup:
    """Say a German message in the page's language; values are escaped."""
    if not values:
        return _said_alone(_language(), message)
    return _said(_language(), message) % values


@lru_cache(maxsize=4096)
def _said_of(language: str, one: str, many: str, number: int) -> Markup:
    with translation.override(language):
        return Markup(translation.ngettext(one, many, number))  # noqa: S704 (our own words)


def ngettext(one: str, many: str, number: int, /, **values: Any) -> Markup:
    """Say a German message for a number of things; values are escaped."""
    values.setdefault("num", number)
    return _said_of(_language(), one, many, number) % values


def worded(wording: Wording) -> str | Markup:
    """Show a published text, with its language where that is not the page's, and whether stale."""
    at_home = wording.language == _language()
    if at_home and not wording.stale:
        return wording.text
    text = (_AT_HOME if at_home else _FOREIGN).format(wording.text, language=wording.language)
    if not wording.stale:
        return text
    return text + _STALE.format(gettext(N_("(Übersetzung älter als das Original)")))


_AT_HOME = Markup("{}")
_FOREIGN = Markup('<span lang="{language}">{}</span>')
_STALE = Markup(' <span class="wo-stale">{}</span>')


@lru_cache(maxsize=256)
def asset(path: str) -> str:
    """Return the address of a static file; it does not change while a process runs."""
    return str(static(path))


def environment(**options: Any) -> Environment:
    """Return the environment: strict about names that do not exist, escaping everything."""
    options["undefined"] = StrictUndefined
    options.pop("autoescape", None)
    env = Environment(
        **options,
        autoescape=True,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    # Jinja's own wrappers ask Django for the active language at every word of a page.
    env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext=gettext, ngettext=ngettext, newstyle=True
    )
    env.globals.update(gettext=gettext, ngettext=ngettext, _=gettext)
    env.policies["ext.i18n.trimmed"] = True  # line breaks in templates are no part of a msgid
    env.globals.update(static=asset, url=reverse)
    env.filters.update(capfirst=capfirst, hostname=hostname, day=day, says=says, worded=worded)
    return env
