"""What rows say, and at which cell they cannot be read."""

from __future__ import annotations

import dataclasses

import pytest

from tests.intake.sheets.samples import HEADINGS, faults, judged, only, row
from weltoffen.intake.rules.deciding import CERTAIN
from weltoffen.intake.sheets import AS_WRITTEN, Weight, guess
from weltoffen.intake.sheets.types import Skipped
from weltoffen.intake.types import ActKind, Kind, Standing
from weltoffen.places.gazetteer.extract import quarters


def relation(*args: str, **cells: str):
    found = only(judged(row(*args, **cells)))
    assert found.relation is not None, faults(found)
    return found.relation


def test_a_row_says_which_relation_it_is():
    found = relation("Rostow am Don", land="Russland", seit="4.7.1977", status="ruht")
    assert (found.home, found.name, found.country) == ("Dortmund", "Rostow am Don", "RU")
    assert (found.kind, found.since, found.status) == (Kind.TWIN, "1977-07-04", Standing.RESTING)
    assert found.place == 501175


def test_a_row_that_names_a_decision_says_an_act_too():
    found = only(judged(row("Leeds", land="GB", beschluss="Juni 1969", drucksache="12/69")))
    assert found.act is not None
    assert (found.act.kind, found.act.on) == (ActKind.COUNCIL, "1969-06")
    assert (found.act.paper_number, found.act.place) == ("12/69", 2644688)
    assert found.relation is not None
    assert found.relation.quote == found.act.quote


def test_the_country_may_stand_behind_the_name():
    found = relation("Amiens (Frankreich)")
    assert (found.name, found.country, found.place) == ("Amiens", "FR", 3037854)


@pytest.mark.parametrize(
    ("heading", "word", "cell"),
    [
        ("status", "ruht", "F2"),
        ("art", "Partnerstadt", "C2"),
        ("land", "Frankreich", "B2"),
        ("seit", "1987", "D2"),
    ],
)
def test_a_cell_too_long_for_its_column_is_told_and_not_read(heading, word, cell):
    assert faults(only(judged(row("Lyon", **{heading: word})))) == {}
    found = only(judged(row("Lyon", **{heading: f"{word} " * 80})))
    assert found.relation is None
    assert "bis zu 300" in faults(found)[cell]


def test_a_network_is_no_place():
    found = relation("Eurocities", art="Netzwerk", seit="1996")
    assert (found.kind, found.place, found.ambiguous) == (Kind.NETWORK, None, False)


def test_an_end_that_has_come_ends_the_relation():
    found = relation("Amiens", land="FR", seit="1960-1990")
    assert (found.since, found.until, found.status) == ("1960", "1990", Standing.ENDED)


def test_a_term_that_has_not_run_out_is_noted_and_no_end():
    found = only(judged(row("Amiens", land="FR", seit="2020", bis="2099")))
    assert [each.weight for each in found.problems] == [Weight.NOTE]
    assert "Befristung" in faults(found)["E2"]
    assert found.relation is not None
    assert (found.relation.until, found.relation.status) == (None, Standing.ACTIVE)


@pytest.mark.parametrize(
    ("cells", "cell", "told"),
    [
        ({"land": "Chyna"}, "B2", "Chyna"),
        ({"art": "Patenschaft"}, "C2", "Patenschaft"),
        ({"art": ""}, "C2", "Art von Beziehung"),
        ({"seit": "irgendwann"}, "D2", "kein Datum"),
        ({"seit": "2099"}, "D2", "Zukunft"),
        ({"seit": "1990", "bis": "1980"}, "E2", "vor dem Anfang"),
        ({"seit": "1977-1990", "bis": "1991"}, "D2", "noch eines"),
        ({"bis": "1990", "status": "aktiv"}, "F2", "trotzdem"),
        ({"status": "na ja"}, "F2", "na ja"),
        ({"seit": "1990", "status": "beendet 1980"}, "F2", "vor dem Anfang"),
        ({"beschluss": "gestern"}, "G2", "kein Datum"),
        ({"beschluss": "2099"}, "G2", "Zukunft"),
        ({"beschluss": "1969-1975"}, "G2", "Zeitspanne"),
    ],
)
def test_a_bad_cell_is_told_at_its_place_and_gives_no_relation(cells, cell, told):
    found = only(judged(row("Amiens", **({"land": "FR"} | cells))))
    assert found.relation is None
    assert told in faults(found)[cell]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("", "Es fehlt, mit wem"),
        ("x" * 121, "120 Zeichen"),
        ("Dortmund", "eigene Stadt"),
        ("Amiens (Belgien)", "anderes Land"),
    ],
)
def test_a_bad_name_is_told(name, told):
    found = only(judged(row(name, land="DE" if name == "Dortmund" else "FR")))
    assert found.relation is None
    assert any(told in sentence for sentence in faults(found).values())


