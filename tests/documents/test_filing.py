"""Receiving files, filing them, newer versions, and deleting for good."""

from __future__ import annotations

import hashlib
import os
from datetime import timedelta
from io import StringIO

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from pypdf.generic import TextStringObject
from wagtail.models import ModelLogEntry

from tests.documents import samples
from tests.factories import (
    DocumentFactory,
    PictureFactory,
    RelationFactory,
    account,
    somebody,
)
from weltoffen.accounts.enums import RoleName
from weltoffen.accounts.selectors import within_reach
from weltoffen.documents.actions import (
    add_version,
    describe,
    erase,
    file_document,
    file_picture,
)
from weltoffen.documents.enums import FileKind
from weltoffen.documents.looking import look_into_pdf
from weltoffen.documents.models import Document, Picture, Version
from weltoffen.documents.receiving import clean_name, receive
from weltoffen.documents.selectors import named_files, unnamed_files
from weltoffen.documents.storing import bytes_of, is_there
from weltoffen.documents.types import Received
from weltoffen.ground.problems import Refused
from weltoffen.records.actions import publish, set_visibility, withdraw
from weltoffen.records.enums import Visibility
from weltoffen.relations.actions import link_document, unlink_document

pytestmark = pytest.mark.django_db


def filed(name: str = "vertrag.pdf", body: bytes = b"", **more: object) -> Document:
    values = {"identifier": "vertrag", "title": "Vertrag", "by": somebody()} | more
    received = receive(name=name, body=body or samples.pdf())
    return file_document(received=received, **values)  # type: ignore[arg-type]


def test_a_file_lies_under_its_fingerprint_and_the_record_says_what_it_is():
    body = samples.pdf()
    document = filed(body=body, kind=FileKind.DEED, on="1977-07-04", summary={"de": "Freundschaft"})
    document.refresh_from_db()
    sha256 = hashlib.sha256(body).hexdigest()
    assert document.sha256 == document.received_sha256 == sha256
    assert document.file.name == f"documents/{sha256[:2]}/{sha256}.pdf"
    assert bytes_of(document.file.name) == body
    assert (document.media_type, document.is_shown) == ("application/pdf", True)
    assert document.received_name == "vertrag.pdf"
    assert document.visibility == Visibility.INTERNAL
    assert document.url == "/documents/vertrag/vertrag.pdf"
    entry = ModelLogEntry.objects.get(action="documents.document.file")
    assert entry.data == {"title": "Vertrag", "sha256": sha256, "file": "vertrag.pdf"}


def test_what_lies_in_the_store_is_the_servers_alone():
    document = filed()
    assert os.stat(document.file.path).st_mode & 0o777 == 0o600


def test_the_same_file_is_told_by_its_record():
    filed()
    with pytest.raises(Refused, match=r"schon da als „Vertrag“ \(vertrag\)"):
        filed(identifier="noch-einer", name="anders.pdf")
    assert Document.objects.count() == 1


def test_of_a_restricted_record_the_same_file_tells_no_title():
    set_visibility(record=filed(), visibility=Visibility.RESTRICTED, by=somebody())
    with pytest.raises(Refused) as refusal:
        filed(identifier="noch-einer")
    assert "Vertrag" not in str(refusal.value)
    assert "Koordination" in str(refusal.value)


def test_a_picture_that_was_downloaded_from_here_is_the_same():
    came = samples.with_place()
    first = filed("scan.jpg", came, identifier="scan")
    again = bytes_of(first.file.name)
    assert again != came
    for body in (came, again):
        with pytest.raises(Refused, match="schon da"):
            filed("neu.jpg", body, identifier="neu")


def refusing_twice():
    return pytest.raises(IntegrityError, match=r"received_sha256|file_is_kept_once")


def test_the_database_keeps_a_file_once():
    version = filed().versions.get()
    other = DocumentFactory()
    twice = Version(
        document=other, number=9, file=version.file, sha256=version.sha256, size=1,
        received_sha256=version.received_sha256, media_type="x",
    )  # fmt: skip
    with refusing_twice(), transaction.atomic():
        twice.save()


def test_what_the_office_did_not_look_at_cannot_be_saved_as_public():
    """Also not by a form of Wagtail's, which knows nothing of fingerprints."""
    row = Document(identifier="x", title="x", file="x.exe", media_type="x", visibility="public")
    with pytest.raises(IntegrityError, match="document_has_its_fingerprint"), transaction.atomic():
        row.save()


def test_a_scan_of_a_deed_is_kept_as_it_came_besides():
    body = samples.with_place()
    received = receive(name="urkunde.jpg", body=body, with_original=True)
    assert bytes_of(received.original) == body
    assert b"Mustermann" not in bytes_of(received.stored)
    plain = receive(name="foto.jpg", body=body)
    assert plain.original == ""


