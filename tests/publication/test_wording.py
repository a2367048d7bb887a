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
