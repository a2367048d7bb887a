"""Taking in a table at the desk, from the file to what became of it."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now
from openpyxl import load_workbook

from tests.factories import (
    ActFactory,
    CountryFactory,
    MunicipalityFactory,
    RelationFactory,
    somebody,
)
from tests.intake.sheets.samples import DESCRIBED, HEADINGS, csv, row, xlsx
from weltoffen.accounts.models import User
from weltoffen.desk import preview_questions
from weltoffen.desk.views import previews
from weltoffen.intake.actions import describe_sheet
from weltoffen.intake.models import ColumnMapping, SheetUpload, Statement
from weltoffen.intake.work import TAKE
from weltoffen.jobs.enums import State
from weltoffen.jobs.models import Job
from weltoffen.jobs.working import Until, Worker
from weltoffen.places.models import Municipality
from weltoffen.records.actions import publish
from weltoffen.relations.models import Act, Relation
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
    answer = handed_in(desk, body, name)
    for upload in SheetUpload.objects.filter(publisher_side=""):
        describe_sheet(upload=upload, by=somebody(), **DESCRIBED)
    return answer


def handed_in(desk: Client, body: bytes | None = None, name: str = "partner.csv") -> Any:
    """Hand over a file of which nobody says yet whose word it is; return the answer."""
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
    said = {"sheet": "0", "header": header, "kind": "", "go": "preview"} | DESCRIBED
    return said | meanings | changes


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
    assert re.search(r"<strong>1</strong> Zeile wartet, das ist 1 Vorschlag<", after)
    # A row may give several proposals: the way there counts them as the bench does.
    snapshot = Snapshot.objects.get()
    bench = desk.get(reverse("desk:bench", args=[snapshot.pk]))
    count = bench.context["open"]
    assert count
    words = "Zum Vorschlag, der wartet" if count == 1 else f"Zu den {count} Vorschlägen, die warten"
    assert f'/{snapshot.pk}/">{words}<' in after
    assert {each.municipality.name_de for each in Relation.objects.all()} == {"Amiens", "Leeds"}
    assert "Erika" not in bytes(Snapshot.objects.get().body).decode()
    desk.post(address("drop"))
    assert not SheetUpload.objects.exists()
    assert Relation.objects.count() == 2


def test_the_preview_says_row_by_row_what_is_written(desk: Client, home: Municipality) -> None:
    amiens = MunicipalityFactory(
        name={"de": "Amiens"}, country=CountryFactory(code="FR"), geonames_id=3037854
    )
    relation = RelationFactory(home=home, municipality=amiens)
    ActFactory(relation=relation, on="1960", twinning=True, title={"de": "Nennt Amiens"})
    uploaded(desk, csv(*LIST, row("Amiens", land="FR", art="Freundschaft", seit="1961")))
    lines = re.findall(r'<td[^>]*desk-writes"[^>]*>(.*?)</td>', page(desk.get(address("preview"))))
    said = [re.findall(r"<li>(.*?)</li>", line) for line in lines]
    assert said == [
        ["Beleg zu: „Nennt Amiens“"],
        [
            "neue Beziehung: Dortmund – Leeds",
            "neuer Eintrag: Die Stadt nennt Leeds als Partnerstadt seit dem 2. Juni 1969",
            "neuer Eintrag: Ratsbeschluss zu Leeds (1969)",
        ],
        ["vorerst nichts: Die Zeile wartet als Vorschlag"],
        ["nichts: Die Zeile hat Fehler"],
        [
            "vorerst nichts: Die Zeile wartet als Vorschlag",
            "wenn Sie annehmen: Widerspruch ins Verzeichnis: Amiens: im Text Städtefreundschaft, "
            "im Register Städtepartnerschaft",
        ],
    ]


def test_what_the_register_answers_is_told_and_takes_no_second_look(
    desk: Client, home: Municipality
) -> None:
    amiens = MunicipalityFactory(
        name={"de": "Amiens"}, country=CountryFactory(code="FR"), geonames_id=3037854
    )
    relation = RelationFactory(home=home, municipality=amiens)
    ActFactory(relation=relation, on="1960-07-04", twinning=True)
    uploaded(desk, csv(*SHORT[:2]))
    shown = page(desk.get(address("preview")))
    assert "→ 4. Juli 1960 (so im Register)" in shown
    assert "pick-2-3" not in shown
    assert "<strong>1</strong> Zeile ist übernommen" in take(desk)


def test_remarks_are_shown_with_what_else_a_row_says(desk: Client) -> None:
    uploaded(desk, csv(HEADINGS, row("Amiens", land="FR", bemerkung="Jugendchor, alle zwei Jahre")))
    shown = page(desk.get(address("preview")))
    assert ">Bemerkung</th>" in shown
    assert "Jugendchor, alle zwei Jahre" in shown


def test_what_columns_mean_is_proposed_next_time(desk: Client, coordinator: User) -> None:
    uploaded(desk)
    desk.post(address("columns"), columns(remember="on", meaning_9="ignored"))
    assert ColumnMapping.objects.get().remembered_by == coordinator
    desk.post(address("drop"))
    uploaded(desk)
    shown = page(desk.get(address("columns")))
    assert "Diese Überschriften kennen wir schon: koordination" in shown
    assert SheetUpload.objects.get().layout["meanings"][9] == "ignored"


def test_discarding_is_asked_about_and_told_as_it_is(desk: Client) -> None:
    uploaded(desk)
    answer = desk.post(address("columns"), columns(go="drop", meaning_9="ignored"))
    assert answer.url == f"{address('drop')}?from=columns"
    asked = page(desk.get(answer.url))
    assert "die Datei „partner.csv“" in asked
    assert "4 Zeilen, von denen noch nichts übernommen ist" in asked
    assert "was Sie zu den Spalten gesagt haben" in asked
    assert f'href="{address("columns")}"' in asked
    assert SheetUpload.objects.get().layout["meanings"][9] == "ignored"  # for who turns back
    told = page(desk.post(address("drop"), follow=True))
    assert "„partner.csv“ ist verworfen und hier gelöscht. Übernommen ist davon nichts." in told
    assert "Was übernommen ist, bleibt" not in told
    assert not SheetUpload.objects.exists()


def test_answers_that_would_be_lost_are_counted_and_what_is_remembered_stays(desk: Client) -> None:
    uploaded(desk)
    desk.post(address("columns"), columns(remember="on"))
    wanted = re.findall(r'<option value="(\d+)">Neustadt', page(desk.get(address("preview"))))[0]
    answer = desk.post(address("preview"), {"go": "drop", "pick-5": wanted})
    asked = page(desk.get(answer.url))
    assert "1 Antwort auf eine Frage zu einer Zelle" in asked
    assert "was zu Spalten mit diesen Überschriften gemerkt ist" in asked
    assert "was Sie zu den Spalten gesagt haben" not in asked
    assert SheetUpload.objects.get().picks


def test_discarding_what_is_taken_says_what_stays(desk: Client) -> None:
    uploaded(desk)
    assert f'formaction="{address("drop")}"' in take(desk)
    asked = page(desk.get(address("drop")))
    assert "2 Zeilen, die übernommen sind" in asked
    assert "1 Zeile, die als Vorschlag wartet" in asked
    told = page(desk.post(address("drop"), follow=True))
    assert "„partner.csv“ ist hier gelöscht. Was übernommen ist, bleibt." in told


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
    monkeypatch.setattr(previews, "SECONDS", 0.0)
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
    assert "Zeile 6, Spalte B Ihrer Tabelle: Ein Land „Polnien“" in str(bad[-1])
    answer = desk.get(address("faults", "csv"))
    assert "attachment" in answer["Content-Disposition"]
    assert "'=Krakau" in answer.content.decode("utf-8-sig")
    assert desk.get(address("faults", "exe")).status_code == 404
    desk.post(address("columns"), columns(remember="on"))
    mended = [list(heads), ["Krakau", "Polen", *bad[2:]]]
    desk.post(address("drop"))
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
    desk.post(address("preview"), {"go": "on"})
    assert SheetUpload.objects.get().layout == layout
    assert Statement.objects.count() == before
    assert "schon gelesen" in page(desk.get(address("columns")))


def test_a_newer_file_of_the_same_name_may_follow_the_older_one(desk: Client) -> None:
    uploaded(desk)
    take(desk)
    desk.post(address("drop"))
    uploaded(desk, csv(*LIST[:4], row("Buffalo", land="US", seit="1978")))
    shown = page(desk.get(address("columns")))
    found = re.search(r'<option value="([\w-]+)">eine neue Fassung von „Unsere Partner“', shown)
    assert found
    chosen = columns(revises=found[1], title="", publisher_side="", source_kind="")
    shown = page(desk.post(address("columns"), chosen, follow=True))
    assert "Neue Fassung von „Unsere Partner“" in shown
    take(desk)
    newest = Snapshot.objects.order_by("-id").first()
    assert newest is not None
    assert newest.follows is not None


def test_what_is_done_is_not_said_to_be_begun(desk: Client) -> None:
    uploaded(desk)
    begun = page(desk.get(reverse("desk:tables")))
    assert "Angefangene Tabellen" in begun
    assert "Fertig, Datei noch da" not in begun
    take(desk)
    done = page(desk.get(reverse("desk:tables")))
    assert "Angefangene Tabellen" not in done
    assert "Fertig, Datei noch da" in done


def test_a_table_that_nobody_takes_any_more_is_not_said_to_be_under_way(
    desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(previews, "SECONDS", 0.0)
    monkeypatch.setattr("weltoffen.intake.tabling.CHUNK", 1)
    uploaded(desk)
    take(desk)
    shown = page(desk.get(reverse("desk:tables")))
    assert "zum Teil übernommen, noch nicht fertig" in shown
    assert "wird gerade übernommen" not in shown


def test_the_menu_leads_there(desk: Client, onlooker: Client) -> None:
    link = f'"{reverse("desk:tables")}"'
    assert link in page(desk.get(reverse("wagtailadmin_home")))
    assert link not in page(onlooker.get(reverse("wagtailadmin_home")))


def test_pages_of_a_long_preview_keep_the_filter(desk: Client) -> None:
    names = [row(f"Hinterwaldungen {n}", land="FR", seit="1960") for n in range(90)]
    uploaded(desk, csv(HEADINGS, *names))
    shown = page(desk.get(f"{address('preview')}?show=waits"))
    assert "Seite 1 von 2" in shown
    answer = desk.post(address("preview"), {"go": "page-2", "show": "waits"})
    assert "Seite 2 von 2" in page(desk.get(answer.url))
    assert "Hinterwaldungen 89" in page(desk.get(answer.url))


def hidden(shown: str) -> dict[str, str]:
    """Return what a page of the preview sends besides its questions."""
    return dict(
        re.findall(r'<input type="hidden" name="(show|p|q|first|last)" value="(\w*)">', shown)
    )


def test_no_row_is_passed_over_where_answers_shorten_what_is_shown(desk: Client) -> None:
    names = [row(f"Hinterwaldungen {n}", land="FR", seit="1960") for n in range(120)]
    uploaded(desk, csv(HEADINGS, *names))
    address_of = f"{address('preview')}?show=waits"
    seen_rows: list[str] = []
    for turn in (2, 3):
        shown = page(desk.get(address_of))
        keys = re.findall(r'name="pick-(\d+)"', shown)
        seen_rows += keys
        picks = {f"pick-{key}": "as-written" for key in keys}
        address_of = desk.post(
            address("preview"), {"go": f"page-{turn}", **hidden(shown), **picks}
        ).url
    shown = page(desk.get(address_of))
    seen_rows += re.findall(r'name="pick-(\d+)"', shown)
    assert seen_rows == [str(n) for n in range(2, 122)]
    assert len(SheetUpload.objects.get().picks) == 100
    assert "100 gute Zeilen übernehmen" in shown


KINDS = ("Partnerstadt", "Freundschaft", "Projekt")


def test_the_same_place_is_asked_once_for_all_its_rows(desk: Client) -> None:
    rows = [row("Neustadt", land="DE", art=art, seit="1988") for art in KINDS]
    uploaded(desk, csv(HEADINGS, *rows, row("Halle", land="DE", seit="1990")))
    shown = page(desk.get(address("preview")))
    assert "Für alle 3 Zeilen mit Neustadt (" in shown
    assert shown.count("Oben gefragt, einmal für alle 3 Zeilen.") == 3
    assert re.findall(r'<select[^>]* name="([\w-]+)"', shown)[:2] == ["all-2", "pick-5"]
    wanted, other = re.findall(r'<option value="(\d+)">Neustadt', shown)[:2]
    desk.post(address("preview"), {"go": "stay", "all-2": wanted, "pick-5": ""})
    assert SheetUpload.objects.get().picks == dict.fromkeys("234", int(wanted))
    shown = page(desk.get(address("preview")))
    assert "Alle sind beantwortet" in shown
    assert "Oben gefragt" not in shown
    sent = {"go": "stay", "all-2": wanted, "pick-2": wanted, "pick-3": other, "pick-4": wanted}
    desk.post(address("preview"), sent)
    assert SheetUpload.objects.get().picks == {"2": int(wanted), "3": int(other), "4": int(wanted)}
    shown = page(desk.get(address("preview")))
    assert '<option value="mixed" selected>verschieden: steht bei den Zeilen</option>' in shown
    desk.post(address("preview"), sent | {"all-2": "mixed"})
    assert SheetUpload.objects.get().picks["3"] == int(other)
    desk.post(address("preview"), sent | {"all-2": ""})
    assert SheetUpload.objects.get().picks == {}


def test_one_question_more_than_a_page_holds_goes_on_the_next_and_answers_stay(
    desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preview_questions, "PER_PAGE", 1)
    names = ("Neustadt", "Halle")
    rows = [row(name, land="DE", art=art, seit="1988") for name in names for art in KINDS[:2]]
    uploaded(desk, csv(HEADINGS, *rows))
    shown = page(desk.get(address("preview")))
    assert "Zeilen mit Halle (" not in shown
    wanted = re.findall(r'<option value="(\d+)">Neustadt', shown)[0]
    answer = desk.post(address("preview"), {"go": "asked-2", **hidden(shown), "all-2": wanted})
    shown = page(desk.get(answer.url))
    assert "Für alle 2 Zeilen mit Halle (" in shown
    assert "1 ist noch offen" in shown
    assert hidden(shown)["q"] == "2"
    assert SheetUpload.objects.get().picks == {"2": int(wanted), "3": int(wanted)}
    assert "all-2" not in shown


def test_rows_that_an_answer_makes_the_same_can_still_be_told_apart(desk: Client) -> None:
    rows = [row("Neustadt", land="DE", seit=seit) for seit in ("1988", "1991")]
    uploaded(desk, csv(HEADINGS, *rows))
    shown = page(desk.get(address("preview")))
    wanted, other = re.findall(r'<option value="(\d+)">Neustadt', shown)[:2]
    desk.post(address("preview"), {"go": "stay", "all-2": wanted})
    shown = page(desk.get(address("preview")))
    assert "steht schon in Zeile 2" in shown
    assert 'name="pick-3"' in shown
    desk.post(
        address("preview"), {"go": "stay", "all-2": wanted, "pick-2": wanted, "pick-3": other}
    )
    assert "2 gute Zeilen übernehmen" in page(desk.get(address("preview")))


def test_the_english_desk_speaks_english(desk: Client) -> None:
    uploaded(desk)
    shown = desk.get(address("preview"), headers={"accept-language": "en"}).content.decode()
    assert "Take 2 good rows" in shown
    assert "We know no country" in shown


SHORT = [HEADINGS, row("Amiens", land="FR", seit="4.7.60"), row("Leeds", land="GB", seit="1969")]


def test_a_reading_that_needs_an_eye_is_shown_beside_its_cell_and_confirmed_there(
    desk: Client,
) -> None:
    uploaded(desk, csv(*SHORT, row("Lyon", land="FR", seit="90er Jahre")))
    shown = page(desk.get(address("preview")))
    assert "→ 4. Juli 1960" in shown
    assert "→ 1990er Jahre" in shown
    assert "hat das Jahr nur zwei Ziffern" in shown
    assert '<option value="1960-07-04">4. Juli 1960</option>' in shown
    assert "2 gute Zeilen übernehmen" in shown
    desk.post(address("preview"), {"go": "stay", "pick-2-3": "1960-07-04"})
    shown = page(desk.get(address("preview")))
    assert "3 gute Zeilen übernehmen" in shown
    assert "nur zwei Ziffern" not in shown
    assert '<option value="1960-07-04" selected>' in shown
    desk.post(address("preview"), {"go": "stay", "pick-2-3": ""})
    assert "2 gute Zeilen übernehmen" in page(desk.get(address("preview")))


def test_what_nobody_confirmed_waits_as_a_proposal(desk: Client) -> None:
    uploaded(desk, csv(*SHORT))
    take(desk)
    assert {each.municipality.name_de for each in Relation.objects.all()} == {"Leeds"}
    waiting = Statement.objects.get(status="waiting")
    assert (waiting.proposed["since"], waiting.verdict) == ("1960-07-04", "new")


@pytest.mark.parametrize("pick", ["1888", "active", "x" * 99, "1960-07-05"])
def test_a_reading_that_was_not_offered_counts_for_nothing(desk: Client, pick: str) -> None:
    uploaded(desk, csv(*SHORT))
    picks = {"pick-2-3": pick, "pick-2-99": pick, "pick-2-²": pick, "pick--": pick}
    desk.post(address("preview"), {"go": "stay"} | picks)
    assert "1 gute Zeile übernehmen" in page(desk.get(address("preview")))


def test_a_remark_that_says_how_the_relation_stands_is_shown_as_it_is_read(desk: Client) -> None:
    rows = [row("Amiens", land="FR", bemerkung="ruht seit 2022"),
            row("Leeds", land="GB", bemerkung="Chor")]  # fmt: skip
    uploaded(desk, csv(HEADINGS, *rows))
    shown = page(desk.get(address("preview")))
    assert "→ ruht (2022)" in shown
    assert "2 gute Zeilen übernehmen" in shown
    take(desk)
    acts = Relation.objects.get(municipality__name_de="Amiens").acts
    assert acts.filter(kind="suspension", on="2022").exists()


@pytest.fixture
def _by_a_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every table be too long to be taken while somebody waits."""
    monkeypatch.setattr(previews, "AT_ONCE", 0)


