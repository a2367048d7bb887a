"""The gazetteer on the packaged data: what it finds and what it leaves open."""

from __future__ import annotations

import csv
import math
from pathlib import Path

import pytest

from weltoffen.places.gazetteer import (
    Because,
    Place,
    Status,
    country_code,
    country_name,
    division_name,
    lookup,
    place,
    places,
    to_offer,
)
from weltoffen.places.gazetteer.extract import quarters

TWIN_TOWNS = Path(__file__).parents[2].parent / "shared/data/twin_cities_hekman.csv"

# Name as Dortmund writes it, country, GeoNames id.
PARTNERS = [
    ("Amiens", "FR", 3037854),
    ("Leeds", "GB", 2644688),
    ("Rostow am Don", "RU", 501175),
    ("Buffalo", "US", 5110629),
    ("Netanya", "IL", 294071),
    ("Novi Sad", "RS", 3194360),
    ("Zwickau", "DE", 2803560),
    ("Xi´an", "CN", 1790630),
    ("Trabzon", "TR", 738648),
    ("Kumasi", "GH", 2298890),
    ("Schytomyr", "UA", 686967),
    ("Cluj-Napoca", "RO", 681290),
    ("Dura", "PS", 284011),
    ("Dabola", "GN", 2422442),
    ("Pittsburgh", "US", 5206379),
    ("Mykolajiw", "UA", 700569),
]
NEED_THEIR_COUNTRY = {"Leeds", "Buffalo", "Mykolajiw"}


def kilometres(place: Place, latitude: float, longitude: float) -> float:
    here, there = math.radians(place.latitude), math.radians(latitude)
    east = math.radians(longitude - place.longitude)
    half = math.sin((there - here) / 2) ** 2
    half += math.cos(here) * math.cos(there) * math.sin(east / 2) ** 2
    return 12742 * math.asin(math.sqrt(half))


# --- found -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "country", "identifier"), PARTNERS)
def test_partner_is_found_in_its_country(name: str, country: str, identifier: int) -> None:
    found = lookup(name, country)
    assert found.status is Status.FOUND
    assert found.place is not None
    assert (found.place.geonames_id, found.place.country) == (identifier, country)


@pytest.mark.parametrize(("name", "country", "identifier"), PARTNERS)
def test_partner_without_country_is_found_or_left_open(
    name: str, country: str, identifier: int
) -> None:
    found = lookup(name)
    if name in NEED_THEIR_COUNTRY:
        assert found.status is Status.AMBIGUOUS
        assert found.candidates[0].geonames_id == identifier
    else:
        assert found.place is not None
        assert found.place.geonames_id == identifier


@pytest.mark.parametrize(
    ("name", "country", "identifier"),
    [
        ("Koeln", "DE", 2886242),
        ("Koln", None, 2886242),
        ("KÖLN", "de", 2886242),
        ("Lodz", "PL", 3093133),
        ("Tromsö", "NO", 3133895),
        ("Århus", None, 2624652),
        ("Aarhus", "DK", 2624652),
        ("Xi'an", "CN", 1790630),
        ("Xi’an", "CN", 1790630),
        ("Xian", "CN", 1790630),
        ("Житомир", "UA", 686967),
        ("Ростов-на-Дону", "RU", 501175),
        ("Winnyzja", "UA", 689558),
        ("Lwiw", None, 702550),
        ("Lemberg", "UA", 702550),
        ("Klausenburg", None, 681290),
        ("Dnipro", None, 709930),
        ("Kiew", "UA", 703448),
        ("Kyjiw", "UA", 703448),
        ("Hanover", "DE", 2910831),
        ("Milano", "IT", 3173435),
        ("New York", "US", 5128581),
        ("Mariehamn", "FI", 3041732),  # filed under the Åland Islands
    ],
)
def test_other_spellings_are_found(name: str, country: str | None, identifier: int) -> None:
    found = lookup(name, country)
    assert found.place is not None
    assert found.place.geonames_id == identifier


