"""Lists of documents and of pictures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column

from weltoffen.desk import filters
from weltoffen.desk.columns import title, visibility
from weltoffen.desk.kinds import DOCUMENTS, PICTURES
from weltoffen.desk.naming import language
from weltoffen.desk.views.record_list import RecordList
from weltoffen.documents.rules.formats import BY_MEDIA_TYPE
from weltoffen.ground.dates import parse_date
from weltoffen.ground.spoken import say_date


class _FiledList(RecordList):
    """What both lists show of a file."""

    default_ordering = "-created_at"
    further = [
        Column("desk_format", label=_("Format"), sort_key="media_type"),
        Column("file_size", label=_("Größe in Byte"), sort_key="file_size"),
        Column("sha256", label=_("Prüfsumme (SHA-256)")),
    ]

    def prepare(self, lines: Sequence[Any]) -> None:
        """Add the date and the format in words."""
        super().prepare(lines)
        for line in lines:
            line.desk_on = say_date(parse_date(line.on), language())
            found = BY_MEDIA_TYPE.get(line.media_type)
            line.desk_format = found.name if found else line.media_type


class DocumentList(_FiledList):
    """Documents, the latest first."""

    kind = DOCUMENTS
    nothing = _("Noch ist kein Dokument abgelegt.")
    filterset_class = filters.DocumentFilters
    columns = [
        title(DOCUMENTS, "title"),
        Column("get_kind_display", label=_("Art"), sort_key="kind"),
        Column("desk_on", label=_("Datum"), sort_key="on"),
        Column("desk_format", label=_("Format"), sort_key="media_type"),
        visibility(),
    ]


class PictureList(_FiledList):
    """Pictures, the latest first."""

    kind = PICTURES
    nothing = _("Noch ist kein Bild abgelegt.")
    filterset_class = filters.PictureFilters
    columns = [
        title(PICTURES, "title"),
        Column("alt", label=_("Alternativtext")),
        Column("author", label=_("Von wem"), sort_key="author"),
        visibility(),
    ]


LISTS = {view.kind.name: view for view in (DocumentList, PictureList)}
