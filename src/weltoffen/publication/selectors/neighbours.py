"""The other relations of the same home, as far as a relation's page names them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from weltoffen.ground.languages import LANGUAGES, Wording, choose
from weltoffen.publication import wording
from weltoffen.publication.rules.beginnings import began_by
from weltoffen.publication.rules.neighbours import Standing, by_theme, in_time
from weltoffen.publication.selectors.prepared import Prepared
from weltoffen.publication.selectors.reading import ACT_COLUMNS, acts_in
from weltoffen.publication.types import PublishedNeighbour, PublishedTheme
from weltoffen.relations.enums import PARTNERSHIP_PHASES, Axis
from weltoffen.relations.models import RelationTheme
from weltoffen.relations.rules.state import deciding_acts, known_acts
from weltoffen.relations.selectors import public_act_rows, shown_to_public
from weltoffen.relations.types import ActFacts

_NAMED_BY = ("municipality__name", "instrument__name")
_NAMING = (
    "relation_id",
    "relation__identifier",
    "relation__network_id",
    *(f"relation__{field}_{code}" for field in _NAMED_BY for code in LANGUAGES),
)
_ACT_ID = len(_NAMING) + ACT_COLUMNS.index("id")


@lru_cache(maxsize=4)
def _siblings(kind: str) -> Prepared:
    return Prepared(
        lambda home: (
            public_act_rows()
            .filter(
                shown_to_public("relation__"),
                relation__home_id=home,
                **{f"relation__{kind}__isnull": False},
            )
            .values_list(*_NAMING, *ACT_COLUMNS)
        )
    )


_ALIKE = Prepared(
    lambda relation, home: (
        RelationTheme.objects.filter(
            shown_to_public("relation__"),
            theme__relation_links__relation=relation,
            relation__home_id=home,
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


def siblings_of(relation: Any) -> tuple[list[ActFacts], dict[int, Sibling]]:
    """Return a relation's own public acts, and the public relations of its home of the same kind.

    By primary key, those of which nothing public is recorded left out; one query.
    """
    found: dict[int, Sibling] = {}
    rows = {
        row[_ACT_ID]: row
        for row in _siblings(relation.counterpart_kind).rows(home=relation.home_id)
    }
    own: list[ActFacts] = []
    for act in acts_in(rows.values(), len(_NAMING)):
        row = rows[act.id]
        (own if row[0] == relation.pk else _gathered(found, row).acts).append(act)
    return own, found


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
