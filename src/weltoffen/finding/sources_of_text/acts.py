"""Acts: what happened, how it is worded, who signed, and between whom."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator

from django.db.models import Q

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
from weltoffen.relations.enums import ActKind, Phase
from weltoffen.relations.models import Act, Relation


def read(keys: Collection[int]) -> Iterator[Document]:
    """Read acts."""
    rows = Act.objects.filter(pk__in=keys).select_related(
        *with_sides("relation__"), "body", "place"
    )
    for act in rows.prefetch_related("relation__network__names", "body__names", "signatories"):
        yield Document(
            record=act.pk,
            reference=act.identifier,
            titles=in_languages(act, "title"),
            said=tuple(_said(act)),
            visibility=act.visibility,
        )


def _said(act: Act) -> Iterator[Said]:
    yield from said(Where.SUMMARY, act, "wording")
    yield from sorts(ActKind, act.kind)
    yield from sorts(Phase, act.phase)
    yield from said(Where.NOTE, act, "note")
    yield from plain(Where.PAPER, act.paper_number)
    if act.body is not None and may_tell_of(act.body.visibility, act.visibility):
        yield from (Said(Where.BODY, each.text) for each in names_over_time(act.body.names.all()))
    if act.place is not None:
        yield from said(Where.ADDRESS, act.place, "name")
    for signatory in act.signatories.all():
        yield from said(Where.OFFICE, signatory, "office")
    if may_tell_of(act.relation.visibility, act.visibility):
        yield from _of_relation(act.relation)


def _of_relation(relation: Relation) -> Iterator[Said]:
    """Yield the two sides, as text: an act is not called so."""
    yield from (Said(Where.SUMMARY, title) for title in titles_of(relation).values())
    yield from (Said(Where.BODY, name.text) for name in counterpart_names(relation))


def _touched(condition: Callable[[list[int]], Q]) -> Callable[[Collection[int]], Iterable[int]]:
    def follow(keys: Collection[int]) -> Iterable[int]:
        found = Act.objects.filter(condition(list(keys))).order_by()
        return found.values_list("pk", flat=True).distinct().iterator()

    return follow


def _by_place(keys: list[int]) -> Q:
    return Q(place__in=keys) | either_side(keys, "relation__")


KIND = Kind(
    "acts", Act, read, place=3,
    follows={
        PLACE: _touched(_by_place),
        COUNTRY: _touched(lambda keys: Q(relation__municipality__country__in=keys)),
        "organisations.organisation": _touched(
            lambda keys: Q(body__in=keys) | Q(relation__network__in=keys)
        ),
        "relations.instrument": _touched(lambda keys: Q(relation__instrument__in=keys)),
        "relations.relation": _touched(lambda keys: Q(relation__in=keys)),
    },
)  # fmt: skip
