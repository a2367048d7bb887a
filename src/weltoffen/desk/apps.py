"""The room ``desk``, as Django sees it."""

from django.apps import AppConfig
from django.db.backends.signals import connection_created


class DeskConfig(AppConfig):
    """See the room's own docstring."""

    name = "weltoffen.desk"
    label = "desk"

    def ready(self) -> None:
        """Let SQLite fold what is searched."""
        from weltoffen.desk.folding import teach_sqlite

        connection_created.connect(teach_sqlite, dispatch_uid="desk-folding")
