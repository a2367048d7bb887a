"""Reads that give published values. Each names the language; what is not public never leaves."""

from weltoffen.publication.selectors.addresses import (
    Named,
    addresses_beside_relations,
    published_addresses,
    what_is,
)
from weltoffen.publication.selectors.beginnings import first_recorded
from weltoffen.publication.selectors.counts import (
    published_count,
    published_counting_rules,
    published_counts,
    published_since_rules,
    yearly_counts,
)
from weltoffen.publication.selectors.ledger import (
    disagreements_citing,
    published_disagreement,
    published_ledger,
)
from weltoffen.publication.selectors.moments import published_anniversaries, published_news
from weltoffen.publication.selectors.organisations import (
    organisation_meant,
    published_office,
    published_organisation,
    published_organisations,
)
from weltoffen.publication.selectors.overview import published_overview
from weltoffen.publication.selectors.pages import published_countries, published_page
from weltoffen.publication.selectors.relation import published_relation
from weltoffen.publication.selectors.rows import published_home, published_rows
from weltoffen.publication.selectors.sources import published_source, published_sources, uses_of
from weltoffen.publication.selectors.themes import published_theme, published_themes

__all__ = [
    "Named",
    "addresses_beside_relations",
    "disagreements_citing",
    "first_recorded",
    "organisation_meant",
    "published_addresses",
    "published_anniversaries",
    "published_count",
    "published_counting_rules",
    "published_countries",
    "published_counts",
    "published_disagreement",
    "published_home",
    "published_ledger",
    "published_news",
    "published_office",
    "published_organisation",
    "published_organisations",
    "published_overview",
    "published_page",
    "published_relation",
    "published_rows",
    "published_since_rules",
    "published_source",
    "published_sources",
    "published_theme",
    "published_themes",
    "uses_of",
    "what_is",
    "yearly_counts",
]
