"""Parts of names: what a page calls by part of a longer name is no partner beside the whole."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from weltoffen.intake.reading.layout import Form, Unit
from weltoffen.intake.reading.prose import Partner
from weltoffen.places.gazetteer import Status, lookup

_DOUBLE = re.compile(r"[^\W\d][^\W\d]+-(?P<last>[^\W\da-z][^\W\d]+)\b")


def whole_names(found: Iterable[tuple[Unit, Partner]], text: str) -> list[tuple[Unit, Partner]]:
    """Return what was found with the whole names, without what is but part of another's name.

    "Rhondda" is Rhondda Cynon Taf where that stands there, and is so called elsewhere on the page.
    """
    found = list(found)
    names = sorted({p.mention.name for _unit, p in found}, key=len, reverse=True)
    parts = _parts_in(text)
    widened = [(unit, _widened(unit, partner, names)) for unit, partner in found]
    return [each for each in widened if not _is_part(*each, parts)]


def _widened(unit: Unit, partner: Partner, names: Sequence[str]) -> Partner:
    """Return the partner by the longest of the names that stands where it is named."""
    mention = partner.mention
    for name in names:
        if len(name) > len(mention.name) and name.startswith(f"{mention.name} "):
            low, high = mention.start, mention.start + len(name)
            if unit.text[low:high] == name:
                whole = replace(mention, name=name, end=high, close=max(high, mention.close))
                return replace(partner, mention=whole)
    return partner


def _parts_in(text: str) -> frozenset[str]:
    """Return the last parts of the double names of towns that a text names."""
    return frozenset(
        double["last"] for double in _DOUBLE.finditer(text)
        if lookup(double[0]).status is Status.FOUND
    )  # fmt: skip


def _is_part(unit: Unit, partner: Partner, parts: frozenset[str]) -> bool:
    """Say whether a sentence names but the second part of a double name, and says nothing more."""
    is_bare = unit.form is not Form.ITEM and not partner.mention.is_stated
    return is_bare and partner.since is None and partner.mention.name in parts
