"""Files of public documents: who gets them, and as what."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.documents import samples
from tests.factories import ActFactory, DocumentFactory, RelationFactory, somebody
from weltoffen.documents.actions import file_document
from weltoffen.documents.models import Document
from weltoffen.documents.receiving import receive
from weltoffen.records.actions import publish, set_visibility, withdraw
from weltoffen.records.enums import Visibility
from weltoffen.relations.actions import link_document

pytestmark = pytest.mark.django_db


def filed(name: str, body: bytes) -> Document:
    document = file_document(
        identifier="datei", title="Datei", received=receive(name=name, body=body), by=somebody()
    )
    publish(record=document, by=somebody())
    return document


def status(document: Document) -> int:
    answer = Client().get(document.url)
    if answer.streaming:
        answer.getvalue()
    return answer.status_code


@pytest.mark.parametrize("visibility", [v for v in Visibility if v != Visibility.PUBLIC])
def test_only_public_documents_are_handed_out(visibility):
    document = DocumentFactory()
    set_visibility(record=document, visibility=visibility, by=somebody())
    assert status(document) == 404
    publish(record=document, by=somebody())
    assert status(document) == 200
    withdraw(record=document, by=somebody())
    assert status(document) == 404


def test_the_deed_of_an_internal_act_waits_for_the_act():
    act, document = ActFactory(internal=True), DocumentFactory()
    link_document(relation=act.relation, document=document, act=act, by=somebody())
    publish(record=document, by=somebody())
    assert status(document) == 404
    publish(record=act, by=somebody())
    assert status(document) == 200
    withdraw(record=act.relation, by=somebody())
    assert status(document) == 404


def test_one_public_relation_is_enough():
    document = DocumentFactory()
    for relation in (RelationFactory(internal=True), RelationFactory()):
        link_document(relation=relation, document=document, by=somebody())
    publish(record=document, by=somebody())
    assert status(document) == 200


@pytest.mark.parametrize(
    ("name", "body", "media_type", "is_shown", "sandboxed"),
    [
        ("a.pdf", samples.pdf(), "application/pdf", True, False),
        ("a.pdf", samples.pdf_with_script(), "application/pdf", False, True),
        ("a.png", samples.png(), "image/png", True, True),
        ("a.tif", samples.tiff(), "image/tiff", False, True),
        ("a.txt", b"Guten Tag", "text/plain; charset=unknown", False, True),
        ("a.eml", samples.mail(), "message/rfc822", False, True),
    ],
)
def test_a_file_leaves_as_what_it_is_and_can_do_nothing(
    name, body, media_type, is_shown, sandboxed
):
    answer = Client().get(filed(name, body).url)
    assert answer.getvalue()
    assert answer["Content-Type"] == media_type
    assert answer["Content-Disposition"].startswith("inline" if is_shown else "attachment")
    assert f'filename="datei.{name[2:]}"' in answer["Content-Disposition"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    policy = answer["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert policy.endswith("sandbox") is sandboxed
    assert "no-cache" in answer["Cache-Control"]


def test_what_is_known_already_is_not_sent_again_and_asked_for_each_time():
    document = filed("a.txt", b"Guten Tag")
    tag = f'"{document.sha256}"'
    answer = Client().get(document.url, headers={"if-none-match": tag})
    assert (answer.status_code, answer["ETag"]) == (304, tag)
    withdraw(record=document, by=somebody())
    again = Client().get(document.url, headers={"if-none-match": tag})
    assert again.status_code == 404


@pytest.mark.parametrize("address", ["/documents/1/datei.txt", "/documents/datei/x.exe", "/media/"])
def test_no_number_no_other_name_and_no_folder_leads_to_a_file(address):
    document = filed("a.txt", b"Guten Tag")
    assert Client().get(address).status_code == 404
    assert Client().get(f"/media/{document.file.name}").status_code == 404
