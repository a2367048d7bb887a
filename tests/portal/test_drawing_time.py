"""The time line and the steps: what is uncertain is drawn as uncertain."""

from __future__ import annotations

import itertools
import math
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from lxml import etree

from tests.portal.reading import HOSTILE, WORDS, classes, parsed
from weltoffen.portal.drawing.axis import axis
from weltoffen.portal.drawing.bars import StepPoint, steps
from weltoffen.portal.drawing.markup import Drawing
from weltoffen.portal.drawing.projection import Point
from weltoffen.portal.drawing.timeline import Mark, MarkLook, Span, SpanLook, timeline

DAY = date(2026, 11, 22)
TIME = {"first": date(1950, 1, 1), "last": date(2027, 1, 1), "today": DAY, "today_label": "heute"}

texts = st.text(max_size=30)
days = st.dates()


def draw_time(marks: list[Mark], spans: list[Span]) -> Drawing:
    return timeline(marks, spans, **TIME, **WORDS)


EXACT = Mark(
    "a", "Unterzeichnung am 14. April 1978", "#act-a", date(1978, 4, 14), date(1978, 4, 14)
)
YEAR = Mark("b", "Vertrag 1977", "#act-b", date(1977, 1, 1), date(1977, 12, 31), number=1)
NEVER = Mark("c", "irgendwann", "#act-c", date.min, date.max, MarkLook.STATED)


def test_an_empty_time_line_is_one() -> None:
    root = parsed(draw_time([], []))
    assert classes(root, "wo-time-mark") == []
    assert len(classes(root, "wo-time-today")) == 1


def test_an_exact_act_is_a_dot_and_an_uncertain_one_a_bracket() -> None:
    root = parsed(draw_time([EXACT, YEAR], []))
    dots = {link.get("href"): link for link in classes(root, "wo-time-mark")}
    assert classes(dots["#act-a"], "wo-time-bracket") == []
    (bracket,) = classes(dots["#act-b"], "wo-time-bracket")
    parts = bracket.get("d").split()
    scale = axis(TIME["first"], TIME["last"], left=14, right=746)
    assert float(parts[1]) == pytest.approx(scale.x(YEAR.earliest), abs=0.01)
    assert float(parts[4]) == pytest.approx(scale.x(YEAR.latest), abs=0.01)
    assert bracket.get("d").count("V") == 2
    assert dots["#act-b"].find("title").text == "Vertrag 1977"


def test_an_act_without_a_date_is_open_at_both_ends() -> None:
    (bracket,) = classes(parsed(draw_time([NEVER], [])), "wo-time-bracket")
    assert "V" not in bracket.get("d")


exact_marks = st.lists(st.dates(date(1950, 1, 1), date(2026, 12, 31)), min_size=2, max_size=12)


@given(exact_marks)
def test_marks_never_cover_each_other(when: list[date]) -> None:
    marks = [Mark(str(i), "x", f"#{i}", day, day, number=i) for i, day in enumerate(when)]
    root = parsed(draw_time(marks, []))
    centres = [
        Point(float(halo.get("cx")), float(halo.get("cy")))
        for halo in classes(root, "wo-time-halo")
    ]
    assert len(centres) == len(when)
    assert all(math.dist(a, b) >= 18 for a, b in itertools.combinations(centres, 2))
    assert all(point.y > 9 for point in centres)


def test_an_uncertain_beginning_is_hatched() -> None:
    span = Span("Bindung", "aktiv", date(1977, 1, 1), date(1978, 4, 14), look=SpanLook.ACTIVE)
    root = parsed(draw_time([], [span]))
    (certain,) = classes(root, "wo-time-bar-certain")
    (possible,) = classes(root, "wo-time-bar-possible")
    (hatch,) = classes(root, "wo-time-hatch")
    assert hatch.get("fill") == "url(#wo-time-possible)"
    scale = axis(TIME["first"], TIME["last"], left=14, right=746)
    assert float(possible.get("x")) == pytest.approx(scale.x(date(1977, 1, 1)), abs=0.01)
    assert float(certain.get("d").split()[1]) == pytest.approx(scale.x(date(1978, 4, 14)), abs=0.01)


