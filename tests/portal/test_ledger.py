"""Where sources disagree: both stay, with the one the city uses and why."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from tests.factories import PassageFactory, RelationFactory, SourceFactory, somebody
from tests.portal.public import HOSTILE, MOST_QUERIES, get, links, queries, said
from weltoffen.places.models import Municipality
from weltoffen.publication.selectors import published_ledger
from weltoffen.records.actions import publish
from weltoffen.records.enums import Visibility
from weltoffen.relations.actions import (
    Answer,
    record_disagreement,
    settle_disagreement,
    withdraw_answer,
)
from weltoffen.relations.models import Disagreement
from weltoffen.sources.actions import receive_snapshot

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]
LEDGER = "/de/widersprueche/"
ROSTOW = f"{LEDGER}dortmund-rostow-am-don-since/"


def disagree(identifier: str = "test-frage", **said_: object):
    """Record a disagreement of two sources."""
    return record_disagreement(
        **{
            "identifier": identifier,
            "home": Municipality.objects.get(identifier="dortmund"),
            "question": {"de": "Wie viele?"},
            "answers": [
                Answer({"de": "zwei"}, PassageFactory()),
                Answer({"de": "drei"}, PassageFactory(), is_used=True),
            ],
            "reason": {"de": "Nachgezählt."},
            "visibility": Visibility.PUBLIC,
            "by": somebody(),
        }
        | said_
    )


def test_an_answer_that_was_taken_back_is_on_no_page():
    answers = disagree().positions.all()
    taken, stays = answers.get(answer_de="zwei"), answers.get(answer_de="drei")
    withdraw_answer(position=taken, by=somebody())
    withdraw_answer(position=stays, by=somebody())  # the city uses it
    page = get(f"{LEDGER}test-frage/").text_content()
    assert taken.passage.quote not in page
    assert stays.passage.quote in page
    source = get(f"/de/quellen/{taken.passage.snapshot.source.identifier}/").text_content()
    assert "Wie viele?" not in source


def test_every_disagreement_stands_in_the_list_and_has_a_page():
    page = get(LEDGER)
    found = published_ledger("dortmund", dt.date(2026, 1, 1), "de")
    assert found
    for entry in found:
        detail = get(links(page)[entry.question.text])
        assert said(detail, "//h1") == entry.question.text
        for answer in entry.answers:
            assert answer.answer.text in said(detail)
        assert len(detail.xpath("//div[contains(@class, 'wo-said')]//article")) == len(
            entry.answers
        )


def test_open_and_settled_questions_are_apart():
    page = get(LEDGER)
    assert "Wie viele Kerndimensionen" in said(page, "//section[h2[@id='open']]")
    settled = said(page, "//section[h2[@id='settled']]")
    assert "Seit wann besteht die Partnerschaft mit Rostow am Don?" in settled
    assert "Wie heißt das Büro?" in settled
    assert "Wie viele Kerndimensionen" not in settled


def test_rostow_has_both_years_the_one_the_city_uses_and_why():
    page = get(ROSTOW)
    used = page.xpath("//div[contains(@class, 'wo-said--used')]")
    assert len(used) == 1
    assert "seit 1977" in said(used[0], ".")
    assert "Diese Angabe verwendet die Stadt" in said(used[0], ".")
    assert "seit 1978" in said(page)
    assert "4. Juli 1977" in said(page, "//section[h2[@id='reason']]")
    assert links(page)["Zur Seite: Rostow am Don"] == "/de/beziehungen/dortmund-rostow-am-don/"


def test_read_and_reported_sources_can_be_told_apart():
    page = get(ROSTOW)
    assert len(page.xpath("//article[contains(@class, 'wo-passage--read')]")) == 1
    assert len(page.xpath("//article[contains(@class, 'wo-passage--reported')]")) == 1


def test_nothing_used_is_no_reason_for_using_it():
    disagree(answers=[Answer({"de": x}, PassageFactory()) for x in ("eins", "zwei")])
    page = get(f"{LEDGER}test-frage/")
    assert not page.xpath("//div[contains(@class, 'wo-said--used')]")
    assert said(page, "//h2[@id='reason']") == "Was dazu zu sagen ist"


def test_what_is_internal_does_not_show():
    disagree("intern", question={"de": "Geheim?"}, visibility=Visibility.INTERNAL)
    assert "Geheim?" not in said(get(LEDGER))
    get(f"{LEDGER}intern/", status=404)


def test_a_disagreement_about_an_internal_relation_is_not_shown(client: Client):
    """Its question names the relation, whoever wrote it."""
    relation = RelationFactory(
        home=Municipality.objects.get(identifier="dortmund"), visibility=Visibility.INTERNAL
    )
    disagree(relation=relation)
    for address in (f"{LEDGER}test-frage/", "/id/test-frage", "/id/test-frage.json"):
        assert client.get(address).status_code == 404
    source = Disagreement.objects.get(identifier="test-frage").positions.all()[0].passage
    sheet = f"/de/quellen/{source.snapshot.source.identifier}/"
    for address in (LEDGER, sheet, f"/id/{source.snapshot.source.identifier}.json"):
        page = client.get(address).content.decode()
        assert "test-frage" not in page
        assert source.quote not in page
    publish(record=relation, by=somebody())
    assert said(get(f"{LEDGER}test-frage/"))
    assert "test-frage" in client.get(sheet).content.decode()


def test_an_answer_from_an_internal_source_stays_internal():
    hidden = PassageFactory(
        snapshot=receive_snapshot(
            source=SourceFactory(visibility=Visibility.INTERNAL),
            received_on=dt.date(2020, 1, 1),
            by=somebody(),
        )
    )
    disagree(answers=[Answer({"de": "verborgen"}, hidden), Answer({"de": "x"}, PassageFactory())])
    assert "verborgen" not in get(f"{LEDGER}test-frage/").text_content()


def test_hostile_words_stay_words():
    disagree(
        question={"de": HOSTILE},
        reason={"de": HOSTILE},
        answers=[
            Answer({"de": HOSTILE}, PassageFactory(quote=HOSTILE)),
            Answer({"de": "y"}, PassageFactory(), is_used=True),
        ],
    )
    assert HOSTILE in get(LEDGER).text_content()
    page = get(f"{LEDGER}test-frage/")
    assert said(page, "//h1") == HOSTILE


def test_an_unknown_one_is_not_found():
    get(f"{LEDGER}nope/", status=404)


@pytest.mark.parametrize("path", [LEDGER, ROSTOW])
def test_the_pages_ask_the_database_little(path):
    assert len(queries(path)) <= MOST_QUERIES


def test_what_is_used_while_a_question_is_open_is_used_until_then():
    question = disagree()
    for settled, used, why in (
        (False, "Diese Angabe verwendet die Stadt, bis die Frage geklärt ist",
         "Was das Büro bisher dazu sagt"),
        (True, "Diese Angabe verwendet die Stadt", "Warum die Stadt diese Angabe verwendet"),
    ):  # fmt: skip
        if settled:
            settle_disagreement(disagreement=question, reason={"de": "Gezählt."}, by=somebody())
        page = get(f"{LEDGER}test-frage/")
        assert said(page, "//p[contains(@class, 'wo-used')]") == used
        assert said(page, "//h2[@id='reason']") == why
        of_it = said(get(LEDGER), "//ul[@class='wo-ledger']/li[.//a[.='Wie viele?']]")
        assert ("bis es geklärt ist" in of_it) is not settled
