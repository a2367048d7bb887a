"""Office files are ZIP archives of XML. Here is decided whether one may be unpacked at all."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any, NoReturn

from lxml import etree

from weltoffen.ground.problems import N_
from weltoffen.intake.opening.results import DAMAGED, MIB, Received

LIMIT = 25 * MIB
"""Bytes, packed."""
MOST_UNPACKED = 100 * MIB
"""Bytes of all parts together."""
MOST_OF_A_PART = 30 * MIB
"""Bytes of one part of XML, which takes about ten times as much memory when it is parsed."""
MOST_TAGS = 3_000_000
"""Tags in all parts together. Each costs about 10 µs, however few bytes it has packed; a table with
as many cells as we read has two million."""
MOST_PARTS = 5000
HIGHEST_RATIO = 200
"""Unpacked to packed bytes; XML of real tables reaches about 30."""
_SMALL = MIB
"""Bytes up to which a part may be packed as tightly as it likes."""

_BOMB = N_(
    "Die Datei enthält ausgepackt mehr als %(limit)s MB oder ist so dicht gepackt, dass sie uns "
    "überlasten kann. Speichern Sie sie ohne Bilder neu, oder teilen Sie sie."
)
_TOO_MANY_TAGS = N_(
    "Die Datei besteht aus mehr als %(limit)s Teilen, und so viel lesen wir nicht. Speichern Sie "
    "sie ohne Formatierung neu, oder teilen Sie sie."
)
_DEFINITIONS = N_(
    "In der Datei stehen XML-Definitionen, die in Office-Dateien nichts zu suchen haben und "
    "Schaden anrichten können. Sie wurde nicht gelesen. Bitten Sie den Absender, sie neu zu "
    "speichern."
)
_NEITHER = N_(
    "Die gepackte Datei ist weder DOCX noch XLSX. Packen Sie sie aus, und laden Sie ihre Dateien "
    "einzeln hoch, als HTML, Text, PDF, DOCX, XLSX, CSV oder EML."
)
_LOCKED = N_(
    "Ein Teil der Datei ist verschlüsselt. Speichern Sie die Datei ohne Kennwort, und laden Sie "
    "sie noch einmal hoch."
)
_STEP = 256 * 1024
_BROKEN = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, KeyError, NotImplementedError,
    RuntimeError,
)  # fmt: skip
_FORBIDDEN = tuple(
    word.encode(encoding)
    for word in ("<!DOCTYPE", "<!ENTITY")
    for encoding in ("utf-8", "utf-16-le", "utf-16-be")
)
_MARKUP = ("xml", "rels", "vml")


class Archive:
    """An archive that was looked through: sizes as declared and as they are, and no definitions.

    ``kind`` is ``docx`` or ``xlsx``.
    """

    def __init__(self, received: Received) -> None:
        """Look through the archive; refuse what is damaged, encrypted, too large or neither."""
        received.limit(LIMIT)
        self._received = received
        try:
            self._file = zipfile.ZipFile(io.BytesIO(received.body))
            self._members = self._file.infolist()
        except _BROKEN:
            received.refuse(DAMAGED, kind="ZIP")
        self._names = {member.filename for member in self._members}
        self.kind = self._kind()
        self._check_declared()
        self._tags = 0
        for member in self._members:
            self._check_part(member)

    def _kind(self) -> str:
        if "[Content_Types].xml" in self._names:
            for folder, kind in (("word/", "docx"), ("xl/", "xlsx")):
                if any(name.startswith(folder) for name in self._names):
                    return kind
        self._received.refuse(_NEITHER)

    def _check_declared(self) -> None:
        if any(member.flag_bits & 1 for member in self._members):
            self._received.refuse(_LOCKED)
        if len(self._members) > MOST_PARTS or len(self._names) < len(self._members):
            self._received.refuse(DAMAGED, kind="ZIP")
        total = sum(member.file_size for member in self._members)
        tight = any(
            member.file_size > max(_SMALL, HIGHEST_RATIO * member.compress_size)
            for member in self._members
        )
        if total > MOST_UNPACKED or tight:
            self._bomb()

    def _check_part(self, member: zipfile.ZipInfo) -> None:
        """Unpack a part of markup without keeping it: its real size, and no definitions in it."""
        if not member.filename.lower().endswith(_MARKUP):
            return  # pictures and the like are never unpacked
        size, before = 0, b""
        for piece in self._pieces(member.filename):
            size += len(piece)
            if size > MOST_OF_A_PART:
                self._bomb()
            seen = before + piece
            if any(word in seen for word in _FORBIDDEN):
                self._received.refuse(_DEFINITIONS)
            before = piece[-32:]
            self._tags += piece.count(b"<")
            if self._tags > MOST_TAGS:
                self._received.refuse(_TOO_MANY_TAGS, limit=MOST_TAGS)

    def _pieces(self, name: str) -> Iterator[bytes]:
        """Yield the content in pieces, so that no more of a bomb is unpacked than one."""
        try:
            with self._file.open(name) as part:
                while piece := part.read(_STEP):
                    yield piece
        except _BROKEN:
            self._received.refuse(DAMAGED, kind=self.kind.upper())

    def _bomb(self) -> NoReturn:
        self._received.refuse(_BOMB, limit=MOST_UNPACKED // MIB)

    def named(self, folder: str) -> list[str]:
        """Return the names of the parts in a folder."""
        return sorted(name for name in self._names if name.startswith(folder))

    def has(self, name: str) -> bool:
        """Say whether there is a part of this name."""
        return name in self._names

    def contains(self, name: str, words: bytes) -> bool:
        """Say whether a part contains these bytes."""
        return self.has(name) and words in b"".join(self._pieces(name))

    def tree(self, name: str) -> Any | None:
        """Return a part as an XML tree, without entities and network; None if there is none."""
        if not self.has(name):
            return None
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
        )
        try:
            return etree.fromstring(b"".join(self._pieces(name)), parser)
        except (etree.LxmlError, ValueError):
            self._received.refuse(DAMAGED, kind=self.kind.upper())
