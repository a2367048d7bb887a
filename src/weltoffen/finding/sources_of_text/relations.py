"""Relations: the names of both sides, what is said of them, their themes, their acts' titles."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from weltoffen.finding.enums import Where
from weltoffen.finding.registry import Kind
from weltoffen.finding.sources_of_text.wording import (
    COUNTRY,
    PLACE,
    in_languages,
    may_tell_of,
    names_over_time,
    paired,
    place_names,
    said,
    sorts,
)
from weltoffen.finding.types import Document, Said
from weltoffen.organisations.selectors import borne_on
from weltoffen.relations.enums import Phase
from weltoffen.relations.models import Act, DutyEvidence, Relation, RelationTheme

SIDES = ("home", "municipality__country", "network", "instrument")
MOST_ACTS = 200
"""Of a relation with more acts, so many titles are found with it; the acts themselves all are."""


def with_sides(path: str = "") -> tuple[str, ...]:
    """Return what to read along for the names of a relation's two sides."""
    return tuple(f"{path}{side}" for side in SIDES)


def titles_of(relation: Relation) -> dict[str, str]:
    """Return the name of a relation by language."""
    return paired(in_languages(relation.home, "name"), _counterpart(relation))


def _counterpart(relation: Relation) -> Mapping[str, str]:
    if relation.network is not None:
        names = list(relation.network.names.all())
        borne = borne_on(names, timezone.localdate()).get(relation.network.pk)
        return in_languages(borne, "name") if borne else {"de": relation.network.identifier}
    return in_languages(relation.counterpart, "name")


def counterpart_names(relation: Relation) -> Iterator[Said]:
    """Yield all names of the other side."""
    if relation.municipality is not None:
        yield from place_names(relation.municipality)
    elif relation.network is not None:
        yield from names_over_time(relation.network.names.all())


def read(keys: Collection[int]) -> Iterator[Document]:
    """Read relations."""
    themes = RelationTheme.objects.select_related("theme")
    rows = Relation.objects.filter(pk__in=keys).select_related(*SIDES)
    for relation in rows.prefetch_related(
        "network__names", "acts", "duty_evidence", Prefetch("theme_links", themes)
    ):
        yield Document(
            record=relation.pk,
            reference=relation.identifier,
            titles=titles_of(relation),
            said=tuple(_said(relation)),
            visibility=relation.visibility,
        )


def _said(relation: Relation) -> Iterator[Said]:
    yield from counterpart_names(relation)
    yield from said(Where.SUMMARY, relation, "summary")
    if relation.open_question:
        yield Said(Where.QUESTION, relation.open_question)
    for link in relation.theme_links.all():
        yield from said(Where.THEME, link.theme, "label")
    acts = list(relation.acts.all())[:MOST_ACTS]
    told = [act for act in acts if may_tell_of(act.visibility, relation.visibility)]
    yield from sorts(Phase, *(act.phase for act in told))
    for act in told:
        yield from said(Where.ACT, act, "title", detail=act.on)
    for evidence in relation.duty_evidence.all():
        yield from said(Where.MEASURE, evidence, "measure")


def _touched(condition: Callable[[list[int]], Q]) -> Callable[[Collection[int]], Iterable[int]]:
    def follow(keys: Collection[int]) -> Iterable[int]:
        found: QuerySet[Any] = Relation.objects.filter(condition(list(keys))).order_by()
        return found.values_list("pk", flat=True).distinct().iterator()

    return follow


def either_side(keys: list[int], path: str = "") -> Q:
    """Return the condition that a municipality is one of a relation's sides."""
    return Q(**{f"{path}home__in": keys}) | Q(**{f"{path}municipality__in": keys})


KIND = Kind(
    "relations", Relation, read, place=0,
    follows={
        PLACE: _touched(either_side),
        COUNTRY: _touched(lambda keys: Q(municipality__country__in=keys)),
        "organisations.organisation": _touched(lambda keys: Q(network__in=keys)),
        "relations.instrument": _touched(lambda keys: Q(instrument__in=keys)),
        "relations.theme": _touched(lambda keys: Q(theme_links__theme__in=keys)),
        Act._meta.label_lower: _touched(lambda keys: Q(acts__in=keys)),
        DutyEvidence._meta.label_lower: _touched(lambda keys: Q(duty_evidence__in=keys)),
    },
)  # fmt: skip