def test_a_span_that_perhaps_never_was_is_hatched_throughout() -> None:
    span = Span("a", "b", date(2000, 1, 1), date(2005, 1, 1), date(2003, 1, 1), date(2006, 1, 1))
    root = parsed(draw_time([], [span]))
    assert classes(root, "wo-time-bar-certain") == []
    assert len(classes(root, "wo-time-bar-possible")) == 1


def test_states_that_hinder_have_patterns_of_their_own() -> None:
    fills = {}
    for look in SpanLook:
        root = parsed(draw_time([], [Span("a", "b", DAY, DAY, look=look)]))
        fills[look] = [hatch.get("fill") for hatch in classes(root, "wo-time-hatch")]
    assert fills[SpanLook.ACTIVE] == fills[SpanLook.PHASE] == []
    hindered = [fills[look] for look in (SpanLook.LIMITED, SpanLook.RESTING, SpanLook.UNKNOWN)]
    assert all(hindered)
    assert len({str(fill) for fill in hindered}) == 3


def test_bars_are_named_and_rows_keep_their_order() -> None:
    spans = [
        Span("Draht", "aktiv", date(1978, 1, 1), date(1978, 1, 1), note="seit 1978"),
        Span("Austausch", HOSTILE, date(1978, 1, 1), date(1978, 1, 1)),
        Span("Draht", "ruht", date(2022, 1, 1), date(2022, 1, 1), look=SpanLook.RESTING),
    ]
    root = parsed(draw_time([EXACT], spans))
    assert [row.text for row in classes(root, "wo-time-row-label")] == ["Draht", "Austausch"]
    names = [bar.find("title").text for bar in classes(root, "wo-time-span")]
    assert names[0] == "Draht: aktiv, seit 1978"
    assert all(bar.get("role") == "img" for bar in classes(root, "wo-time-span"))


def test_a_bar_outside_of_what_is_drawn_is_left_out() -> None:
    gone = Span("a", "b", date(1900, 1, 1), date(1900, 1, 1), date(1910, 1, 1), date(1910, 1, 1))
    assert classes(parsed(draw_time([], [gone])), "wo-time-span") == []


@pytest.mark.parametrize(
    ("marks", "spans"),
    [
        ([Mark("a", "a", "#", date(2001, 1, 1), date(2000, 1, 1))], []),
        ([], [Span("a", "b", date(2001, 1, 1), date(2000, 1, 1))]),
        (
            [],
            [
                Span(
                    "a", "b", date(2001, 1, 1), date(2001, 1, 1), date(1999, 1, 1), date(2000, 1, 1)
                )
            ],
        ),
        ([], [Span("a", "b", date(2001, 1, 1), date(2001, 1, 1), date(2002, 1, 1), None)]),
    ],
)
def test_nothing_ends_before_it_begins(marks: list[Mark], spans: list[Span]) -> None:
    with pytest.raises(ValueError, match=r"before|both"):
        draw_time(marks, spans)


def test_a_day_outside_of_the_time_line_has_no_line() -> None:
    options = {**TIME, "today": date(2030, 1, 1)}
    assert classes(parsed(timeline([], [], **options, **WORDS)), "wo-time-today") == []


spans_drawn = st.builds(
    lambda bounds, ends, look, label: Span(
        "Zeile",
        label,
        bounds[0],
        bounds[1],
        bounds[2] if ends else None,
        bounds[3] if ends else None,
        look,
    ),
    st.lists(days, min_size=4, max_size=4).map(sorted),
    st.booleans(),
    st.sampled_from(SpanLook),
    texts,
)


