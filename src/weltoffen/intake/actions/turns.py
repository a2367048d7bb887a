"""One at a time: what is decided about one home municipality waits for its turn."""

from __future__ import annotations

from weltoffen.places.models import Municipality


def one_at_a_time(home: Municipality) -> None:
    """Wait until nobody else proposes or decides for this home, and keep the turn until the end.

    A decision looks at the whole register of a home and then changes it, and how everything that
    waits stands to it. Two at once would each lock what the other needs, or record a partner twice.
    To be called first in the transaction, before any other row is locked or written: a row that
    belongs to a home asks for the home's row too. SQLite lets one write at a time anyway.
    """
    Municipality.objects.select_for_update().only("pk").get(pk=home.pk)
