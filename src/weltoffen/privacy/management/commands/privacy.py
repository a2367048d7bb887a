"""``weltoffen privacy report | due | run | export | forgotten | again``: for the city's IT."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from weltoffen.accounts.actions import ensure_function_account
from weltoffen.ground.problems import N_, Problem, Refused
from weltoffen.organisations.models import Person
from weltoffen.privacy.actions import delete_by_rule, forget_again, note_disclosure, note_looked_up
from weltoffen.privacy.exporting import disclosure, parts_for
from weltoffen.privacy.registry import KINDS
from weltoffen.privacy.reporting import as_markdown, report
from weltoffen.privacy.selectors import (
    forgotten_here,
    held_on,
    name_of_subject,
    subject_of,
    table,
    texts_to_read,
)
from weltoffen.privacy.wording import term_in_words, texts_to_read_in_words

OPERATOR = "betrieb"
"""The function account in whose name whoever has the machine's command line acts."""
_THERE = N_("Die Datei „%(file)s“ gibt es schon; sie bleibt, wie sie ist. Nennen Sie eine andere.")
_NOT_WRITABLE = N_(
    "In „%(file)s“ lässt sich nicht schreiben (%(why)s). Nennen Sie einen Ordner, in dem Sie "
    "schreiben dürfen."
)
_NOT_READABLE = N_(
    "„%(file)s“ lässt sich nicht lesen (%(why)s). Nennen Sie eine Datei, die „weltoffen privacy "
    "forgotten“ geschrieben hat."
)
_NOBODY = N_(
    "Eine Person „%(identifier)s“ gibt es nicht. Ihre Kennung steht in der Adresse ihres Blattes, "
    "etwa person-3k9xw2pa."
)


