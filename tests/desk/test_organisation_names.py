"""The names of an organisation over time, at the desk and by actions."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.log_actions import registry

from tests.desk.conftest import confirmed, evidence
from tests.desk.test_records import opened
from tests.factories import OrganisationFactory, somebody
from weltoffen.organisations.actions import amend_organisation_name, name_organisation
from weltoffen.organisations.models import Organisation, OrganisationName
from weltoffen.organisations.selectors import names_on
from weltoffen.publication.selectors import published_organisation

FIRST = "Büro für internationale Beziehungen und nachhaltige Entwicklungen"
SHORT = "Amt für Angelegenheiten des Oberbürgermeisters und des Rates"
LONG = f"{SHORT} – Büro für Internationale Beziehungen"


@pytest.fixture
def office(db: None) -> Organisation:
    """The office with its three names, as the demonstration register has them."""
    made = OrganisationFactory(
        identifier="buero", name={"de": LONG, "en": "Office"}, valid="[..2024-06]/.."
    )
    for name, valid in ((SHORT, "[..2026-11-21]/.."), (FIRST, "../[2018..2024-06]")):
        name_organisation(organisation=made, name=name, valid=valid, by=somebody())
    return made


def _names(office: Organisation) -> dict[str, OrganisationName]:
    return {name.name_de: name for name in office.names.all()}  # type: ignore[attr-defined]


def _borne(office: Organisation, year: int) -> str:
    return str(names_on([office.pk], dt.date(year, 12, 31))[office.pk].name_de)


def _address(office: Organisation) -> str:
    return reverse("desk:organisations-names", args=[office.identifier])


def test_saving_the_three_names_untouched_writes_nothing(
    desk: Client, office: Organisation
) -> None:
    before = {name: given.valid for name, given in _names(office).items()}
    entries = registry.get_logs_for_instance(office).count()
    answer = desk.post(_address(office), opened(desk, _address(office)))
    assert answer.status_code == 302
    assert {name: given.valid for name, given in _names(office).items()} == before
    assert registry.get_logs_for_instance(office).count() == entries


def test_a_name_ends_where_one_types_it_and_the_history_tells(
    desk: Client, office: Organisation
) -> None:
    assert _borne(office, 2026) == LONG
    pk = _names(office)[LONG].pk
    sent = opened(desk, _address(office)) | {f"{pk}-since": "1.7.2024", f"{pk}-until": "2025"}
    assert desk.post(_address(office), sent).status_code == 302
    assert _names(office)[LONG].valid == "2024-07-01/2025"
    assert _borne(office, 2026) == SHORT
    history = reverse("desk:organisations-history", args=["buero"])
    told = desk.get(history).content.decode()
    assert "gültig: „" in told
    assert "earliest" not in told


def test_a_fourth_name_follows_and_the_three_stay(desk: Client, office: Organisation) -> None:
    address = reverse("desk:organisations-name", args=["buero"])
    sent = {"name_de": "Dezernat Welt", "since": "1.1.2026"} | evidence()
    asked = desk.post(address, sent)  # two of the three have no end either
    assert len(asked.context["questions"]) == 2
    assert desk.post(address, confirmed(asked, sent)).status_code == 302
    assert set(_names(office)) == {FIRST, LONG, SHORT, "Dezernat Welt"}
    shown = desk.get(reverse("desk:organisations-sheet", args=["buero"])).content.decode()
    for name in _names(office):
        assert name in shown


def test_a_misspelled_name_is_mended_with_its_translation(
    desk: Client, office: Organisation
) -> None:
    given = _names(office)[LONG]
    sent = opened(desk, _address(office)) | {
        f"{given.pk}-name_de": "Amt",
        f"{given.pk}-name_en": "",
    }
    desk.post(_address(office), sent)
    given.refresh_from_db()
    assert (given.name_de, given.name_en, given.valid) == ("Amt", "", "[..2024-06]/..")
    entry = registry.get_logs_for_instance(office).first()
    assert entry.data["changed"] == {"name_de": [LONG, "Amt"], "name_en": ["Office", ""]}


def test_the_public_sees_a_changed_name(office: Organisation) -> None:
    amend_organisation_name(given=_names(office)[SHORT], name="Neues Amt", by=somebody())
    sheet = published_organisation("buero", dt.date(2026, 11, 22), "de")
    assert "Neues Amt" in str(sheet)


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"name_de": ""}, "name_de", "Es fehlt der Name"),
        ({"since": "2020", "until": "2019"}, "since", "endet (2019), bevor er beginnt (2020)"),
        ({"until": "31.2.2020"}, "until", "gibt es nicht"),
        ({"name_de": "x" * 201}, "name_de", "200"),
    ],
)
def test_faults_stand_at_their_fields_and_nothing_is_written(
    desk: Client, office: Organisation, typed: dict[str, str], field: str, sentence: str
) -> None:
    before = list(office.names.values())  # type: ignore[attr-defined]
    pk = _names(office)[SHORT].pk
    other = _names(office)[FIRST].pk
    sent: dict[str, Any] = opened(desk, _address(office))
    sent |= {f"{pk}-{name}": value for name, value in typed.items()}
    sent |= {f"{other}-name_de": "Getippt und nicht verloren"}
    answer = desk.post(_address(office), sent)
    assert answer.status_code == 200
    assert sentence in " ".join(answer.context["form"].errors[f"{pk}-{field}"])
    assert "Getippt und nicht verloren" in answer.content.decode()
    assert list(office.names.values()) == before  # type: ignore[attr-defined]
