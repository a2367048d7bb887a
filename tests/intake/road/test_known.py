"""What the register says already, with these very words: nobody is asked about it."""

from __future__ import annotations

import pytest

from tests.factories import somebody
from tests.intake.road.texts import at_home, read
from weltoffen.intake.actions import accept, propose, undo
from weltoffen.intake.actions.proposing import compare_again, said_by
from weltoffen.intake.enums import StatementStatus
from weltoffen.intake.models import Statement
from weltoffen.intake.selectors import waiting, waiting_by_snapshot
from weltoffen.intake.types import Quote
from weltoffen.relations.actions import retract_act
from weltoffen.relations.models import Act

pytestmark = pytest.mark.django_db
PAGE = "Unsere Partnerstädte\n\n- Lyon, Frankreich, seit 1970\n"


@pytest.fixture
def home(settings):
    settings.WELTOFFEN_HOME = "bielefeld"
    return at_home()


def read_once_more(home):
    """Let other rules find the same in fewer words, once the first finding is in the register."""
    read(home, PAGE)
    first = Statement.objects.get(type="relation")
    accept(statement=first, by=somebody())
    said, quote = said_by(first), first.quote[2:]
    values = {name: getattr(said, name) for name in said.__dataclass_fields__}
    values["quote"] = Quote(quote, first.start + 2, first.end)
    [again] = propose(
        snapshot=first.snapshot, home=home, found=[type(said)(**values)], reader="probe/1",
        by=somebody(),
    )  # fmt: skip
    return again


def test_what_is_cited_already_waits_for_nobody(home):
    again = read_once_more(home)
    assert (again.status, again.decided_by) == (StatementStatus.KNOWN, None)
    assert again not in waiting(home)
    assert not waiting_by_snapshot(home).filter(snapshot=again.snapshot).exists()
    with pytest.raises(Exception, match="noch niemand entschieden"):
        undo(statement=again, by=somebody())


def test_what_agrees_and_is_cited_nowhere_yet_still_waits(home):
    read_once_more(home)
    read(home, "Partnerstädte\n\n- Lyon (Frankreich), seit 1970\n", name="zweite.txt")
    other = Statement.objects.filter(type="relation").latest("id")
    assert (other.verdict, other.status) == ("agrees", "waiting")


def test_when_the_citation_no_longer_holds_it_waits_again(home):
    again = read_once_more(home)
    act = Act.objects.get()
    passages = [each.passage for each in act.citations.all()]
    retract_act(
        act=act, identifier="doch-nicht", reason="Irrtum", citations=passages, by=somebody()
    )
    compare_again(home=home, by=somebody())
    again.refresh_from_db()
    assert (again.status, again.verdict) == ("waiting", "new")
    assert again in waiting(home)


def test_a_later_version_that_says_the_same_asks_for_nothing_either(home):
    again = read_once_more(home)
    longer = read(home, PAGE + "\nNeu gestaltet.\n", name="neu.txt", revises=again.snapshot.source)
    said = said_by(again)
    values = {name: getattr(said, name) for name in said.__dataclass_fields__}
    [newer] = propose(
        snapshot=longer.snapshot, home=home, found=[type(said)(**values)], reader="probe/1",
        by=somebody(),
    )  # fmt: skip
    assert (newer.status, newer.carried_from) == (StatementStatus.KNOWN, again)
