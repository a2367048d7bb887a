"""Whose word a table is, what it is called, and taking all of it back at the desk."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from tests.factories import CountryFactory, MunicipalityFactory, account, somebody
from tests.intake.road.texts import read
from tests.intake.sheets.samples import HEADINGS, csv, row
from weltoffen.accounts.enums import RoleName
from weltoffen.desk.views import previews, undoing
from weltoffen.intake.actions import undo
from weltoffen.intake.models import Run, SheetUpload, Statement
from weltoffen.intake.work import TAKE_BACK
from weltoffen.jobs.models import Job
from weltoffen.jobs.working import Until, Worker
from weltoffen.places.models import Municipality
from weltoffen.records.actions import publish
from weltoffen.relations.models import Act
from weltoffen.sources.models import Snapshot, Source

LIST = [
    HEADINGS,
    row("Amiens", land="FR", seit="1960"),
    row("Leeds", land="GB", seit="1969", beschluss="2.6.1969"),
    row("Neustadt", land="DE", seit="1988", beschluss="4.5.1988"),
]
WHOSE = {"title": "Unsere Partner", "publisher_side": "home", "source_kind": "other"}


@pytest.fixture(autouse=True)
def home(db: None) -> Municipality:
    """The city of the installation."""
    return MunicipalityFactory(
        identifier="dortmund", name={"de": "Dortmund"}, geonames_id=2935517,
        country=CountryFactory(code="DE"),
    )  # fmt: skip


def page(answer: Any) -> str:
    assert answer.status_code == 200
    return str(answer.content.decode())


def step(name: str) -> str:
    upload = SheetUpload.objects.order_by("-id")[0]
    return reverse(f"desk:table-{name}", args=[upload.pk])


def uploaded(desk: Client, name: str = "partner_2026.csv") -> str:
    """Hand over the list and return the page of its columns."""
    file = SimpleUploadedFile(name, csv(*LIST))
    return page(desk.post(reverse("desk:tables"), {"file": file}, follow=True))


def described(desk: Client, **said: str) -> str:
    """Say whose word the table is, with its columns as they are guessed; return the next page."""
    layout = SheetUpload.objects.order_by("-id")[0].layout
    meanings = {f"meaning_{n}": each for n, each in enumerate(layout["meanings"])}
    columns = {"sheet": "0", "header": str(layout["header"]), "kind": "", "go": "preview"}
    return page(desk.post(step("columns"), columns | meanings | said, follow=True))


def taken(desk: Client, **said: str) -> str:
    """Take the list as somebody's word; return the page after it."""
    uploaded(desk)
    shown = described(desk, **(WHOSE | said))
    seen = re.findall(r'name="seen" value="(\w+)"', shown)[0]
    return page(desk.post(step("preview"), {"go": "take", "seen": seen}, follow=True))


def undo_url() -> str:
    return reverse("desk:table-undo", args=[Run.objects.latest("id").attempts.get().pk])


def take_back(desk: Client) -> str:
    shown = page(desk.get(undo_url()))
    seen = re.findall(r'name="seen" value="(\w+)"', shown)[0]
    return page(desk.post(undo_url(), {"seen": seen}, follow=True))


def test_nothing_is_said_of_a_table_but_what_its_file_is_called(desk: Client) -> None:
    shown = uploaded(desk)
    assert 'name="title" value="partner 2026"' in shown
    for name in ("publisher_side", "source_kind"):
        (chosen,) = re.findall(rf'<select name="{name}".*?</select>', shown, re.DOTALL)
        assert 'value="" selected' in chosen
    answer = desk.get(step("preview"))
    assert answer.url == step("columns")


def test_what_is_missing_is_asked_for_and_what_was_typed_stays(desk: Client) -> None:
    uploaded(desk)
    shown = described(desk, title="Liste des Vereins", publisher_side="third")
    assert "Wählen Sie, was es ist." in shown
    assert "Es fehlt der Herausgeber." in shown
    assert 'value="Liste des Vereins"' in shown
    assert 'value="third" selected' in page(desk.get(step("columns")))


