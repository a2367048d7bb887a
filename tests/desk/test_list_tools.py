"""What people do with lists as a whole: columns, views, taking along, many changed at once."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry
from wagtail.permission_policies.pages import PagePermissionPolicy

from tests.desk.table_trips import LIST, out
from tests.factories import (
    ActFactory,
    MunicipalityFactory,
    OrganisationFactory,
    PersonFactory,
    RelationFactory,
    SourceFactory,
    TaskFactory,
    account,
    somebody,
)
from weltoffen.accounts.actions import ensure_group
from weltoffen.accounts.enums import RoleName
from weltoffen.accounts.models import User
from weltoffen.audit.models import AuditEvent
from weltoffen.desk.page_rights import know_page_rights
from weltoffen.finding.models import Watermark
from weltoffen.jobs.working import Until, Worker
from weltoffen.lists import work
from weltoffen.lists.actions import save_view
from weltoffen.lists.enums import Stage
from weltoffen.lists.models import BulkChange, SavedView
from weltoffen.portal.actions import prepare_editorial_pages
from weltoffen.relations.models import Relation

MOST_QUERIES = 11


@pytest.fixture
def desk(desk: Client, settings: LazySettings) -> Client:
    """The coordinator's browser in an office: portal's pages to write, second factors demanded."""
    settings.WELTOFFEN_SECOND_FACTOR = ["protocol"]
    editors = ensure_group(role=RoleName.COORDINATOR)
    prepare_editorial_pages(by=somebody(), editors=editors, public_address="https://x.example")
    return desk


def test_the_menu_leads_to_the_pages_of_the_portal_as_wagtail_itself_would(
    desk: Client, coordinator: User
) -> None:
    asked, told = (User.objects.get(pk=coordinator.pk) for _ in range(2))
    know_page_rights(told)
    wagtails = PagePermissionPolicy().explorable_root_instance(asked)
    assert wagtails is not None
    assert PagePermissionPolicy().explorable_root_instance(told).pk == wagtails.pk


def heads_of(desk: Client, address: str, **asked: str) -> list[str]:
    """Return the headings of a list as the page shows them."""
    page = desk.get(address, asked)
    assert page.status_code == 200
    return [str(column.label) for column in page.context["table"].columns.values()]


def test_columns_are_chosen_and_stand_in_the_address(desk: Client) -> None:
    RelationFactory()
    usual = heads_of(desk, LIST)
    assert usual[:3] == ["Auswahl", "Beziehung", "Form heute"]
    chosen = {"column": ["desk_title", "owner", "summary_de"], "q": "", "phase": "twin"}
    answer = desk.get(LIST, chosen)
    assert answer.status_code == 302
    assert answer["Location"] == f"{LIST}?columns=desk_title%2Cowner%2Csummary_de&phase=twin"
    heads = heads_of(desk, LIST, columns="summary_de,nichts,owner")
    assert heads == ["Auswahl", "Beziehung", "Kurzbeschreibung (Deutsch)", "Zuständig"]


def test_a_column_moves_by_a_press_on_its_arrow(desk: Client) -> None:
    RelationFactory()
    sent = {"column": ["desk_title", "owner", "lead"], "move": "up:lead"}
    answer = desk.get(LIST, sent)
    assert answer["Location"].startswith(f"{LIST}?columns=desk_title%2Clead%2Cowner&open=columns")
    assert 'id="columns" open' in desk.get(answer["Location"]).content.decode()


def test_columns_name_other_records_in_few_queries(
    desk: Client, django_assert_max_num_queries: Any
) -> None:
    for number in range(6):
        body = OrganisationFactory(name={"de": f"Amt {number}"})
        relation = RelationFactory(lead=body)
        Relation.objects.filter(pk=relation.pk).update(unit=body.identifier)
    desk.get(LIST)
    with django_assert_max_num_queries(MOST_QUERIES + 3):
        page = desk.get(LIST, {"columns": "lead,unit"}).content.decode()
    assert "Amt 0" in page
    assert "Amt 5" in page


@pytest.mark.parametrize("asked", [{}, {"q": "Ort"}, {"phase": "twin"}, {"visibility": "public"}])
def test_a_list_asks_little_however_long_it_is(
    desk: Client, asked: dict[str, str], django_assert_max_num_queries: Any
) -> None:
    home = MunicipalityFactory(name={"de": "Heimort"})
    for number in range(60):
        place = MunicipalityFactory(name={"de": f"Ort {number}"})
        ActFactory(relation=RelationFactory(home=home, municipality=place), twinning=True)
    network = OrganisationFactory(name={"de": "Ort 00: ein Netzwerk"})
    relation = RelationFactory(home=home, municipality=None, network=network)
    ActFactory(relation=relation, twinning=True)
    for _ in range(3):
        desk.get(LIST, asked)  # what only the first questions ask: reading in, remembering
    # Numbers that other tests took from PostgreSQL and gave back are looked for once more.
    Watermark.objects.update(gaps=[])
    with django_assert_max_num_queries(MOST_QUERIES):
        assert len(desk.get(LIST, asked).context["object_list"]) == 50


@pytest.mark.parametrize(
    "name", ["acts", "municipalities", "organisations", "people", "sources", "tasks"]
)
def test_every_list_asks_little(
    desk: Client, name: str, django_assert_max_num_queries: Any
) -> None:
    for _ in range(3):
        ActFactory(relation=RelationFactory(with_network=True))
        PersonFactory()
        SourceFactory()
        TaskFactory()
    address = reverse(f"desk:{name}")
    desk.get(address)
    with django_assert_max_num_queries(MOST_QUERIES):
        assert len(desk.get(address).context["object_list"]) >= 3


def test_a_view_is_saved_shared_and_deleted(desk: Client, coordinator: User) -> None:
    address = reverse("desk:list-views", args=["relations"])
    asked = "columns=owner&phase=twin"
    sent = {"name": "Meine Partner", "asked": asked, "is_shared": "yes"}
    answer = desk.post(address, sent)
    assert answer["Location"] == f"{LIST}?{asked}"
    page = desk.get(answer["Location"]).content.decode()
    assert "Ansicht: Meine Partner" in page
    reader = Client()
    reader.force_login(account("leserin", RoleName.READER))
    shared = reader.get(LIST).content.decode()
    assert "Meine Partner" in shared
    view = SavedView.objects.get()
    refused = reader.post(address, {"delete": view.pk}, follow=True).content.decode()
    assert "löschen kann auch die Koordination" in refused
    assert f'value="{view.pk}"' not in reader.get(address).content.decode()
    desk.post(address, {"delete": view.pk})
    assert not SavedView.objects.exists()


@pytest.mark.parametrize("role", [RoleName.COORDINATOR, RoleName.ADMINISTRATOR])
def test_what_somebody_shared_who_left_is_deleted_by_who_keeps_order(
    desk: Client, coordinator: User, role: RoleName
) -> None:
    left = account("ehemalig", RoleName.READER)
    shared = save_view(kind="relations", name="Alt", asked="q=a", is_shared=True, by=left)
    own = save_view(kind="relations", name="Nur meine", asked="q=b", by=left)
    User.objects.filter(pk=left.pk).update(is_active=False)
    other = Client()
    other.force_login(account("ordnung", role))
    address = reverse("desk:list-views", args=["relations"])
    page = other.get(address).content.decode()
    assert f'value="{shared.pk}"' in page
    assert "gehört ehemalig" in page
    assert "Nur meine" not in page
    assert other.post(address, {"delete": own.pk}).status_code == 404
    other.post(address, {"delete": shared.pk})
    assert list(SavedView.objects.all()) == [own]
    told = ModelLogEntry.objects.get(action="lists.savedview.delete")
    assert told.user.username == "ordnung"
    assert told.data == {"kind": "relations", "name": "Alt", "account": left.pk}


def test_a_table_is_exactly_what_is_shown(desk: Client) -> None:
    for name in ("Bochum", "Amiens", "Essen"):
        RelationFactory(municipality=MunicipalityFactory(name={"de": name}), summary=f"{name}.")
    asked = {"columns": "desk_title,summary_de,owner", "ordering": "-sort_name"}
    shown = [each.desk_title for each in desk.get(LIST, asked).context["object_list"]]
    book = out(desk, LIST, **asked)
    heads, *rows = book.worksheets[0].values
    assert heads[:-1] == ("Kennung", "Beziehung", "Kurzbeschreibung (Deutsch)", "Zuständig")
    assert [row[1] for row in rows] == shown
    about = dict(book.worksheets[1].values)
    assert about["Umfang"] == "3 Einträge"
    assert about["Blaue Spalten"] == "Kurzbeschreibung (Deutsch), Zuständig"
    rows = out(desk, LIST, "csv", **asked, q="Essen")
    assert len(rows) == 2
    noted = AuditEvent.objects.filter(event="lists.list.export").order_by("number")
    assert [json.loads(each.data)["count"] for each in noted] == [3, 1]


def test_records_chosen_in_a_list_are_changed_together(desk: Client) -> None:
    relations = [RelationFactory() for _ in range(3)]
    address = reverse("desk:list-change", args=["relations"])
    picked = [each.identifier for each in relations[:2]]
    asked = desk.get(address, {"pick": picked}).content.decode()
    assert "2 Einträge sind gewählt" in asked
    sent = {"pick": picked, "owner": "protocol", "review_by": " "}
    page = desk.post(address, sent, follow=True).content.decode()
    assert "Angaben ändern sich" in page
    bulk = BulkChange.objects.get()
    assert set(bulk.cells.values_list("field", flat=True)) == {"owner"}
    shown = [str(each.pk) for each in bulk.cells.all()]
    desk.post(
        reverse("desk:bulk-change", args=[bulk.pk]),
        {"go": "take", "shown": shown, "take": shown[:1]},
    )
    assert Relation.objects.filter(owner="protocol").count() == 1


def test_many_records_go_to_offices_of_the_city_alone(desk: Client) -> None:
    picked = RelationFactory().identifier
    OrganisationFactory(identifier="verein", kind="association", name={"de": "Ein Verein"})
    OrganisationFactory(identifier="sportamt", kind="department", name={"de": "Sportamt"})
    address = reverse("desk:list-change", args=["relations"])
    sent = {"pick": picked, "do_unit": "on", "unit": "Ein Verein · verein"}
    refused = desk.post(address, sent).content.decode()
    assert 'id="id_unit-errors"' in refused
    assert not BulkChange.objects.exists()
    desk.post(address, sent | {"unit": "Sportamt"})
    assert BulkChange.objects.get().cells.get().after == "sportamt"


def test_what_cannot_be_is_said_at_its_field_and_nothing_typed_is_lost(desk: Client) -> None:
    pick = {"pick": RelationFactory().identifier}
    address = reverse("desk:list-change", args=["relations"])
    page = desk.post(address, pick | {"review_by": "31.2.2027", "owner": "protocol"})
    text = page.content.decode()
    assert "„31.2.2027“ ist kein Tag" in text
    assert 'value="31.2.2027"' in text
    assert '<option value="protocol" selected>' in text
    emptied = desk.post(address, pick | {"do_owner": "on"}).content.decode()
    assert "darf nicht leer sein" in emptied
    assert not BulkChange.objects.exists()


def test_without_a_choice_or_a_value_nothing_begins(desk: Client) -> None:
    relation = RelationFactory()
    Relation.objects.update(owner="protocol")
    address = reverse("desk:list-change", args=["relations"])
    assert "Gewählt ist kein Eintrag" in desk.get(address).content.decode()
    pick = {"pick": relation.identifier}
    assert "Es ist nichts ausgefüllt" in desk.post(address, pick).content.decode()
    same = pick | {"do_owner": "on", "owner": "protocol"}
    assert "sagen das schon" in desk.post(address, same).content.decode()
    assert not BulkChange.objects.exists()


def test_many_are_changed_in_the_background_and_a_cut_off_one_goes_on(
    desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("weltoffen.desk.views.bulk_changes.AT_ONCE", 1)
    for _ in range(3):
        RelationFactory()
    address = reverse("desk:list-change", args=["relations"])
    sent = {"all": "yes", "do_owner": "on", "owner": "protocol"}
    desk.post(address, sent)
    bulk = BulkChange.objects.get()
    page_address = reverse("desk:bulk-change", args=[bulk.pk])
    shown = [str(each.pk) for each in bulk.cells.all()]
    page = desk.post(page_address, {"go": "take", "shown": shown, "take": shown}, follow=True)
    assert "laufen im Hintergrund" in page.content.decode()
    assert work.job_of(bulk) is not None
    Worker("w").run(Until.NOTHING_DUE)
    bulk.refresh_from_db()
    assert bulk.stage == Stage.TAKEN
    assert Relation.objects.filter(owner="protocol").count() == 3
    assert "3 Änderungen sind gespeichert" in desk.get(page_address).content.decode()


def test_somebody_elses_changes_are_not_there(desk: Client) -> None:
    RelationFactory()
    desk.post(reverse("desk:list-change", args=["relations"]),
              {"all": "yes", "do_owner": "on", "owner": "protocol"})  # fmt: skip
    bulk = BulkChange.objects.get()
    other = Client()
    other.force_login(account("vertretung", RoleName.COORDINATOR))
    assert other.get(reverse("desk:bulk-change", args=[bulk.pk])).status_code == 404
    assert "Beziehungen" in desk.get(reverse("desk:bulk-changes")).content.decode()
    desk.post(reverse("desk:bulk-change", args=[bulk.pk]), {"go": "drop"})
    assert not BulkChange.objects.exists()
