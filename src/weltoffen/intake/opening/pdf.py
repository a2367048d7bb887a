"""PDF: the text layer of each page. Pictures of pages hold none.

A PDF file is a small program, and reading one may take any time and memory; so it is read in a
process of its own (``pdf_reading``), which is ended when it takes too much of either.
"""

from __future__ import annotations

import json
import math
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, NoReturn

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
LONGEST = 30.0
"""Seconds for the whole file."""
MOST_CHARACTERS = 10_000_000
MOST_MEMORY = 768 * MIB
"""Bytes of the process that reads; 900 pages of text took less than 80 MiB."""
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
_LARGE = N_(
    "Seite %(page)s wurde nicht gelesen: Ihr Inhalt ist ausgepackt größer als %(limit)s MB. Prüfen "
    "Sie sie am Original."
)
_WITHOUT = N_(
    "Auf %(count)s von %(pages)s Seiten steht kein Text, vermutlich nur Bilder. Prüfen Sie diese "
    "Seiten am Original."
)
_TOO_MANY = N_(
    "Die PDF-Datei hat %(pages)s Seiten; wir lesen bis zu %(limit)s. Teilen Sie sie in mehrere."
)
_TOO_LARGE = N_(
    "Ein Teil der PDF-Datei ist ausgepackt größer als %(limit)s MB, und so viel lesen wir nicht. "
    "Drucken Sie die nötigen Seiten in eine neue PDF-Datei."
)
_TOO_LONG = N_(
    "Die PDF-Datei enthält mehr als %(limit)s Zeichen, und so viel lesen wir nicht. Teilen Sie sie "
    "in mehrere."
)
_TOO_SLOW = N_(
    "Das Lesen der PDF-Datei brauchte länger als %(limit)g Sekunden und wurde abgebrochen. Teilen "
    "Sie sie, oder drucken Sie die nötigen Seiten in eine neue PDF-Datei."
)
_TOO_MUCH = N_(
    "Das Lesen der PDF-Datei brauchte mehr als %(limit)s MB Speicher und wurde abgebrochen. Teilen "
    "Sie sie, oder drucken Sie die nötigen Seiten in eine neue PDF-Datei."
)
_BROKE_OFF = N_(
    "Beim Lesen der PDF-Datei brach das Leseprogramm ab; sie ist beschädigt oder braucht mehr als "
    "%(limit)s MB Speicher. Drucken Sie die nötigen Seiten in eine neue PDF-Datei."
)


def open_pdf(received: Received) -> Opened:
    """Return the text of the pages, an empty line between them."""
    received.limit(LIMIT)
    said = _said(received)
    if said["is"] != "read":
        _refuse(received, said)
    texts = [None if text is None else storable(text).strip() for text in said["texts"]]
    notes = _unread(received, texts, said["large"])
    if not any(texts):
        if said["large"]:
            received.refuse(_TOO_LARGE, limit=_MOST_UNPACKED // MIB)
        received.refuse(DAMAGED if None in texts else _SCANNED, kind="PDF")
    if without := texts.count(""):
        values = {"count": without, "pages": len(texts)}
        notes.append(Problem(received.name, _WITHOUT, values))
    text = "\n\n".join(text for text in texts if text)
    language, title = language_code(said["language"]), one_line(said["title"])
    return Opened(text, MEDIA_TYPE, language, title, tuple(notes))


def _refuse(received: Received, said: dict[str, Any]) -> NoReturn:
    """Refuse what was not read, naming the limit that was met."""
    refusals: dict[str, tuple[str, dict[str, Any]]] = {
        "locked": (_ENCRYPTED, {}),
        "damaged": (DAMAGED, {"kind": "PDF"}),
        "too-many-pages": (_TOO_MANY, {"pages": said.get("pages"), "limit": MOST_PAGES}),
        "too-large": (_TOO_LARGE, {"limit": _MOST_UNPACKED // MIB}),
        "too-long": (_TOO_LONG, {"limit": MOST_CHARACTERS}),
        "too-slow": (_TOO_SLOW, {"limit": LONGEST}),
        "too-much-memory": (_TOO_MUCH, {"limit": MOST_MEMORY // MIB}),
        "broken-off": (_BROKE_OFF, {"limit": MOST_MEMORY // MIB}),
    }
    sentence, values = refusals[said["is"]]
    received.refuse(sentence, **values)


def _unread(received: Received, texts: list[str | None], large: list[int]) -> list[Problem]:
    notes = []
    for page, text in enumerate(texts, 1):
        if page in large:
            values = {"page": page, "limit": _MOST_UNPACKED // MIB}
            notes.append(Problem(received.name, _LARGE, values))
        elif text is None:
            notes.append(Problem(received.name, _UNREAD, {"page": page}))
    return notes


def _said(received: Received) -> dict[str, Any]:
    """Return what the process that reads says of a file, or which limit ended it."""
    limits = {
        "pages": MOST_PAGES,
        "characters": MOST_CHARACTERS,
        "unpacked": _MOST_UNPACKED,
        "memory": MOST_MEMORY,
        "seconds": math.ceil(LONGEST) + 1,  # of its own, should nobody be left to end it
    }
    try:
        done = subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-I", _PROGRAM, json.dumps(limits)],
            input=received.body,
            capture_output=True,
            timeout=LONGEST,
            check=False,
            cwd="/",
            env=_surroundings(),
        )
    except subprocess.TimeoutExpired:
        return {"is": "too-slow"}
    ready, parted, said = done.stdout.partition(_READY)
    if not parted or ready:
        # Nothing of the file was looked at yet: our installation is at fault, not the file.
        raise RuntimeError(f"the process for PDF files does not start: {done.stderr[-500:]!r}")
    try:
        found: dict[str, Any] = json.loads(said)
    except ValueError:
        return {"is": "broken-off"}
    return found


_PROGRAM = str(Path(__file__).with_name("pdf_reading.py"))
_READY = b"ready\n"


def _surroundings() -> dict[str, str]:
    """Return the environment of the process that reads: no secret of ours is in it."""
    return {name: os.environ[name] for name in ("LD_LIBRARY_PATH",) if name in os.environ}
