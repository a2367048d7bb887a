"""With what somebody is at the desk, in two words that they know their own device by."""

from __future__ import annotations

_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("Chrome", "Chrome"),
    ("CriOS", "Chrome"),
    ("Safari", "Safari"),
)
"""What a browser calls itself, in the order in which it is asked for: most call themselves by
several names, for old pages."""
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "ChromeOS"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("Linux", "Linux"),
)


def device_of(agent: str) -> str:
    """Return browser and system out of what a browser says of itself, ``""`` for what is neither.

    Nothing else of it is kept: versions and models would tell people apart.
    """
    found = (_first(_BROWSERS, agent), _first(_SYSTEMS, agent))
    return ", ".join(part for part in found if part)


def _first(names: tuple[tuple[str, str], ...], agent: str) -> str:
    return next((said for mark, said in names if mark in agent), "")
