"""A look into a PDF file, by a process of its own that is ended when it takes too much.

A PDF file is a small program, and reading one may take any time and memory. Run as
``python -m weltoffen.documents.looking`` it reads a file from its input and tells what it found as
one line of JSON.
"""

from __future__ import annotations

import io
import json
import logging
import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

from weltoffen.documents.rules.judging import LAUNCH
from weltoffen.documents.types import InPdf

LONGEST = 30.0
"""Seconds for the whole file."""
MOST_MEMORY = 768 * 1024 * 1024
"""Bytes of the process that looks."""
MOST_OBJECTS = 200_000

_NAMES = {
    "/JavaScript": "javascript", "/JS": "javascript", "/Launch": LAUNCH,
    "/EmbeddedFiles": "attachments", "/EmbeddedFile": "attachments",
    "/FileAttachment": "attachments", "/RichMedia": "media", "/Movie": "media",
    "/Sound": "media", "/Screen": "media", "/Rendition": "media", "/3D": "media",
    "/XFA": "forms", "/SubmitForm": "forms", "/ImportData": "forms", "/GoToE": "attachments",
}  # fmt: skip
"""What names within a file mean; a look does not ask where they stand, so none is overlooked."""


def look_into_pdf(body: bytes) -> InPdf:
    """Return what a look into a PDF file found; one that cannot be looked into is unreadable."""
    try:
        done = subprocess.run(
            [sys.executable, "-m", "weltoffen.documents.looking"],
            input=body,
            capture_output=True,
            timeout=LONGEST,
            check=False,
            env={"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PATH": os.defpath},
        )
        said = json.loads(done.stdout)
    except (subprocess.TimeoutExpired, ValueError):
        return InPdf(is_readable=False)
    return InPdf(**(said | {"active": tuple(said["active"])}))


def found_in(body: bytes) -> dict[str, Any]:
    """Return what stands in a PDF file, as JSON takes it."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(io.BytesIO(body), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            return _said(is_locked=True)
        active = {word for each in _objects(reader) for word in _words(each)}
        return _said(pages=len(reader.pages), active=active)
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError,
            RecursionError, OSError, MemoryError):  # fmt: skip
        return _said(is_readable=False)


def _said(
    *,
    pages: int = 0,
    active: set[str] = frozenset(),  # type: ignore[assignment]
    is_locked: bool = False,
    is_readable: bool = True,
) -> dict[str, Any]:
    return {
        "pages": pages,
        "active": sorted(active),
        "is_locked": is_locked,
        "is_readable": is_readable,
    }


def _objects(reader: Any) -> Iterator[Any]:
    """Yield everything that can be reached from the file's end, and what its tables list."""
    from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

    listed = [
        IndirectObject(number, generation, reader)
        for generation, numbers in reader.xref.items()
        for number in numbers
    ]
    listed += [IndirectObject(number, 0, reader) for number in reader.xref_objStm]
    waiting: list[Any] = [reader.trailer, *listed]
    seen: set[tuple[int, int]] = set()
    count = 0
    while waiting:
        each = waiting.pop()
        if isinstance(each, IndirectObject):
            key = (each.idnum, each.generation)
            if key in seen:
                continue
            seen.add(key)
            each = each.get_object()
        count += 1
        if count > MOST_OBJECTS:
            raise ValueError(count)
        yield each
        if isinstance(each, DictionaryObject):
            waiting.extend(dict.values(each))
        elif isinstance(each, ArrayObject):
            waiting.extend(list.__iter__(each))


def _words(each: Any) -> Iterator[str]:
    """Yield what an object's own names say; a name is a key or a value that begins with a slash."""
    if isinstance(each, dict):
        for key in each:
            if key in _NAMES and key not in ("/Screen", "/Movie", "/Sound", "/3D"):
                yield _NAMES[key]
        return
    if isinstance(each, str) and each in _NAMES:
        yield _NAMES[each]


def _main() -> None:
    logging.disable(logging.CRITICAL)
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (int(LONGEST), int(LONGEST) + 1))
    sys.stdout.write(json.dumps(found_in(sys.stdin.buffer.read())))


if __name__ == "__main__":
    _main()
