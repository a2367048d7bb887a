"""How findings stand to a register: values in, verdicts out."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.intake.road.known import (
    BREST,
    LYON,
    SPOT,
    act,
    claim,
    register,
    relation,
    told,
    twin,
)
from weltoffen.intake.enums import Verdict
from weltoffen.intake.rules.known import Spot
from weltoffen.intake.rules.matching import compare
from weltoffen.intake.rules.naming import same_body, same_place, same_words
from weltoffen.intake.types import DEED, ActKind, FoundRelation, Kind, Quote, Side, Standing

TWINNED = act(1, "1970", phase="twin", bond="active")


def verdict(found: FoundRelation, *acts: object, **said: object) -> Verdict:
    return compare(found, register(relation(*acts, **said)), SPOT).verdict  # type: ignore[arg-type]


def fields(found: FoundRelation, *acts: object, **said: object) -> list[tuple[str, str, str]]:
    match = compare(found, register(relation(*acts, **said)), SPOT)  # type: ignore[arg-type]
    return [(each.field, each.ours, each.theirs) for each in match.differences]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({}, Verdict.AGREES),
        ({"since": None}, Verdict.AGREES),
        ({"since": "1970-05-04"}, Verdict.MORE_EXACT),
        ({"since": "1971"}, Verdict.CONTRADICTS),
        ({"home": "Essen"}, Verdict.NOT_OURS),
        ({"home": "Bielefeld-Brackwede"}, Verdict.NOT_OURS),
        ({"kind": Kind.FRIENDSHIP}, Verdict.CONTRADICTS),
        ({"kind": Kind.PROJECT}, Verdict.CONTRADICTS),
        ({"kind": Kind.CONTACT, "since": None}, Verdict.AGREES),
        ({"status": Standing.RESTING}, Verdict.NEW),
        ({"status": Standing.ENDED, "until": "2020"}, Verdict.NEW),
        ({"status": Standing.PLANNED, "since": None}, Verdict.CONTRADICTS),
    ],
)
def test_a_known_twin(said, expected):
    assert verdict(twin(**said), TWINNED) == expected


def test_what_is_new_and_what_has_to_be_asked():
    brest = twin(name="Brest", place=BREST)
    assert compare(brest, register(relation(TWINNED)), SPOT).verdict == Verdict.NEW
    several = compare(twin(name="Brest", place=None, ambiguous=True), register(), SPOT)
    assert (several.verdict, several.asks) == (Verdict.UNCLEAR, "place")
    country = compare(twin(name="Frankreich", place=None), register(), SPOT)
    assert (country.verdict, country.asks) == (Verdict.UNCLEAR, "counterpart")
    network = twin(name="Eurocities", kind=Kind.NETWORK, country=None, place=None)
    assert compare(network, register(), SPOT).verdict == Verdict.NEW


def test_a_place_is_known_by_its_name_where_nobody_knows_its_number():
    assert verdict(twin(place=None, name="LYON"), TWINNED) == Verdict.AGREES
    assert verdict(twin(place=LYON), TWINNED, geonames_id=None) == Verdict.AGREES
    elsewhere = twin(place=BREST, name="Lyon")
    assert compare(elsewhere, register(relation(TWINNED)), SPOT).verdict == Verdict.NEW


def test_a_country_means_the_place_there_that_nobody_has_named():
    planned = act(1, "2019", bond="planned")
    found = twin(name="Kolumbien", country="CO", place=None, since=None, status=Standing.PLANNED)
    match = compare(
        found,
        register(relation(planned, names=frozenset({"Kolumbien"}), country="CO", is_named=False,
                          geonames_id=None)),
        SPOT,
    )  # fmt: skip
    assert (match.verdict, match.relation) == (Verdict.AGREES, 7)


def test_words_that_are_cited_already_lead_to_their_relation():
    cited = act(1, "2018", phase="project", spots=(Spot(1, 90, 110),))
    found = twin(name="Palästina", country="FR", place=None, kind=Kind.PROJECT, since=None)
    match = compare(found, register(relation(cited)), SPOT)
    assert (match.verdict, match.act, match.is_cited) == (Verdict.AGREES, 1, True)
    in_another_text = compare(found, register(relation(cited)), Spot(2, 100, 120))
    assert in_another_text.verdict == Verdict.UNCLEAR


def test_the_beginning_is_compared_with_the_citys_own_word():
    council = act(1, "1976-07-04", "council", phase="twin", bond="active")
    word = act(2, "1977", "stated")
    assert verdict(twin(since="1977"), council, word) == Verdict.AGREES
    assert verdict(twin(since="1976"), council, word) == Verdict.AGREES  # the council's own year
    assert fields(twin(since="1978"), council, word) == [("since", "1977", "1978")]


def test_a_day_that_an_act_has_is_no_news():
    council = act(1, "1977-07-04", "council", phase="twin", bond="active")
    match = compare(twin(since="1977-07-04"), register(relation(council)), SPOT)
    assert (match.verdict, match.act) == (Verdict.AGREES, 1)
    assert verdict(twin(since="1977"), council) == Verdict.AGREES


@pytest.mark.parametrize("axis", ["bond", "channel", "exchange"])
@pytest.mark.parametrize("standing", ["limited", "resting", "ended"])
def test_a_page_that_shows_as_usual_what_is_restricted(axis, standing):
    later = act(2, "2022-03-31", "resolution", **{axis: standing})
    [(field, ours, theirs)] = fields(twin(), TWINNED, later)
    assert (field, ours, theirs) == ("status", f"{axis}:{standing}", "active")
    assert verdict(twin(status=Standing.LIMITED), TWINNED, later) != Verdict.CONTRADICTS


def test_a_deed_says_nothing_against_what_came_later():
    later = act(2, "2022-03-31", "resolution", exchange="resting")
    deed = twin(rule=f"{DEED}/1")
    assert verdict(deed, TWINNED, later) == Verdict.AGREES
    assert fields(replace(deed, since="1971"), TWINNED, later) == [("since", "1970", "1971")]
    friends = replace(deed, kind=Kind.FRIENDSHIP)
    assert verdict(friends, TWINNED) == Verdict.AGREES


def test_what_the_register_does_not_know_is_no_contradiction():
    unsure = act(2, "2024~", bond="unknown")
    assert verdict(twin(), TWINNED, unsure) == Verdict.AGREES


def test_a_project_that_became_a_twinning_goes_on():
    project = act(1, "2020-10-07", "memorandum", phase="project")
    found = twin(since="2024")
    assert verdict(found, project) == Verdict.NEW
    assert verdict(twin(since=None), project) == Verdict.CONTRADICTS
    assert verdict(twin(since="2019"), project) == Verdict.CONTRADICTS


@pytest.mark.parametrize(
    ("known", "said", "expected"),
    [
        ("1970-05-04", {}, Verdict.AGREES),
        ("1970", {}, Verdict.MORE_EXACT),
        ("1970-05-04", {"on": "1970"}, Verdict.AGREES),
        ("1970-06-01", {}, Verdict.CONTRADICTS),
        ("1995-06-01", {}, Verdict.NEW),
        ("1970-05-04", {"paper_number": "123-70"}, Verdict.MORE_EXACT),
        ("1970-05-04", {"on": None}, Verdict.AGREES),
        ("1970-05-04", {"kind": ActKind.SIGNATURE}, Verdict.NEW),
    ],
)
def test_an_act_of_a_known_relation(known, said, expected):
    found = told(**said)
    match = compare(found, register(relation(act(1, known, "council"))), SPOT)
    assert (match.verdict, match.relation) == (expected, 7)


def test_a_form_beside_the_one_that_holds_is_new_and_no_contradiction():
    climate = twin(kind=Kind.CLIMATE, since="2012")
    match = compare(climate, register(relation(TWINNED)), SPOT)
    assert (match.verdict, match.is_beside) == (Verdict.NEW, True)
    known = act(2, "2012", phase="climate")
    assert verdict(climate, act(1, "1970", phase="twin", bond="active"), known) == Verdict.AGREES


def test_an_end_is_compared_with_the_end():
    ended = act(2, "2015", "end", bond="ended")
    over = {"status": Standing.ENDED}
    assert verdict(twin(until="2015", **over), TWINNED, ended) == Verdict.AGREES
    assert fields(twin(until="2019", **over), TWINNED, ended) == [("until", "2015", "2019")]
    assert fields(twin(status=Standing.PLANNED, since=None), TWINNED, ended) == [
        ("status", "bond:ended", "planned")
    ]


def test_a_place_not_named_yet_is_not_any_place_of_its_country():
    unnamed = relation(
        act(1, "2019", bond="planned"),
        names=frozenset({"Kolumbien"}), country="CO", is_named=False, geonames_id=None,
    )  # fmt: skip
    town = twin(name="La Unión", country="CO", place=None, ambiguous=True)
    assert compare(town, register(unnamed), SPOT).verdict == Verdict.UNCLEAR


def test_what_rests_proves_the_rest_and_not_the_beginning():
    rest = act(2, "2022-03-31", "resolution", exchange="resting")
    match = compare(twin(status=Standing.RESTING), register(relation(TWINNED, rest)), SPOT)
    assert (match.verdict, match.act) == (Verdict.AGREES, 2)


@pytest.mark.parametrize(
    ("kind", "on", "expected"),
    [
        (ActKind.SUSPENSION, "2022", (Verdict.AGREES, 2)),
        (ActKind.SUSPENSION, None, (Verdict.AGREES, 2)),
        (ActKind.SUSPENSION, "2019", (Verdict.CONTRADICTS, 2)),
        (ActKind.LIMITATION, "2022", (Verdict.NEW, None)),
    ],
)
def test_a_rest_is_known_by_whatever_act_brought_it_about(kind, on, expected):
    rest = act(2, "2022-03-31", "resolution", exchange="resting")
    match = compare(told(kind, on=on), register(relation(TWINNED, rest)), SPOT)
    assert (match.verdict, match.act) == expected
    over = act(3, "2024", "resumption", exchange="active")
    again = compare(told(kind, on=on), register(relation(TWINNED, rest, over)), SPOT)
    assert again.verdict == Verdict.NEW


LIMITED, RESTING, ENDED = (
    act(2, "2020", "limitation", channel="limited"),
    act(3, "2020", "suspension", exchange="resting"),
    act(4, "2020", "end", bond="ended"),
)


@pytest.mark.parametrize(
    ("status", "held", "expected"),
    [
        (Standing.LIMITED, LIMITED, (Verdict.AGREES, 2)),
        (Standing.RESTING, RESTING, (Verdict.AGREES, 3)),
        (Standing.ENDED, ENDED, (Verdict.AGREES, 4)),
        (Standing.RESTING, LIMITED, (Verdict.NEW, None)),
        (Standing.ENDED, RESTING, (Verdict.NEW, None)),
        (Standing.LIMITED, RESTING, (Verdict.NEW, None)),
    ],
)
@pytest.mark.parametrize("on", [None, "2020"])
def test_limited_resting_and_ended_are_three_things(status, held, expected, on):
    said = twin(since=None, status=status, status_on=on)
    match = compare(said, register(relation(TWINNED, held)), SPOT)
    assert (match.verdict, match.act) == expected


def test_what_came_to_rest_after_it_was_limited_is_compared_with_its_rest():
    rest = act(3, "2022-03-31", "resolution", exchange="resting")
    both = register(relation(TWINNED, LIMITED, rest))
    later = twin(since=None, status=Standing.RESTING, status_on="2022")
    match = compare(later, both, SPOT)
    assert (match.verdict, match.act) == (Verdict.AGREES, 3)
    assert compare(later, register(relation(TWINNED, LIMITED)), SPOT).verdict == Verdict.NEW
    wrong = compare(replace(later, status_on="2020"), both, SPOT)
    assert [(d.field, d.ours, d.act) for d in wrong.differences] == [
        ("status-since", "2022-03-31", 3)
    ]


@pytest.mark.parametrize(
    "more",
    [
        {"on": "2022-03-03"},
        {"body": "Rat der Stadt"},
        {"paper_number": "1234-22"},
        {"side": Side.HOME},
    ],
)
def test_a_decision_that_says_more_than_that_it_rests_is_new(more):
    stated = act(2, "2022", exchange="resting")
    known = register(relation(TWINNED, stated))
    vague = told(ActKind.SUSPENSION, on="2022")
    assert compare(vague, known, SPOT).verdict == Verdict.AGREES
    assert compare(replace(vague, **more), known, SPOT).verdict == Verdict.NEW
    decided = act(3, "2022-03-03", "resolution", exchange="resting", body="Rat",
                  paper_number="1234-22")  # fmt: skip
    match = compare(replace(vague, **more), register(relation(TWINNED, decided, stated)), SPOT)
    assert (match.verdict, match.act) == (Verdict.AGREES, 3)


def test_the_citys_word_for_the_same_year_is_proved_before_others():
    friendship = act(1, "1970", phase="friendship")
    word = act(2, "1970", phase="twin", bond="active")
    match = compare(twin(since="1970"), register(relation(friendship, word)), SPOT)
    assert match.act == 2


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        ("0815/70", "4711/70", Verdict.CONTRADICTS),
        ("Drucksache 0815/70", "Nr. 0815/70", Verdict.AGREES),
        ("0815/70", "", Verdict.AGREES),
    ],
)
def test_numbers_of_papers(ours, theirs, expected):
    known = act(1, "1970-05-04", "council", paper_number=ours)
    found = told(paper_number=theirs)
    assert compare(found, register(relation(known)), SPOT).verdict == expected


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (claim("count", of="twin", value=9), Verdict.AGREES),
        (claim("count", of="twin", value=10), Verdict.AGREES),  # perhaps ten
        (claim("count", of="twin", value=8), Verdict.CONTRADICTS),
        (claim("count", of="twin", value=11), Verdict.CONTRADICTS),
        (claim("count", of="twin", value=10.5, approximate=True), Verdict.AGREES),
        (claim("count", of="network-members", value=200), Verdict.UNCHECKED),
        (claim("count", of="project", value=3), Verdict.UNCHECKED),
        (claim("list-mismatch", stated=6, listed=7), Verdict.CONTRADICTS),
        (claim("announced", on="2024"), Verdict.PASSED),
        (claim("doubled-unit"), Verdict.CONTRADICTS),
        (claim("goal-title", number=12, name="Nachhaltiger Konsum"), Verdict.CONTRADICTS),
        (
            claim(
                "goal-title", number=12, name="verantwortungsvolle Konsum– und Produktionsmuster"
            ),
            Verdict.AGREES,
        ),
        (claim("goal-title", number=11, name="Städte"), Verdict.UNCHECKED),
        (claim("office-name", name="Amt für Internationales"), Verdict.AGREES),
        (claim("office-name", name="Amt des Rates - Amt für Internationales"), Verdict.AGREES),
        (claim("office-name", name="Büro für Auswärtiges"), Verdict.CONTRADICTS),
        (claim("office-name", name="Standesamt"), Verdict.UNCHECKED),
        (claim("figure", measure="nations", value=160), Verdict.UNCHECKED),
        (claim("superlative"), Verdict.UNCHECKED),
    ],
)
def test_claims(found, expected):
    assert compare(found, register(), SPOT).verdict == expected


def test_a_register_that_counts_none_says_nothing_against_a_number():
    empty = register(counts={})
    assert compare(claim("count", of="twin", value=9), empty, SPOT).verdict == Verdict.UNCHECKED


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ('Charta "Weltstädte"', "Weltstädte Charter", True),
        ("Städtekooperation „Welt.Kommunal“", "Welt.Kommunal", True),
        ("Netzwerk „Faire Stadt Ruhr 2010“", "Faire Stadt Ruhr2010", True),
        ("RGRE", "Rat der Gemeinden und Regionen Europas (RGRE)", True),
        ("Fairtrade-Stadt", "Fairtrade-Town", True),
        ("Eurocities", "Eurotowns", False),
        ("Charta der Vielfalt", "Charta der Toleranz", False),
        ("Klima-Bündnis", "Bündnis für Demokratie", False),
    ],
)
def test_names_of_networks_and_charters(one, other, is_same):
    assert same_body(one, other) is same_body(other, one) is is_same


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("Halle", "Halle (Saale)", True),
        ("Halle (Westf.)", "Halle (Saale)", False),
        ("Xi´an", "Xi'an", True),
        ("Rostow", "Rostow am Don", True),
        ("Lyon", "Leeds", False),
    ],
)
def test_names_of_places(one, other, is_same):
    assert same_place(one, other) is same_place(other, one) is is_same


@given(st.text(), st.text())
def test_sameness_of_names_is_mutual(one, other):
    assert same_body(one, other) == same_body(other, one)
    assert same_words(one, one)


DAYS = st.dates(dt.date(1950, 1, 1), dt.date(2020, 1, 1)).map(str)
EXACT = st.one_of(DAYS, DAYS.map(lambda day: day[:7]), DAYS.map(lambda day: day[:4]))


@given(EXACT, EXACT)
def test_what_agrees_never_contradicts(ours, theirs):
    """A day and another that may be the same one never end up in the ledger."""
    known = act(1, ours, phase="twin", bond="active")
    found = twin(since=theirs)
    match = compare(found, register(relation(known)), SPOT)
    close = known.on.agrees_with(act(2, theirs).on)
    assert (match.verdict == Verdict.CONTRADICTS) is not close
    if match.verdict == Verdict.MORE_EXACT:
        assert len(theirs) > len(ours)


DECIDED = "Der Rat der Stadt Bielefeld beschloss am 3. Mai 1977 die Städtepartnerschaft mit Lyon."
SIGNED = act(1, "1978-09-02", "signature", side="both", phase="twin", bond="active")


@pytest.mark.parametrize(
    ("words", "known", "expected"),
    [
        (DECIDED, SIGNED, Verdict.AGREES),
        ("Die Städtepartnerschaft mit Lyon beschloss der Rat 1977.", SIGNED, Verdict.AGREES),
        # Said in so many words, it is the beginning.
        ("Seit dem Ratsbeschluss 1977 besteht die Städtepartnerschaft mit Lyon.", SIGNED,
         Verdict.CONTRADICTS),
        ("Lyon ist seit 1977 unsere Partnerstadt.", SIGNED, Verdict.CONTRADICTS),
        # Against the city's own word for another year there is no deed that explains it.
        (DECIDED, act(1, "1978", phase="twin", bond="active"), Verdict.CONTRADICTS),
    ],
)  # fmt: skip
def test_the_day_of_a_decision_is_not_the_beginning_where_a_deed_is_known(words, known, expected):
    said = twin(since="1977-05-03", quote=Quote(words, 100, 100 + len(words)))
    match = compare(said, register(relation(known)), Spot(1, 100, 100 + len(words)))
    assert match.verdict == expected
    assert not (expected is Verdict.AGREES and match.differences)


def test_a_decision_whose_own_act_is_known_proves_that_act():
    council = act(2, "1977-05-03", "council", phase="twin")
    said = twin(since="1977-05-03", quote=Quote(DECIDED, 100, 100 + len(DECIDED)))
    match = compare(said, register(relation(SIGNED, council)), Spot(1, 100, 190))
    assert (match.verdict, match.act) == (Verdict.AGREES, 2)


TOLD_TWICE = relation(
    act(1, "1970", "council", phase="twin", bond="active"),
    act(2, "1970", side="third"),
    act(3, "1970"),
    act(4, "2022-03-31", "resolution", exchange="resting"),
)


@pytest.mark.parametrize(
    ("found", "field", "by"),
    [
        (twin(since="1975", status=Standing.RESTING), "since", 3),  # the city's own word
        (twin(since=None), "status", 4),
        (twin(since=None, status=Standing.RESTING, kind=Kind.PROJECT), "form", 1),
    ],
)
def test_a_contradiction_names_the_act_that_says_what_the_register_says(found, field, by):
    match = compare(found, register(TOLD_TWICE), SPOT)
    [difference] = match.differences
    assert (difference.field, difference.act, match.act) == (field, by, by)


def test_of_two_signatures_in_a_year_the_nearer_is_contradicted():
    twice = relation(
        act(1, "1981-05-07", "signature", phase="twin", bond="active"),
        act(2, "1981-11-20", "signature"),
    )
    match = compare(told(ActKind.SIGNATURE, on="1981-11-12"), register(twice), SPOT)
    assert (match.verdict, match.act) == (Verdict.CONTRADICTS, 2)


def test_what_will_be_does_not_say_how_it_stands_today():
    ahead = relation(
        act(1, "1970", phase="twin", bond="active"),
        act(2, "2022", exchange="resting"),
        act(3, "2031", exchange="resting"),
    )
    [difference] = compare(twin(since=None), register(ahead), SPOT).differences
    assert difference.act == 2