@pytest.mark.usefixtures("_by_a_worker")
def test_a_long_table_is_taken_in_the_background(desk: Client) -> None:
    uploaded(desk)
    shown = take(desk)
    assert "im Hintergrund übernommen" in shown
    assert "Noch einmal nachsehen" in shown
    assert "Brechen Sie jetzt ab, ist nichts übernommen" in shown
    began = {"state": State.RUNNING, "worker": "w", "leased_until": now(), "started_at": now()}
    Job.objects.update(**began)
    shown = page(desk.get(address("preview")))
    assert "Was schon übernommen ist, bleibt" in shown
    assert "ist nichts übernommen" not in shown
    Job.objects.update(**dict.fromkeys(began, None) | {"state": State.WAITING, "worker": ""})
    assert Statement.objects.count() == 0
    desk.post(address("preview"), {"go": "take", "seen": "x"})
    desk.post(address("preview"), {"go": "drop"})
    desk.post(address("columns"), columns(go="drop"))
    desk.get(address("drop"))
    desk.post(address("drop"))
    assert Job.objects.filter(kind=TAKE).count() == SheetUpload.objects.count() == 1
    Worker("w").run(Until.NOTHING_DUE)
    shown = page(desk.get(address("preview")))
    assert re.search(r"<strong>2</strong> Zeilen sind übernommen", shown)
    assert Relation.objects.count() == 2
    job = reverse("desk:jobs-sheet", args=[Job.objects.get(kind=TAKE).pk])
    assert address("preview") in page(desk.get(job))


