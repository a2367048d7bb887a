"""Lists as files: one module per format, each a function from a sheet to bytes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from weltoffen.lists.formats import csv, xlsx
from weltoffen.lists.types import Sheet


@dataclass(frozen=True, slots=True)
class Format:
    """A format that lists go out in."""

    name: str
    label: Any
    media_type: str
    write: Callable[[Sheet], bytes]


FORMATS: dict[str, Format] = {
    each.name: each
    for each in (
        Format("xlsx", _("Excel"), xlsx.MEDIA_TYPE, xlsx.write),
        Format("csv", "CSV", csv.MEDIA_TYPE, csv.write),
    )
}
"""By their name, which ends the file's."""
