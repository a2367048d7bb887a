"""All that is found in one text, and how a finding is said as plain values."""

from __future__ import annotations

from typing import Any

from weltoffen.intake.reading.claims import claims_in
from weltoffen.intake.reading.layout import units
from weltoffen.intake.reading.networks import networks_in
from weltoffen.intake.reading.reader import relations_in
from weltoffen.intake.types import Found, FoundAct, FoundRelation


def findings_in(text: str, home: str) -> list[Found]:
    """Return what a text states, in its order; ``home`` is the city whose page it is."""
    pieces = units(text)
    found: list[Found] = [
        *relations_in(text, home),
        *networks_in(pieces, text, home),
        *claims_in(pieces, text, home),
    ]
    return sorted(found, key=lambda each: each.quote.start)


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
        }  # fmt: skip
    if isinstance(found, FoundAct):
        return {
            "type": "act", "path": path, "home": found.home, "name": found.name,
            "kind": found.kind, "on": found.on, "body": found.body,
            "paper_number": found.paper_number, **quoted, "rule": found.rule,
            "confidence": found.confidence,
        }  # fmt: skip
    said: dict[str, dict[str, Any]] = {
        "count": {"of": found.of, "value": _whole(found.value), "approximate": found.approximate},
        "figure": {
            "measure": found.measure, "value": _whole(found.value), "unit": found.unit,
            "on": found.on, "basis": found.basis,
        },
        "list-mismatch": {"of": found.of, "stated": found.stated, "listed": found.listed},
    }  # fmt: skip
    return {"type": "claim", "path": path, "what": found.what, **said.get(found.what, {}),
            **quoted, "rule": found.rule}  # fmt: skip


def _whole(value: float | None) -> float | int | None:
    """Return a number without a point where it has nothing behind it."""
    return int(value) if value is not None and value == int(value) else value
