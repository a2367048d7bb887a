"""Which words become public with a source, and where else in public they show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from weltoffen.desk.naming import language, titles_of
from weltoffen.publication.selectors.sources import publicly_used, uses_of
from weltoffen.publication.types import PublishedUse
from weltoffen.records.enums import Visibility
from weltoffen.records.models import Record
from weltoffen.relations.models import Act, Relation
from weltoffen.sources.models import Passage, Source


@dataclass(frozen=True, slots=True)
class Page:
    """A public page; without an address where it is only named."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words of a source, and what else shows them.

    ``only_with`` are the acts with one of which alone the words become public, if nothing public
    rests on them yet. ``elsewhere`` are the public pages of other things that rest on them.
    """

    passage: int
    source: str
    words: str
    only_with: tuple[str, ...] = ()
    elsewhere: tuple[Page, ...] = ()

    @property
    def mark(self) -> str:
        """Return by which the same words on the same pages are known again."""
        return f"{self.passage} {' '.join(page.text for page in self.elsewhere)}"


def quoted(sources: Sequence[Record], cited: QuerySet[Passage], record: Record) -> Iterator[Quoted]:
    """Yield the words of sources that are public with them, once a record is.

    ``cited`` are those that the record rests on; what else public rests on others of the same
    sources shows then too.
    """
    if not sources:
        return
    of_sources = Passage.objects.filter(snapshot__source__in=[each.pk for each in sources])
    found = of_sources.filter(Q(pk__in=cited.values("pk")) | publicly_used())
    passages = list(
        found.select_related("snapshot__source")
        .defer("snapshot__body")
        .order_by("snapshot__source__title", "snapshot", "start", "pk")
    )
    pages = _pages([each.pk for each in passages], record)
    only_with = _only_with(passages, record)
    for each in passages:
        source: Source = each.snapshot.source
        elsewhere = tuple(pages.get(each.pk, ()))
        words = each.quote or each.gist
        yield Quoted(each.pk, source.title, words, only_with.get(each.pk, ()), elsewhere)


def _pages(passages: Sequence[int], record: Record) -> dict[int, list[Page]]:
    relation = record.relation if isinstance(record, Act) else record
    found: dict[int, list[Page]] = {}
    for use in uses_of(passages, timezone.localdate(), language()) if passages else ():
        of_record = isinstance(relation, Relation) and use.relation == relation.identifier
        page = _page(use)
        pages = found.setdefault(use.passage, [])
        if not of_record and use.identifier != record.identifier and page not in pages:
            pages.append(page)
    return found


def _page(use: PublishedUse) -> Page:
    if use.relation:
        url = reverse("portal:relation", args=[use.relation])
        return Page(use.relation_name.text, url)
    return Page(use.title.text, "")


def _only_with(passages: Sequence[Passage], record: Record) -> dict[int, tuple[str, ...]]:
    """Return by passage the relation's acts that are still internal, where none is public."""
    if not isinstance(record, Relation):
        return {}
    found: dict[int, tuple[str, ...]] = {}
    acts = record.acts.exclude(pk__in=Act.undone_unseen(record.pk))
    of = list(acts.filter(citations__passage__in=passages).distinct())
    rows = acts.filter(pk__in=[each.pk for each in of], citations__passage__in=passages)
    named, by_key = titles_of(of), {each.pk: each for each in of}
    cited = list(rows.values_list("citations__passage", "pk"))
    public = {at for at, pk in cited if by_key[pk].visibility == Visibility.PUBLIC}
    for passage, pk in cited:
        if passage not in public:
            found[passage] = (*found.get(passage, ()), named[pk])
    return found
