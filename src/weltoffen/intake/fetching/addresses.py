"""Which addresses may be asked for at all, before any name is looked up. Judges only.

An address is brought into one form (RFC 3986, 6.2.2; RFC 3987, 3.1) before it is judged, so that
what is judged is what is asked for. Where browsers guess, this refuses.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.parse import SplitResult, quote, urljoin, urlsplit

import idna

from weltoffen.ground.problems import N_
from weltoffen.intake.fetching.refusing import masked, refused
from weltoffen.intake.fetching.types import IP, Policy

LONGEST = 8000
"""Characters of an address; RFC 9110, 4.1, asks servers to understand that many."""
USUAL_PORTS = {"http": 80, "https": 443}
_NO_ADDRESS = re.compile(r"[\x00-\x1f\x7f-\x9f\\\u2028\u2029]|[\ud800-\udfff]")
_NAME = re.compile(r"(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z0-9-]{2,63}")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
# RFC 6761, 6762, 8375, ICANN's .internal: names that never lead to the public internet.
_INTERNAL = ("localhost", "local", "internal", "home.arpa", "localdomain", "lan", "onion")
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
_BARE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_UNRESERVED = frozenset(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"  # RFC 3986, 2.3
)
_KEPT = "/:@!$&'()*+,;=~-._%"


@dataclass(frozen=True, slots=True)
class Address:
    """An address in its one form; ``target`` is path and query as the request names them.

    ``host`` is an ASCII name without the last dot, or an IP address without brackets.
    """

    scheme: str
    host: str
    port: int
    target: str

    def __str__(self) -> str:
        return f"{self.origin}{self.target}"

    @property
    def authority(self) -> str:
        """Return host and, where it is not the usual one, port: the header Host (RFC 9110, 7.2)."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == USUAL_PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        """Return scheme and authority, for which one ``robots.txt`` speaks (RFC 9309, 2.3)."""
        return f"{self.scheme}://{self.authority}"

    @property
    def path(self) -> str:
        """Return the target without its query."""
        return self.target.partition("?")[0]

    @property
    def ip(self) -> IP | None:
        """Return the IP address that stands in place of a name, if one does."""
        try:
            return ip_address(self.host)
        except ValueError:
            return None


def allowed(text: str, policy: Policy) -> Address:
    """Return an address in its one form, if the policy lets it be asked for. Raises ``Refused``.

    What follows ``#`` is dropped, for it is never sent. Whether the IP addresses behind the name
    are public is judged after looking them up (:func:`networks.judged`).
    """
    parts = _parts(text)
    host = _host(parts, text)
    port = _port(parts, text)
    if port not in policy.ports and port not in {each.port for each in policy.exceptions}:
        raise refused(
            N_(
                "Die Adresse %(address)s nennt den Port %(port)d, der nicht erlaubt ist. Geben Sie "
                "die Adresse ohne Port an."
            ),
            text,
            port=port,
        )
    path = _without_dots(_one_form(parts.path)) or "/"
    query = f"?{_one_form(parts.query, '?')}" if parts.query else ""
    return Address(parts.scheme, host, port, path + query)


def redirected(here: Address, location: str, policy: Policy) -> Address:
    """Return where a redirect leads, judged anew (RFC 9110, 10.2.2). Raises ``Refused``.

    From https back to http is refused: what arrives could have been changed on the way.
    """
    try:
        text = urljoin(str(here), location)
    except ValueError:
        raise _malformed(location) from None
    there = allowed(text, policy)
    if here.scheme == "https" and there.scheme == "http":
        raise refused(
            N_(
                "Die Seite %(address)s leitet von https auf das ungeschützte %(there)s weiter. "
                "Geben Sie diese Adresse selbst an, wenn Sie ihr trauen."
            ),
            str(here),
            there=str(there),
        )
    return there


def within(address: Address, section: Address) -> bool:
    """Say whether an address lies in a section of a site: same host and port, path below.

    ``/stadt/partner`` holds itself, ``/stadt/partner/lyon`` and ``/stadt/partner?seite=2``, but not
    ``/stadt/partnerschaft``. The section's own query does not matter. http and https on their
    usual ports count as one site, because old maps of sites often name the other.
    """
    if address.host != section.host or _site_port(address) != _site_port(section):
        return False
    top = section.path.rstrip("/")
    if section.path.endswith("/"):
        return address.path.startswith(section.path)
    return address.path == top or address.path.startswith(f"{top}/")


def _site_port(address: Address) -> int:
    return 0 if address.port == USUAL_PORTS[address.scheme] else address.port


def _malformed(text: str) -> Exception:
    return refused(
        N_(
            "„%(address)s“ ist keine Adresse einer Seite. Kopieren Sie sie aus der Adresszeile des "
            "Browsers, zum Beispiel https://www.beispiel.de/international."
        ),
        text,
    )


def _parts(text: str) -> SplitResult:
    # urlsplit drops tabs, line breaks and spaces before it; what is judged must be what was given.
    if len(text) > LONGEST or text != text.strip() or _NO_ADDRESS.search(text):
        raise _malformed(text)
    try:
        parts = urlsplit(text)
    except ValueError:
        raise _malformed(text) from None
    if parts.scheme not in USUAL_PORTS:
        raise refused(
            N_(
                "Die Adresse %(address)s beginnt nicht mit https:// oder http://. Nur solche "
                "Adressen werden abgerufen."
            ),
            text,
        )
    if "@" in parts.netloc:
        raise refused(
            N_(
                "Die Adresse enthält vor dem Namen %(host)s Zugangsdaten oder ein @-Zeichen. Geben "
                "Sie sie ohne diese an."
            ),
            # The sentence shows no address: it would show the password.
            "",
            host=urlsplit(masked(text)).netloc.rpartition("@")[2],
        )
    return parts


def _port(parts: SplitResult, text: str) -> int:
    try:
        port = parts.port
    except ValueError:
        raise _malformed(text) from None
    return USUAL_PORTS[parts.scheme] if port is None else port


def _host(parts: SplitResult, text: str) -> str:
    authority = re.fullmatch(r"(\[[0-9A-Fa-f:.]+\]|[^\[\]:]+)(?::[0-9]*)?", parts.netloc, re.ASCII)
    if authority is None:
        raise _malformed(text)
    host = authority[1].lower()
    if host.startswith("["):
        return str(_literal(IPv6Address, host[1:-1], text))
    # Mapping comes first: it turns full-width digits and dots into those that count.
    host = _in_ascii(host, text).removesuffix(".")
    if _NUMBER.fullmatch(host.rpartition(".")[2]):
        # A name that ends in a number is an IPv4 address, and only the usual form is one:
        # 2130706433, 0x7f.1 and 0177.0.0.1 are refused (WHATWG URL, 3.5, reads them as 127.0.0.1).
        return str(_literal(IPv4Address, host, text))
    if host in _INTERNAL or host.endswith(tuple(f".{name}" for name in _INTERNAL)):
        raise refused(
            N_(
                "Die Adresse %(address)s liegt nach ihrem Namen nicht im öffentlichen Netz. Geben "
                "Sie eine Adresse an, die jeder aufrufen kann."
            ),
            text,
        )
    if len(host) > 253 or not _NAME.fullmatch(host):
        raise _malformed(text)
    return host


def _literal(kind: type[IPv4Address] | type[IPv6Address], host: str, text: str) -> IP:
    try:
        return kind(host)
    except ValueError:
        raise _malformed(text) from None


def _in_ascii(host: str, text: str) -> str:
    if host.isascii():
        return host
    try:
        return idna.encode(host, uts46=True).decode("ascii").lower()
    except (idna.IDNAError, UnicodeError):
        pass
    try:
        # A number in full-width digits is no name, but must be judged as the number it means.
        return idna.uts46_remap(host)
    except (idna.IDNAError, UnicodeError):
        raise _malformed(text) from None


def _one_form(part: str, more: str = "") -> str:
    """Return part of an address with exactly those characters escaped that need it."""
    escaped = quote(_BARE_PERCENT.sub("%25", part), safe=_KEPT + more)
    return _ESCAPE.sub(_plain_or_upper, escaped)


def _plain_or_upper(match: re.Match[str]) -> str:
    character = chr(int(match[1], 16))
    return character if character in _UNRESERVED else match[0].upper()


def _without_dots(path: str) -> str:
    """Return a path without ``.`` and ``..`` (RFC 3986, 5.2.4)."""
    kept: list[str] = []
    for segment in path.split("/"):
        if segment == ".." and len(kept) > 1:
            kept.pop()
        elif segment not in {".", ".."}:
            kept.append(segment)
    if path.endswith(("/.", "/..")) and kept[-1:] != [""]:
        kept.append("")
    return "/".join(kept)
