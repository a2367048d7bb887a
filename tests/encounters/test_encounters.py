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
    add_participant,
    add_participants,
    amend_encounter,
    amend_participant,
    call_off,
    delete_participant,
    forget_participants,
    keep_names_until,
    note_look,
    record_encounter,
    resume,
    set_bodies,
    set_counts,
    set_relations,
)
from weltoffen.encounters.enums import Answer, Direction, EncounterKind, Group, Side
from weltoffen.encounters.models import Encounter, EncounterCount, Participant
from weltoffen.encounters.rules.counting import Counted, CountedAs, made_sure, totals
from weltoffen.encounters.rules.days import last_day_of_names
from weltoffen.encounters.rules.pasted import Named, read_list
from weltoffen.encounters.selectors import (
    due_to_be_forgotten,
    encounters_of,
    kept_names,
    names_among,
    tallies_of,
)
from weltoffen.encounters.types import KeptNames, Tally
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
    with pytest.raises(Refused, match="nicht abgesagt"):
        resume(encounter=encounter, by=somebody())
    call_off(encounter=encounter, because="Regen", by=somebody())
    resume(encounter=encounter, by=somebody())
    encounter.refresh_from_db()
    assert encounter.withdrawn_because == ""
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
    amend_participant(participant=rows[2], answer=Answer.NO, by=somebody())
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
    set_counts(encounter=encounter, tallies=[Tally("", "adult", 9, 4)], by=somebody())
    forget_participants(encounter=encounter, on=LATER + dt.timedelta(days=1), by=somebody())
    assert EncounterCount.objects.get().heads == 9
    with pytest.raises(Refused, match="schon gelöscht"):
        set_counts(encounter=encounter, tallies=[Tally("", "adult", 1)], by=somebody())
    with pytest.raises(Refused, match="schon gelöscht"):
        set_counts(encounter=encounter, tallies=[], by=somebody())
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


def named(encounter, *names, **facts):
    """Name people for an encounter."""
    told = {"purpose": "Einladung", "delete_after": LATER, "by": somebody()} | facts
    return add_participants(encounter=encounter, people=[Named(n) for n in names], **told)


def last_entry():
    return ModelLogEntry.objects.latest("pk")


@pytest.mark.django_db
def test_the_relations_and_bodies_of_an_encounter_can_be_changed_and_the_history_tells_it():
    ours, theirs = RelationFactory(), RelationFactory()
    host, guest = OrganisationFactory(), OrganisationFactory()
    encounter = encounter_of(ours, bodies={Side.HOST: [host]})
    set_relations(encounter=encounter, relations=[theirs], by=somebody())
    assert [link.relation for link in encounter.relation_links.all()] == [theirs]
    assert last_entry().data == {"before": ours.identifier, "after": theirs.identifier}
    set_bodies(encounter=encounter, side=Side.HOST, organisations=[guest], by=somebody())
    set_bodies(encounter=encounter, side=Side.GUEST, organisations=[guest], by=somebody())
    rows = [(body.side, body.organisation) for body in encounter.bodies.all()]
    assert rows == [(Side.GUEST, guest), (Side.HOST, guest)]
    entries = ModelLogEntry.objects.count()
    set_bodies(encounter=encounter, side=Side.HOST, organisations=[guest], by=somebody())
    set_relations(encounter=encounter, relations=[theirs, theirs], by=somebody())
    assert ModelLogEntry.objects.count() == entries
    with pytest.raises(Refused, match="mit wem"):
        set_relations(encounter=encounter, relations=[], by=somebody())
    assert [link.relation for link in encounter.relation_links.all()] == [theirs]


@pytest.mark.django_db
def test_an_encounter_does_not_answer_itself():
    encounter = encounter_of()
    answer = encounter_of(identifier="gegenbesuch", returns=encounter)
    assert list(encounter.returned_by.all()) == [answer]
    with pytest.raises(Refused, match="eigener Gegenbesuch"):
        amend_encounter(encounter=encounter, returns=encounter, by=somebody())
    with (
        pytest.raises(IntegrityError, match="an_encounter_does_not_return_itself"),
        transaction.atomic(),
    ):
        Encounter.objects.filter(pk=encounter.pk).update(returns=encounter.pk)


@pytest.mark.django_db
def test_a_count_is_the_lines_that_were_given_last():
    encounter = encounter_of()
    CountryFactory(code="FR")
    first = [Tally("FR", "youth", 12, 7, 6), Tally("", "adult", 3)]
    set_counts(encounter=encounter, tallies=first, by=somebody())
    assert set(tallies_of(encounter)) == set(first)
    entries = ModelLogEntry.objects.count()
    set_counts(encounter=encounter, tallies=first, by=somebody())
    assert ModelLogEntry.objects.count() == entries
    second = [Tally("FR", "youth", 11, 7, 6), Tally("FR", "official", 2, 1, 0)]
    set_counts(encounter=encounter, tallies=second, by=somebody())
    assert set(tallies_of(encounter)) == set(second)
    assert (last_entry().data["heads_before"], last_entry().data["heads"]) == (15, 13)
    assert encounters_of(encounter.relation_links.get().relation).get().heads == 13


