"""From what was uploaded to a file in the store: looked at, drawn anew where it is a picture."""

from __future__ import annotations

import hashlib
import unicodedata

from django.conf import settings

from weltoffen.documents import storing
from weltoffen.documents.looking import look_into_pdf
from weltoffen.documents.rules.formats import PDF, ending_of
from weltoffen.documents.rules.judging import judge, judge_pdf
from weltoffen.documents.rules.pictures import redraw
from weltoffen.documents.types import Format, Judged, Limits, Received

LONGEST_NAME = 200


def limits() -> Limits:
    """Return what the settings allow."""
    return Limits(
        megabytes=settings.WELTOFFEN_UPLOAD_MEGABYTES,
        megapixels=settings.WELTOFFEN_UPLOAD_MEGAPIXELS,
    )


def receive(
    *, name: str, body: bytes, for_pages: bool = False, with_original: bool = False
) -> Received:
    """Look at a file and put it into the store; refuses what may not be kept, with its reason.

    ``for_pages`` is for a picture that web pages show. ``with_original`` keeps a picture also as
    it came: the scan of a deed is evidence. It belongs to no record until an action takes it.
    """
    name = clean_name(name)
    found = judge(body, name, limits(), only_pictures=for_pages)
    received = fingerprint_of(body)
    if not found.is_picture:
        seen = judge_pdf(look_into_pdf(body), name) if found == PDF else _as_download(found)
        stored = _put(storing.FOLDER, body, found)
        return Received(
            name=name, stored=stored, sha256=received, received_sha256=received,
            media_type=found.media_type, size=len(body), is_shown=seen.is_shown,
            active=seen.active,
        )  # fmt: skip
    drawn = redraw(body, found, name, limits(), for_pages=for_pages)
    folder = storing.PICTURES if for_pages else storing.FOLDER
    return Received(
        name=name,
        stored=_put(folder, drawn.body, drawn.format),
        sha256=fingerprint_of(drawn.body),
        received_sha256=received,
        media_type=drawn.format.media_type,
        size=len(drawn.body),
        is_shown=drawn.format.is_shown,
        original=_put(storing.ORIGINALS, body, found) if with_original else "",
        width=drawn.width,
        height=drawn.height,
    )


def _as_download(found: Format) -> Judged:
    return Judged(found, is_shown=False)


def _put(folder: str, body: bytes, found: Format) -> str:
    stored = storing.name_of(folder, fingerprint_of(body), found.endings[0])
    storing.put(stored, body)
    return stored


def fingerprint_of(body: bytes) -> str:
    """Return the SHA-256 of bytes in hexadecimal."""
    return hashlib.sha256(body).hexdigest()


def clean_name(name: str) -> str:
    """Return a file name without folders and without signs that do not show; its ending stays."""
    last = name.replace("\\", "/").rpartition("/")[2]
    shown = "".join(s for s in last if unicodedata.category(s)[0] != "C").strip(" .")
    shown = " ".join(shown.split())
    if len(shown) <= LONGEST_NAME:
        return shown
    ending = ending_of(shown)[:12]
    return f"{shown[: LONGEST_NAME - 13].rstrip(' .')}.{ending}"
