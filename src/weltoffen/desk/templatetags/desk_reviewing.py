"""Marked text in templates, without white space between its pieces: line breaks are the text's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext

from weltoffen.desk.reviewing.marking import Piece
from weltoffen.desk.reviewing.telling import Told

register = template.Library()


@register.filter
def of(found: Mapping[int, Sequence[tuple[str, str]]], key: int) -> Sequence[tuple[str, str]]:
    """Return what was found for a key, nothing where nothing was."""
    return found.get(key, ())


@register.simple_tag
def marked(pieces: Sequence[Piece], told_by_key: Mapping[int, Told], at: Told | None) -> SafeString:
    """Return a text whose passages are linked to their proposals and bear their numbers."""
    current = at.pk if at is not None else None
    return format_html_join("", "{}", ((_piece(p, told_by_key, current),) for p in pieces))


def _piece(piece: Piece, told: Mapping[int, Told], current: int | None) -> SafeString:
    gap = _gap(piece.left_out)
    if piece.key is None:
        return format_html("{}{}", gap, piece.text)
    numbers = format_html_join("", "{}", ((_number(told[key]),) for key in piece.begins))
    one = told[current] if current in piece.keys else told[piece.key]
    return format_html(
        '{}{}<mark class="desk-mark-{}{}{}" data-desk-of="{}"><a href="?at={}#proposal-{}" '
        'tabindex="-1">{}</a></mark>',
        gap,
        numbers,
        one.verdict if one.is_open else "decided",
        " is-current" if current in piece.keys else "",
        " is-several" if len(piece.keys) > 1 else "",
        " ".join(str(key) for key in piece.keys),
        one.pk,
        one.pk,
        piece.text,
    )


def _number(told: Told) -> SafeString:
    label = gettext("Vorschlag %(number)d: %(title)s") % {
        "number": told.number, "title": told.title,
    }  # fmt: skip
    return format_html(
        '<a class="desk-no" id="words-{}" href="?at={}#proposal-{}" data-desk-to="{}" '
        'aria-label="{}">{}</a>',
        told.pk, told.pk, told.pk, told.pk, label, told.number,
    )  # fmt: skip


def _gap(left_out: int) -> SafeString:
    if not left_out:
        return mark_safe("")
    said = ngettext("%(count)d Zeichen ausgelassen", "%(count)d Zeichen ausgelassen", left_out) % {
        "count": left_out
    }
    return format_html('<span class="desk-gap">… {} …</span>', said)


@register.simple_tag
def text_with_passage(pieces: Sequence[Piece]) -> SafeString:
    """Return a text in which one passage is marked; an address can lead there by ``#passage``."""
    return format_html_join("", "{}", ((_passage(piece),) for piece in pieces))


def _passage(piece: Piece) -> SafeString:
    gap = _gap(piece.left_out)
    if piece.key is None:
        return format_html("{}{}", gap, piece.text)
    return format_html('{}<mark id="passage" tabindex="-1">{}</mark>', gap, piece.text)
