"""Lists and pages of relations, with small registers made for each test."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from tests.factories.records import (
    ActFactory,
    InstrumentFactory,
    MunicipalityFactory,
    PassageFactory,
    RelationFactory,
    SnapshotFactory,
    SourceFactory,
    ThemeFactory,
    somebody,
)
from tests.portal.showing import home_city, names, partner, queries, shown, words
from weltoffen.publication.selectors import published_relation
from weltoffen.publication.selectors.pages import PAGE
from weltoffen.records.enums import Visibility
from weltoffen.relations.actions import (
    Answer,
    Effects,
    record_disagreement,
    record_duty,
    record_duty_evidence,
    record_instrument_version,
    tag_relation,
)
from weltoffen.relations.enums import ActKind, Phase, Side, Status

pytestmark = pytest.mark.django_db
LIST = "/de/partnerstaedte/"


def test_queries_do_not_grow_with_the_partners(client: Client) -> None:
    home = home_city()
    first = partner(home, 0)
    for number in range(2):
        partner(home, number)
    addresses = ["/de/", LIST, f"{LIST}?home=all", f"/de/beziehungen/{first.identifier}/"]
    shown(client, "/de/")
    few = [queries(client, address) for address in addresses]
    for number in range(27):
        partner(home, number)
    assert [queries(client, address) for address in addresses] == few
    assert max(few) <= 10


def test_what_is_not_public_is_not_listed(client: Client) -> None:
    home = home_city()
    shown_city = partner(home, 1)
    hidden = RelationFactory(home=home, internal=True)
    ActFactory(relation=hidden, twinning=True)
    unproved = RelationFactory(home=home)
    ActFactory(relation=unproved, twinning=True, internal=True)
    page = shown(client, LIST)
    assert len(names(page)) == 1
    assert shown_city.identifier in page.xpath("string(//table//th/a/@href)")
    assert client.get(f"/de/beziehungen/{hidden.identifier}/").status_code == 404


def test_all_homes_page_by_page(client: Client) -> None:
    home, other = home_city(), MunicipalityFactory(name={"de": "Bochum"})
    for number in range(PAGE + 3):
        partner(other if number % 2 else home, number, name={"de": f"Ort {number:03}"})
    page = shown(client, f"{LIST}?home=all")
    assert names(page) == [f"Ort {number:03}" for number in range(PAGE)]
    assert {words(td) for td in page.xpath("//tbody/tr/td[last()]")} == {"Dortmund", "Bochum"}
    (following,) = page.xpath("//a[@rel='next']/@href")
    last = shown(client, following)
    assert names(last) == [f"Ort {number:03}" for number in range(PAGE, PAGE + 3)]
    assert not last.xpath("//a[@rel='next']")
    assert last.xpath("//a[@href=$first]", first=f"{LIST}?home=all")


def test_all_homes_asks_little_where_few_lines_hold(client: Client) -> None:
    """Thousands of twinnings that had not begun on that day cost nothing."""
    home = home_city()
    for number in range(PAGE * 2):
        partner(home, number, name={"de": f"Ort {number:03}"})
    partner(home, 1, on="1950", name={"de": "Ort 999"})
    address = f"{LIST}?home=all&on=1960-01-01"
    assert names(shown(client, address)) == ["Ort 999"]
    assert queries(client, address) <= 10


def test_all_homes_goes_on_where_many_have_ended(client: Client) -> None:
    """A page may have fewer lines than it could; the next one still follows."""
    home = home_city()
    for number in range(PAGE * 4):
        gone = partner(home, number, name={"de": f"Ort {number:03}"})
        ActFactory(
            relation=gone, kind=ActKind.END, on="2000-01-01", effects=Effects(bond=Status.ENDED)
        )
    partner(home, 1, name={"de": "Ort 999"})
    address, found = f"{LIST}?home=all", []
    for _ in range(10):
        assert queries(client, address) <= 10
        page = shown(client, address)
        found += names(page)
        following = page.xpath("//a[@rel='next']/@href")
        if not following:
            break
        address = following[0]
    assert found == ["Ort 999"]


def test_a_corrected_act_is_struck_and_leads_to_the_one_in_its_place(client: Client) -> None:
    relation = partner(home_city(), 1)
    wrong = relation.acts.get()
    ActFactory(
        relation=relation, corrects=wrong, on="1978-07-04", identifier="besser", twinning=True
    )
    page = shown(client, f"/de/beziehungen/{relation.identifier}/")
    old = page.get_element_by_id(f"act-{wrong.identifier}")
    assert old.find(".//del") is not None
    assert "#act-besser" in old.xpath(".//a/@href")
    assert not old.find_class("wo-act__number")
    new = page.get_element_by_id("act-besser")
    assert f"#act-{wrong.identifier}" in new.xpath(".//a/@href")
    assert "seit dem 4. Juli 1978" in words(page.find_class("wo-lead")[0])


@pytest.mark.parametrize("on", ["", "?on=2010-01-01", "?on=1950-01-01"])
def test_acts_without_a_known_day_stand_last_in_a_group_of_their_own(
    client: Client, on: str
) -> None:
    relation = partner(home_city(), 1, on="1977-07-04")
    stated = {"kind": ActKind.STATED, "side": Side.HOME, "effects": Effects(phase=Phase.TWIN)}
    ActFactory(relation=relation, on="XXXX", title="Ohne Tag", **stated)
    ActFactory(
        relation=relation, on="XXXX", known_by=dt.date(1990, 1, 1), title="Bekannt", **stated
    )
    ActFactory(relation=relation, on="2020", title="Später", effects=Effects(civil=Status.ACTIVE))
    page = shown(client, f"/de/beziehungen/{relation.identifier}/{on}")
    titles = [words(found) for found in page.find_class("wo-act__title")]
    assert titles[-3:] == ["Später", "Bekannt", "Ohne Tag"]
    assert len(titles) == 4
    (group,) = page.xpath("//h3[@id='undated']/following-sibling::ol[1]")
    assert words(page.get_element_by_id("undated")) == "Ohne bekannten Tag"
    assert [words(found) for found in group.find_class("wo-act__title")] == titles[-2:]
    (answer,) = page.xpath("//tr[starts-with(th, 'Angabe der Stadt')]/td[1]")
    assert words(answer) == "nicht belegt"


def test_where_no_day_is_known_the_page_does_not_say_that_nothing_is_recorded(
    client: Client,
) -> None:
    relation = RelationFactory(home=home_city())
    ActFactory(relation=relation, on="XXXX")
    page = shown(client, f"/de/beziehungen/{relation.identifier}/")
    assert "Bis zum" not in words(page)
    assert "Ohne bekannten Tag" in words(page)


def test_whatever_is_recorded_is_escaped(client: Client) -> None:
    evil = "<img src=x onerror=alert(1)>\"'&"
    source = SourceFactory(title=evil, publisher=evil, address="https://example.org/?a=1&b=<x>")
    passage = PassageFactory(snapshot=SnapshotFactory(source=source), quote=evil)
    relation = partner(home_city(), 1, name={"de": evil}, endonym=evil, region=evil)
    ActFactory(
        relation=relation, title={"de": evil}, note=evil, wording=evil, paper_number="<b>",
        citations=[passage], signatories=[("home", {"de": evil})],
        effects=Effects(exchange=Status.RESTING),
    )  # fmt: skip
    for address in ("/de/", LIST, f"/de/beziehungen/{relation.identifier}/"):
        page = shown(client, address)
        assert not page.findall(".//img")
        assert evil in words(page)


def test_passages_of_sources_that_are_not_public_are_only_counted(client: Client) -> None:
    hidden = SourceFactory(visibility=Visibility.INTERNAL, title="Geheimer Vermerk")
    passage = PassageFactory(snapshot=SnapshotFactory(source=hidden))
    relation = partner(home_city(), 1)
    ActFactory(relation=relation, kind=ActKind.ACTIVITY, citations=[passage])
    page = shown(client, f"/de/beziehungen/{relation.identifier}/")
    assert "Geheimer Vermerk" not in words(page)
    assert "ein Beleg, der nicht öffentlich ist" in words(page)


def test_neighbours_in_time_and_topic(client: Client) -> None:
    home = home_city()
    older, own, newer = (partner(home, n, on=on) for n, on in enumerate(("1970", "1980", "1990")))
    theme, proof = ThemeFactory(label={"de": "Wasser"}), PassageFactory()
    for relation in (own, newer):
        tag_relation(relation=relation, theme=theme, passage=proof, by=somebody())
    page = shown(client, f"/de/beziehungen/{own.identifier}/")
    section = page.get_element_by_id("neighbours").getparent()
    (before,) = section.xpath(".//a[@rel='prev']/@href")
    (after,) = section.xpath(".//a[@rel='next']/@href")
    assert older.identifier in before
    assert newer.identifier in after
    (kin,) = (li for li in section.iterfind(".//li") if "gleiches Thema" in words(li))
    assert "Wasser" in words(kin)
    assert newer.identifier in kin.find("a").get("href")
    assert f"passage-{proof.pk}" in [found.get("id") for found in page.iter()]


def test_charter_with_steps_done_evidence_and_versions(client: Client) -> None:
    by, proof = somebody(), PassageFactory()
    charter = InstrumentFactory(
        accession_path=[ActKind.ACCESSION_COUNCIL, ActKind.ACCESSION_SIGNED]
    )
    relation = RelationFactory(home=home_city(), with_instrument=True, instrument=charter)
    ActFactory(
        relation=relation, kind=ActKind.ACCESSION_COUNCIL, on="2010-05-04",
        effects=Effects(phase=Phase.COMMITMENT, bond=Status.ACTIVE),
    )  # fmt: skip
    duties = [
        record_duty(
            instrument=charter, code=code, role={"de": "Politik"}, wording={"de": "Pflicht"},
            position=position, passage=proof, by=by,
        )
        for position, code in enumerate(("P1", "P2"))
    ]  # fmt: skip
    for number in range(2):
        record_duty_evidence(
            relation=relation, duty=duties[0], measure={"de": f"Maßnahme {number}"},
            passage=proof, by=by,
        )  # fmt: skip
    record_instrument_version(
        instrument=charter, label="Fassung 2", dated="2012", passage=proof, by=by
    )
    address = f"/de/beziehungen/{relation.identifier}/"
    page = shown(client, address)
    done, still_open = page.find_class("wo-accession__step")
    assert "4. Mai 2010" in words(done)
    assert "nicht belegt" in words(still_open)
    first, second = page.find_class("wo-duty")
    assert "Maßnahme 0" in words(first)
    assert "Maßnahme 1" in words(first)
    assert "noch kein Nachweis" in words(second)
    assert "Fassung 2, 2012" in words(page)
    assert queries(client, address) <= 10
    assert "1 von 2 belegt" in words(shown(client, "/de/netzwerke-und-chartas/"))


def test_disagreement_of_a_relation_without_a_used_answer(client: Client) -> None:
    home = home_city()
    relation = partner(home, 1)
    record_disagreement(
        identifier="frage", home=home, relation=relation, question={"de": "Wann?"}, by=somebody(),
        answers=[Answer("früher", PassageFactory()), Answer("später", PassageFactory())],
        visibility=Visibility.PUBLIC,
    )  # fmt: skip
    page = shown(client, f"/de/beziehungen/{relation.identifier}/")
    assert len(page.find_class("wo-answer")) == 2
    assert not page.find_class("wo-answer--used")


def test_a_bond_confirmed_after_its_term_had_run_out_begins_anew(client: Client) -> None:
    relation = RelationFactory(home=home_city())
    limited = Effects(phase=Phase.PROJECT, bond=Status.ACTIVE, term_until=dt.date(2022, 10, 7))
    ActFactory(relation=relation, kind=ActKind.MEMORANDUM, on="2020-10-07", effects=limited)
    ActFactory(relation=relation, on="2024-05-14", twinning=True)
    ActFactory(relation=relation, kind=ActKind.RESOLUTION, on="2025-05-14", twinning=True)
    address = f"/de/beziehungen/{relation.identifier}/"

    def bond(on: str) -> str:
        page = shown(client, f"{address}?on={on}")
        axes = {words(a.find("dt")): words(a.find("dd")) for a in page.find_class("wo-axes__one")}
        return axes["förmliche Bindung"]

    assert bond("2021-01-01").startswith("aktiv seit dem 7. Oktober 2020")
    assert bond("2023-01-01").startswith("Frist abgelaufen")
    assert bond("2025-06-01").startswith("aktiv seit dem 14. Mai 2024")


def test_what_is_only_german_says_so_on_the_english_page(client: Client) -> None:
    """A fallback is never hidden: a screen reader must know how to pronounce it."""
    relation = partner(home_city(), 1, name={"de": "Mailand", "en": "Milan"})
    ActFactory(relation=relation, title={"de": "Ein Besuch"}, kind=ActKind.ACTIVITY)
    page = shown(client, f"/en/relations/{relation.identifier}/")
    assert words(page.find(".//h1")) == "Milan"
    assert "Ein Besuch" in [words(title) for title in page.xpath("//h3/span[@lang='de']")]
    german = shown(client, f"/de/beziehungen/{relation.identifier}/")
    assert words(german.find(".//h1")) == "Mailand"
    assert not german.xpath("//main//*[@lang='en']")


def test_an_ended_relation_says_its_end_first_and_by_the_act_of_its_end(client: Client) -> None:
    relation = RelationFactory(home=home_city())
    ActFactory(
        identifier="beginn", relation=relation, on="2015",
        effects=Effects(phase=Phase.PROJECT, bond=Status.ACTIVE),
    )  # fmt: skip
    ActFactory(
        identifier="ende", relation=relation, kind=ActKind.END, on="2020-05-01",
        effects=Effects(bond=Status.ENDED),
    )  # fmt: skip
    page = shown(client, f"/de/beziehungen/{relation.identifier}/")
    (lead,) = page.xpath("//p[@class='wo-lead']")
    assert "ist seit dem 1. Mai 2020 beendet." in words(lead)
    assert lead.xpath("a/@href") == ["#act-ende"]
    form = page.xpath("//dl[@class='wo-axes']/div")[0]
    assert "Projektpartnerschaft, 2015 bis 1. Mai 2020, beendet" in words(form)
    assert form.xpath(".//a/@href") == ["#act-beginn", "#act-ende"]
    listed = shown(client, "/de/projektpartnerschaften/")
    assert "2015 bis 1. Mai 2020, beendet" in words(listed.xpath("//tbody/tr/td[3]")[0])
    found = published_relation(relation.identifier, dt.date(2026, 11, 22), "de")
    assert found is not None
    (phase,) = [span for span in found.spans if span.axis == "phase"]
    assert (phase.words, phase.until_latest) == ("2015 bis 1. Mai 2020", dt.date(2020, 5, 1))
    before = shown(client, f"/de/beziehungen/{relation.identifier}/?on=2018-01-01")
    assert before.xpath("//p[@class='wo-lead']/a/@href") == ["#act-beginn"]


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2026-11-22", "geplant für 2027"),
        ("2028-01-01", "war für 2027 geplant, seitdem ist nichts darüber bekannt"),
    ],
)
def test_a_plan_says_for_when_it_is(client: Client, day: str, said: str) -> None:
    relation = RelationFactory(home=home_city())
    ActFactory(
        identifier="plan", relation=relation, kind=ActKind.STATED, on="XXXX", side=Side.HOME,
        known_by=dt.date(2026, 11, 22),
        effects=Effects(bond=Status.PLANNED, planned_for="2027"),
    )  # fmt: skip
    page = shown(client, f"/de/beziehungen/{relation.identifier}/?on={day}")
    form, bond = page.xpath("//dl[@class='wo-axes']/div")[:2]
    assert f"noch keine, {said}" in words(form)
    assert form.xpath(".//a/@href") == ["#act-plan"]
    assert "Bekannt seit dem 22. November 2026. Gesagt hat es: diese Stadt." in words(bond)
    assert "für 2027 geplant" in words(page.xpath("//p[@class='wo-lead']")[0])
    assert "Geplant für 2027." in words(page.xpath("//*[@id='act-plan']")[0])
