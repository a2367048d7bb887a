"""PDF: the text layer of each page. Pictures of pages hold none."""

from __future__ import annotations

import io
import time

from pypdf import PdfReader, apply_configuration
from pypdf.errors import DependencyError

from weltoffen.ground.problems import N_, Problem
from weltoffen.intake.opening.results import (
    DAMAGED,
    MIB,
    Opened,
    Received,
    language_code,
    one_line,
    storable,
)

MEDIA_TYPE = "application/pdf"
LIMIT = 25 * MIB
"""Bytes."""
MOST_PAGES = 1000
LONGEST = 30
"""Seconds; looked at between pages."""
MOST_CHARACTERS = 10_000_000
_MOST_UNPACKED = 15 * MIB
"""Bytes of one stream. pypdf allows 75 MB, which took 21 s and 1 GB for one page of text."""

_ENCRYPTED = N_(
    "Die PDF-Datei ist verschlüsselt. Speichern Sie sie ohne Kennwort, zum Beispiel als Druck in "
    "eine neue PDF-Datei, und laden Sie diese hoch."
)
_SCANNED = N_(
    "Die PDF-Datei enthält keinen Text, vermutlich nur eingescannte Seiten. Lassen Sie den Text "
    "erkennen (OCR), und laden Sie das Ergebnis hoch."
)
_UNREAD = N_("Seite %(page)s konnte nicht gelesen werden. Prüfen Sie sie am Original.")
_WITHOUT = N_(
    "Auf %(count)s von %(pages)s Seiten steht kein Text, vermutlich nur Bilder. Prüfen Sie diese "
    "Seiten am Original."
)
_TOO_MANY = N_(
    "Die PDF-Datei hat %(pages)s Seiten; wir lesen bis zu %(limit)s. Teilen Sie sie in mehrere."
)
_TOO_LONG = N_(
    "Das Lesen der PDF-Datei brauchte länger als %(limit)s Sekunden oder zu viel Speicher und "
    "wurde abgebrochen. Teilen Sie sie, oder drucken Sie die nötigen Seiten in eine neue PDF-Datei."
)


def open_pdf(received: Received) -> Opened:
    """Return the text of the pages, an empty line between them."""
    received.limit(LIMIT)
    with apply_configuration(
        zlib_maximum_output_length=_MOST_UNPACKED,
        lzw_maximum_output_length=_MOST_UNPACKED,
        run_length_maximum_output_length=_MOST_UNPACKED,
        array_based_stream_maximum_output_length=_MOST_UNPACKED,
        jbig2dec_binary=None,  # pictures are not looked at, and no program is run for them
    ):
        return _opened(received)


def _opened(received: Received) -> Opened:
    # pypdf meets a wrong file with whatever its parsing stumbles over, not with its own errors
    # only; a wrong file must not look like a fault of ours.
    try:
        reader = PdfReader(io.BytesIO(received.body))
        locked = reader.is_encrypted and not _opens_without_password(reader)
        pages = 0 if locked else len(reader.pages)
    except Exception:
        received.refuse(DAMAGED, kind="PDF")
    if locked:
        received.refuse(_ENCRYPTED)
    if pages > MOST_PAGES:
        received.refuse(_TOO_MANY, pages=pages, limit=MOST_PAGES)
    texts, notes = _pages(received, reader, pages)
    without = sum(not text for text in texts)
    if without == len(texts):
        received.refuse(_SCANNED if not notes else DAMAGED, kind="PDF")
    if without > len(notes):
        values = {"count": without - len(notes), "pages": pages}
        notes.append(Problem(received.name, _WITHOUT, values))
    title, language = _described(reader)
    text = "\n\n".join(text for text in texts if text)
    return Opened(text, MEDIA_TYPE, language, title, tuple(notes))


def _opens_without_password(reader: PdfReader) -> bool:
    """Try the empty password: many files only restrict printing and the like."""
    try:
        return bool(reader.decrypt(""))
    except (DependencyError, NotImplementedError):
        return False


def _pages(received: Received, reader: PdfReader, count: int) -> tuple[list[str], list[Problem]]:
    texts: list[str] = []
    notes: list[Problem] = []
    ends = time.monotonic() + LONGEST
    size = 0
    for number in range(count):
        try:
            text = storable(reader.pages[number].extract_text()).strip()
        except Exception:
            text = ""
            notes.append(Problem(received.name, _UNREAD, {"page": number + 1}))
        size += len(text)
        if time.monotonic() > ends or size > MOST_CHARACTERS:
            received.refuse(_TOO_LONG, limit=LONGEST)
        texts.append(text)
    return texts, notes


def _described(reader: PdfReader) -> tuple[str, str]:
    """Return title and language as the file states them; what is damaged there counts as none."""
    try:
        title = one_line(str((reader.metadata and reader.metadata.title) or ""))
        language = language_code(str(reader.root_object.get("/Lang", "")))
    except Exception:
        return "", ""
    return title, language
