"""Web pages into lines.

Headings and paragraphs stand alone between empty lines, a list item is one line that begins with
"• ", a table row one line with tabs. Only what surely is no content is left out: scripts, styles,
navigation, form controls, what the page itself hides. Programs that guess the "main content" lose
lists of partner cities, which is what we look for.
"""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

from weltoffen.ground.problems import N_, Problem
from weltoffen.intake.opening.decoding import decode
from weltoffen.intake.opening.results import (
    DAMAGED,
    MIB,
    Opened,
    Received,
    language_code,
    one_line,
    storable,
)

MEDIA_TYPE = "text/html"
LIMIT = 5 * MIB
"""Bytes."""

_TOO_DEEP = N_(
    "Die Seite ist tiefer verschachtelt, als wir lesen; ihr Ende kann fehlen. Prüfen Sie am "
    "Original, ob der Text vollständig ist."
)
_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_LEFT_OUT = frozenset({
    "script", "style", "nav", "noscript", "template", "svg", "canvas", "iframe", "object", "embed",
    "head", "select", "button", "textarea", "datalist", "audio", "video", "map",
})  # fmt: skip
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_APART = frozenset({
    *_HEADINGS, "p", "ul", "ol", "dl", "table", "blockquote", "pre", "section", "article", "main",
    "header", "footer", "aside", "figure", "form", "details", "hr", "address", "fieldset",
})  # fmt: skip
_BLOCKS = _APART | {
    "div", "li", "dt", "dd", "tr", "caption", "figcaption", "summary", "thead", "tbody", "tfoot",
    "body", "html", "td", "th", "legend", "center",
}  # fmt: skip
_IN_PLACE = re.compile("[\u00ad\u200b\u2060\ufeff]")  # marks for breaking lines, no text


def open_html(received: Received) -> Opened:
    """Return the page's text, its title and the language that it states."""
    received.limit(LIMIT)
    meta = _META.search(received.body[:4096])
    decoded = decode(received, meta[1].decode("ascii", "ignore") if meta else "")
    # XML 1.0 knows no null, and libxml2 would end the text there.
    source = storable(decoded.text).encode()
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(source, parser)
    except etree.LxmlError:
        root = None
    if root is None:
        received.refuse(DAMAGED, kind="HTML")
    notes = decoded.notes
    if any("depth" in entry.message.lower() for entry in parser.error_log):
        notes = (*notes, Problem(received.name, _TOO_DEEP))
    language = root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang")
    return Opened(text_of(root), MEDIA_TYPE, language_code(language), _title(root), notes)


def _title(root: Any) -> str:
    for path in (".//head/title", ".//h1"):
        for element in root.iterfind(path):
            found = one_line(_IN_PLACE.sub("", "".join(element.itertext())))
            if found:
                return found
    return ""


def text_of(root: Any) -> str:
    """Return the lines of a parsed page."""
    lines = _Lines()
    walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            if _is_left_out(tag, element):
                walk.skip_subtree()
            else:
                lines.begin(tag, element)
                lines.say(element.text)
        else:
            if event == "end" and not _is_left_out(tag, element):
                lines.end(tag)
            lines.say(element.tail)
    return lines.text()


def _is_left_out(tag: str, element: Any) -> bool:
    return (
        tag in _LEFT_OUT
        or element.get("role") == "navigation"
        or element.get("hidden") in ("", "hidden", "true")
    )


class _Lines:
    """Lines in the making: what was said since the last break, and the row that is open."""

    def __init__(self) -> None:
        self._done: list[str] = []
        self._said: list[str] = []
        self._row: list[str] | None = None
        self._tables: list[bool] = []
        self._items = 0
        self._verbatim = 0
        self._bullet = False

    def begin(self, tag: str, element: Any) -> None:
        if tag == "table":
            self._tables.append(_holds_data(element))
        if self._in_data and tag != "table":
            self._begin_in_table(tag)
            return
        if tag in _BLOCKS or tag == "br":
            self._break(apart=tag in _APART)
        if tag == "li":
            self._items += 1
            self._bullet = True
        self._verbatim += tag == "pre"

    def end(self, tag: str) -> None:
        if self._in_data and tag != "table":
            self._end_in_table(tag)
            return
        if tag == "table" and self._in_data:
            self._end_row()
        if tag in _BLOCKS:
            self._break(apart=tag in _APART)
        if tag == "table" and self._tables:
            self._tables.pop()
        if tag == "li":
            self._items -= 1
            self._bullet = False
        self._verbatim -= tag == "pre"

    def say(self, words: str | None) -> None:
        if not words:
            return
        words = _IN_PLACE.sub("", words)
        if not self._verbatim or self._in_data:
            self._said.append(words)
            return
        first, *others = words.split("\n")
        self._said.append(first)
        for line in others:
            self._break(apart=False)
            self._said.append(line)

    def text(self) -> str:
        self._break(apart=False)
        return re.sub(r"\n{3,}", "\n\n", "\n".join(self._done)).strip("\n ")

    @property
    def _in_data(self) -> bool:
        return bool(self._tables) and self._tables[-1]

    def _begin_in_table(self, tag: str) -> None:
        if tag == "tr":
            self._end_row()
            self._row = []
        elif tag in ("td", "th"):
            self._end_cell(always=False)
        elif tag in _BLOCKS or tag == "br":
            self._said.append(" ")

    def _end_in_table(self, tag: str) -> None:
        if tag in ("td", "th"):
            self._end_cell(always=True)
        elif tag in ("tr", "caption"):
            self._end_row()
        elif tag in _BLOCKS:
            self._said.append(" ")

    def _end_cell(self, *, always: bool) -> None:
        """End a cell; what wrongly stands between cells is one only if it says something."""
        cell = one_line("".join(self._said))
        if self._row is not None and (always or cell):
            self._row.append(cell)
            self._said = []

    def _end_row(self) -> None:
        self._end_cell(always=False)
        row = "\t".join(self._row or []).rstrip("\t")
        self._row = None
        if row:
            self._done.append(row)
        self._break(apart=False)

    def _break(self, *, apart: bool) -> None:
        line = one_line("".join(self._said))
        self._said = []
        if line:
            self._done.append(f"• {line}" if self._bullet else line)
            self._bullet = False
        # Paragraphs inside an item belong to it; only the list as a whole stands apart.
        if apart and not self._items and self._done and self._done[-1]:
            self._done.append("")


def _holds_data(table: Any) -> bool:
    """Say whether a table holds rows of data, not the layout of an old page."""
    return next(table.iterdescendants("table", *_HEADINGS), None) is None
