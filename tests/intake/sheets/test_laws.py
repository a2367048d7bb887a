"""What holds for every table, whatever stands in it."""

from __future__ import annotations

import re
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from weltoffen.ground.dates import parse_date
from weltoffen.intake.opening import open_bytes
from weltoffen.intake.rules.deciding import CERTAIN
from weltoffen.intake.sheets import (
    Layout,
    Meaning,
    extract,
    fingerprint,
    guess,
    judge,
)
from weltoffen.intake.sheets.judging import HomeTown
from weltoffen.intake.sheets.limits import letter, width
from weltoffen.intake.sheets.times import read_time
from weltoffen.intake.types import Kind

WORDS = [
    "Partnerstadt", "Land", "seit", "bis", "Art", "Status", "Summe", "Amiens", "Neustadt", "FR",
    "Frankreich", "1977", "1977.0", "4.7.1977", "1977/78", "31.2.1977", "99999", "-", "aktiv",
    "ruht", "ruht seit 2022", "beendet 2015", "inaktiv", "4.7.77", "7/4/1977", "28310", "2014 ?",
    "90er Jahre", "Sommer 1993", "1905-05-30", "1987 oder 1991",
    "Projekt", "Eurocities", "Netzwerk", "=1+1", "Dortmund", "Halle (Saale)", "a\tb\nc",
]  # fmt: skip
CELL = st.one_of(st.sampled_from(WORDS), st.text(max_size=12).map(str.strip))
TABLE = st.lists(st.lists(CELL, max_size=7), max_size=8)
LAYOUT = st.builds(
    Layout,
    header=st.none() | st.integers(0, 9),
    meanings=st.lists(st.sampled_from(Meaning), max_size=8).map(tuple),
    kind=st.none() | st.sampled_from(Kind),
    fills_down=st.booleans(),
)
PICKS = st.dictionaries(st.integers(1, 9), st.just("as-written") | st.integers(1, 10**7))
HOME = HomeTown("Dortmund", 2935517)
TODAY = date(2026, 11, 22)


@given(TABLE, st.none() | LAYOUT, PICKS)
def test_any_table_is_judged_and_every_problem_names_its_cell(table, layout, picks):
    how = layout or guess(table)
    kept = extract(table, how)
    found = judge(table, how, kept, home=HOME, today=TODAY, picks=picks)
    for row in found.rows:
        assert 1 <= row.number <= len(table)
        for each in row.problems:
            assert each.row == row.number
            assert each.problem.where == f"{letter(each.column)}{row.number}"
            assert each.problem.says().endswith(".")
            assert each.column < max(1, len(how.meanings))


@given(TABLE, st.none() | LAYOUT, PICKS)
def test_a_row_states_a_relation_or_names_its_fault(table, layout, picks):
    how = layout or guess(table)
    kept = extract(table, how)
    for row in judge(table, how, kept, home=HOME, today=TODAY, picks=picks).rows:
        assert (row.relation is None) == row.is_faulty
        if row.relation is None:
            assert row.acts == ()
            continue
        for found in (row.relation, *row.acts):
            if found is not None:
                quote = found.quote
                assert found.confidence == row.relation.confidence
                assert kept.text[quote.start : quote.end] == quote.words
                assert quote.words.strip()
        for stated in (row.relation.since, row.relation.until):
            assert stated is None or parse_date(stated).is_known


@given(TABLE, st.none() | LAYOUT)
def test_what_is_left_out_is_nowhere_in_what_is_kept(table, layout):
    how = layout or guess(table)
    secret = [
        [
            f"geheim{number}" if n < len(how.meanings) and n not in how.kept else cell
            for n, cell in enumerate(line)
        ]
        for number, line in enumerate(table)
    ]
    kept = extract(secret, how)
    assert b"geheim" not in kept.body
    assert "geheim" not in kept.text


@given(st.lists(st.lists(st.sampled_from(WORDS[:20]), min_size=2, max_size=2), min_size=2))
def test_what_is_kept_opens_as_the_text_that_is_quoted(table):
    how = Layout(0, (Meaning.NAME, Meaning.NOTE))
    kept = extract(table, how)
    assert open_bytes(kept.body, media_type="text/csv", name="a.csv").text == kept.text


@given(st.lists(CELL, max_size=7))
def test_headings_are_known_again_whatever_their_case(row):
    assert fingerprint(row) == fingerprint([f" {cell} " for cell in row])
    assert re.fullmatch(r"|[0-9a-f]{64}", fingerprint(row))


@given(TABLE)
def test_a_guess_says_something_of_every_column_once(table):
    found = guess(table)
    assert len(found.meanings) == width(table)
    for single in set(Meaning) - {Meaning.NOTE, Meaning.PERSON, Meaning.IGNORED}:
        assert found.meanings.count(single) <= 1


@given(TABLE, st.none() | LAYOUT)
def test_a_row_is_sure_of_itself_unless_a_cell_may_be_read_in_several_ways(table, layout):
    how = layout or guess(table)
    kept = extract(table, how)
    for row in judge(table, how, kept, home=HOME, today=TODAY, picks={}).rows:
        is_open = any(each.ways and not each.picked for each in row.readings.values())
        if row.relation is not None:
            assert (row.relation.confidence < CERTAIN) == is_open
        for reading in row.readings.values():
            for on in (reading.on, reading.until):
                assert on is None or parse_date(on).text == on


@given(st.dates(date(1900, 1, 1), TODAY))
def test_a_day_is_proposed_however_it_is_shortened_and_never_taken_unseen(day):
    number = (day - date(1899, 12, 30)).days
    cells = [f"{day:%d.%m.%y}", f"{day.day}.{day.month}.{day:%y}", f"{day:%d/%m/%y}"]
    for cell in [*cells, str(number)] if number >= 10_000 else cells:
        found = read_time(cell, TODAY)
        assert found.asks
        assert day.isoformat() in {way.text for way in found.ways}
        assert all(way.earliest <= TODAY for way in found.ways)
