"""``weltoffen migrate``: Django's own, and then every role gets the rights that came with it."""

from __future__ import annotations

from typing import Any

from django.core.management.commands import migrate
from django.db import DEFAULT_DB_ALIAS
from django.utils.translation import gettext as _

from weltoffen.accounts.actions import give_due_rights_to_all


class Command(migrate.Command):
    """Bring the tables up to date, and the rights of groups that an earlier version made.

    Rights stand in the database once all tables do, so no migration could give them.
    """

    def handle(self, *args: Any, **options: Any) -> None:
        """Migrate; a part of the way, another database or a mere look give no rights."""
        super().handle(*args, **options)
        is_whole = not options["app_label"] and options["database"] == DEFAULT_DB_ALIAS
        if is_whole and not options["plan"]:
            for name in give_due_rights_to_all():
                self.stdout.write(_("Die Gruppe „%(name)s“ hat neue Rechte.") % {"name": name})
