"""Read the environment, or stop with a hint. Used by the settings only."""

from __future__ import annotations

import os


class MissingSetting(SystemExit):
    """The start stops, because a setting without a safe default is missing."""


DOCUMENTED: dict[str, str] = {}
"""Each variable that the settings asked for, with its meaning; a test compares the docs."""


def text(name: str, meaning: str, default: str | None = None) -> str:
    """Return a variable, its default, or stop with a hint that says what it is for."""
    DOCUMENTED[name] = meaning
    value = os.environ.get(name, default)
    if value is None:
        raise MissingSetting(
            f"weltoffen kann nicht starten: Die Umgebungsvariable {name} fehlt ({meaning}). "
            "Setzen Sie sie und starten Sie neu; docs/operate/settings.md erklärt alle Variablen."
        )
    return value


def flag(name: str, meaning: str, *, default: bool) -> bool:
    """Return whether a variable says yes (``1``, ``true``, ``yes``, ``ja``)."""
    return text(name, meaning, "1" if default else "0").lower() in ("1", "true", "yes", "ja")


def words(name: str, meaning: str, default: str | None = None) -> list[str]:
    """Return a variable's comma-separated words."""
    return [word.strip() for word in text(name, meaning, default).split(",") if word.strip()]