def test_all_bad_cells_of_a_row_are_told_at_once():
    found = only(judged(row("", land="Chyna", art="Patenschaft", seit="?!", status="na ja")))
    assert set(faults(found)) == {"A2", "B2", "C2", "F2"}


def test_a_name_of_several_places_is_asked_with_its_candidates():
    found = only(judged(row("Neustadt", land="DE")))
    assert [each.weight for each in found.problems] == [Weight.QUESTION]
    assert len(found.candidates) > 2
    assert found.relation is not None
    assert (found.relation.place, found.relation.ambiguous) == (None, True)
    wanted = found.candidates[3]
    chosen = only(judged(row("Neustadt", land="DE"), picks={2: wanted.geonames_id}))
    assert chosen.relation is not None
    assert (chosen.relation.place, chosen.relation.ambiguous) == (wanted.geonames_id, False)
    assert faults(chosen) == {}


def test_a_state_tells_american_towns_apart():
    headings = ["Stadt", "Land", "Bundesstaat", "Art"]
    found = only(judged(["Springfield", "USA", "Illinois", "sister city"], headings=headings))
    assert found.relation is not None
    assert found.relation.place == 4250542


def test_a_place_in_another_country_is_offered():
    found = only(judged(row("Amiens", land="Polen")))
    assert "anderswo" in faults(found)["A2"]
    assert {each.country for each in found.candidates} >= {"FR"}


def test_a_new_place_needs_its_country():
    unknown = row("Hinterwaldungen")
    assert "kennt das Ortsverzeichnis nicht" in faults(only(judged(unknown)))["A2"]
    found = only(judged(unknown, picks={2: AS_WRITTEN}))
    assert "fehlt das Land" in faults(found)["B2"]


def test_the_same_relation_twice_is_told_at_the_second():
    first, second, other = judged(
        row("Amiens", land="FR"), row("AMIENS", land="F"), row("Amiens", land="FR", art="Projekt")
    ).rows
    assert first.relation is not None
    assert other.relation is not None
    assert second.relation is None
    assert "Zeile 2" in faults(second)["A3"]


def test_totals_headings_between_and_repeated_headers_are_left_aside():
    found = judged(
        ["Europa"], row("Amiens", land="FR"), [], HEADINGS, ["Frankreich"], ["Summe", "", "1"]
    )
    assert [each.number for each in found.rows] == [3]
    assert found.skipped == (
        (2, Skipped.HEADING), (5, Skipped.REPEATED_HEADER), (6, Skipped.HEADING),
        (7, Skipped.TOTAL),
    )  # fmt: skip


def test_merged_cells_are_read_for_the_rows_below_where_that_is_wanted():
    rows = [row("Amiens", land="FR"), row("Lyon", art="", seit="1950"),
            row("Nantes", art="", seit="1960")]  # fmt: skip
    table = [HEADINGS, *rows]
    plain = judged(*rows)
    assert [each.is_faulty for each in plain.rows] == [False, True, True]
    filled = judged(*rows, layout=dataclasses.replace(guess(table, 0), fills_down=True))
    assert [each.relation and each.relation.kind for each in filled.rows] == [Kind.TWIN] * 3
    assert [each.relation and each.relation.country for each in filled.rows] == ["FR"] * 3


def test_what_holds_for_rows_without_a_kind_can_be_said():
    layout = dataclasses.replace(guess([HEADINGS, row("Amiens")], 0), kind=Kind.CLIMATE)
    found = only(judged(row("Amiens", art=""), layout=layout))
    assert found.relation is not None
    assert found.relation.kind is Kind.CLIMATE


def test_people_are_read_nowhere():
    found = only(judged(row("Amiens", land="FR", wer="Erika Beispiel", bemerkung="Chor")))
    assert found.relation is not None
    assert "Erika" not in found.relation.quote.words
    assert found.relation.quote.words == "Amiens\tFR\tPartnerstadt"


@pytest.mark.parametrize(
    ("cells", "cell", "told", "reads"),
    [
        ({"seit": "4.7.77"}, "D2", "zwei Ziffern", "1977-07-04"),
        ({"seit": "7/4/1977"}, "D2", "der Tag", "1977-04-07"),
        ({"seit": "2014 ?"}, "D2", "unsicher", "2014~"),
        ({"seit": "28310"}, "D2", "Excel", "1977-07-04"),
    ],
)
def test_what_needs_a_persons_eye_is_proposed_with_a_question(cells, cell, told, reads):
    found = only(judged(row("Amiens", land="FR", **cells)))
    assert found.relation is not None
    assert told in faults(found)[cell]
    assert [each.weight for each in found.problems] == [Weight.QUESTION]
    assert found.relation.since == found.readings[3].on == reads
    assert found.relation.confidence < CERTAIN
    way = found.readings[3].ways[-1]
    answered = only(judged(row("Amiens", land="FR", **cells), picked={(2, 3): way}))
    assert answered.relation is not None
    assert (answered.relation.since, faults(answered)) == (way, {})
    assert answered.relation.confidence >= CERTAIN
    other = only(judged(row("Amiens", land="FR", **cells), picked={(2, 3): "1888"}))
    assert faults(other) == faults(found)