@pytest.mark.usefixtures("_by_a_worker")
def test_taking_is_called_off_before_it_began_and_begun_again(desk: Client) -> None:
    uploaded(desk)
    take(desk)
    shown = page(desk.post(address("preview"), {"go": "cancel"}, follow=True))
    assert "abgebrochen, bevor etwas übernommen war" in shown
    assert Statement.objects.count() == 0
    assert "im Hintergrund übernommen" in take(desk)


@pytest.mark.usefixtures("_by_a_worker")
def test_nothing_is_taken_where_the_register_changed_before_the_worker_came(
    desk: Client, home: Municipality
) -> None:
    uploaded(desk)
    take(desk)
    amiens = MunicipalityFactory(
        name={"de": "Amiens"}, country=CountryFactory(code="FR"), geonames_id=3037854
    )
    relation = RelationFactory(home=home, municipality=amiens)
    ActFactory(relation=relation, on="1977", twinning=True)
    Worker("w").run(Until.NOTHING_DUE)
    assert Statement.objects.count() == 0
    shown = page(desk.get(address("preview")))
    assert "Das Register hat sich geändert, seit Sie die Vorschau gesehen haben" in shown
    assert "gute Zeile" in shown
    job = Job.objects.get(kind=TAKE)
    there = reverse("desk:jobs-sheet", args=[job.pk])
    assert 'value="again"' not in page(desk.get(there))
    shown = page(desk.post(there, {"do": "again"}, follow=True))
    assert "„Tabelle übernehmen“ nicht wiederholen" in shown
    job.refresh_from_db()
    assert job.state == State.FAILED
    assert "im Hintergrund übernommen" in take(desk)


