"""Layouts as the JSON values that are kept between the steps and from one file to the next."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from weltoffen.intake.sheets.types import AS_WRITTEN, SEVERAL, Layout, Meaning, Picks, Readings
from weltoffen.intake.types import Kind


def values_of(layout: Layout) -> dict[str, Any]:
    """Return a layout as JSON values."""
    return {"header": layout.header} | mapping_of(layout)


def mapping_of(layout: Layout) -> dict[str, Any]:
    """Return what of a layout holds for every table with the same headings."""
    return {
        "meanings": [str(each) for each in layout.meanings],
        "kind": str(layout.kind or ""),
        "fills_down": layout.fills_down,
    }


def layout_of(values: Mapping[str, Any], header: int | None, columns: int) -> Layout | None:
    """Return the layout that was kept, for a table of so many columns.

    None for values of an earlier version that no longer mean anything. Columns that were not there
    are ignored; a meaning that only one column can have stays with the first.
    """
    try:
        meanings = [Meaning(each) for each in values["meanings"]][:columns]
        kind = Kind(values["kind"]) if values["kind"] else None
        fills_down = bool(values["fills_down"])
    except (KeyError, TypeError, ValueError):
        return None
    for number, each in enumerate(meanings):
        if each not in SEVERAL and each in meanings[:number]:
            meanings[number] = Meaning.IGNORED
    meanings += [Meaning.IGNORED] * (columns - len(meanings))
    return Layout(header, tuple(meanings), kind, fills_down)


def picks_of(values: Mapping[str, Any]) -> Picks:
    """Return what was picked, by the number of the row; what is no pick is left out."""
    found: dict[int, Any] = {}
    for row, pick in values.items():
        if str(row).isdecimal() and (pick == AS_WRITTEN or isinstance(pick, int)):
            found[int(row)] = pick
    return found


def reading_key(row: int, column: int) -> str:
    """Return under which name it is kept how a person reads a cell, beside the picked places."""
    return f"{row}-{column}"


def readings_of(values: Mapping[str, Any]) -> Readings:
    """Return how cells are read by what was picked; what is about no cell is left out."""
    found: dict[tuple[int, int], str] = {}
    for name, pick in values.items():
        row, dash, column = str(name).partition("-")
        if dash and row.isdecimal() and column.isdecimal() and isinstance(pick, str):
            found[int(row), int(column)] = pick
    return found
