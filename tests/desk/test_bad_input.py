"""Bad input: the sentence stands at its field, what was typed stays, nothing is written."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from tests.desk.conftest import act, evidence
from tests.factories import ActFactory, MunicipalityFactory, RelationFactory, SourceFactory
from weltoffen.places.models import Country, Municipality
from weltoffen.relations.models import Act, Relation
from weltoffen.sources.models import Passage, Snapshot, Source

ROW = {"source": "quelle-a", "quote": "Worte der Quelle"}
TABLES = (Act, Relation, Municipality, Country, Source, Snapshot, Passage, ModelLogEntry)


def _counts() -> list[int]:
    return [model._default_manager.count() for model in TABLES]


def _refused(desk: Client, address: str, sent: dict[str, Any]) -> Any:
    """Send what cannot be right; return the form, after making sure that nothing was written."""
    before = _counts()
    answer = desk.post(address, sent)
    assert answer.status_code == 200
    assert _counts() == before
    return answer


def _rows(answer: Any) -> Any:
    return answer.context["evidence"].forms


@pytest.fixture
def add_act(db: None) -> str:
    SourceFactory(identifier="quelle-a")
    return reverse("desk:relations-act", args=[RelationFactory(identifier="a-b").identifier])


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"on": "31.2.1977"}, "on", "gibt es nicht im Kalender"),
        ({"on": "gestern"}, "on", "ist kein Datum"),
        ({"on": ""}, "on", "Schreiben Sie „unbekannt“"),
        ({"title_de": " "}, "title_de", "Schreiben Sie einen kurzen Satz"),
        ({"term_until": "1.1.1970"}, "term_until", "einen Tag nach dem 4. Juli 1977 an"),
        ({"term_until": "1999"}, "term_until", "ist kein ganzer Tag"),
        ({"known_by": "1.1.1950"}, "known_by", "vor dem frühesten möglichen Tag"),
        ({"kind": ""}, "kind", "Wählen Sie die Art aus"),
        ({"kind": "retraction"}, "kind", "retraction"),
        ({"body": "Rat von Nirgendwo"}, "body", "legen Sie ihn zuerst an"),
        ({"signatories": "Hans Muster"}, "signatories", "fehlt die Seite oder das Amt"),
        ({"identifier": "Groß & falsch"}, "identifier", "Erlaubt sind Kleinbuchstaben"),
    ],
)
def test_a_faulty_act_is_refused_at_its_field(
    desk: Client, add_act: str, typed: dict[str, str], field: str, sentence: str
) -> None:
    sent = act(note_de="Eine lange Anmerkung, die niemand zweimal tippen will.") | typed
    answer = _refused(desk, add_act, sent | evidence(ROW))
    assert sentence in " ".join(answer.context["form"].errors[field])
    page = answer.content.decode()
    assert "Eine lange Anmerkung" in page
    assert "Worte der Quelle" in page
    assert 'class="error-message"' in page


def test_an_act_without_citation_is_refused_at_the_citations(desk: Client, add_act: str) -> None:
    answer = _refused(desk, add_act, act() | evidence())
    assert "mindestens einen Beleg" in answer.context["form"].errors["passages"][0]
    assert "mindestens einen Beleg" in answer.content.decode()


@pytest.mark.parametrize(
    ("row", "field", "sentence"),
    [
        ({"source": "quelle-a"}, "quote", "was die Quelle sagt"),
        ({"quote": "Worte"}, "source", "welche Quelle das sagt"),
        ({"source": "gibt es nicht", "quote": "Worte"}, "source", "Vorschlagsliste"),
        ({"quote": "Worte", "new_title": "Neue Quelle"}, "new_publisher", "wer die Quelle"),
        (ROW | {"new_title": "Noch eine"}, "source", "eine vorhandene und eine neue"),
        (ROW | {"new_content_date": "31.2.2000"}, "new_content_date", "nicht im Kalender"),
    ],
)
def test_a_faulty_citation_is_refused_in_its_row(
    desk: Client, add_act: str, row: dict[str, str], field: str, sentence: str
) -> None:
    answer = _refused(desk, add_act, act() | evidence(ROW, row))
    good, faulty = _rows(answer)
    assert not good.errors
    assert sentence in " ".join(faulty.errors[field])
    assert "noch nicht vollständig" in answer.context["form"].errors["passages"][0]


def test_faults_of_the_act_and_of_its_citations_come_at_once(desk: Client, add_act: str) -> None:
    sent = act(term_until="1.1.1970", identifier="x y") | evidence({"quote": "Worte"})
    answer = _refused(desk, add_act, sent)
    assert "endet, bevor" in answer.context["form"].errors["term_until"][0]
    assert "noch nicht vollständig" in " ".join(answer.context["form"].errors["passages"])
    assert "mindestens" not in " ".join(answer.context["form"].errors["passages"])
    assert _rows(answer)[0].errors["source"]


def test_a_quote_that_is_not_in_the_stored_text_is_refused(desk: Client, add_act: str) -> None:
    source = Source.objects.get()
    desk.post(
        reverse("desk:sources-snapshot", args=[source.identifier]),
        {"received_on": "1.2.2024", "text": "Was wirklich dasteht."},
    )
    answer = _refused(desk, add_act, act() | evidence(ROW))
    assert "steht nicht" in _rows(answer)[0].errors["quote"][0]


def test_an_identifier_that_is_taken_is_refused(desk: Client, add_act: str) -> None:
    ActFactory(identifier="schon-da")
    answer = _refused(desk, add_act, act(identifier="schon-da") | evidence(ROW))
    assert "schon vergeben" in answer.context["form"].errors["identifier"][0]
    assert 'value="schon-da"' in answer.content.decode()


def test_a_passage_of_another_relation_cannot_be_ticked(desk: Client, add_act: str) -> None:
    foreign = ActFactory().citations.get().passage
    answer = _refused(desk, add_act, act(passages=[foreign.pk]) | evidence())
    assert answer.context["form"].errors["passages"]


def test_an_act_that_is_already_corrected_is_not_corrected_again(desk: Client) -> None:
    old = ActFactory(identifier="alt")
    ActFactory(identifier="neu", relation=old.relation, corrects=old)
    passage = old.citations.get().passage
    address = reverse("desk:acts-correct", args=["alt"])
    answer = _refused(desk, address, act(passages=[passage.pk]) | evidence())
    said = " ".join(answer.context["form"].non_field_errors())
    assert "schon durch „neu“ berichtigt" in said


def test_a_correction_stays_in_the_relation_of_the_act_whatever_is_sent(desk: Client) -> None:
    old, other = ActFactory(identifier="alt"), RelationFactory(identifier="andere")
    passage = old.citations.get().passage
    sent = act(passages=[passage.pk], relation=other.pk, corrects="fremd", identifier="neu")
    desk.post(reverse("desk:acts-correct", args=["alt"]), sent | evidence())
    new = Act.objects.get(identifier="neu")
    assert (new.relation, new.corrects) == (old.relation, old)


def test_a_correction_under_its_own_identifier_is_refused(desk: Client) -> None:
    old = ActFactory(identifier="alt")
    passage = old.citations.get().passage
    sent = act(passages=[passage.pk], identifier="alt")
    answer = _refused(desk, reverse("desk:acts-correct", args=["alt"]), sent | evidence())
    assert "schon vergeben" in " ".join(answer.context["form"].errors["identifier"])


def test_a_retraction_is_neither_corrected_nor_taken_back(desk: Client) -> None:
    old = ActFactory(identifier="alt")
    passage = old.citations.get().passage
    sent = {"reason_de": "Irrtum.", "passages": [passage.pk]} | evidence()
    desk.post(reverse("desk:acts-retract", args=["alt"]), sent)
    retraction = Act.objects.get(corrects=old)
    for verb in ("correct", "retract"):
        address = reverse(f"desk:acts-{verb}", args=[retraction.identifier])
        assert desk.get(address).status_code == 404


@pytest.mark.parametrize(
    ("sides", "field", "sentence"),
    [
        ({}, "municipality", "genau eine andere Seite"),
        ({"municipality": "kumasi", "network": "eurocities"}, "network", "gibt es nichts"),
        ({"municipality": "dortmund"}, "municipality", "mit sich selbst"),
        ({"municipality": "Kum"}, "municipality", "Meinen Sie Kumasi · kumasi?"),
        ({"municipality": "um"}, "municipality", "nicht eindeutig"),
    ],
)
def test_a_relation_has_exactly_one_other_side(
    desk: Client, sides: dict[str, str], field: str, sentence: str
) -> None:
    MunicipalityFactory(identifier="dortmund")
    MunicipalityFactory(identifier="kumasi", name={"de": "Kumasi"})
    MunicipalityFactory(identifier="cumae", name={"de": "Cumae"})
    sent = {"home": "dortmund", "summary_de": "Getippter Text"} | sides
    answer = _refused(desk, reverse("desk:relations-add"), sent)
    assert sentence in " ".join(answer.context["form"].errors[field])
    assert "Getippter Text" in answer.content.decode()


@pytest.mark.parametrize("side", ["municipality", "network", "instrument"])
def test_the_same_relation_is_not_recorded_twice_but_linked(desk: Client, side: str) -> None:
    there_is = RelationFactory(**({} if side == "municipality" else {f"with_{side}": True}))
    sent = {
        "home": there_is.home.identifier,
        side: there_is.counterpart.identifier,
        "summary_de": "Getippter Text",
        "open_question": "Getippte Frage",
    }
    answer = _refused(desk, reverse("desk:relations-add"), sent)
    assert there_is.identifier in answer.context["form"].errors[side][0]
    page = answer.content.decode()
    link = reverse("desk:relations-sheet", args=[there_is.identifier])
    assert f'<a href="{link}" target="_blank"' in page
    for typed in sent.values():
        assert typed in page


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"country": "Atlantis"}, "country", "kennen wir nicht"),
        ({"country": ""}, "country", "Es fehlt das Land"),
        ({"latitude": "51,5"}, "longitude", "die andere Hälfte der Lage"),
        ({"latitude": "151,5", "longitude": "7"}, "latitude", "90"),
        ({"name_de": ""}, "name_de", "Es fehlt der Name"),
        ({"review_by": "bald"}, "review_by", "ist kein Tag"),
        ({"identifier": "vergeben"}, "identifier", "schon vergeben"),
    ],
)
def test_a_faulty_municipality_is_refused_at_its_field(
    desk: Client, typed: dict[str, str], field: str, sentence: str
) -> None:
    MunicipalityFactory(identifier="vergeben")
    sent = {"name_de": "Kumasi", "country": "Ghana", "owner": "coordination"} | typed
    answer = _refused(desk, reverse("desk:municipalities-add"), sent)
    assert sentence in " ".join(answer.context["form"].errors[field])
