"""The other relations of the same home, as far as a relation's page names them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from weltoffen.ground.languages import LANGUAGES, Wording, choose
from weltoffen.publication import wording
from weltoffen.publication.rules.neighbours import Standing, by_theme, in_time
from weltoffen.publication.selectors.prepared import Prepared
from weltoffen.publication.selectors.reading import facts_of, known_facts
from weltoffen.publication.selectors.rows import began_by
from weltoffen.publication.types import PublishedNeighbour, PublishedTheme
from weltoffen.records.enums import Visibility
from weltoffen.relations.enums import PARTNERSHIP_PHASES, Axis
from weltoffen.relations.models import RelationTheme
from weltoffen.relations.rules.state import deciding_acts, known_acts
from weltoffen.relations.selectors import act_rows
from weltoffen.relations.types import ActFacts

_NAMED_BY = ("municipality__name", "instrument__name")
_NAMING = (
    "relation_id",
    "relation__identifier",
    "relation__network_id",
    *(f"relation__{field}_{code}" for field in _NAMED_BY for code in LANGUAGES),
)


@lru_cache(maxsize=4)
def _siblings(kind: str) -> Prepared:
    return Prepared(
        lambda home: (
            act_rows(public_only=True)
            .filter(
                relation__home_id=home,
                relation__visibility=Visibility.PUBLIC,
                **{f"relation__{kind}__isnull": False},
            )
            .values_list(*_NAMING, *known_facts())
        )
    )


_ALIKE = Prepared(
    lambda relation, home: (
        RelationTheme.objects.filter(
            theme__relation_links__relation=relation,
            relation__home_id=home,
            relation__visibility=Visibility.PUBLIC,
        )
        .exclude(relation=relation)
        .order_by("relation_id", "theme_id")
        .values_list(*_NAMING, "theme__identifier")
        .distinct()
    )
)


class Sibling(NamedTuple):
    """A relation of the same home; ``named`` are the columns of its counterpart's name.

    ``acts`` are its public acts where it was read for its place in time, ``themes`` what it has in
    common where it was read for that.
    """

    identifier: str
    network: int | None
    named: tuple[str | None, ...]
    acts: list[ActFacts]
    themes: list[str]


Siblings = Mapping[int, Sibling]


def _gathered(found: dict[int, Sibling], row: Sequence[Any]) -> Sibling:
    sibling = found.get(row[0])
    if sibling is None:
        named = tuple(row[3 : len(_NAMING)])
        sibling = found[row[0]] = Sibling(row[1], row[2], named, [], [])
    return sibling


def siblings_of(relation: Any) -> dict[int, Sibling]:
    """Return the public relations of the same home with the same kind of counterpart.

    By primary key, the one itself left out; one query.
    """
    found: dict[int, Sibling] = {}
    for row in _siblings(relation.counterpart_kind).rows(home=relation.home_id):
        if row[0] != relation.pk:
            _gathered(found, row).acts.append(facts_of(row[len(_NAMING) :]))
    return found


def kin_of(relation: Any) -> dict[int, Sibling]:
    """Return the public relations of the same home with common themes, by primary key.

    One query.
    """
    found: dict[int, Sibling] = {}
    for row in _ALIKE.rows(relation=relation.pk, home=relation.home_id):
        _gathered(found, row).themes.append(row[-1])
    return found


def networks_among(*groups: Siblings) -> set[int]:
    """Return the primary keys of networks whose names are needed."""
    return {s.network for siblings in groups for s in siblings.values() if s.network}


def neighbours_of(
    held: Sequence[ActFacts],
    siblings: Siblings,
    kin: Siblings,
    names: Mapping[int, Any],
    themes: Iterable[PublishedTheme],
    on: date,
    language: str,
) -> dict[str, Any]:
    """Return these fields of a published relation; ``held`` are its own acts that hold."""
    own = _standing(0, held, on)
    others = [_standing(pk, known_acts(s.acts), on) for pk, s in siblings.items()]
    before, after = in_time(own, others)
    labels = {theme.identifier: theme.label for theme in themes}
    alike = by_theme(
        set(labels), [Standing(pk, "", None, tuple(s.themes)) for pk, s in kin.items()]
    )

    def beside(one: Standing | None) -> PublishedNeighbour | None:
        if one is None:
            return None
        sibling = siblings[one.key]
        since = wording.since_words(one.since, language) if one.since else ""
        return PublishedNeighbour(sibling.identifier, _name(sibling, names, language), since)

    return {
        "before": beside(before),
        "after": beside(after),
        "kin": tuple(
            PublishedNeighbour(
                kin[one.key].identifier,
                _name(kin[one.key], names, language),
                "",
                tuple(labels[theme] for theme in one.themes if theme in labels),
            )
            for one in alike
        ),
    }


def _standing(key: int, held: Sequence[ActFacts], on: date) -> Standing:
    begun = deciding_acts(held, Axis.PHASE, on)
    phases = {act.phase for act in begun}
    certain = phases.pop() if len(phases) == 1 else ""
    group = "partnership" if certain in PARTNERSHIP_PHASES else certain
    return Standing(key, group, began_by(begun, held, on).on if group else None)


def _name(sibling: Sibling, names: Mapping[int, Any], language: str) -> Wording:
    if sibling.network:
        name = wording.worded(names.get(sibling.network), "name", language)
    else:
        columns = iter(sibling.named)
        texts = [{code: next(columns) or "" for code in LANGUAGES} for _field in _NAMED_BY]
        name = choose(next((text for text in texts if any(text.values())), {}), language)
    return name or Wording(sibling.identifier, language)
