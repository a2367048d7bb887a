"""Plain text and web pages: what comes out, and what is refused with which sentence."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from weltoffen.ground.problems import Refused
from weltoffen.intake.opening import open_bytes
from weltoffen.intake.opening.plain import LIMIT as PLAIN_LIMIT
from weltoffen.intake.opening.plain import open_plain
from weltoffen.intake.opening.recognition import recognise
from weltoffen.intake.opening.registry import LIMIT
from weltoffen.intake.opening.results import MIB, Received, language_code

LETTER = "Die Städtepartnerschaft mit Łódź besteht seit 1991.\nGrüße aus Mürwik – „herzlich“."
GERMAN = "Die Städtepartnerschaft mit Klagenfurt besteht seit 1930.\nGrüße, für den Rat"


def refusal(body: bytes, **claims: str) -> str:
    with pytest.raises(Refused) as caught:
        open_bytes(body, **claims)
    (problem,) = caught.value.problems
    assert problem.where == claims.get("name", "")
    return problem.says()


def notes(opened) -> str:
    return "\n".join(note.says() for note in opened.notes)


TEXTS = st.text(st.characters(exclude_categories=("Cc", "Cs"), include_characters="\n\t"))


@given(TEXTS)
def test_plain_text_comes_out_as_it_went_in(text):
    assume(not text.startswith("\ufeff"))
    opened = open_plain(Received(text.encode()))
    assert (opened.text, opened.notes) == (text, ())


@given(TEXTS, st.sampled_from(["\r\n", "\r", "\n"]))
def test_line_endings_are_normalised_and_nothing_else(text, ending):
    assume(text.strip("\ufeff \t\n\xa0") and not text.startswith("\ufeff"))
    body = text.replace("\n", ending).encode()
    assume(recognise(Received(body)) == "plain")
    assert open_bytes(body).text == text


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_unicode_is_read_with_and_without_mark(encoding):
    opened = open_bytes(LETTER.encode(encoding), name="brief.txt")
    assert (opened.text, opened.media_type, opened.notes) == (LETTER, "text/plain", ())


@pytest.mark.parametrize("claim", ["", "text/plain; charset=utf-8", "text/plain; charset=ascii"])
def test_umlauts_in_latin_1_are_read_whatever_was_claimed(claim):
    opened = open_bytes(GERMAN.encode("latin-1"), media_type=claim)
    assert opened.text == GERMAN
    assert "vermutet (cp1252)" in notes(opened)


def test_short_word_in_latin_1_stays_western():
    assert open_bytes("Köln".encode("latin-1")).text == "Köln"


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1250", "Współpraca miast trwa od roku 1991, gdy podpisano umowę w Łodzi."),
        ("cp1251", "Договор о побратимстве городов подписан в 1991 году."),
        ("iso2022_jp", "姉妹都市の協定は1991年に結ばれた。"),
        ("shift_jis", "姉妹都市の協定は1991年に結ばれた。"),
    ],
)
def test_claimed_encoding_is_used_where_bytes_are_no_utf_8(encoding, text):
    name = encoding.replace("iso2022_", "iso-2022-")
    opened = open_bytes(text.encode(encoding), media_type=f"text/plain; charset={name}")
    assert opened.text == text


def test_cyrillic_without_claim_is_guessed():
    text = "Договор о побратимстве городов подписан в 1991 году. Мэры встретились в ратуше."
    assert open_bytes(text.encode("cp1251")).text == text


@pytest.mark.parametrize("claim", ["punycode", "idna", "unicode_escape", "hex", "no-such", "a\0b"])
def test_encodings_in_which_no_text_comes_are_not_tried(claim):
    opened = open_bytes("Grüße".encode("latin-1"), media_type=f"text/plain; charset={claim}")
    assert opened.text == "Grüße"


def test_single_broken_bytes_do_not_make_utf_8_another_encoding():
    opened = open_bytes(("Städtepartner für Übergänge " * 3).encode() + b"\xff Ende")
    assert opened.text.endswith("\ufffd Ende")
    assert "1 Zeichen" in notes(opened)


def test_null_characters_are_left_out_and_told():
    opened = open_bytes(b"Stadt\0 Kiel, seit 1977.\x1b")
    assert opened.text == "Stadt Kiel, seit 1977."
    assert "2 Steuerzeichen" in notes(opened)


@pytest.mark.parametrize("body", [b"", b" \r\n\t", b"\0\0\0"])
def test_empty_files_are_refused(body):
    assert refusal(body, name="leer.txt").startswith("Die Datei ist leer.")


@pytest.mark.parametrize("body", ["\ufeff".encode(), "\xa0".encode(), b"<html><nav>Start</nav>"])
def test_files_without_text_are_refused(body):
    assert "kein Text" in refusal(body)


@pytest.mark.parametrize(("limit", "body"), [(LIMIT, b"%PDF-1.4"), (PLAIN_LIMIT, b"abc")])
def test_too_large_files_are_refused_with_the_limit(limit, body):
    sentence = refusal(body.ljust(limit + 1, b"x"), name="gross")
    assert f"bis zu {limit // MIB} MB" in sentence
    assert f"{limit // MIB},1 MB" in sentence


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (b"\x89PNG\r\n\x1a\nabc", "ein Bild"),
        (b"\xff\xd8\xff\xe0abc", "ein Bild"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1abc", "Kennwort"),
        (b"{\\rtf1 Hallo}", "RTF"),
        (bytes(range(256)) * 3, "nicht zu entziffern"),
        (b"\x01\x02\x03\x04\x05\x06", "nicht zu entziffern"),
    ],
)
def test_what_is_no_text_is_refused_and_says_what_to_do(body, says):
    sentence = refusal(body, media_type="text/plain")
    assert says in sentence
    assert "Sie" in sentence


PAGE = """<!DOCTYPE html><html lang="de-DE"><head><meta charset="utf-8"><title>Partner
städte</title><style>p {}</style><script>var x = "<p>nein</p>";</script></head><body>
<nav><ul><li>Start</li></ul></nav><div role="navigation">Menü</div><p hidden>versteckt</p>
<h1>Unsere Part\u00adnerstädte</h1><p>Wir haben <b>zwei</b>
Partner.<br>Und mehr.</p><ul><li>Kiel <em>(1977)</em></li><li><p>Brest</p><p>seit 1964</p>
<ol><li>Hafen</li></ol></li></ul><table><caption>Liste</caption><tr><th>Stadt</th><th>Seit</th></tr>
<tr><td>Tallinn<br>Estland</td><td>1992</td></tr><tr><td></td><td>offen</td></tr></table>
<pre>eins
zwei</pre><!-- Bemerkung -->Schluss<select><option>A</option></select></body></html>"""
PAGE_TEXT = """Unsere Partnerstädte

