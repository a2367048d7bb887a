"""Word and Excel files, CSV, and archives that would do harm."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime

import pytest
from openpyxl import Workbook

from tests.intake.opening.samples import (
    RELATIONS,
    TYPES,
    W,
    docx,
    paragraph,
    repacked,
    saved,
    zipped,
)
from weltoffen.ground.problems import Refused
from weltoffen.intake.opening import Table, archive, open_bytes, xlsx
from weltoffen.intake.opening.csv_rows import MOST_CELLS
from weltoffen.intake.opening.results import Shown

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def refusal(body: bytes, **claims: str) -> str:
    with pytest.raises(Refused) as caught:
        open_bytes(body, **claims)
    return str(caught.value)


def notes(opened) -> str:
    return "\n".join(note.says() for note in opened.notes)


NUMBERED = '<w:numPr><w:ilvl w:val="0"/></w:numPr>'
CELL = "<w:tc>{}</w:tc>".format
ROW = "<w:tr>{}</w:tr>".format
TABLE = "<w:tbl>{}</w:tbl>".format


def test_word_file_becomes_lines():
    row = ROW(CELL(paragraph("Kiel") + paragraph("(Stadt)")) + CELL(paragraph("1977")))
    nested = ROW(
        CELL(TABLE(ROW(CELL(paragraph("a")) + CELL(paragraph("b"))))) + CELL(paragraph(""))
    )
    runs = "<w:r><w:t>neu</w:t></w:r></w:ins><w:del><w:r><w:t>alt</w:t></w:r>"
    tracked = f"<w:p><w:ins>{runs}</w:del></w:p>"
    body = (
        paragraph("Bericht", "Heading1")
        + paragraph("Erster Absatz.")
        + paragraph("eins", more=NUMBERED)
        + paragraph("zwei", "ListBullet")
        + TABLE(row + nested)
        + "<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:noBreakHyphen/><w:t>c</w:t>"
        + "</w:r></w:p>"
        + tracked
        + "<w:sdt><w:sdtContent>" + paragraph("Feld") + "</w:sdtContent></w:sdt>"
    )  # fmt: skip
    opened = open_bytes(docx(body), name="bericht.docx")
    assert opened.text == (
        "Bericht\n\nErster Absatz.\n\n• eins\n• zwei\n\nKiel (Stadt)\t1977\na b\n\na\tb\n-c\n\nneu"
        "\n\nFeld"
    )
    assert (opened.media_type, opened.title) == (DOCX, "Bericht")
    assert "nachverfolgte" in notes(opened)


def test_word_file_says_title_and_language_and_has_footnotes():
    core = '<c xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Partner</dc:title></c>'
    styles = f'<w:styles {W}><w:lang w:val="de-DE"/></w:styles>'
    foot = f"<w:footnotes {W}>{paragraph('Quelle: Rat')}</w:footnotes>"
    opened = open_bytes(
        docx(paragraph("Text"), docProps__core=core, word__styles=styles, word__footnotes=foot)
    )
    assert (opened.text, opened.title, opened.language) == ("Text\n\nQuelle: Rat", "Partner", "de")


def test_main_part_is_found_by_the_relations():
    document = f"<w:document {W}>{paragraph('Hier')}</w:document>"
    body = zipped({TYPES: "", "_rels/.rels": RELATIONS, "word/document2.xml": document})
    assert open_bytes(body).text == "Hier"


def test_text_box_is_read_once():
    box = (
        '<mc:AlternateContent xmlns:mc="urn:mc"><mc:Choice><w:txbxContent>'
        f"{paragraph('Kasten')}</w:txbxContent></mc:Choice><mc:Fallback>{paragraph('Kasten')}"
        "</mc:Fallback></mc:AlternateContent>"
    )
    text = open_bytes(docx(f"<w:p><w:r>{box}<w:t>Außen</w:t></w:r></w:p>")).text
    assert text == "Kasten\n\nAußen"


BOOK_ROWS = (
    ("Stadt", "Seit", "Zahl", "Anteil"),
    ("Kiel", "1977-07-04", "1964", "0.25"),
    ("", "", "", ""),
    ("Brest\nHafen", "1977-07-04 10:30:00", "WAHR", "#REF!"),
)


def workbook() -> Workbook:
    book = Workbook()
    book.properties.title = "Partner"
    sheet = book.active
    sheet.title = "Städte"
    sheet.append(["Stadt", "Seit", "Zahl", "Anteil"])
    sheet.append(["Kiel", datetime(1977, 7, 4), 1964.0, 0.25])
    sheet.append([None, None, None, None])
    sheet.append(["Brest\nHafen", datetime(1977, 7, 4, 10, 30), True, "#REF!"])
    book.create_sheet("Leer")
    return book


def test_excel_file_becomes_rows():
    opened = open_bytes(saved(workbook()), name="partner.xlsx")
    (table,) = opened.tables
    assert table.name == "Städte"
    assert [row for row in table.rows if any(row)] == [row for row in BOOK_ROWS if any(row)]
    assert opened.text.startswith("Stadt\tSeit\tZahl\tAnteil\nKiel\t1977-07-04\t1964\t0.25\n")
    assert "Brest Hafen\t1977-07-04 10:30:00" in opened.text
    assert (opened.media_type, opened.title, opened.notes) == (XLSX, "Partner", ())


def test_formulas_give_what_was_computed_or_say_that_nothing_was():
    book = Workbook()
    book.active.append(["Summe", "=1+1", "=2+2"])
    body = saved(book)
    with zipfile.ZipFile(io.BytesIO(body)) as file:
        sheet = file.read("xl/worksheets/sheet1.xml").decode()
    computed = sheet.replace("<f>1+1</f><v></v>", "<f>1+1</f><v>2</v>")
    computed = computed.replace("<f>1+1</f><v/>", "<f>1+1</f><v>2</v>")
    assert computed != sheet
    opened = open_bytes(repacked(body, {"xl/worksheets/sheet1.xml": computed}))
    assert opened.tables[0].rows == (("Summe", "2", ""),)
    assert "Zelle C1" in notes(opened)
    assert "B1" not in notes(opened)


def test_many_formulas_without_result_are_counted():
    book = Workbook()
    for _row in range(5):
        book.active.append(["x", *["=1+1"] * 5])
    opened = open_bytes(saved(book))
    assert len(opened.notes) == 21
    assert "Noch 5 Zellen" in notes(opened)


def test_hidden_sheet_is_read_and_told():
    book = workbook()
    book.create_sheet("Intern").append(["geheim"])
    book["Intern"].sheet_state = "hidden"
    opened = open_bytes(saved(book))
    assert [table.name for table in opened.tables] == ["Städte", "Intern"]
    assert "„Intern“ ist in der Tabelle ausgeblendet" in notes(opened)


@pytest.mark.parametrize("place", ["XFD1048576", "A999999999999", "AAAAAAAA1", "ZZZ9"])
def test_lonely_cell_far_away_does_not_make_all_before_it(place):
    book = Workbook()
    book.active.append(["nah"])
    body = saved(book)
    row = "".join(filter(str.isdigit, place))
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        f'<dimension ref="A1:XFD1048576"/><row r="{row}"><c r="{place}"><v>1</v></c></row>'
        "</sheetData></worksheet>"
    )
    body = repacked(body, {"xl/worksheets/sheet1.xml": sheet})
    if place == "ZZZ9":
        assert open_bytes(body).text.strip() == "1"
    else:
        assert re.search("Zellen|beschädigt", refusal(body))


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_csv_becomes_rows(delimiter):
    rows = [["Stadt", "Seit", "Wort"], ["Kiel", "1977", f"ja{delimiter} so"], ["Brest", "", "a"]]
    lines = [delimiter.join(f'"{cell}"' for cell in row) for row in rows]
    opened = open_bytes("\r\n".join(lines).encode("utf-8-sig"), name="partner.csv")
    assert opened.tables == (Table("partner.csv", tuple(tuple(row) for row in rows)),)
    assert opened.text.split("\n")[0] == "Stadt\tSeit\tWort"
    assert opened.media_type == "text/csv"


def test_csv_in_latin_1_with_line_breaks_in_cells():
    opened = open_bytes('Ort;Gruß\n"Köln\nAm Rhein";ja'.encode("latin-1"), media_type="text/csv")
    assert opened.tables[0].rows == (("Ort", "Gruß"), ("Köln\nAm Rhein", "ja"))
    assert opened.text == "Ort\tGruß\nKöln Am Rhein\tja"


def test_csv_with_too_many_cells_or_an_endless_one_is_refused():
    assert str(MOST_CELLS) in refusal(b";;;;;;;;;;\n" * (MOST_CELLS // 10), name="x.csv")
    assert "beschädigt" in refusal(b'a;"' + b"x" * 200_000, name="x.csv")


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("name", ["word/document.xml", "word/styles.xml", "word/_rels/x.rels"])
def test_entities_in_office_files_are_refused(name, encoding):
    parts = {TYPES: "", "word/document.xml": "<x/>", name: BOMB.encode(encoding)}
    assert "XML-Definitionen" in refusal(zipped(parts))


def test_entities_in_excel_files_are_refused():
    body = repacked(saved(workbook()), {"xl/sharedStrings.xml": BOMB})
    assert "XML-Definitionen" in refusal(body)


def test_definition_across_two_pieces_is_seen():
    padding = "<!-- " + "x" * (archive._STEP - 10) + "-->"
    assert "XML-Definitionen" in refusal(
        zipped({TYPES: "", "word/document.xml": padding + BOMB, "word/media/x": b"\0" * 9})
    )


def test_bombs_are_refused_before_unpacking():
    zeros = b"\0" * (40 * 1024 * 1024)
    assert "überlasten" in refusal(zipped({TYPES: "", "word/document.xml": zeros}))
    assert "überlasten" in refusal(zipped({TYPES: "", "word/media/a.bin": zeros}))


def test_bomb_that_lies_about_its_size_is_not_unpacked():
    body = bytearray(zipped({TYPES: "", "word/document.xml": b" " * (8 * 1024 * 1024)}))
    for mark, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        at = body.rindex(mark) + offset
        body[at : at + 4] = (1000).to_bytes(4, "little")
    assert "beschädigt" in refusal(bytes(body))


def test_a_file_of_countless_tiny_parts_is_refused_before_any_is_parsed(monkeypatch):
    monkeypatch.setattr(archive, "MOST_TAGS", 2000)
    assert "mehr als 2000 Teilen" in refusal(docx("<w:p/>" * 2000))
    assert open_bytes(docx(paragraph("Text") + "<w:p/>" * 1000)).text == "Text"


def test_tables_within_tables_are_read_to_a_depth():
    begin, end = "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"
    assert open_bytes(docx(begin * 10 + paragraph("innen") + end * 10)).text == "innen"
    assert "ineinander" in refusal(docx(begin * 11 + paragraph("innen") + end * 11))


def test_one_long_text_in_many_cells_is_refused(monkeypatch):
    monkeypatch.setattr(xlsx, "MOST_CHARACTERS", 10_000)
    book = workbook()
    for _ in range(11):
        book.active.append(["x" * 1000])
    assert "mehr als 10000 Zeichen" in refusal(saved(book))


def test_encrypted_broken_and_foreign_archives_are_refused():
    right = docx(paragraph("Text"))
    locked = bytearray(right)
    locked[right.rindex(b"PK\x01\x02") + 8] |= 1
    assert "verschlüsselt" in refusal(bytes(locked))
    assert "beschädigt" in refusal(right[:-30])
    assert "beschädigt" in refusal(docx("<w:p><offen>"))
    assert "weder DOCX noch XLSX" in refusal(zipped({"a.txt": "Text"}))
    assert "kein Text" in refusal(docx(paragraph("")))
    without = zipped({TYPES: "", "word/styles.xml": "<x/>"})
    assert "beschädigt" in refusal(without, name="a.docx")
    assert "beschädigt" in refusal(zipped({TYPES: "", "xl/workbook.xml": "<x/>"}))


def test_claims_about_office_files_are_overruled():
    opened = open_bytes(docx(paragraph("Text")), media_type=XLSX, name="a.xlsx")
    assert opened.media_type == DOCX
    assert "Angekündigt war" in notes(opened)


@pytest.mark.parametrize(
    ("number_format", "shown"),
    [
        ("mmm\\-yy", Shown.MONTH),
        ("mmm-yy", Shown.MONTH),
        ("[$-407]mmmm\\ yyyy;@", Shown.MONTH),
        ('yyyy "Ende"', Shown.YEAR),
        ("dd/mm/yyyy", Shown.DAY),
        ("yyyy\\-mm\\-dd", Shown.DAY),
        ("[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", Shown.DAY),
        ("h:mm", Shown.DAY),
    ],
)
def test_a_day_tells_how_exactly_its_cell_shows_it(number_format: str, shown: Shown):
    book = Workbook()
    book.active.append(["Text", "1977-07-01", datetime(1977, 7, 1)])
    book.active["C1"].number_format = number_format
    (table,) = open_bytes(saved(book), name="partner.xlsx").tables
    assert table.rows == (("Text", "1977-07-01", "1977-07-01"),)
    assert table.days == {(0, 2): shown}
