"""Tables that went out from a list, were changed in Excel, and come back."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook

from tests.desk.table_trips import LIST, back, cell, out
from tests.factories import (
    ActFactory,
    DocumentFactory,
    EncounterFactory,
    InstrumentFactory,
    MunicipalityFactory,
    NoteFactory,
    OrganisationFactory,
    PersonFactory,
    PictureFactory,
    RelationFactory,
    RequestFactory,
    SourceFactory,
    TaskFactory,
    account,
    somebody,
)
from weltoffen.accounts.enums import RoleName
from weltoffen.encounters.models import Encounter
from weltoffen.lists.enums import Stand
from weltoffen.lists.fields import FIELDS
from weltoffen.lists.models import BulkChange
from weltoffen.lists.rules.stamps import print_of
from weltoffen.organisations.models import Organisation
from weltoffen.records.enums import Visibility
from weltoffen.relations.actions import amend_relation
from weltoffen.relations.models import Relation


def test_nothing_in_a_table_acts_when_it_is_opened(desk: Client) -> None:
    relation = RelationFactory()
    amend_relation(relation=relation, summary="=1+1", by=somebody())
    asked = {"columns": "summary_de"}
    book = out(desk, LIST, **asked)
    found = cell(book.worksheets[0], "Kurzbeschreibung (Deutsch)")
    assert (found.value, found.data_type) == ("=1+1", "s")
    rows = out(desk, LIST, "csv", **asked)
    assert rows[1][2] == "'=1+1"
    answer = desk.get(LIST, asked | {"export": "csv"})
    assert "nichts anderes als im Register" in back(desk, answer.content).content.decode()


@pytest.mark.django_db
def test_whoever_may_not_change_gets_no_stamp_and_no_way_back() -> None:
    RelationFactory()
    reader = Client()
    reader.force_login(account("leserin", RoleName.READER))
    assert "Stand der Zeile" not in str(next(iter(out(reader, LIST).worksheets[0].values)))
    page = reader.get(LIST).content.decode()
    assert reverse("desk:list-back", args=["relations"]) not in page
    assert "Gewählte ändern" not in page


def test_two_cells_are_changed_in_excel_and_come_back(desk: Client) -> None:
    amiens = RelationFactory(municipality=MunicipalityFactory(name={"de": "Amiens"}))
    leeds = RelationFactory(municipality=MunicipalityFactory(name={"de": "Leeds"}))
    book = out(desk, LIST, columns="desk_title,desk_phase,review_by,summary_de")
    sheet = book.worksheets[0]
    cell(sheet, "Prüfen bis", 2).value = "31.12.2026"
    cell(sheet, "Kurzbeschreibung (Deutsch)", 3).value = "Seit 1949."
    page = back(desk, book)
    text = page.content.decode()
    assert "Dortmund" in text or "Leeds" in text
    assert "Zelle D2" in text
    assert "31. Dezember 2026" in text
    assert Relation.objects.filter(review_by__isnull=False).count() == 0
    today = desk.get(reverse("wagtailadmin_home")).content.decode()
    assert "Sammeländerung wartet auf Ihre Durchsicht" in today
    bulk = BulkChange.objects.get()
    address = reverse("desk:bulk-change", args=[bulk.pk])
    shown = [str(each.pk) for each in bulk.cells.all()]
    saved = desk.post(address, {"go": "take", "shown": shown, "take": shown}, follow=True)
    assert "2 Änderungen sind gespeichert" in saved.content.decode()
    amiens.refresh_from_db()
    leeds.refresh_from_db()
    assert str(amiens.review_by) == "2026-12-31"
    assert leeds.summary_de == "Seit 1949."
    undone = desk.post(address, {"go": "back"}, follow=True)
    assert "2 Änderungen sind zurückgenommen" in undone.content.decode()
    amiens.refresh_from_db()
    leeds.refresh_from_db()
    assert (amiens.review_by, leeds.summary_de or "") == (None, "")


def test_rows_and_columns_may_be_moved_deleted_and_added(desk: Client) -> None:
    one, two = RelationFactory(), RelationFactory()
    book = out(desk, LIST, columns="desk_title,summary_de,owner")
    sheet = book.worksheets[0]
    cell(sheet, "Kurzbeschreibung (Deutsch)", 3).value = "Neu."
    changed = sheet.cell(row=3, column=1).value
    sheet.delete_rows(2)
    sheet.delete_cols(4)
    sheet.insert_cols(1)
    sheet["A1"] = "Notiz für mich"
    text = back(desk, book).content.decode()
    assert "Notiz für mich" in text
    bulk = BulkChange.objects.get()
    assert [each.identifier for each in bulk.cells.all()] == [changed]
    assert {one.identifier, two.identifier} >= {changed}


def test_what_both_sides_changed_is_asked_and_not_chosen(desk: Client) -> None:
    relation = RelationFactory(summary={"de": "Alt."})
    book = out(desk, LIST, columns="desk_title,summary_de,open_question")
    amend_relation(relation=relation, summary="Ihres.", by=somebody())
    cell(book.worksheets[0], "Kurzbeschreibung (Deutsch)").value = "Meins."
    cell(book.worksheets[0], "Offene Frage").value = "Seit wann?"
    text = back(desk, book).content.decode()
    assert "seit Sie die Tabelle mitgenommen haben" in text
    chosen = dict(BulkChange.objects.get().cells.values_list("field", "is_chosen"))
    assert chosen == {"summary_de": False, "open_question": True}


def with_months(desk: Client, shown_as: str) -> Workbook:
    """Take organisations along of which months are known; return them as Excel made days of them.

    ``shown_as`` is the format of the cells: Excel's own for what it made of "1977-07" is "mmm-yy".
    """
    for number in range(3):
        OrganisationFactory(identifier=f"verein-{number}", active_since=f"197{number}-07")
    book = out(desk, reverse("desk:organisations"), columns="desk_title,active_since")
    for row in range(2, 5):
        found = cell(book.worksheets[0], "Aktiv seit", row)
        found.value = datetime.fromisoformat(f"{found.value}-01")
        found.number_format = shown_as
    return book


def test_a_column_that_excel_made_days_of_unasked_changes_nothing(desk: Client) -> None:
    book = with_months(desk, "mmm\\-yy")
    assert "nichts anderes als im Register" in back(desk, book, "organisations").content.decode()


def test_days_that_excel_may_have_made_are_decided_together(desk: Client) -> None:
    book = with_months(desk, "dd/mm/yyyy")
    first = cell(book.worksheets[0], "Aktiv seit", 2)
    first.value, first.number_format = "1.7.1970", "@"  # somebody typed this one
    page = back(desk, book, "organisations").content.decode()
    assert "In der Tabelle stand „1971-07“; Excel hat daraus vielleicht selbst" in page
    bulk = BulkChange.objects.get()
    assert list(bulk.cells.values_list("stand", "is_chosen")) == [
        ("clean", True), ("conflict", False), ("conflict", False),
    ]  # fmt: skip
    address = reverse("desk:bulk-change", args=[bulk.pk])
    shown = {"shown": [str(each.pk) for each in bulk.cells.all()], "take": []}
    for whose, is_taken in (("theirs", True), ("ours", False)):
        desk.post(address, {"go": f"all-excel-{whose}"})
        conflicts = bulk.cells.filter(stand="conflict")
        assert set(conflicts.values_list("is_chosen", flat=True)) == {is_taken}
        desk.post(address, {"go": "all-moved-theirs"})
        assert set(conflicts.values_list("is_chosen", flat=True)) == {is_taken}
    desk.post(address, shown | {"go": "take", "take": shown["shown"][:2]})
    found = Organisation.objects.order_by("identifier").values_list("active_since", flat=True)
    assert list(found) == ["1970-07-01", "1971-07-01", "1972-07"]


def test_faults_name_the_cell_and_change_nothing(desk: Client) -> None:
    RelationFactory()
    book = out(desk, LIST, columns="desk_title,desk_phase,owner,review_by")
    sheet = book.worksheets[0]
    cell(sheet, "Zuständig").value = "Quatsch"
    cell(sheet, "Prüfen bis").value = "irgendwann"
    cell(sheet, "Form heute").value = "Freundschaft"
    sheet.append(["gibt-es-nicht"])
    text = back(desk, book).content.decode()
    for said in ("Zelle D2", "„Quatsch“ gibt es hier nicht", "Zelle E2", "kein Tag", "Zelle C2",
                 "wird nicht zurückgelesen", "Zelle A3", "gibt-es-nicht"):  # fmt: skip
        assert said in text, said
    assert 'value="take"' not in text


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"", "leer"),
        (b"Name;Land\r\nAmiens;FR\r\nLeeds;GB\r\n", "es fehlt die Spalte"),
        (b"Kennung;Beziehung;Form heute\r\n", "steht keine Zeile"),
        (b"Kennung;Beziehung;Kennung\r\na;b;c\r\nd;e;f\r\n", "heißen beide"),
        (b"\x00\x01\x02 kein Text", "kein"),
    ],
)
def test_wrong_files_say_what_is_wrong(desk: Client, body: bytes, said: str) -> None:
    text = back(desk, body).content.decode()
    assert "So geht es noch nicht weiter" in text
    assert said in text
    assert not BulkChange.objects.exists()


def test_invisible_signs_of_a_text_keep_nobody_from_taking_the_list_along(desk: Client) -> None:
    relation = RelationFactory()
    Relation.objects.filter(pk=relation.pk).update(open_question="vor\x0bnach")
    book = out(desk, LIST, columns="open_question")
    assert cell(book.worksheets[0], "Offene Frage").value == "vor\nnach"


@pytest.mark.django_db
@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_names_that_somebody_may_not_see_stand_in_no_table_and_no_preview(form: str) -> None:
    for number, seen_by in enumerate(("restricted", "internal")):
        body = OrganisationFactory(
            identifier=f"amt-{number}", kind="department", name={"de": f"Dienst {number}"},
            visibility=seen_by,
        )  # fmt: skip
        encounter = EncounterFactory(identifier=f"treffen-{number}")
        Encounter.objects.filter(pk=encounter.pk).update(unit=body.identifier)
    protocol = Client()
    protocol.force_login(account("protokoll", RoleName.PROTOCOL))
    address = reverse("desk:encounters")
    asked = {"columns": "desk_title,unit", "ordering": "identifier"}
    page = protocol.get(address, asked).content.decode()
    answer = protocol.get(address, asked | {"export": form})
    told = out(protocol, address, form, **asked)
    rows = list(told.worksheets[0].values) if form == "xlsx" else told
    column = list(rows[0]).index("Fachbereich")
    assert {row[column] for row in rows[1:]} == {
        "(nicht für Sie sichtbar)", "Dienst 1 · amt-1",
    }  # fmt: skip
    assert "Dienst 1" in page
    assert "(nicht für Sie sichtbar)" in page
    for shown in (page, str(rows)):
        assert "Dienst 0" not in shown
        assert "amt-0" not in shown
    assert print_of("amt-0") not in str(rows)
    unchanged = back(protocol, told if form == "xlsx" else answer.content, "encounters")
    assert "nichts anderes als im Register" in unchanged.content.decode()
    change = reverse("desk:list-change", args=["encounters"])
    sent = {"pick": "treffen-0", "do_unit": "on", "unit": "amt-1"}
    preview = protocol.post(change, sent, follow=True).content.decode()
    assert "(nicht für Sie sichtbar)" in preview
    assert "amt-0" not in preview


MADE_BY = {
    "relations": RelationFactory,
    "acts": ActFactory,
    "charters": InstrumentFactory,
    "municipalities": MunicipalityFactory,
    "sources": SourceFactory,
    "organisations": OrganisationFactory,
    "people": PersonFactory,
    "documents": DocumentFactory,
    "pictures": PictureFactory,
    "requests": RequestFactory,
    "tasks": TaskFactory,
    "notes": NoteFactory,
    "encounters": EncounterFactory,
}
FREE = {
    "summary_de", "summary_en", "open_question", "region", "publisher", "task_de", "task_en",
    "street", "locality", "district", "author", "licence", "alt_de", "subject", "text", "topic",
    "venue", "theme", "outcome", "languages",
}  # fmt: skip
NASTY = ("=1+1", "'=1", "-5", "007", "1e5", 'a;"b"', "@x", "Ä ß – 日本 🎉", "1977-07", "wahr")


@pytest.mark.parametrize("form", ["xlsx", "csv"])
@pytest.mark.parametrize("kind", MADE_BY)
def test_a_table_of_any_kind_that_nobody_edited_says_nothing(
    desk: Client, kind: str, form: str
) -> None:
    of = FIELDS[kind]
    free = [field.name for field in of.fields if field.name in FREE]
    for number in range(len(NASTY)):
        row = MADE_BY[kind]()
        said = {name: NASTY[(number + at) % len(NASTY)] for at, name in enumerate(free)}
        if said:
            of.model._default_manager.filter(pk=row.pk).update(**said)
    columns = ",".join(field.shown_as[0] if field.shown_as else field.name for field in of.fields)
    address = reverse(f"desk:{kind}")
    answer = desk.get(address, {"export": form, "columns": columns})
    assert answer.status_code == 200
    file = SimpleUploadedFile(f"liste.{form}", answer.content)
    page = desk.post(reverse("desk:list-back", args=[kind]), {"file": file}, follow=True)
    assert "nichts anderes als im Register" in page.content.decode()
    assert not BulkChange.objects.exists()


def test_every_kind_that_comes_back_is_tried() -> None:
    assert set(FIELDS) - set(MADE_BY) == {"ledger"}, "a disagreement has nothing of its own"


def test_nobody_publishes_or_withdraws_by_a_table_and_that_is_told_before(desk: Client) -> None:
    RelationFactory(visibility=Visibility.PUBLIC)
    asked = {"columns": "get_visibility_display"}
    book = out(desk, LIST, **asked)
    cell(book.worksheets[0], "Sichtbarkeit").value = "intern"
    text = back(desk, book).content.decode()
    assert "Veröffentlicht und zurückgenommen wird auf dem Blatt des Eintrags" in text
    change = BulkChange.objects.get().cells.get()
    assert (change.stand, change.is_chosen) == (Stand.FAULT, False)


def test_a_formula_that_has_no_result_is_a_fault_and_empties_nothing(desk: Client) -> None:
    organisation = OrganisationFactory(task="Koordiniert Hilfe")
    book = out(desk, reverse("desk:organisations"), columns="desk_title,task_de")
    cell(book.worksheets[0], "Aufgabe (Deutsch)").value = '=CONCATENATE("a","b")'
    text = back(desk, book, "organisations").content.decode()
    assert "eine Formel, deren Ergebnis die Datei nicht enthält" in text
    (found,) = BulkChange.objects.get().cells.all()
    assert (found.stand, found.is_chosen) == (Stand.FAULT, False)
    organisation.refresh_from_db()
    assert organisation.task_de == "Koordiniert Hilfe"


def test_a_record_is_named_in_a_cell_as_it_is_called(desk: Client) -> None:
    MunicipalityFactory(identifier="dortmund", name={"de": "Dortmund"})
    for identifier in ("neustadt-a", "neustadt-b"):
        MunicipalityFactory(identifier=identifier, name={"de": "Neustadt"})
    one, two = OrganisationFactory(), OrganisationFactory()
    book = out(desk, reverse("desk:organisations"), columns="desk_title,municipality")
    cell(book.worksheets[0], "Stadt", 2).value = "Dortmund"
    cell(book.worksheets[0], "Stadt", 3).value = "Neustadt"
    text = back(desk, book, "organisations").content.decode()
    assert "„Neustadt“ heißt, gibt es nicht oder nicht nur einmal" in text
    cells = BulkChange.objects.get().cells.all()
    found = {each.identifier: (each.stand, each.after) for each in cells}
    assert set(found) == {one.identifier, two.identifier}
    assert sorted(found.values()) == [(Stand.CLEAN, "dortmund"), (Stand.FAULT, "")]


def test_the_table_of_another_list_is_recognised(desk: Client) -> None:
    OrganisationFactory()
    for _ in range(2):
        RelationFactory()
    book = out(desk, LIST)
    text = back(desk, book, "organisations").content.decode()
    assert "Ist es die Tabelle einer anderen Liste?" in text
    assert not BulkChange.objects.exists()


def test_a_table_does_not_offer_to_publish(desk: Client) -> None:
    RelationFactory()
    book = out(desk, LIST, columns="desk_title,get_visibility_display")
    offered = [rule.formula1 for rule in book.worksheets[0].data_validations.dataValidation]
    assert any("intern" in each for each in offered)
    assert not any("öffentlich" in each for each in offered)


def test_what_was_not_saved_can_be_shown_alone(desk: Client) -> None:
    relation = RelationFactory()
    book = out(desk, LIST, columns="desk_title,summary_de,owner")
    cell(book.worksheets[0], "Kurzbeschreibung (Deutsch)").value = "Neu."
    cell(book.worksheets[0], "Zuständig").value = "Protokoll"
    back(desk, book)
    amend_relation(relation=relation, summary="Anders.", by=somebody())
    bulk = BulkChange.objects.get()
    address = reverse("desk:bulk-change", args=[bulk.pk])
    shown = [str(each.pk) for each in bulk.cells.all()]
    text = desk.post(address, {"go": "take", "shown": shown, "take": shown}, follow=True)
    assert "nicht gespeichert (1)" in text.content.decode()
    left = desk.get(address, {"show": "left"}).content.decode()
    assert "desk-line--conflict" in left
    assert "Neu." in left
    assert "Protokoll" not in left
