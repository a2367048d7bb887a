"""Which function opens which format, and the limits that hold for all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from weltoffen.ground.problems import N_, Problem
from weltoffen.intake.opening.archive import Archive
from weltoffen.intake.opening.csv_rows import is_table, open_csv
from weltoffen.intake.opening.docx import open_docx
from weltoffen.intake.opening.eml import open_eml
from weltoffen.intake.opening.html import open_html
from weltoffen.intake.opening.kinds_in_words import in_words
from weltoffen.intake.opening.language import language_of
from weltoffen.intake.opening.pdf import open_pdf
from weltoffen.intake.opening.plain import open_plain
from weltoffen.intake.opening.recognition import recognise
from weltoffen.intake.opening.results import DAMAGED, MIB, Opened, Received, storable
from weltoffen.intake.opening.xlsx import open_xlsx

LIMIT = 25 * MIB
"""Bytes of any file; what a format reads may be less."""

_OFFICE: Mapping[str, Callable[[Received, Archive], Opened]] = {
    "docx": open_docx,
    "xlsx": open_xlsx,
}


def _open_office(received: Received) -> Opened:
    """Look through the archive before anything in it is parsed; what lies in it says what it is."""
    archive = Archive(received)
    return _OFFICE[archive.kind](received, archive)


def _open_text(received: Received) -> Opened:
    """Open plain text. What is plainly a table is opened as one, whatever its file is called."""
    opened = open_plain(received)
    return open_csv(received) if is_table(opened.text) else opened


OPENERS: Mapping[str, Callable[[Received], Opened]] = {
    "html": open_html,
    "plain": _open_text,
    "csv": open_csv,
    "eml": lambda received: open_eml(received, _open_attachment),
    "pdf": open_pdf,
    "zip": _open_office,
}
"""One function per format that :func:`recognise` tells apart. Each gives text or refuses."""

_WRITTEN = ("html", "eml", "csv", "plain")
"""Formats that are text, most with marks in it."""
_AS_EXCEL_SAYS = ("application/vnd.ms-excel", "text/csv")
"""Where Excel is there, browsers announce every CSV file as its own."""
_EMPTY = N_(
    "Die Datei ist leer. Prüfen Sie, ob sie vollständig gespeichert ist, und wählen Sie sie noch "
    "einmal aus."
)
_NO_TEXT = N_(
    "In der Datei steht kein Text, den wir lesen können (%(kind)s). Prüfen Sie im Programm, aus "
    "dem sie kommt, ob sie die richtige ist."
)
_LYING = N_(
    "Angekündigt war %(claimed)s, nach dem Inhalt ist es %(found)s; gelesen wurde es so. Zu tun "
    "ist nichts, wenn der Text stimmt."
)


def open_bytes(
    body: bytes, *, media_type: str = "", name: str = "", as_written: bool = False
) -> Opened:
    """Return the text of what was received.

    ``media_type`` is the claim of who sent it, as in an HTTP header; it helps with the encoding and
    where contents look the same (CSV and text), and is believed no further. ``name`` is the
    file's; refusals and notes carry it as their place. ``as_written`` takes text as it stands, with
    whatever markup is in it, so that positions are those of the file.

    Raises :class:`weltoffen.ground.problems.Refused` where the file is empty, larger than
    :data:`LIMIT` or than its format allows, damaged, encrypted, of another format or without text.
    """
    received = Received(body, media_type, name)
    opened = _opened(received, OPENERS, as_written=as_written)
    language = language_of(opened.text) or opened.language
    notes = (*_contradiction(received, opened), *opened.notes)
    return replace(opened, language=language, notes=notes)


def _opened(
    received: Received, openers: Mapping[str, Callable[[Received], Opened]], *, as_written: bool
) -> Opened:
    received.limit(LIMIT)
    if not received.body.strip(b" \t\r\n\0"):
        received.refuse(_EMPTY)
    kind = recognise(received)
    opener = open_plain if as_written and kind in _WRITTEN else openers[kind]
    try:
        opened = opener(received)
    except RecursionError:
        received.refuse(DAMAGED, kind=kind.upper())
    if not opened.text.strip("\ufeff \t\n\xa0"):
        received.refuse(_NO_TEXT, kind=in_words(opened.media_type))
    return opened


def _open_attachment(received: Received) -> Opened:
    """Open what came with a message; of a message among it, the attachments are named only."""
    return _opened(received, {**OPENERS, "eml": open_eml}, as_written=False)


def _contradiction(received: Received, opened: Opened) -> tuple[Problem, ...]:
    claim, found = received.claim, opened.media_type
    vague = ("", "application/octet-stream", "binary/octet-stream", "application/xhtml+xml")
    if claim in vague or claim == found or (claim, found) == _AS_EXCEL_SAYS:
        return ()
    values = {"claimed": storable(in_words(claim)), "found": in_words(found)}
    return (Problem(received.name, _LYING, values),)
