"""Where names stand beside their markers, so that none covers a marker or another name.

Deterministic and simple: each label tries eight places around its marker, urgent ones first, then
those with the fewest free places; a label without room stands farther off, joined to its marker by
a line, then gives way to its short form (the number), and that to nothing. The number always stands
in the table under the map.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

from weltoffen.portal.drawing.projection import Point

Anchor: TypeAlias = Literal["start", "middle", "end"]
"""SVG's ``text-anchor``."""

ASCENT, DESCENT = 0.75, 0.25
"""Of the type size: how far letters reach above and below their line (Fira Sans, rounded)."""
_FIRST_FULL_WIDTH = "\u2e80"
"""From here on Unicode has mostly Chinese, Japanese and Korean, as wide as they are high."""
_WIDE = frozenset("mwMW@%&")
_NARROW = frozenset("ijlIJftr.,:;!|'’()[]- ")
_WIDTH_WIDE, _WIDTH_NARROW, _WIDTH_CAPITAL, _WIDTH_OTHER = 0.86, 0.37, 0.68, 0.59
"""Of the type size: advance widths measured in Fira Sans Medium and rounded up by group."""


class Box(NamedTuple):
    """An upright rectangle on the drawing; ``top`` is less than ``bottom``."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Say whether the two share more than an edge."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def inside(self, width: float, height: float) -> bool:
        """Say whether the box lies wholly on a sheet of this size."""
        return self.left >= 0 and self.top >= 0 and self.right <= width and self.bottom <= height


@dataclass(frozen=True, slots=True)
class Wish:
    """A marker that wants a label: its name, and the short form taken when that has no room.

    An urgent label chooses before all others.
    """

    key: str
    centre: Point
    radius: float
    label: str
    short: str = ""
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    """A label with a place: ``x`` and ``y`` are SVG's anchor point on the text's line.

    ``lead`` is where a line from the marker ends, for a label that stands farther off.
    """

    text: str
    x: float
    y: float
    anchor: Anchor
    box: Box
    lead: Point | None = None


def text_width(text: str, size: float) -> float:
    """Estimate how wide a text is drawn, in drawing units; rather a little too wide."""
    return sum(_share(character) for character in text) * size


def marker_box(centre: Point, radius: float) -> Box:
    """Return the square around a marker."""
    return Box(centre.x - radius, centre.y - radius, centre.x + radius, centre.y + radius)


def spread(centres: Sequence[Point], *, apart: float, steps: int = 40) -> list[Point]:
    """Push marks that cover each other gently apart, until they are ``apart`` or steps run out.

    Marks that stand clear of all others do not move. Two marks on the same spot part sideways,
    the first to the left.
    """
    places = list(centres)
    for _ in range(steps):
        moved = False
        for first, second in itertools.combinations(range(len(places)), 2):
            (x1, y1), (x2, y2) = places[first], places[second]
            distance = math.hypot(x2 - x1, y2 - y1)
            if distance >= apart - 0.01:
                continue
            across, down = ((x2 - x1) / distance, (y2 - y1) / distance) if distance else (1.0, 0.0)
            push = (apart - distance) / 2
            places[first] = Point(x1 - across * push, y1 - down * push)
            places[second] = Point(x2 + across * push, y2 + down * push)
            moved = True
        if not moved:
            break
    return places


def place_labels(
    wishes: Sequence[Wish],
    *,
    size: float,
    width: float,
    height: float,
    gap: float = 3.0,
    taken: Iterable[Box] = (),
) -> Mapping[str, Label]:
    """Return the labels that found room, by the key of their marker.

    ``size`` is the type size, ``gap`` the space between marker and text, ``taken`` what no label
    may cover besides the markers; all in drawing units. The same wishes give the same places.
    """
    occupied = [*taken, *(marker_box(wish.centre, wish.radius) for wish in wishes)]

    def room(wish: Wish, text: str, others: Iterable[Box]) -> list[Label]:
        return [
            label
            for label in _around(wish, text, size, gap)
            if label.box.inside(width, height)
            and not any(label.box.meets(other) for other in others)
        ]

    def scarcity(index: int) -> tuple[bool, int, int]:
        wish = wishes[index]
        return (not wish.urgent, len(room(wish, wish.label, occupied)), index)

    order = sorted(range(len(wishes)), key=scarcity)
    placed: dict[str, Label] = {}
    without: list[int] = []
    for index in order:
        wish = wishes[index]
        found = room(wish, wish.label, occupied) if wish.label else []
        if not found:
            without.append(index)
            continue
        placed[wish.key] = found[0]
        occupied.append(found[0].box)
    for index in without:
        wish = wishes[index]
        found = _farther_off(wish, size, width, height, occupied)
        found = found or (room(wish, wish.short, occupied) if wish.short else [])
        if found:
            placed[wish.key] = found[0]
            occupied.append(found[0].box)
    return placed


_DISTANCES = (2.0, 3.0, 4.0, 5.0)
"""How far off a label with a line may stand, in type sizes."""
_DIRECTIONS = 16
_SAMPLES = 12
"""At how many points a line is checked for what it would cross."""


def _farther_off(
    wish: Wish, size: float, width: float, height: float, occupied: Sequence[Box]
) -> list[Label]:
    """Return the nearest place farther off whose line crosses nothing, if there is one.

    Only for those with a short form: on a map where every marker bears its number, the number says
    enough.
    """
    if not wish.short or not wish.label:
        return []
    own = marker_box(wish.centre, wish.radius)
    others = [box for box in occupied if box != own]
    length = text_width(wish.label, size)
    for distance, step in itertools.product(_DISTANCES, range(_DIRECTIONS)):
        angle = 2 * math.pi * step / _DIRECTIONS
        end = Point(
            wish.centre.x + math.cos(angle) * distance * size,
            wish.centre.y + math.sin(angle) * distance * size,
        )
        label = _at_end(wish.label, end, math.cos(angle), size, length)
        clear = not any(label.box.meets(box) for box in occupied)
        if clear and label.box.inside(width, height) and _is_free(wish.centre, end, others):
            return [label]
    return []


def _at_end(text: str, end: Point, across: float, size: float, length: float) -> Label:
    """Return a label at the end of a line that runs to the left, to the right or upright."""
    anchor: Anchor = "middle" if abs(across) < 0.3 else "start" if across > 0 else "end"
    middle = end.y + size * (ASCENT - DESCENT) / 2
    x = end.x + {"start": 2.0, "middle": 0.0, "end": -2.0}[anchor]
    return Label(text, x, middle, anchor, _box(x, middle, anchor, length, size), end)


def _is_free(start: Point, end: Point, boxes: Sequence[Box]) -> bool:
    for step in range(1, _SAMPLES + 1):
        share = step / _SAMPLES
        x, y = start.x + (end.x - start.x) * share, start.y + (end.y - start.y) * share
        if any(box.left < x < box.right and box.top < y < box.bottom for box in boxes):
            return False
    return True


def _share(character: str) -> float:
    if character >= _FIRST_FULL_WIDTH:
        return 1.0
    if character in _WIDE:
        return _WIDTH_WIDE
    if character in _NARROW:
        return _WIDTH_NARROW
    return _WIDTH_CAPITAL if character.isupper() else _WIDTH_OTHER


def _around(wish: Wish, text: str, size: float, gap: float) -> Iterable[Label]:
    """Yield eight places around a marker, the best to read first; two farther ones if urgent.

    Only an urgent label may stand farther off: others would seem to belong to a neighbour.
    """
    (x, y), reach = wish.centre, wish.radius + gap
    slant = reach * 0.75
    middle = y + size * (ASCENT - DESCENT) / 2
    above, below = -reach - size * DESCENT, reach + size * ASCENT
    high, low = -slant + size * DESCENT / 2, slant + size * (ASCENT - 0.2)
    places: tuple[tuple[float, float, Anchor], ...] = (
        (x + reach, middle, "start"),
        (x - reach, middle, "end"),
        (x + slant, y + high, "start"),
        (x + slant, y + low, "start"),
        (x, y + above, "middle"),
        (x, y + below, "middle"),
        (x - slant, y + high, "end"),
        (x - slant, y + low, "end"),
    )
    farther: tuple[tuple[float, float, Anchor], ...] = (
        (x, y + above - size * 0.75, "middle"),
        (x, y + below + size * 0.75, "middle"),
    )
    length = text_width(text, size)
    for left, line, anchor in (*places, *farther) if wish.urgent else places:
        yield Label(text, left, line, anchor, _box(left, line, anchor, length, size))


def _box(x: float, line: float, anchor: Anchor, length: float, size: float) -> Box:
    shift = {"start": 0.0, "middle": length / 2, "end": length}[anchor]
    return Box(x - shift, line - size * ASCENT, x - shift + length, line + size * DESCENT)
