"""What accepting would do: values in, values out."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from tests.intake.road.known import BREST, SPOT, act, claim, register, relation, told, twin
from weltoffen.intake.rules.deciding import Heard, decide, is_certain
from weltoffen.intake.rules.matching import compare
from weltoffen.intake.rules.receiving import day_of_comparison, title_for
from weltoffen.intake.types import ActKind, Kind, Standing
from weltoffen.relations.enums import Side
from weltoffen.sources.enums import SourceKind

HEARD = Heard(Side.HOME, "", dt.date(2026, 11, 22), "DE", "de")
BOUND = {"phase": "twin", "bond": "active"}
KNOWN = register(relation(act(1, "1970", phase="twin", bond="active")))


def intent(found, known=KNOWN, heard=HEARD):
    return decide(found, compare(found, known, SPOT), heard)


def test_a_new_twin_is_a_relation_with_the_citys_word():
    found = intent(twin(name="Brest", place=BREST))
    assert found.relation is None
    assert (found.counterpart.side, found.counterpart.place) == ("municipality", BREST)
    [stated] = found.acts
    assert (stated.kind, stated.on, stated.side) == ("stated", "1970", Side.HOME)
    assert dict(stated.effects) == {"phase": "twin", "bond": "active"}
    assert stated.title["de"] == "Die Stadt nennt Brest als Partnerstadt seit 1970"
    assert stated.title["en"] == "The city names Brest as a partner city since 1970"


def test_of_a_relation_known_by_its_pause_alone_the_beginning_is_kept_too():
    paused = register(relation(act(1, "2022-03-03", kind="suspension", exchange="resting")))
    resting = twin(since="1978", status=Standing.RESTING)
    found = intent(resting, paused)
    assert [(each.on, dict(each.effects)) for each in found.acts] == [("1978", BOUND)]
    limited = replace(resting, status=Standing.LIMITED)
    begun, now = intent(limited, paused).acts
    assert (begun.on, dict(begun.effects)) == ("1978", BOUND)
    assert dict(now.effects) == {"channel": "limited"}


def test_somebody_elses_word_is_told_as_theirs():
    heard = replace(HEARD, side=Side.THIRD, publisher="Der Verein")
    [stated] = intent(twin(name="Brest", place=BREST), heard=heard).acts
    assert stated.title["de"].startswith("Der Verein nennt Brest")
    assert stated.side is Side.THIRD


@pytest.mark.parametrize(
    ("kind", "status", "effects"),
    [
        (Kind.PROJECT, Standing.ACTIVE, [{"phase": "project"}]),
        (Kind.SOLIDARITY, Standing.ACTIVE, [{"phase": "solidarity"}]),
        (Kind.FRIENDSHIP, Standing.ACTIVE, [{"phase": "friendship", "bond": "active"}]),
        (Kind.TWIN, Standing.PLANNED, [{"bond": "planned"}]),
        (
            Kind.TWIN,
            Standing.RESTING,
            [{"phase": "twin", "bond": "active"}, {"exchange": "resting"}],
        ),
        (
            Kind.TWIN,
            Standing.LIMITED,
            [{"phase": "twin", "bond": "active"}, {"channel": "limited"}],
        ),
        (Kind.TWIN, Standing.ENDED, [{"phase": "twin", "bond": "active"}, {"bond": "ended"}]),
    ],
)
def test_what_a_new_relation_sets(kind, status, effects):
    found = intent(twin(name="Brest", place=BREST, kind=kind, status=status))
    assert [dict(each.effects) for each in found.acts] == effects


def test_a_day_that_nobody_tells_is_bounded_by_the_day_of_receipt():
    [stated] = intent(twin(name="Brest", place=BREST, since=None)).acts
    assert (stated.on, stated.known_by) == ("XXXX", HEARD.by)
    begun, ended = intent(twin(name="Brest", place=BREST, status=Standing.ENDED, until="2016")).acts
    assert (begun.on, ended.on, ended.known_by) == ("1970", "2016", None)


def test_a_partner_in_the_own_country_is_inner_german():
    [stated] = intent(twin(name="Essen", place=2928810, country="DE")).acts
    assert stated.effects["phase"] == "inner-german"
    swiss = replace(HEARD, home_country="CH")
    [stated] = intent(twin(name="Bern", place=2661552, country="CH"), heard=swiss).acts
    assert stated.effects["phase"] == "twin"


def test_what_agrees_is_cited_once_more_and_nothing_else():
    found = intent(twin())
    assert (found.cites, found.acts, found.disputes) == (1, (), ())


def test_what_is_more_exact_is_stated_beside_and_changes_no_state():
    [stated] = intent(twin(since="1970-05-04")).acts
    assert (stated.on, dict(stated.effects), stated.replaces) == ("1970-05-04", {}, None)


def test_an_act_more_exact_replaces_the_vaguer_one():
    known = register(relation(act(1, "1970", "council")))
    [planned] = intent(told(paper_number="1-70"), known).acts
    assert (planned.kind, planned.on, planned.replaces) == ("council", "1970-05-04", 1)


def test_a_contradiction_goes_to_the_ledger():
    found = intent(twin(since="1975"))
    assert [each.field for each in found.disputes] == ["since"]
    assert found.acts == ()


@pytest.mark.parametrize("found", [claim("count", of="twin", value=3), twin(home="Essen")])
def test_a_claim_and_what_is_not_ours_change_nothing(found):
    assert intent(found).does_nothing


def test_an_act_sets_what_its_kind_does():
    [rest] = intent(told(ActKind.SUSPENSION, on="2022-03-31")).acts
    assert dict(rest.effects) == {"exchange": "resting"}
    [council] = intent(told()).acts
    assert dict(council.effects) == {}


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (twin(), True),
        (twin(name="Brest", place=BREST), True),
        (twin(name="Brest", place=BREST, confidence=0.8), False),
        (twin(name="Brest", place=None, ambiguous=True), False),
        (twin(name="Brest", place=BREST, since="1970", until="1985"), True),
        (twin(name="Brest", place=BREST, since="1970", until="1922"), False),
        (twin(since="1975"), False),
        (twin(home="Essen"), False),
        (twin(name="Eurocities", kind=Kind.NETWORK, place=None, country=None), True),
        (claim("count", of="twin", value=9), True),
        (claim("count", of="twin", value=3), False),
        (claim("superlative"), False),
    ],
)
def test_what_may_be_accepted_unread(found, expected):
    assert is_certain(found, compare(found, KNOWN, SPOT)) is expected


def test_a_page_has_to_be_right_today_and_a_paper_for_its_day():
    today = dt.date(2026, 11, 22)
    assert day_of_comparison(SourceKind.WEB_PAGE, "2019", today) == today
    assert day_of_comparison(SourceKind.COUNCIL_PAPER, "2019-05", today) == dt.date(2019, 5, 31)
    assert day_of_comparison(SourceKind.LETTER, "XXXX", today) == today
    assert day_of_comparison(SourceKind.LETTER, "2026", today) == today


def test_what_a_source_is_called():
    assert title_for("Eigener Titel", "Zeile", "datei.txt") == "Eigener Titel"
    assert title_for("", "\n\n Unsere Partner \nText", "datei.txt") == "Unsere Partner"
    assert title_for("", "x" * 500, "datei.txt") == "datei.txt"
    assert len(title_for("x" * 500, "", "")) == 200


@pytest.mark.parametrize(
    ("name", "side", "phase"),
    [
        ("Eurocities", "network", "membership"),
        ("Städtekooperation Welt.Kommunal", "network", "membership"),
        ("Charta der Vielfalt", "instrument", "commitment"),
        ("Erklärung für Frieden", "instrument", "commitment"),
    ],
)
def test_what_an_accession_joins(name, side, phase):
    found = intent(told(ActKind.ACCESSION, name=name, place=None, country=None))
    assert found.counterpart.side == side
    assert dict(found.acts[0].effects) == {"phase": phase, "bond": "active"}
