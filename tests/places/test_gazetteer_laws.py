"""What always holds of the gazetteer: its laws, the packaged extract, the names of countries."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from babel import Locale
from hypothesis import given, settings
from hypothesis import strategies as st

from weltoffen.places.gazetteer import (
    Because,
    Place,
    Status,
    country_code,
    fold,
    lookup,
    place,
    places,
)
from weltoffen.places.gazetteer.judging import COUNTRY_RATIO, UNSTATED_POPULATION, WORLD_RATIO
from weltoffen.places.gazetteer.spelling import fold_text


@pytest.fixture(scope="module")
def every_place() -> list[Place]:
    return list(places())


# --- laws --------------------------------------------------------------------------------------

names_typed = st.text(max_size=40) | st.text("aäöüßłøÉ´'’-./()| amndru\u0301йїЁ", max_size=30)


@given(names_typed)
def test_folding_twice_is_folding_once(name: str) -> None:
    assert fold(fold(name)) == fold(name)


@given(names_typed)
def test_folding_ignores_case_of_latin_letters_and_composition(name: str) -> None:
    assert fold(unicodedata.normalize("NFD", name)) == fold(unicodedata.normalize("NFC", name))
    if name.isascii():
        assert fold(name.upper()) == fold(name)


@given(st.lists(st.text(st.characters(exclude_characters="\t\n|"), max_size=15), min_size=1))
def test_folding_many_at_once_is_folding_each(written: list[str]) -> None:
    at_once = fold_text("|".join(written)).split("|")
    assert [" ".join(name.split()) for name in at_once] == [fold(name) for name in written]


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("Xi´an", "xian"),
        ("L’Aquila", "laquila"),
        ("Łódź", "lodz"),
        ("Weißenfels", "weissenfels"),
        ("İzmir", "izmir"),
        ("Diyarbakır", "diyarbakir"),
        ("Ðakovo–Đakovo", "dakovo dakovo"),
        ("  Novi-Sad ", "novi sad"),
        ("Halle (Saale)", "halle saale"),
        ("Ærøskøbing", "aeroskobing"),
        ("Миколаїв", "миколаїв"),
        ("Ки\u0301їв", "київ"),
        ("_", ""),
    ],
)
def test_folding(name: str, folded: str) -> None:
    assert fold(name) == folded


# A place by its number, modulo: sampling from the list of all of them is slow.
positions = st.integers(min_value=0, max_value=10**9)


@given(position=positions)
@settings(max_examples=300)
def test_a_place_is_among_the_answers_to_its_own_names(
    every_place: list[Place], position: int
) -> None:
    one = every_place[position % len(every_place)]
    for name in filter(None, (one.name, one.german, *one.names)):
        assert one in lookup(name, one.country).candidates


@given(position=positions, elsewhere=positions)
def test_answers_keep_their_word(every_place: list[Place], position: int, elsewhere: int) -> None:
    one = every_place[position % len(every_place)]
    other = every_place[elsewhere % len(every_place)]
    for country in (None, one.country, other.country):
        found = lookup(one.name, country)
        sizes = [candidate.population for candidate in found.candidates]
        assert sizes == sorted(sizes, reverse=True)
        assert (found.place is not None) == (found.status is Status.FOUND)
        assert found.place is None or found.place in found.candidates
        assert (found.candidates == ()) == (found.status is Status.UNKNOWN)


@pytest.mark.parametrize(("country", "ratio"), [(None, WORLD_RATIO), ("US", COUNTRY_RATIO)])
def test_much_larger_means_larger_by_the_ratio(
    every_place: list[Place], country: str | None, ratio: float
) -> None:
    """Judged by names alone, without the index: among places of the same main name."""
    seen = set()
    for one in [one for one in every_place if one.country == (country or "US")][:1500]:
        found = lookup(one.name, country)
        rivals = [c for c in found.candidates if fold(c.name) == fold(one.name)]
        sizes = [rival.population or UNSTATED_POPULATION for rival in rivals]
        if len(sizes) > 1 and found.because in (Because.MUCH_LARGER, Because.SEVERAL):
            enough = max(sizes) >= ratio * sorted(sizes)[-2]
            if found.because is Because.MUCH_LARGER:
                assert enough, one.name
            seen.add((found.because, enough))
    assert {(Because.MUCH_LARGER, True), (Because.SEVERAL, False)} <= seen


# --- the extract -------------------------------------------------------------------------------


def test_places_are_whole(every_place: list[Place]) -> None:
    assert len({one.geonames_id for one in every_place}) == len(every_place)
    assert all(
        before.geonames_id < after.geonames_id
        for before, after in pairwise(every_place)
        if before.country == after.country
    )
    for one in every_place:
        assert -90 <= one.latitude <= 90
        assert -180 <= one.longitude <= 180
        assert one.population >= 0
        assert one.name


def test_place_by_id(every_place: list[Place]) -> None:
    for one in (every_place[0], every_place[-1], *every_place[5::9999]):
        assert place(one.geonames_id) == one
    assert place(1) is None
    assert place(-1) is None


# --- countries ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("USA", "US"),
        ("U.S.A.", "US"),
        ("Großbritannien", "GB"),
        ("England", "GB"),
        ("Scotland, United Kingdom", "GB"),
        ("Palästina", "PS"),
        ("Palestine", "PS"),
        ("Türkei", "TR"),
        ("Turkey", "TR"),
        ("Côte d´Ivoire", "CI"),
        ("Elfenbeinküste", "CI"),
        ("Czech Republic", "CZ"),
        ("South Korea", "KR"),
        ("Südkorea", "KR"),
        ("Russia", "RU"),
        ("Royaume-Uni", "GB"),
        ("die Ukraine", "UA"),
        ("The Netherlands", "NL"),
        ("Bosnien und Herzegowina", "BA"),
        ("Trinidad and Tobago", "TT"),
        ("Saint Lucia", "LC"),
        ("Georgia (country)", "GE"),
        ("Brandenburg, Germany", "DE"),
        ("Kosovo", "XK"),
        ("GH", "GH"),
        ("gh", None),
        ("QQ", None),
        ("Kongo", None),
        ("Europäische Union", None),
        ("Atlantis", None),
        ("", None),
    ],
)
def test_country_code(name: str, code: str | None) -> None:
    assert country_code(name) == code


@pytest.mark.parametrize("language", ["de", "en", "fr"])
def test_every_country_of_the_extract_is_known_by_name(
    every_place: list[Place], language: str
) -> None:
    for code in {one.country for one in every_place}:
        assert country_code(Locale(language).territories[code]) == code
        assert country_code(code) == code