def test_a_decision_of_which_the_year_is_short_keeps_the_whole_row_waiting():
    found = only(judged(row("Leeds", land="GB", seit="1969", beschluss="2.6.69")))
    assert found.relation is not None
    assert found.act is not None
    assert (found.act.on, found.act.confidence) == ("1969-06-02", found.relation.confidence)
    assert found.act.confidence < CERTAIN


def test_what_is_known_roughly_is_certain_as_a_range():
    found = only(judged(row("Amiens", land="FR", seit="90er Jahre", beschluss="Sommer 1993")))
    assert found.relation is not None
    assert found.act is not None
    assert (found.relation.since, found.act.on) == ("[1990..1999]", "[1993-06..1993-09]")
    assert found.problems == ()


def test_readings_are_told_of_rows_with_faults_too():
    found = only(judged(row("Amiens", land="Chyna", seit="4.7.77")))
    assert found.relation is None
    assert found.readings[3].on == "1977-07-04"


@pytest.mark.parametrize(
    ("cells", "standing", "until", "changed"),
    [
        ({"bemerkung": "ruht"}, Standing.RESTING, None, None),
        ({"bemerkung": "ruht seit 2022"}, Standing.RESTING, None, "2022"),
        ({"bemerkung": "beendet 2015"}, Standing.ENDED, "2015", None),
        ({"bemerkung": "suspended"}, Standing.RESTING, None, None),
        ({"bemerkung": "en sommeil"}, Standing.RESTING, None, None),
        ({"bemerkung": "ruht nicht"}, Standing.ACTIVE, None, None),
        ({"bemerkung": "Chor, Orgel"}, Standing.ACTIVE, None, None),
        ({"status": "ruht seit Februar 2022"}, Standing.RESTING, None, "2022-02"),
        ({"status": "beendet 2015"}, Standing.ENDED, "2015", None),
        ({"status": "ruht", "bemerkung": "ruht seit 2022"}, Standing.RESTING, None, "2022"),
        ({"seit": "1990", "bemerkung": "beendet 1980"}, Standing.ACTIVE, None, None),
        ({"seit": "1990", "bemerkung": "geplant"}, Standing.ACTIVE, None, None),
        ({"bis": "2010", "bemerkung": "ruht seit 2005"}, Standing.ENDED, "2010", None),
    ],
)
def test_a_remark_is_read_for_the_status_and_is_never_a_fault(cells, standing, until, changed):
    found = only(judged(row("Amiens", land="FR", **cells)))
    assert found.relation is not None
    assert (found.relation.status, found.relation.until) == (standing, until)
    assert (found.change.on if found.change else None) == changed
    assert found.problems == ()


def test_a_pause_with_its_time_is_an_act():
    found = only(judged(row("Amiens", land="FR", bemerkung="ruht seit 2022", beschluss="1960")))
    assert [each.kind for each in found.acts] == [ActKind.COUNCIL, ActKind.SUSPENSION]


@pytest.mark.parametrize(
    ("cells", "column", "first", "second"),
    [
        ({"status": "aktiv", "bemerkung": "ruht seit 2022"}, 9, "resting", "active"),
        ({"status": "inaktiv"}, 5, "resting", "ended"),
    ],
)
def test_a_standing_that_is_not_sure_is_asked_about(cells, column, first, second):
    found = only(judged(row("Amiens", land="FR", **cells)))
    assert [(each.column, each.weight) for each in found.problems] == [(column, Weight.QUESTION)]
    assert found.relation is not None
    assert found.relation.status == first
    assert found.relation.confidence < CERTAIN
    chosen = only(judged(row("Amiens", land="FR", **cells), picked={(2, column): second}))
    assert chosen.relation is not None
    assert chosen.relation.status == second
    assert (chosen.problems, chosen.change) == ((), None)


def test_a_quarter_of_the_name_is_not_offered_but_asks_for_a_word():
    found = only(judged(row("Salamanca", land="ES", seit="1990")))
    assert [each.name for each in found.candidates] == ["Salamanca"]
    assert "ein Stadtteil anderswo heißt auch so" in faults(found)["A2"]
    assert found.relation is not None
    assert found.relation.ambiguous


def test_no_quarter_stands_among_the_places_to_choose_from():
    found = only(judged(row("Neustadt", land="DE", seit="1990")))
    assert len(found.candidates) > 10
    assert not [each for each in found.candidates if each.geonames_id in quarters()]
    assert f"heißen {len(found.candidates)} Orte" in faults(found)["A2"]
