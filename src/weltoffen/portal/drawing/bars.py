"""A count through the years, as steps: what is certain as a line, what is possible as a band."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from weltoffen.portal.drawing.axis import Axis, axis
from weltoffen.portal.drawing.hatching import Hatching, definitions, fill_of
from weltoffen.portal.drawing.markup import (
    NOTHING,
    Drawing,
    element,
    group,
    path,
    picture,
)
from weltoffen.portal.drawing.placement import text_width


@dataclass(frozen=True, slots=True)
class StepPoint:
    """From this day on the count is at least ``certain`` and at most ``possible``."""

    day: date
    certain: int
    possible: int


WIDTH, HEIGHT = 720.0, 270.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 34.0, 704.0, 30.0, 236.0
_TYPE = 13.0
_LINES = 6
"""At most this many horizontal lines above zero."""
_VALUE_STEPS = tuple(step * 10**power for power in range(7) for step in (1, 2, 5))


def steps(
    points: Sequence[StepPoint],
    *,
    first: date,
    last: date,
    today: date,
    today_label: str,
    language: str,
    title: str,
    description: str,
    prefix: str = "wo-chart",
) -> Drawing:
    """Draw the steps and return the ``svg`` element, 720 by 270 units.

    Points may come in any order; before the first the count is nought. The line ends at ``today``
    with its number ("10", or "10–11"), or at ``last`` when that comes before. Raises
    ``ValueError`` for a count below nought or a possible count below the certain one.
    """
    for point in points:
        if not 0 <= point.certain <= point.possible:
            raise ValueError(f"{point.day}: {point.possible} possible, {point.certain} certain")
    scale = axis(first, last, left=_LEFT, right=_RIGHT)
    until = min(max(today, scale.first), scale.last)
    course = _course(points, scale.first, until)
    top = max([1, *(point.possible for point in course)])
    step = next((step for step in _VALUE_STEPS if step * _LINES >= top), top)
    highest = -(-top // step) * step

    def height(value: int) -> float:
        return _BOTTOM - (_BOTTOM - _TOP) * value / highest

    return picture(
        definitions([Hatching.POSSIBLE], prefix=prefix, css_class="wo-chart-tile"),
        group(
            {"class": "wo-chart-grid", "aria-hidden": "true"},
            *(_level(value, height(value)) for value in range(0, highest + 1, step)),
            *(_year(scale, x, year) for x, year in scale.ticks()),
        ),
        _curves(course, scale, until, height, prefix),
        _end(course, scale.x(until), height, today_label),
        width=WIDTH,
        height=HEIGHT,
        css_class="wo-chart",
        language=language,
        title=title,
        description=description,
        prefix=prefix,
    )


def _course(points: Sequence[StepPoint], first: date, until: date) -> list[StepPoint]:
    """Return the steps from the first day to the last, beginning on the first day itself."""
    order = [point for point in sorted(points, key=lambda point: point.day) if point.day <= until]
    if not order:
        return []
    before = [point for point in order if point.day <= first]
    begin = before[-1] if before else StepPoint(first, 0, 0)
    course = [StepPoint(first, begin.certain, begin.possible)]
    for point in order:
        if point.day <= first:
            continue
        if point.day == course[-1].day:
            course[-1] = point
        else:
            course.append(point)
    return course


def _curves(
    course: Sequence[StepPoint],
    scale: Axis,
    until: date,
    height: Callable[[int], float],
    prefix: str,
) -> Drawing:
    if not course:
        return NOTHING
    edges = [scale.x(point.day) for point in course] + [scale.x(until)]
    low = _stairs(edges, [height(point.certain) for point in course])
    high = _stairs(edges, [height(point.possible) for point in course])
    ground = height(0)
    area = path("M", edges[0], ground, "L", *_joined(low), "L", edges[-1], ground, "Z")
    drawn = [element("path", {"class": "wo-chart-area", "d": area})]
    if any(point.possible > point.certain for point in course):
        band = path("M", *_joined(high), "L", *_joined(low[::-1]), "Z")
        drawn += [
            element(
                "path",
                {"class": "wo-chart-band", "d": band, "fill": fill_of(Hatching.POSSIBLE, prefix)},
            ),
            element("path", {"class": "wo-chart-possible", "d": path("M", *_joined(high))}),
        ]
    drawn.append(element("path", {"class": "wo-chart-certain", "d": path("M", *_joined(low))}))
    return group({"class": "wo-chart-curves", "aria-hidden": "true"}, *drawn)


def _stairs(edges: Sequence[float], heights: Sequence[float]) -> list[tuple[float, float]]:
    stairs = []
    for index, height in enumerate(heights):
        stairs += [(edges[index], height), (edges[index + 1], height)]
    return stairs


def _joined(corners: Sequence[tuple[float, float]]) -> list[float]:
    return [coordinate for corner in corners for coordinate in corner]


def _end(
    course: Sequence[StepPoint], x: float, height: Callable[[int], float], label: str
) -> Drawing:
    """Return the day asked about, with the count that holds on it."""
    if not course:
        return NOTHING
    point = course[-1]
    number = str(point.certain)
    dots = [_dot("wo-chart-dot", x, height(point.certain))]
    if point.possible != point.certain:
        number += f"–{point.possible}"
        dots.append(_dot("wo-chart-dot wo-chart-dot-possible", x, height(point.possible)))
    written = f"{label}: {number}" if label else number
    half = text_width(written, _TYPE) / 2
    middle = min(max(x, half + 2), WIDTH - half - 2)
    return group(
        {"class": "wo-chart-today"},
        element("path", {"class": "wo-chart-today-line", "d": path("M", x, 20, "V", _BOTTOM)}),
        *dots,
        element(
            "text",
            {"class": "wo-chart-today-label", "x": middle, "y": 13, "text-anchor": "middle"},
            written,
        ),
    )


def _dot(css_class: str, x: float, y: float) -> Drawing:
    return element("circle", {"class": css_class, "cx": x, "cy": y, "r": 4.5})


def _level(value: int, height: float) -> Drawing:
    css_class = "wo-chart-ground" if value == 0 else "wo-chart-level"
    return group(
        {},
        element("path", {"class": css_class, "d": path("M", _LEFT, height, "H", _RIGHT)}),
        element(
            "text",
            {"class": "wo-chart-value", "x": _LEFT - 8, "y": height + 4.5, "text-anchor": "end"},
            str(value),
        ),
    )


def _year(scale: Axis, x: float, year: int) -> Drawing:
    middle = min(max(x, scale.left), scale.right - 4)
    return group(
        {},
        element("path", {"class": "wo-chart-tick", "d": path("M", x, _BOTTOM, "v", 5)}),
        element(
            "text",
            {"class": "wo-chart-year", "x": middle, "y": _BOTTOM + 21, "text-anchor": "middle"},
            str(year),
        ),
    )