def test_what_a_script_would_do_is_not_shown():
    received = receive(name="formular.pdf", body=samples.pdf_with_script())
    assert (received.is_shown, received.active) == (False, ("javascript",))


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (samples.pdf_that_launches(), "Programme starten"),
        (samples.pdf_locked(), "Kennwort"),
        (b"%PDF-1.7\nkaputt", "beschädigt"),
    ],
)
def test_a_pdf_that_may_not_be_kept_leaves_nothing_in_the_store(body, says):
    before = set(unnamed_files(timezone.now() + timedelta(days=1)))
    with pytest.raises(Refused, match=says):
        receive(name="a.pdf", body=body)
    assert set(unnamed_files(timezone.now() + timedelta(days=1))) == before


def test_looking_into_a_pdf_ends_when_it_takes_too_long(monkeypatch):
    from weltoffen.documents import looking

    monkeypatch.setattr(looking, "LONGEST", 0.001)
    assert not look_into_pdf(samples.pdf()).is_readable


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        (r"C:\Users\x\Brief an Rostow.pdf", "Brief an Rostow.pdf"),
        ("gut\u202efdp.exe", "gutfdp.exe"),
        ("a\x00b\r\n.pdf", "ab.pdf"),
        ("  Brief  .pdf ", "Brief .pdf"),
        ("x" * 300 + ".pdf", "x" * 187 + ".pdf"),
    ],
)
def test_a_file_name_is_a_bare_name(name, clean):
    assert clean_name(name) == clean


def test_what_was_received_can_be_handed_on_as_values():
    received = receive(name="foto.png", body=samples.png(), for_pages=True)
    assert Received.of_values(received.as_values()) == received


def test_filing_what_is_not_there_any_more_is_refused():
    received = receive(name="a.txt", body=b"nur einmal da")
    default_storage.delete(received.stored)
    with pytest.raises(Refused, match="noch einmal aus"):
        file_document(identifier="a", title="a", received=received, by=somebody())


def test_a_new_version_takes_the_place_and_the_old_one_stays():
    document = filed()
    old = document.file.name
    newer = receive(name="neu.txt", body=b"Fassung 2")
    add_version(document=document, received=newer, note="unterschrieben", by=somebody())
    document.refresh_from_db()
    assert document.media_type == "text/plain"
    assert document.filename == "vertrag.txt"
    assert document.sha256 == newer.sha256
    assert [each.number for each in document.versions.all()] == [2, 1]
    assert is_there(old)
    with pytest.raises(Refused, match="schon da"):
        add_version(document=document, received=newer, by=somebody())


def test_describing_keeps_the_file_and_the_history_keeps_what_was_said():
    document = filed()
    describe(record=document, title="Freundschaftsvertrag", on="1977", by=somebody())
    entry = ModelLogEntry.objects.get(action="documents.document.describe")
    assert entry.data["changed"]["title"] == ["Vertrag", "Freundschaftsvertrag"]
    with pytest.raises(Refused, match="kann nicht geändert werden"):
        describe(record=document, by=somebody(), sha256="0" * 64)


# --- pictures ------------------------------------------------------------------------------------


def test_a_picture_goes_public_with_words_author_and_licence_only():
    picture = PictureFactory(alt=None, author="", licence="")
    with pytest.raises(Refused) as refusal:
        publish(record=picture, by=somebody())
    assert set(refusal.value.by_field()) == {"alt", "author", "licence"}
    describe(record=picture, alt={"de": "Das Rathaus"}, author="Stadt", licence="CC0",
             by=somebody())  # fmt: skip
    publish(record=picture, by=somebody())
    with pytest.raises(Refused, match="Ein öffentliches Bild braucht"):
        describe(record=picture, alt={"de": ""}, by=somebody())
    assert Picture.objects.get().alt_de == "Das Rathaus"


def test_the_database_holds_that_a_public_picture_has_its_words():
    picture = PictureFactory(alt=None)
    name = "public_picture_says_what_it_shows_and_whose_it_is"
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Picture.objects.filter(pk=picture.pk).update(visibility="public")


def test_the_same_picture_is_told():
    first = PictureFactory()
    received = receive(name="x.png", body=bytes_of(first.file.name), for_pages=True)
    with pytest.raises(Refused, match="schon da"):
        file_picture(identifier="x", title="x", received=received, by=somebody())


# --- deleting ------------------------------------------------------------------------------------


