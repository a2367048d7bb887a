"""Files that a command names: looked at before they are read, and said so that nothing happens."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path

from weltoffen.ground.problems import N_, Problem, Refused, Translate
from weltoffen.intake.fetching.refusing import printable
from weltoffen.intake.opening import LIMIT
from weltoffen.intake.opening.results import Received

WHERE = "PFAD"
_FOLDER = N_("%(path)s ist ein Ordner. Geben Sie die Dateien an, die darin liegen.")
_NO_FILE = N_(
    "%(path)s ist keine gewöhnliche Datei, sondern ein Gerät, eine Pipe oder ein Socket. Speichern "
    "Sie den Inhalt in eine Datei, und geben Sie diese an."
)
_GONE = N_("%(path)s gibt es nicht. Prüfen Sie den Pfad.")
_FORBIDDEN = N_(
    "%(path)s darf nicht gelesen werden. Geben Sie dem Konto, unter dem Sie arbeiten, das Recht "
    "dazu, oder legen Sie die Datei woandershin."
)
_OTHERWISE = N_("%(path)s lässt sich nicht lesen: %(why)s. Prüfen Sie den Pfad.")
_NO_PATH = N_("%(path)s kann keine Datei heißen. Prüfen Sie den Pfad.")
_LONGEST_SAID = 500
# Python writes a byte that is no UTF-8 as U+DC80 to U+DCFF; other halves of characters are no byte.
_NO_BYTE = re.compile(r"[\ud800-\udc7f\udd00-\udfff]")


def body_of(path: Path) -> bytes:
    """Return the bytes of a file. Refuses what is none, may not be read or exceeds the limit.

    It is looked at first: opening a pipe would wait for ever, and a device may do anything.
    """
    try:
        _look(path, path.stat())
        # What was a file a moment ago may be a pipe by now, so nothing here waits.
        with open(os.open(path, os.O_RDONLY | os.O_NONBLOCK), "rb") as file:
            _look(path, os.fstat(file.fileno()))
            body = file.read(LIMIT + 1)
    except OSError as error:
        raise Refused(said_of(error, path)) from error
    except ValueError as error:  # a null, or half a character
        raise Refused(Problem(WHERE, _NO_PATH, {"path": said(path)})) from error
    Received(body, name=readable(path.name)).limit(LIMIT)
    return body


def _look(path: Path, found: os.stat_result) -> None:
    """Refuse what is not to be read, before a byte of it is."""
    if stat.S_ISDIR(found.st_mode):
        raise Refused(Problem(WHERE, _FOLDER, {"path": said(path)}))
    if not stat.S_ISREG(found.st_mode):
        raise Refused(Problem(WHERE, _NO_FILE, {"path": said(path)}))
    Received(b"", name=readable(path.name)).limit(LIMIT, found.st_size)


def said_of(error: OSError, path: Path) -> Problem:
    """Return in our words what the system says of a path, in its own where we have none."""
    values = {"path": said(path), "why": error.strerror or type(error).__name__}
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return Problem(WHERE, _GONE, values)
    if isinstance(error, PermissionError):
        return Problem(WHERE, _FORBIDDEN, values)
    if isinstance(error, IsADirectoryError):
        return Problem(WHERE, _FOLDER, values)
    return Problem(WHERE, _OTHERWISE, values)


def readable(name: str) -> str:
    """Return a name of the file system as text; bytes that are no UTF-8 become ``\\ufffd``."""
    kept = _NO_BYTE.sub("\ufffd", name)
    return kept.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def said(path: Path | str) -> str:
    """Return a path as a line of a terminal may show it."""
    shown = printable(readable(str(path)))
    return shown if len(shown) <= _LONGEST_SAID else f"…{shown[1 - _LONGEST_SAID :]}"


def said_in_a_line(problem: Problem, translate: Translate) -> str:
    """Return a problem as one line of a terminal, with its place before it."""
    sentence = problem.says(translate)
    return printable(f"{readable(problem.where)}: {sentence}" if problem.where else sentence)
