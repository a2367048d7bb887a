"""Patterns that tell bars and bands apart without colour: strokes in different directions."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from weltoffen.portal.drawing.markup import Attributes, Drawing, element, identifier, path


class Hatching(StrEnum):
    """The patterns; the values end ids and CSS class names."""

    POSSIBLE = "possible"
    LIMITED = "limited"
    RESTING = "resting"
    UNKNOWN = "unknown"


_TILES: dict[Hatching, tuple[float, tuple[str | float, ...]]] = {
    Hatching.POSSIBLE: (7, ("M", -2, 2, "L", 2, -2, "M", 0, 7, "L", 7, 0, "M", 5, 9, "L", 9, 5)),
    Hatching.LIMITED: (10, ("M", 5, 0, "V", 10)),
    Hatching.RESTING: (6, ("M", 0, 3, "H", 6)),
    Hatching.UNKNOWN: (8, ("M", 3.5, 4, "H", 4.5)),
}
"""Side of the tile, and the path within it: aslant, upright, level, dotted."""


def definitions(hatchings: Iterable[Hatching], *, prefix: str, css_class: str) -> Drawing:
    """Return the ``defs`` that a drawing needs once for the patterns it uses."""
    drawn = []
    for hatching in hatchings:
        side, data = _TILES[hatching]
        tile = {"class": f"{css_class} {css_class}-{hatching.value}", "d": path(*data)}
        frame: Attributes = {
            "id": identifier(prefix, hatching.value),
            "width": side,
            "height": side,
            "patternUnits": "userSpaceOnUse",
        }
        drawn.append(element("pattern", frame, element("path", tile)))
    return element("defs", {}, *drawn)


def fill_of(hatching: Hatching, prefix: str) -> str:
    """Return the value of a ``fill`` attribute that refers to a pattern of ``definitions``."""
    return f"url(#{identifier(prefix, hatching.value)})"
