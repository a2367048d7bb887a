"""Messages and PDF files."""

from __future__ import annotations

import zlib

import pytest

from tests.intake.opening.samples import message, pdf
from weltoffen.ground.problems import Refused
from weltoffen.intake.opening import open_bytes
from weltoffen.intake.opening import pdf as opening_pdf


def refusal(body: bytes, **claims: str) -> str:
    with pytest.raises(Refused) as caught:
        open_bytes(body, **claims)
    return str(caught.value)


def notes(opened) -> str:
    return "\n".join(note.says() for note in opened.notes)


HEAD = """From: Büro für Internationales <buero@stadt.example>
To: rat@stadt.example
Date: Mon, 04 Jul 1977 10:00:00 +0200
Subject: Städtepartnerschaft mit Łódź"""


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-2"])
@pytest.mark.parametrize("coding", ["base64", "quoted-printable"])
def test_message_becomes_headers_and_text(charset, coding):
    letter = message()
    letter.set_content("Grüße aus Łódź\n\nEnde", charset=charset, cte=coding)
    opened = open_bytes(letter.as_bytes(), name="brief.eml")
    assert opened.text == f"{HEAD}\n\nGrüße aus Łódź\n\nEnde"
    assert (opened.media_type, opened.notes) == ("message/rfc822", ())
    assert opened.title == "Städtepartnerschaft mit Łódź"


def test_of_text_and_page_the_text_is_taken_and_attachments_are_named():
    letter = message()
    letter.set_content("Nur der Text")
    letter["Content-Language"] = "de-DE"
    letter.add_alternative("<html><p>Die Seite</p></html>", subtype="html")
    letter.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename="Beschluß.pdf")
    letter.add_attachment("Zahlen", filename="zahlen.txt")
    opened = open_bytes(letter.as_bytes())
    assert opened.text == f"{HEAD}\n\nNur der Text"
    assert "„Beschluß.pdf“" in notes(opened)
    assert "„zahlen.txt“" in notes(opened)
    assert opened.language == "de"


def test_message_that_is_only_a_page_is_read_as_one():
    letter = message()
    letter.set_content('<html lang="de"><ul><li>Kiel</li></ul></html>', subtype="html")
    opened = open_bytes(letter.as_bytes().replace(b"\n", b"\r\n"))
    assert opened.text.endswith("\n\n• Kiel")
    assert opened.language == "de"


def test_forwarded_message_is_read():
    inner, outer = message("Innen"), message("Außen")
    inner.set_content("der innere Text")
    outer.set_content("siehe unten")
    outer.add_attachment(inner)
    text = open_bytes(outer.as_bytes()).text
    assert "siehe unten" in text
    assert "der innere Text" in text


def test_raw_umlauts_and_wrong_headers_are_borne():
    body = (
        "From: Büro <a@b>\nDate: gestern\nSubject: =?x-unknown?q?a=FC?= Grüße =?utf-8?b?@@?=\n"
        'Content-Type: text/plain; charset="nicht da"; name*=x\'y\n\nGrüße'
    ).encode()
    opened = open_bytes(body)
    assert "Büro" in opened.text
    assert opened.title.startswith("a")


def test_message_without_end_of_nesting_is_refused_or_read():
    parts = "".join(
        f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(400)
    )
    body = f"From: a@b\nDate: heute\n{parts}Content-Type: text/plain\n\nText".encode()
    assert "beschädigt" in refusal(body)
    assert "beschädigt" in refusal(body.replace(b"Text", b"boundary=" * 600))


@pytest.mark.parametrize(
    "rest",
    [
        b"X: y\n" * 200_000 + b"\nText",
        b"Content-Type: text/plain; " + b"a*0=b;" * 200_000 + b"\n\nText",
        b"Content-Type: multipart/mixed;\n boundary=x;" + b"\n a=b;" * 200_000 + b"\n\nText",
        b"Content-Type: multipart/mixed; boundary=x\n\n" + b"--x\n\na\n" * 200_000,
    ],
)
def test_message_that_would_overload_is_refused_at_once(rest):
    assert "beschädigt" in refusal(b"From: a@b\nDate: heute\n" + rest)


def test_pdf_gives_its_pages():
    opened = open_bytes(pdf("Köln und Kiel", "Zweite Seite", title="Bericht"), name="b.pdf")
    assert opened.text == "Köln und Kiel\n\nZweite Seite"
    assert (opened.media_type, opened.title, opened.language) == (
        "application/pdf", "Bericht", "de",
    )  # fmt: skip
    assert opened.notes == ()


def test_pdf_that_only_restricts_printing_is_read():
    assert open_bytes(pdf("Text", password="")).text == "Text"


def test_encrypted_pdf_is_refused():
    assert "verschlüsselt" in refusal(pdf("Text", password="geheim"), name="b.pdf")


def test_scanned_pdf_says_that_it_has_no_text():
    assert "keinen Text" in refusal(pdf("", ""))
    opened = open_bytes(pdf("Text", "", ""))
    assert "Auf 2 von 3 Seiten" in notes(opened)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("body", [b"%PDF-1.4", b"%PDF-1.7\n%%EOF", pdf("Text")[:300]])
def test_broken_pdf_is_refused(body):
    assert "beschädigt" in refusal(body, media_type="application/pdf")


def test_pdf_with_too_many_pages_or_too_slow_is_refused(monkeypatch):
    body = pdf("a", "b", "c")
    monkeypatch.setattr(opening_pdf, "MOST_PAGES", 2)
    assert "3 Seiten; wir lesen bis zu 2" in refusal(body)
    monkeypatch.setattr(opening_pdf, "MOST_PAGES", 3)
    monkeypatch.setattr(opening_pdf, "LONGEST", -1)
    assert "abgebrochen" in refusal(body)


def test_pdf_that_unpacks_to_too_much_is_refused_at_once():
    packed = zlib.compress(b"BT (" + b"K" * (opening_pdf._MOST_UNPACKED + 1) + b") Tj ET")
    body = pdf("Text").partition(b"trailer")[0]
    at = body.index(b"stream\n")
    start = body.rindex(b"<<", 0, at)
    end = body.index(b"endstream", at)
    head = b"<< /Filter /FlateDecode /Length %d >>\nstream\n" % len(packed)
    bomb = body[:start] + head + packed + b"\n" + body[end:]
    assert "beschädigt" in refusal(bomb + b"trailer\n<< /Root 1 0 R >>\nstartxref\n0\n%%EOF\n")
