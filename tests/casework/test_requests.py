"""Requests: a chain of steps, judged by criteria, answered, and forgotten on the day."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone
from wagtail.log_actions import registry

from tests.factories import CriterionFactory, RequestFactory, TextBlockFactory, somebody
from weltoffen.casework.actions import (
    add_step,
    amend_request,
    amend_text_block,
    answer_request,
    assess,
    forget_senders,
)
from weltoffen.casework.enums import Outcome, RequestState, StepKind, Verdict, Wish
from weltoffen.casework.models import Assessment, Request, RequestStep
from weltoffen.casework.selectors import judged_by, score, state, values_for, with_state
from weltoffen.casework.selectors.requests import outcome
from weltoffen.ground.problems import Refused
from weltoffen.records.enums import Role

pytestmark = pytest.mark.django_db


def step(request, kind, **given):
    return add_step(request=request, kind=kind, by=somebody(), **given)


def test_a_request_begins_with_its_first_step():
    request = RequestFactory(received_on=dt.date(2026, 1, 7))
    (first,) = request.steps.all()
    assert (first.kind, first.on) == (StepKind.RECEIVE, dt.date(2026, 1, 7))
    assert state(request) is RequestState.RECEIVED


def test_how_it_stands_follows_from_its_steps_also_in_a_list():
    request = RequestFactory()
    for kind, given, wanted in (
        (StepKind.BEGIN, {}, RequestState.IN_WORK),
        (StepKind.REMARK, {"text": "Mit dem Amt gesprochen."}, RequestState.IN_WORK),
        (StepKind.PASS_ON, {"passed_to": Role.PROTOCOL}, RequestState.PASSED_ON),
        (StepKind.DECLINE, {"text": "Das ist nicht möglich."}, RequestState.DECLINED),
        (StepKind.CLOSE, {"outcome": Outcome.NOT_FULFILLED}, RequestState.CLOSED),
    ):
        step(request, kind, **given)
        assert state(request) is wanted
        (row,) = with_state(Request.objects.all())
        from weltoffen.casework.rules.requests import LEADS_TO

        assert LEADS_TO[StepKind(row.last_step)] is wanted
    assert outcome(request) is Outcome.NOT_FULFILLED
    assert Request.objects.get().owner == Role.PROTOCOL


def test_what_cannot_follow_is_refused_and_adds_nothing():
    request = RequestFactory()
    with pytest.raises(Refused) as refused:
        step(request, StepKind.CLOSE, outcome=Outcome.FULFILLED)
    assert list(refused.value.by_field()) == ["kind"]
    assert request.steps.count() == 1


@pytest.mark.parametrize(
    ("kind", "given", "field"),
    [(StepKind.PASS_ON, {}, "passed_to"), (StepKind.DECLINE, {}, "text"),
     (StepKind.BEGIN, {"outcome": Outcome.PARTLY}, "outcome")],
)  # fmt: skip
def test_a_step_says_what_it_lacks_at_its_field(kind, given, field):
    with pytest.raises(Refused) as refused:
        step(RequestFactory(), kind, **given)
    assert field in refused.value.by_field()


def test_steps_stay_what_they_are_but_may_lose_their_words():
    request = RequestFactory()
    step(request, StepKind.REMARK, text="Frau Beispiel rief an.")
    with pytest.raises(IntegrityError), transaction.atomic():
        RequestStep.objects.update(text="anders")
    with pytest.raises(IntegrityError), transaction.atomic():
        RequestStep.objects.update(kind=StepKind.BEGIN)
    RequestStep.objects.update(text="")
    with pytest.raises((IntegrityError, ProtectedError)), transaction.atomic():
        request.delete()


def test_an_answer_with_an_open_place_does_not_go_out():
    request = RequestFactory()
    with pytest.raises(Refused) as refused:
        answer_request(request=request, text="Guten Tag {name},", by=somebody())
    assert "{name}" in refused.value.by_field()["text"][0]
    assert state(request) is RequestState.RECEIVED


def test_an_answer_by_mail_needs_an_address():
    with pytest.raises(Refused) as refused:
        answer_request(request=RequestFactory(), text="Gern.", by=somebody(), by_mail=True)
    assert list(refused.value.by_field()) == ["by_mail"]


def test_places_are_filled_from_the_request_in_its_language():
    request = RequestFactory(
        sender_name="Ama Mensah", deadline=dt.date(2026, 3, 1), language="en", subject="Choir"
    )
    values = values_for(request, dt.date(2026, 2, 1), "Kumasi")
    assert values["anrede"] == "Dear Ama Mensah"
    assert values["partnerstadt"] == "Kumasi"
    assert "2026" in values["frist"]
    assert "March" in values["frist"]
    assert values_for(RequestFactory(language="fr"), dt.date(2026, 2, 1), "")["anrede"] == ""


def test_verdicts_add_up_and_nobody_types_the_sum():
    request = RequestFactory(wish=Wish.GRANT)
    heavy = CriterionFactory(wish=Wish.GRANT, weight=3)
    light = CriterionFactory(wish=Wish.GRANT, weight=1)
    CriterionFactory(wish=Wish.VISIT)
    assert [criterion for criterion, _given in judged_by(request)] == [heavy, light]
    given = {"request": request, "by": somebody()}
    assess(criterion=heavy, verdict=Verdict.YES, reason="Es geht um Jugendliche.", **given)
    assess(criterion=light, verdict=Verdict.UNKNOWN, **given)
    assert (score(judged_by(request)).percent, score(judged_by(request)).open) == (100, 1)
    assess(criterion=light, verdict=Verdict.NO, reason="Ohne Partnerstadt.", **given)
    assert score(judged_by(request)).percent == 75
    assert Assessment.objects.count() == 2
    newest = registry.get_logs_for_instance(request).first()
    assert newest.data["changed"]["verdict"] == ["unknown", "no"]


def test_a_verdict_has_a_reason_and_a_criterion_of_its_kind():
    request = RequestFactory(wish=Wish.GRANT)
    given = {"request": request, "by": somebody()}
    with pytest.raises(Refused) as refused:
        assess(criterion=CriterionFactory(wish=Wish.GRANT), verdict=Verdict.NO, **given)
    assert list(refused.value.by_field()) == ["reason"]
    with pytest.raises(Refused):
        assess(criterion=CriterionFactory(wish=Wish.VISIT), verdict=Verdict.UNKNOWN, **given)


def test_the_history_never_says_who_asked():
    request = RequestFactory(sender_name="Ama Mensah", text="Ich bitte um Auskunft.")
    amend_request(request=request, sender_name="Kofi Mensah", subject="Chor", by=somebody())
    told = " ".join(str(entry.data) for entry in registry.get_logs_for_instance(request))
    assert "Mensah" not in told
    assert "Chor" in told


def test_who_asked_is_forgotten_on_the_day_and_the_case_stays():
    request = RequestFactory(
        received_on=dt.date(2024, 1, 1), delete_by=dt.date(2026, 1, 1), sender_name="Ama Mensah",
        sender_email="ama@stadt.example", text="Liebes Büro", subject="Chor",
    )  # fmt: skip
    answer_request(request=request, text="Guten Tag Ama Mensah, gern.", by=somebody())
    assert forget_senders(by=somebody(), on=dt.date(2025, 12, 31)) == 0
    assert forget_senders(by=somebody(), on=dt.date(2026, 1, 1)) == 1
    assert forget_senders(by=somebody(), on=dt.date(2026, 1, 1)) == 0
    kept = Request.objects.get()
    assert {getattr(kept, name) for name in Request.PERSONAL_FIELDS} == {""}
    assert {each.text for each in kept.steps.all()} == {""}
    assert (kept.subject, state(kept)) == ("Chor", RequestState.ANSWERED)
    with pytest.raises(Refused):
        amend_request(request=kept, sender_name="Ama Mensah", by=somebody())


def test_days_that_contradict_each_other_are_told_at_their_fields():
    with pytest.raises(Refused) as refused:
        RequestFactory(deadline=dt.date(2019, 1, 1), delete_by=dt.date(2019, 1, 1))
    assert {"deadline", "delete_by"} <= set(refused.value.by_field())
    with pytest.raises(Refused) as refused:
        RequestFactory(received_on=timezone.localdate() + dt.timedelta(days=1))
    assert list(refused.value.by_field()) == ["received_on"]


def test_blocks_keep_to_places_that_there_are():
    block = TextBlockFactory()
    with pytest.raises(Refused):
        amend_text_block(block=block, text="{gibtesnicht}", by=somebody())
    with time_machine.travel(dt.datetime(2026, 5, 1, tzinfo=dt.UTC)):
        amend_text_block(block=block, text="{heute}", is_retired=True, by=somebody())
    assert block.is_retired
