"""The marks of the map: one shape per kind of relation, one filling per state.

A kind is told by its shape and a state by its filling and outline, so that neither rests on
colour alone (WCAG 2.2, 1.4.1).
"""

from __future__ import annotations

import math
from enum import StrEnum
from typing import NamedTuple

from weltoffen.portal.drawing.markup import NOTHING, Drawing, element, group, path
from weltoffen.portal.drawing.projection import Point


class MarkerKind(StrEnum):
    """What stands at a place. The values are parts of CSS class names.

    ``PROJECT`` is every partnership for a purpose: project, climate, solidarity.
    """

    HOME = "home"
    TWIN = "twin"
    INNER_GERMAN = "inner-german"
    FRIENDSHIP = "friendship"
    PROJECT = "project"
    CONTACT = "contact"


class MarkerState(StrEnum):
    """How a relation stands on the day asked about."""

    CERTAIN = "certain"
    POSSIBLE = "possible"
    RESTING = "resting"
    PLANNED = "planned"
    ENDED = "ended"


class Corners(NamedTuple):
    """A regular shape.

    ``number`` of corners, the direction of the ``first`` in degrees clockwise from the right, and
    how much ``larger`` than a circle it must be to look as large.
    """

    number: int
    first: float
    larger: float


SQUARE = Corners(4, 45, 1.22)
DIAMOND = Corners(4, 0, 1.28)
HEXAGON = Corners(6, -90, 1.15)
TRIANGLE = Corners(3, 90, 1.5)
_CORNERS: dict[MarkerKind, Corners] = {
    MarkerKind.INNER_GERMAN: SQUARE,
    MarkerKind.PROJECT: DIAMOND,
    MarkerKind.FRIENDSHIP: HEXAGON,
    MarkerKind.CONTACT: TRIANGLE,
}


def symbol(
    kind: MarkerKind,
    state: MarkerState,
    centre: Point,
    radius: float,
    *,
    with_core: bool = True,
) -> Drawing:
    """Return the mark of one place; the home city is a circle in a ring.

    ``with_core`` draws the bar, dot or cross by which small marks tell their state; larger ones
    that hold a number tell it by their outline alone.
    """
    if kind is MarkerKind.HOME:
        return group(
            {"class": "wo-map-symbol wo-map-symbol-home"},
            _circle("wo-map-home-ring", centre, radius * 1.5),
            _circle("wo-map-home-dot", centre, radius * 0.8),
        )
    mark = outline(_CORNERS.get(kind), "wo-map-shape", centre, radius)
    core = _core(kind, state, centre, radius) if with_core else NOTHING
    return group(
        {"class": f"wo-map-symbol wo-map-symbol-{kind.value} wo-map-state-{state.value}"},
        mark,
        core,
    )


def number_shift(kind: MarkerKind) -> float:
    """Return how much lower than the middle a number stands in a shape, in radii."""
    return -0.22 if kind is MarkerKind.CONTACT else 0.0


def swatch(kind: MarkerKind, state: MarkerState = MarkerState.CERTAIN) -> Drawing:
    """Return a mark as a picture of its own, 20 by 20, for a legend; it says nothing itself."""
    return element(
        "svg",
        {
            "class": "wo-map-swatch",
            "viewBox": "0 0 20 20",
            "width": 20,
            "height": 20,
            "aria-hidden": "true",
            "focusable": "false",
        },
        symbol(kind, state, Point(10, 10), 6),
    )


def outline(corners: Corners | None, css_class: str, centre: Point, radius: float) -> Drawing:
    """Return a shape around a centre; without corners it is a circle."""
    if corners is None:
        return _circle(css_class, centre, radius)
    points = []
    for corner in range(corners.number):
        angle = math.radians(corners.first + 360 * corner / corners.number)
        points.append((math.cos(angle), math.sin(angle)))
    middle = (min(y for _, y in points) + max(y for _, y in points)) / 2
    size = corners.larger * radius
    parts: list[str | float] = []
    for dx, dy in points:
        parts += ["L" if parts else "M", centre.x + dx * size, centre.y + (dy - middle) * size]
    return element("path", {"class": css_class, "d": path(*parts, "Z")})


def _core(kind: MarkerKind, state: MarkerState, centre: Point, radius: float) -> Drawing:
    """Return what tells a state besides the outline: a bar for resting, a dot for possible."""
    if state is MarkerState.RESTING:
        half = radius * 0.5
        return element(
            "path",
            {
                "class": "wo-map-core",
                "d": path("M", centre.x - half, centre.y, "H", centre.x + half),
            },
        )
    if state is MarkerState.ENDED:
        half = radius * 0.4
        return element(
            "path",
            {
                "class": "wo-map-core",
                "d": path(
                    *("M", centre.x - half, centre.y - half, "l", 2 * half, 2 * half),
                    *("M", centre.x - half, centre.y + half, "l", 2 * half, -2 * half),
                ),
            },
        )
    if state is MarkerState.POSSIBLE:
        return outline(_CORNERS.get(kind), "wo-map-core-dot", centre, radius * 0.4)
    return NOTHING


def _circle(css_class: str, centre: Point, radius: float) -> Drawing:
    return element("circle", {"class": css_class, "cx": centre.x, "cy": centre.y, "r": radius})
