"""``weltoffen prepare-portal``: the pages that every installation owes its readers."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from weltoffen.accounts.actions import ensure_function_account, ensure_group
from weltoffen.accounts.enums import RoleName
from weltoffen.portal.actions import prepare_editorial_pages

ACCOUNT = "portal-vorbereitung"


class Command(BaseCommand):
    """Make imprint, privacy and accessibility statement where they are missing."""

    help = _(
        "Impressum, Datenschutz und Erklärung zur Barrierefreiheit anlegen, soweit sie fehlen. "
        "Was da ist, bleibt unverändert."
    )

    def handle(self, **options: Any) -> None:
        """Prepare, and say what was made."""
        prepared = prepare_editorial_pages(
            by=ensure_function_account(username=ACCOUNT),
            editors=ensure_group(role=RoleName.COORDINATOR),
            public_address=settings.WELTOFFEN_ADDRESS,
        )
        if prepared.made:
            self.stdout.write(_("Angelegt: %(pages)s.") % {"pages": ", ".join(prepared.made)})
        else:
            self.stdout.write(_("Alle Seiten sind schon da; nichts geändert."))
