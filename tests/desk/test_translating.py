"""Translating at the desk: original and translation side by side, and what is still missing."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.log_actions import registry

from tests.desk.test_permissions import one_of_each
from tests.factories import (
    ActFactory,
    InstrumentFactory,
    MunicipalityFactory,
    OrganisationFactory,
    PassageFactory,
    RelationFactory,
    ThemeFactory,
    somebody,
)
from weltoffen.desk.kinds import EVERY_KIND, kind_of
from weltoffen.records.actions import put_translations
from weltoffen.relations.actions import amend_relation, record_duty
from weltoffen.relations.enums import Side


def _address(record: Any) -> str:
    return kind_of(record).url(record, "translate")


def _opened(desk: Client, address: str) -> dict[str, Any]:
    page = desk.get(address)
    assert page.status_code == 200
    form = page.context["form"]
    sent = {field.html_name: field.value() or "" for field in form}
    return {name: value for name, value in sent.items() if value} | dict(page.context["hidden"])


def _missing(desk: Client, **asked: Any) -> dict[str, list[tuple[str, str, list[str]]]]:
    page = desk.get(reverse("desk:translations"), asked)
    return {group["kind"].name: group["lines"] for group in page.context["groups"]}


@pytest.mark.parametrize(
    ("language", "label", "heading"), [("de", "Name (englisch)", "Deutsch"),
                                       ("en", "Name (English)", "German")],
)  # fmt: skip
def test_languages_are_named_in_the_language_of_the_desk(
    desk: Client, language: str, label: str, heading: str
) -> None:
    answer = desk.get(_address(MunicipalityFactory()), headers={"accept-language": language})
    assert [field.label for field in answer.context["form"]] == [label]
    assert f">{heading}</p>" in answer.content.decode()


def test_an_act_is_translated_with_those_who_signed_and_stays_as_it_was(desk: Client) -> None:
    act = ActFactory(title="Vertrag", note="Lang", signatories=[(Side.HOME, {"de": "Rat"})])
    signatory = act.signatories.get()
    address = _address(act)
    page = desk.get(address).content.decode()
    for german in ("Vertrag", "Lang", "Rat"):
        assert f">{german}</p>" in page
    sent = _opened(desk, address) | {
        "title_en": "Treaty", "note_en": "Long", f"{signatory.pk}-office_en": "Council",
    }  # fmt: skip
    answer = desk.post(address, sent, follow=True)
    assert "Alle Übersetzungen sind vollständig" in answer.content.decode()
    act.refresh_from_db()
    signatory.refresh_from_db()
    assert (act.title_de, act.title_en, act.note_en) == ("Vertrag", "Treaty", "Long")
    assert (signatory.office_de, signatory.office_en) == ("Rat", "Council")
    history = desk.get(kind_of(act).url(act, "history")).content.decode()
    assert "„Treaty“ ergänzt" in history
    assert "Übersetzung (Unterzeichnende Stelle „Rat“)" in history


def test_a_charter_is_translated_with_its_duties(desk: Client) -> None:
    charter = InstrumentFactory(name={"de": "Charta", "en": "Charter"})
    duties = [
        record_duty(
            instrument=charter, code=code, role="Mitglied", wording=f"Pflicht {code}",
            position=position, passage=PassageFactory(), by=somebody(),
        )
        for position, code in enumerate(("M1", "M2"), start=1)
    ]  # fmt: skip
    _title, url, gaps = _missing(desk)["charters"][0]
    assert len(gaps) == 4
    assert gaps[0].startswith("Pflicht M1: ")
    typed = {f"{duty.pk}-{field}_en": "Text" for duty in duties for field in ("role", "wording")}
    desk.post(url, _opened(desk, url) | typed)
    assert "charters" not in _missing(desk)
    desk.post(url, _opened(desk, url) | {f"{duties[1].pk}-role_en": ""})
    ((_title, url, gaps),) = _missing(desk)["charters"]
    assert gaps == ["Pflicht M2: Rolle der Stadt (englisch): fehlt"]


def test_a_stale_translation_is_listed_until_somebody_says_that_it_fits(desk: Client) -> None:
    relation = RelationFactory(summary={"de": "Alt", "en": "Old"})
    assert "relations" not in _missing(desk)
    amend_relation(relation=relation, summary="Neu", by=somebody())
    assert _missing(desk)["relations"][0][2] == ["Kurzbeschreibung (englisch): veraltet"]
    address = _address(relation)
    sent = _opened(desk, address)
    desk.post(address, sent)
    assert "relations" in _missing(desk)
    desk.post(address, sent | {"summary_en-fits": "on"})
    assert "relations" not in _missing(desk)
    told = desk.get(kind_of(relation).url(relation, "history")).content.decode()
    assert "geprüft, passt zum deutschen Wortlaut" in told


def test_every_kind_that_lacks_a_translation_is_listed_with_the_way_to_it(desk: Client) -> None:
    records = one_of_each()
    amend_relation(relation=records["relations"], summary="Kurz", by=somebody())
    source = PassageFactory(quote="", gist="Sinngemäß").snapshot.source
    listed = _missing(desk)
    assert set(listed) == {
        "relations", "acts", "encounters", "charters", "sources", "ledger", "themes", "pictures",
    }  # fmt: skip
    assert _address(source) in {url for _title, url, _gaps in listed["sources"]}
    for lines in listed.values():
        for _title, url, gaps in lines:
            assert gaps
            assert desk.get(url).status_code == 200


def test_names_of_towns_and_bodies_may_stay_as_they_are_in_every_language(desk: Client) -> None:
    city, office = MunicipalityFactory(), OrganisationFactory()
    assert _missing(desk) == {}
    for record, name in ((city, "name_en"), (office, f"{office.names.get().pk}-name_en")):
        desk.post(_address(record), _opened(desk, _address(record)) | {name: "English"})
    assert (type(city).objects.get(pk=city.pk).name_en, office.names.get().name_en) == (
        "English",
        "English",
    )


def test_a_long_list_shows_a_few_and_the_rest_in_pages(desk: Client) -> None:
    for _ in range(51):
        ThemeFactory()
    first = desk.get(reverse("desk:translations"))
    assert len(first.context["groups"][0]["lines"]) == 5
    assert "Alle 51 zeigen" in first.content.decode()
    assert len(_missing(desk, kind="themes")["themes"]) == 50
    assert len(_missing(desk, kind="themes", p=2)["themes"]) == 1
    assert len(_missing(desk, kind="themes", p="x")["themes"]) == 50


def test_faults_stand_at_their_fields_and_nothing_is_written_or_lost(desk: Client) -> None:
    act = ActFactory(title="Vertrag", signatories=[(Side.HOME, {"de": "Rat"})])
    signatory = act.signatories.get()
    field = f"{signatory.pk}-office_en"
    typed = {"title_en": "x\x00y", field: "C" * 121}
    address = _address(act)
    answer = desk.post(address, _opened(desk, address) | typed)
    assert answer.status_code == 200
    assert answer.context["form"].errors["title_en"]
    assert answer.context["form"].errors[field]
    assert "C" * 121 in answer.content.decode()
    act.refresh_from_db()
    assert not act.title_en


def test_two_people_at_once_lose_nothing(desk: Client) -> None:
    act = ActFactory(title="Vertrag")
    address = _address(act)
    mine = _opened(desk, address) | {"title_en": "Mine"}
    put_translations(record=act, texts={"title": {"en": "Theirs"}}, by=somebody())
    answer = desk.post(address, mine)
    assert "Mine" in answer.content.decode()
    assert "tester" in " ".join(answer.context["form"].non_field_errors())
    act.refresh_from_db()
    assert act.title_en == "Theirs"


@pytest.mark.parametrize("kind", EVERY_KIND, ids=lambda kind: kind.name)
def test_saving_without_typing_writes_nothing(desk: Client, kind: Any) -> None:
    record = one_of_each()[kind.name]
    before = registry.get_logs_for_instance(record).count()
    address = _address(record)
    assert desk.post(address, _opened(desk, address)).status_code == 302
    assert registry.get_logs_for_instance(record).count() == before
