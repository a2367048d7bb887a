"""Which function opens which format, and the limits that hold for all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from weltoffen.ground.problems import N_, Problem
from weltoffen.intake.opening.archive import Archive
from weltoffen.intake.opening.csv_rows import open_csv
from weltoffen.intake.opening.docx import open_docx
from weltoffen.intake.opening.eml import open_eml
from weltoffen.intake.opening.html import open_html
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


OPENERS: Mapping[str, Callable[[Received], Opened]] = {
    "html": open_html,
    "plain": open_plain,
    "csv": open_csv,
    "eml": open_eml,
    "pdf": open_pdf,
    "zip": _open_office,
}
"""One function per format that :func:`recognise` tells apart. Each gives text or refuses."""

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


def open_bytes(body: bytes, *, media_type: str = "", name: str = "") -> Opened:
    """Return the text of what was received.

    ``media_type`` is the claim of who sent it, as in an HTTP header; it helps with the encoding and
    where contents look the same (CSV and text), and is believed no further. ``name`` is the
    file's; refusals and notes carry it as their place.

    Raises :class:`weltoffen.ground.problems.Refused` where the file is empty, larger than
    :data:`LIMIT` or than its format allows, damaged, encrypted, of another format or without text.
    """
    received = Received(body, media_type, name)
    if not body.strip(b" \t\r\n\0"):
        received.refuse(_EMPTY)
    received.limit(LIMIT)
    kind = recognise(received)
    try:
        opened = OPENERS[kind](received)
    except RecursionError:
        received.refuse(DAMAGED, kind=kind.upper())
    if not opened.text.strip("\ufeff \t\n\xa0"):
        received.refuse(_NO_TEXT, kind=opened.media_type)
    return replace(opened, notes=(*_contradiction(received, opened), *opened.notes))


def _contradiction(received: Received, opened: Opened) -> tuple[Problem, ...]:
    claim, found = received.claim, opened.media_type
    vague = ("", "application/octet-stream", "binary/octet-stream", "application/xhtml+xml")
    if claim in vague or claim == found:
        return ()
    values = {"claimed": storable(claim), "found": found}
    return (Problem(received.name, _LYING, values),)
