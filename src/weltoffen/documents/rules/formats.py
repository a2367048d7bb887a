"""Which format bytes have, judged by the bytes themselves."""

from __future__ import annotations

import re

from weltoffen.documents.types import Format

PDF = Format("PDF", "application/pdf", ("pdf",), is_shown=True)
JPEG = Format("JPEG", "image/jpeg", ("jpg", "jpeg", "jpe", "jfif"), is_picture=True, is_shown=True)
PNG = Format("PNG", "image/png", ("png",), is_picture=True, is_shown=True)
WEBP = Format("WebP", "image/webp", ("webp",), is_picture=True, is_shown=True)
TIFF = Format("TIFF", "image/tiff", ("tif", "tiff"), is_picture=True)
HEIC = Format("HEIC", "image/heic", ("heic", "heif"), is_picture=True)
_OFFICE = "application/vnd.openxmlformats-officedocument."
DOCX = Format("DOCX", f"{_OFFICE}wordprocessingml.document", ("docx",))
XLSX = Format("XLSX", f"{_OFFICE}spreadsheetml.sheet", ("xlsx",))
PPTX = Format("PPTX", f"{_OFFICE}presentationml.presentation", ("pptx",))
ODT = Format("ODT", "application/vnd.oasis.opendocument.text", ("odt",))
ODS = Format("ODS", "application/vnd.oasis.opendocument.spreadsheet", ("ods",))
TEXT = Format("TXT", "text/plain", ("txt", "text"))
CSV = Format("CSV", "text/csv", ("csv", "tsv"))
EML = Format("EML", "message/rfc822", ("eml",))

FORMATS = (
    PDF, JPEG, PNG, WEBP, TIFF, HEIC, DOCX, XLSX, PPTX, ODT, ODS, TEXT, CSV, EML,
)  # fmt: skip
"""Every format that may be kept. SVG, HTML, archives and programs are none of them."""
BY_MEDIA_TYPE = {each.media_type: each for each in FORMATS}
PICTURES = tuple(each for each in FORMATS if each.is_picture)
OF_WORDS = (TEXT, CSV, EML)
"""Formats without a mark of their own: words in which the name says what they are."""

_BEGINNINGS: tuple[tuple[bytes, Format], ...] = (
    (b"%PDF-", PDF),
    (b"\xff\xd8\xff", JPEG),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"II*\x00", TIFF),
    (b"MM\x00*", TIFF),
)
_HEIC_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")
PACKAGE = b"PK\x03\x04"
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PROGRAMS = (
    b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xfe\xed\xfa", b"\xce\xfa\xed\xfe",
    b"\xcf\xfa\xed\xfe", b"L\x00\x00\x00\x01\x14\x02\x00",
)  # fmt: skip
_ARCHIVES = (
    b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00", b"\x28\xb5\x2f\xfd",
    b"MSCF", b"PK\x05\x06", b"PK\x07\x08",
)  # fmt: skip
_MARKUP = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|script|svg|iframe|object|embed|img|style|meta|link|form"
    rb"|a\s|xml|\?xml|\?php|!--)",
    re.IGNORECASE,
)


def by_mark(body: bytes) -> Format | None:
    """Return the format whose mark stands at the very beginning, None if none does."""
    for beginning, found in _BEGINNINGS:
        if body.startswith(beginning):
            return found
    if body[:4] == b"RIFF" and body[8:12] == b"WEBP":
        return WEBP
    if body[4:8] == b"ftyp" and body[8:12] in _HEIC_BRANDS:
        return HEIC
    return None


def is_package(body: bytes) -> bool:
    """Say whether bytes begin as a ZIP file, which office documents are."""
    return body.startswith(PACKAGE)


def is_old_office(body: bytes) -> bool:
    """Say whether bytes are of Office before 2007 or of Outlook."""
    return body.startswith(OLD_OFFICE)


def is_program(body: bytes) -> bool:
    """Say whether bytes begin as a program or a script does."""
    return body.startswith(_PROGRAMS)


def is_archive(body: bytes) -> bool:
    """Say whether bytes begin as a packed archive that is no office document."""
    return body.startswith(_ARCHIVES)


def is_markup(body: bytes) -> bool:
    """Say whether bytes would be taken for a web page or a drawing by a browser that guesses.

    A browser looks at the beginning only; a page with a long white beginning is one too.
    """
    beginning = body.lstrip(b"\xef\xbb\xbf\xff\xfe\x00\t\r\n\f ")[:1024].replace(b"\x00", b"")
    return _MARKUP.match(beginning) is not None


def is_words(body: bytes) -> bool:
    """Say whether bytes are text: in UTF-16 with its mark, or without control characters."""
    if body.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            text = body.decode("utf-16")
        except UnicodeDecodeError:
            return False
        return not any(ord(sign) < 32 and sign not in "\t\n\r\f" for sign in text)
    return not re.search(rb"[\x00-\x08\x0b\x0e-\x1f\x7f]", body)


def ending_of(name: str) -> str:
    """Return a file name's ending in small letters, without the dot."""
    _stem, dot, ending = name.rpartition(".")
    return ending.lower() if dot else ""


def by_ending(name: str) -> Format | None:
    """Return the format that a file name claims."""
    ending = ending_of(name)
    return next((each for each in FORMATS if ending in each.endings), None)


def ending_for(media_type: str) -> str:
    """Return the usual ending of a media type, for the name of a download."""
    found = BY_MEDIA_TYPE.get(media_type)
    return found.endings[0] if found else "bin"
