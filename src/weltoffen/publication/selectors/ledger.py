"""Where sources disagree."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import QuerySet

from weltoffen.ground.languages import Wording
from weltoffen.publication import wording
from weltoffen.publication.selectors import shapes
from weltoffen.publication.selectors.prepared import Prepared
from weltoffen.publication.selectors.proofs import BODY, PASSAGE, is_public, passage_of
from weltoffen.publication.selectors.rows import names_of, public_relations
from weltoffen.publication.types import PublishedAnswer, PublishedDisagreement
from weltoffen.records.enums import Visibility
from weltoffen.relations.models import Disagreement, Position
from weltoffen.relations.selectors import asked_in_public, untranslated


def _gathered(
    positions: Iterable[Position], language: str, names: Mapping[int, Wording]
) -> tuple[PublishedDisagreement, ...]:
    """Return disagreements with their answers; ``names`` are those of public relations."""
    answers: dict[int, list[PublishedAnswer]] = {}
    questions: dict[int, Disagreement] = {}
    for position in positions:
        questions[position.disagreement_id] = position.disagreement
        given = answers.setdefault(position.disagreement_id, [])
        if is_public(position.passage):
            given.append(
                PublishedAnswer(
                    wording.worded(position, "answer", language),
                    position.is_used,
                    passage_of(position.passage, language),
                )
            )
    return tuple(
        PublishedDisagreement(
            identifier=question.identifier,
            question=wording.worded(question, "question", language),
            reason=wording.worded(question, "reason", language),
            is_settled=question.settled,
            relation=question.relation.identifier if question.relation else "",
            relation_name=names.get(question.relation_id or 0, Wording("", language)),
            answers=tuple(answers[pk]),
        )
        for pk, question in questions.items()
    )


def _positions() -> QuerySet[Position]:
    return (
        Position.objects.filter(asked_in_public("disagreement__"))
        .select_related("disagreement__relation", PASSAGE)
        .defer(BODY)
        .order_by("disagreement__identifier", "position")
    )


_OF_RELATION = Prepared(
    lambda relation: (
        untranslated(Position.objects.all())
        .filter(disagreement__visibility=Visibility.PUBLIC, disagreement__relation_id=relation)
        .order_by("disagreement__identifier", "position")
        .values_list(*shapes.POSITION.paths())
    )
)


_OF_HOME = Prepared(
    lambda home: (
        untranslated(Position.objects.all())
        .filter(asked_in_public("disagreement__"), disagreement__home__identifier=home)
        .order_by("disagreement__identifier", "position")
        .values_list(*shapes.POSITION.paths())
    )
)


def disagreements_of(relation: int, language: str) -> tuple[PublishedDisagreement, ...]:
    """Return the disagreements about one public relation, in one query."""
    found = [shapes.POSITION.read(row) for row in _OF_RELATION.rows(relation=relation)]
    return _gathered(found, language, {relation: Wording("", language)})


def published_ledger(
    home: str, on: date, language: str, *, names: Mapping[int, Wording] | None = None
) -> tuple[PublishedDisagreement, ...]:
    """Return every disagreement about a home municipality, those about relations named.

    ``names`` are those of the home's relations by primary key, where the caller has read them.
    """
    positions = [shapes.POSITION.read(row) for row in _OF_HOME.rows(home=home)]
    about = {p.disagreement.relation_id for p in positions if p.disagreement.relation_id}
    with wording.speaking(language):
        if names is None:
            names = names_of(public_relations().filter(pk__in=about), on, language)
        return _gathered(positions, language, names)


def published_disagreement(
    identifier: str, on: date, language: str
) -> PublishedDisagreement | None:
    """Return one disagreement, or None where there is none of that identifier."""
    positions = list(_positions().filter(disagreement__identifier=identifier))
    if not positions:
        return None
    about = positions[0].disagreement.relation_id
    with wording.speaking(language):
        names = names_of(public_relations().filter(pk=about), on, language) if about else {}
        return next(iter(_gathered(positions, language, names)), None)


def disagreements_citing(
    passages: Iterable[int], on: date, language: str
) -> tuple[PublishedDisagreement, ...]:
    """Return the public disagreements in which some of these passages give an answer."""
    wanted = list(passages)
    if not wanted:
        return ()
    positions = list(_positions().filter(disagreement__positions__passage_id__in=wanted).distinct())
    about = {p.disagreement.relation_id for p in positions if p.disagreement.relation_id}
    with wording.speaking(language):
        names = names_of(public_relations().filter(pk__in=about), on, language) if about else {}
        return _gathered(positions, language, names)
