"""``weltoffen privacy``: the report, what is due, deleting, and what is held on somebody."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import timezone

from tests.factories import ContactFactory, NoteFactory, PersonFactory, somebody
from weltoffen.audit.models import AuditEvent
from weltoffen.ground.problems import Refused
from weltoffen.organisations.enums import ContactKind
from weltoffen.organisations.models import ContactDetail, Person
from weltoffen.privacy.actions import choose_term, forget_on_request
from weltoffen.privacy.models import Deletion
from weltoffen.privacy.registry import KINDS
from weltoffen.privacy.selectors import subject_of

pytestmark = pytest.mark.django_db


def privacy(*arguments: str) -> str:
    out = io.StringIO()
    call_command("privacy", *arguments, stdout=out)
    return out.getvalue()


def test_the_report_names_every_kind_with_its_fields_and_the_measures(settings: object) -> None:
    choose_term(kind="spoken-with", months=12, reason="Aufbewahrungsplan", by=somebody())
    text = privacy("report")
    for kind in KINDS.values():
        assert f"### {kind.title}" in text
        for model, names in kind.fields.items():
            assert all(f"`{model}.{name}`" in text for name in names)
    assert "1 Jahr, seit dem Tag des Gesprächs" in text
    assert "Aufbewahrungsplan" in text
    assert "ACHTUNG: Gesichert wurde noch nie" in text
    assert text.count("(bitte ergänzen)") == 3


def test_the_report_tells_how_the_installation_is_set_up(settings: object) -> None:
    settings.WELTOFFEN_SECOND_FACTOR = frozenset({"administrator"})  # type: ignore[attr-defined]
    settings.SECURE_SSL_REDIRECT = True  # type: ignore[attr-defined]
    settings.WELTOFFEN_MODEL = True  # type: ignore[attr-defined]
    settings.WELTOFFEN_MODEL_ADDRESS = "https://modell.example"  # type: ignore[attr-defined]
    text = privacy("report")
    assert "Zweiter Faktor verlangt von: administrator." in text
    assert "HTTPS erzwungen" in text
    assert "https://modell.example" in text
    assert "Art. 28" in text


def test_the_report_for_machines_is_the_same(tmp_path: Path) -> None:
    file = tmp_path / "verzeichnis.json"
    assert str(file) in privacy("report", "--json", str(file))
    values = json.loads(file.read_text("utf-8"))
    named = [kind["kind"] for activity in values["activities"] for kind in activity["kinds"]]
    assert sorted(named) == sorted(KINDS)
    with pytest.raises(Refused, match="gibt es schon"):
        privacy("report", str(file))


def test_what_is_due_is_counted_and_then_deleted() -> None:
    ContactFactory(delete_by=timezone.localdate())
    assert "Kontakte: heute 1, in 90 Tagen 1" in privacy("due")
    assert "Kontakte: 1" in privacy("run")
    assert not ContactDetail.objects.exists()
    assert Deletion.objects.get().job is None
    assert "Nichts ist zu löschen." in privacy("run")


def known() -> Person:
    person: Person = PersonFactory(given_name="Erika", family_name="Mustermann")
    ContactFactory(of=person, kind=ContactKind.EMAIL, value="e@m.example")
    NoteFactory(spoken_with="Erika Mustermann", topic="Messe")
    return person


def test_what_is_held_is_written_for_its_owner_only(tmp_path: Path) -> None:
    person, file = known(), tmp_path / "auskunft.zip"
    told = privacy("export", person.identifier, str(file), "--reason", "Az. 1")
    assert "Nicht darin: 1 Eintrag," in told
    assert file.stat().st_mode & 0o777 == 0o600
    with zipfile.ZipFile(file) as archive:
        assert "Messe" not in archive.read("auskunft.html").decode()
    privacy("export", person.identifier, str(tmp_path / "b.zip"), "--reason", "Az. 1", "--all")
    with zipfile.ZipFile(tmp_path / "b.zip") as archive:
        assert "Messe" in archive.read("auskunft.html").decode()
    event = AuditEvent.objects.filter(event="privacy.person.disclose").first()
    assert event is not None
    assert event.details["reason"] == "Az. 1"


def test_without_a_reason_or_for_nobody_nothing_is_written(tmp_path: Path) -> None:
    file = tmp_path / "auskunft.zip"
    with pytest.raises(Refused, match="Es fehlt der Anlass"):
        privacy("export", known().identifier, str(file))
    with pytest.raises(Refused, match="gibt es nicht"):
        privacy("export", "person-x", str(file), "--reason", "Az.")
    assert not file.exists()


def test_a_file_that_cannot_be_written_is_told_and_nothing_is_noted(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="lässt sich nicht schreiben"):
        privacy("export", known().identifier, str(tmp_path / "x" / "y.zip"), "--reason", "Az.")
    assert not AuditEvent.objects.filter(event="privacy.person.disclose").exists()


def test_a_list_of_what_was_deleted_deletes_it_again_elsewhere(tmp_path: Path) -> None:
    person = known()
    file = tmp_path / "liste.txt"
    file.write_text(f"organisations.person:{person.identifier}\n", "utf-8")
    assert "Personen und ihre Ämter: 1" in privacy("again", str(file))
    assert "Nichts davon ist noch da." in privacy("again", str(file))
    assert privacy("forgotten").strip() == f"organisations.person:{person.identifier}"
    with pytest.raises(Refused, match="lässt sich nicht lesen"):
        privacy("again", str(tmp_path / "fehlt.txt"))


def test_the_list_names_nobody() -> None:
    person = known()
    forget_on_request(subject=subject_of(person), about="x", ticked=(), reason="Az.", by=somebody())
    assert "rika" not in privacy("forgotten")
