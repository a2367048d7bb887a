"""There is one command book, and it is complete."""

from __future__ import annotations

from django.core.management import get_commands, load_command_class

from tests.architecture.reading import ROOT, SOURCE
from weltoffen.config import command_book

BOOK = {entry.name for entry in command_book.entries()}
OURS = {
    command_book.spelled(path.stem)
    for path in SOURCE.glob("*/management/commands/*.py")
    if not path.stem.startswith("_")
}


def test_every_command_of_ours_is_in_the_book():
    assert "count" in OURS, "the walk sees nothing"
    assert BOOK >= OURS


def test_everything_in_the_book_exists():
    installed = {command_book.spelled(name) for name in get_commands()}
    # These two are answered before Django is asked.
    assert BOOK - installed - {"help", command_book.TEST} == set()


def test_the_readme_names_every_command_of_ours():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [name for name in sorted(OURS | {"test"}) if name not in text] == []


def test_every_command_of_ours_says_what_it_does():
    silent = [
        name
        for name, app in get_commands().items()
        if app.startswith("weltoffen.") and not load_command_class(app, name).help
    ]
    assert silent == []
