"""Everything that is wrong comes in one wave, listed above the form with links to the fields."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.desk.conftest import act, evidence
from tests.factories import ActFactory, PassageFactory, RelationFactory, SourceFactory
from weltoffen.desk.forms.addresses import leads_somewhere
from weltoffen.relations.models import Act
from weltoffen.sources.models import Source

NEW_SOURCE = {
    "quote": "Worte",
    "new_title": "Bericht",
    "new_publisher": "Zeitung",
    "new_kind": "news",
    "new_publisher_side": "third",
}


@pytest.fixture
def add_act(db: None) -> str:
    source = SourceFactory(identifier="quelle-a")
    PassageFactory(snapshot__source=source, snapshot__body=b"Was wirklich dasteht.", quote="Was")
    return reverse("desk:relations-act", args=[RelationFactory(identifier="a-b").identifier])


def _faults(answer: Any) -> dict[str, str]:
    return {fault.anchor: fault.sentence for fault in answer.context["faults"]}


def test_faults_of_fields_rules_and_evidence_come_in_one_wave(desk: Client, add_act: str) -> None:
    sent = act(
        on="31.2.1977",
        kind="",
        title_de="",
        bond="",
        term_until="31.12.1990",
        identifier="Groß",
        signatories="hier",
    )
    rows = (
        {"source": "quelle-a", "quote": "Steht dort nicht."},
        {"new_title": "Bericht", "new_address": "irgendwo", "new_content_date": "1.1.2999"},
    )
    answer = desk.post(add_act, sent | evidence(*rows))
    found = _faults(answer)
    assert set(found) == {
        "id_on",
        "id_kind",
        "id_title_de",
        "id_term_until",
        "id_identifier",
        "id_signatories",
        "id_evidence-0-quote",
        "id_evidence-1-quote",
        "id_evidence-1-new_publisher",
        "id_evidence-1-new_kind",
        "id_evidence-1-new_publisher_side",
        "id_evidence-1-new_address",
        "id_evidence-1-new_content_date",
    }
    assert not Act.objects.exists()
    assert Source.objects.count() == 1
    page = answer.content.decode()
    for anchor in found:
        assert f'href="#{anchor}"' in page
        assert page.count(f'id="{anchor}"') == 1
    for typed in ("31.2.1977", "Steht dort nicht.", "irgendwo", "1.1.2999", "31.12.1990"):
        assert typed in page


def test_a_missing_proof_is_said_together_with_a_missing_title(desk: Client, add_act: str) -> None:
    found = _faults(desk.post(add_act, act(title_de="") | evidence()))
    assert set(found) == {"id_title_de", "id_evidence-0-source"}
    assert "mindestens einen Beleg" in found["id_evidence-0-source"]


def test_a_missing_proof_opens_the_fold_with_the_passages_there_are_and_leads_into_it(
    desk: Client,
) -> None:
    relation = ActFactory(citations=[PassageFactory(), PassageFactory()]).relation
    address = reverse("desk:relations-act", args=[relation.identifier])
    fold = (
        r'<details class="desk-fold"( open)?>\s*<summary[^>]*>Textstellen, die schon erfasst sind'
    )
    assert re.search(fold, desk.get(address).content.decode())[1] is None  # type: ignore[index]
    answer = desk.post(address, act() | evidence())
    (fault,) = answer.context["faults"]
    assert (fault.label, fault.anchor) == ("Belege", "id_passages_0")
    page = answer.content.decode()
    assert 'href="#id_passages_0"' in page
    assert page.count('id="id_passages_0"') == 1
    assert re.search(fold, page)[1]  # type: ignore[index]


def test_a_form_sent_without_any_row_for_passages_still_says_what_it_needs(
    desk: Client, add_act: str
) -> None:
    answer = desk.post(
        add_act, act() | {"evidence-TOTAL_FORMS": "0", "evidence-INITIAL_FORMS": "0"}
    )
    assert "mindestens einen Beleg" in " ".join(_faults(answer).values())


def test_what_is_mended_disappears_and_what_was_good_is_not_blamed(
    desk: Client, add_act: str
) -> None:
    good = {"source": "quelle-a", "quote": "wirklich"}
    found = _faults(desk.post(add_act, act(on="gestern") | evidence(good)))
    assert set(found) == {"id_on"}
    assert desk.post(add_act, act() | evidence(good)).status_code == 302


def test_ticked_passages_and_chosen_sources_stay_when_something_else_is_wrong(
    desk: Client, add_act: str
) -> None:
    passage = PassageFactory()
    relation = ActFactory(citations=[passage]).relation
    address = reverse("desk:relations-act", args=[relation.identifier])
    row = {"source": "Titel von quelle-a · quelle-a", "locator": "Seite 3", "quote": ""}
    page = desk.post(address, act(on="", passages=[passage.pk]) | evidence(row)).content.decode()
    assert re.search(rf'<input[^>]*value="{passage.pk}"[^>]*checked', page)
    assert "Titel von quelle-a · quelle-a" in page
    assert 'value="Seite 3"' in page


def test_the_reason_of_a_retraction_and_its_proof_are_asked_for_at_once(desk: Client) -> None:
    old = ActFactory(identifier="alt")
    answer = desk.post(reverse("desk:acts-retract", args=[old.identifier]), evidence())
    assert set(_faults(answer)) == {"id_reason_de", "id_passages_0"}


def test_a_disagreement_with_nothing_in_it_says_what_it_needs(desk: Client) -> None:
    answer = desk.post(reverse("desk:ledger-add"), evidence({"answer_en": "1977"}))
    assert {"id_question_de", "id_home", "id_evidence-0-answer_de"} <= set(_faults(answer))


def test_a_faulty_form_says_so_in_its_title_and_takes_the_cursor_to_the_list(
    desk: Client, add_act: str
) -> None:
    page = desk.post(add_act, act(on="") | evidence()).content.decode()
    assert re.search(r"<title>\s*Fehler:", page)
    assert page.count("autofocus") == 1
    assert "autofocus" not in desk.get(add_act).content.decode()


@pytest.mark.parametrize(
    ("address", "leads"),
    [
        ("https://www.dortmund.de/seite?x=1#y", True),
        ("http://stadtrat.example.org:8080/", True),
        ("https://пример.рф/", True),
        ("https://xn--e1afmkfd.xn--p1ai/", True),
        ("www.dortmund.de", False),
        ("dortmund.de/seite", False),
        ("https://", False),
        ("https:///seite", False),
        ("https://dortmund", False),
        ("https://dortmund .de", False),
        ("https://dortmund.de/eine seite", False),
        ("https://[::1", False),
        ("https://dortmund.de:acht/", False),
        ("ftp://dortmund.de/", False),
        ("javascript:alert(1)", False),
        ("https://-.de", False),
    ],
)
def test_an_address_leads_somewhere_or_does_not(address: str, leads: bool) -> None:
    assert leads_somewhere(address) is leads


@pytest.mark.parametrize(
    ("typed", "is_taken"),
    [
        ("https://www.dortmund.de/seite", True),
        ("Stadtarchiv Dortmund, Bestand 114, Nr. 5", True),
        ("", True),
        ("www.dortmund.de", False),
        ("https://dortmund .de", False),
        ("javascript:alert(1)", False),
        ("irgendwo", False),
    ],
)
def test_a_new_source_takes_a_web_address_or_a_place_in_words(
    desk: Client, db: None, typed: str, is_taken: bool
) -> None:
    sent = {
        "title": "Titel", "publisher": "Stadt", "publisher_side": "home", "kind": "web-page",
        "standing": "read", "content_date": "1977", "language": "de", "address": typed,
    }  # fmt: skip
    answer = desk.post(reverse("desk:sources-add"), sent)
    assert (answer.status_code == 302) is is_taken
    if not is_taken:
        assert "ist keine Webadresse" in _faults(answer)["id_address"]


@pytest.mark.parametrize(("typed", "sentence"), [("1.1.2999", "Zukunft"), ("bald", "kein Datum")])
def test_when_a_source_was_written_is_a_date_that_has_come(
    desk: Client, add_act: str, typed: str, sentence: str
) -> None:
    row = NEW_SOURCE | {"new_content_date": typed}
    found = _faults(desk.post(add_act, act() | evidence(row)))
    assert sentence in found["id_evidence-0-new_content_date"]
