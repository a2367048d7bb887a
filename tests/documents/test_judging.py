"""What is kept, and what is refused with which advice: real files, good and hostile."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.documents import samples
from weltoffen.documents.looking import found_in
from weltoffen.documents.rules import formats
from weltoffen.documents.rules.judging import judge, judge_pdf
from weltoffen.documents.types import InPdf, Limits
from weltoffen.ground.problems import Refused

LIMITS = Limits(megabytes=5, megapixels=1)
GOOD = {
    "a.pdf": (samples.pdf, formats.PDF),
    "a.jpg": (samples.jpeg, formats.JPEG),
    "A.JPEG": (samples.jpeg, formats.JPEG),
    "a.png": (samples.png, formats.PNG),
    "a.webp": (samples.webp, formats.WEBP),
    "a.tif": (samples.tiff, formats.TIFF),
    "a.heic": (samples.heic, formats.HEIC),
    "a.docx": (samples.office, formats.DOCX),
    "a.xlsx": (lambda: samples.office("xlsx"), formats.XLSX),
    "a.pptx": (lambda: samples.office("pptx"), formats.PPTX),
    "a.odt": (samples.open_document, formats.ODT),
    "a.ods": (lambda: samples.open_document("spreadsheet"), formats.ODS),
    "a.txt": (lambda: "Grüße <b>aus</b> Rostow".encode(), formats.TEXT),
    "b.txt": (lambda: "Grüße".encode("utf-16"), formats.TEXT),
    "c.txt": (lambda: "Grüße".encode("cp1252"), formats.TEXT),
    "a.csv": (lambda: b"Ort;Land\nAmiens;FR", formats.CSV),
    "a.eml": (samples.mail, formats.EML),
    "b.eml": (lambda: samples.mail("brief.pdf"), formats.EML),
}


@pytest.mark.parametrize("name", GOOD)
def test_what_may_be_kept_is_told_by_its_bytes(name):
    body, found = GOOD[name]
    assert judge(body(), name, LIMITS) == found


HTML = b"  \n<!DOCTYPE html><script>alert(1)</script>"
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
MACRO_TABLE = samples.office("xlsx", xl__vbaProject_bin=b"x")
BAD = {
    "empty": ("a.pdf", b"", "leer"),
    "large": ("a.txt", b"x" * 5_000_001, "5 MB"),
    "html": ("a.html", HTML, "SVG-Zeichnung oder eine Webseite"),
    "html as text": ("a.txt", HTML, "SVG-Zeichnung oder eine Webseite"),
    "html as picture": ("a.png", HTML, "SVG-Zeichnung oder eine Webseite"),
    "html in utf-16": ("a.txt", HTML.decode().encode("utf-16"), "SVG-Zeichnung"),
    "svg": ("a.svg", SVG, "SVG-Zeichnung"),
    "svg as picture": ("a.jpg", SVG, "SVG-Zeichnung"),
    "windows program": ("a.exe", b"MZ\x90\x00", "Programm oder Skript"),
    "program as pdf": ("a.pdf", b"MZ\x90\x00", "Programm oder Skript"),
    "linux program": ("a.bin", b"\x7fELF\x02", "Programm oder Skript"),
    "shell script": ("a.txt", b"#!/bin/sh\nrm -rf ~", "Programm oder Skript"),
    "zip": ("a.zip", samples.zipped({"a.txt": "a"}), "Packen Sie es aus"),
    "zip as docx": ("a.docx", samples.zipped({"a.txt": "a"}), "Packen Sie es aus"),
    "rar": ("a.rar", b"Rar!\x1a\x07\x00", "Packen Sie es aus"),
    "gzip": ("a.csv", b"\x1f\x8b\x08", "Packen Sie es aus"),
    "java": ("a.zip", samples.zipped({"META-INF/MANIFEST.MF": "x", "A.js": "x"}), "Packen Sie"),
    "old word": ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "altem|alten Office"),
    "gif": ("a.gif", samples.gif(), "JPEG oder PNG"),
    "unknown": ("a.dat", b"\x01\x02\x03\x00", "keines der Formate"),
    "no ending": ("brief", b"Guten Tag", "endet"),
    "other ending": ("a.pdf", samples.png(), "endet aber anders"),
    "picture without ending": ("bild", samples.png(), "endet aber anders"),
    "double ending": ("a.pdf.txt", samples.pdf(), "endet aber anders"),
    "late pdf": ("a.pdf", b"GIF?" + samples.pdf(), "beginnt nicht wie eine PDF"),
    "pdf behind words": ("a.txt", b"Hallo " + samples.pdf(), "beginnt nicht wie eine PDF"),
    "page in a picture": ("a.png", samples.png() + b"<html><script>", "zweierlei"),
    "archive in a picture": ("a.jpg", samples.jpeg() + samples.zipped({"a": "b"}), "zweierlei"),
    "page in a webp": ("a.webp", samples.webp() + b"\x00<script>", "zweierlei"),
    "archive in a pdf": ("a.pdf", samples.pdf() + samples.zipped({"a": "b"}), "zweierlei"),
    "much behind a pdf": ("a.pdf", samples.pdf() + b"x" * 2000, "zweierlei"),
    "macros": ("a.docx", samples.office(main=samples.MACROS), "Makros"),
    "macros by part": ("a.xlsx", MACRO_TABLE, "Makros"),
    "activex": ("a.docx", samples.office(word__activeX__activeX1_xml="<a/>"), "Makros"),
    "ole": ("a.docx", samples.office(word__embeddings__oleObject1_bin=b"x"), "Makros"),
    "program inside": ("a.docx", samples.office(word__media__virus_exe=b"MZ"), "Makros"),
    "macros deep inside": (
        "a.docx",
        samples.office(word__embeddings__Tabelle_xlsx=MACRO_TABLE),
        "Makros",
    ),
    "template from outside": ("a.docx", samples.linking_outside(), "von woanders"),
    "picture from outside": ("a.docx", samples.linking_outside("image"), "von woanders"),
    "climbing": ("a.docx", samples.zipped_with("../../etc/passwd", "x"), "beschädigt"),
    "absolute": ("a.docx", samples.zipped_with("/etc/passwd", "x"), "beschädigt"),
    "twice": ("a.docx", samples.zipped_with("MAIN.XML", "x"), "beschädigt"),
    "behind the archive": ("a.docx", samples.office() + b"<script>", "beschädigt"),
    "cut": ("a.docx", samples.office()[:-30], "beschädigt"),
    "entities": (
        "a.docx",
        samples.zipped_with(
            "word/_rels/x.rels", '<!DOCTYPE a [<!ENTITY b "c">]><Relationships>&b;</Relationships>'
        ),
        "beschädigt",
    ),
    "bomb of xml": ("a.docx", samples.zipped_with("a/b.rels", b" " * 9_000_000), "beschädigt"),
    "odt with basic": ("a.odt", samples.open_document(Basic__Standard__x_xml="x"), "Makros"),
    "odt with event": (
        "a.odt",
        samples.open_document(content_xml='<script:event-listener xlink:href="x"/>'),
        "Makros",
    ),
    "odt locked": (
        "a.odt",
        samples.zipped(
            {
                "mimetype": "application/vnd.oasis.opendocument.text",
                "META-INF/manifest.xml": "<manifest:encryption-data/>",
                "content.xml": "x",
            }
        ),
        "Kennwort",
    ),
    "no mail": ("a.eml", b"Guten Tag", "keine E-Mail"),
    "mail with program": ("a.eml", samples.mail("foto.jpg", b"MZ\x90"), "foto.jpg"),
    "mail with page": ("a.eml", samples.mail("rechnung.pdf", b"<html>"), "rechnung.pdf"),
    "mail with ending": ("a.eml", samples.mail("rechnung.docm"), "rechnung.docm"),
}


@pytest.mark.parametrize("case", BAD)
def test_what_is_refused_says_what_and_what_to_do(case):
    name, body, says = BAD[case]
    with pytest.raises(Refused) as refusal:
        judge(body, name, LIMITS)
    (problem,) = refusal.value.problems
    said = problem.says()
    assert problem.where == "file"
    assert any(part in said for part in says.split("|")), said
    assert f"„{name}“" in said
    assert said.endswith(".")
    assert "%(" not in said


def test_a_link_that_one_clicks_is_nothing_from_outside():
    assert judge(samples.linking_outside("hyperlink"), "a.docx", LIMITS) == formats.DOCX


def test_a_table_behind_a_chart_is_no_program():
    body = samples.office(word__embeddings__Tabelle_xlsx=samples.office("xlsx"))
    assert judge(body, "a.docx", LIMITS) == formats.DOCX


def test_a_document_of_too_many_parts_or_bytes_is_refused(monkeypatch):
    from weltoffen.documents.rules import packages

    monkeypatch.setattr(packages, "MOST_PARTS", 1)
    with pytest.raises(Refused, match="riesig"):
        judge(samples.office(), "a.docx", LIMITS)
    monkeypatch.setattr(packages, "MOST_PARTS", 100)
    monkeypatch.setattr(packages, "MOST_UNPACKED", 10)
    with pytest.raises(Refused, match="riesig"):
        judge(samples.office(), "a.docx", LIMITS)


def test_only_pictures_where_pictures_are_wanted():
    with pytest.raises(Refused, match="ist kein Bild"):
        judge(samples.pdf(), "a.pdf", LIMITS, only_pictures=True)
    assert judge(samples.png(), "a.png", LIMITS, only_pictures=True) == formats.PNG


def test_a_preview_in_a_photo_and_what_cameras_leave_behind_it_are_no_second_thing():
    photo = samples.jpeg(exif=samples.with_place()[20:200]) + samples.jpeg()
    assert judge(photo, "a.jpg", LIMITS) == formats.JPEG


@given(st.binary(max_size=300), st.sampled_from([each.endings[0] for each in formats.FORMATS]))
def test_any_bytes_are_kept_or_refused(body, ending):
    """Nothing but a refusal comes out; and what is kept is what its name says."""
    try:
        found = judge(body, f"a.{ending}", LIMITS)
    except Refused:
        return
    assert ending in found.endings


@pytest.mark.parametrize("start", [b"%PDF-1.7\n", b"\x89PNG\r\n\x1a\n", b"PK\x03\x04", b"RIFF"])
@given(body=st.binary(max_size=200))
def test_any_bytes_behind_a_good_beginning_are_kept_or_refused(start, body):
    for ending in ("pdf", "png", "docx", "webp"):
        with suppress(Refused):
            assert ending in judge(start + body, f"a.{ending}", LIMITS).endings


# --- PDF files -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "active"),
    [
        (samples.pdf, []),
        (samples.pdf_with_script, ["javascript"]),
        (samples.pdf_that_launches, ["launch"]),
        (samples.pdf_with_hidden_launch, ["launch"]),
        (samples.pdf_with_attachment, ["attachments"]),
    ],
)
def test_what_a_pdf_could_do_is_seen(body, active):
    said = found_in(body())
    assert said["active"] == active
    assert said["is_readable"]


def test_a_pdf_with_a_password_is_told_and_one_that_only_restricts_is_read():
    assert found_in(samples.pdf_locked())["is_locked"]
    assert found_in(samples.pdf_locked(password=""))["pages"] == 1


@given(st.binary(max_size=200))
def test_a_broken_pdf_breaks_nothing(body):
    assert isinstance(found_in(b"%PDF-1.4\n" + body)["is_readable"], bool)


def test_a_pdf_that_could_do_something_is_only_downloaded():
    assert judge_pdf(InPdf(pages=1), "a.pdf").is_shown
    assert not judge_pdf(InPdf(pages=1, active=("javascript",)), "a.pdf").is_shown


@pytest.mark.parametrize(
    ("seen", "says"),
    [
        (InPdf(is_locked=True), "Kennwort"),
        (InPdf(is_readable=False), "beschädigt"),
        (InPdf(active=("launch",)), "Programme starten"),
    ],
)
def test_a_pdf_that_cannot_be_kept_is_refused(seen, says):
    with pytest.raises(Refused, match=says):
        judge_pdf(seen, "a.pdf")
