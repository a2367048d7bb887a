"""Encounters: what they are about, where, with whom; never who takes part."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator

from django.db.models import Prefetch, Q

from weltoffen.encounters.enums import EncounterKind
from weltoffen.encounters.models import Encounter, EncounterBody, EncounterRelation
from weltoffen.finding.enums import Where
from weltoffen.finding.registry import Kind
from weltoffen.finding.sources_of_text.relations import (
    counterpart_names,
    either_side,
    titles_of,
    with_sides,
)
from weltoffen.finding.sources_of_text.wording import (
    COUNTRY,
    PLACE,
    in_languages,
    may_tell_of,
    names_over_time,
    plain,
    said,
    sorts,
)
from weltoffen.finding.types import Document, Said

_LINKS = Prefetch(
    "relation_links",
    EncounterRelation.objects.select_related(*with_sides("relation__")).prefetch_related(
        "relation__network__names"
    ),
)
_BODIES = Prefetch(
    "bodies",
    EncounterBody.objects.select_related("organisation").prefetch_related("organisation__names"),
)


def read(keys: Collection[int]) -> Iterator[Document]:
    """Read encounters."""
    rows = Encounter.objects.filter(pk__in=keys).select_related("municipality")
    for encounter in rows.prefetch_related(_LINKS, _BODIES):
        yield Document(
            record=encounter.pk,
            reference=encounter.identifier,
            titles=in_languages(encounter, "title"),
            said=tuple(_said(encounter)),
            visibility=encounter.visibility,
        )


def _said(encounter: Encounter) -> Iterator[Said]:
    """Yield what everybody may read who sees the encounter: not what is planned inside."""
    yield from sorts(EncounterKind, encounter.kind)
    yield from plain(Where.SUMMARY, encounter.theme, encounter.outcome)
    yield from plain(Where.TEXT, encounter.programme)
    yield from plain(Where.ADDRESS, encounter.venue)
    if encounter.municipality is not None:
        yield from said(Where.ADDRESS, encounter.municipality, "name")
    for body in encounter.bodies.all():
        if may_tell_of(body.organisation.visibility, encounter.visibility):
            names = names_over_time(body.organisation.names.all())
            yield from (Said(Where.BODY, each.text) for each in names)
    for link in encounter.relation_links.all():
        if may_tell_of(link.relation.visibility, encounter.visibility):
            yield from (Said(Where.SUMMARY, each) for each in titles_of(link.relation).values())
            yield from (Said(Where.BODY, each.text) for each in counterpart_names(link.relation))


def _touched(condition: Callable[[list[int]], Q]) -> Callable[[Collection[int]], Iterable[int]]:
    def follow(keys: Collection[int]) -> Iterable[int]:
        found = Encounter.objects.filter(condition(list(keys))).order_by()
        return found.values_list("pk", flat=True).distinct().iterator()

    return follow


_OF_RELATION = "relation_links__relation__"
KIND = Kind(
    "encounters", Encounter, read, place=5,
    follows={
        PLACE: _touched(lambda keys: Q(municipality__in=keys) | either_side(keys, _OF_RELATION)),
        COUNTRY: _touched(lambda keys: Q(**{f"{_OF_RELATION}municipality__country__in": keys})),
        "organisations.organisation": _touched(
            lambda keys: (
                Q(bodies__organisation__in=keys) | Q(**{f"{_OF_RELATION}network__in": keys})
            )
        ),
        "relations.instrument": _touched(
            lambda keys: Q(**{f"{_OF_RELATION}instrument__in": keys})
        ),
        "relations.relation": _touched(lambda keys: Q(relation_links__relation__in=keys)),
    },
)  # fmt: skip