@given(st.lists(spans_drawn, max_size=5), days, st.integers(0, 40_000))
def test_any_span_makes_a_sound_time_line(spans: list[Span], first: date, length: int) -> None:
    last = min(first, date.max - timedelta(days=length)) + timedelta(days=length)
    root = parsed(
        timeline([NEVER], spans, first=first, last=last, today=DAY, today_label="heute", **WORDS)
    )
    for bar in classes(root, "wo-time-bar-possible"):
        assert float(bar.get("width")) >= 0
        assert float(bar.get("x")) + float(bar.get("width")) <= 760


COURSE = [StepPoint(date(1960, 4, 1), 1, 1), StepPoint(date(1977, 1, 1), 1, 2)]


def draw_steps(points: list[StepPoint], today: date = DAY) -> etree._Element:
    return parsed(steps(points, **{**TIME, "today": today}, **WORDS))


def test_no_points_make_an_empty_chart() -> None:
    root = draw_steps([])
    assert classes(root, "wo-chart-certain") == []
    assert len(classes(root, "wo-chart-ground")) == 1


def test_one_point_makes_one_step() -> None:
    root = draw_steps(COURSE[:1])
    assert len(classes(root, "wo-chart-certain")) == 1
    assert classes(root, "wo-chart-band") == []
    (label,) = classes(root, "wo-chart-today-label")
    assert label.text == "heute: 1"


def test_what_is_possible_is_a_hatched_band_and_a_range() -> None:
    root = draw_steps(COURSE)
    (band,) = classes(root, "wo-chart-band")
    assert band.get("fill") == "url(#wo-chart-possible)"
    (label,) = classes(root, "wo-chart-today-label")
    assert label.text == "heute: 1–2"


@pytest.mark.parametrize(
    ("today", "expected"),
    [(date(1955, 1, 1), None), (date(1960, 4, 1), "heute: 1"), (date(1976, 12, 31), "heute: 1")],
)
def test_the_number_is_that_of_the_day(today: date, expected: str | None) -> None:
    labels = [label.text for label in classes(draw_steps(COURSE, today), "wo-chart-today-label")]
    assert labels == ([] if expected is None else [expected])


@pytest.mark.parametrize(("year", "expected"), [(1970, "heute: 3"), (2000, "heute: 1")])
def test_a_count_may_fall(year: int, expected: str) -> None:
    points = [StepPoint(date(1990, 1, 1), 1, 1), StepPoint(date(1960, 1, 1), 3, 3)]
    (label,) = classes(draw_steps(points, date(year, 1, 1)), "wo-chart-today-label")
    assert label.text == expected


counts = st.tuples(st.integers(0, 300), st.integers(0, 300)).map(sorted)
points_drawn = st.lists(
    st.builds(lambda day, pair: StepPoint(day, *pair), days, counts), max_size=8
)


@given(points_drawn, st.randoms(use_true_random=False))
def test_the_order_of_points_does_not_matter(points: list[StepPoint], random: Random) -> None:
    assume(len({point.day for point in points}) == len(points))
    shuffled = list(points)
    random.shuffle(shuffled)
    options = {**TIME, **WORDS}
    assert steps(shuffled, **options) == steps(points, **options)


@given(points_drawn)
def test_steps_stay_on_the_sheet(points: list[StepPoint]) -> None:
    root = draw_steps(points)
    for css_class in ("wo-chart-certain", "wo-chart-possible"):
        for curve in classes(root, css_class):
            numbers = [float(part) for part in curve.get("d").split() if part != "M"]
            assert all(34 <= x <= 704 for x in numbers[::2])
            assert all(30 <= y <= 236 for y in numbers[1::2])
    assert 2 <= len(classes(root, "wo-chart-value")) <= 7


@pytest.mark.parametrize("pair", [(2, 1), (-1, 1)])
def test_a_count_is_never_less_than_certain(pair: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="certain"):
        draw_steps([StepPoint(DAY, *pair)])
