"""Who takes part in visits, and what is written about visits."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from weltoffen.encounters.actions import (
    delete_participant,
    forget_named,
    forget_participants,
    note_look,
)
from weltoffen.encounters.actions.encounters import FREE_TEXTS
from weltoffen.encounters.enums import Answer
from weltoffen.encounters.models import Encounter, Participant
from weltoffen.encounters.selectors import due_to_be_forgotten
from weltoffen.privacy.enums import Activity, Affected, Ground, Then
from weltoffen.privacy.held.rows import about_of, called, called_as, naming, values_of
from weltoffen.privacy.held.words import NAME_GOES, NAME_STAYS_UNTIL_ASKED
from weltoffen.privacy.types import IN_TEXT, Held, Kind, Room, Subject
from weltoffen.records.selectors import text_columns

_OF_PARTICIPANT = (
    "name", "function", "born_on", "country", "group", "purpose", "needs", "answer",
    "photo_consent", "delete_after", "recorded_on",
)  # fmt: skip


def _due(until: date) -> int:
    return Participant.objects.filter(delete_after__lt=until).count()


def _delete_due(*, until: date, most: int, by: Any) -> int:
    """Forget the names of one encounter after the other, until there were as many as wished."""
    done = 0
    for encounter in due_to_be_forgotten(until)[:most]:
        done += forget_participants(encounter=encounter, on=until, by=by)
        if done >= most:
            break
    return done


def _find_participants(subject: Subject) -> Iterator[Held]:
    found = called_as(
        Participant.objects.select_related("encounter", "country"), subject.names, "name"
    )
    for row in found.order_by("-pk"):
        yield Held(
            key=about_of(row),
            title=gettext("Teilnahme: %(encounter)s") % {"encounter": row.encounter},
            values=(*values_of(row.encounter, ("valid",)), *values_of(row, _OF_PARTICIPANT)),
            is_certain=False,
            fate=Then.COUNTED,
        )


def _forget(*, subject: Subject, keys: Collection[str], by: Any) -> list[str]:
    done = []
    for row in called(Participant.objects.all(), keys).order_by("encounter_id", "pk"):
        name = about_of(row)
        delete_participant(participant=row, is_counted=row.answer != Answer.NO, by=by)
        done.append(name)
    return done


def _look(*, keys: Collection[str], by: Any) -> None:
    rows = called(Participant.objects.all(), keys)
    for encounter in Encounter.objects.filter(participants__in=rows).distinct().order_by("pk"):
        note_look(encounter=encounter, by=by)


def _find_texts(subject: Subject) -> Iterator[Held]:
    for row in naming(Encounter.objects.all(), subject.names, FREE_TEXTS):
        yield Held(
            key=f"{about_of(row)}{IN_TEXT}",
            title=gettext("Begegnung: %(title)s") % {"title": row},
            values=values_of(row, text_columns(Encounter, FREE_TEXTS)),
            is_certain=False,
            fate=Then.ANONYMISED,
            why=str(NAME_GOES),
        )


def _forget_texts(*, subject: Subject, keys: Collection[str], by: Any) -> list[str]:
    done = []
    for row in naming(Encounter.objects.all(), subject.names, FREE_TEXTS):
        key = f"{about_of(row)}{IN_TEXT}"
        if key in keys and forget_named(encounter=row, names=subject.names, by=by):
            done.append(key)
    return done


PARTICIPANTS = Kind(
    "participants",
    _("Teilnehmende an Begegnungen"),
    Activity.VISITS,
    (Affected.PARTICIPANTS,),
    _("Besuche vorbereiten: wen man erwartet, was man beachtet"),
    Ground.PUBLIC_TASK,
    _("das Protokoll"),
    Then.COUNTED,
    {"encounters.participant": ("name", "function", "born_on", "purpose", "needs")},
    rule=_("bis zu dem Tag, der bei jedem Namen steht; gezählt bleiben alle"),
    due=_due,
    carry_out=_delete_due,
    find=_find_participants,
    forget=_forget,
    look=_look,
)
TEXTS = Kind(
    "encounter-texts",
    _("Freie Texte über Begegnungen"),
    Activity.VISITS,
    (Affected.OFFICE_HOLDERS, Affected.PARTICIPANTS),
    _("festhalten, was ein Besuch brachte; Namen gehören nicht hinein"),
    Ground.PUBLIC_TASK,
    _("das Büro; freigegebene Begegnungen auch die Partnerstadt"),
    Then.KEPT,
    {"encounters.encounter": FREE_TEXTS},
    rule=NAME_STAYS_UNTIL_ASKED,
    find=_find_texts,
    forget=_forget_texts,
)
ROOM = Room(
    kinds=(PARTICIPANTS, TEXTS),
    nobody={
        "encounters.encounter.valid": "von wann bis wann",
        "encounters.encounter.languages": "welche Sprachen gesprochen wurden",
        "encounters.encounter.unit": "die Kennung eines Fachbereichs",
        "encounters.encounter.made_from": "Fingerabdrücke von Übersetzungen",
    },
)
