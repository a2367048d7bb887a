"""Rooms have the same inner order, no room is for leftovers, and no file is too long."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.reading import ROOT, SOURCE, rooms

LONGEST = 400
ALLOWED = {
    "__init__", "models", "actions", "bulk", "selectors", "types", "enums", "rules", "checks",
    "apps", "migrations", "management", "translation", "work",
}  # fmt: skip
"""What a room of the register may contain; ``bulk`` are actions for thousands of rows at once,
``work`` is what the room does in the background."""
OF_THEIR_OWN = {
    "documents": {"looking", "receiving", "storing", "handing_out"},
    "places": {"gazetteer"}, "publication": {"wording"},
    "intake": {
        "reading", "opening", "fetching", "asking", "outgoing", "carrying_out", "foreseeing",
        "contradictions", "chosen_before", "still_said",
        "stating", "said", "versions", "sheets", "tabling", "taken_tables", "newer_tables",
        "previewing", "paths",
    },
    "casework": {"calendars", "digesting", "mailing"},
    "accounts": {"signing_in", "backends", "noting", "forgetting"},
    "records": {"redacting"},
    "jobs": {"registry", "handles", "leasing", "scheduling", "presence", "working"},
    "finding": {"registry", "sources_of_text"},
    "privacy": {"registry", "held", "exporting", "reporting", "wording"},
}  # fmt: skip
"""What single rooms have beside that: the gazetteer is pure, wording says values in words, jobs
have workers."""
REGISTER = {
    "audit", "records", "places", "sources", "accounts", "documents", "organisations",
    "jobs", "relations", "casework", "encounters", "publication", "intake", "finding",
    "privacy",
}  # fmt: skip
LEFTOVERS = {"core", "common", "base", "utils", "util", "helpers", "misc", "shared", "lib"}
SETTINGS_BASE = SOURCE / "config" / "settings" / "base.py"
PYTHON = sorted(path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts)


def modules_of(room: str) -> set[str]:
    """Return the names of a room's modules and packages."""
    inside = (SOURCE / room).iterdir()
    return {
        path.stem
        for path in inside
        if path.suffix == ".py" or (path.is_dir() and any(path.rglob("*.py")))
    }


@pytest.mark.parametrize("room", sorted(REGISTER))
def test_room_of_the_register_has_only_the_usual_modules(room):
    assert modules_of(room) - ALLOWED - OF_THEIR_OWN.get(room, set()) == set()


def test_no_room_or_module_is_for_leftovers():
    names = {path: {path.stem, path.parent.name} for path in PYTHON if path != SETTINGS_BASE}
    assert [path for path, parts in names.items() if parts & LEFTOVERS] == []


@pytest.mark.parametrize("room", ["ground"])
def test_lowest_floor_has_no_tables(room):
    assert modules_of(room).isdisjoint({"models", "migrations", "apps", "actions"})


def test_no_file_is_longer_than_agreed():
    files = [*PYTHON, *(ROOT / "tools").glob("*.py")]
    lengths = {str(path.relative_to(ROOT)): _lines(path) for path in files}
    assert {path: length for path, length in lengths.items() if length > LONGEST} == {}


def _lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def test_the_document_of_rooms_names_each():
    text = (ROOT / "docs" / "rooms.md").read_text(encoding="utf-8")
    assert [room for room in rooms() if f"`{room}`" not in text] == []


def test_the_document_of_rooms_names_what_the_desk_has_besides():
    text = (ROOT / "docs" / "rooms.md").read_text(encoding="utf-8")
    known = {"__init__", "apps", "views", "forms", "urls"}
    assert [name for name in sorted(modules_of("desk") - known) if f"`{name}`" not in text] == []


def test_rooms_say_what_they_are_for():
    silent = [
        room
        for room in rooms()
        if not ast.get_docstring(ast.parse((SOURCE / room / "__init__.py").read_text()))
    ]
    assert silent == []


def test_actions_reach_nothing_outside_the_database():
    """The desk tries actions and undoes them, which undoes only what the database holds."""
    outside = {"smtplib", "socket", "subprocess", "requests", "httpx", "shutil", "urllib.request",
               "django.core.mail", "django.core.files.storage"}  # fmt: skip
    paths = [path for room in REGISTER for path in _actions_of(room)]
    found = [
        f"{path.relative_to(SOURCE)}: {name}"
        for path in paths
        for name in _reached(ast.parse(path.read_text()))
        if name in outside | {"open", "write_text", "write_bytes", "unlink"}
    ]
    assert len(paths) > len(REGISTER) // 2, "the walk sees nothing"
    assert found == []


def _actions_of(room: str) -> list[Path]:
    found = [*(SOURCE / room).glob("actions*"), SOURCE / room / "bulk.py"]
    files = [path for each in found for path in ([each] if each.is_file() else each.rglob("*.py"))]
    return [path for path in files if path.exists()]


def _reached(tree: ast.AST) -> Iterator[str]:
    """Yield what code imports and what it calls, by name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Call):
            yield getattr(node.func, "id", getattr(node.func, "attr", ""))


def test_actions_take_keywords_only_and_say_who():
    """Every public function in ``actions`` that writes names its arguments and who acts."""
    files = [path for room in REGISTER - {"records", "publication"} for path in _actions_of(room)]
    assert len(files) > len(REGISTER) // 2, "the walk sees nothing"
    wrong = [
        f"{path.relative_to(SOURCE)}: {function.name}"
        for path in files
        for function in ast.parse(path.read_text()).body
        if isinstance(function, ast.FunctionDef)
        and _writes(function)
        and (function.args.args or "by" not in {arg.arg for arg in function.args.kwonlyargs})
    ]
    # Somebody has to be the first to act.
    assert wrong == ["accounts/actions/opening.py: ensure_function_account"]


def _writes(function: ast.FunctionDef) -> bool:
    return not function.name.startswith("_") and any(
        ast.unparse(decorator) == "transaction.atomic" for decorator in function.decorator_list
    )
