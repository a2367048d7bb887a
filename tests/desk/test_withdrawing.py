"""What is withdrawn along with a relation, and what stays public without it."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import (
    ActFactory,
    OrganisationFactory,
    PassageFactory,
    RelationFactory,
    SnapshotFactory,
    SourceFactory,
    somebody,
)
from weltoffen.organisations.actions import name_organisation
from weltoffen.records.actions import withdraw
from weltoffen.records.enums import Visibility
from weltoffen.records.models import Record
from weltoffen.relations.actions import Answer, record_disagreement
from weltoffen.relations.actions.instruments import record_duty, record_instrument_version


def _ask(relation: Record) -> str:
    return reverse("desk:relations-withdraw", args=[relation.identifier])


def _offered(desk: Client, relation: Record) -> dict[str, list[Record]]:
    """Return what may be withdrawn along, by its kind."""
    found: dict[str, list[Record]] = {}
    for each in desk.get(_ask(relation)).context["accompanying"]:
        found.setdefault(each.name.partition("-")[0], []).extend(each.records)
    return found


def _proved_act(relation: Record, source: Record, **said: object) -> Record:
    passage = PassageFactory(snapshot=SnapshotFactory(source=source))
    act: Record = ActFactory(relation=relation, citations=[passage], **said)
    return act


def test_withdrawing_a_relation_says_what_stays_and_takes_along_what_was_ticked(
    desk: Client,
) -> None:
    relation, other = RelationFactory(), RelationFactory()
    own, shared = SourceFactory(identifier="eigene"), SourceFactory(identifier="geteilte")
    wrong = _proved_act(relation, own)
    right = _proved_act(relation, shared, corrects=wrong)
    kept = _proved_act(other, shared)
    offered = _offered(desk, relation)
    assert offered == {
        "acts": [wrong, right], "counterpart": [relation.municipality], "source": [own],
    }  # fmt: skip
    page = desk.get(_ask(relation))
    said = page.content.decode()
    assert "mit ihr ist kein Akt und kein Widerspruch zu sehen" in said
    assert [line.text for line in page.context["staying"]] == [shared.title]
    boxes = [each.token for each in page.context["accompanying"]]
    assert said.count(" checked>") == len(boxes)
    desk.post(_ask(relation), {"with": boxes})
    for record in (relation, wrong, right, relation.municipality, own):
        record.refresh_from_db()
        assert record.visibility == Visibility.INTERNAL
    for record in (other, kept, shared, relation.home):
        record.refresh_from_db()
        assert record.visibility == Visibility.PUBLIC


def test_without_a_tick_only_the_relation_is_withdrawn_and_its_source_keeps_its_page(
    desk: Client,
) -> None:
    relation, source = RelationFactory(), SourceFactory(identifier="eigene")
    act = _proved_act(relation, source)
    desk.post(_ask(relation))
    for record in (act, source, relation.municipality):
        record.refresh_from_db()
        assert record.visibility == Visibility.PUBLIC
    # What the page says of it is what the public sees.
    public = Client()
    assert public.get("/de/quellen/eigene/").status_code == 200
    assert "Akt akt-" not in public.get("/de/quellen/eigene/").content.decode()
    for hidden in (act, relation.municipality):
        assert public.get(f"/id/{hidden.identifier}").status_code == 404


@pytest.mark.parametrize("use", ["municipality", "home", "place", "body of it"])
def test_a_city_that_something_else_public_names_is_not_offered(desk: Client, use: str) -> None:
    relation = RelationFactory()
    city = relation.municipality
    assert "counterpart" in _offered(desk, relation)
    if use == "place":
        ActFactory(place=city)
    elif use == "body of it":
        OrganisationFactory(municipality=city)
    else:
        RelationFactory(**{use: city})
    assert "counterpart" not in _offered(desk, relation)
    page = desk.get(_ask(relation))
    assert str(city) in [line.text for line in page.context["staying"]]


def test_a_source_is_needed_also_by_a_relation_whose_side_is_internal_for_now(
    desk: Client,
) -> None:
    relation, hidden = RelationFactory(), RelationFactory()
    shared = SourceFactory()
    _proved_act(relation, shared)
    _proved_act(hidden, shared)
    withdraw(record=hidden.municipality, by=somebody())
    assert "source" not in _offered(desk, relation)
    withdraw(record=hidden, by=somebody())
    assert _offered(desk, relation)["source"] == [shared]


def _proving(*sources: Record) -> list[Record]:
    return [PassageFactory(snapshot=SnapshotFactory(source=source)) for source in sources]


def _to_charter(text: Record, duties: Record) -> Any:
    """Return a relation to a charter of which one source has the text and another the duties."""
    relation = RelationFactory(with_instrument=True)
    by, (of_text, of_duties) = somebody(), _proving(text, duties)
    said = {"instrument": relation.instrument, "by": by}
    record_instrument_version(label="1994", dated="1994", passage=of_text, **said)
    record_duty(
        code="1", role="Mitglied", wording="Bericht", position=1, passage=of_duties, **said
    )  # fmt: skip
    return relation


def _visibilities(*records: Record) -> set[str]:
    for record in records:
        record.refresh_from_db()
    return {str(record.visibility) for record in records}


@pytest.mark.parametrize("is_ticked", [True, False])
def test_sources_that_only_the_charter_needs_go_with_it_or_stay_with_it(
    desk: Client, is_ticked: bool
) -> None:
    text, duties = SourceFactory(title="Wortlaut"), SourceFactory(title="Leitfaden")
    relation = _to_charter(text, duties)
    act = _proved_act(relation, text)
    charter = relation.instrument
    page = desk.get(_ask(relation))
    (box,) = [each for each in page.context["accompanying"] if each.name == "counterpart"]
    assert [line.text for line in box.lines] == [charter.name, "Wortlaut", "Leitfaden"]
    assert "und mit ihr 2 Quellen, die nur sie noch braucht" in box.label
    assert "source" not in _offered(desk, relation)
    assert page.context["staying"] == []
    boxes = [box.token] if is_ticked else []
    desk.post(_ask(relation), {"with": boxes})
    assert _visibilities(charter, text, duties) == {"internal" if is_ticked else "public"}
    assert _visibilities(act) == {"public"}


def test_the_source_of_a_networks_name_goes_with_the_network(desk: Client) -> None:
    relation, source = RelationFactory(with_network=True), SourceFactory()
    (passage,) = _proving(source)
    name_organisation(organisation=relation.network, name="Netz", passage=passage, by=somebody())
    _proved_act(relation, source)
    offered = _offered(desk, relation)
    assert offered["counterpart"] == [relation.network, source]
    assert "source" not in offered
    assert desk.get(_ask(relation)).context["staying"] == []


def test_a_charters_source_that_something_else_needs_stays_and_so_does_a_needed_charter(
    desk: Client,
) -> None:
    text, duties = SourceFactory(title="Wortlaut"), SourceFactory(title="Leitfaden")
    relation = _to_charter(text, duties)
    _proved_act(relation, text)
    _proved_act(RelationFactory(), text)
    ask = _ask(relation)
    assert _offered(desk, relation)["counterpart"] == [relation.instrument, duties]
    assert [line.text for line in desk.get(ask).context["staying"]] == ["Wortlaut"]
    RelationFactory(municipality=None, instrument=relation.instrument)
    assert "counterpart" not in _offered(desk, relation)
    staying = [line.text for line in desk.get(ask).context["staying"]]
    assert staying == [relation.instrument.name, "Wortlaut"]


def test_what_was_withdrawn_together_is_published_together_and_no_draft_with_it(
    desk: Client,
) -> None:
    relation = RelationFactory()
    source = SourceFactory()
    shown = _proved_act(relation, source)
    answers = [Answer(year, PassageFactory()) for year in ("1977", "1978")]
    question = record_disagreement(
        identifier="seit-wann", home=relation.home, relation=relation, question="Seit wann?",
        answers=answers, by=somebody(), visibility=Visibility.PUBLIC,
    )  # fmt: skip
    page = desk.get(_ask(relation)).context["accompanying"]
    desk.post(_ask(relation), {"with": [each.token for each in page]})
    draft = _proved_act(relation, source, internal=True)
    mended = _proved_act(relation, source, corrects=shown, internal=True)
    publish = reverse("desk:relations-publish", args=[relation.identifier])
    offered = {each.name: each for each in desk.get(publish).context["accompanying"]}
    assert list(offered["again"].records) == [shown]
    assert list(offered["acts"].records) == [draft]
    assert list(offered["mending"].records) == [mended]
    expected = [each.token for each in offered.values() if each.is_expected]
    desk.post(publish, {"with": expected})
    for record, is_public in (
        (shown, True), (mended, True), (question, True), (draft, False), (source, True),
    ):  # fmt: skip
        record.refresh_from_db()
        assert (record.visibility == Visibility.PUBLIC) is is_public, record
