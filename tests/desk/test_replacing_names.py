"""A further name of an organisation: which names end by it, and what is asked about the others."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.desk.conftest import confirmed, evidence
from tests.factories import OrganisationFactory, somebody
from weltoffen.desk.forms import organisations as forms
from weltoffen.ground.problems import Problem, Refused
from weltoffen.organisations.actions import name_organisation
from weltoffen.organisations.models import Organisation
from weltoffen.records.actions import withdraw

SINCE = {"name_de": "Büro", "since": "1.1.2026"}


@pytest.fixture
def office(db: None) -> Organisation:
    """An office that has borne one name since 2010."""
    made: Organisation = OrganisationFactory(name="Auslandsamt", valid="2010/..")
    return made


def _address(office: Organisation) -> str:
    return reverse("desk:organisations-name", args=[office.identifier])


def _spans(office: Any) -> dict[str, str]:
    return {name.name_de: name.valid for name in office.names.all()}


def _keys(office: Any) -> dict[str, int]:
    return {name.name_de: name.pk for name in office.names.all()}


def test_a_second_name_without_end_is_asked_about_and_may_stand_beside_the_first(
    desk: Client, office: Organisation
) -> None:
    sent = SINCE | evidence()
    answer = desk.post(_address(office), sent)
    (question,) = answer.context["questions"]
    assert "„Auslandsamt“ hat kein Ende (seit 2010)" in question.sentence
    assert "„Löst ab“" in question.sentence
    assert question.url == reverse("desk:organisations-names", args=[office.identifier])
    assert _spans(office) == {"Auslandsamt": "2010/.."}
    assert desk.post(_address(office), confirmed(answer, sent)).status_code == 302
    assert _spans(office) == {"Auslandsamt": "2010/..", "Büro": "2026-01-01/.."}


def test_a_name_that_replaces_another_ends_it_the_day_before_and_says_so(
    desk: Client, office: Organisation
) -> None:
    sent = SINCE | {"replaces": [_keys(office)["Auslandsamt"]]} | evidence()
    answer = desk.post(_address(office), sent, follow=True)
    assert _spans(office) == {"Auslandsamt": "2010/2025-12-31", "Büro": "2026-01-01/.."}
    (said,) = answer.context["messages"]
    assert "Damit endet: „Auslandsamt“ (2010 bis 31. Dezember 2025)." in str(said)


def test_one_chooses_which_names_end_and_is_asked_about_the_others(
    desk: Client, office: Organisation
) -> None:
    name_organisation(organisation=office, name="AA", valid="2012/..", by=somebody())
    name_organisation(organisation=office, name="Vorher", valid="1990/2009", by=somebody())
    page = desk.get(_address(office)).content.decode()
    assert "Auslandsamt (seit 2010)" in page
    assert "AA (seit 2012)" in page
    assert "Vorher" not in page
    sent = SINCE | {"replaces": [_keys(office)["Auslandsamt"]]} | evidence()
    answer = desk.post(_address(office), sent)
    (question,) = answer.context["questions"]
    assert question.sentence.startswith("„AA“ hat kein Ende (seit 2012)")
    assert desk.post(_address(office), confirmed(answer, sent)).status_code == 302
    spans = _spans(office)
    assert (spans["Auslandsamt"], spans["AA"]) == ("2010/2025-12-31", "2012/..")


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({"since": "2015", "until": "2018"}, "replaces", "Ein Name mit Ende löst keinen ab"),
        ({"since": "2009"}, "replaces", "„Auslandsamt“ beginnt nicht vor dem neuen Namen"),
        ({"since": ""}, "since", "Es fehlt, seit wann der neue Name gilt"),
        ({"since": "31.2.2020"}, "since", "gibt es nicht"),
    ],
)
def test_a_name_that_cannot_replace_another_is_refused_with_what_to_do(
    desk: Client, office: Organisation, typed: dict[str, str], field: str, said: str
) -> None:
    sent = SINCE | typed | {"replaces": [_keys(office)["Auslandsamt"]]} | evidence()
    answer = desk.post(_address(office), sent)
    (fault,) = answer.context["faults"]
    assert said in fault.sentence
    assert list(answer.context["form"].errors) == [field]
    assert _spans(office) == {"Auslandsamt": "2010/.."}


def test_a_choice_that_somebody_else_ended_meanwhile_is_told(
    desk: Client, office: Organisation
) -> None:
    name_organisation(organisation=office, name="AA", valid="2010/2012", by=somebody())
    sent = SINCE | {"replaces": [_keys(office)["AA"]]} | evidence()
    answer = desk.post(_address(office), sent)
    (fault,) = answer.context["faults"]
    assert "hat inzwischen ein Ende" in fault.sentence


def test_nothing_is_offered_where_every_name_has_an_end(desk: Client) -> None:
    office = OrganisationFactory(name="Amt", valid="2010/2012")
    assert 'name="replaces"' not in desk.get(_address(office)).content.decode()
    assert desk.post(_address(office), SINCE | evidence()).status_code == 302


def test_a_former_name_with_an_end_is_not_asked_about(desk: Client, office: Organisation) -> None:
    sent = {"name_de": "Büro", "since": "1990", "until": "2009"} | evidence()
    assert desk.post(_address(office), sent).status_code == 302
    assert _spans(office) == {"Auslandsamt": "2010/..", "Büro": "1990/2009"}


def test_the_ground_alone_judges_whether_a_name_ends_before_it_begins(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert forms.backwards("2010", "2012") == ""
    assert forms.backwards("2012", "XXXX") == ""
    assert "endet (2010), bevor er beginnt (2012)" in forms.backwards("2012", "2010")

    def refuse(text: str) -> None:
        raise Refused(Problem("valid", text))

    monkeypatch.setattr(forms, "parse_interval", refuse)
    assert "endet (2012), bevor er beginnt (2010)" in forms.backwards("2010", "2012")


def test_that_a_new_name_of_a_public_organisation_is_seen_at_once_is_said(
    desk: Client, office: Organisation
) -> None:
    said = "sofort für alle zu sehen"
    assert said in desk.get(_address(office)).content.decode()
    withdraw(record=office, by=somebody())
    assert said not in desk.get(_address(office)).content.decode()
