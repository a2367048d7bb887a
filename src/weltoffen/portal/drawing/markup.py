"""Building SVG text that cannot be broken out of.

Every string that reaches a drawing is escaped here and nowhere else. The pages' Content Security
Policy forbids inline style and script, so neither can be written with these functions at all.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import TypeAlias

Attributes: TypeAlias = Mapping[str, str | int | float | None]
"""Names and values of attributes; ``None`` leaves the attribute out, numbers are rounded."""

_FORBIDDEN_CHARACTERS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 (section 2.2) forbids in a document, and DEL: removed, never passed on."""
_NAME = re.compile(r"[a-zA-Z][a-zA-Z0-9-]*")
_FORBIDDEN_ELEMENTS = frozenset({"script", "style", "foreignobject"})
_NOT_IN_IDENTIFIERS = re.compile(r"[^a-zA-Z0-9_.-]")
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
_IGNORED_IN_ADDRESSES = re.compile(r"[\x00-\x20]")
"""Browsers drop these in front of or inside a scheme (WHATWG URL), so they hide none from us."""


class Drawing(str):
    """Finished markup: it is put into a page as it is.

    ``__html__`` is the agreement by which Jinja2 and Django know that a text is already escaped.
    """

    __slots__ = ()

    def __html__(self) -> str:
        return str(self)


NOTHING = Drawing("")
SHEETS = ("world", "europe", "time", "chart")
_HERE = Drawing('<span class="wo-scroll-here" aria-hidden="true"></span>')
"""Where a box that scrolls begins; HTML's, not SVG's, so it needs its closing tag."""


def escape(text: str) -> str:
    """Return the text with everything escaped that means something in XML or in HTML."""
    clean = _FORBIDDEN_CHARACTERS.sub("", text)
    for character, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;")):
        clean = clean.replace(character, entity)
    return clean.replace("'", "&#39;")


def number(value: float) -> str:
    """Write a coordinate with at most two decimals and no trailing zeros.

    Raises ``ValueError`` for infinity and for what is not a number.
    """
    if not math.isfinite(value):
        raise ValueError(f"no place in a drawing for the number {value!r}")
    written = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if written == "-0" else written


def path(*parts: str | float) -> str:
    """Write path data: letters as they are, coordinates rounded, one space between."""
    return " ".join(part if isinstance(part, str) else number(part) for part in parts)


def element(name: str, attributes: Attributes, *content: Drawing | str) -> Drawing:
    """Return one element; plain strings in ``content`` are escaped, drawings are not.

    Raises ``ValueError`` for a name that is no plain element or attribute name, for ``style`` and
    event attributes, for script and style elements, and for an address with a scheme other than
    http and https.
    """
    if not _NAME.fullmatch(name) or name.lower() in _FORBIDDEN_ELEMENTS:
        raise ValueError(f"no element {name!r} in a drawing")
    written = "".join(_attribute(key, value) for key, value in attributes.items())
    inside = "".join(part if isinstance(part, Drawing) else escape(part) for part in content)
    return Drawing(f"<{name}{written}>{inside}</{name}>" if inside else f"<{name}{written}/>")


def group(attributes: Attributes, *content: Drawing) -> Drawing:
    """Return a ``g`` element, or nothing when there is nothing to group."""
    return element("g", attributes, *content) if any(content) else NOTHING


def identifier(prefix: str, suffix: str) -> str:
    """Return an id that is valid in HTML and CSS; other characters become a hyphen each.

    Raises ``ValueError`` when the prefix does not start with a letter.
    """
    if not re.match(r"[a-zA-Z]", prefix):
        raise ValueError(f"the prefix of ids must start with a letter: {prefix!r}")
    return _NOT_IN_IDENTIFIERS.sub("-", f"{prefix}-{suffix}")


def picture(
    *content: Drawing,
    width: float,
    height: float,
    css_class: str,
    language: str,
    title: str,
    description: str,
    prefix: str,
) -> Drawing:
    """Return the whole ``svg`` element, named by its title and described by its description.

    Its role is ``group``, not ``img``: an image's inside is hidden from screen readers, and these
    drawings hold links.
    """
    title_id, description_id = identifier(prefix, "title"), identifier(prefix, "desc")
    return element(
        "svg",
        {
            "class": css_class,
            "viewBox": f"0 0 {number(width)} {number(height)}",
            "width": width,
            "height": height,
            "role": "group",
            "lang": language,
            "aria-labelledby": title_id,
            "aria-describedby": description_id if description else None,
        },
        element("title", {"id": title_id}, title),
        element("desc", {"id": description_id}, description) if description else NOTHING,
        *content,
    )


def scrolling(drawing: Drawing, *, sheet: str, label: str, hint: str) -> Drawing:
    """Return a drawing in a box that scrolls sideways where the screen is too narrow for it.

    ``sheet`` is ``world``, ``europe``, ``time`` or ``chart``; ``label`` names the box for those
    who reach it by keyboard, which they must to scroll it. ``hint`` says that one can; it shows
    where the screen is too narrow.
    """
    if sheet not in SHEETS:
        raise ValueError(f"no sheet {sheet!r}; there are {', '.join(SHEETS)}")
    inner = element("div", {"class": f"wo-scroll-sheet wo-scroll-sheet-{sheet}"}, drawing, _HERE)
    box = {"class": "wo-scroll", "role": "region", "tabindex": "0", "aria-label": label}
    told = element("p", {"class": f"wo-scroll-hint wo-scroll-hint-{sheet}"}, hint)
    return element("div", {"class": "wo-scroll-frame"}, told, element("div", box, inner))


def _attribute(name: str, value: str | int | float | None) -> str:
    if not _NAME.fullmatch(name) or name.lower() == "style" or name.lower().startswith("on"):
        raise ValueError(f"no attribute {name!r} in a drawing")
    if value is None:
        return ""
    if not isinstance(value, str):
        return f' {name}="{number(value)}"'
    if name == "href":
        _check_address(value)
    return f' {name}="{escape(value)}"'


def _check_address(address: str) -> None:
    scheme = _SCHEME.match(_IGNORED_IN_ADDRESSES.sub("", address))
    if scheme and scheme.group(1).lower() not in ("http", "https"):
        raise ValueError(f"no link to {address!r} in a drawing")
