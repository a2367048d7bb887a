"""Columns of lists."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, StatusTagColumn, Table, TitleColumn

from weltoffen.desk.kinds import Kind
from weltoffen.records.enums import Visibility


class LinkColumn(TitleColumn):
    """A link that is not the line's own name."""

    cell_template_name = "desk/parts/link_cell.html"


class HoldsColumn(Column):
    """Whether an act holds; where not, the act in its place folded up beneath."""

    cell_template_name = "desk/parts/holds_cell.html"


class DeskTable(Table):
    """A list whose cells carry their heading, so that narrow windows show each line as a card."""

    template_name = "desk/parts/table.html"


def moment(value: datetime) -> str:
    """Return a moment by date and time, in the person's time zone."""
    return date_format(localtime(value), "SHORT_DATETIME_FORMAT")


class MaybeColumn(Column):
    """What many lines have nothing to say about; on a card, such a cell is left out."""

    cell_template_name = "desk/parts/maybe_cell.html"


class MomentColumn(Column):
    """A moment by date and time; how long ago it was is no help when one looks for a day."""

    def get_value(self, instance: Any) -> str:
        """Return the moment in the person's time zone."""
        return moment(super().get_value(instance))


def title(kind: Kind, sort_key: str | None, label: Any = None) -> TitleColumn:
    """Return the column with the record's name, linked to its sheet."""
    return TitleColumn(
        "desk_title", label=label or kind.singular, sort_key=sort_key, get_url=kind.url
    )


def visibility() -> StatusTagColumn:
    """Return the column that says who may see the record."""
    return StatusTagColumn(
        "get_visibility_display",
        label=_("Sichtbarkeit"),
        sort_key="visibility",
        primary=lambda record: record.visibility == Visibility.PUBLIC,
    )


class PickColumn(Column):
    """A box that chooses the line, for the form beneath the list."""

    cell_template_name = "desk/parts/pick_cell.html"
    header_template_name = "desk/parts/pick_head.html"

    def __init__(self, name: str) -> None:
        super().__init__(name, label=_("Auswahl"))

    def get_value(self, instance: Any) -> str:
        """Return what the record is called for ever."""
        return str(instance.identifier)