Wir haben zwei Partner.
Und mehr.

• Kiel (1977)
• Brest
seit 1964
• Hafen

Liste
Stadt\tSeit
Tallinn Estland\t1992
\toffen

eins
zwei

Schluss"""


def test_page_becomes_lines():
    opened = open_bytes(PAGE.encode(), media_type="text/html", name="seite")
    assert opened.text == PAGE_TEXT
    assert (opened.media_type, opened.language) == ("text/html", "de")
    assert (opened.title, opened.notes) == ("Partner städte", ())


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_mark_of_order_beats_what_the_page_says(encoding):
    assert open_bytes(PAGE.encode(encoding)).text == PAGE_TEXT


def test_encoding_that_the_page_names_is_used():
    page = '<html><meta charset="windows-1251"><p>Договор городов</p></html>'
    assert open_bytes(page.encode("cp1251")).text == "Договор городов"


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<html><body><p>eins<p>zwei<b>fett<i>beides</b></table></div>", "eins\n\nzweifettbeides"),
        ("<html><body><td>lose Zelle</td><tr>", "lose Zelle"),
        ("<html><p>offen <a href='x", "offen"),
        ("<html><p>a &amp; b &nicht; &#0; &#x110000;</p>", "a & b &nicht; "),
        ("<?xml version='1.0' encoding='latin-1'?><html><p>für</p></html>", "für"),
        ("<html><table><tr><td><h1>Alt</h1><table><tr><td>a<td>b</table></table>", "Alt\n\na\tb"),
    ],
)
def test_broken_pages_are_read(page, text):
    assert open_bytes(page.encode()).text.startswith(text)


def test_entities_of_a_page_are_not_expanded():
    bomb = '<!DOCTYPE html [<!ENTITY a "XX"><!ENTITY b "&a;&a;">]><html><p>Ende &b;</p></html>'
    assert "XX" not in open_bytes(bomb.encode()).text.replace('"XX"', "")
    stolen = '<!DOCTYPE html [<!ENTITY f SYSTEM "file:///etc/hostname">]><html><p>x &f;</p></html>'
    assert open_bytes(stolen.encode()).text.endswith("x &f;")


def test_deep_page_is_read_as_far_as_possible_and_says_so():
    opened = open_bytes(b"<html><p>Anfang</p>" + b"<div>" * 50_000 + b"Tief")
    assert opened.text.startswith("Anfang")
    assert "Tief" in opened.text or "tiefer verschachtelt" in notes(opened)


def test_page_of_nothing_but_tags_ends_soon():
    opened = open_bytes(b"<html>" + b"<p>a<table><tr><td>" * 100_000)
    assert opened.text


def test_lying_claims_are_overruled_and_told():
    opened = open_bytes(PAGE.encode(), media_type="application/pdf", name="x.pdf")
    assert opened.media_type == "text/html"
    assert "Angekündigt war PDF, nach dem Inhalt ist es eine Webseite (HTML)" in notes(opened)
    assert open_bytes(b"Nur Text", media_type="text/html").media_type == "text/plain"


@pytest.mark.parametrize(
    "rows",
    [
        "Leeds;UK;1969\nAmiens;FR;1960\n\nNetanya;IL;1981\n",
        'Name;Land;seit\n"Leeds; Stadt";UK;1969\n"Am\niens";FR;"1960"',
        "Leeds\tUK\t1969\r\nAmiens\tFR\t\r\nNetanya\t\t1981",
    ],
)
def test_what_is_plainly_a_table_is_opened_as_one_whatever_it_is_called(rows):
    opened = open_bytes(rows.encode(), media_type="application/pdf", name="liste.pdf")
    as_called = open_bytes(rows.encode(), media_type="text/csv", name="liste.pdf")
    assert (opened.media_type, opened.tables) == ("text/csv", as_called.tables)
    assert "Angekündigt war PDF, nach dem Inhalt ist es eine Tabelle (CSV)" in notes(opened)
    assert len(opened.tables[0].rows[0]) == 3
    written = open_bytes(rows.encode(), name="liste.txt", as_written=True)
    assert (written.media_type, written.tables) == ("text/plain", ())


@pytest.mark.parametrize(
    "text",
    [
        "Leeds;UK;1969\nAmiens;FR;1960",
        "Leeds;UK;1969\nAmiens;FR;1960\nNetanya, seit 1981",
        "Leeds;1969\nAmiens;1960\nNetanya;1981",
        "Wir kamen, sahen, blieben.\nWir aßen, tranken, sangen.\nDann, endlich, gingen wir.",
    ],
)
def test_what_is_not_plainly_a_table_stays_text(text):
    assert open_bytes(text.encode(), name="liste.txt").media_type == "text/plain"


def test_what_excel_announces_every_csv_file_as_is_no_contradiction():
    claim = "application/vnd.ms-excel"
    opened = open_bytes(b"Leeds;UK\nAmiens;FR", media_type=claim, name="liste.csv")
    assert (opened.media_type, opened.notes) == ("text/csv", ())


def test_text_that_speaks_of_formats_stays_text():
    for text in ["Die Datei beginnt mit %PDF-1.4", "<3 Kiel", "Datum: gestern\n\nText", "PK"]:
        assert open_bytes(text.encode()).media_type == "text/plain"


@pytest.mark.parametrize(
    ("stated", "code"), [("de-DE", "de"), ("EN_us", "en"), ("", ""), (None, ""), ("Deutsch", "")]
)
def test_only_codes_are_languages(stated, code):
    assert language_code(stated) == code
