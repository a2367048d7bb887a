"""The time line of one relation: its acts as marks, its phases and states as bars.

What is only known to the year or the month is drawn as wide as it is uncertain: an act as a
bracket from its earliest to its latest day, the doubtful ends of a bar hatched with a broken
outline. The page shows the same as a list beneath; the marks' numbers are the list's.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from weltoffen.portal.drawing.axis import Axis, axis
from weltoffen.portal.drawing.hatching import Hatching, definitions, fill_of
from weltoffen.portal.drawing.markup import (
    NOTHING,
    Drawing,
    element,
    group,
    identifier,
    path,
    picture,
)
from weltoffen.portal.drawing.placement import text_width
from weltoffen.portal.drawing.projection import Point
from weltoffen.portal.drawing.shapes import DIAMOND, SQUARE, Corners, outline


class MarkLook(StrEnum):
    """What kind of act a mark stands for; each has its own shape."""

    SIGNED = "signed"
    DECIDED = "decided"
    LIMITING = "limiting"
    STATED = "stated"


class SpanLook(StrEnum):
    """How a bar is filled: a phase, or the state of one axis."""

    PHASE = "phase"
    ACTIVE = "active"
    LIMITED = "limited"
    RESTING = "resting"
    ENDED = "ended"
    PLANNED = "planned"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Mark:
    """An act. ``earliest`` and ``latest`` are inclusive, and equal when the day is known.

    ``number`` is the one in the list; ``label`` is the link's accessible name (what, and when in
    words); ``href`` leads to the act in the list.
    """

    identifier: str
    label: str
    href: str
    earliest: date
    latest: date
    look: MarkLook = MarkLook.SIGNED
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """A bar in a row; rows appear in the order of their first span.

    It begins between ``start_earliest`` and ``start_latest`` and ends, if it ended at all, between
    ``end_earliest`` and ``end_latest`` (exclusive). ``label`` is written inside where there is
    room; ``note`` goes on in words ("seit 1978").
    """

    row: str
    label: str
    start_earliest: date
    start_latest: date
    end_earliest: date | None = None
    end_latest: date | None = None
    look: SpanLook = SpanLook.PHASE
    note: str = ""

    @property
    def name(self) -> str:
        """Return what a screen reader says of the bar."""
        return f"{self.row}: {self.label}" + (f", {self.note}" if self.note else "")


WIDTH, _MARGIN = 760.0, 14.0
_TYPE, _NUMBER_RISE = 13.0, 4.0
_RADIUS, _LANE = 9.0, 25.0
_TIP = 7.0
_TODAY_HEIGHT, _AXIS_HEIGHT = 22.0, 26.0
_ROW, _BAR, _ROW_LABEL = 50.0, 19.0, 20.0
_HATCHINGS = {
    SpanLook.LIMITED: Hatching.LIMITED,
    SpanLook.RESTING: Hatching.RESTING,
    SpanLook.UNKNOWN: Hatching.UNKNOWN,
}
_SHAPES: dict[MarkLook, Corners] = {MarkLook.DECIDED: SQUARE, MarkLook.LIMITING: DIAMOND}


def timeline(
    marks: Sequence[Mark],
    spans: Sequence[Span],
    *,
    first: date,
    last: date,
    today: date,
    today_label: str,
    language: str,
    title: str,
    description: str,
    prefix: str = "wo-time",
) -> Drawing:
    """Draw the time line and return the ``svg`` element, 760 units wide.

    ``first`` and ``last`` bound what is drawn; ``today`` is the day asked about, with the words to
    write at its line. Give the drawing a box that scrolls (class ``wo-scroll``): it keeps a least
    width on small screens so that it can be read. Raises ``ValueError`` when an act or a bar ends
    before it begins.
    """
    for mark in marks:
        _check(mark.earliest, mark.latest)
    for span in spans:
        _check_span(span)
    scale = axis(first, last, left=_MARGIN, right=WIDTH - _MARGIN)
    lanes = _lanes(marks, scale)
    depth = 1 + max((lane for _, _, lane in lanes), default=-1)
    base = _TODAY_HEIGHT + max(depth, 1) * _LANE
    rows = list(dict.fromkeys(span.row for span in spans))
    height = base + _AXIS_HEIGHT + len(rows) * _ROW
    return picture(
        definitions(Hatching, prefix=prefix, css_class="wo-time-tile"),
        _years(scale, base, height),
        _today(scale, today, today_label, height),
        group({"class": "wo-time-rows"}, *_rows(rows, spans, scale, base + _AXIS_HEIGHT, prefix)),
        group({"class": "wo-time-stems", "aria-hidden": "true"}, *_stems(lanes, base)),
        group({"class": "wo-time-marks"}, *_marks(lanes, scale, base, prefix)),
        width=WIDTH,
        height=height,
        css_class="wo-time",
        language=language,
        title=title,
        description=description,
        prefix=prefix,
    )


def _check(start: date, end: date) -> None:
    if end < start:
        raise ValueError(f"{end} lies before {start}")


def _check_span(span: Span) -> None:
    _check(span.start_earliest, span.start_latest)
    if (span.end_earliest is None) != (span.end_latest is None):
        raise ValueError(f"{span.row}: an end needs both its earliest and its latest day")
    if span.end_earliest is not None and span.end_latest is not None:
        _check(span.end_earliest, span.end_latest)
        _check(span.start_earliest, span.end_latest)


def _lanes(marks: Sequence[Mark], scale: Axis) -> list[tuple[Mark, float, int]]:
    """Return each mark with the middle of its stretch and its lane, 0 lowest.

    Marks that would touch stand above each other; the earlier one stands lower, and those of
    which nothing is known stand highest.
    """

    def turn(mark: Mark) -> tuple[bool, date, date, int]:
        nowhere = not scale.holds(mark.earliest) and not scale.holds(mark.latest)
        return (nowhere, mark.earliest, mark.latest, mark.number or 0)

    order = sorted(marks, key=turn)
    ends: list[float] = []
    placed = []
    for mark in order:
        left, right = scale.x(mark.earliest), scale.x(mark.latest)
        middle = (left + right) / 2
        begins = min(left, middle - _RADIUS) - 2
        finishes = max(right, middle + _RADIUS) + 2
        lane = next((lane for lane, end in enumerate(ends) if end <= begins), len(ends))
        if lane == len(ends):
            ends.append(finishes)
        else:
            ends[lane] = finishes
        placed.append((mark, middle, lane))
    return placed


def _marks(
    lanes: Sequence[tuple[Mark, float, int]], scale: Axis, base: float, prefix: str
) -> Iterable[Drawing]:
    for position, (mark, middle, lane) in enumerate(lanes):
        height = _height(lane, base)
        name_id = identifier(prefix, f"mark-{position}")
        uncertain = mark.earliest != mark.latest
        written = NOTHING
        if mark.number is not None:
            written = element(
                "text",
                {
                    "class": "wo-time-number",
                    "x": middle,
                    "y": height + _NUMBER_RISE,
                    "text-anchor": "middle",
                },
                str(mark.number),
            )
        classes = f"wo-time-mark wo-time-mark-{mark.look.value}"
        yield element(
            "a",
            {
                "class": f"{classes} wo-time-mark-uncertain" if uncertain else classes,
                "href": mark.href,
                "aria-labelledby": name_id,
            },
            element("title", {"id": name_id}, mark.label),
            _bracket(mark, scale, height) if uncertain else NOTHING,
            element(
                "circle",
                {"class": "wo-time-halo", "cx": middle, "cy": height, "r": _RADIUS + 5},
            ),
            outline(_SHAPES.get(mark.look), "wo-time-dot", Point(middle, height), _RADIUS),
            written,
        )


def _stems(lanes: Iterable[tuple[Mark, float, int]], base: float) -> Iterable[Drawing]:
    """Yield the lines from the marks down to the years; they lie beneath all marks."""
    for _, middle, lane in lanes:
        data = path("M", middle, _height(lane, base), "V", base)
        yield element("path", {"class": "wo-time-stem", "d": data})


def _height(lane: int, base: float) -> float:
    return base - 4 - _RADIUS - lane * _LANE


def _bracket(mark: Mark, scale: Axis, height: float) -> Drawing:
    """Return a line from the earliest to the latest day; an end beyond the drawing stays open."""
    left, right = scale.x(mark.earliest), scale.x(mark.latest)
    parts: list[str | float] = ["M", left, height, "H", right]
    for day, x in ((mark.earliest, left), (mark.latest, right)):
        if scale.holds(day):
            parts += ["M", x, height - 5, "V", height + 5]
    return element("path", {"class": "wo-time-bracket", "d": path(*parts)})


def _years(scale: Axis, base: float, height: float) -> Drawing:
    drawn = [
        element(
            "path",
            {"class": "wo-time-axis", "d": path("M", scale.left, base, "H", scale.right)},
        )
    ]
    for x, year in scale.ticks():
        drawn.append(
            element("path", {"class": "wo-time-grid", "d": path("M", x, base, "V", height)})
        )
        middle = min(max(x, scale.left + 16), scale.right - 16)
        drawn.append(
            element(
                "text",
                {
                    "class": "wo-time-year",
                    "x": middle,
                    "y": base + _TYPE + 4,
                    "text-anchor": "middle",
                },
                str(year),
            )
        )
    return group({"class": "wo-time-years", "aria-hidden": "true"}, *drawn)


def _today(scale: Axis, today: date, label: str, height: float) -> Drawing:
    if not scale.holds(today):
        return NOTHING
    x = scale.x(today)
    half = text_width(label, _TYPE) / 2
    middle = min(max(x, half + 2), WIDTH - half - 2)
    return group(
        {"class": "wo-time-today"},
        element("path", {"class": "wo-time-today-line", "d": path("M", x, 19, "V", height)}),
        element(
            "text",
            {"class": "wo-time-today-label", "x": middle, "y": 13, "text-anchor": "middle"},
            label,
        ),
    )


def _rows(
    rows: Sequence[str], spans: Sequence[Span], scale: Axis, top: float, prefix: str
) -> Iterable[Drawing]:
    for position, row in enumerate(rows):
        label_line = top + position * _ROW + _ROW_LABEL
        bars = [_bar(span, scale, label_line + 5, prefix) for span in spans if span.row == row]
        yield group(
            {"class": "wo-time-row"},
            element(
                "text",
                {"class": "wo-time-row-label", "x": _MARGIN, "y": label_line},
                row,
            ),
            *bars,
        )


def _bar(span: Span, scale: Axis, top: float, prefix: str) -> Drawing:
    """Return a bar: its certain middle whole, its doubtful ends hatched with a broken outline."""
    begin, surely = scale.x(span.start_earliest), scale.x(span.start_latest)
    until = scale.right if span.end_earliest is None else scale.x(span.end_earliest)
    end = scale.right if span.end_latest is None else scale.x(span.end_latest)
    if end <= begin:
        return NOTHING
    if surely < until:
        doubtful = [(begin, surely), (until, end)]
        parts = [_certain(span, surely, until, top, prefix)]
    else:
        doubtful, parts = [(begin, end)], []
    parts += [_possible(left, right, top, prefix) for left, right in doubtful if left < right]
    return group(
        {"class": f"wo-time-span wo-time-span-{span.look.value}", "role": "img"},
        element("title", {}, span.name),
        *parts,
        _written(span, surely if surely < until else begin, until, top),
    )


def _written(span: Span, left: float, right: float, top: float) -> Drawing:
    if text_width(span.label, _TYPE) + 14 > right - left:
        return NOTHING
    return element(
        "text", {"class": "wo-time-span-label", "x": left + 7, "y": top + 14}, span.label
    )


def _certain(span: Span, left: float, right: float, top: float, prefix: str) -> Drawing:
    """Return the certain part; it ends in a tip when the bar has no end."""
    tip = ("l", _TIP, _BAR / 2, "l", -_TIP, _BAR / 2) if span.end_earliest is None else ("v", _BAR)
    data = path("M", left, top, "H", right, *tip, "H", left, "Z")
    fill = element("path", {"class": "wo-time-bar wo-time-bar-certain", "d": data})
    hatching = _HATCHINGS.get(span.look)
    if hatching is None:
        return fill
    return Drawing(fill + _hatched(hatching, left, right, top, prefix))


def _possible(left: float, right: float, top: float, prefix: str) -> Drawing:
    fill = element(
        "rect",
        {
            "class": "wo-time-bar wo-time-bar-possible",
            "x": left,
            "y": top,
            "width": right - left,
            "height": _BAR,
        },
    )
    return Drawing(fill + _hatched(Hatching.POSSIBLE, left, right, top, prefix))


def _hatched(hatching: Hatching, left: float, right: float, top: float, prefix: str) -> Drawing:
    return element(
        "rect",
        {
            "class": "wo-time-hatch",
            "x": left,
            "y": top,
            "width": right - left,
            "height": _BAR,
            "fill": fill_of(hatching, prefix),
        },
    )
