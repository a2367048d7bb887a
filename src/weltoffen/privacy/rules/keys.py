"""How entries are named that were deleted on request, so that nobody is named by it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from weltoffen.ground.problems import N_, Problem

_NAME = re.compile(
    r"[a-z]+\.[a-z]+:"
    r"(?:[A-Za-z0-9][A-Za-z0-9_-]*)"  # an identifier or a number
    r"(?:@[0-9T:.+-]+)?"  # when the row came to be
    r"(?:#[a-z]+)?"  # of a part of it
)
_NO_NAME = N_(
    "Zeile %(number)d ist keine Kennung aus „weltoffen privacy forgotten“. Geben Sie die Datei an, "
    "die dieser Befehl geschrieben hat; es wurde nichts gelöscht und nichts vermerkt."
)


def name_problems(names: Collection[str]) -> Iterator[Problem]:
    """Yield what is no name of an entry: it would stay for ever where only names may stand."""
    for number, name in enumerate(names, start=1):
        if not _NAME.fullmatch(name):
            yield Problem("", _NO_NAME, {"number": number})
