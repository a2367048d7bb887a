"""The ledger: questions on which sources differ, their answers and the reason for the one used."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from weltoffen.finding.enums import Where
from weltoffen.finding.registry import Kind
from weltoffen.finding.sources_of_text.relations import titles_of, with_sides
from weltoffen.finding.sources_of_text.wording import in_languages, keys_of, may_tell_of, said
from weltoffen.finding.types import Document, Said
from weltoffen.relations.models import Disagreement


def read(keys: Collection[int]) -> Iterator[Document]:
    """Read disagreements, with the answers that stand."""
    rows = Disagreement.objects.filter(pk__in=keys).select_related(*with_sides("relation__"))
    for question in rows.prefetch_related("positions", "relation__network__names"):
        yield Document(
            record=question.pk,
            reference=question.identifier,
            titles=in_languages(question, "question"),
            said=tuple(_said(question)),
            visibility=question.visibility,
        )


def _said(question: Disagreement) -> Iterator[Said]:
    for position in question.positions.all():
        yield from said(Where.ANSWER, position, "answer")
    yield from said(Where.REASON, question, "reason")
    relation = question.relation
    if relation is not None and may_tell_of(relation.visibility, question.visibility):
        yield from (Said(Where.SUMMARY, title) for title in titles_of(relation).values())


KIND = Kind(
    "ledger", Disagreement, read, place=6,
    follows={"relations.relation": keys_of(Disagreement.objects.all(), "relation")},
)  # fmt: skip
