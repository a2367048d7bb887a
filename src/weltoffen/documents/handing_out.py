"""The answer with which a file leaves the house: as what it is, and unable to do anything."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import FileResponse, HttpRequest, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response

from weltoffen.documents.models import Filed, Version
from weltoffen.documents.rules.formats import BY_MEDIA_TYPE, PDF, ending_for
from weltoffen.documents.storing import opened

_NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
_SANDBOX = f"{_NOTHING}; sandbox"
_OCTETS = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class Handed:
    """A file on its way out. ``is_shown`` lets a browser show it; any other is saved."""

    filename: str
    stored: str
    media_type: str
    sha256: str
    is_shown: bool

    def answer(self, request: HttpRequest, *, caching: str) -> HttpResponseBase:
        """Return the answer to a request; ``caching`` says who may keep a copy, and how long.

        The media type is one of those that the room knows, never what somebody claimed. A PDF file
        that is shown goes without a sandbox: browsers do not open their viewer in one; files that
        could do anything are not shown.
        """
        etag = f'"{self.sha256}"' if self.sha256 else None
        answer: HttpResponseBase = HttpResponseNotModified()
        if not isinstance(get_conditional_response(request, etag=etag), HttpResponseNotModified):
            known = self.media_type if self.media_type in BY_MEDIA_TYPE else _OCTETS
            answer = FileResponse(
                opened(self.stored),
                as_attachment=not self.is_shown,
                filename=self.filename,
                content_type=_with_charset(known),
            )
        if etag:
            answer.headers["ETag"] = etag
        is_pdf = self.is_shown and self.media_type == PDF.media_type
        answer.headers["Content-Security-Policy"] = _NOTHING if is_pdf else _SANDBOX
        answer.keeps_its_policy = True  # type: ignore[attr-defined]
        answer.headers["X-Content-Type-Options"] = "nosniff"
        answer.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        answer.headers["Cache-Control"] = caching
        return answer


def _with_charset(media_type: str) -> str:
    """Keep Django from saying UTF-8 of text whose encoding nobody knows."""
    return f"{media_type}; charset=unknown" if media_type.startswith("text/") else media_type


def current_of(record: Filed) -> Handed:
    """Return the file that a record consists of now."""
    return Handed(
        filename=record.filename,
        stored=record.file.name,
        media_type=record.media_type,
        sha256=record.sha256,
        is_shown=record.is_shown,
    )


def version_of(version: Version) -> Handed:
    """Return an earlier file of a document."""
    ending = ending_for(version.media_type)
    return Handed(
        filename=f"{version.document.identifier}-{version.number}.{ending}",
        stored=version.file,
        media_type=version.media_type,
        sha256=version.sha256,
        is_shown=version.is_shown,
    )


def original_of(version: Version) -> Handed:
    """Return a scan as it came; it was not drawn anew, so it is only downloaded."""
    ending = version.original.rpartition(".")[2]
    return Handed(
        filename=f"{version.document.identifier}-{version.number}-original.{ending}",
        stored=version.original,
        media_type=_OCTETS,
        sha256=version.received_sha256,
        is_shown=False,
    )
