"""Where a picture or a PDF file ends, and whether something else stands behind its end.

One file can be two: a picture for the eye and a page or an archive for a program that looks
elsewhere. What is kept as it came has to be one thing.
"""

from __future__ import annotations

import re

from weltoffen.documents.rules.formats import JPEG, PDF, PNG, WEBP
from weltoffen.documents.types import Format

_PNG_HEAD = 8
_ACTIVE = re.compile(
    rb"<html|<script|<svg|<!doctype|<\?php|<iframe|%PDF-|PK\x03\x04", re.IGNORECASE
)
MOST_AFTER_PDF = 1024
"""Bytes behind the last mark of a PDF file's end; some printers leave a few."""


def tail_of(body: bytes, found: Format) -> bytes:
    """Return what stands behind the end of a file of a format, ``b""`` where nothing does."""
    if found == PNG:
        return body[_end_of_png(body) :]
    if found == WEBP:
        length = 8 + int.from_bytes(body[4:8], "little")
        return body[length + length % 2 :]
    if found == JPEG:
        return body[body.rfind(b"\xff\xd9") + 2 :]
    if found == PDF:
        return body[body.rfind(b"%%EOF") + 5 :] if b"%%EOF" in body else b""
    return b""


def is_two_things(body: bytes, found: Format) -> bool:
    """Say whether a file is something else besides what it seems to be."""
    if found == PDF:
        behind = tail_of(body, PDF).strip(b"\x00\r\n\t ")
        return len(behind) > MOST_AFTER_PDF or bool(_ACTIVE.search(behind))
    if found == JPEG:  # the tail's own end may look like the picture's
        return bool(_ACTIVE.search(_behind_first_end(body)))
    return bool(_ACTIVE.search(tail_of(body, found)))


def _end_of_png(body: bytes) -> int:
    at = _PNG_HEAD
    while at + 12 <= len(body):
        length, name = int.from_bytes(body[at : at + 4], "big"), body[at + 4 : at + 8]
        at += 12 + length
        if name == b"IEND":
            return at
    return len(body)


def _behind_first_end(body: bytes) -> bytes:
    """Return what stands behind the first end mark that lies behind the picture's own data.

    A preview within the head has an end mark too: segments of the head are skipped by their length.
    """
    at = 2
    while at + 4 <= len(body) and body[at] == 0xFF and body[at + 1] != 0xDA:
        at += 2 + int.from_bytes(body[at + 2 : at + 4], "big")
    end = body.find(b"\xff\xd9", at)
    return body[end + 2 :] if end >= 0 else b""
