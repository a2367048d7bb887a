"""Naming people for an encounter, and forgetting them when their day has come.

The history of the encounter says how many, never who: it outlives them. See ADR 0024.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction

from weltoffen.audit.actions import note
from weltoffen.audit.enums import EventName
from weltoffen.encounters.enums import Answer, Group
from weltoffen.encounters.models import Encounter, EncounterCount, Participant
from weltoffen.encounters.rules.counting import Counted, CountedAs, made_sure
from weltoffen.encounters.rules.days import check_delete_after
from weltoffen.encounters.rules.pasted import Named
from weltoffen.places.models import Country
from weltoffen.records.actions import keep, log

if TYPE_CHECKING:
    from weltoffen.accounts.models import User


@transaction.atomic
def add_participants(
    *,
    encounter: Encounter,
    people: Iterable[Named],
    purpose: str,
    delete_after: date,
    by: User,
    group: Group = Group.ADULT,
    country: Country | None = None,
) -> list[Participant]:
    """Name people for an encounter: all or, if one of them cannot be kept, none."""
    check_delete_after(delete_after, encounter.latest)
    added = []
    for person in people:
        row = Participant(
            encounter=encounter,
            name=person.name,
            function=person.function,
            purpose=purpose.strip(),
            delete_after=delete_after,
            group=group,
            country=country,
        )
        keep(row)
        added.append(row)
    if added:
        log("encounters.encounter.invite", encounter, by=by, data={"heads": len(added)})
    return added


@transaction.atomic
def answer_invitation(*, participant: Participant, answer: Answer, by: User) -> Participant:
    """Note what somebody answered; the history says that somebody did, not who."""
    if participant.answer == answer:
        return participant
    participant.answer = answer
    keep(participant, only=["answer"])
    log("encounters.encounter.answer", participant.encounter, by=by)
    return participant


@transaction.atomic
def note_look(*, encounter: Encounter, by: User) -> None:
    """Note in the security log that somebody looked at who takes part; never who that is."""
    note(EventName.RESTRICTED_SEEN, by=by, about=_about(encounter), data={"what": "participants"})


@transaction.atomic
def forget_participants(*, encounter: Encounter, on: date, by: User) -> int:
    """Delete those whose day of deletion is before ``on``; return how many went.

    They are counted first, in the same transaction, so that no number is lost with a name. Doing
    it again does nothing.
    """
    locked = Encounter.objects.select_for_update().get(pk=encounter.pk)
    here = list(locked.participants.select_related("country"))
    leaving = [each for each in here if each.delete_after < on]
    if not leaving:
        return 0
    _count(locked, here, leaving)
    Participant.objects.filter(pk__in=[each.pk for each in leaving]).delete()
    log("encounters.encounter.forget", encounter, by=by, data={"heads": len(leaving)})
    note(
        EventName.ERASED,
        by=by,
        about=_about(encounter),
        data={"row": "encounters.participant", "heads": len(leaving), "rule": "delete_after"},
    )
    return len(leaving)


def _count(encounter: Encounter, here: list[Participant], leaving: list[Participant]) -> None:
    """Write the lines of the count that have to rise before names go."""
    rows = {
        CountedAs(row.country.code if row.country else "", row.group): row
        for row in encounter.counts.select_related("country")
    }
    countries = {each.country.code: each.country for each in leaving if each.country}
    sure = made_sure(
        {line: Counted(row.heads, row.forgotten) for line, row in rows.items()},
        _lines(here),
        _lines(leaving),
    )
    for line, counted in sure.items():
        row = rows.get(line) or EncounterCount(
            encounter=encounter, country=countries.get(line.country), group=line.group
        )
        row.heads, row.forgotten = counted.heads, counted.forgotten
        keep(row)


def _lines(people: Iterable[Participant]) -> list[CountedAs]:
    """Return as what people are counted; whoever declined did not come."""
    return [
        CountedAs(each.country.code if each.country else "", each.group)
        for each in people
        if each.answer != Answer.NO
    ]


def _about(encounter: Encounter) -> str:
    return f"encounters.encounter:{encounter.identifier}"
