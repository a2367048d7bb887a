"""What a reader asks of a list, read from the address."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from weltoffen.portal.listing import Wanted, wanted

NAMES = ("home", "country", "form", "exchange", "sort", "after")


@given(st.dictionaries(st.sampled_from(NAMES), st.text(max_size=140)))
def test_any_address_is_read_and_read_again(parameters: dict[str, str]) -> None:
    """Whatever is typed gives a list, and the address made from it gives the same list."""
    asked = wanted(parameters)
    assert wanted(dict(asked.parameters)) == asked
    assert set(dict(asked.parameters)) <= set(NAMES)


def test_nothing_asked_leaves_the_address_bare() -> None:
    assert wanted({}) == Wanted()
    assert wanted({"sort": "name", "home": "dortmund"}).parameters == ()
    assert not wanted({"sort": "since"}).is_narrowed
    assert wanted({"country": "fr"}) == Wanted(country="FR")


def test_all_homes_take_only_what_the_database_can_answer() -> None:
    asked = wanted(
        {"home": "all", "form": "abroad", "sort": "since", "after": "x", "country": "fr"}
    )
    assert asked == Wanted(country="FR", all_homes=True, after="x")
    assert wanted({"after": "x"}).after == ""
