"""A small register as matching sees it, and findings of our own wording."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from weltoffen.ground.dates import parse_date
from weltoffen.intake.rules.known import (
    KnownAct,
    KnownCount,
    KnownName,
    KnownRegister,
    KnownRelation,
    Spot,
)
from weltoffen.intake.types import (
    ActKind,
    FoundAct,
    FoundClaim,
    FoundRelation,
    Kind,
    Quote,
    Standing,
)
from weltoffen.relations.enums import Axis
from weltoffen.relations.rules.since import SINCE_RULES, since
from weltoffen.relations.rules.state import deciding, state
from weltoffen.relations.types import ActFacts

TODAY = dt.date(2026, 11, 22)
LYON, BREST = 2996944, 3030300
"""GeoNames ids of the only two places here."""
SPOT = Spot(1, 100, 120)


def act(number: int, on: str, kind: str = "stated", **said: Any) -> KnownAct:
    day = parse_date(on)
    facts = ActFacts(
        id=number, earliest=day.earliest, latest=said.pop("by", day.latest),
        phase=said.pop("phase", ""), bond=said.pop("bond", ""), channel=said.pop("channel", ""),
        exchange=said.pop("exchange", ""), civil="", corrects=None, term_until=None,
        recorded_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC), kind=kind,
        side=said.pop("side", "home"), on=on,
    )  # fmt: skip
    return KnownAct(facts, f"akt-{number}", f"Akt {number}", **said)


def relation(*acts: KnownAct, **said: Any) -> KnownRelation:
    facts = [each.facts for each in acts]
    begun = {rule: since(facts, rule) for rule in SINCE_RULES}
    made = KnownRelation(
        pk=7, identifier="bielefeld-lyon", side="municipality", title="Lyon",
        names=frozenset({"Lyon"}), geonames_id=LYON, country="FR", acts=acts,
        state=state(facts, TODAY), begun={rule: each for rule, each in begun.items() if each.on},
        decided_by={
            str(axis): tuple(a.id for a in deciding(facts, axis, TODAY)) for axis in Axis
        },
    )  # fmt: skip
    return replace(made, **said)


def register(*relations: KnownRelation, **said: Any) -> KnownRegister:
    made = KnownRegister(
        names=frozenset({"Bielefeld"}), country="DE", on=TODAY, relations=relations,
        counts={
            "partner-cities": KnownCount("partner-cities", 9, 10),
        },
        goals={12: ("Verantwortungsvolle Konsum- und Produktionsmuster",)},
        offices=(
            KnownName("Amt des Rates – Amt für Internationales", True, "amt"),
            KnownName("Büro für Auswärtiges", False, "amt"),
        ),
    )  # fmt: skip
    return replace(made, **said)


def twin(**said: Any) -> FoundRelation:
    made = FoundRelation(
        home="Bielefeld", name="Lyon", country="FR", kind=Kind.TWIN, since="1970", until=None,
        status=Standing.ACTIVE, quote=Quote("Lyon", 100, 120), rule="probe/1", confidence=0.95,
        place=LYON,
    )  # fmt: skip
    return replace(made, **said)


def told(kind: ActKind = ActKind.COUNCIL, **said: Any) -> FoundAct:
    made = FoundAct(
        home="Bielefeld", name="Lyon", kind=kind, on="1970-05-04", body="", paper_number="",
        quote=Quote("Lyon", 100, 120), rule="probe/1", confidence=0.95, country="FR", place=LYON,
    )  # fmt: skip
    return replace(made, **said)


def claim(what: str, **said: Any) -> FoundClaim:
    return FoundClaim(what=what, quote=Quote("Worte", 100, 120), rule="probe/1", **said)
