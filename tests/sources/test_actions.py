"""Sources, snapshots and passages: kept once, never changed, proved against the stored text."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.models import ModelLogEntry

from tests.factories import PassageFactory, SnapshotFactory, SourceFactory, somebody
from weltoffen.ground.problems import Refused
from weltoffen.sources.actions import receive_snapshot, record_passage, see_again
from weltoffen.sources.models import Passage, Snapshot
from weltoffen.sources.rules import digest
from weltoffen.sources.selectors import newest_of

pytestmark = pytest.mark.django_db
TEXT = "Amiens seit 1960. Leeds seit 1969. Äpfel. Leeds seit 1969."


def test_snapshot_carries_the_hash_of_what_was_received():
    snapshot = SnapshotFactory(body=TEXT.encode())
    assert snapshot.sha256 == hashlib.sha256(TEXT.encode()).hexdigest()


def test_a_body_is_known_again_by_one_digest():
    assert digest(b"x") == hashlib.sha256(b"x").hexdigest()
    assert SnapshotFactory(body=b"x").sha256 == digest(b"x")


def test_same_bytes_again_add_nothing():
    source = SourceFactory()
    first = SnapshotFactory(source=source, body=b"x")
    again = SnapshotFactory(source=source, body=b"x", received_on=date(2021, 1, 1))
    assert again == first
    assert Snapshot.objects.count() == 1


def test_a_version_added_by_hand_is_the_newest_also_on_the_day_its_page_was_seen():
    source = SourceFactory()
    page = SnapshotFactory(source=source, body=b"as fetched")
    see_again(snapshot=page, at=timezone.now(), by=somebody())
    added = SnapshotFactory(source=source, body=b"pasted", received_on=timezone.localdate())
    assert newest_of(source) == added
    old = SnapshotFactory(source=source, body=b"from the archive", received_on=date(1999, 1, 1))
    assert old.received_at is None
    assert newest_of(source) == added


def test_a_day_of_looks_is_one_row_that_knows_the_last():
    page = SnapshotFactory(body=b"as fetched")
    morning = datetime(2026, 5, 4, 6, 0, tzinfo=UTC)
    noon, evening = morning.replace(hour=10), morning.replace(hour=18)
    for at in (morning, evening, noon):
        assert not see_again(snapshot=page, at=at, by=somebody())
    assert [look.seen_at for look in page.sightings.all()] == [evening]
    see_again(snapshot=page, at=evening + timedelta(days=1), by=somebody())
    assert page.sightings.count() == 2
    assert not ModelLogEntry.objects.filter(action="sources.snapshot.return").exists()


def test_the_newest_is_chosen_without_reading_the_bodies_of_the_others(django_assert_num_queries):
    source = SourceFactory()
    for version in range(3):
        SnapshotFactory(source=source, body=str(version).encode() * 1000)
    with django_assert_num_queries(2) as queries:
        newest = newest_of(source)
    assert newest is not None
    assert bytes(newest.body) == b"2" * 1000
    assert '"body"' not in queries.captured_queries[0]["sql"]


def test_hash_that_does_not_fit_is_refused():
    with pytest.raises(Refused, match="Prüfsumme passt nicht"):
        receive_snapshot(
            source=SourceFactory(),
            received_on=date(2020, 1, 1),
            body=b"x",
            sha256="0" * 64,
            by=somebody(),
        )


def test_quote_is_found_in_the_stored_text():
    passage = PassageFactory(snapshot=SnapshotFactory(body=TEXT.encode()), quote="Äpfel")
    assert TEXT[passage.start : passage.end] == "Äpfel"


def test_quote_may_name_which_of_several_places_it_means():
    second = TEXT.rindex("Leeds")
    passage = PassageFactory(
        snapshot=SnapshotFactory(body=TEXT.encode()), quote="Leeds seit 1969", start=second
    )
    assert passage.start == second


@pytest.mark.parametrize("where", [{"quote": "Birnen"}, {"quote": "Amiens", "start": 3}])
def test_quote_that_does_not_stand_there_is_refused(where):
    with pytest.raises(Refused, match="steht nicht"):
        PassageFactory(snapshot=SnapshotFactory(body=TEXT.encode()), **where)
    assert not Passage.objects.exists()


@pytest.mark.parametrize("gist", [None, "", {"de": ""}])
def test_passage_without_words_is_refused_by_action_and_database(gist):
    snapshot = SnapshotFactory()
    with pytest.raises(Refused, match="Textstelle ist leer"):
        record_passage(snapshot=snapshot, gist=gist, by=somebody())
    with pytest.raises(IntegrityError, match="quotes_or_renders"), transaction.atomic():
        Passage.objects.create(snapshot=snapshot)


def test_same_passage_again_is_the_one_we_have():
    first = PassageFactory(quote="x")
    assert PassageFactory(snapshot=first.snapshot, quote="x") == first


def test_source_with_an_impossible_date_is_refused_at_its_field():
    with pytest.raises(Refused) as refusal:
        SourceFactory(content_date="2019-13")
    assert "content_date" in refusal.value.by_field()