def test_what_was_typed_stays_where_only_other_headings_are_shown(desk: Client) -> None:
    uploaded(desk)
    described(desk, go="look", title="Liste des Vereins", publisher_side="third")
    shown = page(desk.get(step("columns")))
    assert 'value="Liste des Vereins"' in shown
    assert 'value="third" selected' in shown


def test_somebody_elses_table_is_kept_as_their_word(desk: Client) -> None:
    who = {"publisher_side": "third", "publisher": "Verein Städtefreunde", "source_kind": "letter"}
    uploaded(desk)
    shown = described(desk, **(WHOSE | who))
    assert "Verein Städtefreunde nennt Amiens als Partnerstadt" in shown
    taken(desk, **who)
    source = Source.objects.get()
    assert (source.title, source.publisher) == ("Unsere Partner", "Verein Städtefreunde")
    assert (source.publisher_side, source.kind) == ("third", "letter")
    act = Act.objects.filter(relation__municipality__name_de="Amiens").get()
    assert act.title_de.startswith("Verein Städtefreunde nennt")


def test_the_same_file_once_more_says_where_it_belongs(desk: Client) -> None:
    taken(desk)
    shown = uploaded(desk)
    assert "eine neue Fassung von „Unsere Partner“" in shown
    assert "Wählen Sie, ob die Tabelle eine neue Fassung" in described(desk, **WHOSE)
    shown = described(desk, revises="own", **(WHOSE | {"title": "Etwas anderes"}))
    assert "Genau diesen Auszug haben Sie schon: Er gehört zu „Unsere Partner“" in shown


def test_rows_and_proposals_are_counted_alike_in_both_places(desk: Client) -> None:
    shown = taken(desk)
    assert re.search(r"<strong>1</strong> Zeile wartet, das sind 2 Vorschläge<", shown)
    bench = re.findall(r'href="(/desk/proposals/\d+/)"', shown)[0]
    told = " ".join(page(desk.get(bench)).split())
    assert "2 Vorschläge sind offen. Das ist 1 Zeile der Tabelle." in told


def test_a_table_is_taken_back_as_it_was_foreseen(desk: Client) -> None:
    shown = taken(desk)
    assert undo_url() in shown
    assert undo_url() in page(desk.get(reverse("desk:tables")))
    publish(record=Act.objects.filter(relation__municipality__name_de="Leeds")[0], by=somebody())
    shown = page(desk.get(undo_url()))
    assert "1 Zeile wird zurückgenommen:" in shown
    assert "1 Zeile, schon veröffentlicht: Leeds" in shown
    told = take_back(desk)
    assert "1 Zeile ist zurückgenommen" in told
    assert "Hier lässt sich nichts mehr zurücknehmen" in told
    statuses = {each.proposed["name"]: each.status for each in Statement.objects.all()}
    assert statuses == {"Amiens": "waiting", "Leeds": "accepted", "Neustadt": "waiting"}


def counted(shown: str) -> tuple[int, ...]:
    """Return how many rows are taken, wait, and have faults, as a page says."""
    return tuple(int(n) for n in re.findall(r'desk-fate--\w+"><strong>(\d+)</strong>', shown))


def test_a_newer_versions_rows_are_counted_right_when_the_older_one_is_taken_back(
    desk: Client,
) -> None:
    taken(desk)
    older = undo_url()
    newer = csv(*LIST[:3], row("Neustadt", land="DE", seit="1989"), row("Buffalo", land="US"))
    file = SimpleUploadedFile("partner_2026.csv", newer)
    shown = page(desk.post(reverse("desk:tables"), {"file": file}, follow=True))
    version = re.findall(r'<option value="([\w-]+)">eine neue Fassung von', shown)[0]
    shown = described(desk, revises=version)
    seen = re.findall(r'name="seen" value="(\w+)"', shown)[0]
    assert counted(page(desk.post(step("preview"), {"go": "take", "seen": seen}, follow=True))) == (
        3, 1, 0,
    )  # fmt: skip
    shown = page(desk.get(older))
    assert "gelten dann auch dort nicht mehr und warten dort wieder" in shown
    seen = re.findall(r'name="seen" value="(\w+)"', shown)[0]
    told = page(desk.post(older, {"seen": seen}, follow=True))
    bench = reverse("desk:bench", args=[Snapshot.objects.latest("id").pk])
    assert f'class="button" href="{bench}"' in told
    assert counted(page(desk.get(step("preview")))) == (1, 3, 0)


