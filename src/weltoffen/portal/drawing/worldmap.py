"""The map of a city's relations: a still base map with marks, names and links upon it.

The base map is a file of its own (drawn by ``tools/build_worldmap.py``), which browsers keep; only
the marks are part of the page. Nothing here needs JavaScript. The map never stands alone: the page
shows a list with the same names, numbers and links beneath it. Therefore the marks are links for
pointer and screen reader only: for the keyboard the map is one stop, and the list follows.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from weltoffen.portal.drawing.markup import (
    NOTHING,
    Drawing,
    element,
    group,
    identifier,
    path,
    picture,
)
from weltoffen.portal.drawing.placement import Label, Wish, place_labels, spread
from weltoffen.portal.drawing.projection import WORLD, Frame, Point
from weltoffen.portal.drawing.shapes import MarkerKind, MarkerState, number_shift, symbol

BOUNDARY_NOTE: Mapping[str, str] = {
    "de": (
        "Die Karte dient nur der Orientierung. Grenzen und Namen sind keine Aussage der Stadt zum "
        "Status von Gebieten; umstrittene Grenzen sind gestrichelt."
    ),
    "en": (
        "The map is for orientation only. Boundaries and names do not express any opinion of the "
        "city on the status of a territory; disputed boundaries are dashed."
    ),
}
"""What stands beneath every map, by language."""


def boundary_note_key() -> str:
    """Return the key of the text that must stand beneath every map; it is in ``BOUNDARY_NOTE``."""
    return "portal.map.boundaries"


@dataclass(frozen=True, slots=True)
class Marker:
    """A place on the map.

    ``latitude`` and ``longitude`` in degrees (WGS 84); ``number`` is the one in the table;
    ``note`` is what the link says after the name, in words ("Städtepartnerschaft, ruht").
    """

    identifier: str
    label: str
    href: str
    latitude: float
    longitude: float
    kind: MarkerKind = MarkerKind.TWIN
    state: MarkerState = MarkerState.CERTAIN
    number: int | None = None
    note: str = ""

    @property
    def name(self) -> str:
        """Return the link's accessible name: number, name, note."""
        numbered = f"{self.number}. {self.label}" if self.number is not None else self.label
        return f"{numbered}: {self.note}" if self.note else numbered


@dataclass(frozen=True, slots=True)
class _Look:
    """Sizes on one base map, in drawing units."""

    radius: float
    type_size: float
    numbered: bool


_LOOKS = {"world": _Look(4.4, 13.0, False), "europe": _Look(9.0, 14.5, True)}
_CROWDED = _Look(2.6, 13.0, False)
CROWD = 120
"""With more marks than this they are small and keep their true places, without names and arcs:
nobody could read them, and finding room for n names takes n² steps."""
_REACH, _HOME_REACH = 1.35, 1.5
"""How far the largest shape and the home city's reach, in radii: what a label must keep free."""
_APART = 2.1
"""Radii between two marks, at least."""


class _Spot(NamedTuple):
    """A marker with the place where it is drawn."""

    key: str
    marker: Marker
    centre: Point


def world_map(
    markers: Sequence[Marker],
    *,
    language: str,
    title: str,
    description: str,
    base: str,
    frame: Frame = WORLD,
    home: Marker | None = None,
    prefix: str = "wo-map",
) -> Drawing:
    """Draw the markers on a base map and return the ``svg`` element.

    ``base`` is the address of the base map's file (``portal/map/world.svg`` or ``europe.svg`` of
    the static files, the one that belongs to ``frame``). Markers that lie outside of the frame
    are left out; ``on_map`` says which remain. Marks that would cover each other are moved apart by
    a few units. From ``home`` a thin arc leads to every marker whose relation has not ended. More
    than ``CROWD`` marks are only dots, without names and arcs. ``prefix`` begins every id and must
    be unique on the page.
    """
    shown = on_map(markers, frame)
    crowded = len(shown) > CROWD
    look = _CROWDED if crowded else _LOOKS[frame.name]
    spots = _spots(shown, home, frame, apart=0 if crowded else look.radius * _APART)
    labels = place_labels(
        [_wish(spot, look) for spot in spots if spot.marker is home or not crowded],
        size=look.type_size,
        width=frame.width,
        height=frame.height,
    )
    start = next((spot.centre for spot in spots if spot.marker is home), None)
    arcs: list[Drawing] = []
    if start and not crowded:
        arcs = [_arc(start, spot) for spot in spots if spot.marker is not home]
    marks = [
        _link(spot, labels.get(spot.key), look, identifier(prefix, f"name-{spot.key}"))
        for spot in spots
    ]
    return picture(
        element(
            "image",
            {
                "class": "wo-map-base",
                "href": base,
                "width": frame.width,
                "height": frame.height,
                "aria-hidden": "true",
            },
        ),
        group({"class": "wo-map-arcs", "aria-hidden": "true"}, *arcs),
        group({"class": "wo-map-markers"}, *marks),
        width=frame.width,
        height=frame.height,
        css_class=f"wo-map wo-map-{frame.name}",
        language=language,
        title=title,
        description=description,
        prefix=prefix,
    )


