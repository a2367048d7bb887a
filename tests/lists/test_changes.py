"""Changes of many records in the database: taken, overtaken, refused, taken back, deleted."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.models import ModelLogEntry

from tests.factories import (
    ActFactory,
    MunicipalityFactory,
    NoteFactory,
    OrganisationFactory,
    RelationFactory,
    account,
    somebody,
)
from weltoffen.accounts.enums import RoleName
from weltoffen.accounts.models import User
from weltoffen.ground.problems import Refused
from weltoffen.lists import actions
from weltoffen.lists.enums import Origin, Outcome, Stage, Stand
from weltoffen.lists.fields import FIELDS
from weltoffen.lists.models import BulkChange, CellChange, SavedView
from weltoffen.lists.returning import compared
from weltoffen.lists.selectors import cells_of, done_identifiers, views_of, waiting_identifiers
from weltoffen.lists.types import Line, Returned
from weltoffen.organisations.actions import amend_organisation, entrust
from weltoffen.organisations.enums import OrganisationKind
from weltoffen.organisations.models import Organisation
from weltoffen.records.enums import Role, Visibility
from weltoffen.records.models import Record
from weltoffen.relations.actions import amend_relation
from weltoffen.relations.models import Relation

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> User:
    return account("koordination", RoleName.COORDINATOR)


def begun(kind: str, by: User, **wanted: dict[str, str]) -> BulkChange:
    """Begin changes: per identifier (with ``_`` for ``-``) what is to stand in which field."""
    lines = tuple(
        Line(number, identifier.replace("_", "-"), cells)
        for number, (identifier, cells) in enumerate(wanted.items(), start=2)
    )
    letters = {name: "B" for cells in wanted.values() for name in cells} | {"identifier": "A"}
    found = compared(FIELDS[kind], Returned(lines, letters), by)
    return actions.begin_change(
        kind=kind, origin=Origin.TABLE, differences=found, rows=len(lines), by=by
    )


def taken(bulk: BulkChange, by: User) -> BulkChange:
    actions.begin_taking(bulk=bulk, by=by)
    for identifier in waiting_identifiers(bulk):
        actions.take_record(bulk=bulk, identifier=identifier, by=by)
    return actions.end(bulk=bulk, by=by)


def taken_back(bulk: BulkChange, by: User) -> BulkChange:
    actions.begin_taking_back(bulk=bulk, by=by)
    for identifier in done_identifiers(bulk):
        actions.take_record_back(bulk=bulk, identifier=identifier, by=by)
    return actions.end(bulk=bulk, by=by)


def outcomes(bulk: BulkChange) -> list[str]:
    return list(bulk.cells.values_list("outcome", flat=True))


def test_changes_go_through_the_rooms_actions_and_back(office: User) -> None:
    one = RelationFactory(identifier="eins", summary={"de": "Alt.", "en": "Old."})
    two = RelationFactory(identifier="zwei")
    lead = OrganisationFactory(identifier="buero")
    bulk = begun(
        "relations", office,
        eins={"summary_de": "Neu.", "review_by": "31.12.2026", "lead": "Büro · buero"},
        zwei={"owner": "Protokoll"},
    )  # fmt: skip
    assert Relation.objects.get(pk=one.pk).summary_de == "Alt."
    taken(bulk, office)
    one.refresh_from_db()
    two.refresh_from_db()
    assert (one.summary_de, one.summary_en, one.review_by, one.lead) == (
        "Neu.", "Old.", date(2026, 12, 31), lead,
    )  # fmt: skip
    assert two.owner == "protocol"
    told = ModelLogEntry.objects.filter(action__startswith="relations.relation.", user=office)
    assert set(told.values_list("action", flat=True)) == {
        "relations.relation.amend", "relations.relation.entrust",
    }  # fmt: skip
    assert len(set(told.values_list("uuid", flat=True))) == 1
    taken_back(bulk, office)
    one.refresh_from_db()
    two.refresh_from_db()
    assert (one.summary_de, one.review_by, one.lead, two.owner) == (
        "Alt.", None, None, "coordination",
    )  # fmt: skip
    assert set(outcomes(bulk)) == {Outcome.UNDONE}


def test_what_changed_since_the_preview_stays(office: User) -> None:
    relation = RelationFactory(identifier="eins", summary={"de": "Alt."})
    bulk = begun("relations", office, eins={"summary_de": "Meins.", "open_question": "Seit wann?"})
    amend_relation(relation=relation, summary="Ihres.", by=somebody())
    taken(bulk, office)
    relation.refresh_from_db()
    assert (relation.summary_de, relation.open_question) == ("Ihres.", "Seit wann?")
    assert outcomes(bulk) == [Outcome.OVERTAKEN, Outcome.DONE]


def test_what_changed_since_it_was_taken_is_not_taken_back(office: User) -> None:
    relation = RelationFactory(identifier="eins", summary={"de": "Alt."})
    bulk = taken(begun("relations", office, eins={"summary_de": "Meins."}), office)
    amend_relation(relation=relation, summary="Ihres.", by=somebody())
    taken_back(bulk, office)
    relation.refresh_from_db()
    assert relation.summary_de == "Ihres."
    assert outcomes(bulk) == [Outcome.STAYS]


def test_what_a_room_refuses_is_told_and_the_others_go_on(office: User) -> None:
    MunicipalityFactory(identifier="eins", geonames_id=7)
    other = MunicipalityFactory(identifier="zwei")
    third = MunicipalityFactory(identifier="drei")
    bulk = begun("municipalities", office, zwei={"geonames_id": "7"}, drei={"region": "Ruhr"})
    taken(bulk, office)
    other.refresh_from_db()
    third.refresh_from_db()
    assert (other.geonames_id, third.region) == (None, "Ruhr")
    refused = bulk.cells.get(identifier="zwei")
    assert refused.outcome == Outcome.REFUSED
    assert "GeoNames" in refused.problem["sentence"]


def test_nothing_is_published_and_nothing_public_is_hidden_by_a_table(office: User) -> None:
    RelationFactory(identifier="eins", internal=True)
    RelationFactory(identifier="zwei")
    RelationFactory(identifier="drei", internal=True)
    bulk = begun("relations", office, eins={"visibility": "öffentlich"},
                 zwei={"visibility": "intern"}, drei={"visibility": "eingeschränkt"})  # fmt: skip
    faulty = bulk.cells.filter(stand=Stand.FAULT)
    assert set(faulty.values_list("identifier", flat=True)) == {"eins", "zwei"}
    Relation.objects.filter(identifier="drei").update(visibility="public")  # meanwhile
    taken(bulk, office)
    assert Outcome.DONE not in outcomes(bulk)
    assert Relation.objects.get(identifier="eins").visibility == "internal"
    assert Relation.objects.get(identifier="zwei").visibility == "public"


def test_values_that_a_column_refuses_are_faults_before_anything_is_done(office: User) -> None:
    MunicipalityFactory(identifier="eins")
    bulk = begun("municipalities", office, eins={"wikidata_id": "1295", "region": "x" * 300})
    assert set(bulk.cells.values_list("stand", flat=True)) == {Stand.FAULT}
    with pytest.raises(Refused, match="Gewählt ist keine Änderung"):
        actions.begin_taking(bulk=bulk, by=office)


def test_a_place_with_a_new_name_moves_in_the_lists_of_relations(office: User) -> None:
    place = MunicipalityFactory(identifier="eins", name={"de": "Zett"})
    relation = RelationFactory(municipality=place)
    taken(begun("municipalities", office, eins={"name_de": "Anfang"}), office)
    relation.refresh_from_db()
    assert relation.sort_name == "anfang"


def test_who_sees_a_record_but_may_not_change_it_changes_nothing() -> None:
    RelationFactory(identifier="eins")
    reader = account("leserin", RoleName.READER)
    bulk = begun("relations", reader, eins={"summary_de": "Neu."})
    assert list(bulk.cells.values_list("stand", flat=True)) == [Stand.FAULT]


def test_rights_are_asked_again_when_it_is_done(office: User) -> None:
    relation = RelationFactory(identifier="eins", summary={"de": "Alt."})
    bulk = begun("relations", office, eins={"summary_de": "Neu."})
    actions.begin_taking(bulk=bulk, by=office)
    reader = account("leserin", RoleName.READER)
    actions.take_record(bulk=bulk, identifier="eins", by=reader)
    relation.refresh_from_db()
    assert relation.summary_de == "Alt."
    assert outcomes(bulk) == [Outcome.REFUSED]


def test_what_is_not_chosen_is_not_done(office: User) -> None:
    relation = RelationFactory(identifier="eins")
    bulk = begun("relations", office, eins={"summary_de": "Neu.", "open_question": "Was?"})
    cell = bulk.cells.get(field="summary_de")
    actions.choose(bulk=bulk, chosen={cell.pk: False}, by=office)
    taken(bulk, office)
    relation.refresh_from_db()
    assert (relation.summary_de or "", relation.open_question) == ("", "Was?")


def test_a_stage_is_left_only_the_right_way(office: User) -> None:
    RelationFactory(identifier="eins")
    bulk = begun("relations", office, eins={"summary_de": "Neu."})
    for too_early in (actions.begin_taking_back, actions.end):
        with pytest.raises(Refused, match="inzwischen etwas getan"):
            too_early(bulk=bulk, by=office)
    taken(bulk, office)
    for too_late in (actions.begin_taking, actions.drop):
        with pytest.raises(Refused, match="inzwischen etwas getan"):
            too_late(bulk=bulk, by=office)


def test_the_database_takes_no_faulty_cell_and_none_twice(office: User) -> None:
    RelationFactory(identifier="eins")
    bulk = begun("relations", office, eins={"summary_de": "Neu."})
    row = {"bulk": bulk, "line": 3, "identifier": "eins", "field": "summary_de"}
    for faulty in (
        row | {"stand": Stand.CLEAN, "is_chosen": False},
        row | {"stand": Stand.FAULT, "is_chosen": True},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            CellChange.objects.create(**faulty)
    with pytest.raises(IntegrityError), transaction.atomic():
        BulkChange.objects.filter(pk=bulk.pk).update(stage=Stage.TAKEN)


def test_old_changes_are_deleted_and_what_they_did_stays(office: User) -> None:
    relation = RelationFactory(identifier="eins")
    done = taken(begun("relations", office, eins={"summary_de": "Neu."}), office)
    left = begun("relations", office, eins={"summary_de": "Noch neuer."})
    now = timezone.now()
    soon = now + timedelta(days=1)
    assert actions.delete_old(looked_at_before=now - timedelta(days=1), ended_before=now, by=office)
    assert not BulkChange.objects.filter(pk=done.pk).exists()
    assert actions.delete_old(looked_at_before=soon, ended_before=soon, by=office) == 1
    assert not BulkChange.objects.filter(pk=left.pk).exists()
    relation.refresh_from_db()
    assert relation.summary_de == "Neu."


@pytest.mark.parametrize("kind", FIELDS)
def test_every_field_of_every_kind_is_a_column_of_its_table(kind: str) -> None:
    of = FIELDS[kind]
    assert issubclass(of.model, Record)
    record = of.model()
    assert set(cells_of(of, record)) == {field.name for field in of.fields}
    for field in of.fields:
        assert of.model._meta.get_field(field.name).concrete


def test_views_are_saved_under_a_name_once_and_shared_within_the_office(office: User) -> None:
    guest = account("gast", RoleName.GUEST, relation=RelationFactory().identifier)
    first = actions.save_view(kind="relations", name=" Neu  hier ", asked="q=a", by=office)
    again = actions.save_view(
        kind="relations", name="Neu hier", asked="q=b", is_shared=True, by=office
    )
    assert (first.pk, again.asked) == (again.pk, "q=b")
    reader = account("leserin", RoleName.READER)
    assert list(views_of("relations", reader)) == [again]
    assert list(views_of("relations", guest)) == []
    with pytest.raises(Refused, match="aus dem Büro"):
        actions.save_view(kind="relations", name="x", asked="", is_shared=True, by=guest)
    with pytest.raises(Refused, match="darf nicht leer sein"):
        actions.save_view(kind="relations", name=" ", asked="", by=office)
    with pytest.raises(Refused, match="jemand anderes"):
        actions.delete_view(view=again, by=reader)
    actions.delete_view(view=again, by=office)
    assert not SavedView.objects.exists()


def test_acts_change_by_correction_only_but_who_answers_for_them_may_change(office: User) -> None:
    act = ActFactory(identifier="akt")
    assert {field.name for field in FIELDS["acts"].fields} == {
        "owner", "unit", "review_by", "visibility",
    }  # fmt: skip
    OrganisationFactory(identifier="sportamt", kind="department")
    taken(begun("acts", office, akt={"unit": "sportamt"}), office)
    act.refresh_from_db()
    assert act.unit == "sportamt"
    assert Organisation.objects.filter(identifier="sportamt").exists()


@pytest.mark.parametrize("kind", ["association", "partner-body", "network", "council"])
def test_only_offices_of_the_city_come_back_as_departments(office: User, kind: str) -> None:
    RelationFactory(identifier="eins")
    OrganisationFactory(identifier="verein", kind=kind)
    bulk = begun("relations", office, eins={"unit": "Ein Verein · verein"})
    cell = bulk.cells.get()
    assert (cell.stand, cell.letter, cell.field) == (Stand.FAULT, "B", "unit")
    assert "kein Fachbereich der Stadt" in cell.problem["sentence"]
    assert begun("relations", office, eins={"lead": "verein"}).cells.get().stand == Stand.CLEAN


def test_only_offices_of_the_city_become_departments_whatever_was_looked_at(office: User) -> None:
    record = RelationFactory(identifier="eins")
    body = OrganisationFactory(identifier="amt", kind="department")
    bulk = begun("relations", office, eins={"unit": "amt"})
    amend_organisation(organisation=body, kind=OrganisationKind.ASSOCIATION, by=office)
    taken(bulk, office)
    assert outcomes(bulk) == [Outcome.REFUSED]
    assert Relation.objects.get(pk=record.pk).unit is None
    keeping = {"owner": Role.PROTOCOL, "review_by": None, "visibility": Visibility.INTERNAL}
    with pytest.raises(Refused, match="kein Fachbereich der Stadt") as refused:
        entrust(record=record, unit="amt", by=office, **keeping)
    assert list(refused.value.by_field()) == ["unit"]
    Relation.objects.filter(pk=record.pk).update(unit="amt")  # from before the rule
    record.refresh_from_db()
    assert entrust(record=record, unit="amt", by=office, **keeping).owner == Role.PROTOCOL


def test_a_note_about_what_is_restricted_is_not_opened_by_a_table(office: User) -> None:
    note = NoteFactory(about=ActFactory(visibility=Visibility.RESTRICTED))
    bulk = begun("notes", office, **{note.identifier: {"visibility": "intern"}})
    taken(bulk, office)
    assert outcomes(bulk) == [Outcome.REFUSED]
    assert "eingeschränkten Eintrag" in bulk.cells.get().problem["sentence"]
    note.refresh_from_db()
    assert note.visibility == Visibility.RESTRICTED
