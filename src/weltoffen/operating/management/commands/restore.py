"""``weltoffen restore FILE``: a backup in place of what is there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from weltoffen.audit.actions import note
from weltoffen.audit.enums import EventName
from weltoffen.operating.backups.manifest import Manifest
from weltoffen.operating.backups.restoring import check, restore
from weltoffen.operating.telling import Teller, ending_in_order
from weltoffen.privacy.selectors import forgotten_here, texts_to_read
from weltoffen.privacy.wording import texts_to_read_in_words


class Command(BaseCommand):
    """Put a backup in place, or only look whether it is whole."""

    help = _("eine Sicherung an die Stelle dessen setzen, was hier steht: ganz oder gar nicht.")
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the file and the options."""
        parser.add_argument("file", type=Path, help=_("eine Datei von „weltoffen backup“"))
        parser.add_argument(
            "--check", action="store_true", help=_("nur prüfen, ob die Datei unversehrt ist")
        )
        parser.add_argument(
            "--replace", action="store_true", help=_("ersetzen, was hier schon steht")
        )

    def handle(self, *, file: Path, **options: Any) -> None:
        """Check or restore, and say what was done."""
        tell = Teller(self.stdout, is_silent=not options["verbosity"])
        if options["check"]:
            made, sentence = check(file, tell=tell), _("Die Sicherung ist unversehrt: %(what)s.")
        else:
            with ending_in_order():
                made = restore(file, is_replacing=options["replace"], tell=tell)
            note(EventName.RESTORED, by=None, data={"made_at": made.made_at, "rows": made.rows})
            sentence = _("Wiederhergestellt: %(what)s. Starten Sie Server und Arbeitsprozesse neu.")
        if options["verbosity"]:
            self.say(sentence, made)
        if not options["check"] and (
            told := texts_to_read_in_words(texts_to_read(forgotten_here()))
        ):
            self.stdout.write(told)

    def say(self, sentence: str, made: Manifest) -> None:
        """Print a sentence about a backup."""
        what = _(
            "%(rows)d Zeilen aus %(tables)d Tabellen und %(files)d Dateien, gesichert am "
            "%(when)s UTC mit weltoffen %(version)s auf %(database)s"
        ) % {
            "rows": made.rows,
            "tables": len(made.tables),
            "files": len(made.media),
            "when": made.made_at[:16].replace("T", " "),
            "version": made.version,
            "database": made.database,
        }
        self.stdout.write(sentence % {"what": what})
