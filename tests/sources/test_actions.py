"""Sources, snapshots and passages: kept once, never changed, proved against the stored text."""

from __future__ import annotations

import hashlib
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from tests.factories import PassageFactory, SnapshotFactory, SourceFactory, somebody
from weltoffen.ground.problems import Refused
from weltoffen.sources.actions import receive_snapshot, record_passage
from weltoffen.sources.models import Passage, Snapshot
from weltoffen.sources.rules import digest

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