def on_map(markers: Sequence[Marker], frame: Frame = WORLD) -> list[Marker]:
    """Return the markers that lie on a base map, far enough from its edge to be drawn whole."""
    margin = _LOOKS[frame.name].radius * _REACH
    return [
        marker
        for marker in markers
        if frame.holds(frame.place(marker.latitude, marker.longitude), margin=margin)
    ]


def _spots(
    markers: Sequence[Marker], home: Marker | None, frame: Frame, *, apart: float
) -> list[_Spot]:
    """Return where each marker is drawn, the home city first."""
    every = [*(on_map([home], frame) if home else []), *markers]
    places = [frame.place(marker.latitude, marker.longitude) for marker in every]
    parted = spread(places, apart=apart) if apart else places
    return [
        _Spot(str(index), marker, place)
        for index, (marker, place) in enumerate(zip(every, parted, strict=True))
    ]


def _wish(spot: _Spot, look: _Look) -> Wish:
    marker = spot.marker
    short = "" if look.numbered or marker.number is None else str(marker.number)
    home = marker.kind is MarkerKind.HOME
    radius = look.radius * (_HOME_REACH if home else _REACH)
    return Wish(spot.key, spot.centre, radius, marker.label, short, urgent=home)


def _arc(start: Point, spot: _Spot) -> Drawing:
    """Return a thin curve that bows northwards, the more the farther."""
    end, marker = spot.centre, spot.marker
    if marker.state is MarkerState.ENDED:
        return NOTHING
    length = math.dist(start, end)
    bow = Point((start.x + end.x) / 2, (start.y + end.y) / 2 - length * 0.18)
    return element(
        "path",
        {
            "class": f"wo-map-arc wo-map-arc-{marker.state.value}",
            "d": path("M", start.x, start.y, "Q", bow.x, bow.y, end.x, end.y),
        },
    )


def _link(spot: _Spot, label: Label | None, look: _Look, name_id: str) -> Drawing:
    marker, centre = spot.marker, spot.centre
    inside = NOTHING
    if look.numbered and marker.number is not None and marker.kind is not MarkerKind.HOME:
        inside = element(
            "text",
            {
                "class": f"wo-map-number wo-map-number-{marker.state.value}",
                "x": centre.x,
                "y": centre.y + look.type_size * 0.26 + number_shift(marker.kind) * look.radius,
                "text-anchor": "middle",
            },
            str(marker.number),
        )
    written = lead = NOTHING
    if label is not None and label.lead is not None:
        line = path("M", centre.x, centre.y, "L", label.lead.x, label.lead.y)
        lead = element("path", {"class": "wo-map-lead", "d": line})
    if label is not None:
        written = element(
            "text",
            {"class": "wo-map-label", "x": label.x, "y": label.y, "text-anchor": label.anchor},
            label.text,
        )
    return element(
        "a",
        {
            "class": f"wo-map-link wo-map-link-{marker.kind.value}",
            "href": marker.href,
            "aria-labelledby": name_id,
            "tabindex": "-1",
        },
        element("title", {"id": name_id}, marker.name),
        lead,
        element(
            "circle",
            {"class": "wo-map-halo", "cx": centre.x, "cy": centre.y, "r": look.radius * 1.9},
        ),
        symbol(marker.kind, marker.state, centre, look.radius, with_core=not look.numbered),
        inside,
        written,
    )
