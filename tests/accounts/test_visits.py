"""What "since I was last here" means."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import UserFactory
from weltoffen.accounts.actions import come_in
from weltoffen.accounts.models import Visit
from weltoffen.accounts.rules.visits import GAP, STEP, Visits, seen_again

FRIDAY = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
MONDAY = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
PAUSES = st.lists(st.timedeltas(timedelta(seconds=1), timedelta(days=3)), min_size=1, max_size=20)


@given(PAUSES)
def test_what_is_told_since_lies_before_this_visit_and_loses_nothing(pauses):
    now, known, last_told = FRIDAY, seen_again(None, FRIDAY), None
    for pause in pauses:
        now += pause
        before = known
        known = seen_again(known, now)
        assert known.before is None or known.before < known.seen_at
        assert now - known.seen_at < STEP or known.seen_at == now
        if last_told is not None and known.before is not None:
            assert known.before >= last_told
        # Whoever comes anew is told of everything from when they were seen last.
        if pause >= GAP:
            assert known.before == before.seen_at
        last_told = known.before


def test_a_lunch_is_no_absence():
    morning = Visits(MONDAY, FRIDAY)
    after_lunch = seen_again(morning, MONDAY + timedelta(hours=1))
    assert after_lunch == Visits(MONDAY + timedelta(hours=1), FRIDAY)


def test_a_clock_that_was_put_back_changes_nothing():
    known = Visits(MONDAY, FRIDAY)
    assert seen_again(known, MONDAY - timedelta(hours=1)) == known


@pytest.mark.django_db
def test_who_comes_again_is_told_when_they_were_there_last():
    somebody = UserFactory()
    assert come_in(by=somebody, at=FRIDAY) is None
    assert come_in(by=somebody, at=FRIDAY + timedelta(minutes=1)) is None
    assert come_in(by=somebody, at=MONDAY) == FRIDAY
    assert come_in(by=somebody, at=MONDAY + timedelta(hours=2)) == FRIDAY
    assert Visit.objects.get(user=somebody).seen_at == MONDAY + timedelta(hours=2)
