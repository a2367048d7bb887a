"""Word files: paragraphs, lists and tables as they stand, tracked deletions left out.

We read the XML ourselves: the libraries for it leave out text in fields, text boxes and insertions,
or cannot be kept from resolving entities.
"""

from __future__ import annotations

import posixpath
import re
from typing import Any

from lxml import etree

from weltoffen.ground.problems import N_, Problem
from weltoffen.intake.opening.archive import Archive
from weltoffen.intake.opening.results import (
    DAMAGED,
    Opened,
    Received,
    language_code,
    one_line,
    storable,
)

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_TRACKED = N_(
    "Die Datei enthält nachverfolgte Änderungen. Gelesen wurde die Fassung, in der alle angenommen "
    "sind; prüfen Sie, ob sie gilt."
)
_WORD = frozenset({
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",  # the strict variant says the same
})  # fmt: skip
_NESTED = N_(
    "In der Datei stecken Tabellen mehr als %(limit)s-mal ineinander, und so tief lesen wir nicht. "
    "Nehmen Sie die inneren Tabellen heraus."
)
_DEEPEST = 10
"""Tables within one another; each level copies what stands in it."""
_DUBLIN_CORE = "{http://purl.org/dc/elements/1.1/}"
# What is no text, what tracked changes took away, and the copy of text boxes for old programs.
_SKIPPED = frozenset({"rPr", "pPr", "del", "moveFrom", "instrText", "Fallback"})
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_HEADING = re.compile(r"(?:heading|berschrift|überschrift|title|titel)", re.IGNORECASE)
_LIST = re.compile(r"(?:list(?:bullet|number)|aufz|listennummer)", re.IGNORECASE)


def open_docx(received: Received, archive: Archive) -> Opened:
    """Return the text of the document, then of its foot- and endnotes."""
    root = archive.tree(_main_part(archive))
    if root is None:
        received.refuse(DAMAGED, kind="DOCX")
    changes = ("{*}del", "{*}ins", "{*}moveFrom")
    tracked = next(root.iter(*changes), None) is not None
    lines = _Lines()
    try:
        lines.read(root)
        for part in ("word/footnotes.xml", "word/endnotes.xml"):
            lines.read(archive.tree(part))
    except _TooDeep:
        received.refuse(_NESTED, limit=_DEEPEST)
    title, language = _described(archive)
    return Opened(
        lines.text(),
        MEDIA_TYPE,
        language,
        title or lines.title,
        (Problem(received.name, _TRACKED),) if tracked else (),
    )


def _main_part(archive: Archive) -> str:
    """Return the name of the document's part: some programs call it document2."""
    relations = archive.tree("_rels/.rels")
    for relation in relations if relations is not None else ():
        if str(relation.get("Type", "")).endswith("/officeDocument"):
            return posixpath.normpath(str(relation.get("Target", ""))).lstrip("/")
    return "word/document.xml"


def _described(archive: Archive) -> tuple[str, str]:
    """Return title and language as the file states them, "" where it does not."""
    core, styles = archive.tree("docProps/core.xml"), archive.tree("word/styles.xml")
    title = core.findtext(f"{_DUBLIN_CORE}title") if core is not None else ""
    language = core.findtext(f"{_DUBLIN_CORE}language") if core is not None else ""
    if not language and styles is not None:
        stated = next((found for found in styles.iter("{*}lang") if _of(found, "val")), None)
        language = _of(stated, "val") if stated is not None else ""
    return one_line(title or ""), language_code(language)


def _name(element: Any) -> str:
    """Return an element's name, "" for those of drawings, formulas and comments."""
    if not isinstance(element.tag, str):
        return ""
    name = etree.QName(element)
    return name.localname if name.namespace in _WORD or name.localname == "Fallback" else ""


def _of(element: Any, attribute: str) -> str:
    """Return an attribute, whichever variant of the format names it."""
    return next(
        (str(value) for key, value in element.items() if key.rpartition("}")[2] == attribute), ""
    )


class _TooDeep(Exception):
    """Tables stand within one another beyond the limit."""


class _Lines:
    """Blocks of text in the making; cells and text boxes are gathered inside what they stand in."""

    def __init__(self) -> None:
        self.title = ""
        self._blocks: list[str] = []
        self._said: list[list[str]] = []  # of each open paragraph
        self._kinds: list[str] = []
        self._gathered: list[list[str]] = [self._blocks]  # of each open row or cell

    def read(self, root: Any | None) -> None:
        if root is None:
            return
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            name = _name(element)
            if name in _SKIPPED:
                if event == "start":
                    walk.skip_subtree()
            elif event == "start":
                self._begin(name, element)
            else:
                self._end(name)

    def _begin(self, name: str, element: Any) -> None:
        if name == "p":
            self._said.append([])
            self._kinds.append(_kind(element))
        elif name in ("tr", "tc"):
            self._gathered.append([])
            if len(self._gathered) > 2 * _DEEPEST + 1:  # rows and cells, below the blocks
                raise _TooDeep
        elif name == "tbl" and len(self._gathered) == 1:
            self._blocks.append("")
        elif self._said and name == "t":
            self._said[-1].append(element.text or "")
        elif self._said and name in _SIGNS:
            self._said[-1].append(_SIGNS[name])

    def _end(self, name: str) -> None:
        if name == "p":
            self._paragraph("".join(self._said.pop()), self._kinds.pop())
        elif name in ("tr", "tc") and len(self._gathered) > 1:
            inside = self._gathered.pop()
            joined = ("\t" if name == "tr" else " ").join(_on_one_line(inside, name))
            if name == "tc" or joined.strip():
                self._gathered[-1].append(joined.rstrip("\t"))

    def _paragraph(self, said: str, kind: str) -> None:
        said = "\n".join(line.strip(" ") for line in storable(said).split("\n")).strip("\n")
        if not said:
            return
        if len(self._gathered) > 1:
            self._gathered[-1].append(said)
        elif kind == "item":
            self._blocks.append(f"• {one_line(said)}")
        else:
            self.title = self.title or (one_line(said) if kind == "heading" else "")
            self._blocks += ["", said, ""]

    def text(self) -> str:
        return re.sub(r"\n{3,}", "\n\n", "\n".join(self._blocks)).strip("\n")


def _on_one_line(pieces: list[str], name: str) -> list[str]:
    """Return what a cell holds on one line; the cells of a row stay as they are."""
    return pieces if name == "tr" else [one_line(piece) for piece in pieces]


def _kind(paragraph: Any) -> str:
    """Return ``heading``, ``item`` or "", by style and numbering."""
    style, numbered, outlined = "", False, False
    properties = next((child for child in paragraph if _name(child) == "pPr"), ())
    for found in properties:
        name = _name(found)
        if name == "pStyle":
            style = _of(found, "val")
        numbered = numbered or name == "numPr"
        outlined = outlined or name == "outlineLvl"
    if outlined or _HEADING.match(style):
        return "heading"
    return "item" if numbered or _LIST.match(style) else ""
