"""With which day a register begins."""

from __future__ import annotations

from weltoffen.ground.dates import FIRST_DAY, EdtfDate, parse_date
from weltoffen.records.enums import Visibility
from weltoffen.relations.models import Act
from weltoffen.relations.selectors import shown_to_public


def first_recorded(home: str) -> EdtfDate | None:
    """Return when the first public act of a home was of which that is known, or None; one query."""
    on = (
        Act.objects.filter(
            shown_to_public("relation__"),
            relation__home__identifier=home,
            visibility=Visibility.PUBLIC,
            earliest__gt=FIRST_DAY,
        )
        .exclude(corrected_by__visibility=Visibility.PUBLIC)
        .order_by("earliest", "latest")
        .values_list("on", flat=True)
        .first()
    )
    return parse_date(on) if on else None