def test_nothing_is_taken_back_that_the_person_has_not_seen(desk: Client) -> None:
    taken(desk)
    shown = page(desk.post(undo_url(), {"seen": "0" * 64}, follow=True))
    assert "Seit Sie nachgesehen haben, hat sich etwas geändert" in shown
    assert not Act.objects.filter(corrects__isnull=False).exists()


def newer(desk: Client, *rows: list[str]) -> str:
    """Hand in a newer version of the list and return its preview."""
    file = SimpleUploadedFile("partner_2026.csv", csv(HEADINGS, *rows))
    shown = page(desk.post(reverse("desk:tables"), {"file": file}, follow=True))
    version = re.findall(r'<option value="([\w-]+)">eine neue Fassung von', shown)[0]
    return described(desk, revises=version)


def take_seen(desk: Client, shown: str) -> str:
    seen = re.findall(r'name="seen" value="(\w+)"', shown)[0]
    return page(desk.post(step("preview"), {"go": "take", "seen": seen}, follow=True))


def test_a_newer_version_says_what_changed_and_who_is_missing(desk: Client) -> None:
    taken(desk)
    shown = newer(desk, LIST[1], row("Neustadt", land="DE", seit="1989"), row("Lyon", land="FR"))
    assert "2 Zeilen sind neu oder geändert, 1 ist unverändert." in shown
    assert "1 Partner kommt nicht mehr vor: Leeds." in shown
    assert "nichts Neues" not in shown


