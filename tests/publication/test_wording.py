"""How dates and doubts are said."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import translation

from tests.relations.test_state import act
from weltoffen.ground.dates import parse_date, parse_interval
from weltoffen.publication import wording
from weltoffen.publication.rules.terms import term_over
from weltoffen.relations.enums import Axis, Phase, Status

READ = dt.date(2026, 11, 21)
DAY = dt.date(2023, 6, 1)


@pytest.mark.parametrize(
    ("valid", "words"),
    [
        ("[..2026-11-21]/..", "gelesen am 21. November 2026"),
        ("[..2024-06]/..", "spätestens seit Juni 2024"),
        ("../[2018..2024-06]", "bis mindestens 2018, höchstens Juni 2024"),
        ("../2018", "bis 2018"),
        ("1977/..", "seit 1977"),
        ("1977/1990", "1977 bis 1990"),
    ],
)
def test_when_a_name_was_borne(valid: str, words: str) -> None:
    with translation.override("de"):
        assert wording.borne_words(parse_interval(valid), READ, "de") == words


def test_a_name_read_on_another_day_is_since_then() -> None:
    with translation.override("de"):
        said = wording.borne_words(parse_interval("[..2026-11-21]/.."), None, "de")
    assert said == "spätestens seit dem 21. November 2026"


@pytest.mark.parametrize(
    ("terms", "over"),
    [
        ([None], None),
        ([dt.date(2022, 10, 7)], dt.date(2022, 10, 7)),
        ([DAY], DAY),
        ([dt.date(2023, 6, 2)], None),
        ([dt.date(2022, 10, 7), None], None),
        ([dt.date(2021, 1, 1), dt.date(2022, 1, 1)], dt.date(2022, 1, 1)),
        ([], None),
    ],
)
def test_a_term_is_the_doubt_only_where_all_that_decide_have_run_out(terms, over) -> None:
    acts = [act(number, "2020-10-07", term_until=term) for number, term in enumerate(terms)]
    assert term_over(acts, DAY) == over


def test_a_day_that_is_not_exact_enough_is_another_doubt() -> None:
    late = act(1, "[2020-01-01..2024-01-01]", term_until=dt.date(2022, 1, 1))
    assert term_over([late], DAY) is None


def test_the_reason_of_the_doubt_is_the_right_one() -> None:
    both = (Status.ACTIVE, Status.ENDED)
    with translation.override("de"):
        assert "ungefähr" in wording.status_sentence(Axis.BOND, both)
        expired = wording.status_sentence(Axis.BOND, both, dt.date(2022, 10, 7))
        assert "bis zum 6. Oktober 2022" in expired
        assert "ungefähr" not in expired


def test_an_orientation_is_not_said_to_hold() -> None:
    def said(bond: str) -> str:
        return wording.present_sentence(
            "New Urban Agenda", "Dortmund", (Phase.COMMITMENT,), (bond,), parse_date("XXXX")
        )

    with translation.override("de"):
        assert said("").startswith("Dortmund orientiert sich an: New Urban Agenda.")
        assert said(Status.ACTIVE).startswith("Für Dortmund gilt: New Urban Agenda.")


@pytest.mark.parametrize(
    ("on", "german", "english"),
    [
        ("1977", "seit 1977", "since 1977"),
        ("1977-07-04", "seit dem 4. Juli 1977", "since 4 July 1977"),
        ("1977~", "seit etwa 1977", "since around 1977"),
        ("[1998-03..1998-06]", "seit Frühjahr 1998", "since spring 1998"),
        ("[1998-04..1998-06]", "seit dem 2. Quartal 1998", "since the second quarter of 1998"),
        ("[1990..1999]", "seit den 1990er Jahren", "since the 1990s"),
        ("[1977..1978]", "seit einem Tag zwischen 1977 und 1978",
         "since a day between 1977 and 1978"),
        ("[..2024-06]", "spätestens seit Juni 2024", "since June 2024 at the latest"),
        ("[2019-08..]", "frühestens seit August 2019", "since August 2019 at the earliest"),
        ("[2019-08-03..]", "frühestens seit dem 3. August 2019",
         "since 3 August 2019 at the earliest"),
    ],
)  # fmt: skip
def test_since_when_is_said_as_people_say_it(on: str, german: str, english: str) -> None:
    for language, said in (("de", german), ("en", english)):
        with translation.override(language):
            assert wording.since_words(parse_date(on)) == said


def test_a_span_between_a_season_and_a_year() -> None:
    began, until = parse_date("[1998-03..1998-06]"), parse_date("2004")
    with translation.override("de"):
        assert wording.span_words(began, until, "de") == "Frühjahr 1998 bis 2004"
        assert wording.span_words(began, None, "de") == "seit Frühjahr 1998"
