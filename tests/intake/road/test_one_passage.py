"""One sentence that tells of an act and of how the relation stands by it: one proposal for it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.factories import somebody
from tests.intake.road.known import (
    SPOT,
    act,
    register,
    relation,
    told,
    twin,
)
from tests.intake.road.texts import at_home, read, statements
from weltoffen.intake.actions import accept, accept_all, propose, reject
from weltoffen.intake.actions.proposing import said_by
from weltoffen.intake.enums import Verdict
from weltoffen.intake.foreseeing import foresee
from weltoffen.intake.reading.folding import folded
from weltoffen.intake.rules.matching import compare
from weltoffen.intake.rules.place_names import names_of
from weltoffen.intake.types import ActKind, Kind, Quote, Side, Standing
from weltoffen.places.gazetteer import lookup
from weltoffen.relations.models import Act
from weltoffen.sources.models import Snapshot

RESTS = "Die Städtepartnerschaft mit Lyon ruht seit 2023."
DECIDED = (
    "Der Rat der Stadt beschloss am 3. März 2022, die Städtepartnerschaft mit Lyon (Frankreich) "
    "ruhen zu lassen."
)


@pytest.fixture
def home(db):
    return at_home()


def waiting():
    return statements().filter(status="waiting").exclude(type="claim")


def resting(**said):
    return twin(since=None, status=Standing.RESTING, **said)


def test_what_rests_since_a_year_is_proposed_once_with_its_year(home):
    read(home, RESTS)
    [one] = waiting()
    assert (one.type, one.proposed["status_on"]) == ("relation", "2023")
    assert accept_all(statements=[one], by=somebody()) == []  # what rests, somebody has to see
    accept(statement=one, by=somebody())
    stands = Act.objects.get(exchange="resting")
    assert (stands.on, stands.title_de) == (
        "2023", "Die Stadt sagt, dass die Beziehung zu Lyon seit 2023 ruht",
    )  # fmt: skip
    assert Act.objects.get(phase="twin").on == "XXXX"


def test_a_decision_carries_what_its_sentence_says_of_the_relation(home):
    read(home, DECIDED)
    [one] = waiting()
    assert (one.type, one.proposed["kind"], one.proposed["form"]) == ("act", "suspension", "twin")
    accept(statement=one, by=somebody())
    begun, decided = Act.objects.order_by("id")
    assert (begun.kind, begun.phase, begun.exchange) == ("stated", "twin", "")
    assert (decided.on, decided.exchange) == ("2022-03-03", "resting")


def test_what_is_planned_for_a_year_keeps_it_and_is_known_today(home):
    read(home, "Für 2028 ist eine Städtepartnerschaft mit Lyon geplant.")
    accept(statement=waiting().get(), by=somebody())
    planned = Act.objects.get()
    assert planned.title_de == "Die Stadt plant für 2028 eine Beziehung zu Lyon"
    assert planned.title_en == "The city plans a relation with Lyon for 2028"
    assert (planned.on, planned.bond, planned.planned_for) == ("XXXX", "planned", "2028")


def test_english_titles_name_a_place_as_english_does(home):
    read(home, "Seit 2023 ist Lwiw Partnerstadt von Bielefeld.")
    accept(statement=waiting().get(), by=somebody())
    act = Act.objects.get()
    assert act.title_de == "Die Stadt nennt Lwiw als Partnerstadt seit 2023"
    assert act.title_en == "The city names Lviv as a partner city since 2023"


@pytest.mark.parametrize(
    ("name", "language", "english"),
    [
        ("Lwiw", "de", "Lviv"),
        ("Rostow am Don", "", "Rostov-on-Don"),
        ("Schytomyr", "de", "Zhytomyr"),
        ("Graz", "de", "Graz"),
        ("Lvov", "en", "Lvov"),
    ],
)
def test_a_place_bears_its_name_in_each_language(name, language, english):
    listed = lookup(name).place
    assert names_of(name, listed.geonames_id, language) == {"de": name, "en": english}
    assert names_of(name, None, language) == {"de": name, "en": name}


QUOTE, ELSEWHERE = Quote(RESTS, 100, 148), Quote("Anderswo", 300, 308)
SUSPENDED = told(ActKind.SUSPENSION, on="2023", quote=QUOTE)


@pytest.mark.parametrize(
    ("relation_said", "act_said", "left"),
    [
        ({"status_on": "2023"}, {}, ["2023"]),
        ({}, {}, ["2023"]),
        ({"since": "2023"}, {}, ["2023"]),
        ({"status_on": "2023"}, {"body": "Rat"}, [Kind.TWIN]),
        ({"status_on": "2023"}, {"side": Side.HOME}, [Kind.TWIN]),
        ({"status_on": "2021"}, {}, ["2021", None]),
        ({"since": "1970"}, {"body": "Rat"}, [None, None]),
        ({"quote": ELSEWHERE}, {}, [None, None]),
        ({"name": "Gdynia"}, {}, [None, None]),
        ({"status": Standing.ACTIVE}, {}, [None, None]),
    ],
)
def test_whichever_says_more_carries_both(relation_said, act_said, left):
    found = [resting(quote=QUOTE), SUSPENDED]
    found = [replace(found[0], **relation_said), replace(found[1], **act_said)]
    kept = folded(found)
    assert [getattr(one, "status_on", None) or getattr(one, "form", None) for one in kept] == left


def test_an_end_and_its_act_are_one():
    ended = twin(status=Standing.ENDED, until="1999", quote=QUOTE)
    over = told(ActKind.END, on="1999", quote=QUOTE)
    assert folded([over, ended]) == [ended]
    assert folded([ended, told(ActKind.SIGNATURE, quote=QUOTE)])[0] == ended


def both(home) -> tuple:
    """Propose a relation and an act of the same words, which say different things."""
    read(home, RESTS)
    snapshot = Snapshot.objects.get()
    words = Quote(RESTS, 0, len(RESTS))
    found = [
        replace(twin(since="1970"), quote=words),
        replace(told(ActKind.SIGNATURE, on="1970-05-04"), quote=words),
    ]
    return tuple(
        propose(snapshot=snapshot, home=home, found=found, reader="probe/9", by=somebody())
    )


def test_what_was_rejected_does_not_come_in_by_the_other_door(home):
    one, other = both(home)
    assert foresee([other])[other.pk].is_certain
    reject(statement=one, by=somebody(), reason="das meint den Sportverein")
    seen = foresee([other])[other.pk]
    assert not seen.is_certain
    assert seen.sibling == one
    assert accept_all(statements=[other], by=somebody()) == []


def test_what_was_amended_is_looked_at_in_the_other_proposal_too(home):
    one, other = both(home)
    accept(statement=one, by=somebody(), amended={"since": "1971"})
    assert foresee([other])[other.pk].sibling == one
    assert accept_all(statements=[other], by=somebody()) == []


def test_what_was_rejected_does_not_come_back_read_otherwise(home):
    attempt = read(home, "Partnerstädte\n\n- Lyon, Frankreich, seit 1970\n")
    [one] = waiting()
    said = said_by(one)
    reject(statement=one, by=somebody(), reason="Das war Leipzig.")
    propose(
        snapshot=attempt.snapshot, home=home, found=[replace(said, kind=Kind.FRIENDSHIP)],
        reader="other/2", by=somebody(),
    )  # fmt: skip
    [again] = waiting()
    seen = foresee([again])[again.pk]
    assert (again.type, seen.sibling, seen.is_certain) == (one.type, one, False)
    assert accept_all(statements=[again], by=somebody()) == []


def test_what_was_accepted_hinders_nothing(home):
    one, other = both(home)
    accept(statement=one, by=somebody())
    assert foresee([other])[other.pk].sibling is None


RESTING = relation(
    act(1, "1970", phase="twin", bond="active"), act(2, "2022-03-31", "resolution",
                                                     exchange="resting"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("found", "verdict", "by"),
    [
        (resting(status_on="2022"), Verdict.AGREES, 2),
        (resting(status_on="2022-03-31"), Verdict.AGREES, 2),
        (resting(status_on="2023"), Verdict.CONTRADICTS, 2),
        (told(ActKind.SUSPENSION, on="2022"), Verdict.AGREES, 2),
        (told(ActKind.SUSPENSION, on="2022-05-01"), Verdict.CONTRADICTS, 2),
        (told(ActKind.SUSPENSION, on="2024"), Verdict.CONTRADICTS, 2),
    ],
)
def test_since_when_it_rests_is_compared_with_what_made_it_rest(found, verdict, by):
    match = compare(found, register(RESTING), SPOT)
    assert (match.verdict, match.act) == (verdict, by)


def test_the_decision_comes_in_after_a_page_that_only_says_since_when(home):
    read(home, "Die Städtepartnerschaft mit Lyon ruht seit 2022.")
    accept(statement=waiting().get(), by=somebody())
    read(home, DECIDED, name="zweite.txt")
    [one] = waiting()
    accept(statement=one, by=somebody())
    decision = Act.objects.get(kind="suspension")
    assert (decision.on, decision.side, decision.exchange) == ("2022-03-03", "home", "resting")
    assert decision.citations.get().passage.quote in DECIDED


def test_a_nearer_day_of_a_rest_is_more_exact():
    vague = relation(
        act(1, "1970", phase="twin", bond="active"), act(2, "2022", exchange="resting")
    )
    match = compare(resting(status_on="2022-03"), register(vague), SPOT)
    assert match.verdict is Verdict.MORE_EXACT


def test_half_of_a_contested_passage_is_not_certain(home):
    read(home, "Unsere Partnerstädte\n\n- Lyon, Frankreich, seit 1970\n")
    accept_all(statements=waiting(), by=somebody())
    line = "Lyon; Frankreich; Städtepartnerschaft; seit 1975; ruht seit 2019"
    read(home, f"Tabelle\n\n{line}\n", name="tabelle.txt")
    snapshot = Snapshot.objects.latest("id")
    start = snapshot.rendering.text.index(line)
    quote = Quote(line, start, start + len(line))
    relation = twin(name="Lyon", since="1975", quote=quote)
    signed = told(ActKind.SIGNATURE, name="Lyon", on="2019", quote=quote)
    found = [relation, signed]
    made = propose(snapshot=snapshot, home=home, found=found, reader="probe/1", by=somebody())
    assert [each.verdict for each in made] == [Verdict.CONTRADICTS, Verdict.NEW]
    assert not any(each.is_certain for each in foresee(made).values())
    assert accept_all(statements=made, by=somebody()) == []
    assert accept_all(statements=[made[1]], by=somebody()) == []
    # Once somebody has entered it in the ledger, nothing open stands beside the other half.
    accept(statement=made[0], by=somebody())
    assert foresee([made[1]])[made[1].pk].is_certain
