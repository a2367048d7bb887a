"""What the architecture tests read: the repository's own files."""

from __future__ import annotations

import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "weltoffen"


def floors() -> dict[str, int]:
    """Return the floor of each room, as ``pyproject.toml`` has it; 0 is the lowest."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())
    contracts = settings["tool"]["importlinter"]["contracts"]
    (layers,) = (contract["layers"] for contract in contracts if contract["id"] == "floors")
    return {
        room.strip(): level
        for level, rooms in enumerate(reversed(layers))
        for room in rooms.split("|")
    }


def rooms() -> list[str]:
    """Return the rooms that there are."""
    return sorted(folder.name for folder in SOURCE.iterdir() if (folder / "__init__.py").exists())
