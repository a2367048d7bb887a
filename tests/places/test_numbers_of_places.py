"""Numbers of other registers: what cannot be one is refused in a sentence, at its field."""

from __future__ import annotations

import pytest

from tests.factories import CountryFactory, somebody
from weltoffen.ground.problems import Refused
from weltoffen.places.actions import record_municipality
from weltoffen.places.models import Municipality


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("wikidata_id", "41604", "ein Q und eine Zahl"),
        ("wikidata_id", "Q0", "ein Q und eine Zahl"),
        ("wikidata_id", "Q1\n", "ein Q und eine Zahl"),
        ("ags", "12", "acht Ziffern"),
        ("ags", "0591300x", "acht Ziffern"),
    ],
)
def test_what_is_no_number_of_that_register_is_refused(field: str, typed: str, said: str) -> None:
    with pytest.raises(Refused) as refused:
        record_municipality(
            identifier="ort", name="Ort", country=CountryFactory(), by=somebody(), **{field: typed}
        )
    assert [problem.where for problem in refused.value.problems] == [field]
    assert said in str(refused.value)
    assert not Municipality.objects.exists()
