"""Where things stand on a drawing: projections, labels, the axis of time."""

from __future__ import annotations

import itertools
import math
import string
from datetime import date
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from lxml import etree

from weltoffen.portal.drawing import projection
from weltoffen.portal.drawing.axis import axis
from weltoffen.portal.drawing.placement import Wish, marker_box, place_labels, spread, text_width
from weltoffen.portal.drawing.projection import EUROPE, FRAMES, WORLD, Frame, Point

MAPS = Path(__file__).resolve().parents[2] / "src/weltoffen/portal/static/portal/map"

latitudes = st.floats(projection.WORLD_SOUTH, projection.WORLD_NORTH)
longitudes = st.floats(-180, 180)
days = st.dates()


def test_equal_earth_agrees_with_proj() -> None:
    # The example in PROJ's documentation of eqearth, +R=1.
    assert projection.equal_earth(47, 122) == pytest.approx((1.55, 0.89), abs=0.005)


@given(latitudes, longitudes)
def test_every_inhabited_place_lies_on_the_world(latitude: float, longitude: float) -> None:
    assert WORLD.holds(WORLD.place(latitude, longitude), margin=-1e-6)


@given(st.floats(0, 90), st.floats(0, 179.9))
def test_equal_earth_is_symmetric(latitude: float, longitude: float) -> None:
    x, y = projection.equal_earth(latitude, longitude)
    assert projection.equal_earth(latitude, -longitude) == pytest.approx((-x, y))
    assert projection.equal_earth(-latitude, longitude) == pytest.approx((x, -y))


@given(latitudes, st.floats(0.01, 179.9))
def test_the_world_is_symmetric_about_its_middle(latitude: float, off: float) -> None:
    east = WORLD.place(latitude, projection.WORLD_MERIDIAN + off)
    west = WORLD.place(latitude, projection.WORLD_MERIDIAN - off)
    assert east.x + west.x == pytest.approx(WORLD.width)
    assert east.y == pytest.approx(west.y)


@given(
    st.sampled_from(sorted(FRAMES)),
    st.floats(20, 70),
    st.floats(-20, 50),
)
def test_both_projections_keep_areas(name: str, latitude: float, longitude: float) -> None:
    frame = FRAMES[name]
    step = 0.01
    x, y = frame.place(latitude, longitude)
    east = frame.place(latitude, longitude + step)
    north = frame.place(latitude + step, longitude)
    drawn = abs((east.x - x) * (north.y - y) - (east.y - y) * (north.x - x))
    on_earth = math.radians(step) ** 2 * math.cos(math.radians(latitude))
    assert drawn == pytest.approx(on_earth * frame.scale**2, rel=1e-3)


@given(st.floats(-90, 90), st.floats(-720, 720))
def test_a_full_turn_changes_nothing(latitude: float, longitude: float) -> None:
    assume(abs(abs(projection.turn(longitude - projection.WORLD_MERIDIAN)) - 180) > 1e-6)
    assert WORLD.place(latitude, longitude + 360) == pytest.approx(WORLD.place(latitude, longitude))


@pytest.mark.parametrize("place", [(91, 0), (math.nan, 0), (0, math.inf)])
def test_no_place_beyond_the_poles(place: tuple[float, float]) -> None:
    with pytest.raises(ValueError, match="no place on Earth"):
        WORLD.place(*place)


def test_the_opposite_of_the_centre_is_refused() -> None:
    with pytest.raises(ValueError, match="opposite"):
        projection.lambert_azimuthal(-48, -166, central_latitude=48, central_meridian=14)


@pytest.mark.parametrize("frame", [WORLD, EUROPE], ids=lambda frame: frame.name)
def test_the_base_map_is_drawn_for_its_frame(frame: Frame) -> None:
    file = MAPS / f"{frame.name}.svg"
    assert file.stat().st_size < 130_000
    width, height = map(float, etree.parse(file).getroot().get("viewBox").split()[2:])
    assert width / height == pytest.approx(frame.width / frame.height, rel=1e-3)
    assert "prefers-color-scheme:dark" in file.read_text(encoding="utf-8")


wishes = st.lists(
    st.tuples(
        st.floats(0, 400),
        st.floats(0, 300),
        st.text(string.ascii_letters, max_size=12),
        st.booleans(),
    ),
    max_size=14,
).map(
    lambda found: [
        Wish(str(index), Point(x, y), 5, label, str(index), urgent)
        for index, (x, y, label, urgent) in enumerate(found)
    ]
)


