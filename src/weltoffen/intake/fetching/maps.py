"""What a site's map says, and what of it lies in the section asked for. Judges only.

Source: the protocol of sitemaps.org, version 0.9.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat  # entities cannot be declared: any DOCTYPE ends the reading

from weltoffen.ground.problems import N_, Refused
from weltoffen.intake.fetching.addresses import LONGEST, Address, allowed, within
from weltoffen.intake.fetching.answers import Broken, TooLarge, gunzipped, unpacked
from weltoffen.intake.fetching.refusing import refused
from weltoffen.intake.fetching.types import Policy, SitemapLimits

_GZIP = b"\x1f\x8b"
_DEEPEST = 20
"""Elements within one another; a map needs three, extensions for pictures a few more."""
_ENTRIES = {("urlset", "url"), ("sitemapindex", "sitemap")}


@dataclass(frozen=True, slots=True)
class Entry:
    """A page that a map names. ``last_modified`` is the map's word for it, as written, or empty."""

    address: str
    last_modified: str = ""


@dataclass(frozen=True, slots=True)
class SiteMap:
    """One file: the pages or the further maps that it names; ``cut`` where there were too many."""

    pages: tuple[Entry, ...] = ()
    maps: tuple[str, ...] = ()
    cut: bool = False


def read(body: bytes, limits: SitemapLimits, address: str) -> SiteMap:
    """Return what one file names, as written and unjudged.

    The file may be packed with gzip, whatever its name or type says. A file with a document type is
    refused, for entities could be declared in it. Raises ``Refused``; ``address`` is the file's.
    """
    reader = _Reader(limits.addresses)
    try:
        reader.parse(_plain(body, limits.size))
    except TooLarge:
        raise refused(
            N_(
                "Die Sitemap %(address)s ist größer als erlaubt (%(size)d Bytes). Geben Sie die "
                "Seiten einzeln an."
            ),
            address,
            size=limits.size,
        ) from None
    except (Broken, expat.ExpatError, LookupError, ValueError):
        raise refused(
            N_(
                "Unter %(address)s steht keine Sitemap, die wir lesen können. Geben Sie die "
                "Seiten einzeln an."
            ),
            address,
        ) from None
    return SiteMap(tuple(reader.pages), tuple(reader.maps), reader.cut)


def pages_within(pages: Iterable[Entry], section: Address, policy: Policy) -> tuple[Entry, ...]:
    """Return those pages, in the one form of addresses, that lie in a section and may be fetched.

    Addresses that the policy would refuse are left out without a word: a map may name anything.
    """
    found: dict[str, Entry] = {}
    for page in pages:
        address = _if_allowed(page.address, policy)
        if address is not None and within(address, section):
            found.setdefault(str(address), Entry(str(address), page.last_modified))
    return tuple(found.values())


def maps_beside(maps: Iterable[str], index: Address, policy: Policy) -> tuple[Address, ...]:
    """Return those maps that an index may name: on its own host (sitemaps.org, "Sitemap index")."""
    judged = (_if_allowed(text, policy) for text in maps)
    return tuple(there for there in judged if there is not None and there.host == index.host)


def _if_allowed(text: str, policy: Policy) -> Address | None:
    try:
        return allowed(text, policy)
    except Refused:
        return None


def _plain(body: bytes, limit: int) -> bytes:
    blocks: Iterable[bytes] = gunzipped([body]) if body.startswith(_GZIP) else [body]
    return b"".join(unpacked(blocks, "", limit))


class _Enough(Exception):
    """As many entries as allowed have been read."""


@dataclass(slots=True)
class _Reader:
    """Collects the entries of one file while the parser goes through it."""

    most: int
    pages: list[Entry] = field(default_factory=list)
    maps: list[str] = field(default_factory=list)
    cut: bool = False
    _path: list[str] = field(default_factory=list)
    _text: list[str] = field(default_factory=list)
    _entry: dict[str, str] = field(default_factory=dict)

    def parse(self, text: bytes) -> None:
        """Read a file. Raises ``expat.ExpatError`` and :class:`Broken`."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartElementHandler = self._begin
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        try:
            parser.Parse(text, True)
        except _Enough:
            self.cut = True

    def _doctype(self, *_declared: Any) -> None:
        raise Broken("DOCTYPE")

    def _begin(self, name: str, _attributes: dict[str, str]) -> None:
        self._path.append(name.rpartition(" ")[2])
        self._text.clear()
        if len(self._path) > _DEEPEST or self._path[0] not in {"urlset", "sitemapindex"}:
            raise Broken("element")
        if len(self._path) == 2:
            self._entry = {}

    def _characters(self, text: str) -> None:
        # Only the leaves of an entry are kept; one that is too long cannot be an address anyway.
        if len(self._path) == 3 and len(self._text) <= LONGEST:
            self._text.append(text[: LONGEST + 1])

    def _end(self, _name: str) -> None:
        if len(self._path) == 3:
            self._entry.setdefault(self._path[2], "".join(self._text).strip())
        elif tuple(self._path) in _ENTRIES:
            self._keep()
        self._path.pop()
        self._text.clear()

    def _keep(self) -> None:
        address = self._entry.get("loc", "")
        if not address:
            return
        if len(self.pages) + len(self.maps) >= self.most:
            raise _Enough
        if self._path[0] == "sitemapindex":
            self.maps.append(address)
        else:
            self.pages.append(Entry(address, self._entry.get("lastmod", "")[:40]))