@pytest.mark.django_db
def test_a_count_names_no_line_twice_and_no_country_that_the_register_lacks():
    encounter = encounter_of()
    lines = [Tally("", "adult", 1), Tally("", "adult", 2)]
    with pytest.raises(Refused, match="zwei Zeilen"):
        set_counts(encounter=encounter, tallies=lines, by=somebody())
    with pytest.raises(Refused, match="steht nicht im Register"):
        set_counts(encounter=encounter, tallies=[Tally("XX", "adult", 1)], by=somebody())
    assert tallies_of(encounter) == []


def test_lines_add_up_and_what_lacks_days_is_told_apart():
    found = totals([
        Tally("FR", "youth", 10, 7, 6), Tally("FR", "adult", 2, 7), Tally("", "youth", 3),
    ])  # fmt: skip
    assert found.heads == 15
    assert found.by_country == {"FR": 12, "": 3}
    assert found.by_group == {"youth": 13, "adult": 2}
    assert found.by_both == {("FR", "youth"): 10, ("FR", "adult"): 2, ("", "youth"): 3}
    assert (found.person_days, found.person_nights) == (84, 60)
    assert (found.lacking_days, found.lacking_nights) == (3, 5)


@pytest.mark.django_db
def test_somebody_is_named_alone_amended_and_deleted_without_a_trace_of_who_it_was():
    encounter = encounter_of()
    person = add_participant(
        encounter=encounter, name="  Beispiel   Eins ", purpose="Visum", delete_after=LATER,
        born_on=dt.date(2990, 1, 1), needs="vegetarisch", by=somebody(),
    )  # fmt: skip
    assert person.name == "Beispiel Eins"
    amend_participant(
        participant=person, name="Beispiel Zwei", photo_consent="given", by=somebody()
    )
    assert last_entry().data["fields"] == ["name", "photo_consent"]
    with pytest.raises(Refused, match="weather"):
        amend_participant(participant=person, weather="gut", by=somebody())
    delete_participant(participant=person, is_counted=True, by=somebody())
    assert not Participant.objects.exists()
    assert tallies_of(encounter) == [Tally("", "adult", 1)]
    told = [[entry.label, entry.data] for entry in ModelLogEntry.objects.all()]
    noted = [[event.about, event.data] for event in AuditEvent.objects.all()]
    said = json.dumps([told, noted], default=str)
    assert not any(word in said for word in ("Beispiel Eins", "Beispiel Zwei", "vegetarisch"))


@pytest.mark.django_db
def test_who_was_named_by_mistake_is_deleted_and_not_counted():
    encounter = encounter_of()
    wrong, right, came = named(encounter, "a", "b", "c")
    delete_participant(participant=wrong, is_counted=False, by=somebody())
    assert tallies_of(encounter) == []
    delete_participant(participant=right, is_counted=True, by=somebody())
    assert tallies_of(encounter) == [Tally("", "adult", 2)]
    amend_participant(participant=came, answer=Answer.NO, by=somebody())
    delete_participant(participant=came, is_counted=True, by=somebody())
    assert tallies_of(encounter) == [Tally("", "adult", 2)]


@pytest.mark.django_db
def test_the_number_of_people_is_the_same_however_many_names_are_gone():
    encounter = encounter_of()
    people = named(encounter, *"abcdefg")
    delete_participant(participant=people[0], is_counted=True, by=somebody())
    assert tallies_of(encounter) == [Tally("", "adult", 7)]
    (told,) = ModelLogEntry.objects.filter(action="encounters.encounter.count")
    assert (told.data["heads_before"], told.data["heads"]) == (0, 7)
    delete_participant(participant=people[1], is_counted=True, by=somebody())
    assert tallies_of(encounter) == [Tally("", "adult", 7)]
    delete_participant(participant=people[2], is_counted=False, by=somebody())
    assert tallies_of(encounter) == [Tally("", "adult", 6)]
    forget_participants(encounter=encounter, on=LATER + dt.timedelta(days=1), by=somebody())
    assert tallies_of(encounter) == [Tally("", "adult", 6)]
    set_counts(encounter=encounter, tallies=[Tally("", "adult", 9)], by=somebody())
    (late,) = named(encounter, "h")
    delete_participant(participant=late, is_counted=False, by=somebody())
    assert tallies_of(encounter) == [Tally("", "adult", 9)], "what was counted by hand stays"


