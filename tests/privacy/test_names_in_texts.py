"""A name in a free text goes on request: from the text, the history, and what undoing keeps."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db.models import CharField, JSONField, TextField
from wagtail.models import ModelLogEntry

from tests.factories import (
    ActFactory,
    ContactFactory,
    DocumentFactory,
    EncounterFactory,
    NoteFactory,
    ParticipantFactory,
    PersonFactory,
    PictureFactory,
    RequestFactory,
    SnapshotFactory,
    UserFactory,
    somebody,
)
from weltoffen.audit.models import AuditEvent
from weltoffen.casework.actions import amend_note
from weltoffen.casework.models import Note
from weltoffen.documents.actions import erase
from weltoffen.encounters.actions import amend_encounter, call_off
from weltoffen.ground.problems import Refused
from weltoffen.lists.actions import begin_change, save_view
from weltoffen.lists.enums import Origin, Stand
from weltoffen.lists.forgetting import forget_what_is_gone
from weltoffen.lists.models import BulkChange, CellChange, SavedView
from weltoffen.lists.types import Difference
from weltoffen.organisations.models import Person
from weltoffen.privacy.actions import forget_again, forget_on_request
from weltoffen.privacy.enums import Then
from weltoffen.privacy.held.evidence import EVIDENCE, LOOKED_AT
from weltoffen.privacy.held.rows import about_of
from weltoffen.privacy.models import Forgotten
from weltoffen.privacy.rules.keys import name_problems
from weltoffen.privacy.selectors import held_on, subject_of
from weltoffen.privacy.types import IN_HISTORY, IN_TEXT
from weltoffen.records.rules.words import OMITTED
from weltoffen.relations.actions import amend_relation
from weltoffen.sources.actions import render_snapshot

pytestmark = pytest.mark.django_db
NAME = {"given_name": "Jörg", "family_name": "Müller"}


def keys_of(person: Person, kind: str) -> list[str]:
    return [held.key for known, found in held_on(subject_of(person)) for held in found
            if known.name == kind]  # fmt: skip


def ask(person: Person, *ticked: str) -> dict[str, int]:
    return forget_on_request(
        subject=subject_of(person), about=f"organisations.person:{person.identifier}",
        ticked=ticked, reason="Az. 12/26", by=somebody(),
    )  # fmt: skip


def told() -> str:
    rows = ModelLogEntry.objects.values_list("label", "data")
    return "\n".join(f"{label} {data}" for label, data in rows)


def test_a_name_goes_from_the_text_and_from_its_history_and_the_rest_stays() -> None:
    person = PersonFactory(**NAME)
    note = NoteFactory(topic="Messe", text="Jörg Müller rief an, wegen der Halle.")
    amend_note(
        note=note, text="Jörg Müllers Büro schrieb noch einmal, wegen der Halle.", by=somebody()
    )
    (key,) = keys_of(person, "free-texts")
    assert ask(person, key)["free-texts"] == 1
    note.refresh_from_db()
    assert note.text == f"{OMITTED} Büro schrieb noch einmal, wegen der Halle."
    assert f"{OMITTED} rief an, wegen der Halle." in told()
    assert "Müller" not in told()
    assert "casework.note.forget-name" in ModelLogEntry.objects.values_list("action", flat=True)
    assert AuditEvent.objects.filter(event="records.history.redact").exists()


def test_what_somebody_took_out_by_hand_still_goes_from_the_history() -> None:
    person = PersonFactory(**NAME)
    note = NoteFactory(text="Jörg Müller rief an.")
    amend_note(note=note, text="Jemand rief an.", by=somebody())
    assert keys_of(person, "free-texts") == []
    (key,) = keys_of(person, "told")
    assert ask(person, key)["told"] == 1
    assert "Müller" not in told()
    note.refresh_from_db()
    assert note.text == "Jemand rief an."


def test_what_is_not_ticked_stays() -> None:
    person = PersonFactory(**NAME)
    NoteFactory(text="Jörg Müller rief an.")
    assert "free-texts" not in ask(person)
    note = Note.objects.get()
    assert note.text == "Jörg Müller rief an."


def test_a_name_goes_from_what_is_said_of_an_encounter_in_every_language() -> None:
    person = PersonFactory(**NAME)
    encounter = EncounterFactory(title={"de": "Jörg Müller in Amiens", "en": "Jörg Müller there"})
    amend_encounter(encounter=encounter, outcome="Dank an Jörg Müller.", by=somebody())
    (key,) = keys_of(person, "encounter-texts")
    ask(person, key)
    encounter.refresh_from_db()
    assert (encounter.title_de, encounter.title_en) == (f"{OMITTED} in Amiens", f"{OMITTED} there")
    assert encounter.outcome == f"Dank an {OMITTED}."
    assert "Müller" not in told()


def begun(identifier: str, before: str, after: str, kind: str = "notes") -> CellChange:
    difference = Difference(
        line=2, identifier=identifier, field="topic", letter="B", before=before, after=after,
        typed=after, stand=Stand.CLEAN,
    )  # fmt: skip
    bulk = begin_change(
        kind=kind, origin=Origin.TABLE, file_name="Notizen.xlsx", rows=1,
        differences=[difference], by=somebody(),
    )  # fmt: skip
    return bulk.cells.get()


def test_a_name_goes_from_the_cells_of_a_table_that_was_brought() -> None:
    person = PersonFactory(**NAME)
    cell = begun(NoteFactory().identifier, "Anruf von Jörg Müller", "Anruf")
    (key,) = keys_of(person, "lists")
    ask(person, key)
    cell.refresh_from_db()
    assert (cell.before, cell.after) == (f"Anruf von {OMITTED}", "Anruf")


def test_what_cells_say_of_an_erased_document_goes_within_a_day() -> None:
    document = DocumentFactory(title="Brief von Jörg Müller")
    cell = begun(document.identifier, "Brief von Jörg Müller", "Brief", kind="documents")
    staying = begun(DocumentFactory().identifier, "a", "b", kind="documents")
    erase(record=document, reason="darf niemand haben", by=somebody())
    assert forget_what_is_gone(by=somebody()) == 1
    assert forget_what_is_gone(by=somebody()) == 0
    cell.refresh_from_db()
    staying.refresh_from_db()
    assert (cell.before, cell.after, cell.typed) == ("", "", "")
    assert (staying.before, staying.after) == ("a", "b")


def test_after_a_restore_somebody_is_told_which_texts_to_read(tmp_path, capsys) -> None:
    person = PersonFactory(**NAME)
    note = NoteFactory(text="Jörg Müller rief an.")
    ask(person, *keys_of(person, "free-texts"))
    names = list(Forgotten.objects.values_list("about", flat=True))
    assert f"casework.note:{note.identifier}#text" in names
    assert forget_again(names=names, by=somebody()) == {}
    listed = tmp_path / "vergessen.txt"
    listed.write_text("\n".join(names))
    call_command("privacy", "again", str(listed))
    assert f"casework.note:{note.identifier}#text" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["Иван Петров", "Γιώργος Σεφέρης", "王 小明", "Öß Üä"])
def test_names_in_every_script_are_found(name: str) -> None:
    given, family = name.split()
    person = PersonFactory(given_name=given, family_name=family)
    note = NoteFactory(text=f"Anruf von {name}.")
    (key,) = keys_of(person, "free-texts")
    ask(person, key)
    note.refresh_from_db()
    assert note.text == f"Anruf von {OMITTED}."
    assert family not in told()


def test_names_of_visits_and_senders_are_found_without_titles() -> None:
    person = PersonFactory(given_name="Anna", family_name="Mueller")
    taking_part = ParticipantFactory(name="Prof. Dr. MÜLLER, Anna")
    request = RequestFactory(sender_name="Frau Anna Müller")
    other = PersonFactory(given_name="ANNA", family_name="MÜLLER")
    assert keys_of(person, "participants") == [about_of(taking_part)]
    assert keys_of(person, "senders") == [about_of(request)]
    assert about_of(other) in keys_of(person, "people")


def test_why_a_visit_was_called_off_is_a_free_text_too() -> None:
    person = PersonFactory(**NAME)
    encounter = EncounterFactory()
    call_off(encounter=encounter, because="Jörg Müller ist krank", by=somebody())
    (key,) = keys_of(person, "encounter-texts")
    ask(person, key)
    encounter.refresh_from_db()
    assert encounter.withdrawn_because == f"{OMITTED} ist krank"
    assert "Müller" not in told()


def test_the_name_of_a_file_names_somebody_too() -> None:
    person = PersonFactory(**NAME)
    bulk = begun(NoteFactory().identifier, "a", "b").bulk
    BulkChange.objects.filter(pk=bulk.pk).update(file_name="Jörg_Müller_2024.xlsx")
    (key,) = keys_of(person, "lists")
    ask(person, key)
    bulk.refresh_from_db()
    assert bulk.file_name == f"{OMITTED} 2024.xlsx"


def test_a_file_that_is_no_list_of_names_of_entries_leaves_nothing_behind(tmp_path: Path) -> None:
    wrong = tmp_path / "adressen.txt"
    wrong.write_text("casework.note:notiz-1#text\nErika Mustermann, Hauptstr. 5\n")
    with pytest.raises(Refused, match="Zeile 2 ist keine Kennung"):
        call_command("privacy", "again", str(wrong))
    assert not Forgotten.objects.exists()


def test_every_name_that_is_remembered_may_be_read_back() -> None:
    account = UserFactory()
    rows = (NoteFactory(), ParticipantFactory(), ContactFactory(), PersonFactory(), account)
    names = [about_of(row) for row in rows]
    names += [f"{names[0]}{IN_TEXT}", f"casework.note:17{IN_HISTORY}"]
    assert list(name_problems(names)) == []


def test_a_view_that_searches_for_somebody_goes() -> None:
    person = PersonFactory(**NAME)
    view = save_view(kind="notes", name="Anrufe", asked="q=J%C3%B6rg+M%C3%BCller", by=somebody())
    kept = save_view(kind="notes", name="Messe", asked="q=Messe", by=somebody())
    ask(person, *keys_of(person, "lists"))
    assert list(SavedView.objects.all()) == [kept]
    assert f"lists.savedview:{view.pk}" not in told()
    assert "lists.savedview.forget-name" in ModelLogEntry.objects.values_list("action", flat=True)


def test_a_name_is_found_in_acts_pictures_and_what_was_read() -> None:
    person = PersonFactory(**NAME)
    act = ActFactory(note="Im Beisein von Jörg Müller.")
    relation = act.relation
    amend_relation(relation=relation, summary="Angeregt von Müller, Jörg.", by=somebody())
    picture = PictureFactory(alt="Jörg Müller unterschreibt")
    rendering = render_snapshot(
        snapshot=SnapshotFactory(body=b"x"), opened_by="Test 1", by=somebody(),
        text=f"{'x ' * 500}Für uns kam Jörg Müller. {'y ' * 500}",
    )  # fmt: skip
    found = {
        held.key: held for kind, found in held_on(subject_of(person)) for held in found
        if kind.name in ("evidence", "files")
    }  # fmt: skip
    assert set(found) == {about_of(row) for row in (act, relation, picture, rendering)}
    (said,) = found[about_of(rendering)].values
    assert said[1].startswith("… x")
    assert "kam Jörg Müller. y" in said[1]
    assert {held.fate for held in found.values()} == {Then.KEPT}
    assert "auf seinem Blatt" in found[about_of(relation)].why


def test_every_text_that_is_declared_as_evidence_is_looked_at() -> None:
    looked_at = {(each.model._meta.label_lower, name) for each in LOOKED_AT for name in each.fields}
    texts = (CharField, TextField, JSONField)
    declared = {
        (model, name) for model, names in EVIDENCE.fields.items() for name in names
        if isinstance(apps.get_model(model)._meta.get_field(name), texts)
    }  # fmt: skip
    assert declared == looked_at
