"""``weltoffen sweep-documents``: deletes uploaded files that no record names."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from weltoffen.documents.selectors import unnamed_files
from weltoffen.documents.storing import take_away

HOURS = 48
"""As long as a file may wait for the form it was chosen in, twice over."""


class Command(BaseCommand):
    """Delete what was uploaded and then not filed."""

    help = _("Hochgeladene Dateien löschen, die zu keinem Eintrag gehören.")

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the options."""
        parser.add_argument(
            "--dry-run", action="store_true", help=_("nur sagen, was gelöscht würde")
        )

    def handle(self, **options: Any) -> None:
        """Delete them, and say how many they were."""
        found = list(unnamed_files(timezone.now() - timedelta(hours=HOURS)))
        if not options["dry_run"]:
            take_away(found)
        said = _("%(count)d Dateien gehören zu keinem Eintrag.")
        if not options["dry_run"]:
            said = _("%(count)d Dateien gehörten zu keinem Eintrag und sind gelöscht.")
        self.stdout.write(said % {"count": len(found)})
