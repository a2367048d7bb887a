"""Fields of cooperation and goals."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, Q

from weltoffen.publication import wording
from weltoffen.publication.selectors.proofs import PASSAGE, is_public, passage_of
from weltoffen.publication.selectors.rows import public_relations, rows_from
from weltoffen.publication.types import PublishedPassage, PublishedRow, PublishedTheme
from weltoffen.records.enums import Visibility
from weltoffen.relations.enums import Phase
from weltoffen.relations.models import RelationTheme, Theme


def _theme(theme: Theme, language: str, passage: PublishedPassage | None = None) -> PublishedTheme:
    return PublishedTheme(
        identifier=theme.identifier,
        kind=theme.kind,
        number=theme.number,
        label=wording.worded(theme, "label", language),
        description=wording.worded(theme, "description", language),
        said_of=theme.said_of,
        said_of_label=wording.label_of(Phase, theme.said_of) if theme.said_of else "",
        passage=passage,
    )


def themes_of(relation: int, language: str) -> tuple[PublishedTheme, ...]:
    """Return the themes of one relation, each with the passage that names it."""
    links = RelationTheme.objects.filter(relation_id=relation).select_related("theme", PASSAGE)
    return tuple(
        _theme(link.theme, language, passage_of(link.passage, language))
        for link in links
        if is_public(link.passage)
    )


def published_themes(language: str) -> tuple[tuple[PublishedTheme, int], ...]:
    """Return all themes with the number of public relations tagged with each, in one query."""
    themes = Theme.objects.annotate(
        relations=Count(
            "relation_links__relation",
            filter=Q(relation_links__relation__visibility=Visibility.PUBLIC),
            distinct=True,
        )
    )
    with wording.speaking(language):
        return tuple((_theme(theme, language), theme.relations) for theme in themes)


def published_theme(
    identifier: str, home: str, on: date, language: str
) -> tuple[PublishedTheme, tuple[PublishedRow, ...], tuple[PublishedRow, ...]] | None:
    """Return a theme, the relations tagged with it, and those it was said of as a group."""
    theme = Theme.objects.select_related(PASSAGE).filter(identifier=identifier).first()
    if theme is None:
        return None
    relations = public_relations().filter(home__identifier=home)
    tagged = list(relations.filter(theme_links__theme=theme).distinct())
    with wording.speaking(language):
        shown = theme.passage if theme.passage and is_public(theme.passage) else None
        passage = passage_of(shown, language) if shown else None
        grouped: tuple[PublishedRow, ...] = ()
        if theme.said_of:
            rows = rows_from(list(relations), on, language)
            grouped = tuple(row for row in rows if row.phase == theme.said_of)
        return (
            _theme(theme, language, passage),
            tuple(rows_from(tagged, on, language)),
            grouped,
        )
