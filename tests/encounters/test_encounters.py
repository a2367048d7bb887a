"""Encounters and their participants: names vanish, counts stay."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st
from wagtail.models import ModelLogEntry

from tests.factories import CountryFactory, OrganisationFactory, RelationFactory, account, somebody
from weltoffen.accounts.enums import RoleName
from weltoffen.accounts.selectors import within_reach
from weltoffen.audit.models import AuditEvent
from weltoffen.encounters.actions import (
    add_participants,
    amend_encounter,
    answer_invitation,
    call_off,
    count_people,
    forget_participants,
    note_look,
    record_encounter,
)
from weltoffen.encounters.enums import Answer, Direction, EncounterKind, Group, Side
from weltoffen.encounters.models import Encounter, EncounterCount, Participant
from weltoffen.encounters.rules.counting import Counted, CountedAs, made_sure
from weltoffen.encounters.rules.pasted import Named, read_list
from weltoffen.ground.problems import Refused
from weltoffen.records.enums import Visibility

LATER = dt.date(2999, 1, 1)
LINES = [CountedAs(country, group) for country in ("", "FR") for group in ("adult", "youth")]


def encounter_of(relation=None, **facts):
    told = {
        "identifier": "begegnung-beispiel",
        "relations": [relation or RelationFactory()],
        "kind": EncounterKind.VISIT,
        "direction": Direction.INCOMING,
        "title": {"de": "Besuch (Beispiel)", "en": "Visit (example)"},
        "valid": "2998-05-03/2998-05-07",
        "by": somebody(),
    }
    return record_encounter(**told | facts)


@given(
    st.dictionaries(st.sampled_from(LINES), st.integers(0, 9).map(Counted)),
    st.lists(st.tuples(st.sampled_from(LINES), st.integers(0, 3))),
)
def test_every_name_is_counted_however_the_deletion_is_cut_into_pieces(counted, people):
    named = Counter(line for line, _piece in people)
    now, left = dict(counted), list(people)
    for piece in range(4):
        going = [line for line, each in left if each == piece]
        now |= made_sure(now, [line for line, _each in left], going)
        left = [each for each in left if each[1] != piece]
    for line in LINES:
        before = counted.get(line, Counted(0)).heads
        after = now.get(line, Counted(0))
        assert after.heads == max(before, named[line])
        assert after.forgotten == named[line]


def test_who_is_added_after_a_deletion_is_counted_on_top():
    line = LINES[0]
    first = made_sure({}, [line] * 2, [line] * 2)
    second = made_sure(first, [line] * 3, [line])
    assert second == {line: Counted(heads=5, forgotten=3)}


def test_a_pasted_table_is_read_line_by_line():
    text = "Beispiel Eins\tChorleitung\n\n  Beispiel   Zwei ;\nBeispiel Drei"
    assert read_list(text) == [
        Named("Beispiel Eins", "Chorleitung"), Named("Beispiel Zwei"), Named("Beispiel Drei"),
    ]  # fmt: skip


def test_faults_of_a_pasted_table_come_at_once_and_nothing_is_read():
    with pytest.raises(Refused) as refusal:
        read_list("gut\n;ohne Namen\na;b;c")
    assert [problem.values["line"] for problem in refusal.value.problems] == [2, 3]


@pytest.mark.django_db
def test_an_encounter_is_recorded_amended_and_called_off():
    host = OrganisationFactory()
    encounter = encounter_of(bodies={Side.HOST: [host]}, venue="Rathaus")
    amend_encounter(encounter=encounter, valid="2998-05", theme="Hafen", by=somebody())
    call_off(encounter=encounter, because="Sturm", by=somebody())
    encounter.refresh_from_db()
    assert (encounter.earliest, encounter.latest) == (dt.date(2998, 5, 1), dt.date(2998, 5, 31))
    assert (encounter.theme, encounter.withdrawn_because) == ("Hafen", "Sturm")
    assert [body.organisation for body in encounter.bodies.all()] == [host]


@pytest.mark.django_db
@pytest.mark.parametrize("valid", ["2998-05/..", "/2998", "", "2998-05-07/2998-05-03"])
def test_an_encounter_needs_a_beginning_and_an_end_in_order(valid):
    with pytest.raises(Refused):
        encounter_of(valid=valid)
    assert not Encounter.objects.exists()


@pytest.mark.django_db
def test_an_encounter_is_with_somebody_and_takes_no_facts_it_has_not():
    with pytest.raises(Refused, match="mit wem"):
        encounter_of(relations=[])
    with pytest.raises(Refused, match="weather"):
        encounter_of(weather="gut")


@pytest.mark.django_db
def test_names_go_after_their_day_and_stay_counted():
    encounter, france = encounter_of(), CountryFactory(code="FR")
    people = [Named("Beispiel Eins"), Named("Beispiel Zwei"), Named("Beispiel Drei")]
    rows = add_participants(
        encounter=encounter, people=people, purpose="Einladung", delete_after=LATER,
        country=france, by=somebody(),
    )  # fmt: skip
    answer_invitation(participant=rows[2], answer=Answer.NO, by=somebody())
    assert forget_participants(encounter=encounter, on=LATER, by=somebody()) == 0
    after = LATER + dt.timedelta(days=1)
    assert forget_participants(encounter=encounter, on=after, by=somebody()) == 3
    assert forget_participants(encounter=encounter, on=after, by=somebody()) == 0
    assert not Participant.objects.exists()
    counted = EncounterCount.objects.get()
    assert (counted.country, counted.group, counted.heads) == (france, Group.ADULT, 2)
    note_look(encounter=encounter, by=somebody())
    told = [[entry.label, entry.data] for entry in ModelLogEntry.objects.all()]
    noted = [[event.about, event.data] for event in AuditEvent.objects.all()]
    assert "Beispiel Eins" not in json.dumps([told, noted], default=str)
    assert any('"heads":3' in str(data).replace(" ", "") for _about, data in noted)


@pytest.mark.django_db
def test_a_count_never_falls_below_the_names_that_are_deleted():
    encounter = encounter_of()
    add_participants(
        encounter=encounter, people=[Named("a"), Named("b")], purpose="Einladung",
        delete_after=LATER, by=somebody(),
    )  # fmt: skip
    count_people(encounter=encounter, group=Group.ADULT, heads=9, days=4, by=somebody())
    forget_participants(encounter=encounter, on=LATER + dt.timedelta(days=1), by=somebody())
    assert EncounterCount.objects.get().heads == 9
    with pytest.raises(Refused, match="schon gelöscht"):
        count_people(encounter=encounter, group=Group.ADULT, heads=1, by=somebody())
    with pytest.raises(IntegrityError, match="deleted_names_stay_counted"), transaction.atomic():
        EncounterCount.objects.update(heads=1)


@pytest.mark.django_db
def test_no_name_is_kept_without_purpose_or_for_too_short():
    encounter = encounter_of()
    for purpose, day in (("", LATER), ("Einladung", dt.date(2998, 5, 6))):
        with pytest.raises(Refused):
            add_participants(
                encounter=encounter, people=[Named("a")], purpose=purpose, delete_after=day,
                by=somebody(),
            )  # fmt: skip
    assert not Participant.objects.exists()


@pytest.mark.django_db
def test_a_guest_sees_the_shared_encounters_of_their_relation_once():
    ours, theirs = RelationFactory(), RelationFactory()
    shared = encounter_of(ours, relations=[ours, theirs], visibility=Visibility.PARTNER)
    encounter_of(ours, identifier="begegnung-intern")
    encounter_of(theirs, identifier="begegnung-fremd", visibility=Visibility.PARTNER)
    guest = account("gast", RoleName.GUEST, relation=ours.identifier)
    assert list(within_reach(Encounter.objects.all(), guest)) == [shared]
