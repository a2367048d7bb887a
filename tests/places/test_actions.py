"""Whoever records a place is told which one has its number already, at the desk or not."""

from __future__ import annotations

import pytest

from tests.factories import MunicipalityFactory, somebody
from weltoffen.ground.problems import Refused
from weltoffen.places.actions import amend_municipality

pytestmark = pytest.mark.django_db

NUMBERS = [("geonames_id", 2298890), ("wikidata_id", "Q1"), ("ags", "05913000")]


@pytest.mark.parametrize(("field", "number"), NUMBERS)
def test_a_number_that_another_place_has_is_refused_with_its_name(
    field: str, number: object
) -> None:
    MunicipalityFactory(identifier="kumasi-alt", name="Alt-Kumasi", **{field: number})
    other = MunicipalityFactory()
    with pytest.raises(Refused) as recording:
        MunicipalityFactory(**{field: number})
    with pytest.raises(Refused) as amending:
        amend_municipality(municipality=other, by=somebody(), **{field: number})
    for refused in (recording, amending):
        (problem,) = refused.value.problems
        assert problem.where == field
        assert f"{number} hat schon Alt-Kumasi (kumasi-alt)" in problem.says()


@pytest.mark.parametrize(
    ("field", "typed"),
    [("geonames_id", "sieben"), ("geonames_id", 10**30), ("wikidata_id", "Q" * 99),
     ("ags", "0\x00")],
)  # fmt: skip
def test_what_cannot_be_a_number_is_refused_as_before(field: str, typed: object) -> None:
    MunicipalityFactory()
    with pytest.raises(Refused) as refused:
        MunicipalityFactory(**{field: typed})
    assert {problem.where for problem in refused.value.problems} == {field}
    assert "hat schon" not in str(refused.value)
