"""Contradictions that the ledger has: what accepting adds, and what undoing restores."""

from __future__ import annotations

import pytest

from tests.factories import somebody
from tests.intake.road.texts import PAGE, at_home, read
from weltoffen.desk.reviewing.telling import told, with_all
from weltoffen.intake.actions import accept, propose, undo
from weltoffen.intake.actions.proposing import said_by
from weltoffen.intake.models import Statement
from weltoffen.places.models import Municipality
from weltoffen.relations.actions import use_answer
from weltoffen.relations.models import Disagreement
from weltoffen.sources.models import Passage

pytestmark = pytest.mark.django_db
REASON = "Die Urkunde nennt 1970."


def since(year: str, name: str) -> Statement:
    """Let a page be read that says another year, and return what it says."""
    text = f"Unsere Partnerstädte ({name})\n\n- Lyon, Frankreich seit {year}\n"
    attempt = read(Municipality.objects.get(identifier="bielefeld"), text, name=name)
    return Statement.objects.get(snapshot=attempt.snapshot, proposed__since=year)


def how_it_stands() -> tuple[object, ...]:
    entry = Disagreement.objects.get()
    answers = entry.positions.order_by("position").values_list("answer_de", "is_used")
    return entry.settled, entry.reason_de, tuple(answers)


@pytest.fixture
def settled() -> Disagreement:
    """Return a question that the office has settled: since 1970, and not since 1971."""
    home = at_home()
    read(home, PAGE)
    accept(statement=Statement.objects.get(proposed__name="Lyon"), by=somebody())
    accept(statement=since("1971", "zweite.txt"), by=somebody())
    entry = Disagreement.objects.get()
    ours = entry.positions.get(answer_de="1970")
    return use_answer(disagreement=entry, position=ours, reason=REASON, by=somebody())


def card(statement: Statement) -> str:
    [shown] = told(with_all(Statement.objects.filter(pk=statement.pk)))
    return " ".join(shown.does)


def test_an_answer_that_is_known_adds_its_proof_and_unsettles_nothing(settled):
    before = how_it_stands()
    again = since("1971", "dritte.txt")
    assert "fügt nur einen Beleg hinzu" in card(again)
    assert f"/{settled.pk}/" in card(again) or settled.identifier in card(again)
    accept(statement=again, by=somebody())
    is_settled, reason, answers = how_it_stands()
    assert (is_settled, reason) == before[:2]
    assert answers == (("1970", True), ("1971", False), ("1971", False))
    undo(statement=again, by=somebody())
    assert how_it_stands() == before


def test_words_that_prove_an_answer_already_add_nothing(settled):
    before = how_it_stands()
    second = Statement.objects.get(proposed__since="1971")
    quoted = settled.positions.get(answer_de="1971").passage
    # The same place, quoted with fewer words: as the register's makers do it by hand.
    said = said_by(second)
    nearer = said.__class__(
        **{name: getattr(said, name) for name in said.__dataclass_fields__ if name != "quote"},
        quote=said.quote.__class__(quoted.quote[2:], quoted.start + 2, quoted.end),
    )
    [made] = propose(
        snapshot=second.snapshot, home=second.home, found=[nearer], reader="probe/1", by=somebody()
    )
    assert "ändert nichts" in card(made)
    accept(statement=made, by=somebody())
    assert how_it_stands() == before
    undo(statement=made, by=somebody())
    assert how_it_stands() == before


def test_a_new_answer_says_that_it_opens_the_question_and_undoing_settles_it_as_before(settled):
    before = how_it_stands()
    other = since("1972", "dritte.txt")
    assert "öffnet ihn damit wieder" in card(other)
    accept(statement=other, by=somebody())
    assert not Disagreement.objects.get().settled
    assert how_it_stands()[2][-1] == ("1972", False)
    undo(statement=other, by=somebody())
    assert how_it_stands() == before
    assert Passage.objects.filter(quote__contains="1972").exists()  # nothing is deleted
    accept(statement=other, by=somebody())
    assert how_it_stands()[2] == (*before[2], ("1972", False))


def test_a_further_new_answer_keeps_the_question_open_until_it_is_taken_back_too(settled):
    before = how_it_stands()
    one, other = since("1972", "dritte.txt"), since("1973", "vierte.txt")
    accept(statement=one, by=somebody())
    accept(statement=other, by=somebody())
    undo(statement=one, by=somebody())
    assert how_it_stands()[0] is False
    undo(statement=other, by=somebody())
    assert how_it_stands() == before


def test_an_answer_that_the_city_uses_meanwhile_is_not_taken_from_it(settled):
    other = since("1972", "dritte.txt")
    accept(statement=other, by=somebody())
    theirs = settled.positions.get(answer_de="1972")
    use_answer(disagreement=settled, position=theirs, reason="Doch so.", by=somebody())
    undo(statement=other, by=somebody())
    is_settled, reason, answers = how_it_stands()
    assert (is_settled, reason, answers[-1]) == (True, "Doch so.", ("1972", True))
