"""The sources: which are at hand, which reported, and what each passage proves."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.factories import (
    ActFactory,
    PassageFactory,
    RelationFactory,
    SnapshotFactory,
    SourceFactory,
    somebody,
)
from tests.portal.public import HOSTILE, MOST_QUERIES, get, links, queries, said
from weltoffen.places.models import Municipality
from weltoffen.publication.selectors import published_source, published_sources
from weltoffen.records.actions import publish
from weltoffen.records.enums import Visibility
from weltoffen.relations.actions import retract_act
from weltoffen.relations.models import Citation
from weltoffen.sources.actions import receive_snapshot, record_passage
from weltoffen.sources.enums import Standing
from weltoffen.sources.models import Source

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]
SOURCES = "/de/quellen/"


def dortmund() -> Municipality:
    return Municipality.objects.get(identifier="dortmund")


def test_sources_at_hand_and_reported_ones_stand_apart_with_their_passages():
    page = get(SOURCES)
    for section, standing in (("at-hand", Standing.READ), ("reported", Standing.REPORTED)):
        rows = page.xpath(f"//section[h2[@id='{section}']]//tbody/tr")
        wanted = Source.objects.filter(standing=standing, visibility=Visibility.PUBLIC)
        assert {row.xpath("./th/a/@href")[0] for row in rows} == {
            f"{SOURCES}{source.identifier}/" for source in wanted
        }
        for row in rows:
            source = wanted.get(identifier=row.xpath("./th/a/@href")[0].split("/")[-2])
            number = sum(snapshot.passages.count() for snapshot in source.snapshots.all())
            assert said(row, "./td[last()]").split()[0] == str(number)


def test_what_the_office_knows_itself_is_no_quote_and_has_no_place_in_a_text():
    source = SourceFactory(standing=Standing.OWN, title="Kenntnis des Büros")
    words = "Nach Kenntnis des Büros seit 1971 (die Quelle nennt 1970)."
    snapshot = SnapshotFactory(source=source, body=words.encode())
    own = record_passage(snapshot=snapshot, quote=words, start=0, by=somebody())
    ActFactory(relation=RelationFactory(home=dortmund()), citations=[own])
    page = get(f"{SOURCES}{source.identifier}/")
    shown = said(page, "//article[starts-with(@id, 'passage-')]")
    assert words in shown
    assert "festgehalten am" in shown
    assert not page.xpath("//blockquote")
    for word in ("im Wortlaut", "ab Zeichen", "Prüfsumme", "erhalten am"):
        assert word not in said(page, "//main")
    assert get(SOURCES).xpath(
        f"//section[h2[@id='own']]//a[contains(@href, '{source.identifier}')]"
    )


def test_every_source_has_a_page_with_all_its_passages():
    for source, passages in published_sources("de"):
        page = get(f"{SOURCES}{source.identifier}/")
        assert said(page, "//h1") == " ".join(source.title.split())
        assert len(page.xpath("//article[starts-with(@id, 'passage-')]")) == passages


def test_a_page_says_how_the_date_is_known_and_which_version_we_have():
    page = get(f"{SOURCES}dortmund-p1/")
    facts = said(page, "//dl")
    assert "um 2019" in facts
    assert "Woran man das erkennt" in facts
    sheet = published_source("dortmund-p1", dt.date(2026, 1, 1), "de")
    assert sheet.snapshots[0].sha256
    assert sheet.snapshots[0].sha256 in facts


def test_every_act_that_a_source_proves_is_one_click_away():
    page = get(f"{SOURCES}dortmund-p2/")
    shown = {href for href in page.xpath("//ul[@class='wo-uses']//a/@href") if "#act-" in href}
    cited = Citation.objects.filter(passage__snapshot__source__identifier="dortmund-p2")
    assert cited.exists()
    assert shown == {
        f"/de/beziehungen/{c.act.relation.identifier}/#act-{c.act.identifier}" for c in cited
    }


def test_other_uses_are_named_too():
    page = get(f"{SOURCES}dortmund-p1/")
    uses = said(page, "//div[contains(@class, 'wo-evidence__for')]")
    assert "Antwort auf: Wie viele Partnerstädte hat Dortmund?" in uses
    assert "Name: Büro für internationale Beziehungen und nachhaltige Entwicklungen" in uses


def test_the_duties_of_a_charter_are_uses_of_its_text():
    sheets = [
        published_source(source.identifier, dt.date(2026, 1, 1), "de")
        for source, _passages in published_sources("de")
    ]
    duties = [use for sheet in sheets if sheet for use in sheet.uses if use.kind == "duty"]
    assert {use.identifier for use in duties} == {"integrating-cities-charter"}


def test_what_is_internal_is_no_use_that_shows():
    passage = PassageFactory()
    hidden = ActFactory(
        relation=RelationFactory(home=dortmund()), citations=[passage], internal=True
    )
    elsewhere = ActFactory(
        relation=RelationFactory(home=dortmund(), internal=True), citations=[passage]
    )
    source = passage.snapshot.source.identifier
    page = get(f"{SOURCES}{source}/")
    assert "stützt sich zurzeit keine öffentliche Angabe" in said(page)
    for text in (hidden.identifier, elsewhere.identifier, passage.quote):
        assert text not in page.text_content()
    assert dict((s.identifier, n) for s, n in published_sources("de"))[source] == 0


def test_words_of_an_internal_act_come_out_with_the_act_and_not_before():
    act = ActFactory(relation=RelationFactory(home=dortmund()), internal=True)
    words = act.citations.get().passage
    address = f"{SOURCES}{words.snapshot.source.identifier}/"
    assert words.quote not in get(address).text_content()
    publish(record=act, by=somebody())
    assert words.quote in get(address).text_content()


def test_an_internal_source_has_no_page():
    source = SourceFactory(visibility=Visibility.INTERNAL)
    get(f"{SOURCES}{source.identifier}/", status=404)
    assert source.title not in said(get(SOURCES))


def test_a_source_without_passage_says_so():
    source = SourceFactory()
    assert "keine öffentliche Angabe" in said(get(f"{SOURCES}{source.identifier}/"))


def test_a_reported_source_has_no_hash_and_says_that_its_words_are_not_at_hand():
    source = SourceFactory(standing=Standing.REPORTED)
    snapshot = receive_snapshot(source=source, received_on=dt.date(2024, 5, 6), by=somebody())
    record_passage(snapshot=snapshot, gist={"de": "Es gibt zwei."}, by=somebody())
    page = get(f"{SOURCES}{source.identifier}/")
    assert "der Wortlaut liegt hier nicht vor" in said(page, "//dl")
    assert "6. Mai 2024" in said(page, "//dl")


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "Aktenordner 7"])
def test_only_web_addresses_become_links(address):
    source = SourceFactory(address=address)
    page = get(f"{SOURCES}{source.identifier}/")
    assert address in said(page, "//dl")
    assert address not in page.xpath("//a/@href")


def test_hostile_words_stay_words():
    source = SourceFactory(title=HOSTILE, publisher=HOSTILE, address=HOSTILE)
    PassageFactory(snapshot=SnapshotFactory(source=source), quote=HOSTILE, locator=HOSTILE)
    assert HOSTILE in get(SOURCES).text_content()
    assert said(get(f"{SOURCES}{source.identifier}/"), "//h1") == HOSTILE


@pytest.mark.parametrize("identifier", ["nope", "DORTMUND-P1", "x" * 2000])
def test_an_unknown_one_is_not_found(identifier):
    get(f"{SOURCES}{identifier}/", status=404)


def test_a_mistyped_one_is_guessed():
    page = get(f"{SOURCES}dortmund-p22/", status=404)
    assert f"{SOURCES}dortmund-p2/" in links(page).values()


@pytest.mark.parametrize("path", ["", "dortmund-p1/", "dortmund-p2/", "dortmund-w20b/"])
def test_the_pages_ask_the_database_little(path):
    assert len(queries(SOURCES + path)) <= MOST_QUERIES


def test_words_prove_no_taking_back():
    act = ActFactory(relation=RelationFactory(home=dortmund()), title={"de": "Unterschriften"})
    passages = [each.passage for each in act.citations.all()]
    taken_back = retract_act(
        act=act, identifier="irrtum", reason={"de": "Falsch gelesen"}, citations=passages,
        by=somebody(),
    )  # fmt: skip
    publish(record=taken_back, by=somebody())
    source = passages[0].snapshot.source
    assert "Falsch gelesen" not in said(get(f"{SOURCES}{source.identifier}/"))
    page = get(f"/de/beziehungen/{act.relation.identifier}/")
    of_it = said(page, "//li[@id='act-irrtum']")
    assert "vermerkt am" in of_it
    assert "Kennzeichnet als Irrtum: Unterschriften" in of_it
    assert "Beleg" not in of_it
