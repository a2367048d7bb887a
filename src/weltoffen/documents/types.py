"""Values of this room: what is known of bytes, and what was kept of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Format:
    """A format that may be kept.

    ``endings`` are the file name's endings that say it, the usual one first. ``is_shown`` says that
    a browser shows it and can do nothing else with it; all other formats are only downloaded.
    """

    name: str
    media_type: str
    endings: tuple[str, ...]
    is_picture: bool = False
    is_shown: bool = False


@dataclass(frozen=True, slots=True)
class Limits:
    """How large what is uploaded may be."""

    megabytes: float
    """Millions of bytes of a file."""
    megapixels: float
    """Millions of picture points of a picture, of all its pages together."""


@dataclass(frozen=True, slots=True)
class InPdf:
    """What a look into a PDF file found; ``active`` names what it could do besides being read."""

    pages: int = 0
    active: tuple[str, ...] = ()
    is_locked: bool = False
    is_readable: bool = True


@dataclass(frozen=True, slots=True)
class Judged:
    """Bytes that may be kept, with their format as found in them.

    ``is_shown`` says that a browser may show them. ``active`` are words for what they could do.
    """

    format: Format
    is_shown: bool
    active: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Redrawn:
    """A picture drawn anew: nothing of the file as it came is in it but what one sees."""

    body: bytes
    format: Format
    width: int
    height: int
    pages: int = 1


@dataclass(frozen=True, slots=True)
class Received:
    """A file that was looked at and lies in the store, but belongs to no record yet.

    ``name`` is the file's own name as it came. ``sha256`` is of what is kept, ``received_sha256``
    of what came; they differ where a picture was drawn anew. ``stored`` and ``original`` are names
    in the store; ``original`` is the file as it came where it is kept besides, else ``""``.
    """

    name: str
    stored: str
    sha256: str
    received_sha256: str
    media_type: str
    size: int
    is_shown: bool
    original: str = ""
    width: int = 0
    height: int = 0
    active: tuple[str, ...] = field(default=())

    def as_values(self) -> dict[str, Any]:
        """Return it as JSON takes it."""
        return {name: getattr(self, name) for name in self.__slots__} | {"active": [*self.active]}

    @classmethod
    def of_values(cls, values: dict[str, Any]) -> Received:
        """Return what :meth:`as_values` gave."""
        return cls(**(values | {"active": tuple(values["active"])}))
