"""Taking in a table at the desk, from the file to what became of it."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from tests.factories import ActFactory, CountryFactory, MunicipalityFactory, RelationFactory
from tests.intake.sheets.samples import HEADINGS, csv, row, xlsx
from weltoffen.accounts.models import User
from weltoffen.desk.views import tables
from weltoffen.intake.models import ColumnMapping, SheetUpload, Statement
from weltoffen.places.models import Municipality
from weltoffen.relations.models import Relation
from weltoffen.sources.models import Snapshot

LIST = [
    ["Unsere Partner"],
    HEADINGS,
    row("Amiens", land="FR", seit="1960", wer="Erika Beispiel"),
    row("Leeds", land="GB", seit="2.6.1969", beschluss="1969", drucksache="12/69"),
    row("Neustadt", land="DE", art="Freundschaft", seit="1988"),
    row("=Krakau", land="Polnien", seit="1991", wer="Max Beispiel"),
    row("Summe", art="4"),
]


@pytest.fixture(autouse=True)
def home(db: None) -> Municipality:
    """The city of the installation."""
    return MunicipalityFactory(
        identifier="dortmund", name={"de": "Dortmund"}, geonames_id=2935517,
        country=CountryFactory(code="DE"),
    )  # fmt: skip


def uploaded(desk: Client, body: bytes | None = None, name: str = "partner.csv") -> Any:
    """Hand over a file; return the answer."""
    file = SimpleUploadedFile(name, body if body is not None else csv(*LIST))
    return desk.post(reverse("desk:tables"), {"file": file})


def address(step: str, *more: str) -> str:
    """Return the address of a step of the only file."""
    return reverse(f"desk:table-{step}", args=[SheetUpload.objects.get().pk, *more])


def page(answer: Any) -> str:
    assert answer.status_code == 200
    return str(answer.content.decode())


def columns(**changes: str) -> dict[str, str]:
    """Return what a browser sends of the columns, as they are guessed."""
    layout = SheetUpload.objects.get().layout
    meanings = {f"meaning_{n}": each for n, each in enumerate(layout["meanings"])}
    header = "none" if layout["header"] is None else str(layout["header"])
    return {"sheet": "0", "header": header, "kind": "", "go": "preview"} | meanings | changes


def seen(desk: Client) -> str:
    found = re.search(r'name="seen" value="([0-9a-f]{64})"', page(desk.get(address("preview"))))
    assert found
    return found[1]


def take(desk: Client, **sent: str) -> str:
    """Take the good rows; return the page after it."""
    sent = {"go": "take", "seen": seen(desk)} | sent
    return page(desk.post(address("preview"), sent, follow=True))


def test_from_the_file_to_the_register(desk: Client) -> None:
    answer = uploaded(desk)
    assert answer.url == address("columns")
    shown = page(desk.get(answer.url))
    assert "Angaben zu Personen (nie übernommen)" in shown
    assert 'value="person" selected' in shown
    answer = desk.post(address("columns"), columns(remember="on"))
    assert answer.url == address("preview")
    shown = page(desk.get(answer.url))
    assert "Ein Land „Polnien“ kennen wir nicht" in shown
    assert "Zeile 7: Summe" in shown
    assert "Erika" not in shown
    assert Relation.objects.count() == 0
    assert "2 gute Zeilen übernehmen" in shown
    after = take(desk)
    assert re.search(r"<strong>2</strong> Zeilen sind übernommen", after)
    assert re.search(r"<strong>1</strong> Zeile wartet als Vorschlag", after)
    assert {each.municipality.name_de for each in Relation.objects.all()} == {"Amiens", "Leeds"}
    assert "Erika" not in bytes(Snapshot.objects.get().body).decode()
    desk.post(address("preview"), {"go": "drop"})
    assert not SheetUpload.objects.exists()
    assert Relation.objects.count() == 2


def test_what_columns_mean_is_proposed_next_time(desk: Client, coordinator: User) -> None:
    uploaded(desk)
    desk.post(address("columns"), columns(remember="on", meaning_9="ignored"))
    assert ColumnMapping.objects.get().remembered_by == coordinator
    desk.post(address("columns"), {"go": "drop"})
    uploaded(desk)
    shown = page(desk.get(address("columns")))
    assert "Diese Überschriften kennen wir schon: koordination" in shown
    assert SheetUpload.objects.get().layout["meanings"][9] == "ignored"


def test_nothing_is_remembered_where_that_is_not_wanted(desk: Client) -> None:
    uploaded(desk)
    desk.post(address("columns"), columns())
    assert not ColumnMapping.objects.exists()


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"meaning_0": "ignored"}, "Keine Spalte nennt den Partner"),
        ({"meaning_1": "name"}, "ist schon die Bedeutung der Spalte A"),
        ({"meaning_2": "ignored"}, "Wählen Sie, welche Art für alle Zeilen gilt"),
        ({"meaning_3": "telepathy"}, "telepathy"),
    ],
)
def test_columns_that_cannot_be_right_are_told_and_the_rest_stays(
    desk: Client, changes: dict[str, str], told: str
) -> None:
    uploaded(desk)
    before = SheetUpload.objects.get().layout
    shown = page(desk.post(address("columns"), columns(meaning_9="ignored", **changes)))
    assert told in shown
    chosen = re.search(r'name="meaning_9".*?</select>', shown, re.DOTALL)
    assert chosen
    assert 'value="ignored" selected' in chosen[0]
    assert SheetUpload.objects.get().layout == before


def test_another_sheet_or_row_of_headings_is_shown_anew(desk: Client) -> None:
    uploaded(desk, xlsx(*LIST, sheets={"Alt": [["Ort", "Jahr"], ["Lyon", "1950"]]}), "p.xlsx")
    desk.post(address("columns"), columns(go="look", sheet="1"))
    upload = SheetUpload.objects.get()
    assert (upload.sheet, upload.layout["meanings"]) == (1, ["name", "since"])
    desk.post(address("columns"), columns(go="look", sheet="1", header="none"))
    assert SheetUpload.objects.get().layout["header"] is None
    for wrong in ({"sheet": "77"}, {"sheet": "x"}, {"header": "99999"}, {"header": "²"}):
        desk.post(address("columns"), columns(go="look") | wrong)
        assert page(desk.get(address("columns")))


def test_a_place_is_picked_and_what_was_picked_stays(desk: Client) -> None:
    uploaded(desk)
    shown = page(desk.get(address("preview")))
    options = re.findall(r'<option value="(\d+)">(Neustadt[^<]*)', shown)
    assert len(options) > 2
    wanted = options[1][0]
    answer = desk.post(address("preview"), {"go": "show-waits", "show": "", "pick-5": wanted})
    assert answer.url == f"{address('preview')}?show=waits"
    assert "Solche Zeilen gibt es hier nicht" in page(desk.get(answer.url))
    assert f'value="{wanted}" selected' in page(desk.get(address("preview")))
    assert "3 gute Zeilen" in page(desk.get(address("preview")))
    desk.post(address("preview"), {"go": "stay", "pick-5": ""})
    assert SheetUpload.objects.get().picks == {}


def test_who_picks_and_takes_at_once_sees_the_result_first(desk: Client) -> None:
    uploaded(desk)
    wanted = re.findall(r'<option value="(\d+)">Neustadt', page(desk.get(address("preview"))))[0]
    shown = take(desk, **{"pick-5": wanted})
    assert "Ihre Auswahl ist gemerkt" in shown
    assert Relation.objects.count() == 0
    assert "3</strong> Zeilen sind übernommen" in take(desk)


@pytest.mark.parametrize("pick", ["2988507", "as-written", "x", "-1", "9" * 30])
def test_what_was_not_offered_cannot_be_picked(desk: Client, pick: str) -> None:
    uploaded(desk)
    desk.post(address("preview"), {"go": "stay", "pick-3": pick, "pick-99": pick, "pick-x": pick})
    shown = page(desk.get(address("preview")))
    assert "2 gute Zeilen übernehmen" in shown
    take(desk)
    assert Municipality.objects.filter(geonames_id=3037854).exists()  # Amiens all the same


def test_nothing_is_taken_that_the_person_has_not_seen(desk: Client, home: Municipality) -> None:
    uploaded(desk)
    stale = seen(desk)
    amiens = MunicipalityFactory(
        name={"de": "Amiens"}, country=CountryFactory(code="FR"), geonames_id=3037854
    )
    relation = RelationFactory(home=home, municipality=amiens)
    ActFactory(relation=relation, on="1977", twinning=True)
    assert "inzwischen geändert" in take(desk, seen=stale)
    assert "inzwischen geändert" in take(desk, seen="f" * 64)
    assert Statement.objects.count() == 0


def test_a_long_table_is_taken_bit_by_bit(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "SECONDS", 0.0)
    monkeypatch.setattr("weltoffen.intake.tabling.CHUNK", 1)
    uploaded(desk)
    shown = take(desk)
    assert "Weiter übernehmen" in shown
    assert Relation.objects.count() == 1
    assert "noch nicht fertig" in page(desk.get(reverse("desk:tables")))
    for _ in range(3):
        shown = page(desk.post(address("preview"), {"go": "on"}, follow=True))
    assert "Weiter übernehmen" not in shown
    assert Relation.objects.count() == 2


def test_bad_rows_come_back_with_their_reasons_and_can_be_handed_in_again(desk: Client) -> None:
    uploaded(desk)
    sheet = load_workbook(io.BytesIO(desk.get(address("faults", "xlsx")).content)).active
    assert sheet is not None
    heads, bad = list(sheet.iter_rows(values_only=True))
    assert heads[-1] == "Grund (von weltoffen)"
    assert (bad[0], bad[8]) == ("=Krakau", "Max Beispiel")
    assert "B6: Ein Land „Polnien“" in str(bad[-1])
    answer = desk.get(address("faults", "csv"))
    assert "attachment" in answer["Content-Disposition"]
    assert "'=Krakau" in answer.content.decode("utf-8-sig")
    assert desk.get(address("faults", "exe")).status_code == 404
    desk.post(address("columns"), columns(remember="on"))
    mended = [list(heads), ["Krakau", "Polen", *bad[2:]]]
    desk.post(address("columns"), {"go": "drop"})
    uploaded(desk, xlsx(*mended), "besser.xlsx")
    assert "kennen wir schon" in page(desk.get(address("columns")))
    assert "1 gute Zeile übernehmen" in page(desk.get(address("preview")))


@pytest.mark.parametrize(
    ("body", "name", "told"),
    [
        (b"", "leer.csv", "Die Datei ist leer"),
        (b"<!doctype html><html><p>x</p></html>", "seite.html", "keine Tabelle"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "alt.xls", "älteren Office-Format"),
        (b"PK\x03\x04kaputt", "kaputt.xlsx", "beschädigt"),
    ],
)
def test_files_that_cannot_be_read_are_told(
    desk: Client, body: bytes, name: str, told: str
) -> None:
    assert told in page(uploaded(desk, body, name))
    assert not SheetUpload.objects.exists()


def test_a_file_has_to_be_chosen(desk: Client) -> None:
    assert "Es fehlt die Datei" in page(desk.post(reverse("desk:tables"), {}))


def test_without_a_city_of_its_own_nothing_begins(desk: Client, settings: Any) -> None:
    settings.WELTOFFEN_HOME = "nirgends"
    assert "kennt die eigene Stadt noch nicht" in page(desk.get(reverse("desk:tables")))
    assert "kennt die eigene Stadt noch nicht" in page(uploaded(desk))


def test_a_file_that_is_gone_is_not_found(desk: Client) -> None:
    for name in ("columns", "preview"):
        assert desk.get(reverse(f"desk:table-{name}", args=[99])).status_code == 404


def test_what_is_taken_is_not_taken_again_by_going_back(desk: Client) -> None:
    uploaded(desk)
    take(desk)
    before = Statement.objects.count()
    layout = SheetUpload.objects.get().layout
    desk.post(address("columns"), columns(meaning_9="ignored"))
    desk.post(address("preview"), {"go": "take", "seen": "x"})
    assert SheetUpload.objects.get().layout == layout
    assert Statement.objects.count() == before
    assert "schon gelesen" in page(desk.get(address("columns")))


def test_a_newer_file_of_the_same_name_may_follow_the_older_one(desk: Client) -> None:
    uploaded(desk)
    take(desk)
    desk.post(address("preview"), {"go": "drop"})
    uploaded(desk, csv(*LIST[:4], row("Buffalo", land="US", seit="1978")))
    shown = page(desk.get(address("preview")))
    found = re.search(r'<option value="([\w-]+)">eine neue Fassung von „partner.csv“', shown)
    assert found
    take(desk, revises=found[1])
    newest = Snapshot.objects.order_by("-id").first()
    assert newest is not None
    assert newest.follows is not None


def test_the_menu_leads_there(desk: Client, onlooker: Client) -> None:
    link = f'"{reverse("desk:tables")}"'
    assert link in page(desk.get(reverse("wagtailadmin_home")))
    assert link not in page(onlooker.get(reverse("wagtailadmin_home")))


def test_pages_of_a_long_preview_keep_the_filter(desk: Client) -> None:
    names = [row(f"Hinterwaldungen {n}", land="FR", seit="1960") for n in range(130)]
    uploaded(desk, csv(HEADINGS, *names))
    shown = page(desk.get(f"{address('preview')}?show=waits"))
    assert "Seite 1 von 2" in shown
    answer = desk.post(address("preview"), {"go": "page-2", "show": "waits"})
    assert "Seite 2 von 2" in page(desk.get(answer.url))
    assert "Hinterwaldungen 129" in page(desk.get(answer.url))


def test_the_english_desk_speaks_english(desk: Client) -> None:
    uploaded(desk)
    shown = desk.get(address("preview"), headers={"accept-language": "en"}).content.decode()
    assert "Take 2 good rows" in shown
    assert "We know no country" in shown
