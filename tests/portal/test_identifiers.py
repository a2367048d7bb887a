"""Permanent addresses: a page or a document, as the request asks, and never an error of ours."""

from __future__ import annotations

import datetime as dt
import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from tests.factories import ActFactory, RelationFactory
from tests.portal.public import MOST_QUERIES, queries
from weltoffen.places.models import Municipality
from weltoffen.publication.selectors import published_addresses, published_relation, what_is
from weltoffen.relations.models import Act

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]
ROSTOW = "dortmund-rostow-am-don"
HOST = "http://127.0.0.1:8000"
JSON = "application/json"


def ask(path: str, accept: str = "text/html", language: str = "de") -> Any:
    return Client(headers={"accept": accept, "accept-language": language}).get(f"/id/{path}")


def document(path: str, **query: str) -> dict[str, Any]:
    response = Client(headers={"accept": JSON}).get(f"/id/{path}", query)
    assert response.status_code == 200, response.content
    assert response["Content-Type"] == JSON
    assert response["Access-Control-Allow-Origin"] == "*"
    return response.json()


@pytest.mark.parametrize(
    ("accept", "status"),
    [
        ("text/html", 303),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", 303),
        ("*/*", 303),
        ("", 303),
        ("image/png", 303),
        ("not a media type;;;", 303),
        ("application/json", 200),
        ("application/*", 200),
        ("application/ld+json", 200),
        ("application/json;q=0.9,text/html;q=0.1", 200),
        ("application/json;q=0.1,text/html", 303),
    ],
)
def test_the_request_says_what_it_takes_and_none_is_turned_away(accept, status):
    response = ask(ROSTOW, accept)
    assert response.status_code == status
    assert {"Accept", "Accept-Language"} <= set(response["Vary"].split(", "))


def test_a_page_that_does_not_exist_also_says_that_the_answer_depends_on_the_request():
    answer = ask("gibt-es-nicht")
    assert answer.status_code == 404
    assert {"Accept", "Accept-Language"} <= set(answer["Vary"].split(", "))
    assert "Diese Seite gibt es nicht" in answer.content.decode()


def test_a_slash_at_the_end_leads_to_the_address_without():
    answer = ask(f"{ROSTOW}/?on=2018-12-31")
    assert answer.status_code == 301
    assert answer["Location"] == f"/id/{ROSTOW}?on=2018-12-31"
    assert ask("/").status_code == 404


def test_the_counterpart_of_another_home_is_found_and_this_home_comes_first():
    other = RelationFactory()
    assert what_is(other.municipality.identifier, "dortmund").relation == other.identifier
    leeds = Municipality.objects.get(identifier="leeds")
    twin = RelationFactory(municipality=leeds, home=other.home)
    assert what_is("leeds", "dortmund").relation == "dortmund-leeds" != twin.identifier


def test_the_ending_says_it_too():
    assert ask(f"{ROSTOW}.json").json() == document(ROSTOW)


def test_everything_with_a_page_is_found_by_its_identifier_and_has_a_document():
    client = Client()
    for found in published_addresses("dortmund", dt.date(2026, 1, 1), "de"):
        answer = ask(found.identifier)
        assert answer.status_code == 303, found
        page = client.get(answer["Location"])
        assert page.status_code == 200, found
        shown = document(found.identifier)
        assert shown["id"] == f"{HOST}/id/{found.identifier}"
        assert shown["type"] == found.kind


def test_every_act_leads_to_its_place_on_the_page_of_its_relation():
    for act in Act.objects.select_related("relation"):
        answer = ask(act.identifier)
        assert answer["Location"] == (
            f"/de/beziehungen/{act.relation.identifier}/#act-{act.identifier}"
        )
    shown = document(act.identifier)
    assert shown["type"] == "act"
    assert shown["relation"] == f"{HOST}/id/{act.relation.identifier}"
    assert shown["on"]["edtf"] == act.on
    assert shown["passages"]


def test_a_relations_document_says_what_its_page_says():
    on = dt.date(2022, 4, 1)
    shown = document(ROSTOW, on=on.isoformat())
    found = published_relation(ROSTOW, on, "de")
    assert shown["on"] == "2022-04-01"
    assert shown["sentence"] == found.sentence
    assert shown["status"]["exchange"]["value"] == "resting"
    assert {a["rule"]: a["on"]["edtf"] for a in shown["since"] if a["on"]}["city-word"] == "1977"
    assert len(shown["acts"]) == len(found.acts)
    assert shown["counterpart"]["country"]["code"] == "RU"


def test_every_passage_that_a_document_points_at_is_in_it_with_its_source():
    shown = document("dortmund-integrating-cities-charter")
    numbers = {passage["number"] for passage in shown["passages"]}
    used = {n for act in shown["acts"] for n in act["passages"]}
    used |= {n for duty in shown["duties"] for n in duty["passages"]}
    assert used
    assert used <= numbers
    assert all(passage["source"]["title"] for passage in shown["passages"])


def test_dates_come_as_they_are_kept_and_in_words():
    acts = {act["id"]: act["on"] for act in document(ROSTOW)["acts"]}
    assert {"edtf": "1977-07-04", "words": "4. Juli 1977"} in acts.values()
    english = {act["id"]: act["on"] for act in document(ROSTOW, lang="en")["acts"]}
    assert {"edtf": "1977-07-04", "words": "4 July 1977"} in english.values()


