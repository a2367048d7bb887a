"""What fetching takes and gives: values, no sockets."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from importlib.metadata import version
from ipaddress import IPv4Address, IPv6Address
from pathlib import Path

IP = IPv4Address | IPv6Address

_CONTACT = re.compile(r"https?://[!-'*-~]+|[!-'*-?A-~]+@[!-'*-?A-~]+")


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An exact address of the network: an IP address and a TCP port."""

    ip: IP
    port: int


@dataclass(frozen=True, slots=True)
class Limits:
    """How long and how much: times in seconds, sizes in bytes.

    ``connecting`` holds for reaching one IP address and for its TLS handshake each, ``reading`` for
    the time in which at least one byte has to arrive, ``in_all`` for one fetch with all its
    redirects and its ``robots.txt``, without the time waited out of politeness. ``size`` is that of
    a body, also after decompression. ``robots`` is how much of a ``robots.txt`` is read; the rest
    is ignored (RFC 9309, 2.5, asks for at least 500 KiB).
    """

    connecting: float = 10.0
    reading: float = 15.0
    in_all: float = 60.0
    size: int = 20_000_000
    redirects: int = 5
    robots: int = 512_000


@dataclass(frozen=True, slots=True)
class SitemapLimits:
    """How much of a site's map is read.

    ``documents`` is the number of files in all and ``depth`` how many indexes may lie above a list
    (the protocol of sitemaps.org knows one; some sites have two). ``addresses`` is how many entries
    one file may have, and how many are kept in all (50,000 by the protocol). ``size`` is that of
    one file in bytes, unpacked (52,428,800 by the protocol).
    """

    documents: int = 50
    depth: int = 2
    addresses: int = 50_000
    size: int = 52_428_800


@dataclass(frozen=True, slots=True)
class Policy:
    """What the operator allows, and how the product introduces itself.

    ``contact`` is an e-mail address or web address at which a site's operator reaches ours; it
    stands in every request. ``exceptions`` are exact addresses that may be reached although they
    are not public or not on a usual port; names like ``localhost`` are refused all the same.
    ``pause`` is the least number of seconds between two requests to one host, ``longest_wait`` how
    many seconds one request may have to wait before it is refused instead. ``authorities`` is a
    file of certificates to trust beside the system's.

    Raises ``ValueError`` where ``contact`` is none.
    """

    contact: str
    ports: frozenset[int] = frozenset({80, 443})
    exceptions: frozenset[Endpoint] = frozenset()
    limits: Limits = field(default_factory=Limits)
    sitemaps: SitemapLimits = field(default_factory=SitemapLimits)
    pause: float = 2.0
    longest_wait: float = 60.0
    authorities: Path | None = None

    def __post_init__(self) -> None:
        if not _CONTACT.fullmatch(self.contact):
            raise ValueError("the contact is neither an e-mail address nor a web address")

    @property
    def user_agent(self) -> str:
        """Return how requests introduce themselves (RFC 9110, 10.1.5)."""
        return f"{PRODUCT}/{version(PRODUCT)} (+{self.contact})"


PRODUCT = "weltoffen"
"""The name in the user agent, and the one under which ``robots.txt`` may speak to us."""


@dataclass(frozen=True, slots=True)
class Known:
    """What an earlier fetch learned: the address that answered in the end, and its validators.

    The validators are sent to exactly that address, because they mean nothing to another.
    """

    address: str
    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True)
class Fetched:
    """A body, and what was said of it.

    ``address`` is the one that answered, after the redirects from ``asked`` through ``passed``
    (both included in it, empty where there were none). ``ip`` is what it was reached at.
    ``claimed_type`` is the header Content-Type as sent: a claim, so whoever reads the body looks at
    the body. ``etag`` and ``last_modified`` are empty where the server sent none, or none that may
    be sent back.
    """

    asked: str
    address: str
    passed: tuple[str, ...]
    ip: str
    body: bytes
    claimed_type: str
    etag: str
    last_modified: str

    @property
    def known(self) -> Known:
        """Return what the next fetch needs in order to ask only for changes."""
        return Known(self.address, self.etag, self.last_modified)


@dataclass(frozen=True, slots=True)
class NotModified:
    """The server says that what is known still holds (RFC 9110, 15.4.5)."""

    asked: str
    address: str