def test_many_partners_that_are_missing_are_counted(
    desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(previews, "MISSING_NAMED", 1)
    taken(desk)
    shown = newer(desk, row("Lyon", land="FR"))
    assert "3 Partner kommen nicht mehr vor: Amiens und 2 weitere." in shown


def main_button(shown: str) -> str:
    return re.findall(r'value="(\w+)" class="button">', shown)[0]


def test_a_table_that_says_nothing_new_does_not_ask_to_be_taken(desk: Client) -> None:
    assert main_button(newer_after_all(desk)) == "drop"
    assert "Diese Tabelle sagt nichts Neues." in newer_after_all(desk)
    take_back(desk)
    shown = page(desk.get(step("preview")))
    assert "nichts Neues" not in shown
    assert main_button(shown) == "take"


def newer_after_all(desk: Client) -> str:
    """Take the list once, and hand in the same list as its newer version; return its preview."""
    if not Act.objects.exists():
        taken(desk)
    return newer(desk, *LIST[1:])


def test_an_older_version_says_which_newer_one_it_would_replace(desk: Client) -> None:
    taken(desk)
    shown = newer(desk, *LIST[1:], row("Halle", land="DE", seit="1990"))
    take_seen(desk, shown)
    shown = newer(desk, *LIST[1:])
    assert "Das ist eine frühere Fassung von „Unsere Partner“" in shown
    assert "3 offene Vorschläge daraus fallen dann weg." in shown
    assert "und dabei bleibt es" not in shown
    assert "1 Partner kommt nicht mehr vor: Halle." in shown
    newest = Snapshot.objects.latest("id")
    take_seen(desk, shown)
    bench = page(desk.get(reverse("desk:bench", args=[newest.pk])))
    assert "zu der die Tabelle zurückgekehrt ist" in bench


def test_the_way_back_is_offered_only_where_something_can_be_taken_back(desk: Client) -> None:
    taken(desk)
    there = reverse("desk:tables")
    assert undo_url() in page(desk.get(there))
    for act in Act.objects.all():
        publish(record=act, by=somebody())
    shown = page(desk.get(there))
    assert "Zuletzt übernommen" in shown
    assert undo_url() not in shown
    assert undo_url() not in page(desk.get(step("preview")))


def test_what_was_read_and_is_no_table_cannot_be_taken_back(
    desk: Client, home: Municipality
) -> None:
    read(home, "Partnerstädte von Dortmund sind Metz und Amiens (Frankreich).")
    assert desk.get(undo_url()).status_code == 404


def test_of_a_table_of_which_no_row_was_noted_nobody_says_it_was_taken_back(desk: Client) -> None:
    taken(desk)
    Statement.objects.update(taken_with=None)
    shown = page(desk.get(undo_url()))
    assert "ist nicht vermerkt" in shown
    assert "zurückgenommen." not in shown.partition("<main")[2]
    for statement in Statement.objects.filter(status="accepted"):
        undo(statement=statement, by=somebody())
    assert "nichts übernommen, was zurückzunehmen wäre" in page(desk.get(undo_url()))


def test_what_was_planned_is_told_before_it_is_dropped(
    desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(previews, "SECONDS", 0.0)
    monkeypatch.setattr("weltoffen.intake.tabling.CHUNK", 1)
    assert "Noch 1 Zeile ist zu übernehmen" in taken(desk)
    assert "1 weitere Zeile war noch zu übernehmen" in page(desk.get(undo_url()))
    take_back(desk)
    entry = ModelLogEntry.objects.get(action="intake.attempt.take-back-planned")
    assert "nicht mehr übernommen werden: 1." in str(entry.message)


def test_all_that_waits_of_a_table_is_one_way_from_being_rejected(desk: Client) -> None:
    rest = reverse("desk:bench-rest", args=[0]).replace("/0/", "/{}/")
    shown = taken(desk)
    there = rest.format(Statement.objects.all()[0].snapshot_id)
    assert re.search(rf'href="{there}">Alle 2 wartenden Vorschläge ablehnen …<', shown)
    assert there not in page(desk.get(undo_url()))
    take_back(desk)
    shown = page(desk.get(undo_url()))
    assert re.search(rf'href="{there}">Alle 5 wartenden Vorschläge ablehnen …<', shown)
    assert "5 Vorschläge" in page(desk.get(there))


def test_a_long_table_is_taken_back_in_the_background(
    desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken(desk)
    monkeypatch.setattr(undoing, "AT_ONCE", 0)
    assert "im Hintergrund zurückgenommen" in take_back(desk)
    desk.post(undo_url(), {"seen": "x"})
    assert Job.objects.filter(kind=TAKE_BACK).count() == 1
    Worker("w").run(Until.NOTHING_DUE)
    assert "gilt nichts mehr: Es ist zurückgenommen" in page(desk.get(undo_url()))
    assert not Statement.objects.exclude(status="waiting").exists()


def test_a_worker_takes_nothing_back_that_changed_meanwhile(
    desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken(desk)
    monkeypatch.setattr(undoing, "AT_ONCE", 0)
    take_back(desk)
    publish(record=Act.objects.filter(relation__municipality__name_de="Leeds")[0], by=somebody())
    Worker("w").run(Until.NOTHING_DUE)
    assert not Act.objects.filter(corrects__isnull=False).exists()
    assert "Zurückgenommen ist noch nichts" in page(desk.get(undo_url()))


def test_who_may_not_take_tables_may_not_take_them_back(desk: Client) -> None:
    taken(desk)
    client = Client()
    client.force_login(account("leserin", RoleName.ADMINISTRATOR))
    for answer in (client.get(undo_url()), client.post(undo_url(), {"seen": "x"})):
        assert answer.status_code == 302
        assert answer["Location"] == reverse("wagtailadmin_home")
