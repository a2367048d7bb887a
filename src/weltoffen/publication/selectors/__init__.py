"""Reads that give published values. Each names the language; what is not public never leaves."""

from weltoffen.publication.selectors.counts import published_count, published_counts, yearly_counts
from weltoffen.publication.selectors.ledger import published_disagreement, published_ledger
from weltoffen.publication.selectors.moments import published_anniversaries, published_news
from weltoffen.publication.selectors.organisations import (
    published_organisation,
    published_organisations,
)
from weltoffen.publication.selectors.relation import published_relation
from weltoffen.publication.selectors.rows import published_page, published_rows
from weltoffen.publication.selectors.sources import (
    PublishedSourceUse,
    published_source,
    published_sources,
)
from weltoffen.publication.selectors.themes import published_theme, published_themes

__all__ = [
    "PublishedSourceUse",
    "published_anniversaries",
    "published_count",
    "published_counts",
    "published_disagreement",
    "published_ledger",
    "published_news",
    "published_organisation",
    "published_organisations",
    "published_page",
    "published_relation",
    "published_rows",
    "published_source",
    "published_sources",
    "published_theme",
    "published_themes",
    "yearly_counts",
]
