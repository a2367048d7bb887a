"""Whatever is handed in: it is read or refused with a sentence, and nothing is half kept."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories import somebody
from tests.intake.road.texts import PAGE, at_home, no_network
from weltoffen.intake.actions import Upload, accept_all, begin_run
from weltoffen.intake.carrying_out import carry_out
from weltoffen.intake.enums import AttemptState
from weltoffen.intake.models import Statement
from weltoffen.intake.said import fault_in_words
from weltoffen.intake.selectors import waiting
from weltoffen.places.models import Municipality
from weltoffen.sources.models import Snapshot

pytestmark = pytest.mark.django_db
MAGIC = (b"", b"PK\x03\x04", b"<html>", b"From: a@b.example\n\n", b"\xff\xfe")
LINES = st.lists(
    st.sampled_from(
        [
            *PAGE.splitlines(), "- Brest", "seit 1950", "(ruht)", "Rat", "am 4. Juli 1977", "\x00",
            "Lyon\tFrankreich\t1970", "Partnerstadt Lyon seit 1970, seit 1980, seit 1990",
            "Kein Vertrag mit Lyon.", "Stand: 2020", "É́", "𝕃yon", "\u202eLyon",
        ]
    ),
    max_size=12,
)  # fmt: skip


@given(
    st.one_of(
        LINES.map(lambda lines: "\n".join(lines).encode()),
        st.tuples(st.sampled_from(MAGIC), st.binary(max_size=200)).map(b"".join),
    ),
    st.sampled_from(["a.txt", "a.html", "a.xlsx", "a.docx", "a.csv", "a.eml", "a", "ä/.."]),
)
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_of_any_name(db, body, name):
    home = Municipality.objects.filter(identifier="bielefeld").first() or at_home()
    before = Snapshot.objects.count()
    run = begin_run(home=home, by=somebody(), files=[Upload(name, body)])
    [attempt] = carry_out(run, fetch=no_network, by=somebody())
    if attempt.state == AttemptState.FAILED:
        assert fault_in_words(attempt.fault).endswith(".")
        assert "nicht rechnet" not in attempt.fault["sentence"], "nobody foresaw this"
        assert Snapshot.objects.count() == before
        return
    text = attempt.snapshot.rendering.text
    for each in Statement.objects.filter(snapshot=attempt.snapshot):
        assert text[each.start : each.end] == each.quote
    accept_all(statements=waiting(home), by=somebody())
