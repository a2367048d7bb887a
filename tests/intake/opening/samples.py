"""Files made by code, right ones and wrong ones."""

from __future__ import annotations

import io
import zipfile
import zlib
from email.message import EmailMessage

from openpyxl import Workbook
from pypdf import PdfWriter

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TYPES = "[Content_Types].xml"
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/officeDocument" Target="/word/document2.xml"/></Relationships>'
)


def zipped(parts: dict[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return buffer.getvalue()


def repacked(body: bytes, changes: dict[str, str | bytes]) -> bytes:
    """Return an archive with some parts replaced or added."""
    with zipfile.ZipFile(io.BytesIO(body)) as file:
        parts: dict[str, str | bytes] = {name: file.read(name) for name in file.namelist()}
    return zipped(parts | changes)


def docx(body: str, **more: str) -> bytes:
    document = f'<?xml version="1.0"?><w:document {W}><w:body>{body}</w:body></w:document>'
    parts = {name.replace("__", "/") + ".xml": content for name, content in more.items()}
    return zipped({TYPES: "<Types/>", "word/document.xml": document, **parts})


def paragraph(text: str, style: str = "", more: str = "") -> str:
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{more}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def saved(book: Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def pdf(
    *pages: str, password: str | None = None, title: str = "", algorithm: str = "RC4-128"
) -> bytes:
    """Return a PDF whose pages show one line each, or nothing."""
    writer = PdfWriter(io.BytesIO(_plain_pdf(pages)), clone_from=io.BytesIO(_plain_pdf(pages)))
    if title:
        writer.add_metadata({"/Title": title})
    if password is not None:
        writer.encrypt(user_password=password, owner_password="owner", algorithm=algorithm)
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def packed_pdf(content: bytes) -> bytes:
    """Return a PDF of one page with these operators, packed."""
    body = _plain_pdf(("",))
    before, _stream, behind = body.partition(b"stream\n\nendstream")
    packed = zlib.compress(content)
    head = before[: before.rindex(b"<<")] + b"<< /Filter /FlateDecode /Length %d >>\n" % len(packed)
    objects = head + b"stream\n" + packed + b"\nendstream" + behind
    return objects.partition(b"xref\n")[0] + b"trailer\n<< /Root 1 0 R >>\nstartxref\n0\n%%EOF\n"


def _plain_pdf(pages: tuple[str, ...]) -> bytes:
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R /Lang (de-DE) >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, text in enumerate(pages):
        shown = f"BT /F1 12 Tf 72 700 Td ({text}) Tj ET" if text else ""
        objects += [
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * number} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>",
            f"<< /Length {len(shown)} >>\nstream\n{shown}\nendstream",
        ]
    body, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n".encode("cp1252")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    count = len(objects) + 1
    end = f"xref\n0 {count}\n0000000000 65535 f \n{table}trailer\n<< /Size {count} /Root 1 0 R >>\n"
    return body + f"{end}startxref\n{len(body)}\n%%EOF\n".encode()


def message(subject: str = "Städtepartnerschaft mit Łódź") -> EmailMessage:
    letter = EmailMessage()
    letter["From"] = "Büro für Internationales <buero@stadt.example>"
    letter["To"] = "rat@stadt.example"
    letter["Date"] = "Mon, 04 Jul 1977 10:00:00 +0200"
    letter["Subject"] = subject
    letter["Message-ID"] = "<1@stadt.example>"
    return letter
