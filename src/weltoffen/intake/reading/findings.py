"""All that is found in one text, and how a finding is said as plain values."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from weltoffen.intake.reading.acts import acts_in
from weltoffen.intake.reading.claims import claims_in
from weltoffen.intake.reading.deeds import known_by_deeds
from weltoffen.intake.reading.layout import units, without_endless_words
from weltoffen.intake.reading.networks import networks_in
from weltoffen.intake.reading.reader import relations_in
from weltoffen.intake.types import Found, FoundAct, FoundRelation, Quote


def findings_in(text: str, home: str, read_on: dt.date | None = None) -> list[Found]:
    """Return what a text states, in its order; ``home`` is the city whose page it is.

    ``read_on`` is the day on which the page was as it is; without it nothing can be said to have
    passed.
    """
    shown = without_endless_words(text)
    pieces = units(shown)
    relations = relations_in(shown, home, pieces)
    acts = acts_in(pieces, shown, home, relations)
    found: list[Found] = [
        *known_by_deeds(relations, acts),
        *networks_in(pieces, shown, home),
        *acts,
        *claims_in(pieces, shown, home, read_on),
    ]
    if shown != text:
        found = [replace(each, quote=_as_it_stands(each.quote, text)) for each in found]
    return sorted(found, key=lambda each: each.quote.start)


def _as_it_stands(quote: Quote, text: str) -> Quote:
    return Quote(text[quote.start : quote.end], quote.start, quote.end)


def as_values(found: Found, path: str) -> dict[str, Any]:
    """Return a finding as the values of one JSON object.

    ``start`` and ``end`` count characters of the text as read: ``text[start:end] == quote``.
    """
    quoted = {"quote": found.quote.words, "start": found.quote.start, "end": found.quote.end}
    if isinstance(found, FoundRelation):
        return {
            "type": "relation", "path": path, "home": found.home, "name": found.name,
            "country": found.country, "kind": found.kind.value, "since": found.since,
            "until": found.until, "status": found.status.value, **quoted, "rule": found.rule,
            "confidence": found.confidence, "place": found.place, "ambiguous": found.ambiguous,
            "status_on": found.status_on, "country_is_likely": found.country_is_likely,
        }  # fmt: skip
    if isinstance(found, FoundAct):
        return {
            "type": "act", "path": path, "home": found.home, "name": found.name,
            "kind": found.kind.value, "on": found.on, "body": found.body,
            "paper_number": found.paper_number, "side": found.side.value,
            "country": found.country, "term_until": found.term_until, **quoted,
            "rule": found.rule, "confidence": found.confidence, "place": found.place,
            "ambiguous": found.ambiguous,
        }  # fmt: skip
    said: dict[str, dict[str, Any]] = {
        "count": {"of": found.of, "value": _whole(found.value), "approximate": found.approximate},
        "figure": {
            "measure": found.measure, "value": _whole(found.value), "unit": found.unit,
            "on": found.on, "basis": found.basis,
        },
        "list-mismatch": {"of": found.of, "stated": found.stated, "listed": found.listed},
        "announced": {"name": found.name, "on": found.on},
        "doubled-unit": {"value": _whole(found.value), "unit": found.unit},
        "goal-title": {"number": found.number, "name": found.name},
        "office-name": {"name": found.name},
    }  # fmt: skip
    return {"type": "claim", "path": path, "what": found.what, **said.get(found.what, {}),
            **quoted, "rule": found.rule}  # fmt: skip


def _whole(value: float | None) -> float | int | None:
    """Return a number without a point where it has nothing behind it."""
    return int(value) if value is not None and value == int(value) else value
