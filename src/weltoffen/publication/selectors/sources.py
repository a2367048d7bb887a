"""Sources and what they prove."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from weltoffen.ground.dates import parse_date
from weltoffen.ground.languages import Wording
from weltoffen.ground.spoken import say_date
from weltoffen.publication import wording
from weltoffen.publication.selectors.proofs import passage_of, source_of
from weltoffen.publication.selectors.rows import names_of, public_relations
from weltoffen.publication.types import PublishedPassage, PublishedSource
from weltoffen.records.enums import Visibility
from weltoffen.relations.models import Citation
from weltoffen.sources.models import Passage, Source


@dataclass(frozen=True, slots=True)
class PublishedSourceUse:
    """A passage of a source and an act that it proves."""

    passage: PublishedPassage
    act: str
    act_title: Wording
    on_words: str
    relation: str
    relation_name: Wording


def published_sources(language: str) -> tuple[tuple[PublishedSource, int], ...]:
    """Return all public sources with the number of their passages, in one query."""
    sources = (
        Source.objects.filter(visibility=Visibility.PUBLIC)
        .annotate(passages=Count("snapshots__passages"))
        .order_by("standing", "title")
    )
    with wording.speaking(language):
        return tuple((source_of(source, language), source.passages) for source in sources)


def published_source(
    identifier: str, on: date, language: str
) -> tuple[PublishedSource, tuple[PublishedPassage, ...], tuple[PublishedSourceUse, ...]] | None:
    """Return a public source, its passages, and which public acts they prove."""
    source = Source.objects.filter(identifier=identifier, visibility=Visibility.PUBLIC).first()
    if source is None:
        return None
    passages = Passage.objects.filter(snapshot__source=source).select_related("snapshot__source")
    with wording.speaking(language):
        shown = {passage.pk: passage_of(passage, language) for passage in passages}
        return source_of(source, language), tuple(shown.values()), _uses(shown, on, language)


def _uses(
    shown: dict[int, PublishedPassage], on: date, language: str
) -> tuple[PublishedSourceUse, ...]:
    citations = list(
        Citation.objects.filter(
            passage_id__in=shown,
            act__visibility=Visibility.PUBLIC,
            act__relation__visibility=Visibility.PUBLIC,
        )
        .select_related("act__relation")
        .order_by("passage_id", "act__earliest", "id")
    )
    relations = public_relations().filter(pk__in={c.act.relation_id for c in citations})
    names = names_of(relations, on, language)
    return tuple(
        PublishedSourceUse(
            passage=shown[citation.passage_id],
            act=citation.act.identifier,
            act_title=wording.worded(citation.act, "title", language),
            on_words=say_date(parse_date(citation.act.on), language),
            relation=citation.act.relation.identifier,
            relation_name=names[citation.act.relation_id],
        )
        for citation in citations
    )