def test_deleting_leaves_an_entry_that_names_nothing(django_capture_on_commit_callbacks):
    document = filed("scan.jpg", samples.with_place(), title="Brief von Frau Geheim")
    describe(record=document, author="Frau Geheim", by=somebody())
    newer = receive(name="geheim.txt", body=b"Geheim 2")
    add_version(document=document, received=newer, note="Geheim", by=somebody())
    relation = RelationFactory()
    link_document(relation=relation, document=document, by=somebody())
    files = {version.file for version in document.versions.all()}
    with django_capture_on_commit_callbacks(execute=True):
        erase(record=document, reason="Betroffene hat es verlangt", by=somebody())
    assert not Document.objects.exists()
    assert not Version.objects.exists()
    assert len(files) == 2
    assert not any(is_there(name) for name in files)
    entries = ModelLogEntry.objects.filter(content_type__app_label="documents")
    assert [entry.action for entry in entries] == ["documents.document.erase"]
    told = " ".join(f"{e.label} {e.data}" for e in ModelLogEntry.objects.all())
    assert "Geheim" not in told
    assert "geheim" not in told
    assert "vertrag" not in told
    assert "Betroffene hat es verlangt" in told


def test_deleting_wants_a_reason_and_takes_nothing_public():
    document = filed()
    with pytest.raises(Refused, match="warum"):
        erase(record=document, reason=" ", by=somebody())
    publish(record=document, by=somebody())
    with pytest.raises(Refused, match="zuerst aus der Öffentlichkeit"):
        erase(record=document, reason="falsch", by=somebody())
    withdraw(record=document, by=somebody())
    erase(record=document, reason="falsch", by=somebody())
    assert not Document.objects.exists()


def test_a_deletion_that_is_undone_deletes_no_file(django_capture_on_commit_callbacks):
    document = filed()
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        erase(record=document, reason="falsch", by=somebody())
        transaction.set_rollback(True)
    assert is_there(document.file.name)


def test_sweeping_takes_what_nobody_names_and_is_old(monkeypatch):
    from weltoffen.documents.management.commands import sweep_documents

    kept, lost = filed(), receive(name="nie.txt", body=b"nie abgelegt")
    call_command("sweep_documents", stdout=StringIO())
    assert is_there(lost.stored), "it may still wait for its form"
    monkeypatch.setattr(sweep_documents, "HOURS", -1)
    said = StringIO()
    call_command("sweep_documents", "--dry-run", stdout=said)
    assert is_there(lost.stored)
    call_command("sweep_documents", stdout=said)
    assert not is_there(lost.stored)
    assert is_there(kept.file.name)
    assert kept.file.name in named_files()


# --- links ---------------------------------------------------------------------------------------


def test_a_document_belongs_to_a_relation_once_and_may_become_the_deed_of_an_act():
    from tests.factories import ActFactory

    act, document = ActFactory(), filed()
    link_document(relation=act.relation, document=document, by=somebody())
    link_document(relation=act.relation, document=document, act=act, by=somebody())
    assert document.relation_links.get().act == act
    with pytest.raises(Refused, match="gehört schon"):
        link_document(relation=act.relation, document=document, by=somebody())
    with pytest.raises(Refused, match="anderen Beziehung"):
        link_document(relation=RelationFactory(), document=document, act=act, by=somebody())
    unlink_document(relation=act.relation, document=document, by=somebody())
    with pytest.raises(Refused, match="gehört nicht"):
        unlink_document(relation=act.relation, document=document, by=somebody())


# --- from before ---------------------------------------------------------------------------------


def test_files_of_an_installation_from_before_move_with_their_number():
    from importlib import import_module

    old = apps.get_model("wagtaildocs", "Document")
    stored = default_storage.save("documents/alt.html", ContentFile(b"<script>"))
    row = old.objects.create(title="Alt", file=stored)
    move = import_module("weltoffen.documents.migrations.0002_files_from_before").move
    move(apps, _Editor())
    document = Document.objects.get(pk=row.pk)
    assert (document.title, document.visibility, document.is_shown) == ("Alt", "internal", False)
    with pytest.raises(Refused, match="keine geprüfte Datei"):
        publish(record=document, by=somebody())
    after = filed()
    assert after.pk > document.pk
    add_version(document=document, received=receive(name="a.txt", body=b"neu"), by=somebody())
    publish(record=document, by=somebody())


class _Editor:
    """What the migration asks of Django's editor of tables."""

    connection = connection

    def execute(self, statement: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement)


def test_who_reaches_a_document_by_two_relations_finds_it_once():
    document = filed()
    apart = filed(
        name="brief.pdf", body=samples.pdf(Lang=TextStringObject("de")), identifier="brief"
    )
    relations = [RelationFactory(identifier="dortmund-a"), RelationFactory(identifier="dortmund-b")]
    for relation in relations:
        link_document(relation=relation, document=document, by=somebody())
        guest = account("gast", RoleName.GUEST, relation=relation.identifier)
    link_document(relation=RelationFactory(), document=apart, by=somebody())
    for shown in (document, apart):
        set_visibility(record=shown, visibility=Visibility.PARTNER, by=somebody())
    assert list(within_reach(Document.objects.all(), guest)) == [document]
