"""What a text claims and can be checked: counts, figures, names, firsts, things announced."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from weltoffen.intake.reading.counts import counts_in
from weltoffen.intake.reading.doubled import doubled_units_in
from weltoffen.intake.reading.figures import figures_in
from weltoffen.intake.reading.goals import goal_titles_in
from weltoffen.intake.reading.homes import Home
from weltoffen.intake.reading.layout import Unit
from weltoffen.intake.reading.lists import mismatches_in
from weltoffen.intake.reading.offices import office_names_in
from weltoffen.intake.reading.passed import passed_in
from weltoffen.intake.reading.tallies import glued_counts_in, tallies_in
from weltoffen.intake.reading.tense import superlatives_in
from weltoffen.intake.types import FoundClaim


def claims_in(
    units: Sequence[Unit], text: str, home: Home | str, read_on: dt.date | None = None
) -> list[FoundClaim]:
    """Return the claims of a text, in their order.

    ``read_on`` is the day on which the page was as it is; without it nothing can be said to have
    passed.
    """
    whose = Home(home) if isinstance(home, str) else home
    counts = [*counts_in(units, text, whose), *glued_counts_in(units, text, whose)]
    found = [
        *counts,
        *tallies_in(units, text, whose, counts),
        *figures_in(units, text, whose),
        *mismatches_in(units, text),
        *superlatives_in(units, text),
        *doubled_units_in(units, text),
        *goal_titles_in(units, text, whose),
        *office_names_in(units, text, whose),
        *passed_in(units, text, read_on),
    ]
    return sorted(found, key=lambda claim: (claim.quote.start, claim.quote.end, claim.what))
