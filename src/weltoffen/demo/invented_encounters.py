"""Encounters to try the desk with: plainly invented, people called by their function only.

``weltoffen demo`` writes them, once; ``load-demo`` does not: a real register begins with that.
None of them took place, and nobody is meant.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction

from weltoffen.accounts.actions import ensure_function_account
from weltoffen.demo.invented_cases import ACCOUNT
from weltoffen.encounters.actions import (
    add_participants,
    call_off,
    record_encounter,
    set_counts,
)
from weltoffen.encounters.enums import Direction, EncounterKind, Group, Side
from weltoffen.encounters.models import Encounter
from weltoffen.encounters.rules.pasted import Named
from weltoffen.encounters.types import Tally
from weltoffen.organisations.models import Organisation
from weltoffen.places.models import Country
from weltoffen.records.enums import Role
from weltoffen.relations.models import Relation

if TYPE_CHECKING:
    from weltoffen.accounts.models import User


@transaction.atomic
def write_encounters(today: date) -> bool:
    """Write them, once and into the register of Dortmund; says whether they are new."""
    amiens = Relation.objects.filter(identifier="dortmund-amiens").first()
    leeds = Relation.objects.filter(identifier="dortmund-leeds").first()
    if amiens is None or leeds is None or Encounter.objects.exists():
        return False
    by = ensure_function_account(username=ACCOUNT)
    choir = _write_choir(amiens, today, by)
    _write_return(amiens, choir, today, by)
    _write_youth_week([amiens, leeds], today, by)
    _write_called_off(leeds, today, by)
    return True


def _days(first: date, length: int) -> str:
    return f"{first.isoformat()}/{(first + timedelta(days=length - 1)).isoformat()}"


def _told(title: str, english: str, **facts: Any) -> dict[str, Any]:
    return {"title": {"de": title, "en": english}} | facts


def _write_choir(amiens: Relation, today: date, by: User) -> Encounter:
    clubs = Organisation.objects.filter(identifier="freundeskreis-amiens")
    encounter = record_encounter(
        identifier="beispiel-jugendchor-aus-amiens",
        relations=[amiens],
        kind=EncounterKind.EXCHANGE,
        direction=Direction.INCOMING,
        valid=_days(today - timedelta(days=150), 5),
        municipality=amiens.home,
        venue="Konzerthaus und zwei Schulen",
        theme="Chorgesang, Leben in Gastfamilien",
        programme="Ankunft und Empfang\nProben mit einem Schulchor\nGemeinsames Konzert\n"
        "Ausflug ins Umland\nAbschied",
        languages="Französisch und Deutsch",
        first_timers=9,
        outcome="Erfunden zum Ausprobieren: Beide Chöre wollen sich wieder treffen. Die "
        "Gastfamilien waren zufrieden, nur die Anreise war zu lang.",
        follow_ups="Gegenbesuch im Frühjahr vorbereiten\nDankschreiben an die Gastfamilien",
        bodies={Side.HOST: clubs},
        by=by,
        **_told("Beispiel: Jugendchor aus Amiens zu Gast", "Example: a youth choir from Amiens"),
    )
    set_counts(
        encounter=encounter,
        tallies=[
            Tally("FR", Group.YOUTH, 24, 5, 4),
            Tally("FR", Group.ACCOMPANYING, 3, 5, 4),
            Tally("DE", Group.YOUTH, 31, 5, 0),
            Tally("DE", Group.VOLUNTEER, 18, 5, 0),
            Tally("DE", Group.OFFICIAL, 2, 1, 0),
        ],
        by=by,
    )
    return encounter


def _write_return(amiens: Relation, choir: Encounter, today: date, by: User) -> None:
    encounter = record_encounter(
        identifier="beispiel-gegenbesuch-in-amiens",
        relations=[amiens],
        kind=EncounterKind.EXCHANGE,
        direction=Direction.OUTGOING,
        valid=_days(today + timedelta(days=160), 4),
        municipality=amiens.municipality,
        theme="Chorgesang",
        returns=choir,
        by=by,
        **_told("Beispiel: Gegenbesuch in Amiens", "Example: return visit to Amiens"),
    )
    add_participants(
        encounter=encounter,
        people=[Named("Chorleitung (erfunden)", "Leitung"), Named("Klavier (erfunden)")],
        purpose="Einladung und Fahrkarten",
        delete_after=encounter.latest + timedelta(days=90),
        group=Group.ACCOMPANYING,
        country=Country.objects.get(code="DE"),
        by=by,
    )


def _write_youth_week(relations: list[Relation], today: date, by: User) -> None:
    encounter = record_encounter(
        identifier="beispiel-woche-der-partnerstaedte",
        relations=relations,
        kind=EncounterKind.EVENT,
        direction=Direction.INCOMING,
        valid=_days(today + timedelta(days=25), 3),
        municipality=relations[0].home,
        venue="Rathaus",
        theme="Junge Leute und Klimaschutz",
        languages="Englisch, mit Dolmetschen ins Deutsche und Französische",
        follow_ups="Dolmetschen bestellen\nEmpfang mit dem Protokoll abstimmen",
        owner=Role.PROTOCOL,
        by=by,
        **_told("Beispiel: Jugendkonferenz der Partnerstädte", "Example: youth conference"),
    )
    for code, names in (
        ("FR", ("Delegationsleitung Amiens (erfunden)", "Jugendrat Amiens (erfunden)")),
        ("GB", ("Delegationsleitung Leeds (erfunden)", "Jugendrat Leeds (erfunden)")),
    ):
        add_participants(
            encounter=encounter,
            people=[Named(name, "Gast") for name in names],
            purpose="Einladung und Namensschild",
            delete_after=encounter.latest + timedelta(days=90),
            country=Country.objects.filter(code=code).first(),
            by=by,
        )


def _write_called_off(leeds: Relation, today: date, by: User) -> None:
    encounter = record_encounter(
        identifier="beispiel-fachreise-nach-leeds",
        relations=[leeds],
        kind=EncounterKind.EXPERT_TRIP,
        direction=Direction.OUTGOING,
        valid=_days(today - timedelta(days=30), 2),
        municipality=leeds.municipality,
        theme="Nahverkehr",
        by=by,
        **_told("Beispiel: Fachreise nach Leeds", "Example: expert trip to Leeds"),
    )
    call_off(encounter=encounter, because="Beispiel: zu wenige Anmeldungen", by=by)
