"""A name that replaces others ends them; what cannot end by it is refused."""

from __future__ import annotations

from typing import Any

import pytest

from tests.factories import OrganisationFactory, somebody
from weltoffen.ground.dates import parse_interval
from weltoffen.ground.problems import Refused
from weltoffen.organisations.actions import amend_organisation_name, name_organisation
from weltoffen.organisations.models import OrganisationName
from weltoffen.organisations.rules import ended_by, replacing_problems


@pytest.mark.parametrize(
    ("earlier", "later", "ended"),
    [
        ("2010/..", "2026-01-01/..", "2010/2025-12-31"),
        ("../..", "2026/..", "../2026"),
        ("2010/..", "[..2024-06]/..", "2010/[..2024-06]"),
        ("2010/..", "../..", None),
        ("2010/..", "XXXX/..", None),
        ("2010/..", "2010/..", None),
        ("2010/..", "2009/..", None),
        ("2026-01-01/..", "2026-01-01/..", None),
        ("2010/2020", "2026/..", None),
        ("2010/..", "2015/2018", None),
    ],
)
def test_a_name_that_is_replaced_ends_before_the_other_begins(
    earlier: str, later: str, ended: str | None
) -> None:
    found = ended_by(parse_interval(earlier), parse_interval(later))
    assert (found and found.text) == ended


@pytest.mark.parametrize(
    ("later", "said"),
    [
        ("2026/..", {"replaces": ["„C“ hat schon ein Ende. Lassen Sie diesen Namen stehen."]}),
        ("../..", {"valid": ["Es fehlt, seit wann"]}),
        ("XXXX/..", {"valid": ["Es fehlt, seit wann"]}),
        ("2015/2018", {"replaces": ["Ein Name mit Ende löst keinen ab"]}),
        ("2010/..", {"replaces": ["„B“ beginnt nicht vor dem neuen", "„C“ hat schon ein Ende"]}),
    ],
)
def test_why_a_name_cannot_end_is_said(later: str, said: dict[str, list[str]]) -> None:
    borne = [("A", "2000/.."), ("B", "2012/.."), ("C", "1990/1999")]
    pairs = [(name, parse_interval(text)) for name, text in borne]
    found = replacing_problems(pairs, parse_interval(later))
    by_field = Refused(*found).by_field()
    assert list(by_field) == list(said)
    for where, sentences in said.items():
        assert len(by_field[where]) == len(sentences)
        assert all(map(str.startswith, by_field[where], sentences))


def test_nothing_is_wrong_where_nothing_is_replaced() -> None:
    assert replacing_problems([], parse_interval("2015/2018")) == []


def _spans(organisation: Any) -> dict[str, str]:
    return {name.name_de: name.valid for name in organisation.names.all()}


@pytest.mark.django_db
def test_only_the_names_that_are_replaced_end() -> None:
    office = OrganisationFactory(name="Auslandsamt", valid="2010/..")
    kept = name_organisation(organisation=office, name="AA", valid="2010/..", by=somebody())
    (old,) = office.names.exclude(pk=kept.pk)
    name_organisation(
        organisation=office, name="Büro", valid="2026-01-01/..", replaces=[old], by=somebody()
    )
    assert _spans(office) == {
        "Auslandsamt": "2010/2025-12-31", "AA": "2010/..", "Büro": "2026-01-01/..",
    }  # fmt: skip
    assert old.valid == "2010/2025-12-31"


@pytest.mark.django_db
def test_a_name_that_cannot_end_is_refused_with_all_else_and_nothing_is_written() -> None:
    office = OrganisationFactory(name="Auslandsamt", valid="2010/..")
    with pytest.raises(Refused) as refused:
        name_organisation(
            organisation=office, name="x" * 201, valid="2009/..", replaces=office.names.all(),
            by=somebody(),
        )  # fmt: skip
    assert {problem.where for problem in refused.value.problems} >= {"name_de", "replaces"}
    assert _spans(office) == {"Auslandsamt": "2010/.."}


@pytest.mark.django_db
def test_a_name_of_another_organisation_does_not_end() -> None:
    office, other = OrganisationFactory(), OrganisationFactory(name="Netz", valid="2010/..")
    with pytest.raises(Refused, match="„Netz“ ist kein Name dieser Organisation"):
        name_organisation(
            organisation=office, name="Büro", valid="2026/..", replaces=other.names.all(),
            by=somebody(),
        )  # fmt: skip
    assert _spans(other) == {"Netz": "2010/.."}


@pytest.mark.django_db
def test_a_name_that_ended_meanwhile_is_judged_as_it_is_now() -> None:
    office = OrganisationFactory(name="Auslandsamt", valid="2010/..")
    read_before = office.names.get()
    amend_organisation_name(given=OrganisationName.objects.get(), valid="2010/2020", by=somebody())
    with pytest.raises(Refused, match="hat schon ein Ende"):
        name_organisation(
            organisation=office, name="Büro", valid="2026/..", replaces=[read_before],
            by=somebody(),
        )  # fmt: skip
    assert _spans(office) == {"Auslandsamt": "2010/2020"}
