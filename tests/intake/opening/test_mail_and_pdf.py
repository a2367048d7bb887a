"""Messages and PDF files."""

from __future__ import annotations

import re

import pytest
from openpyxl import Workbook

from tests.intake.opening.samples import docx, message, paragraph, pdf, saved
from weltoffen.ground.problems import Refused
from weltoffen.intake.opening import eml as opening_eml
from weltoffen.intake.opening import open_bytes


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
    assert opened.text == f"{HEAD}\n\nNur der Text\n\nAnhang: zahlen.txt\n\nZahlen"
    told, why = opened.notes
    assert "„Beschluß.pdf“" in told.says()
    assert (why.where, "beschädigt" in why.says()) == ("Beschluß.pdf", True)
    assert opened.language == "de"


def carrying(*attached: tuple[str, bytes]) -> bytes:
    letter = message()
    letter.set_content("Siehe Anhang.")
    for name, body in attached:
        letter.add_attachment(body, maintype="application", subtype="octet-stream", filename=name)
    return letter.as_bytes()


def test_attachments_that_hold_text_are_read_by_what_they_are():
    book = Workbook()
    book.active.append(["Gdynia", 1973])
    opened = open_bytes(
        carrying(
            ("a.pdf", pdf("Aus dem Vertrag")),
            ("b.docx", docx(paragraph("Aus dem Brief"))),
            ("c.xlsx", saved(book)),
            ("d.htm", b"<html><ul><li>Lyon</ul></html>"),
            ("e.TXT", "Łódź".encode("utf-16")),
            ("f.png", b"\x89PNG\r\n\x1a\n"),
            ("g.txt", b""),
        ),
        name="brief.eml",
    )
    _head, *parts = opened.text.split("\n\nAnhang: ")
    assert parts == [
        "a.pdf\n\nAus dem Vertrag", "b.docx\n\nAus dem Brief", "c.xlsx\n\nGdynia\t1973",
        "d.htm\n\n• Lyon", "e.TXT\n\nŁódź",
    ]  # fmt: skip
    assert [note.where for note in opened.notes] == ["brief.eml", "brief.eml", "brief.eml: g.txt"]
    assert "„f.png“" in notes(opened)


def test_attachments_of_an_attached_message_are_named_only():
    inner = carrying(("tief.txt", b"ganz unten"))
    opened = open_bytes(carrying(("brief.eml", inner)))
    assert opened.text.count("Siehe Anhang.") == 2
    assert "ganz unten" not in opened.text
    assert "„tief.txt“" in notes(opened)


def test_of_many_attachments_the_first_are_read():
    opened = open_bytes(carrying(*((f"{n}.txt", b"Text %d." % n) for n in range(12))))
    assert opened.text.count("Anhang: ") == 10
    assert ["„10.txt“" in notes(opened), "„9.txt“" in notes(opened)] == [True, False]


def test_no_further_attachment_is_read_after_a_while_or_a_lot(monkeypatch):
    two = carrying(("a.txt", b"eins"), ("b.txt", b"zwei"))
    monkeypatch.setattr(opening_eml, "_MOST_CHARACTERS", 3)
    assert "„b.txt“" in notes(open_bytes(two))
    monkeypatch.setattr(opening_eml, "_LONGEST_READING", -1)
    assert open_bytes(two).text.endswith("Siehe Anhang.")


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


@pytest.mark.parametrize("levels", [21, 100, 400])
def test_message_is_read_as_deep_as_the_limit_and_says_so(levels):
    parts = "".join(
        f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n'
        f"Content-Type: text/plain\n\nEbene {n}.\n--b{n}\n"
        for n in range(levels)
    )
    body = f"From: a@b\nDate: heute\n{parts}Content-Type: text/plain\n\nUnten".encode()
    opened = open_bytes(body)
    assert re.findall(r"Ebene (\d+)", opened.text) == [str(n) for n in range(20)]
    assert "Unten" not in opened.text
    assert notes(opened).count("tiefer als 20 Ebenen") == 1


def test_message_without_end_of_nesting_is_read_as_far_as_it_goes():
    parts = "".join(
        f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(400)
    )
    body = f"From: a@b\nDate: heute\n{parts}Content-Type: text/plain\n\nText".encode()
    opened = open_bytes(body)
    assert opened.text == "From: a@b\nDate: heute"
    assert "tiefer als 20 Ebenen" in notes(opened)
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


CIPHERS = ["RC4-40", "RC4-128", "AES-128", "AES-256-R5", "AES-256"]


@pytest.mark.parametrize("algorithm", CIPHERS)
def test_pdf_that_only_restricts_printing_is_read(algorithm):
    assert open_bytes(pdf("Text", password="", algorithm=algorithm)).text == "Text"


@pytest.mark.parametrize("algorithm", CIPHERS[-1:])
def test_encrypted_pdf_is_refused(algorithm):
    body = pdf("Text", password="geheim", algorithm=algorithm)
    assert "verschlüsselt" in refusal(body, name="b.pdf")


def test_scanned_pdf_says_that_it_has_no_text():
    assert "keinen Text" in refusal(pdf("", ""))
    opened = open_bytes(pdf("Text", "", ""))
    assert "Auf 2 von 3 Seiten" in notes(opened)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("body", [b"%PDF-1.4", b"%PDF-1.7\n%%EOF", pdf("Text")[:300]])
def test_broken_pdf_is_refused(body):
    assert "beschädigt" in refusal(body, media_type="application/pdf")


def test_an_attachment_of_a_damaged_type_is_named_without_what_no_database_keeps():
    letter = (
        b"From: a@stadt.example\nMIME-Version: 1.0\n"
        b"Content-Type: multipart/mixed; boundary=mitte\n\n"
        b"--mitte\nContent-Type: text/plain\n\nGuten Tag\n"
        b"--mitte\nContent-Type: image/p\0ng\n\nxyz\n--mitte--\n"
    )
    [note] = open_bytes(letter, name="a.eml").notes
    assert "image/p" in note.says()
    assert "\0" not in note.says()
