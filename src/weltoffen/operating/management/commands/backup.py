"""``weltoffen backup FILE``: everything into one file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from weltoffen.audit.actions import note
from weltoffen.audit.enums import EventName
from weltoffen.operating.backups.saving import save
from weltoffen.operating.telling import Teller, ending_in_order


class Command(BaseCommand):
    """Write a backup."""

    help = _("Datenbank und Medien in eine neue Datei sichern, während weitergearbeitet wird.")
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the file."""
        parser.add_argument("file", type=Path, help=_("die neue Datei, etwa weltoffen.zip"))

    def handle(self, *, file: Path, **options: Any) -> None:
        """Write, and say what was written."""
        with ending_in_order():
            made = save(file, tell=Teller(self.stdout, is_silent=not options["verbosity"]))
        note(EventName.BACKED_UP, by=None, data={"rows": made.rows, "files": len(made.media)})
        if options["verbosity"]:
            self.stdout.write(
                _(
                    "Gesichert in %(file)s: %(rows)d Zeilen aus %(tables)d Tabellen, %(files)d "
                    "Dateien. Darin stehen personenbezogene Daten; bewahren Sie sie verschlüsselt "
                    "auf, den geheimen Schlüssel der Installation getrennt davon."
                )
                % {
                    "file": file,
                    "rows": made.rows,
                    "tables": len(made.tables),
                    "files": len(made.media),
                }
            )
