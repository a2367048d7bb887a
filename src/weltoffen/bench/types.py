"""What is measured: values, no tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Measurement:
    """One result.

    ``value`` is in ``unit`` ("ms", "s", "MB", "mal", "Abfragen"; "mal" is a ratio of two medians of
    the same run). ``limit`` must not be exceeded; ``aim`` is what we should like; both in ``unit``,
    None where there is none. ``note`` says of what the value is made.
    """

    part: str
    name: str
    value: float
    unit: str
    limit: float | None = None
    aim: float | None = None
    note: str = ""

    @property
    def held(self) -> bool | None:
        """Return whether the limit is kept; None where there is none."""
        return None if self.limit is None else self.value <= self.limit

    def as_values(self) -> dict[str, Any]:
        """Return the measurement for JSON."""
        return {
            "part": self.part,
            "name": self.name,
            "value": round(self.value, 4),
            "unit": self.unit,
            "limit": self.limit,
            "aim": self.aim,
            "held": self.held,
            "note": self.note,
        }
