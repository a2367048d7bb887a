"""Everything that a register's first page says, in five queries at most."""

from __future__ import annotations

from datetime import date

from weltoffen.publication import wording
from weltoffen.publication.rules.anniversaries import signing_days
from weltoffen.publication.selectors.counts import counts_of, steps_of
from weltoffen.publication.selectors.ledger import published_ledger
from weltoffen.publication.selectors.moments import published_anniversaries, published_news
from weltoffen.publication.selectors.reading import relations_of_home
from weltoffen.publication.selectors.rows import held_acts, names_of, rows_of
from weltoffen.publication.types import PublishedOverview

CHART = "partner-cities"
"""The rule whose number is drawn through the years."""


def published_overview(home: str, on: date, language: str) -> PublishedOverview:
    """Return counts, lines, news, anniversaries and disagreements of a home on a day."""
    relations = relations_of_home(home)
    held = held_acts(relations)
    with wording.speaking(language):
        names = names_of(relations, on, language)
        rows = rows_of(relations, held, names, on, language)
        counts = counts_of(relations, held, rows, on)
        partners = next(count.members for count in counts if count.rule == CHART)
        named = {partner.identifier for partner in partners}
        signing = {
            each.identifier: signing_days(held.of(each))
            for each in relations
            if each.identifier in named
        }
        return PublishedOverview(
            rows=tuple(rows),
            counts=counts,
            steps=steps_of(CHART, relations, held, on),
            news=published_news(home, on, language, held=held, names=names),
            anniversaries=published_anniversaries(partners, signing, on, language),
            disagreements=published_ledger(home, on, language, names=names),
        )
