"""Sources and what they prove."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from django.db.models import Count, Exists, Model, OuterRef, Q

from weltoffen.ground.dates import parse_date, parse_interval
from weltoffen.ground.languages import Wording
from weltoffen.ground.spoken import say_date, say_day
from weltoffen.organisations.models import Organisation, OrganisationName
from weltoffen.publication import wording
from weltoffen.publication.selectors.proofs import passage_of, source_of
from weltoffen.publication.selectors.rows import names_of, public_relations
from weltoffen.publication.types import (
    PublishedPassage,
    PublishedSnapshot,
    PublishedSource,
    PublishedSourceSheet,
    PublishedUse,
)
from weltoffen.records.enums import Visibility
from weltoffen.records.models import Record
from weltoffen.relations.enums import ActKind
from weltoffen.relations.models import (
    Citation,
    Duty,
    DutyEvidence,
    Instrument,
    InstrumentVersion,
    Position,
    RelationTheme,
    Theme,
)
from weltoffen.relations.selectors import asked_in_public, shown_to_public
from weltoffen.sources.models import Passage, Snapshot, Source

Names = dict[int, tuple[str, Wording]]
"""Public relations by primary key: identifier and name."""


def published_sources(language: str) -> tuple[tuple[PublishedSource, int], ...]:
    """Return all public sources with the number of their public passages, in two queries."""
    sources = Source.objects.filter(visibility=Visibility.PUBLIC).order_by(
        "standing", "title", "identifier"
    )
    passages = dict(
        Passage.objects.filter(publicly_used())
        .order_by()
        .values_list("snapshot__source")
        .annotate(Count("pk"))
    )
    with wording.speaking(language):
        return tuple(
            (source_of(source, language), passages.get(source.pk, 0)) for source in sources
        )


def publicly_used(shown: Callable[[str], Q] = shown_to_public, without: Record | None = None) -> Q:
    """Return which passages are public: those that prove something public.

    A passage has no visibility of its own. One that only an internal act rests on would tell what
    nobody has published yet, so it stays inside with it. ``shown`` says which relations are seen,
    should others be supposed: what would be public if one of them were not. ``without`` is an
    organisation or a charter supposed to be internal.
    """
    named = Q(organisation__visibility=Visibility.PUBLIC)
    bound = Q(instrument__visibility=Visibility.PUBLIC)
    if isinstance(without, Organisation):
        named &= ~Q(organisation=without)
    elif isinstance(without, Instrument):
        bound &= ~Q(instrument=without)
    relation = shown("relation__")
    public_act = Q(act__visibility=Visibility.PUBLIC) & shown("act__relation__")
    uses: tuple[tuple[type[Model], Q], ...] = (
        (Citation, public_act),
        (Position, asked_in_public("disagreement__", shown)),
        (RelationTheme, relation),
        (Theme, Q()),
        (OrganisationName, named),
        (Duty, bound),
        (InstrumentVersion, bound),
        (DutyEvidence, relation),
    )
    used = Q()
    for model, public in uses:
        rows = model._default_manager.filter(public, passage=OuterRef("pk"))
        used |= Q(Exists(rows))
    return used


def published_source(identifier: str, on: date, language: str) -> PublishedSourceSheet | None:
    """Return a public source with its passages and what each proves; nine queries at most.

    What is not public itself, or belongs to a relation that is not, is left out of the uses.
    """
    public = Source.objects.filter(identifier=identifier, visibility=Visibility.PUBLIC)
    snapshots = list(
        Snapshot.objects.filter(source__in=public).select_related("source").defer("body")
    )
    source = snapshots[0].source if snapshots else public.first()
    if source is None:
        return None
    passages = list(
        Passage.objects.filter(publicly_used(), snapshot__source=source)
        .select_related("snapshot__source")
        .defer("snapshot__body")
    )
    with wording.speaking(language):
        return PublishedSourceSheet(
            source=source_of(source, language),
            snapshots=tuple(
                PublishedSnapshot(
                    snapshot.received_on,
                    say_day(snapshot.received_on, language),
                    snapshot.media_type,
                    snapshot.sha256,
                    snapshot.has_body,
                )
                for snapshot in snapshots
            ),
            passages=_numbered(passages, language),
            uses=_uses([passage.pk for passage in passages], on, language),
        )


def uses_of(passages: Sequence[int], on: date, language: str) -> tuple[PublishedUse, ...]:
    """Return what some passages prove in public, be their sources public or not."""
    with wording.speaking(language):
        return _uses(list(passages), on, language)


def _numbered(passages: Iterable[Passage], language: str) -> tuple[PublishedPassage, ...]:
    return tuple(passage_of(passage, language) for passage in passages)


def _uses(passages: list[int], on: date, language: str) -> tuple[PublishedUse, ...]:
    """Return every public use of some passages, grouped by kind, acts first."""
    if not passages:
        return ()
    citations = list(
        Citation.objects.filter(passage_id__in=passages, act__visibility=Visibility.PUBLIC)
        .exclude(act__kind=ActKind.RETRACTION)  # it takes back what the words seemed to prove
        .select_related("act")
        .order_by("act__earliest", "act__latest", "id")
    )
    positions = list(
        Position.objects.filter(
            asked_in_public("disagreement__"), passage_id__in=passages
        ).select_related("disagreement")
    )
    tags = list(RelationTheme.objects.filter(passage_id__in=passages).select_related("theme"))
    about = {citation.act.relation_id for citation in citations}
    about |= {p.disagreement.relation_id for p in positions if p.disagreement.relation_id}
    about |= {tag.relation_id for tag in tags}
    names = _names(about, on, language)
    return (
        *_acts(citations, names, language),
        *_answers(positions, names, language),
        *_tags(tags, names, language),
        *_organisation_names(passages, language),
        *_duties(passages, language),
    )


def _names(about: Iterable[int], on: date, language: str) -> Names:
    relations = list(public_relations().filter(pk__in=about))
    names = names_of(relations, on, language)
    return {relation.pk: (relation.identifier, names[relation.pk]) for relation in relations}


def _acts(citations: Iterable[Citation], names: Names, language: str) -> Iterable[PublishedUse]:
    for citation in citations:
        act = citation.act
        if act.relation_id in names:
            yield PublishedUse(
                citation.passage_id, "act", act.identifier,
                wording.worded(act, "title", language),
                say_date(parse_date(act.on), language),
                *names[act.relation_id],
            )  # fmt: skip


def _answers(positions: Iterable[Position], names: Names, language: str) -> Iterable[PublishedUse]:
    for position in positions:
        question = position.disagreement
        about = names.get(question.relation_id or 0, ("", Wording("", language)))
        yield PublishedUse(
            position.passage_id, "disagreement", question.identifier,
            wording.worded(question, "question", language), "", *about,
        )  # fmt: skip


def _tags(tags: Iterable[RelationTheme], names: Names, language: str) -> Iterable[PublishedUse]:
    for tag in tags:
        if tag.relation_id in names:
            yield PublishedUse(
                tag.passage_id, "theme", tag.theme.identifier,
                wording.worded(tag.theme, "label", language), "", *names[tag.relation_id],
            )  # fmt: skip


def _organisation_names(passages: list[int], language: str) -> Iterable[PublishedUse]:
    for name in (
        OrganisationName.objects.filter(
            passage_id__in=passages, organisation__visibility=Visibility.PUBLIC
        )
        .select_related("organisation", "passage__snapshot")
        .defer("passage__snapshot__body")
    ):
        yield PublishedUse(
            name.passage_id or 0, "name", name.organisation.identifier,
            wording.worded(name, "name", language),
            wording.borne_words(
                parse_interval(name.valid),
                name.passage.snapshot.received_on if name.passage else None,
                language,
            ),
        )  # fmt: skip


def _duties(passages: list[int], language: str) -> Iterable[PublishedUse]:
    for duty in Duty.objects.filter(
        passage_id__in=passages, instrument__visibility=Visibility.PUBLIC
    ).select_related("instrument"):
        yield PublishedUse(
            duty.passage_id, "duty", duty.instrument.identifier,
            wording.worded(duty, "wording", language),
        )  # fmt: skip
