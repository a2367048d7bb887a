"""The chain, judged: how an event is written down for its hash, and what proves tampering.

The hash of an event is SHA-256 over the canonical JSON of everything else that it says, the hash
of the event before it included. Canonical is: keys in the order of their code points, no blanks,
everything beyond ASCII escaped, whole numbers only. ``docs/operate/audit.md`` shows how to compute
it without this program.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import islice
from typing import Any

from weltoffen.audit.enums import FaultKind
from weltoffen.audit.types import BEGINNING, Anchor, Entry, Fault, Finding, Stub
from weltoffen.ground.problems import N_, Problem, Refused

MOST_FAULTS = 20
"""How many faults are told: after the first, the rest of a chain proves little."""
_EVENT = re.compile(r"[a-z]+(\.[a-z]+(-[a-z]+)*){2}")
_ANCHOR = re.compile(r"(\d{1,18}):([0-9a-f]{64})")
_NO_ANCHOR = N_(
    "„%(text)s“ ist kein Anker. Ein Anker besteht aus Nummer, Doppelpunkt und 64 Zeichen der "
    "Prüfsumme, so wie „weltoffen audit verify“ ihn ausgibt."
)


def canonical(value: Any) -> str:
    """Return JSON in the one way in which the chain writes it.

    Raises ``ValueError`` for what is no JSON, for fractions (two databases print them differently)
    and for keys that are no text.
    """
    _check(value)
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True)


def _check(value: Any) -> None:
    if isinstance(value, Mapping):
        if not all(isinstance(key, str) for key in value):
            raise ValueError("keys of an event's data are text")
        for inner in value.values():
            _check(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            _check(inner)
    elif not (value is None or isinstance(value, str | bool | int)):
        raise ValueError(f"an event's data holds no {type(value).__name__}")


def checked_event(name: str) -> str:
    """Return an event's name; raises ``ValueError`` where it is not ``area.noun.verb``."""
    if not _EVENT.fullmatch(name):
        raise ValueError(f"{name!r} is not area.noun.verb")
    return name


def one_line(text: str) -> str:
    """Return a text with control characters as spaces: it stands in lists and terminals."""
    return "".join(letter if letter.isprintable() else " " for letter in text)


def instant(moment: datetime) -> str:
    """Return a moment in UTC to the microsecond, as the hash covers it."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def as_values(entry: Entry) -> dict[str, Any]:
    """Return what the hash of an event covers, by the names that stand in the export."""
    return {
        "number": entry.number,
        "at": instant(entry.at),
        "event": entry.event,
        "by_key": entry.by_key,
        "by_name": entry.by_name,
        "about": entry.about,
        "data": entry.data,
        "previous": entry.previous,
    }


def hash_of(entry: Entry) -> str:
    """Return the hash that an event must have."""
    return sha256(canonical(as_values(entry)).encode("ascii")).hexdigest()


def exported(entry: Entry) -> str:
    """Return an event as one line of JSON, with its hash."""
    return canonical(as_values(entry) | {"hash": entry.hash})


def chained(entry: Entry, tip: Anchor) -> Entry:
    """Return an event with the number, the link and the hash that follow the end of the chain."""
    linked = replace(entry, number=tip.number + 1, previous=tip.hash)
    return replace(linked, hash=hash_of(linked))


def oldest_kept(now: datetime, years: float) -> datetime:
    """Return the moment before which events have been kept long enough; a year has 365.25 days."""
    return now - timedelta(days=365.25 * years)


def parse_anchor(text: str) -> Anchor:
    """Return the anchor that was typed; refuses what is none."""
    found = _ANCHOR.fullmatch(text.strip().lower())
    if found is None:
        raise Refused(Problem("--anchor", _NO_ANCHOR, {"text": text}))
    return Anchor(int(found[1]), found[2])


def verify(
    entries: Iterable[Entry], stubs: Sequence[Stub] = (), *, anchor: Anchor | None = None
) -> Finding:
    """Look at the whole chain, oldest event first, and at the stubs of what was removed.

    Every change, removal, insertion and exchange within it is found. That the newest events are
    missing, or that all was written anew, only an ``anchor`` kept elsewhere can tell.
    """
    chain = _Chain(anchor)
    for stub in sorted(stubs, key=lambda each: each.last):
        chain.pass_over(stub)
    removed = chain.tip.number
    for entry in entries:
        chain.go_on(entry)
    return Finding(
        events=chain.events,
        removed=removed,
        anchor=chain.tip,
        faults=tuple(islice(chain.all_faults(), MOST_FAULTS)),
    )


class _Chain:
    """How far the look has come, and what it found."""

    def __init__(self, anchor: Anchor | None) -> None:
        self.tip = BEGINNING
        self.events = 0
        self._anchor = anchor
        self._met: str | None = BEGINNING.hash if anchor and not anchor.number else None
        self._faults: list[Fault] = []

    def pass_over(self, stub: Stub) -> None:
        if stub.first != self.tip.number + 1 or stub.last < stub.first:
            self._found(FaultKind.STUB, stub.last)
        self._move(Anchor(stub.last, stub.last_hash))

    def go_on(self, entry: Entry) -> None:
        if entry.number != self.tip.number + 1:
            self._found(FaultKind.MISSING, entry.number)
        elif entry.previous != self.tip.hash:
            self._found(FaultKind.UNLINKED, entry.number)
        if entry.hash != hash_of(entry):
            self._found(FaultKind.CHANGED, entry.number)
        self.events += 1
        self._move(Anchor(entry.number, entry.hash))

    def all_faults(self) -> Iterator[Fault]:
        yield from self._faults
        if self._anchor is None or self._met == self._anchor.hash:
            return
        if self._met is not None:
            kind = FaultKind.REWRITTEN
        elif self._anchor.number > self.tip.number:
            kind = FaultKind.SHORTER
        else:
            kind = FaultKind.ANCHOR_REMOVED
        yield Fault(kind, self._anchor.number)

    def _move(self, to: Anchor) -> None:
        self.tip = to
        if self._anchor and self._anchor.number == to.number:
            self._met = to.hash

    def _found(self, kind: FaultKind, number: int) -> None:
        if len(self._faults) < MOST_FAULTS:
            self._faults.append(Fault(kind, number))
