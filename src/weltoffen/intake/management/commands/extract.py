"""``weltoffen extract PATH…``: what is found in texts, without a database."""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from weltoffen.ground.problems import N_, Problem, Refused
from weltoffen.intake import outgoing
from weltoffen.intake.asking import REASONS, Consulted, Model, consult, merged
from weltoffen.intake.opening import LIMIT, Opened, open_bytes
from weltoffen.intake.reading.findings import as_values, findings_in
from weltoffen.intake.types import Found

_NO_FILE = N_("Die Datei %(path)s lässt sich nicht lesen: %(why)s. Prüfen Sie den Pfad.")
_NO_LINE = N_(
    "Zeile %(line)s von %(path)s ist kein JSON-Objekt mit „path“. Schreiben Sie je Zeile zum "
    'Beispiel {"path": "seite.txt", "home": "Dortmund", "language": "de"}.'
)
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
        pages = [Page(path, options["home"]) for path in options["paths"]]
        if options["manifest"]:
            pages += _listed(Path(options["manifest"]), options["home"])
        if not pages:
            raise Refused(Problem("PFAD", _NOTHING))
        model = outgoing.model() if options["model"] else None
        read_on = _day(options["read_on"])
        failed = False
        for page in pages:
            try:
                file = opened(Path(page.path))
            except Refused as refused:
                failed = True
                self.stderr.write(str(refused))
                continue
            for note in file.notes:
                self.stderr.write(f"{page.path}: {note.says(_)}")
            self._say(page, self._found(page, file.text, model, read_on), as_json=options["jsonl"])
        if failed:
            sys.exit(1)

    def _found(
        self, page: Page, text: str, model: Model | None, read_on: dt.date | None
    ) -> list[Found]:
        """Return what the rules find, and what the model finds besides."""
        by_rules = findings_in(text, page.home, read_on)
        if model is None:
            return by_rules
        consulted = consult(text, page.home, model)
        for line in _told(consulted):
            self.stderr.write(f"{page.path}: {line}")
        return merged(by_rules, consulted.found)

    def _say(self, page: Page, findings: list[Found], *, as_json: bool) -> None:
        rows = [as_values(found, page.path) for found in findings]
        if as_json:
            for row in rows:
                self.stdout.write(json.dumps(row, ensure_ascii=False))
            return
        self.stdout.write(f"{page.path} ({page.home})" if page.home else page.path)
        for row in rows:
            self.stdout.write("  " + "  ".join(_cells(row)))
        if not rows:
            self.stdout.write("  " + _("nichts gefunden"))


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
    try:
        with path.open("rb") as file:
            # One byte beyond the limit is enough to be told, whatever is behind it.
            body = file.read(LIMIT + 1)
    except OSError as error:
        values = {"path": str(path), "why": error.strerror or str(error)}
        raise Refused(Problem("PFAD", _NO_FILE, values)) from error
    return open_bytes(body, name=path.name, as_written=path.suffix.casefold() in _PLAIN)


def _listed(manifest: Path, home: str) -> list[Page]:
    """Return the pages that a manifest lists; paths are relative to its folder."""
    pages = []
    for number, line in enumerate(text_of(manifest).splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            path = row["path"]
        except (json.JSONDecodeError, KeyError, TypeError) as error:
            values = {"line": number, "path": str(manifest)}
            raise Refused(Problem("--manifest", _NO_LINE, values)) from error
        found = path if Path(path).exists() else str(manifest.parent / path)
        pages.append(Page(found, row.get("home") or home))
    return pages
