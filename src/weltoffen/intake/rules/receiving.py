"""Judging what came: which source it belongs to, what that is called, on which day it counts."""

from __future__ import annotations

from datetime import date
from textwrap import shorten
from urllib.parse import urlsplit

from weltoffen.ground.dates import Precision, parse_date
from weltoffen.ground.problems import N_
from weltoffen.relations.enums import Side
from weltoffen.sources.enums import Publisher, SourceKind

UNNAMED = N_("Eingefügter Text")
"""What stands for the name of a text that was handed over without one.

It is kept as it stands here and put into the reader's language where it is shown.
"""
_LONGEST_TITLE = 200
_LONGEST_LINE = 90  # a longer first line is a sentence, no title
_STILL_SHOWN = (SourceKind.WEB_PAGE,)


def title_for(own: str, text: str, name: str) -> str:
    """Return what a source is called: its own title, or else its first line, or else its name.

    A text without a name is called by its beginning, however long its first line is.
    """
    first = next((line.strip() for line in text.splitlines() if line.strip()), "")
    beginning = shorten(first, _LONGEST_LINE, placeholder=" …") if name == UNNAMED else ""
    title = own.strip() or (first if 3 <= len(first) <= _LONGEST_LINE else "") or beginning or name
    return title if len(title) <= _LONGEST_TITLE else title[: _LONGEST_TITLE - 1] + "…"


def host_of(address: str) -> str:
    """Return the host of an address, for want of a publisher's name."""
    return (urlsplit(address).hostname or address).removeprefix("www.")


def name_of(address: str) -> str:
    """Return what tells an address from others of its host, for an identifier."""
    parts = urlsplit(address)
    return "-".join(part for part in (host_of(address), parts.path, parts.query) if part)


def side_of(publisher: str) -> Side:
    """Return who speaks in an act that a publisher's text tells of."""
    sides = {Publisher.HOME: Side.HOME, Publisher.COUNTERPART: Side.COUNTERPART}
    return sides.get(Publisher(publisher), Side.THIRD)


def day_of_comparison(kind: str, content_date: str, today: date) -> date:
    """Return the day on which the register is asked whether a source is right.

    A page that is still shown has to be right today. A letter, a paper or news has to be right for
    the day it is of, where that is known.
    """
    content = parse_date(content_date)
    if kind in _STILL_SHOWN or content.precision < Precision.YEAR:
        return today
    return min(content.latest, today)
