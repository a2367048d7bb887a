"""From latitude and longitude to a place on one of the two base maps.

Both projections keep areas true, so that no continent looks more important than it is:

- the world in *Equal Earth*: B. Šavrič, T. Patterson, B. Jenny, "The Equal Earth map projection",
  International Journal of Geographical Information Science 33 (2019) 454–465,
  doi:10.1080/13658816.2018.1504949, forward equations for the sphere;
- Europe and the Mediterranean in *Lambert azimuthal equal-area*, as in the European reference
  grid ETRS89-LAEA: J. P. Snyder, "Map Projections: A Working Manual", USGS Professional Paper
  1395 (1987), page 185, equations 22-4, 24-2 for the sphere. (Equal Earth flattens what lies
  north of 45 degrees so much that Scandinavia is hard to recognise.)

Units: degrees in; a sphere of radius 1 between; the base map's drawing units out, x to the right
and y down.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796
_M = math.sqrt(3) / 2


class Point(NamedTuple):
    """A place on the drawing."""

    x: float
    y: float


Projection: TypeAlias = Callable[[float, float], Point]
"""From latitude and longitude in degrees to the plane of the unit sphere, y up."""


def equal_earth(latitude: float, longitude: float, *, central_meridian: float = 0.0) -> Point:
    """Project a place on the unit sphere; x within ±2.71, y within ±1.32, y up."""
    turned = math.radians(turn(longitude - central_meridian))
    theta = math.asin(_M * math.sin(math.radians(latitude)))
    square = theta * theta
    sixth = square**3
    slope = _A1 + 3 * _A2 * square + sixth * (7 * _A3 + 9 * _A4 * square)
    x = turned * math.cos(theta) / (_M * slope)
    y = theta * (_A1 + _A2 * square + sixth * (_A3 + _A4 * square))
    return Point(x, y)


def lambert_azimuthal(
    latitude: float, longitude: float, *, central_latitude: float, central_meridian: float
) -> Point:
    """Project a place on the unit sphere; x and y within ±2, y up.

    Raises ``ValueError`` for the place opposite the centre, which has no single image.
    """
    phi, phi_0 = math.radians(latitude), math.radians(central_latitude)
    turned = math.radians(turn(longitude - central_meridian))
    cosine = math.sin(phi_0) * math.sin(phi) + math.cos(phi_0) * math.cos(phi) * math.cos(turned)
    if cosine <= -1 + 1e-12:
        raise ValueError("the place opposite the centre has no image")
    scale = math.sqrt(2 / (1 + cosine))
    x = scale * math.cos(phi) * math.sin(turned)
    y = scale * (
        math.cos(phi_0) * math.sin(phi) - math.sin(phi_0) * math.cos(phi) * math.cos(turned)
    )
    return Point(x, y)


def turn(longitude: float) -> float:
    """Bring a longitude into -180 (inclusive) to 180 (exclusive)."""
    return (longitude + 180) % 360 - 180


@dataclass(frozen=True, slots=True)
class Frame:
    """A base map: which projection, and which part of its plane is drawn how large.

    ``left`` and ``top`` are the corner in the plane of the unit sphere (y up); ``scale`` is
    drawing units per radius of the Earth; ``width`` and ``height`` are drawing units.
    """

    name: str
    project: Projection
    left: float
    top: float
    scale: float
    width: float
    height: float

    def place(self, latitude: float, longitude: float) -> Point:
        """Return where a place lies on this base map, also when that is outside of it.

        Raises ``ValueError`` for a latitude beyond the poles and for what is not a number.
        """
        if not (-90 <= latitude <= 90 and math.isfinite(longitude)):
            raise ValueError(f"no place on Earth: {latitude!r}, {longitude!r}")
        x, y = self.project(latitude, longitude)
        return Point((x - self.left) * self.scale, (self.top - y) * self.scale)

    def holds(self, point: Point, *, margin: float = 0.0) -> bool:
        """Say whether a point lies on the map, at least ``margin`` units from its edge."""
        return (
            margin <= point.x <= self.width - margin and margin <= point.y <= self.height - margin
        )


WORLD_MERIDIAN = 11.0
"""The world is cut at 169° W: between Chukotka and Alaska, through no land."""
WORLD_SOUTH, WORLD_NORTH = -56.0, 84.0
"""Antarctica has no municipalities and is left out."""
EUROPE_CENTRE = (48.0, 14.0)


def _world(latitude: float, longitude: float) -> Point:
    return equal_earth(latitude, longitude, central_meridian=WORLD_MERIDIAN)


def _europe(latitude: float, longitude: float) -> Point:
    return lambert_azimuthal(
        latitude,
        longitude,
        central_latitude=EUROPE_CENTRE[0],
        central_meridian=EUROPE_CENTRE[1],
    )


def _world_frame(width: float) -> Frame:
    half = equal_earth(0, 180, central_meridian=0).x * -1
    top, bottom = equal_earth(WORLD_NORTH, 0).y, equal_earth(WORLD_SOUTH, 0).y
    scale = width / (2 * half)
    return Frame("world", _world, -half, top, scale, width, (top - bottom) * scale)


def _europe_frame(width: float) -> Frame:
    left, right, top, bottom = -0.345, 0.400, 0.312, -0.292
    scale = width / (right - left)
    return Frame("europe", _europe, left, top, scale, width, (top - bottom) * scale)


WORLD = _world_frame(1000)
"""All inhabited continents, 1000 units wide."""
EUROPE = _europe_frame(720)
"""From Lisbon to the Don, from Trondheim to the Sinai, 720 units wide."""
FRAMES = {frame.name: frame for frame in (WORLD, EUROPE)}
