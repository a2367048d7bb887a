"""``weltoffen extract PATH…``: what is found in texts, without a database."""

from __future__ import annotations

import datetime as dt
import json
import logging
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from weltoffen.ground.problems import N_, Problem, Refused
from weltoffen.intake import outgoing
from weltoffen.intake.asking import REASONS, Consulted, Model, consult, merged
from weltoffen.intake.fetching.refusing import printable
from weltoffen.intake.opening import Opened, open_bytes
from weltoffen.intake.paths import body_of, readable, said, said_in_a_line
from weltoffen.intake.reading.findings import as_values, findings_in
from weltoffen.intake.said import note_in_words
from weltoffen.intake.types import Found

_NO_LINE = N_(
    "Zeile %(line)s von %(path)s ist kein JSON-Objekt mit „path“. Schreiben Sie je Zeile zum "
    'Beispiel {"path": "seite.txt", "home": "Dortmund", "language": "de"}.'
)
_UNFORESEEN = N_(
    "Beim Lesen ist etwas geschehen, womit das Programm nicht rechnet (%(error)s). Die anderen "
    "Seiten werden gelesen. Melden Sie es uns, am besten mit dieser Seite."
)
# Control characters, ends of lines and marks that reverse the direction of what follows.
_HIDDEN = re.compile(r"[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
_LOG = logging.getLogger(__name__)
_PLAIN = ("", ".txt", ".text", ".md", ".jsonl")
_NO_DAY = N_(
    "„%(text)s“ ist kein Tag. Schreiben Sie Jahr, Monat und Tag wie 2026-11-22, oder lassen Sie "
    "--read-on weg."
)
_NOTHING = N_("Es fehlt, was gelesen werden soll. Geben Sie Pfade an oder --manifest DATEI.")


@dataclass(frozen=True, slots=True)
class Page:
    """A file to read, and whose page it is."""

    path: str
    home: str


class Command(BaseCommand):
    """Read texts and say what they state."""

    help = _("Texte lesen und sagen, welche Beziehungen sie nennen; braucht keine Datenbank.")
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Add paths, home and the form of the answer."""
        parser.add_argument("paths", nargs="*", metavar="PFAD")
        parser.add_argument("--home", default="", metavar="NAME", help=_("wessen Seite es ist"))
        parser.add_argument(
            "--language", default="", metavar="de|en|fr",
            help=_("darf genannt werden; gelesen wird immer in allen drei Sprachen"),
        )  # fmt: skip
        parser.add_argument(
            "--manifest", metavar="DATEI", help=_("JSON-Zeilen mit path, home, language")
        )
        parser.add_argument(
            "--model", action="store_true", help=_("auch das eingerichtete Sprachmodell fragen")
        )
        parser.add_argument(
            "--read-on", default="", metavar="TAG",
            help=_("Tag, an dem die Seite so war (2026-11-22); sagt, was vorbei ist"),
        )  # fmt: skip
        parser.add_argument("--jsonl", action="store_true", help=_("ein JSON-Objekt je Zeile"))

    def handle(self, **options: Any) -> None:
        """Read one page after another; one that cannot be read does not end the run."""
        pages = [Page(path, readable(options["home"])) for path in options["paths"]]
        wrong: list[Problem] = []
        if options["manifest"]:
            listed, wrong = _listed(Path(options["manifest"]), options["home"])
            pages += listed
        if not pages and not wrong:
            raise Refused(Problem("PFAD", _NOTHING))
        model = outgoing.model() if options["model"] else None
        read_on = _day(options["read_on"])
        self._complain(wrong)
        failed = bool(wrong)
        for page in pages:
            try:
                self._read(page, model, read_on, as_json=options["jsonl"])
            except Refused as refused:
                failed = True
                self._complain(refused.problems)
            except BrokenPipeError:  # whoever reads what we write has gone
                raise
            except Exception as error:  # whatever it is, the others still want to be read
                failed = True
                _LOG.exception("reading %s failed", said(page.path))
                values = {"error": type(error).__name__}
                self._complain([Problem(page.path, _UNFORESEEN, values)])
        if failed:
            sys.exit(1)

    def _complain(self, problems: Iterable[Problem]) -> None:
        for problem in problems:
            self.stderr.write(said_in_a_line(problem, _))

    def _read(
        self, page: Page, model: Model | None, read_on: dt.date | None, *, as_json: bool
    ) -> None:
        """Open a page and say what it states, and beside it what a reader should know."""
        file = opened(Path(page.path))
        for note in file.notes:
            self.stderr.write(f"{said(page.path)}: {printable(note_in_words(note))}")
        self._say(page, self._found(page, file.text, model, read_on), as_json=as_json)

    def _found(
        self, page: Page, text: str, model: Model | None, read_on: dt.date | None
    ) -> list[Found]:
        """Return what the rules find, and what the model finds besides."""
        by_rules = findings_in(text, page.home, read_on)
        if model is None:
            return by_rules
        consulted = consult(text, page.home, model)
        for line in _told(consulted):
            self.stderr.write(f"{said(page.path)}: {printable(line)}")
        return merged(by_rules, consulted.found)

    def _say(self, page: Page, findings: list[Found], *, as_json: bool) -> None:
        rows = [as_values(found, readable(page.path)) for found in findings]
        if as_json:
            for row in rows:
                self.stdout.write(_in_json(row))
            return
        whose = f" ({printable(readable(page.home))})" if page.home else ""
        self.stdout.write(said(page.path) + whose)
        for row in rows:
            self.stdout.write(printable("  " + "  ".join(_cells(row))))
        if not rows:
            self.stdout.write("  " + _("nichts gefunden"))


def _in_json(row: dict[str, Any]) -> str:
    """Return a finding as a line of JSON; what a terminal would not show is written as an escape.

    Whoever reads the JSON gets the same characters as from the text.
    """
    line = json.dumps(row, ensure_ascii=False)
    return _HIDDEN.sub(lambda found: json.dumps(found[0])[1:-1], line)


def _told(consulted: Consulted) -> Iterator[str]:
    """Yield what went wrong with the model, and what of its proposals was dropped, in words."""
    for problem in consulted.problems:
        yield problem.says(_)
    reasons = [f"{_(REASONS[reason])} ({n})" for reason, n in sorted(consulted.dropped.items())]
    if reasons:
        yield _("Vom Sprachmodell verworfen: %(reasons)s") % {"reasons": "; ".join(reasons)}


def _day(text: str) -> dt.date | None:
    """Return the day that is meant, None where none is given. Refuses what is no day."""
    if not text:
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise Refused(Problem("--read-on", _NO_DAY, {"text": text})) from error


def _cells(row: dict[str, Any]) -> Iterator[str]:
    """Yield the columns of a finding for people."""
    if row["type"] == "relation":
        yield f"{row['name']:<28}"
        yield f"{row['country'] or '–':<3}"
        yield f"{row['kind']:<10}"
        yield f"{row['since'] or '–':<11}"
        yield f"{row['status']:<8}"
        yield f"{row['confidence']:.2f}"
        yield row["rule"]
        return
    if row["type"] == "act":
        yield f"{row['name']:<28}"
        yield f"{row['country'] or '–':<3}"
        yield f"{row['kind']:<19}"
        yield f"{row['on'] or '–':<11}"
        yield f"{row['side']:<11}"
        yield f"{row['confidence']:.2f}"
        yield row["rule"]
        yield ", ".join(part for part in (row["body"], row["paper_number"]) if part)
        return
    hidden = {"type", "path", "quote", "start", "end", "rule"}
    yield f"{row['type']}: " + ", ".join(
        f"{name} {value}" for name, value in row.items() if name not in hidden and value
    )


def text_of(path: Path) -> str:
    """Return the text of a file; line ends count as one character. Refuses what has none."""
    return opened(path).text


def opened(path: Path) -> Opened:
    """Return a file opened. Refuses what has no text.

    What calls itself plain text is read as it stands, also with left-over markup in it, so that
    positions are those of the file.
    """
    as_written = path.suffix.casefold() in _PLAIN
    return open_bytes(body_of(path), name=readable(path.name), as_written=as_written)


def _listed(manifest: Path, home: str) -> tuple[list[Page], list[Problem]]:
    """Return the pages that a manifest lists, and which of its lines list none."""
    pages, wrong = [], []
    # Only ends of lines end one: other separators may stand in the names.
    for number, line in enumerate(text_of(manifest).split("\n"), 1):
        if not line.strip():
            continue
        page = _page(line, manifest.parent, home)
        if page is not None:
            pages.append(page)
        else:
            values = {"line": number, "path": said(manifest)}
            wrong.append(Problem("--manifest", _NO_LINE, values))
    return pages, wrong


def _page(line: str, folder: Path, home: str) -> Page | None:
    """Return the page that a line of a manifest lists, None where it lists none.

    Paths are relative to the manifest's folder, unless there is such a file from here.
    """
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):  # no JSON, a number of thousands of digits, too deep
        return None
    if not isinstance(row, dict):
        return None
    path, whose, language = (row.get(name) or "" for name in ("path", "home", "language"))
    if not path or not all(map(_is_text, (path, whose, language))):
        return None
    try:
        is_here = Path(path).exists()
    except OSError:  # a name that is too long
        return None
    return Page(path if is_here else str(folder / path), whose or home)


def _is_text(value: object) -> bool:
    """Say whether a value is text that can be a name: without nulls and halves of characters."""
    return isinstance(value, str) and not re.search(r"[\0\ud800-\udfff]", value)
