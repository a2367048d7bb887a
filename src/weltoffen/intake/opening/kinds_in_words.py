"""What kinds of files are called by people; a media type says nothing to them."""

from __future__ import annotations

from collections.abc import Mapping

from weltoffen.ground.problems import N_

_PICTURE = N_("ein Bild")
_ARCHIVE = N_("ein ZIP-Archiv")
_OFFICE = "application/vnd.openxmlformats-officedocument."
WORDS: Mapping[str, str] = {
    "text/plain": N_("reiner Text"),
    "text/html": N_("eine Webseite (HTML)"),
    "text/csv": N_("eine Tabelle (CSV)"),
    "text/tab-separated-values": N_("eine Tabelle (TSV)"),
    "text/markdown": "Markdown",
    "text/rtf": "RTF",
    "text/xml": "XML",
    "message/rfc822": N_("eine E-Mail (EML)"),
    "application/pdf": "PDF",
    "application/json": "JSON",
    "application/msword": "Word (DOC)",
    "application/rtf": "RTF",
    "application/vnd.ms-excel": "Excel (XLS)",
    "application/vnd.oasis.opendocument.spreadsheet": "OpenDocument (ODS)",
    "application/vnd.oasis.opendocument.text": "OpenDocument (ODT)",
    f"{_OFFICE}spreadsheetml.sheet": "Excel (XLSX)",
    f"{_OFFICE}wordprocessingml.document": "Word (DOCX)",
    "application/x-zip-compressed": _ARCHIVE,
    "application/xml": "XML",
    "application/zip": _ARCHIVE,
    "image/gif": _PICTURE,
    "image/jpeg": _PICTURE,
    "image/png": _PICTURE,
    "image/tiff": _PICTURE,
}
"""What each media type is called, in German; who says a sentence with it translates it as well."""


def in_words(media_type: str) -> str:
    """Return what a kind of file is called, its media type where we have no word for it."""
    return WORDS.get(media_type, media_type)
