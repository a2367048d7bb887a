"""Taking people out of what changes of many records keep for undoing."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING
from urllib.parse import unquote_plus

from django.db import transaction

from weltoffen.lists.enums import Stand
from weltoffen.lists.fields import FIELDS
from weltoffen.lists.models import BulkChange, CellChange, SavedView
from weltoffen.records.actions import keep, log
from weltoffen.records.rules.words import OMITTED, names_somebody, pattern_of, without_words

if TYPE_CHECKING:
    from weltoffen.accounts.models import User

_SAID = ("before", "after", "typed", "problem")
_NOTHING = {"before": "", "after": "", "typed": "", "problem": {}}


def naming_somebody(names: Collection[str]) -> Iterator[tuple[BulkChange, int]]:
    """Yield the changes of many records in which a name stands, and in how many cells.

    They lie for a year at most, so that all of them can be read.
    """
    found = pattern_of(names)
    for bulk in BulkChange.objects.order_by("-pk"):
        cells = bulk.cells.values_list(*_SAID).iterator()
        count = sum(names_somebody(list(said), found) for said in cells)
        if count or _is_named_after_somebody(bulk, found):
            yield bulk, count


def _is_named_after_somebody(bulk: BulkChange, found: re.Pattern[str]) -> bool:
    """Say whether a name stands in the file's name, where lines stand between words."""
    return names_somebody(bulk.file_name.replace("_", " "), found)


@transaction.atomic
def forget_named(*, bulk: BulkChange, names: Collection[str], by: User) -> int:
    """Take somebody's names out of the cells of a change of many records; say out of how many."""
    found = pattern_of(names)
    held = BulkChange.objects.select_for_update().get(pk=bulk.pk)
    cells = [cell for cell in held.cells.order_by("pk") if names_somebody(_said(cell), found)]
    for cell in cells:
        for name in _SAID:
            setattr(cell, name, without_words(getattr(cell, name), found))
        keep(cell, only=_SAID)
    if _is_named_after_somebody(held, found):
        held.file_name = without_words(held.file_name.replace("_", " "), found)
        keep(held, only=["file_name"])
    log("lists.bulkchange.forget-name", held, by=by, data={"count": len(cells)})
    return len(cells)


def _said(cell: CellChange) -> list[object]:
    return [getattr(cell, name) for name in _SAID]


def views_naming(names: Collection[str]) -> Iterator[SavedView]:
    """Yield the saved views that search for somebody, or bear their name."""
    found = pattern_of(names)
    for view in SavedView.objects.order_by("-pk"):
        if names_somebody([view.name, unquote_plus(view.asked)], found):
            yield view


@transaction.atomic
def forget_view(*, view: SavedView, by: User) -> None:
    """Delete a view that names somebody; the history says that one was, and not which."""
    held = SavedView.objects.select_for_update().filter(pk=view.pk).first()
    if held is None:
        return
    held.name, held.asked = OMITTED, ""
    log("lists.savedview.forget-name", held, by=by, data={"kind": held.kind})
    held.delete()


@transaction.atomic
def forget_what_is_gone(*, by: User) -> int:
    """Empty the cells of records that were erased; say how many there were.

    Who erases a document wants nothing of it to be kept, neither its title nor its author.
    """
    count = 0
    for bulk in BulkChange.objects.filter(kind__in=FIELDS).order_by("pk"):
        there = FIELDS[bulk.kind].model._default_manager.values("identifier")
        said = bulk.cells.exclude(identifier="").exclude(stand=Stand.FAULT, field="")
        gone = said.exclude(identifier__in=there)
        emptied = gone.exclude(**_NOTHING).update(**_NOTHING)
        if emptied:
            log("lists.bulkchange.forget-erased", bulk, by=by, data={"count": emptied})
        count += emptied
    return count