class Command(BaseCommand):
    """Report, delete, and tell what is held on somebody."""

    help = _("Datenschutz: Verzeichnis, was zu löschen ist, löschen, Auskunft über eine Person.")

    def add_arguments(self, parser: CommandParser) -> None:
        """Add what can be done, each with its options."""
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="WAS")
        reporting = verbs.add_parser(
            "report", help=_("Grundlage für das Verzeichnis von Verarbeitungstätigkeiten")
        )
        reporting.add_argument("file", nargs="?", type=Path, metavar="DATEI")
        reporting.add_argument("--json", action="store_true", help=_("für Maschinen"))
        verbs.add_parser("due", help=_("zeigen, was heute und in 90 Tagen zu löschen ist"))
        verbs.add_parser("run", help=_("jetzt löschen, was zu löschen ist"))
        export = verbs.add_parser("export", help=_("was über eine Person gespeichert ist"))
        export.add_argument("person", metavar="KENNUNG", help=_("etwa person-3k9xw2pa"))
        export.add_argument("file", type=Path, metavar="DATEI", help=_("etwa auskunft.zip"))
        export.add_argument("--reason", default="", help=_("Anlass, am besten ein Aktenzeichen"))
        export.add_argument(
            "--all", action="store_true", help=_("auch, was nur dem Namen nach dazugehört")
        )
        verbs.add_parser("forgotten", help=_("Liste dessen, was auf Verlangen gelöscht wurde"))
        again = verbs.add_parser("again", help=_("nach einer solchen Liste noch einmal löschen"))
        again.add_argument("file", type=Path, metavar="DATEI")

    def handle(self, *, verb: str, **options: Any) -> None:
        """Do it."""
        do: dict[str, Callable[[dict[str, Any]], None]] = {
            "report": self._report,
            "due": self._due,
            "run": self._run,
            "export": self._export,
            "forgotten": self._forgotten,
            "again": self._again,
        }
        do[verb](options)

    def _report(self, options: dict[str, Any]) -> None:
        values = report(timezone.localdate())
        if options["json"]:
            text = json.dumps(values, ensure_ascii=False, indent=2) + "\n"
        else:
            text = as_markdown(values)
        file: Path | None = options["file"]
        if file is None:
            self.stdout.write(text, ending="")
            return
        _write(file, text.encode())
        self.stdout.write(_("Geschrieben: %(file)s.") % {"file": file})

    def _due(self, options: dict[str, Any]) -> None:
        for line in table(timezone.localdate()):
            if line.due is None:
                continue
            self.stdout.write(
                _("%(title)s: heute %(due)d, in 90 Tagen %(coming)d (%(term)s)")
                % {
                    "title": line.kind.title,
                    "due": line.due,
                    "coming": line.coming,
                    "term": term_in_words(line.kind, line.months),
                }
            )

    def _run(self, options: dict[str, Any]) -> None:
        by = ensure_function_account(username=OPERATOR)
        today = timezone.localdate()
        total = 0
        failed: list[str] = []
        for kind in KINDS.values():
            gone = 0
            try:
                while count := delete_by_rule(kind=kind, today=today, by=by):
                    gone += count
            except Exception as error:  # of one kind: no reason to keep the others
                failed.append(_("%(title)s: %(error)s") % {"title": kind.title, "error": error})
            if gone:
                self.stdout.write(f"{kind.title}: {gone}")
            total += gone
        if failed:
            said = _("Nicht alles ließ sich löschen. Das Übrige ist gelöscht; sagen Sie Bescheid:")
            raise CommandError("\n".join([said, *failed]))
        if not total:
            self.stdout.write(_("Nichts ist zu löschen."))

    def _export(self, options: dict[str, Any]) -> None:
        identifier = options["person"]
        person = Person.objects.filter(identifier=identifier, merged_into__isnull=True).first()
        if person is None:
            raise Refused(Problem("", _NOBODY, {"identifier": identifier}))
        subject = subject_of(person)
        found = held_on(subject)
        perhaps = {held.key for _kind, each in found for held in each if not held.is_certain}
        parts = parts_for(subject, perhaps if options["all"] else ())
        with transaction.atomic():
            about = f"organisations.person:{identifier}"
            count = sum(len(part.held) for part in parts)
            by = ensure_function_account(username=OPERATOR)
            note_looked_up(about=about, by=by, found=found)
            note_disclosure(about=about, reason=options["reason"], by=None, count=count)
            _write(options["file"], disclosure(name_of_subject(person), parts))
        self.stdout.write(_("Geschrieben: %(file)s.") % {"file": options["file"]})
        if perhaps and not options["all"]:
            self.stdout.write(
                ngettext(
                    "Nicht darin: %(count)d Eintrag, der nur dem Namen nach dazugehört. Sehen Sie "
                    "ihn am Schreibtisch unter „Datenschutz“ an, oder nehmen Sie ihn mit --all "
                    "auf.",
                    "Nicht darin: %(count)d Einträge, die nur dem Namen nach dazugehören. Sehen "
                    "Sie sie am Schreibtisch unter „Datenschutz“ an, oder nehmen Sie sie mit "
                    "--all auf.",
                    len(perhaps),
                )
                % {"count": len(perhaps)}
            )

    def _forgotten(self, options: dict[str, Any]) -> None:
        for about in forgotten_here():
            self.stdout.write(about)

    def _again(self, options: dict[str, Any]) -> None:
        file: Path = options["file"]
        try:
            names = [name.strip() for name in file.read_text("utf-8").splitlines() if name.strip()]
        except (OSError, UnicodeDecodeError) as error:
            raise Refused(Problem("", _NOT_READABLE, {"file": file, "why": error})) from error
        counts = forget_again(names=names, by=ensure_function_account(username=OPERATOR))
        for kind, count in counts.items():
            self.stdout.write(f"{KINDS[kind].title}: {count}")
        if not counts:
            self.stdout.write(_("Nichts davon ist noch da."))
        if told := texts_to_read_in_words(texts_to_read(names)):
            self.stdout.write(told)


def _write(file: Path, body: bytes) -> None:
    """Write a file that only its owner can read; nothing is written over."""
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with open(handle, "wb") as out:
            out.write(body)
    except FileExistsError as error:
        raise Refused(Problem("", _THERE, {"file": file})) from error
    except OSError as error:
        values = {"file": file, "why": error.strerror}
        raise Refused(Problem("", _NOT_WRITABLE, values)) from error
