"""How fetching says no: a sentence with the address in it, fit to be shown."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from weltoffen.ground.problems import Problem, Refused

WHERE = "address"
_LONGEST_SHOWN = 200
_BEGINNING = re.compile(r"\s*[a-z][a-z0-9+.-]*:[/\\]*|\s*[/\\]*", re.IGNORECASE)
_HOST_ENDS = re.compile(r"[/\\?#]")
_USUAL = re.compile(r"(?:\[[0-9a-f:.]*\]|[^:\[\]]*)(?::(?:80|443))?", re.IGNORECASE)
_ATS = "@\uff20\ufe6b"
"""The sign before a host, and those that browsers take for it."""
_MASK = "…@"


def masked(address: str) -> str:
    """Return an address without the name and password that may stand before its host.

    They must be nowhere in tables, output or logs. ``…@`` stays in their place, so that the address
    is still refused for having had some. A password may hold marks that end a host; so where
    what looks like host and port is none, everything up to the last ``@`` of all goes.
    """
    beginning = _BEGINNING.match(address)
    start = beginning.end() if beginning else 0
    rest = address[start:]
    host = _HOST_ENDS.split(rest, maxsplit=1)[0]
    last = max(map(rest.rfind, _ATS))
    if last < 0 or (_USUAL.fullmatch(host) and not any(sign in host for sign in _ATS)):
        return address
    return f"{address[:start]}{_MASK}{rest[last + 1 :]}"


def printable(text: str) -> str:
    """Return foreign text so that a terminal shows it and does nothing else.

    What cannot be printed (control characters, ends of lines, marks that reverse the direction) is
    written out as Python writes it; any space may stay.
    """
    return "".join(c if _shows(c) else c.encode("unicode_escape").decode() for c in text)


def _shows(character: str) -> bool:
    return character.isprintable() or unicodedata.category(character) == "Zs"


def shown(text: str) -> str:
    """Return foreign text so that it can stand in a sentence: short, and nothing invisible.

    What cannot be printed (control characters, marks that reverse the direction) is written out
    as Python writes it, so that no address can look like another.
    """
    cut = text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 1] + "…"
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in cut)


def refused(sentence: str, address: str, **values: Any) -> Refused:
    """Return the refusal of an address; ``sentence`` is marked for the catalogues by the caller."""
    safe = {name: shown(v) if isinstance(v, str) else v for name, v in values.items()}
    return Refused(Problem(WHERE, sentence, {"address": shown(masked(address)), **safe}))
