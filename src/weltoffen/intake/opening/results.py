"""What opening gives, what it is asked with, and the sentences that several formats share."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NoReturn

from weltoffen.ground.problems import N_, Problem, Refused

MIB = 1024 * 1024
"""Bytes."""

DAMAGED = N_(
    "Die Datei ist beschädigt oder unvollständig (%(kind)s). Öffnen Sie sie im Programm, aus dem "
    "sie kommt, speichern Sie sie neu, und laden Sie sie noch einmal hoch."
)
TOO_LARGE = N_(
    "Die Datei ist zu groß: Sie hat %(size)s MB, von diesem Format lesen wir bis zu "
    "%(limit)s MB. Teilen Sie sie, oder nehmen Sie Bilder und Anhänge heraus."
)
_LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]{1,8})*\Z")


class Shown(StrEnum):
    """How exactly a cell that holds a day shows it."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet or file of rows. Cells are written out; an empty cell is an empty string.

    ``days`` says of the cells that hold days and no text, by row and column from 0, how exactly
    they show them: a program that made "Jul 77" of "1977-07" keeps the first of July.
    ``uncomputed`` are, in the same way, the cells that are empty for want of a formula's result.
    """

    name: str
    rows: tuple[tuple[str, ...], ...]
    days: Mapping[tuple[int, int], Shown] = field(default_factory=dict)
    uncomputed: frozenset[tuple[int, int]] = frozenset()


@dataclass(frozen=True, slots=True)
class Opened:
    """The text of a received file.

    ``text`` has ``\\n`` as its only line ending and no characters that a database refuses.
    ``media_type`` is what the content was recognised as. ``language`` is an ISO 639 code: German,
    English or French where the words clearly are, else what the file states, "" where it states
    none. ``title`` is the
    file's own, "" where it has none. ``notes`` say what a reader of the text should know, such as
    what could not be read; they are no refusals.
    """

    text: str
    media_type: str
    language: str = ""
    title: str = ""
    notes: tuple[Problem, ...] = ()
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True, slots=True)
class Received:
    """Bytes as they came, and what was said of them: ``media_type`` as in an HTTP header."""

    body: bytes
    media_type: str = ""
    name: str = ""

    @property
    def claim(self) -> str:
        """Return the claimed media type without its parameters, in lower case."""
        return self.media_type.partition(";")[0].strip().lower()

    @property
    def charset(self) -> str:
        """Return the claimed encoding, "" if none was claimed."""
        found = re.search(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", self.media_type, re.IGNORECASE)
        return found[1] if found else ""

    @property
    def suffix(self) -> str:
        """Return the ending of the file's name in lower case, without the dot."""
        _stem, dot, ending = self.name.rpartition(".")
        return ending.lower() if dot else ""

    def refuse(self, sentence: str, **values: object) -> NoReturn:
        """Raise :class:`Refused`; the name of the file says where."""
        raise Refused(Problem(self.name, sentence, values))

    def limit(self, most: int, size: int | None = None) -> None:
        """Refuse what is larger than ``most`` bytes; ``size`` is that of all, if more than came."""
        size = len(self.body) if size is None else size
        if size > most:
            # Rounded up, so that the sentence never says that 5 MB are more than 5 MB.
            shown = f"{-(-size * 10 // MIB) / 10:.1f}".replace(".", ",")
            self.refuse(TOO_LARGE, size=shown, limit=most // MIB)


def language_code(stated: str | None) -> str:
    """Return the ISO 639 code of a stated language tag ("de-DE" gives "de"), "" if it is none."""
    found = _LANGUAGE.match((stated or "").strip())
    return found[1].lower() if found else ""


_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")


def storable(text: str) -> str:
    """Return the text with ``\\n`` as its only line ending, without what no database stores.

    Null and other control characters and halves of characters are left out; a form feed ends a
    line, as it ends a page.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").replace("\v", "\n")
    return _CONTROLS.sub("", text)


def one_line(text: str) -> str:
    """Return the text on one line, blanks collapsed; non-breaking ones stay."""
    return re.sub(r"[ \t\n]+", " ", storable(text)).strip(" ")


def as_lines(tables: tuple[Table, ...]) -> str:
    """Return tables as text: one line per row, cells parted by tabs, an empty line between them."""
    blocks = (
        "\n".join("\t".join(one_line(cell) for cell in row).rstrip("\t") for row in table.rows)
        for table in tables
    )
    return "\n\n".join(block for block in blocks if block.strip())
