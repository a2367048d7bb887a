"""Judging whether somebody can have signed as the holder of an office."""

from __future__ import annotations

from datetime import date

from weltoffen.ground.problems import N_, Problem

_NOT_IN_OFFICE = N_(
    "Am Tag der Unterschrift war diese Person nicht in diesem Amt. Wählen Sie, wer es damals "
    "innehatte, oder berichtigen Sie die Amtszeit."
)


def signing_problems(*, signed: tuple[date, date], held: tuple[date, date]) -> list[Problem]:
    """Return why an office cannot have signed; both come as first and last day that may be."""
    if held[1] < signed[0] or signed[1] < held[0]:
        return [Problem("held_by", _NOT_IN_OFFICE)]
    return []