@pytest.mark.usefixtures("_by_a_worker")
def test_a_file_that_was_thrown_away_is_told_on_its_job(desk: Client) -> None:
    uploaded(desk)
    take(desk)
    SheetUpload.objects.all().delete()
    Worker("w").run(Until.NOTHING_DUE)
    job = Job.objects.get(kind=TAKE)
    assert job.state == State.FAILED
    shown = page(desk.get(reverse("desk:jobs-sheet", args=[job.pk])))
    assert "Die Datei liegt hier nicht mehr" in shown
    assert Statement.objects.count() == 0


def test_no_remark_of_a_table_is_to_be_read_in_public(desk: Client) -> None:
    said = "Bürgermeisterin angefragt"
    rows = [
        row("Amiens", land="FR", seit="1960", bemerkung=said),
        row("Leeds", land="GB", seit="1969", bemerkung="siehe Akte 7, ruht seit 2022"),
    ]
    uploaded(desk, csv([*HEADINGS, "Homepage"], *([*each, "www.kanarie.fr"] for each in rows)))
    assert "Homepage und Bemerkung behält nur das Büro" in page(desk.get(address("columns")))
    take(desk)
    snapshot = Snapshot.objects.get()
    for record in (
        snapshot.source,
        *Municipality.objects.all(),
        *Relation.objects.all(),
        *Act.objects.all(),
    ):
        publish(record=record, by=somebody())
    pages = [reverse("portal:source", args=[snapshot.source.identifier])]
    pages += [reverse("portal:relation", args=[r.identifier]) for r in Relation.objects.all()]
    shown = "".join(page(Client().get(each)) for each in pages)
    assert "ruht seit 2022" in shown
    for internal in (said, "Akte 7", "kanarie"):
        assert internal not in shown
        assert internal in snapshot.rendering.text
