"""Judging whether two entries may become one, and whether that may be undone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from weltoffen.ground.problems import N_, Problem

_ONESELF = N_(
    "Ein Eintrag lässt sich nicht mit sich selbst zusammenführen. Wählen Sie einen anderen."
)
_GONE_ALREADY = N_(
    "%(identifier)s ist schon mit %(other)s zusammengeführt. Arbeiten Sie mit jenem Eintrag "
    "weiter, oder nehmen Sie die Zusammenführung zuerst zurück."
)
_HIDES_PUBLIC = N_(
    "%(merged)s ist öffentlich, %(survivor)s nicht: Danach fehlte er auf den öffentlichen Seiten. "
    "Veröffentlichen Sie zuerst den Eintrag, der bleibt, oder führen Sie andersherum zusammen."
)
_UNEQUAL_PROTECTION = N_(
    "Nur einer der beiden Namen ist geschützt. Schützen Sie zuerst auch den anderen, oder heben "
    "Sie den Schutz auf; dann führen Sie zusammen."
)
_UNDONE_ALREADY = N_("Diese Zusammenführung ist schon zurückgenommen. Laden Sie die Seite neu.")
_MERGED_ON = N_(
    "%(survivor)s ist inzwischen selbst mit %(other)s zusammengeführt. Nehmen Sie zuerst das "
    "zurück."
)


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two entries, as far as a merge asks. ``leads_to`` is where it leads already."""

    identifier: str
    is_public: bool
    leads_to: str = ""
    is_protected: bool = False


def merging_problems(survivor: Side, merged: Side) -> list[Problem]:
    """Return what speaks against merging one entry into another."""
    if survivor.identifier == merged.identifier:
        return [Problem("other", _ONESELF)]
    problems = [
        Problem("other", _GONE_ALREADY, {"identifier": side.identifier, "other": side.leads_to})
        for side in (survivor, merged)
        if side.leads_to
    ]
    if merged.is_public and not survivor.is_public:
        values = {"merged": merged.identifier, "survivor": survivor.identifier}
        problems.append(Problem("other", _HIDES_PUBLIC, values))
    if survivor.is_protected != merged.is_protected:
        problems.append(Problem("other", _UNEQUAL_PROTECTION))
    return problems


def undoing_problems(*, is_undone: bool, survivor: str, leads_to: str) -> list[Problem]:
    """Return what speaks against taking a merge back."""
    if is_undone:
        return [Problem("", _UNDONE_ALREADY)]
    if leads_to:
        return [Problem("", _MERGED_ON, {"survivor": survivor, "other": leads_to})]
    return []


def to_fill(
    survivor: Mapping[str, Any],
    merged: Mapping[str, Any],
    groups: Iterable[tuple[str, ...]],
) -> list[str]:
    """Return the fields that the survivor takes over, because it says nothing there at all.

    Fields of a group belong together (a street to its town) and are taken together or not.
    """
    return [
        name
        for group in groups
        if not any(survivor[name] for name in group)
        for name in group
        if merged[name]
    ]


def still_as_taken(
    survivor: Mapping[str, Any], merged: Mapping[str, Any], filled: Iterable[str]
) -> tuple[list[str], list[str]]:
    """Divide the fields taken over into those to be emptied again and those changed since."""
    names = list(filled)
    same = [name for name in names if survivor[name] == merged[name]]
    return same, [name for name in names if name not in same]
