"""A quote says whether it was compared with the source's text, once a page and in the data."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from tests.factories import (
    ActFactory,
    PassageFactory,
    RelationFactory,
    SnapshotFactory,
    SourceFactory,
)
from tests.portal.public import get, said
from weltoffen.places.models import Municipality
from weltoffen.publication.selectors import published_source

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]
SOURCES = "/de/quellen/"


def dortmund() -> Municipality:
    return Municipality.objects.get(identifier="dortmund")


UNCHECKED = "nicht am gespeicherten Text geprüft"


def cited(relation, **snapshot):
    """Record a public act on a quote out of a version of a source; return the source."""
    source = SourceFactory()
    kept = SnapshotFactory(source=source, **snapshot)
    ActFactory(relation=relation, citations=[PassageFactory(snapshot=kept, quote="Leeds 1969")])
    return source


@pytest.mark.parametrize(
    ("snapshot", "is_checked"),
    [({"body": b"Amiens 1960. Leeds 1969."}, True), ({"sha256": "0" * 64}, False), ({}, False)],
)
def test_a_quote_says_whether_it_was_compared_with_the_text(snapshot, is_checked):
    source = cited(RelationFactory(home=dortmund()), **snapshot)
    sheet = published_source(source.identifier, dt.date(2026, 1, 1), "de")
    assert [passage.is_checked for passage in sheet.passages] == [is_checked]
    assert [version.has_body for version in sheet.snapshots] == [is_checked]
    document = Client().get(f"/id/{source.identifier}.json").json()
    assert document["passages"][0]["quote_checked"] is is_checked
    assert document["snapshots"][0]["text_kept_here"] is is_checked


def test_what_was_not_compared_is_said_once_a_page():
    relation = RelationFactory(home=dortmund())
    checked = cited(relation, body=b"Amiens 1960. Leeds 1969.")
    assert UNCHECKED not in said(get(f"/de/beziehungen/{relation.identifier}/"))
    elsewhere = [cited(relation, sha256=digit * 64) for digit in "12"]
    assert said(get(f"/de/beziehungen/{relation.identifier}/")).count(UNCHECKED) == 1
    assert UNCHECKED not in said(get(f"{SOURCES}{checked.identifier}/"))
    for source in elsewhere:
        assert said(get(f"{SOURCES}{source.identifier}/")).count(UNCHECKED) == 1


def test_words_of_our_own_are_neither_checked_nor_complained_of():
    passage = PassageFactory(snapshot=SnapshotFactory(body=b"x"), quote="", gist={"de": "Sinn"})
    relation = RelationFactory(home=dortmund())
    ActFactory(relation=relation, citations=[passage])
    source = passage.snapshot.source.identifier
    assert UNCHECKED not in said(get(f"/de/beziehungen/{relation.identifier}/"))
    document = Client().get(f"/id/{source}.json").json()
    assert document["passages"][0]["quote_checked"] is None


def test_themes_and_disagreements_say_it_too():
    for path in ("/de/widersprueche/", "/de/themen/"):
        beneath = {
            address.partition("#")[0].partition("?")[0]
            for address in get(path).xpath("//main//a/@href")
            if address.startswith(path)
        } - {path}
        assert beneath, path
        for address in beneath:
            page = get(address)
            assert said(page).count(UNCHECKED) == bool(page.xpath("//main//blockquote")), address
