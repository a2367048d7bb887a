"""Rows of bare names, lists whose words run together, and lines with something more beside them."""

from __future__ import annotations

import pytest

from weltoffen.intake.reading.claims import claims_in
from weltoffen.intake.reading.layout import units
from weltoffen.intake.reading.reader import relations_in


def _found(text: str, home: str) -> dict[str, str | None]:
    return {each.name: each.since for each in relations_in(text, home)}


@pytest.mark.parametrize(
    "row",
    [
        "Pordenone Brighton Tampere Rouen",
        "Pordenone · Brighton · Tampere · Rouen",
        "Pordenone | Brighton | Tampere | Rouen",
        "Pordenone, Brighton, Tampere, Rouen",
    ],
)
def test_a_row_of_names_below_a_heading_on_partners_is_partners(row: str) -> None:
    text = f"Die Wappen unserer Partnerstädte\n\nKlicken Sie auf einen Namen.\n\n{row}\n"
    assert set(_found(text, "Gütersloh")) == {"Pordenone", "Brighton", "Tampere", "Rouen"}


def test_a_part_of_a_town_ends_where_the_next_town_begins() -> None:
    text = "Unsere Partnerstädte\n\nRouen Berlin-Pankow Tampere Brighton\n"
    assert set(_found(text, "Gütersloh")) == {"Rouen", "Berlin-Pankow", "Tampere", "Brighton"}


@pytest.mark.parametrize(
    "text",
    [
        "Anreise\n\nHamm Dortmund Bochum Essen\n",
        "Unsere Partnerstädte\n\nGütersloh Bielefeld Herford Minden\n",
        "Unsere Partnerstädte\n\nDie Reise ging über Hannover, Magdeburg und Berlin.\n",
    ],
)
def test_other_rows_of_names_are_none(text: str) -> None:
    assert _found(text, "Gütersloh") == {}


def test_years_close_the_entries_of_a_list_that_runs_together() -> None:
    text = (
        "Unsere PartnergemeindenGent, Belgien, seit 1971Pordenone, Italien, seit 1983Tampere, "
        "Finnland, seit 1990Brighton, Großbritannien, seit 2001AktuellesDer Lauf ist im Mai."
    )
    assert _found(text, "Gütersloh") == {
        "Gent": "1971", "Pordenone": "1983", "Tampere": "1990", "Brighton": "2001",
    }  # fmt: skip


def test_the_words_of_a_picture_are_no_part_of_the_name_that_they_run_into() -> None:
    text = (
        "Partnerstädte\n\nWappen der Stadt TampereTampere in Finnland ist seit 1990 Partnerstadt.\n"
    )
    assert _found(text, "Gütersloh") == {"Tampere": "1990"}


def test_a_country_that_stands_twice_and_a_region_leave_the_town() -> None:
    text = (
        "Städtepartnerschaften\n\nGütersloh hat Verträge mit:[4]\nItalienItalien Pordenone, "
        "Friaul-Julisch Venetien, 1983\nFrankreichFrankreich Rouen, Normandie, 1991\n"
    )
    assert _found(text, "Gütersloh") == {"Pordenone": "1983", "Rouen": "1991"}


def test_a_country_with_its_capital_stands_above_its_towns() -> None:
    text = (
        "Jumelages\n\nFinlande - Capitale Helsinki\nTampere en Finlande depuis 1990 (lire)\n\n"
        "Belgique (capitale : Bruxelles)\nGand en Belgique depuis 1971 (en savoir plus)\n"
    )
    assert _found(text, "Niort") == {"Tampere": "1990", "Gand": "1971"}


def test_a_list_below_a_word_for_bonds_of_towns_counts_with_countries_and_years() -> None:
    lines = "1971   Gent (Belgien)\n1983   Pordenone (Italien)\n1990   Tampere (Finnland)\n"
    bonds = f"Unsere Städteverbindungen\n\nHier die Liste:\n\n{lines}"
    trains = f"Neue Zugverbindungen\n\nHier die Liste:\n\n{lines}"
    assert _found(bonds, "Gütersloh") == {"Gent": "1971", "Pordenone": "1983", "Tampere": "1990"}
    assert _found(trains, "Gütersloh") == {}


def test_cells_of_their_own_lines_make_a_table_though_a_country_says_its_part() -> None:
    text = (
        "Twin Cities\n\nCity\n\nCountry\n\nTwin city since\n\nBoise\n\nUSA (Idaho)\n\n1997\n\n"
        "Tampere\n\nFinland\n\n1990\n\nGent\n\nBelgium\n\n1971\n"
    )
    assert _found(text, "Chemnitz") == {"Boise": "1997", "Tampere": "1990", "Gent": "1971"}


def test_a_name_with_its_country_and_a_full_stop_heads_its_paragraph() -> None:
    text = (
        "Our twinning links\n\nTAMPERE (Finland). Twinned since 1990, with a choir.\n\n"
        "GHENT (Belgium). The twinning was signed in 1971.\n"
    )
    assert _found(text, "Norwich") == {"TAMPERE": "1990", "GHENT": "1971"}


def test_a_slash_before_a_country_needs_no_blank_before_it() -> None:
    text = (
        "Gütersloh hat drei Partnerstädte: Gent/ Belgien (seit 1971), Rouen/ Frankreich "
        "(seit 1991) und Wuhan/ Volksrepublik China (seit 2004)."
    )
    assert _found(text, "Gütersloh") == {"Gent": "1971", "Rouen": "1991", "Wuhan": "2004"}


def test_partners_in_towns_are_these_towns() -> None:
    text = "Daneben hat Gütersloh Partner in Gent, Rouen und Tampere."
    assert set(_found(text, "Gütersloh")) == {
        "Gent", "Rouen", "Tampere",
    }  # fmt: skip
    assert _found("Der Verein traf Partner in Gent und Rouen.", "Gütersloh") == {}


def test_a_label_with_a_day_is_no_partner() -> None:
    text = "Städtepartnerschaften\n\nRedaktionsschluss: 14.03.2016\nDrucklegung: 20.03.2016\n"
    assert _found(text, "Gütersloh") == {}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Le comité compte six sections, une pour chaque ville jumelle.", 6),
        ("There are four committees, one for each twin town.", 4),
        ("Six villes « jumelles »", 6),
    ],
)
def test_counts_of_partners_by_other_nouns(text: str, value: int) -> None:
    counts = [each.value for each in claims_in(units(text), text, "Niort") if each.what == "count"]
    assert counts == [value]
