"""Cells of lists that carry their heading."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from weltoffen.desk.kinds import KINDS, WORK

register = template.Library()


@register.simple_tag(takes_context=True)
def ways_in(context: Context) -> list[tuple[str, str]]:
    """Return the lists that a person may open, by name and address."""
    user = context["request"].user
    return [
        (str(kind.plural), kind.list_url)
        for kind in (*KINDS.values(), *WORK.values())
        if kind.may(user, "see")
    ]


@register.simple_tag(takes_context=True)
def labelled_cell(context: Context, cell: Any) -> SafeString:
    """Return a cell of Wagtail's with its column's heading as ``data-label``.

    Wagtail's templates give cells no attribute for it, and there is one template for each kind.
    """
    html = str(cell.render_html(context))
    label = format_html('<td data-label="{}"', cell.column.label)
    return mark_safe(html.replace("<td", label, 1))  # noqa: S308 - both parts are escaped
