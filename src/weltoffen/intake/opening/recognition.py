"""What a file is, by its content. The claim decides only between kinds that look the same."""

from __future__ import annotations

import re

from weltoffen.ground.problems import N_
from weltoffen.intake.opening.results import Received

_OLD_OFFICE = N_(
    "Die Datei ist in einem älteren Office-Format (DOC, XLS, PPT, MSG) oder mit einem Kennwort "
    "geschützt; beides können wir nicht lesen. Speichern Sie sie ohne Kennwort als DOCX, XLSX, PDF "
    "oder EML."
)
_PICTURE = N_(
    "Die Datei ist ein Bild und enthält keinen Text, den wir lesen können. Lassen Sie den Text "
    "erkennen (OCR), und laden Sie das Ergebnis als PDF oder Text hoch."
)
_OTHER = N_(
    "Dieses Format können wir nicht lesen (%(kind)s). Speichern Sie den Inhalt als HTML, Text, "
    "PDF, DOCX, XLSX, CSV oder EML."
)
_SIGNATURES = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", _OLD_OFFICE, ""),
    (b"\x89PNG\r\n\x1a\n", _PICTURE, ""),
    (b"\xff\xd8\xff", _PICTURE, ""),
    (b"GIF8", _PICTURE, ""),
    (b"II*\0", _PICTURE, ""),
    (b"MM\0*", _PICTURE, ""),
    (b"{\\rtf", _OTHER, "RTF"),
    (b"\x1f\x8b", _OTHER, "GZIP"),
    (b"7z\xbc\xaf\x27\x1c", _OTHER, "7z"),
    (b"Rar!\x1a\x07", _OTHER, "RAR"),
)
_HEAD = 16 * 1024
"""Bytes that are looked at."""
_HTML_START = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_TAGS = re.compile(r"</(?:p|div|h[1-6]|ul|ol|li|table|td|a|span|title|section)\s*>", re.IGNORECASE)
_HEADER = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,60}:(?:[ \t]|\Z)")
_TELLING = {"date", "message-id", "received", "mime-version", "return-path", "x-mailer"}


def recognise(received: Received) -> str:
    """Return the key of the registry: ``pdf``, ``zip``, ``html``, ``eml``, ``csv`` or ``plain``.

    Raises :class:`weltoffen.ground.problems.Refused` for formats that are known and not read.
    """
    body = received.body
    for signature, sentence, kind in _SIGNATURES:
        if body.startswith(signature):
            received.refuse(sentence, kind=kind)
    if _is_pdf(received):
        return "pdf"
    if body.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "zip"
    # Marks of order and the nulls of UTF-16 go; what tells a format is ASCII in every encoding.
    head = body[:_HEAD].replace(b"\0", b"").decode("latin-1").lstrip("\xff\xfe\xef\xbb\xbf \t\r\n")
    if _is_html(head, received):
        return "html"
    if _is_mail(head):
        return "eml"
    is_csv = received.claim == "text/csv" or received.suffix in ("csv", "tsv")
    return "csv" if is_csv else "plain"


def _is_pdf(received: Received) -> bool:
    """Readers of PDF allow other bytes before the signature; a text may speak of it."""
    at = received.body[:1024].find(b"%PDF-")
    claimed = "pdf" in (received.suffix, received.claim.rpartition("/")[2])
    return at >= 0 and (claimed or not received.body[:at].strip())


def _is_html(head: str, received: Received) -> bool:
    while head.startswith(("<!--", "<?")):
        _comment, closed, head = head.partition("-->" if head.startswith("<!--") else ">")
        head = head.lstrip()
        if not closed:
            return False
    if _HTML_START.match(head):
        return True
    claimed = received.claim in ("text/html", "application/xhtml+xml")
    claimed = claimed or received.suffix in ("html", "htm", "xhtml")
    tags = len(_TAGS.findall(head))
    return tags >= 1 if claimed else head.startswith("<") and tags >= 3


def _is_mail(head: str) -> bool:
    """Say whether the text begins with the headers of a message and with nothing else."""
    names: set[str] = set()
    for line in head.split("\n"):
        line = line.rstrip("\r")
        if not line:
            break
        if line[0] in " \t" and names:
            continue
        if not _HEADER.match(line):
            return False
        names.add(line.partition(":")[0].lower())
    return bool("from" in names and names & _TELLING)
