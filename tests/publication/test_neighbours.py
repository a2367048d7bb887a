"""What stands next to a relation."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from weltoffen.ground.dates import UNKNOWN, parse_date
from weltoffen.publication.rules.neighbours import MOST_KIN, Standing, by_theme, in_time

years = st.one_of(
    st.none(), st.just(UNKNOWN), st.integers(1900, 2030).map(lambda year: parse_date(str(year)))
)
standings = st.lists(st.tuples(years, st.sampled_from("ab")), max_size=12).map(
    lambda given: [Standing(key, group, since) for key, (since, group) in enumerate(given, 1)]
)


@given(standings)
def test_going_back_and_forth_leads_home(line: list[Standing]) -> None:
    """Whoever comes just before me has me just after."""
    for own in line:
        before, after = in_time(own, [one for one in line if one is not own])
        for beside, side in ((before, 1), (after, 0)):
            if beside is None:
                continue
            assert beside.group == own.group
            assert in_time(beside, [one for one in line if one is not beside])[side] == own


@given(standings)
def test_what_has_no_date_is_nobodys_neighbour(line: list[Standing]) -> None:
    for own in line:
        for beside in in_time(own, [one for one in line if one is not own]):
            assert beside is None or (beside.since is not None and beside.since.is_known)
        if own.since is None or not own.since.is_known:
            assert in_time(own, line) == (None, None)


def test_those_who_share_most_come_first() -> None:
    others = [
        Standing(1, "a", None, ("water",)),
        Standing(2, "a", None, ("water", "schools")),
        Standing(3, "b", None, ("sport",)),
        Standing(4, "b", None, ("schools",)),
    ]
    assert [one.key for one in by_theme({"water", "schools"}, others)] == [2, 1, 4]
    assert by_theme(set(), others) == []
    many = [Standing(key, "a", None, ("water",)) for key in range(MOST_KIN + 3)]
    assert len(by_theme({"water"}, many)) == MOST_KIN
