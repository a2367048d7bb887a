"""Who may see what is about a record: never more people than see the record itself."""

from __future__ import annotations

from weltoffen.ground.problems import N_, Problem
from weltoffen.records.enums import Visibility

_WIDER = N_(
    "Das betrifft einen eingeschränkten Eintrag, und den sehen nur wenige. Lassen Sie „Wer ihn "
    "sieht“ auf „eingeschränkt“, oder ändern Sie zuerst den Eintrag selbst."
)


def no_wider_than(wanted: Visibility, of_record: str) -> Visibility:
    """Return who may see what is about a record: of a restricted one, nobody else than it.

    ``of_record`` is who sees the record, ``""`` where it is about none.
    """
    return Visibility.RESTRICTED if of_record == Visibility.RESTRICTED else wanted


def showing_problems(wanted: Visibility, of_record: str) -> list[Problem]:
    """Return what speaks against showing to some what is about a record."""
    is_wider = no_wider_than(wanted, of_record) != wanted
    return [Problem("visibility", _WIDER)] if is_wider else []
