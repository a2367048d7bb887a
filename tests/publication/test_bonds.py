"""What is said of a bond that is over, or only planned."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import translation

from tests.relations.test_state import act
from weltoffen.ground.dates import parse_date
from weltoffen.publication import wording
from weltoffen.publication.rules.bonds import belongs_to_form, bond_told
from weltoffen.publication.rules.spans import ended_with, spans
from weltoffen.relations.enums import ActKind, Axis, Phase, Status
from weltoffen.relations.rules.state import state
from weltoffen.relations.types import ActFacts

SAID_ON = dt.date(2026, 11, 22)
PLANNED = act(
    1, "XXXX", kind=ActKind.STATED, latest=SAID_ON, bond=Status.PLANNED, planned_for="2027"
)
BEGUN = act(1, "2015", phase=Phase.PROJECT, bond=Status.ACTIVE)
ENDED = act(2, "2020-05-01", kind=ActKind.END, bond=Status.ENDED)
PROJECT = act(1, "2015", phase=Phase.PROJECT)
ENDED_SOME_TIME = act(2, "XXXX", kind=ActKind.STATED, latest=SAID_ON, bond=Status.ENDED)


def told(acts: list[ActFacts], on: dt.date):
    return bond_told(acts, state(acts, on).bond, on)


def sentence(acts: list[ActFacts], on: dt.date, language: str = "de") -> str:
    found = state(acts, on)
    began = parse_date("2015")
    with translation.override(language):
        return wording.present_sentence(
            "Graz", "Dortmund", tuple(found.phase), tuple(found.bond), began, "", told(acts, on)
        )


@pytest.mark.parametrize(
    ("on", "words"),
    [
        (SAID_ON, "Eine Bindung zwischen Dortmund und Graz ist für 2027 geplant."),
        (dt.date(2027, 12, 31), "Eine Bindung zwischen Dortmund und Graz ist für 2027 geplant."),
        (dt.date(2028, 1, 1), "Eine Bindung zwischen Dortmund und Graz war für 2027 geplant. "
         "Seitdem ist nichts darüber bekannt."),
    ],
)  # fmt: skip
def test_what_is_planned_is_planned_for_its_time_until_that_is_over(on, words) -> None:
    assert sentence([PLANNED], on) == words


def test_of_a_plan_is_said_since_when_it_is_known_and_who_said_it() -> None:
    found = told([PLANNED], SAID_ON)
    assert found is not None
    with translation.override("de"):
        assert wording.form_words(found, None, "de") == "geplant für 2027"
        assert wording.plan_sentence(found, "de") == (
            "Geplant für 2027. Bekannt seit dem 22. November 2026. Gesagt hat es: diese Stadt."
        )
    later = told([PLANNED], dt.date(2028, 1, 1))
    assert later is not None
    with translation.override("de"):
        assert wording.form_words(later, None, "de") == (
            "war für 2027 geplant, seitdem ist nichts darüber bekannt"
        )
    with translation.override("en"):
        assert wording.form_words(later, None, "en") == (
            "was planned for 2027, nothing is known of it since"
        )


def test_a_plan_that_came_about_and_ended_is_not_that_of_today() -> None:
    once = act(1, "1990-01-01", bond=Status.PLANNED, planned_for="1991")
    came = act(2, "1991-05-01", bond=Status.ACTIVE)
    over = act(3, "2000-05-01", bond=Status.ENDED)
    again = act(4, "2020-05-01", bond=Status.PLANNED)
    found = told([once, came, over, again], dt.date(2026, 1, 1))
    assert found is not None
    assert (found.act, found.planned_for.is_known, found.is_past) == (4, False, False)


def test_a_plan_without_a_time_never_becomes_one_of_the_past() -> None:
    vague = PLANNED._replace(planned_for="")
    assert sentence([vague], dt.date(2040, 1, 1)) == (
        "Eine Bindung zwischen Dortmund und Graz ist geplant."
    )


def test_the_newest_act_says_for_when_it_is_planned() -> None:
    put_off = act(2, "2027-03-01", bond=Status.PLANNED, planned_for="2029")
    again = act(3, "2027-04-01", bond=Status.PLANNED)
    acts = [PLANNED, put_off, again]
    assert sentence(acts, dt.date(2027, 2, 1)).endswith("ist für 2027 geplant.")
    assert sentence(acts, dt.date(2028, 1, 1)).endswith("ist für 2029 geplant.")


@pytest.mark.parametrize("status", [Status.ACTIVE, Status.UNKNOWN])
def test_nothing_is_told_of_another_bond(status) -> None:
    came = act(2, "2027-05-01", bond=status)
    assert told([PLANNED, came], dt.date(2028, 1, 1)) is None
    assert told([PLANNED], dt.date(2020, 1, 1)) is None  # nobody had certainly said it by then


def test_an_ended_relation_says_its_end() -> None:
    assert sentence([BEGUN, ENDED], SAID_ON) == (
        "Die Bindung zwischen Dortmund und Graz ist seit dem 1. Mai 2020 beendet."
    )
    assert sentence([PROJECT, ENDED_SOME_TIME], SAID_ON) == (
        "Die Bindung zwischen Dortmund und Graz ist beendet."
    )


@pytest.mark.parametrize(
    ("end", "began", "words"),
    [
        (ENDED, "2015", "2015 bis 1. Mai 2020, beendet"),
        (ENDED, "XXXX", "bis 1. Mai 2020, beendet"),
        (ENDED, None, "beendet (1. Mai 2020)"),
        (ENDED_SOME_TIME, "2015",
         "seit 2015, beendet (Zeitpunkt nicht genannt; bekannt seit dem 22. November 2026)"),
        (ENDED_SOME_TIME, None,
         "beendet (Zeitpunkt nicht genannt; bekannt seit dem 22. November 2026)"),
    ],
)  # fmt: skip
def test_beside_the_form_stands_that_it_is_over(end, began, words) -> None:
    found = told([PROJECT, end], SAID_ON)
    assert found is not None
    assert found.act == end.id
    with translation.override("de"):
        assert wording.form_words(found, parse_date(began) if began else None, "de") == words


def test_an_end_is_not_that_of_a_form_which_began_later() -> None:
    contact = act(3, "2022", phase=Phase.CONTACT)
    found = told([BEGUN, ENDED, contact], SAID_ON)
    assert found is not None
    assert not belongs_to_form(found, parse_date("2022"))
    assert belongs_to_form(found, parse_date("2015"))


def test_a_stretch_of_time_that_ended_some_day_says_so() -> None:
    with translation.override("de"):
        said = wording.span_words(parse_date("2015"), parse_date("XXXX"), "de")
    assert said == "seit 2015 bis zu einem nicht bekannten Tag"
    assert wording.status_label(Axis.BOND, (Status.PLANNED,)) == "geplant"


def test_a_form_ends_with_the_bond_and_only_then() -> None:
    def end(acts: list[ActFacts]) -> int | None:
        over = ended_with(spans(acts, "phase"), spans(acts, "bond"))
        return over.began_by if over else None

    assert end([PROJECT, ENDED]) == 2
    assert end([BEGUN]) is None
    assert end([PROJECT, ENDED_SOME_TIME]) is None
    assert end([PROJECT, ENDED, act(3, "2022", phase=Phase.CONTACT)]) is None
    assert end([PROJECT, ENDED, act(3, "2022", bond=Status.ACTIVE)]) is None
    assert end([ENDED]) is None
