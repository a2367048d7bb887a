"""Filling the benchmark's own database: Dortmund, the world, and acts enough.

The world is what ``load-world`` makes of its file. What is missing to the full number of relations
are the same pairs seen from the other side; what is missing to the full number of acts is made up,
the same with every run. All of it goes through the actions that people use.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import date
from itertools import cycle, islice
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db.models import Max

from weltoffen.accounts.actions import ensure_function_account
from weltoffen.accounts.models import User
from weltoffen.ground.dates import parse_date
from weltoffen.records.enums import Visibility
from weltoffen.relations.actions import Effects, correct_act
from weltoffen.relations.actions.bulk import (
    NewAct,
    NewCityRelation,
    record_acts,
    record_city_relations,
)
from weltoffen.relations.enums import ActKind, Phase, Side, Status
from weltoffen.relations.models import Act, Relation
from weltoffen.sources.models import Passage

RELATIONS = 25_000
ACTS = 100_000
CORRECTIONS = 500
BATCH = 1000
Say = Callable[[str], None]

_EFFECTS = (
    Effects(),
    Effects(phase=Phase.FRIENDSHIP, bond=Status.ACTIVE),
    Effects(phase=Phase.TWIN, bond=Status.ACTIVE, channel=Status.ACTIVE),
    Effects(channel=Status.LIMITED, exchange=Status.RESTING),
    Effects(exchange=Status.ACTIVE, civil=Status.ACTIVE),
    Effects(bond=Status.ACTIVE, term_until=date(2031, 1, 1)),
)
_OFTEN = (30, 10, 30, 12, 15, 3)
"""How many in a hundred made-up acts have each of these effects."""


def load_dortmund() -> None:
    """Make the tables and load the demonstration register."""
    call_command("migrate", verbosity=0)
    call_command("load_demo", verbosity=0)


def load_the_world(file: Path, say: Say) -> None:
    """Load the world and fill up to the full numbers."""
    say(f"{file.name}")
    call_command("load_world", str(file), public=True, verbosity=0)
    by = ensure_function_account(username="bench")
    say("bis 25.000 Beziehungen: dieselben Paare von der anderen Seite")
    _mirror(RELATIONS - Relation.objects.count(), by)
    say("bis 100.000 Akte")
    _make_up_acts(ACTS - CORRECTIONS - Act.objects.count(), by)
    _correct_some(by)
    say("in die Suche")
    call_command("search", "update", verbosity=0)


def _mirror(missing: int, by: User) -> None:
    """Record relations from the other side, where that side has none yet.

    The home city keeps its own relations, so none is seen from it.
    """
    there = set(
        Relation.objects.filter(municipality__isnull=False).values_list("home", "municipality")
    )
    relations = (
        Relation.objects.filter(municipality__isnull=False)
        .exclude(municipality__identifier=settings.WELTOFFEN_HOME)
        .select_related("home", "municipality")
    )
    mirrored = (
        NewCityRelation(f"bench-{relation.pk}", relation.municipality, relation.home)
        for relation in relations
        if relation.municipality and (relation.municipality_id, relation.home_id) not in there
    )
    while batch := list(islice(mirrored, min(BATCH, missing))):
        record_city_relations(relations=batch, visibility=Visibility.PUBLIC, by=by)
        missing -= len(batch)


def _make_up_acts(missing: int, by: User) -> None:
    passage = Passage.objects.latest("id")
    made_up = islice(_acts(), max(missing, 0))
    while batch := list(islice(made_up, BATCH)):
        record_acts(acts=batch, citation=passage, visibility=Visibility.PUBLIC, by=by)


def _acts() -> Iterator[NewAct]:
    """Yield acts for relations in turn, without end, the same with every run.

    The home city's own relations get none: its pages are compared before and after.
    """
    chance = random.Random(2026)  # noqa: S311 - made-up data, no secret
    others = Relation.objects.exclude(home__identifier=settings.WELTOFFEN_HOME)
    relations = list(others.filter(municipality__isnull=False).order_by("id"))
    newest = Act.objects.aggregate(newest=Max("id"))["newest"] or 0
    for number, relation in enumerate(cycle(relations), start=newest + 1):
        (effects,) = chance.choices(_EFFECTS, _OFTEN)
        yield NewAct(
            identifier=f"bench-akt-{number}",
            relation=relation,
            kind=chance.choice((ActKind.COUNCIL, ActKind.SIGNATURE, ActKind.RESOLUTION)),
            on=parse_date(_some_date(chance)),
            title={"de": "Für die Messung erfunden"},
            effects=effects,
            side=chance.choice((Side.HOME, Side.COUNTERPART, Side.BOTH)),
        )


def _some_date(chance: random.Random) -> str:
    year = chance.randint(1950, 2030)
    month, day = chance.randint(1, 12), chance.randint(1, 28)
    return chance.choice((f"{year}", f"{year}-{month:02}", f"{year}-{month:02}-{day:02}"))


def _correct_some(by: User) -> None:
    acts = Act.objects.filter(identifier__startswith="bench-akt-").select_related("relation")
    passage = Passage.objects.latest("id")
    for act in acts.order_by("id")[:CORRECTIONS]:
        correct_act(
            act=act,
            identifier=f"{act.identifier}-berichtigt",
            kind=ActKind(act.kind),
            on="1999",
            title="Für die Messung berichtigt",
            citations=[passage],
            visibility=Visibility.PUBLIC,
            by=by,
        )
