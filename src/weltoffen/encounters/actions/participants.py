"""Naming people for an encounter, and forgetting them when their day has come.

The history of the encounter says how many, never who: it outlives them. See ADR 0024.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from weltoffen.audit.actions import note
from weltoffen.audit.enums import EventName
from weltoffen.encounters.actions.counting import count_before_deletion, leave_out_mistake
from weltoffen.encounters.enums import Answer, Group
from weltoffen.encounters.models import Encounter, Participant
from weltoffen.encounters.rules.days import check_delete_after, last_day_of_names
from weltoffen.encounters.rules.pasted import Named
from weltoffen.ground.problems import N_, Problem, Refused
from weltoffen.organisations.actions.personal import amend_untold
from weltoffen.places.models import Country
from weltoffen.records.actions import keep, log

if TYPE_CHECKING:
    from weltoffen.accounts.models import User

_FACTS = {
    "name", "function", "born_on", "purpose", "delete_after", "country", "group", "needs",
    "answer", "photo_consent",
}  # fmt: skip
_NOT_CHANGEABLE = N_("„%(field)s“ kann nicht geändert werden. Nehmen Sie diese Angabe heraus.")
_DELETED = N_(
    "Die Angaben zu dieser Person sind inzwischen gelöscht. Öffnen Sie die Liste der Teilnehmenden "
    "neu."
)
_NOBODY = N_("Es ist niemand genannt. Schreiben oder kopieren Sie mindestens einen Namen hinein.")


@transaction.atomic
def add_participant(*, encounter: Encounter, by: User, **facts: Any) -> Participant:
    """Name somebody for an encounter.

    ``facts`` are ``name``, ``purpose``, ``delete_after``, and if known ``function``, ``born_on``,
    ``country``, ``group``, ``needs``, ``answer`` and ``photo_consent``.
    """
    _refuse_others(facts)
    held = _held(encounter)
    check_delete_after(facts["delete_after"], held.latest, timezone.localdate())
    row = Participant(encounter=held, **_stripped(facts))
    keep(row)
    log("encounters.encounter.invite", held, by=by, data={"heads": 1})
    return row


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
    held = _held(encounter)
    check_delete_after(delete_after, held.latest, timezone.localdate())
    added = []
    for person in people:
        row = Participant(
            encounter=held,
            name=person.name,
            function=person.function,
            purpose=purpose.strip(),
            delete_after=delete_after,
            group=group,
            country=country,
        )
        keep(row)
        added.append(row)
    if not added:
        raise Refused(Problem("pasted", _NOBODY))
    log("encounters.encounter.invite", held, by=by, data={"heads": len(added)})
    return added


@transaction.atomic
def amend_participant(*, participant: Participant, by: User, **facts: Any) -> Participant:
    """Change what is kept of somebody; the history names the fields, never who or what.

    Refuses where the name was deleted meanwhile: it does not come back by an old form.
    """
    _refuse_others(facts)
    held = _held(participant.encounter)
    found = held.participants.filter(pk=participant.pk).first()
    if found is None:
        raise Refused(Problem("", _DELETED))
    if "delete_after" in facts:
        check_delete_after(facts["delete_after"], held.latest, timezone.localdate())
    amend_untold(
        found,
        action="encounters.encounter.amend-participant",
        by=by,
        changes=_stripped(facts),
        told_of=held,
    )
    return found


@transaction.atomic
def keep_names_until(*, encounter: Encounter, delete_after: date, by: User) -> int:
    """Set the day after which every name of an encounter is deleted; return how many changed."""
    held = _held(encounter)
    check_delete_after(delete_after, held.latest, timezone.localdate())
    others = list(held.participants.exclude(delete_after=delete_after))
    for row in others:
        row.delete_after = delete_after
        keep(row, only=["delete_after"])
    if others:
        data = {"heads": len(others), "day": f"{delete_after:%d.%m.%Y}"}
        log("encounters.encounter.keep-until", held, by=by, data=data)
    return len(others)


@transaction.atomic
def fit_names(*, encounter: Encounter, latest: date, by: User) -> int:
    """Move days of deletion within what an encounter's last day allows; return how many moved.

    For the action that moves an encounter. Refuses where the bound is over already: of an encounter
    that is so long ago no name is kept.
    """
    held = _held(encounter)
    last = last_day_of_names(latest)
    moved = 0
    for row in held.participants.all():
        day = min(max(row.delete_after, latest), last)
        if day != row.delete_after:
            row.delete_after = day
            keep(row, only=["delete_after"])
            moved += 1
    if moved:
        data = {"heads": moved, "day": f"{latest:%d.%m.%Y} – {last:%d.%m.%Y}"}
        log("encounters.encounter.keep-until", held, by=by, data=data)
    return moved


@transaction.atomic
def delete_participant(*, participant: Participant, is_counted: bool, by: User) -> None:
    """Delete what is kept of one person, at once and for good. Done again, it does nothing.

    ``is_counted`` says that the person took part or will: then the count does not lose them.
    """
    encounter = _held(participant.encounter)
    leaving = list(encounter.participants.filter(pk=participant.pk).select_related("country"))
    if not leaving:
        return
    others = encounter.participants.exclude(pk=participant.pk).select_related("country")
    if is_counted:
        for each in leaving:
            each.answer = Answer.YES  # whatever the answer was, somebody says now that they came
        count_before_deletion(encounter, [*leaving, *others], leaving, by=by)
    else:
        leave_out_mistake(encounter, [*leaving, *others], leaving[0], by=by)
    Participant.objects.filter(pk=participant.pk).delete()
    log("encounters.encounter.delete-participant", encounter, by=by, data={"heads": 1})
    _note_erased(encounter, 1, "by hand", by)


@transaction.atomic
def forget_participants(*, encounter: Encounter, on: date, by: User) -> int:
    """Delete those whose day of deletion is before ``on``; return how many went.

    They are counted first, in the same transaction, so that no number is lost with a name; of an
    encounter that did not take place nobody is. Doing it again does nothing. Which encounters wait
    for it says ``selectors.due_to_be_forgotten``.
    """
    locked = _held(encounter)
    here = list(locked.participants.select_related("country"))
    leaving = [each for each in here if each.delete_after < on]
    if not leaving:
        return 0
    count_before_deletion(locked, here, leaving, by=by)
    Participant.objects.filter(pk__in=[each.pk for each in leaving]).delete()
    log("encounters.encounter.forget", locked, by=by, data={"heads": len(leaving)})
    _note_erased(locked, len(leaving), "delete_after", by)
    return len(leaving)


@transaction.atomic
def note_look(*, encounter: Encounter, by: User, export: str = "") -> None:
    """Note in the security log that somebody looks at who takes part; never who that is.

    ``export`` is the format where the names are taken along as a file. To be called in one
    transaction with reading them.
    """
    data = {"what": "participants"} | ({"export": export} if export else {})
    note(EventName.RESTRICTED_SEEN, by=by, about=_about(encounter), data=data)


def _held(encounter: Encounter) -> Encounter:
    """Return an encounter as it is now, held until the transaction ends.

    Whoever names, changes or deletes people of it waits here: the nightly deletion and somebody at
    the desk never work on the same names at once.
    """
    return Encounter.objects.select_for_update().get(pk=encounter.pk)


def _note_erased(encounter: Encounter, heads: int, rule: str, by: User) -> None:
    note(
        EventName.ERASED,
        by=by,
        about=_about(encounter),
        data={"row": "encounters.participant", "heads": heads, "rule": rule},
    )


def _stripped(facts: dict[str, Any]) -> dict[str, Any]:
    """Return what was typed without blanks around it: a purpose of blanks is none."""
    return {
        name: " ".join(value.split()) if isinstance(value, str) else value
        for name, value in facts.items()
    }


def _refuse_others(facts: dict[str, Any]) -> None:
    others = sorted(set(facts) - _FACTS)
    if others:
        raise Refused(*(Problem(field, _NOT_CHANGEABLE, {"field": field}) for field in others))


def _about(encounter: Encounter) -> str:
    return f"encounters.encounter:{encounter.identifier}"
