"""Uploading at the desk: nothing typed or chosen is lost, and no other way leads in."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.documents import samples
from tests.factories import ActFactory, DocumentFactory, PictureFactory, RelationFactory, somebody
from weltoffen.accounts.models import User
from weltoffen.desk.forms.documents import KEPT
from weltoffen.desk.forms.fields import LanguageField
from weltoffen.documents.models import Document, Picture
from weltoffen.records.actions import set_visibility
from weltoffen.records.enums import Visibility
from weltoffen.sources.models import Source

ADD = "/desk/documents/_add/"


def upload(*files: tuple[str, bytes], **typed: Any) -> dict[str, Any]:
    """Return what a browser sends."""
    sent = {"kind": "letter", "visibility": "internal", "title": "", "on": ""} | typed
    return sent | {"files": [SimpleUploadedFile(name, body) for name, body in files]}


def test_several_files_become_documents_of_a_relation(desk: Client) -> None:
    relation = RelationFactory()
    files = (("Brief_1.pdf", samples.pdf()), ("Brief 2.txt", b"zwei"))
    answer = desk.post(ADD, upload(*files, relation=relation.identifier, on="Mai 1977"))
    assert answer.status_code == 302, answer.context["form"].errors
    assert answer["Location"] == reverse("desk:relations-sheet", args=[relation.identifier])
    found = Document.objects.order_by("title")
    assert [document.title for document in found] == ["Brief 1", "Brief 2"]
    assert {document.on for document in found} == {"1977-05"}
    sheet = desk.get(answer["Location"]).content.decode()
    assert "Brief 1 (Brief)" in sheet


def test_a_good_file_waits_while_a_bad_one_and_a_bad_date_are_mended(desk: Client) -> None:
    files = (("gut.txt", b"gut"), ("boese.svg", b"<svg onload='x'/>"))
    page = desk.post(ADD, upload(*files, title="Notiz", on="irgendwann"))
    assert page.status_code == 200
    said = page.content.decode()
    assert "„boese.svg“ ist eine SVG-Zeichnung" in said
    assert "gut.txt" in said
    assert 'value="Notiz"' in said
    kept = dict(page.context["hidden"])[KEPT]
    again = desk.post(ADD, upload(title="Notiz", on="1977") | {KEPT: kept})
    assert again.status_code == 302
    assert Document.objects.get().title == "Notiz"


def test_what_waits_belongs_to_the_person_who_uploaded_it(desk: Client) -> None:
    page = desk.post(ADD, upload(("a.txt", b"a"), on="irgendwann"))
    kept = dict(page.context["hidden"])[KEPT]
    other = Client()
    other.force_login(get_user_model().objects.create_superuser("chefin", password=None))
    for token in (kept, "unsinn"):
        page = other.post(ADD, upload() | {KEPT: token})
        assert "Es fehlt die Datei" in page.content.decode()
    dropped = desk.post(
        ADD, upload() | {KEPT: kept, "dropped": page.context["form"].data.get("x", "")}
    )
    assert dropped.status_code == 302


def test_the_deed_is_uploaded_from_its_act(desk: Client) -> None:
    act = ActFactory()
    sheet = desk.get(reverse("desk:acts-sheet", args=[act.identifier])).content.decode()
    address = f"{ADD}?act={act.identifier}"
    assert f'href="{address}"' in sheet
    page = desk.get(address)
    assert page.context["form"].initial["kind"] == "deed"
    desk.post(ADD, upload(("u.jpg", samples.with_place()), kind="deed", act=act.identifier))
    document = Document.objects.get()
    assert document.relation_links.get().act == act
    version = document.versions.get()
    assert version.original
    scan = desk.get(f"/desk/documents/{document.identifier}/file/?version=1&original=1")
    assert scan.getvalue() == samples.with_place()
    assert scan["Content-Disposition"].startswith("attachment")
    assert "sandbox" in scan["Content-Security-Policy"]


def test_a_new_version_a_source_and_deleting_for_good(desk: Client) -> None:
    document = DocumentFactory()
    at = f"/desk/documents/{document.identifier}"
    sent = {"note": "neu", "files": SimpleUploadedFile("n.pdf", samples.pdf())}
    assert desk.post(f"{at}/version/", sent).status_code == 302
    assert desk.get(f"{at}/file/?version=1").getvalue() == document.identifier.encode()
    assert desk.get(f"{at}/file/?version=7").status_code == 404
    source = {
        "title": "Vertrag", "publisher": "Stadt", "publisher_side": "home", "kind": "deed",
        "standing": "read", "content_date": "1977", "language": "de",
    }  # fmt: skip
    assert desk.post(f"{at}/source/", source).status_code == 302
    snapshot = Source.objects.get().snapshots.get()
    document.refresh_from_db()
    assert (snapshot.sha256, snapshot.has_body) == (document.sha256, False)
    assert desk.post(f"{at}/erase/", {"reason": "Irrtum"}).status_code == 200
    assert desk.post(f"{at}/erase/", {"reason": "Irrtum", "sure": "on"}).status_code == 302
    assert not Document.objects.exists()


def test_a_picture_is_described_and_shown_by_its_words(desk: Client) -> None:
    sent = {"title": "Rathaus", "alt_de": "Das Rathaus bei Nacht"}
    file = SimpleUploadedFile("r.jpg", samples.jpeg())
    answer = desk.post("/desk/pictures/_add/", sent | {"files": file})
    assert answer.status_code == 302
    picture = Picture.objects.get()
    assert picture.alt_de == "Das Rathaus bei Nacht"
    assert 'alt="Das Rathaus bei Nacht"' in desk.get(answer["Location"]).content.decode()


def test_of_a_restricted_document_others_get_nothing(desk: Client, onlooker: Client) -> None:
    document = DocumentFactory()
    set_visibility(record=document, visibility=Visibility.RESTRICTED, by=somebody())
    at = f"/desk/documents/{document.identifier}"
    mine = desk.get(f"{at}/file/")
    assert mine.getvalue()
    assert "no-store" in mine["Cache-Control"]
    for address in (f"{at}/", f"{at}/file/", f"{at}/history/", f"{at}/erase/"):
        assert onlooker.get(address).status_code in (302, 404), address


WAGTAILS = (
    "documents/multiple/add/", "documents/multiple/1/", "documents/add/", "documents/edit/1/",
    "documents/delete/1/", "documents/chooser/", "documents/chooser/create/", "documents/usage/1/",
    "images/", "images/multiple/add/", "images/add/", "images/1/", "images/1/delete/",
    "images/chooser/", "images/chooser/create/", "images/chooser/upload/",
    "bulk/documents/document/delete/", "api/main/documents/", "api/main/images/",
)  # fmt: skip


@pytest.mark.parametrize("address", WAGTAILS)
def test_wagtails_own_ways_to_files_are_closed_for_all(address: str, db: None) -> None:
    client = Client()
    client.force_login(User.objects.create_superuser("alles", password=None))
    DocumentFactory(), PictureFactory()
    assert client.get(f"/desk/{address}").status_code == 404
    file = SimpleUploadedFile("x.html", b"<script>")
    sent = {"title": "x", "file": file, "files[]": file, "document-chooser-upload-file": file}
    assert client.post(f"/desk/{address}", sent).status_code == 404
    assert Document.objects.count() == Picture.objects.count() == 1


def test_a_text_chooses_among_what_the_person_may_see(desk: Client, onlooker: Client) -> None:
    seen = DocumentFactory(title="Satzung")
    page = desk.get(reverse("desk_documents:choose")).json()["html"]
    assert "Satzung" in page
    chosen = desk.get(reverse("desk_documents:chosen", args=[seen.pk])).json()
    assert chosen["result"]["url"] == seen.url
    assert onlooker.get(reverse("desk_documents:chosen", args=[seen.pk])).status_code in (302, 404)


@pytest.mark.parametrize(
    ("typed", "code"),
    [("Deutsch", "de"), ("french", "fr"), ("RU", "ru"), ("de-AT", "de-AT"), ("", "")],
)
def test_a_language_is_typed_by_name_or_code(typed: str, code: str) -> None:
    assert LanguageField(required=False).clean(typed) == code


def test_what_is_no_language_is_refused() -> None:
    with pytest.raises(ValidationError, match="„Klingonisch3“ ist keine Sprache"):
        LanguageField(required=False).clean("Klingonisch3")