@pytest.mark.parametrize("rule", ["partner-cities", "networks", "charters"])
@pytest.mark.parametrize("on", ["2018-12-31", "2025-06-01"])
def test_a_rules_document_agrees_with_the_command(rule, on):
    out = StringIO()
    call_command("count", rule, "--on", on, "--json", stdout=out)
    told = json.loads(out.getvalue())
    shown = document(rule, on=on)
    assert {k: shown[k] for k in ("rule", "on", "count", "possible")} == {
        k: told[k] for k in ("rule", "on", "count", "possible")
    }
    assert len(shown["members"]) == told["possible"]
    assert sum(member["certain"] for member in shown["members"]) == told["count"]


def test_a_counterpart_leads_to_the_relation_with_it():
    city = Municipality.objects.get(relations_from_elsewhere__identifier=ROSTOW).identifier
    assert ask(city)["Location"] == f"/de/beziehungen/{ROSTOW}/"
    answer = Client(headers={"accept": JSON}).get(f"/id/{city}", {"on": "1990-01-01"})
    assert answer.status_code == 303
    assert answer["Location"] == f"/id/{ROSTOW}.json?on=1990-01-01"
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert ask("integrating-cities-charter")["Location"] == (
        "/de/beziehungen/dortmund-integrating-cities-charter/"
    )


def test_the_city_itself_is_its_home_page_and_the_list_of_its_relations():
    assert ask("dortmund")["Location"] == "/de/"
    relations = {relation["id"] for relation in document("dortmund")["relations"]}
    assert f"{HOST}/id/{ROSTOW}" in relations


@pytest.mark.parametrize(
    ("asked", "language", "path"),
    [
        ("", "en-GB,en;q=0.9", "/en/"),
        ("", "fr", "/de/"),
        ("?lang=en", "de", "/en/"),
        ("?lang=de", "en", "/de/"),
        ("?lang=xx", "en", "/en/"),
        ("?lang=%00", "de", "/de/"),
    ],
)
def test_the_reader_gets_a_language_that_we_speak(asked, language, path):
    answer = ask(f"dortmund-amiens{asked}", language=language)
    assert answer["Location"].startswith(path)
    assert answer["Content-Language"] == path.strip("/")
    assert ask(f"dortmund-amiens.json{asked}", language=language).json()["language"] == (
        path.strip("/")
    )


def test_the_day_is_kept_on_the_way_to_the_page():
    answer = ask(f"{ROSTOW}?on=31.12.2018")
    assert answer["Location"] == f"/de/beziehungen/{ROSTOW}/?on=31.12.2018"
    act = Act.objects.filter(relation__identifier=ROSTOW).first().identifier
    assert ask(f"{act}?on=2018-12-31")["Location"].endswith(f"/?on=2018-12-31#act-{act}")


@pytest.mark.parametrize("typed", ["31.02.2020", "2025", "gestern", "\x00", "9" * 3000])
def test_a_day_that_is_none_is_refused_in_words(typed):
    answer = Client().get(f"/id/{ROSTOW}.json", {"on": typed})
    assert answer.status_code == 400
    assert answer.json()["title"].count("„") == 1
    assert answer["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize(
    "identifier",
    ["nope", "%00", "a%00b", "../../etc/passwd", "a/b", "Ä", "%F0%9F%98%80", "x" * 4000, "a'--",
     "<script>", "%ff%fe", " ", "-", "dortmund-"],
)  # fmt: skip
def test_what_is_not_there_is_said_as_the_request_wants_to_hear_it(identifier):
    told = ask(f"{identifier}.json")
    assert told.status_code == 404
    assert told.json()["title"] == "Unter dieser Kennung ist nichts veröffentlicht."
    assert told["Access-Control-Allow-Origin"] == "*"
    shown = ask(identifier)
    assert shown.status_code == 404
    assert b"<h1" in shown.content


def test_a_line_break_in_an_address_is_not_found_and_breaks_nothing():
    told = ask("x%0d%0aSet-Cookie: a=b.json")
    assert told.status_code == 404
    assert "Set-Cookie" not in told.headers


def test_what_is_internal_is_not_there():
    relation = RelationFactory(internal=True)
    hidden = ActFactory(relation=relation)
    act = ActFactory(relation=RelationFactory(), internal=True)
    for identifier in (relation.identifier, hidden.identifier, act.identifier):
        assert ask(identifier).status_code == 404
        assert ask(f"{identifier}.json").status_code == 404


def test_only_reading_is_allowed():
    assert Client().post(f"/id/{ROSTOW}").status_code == 405
    assert Client().head(f"/id/{ROSTOW}.json").status_code == 200


def test_addresses_begin_with_the_public_one(settings):
    settings.WELTOFFEN_ADDRESS = "https://international.example.org"
    assert document(ROSTOW)["id"] == f"https://international.example.org/id/{ROSTOW}"


@pytest.mark.parametrize(
    "identifier",
    [
        ROSTOW, "dortmund-integrating-cities-charter", "dortmund-eurocities", "dortmund-p2", "aid",
        "sport", "partner-cities", "dortmund", "dortmund-office-name",
        "dortmund-buero-internationale-beziehungen",
    ],
)  # fmt: skip
def test_a_document_asks_the_database_as_little_as_the_page(identifier):
    to_know_what_it_is = 1
    asked = queries(f"/id/{identifier}.json?on=2025-06-01")
    assert len(asked) <= MOST_QUERIES + to_know_what_it_is
