"""What the head of an answer means, and how its body is unpacked. Judges only.

Source: RFC 9110 (HTTP), RFC 9112 (HTTP/1.1), RFC 1952 (gzip).
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator
from email.utils import parsedate_to_datetime

from weltoffen.ground.problems import N_
from weltoffen.intake.fetching.addresses import Address
from weltoffen.intake.fetching.refusing import refused
from weltoffen.intake.fetching.types import Known

REDIRECTS = frozenset({301, 302, 303, 307, 308})
NOT_MODIFIED = 304
FULL_ANSWERS = frozenset({200, 203})
_GONE = frozenset({404, 410})
_GZIP = 16 + zlib.MAX_WBITS
_STEP = 65_536
_ETAG = re.compile(r'(?:W/)?"[!#-~]*"')
_LONGEST_VALIDATOR = 1000
_LONGEST_TYPE = 200


class TooLarge(Exception):
    """A body goes beyond its limit."""


class Broken(Exception):
    """An answer is not what HTTP or its encoding says it should be."""


def asking_for_changes(known: Known | None, address: Address) -> dict[str, str]:
    """Return the headers that ask only for changes (RFC 9110, 13.1), if this address is known."""
    if known is None or known.address != str(address):
        return {}
    headers = {
        "If-None-Match": usable_etag(known.etag),
        "If-Modified-Since": usable_date(known.last_modified),
    }
    return {name: value for name, value in headers.items() if value}


def usable_etag(text: str) -> str:
    """Return an entity tag that may be sent back, else nothing (RFC 9110, 8.8.3)."""
    return text if len(text) <= _LONGEST_VALIDATOR and _ETAG.fullmatch(text) else ""


def usable_date(text: str) -> str:
    """Return a date of HTTP that may be sent back word for word, else nothing."""
    if len(text) > _LONGEST_VALIDATOR or not text.isascii() or not text.isprintable():
        return ""
    try:
        parsedate_to_datetime(text)
    except (TypeError, ValueError, OverflowError):
        return ""
    return text


def claimed_type(header: str) -> str:
    """Return the header Content-Type as it may be kept: printable and of sensible length."""
    return "".join(c for c in header if c.isprintable())[:_LONGEST_TYPE]


def location_of(header: str | None) -> str:
    """Return the header Location as text; some servers send UTF-8 where only ASCII is allowed.

    Raises :class:`Broken` where there is none.
    """
    if not header:
        raise Broken("Location")
    try:
        return header.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return header


def judge_status(status: int, address: Address) -> None:
    """Raise ``Refused`` unless an answer holds the page in full."""
    if status in FULL_ANSWERS:
        return
    if status in _GONE:
        raise refused(
            N_(
                "Die Seite %(address)s gibt es nicht (mehr); der Server antwortet mit %(status)d. "
                "Prüfen Sie die Adresse, oder suchen Sie die Seite auf der Website."
            ),
            str(address),
            status=status,
        )
    raise refused(
        N_(
            "Statt der Seite %(address)s antwortet der Server mit %(status)d. Sehen Sie im Browser "
            "nach, oder versuchen Sie es später noch einmal."
        ),
        str(address),
        status=status,
    )


def unpacked(blocks: Iterable[bytes], encoding: str, limit: int) -> Iterator[bytes]:
    """Yield the body from what arrives, at most ``limit`` bytes of it.

    ``encoding`` is the header Content-Encoding; only ``gzip`` and none are understood, for only
    they were asked for. Nothing larger than a block is ever unpacked at once, so that a small
    answer cannot fill the memory. Raises :class:`TooLarge` after the last byte within the limit,
    and :class:`Broken`.
    """
    coding = encoding.strip().lower()
    if coding in {"", "identity"}:
        plain: Iterable[bytes] = blocks
    elif coding in {"gzip", "x-gzip"}:
        plain = gunzipped(blocks)
    else:
        raise Broken("Content-Encoding")
    total = 0
    for block in plain:
        yield block[: limit - total]
        total += len(block)
        if total > limit:
            raise TooLarge


def gunzipped(blocks: Iterable[bytes]) -> Iterator[bytes]:
    """Yield gzip unpacked, in blocks of at most 64 KiB. Raises :class:`Broken`."""
    member = zlib.decompressobj(_GZIP)
    begun = False
    for block in blocks:
        waiting = block
        while waiting:
            if member.eof:  # RFC 1952, 2.2: members follow one another; zeros pad the last
                waiting = waiting.lstrip(b"\0")
                member = zlib.decompressobj(_GZIP)
                begun = False
                continue
            begun = True
            yield _inflated(member, waiting)
            waiting = member.unused_data if member.eof else member.unconsumed_tail
    if begun and not member.eof:
        raise Broken("gzip")


def _inflated(member: zlib._Decompress, data: bytes) -> bytes:
    try:
        return member.decompress(data, _STEP)
    except zlib.error:
        raise Broken("gzip") from None
