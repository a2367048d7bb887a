"""Tables whose head says what the columns hold."""

from __future__ import annotations

import pytest

from weltoffen.intake.reading.homes import Home
from weltoffen.intake.reading.reader import relations_in
from weltoffen.intake.reading.tables import Column, columns_of, row_partner
from weltoffen.intake.types import Kind


@pytest.mark.parametrize(
    ("head", "columns"),
    [
        ("Stadt\tLand\tseit", (Column.PLACE, Column.COUNTRY, Column.SINCE)),
        ("Country | Place | Region | Year",
         (Column.COUNTRY, Column.PLACE, Column.OTHER, Column.SINCE)),
        ("Ville jumelle   Pays   Depuis", (Column.PLACE, Column.COUNTRY, Column.SINCE)),
        ("Stadt | Einwohner", ()),
        ("Lyon | Frankreich | 1970", ()),
        ("Stadt", ()),
    ],
)  # fmt: skip
def test_what_the_columns_hold(head: str, columns: tuple[Column, ...]) -> None:
    assert columns_of(head) == columns


def test_a_row_gives_its_partner_by_the_columns() -> None:
    columns = (Column.COUNTRY, Column.PLACE, Column.OTHER, Column.SINCE)
    found = row_partner("Jamaica | Kingston | Surrey | 1962", columns, Home("Derby"), Kind.TWIN)
    assert found is not None
    assert (found.mention.name, found.mention.country, found.since) == ("Kingston", "JM", "1962")


def test_the_citys_own_name_abroad_may_stand_several_times() -> None:
    text = (
        "Twin towns of Derby\n\nCountry | Place | State | Year\n"
        "United States | Derby | Connecticut | 1971\nUnited States | Derby | Kansas | 1984\n"
        "United Kingdom | Derby | Derbyshire | 1977\n"
    )
    assert [(r.name, r.since) for r in relations_in(text, "Derby")] == [
        ("Derby", "1971"), ("Derby", "1984"),
    ]  # fmt: skip


def test_districts_have_partners_of_their_own() -> None:
    text = "Partnerstädte der Stadtbezirke\n\nBrackwede\tEnniskillen\tGroßbritannien\t1958\n"
    [found] = relations_in(text, "Bielefeld")
    assert (found.home, found.name, found.since) == ("Bielefeld-Brackwede", "Enniskillen", "1958")
