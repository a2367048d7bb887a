"""Earlier states of records: looked at, compared, and brought back through the form."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import (
    MunicipalityFactory,
    OrganisationFactory,
    RelationFactory,
    SourceFactory,
    account,
    somebody,
)
from weltoffen.accounts.enums import RoleName
from weltoffen.desk.views.editing import SEEN
from weltoffen.places.actions import amend_municipality
from weltoffen.records.actions import set_visibility
from weltoffen.records.enums import Visibility
from weltoffen.relations.actions import amend_relation
from weltoffen.sources.actions import amend_source


def states(desk: Client, kind: str, identifier: str) -> list[str]:
    """Return the links to states of a record's history, newest first."""
    page = desk.get(reverse(f"desk:{kind}-history", args=[identifier])).content.decode()
    return re.findall(rf'href="(/desk/{kind}/{identifier}/earlier/\?after=\d+)"', page)


def cells(page: str) -> dict[str, list[str]]:
    """Return the cells of the table by the label of their line."""
    page = page.partition('desk-earlier"')[2].partition("</table>")[0]
    rows = re.findall(r'<th scope="row">(.*?)</th>\s*<td>(.*?)</td>\s*<td>(.*?)</td>', page, re.S)
    assert rows, page[page.index("<main") :]
    return {
        re.sub(r"<.*", "", label, flags=re.S).strip(): [
            re.sub(r"<[^>]*>", "", each).strip() for each in found
        ]
        for label, *found in rows
    }


@pytest.fixture
def amiens(db: None):
    city = MunicipalityFactory(identifier="amiens", name={"de": "Amjens"})
    amend_municipality(municipality=city, name={"de": "Amiens"}, by=somebody())
    amend_municipality(municipality=city, region="Hauts-de-France", by=somebody())
    return city


def test_each_change_leads_to_what_the_record_said_then(desk, amiens):
    newest, first = states(desk, "municipalities", "amiens")
    then = cells(desk.get(first).content.decode())
    assert then["Name (Deutsch)"] == ["Amiens", "Amiens"]
    assert then["Region oder Bundesstaat"] == ["–", "Hauts-de-France"]
    assert "1 Angabe ist anders" in desk.get(first).content.decode()
    assert "Beide Stände sind gleich" in desk.get(newest).content.decode()


def test_two_earlier_states_are_compared(desk, amiens):
    amend_municipality(municipality=amiens, region="Picardie", by=somebody())
    newest, middle, first = states(desk, "municipalities", "amiens")
    number = middle.rpartition("=")[2]
    beside = cells(desk.get(f"{first}&beside={number}").content.decode())
    assert beside["Region oder Bundesstaat"] == ["–", "Hauts-de-France"]
    assert cells(desk.get(f"{first}").content.decode())["Region oder Bundesstaat"] == [
        "–",
        "Picardie",
    ]
    assert newest != middle


def test_an_earlier_state_fills_the_form_and_is_written_only_when_it_is_saved(desk, amiens):
    _newest, first = states(desk, "municipalities", "amiens")
    page = desk.get(first).content.decode()
    link = re.search(r'href="([^"]*edit/\?restore=\d+)"', page)
    assert link
    form = desk.get(link[1])
    html = form.content.decode()
    assert "Noch nicht gespeichert" in html
    assert "Region" in re.search(r"damals waren: ([^<]*)", html)[1]
    assert form.context["form"]["region"].value() == ""
    amiens.refresh_from_db()
    assert amiens.region == "Hauts-de-France"
    sent = {
        name: field.value() or "" for name, field in form.context["form"].fields.items()
        for field in [form.context["form"][name]]
    } | dict(form.context["hidden"])  # fmt: skip
    saved = desk.post(link[1], sent | {SEEN: dict(form.context["hidden"])[SEEN]}, follow=True)
    assert "ist gespeichert" in saved.content.decode()
    amiens.refresh_from_db()
    assert amiens.region == ""
    assert len(states(desk, "municipalities", "amiens")) == 3


def test_dates_and_chosen_records_come_back_as_people_type_them(desk):
    lead = OrganisationFactory(identifier="buero", name={"de": "Büro"})
    relation = RelationFactory(identifier="r")
    amend_relation(relation=relation, lead=lead, review_by=date(2026, 12, 31), by=somebody())
    amend_relation(relation=relation, lead=None, review_by=None, by=somebody())
    number = states(desk, "relations", "r")[1].rpartition("=")[2]
    form = desk.get(reverse("desk:relations-edit", args=["r"]), {"restore": number})
    html = form.content.decode()
    assert 'value="Büro · buero"' in html
    assert 'value="31.12.2026"' in html
    source = SourceFactory(identifier="s", content_date="1977-07")
    amend_source(source=source, content_date="1980", by=somebody())
    amend_source(source=source, content_date="1981-05", by=somebody())
    number = states(desk, "sources", "s")[1].rpartition("=")[2]
    html = desk.get(reverse("desk:sources-edit", args=["s"]), {"restore": number}).content.decode()
    assert 'value="1980"' in html


def test_who_saw_it_is_told_too(desk):
    source = SourceFactory(identifier="s")
    for visibility in (Visibility.INTERNAL, Visibility.RESTRICTED):
        set_visibility(record=source, visibility=visibility, by=somebody())
    _newest, first = states(desk, "sources", "s")
    assert cells(desk.get(first).content.decode())["Sichtbarkeit"] == ["intern", "eingeschränkt"]


def test_a_state_of_another_record_or_of_none_is_not_found(desk, amiens):
    other = MunicipalityFactory(identifier="leeds")
    amend_municipality(municipality=other, region="Yorkshire", by=somebody())
    number = states(desk, "municipalities", "leeds")[0].rpartition("=")[2]
    here = reverse("desk:municipalities-earlier", args=["amiens"])
    for asked in ({"after": number}, {"after": "x"}, {"beside": number}):
        assert desk.get(here, asked).status_code == 404
    MunicipalityFactory(identifier="neu")
    page = desk.get(reverse("desk:municipalities-earlier", args=["neu"])).content.decode()
    assert "hat sich nicht geändert" in page


def test_who_may_not_change_it_may_look_and_is_offered_nothing(desk, amiens):
    first = states(desk, "municipalities", "amiens")[1]
    reader = Client()
    reader.force_login(account("leserin", RoleName.READER))
    page = reader.get(first)
    assert page.status_code == 200
    assert "restore=" not in page.content.decode()
