"""The search in the sidebar: the whole register, forgiving, and only what one may see."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.desk.test_permissions import one_of_each
from tests.factories import (
    ActFactory,
    CountryFactory,
    MunicipalityFactory,
    OrganisationFactory,
    PassageFactory,
    PersonFactory,
    RelationFactory,
    SnapshotFactory,
    SourceFactory,
    ThemeFactory,
    account,
    somebody,
)
from weltoffen.accounts.enums import RoleName
from weltoffen.desk.kinds import WITH_SHEETS
from weltoffen.organisations.actions import amend_person, name_organisation
from weltoffen.records.actions import set_visibility
from weltoffen.records.enums import Visibility
from weltoffen.sources.actions import render_snapshot


def _found(client: Client, typed: str) -> dict[str, list[str]]:
    page = client.get(reverse("desk:search"), {"q": typed})
    assert page.status_code == 200
    found: dict[str, list[str]] = {}
    for line in page.context["lines"]:
        found.setdefault(line.kind.name, []).append(line.plain_title)
    assert page.context["count"] == sum(map(len, found.values()))
    return found


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Göteborg", "goteborg"), ("Göteborg", "Goeteborg"), ("Göteborg", "GÖTEBORG"),
        ("Göteborg", "Go\u0308teborg"), ("Go\u0308teborg", "goeteborg"), ("Goeteborg", "Göteborg"),
        ("Weißenfels", "weissenfels"), ("Weissenfels", "Weißenfels"), ("WEIẞENFELS", "weiß"),
        ("Århus", "aarhus"), ("Århus", "arhus"), ("Łódź", "lodz"), ("Xi’an", "xian"),
        ("Çorum", "corum"), ("İzmir", "izmir"), ("Ростов", "ростов"), ("ΑΘΗΝΑ", "αθηνα"),
        ("Rostow am Don", "don rostow"), ("100 % Stadt", "% stadt"),
    ],
)  # fmt: skip
def test_names_are_found_however_one_types_them(desk: Client, name: str, typed: str) -> None:
    MunicipalityFactory(identifier="x-1", name={"de": name})
    MunicipalityFactory(identifier="x-2", name={"de": "Kumasi"})
    assert _found(desk, typed) == {"municipalities": [name]}
    listed = desk.get(reverse("desk:municipalities"), {"q": typed}).context["object_list"]
    assert [each.desk_title for each in listed] == [name]


def test_a_land_finds_its_towns_in_every_spelling(desk: Client) -> None:
    MunicipalityFactory(name={"de": "Ort"}, country=CountryFactory(code="TR", label="Türkei"))
    for typed in ("turkei", "Tuerkei", "TÜRKEI"):
        assert _found(desk, typed) == {"municipalities": ["Ort"]}


def test_all_kinds_are_searched_and_the_nearest_come_first(desk: Client) -> None:
    home = MunicipalityFactory(identifier="dortmund", name={"de": "Dortmund"})
    network = OrganisationFactory(identifier="netz", name={"de": "Städtenetz"})
    relation = RelationFactory(home=home, municipality=None, network=network)
    ActFactory(relation=relation, title="Beitritt zum Staedtenetz")
    SourceFactory(title="Bericht über das Städtenetz")
    ThemeFactory(label="Städtenetze")
    assert _found(desk, "stadtenetz") == {
        "organisations": ["Städtenetz"],
        "relations": ["Dortmund – Städtenetz"],
        "acts": ["Beitritt zum Staedtenetz"],
        "sources": ["Bericht über das Städtenetz"],
        "themes": ["Städtenetze"],
    }
    assert set(_found(desk, "städtenetz beitritt")) == {"relations", "acts"}


def test_every_kind_is_found_by_its_identifier(desk: Client) -> None:
    for name, record in one_of_each().items():
        if name in {kind.name for kind in WITH_SHEETS}:
            assert name in _found(desk, f"{record.identifier} "), name


def test_of_many_a_page_is_shown_with_the_way_to_the_others(desk: Client) -> None:
    for number in range(23):
        SourceFactory(title=f"Zeitung & Blatt {number:02}")
    first = desk.get(reverse("desk:search"), {"q": "zeitung &"})
    assert (first.context["count"], len(first.context["lines"])) == (23, 20)
    second = desk.get(first.context["next_url"])
    titles = [line.plain_title for page in (first, second) for line in page.context["lines"]]
    assert len(set(titles)) == 23
    assert not second.context["next_url"]
    assert desk.get(second.context["before_url"]).context["page"] == 1
    narrowed = desk.get(first.context["kinds"][0]["url"])
    assert narrowed.context["list_url"] in narrowed.content.decode().replace("&amp;", "&")
    assert len(desk.get(narrowed.context["list_url"]).context["object_list"]) == 23


@pytest.mark.parametrize("page", ["0", "-1", "x", "99999999", "²", ""])
def test_a_page_that_is_none_is_the_first_or_the_last(desk: Client, page: str) -> None:
    SourceFactory(title="Zeitung")
    assert desk.get(reverse("desk:search"), {"q": "zeitung", "p": page}).status_code == 200


def test_one_narrows_the_search_to_a_kind(desk: Client) -> None:
    MunicipalityFactory(identifier="amiens", name={"de": "Amiens"})
    SourceFactory(title="Amiens métropole")
    address = reverse("desk:search")
    page = desk.get(address, {"q": "amiens", "kind": "sources"})
    assert [line.kind.name for line in page.context["lines"]] == ["sources"]
    assert [(kind["label"], kind["count"]) for kind in page.context["kinds"]] == [
        ("Orte", 1), ("Quellen", 1),
    ]  # fmt: skip
    nothing = desk.get(address, {"q": "amiens", "kind": "acts"}).content.decode()
    assert "Unter „Akte“ ist nichts davon." in nothing
    assert desk.get(address, {"q": "amiens", "kind": "unsinn"}).context["count"] == 2


def test_the_words_that_were_found_are_marked_with_where_they_stand(desk: Client) -> None:
    passage = PassageFactory(quote="Der Rat hat <b>Städtepartnerschaften</b> beschlossen.")
    page = desk.get(reverse("desk:search"), {"q": "partnerschaft"})
    (line,) = page.context["lines"]
    assert line.plain_title == passage.snapshot.source.title
    assert line.why == "Wortlaut"
    assert "&lt;b&gt;<mark>Städtepartnerschaften</mark>&lt;/b&gt;" in page.content.decode()


def test_a_former_name_is_told_with_its_time(desk: Client) -> None:
    body = OrganisationFactory(name={"de": "Auslandsgesellschaft.de"}, valid="1995/..")
    name_organisation(
        organisation=body, name={"de": "Auslandsinstitut"}, valid="1949/1995", by=somebody()
    )
    (line,) = desk.get(reverse("desk:search"), {"q": "auslandsinstitut"}).context["lines"]
    assert line.plain_title == "Auslandsgesellschaft.de"
    assert line.why.startswith("Name ")
    assert "1995" in line.why


def test_somebody_who_mistypes_is_asked_what_was_meant(desk: Client) -> None:
    MunicipalityFactory(name={"de": "Göteborg"})
    page = desk.get(reverse("desk:search"), {"q": "stadt Goetebrog"}).content.decode()
    assert "Meinten Sie: <a" not in page, "the other word is not there either"
    page = desk.get(reverse("desk:search"), {"q": "Goetebrog"})
    assert page.context["meant"] == [("Göteborg", f"{reverse('desk:search')}?q=G%C3%B6teborg")]
    assert "Meinten Sie: <a" in page.content.decode()


def test_nothing_is_suggested_that_one_may_not_see(desk: Client) -> None:
    hidden = MunicipalityFactory(name={"de": "Göteborg"})
    set_visibility(record=hidden, visibility=Visibility.RESTRICTED, by=somebody())
    address = reverse("desk:search")
    assert desk.get(address, {"q": "Gotebrog"}).context["meant"]
    reader = _reader()
    assert reader.get(address, {"q": "Gotebrog"}).context["meant"] == []
    assert reader.get(address, {"q": "Göteborg"}).context["count"] == 0
    suggest = reverse("desk:search-suggest")
    assert reader.get(suggest, {"q": "Göteb"}).json()["count"] == 0
    assert reader.get(suggest, {"q": "Gotebrog"}).json()["meant"] == []


def test_the_dialog_gets_the_best_hits_in_pieces(desk: Client) -> None:
    MunicipalityFactory(identifier="x", name={"de": "Göteborg"})
    answer = desk.get(reverse("desk:search-suggest"), {"q": "goteb"}).json()
    assert answer["said"] == "1 Treffer"
    (hit,) = answer["found"]
    assert hit["title"] == [["Göteborg", True]]
    assert hit["url"] == reverse("desk:municipalities-sheet", args=["x"])
    assert hit["kind"] == "Ort"
    for typed in ("", "  ", "\x00"):
        assert desk.get(reverse("desk:search-suggest"), {"q": typed}).json()["found"] == []


def test_the_text_of_a_source_is_found_word_for_word(desk: Client) -> None:
    snapshot = SnapshotFactory()
    render_snapshot(
        snapshot=snapshot, text="Erste Zeile\nDie Delegation reiste nach Amiens.\n",
        opened_by="plain/1", by=somebody(),
    )  # fmt: skip
    (line,) = desk.get(reverse("desk:search"), {"q": "delegationen amiens"}).context["lines"]
    assert line.url == reverse("desk:snapshot", args=[snapshot.pk])
    assert "".join(text for text, _ in line.excerpt) == "Die Delegation reiste nach Amiens."


def _reader() -> Client:
    client = Client()
    client.force_login(account("leserin", RoleName.READER))
    return client


def test_one_finds_only_what_one_may_see(desk: Client, onlooker: Client) -> None:
    SourceFactory(title="Dortmunder Quelle")
    hidden = MunicipalityFactory(name={"de": "Dortmund"})
    set_visibility(record=hidden, visibility=Visibility.RESTRICTED, by=somebody())
    assert set(_found(desk, "dortmund")) == {"sources", "municipalities"}
    assert set(_found(_reader(), "dortmund")) == {"sources"}
    assert _found(onlooker, "dortmund") == {}


def test_the_box_in_the_sidebar_leads_here(desk: Client) -> None:
    page = desk.get(reverse("wagtailadmin_home")).content.decode()
    assert re.search(f'"_args": \\["{reverse("desk:search")}"\\]', page)


@pytest.mark.parametrize("typed", ["", "   ", "\x00", "qqq", "x" * 5000, "ß" * 500])
def test_nothing_is_found_in_a_helpful_way(desk: Client, typed: str) -> None:
    MunicipalityFactory(identifier="a", name={"de": "A"})
    page = desk.get(reverse("desk:search"), {"q": typed})
    assert page.status_code == 200
    assert not page.context["lines"]
    said = "Nichts gefunden. Lassen Sie" in page.content.decode()
    assert said == bool(page.context["typed"])


def test_a_search_asks_the_database_a_fixed_number_of_times(
    desk: Client, django_assert_max_num_queries: Any
) -> None:
    one_of_each()
    ActFactory(relation=RelationFactory(with_network=True))
    address = reverse("desk:search")
    desk.get(address, {"q": "ort"})
    with django_assert_max_num_queries(16) as few:
        assert desk.get(address, {"q": "b"}).context["count"]
    asked = len(few.captured_queries)
    for _ in range(3):
        ActFactory(relation=RelationFactory(with_network=True))
    desk.get(address, {"q": "ort"})
    with django_assert_max_num_queries(asked):
        desk.get(address, {"q": "b"})


def test_who_must_not_be_named_is_found_by_no_name(desk: Client) -> None:
    PersonFactory(given_name="Olena", family_name="Beispielenko")
    hidden = PersonFactory(given_name="Iryna", family_name="Geheimenko")
    assert list(_found(desk, "Geheimenko")) == ["people"]
    amend_person(person=hidden, do_not_name=True, by=somebody())
    assert _found(desk, "Geheimenko") == {}
    assert list(_found(desk, "Beispielenko")) == ["people"]