@pytest.mark.django_db
def test_what_is_kept_of_an_encounter_and_what_is_due():
    encounter = encounter_of()
    assert kept_names(encounter) is None
    named(encounter, "a")
    named(encounter, "B", delete_after=LATER + dt.timedelta(days=9))
    assert kept_names(encounter) == KeptNames(2, LATER, LATER + dt.timedelta(days=9))
    assert names_among(encounter, ["A", "b", "c"]) == {"A", "b"}
    assert list(due_to_be_forgotten(LATER)) == []
    assert list(due_to_be_forgotten(LATER + dt.timedelta(days=1))) == [encounter]
    day = LATER + dt.timedelta(days=30)
    assert keep_names_until(encounter=encounter, delete_after=day, by=somebody()) == 2
    assert keep_names_until(encounter=encounter, delete_after=day, by=somebody()) == 0
    assert list(due_to_be_forgotten(LATER + dt.timedelta(days=30))) == []
    with pytest.raises(Refused, match="bis zum Ende der Begegnung"):
        keep_names_until(encounter=encounter, delete_after=dt.date(2998, 5, 6), by=somebody())


@pytest.mark.django_db
def test_a_list_without_anybody_is_refused():
    with pytest.raises(Refused, match="niemand genannt"):
        named(encounter_of())


@pytest.mark.django_db
def test_who_was_deleted_meanwhile_does_not_come_back_by_an_old_form():
    encounter = encounter_of()
    (person,) = named(encounter, "a")
    delete_participant(participant=person, is_counted=True, by=somebody())
    before = ModelLogEntry.objects.count(), AuditEvent.objects.count()
    with pytest.raises(Refused, match="inzwischen gelöscht"):
        amend_participant(participant=person, needs="vegan", by=somebody())
    delete_participant(participant=person, is_counted=True, by=somebody())
    assert not Participant.objects.exists()
    assert tallies_of(encounter) == [Tally("", "adult", 1)]
    assert (ModelLogEntry.objects.count(), AuditEvent.objects.count()) == before


@pytest.mark.django_db
def test_of_an_encounter_that_was_called_off_nobody_is_counted():
    encounter = encounter_of()
    one, _other = named(encounter, "a", "b")
    call_off(encounter=encounter, because="Sturm", by=somebody())
    delete_participant(participant=one, is_counted=True, by=somebody())
    assert forget_participants(encounter=encounter, on=LATER + dt.timedelta(days=1), by=somebody())
    assert not Participant.objects.exists()
    assert tallies_of(encounter) == []


@pytest.mark.django_db
def test_names_are_kept_for_five_years_at_most():
    encounter = encounter_of()
    last = last_day_of_names(encounter.latest)
    assert last.year == encounter.latest.year + 5
    (person,) = named(encounter, "a", delete_after=last)
    later = last + dt.timedelta(days=1)
    with pytest.raises(Refused, match=f"bis zum {last:%d.%m.%Y}"):
        named(encounter, "b", delete_after=later)
    with pytest.raises(Refused, match="höchstens fünf Jahre"):
        amend_participant(participant=person, delete_after=later, by=somebody())
    with pytest.raises(Refused, match="höchstens fünf Jahre"):
        keep_names_until(encounter=encounter, delete_after=later, by=somebody())


@given(st.dates())
def test_the_last_day_of_names_is_the_same_day_of_a_later_year(latest: dt.date) -> None:
    last = last_day_of_names(latest)
    assert last >= latest
    assert last.year - latest.year == min(5, 9999 - latest.year)


@pytest.mark.django_db
def test_days_of_deletion_move_with_the_encounter() -> None:
    encounter = encounter_of(valid="2998-05-03/2998-05-07")
    named(encounter, "a", "b", delete_after=dt.date(2998, 6, 1))
    keep_names_until(encounter=encounter, delete_after=dt.date(3003, 5, 1), by=somebody())
    amend_encounter(encounter=encounter, valid="2990-05-03/2990-05-07", by=somebody())
    assert set(Participant.objects.values_list("delete_after", flat=True)) == {dt.date(2995, 5, 7)}
    amend_encounter(encounter=encounter, valid="2999-05-03/2999-05-07", by=somebody())
    assert set(Participant.objects.values_list("delete_after", flat=True)) == {dt.date(2999, 5, 7)}


@pytest.mark.django_db
def test_of_an_encounter_long_ago_no_names_are_taken() -> None:
    encounter = encounter_of(valid="2001-05-03/2001-05-07")
    for day in (dt.date(2001, 6, 1), dt.date(2998, 1, 1)):
        with pytest.raises(Refused, match="vor mehr als fünf Jahren") as refusal:
            named(encounter, "a", delete_after=day)
        assert [problem.where for problem in refusal.value.problems] == [""]