@pytest.mark.parametrize(
    ("name", "country", "identifier"),
    [
        ("Frankfurt am Main", None, 2925533),
        ("Frankfurt a. M.", "DE", 2925533),
        ("Frankfurt/M.", "DE", 2925533),
        ("Frankfurt/Main", "DE", 2925533),
        ("Frankfurt (Oder)", None, 2925535),
        ("Frankfurt an der Oder", "DE", 2925535),
        ("Frankfurt a.d. Oder", "DE", 2925535),
        ("Halle (Saale)", None, 2911522),
        ("Halle a. d. Saale", "DE", 2911522),
        ("Halle/Saale", "DE", 2911522),
        ("Halle (Westf.)", "DE", 2911520),
        ("Mülheim a. d. Ruhr", "DE", 2867838),
        ("Muelheim an der Ruhr", "DE", 2867838),
        ("Freiburg i. Br.", "DE", 2925177),
        ("Rothenburg o. d. T.", "DE", 2844056),
        ("St. Pölten", "AT", 2766429),
        ("Sankt Pölten", "AT", 2766429),
        ("Buffalo, New York", None, 5110629),
        ("Buffalo (NY)", "US", 5110629),
        ("Portland (Maine)", "US", 4975802),
        ("Saint-Denis (La Réunion)", "FR", 935264),
        ("Tiflis (Georgien)", None, 611717),
        ("Savannah, Georgia", None, 4221552),
    ],
)
def test_qualifiers_tell_which_one(name: str, country: str | None, identifier: int) -> None:
    found = lookup(name, country)
    assert found.place is not None
    assert found.place.geonames_id == identifier


def test_qualifier_that_is_not_known_is_dropped_for_the_only_bearer_of_the_name() -> None:
    found = lookup("Kitzingen am Main", "DE")
    assert found.place is not None
    assert (found.place.name, found.because) == ("Kitzingen", Because.WITHOUT_QUALIFIER)


# --- left open ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "country", "among"),
    [
        ("Halle", None, {("Halle (Saale)", "DE"), ("Halle", "DE"), ("Halle", "BE")}),
        ("Halle", "DE", {("Halle (Saale)", "DE"), ("Halle", "DE")}),
        ("Halle", "BE", {("Halle", "BE")}),
        ("Frankfurt", "DE", {("Frankfurt am Main", "DE"), ("Frankfurt (Oder)", "DE")}),
        ("Frankfurt am Neckar", "DE", {("Frankfurt am Main", "DE")}),
        ("Limburg an der Weser", "DE", {("Limburg an der Lahn", "DE")}),
        ("Rostow", "RU", {("Rostov-on-Don", "RU"), ("Rostov Veliky", "RU")}),
        ("Rostov", "RU", {("Rostov-on-Don", "RU"), ("Rostov Veliky", "RU")}),
        ("Newcastle", "GB", {("Newcastle upon Tyne", "GB"), ("Newcastle", "GB")}),
        ("Newcastle", None, {("Newcastle upon Tyne", "GB"), ("Newcastle", "AU")}),
        ("San José", None, {("San Jose", "US"), ("San José", "CR")}),
        ("Springfield", "US", {("Springfield", "US")}),
    ],
)
def test_name_of_several_is_ambiguous(
    name: str, country: str | None, among: set[tuple[str, str]]
) -> None:
    found = lookup(name, country)
    assert found.status is Status.AMBIGUOUS
    assert found.place is None
    assert among <= {(candidate.name, candidate.country) for candidate in found.candidates}


def test_bondo_is_ambiguous_in_kenya_and_the_town_of_the_project_comes_first() -> None:
    """GeoNames has two in Siaya County, 22,712 and 8,683 inhabitants: not clear enough."""
    found = lookup("Bondo", "KE")
    assert found.status is Status.AMBIGUOUS
    assert [candidate.geonames_id for candidate in found.candidates] == [200305, 200304]


