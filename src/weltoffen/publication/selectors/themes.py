"""Fields of cooperation and goals."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Count, Q

from weltoffen.ground.identifiers import identifier_from
from weltoffen.publication import wording
from weltoffen.publication.selectors import shapes
from weltoffen.publication.selectors.prepared import Prepared
from weltoffen.publication.selectors.proofs import PASSAGE, is_public, passage_of
from weltoffen.publication.selectors.rows import public_relations, rows_from
from weltoffen.publication.types import (
    PublishedPassage,
    PublishedTheme,
    PublishedThemeSheet,
)
from weltoffen.records.enums import Visibility
from weltoffen.relations.enums import Phase
from weltoffen.relations.models import RelationTheme, Theme
from weltoffen.relations.selectors import shown_to_public


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


_LINKS = Prepared(
    lambda relation: (
        RelationTheme.objects.filter(relation_id=relation)
        .order_by("theme__kind", "theme__number", "theme__label_de", "id")
        .values_list(*shapes.THEME_LINK.paths())
    )
)


def themes_of(relation: int, language: str) -> tuple[PublishedTheme, ...]:
    """Return the themes of one relation, each with the passage that names it; one query."""
    links = [shapes.THEME_LINK.read(row) for row in _LINKS.rows(relation=relation)]
    return tuple(
        _theme(link.theme, language, passage_of(link.passage, language))
        for link in links
        if is_public(link.passage)
    )


def published_themes(home: str, language: str) -> tuple[tuple[PublishedTheme, int], ...]:
    """Return all themes with the number of a home's public relations tagged with each.

    Only tags whose source is public count, as on the theme's own page. One query.
    """
    shown = shown_to_public("relation_links__relation__") & Q(
        relation_links__relation__home__identifier=home,
        relation_links__passage__snapshot__source__visibility=Visibility.PUBLIC,
    )
    themes = Theme.objects.annotate(
        relations=Count("relation_links__relation", filter=shown, distinct=True)
    )
    with wording.speaking(language):
        listed = [(_theme(theme, language), theme.relations) for theme in themes]
    return tuple(sorted(listed, key=lambda entry: _place(entry[0])))


def _place(theme: PublishedTheme) -> tuple[str, int, str]:
    """Return where a theme stands in a list: goals by number, fields by name, Ö as O."""
    return theme.kind, theme.number or 0, identifier_from(theme.label.text)


def published_theme(
    identifier: str, home: str, on: date, language: str
) -> PublishedThemeSheet | None:
    """Return a theme, the relations tagged with it, and those it was said of as a group.

    A relation's tag is shown with the passages that give it; six queries at most.
    """
    theme = Theme.objects.select_related(PASSAGE).filter(identifier=identifier).first()
    if theme is None:
        return None
    relations = public_relations().filter(home__identifier=home)
    with wording.speaking(language):
        shown = theme.passage if theme.passage and is_public(theme.passage) else None
        passage = passage_of(shown, language) if shown else None
        proofs = _proofs(theme, language)
        tagged = rows_from(list(relations.filter(pk__in=proofs)), on, language)
        by_identifier = {name: shown for name, shown in proofs.values()}
        said_of = rows_from(list(relations), on, language) if theme.said_of else []
        return PublishedThemeSheet(
            theme=_theme(theme, language, passage),
            tagged=tuple((row, by_identifier[row.identifier]) for row in tagged),
            said_of=tuple(row for row in said_of if row.phase == theme.said_of),
        )


def _proofs(theme: Theme, language: str) -> dict[int, tuple[str, tuple[PublishedPassage, ...]]]:
    """Return, by relation, its identifier and the public passages that tag it with a theme."""
    found: dict[int, tuple[str, tuple[PublishedPassage, ...]]] = {}
    links: Iterable[RelationTheme] = theme.relation_links.select_related("relation", PASSAGE)
    for link in links:
        if is_public(link.passage):
            _, passages = found.get(link.relation_id, ("", ()))
            passages = (*passages, passage_of(link.passage, language))
            found[link.relation_id] = (link.relation.identifier, passages)
    return found