@given(wishes)
def test_labels_cover_neither_marks_nor_labels(wanted: list[Wish]) -> None:
    placed = place_labels(wanted, size=12, width=400, height=300)
    boxes = [label.box for label in placed.values()]
    assert not [pair for pair in itertools.combinations(boxes, 2) if pair[0].meets(pair[1])]
    marks = [marker_box(wish.centre, wish.radius) for wish in wanted]
    assert not [1 for box in boxes for mark in marks if box.meets(mark)]
    assert all(box.inside(400, 300) for box in boxes)
    assert {label.text for label in placed.values()} <= {
        text for wish in wanted for text in (wish.label, wish.short)
    }


def test_a_label_with_room_stands_to_the_right() -> None:
    placed = place_labels([Wish("a", Point(50, 50), 5, "Amiens")], size=12, width=200, height=100)
    assert placed["a"].anchor == "start"
    assert placed["a"].x > 55


def test_a_label_at_the_right_edge_stands_to_the_left() -> None:
    placed = place_labels([Wish("a", Point(190, 50), 5, "Amiens")], size=12, width=200, height=100)
    assert placed["a"].anchor == "end"


def test_a_label_without_room_gives_way_to_its_number_and_that_to_nothing() -> None:
    long, room = "Stadt mit einem sehr langen Namen", {"size": 12, "width": 60, "height": 60}
    assert place_labels([Wish("a", Point(30, 30), 5, long, "7")], **room)["a"].text == "7"
    assert place_labels([Wish("a", Point(30, 30), 5, long)], **room) == {}


def test_a_label_without_room_at_its_mark_stands_farther_off_on_a_free_line() -> None:
    crowd = [
        Wish(f"{x}-{y}", Point(200 + x * 14, 150 + y * 14), 6, "")
        for x, y in itertools.product((-1, 0, 1), repeat=2)
        if (x, y) != (0, 0)
    ]
    middle = Wish("m", Point(200, 150), 6, "Zwickau", "11")
    closed = place_labels([middle, *crowd], size=12, width=400, height=300)
    assert "m" not in closed, "every line out of the middle crosses a neighbour"
    open_above = [wish for wish in crowd if wish.centre.y >= 150]
    label = place_labels([middle, *open_above], size=12, width=400, height=300)["m"]
    assert label.text == "Zwickau"
    far = Wish("f", Point(200, 150), 6, "Zwickau", "11")
    above = [wish for wish in crowd if not (wish.centre.x == 200 and wish.centre.y < 150)]
    joined = place_labels([far, *above], size=12, width=400, height=300)["f"]
    assert joined.text == "Zwickau"
    assert joined.lead is not None
    assert joined.lead.y < 150


@given(st.text(st.characters(codec="latin-1"), max_size=20), st.floats(1, 40))
def test_width_grows_with_type_and_text(text: str, size: float) -> None:
    assert text_width(text + "a", size) > text_width(text, size)
    assert text_width(text, 2 * size) == pytest.approx(2 * text_width(text, size))


def test_width_is_not_less_than_measured_in_the_font() -> None:
    # Sums of advance widths in Fira Sans Bold 4.106, in type sizes, read from the vendored font.
    for name, measured in (("Dortmund", 4.616), ("Bondo", 2.962), ("Rostow am Don", 7.082)):
        assert measured <= text_width(name, 1) <= measured * 1.2


def test_marks_on_one_spot_part() -> None:
    first, second = spread([Point(10, 10), Point(10, 10)], apart=8)
    assert (first.x, second.x) == (6, 14)


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=8, unique=True))
def test_marks_that_stand_clear_stay(cells: list[tuple[int, int]]) -> None:
    points = [Point(20.0 * x, 20.0 * y) for x, y in cells]
    assert spread(points, apart=19) == points


@given(days, days, days)
def test_days_lie_on_the_axis_in_their_order(a: date, b: date, c: date) -> None:
    first, middle, last = sorted((a, b, c))
    scale = axis(first, last, left=10, right=700)
    assert 10 <= scale.x(first) <= scale.x(middle) <= scale.x(last) <= 700
    assert scale.holds(first)
    assert scale.holds(last)


@given(days, days)
def test_years_stand_apart_and_in_order(a: date, b: date) -> None:
    scale = axis(min(a, b), max(a, b), left=0, right=700)
    ticks = scale.ticks(apart=50)
    assert all(0 <= tick.x <= 700 for tick in ticks)
    gaps = [after.x - before.x for before, after in itertools.pairwise(ticks)]
    assert all(gap > 49 for gap in gaps)


def test_written_years_are_round() -> None:
    scale = axis(date(1957, 3, 1), date(2027, 1, 1), left=0, right=700)
    assert [tick.year for tick in scale.ticks(apart=58)] == [
        1960,
        1970,
        1980,
        1990,
        2000,
        2010,
        2020,
    ]


def test_an_axis_does_not_run_backwards() -> None:
    with pytest.raises(ValueError, match="before"):
        axis(date(2020, 1, 2), date(2020, 1, 1), left=0, right=1)
