"""Somebody at the desk and the nightly deletion at the same moment: each has its turn."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from threading import Thread

import pytest
from django.conf import settings
from django.db import OperationalError, connection, transaction

from tests.encounters.test_encounters import LATER, encounter_of, named
from tests.factories import ParticipantFactory, somebody
from weltoffen.accounts.models import User
from weltoffen.encounters.actions import (
    add_participant,
    amend_participant,
    delete_participant,
    keep_names_until,
)
from weltoffen.encounters.models import Encounter, Participant
from weltoffen.ground.problems import Refused
from weltoffen.privacy.actions import delete_by_rule, forget_on_request
from weltoffen.privacy.held.rows import about_of
from weltoffen.privacy.registry import KINDS
from weltoffen.privacy.types import Subject

pytestmark = [
    pytest.mark.skipif(
        settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"),
        reason="SQLite lets one write at a time",
    ),
    pytest.mark.django_db(transaction=True),
]
WAITING = "SELECT count(*) FROM pg_locks WHERE NOT granted"
PATIENCE = 20


def until_somebody_waits() -> None:
    end = time.monotonic() + PATIENCE
    with connection.cursor() as cursor:
        while time.monotonic() < end:
            cursor.execute(WAITING)
            if cursor.fetchone()[0]:
                return
            time.sleep(0.02)
    pytest.fail("nobody waits for the encounter")


@pytest.mark.parametrize("verb", ["amend", "keep", "add"])
def test_a_name_that_goes_does_not_come_back(verb: str) -> None:
    encounter = encounter_of()
    (person,) = named(encounter, "a")
    user, refused = somebody(), []

    def change() -> None:
        try:
            if verb == "amend":
                amend_participant(participant=person, needs="vegan", by=user)
            elif verb == "keep":
                keep_names_until(encounter=encounter, delete_after=LATER.replace(month=2), by=user)
            else:
                add_participant(
                    encounter=encounter, name="b", purpose="Visum", delete_after=LATER, by=user
                )
        except Refused as refusal:
            refused.append(str(refusal))
        finally:
            connection.close()

    other = Thread(target=change)
    with transaction.atomic():
        delete_participant(participant=person, is_counted=True, by=user)
        other.start()
        until_somebody_waits()
    other.join()
    left = list(Participant.objects.values_list("name", flat=True))
    assert left == (["b"] if verb == "add" else [])
    assert bool(refused) is (verb == "amend")


def test_deleting_on_request_waits_for_the_desk_without_keeping_it_from_noting() -> None:
    leaving = ParticipantFactory(name="Anna Beispiel")
    other = ParticipantFactory(encounter=leaving.encounter)
    user, failed = somebody(), []

    def forget() -> None:
        try:
            forget_on_request(
                subject=Subject(names=frozenset({"Anna Beispiel"})), about="privacy.name",
                ticked=[about_of(leaving)], reason="Az. 1", by=user,
            )  # fmt: skip
        except OperationalError as error:
            failed.append(error)
        finally:
            connection.close()

    together(forget, other, user)
    assert failed == []
    assert not Participant.objects.exists()


def test_the_nightly_deletion_of_several_visits_does_neither() -> None:
    first, second = ParticipantFactory(), ParticipantFactory()
    other = ParticipantFactory(encounter=second.encounter)
    long_ago = {"recorded_on": dt.date(2019, 1, 1), "delete_after": dt.date(2020, 1, 1)}
    Participant.objects.filter(pk__in=[first.pk, second.pk]).update(**long_ago)
    user, failed = somebody(), []

    def forget() -> None:
        try:
            delete_by_rule(kind=KINDS["participants"], today=dt.date(2026, 1, 1), by=user)
        except OperationalError as error:
            failed.append(error)
        finally:
            connection.close()

    together(forget, other, user)
    assert failed == []
    assert not Participant.objects.exists()


def together(forget: Callable[[], None], other: Participant, user: User) -> None:
    """Hold an encounter, let somebody wait for it, and then note something about it."""
    waiting = Thread(target=forget)
    with transaction.atomic():
        Encounter.objects.select_for_update().get(pk=other.encounter_id)
        waiting.start()
        until_somebody_waits()
        delete_participant(participant=other, is_counted=False, by=user)
    waiting.join()
