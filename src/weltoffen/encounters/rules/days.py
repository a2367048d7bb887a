"""On which days an encounter is, and how long names of it may be kept."""

from __future__ import annotations

from datetime import date
from typing import Any

from weltoffen.ground.problems import N_, Problem, Refused
from weltoffen.organisations.rules.spans import span_columns

_OPEN = N_(
    "Es fehlt, wann die Begegnung beginnt oder endet. Geben Sie beides so genau an, wie Sie es "
    "wissen, zum Beispiel 2026-05 bis 2026-06."
)
_TOO_SOON = N_(
    "Die Namen wären gelöscht, bevor die Begegnung zu Ende ist. Wählen Sie einen Tag ab dem "
    "%(day)s."
)


def day_columns(valid: str) -> dict[str, Any]:
    """Return from when to when an encounter is, with the first and last day that may be meant.

    One EDTF date alone is beginning and end. Raises ``Refused`` at ``valid`` where one is open.
    """
    span = valid.strip() if "/" in valid else f"{valid.strip()}/{valid.strip()}"
    if any(end.strip() in ("", "..") for end in span.split("/")):
        raise Refused(Problem("valid", _OPEN))
    return span_columns(span)


def check_delete_after(delete_after: date, latest: date) -> None:
    """Refuse a day of deletion that lies before the encounter's last day."""
    if delete_after < latest:
        raise Refused(Problem("delete_after", _TOO_SOON, {"day": latest.isoformat()}))
