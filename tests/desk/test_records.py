"""Municipalities, organisations, sources: adding, amending, and two people at once."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from wagtail.log_actions import registry

from tests.desk.conftest import evidence
from tests.factories import (
    CountryFactory,
    InstrumentFactory,
    MunicipalityFactory,
    OrganisationFactory,
    RelationFactory,
    SourceFactory,
    somebody,
)
from weltoffen.accounts.models import User
from weltoffen.desk.offered_places import country_names, filled
from weltoffen.ground.languages import fingerprint
from weltoffen.organisations.models import Organisation
from weltoffen.places.actions import amend_municipality
from weltoffen.places.gazetteer import place as gazetteer_place
from weltoffen.places.models import Country, Municipality
from weltoffen.records.models import Record
from weltoffen.relations.actions import amend_relation
from weltoffen.relations.models import Instrument, Relation
from weltoffen.sources.models import Source


def opened(desk: Client, address: str) -> dict[str, Any]:
    """Open a form and return what a browser would send back if nobody typed anything."""
    page = desk.get(address)
    form = page.context["form"]
    sent = {field.html_name: field.value() for field in form}
    shown = {name: field.prepare_value(sent[name]) for name, field in form.fields.items()}
    hidden = dict(page.context["hidden"])
    return {name: "" if value in (None, False) else value for name, value in shown.items()} | hidden


def _edit(record: Record, name: str) -> str:
    return reverse(f"desk:{name}-edit", args=[record.identifier])


def _actions(record: Record) -> list[str]:
    return [entry.action for entry in registry.get_logs_for_instance(record)]


def test_a_municipality_in_a_new_country_brings_the_country_along(
    desk: Client, coordinator: User
) -> None:
    sent = {
        "name_de": "Kumasi", "country": "Ghana", "owner": "coordination", "is_named": "on",
        "latitude": "6,688", "longitude": "-1,624", "review_by": "31.12.2027",
    }  # fmt: skip
    answer = desk.post(reverse("desk:municipalities-add"), sent)
    assert answer.status_code == 302
    city = Municipality.objects.get()
    assert (city.identifier, city.country.code, city.country.label_de) == ("kumasi", "GH", "Ghana")
    assert (city.latitude, city.longitude) == (6.688, -1.624)
    assert city.review_by == dt.date(2027, 12, 31)
    assert registry.get_logs_for_instance(city.country).get().user == coordinator


def test_the_gazetteer_fills_what_was_left_empty_and_saves_nothing(desk: Client) -> None:
    sent = {"name_de": "Rostow am Don", "country": "Russland", "region": "Südrussland"}
    answer = desk.post(reverse("desk:municipalities-add"), sent | {"look-up": "1"})
    form = answer.context["form"]
    assert answer.status_code == 200
    assert form["geonames_id"].value() == "501175"
    assert form["latitude"].value().startswith("47,")
    assert form["region"].value() == "Südrussland"
    assert not form.errors
    assert not Municipality.objects.exists()
    assert not Country.objects.exists()
    typed = {field.html_name: field.value() or "" for field in form}
    saved = desk.post(reverse("desk:municipalities-add"), typed | {"owner": "coordination"})
    assert saved.status_code == 302
    assert Municipality.objects.get().geonames_id == 501175


def _springfields(desk: Client, address: str, **typed: str) -> Any:
    sent = {"name_de": "Springfield", "country": "US"} | typed
    return desk.post(address, sent | {"look-up": "1"})


def test_the_gazetteer_offers_the_places_among_which_it_cannot_decide(desk: Client) -> None:
    answer = _springfields(desk, reverse("desk:municipalities-add"))
    page = answer.content.decode()
    assert "Nicht eindeutig" in page
    offered = answer.context["offered"]
    assert len(offered) > 5
    assert len({(each.details, each.point) for each in offered}) == len(offered)
    illinois = next(each for each in offered if "Illinois" in each.name)
    assert illinois.name == "Springfield, Illinois, Vereinigte Staaten"
    assert illinois.details == "Einwohner: 114.394"
    assert illinois.point == "Breite 39,802, Länge -89,644"
    assert f'name="chosen-place" value="{illinois.value}"' in page


def test_an_offered_place_is_taken_and_another_instead_but_nothing_typed_is_lost(
    desk: Client,
) -> None:
    address = reverse("desk:municipalities-add")
    offered = _springfields(desk, address).context["offered"]
    ids = {each.name.split(", ")[1]: str(each.value) for each in offered}
    typed = {"name_de": "Springfield", "country": "US", "name_en": "Springfield upon the river"}
    for state in ("Illinois", "Missouri"):
        answer = desk.post(address, typed | {"chosen-place": ids[state]})
        form = answer.context["form"]
        assert not answer.context["offered"]
        typed = {field.html_name: field.value() or "" for field in form}
        assert (typed["region"], typed["geonames_id"]) == (state, ids[state])
        assert typed["name_en"] == "Springfield upon the river"
        assert typed["country"] == "Vereinigte Staaten"
    assert typed["latitude"].startswith("37,")
    assert not Municipality.objects.exists()
    saved = desk.post(address, typed | {"owner": "coordination"})
    assert saved.status_code == 302
    assert Municipality.objects.get().region == "Missouri"


def test_also_an_amended_place_is_looked_up_without_asking_for_another_identifier(
    desk: Client,
) -> None:
    city = MunicipalityFactory(identifier="springfield", country=CountryFactory(code="US"))
    answer = _springfields(desk, _edit(city, "municipalities"))
    assert answer.context["offered"]
    assert "identifier" not in answer.context["form"].fields


def test_what_the_gazetteer_fills_in_can_be_saved_in_english_too(desk: Client) -> None:
    address, english = reverse("desk:municipalities-add"), {"accept-language": "en"}
    sent = {"name_de": "Kumasi", "look-up": "1"}
    form = desk.post(address, sent, headers=english).context["form"]
    typed = {field.html_name: field.value() or "" for field in form}
    saved = desk.post(address, typed | {"owner": "coordination"}, headers=english)
    assert saved.status_code == 302
    assert 6 < Municipality.objects.get().latitude < 7


@pytest.mark.parametrize(("language", "shown"), [("de", "1234,56789"), ("en", "1234.56789")])
def test_numbers_are_filled_in_with_all_decimals_and_as_the_form_reads_them(
    db: None, language: str, shown: str
) -> None:
    place = dataclasses.replace(gazetteer_place(2298890), latitude=1234.56789, longitude=-1.0)
    with translation.override(language):
        fills = filled({}, place, None)
        assert (fills["latitude"], float(fills["longitude"].replace(",", "."))) == (shown, -1)
        assert filled({"latitude": shown}, place, place)["latitude"] == shown


def test_a_place_that_the_gazetteer_does_not_have_cannot_be_chosen(desk: Client) -> None:
    for chosen in ("1", "x", "", "²", "9" * 5000):
        sent = {"name_de": "Springfield", "chosen-place": chosen}
        answer = desk.post(reverse("desk:municipalities-add"), sent)
        assert "steht kein Ort" in answer.content.decode()
        assert answer.context["form"]["name_de"].value() == "Springfield"
        assert not answer.context["offered"]


def test_a_place_is_looked_up_also_where_a_number_without_end_was_typed(desk: Client) -> None:
    sent = {"name_de": "Kumasi", "look-up": "1", "geonames_id": "9" * 5000}
    form = desk.post(reverse("desk:municipalities-add"), sent).context["form"]
    assert form["country"].value() == "Ghana"
    assert form["geonames_id"].value() == sent["geonames_id"]


def test_a_country_is_named_as_the_city_names_it_and_in_the_language_of_the_page(
    desk: Client,
) -> None:
    address = reverse("desk:municipalities-add")
    answer = desk.post(address, {"name_de": "Kumasi", "look-up": "1"})
    assert answer.context["form"]["country"].value() == "Ghana"
    assert "Kumasi, Ashanti, Ghana" in answer.content.decode()
    with translation.override("en"):
        assert country_names(["US"]) == {"US": "United States"}
        CountryFactory(code="US", label={"de": "USA", "en": "the States"})
        assert country_names(["US"]) == {"US": "the States"}
    assert _springfields(desk, address).context["offered"][0].name.endswith(", USA")


def test_amending_writes_only_what_changed(desk: Client) -> None:
    city = MunicipalityFactory(name={"de": "Mailand", "en": "Milan"})
    address = _edit(city, "municipalities")
    same = opened(desk, address)
    assert desk.post(address, same).status_code == 302
    assert _actions(city) == ["places.municipality.record"]
    assert desk.post(address, same | {"region": "Lombardei"}).status_code == 302
    newest = registry.get_logs_for_instance(city).first()
    assert newest.data == {"changed": {"region": ["", "Lombardei"]}}
    city.refresh_from_db()
    assert (city.region, city.name_en) == ("Lombardei", "Milan")


def test_relations_are_ordered_by_the_name_that_a_place_bears_now(desk: Client) -> None:
    city = MunicipalityFactory(name={"de": "Karl-Marx-Stadt"})
    relation, other = RelationFactory(municipality=city), RelationFactory()
    address = _edit(city, "municipalities")
    before = other.sort_name
    assert desk.post(address, opened(desk, address) | {"name_de": "Chemnitz"}).status_code == 302
    relation.refresh_from_db()
    other.refresh_from_db()
    assert (relation.sort_name, other.sort_name) == ("chemnitz", before)
    assert _actions(relation) == ["relations.relation.follow-name", "relations.relation.record"]
    assert desk.post(address, opened(desk, address) | {"region": "Sachsen"}).status_code == 302
    assert len(_actions(relation)) == 2


def test_a_changed_german_text_leaves_its_translation_behind(desk: Client) -> None:
    relation = RelationFactory(summary={"de": "Alter Text", "en": "Old text"})
    address = _edit(relation, "relations")
    desk.post(address, opened(desk, address) | {"summary_de": "Neuer Text"})
    relation.refresh_from_db()
    assert (relation.summary_de, relation.summary_en) == ("Neuer Text", "Old text")
    assert relation.made_from["summary_en"] == fingerprint("Alter Text")


def test_two_people_at_once_lose_nothing(desk: Client) -> None:
    city = MunicipalityFactory()
    address = _edit(city, "municipalities")
    mine = opened(desk, address) | {"region": "Mein Text"}
    amend_municipality(municipality=city, region="Ihr Text", by=somebody())
    answer = desk.post(address, mine)
    assert answer.status_code == 200
    said = " ".join(answer.context["form"].non_field_errors())
    assert "tester" in said
    assert "Ihr Text" in said
    assert "Mein Text" in answer.content.decode()
    city.refresh_from_db()
    assert city.region == "Ihr Text"
    again = mine | dict(answer.context["hidden"])
    assert desk.post(address, again).status_code == 302
    city.refresh_from_db()
    assert city.region == "Mein Text"


def test_a_change_elsewhere_is_no_conflict(desk: Client) -> None:
    relation = RelationFactory()
    address = _edit(relation, "relations")
    mine = opened(desk, address) | {"open_question": "Wann?"}
    desk.post(reverse("desk:relations-withdraw", args=[relation.identifier]))
    assert desk.post(address, mine).status_code == 302
    assert Relation.objects.get().open_question == "Wann?"


def test_what_is_fixed_does_not_change_whatever_is_sent(desk: Client) -> None:
    relation = RelationFactory(identifier="fest")
    address = _edit(relation, "relations")
    sent = opened(desk, address) | {
        "identifier": "anders", "home": "x", "visibility": "internal", "summary_de": "Neu",
    }  # fmt: skip
    assert desk.post(address, sent).status_code == 302
    after = Relation.objects.get()
    assert (after.identifier, after.visibility, after.summary_de) == ("fest", "public", "Neu")
    assert after.home == relation.home


def test_an_organisation_bears_names_over_time(desk: Client) -> None:
    SourceFactory(identifier="quelle-a")
    sent = {
        "kind": "office", "owner": "coordination", "name_de": "Auslandsamt", "since": "1990",
        "until": "2012",
    }  # fmt: skip
    row = {"source": "quelle-a", "quote": "Das Auslandsamt berichtet."}
    assert desk.post(reverse("desk:organisations-add"), sent | evidence(row)).status_code == 302
    office = Organisation.objects.get()
    assert office.identifier == "auslandsamt"
    first = office.names.get()
    assert (first.valid, first.passage.quote) == ("1990/2012", row["quote"])
    desk.post(
        reverse("desk:organisations-name", args=["auslandsamt"]),
        {"name_de": "Büro für Internationales", "since": "2013"} | evidence(),
    )
    sheet = desk.get(reverse("desk:organisations-sheet", args=["auslandsamt"]))
    assert sheet.context["record_title"] == "Büro für Internationales"
    assert [each["valid"] for each in sheet.context["names"]] == ["seit 2013", "1990 bis 2012"]


def test_a_name_that_ends_before_it_begins_is_refused(desk: Client) -> None:
    office = OrganisationFactory()
    address = reverse("desk:organisations-name", args=[office.identifier])
    sent = {"name_de": "Amt", "since": "2012", "until": "1990"}
    answer = desk.post(address, sent | evidence())
    assert answer.status_code == 200
    assert "bevor er beginnt" in answer.context["form"].errors["since"][0]
    assert office.names.count() == 1


def test_amending_an_organisation_leaves_its_names_alone(desk: Client) -> None:
    city = MunicipalityFactory()
    office = OrganisationFactory()
    address = _edit(office, "organisations")
    typed = {"municipality": city.identifier, "website": "https://example.org/"}
    assert desk.post(address, opened(desk, address) | typed).status_code == 302
    office.refresh_from_db()
    assert (office.municipality, office.website) == (city, "https://example.org/")
    assert office.names.count() == 1
    answer = desk.post(address, opened(desk, address) | {"website": "kein Link"})
    assert answer.context["form"].errors["website"]


def test_a_source_is_recorded_and_amended(desk: Client) -> None:
    sent = {
        "title": "Städtepartnerschaften", "publisher": "Stadt Dortmund", "publisher_side": "home",
        "kind": "web-page", "standing": "read", "content_date": "um 2024", "language": "de",
        "address": "https://example.org/partner",
    }  # fmt: skip
    assert desk.post(reverse("desk:sources-add"), sent).status_code == 302
    source = Source.objects.get()
    assert source.identifier == "stadt-dortmund-staedtepartnerschaften"
    assert source.content_date == "2024~"
    address = _edit(source, "sources")
    begun = opened(desk, address)
    assert begun["content_date"] == "um 2024"
    assert desk.post(address, begun | {"content_date": "Mai 2024"}).status_code == 302
    source.refresh_from_db()
    assert source.content_date == "2024-05"
    newest = registry.get_logs_for_instance(source).first()
    assert newest.message == "Stand des Inhalts: „2024~“ → „2024-05“."


def test_a_source_receives_versions_and_passages(desk: Client) -> None:
    source = SourceFactory()
    snapshot = reverse("desk:sources-snapshot", args=[source.identifier])
    passage = reverse("desk:sources-passage", args=[source.identifier])
    text = {"received_on": "1.5.2024", "text": "Seit 1977 verbunden."}
    assert desk.post(snapshot, text).status_code == 302
    assert desk.post(passage, {"quote": "Seit 1977", "locator": "Absatz 1"}).status_code == 302
    refused = desk.post(passage, {"quote": "Seit 1978"})
    assert "steht nicht" in refused.context["form"].errors["quote"][0]
    assert desk.post(passage, {}).context["form"].errors["quote"]
    sheet = desk.get(reverse("desk:sources-sheet", args=[source.identifier]))
    assert [each["proof"].words for each in sheet.context["passages"]] == ["Seit 1977"]
    history = desk.get(reverse("desk:sources-history", args=[source.identifier]))
    told = history.content.decode()
    assert "Eine Fassung der Quelle kam hinzu." in told
    assert "Eine Textstelle wurde erfasst." in told


def test_a_charter_is_recorded_and_can_be_acceded_to(desk: Client) -> None:
    sent = {"name_de": "Charta der Vielfalt", "kind": "charter"}
    assert desk.post(reverse("desk:charters-add"), sent).status_code == 302
    charter = Instrument.objects.get()
    assert charter.identifier == "charta-der-vielfalt"
    home = MunicipalityFactory(identifier="dortmund")
    desk.post(reverse("desk:relations-add"), {"home": "dortmund", "instrument": charter.identifier})
    assert (Relation.objects.get().home, Relation.objects.get().instrument) == (home, charter)


def test_a_charter_name_that_gives_no_free_identifier_gets_a_number(desk: Client) -> None:
    InstrumentFactory(identifier="charta")
    desk.post(reverse("desk:charters-add"), {"name_de": "Charta", "kind": "charter"})
    assert set(Instrument.objects.values_list("identifier", flat=True)) == {"charta", "charta-2"}


def test_an_amended_relation_keeps_its_chain(desk: Client) -> None:
    lead = OrganisationFactory()
    relation = RelationFactory()
    amend_relation(relation=relation, by=somebody(), open_question="Seit wann?")
    address = _edit(relation, "relations")
    sent = opened(desk, address) | {"lead": lead.identifier, "open_question": ""}
    assert desk.post(address, sent).status_code == 302
    relation.refresh_from_db()
    assert (relation.lead, relation.open_question) == (lead, "")
