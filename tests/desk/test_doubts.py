"""What is kept and yet worth a second look: said after saving and on the sheet."""

from __future__ import annotations

import datetime as dt

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from tests.desk.conftest import act, evidence
from tests.factories import (
    ActFactory,
    PassageFactory,
    RelationFactory,
    SnapshotFactory,
    SourceFactory,
    somebody,
)
from weltoffen.desk.doubts import doubts_about, is_unproved_in_public, lies_ahead
from weltoffen.ground.dates import on_day
from weltoffen.records.actions import publish
from weltoffen.records.enums import Visibility
from weltoffen.records.models import Record
from weltoffen.relations.models import Act, Relation
from weltoffen.sources.models import Passage, Source

QUOTED = {"source": "quelle-a", "quote": "Wird unterzeichnet."}
AHEAD = "liegt in der Zukunft"
UNPROVED = "ohne Beleg"


def _sheet(kind: str, record: Record) -> str:
    return reverse(f"desk:{kind}-sheet", args=[record.identifier])


def _proof(visibility: Visibility) -> Passage:
    source = SourceFactory(visibility=visibility)
    passage: Passage = PassageFactory(snapshot=SnapshotFactory(source=source))
    return passage


def _said(answer: object) -> str:
    return " ".join(str(message) for message in get_messages(answer.wsgi_request))  # type: ignore[attr-defined]


@given(st.dates(), st.dates())
def test_a_day_lies_ahead_of_today_or_has_come(day: dt.date, today: dt.date) -> None:
    assert lies_ahead(on_day(day), today, holds=True) is (day > today)
    assert not lies_ahead(on_day(day), today, holds=False)


@pytest.mark.parametrize(
    ("is_public", "holds", "public_proofs", "unproved"),
    [
        (True, True, 0, True),
        (True, True, 1, False),
        (False, True, 0, False),
        (True, False, 0, False),
    ],
)
def test_the_public_is_told_without_proof_only_of_a_public_act_that_holds(
    is_public: bool, holds: bool, public_proofs: int, unproved: bool
) -> None:
    found = is_unproved_in_public(is_public=is_public, holds=holds, public_proofs=public_proofs)
    assert found is unproved


@pytest.mark.parametrize(("on", "ahead"), [("4.7.2977", True), ("2977", True), ("1977", False)])
def test_an_act_in_the_future_is_kept_and_remarked_on(desk: Client, on: str, ahead: bool) -> None:
    relation, source = RelationFactory(), SourceFactory(identifier="quelle-a")
    assert source.pk
    address = reverse("desk:relations-act", args=[relation.identifier])
    answer = desk.post(address, act(on=on) | evidence(QUOTED))
    recorded = Act.objects.get()
    assert (AHEAD in _said(answer)) is ahead
    for page in (_sheet("acts", recorded), _sheet("relations", relation)):
        shown = desk.get(page).content.decode()
        assert (AHEAD in shown.split("</h1>")[-1]) is ahead


def test_nothing_is_remarked_on_an_act_that_was_a_mistake(desk: Client) -> None:
    old = ActFactory(on="2977", identifier="alt")
    assert doubts_about(old)
    sent = {"reason_de": "Irrtum.", "passages": [old.citations.get().passage.pk]}
    answer = desk.post(reverse("desk:acts-retract", args=["alt"]), sent | evidence())
    assert AHEAD not in _said(answer)
    for doubtful in (old, old.relation):
        assert "ist berichtigt, aber die Berichtigung ist noch intern" in doubts_about(doubtful)[0]
    publish(record=Act.objects.get(corrects=old), by=somebody())
    for recorded in Act.objects.all():
        assert doubts_about(recorded) == []
    assert AHEAD not in desk.get(_sheet("relations", old.relation)).content.decode()


def test_a_relation_without_acts_says_so_until_it_has_one(desk: Client) -> None:
    relation = RelationFactory(internal=True)
    assert "noch keinen Akt" in desk.get(_sheet("relations", relation)).content.decode()
    answer = desk.post(reverse("desk:relations-publish", args=[relation.identifier]), follow=True)
    assert "öffentlich, hat aber noch keinen Akt" in answer.content.decode()
    ActFactory(relation=relation)
    assert doubts_about(Relation.objects.get(pk=relation.pk)) == []


def test_a_public_act_without_public_source_is_remarked_on_where_it_is_shown(desk: Client) -> None:
    recorded = ActFactory(citations=[_proof(Visibility.INTERNAL)])
    assert UNPROVED in desk.get(_sheet("acts", recorded)).content.decode()
    chain = desk.get(_sheet("relations", recorded.relation)).content.decode()
    assert "öffentlich ohne öffentliche Quelle" in chain


def test_one_public_source_among_several_is_proof_enough(desk: Client) -> None:
    proofs = [_proof(Visibility.INTERNAL), _proof(Visibility.PUBLIC)]
    recorded = ActFactory(citations=proofs)
    assert doubts_about(recorded) == []
    (row,) = desk.get(_sheet("relations", recorded.relation)).context["acts"]
    assert (row.proofs, row.doubts) == (2, ())


def test_publishing_an_act_without_its_source_leads_to_the_remark(desk: Client) -> None:
    recorded = ActFactory(internal=True, citations=[_proof(Visibility.INTERNAL)])
    address = reverse("desk:acts-publish", args=[recorded.identifier])
    assert UNPROVED in desk.post(address, follow=True).content.decode()


def test_a_source_says_which_public_acts_it_leaves_unproved(desk: Client) -> None:
    alone, beside = _proof(Visibility.PUBLIC), _proof(Visibility.PUBLIC)
    ActFactory(citations=[alone])
    ActFactory(citations=[alone, beside])
    source: Source = alone.snapshot.source
    assert doubts_about(source) == []
    answer = desk.post(reverse("desk:sources-withdraw", args=[source.identifier]), follow=True)
    assert "1 öffentlicher Akt hat deshalb öffentlich keinen" in answer.content.decode()