def test_country_narrows_what_is_ambiguous_in_the_world() -> None:
    assert lookup("San José").status is Status.AMBIGUOUS
    found = lookup("San José", "CR")
    assert (found.status, found.because) == (Status.FOUND, Because.MUCH_LARGER)


# --- not known ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "country", "because"),
    [
        ("Qwertzhausen", None, Because.NO_SUCH_NAME),
        ("Amiens", "DE", Because.NO_SUCH_NAME),
        ("Amiens", "QQ", Because.NO_SUCH_COUNTRY),
        ("Amiens", "", Because.NO_SUCH_COUNTRY),
        ("Rastatt (district)", "DE", Because.NAMES_AN_AREA),
        ("", None, Because.NO_SUCH_NAME),
        (" \t", "DE", Because.NO_SUCH_NAME),
        ("(Oder)", "DE", Because.NO_SUCH_NAME),
        ("西安", "CN", Because.NO_SUCH_NAME),
    ],
)
def test_unknown_says_why(name: str, country: str | None, because: Because) -> None:
    found = lookup(name, country)
    assert (found.status, found.because) == (Status.UNKNOWN, because)
    assert found.candidates == ()


# --- twin towns of the world -------------------------------------------------------------------


@pytest.mark.world
@pytest.mark.skipif(not TWIN_TOWNS.exists(), reason="no file of twin towns beside the repository")
def test_twin_towns_of_the_world() -> None:
    """The shares promised in data/README.md hold, rounded down."""
    towns = set()
    with TWIN_TOWNS.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            for end in "12":
                at = (float(row[f"lat{end}"]), float(row[f"lng{end}"]))
                towns.add((row[f"city{end}"], country_code(row[f"country{end}"]), *at))
    in_a_country = [town for town in towns if town[1]]
    answers = [(lookup(name, code), at) for name, code, *at in in_a_country]
    found = [(answer.place, at) for answer, at in answers if answer.place]
    near = [place for place, at in found if kilometres(place, *at) < 100]
    assert len(in_a_country) >= 0.99 * len(towns)
    assert len(found) >= 0.78 * len(towns)
    assert len(near) >= 0.97 * len(found)


def test_a_country_has_its_common_name_in_a_language_and_one_without_keeps_its_code():
    assert [country_name("GH", language) for language in ("de", "en")] == ["Ghana", "Ghana"]
    assert country_name("DE", "en") == "Germany"
    assert country_code(country_name("CI", "de")) == "CI"
    assert country_name("Q9", "de") == "Q9"


# --- telling places of one name apart ------------------------------------------------------------


def test_quarters_are_not_offered_where_a_town_bears_the_name() -> None:
    named = lookup("Neustadt", "DE").candidates
    assert {"Neustadt/Süd", "Neustadt/Nord"} <= {each.name for each in named}
    left = to_offer(named)
    assert 10 < len(left) < len(named)
    assert not {each.geonames_id for each in left} & quarters()


def test_quarters_are_offered_where_no_town_bears_the_name() -> None:
    named = [each for each in lookup("Neustadt", "DE").candidates if "/" in each.name]
    assert to_offer(named) == tuple(named)


def test_every_quarter_is_a_place_of_the_extract() -> None:
    assert quarters() <= {each.geonames_id for each in places()}
    assert place(min(quarters())) is not None


def test_divisions_have_names_in_both_languages() -> None:
    named = {language: division_name("DE", "02", language) for language in ("de", "en")}
    assert named == {"de": "Bayern", "en": "Bavaria"}
    assert division_name("US", "NY", "de") == division_name("US", "NY", "en") == "New York"
    assert division_name("DE", "99", "de") == division_name("XX", "", "en") == ""


def test_nearly_every_place_lies_in_a_division_with_a_name() -> None:
    unnamed = [each for each in places() if not division_name(each.country, each.admin1, "de")]
    assert len(unnamed) < 300
    assert "DE" not in {each.country for each in unnamed}
