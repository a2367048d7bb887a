"""Times as people write them into tables: exact, rough, and such as need a person's eye."""

from __future__ import annotations

import contextlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weltoffen.ground.problems import Refused
from weltoffen.intake.sheets.times import Time, read_time

TODAY = date(2026, 11, 22)


def read(cell: str) -> Time:
    return read_time(cell, TODAY)


@pytest.mark.parametrize(
    ("cell", "on"),
    [
        ("1977", "1977"),
        ("1977.0", "1977"),
        ("1977-07-04", "1977-07-04"),
        ("1977-07-04 00:00:00", "1977-07-04"),
        ("4.7.1977", "1977-07-04"),
        ("seit dem 4. Juli 1977", "1977-07-04"),
        ("Juli 1977", "1977-07"),
        ("07/1977", "1977-07"),
        ("14/7/1977", "1977-07-14"),
        ("7/14/1977", "1977-07-14"),
        ("4/4/1977", "1977-04-04"),
        ("July 4, 1977", "1977-07-04"),
        ("4th July 1977", "1977-07-04"),
        ("juillet 1977", "1977-07"),
        ("le 1er août 1977", "1977-08-01"),
        ("1977-11", "1977-11"),
        ("1977 bis heute", "1977"),
        ("seit 1977 - heute", "1977"),
        ("1977-", "1977"),
    ],
)
def test_dates_are_as_exact_as_written(cell, on):
    assert read(cell) == Time(read(on).on)
    assert read(cell).on.text == on


@pytest.mark.parametrize(
    ("cell", "on"),
    [
        ("ca. 1960", "1960~"),
        ("ca 1960", "1960~"),
        ("~1960", "1960~"),
        ("vers 1960", "1960~"),
        ("um 1960", "1960~"),
        ("1977/78", "[1977..1978]"),
        ("1977/1978", "[1977..1978]"),
        ("1977–78", "[1977..1978]"),
        ("Sommer 1993", "[1993-06..1993-09]"),
        ("Frühjahr 1990", "[1990-03..1990-06]"),
        ("automne 1990", "[1990-09..1990-12-21]"),
        ("Winter 1993/94", "[1993-12..1994-03]"),
        ("Winter 1993", "[1992-12..1994-03]"),
        ("90er Jahre", "[1990..1999]"),
        ("in den 90ern", "[1990..1999]"),
        ("1990er", "[1990..1999]"),
        ("Ende der 80er Jahre", "[1986..1989]"),
        ("early 1990s", "[1990..1994]"),
        ("années 90", "[1990..1999]"),
        ("Ende 1990", "[1990-09..1990-12]"),
        ("3. Quartal 1993", "[1993-07..1993-09]"),
        ("Q1/1993", "[1993-01..1993-03]"),
        ("2. Halbjahr 1993", "[1993-07..1993-12]"),
        ("vor 1990", "[..1989]"),
        ("nach 1945", "[1945..]"),
    ],
)
def test_what_is_known_roughly_says_no_more_than_the_cell(cell, on):
    found = read(cell)
    assert (found.on.text, found.asks, found.until) == (on, "", None)


@pytest.mark.parametrize(
    ("cell", "ways"),
    [
        ("4.7.77", ["1977-07-04"]),
        ("4.7.14", ["2014-07-04", "1914-07-04"]),
        ("Juli 77", ["1977-07"]),
        ("'77", ["1977"]),
        ("um 77", ["1977~"]),
        ("87/88", ["[1987..1988]"]),
        ("20er Jahre", ["[2020..2029]", "[1920..1929]"]),
        ("7/4/1977", ["1977-04-07", "1977-07-04"]),
        ("4/7/77", ["1977-07-04", "1977-04-07"]),
        ("2014 ?", ["2014~", "2014"]),
        ("Juli 1977 (?)", ["1977-07~", "1977-07"]),
        ("vermutlich 1960", ["1960~", "1960"]),
        ("4.7.1977?", ["1977-07-04"]),
        ("28310", ["1977-07-04", "1981-07-05"]),
        ("1905-05-30", ["1977", "1905-05-30"]),
        ("1987 oder 1991", ["1987", "1991"]),
        ("wohl 77 oder 78", ["1977~", "1977", "1978~", "1978"]),
        ("1960 (Vertrag 1985)", ["1960", "1985"]),
    ],
)
def test_what_may_be_read_in_several_ways_is_asked_about(cell, ways):
    found = read(cell)
    assert found.asks
    assert [way.text for way in found.ways] == ways
    assert found.on.text == ways[0]
    assert [found.settled(way) for way in ways] == [Time(way) for way in found.ways]
    assert found.settled("1888") == found


@pytest.mark.parametrize("cell", ["1977-1990", "1977–1990", "1977 bis 1990", "1977/90"])
def test_a_span_has_a_beginning_and_an_end(cell):
    found = read(cell)
    assert found.until is not None
    assert (found.on.text, found.until.text) == ("1977", "1990")


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("31.2.1977", "gibt es nicht im Kalender"),
        ("4.7.", "fehlt das Jahr"),
        ("59999", "kein Datum"),
        ("1990-1977", "vor dem Anfang"),
        ("nach dem Krieg", "kein Datum"),
    ],
)
def test_what_is_no_time_is_told(cell, told):
    with pytest.raises(Refused, match=told):
        read(cell)


@pytest.mark.parametrize(
    "cell",
    [
        "1994" + " ?" * 500,
        " oder ".join(["1987"] * 500),
        "vielleicht " * 500 + "1987",
        "1987" + " – heute" * 500,
        "um " * 1500 + "1987",
        "frühestens " * 1500 + "1987",
    ],
)
def test_a_cell_of_nothing_but_marks_is_no_date_and_is_told_by_its_beginning(cell):
    with pytest.raises(Refused, match="kein Datum") as refusal:
        read(cell)
    [problem] = refusal.value.problems
    assert cell.startswith(problem.values["text"].removesuffix(" …"))
    assert len(problem.says()) < 300


@given(
    st.lists(
        st.sampled_from(["wohl", "1987", "oder", "77", "?", "bis", "heute", "4.7.", "um", "("]),
        max_size=90,
    )
)
def test_marks_in_whatever_order_are_a_time_or_refused(words):
    with contextlib.suppress(Refused):
        found = read(" ".join(words))
        assert found.on in (found.ways or (found.on,))
