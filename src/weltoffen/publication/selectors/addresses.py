"""What has a permanent address: everything of one register, and what one identifier names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, F, IntegerField, Q, QuerySet, Value

from weltoffen.ground.identifiers import identifier_from
from weltoffen.ground.languages import Wording
from weltoffen.organisations.models import Organisation, OrganisationName
from weltoffen.organisations.selectors import names_on, own_entries
from weltoffen.places.models import Municipality
from weltoffen.publication import wording
from weltoffen.publication.selectors.rows import public_relations
from weltoffen.publication.types import PublishedAddress
from weltoffen.records.enums import Visibility
from weltoffen.relations.models import Act, Disagreement, Relation, Theme
from weltoffen.relations.rules.counting import COUNTING_RULES
from weltoffen.relations.selectors import asked_in_public, shown_to_public, untranslated
from weltoffen.sources.models import Source

_PUBLIC = Q(visibility=Visibility.PUBLIC)
_MERGED = "merged"
"""What an entry is in the search that only leads to another organisation."""
Body = tuple[int, str, str]
"""An organisation: primary key, identifier, kind."""


@dataclass(frozen=True, slots=True)
class Named:
    """What an identifier names. ``relation`` is where it is shown, if not on a page of its own.

    ``kind`` is ``relation``, ``act``, ``organisation``, ``source``, ``disagreement``, ``theme``,
    ``counting-rule``, or ``counterpart`` for a municipality or an instrument with which this city,
    or else another home, has a relation, or ``home`` for the city itself. Of an organisation that
    was merged with another, ``identifier`` is that of the other.
    """

    kind: str
    identifier: str
    relation: str = ""


def what_is(identifier: str, home: str) -> Named | None:
    """Return what a well-formed identifier names among what is public, or None; one query.

    Identifiers are unique within a kind. Should two kinds share one, the first in the order below
    answers, so the answer never depends on chance.
    """
    if identifier in COUNTING_RULES:
        return Named("counting-rule", identifier)
    with_it = Relation.objects.filter(shown_to_public() & _of_counterpart(identifier))
    named = _PUBLIC & Q(identifier=identifier)
    acts = Act.objects.filter(named, shown_to_public("relation__"))
    relations = Relation.objects.filter(shown_to_public(), identifier=identifier)
    disagreements = Disagreement.objects.filter(asked_in_public(), identifier=identifier)
    places: tuple[tuple[str, QuerySet[Any], str], ...] = (
        ("relation", relations, "identifier"),
        ("act", acts, "relation__identifier"),
        ("organisation", Organisation.objects.filter(named, own_entries()), ""),
        ("source", Source.objects.filter(named), ""),
        ("disagreement", disagreements, ""),
        ("theme", Theme.objects.filter(identifier=identifier), ""),
        ("home", Municipality.objects.filter(named, identifier=home), ""),
        ("counterpart", with_it.filter(home__identifier=home), "identifier"),
        ("counterpart", with_it.exclude(home__identifier=home), "identifier"),
        (
            _MERGED,
            Organisation.objects.filter(named, _leading_to_public()),
            "merged_into__identifier",
        ),
    )
    first, *others = (_found(order, *place) for order, place in enumerate(places))
    answers = sorted(first.union(*others, all=True))
    if not answers:
        return None
    _order, kind, found_at = answers[0]
    return Named("organisation", found_at) if kind == _MERGED else Named(kind, identifier, found_at)


def _leading_to_public() -> Q:
    """Return what keeps bodies that were merged with one that everybody may see."""
    return Q(merged_into__visibility=Visibility.PUBLIC)


def _found(order: int, kind: str, rows: QuerySet[Any], relation: str) -> QuerySet[Any, Any]:
    """Return rows as (place in the order, kind, relation), alike for every table."""
    alike: QuerySet[Any, Any] = (
        untranslated(rows)
        .order_by()
        .annotate(
            found_in=Value(order, IntegerField()),
            found_kind=Value(kind, CharField()),
            found_at=F(relation) if relation else Value("", CharField()),
        )
        .values_list("found_in", "found_kind", "found_at")
    )
    return alike


def _of_counterpart(identifier: str) -> Q:
    return Q(municipality__identifier=identifier) | Q(instrument__identifier=identifier)


def published_addresses(home: str, on: date, language: str) -> tuple[PublishedAddress, ...]:
    """Return everything public in a home's register that has a page of its own: six queries."""
    relations = list(public_relations().filter(home__identifier=home))
    bodies = _bodies(home)
    networks = {r.network_id for r in relations if r.network_id}
    names = names_on({pk for pk, _identifier, _kind in bodies} | networks, on)
    with wording.speaking(language):
        return (
            *_of_relations(relations, names, language),
            *_of_the_rest(home, bodies, names, language),
        )


def addresses_beside_relations(home: str, on: date, language: str) -> tuple[PublishedAddress, ...]:
    """Return the same without the relations: five queries."""
    bodies = _bodies(home)
    names = names_on([pk for pk, _identifier, _kind in bodies], on)
    with wording.speaking(language):
        return _of_the_rest(home, bodies, names, language)


def _bodies(home: str) -> list[Body]:
    """Return the bodies of the city, and those of no city, such as networks."""
    of_home = Q(municipality__identifier=home) | Q(municipality__isnull=True)
    return list(
        Organisation.objects.filter(_PUBLIC & of_home & own_entries()).values_list(
            "pk", "identifier", "kind"
        )
    )


def _of_the_rest(
    home: str, bodies: Iterable[Body], names: Mapping[int, OrganisationName], language: str
) -> tuple[PublishedAddress, ...]:
    return (
        *_of_disagreements(home, language),
        *_sorted(_of_themes(language)),
        *_sorted(_of_bodies(bodies, names, language)),
        *_of_sources(),
    )


def _sorted(found: Iterable[PublishedAddress]) -> list[PublishedAddress]:
    """Return addresses by number where they have one, then by name, Ö as O."""
    return sorted(found, key=lambda a: (a.number, identifier_from(a.label.text), a.identifier))


def _of_relations(
    relations: Sequence[Relation], names: Mapping[int, OrganisationName], language: str
) -> Iterable[PublishedAddress]:
    for relation in relations:
        bearer = names.get(relation.network_id) if relation.network_id else relation.counterpart
        label = wording.worded(bearer, "name", language)
        yield PublishedAddress("relation", relation.identifier, label, relation.counterpart_kind)


def _of_disagreements(home: str, language: str) -> Iterable[PublishedAddress]:
    found = Disagreement.objects.filter(asked_in_public(), home__identifier=home)
    return (
        PublishedAddress("disagreement", d.identifier, wording.worded(d, "question", language))
        for d in found
    )


def _of_themes(language: str) -> Iterable[PublishedAddress]:
    return (
        PublishedAddress(
            "theme",
            theme.identifier,
            wording.worded(theme, "label", language),
            theme.kind,
            theme.number or 0,
        )
        for theme in Theme.objects.all()
    )


def _of_bodies(
    bodies: Iterable[Body], names: Mapping[int, OrganisationName], language: str
) -> Iterable[PublishedAddress]:
    return (
        PublishedAddress(
            "organisation", identifier, wording.worded(names.get(pk), "name", language), kind
        )
        for pk, identifier, kind in bodies
    )


def _of_sources() -> Iterable[PublishedAddress]:
    found = Source.objects.filter(_PUBLIC).order_by("title", "identifier")
    return (
        PublishedAddress("source", s.identifier, Wording(s.title, s.language), s.standing)
        for s in found
    )
