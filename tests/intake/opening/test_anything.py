"""Whatever bytes come: text or a refusal, and nothing else; soon, and without warnings."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from tests.intake.opening.samples import docx, message, paragraph, repacked, saved
from weltoffen.ground.problems import Refused
from weltoffen.intake.opening import Opened, open_bytes

NAMES = ("", "a.csv", "a.html", "a.pdf", "a.eml", "a.docx")
TYPES = ("", "text/html; charset=utf-16", "text/csv", "application/pdf", "text/plain; charset=big5")


def book() -> bytes:
    made = Workbook()
    made.active.append(["Kiel", 1977, "=1+1"])
    return saved(made)


def letter() -> bytes:
    made = message()
    made.set_content("Grüße")
    made.add_alternative("<html><p>Grüße</p></html>", subtype="html")
    made.add_attachment(b"x", maintype="application", subtype="pdf", filename="a.pdf")
    return made.as_bytes()


PAGE = b"<html lang=de><table><tr><td>Kiel<td>1977</table><ul><li>a<li>b</ul><pre>c\nd</pre></html>"
WORD = docx(paragraph("Kiel", "Heading1") + paragraph("seit 1977"))
# PDF files have a process and a fuzzing of their own, in test_pdf_process.
RIGHT = {
    "docx": WORD,
    "xlsx": book(),
    "eml": letter(),
    "html": PAGE,
    "csv": b"Stadt;Seit\nKiel;1977\n",
}


def opens_or_refuses(body: bytes, media_type: str = "", name: str = "") -> None:
    try:
        opened = open_bytes(body, media_type=media_type, name=name)
    except Refused as refused:
        told = [problem.says() for problem in refused.problems]
        opened = None
    if opened is None:
        assert all(sentence.endswith(".") for sentence in told)
        return
    assert isinstance(opened, Opened)
    assert opened.text.strip()
    told = [note.says() for note in opened.notes]
    cells = [cell for table in opened.tables for row in table.rows for cell in row]
    for text in (opened.text, opened.title, *told, *cells):
        assert "\0" not in text
        assert "\r" not in text
        text.encode()  # no halves of characters


@given(st.binary(max_size=2000), st.sampled_from(TYPES), st.sampled_from(NAMES))
@settings(max_examples=300)
def test_any_bytes(body, media_type, name):
    opens_or_refuses(body, media_type, name)


STARTS = (b"PK\x03\x04", b"<html>", b"From: a\nDate: b\n", b"\xff\xfe", b"\xfe\xff")


@given(st.sampled_from(STARTS), st.binary(max_size=1000))
def test_any_bytes_after_a_signature(start, rest):
    opens_or_refuses(start + rest)


@st.composite
def damaged(draw: st.DrawFn, right: bytes) -> bytes:
    """Return right bytes with some overwritten, left out, doubled or put in."""
    body = bytearray(right)
    for _change in range(draw(st.integers(1, 5))):
        at = draw(st.integers(0, len(body)))
        length = draw(st.sampled_from([0, 1, 2, 8, 50]))
        body[at : at + length] = draw(st.one_of(st.binary(max_size=8), st.just(body[at : at + 20])))
    return bytes(body)


@pytest.mark.parametrize("kind", sorted(RIGHT))
@given(data=st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_damage(kind, data):
    opens_or_refuses(data.draw(damaged(RIGHT[kind])), name=f"a.{kind}")


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
@given(data=st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_damage_inside_an_archive(kind, data):
    right = RIGHT[kind]
    with zipfile.ZipFile(io.BytesIO(right)) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    name = data.draw(st.sampled_from(sorted(parts)))
    opens_or_refuses(repacked(right, {name: data.draw(damaged(parts[name]))}))


TAGS = (
    "<table> </table> <tr> </tr> <td> <th> </td> <ul> <li> </li> </ul> <p> </p> <div> <pre> </pre> "
    "<h1> </h1> <br> <nav> </nav> Kiel &amp; <!-- --> <b> </b> <form> <caption> </caption>"
)
MARKUP = st.lists(st.sampled_from(re.findall(r"\S+", TAGS)))


@given(MARKUP)
def test_any_order_of_tags_loses_no_words(tags):
    words = sum(tag == "Kiel" for tag in tags)
    hidden = any(tag in ("<nav>", "<!--") for tag in tags)
    page = f"<html><body>{' '.join(tags)}"
    if words and not hidden:
        assert open_bytes(page.encode()).text.count("Kiel") == words
    else:
        opens_or_refuses(page.encode())
