"""Single cells as people write them."""

from __future__ import annotations

import pytest

from weltoffen.ground.problems import Refused
from weltoffen.intake.sheets import cells
from weltoffen.intake.types import Kind, Standing


@pytest.mark.parametrize(
    ("cell", "on"),
    [
        ("1977", "1977"),
        ("1977.0", "1977"),
        ("1977-07-04", "1977-07-04"),
        ("1977-07-04 00:00:00", "1977-07-04"),
        ("4.7.1977", "1977-07-04"),
        ("seit dem 4. Juli 1977", "1977-07-04"),
        ("Juli 1977", "1977-07"),
        ("07/1977", "1977-07"),
        ("14/7/1977", "1977-07-14"),
        ("7/14/1977", "1977-07-14"),
        ("4/4/1977", "1977-04-04"),
        ("July 4, 1977", "1977-07-04"),
        ("4th July 1977", "1977-07-04"),
        ("juillet 1977", "1977-07"),
        ("le 1er août 1977", "1977-08-01"),
        ("ca. 1960", "1960~"),
        ("ca 1960", "1960~"),
        ("~1960", "1960~"),
        ("vers 1960", "1960~"),
        ("um 1960", "1960~"),
        ("1977/78", "[1977..1978]"),
        ("1977/1978", "[1977..1978]"),
        ("1977–78", "[1977..1978]"),
        ("1977-11", "1977-11"),
    ],
)
def test_dates_are_as_exact_as_written(cell, on):
    assert cells.read_time(cell) == cells.Time(cells.read_time(on).on)
    assert cells.read_time(cell).on.text == on


@pytest.mark.parametrize("cell", ["1977-1990", "1977–1990", "1977 bis 1990", "1977/90"])
def test_a_span_has_a_beginning_and_an_end(cell):
    found = cells.read_time(cell)
    assert found.until is not None
    assert (found.on.text, found.until.text) == ("1977", "1990")


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("4.7.77", "fehlt das Jahr"),
        ("31.2.1977", "gibt es nicht im Kalender"),
        ("7/4/1977", "7.4.1977 oder 4.7.1977"),
        ("28310", "04.07.1977"),
        ("1990-1977", "vor dem Anfang"),
        ("nach dem Krieg", "kein Datum"),
    ],
)
def test_what_is_no_date_is_told(cell, told):
    with pytest.raises(Refused, match=told):
        cells.read_time(cell)


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        ("Partnerstadt", Kind.TWIN),
        ("Städtepartnerschaft", Kind.TWIN),
        ("Jumelage", Kind.TWIN),
        ("Sister City", Kind.TWIN),
        ("twin town", Kind.TWIN),
        ("Freundschaft", Kind.FRIENDSHIP),
        ("Projekt", Kind.PROJECT),
        ("Klimapartnerschaft (Vereinbarung)", Kind.CLIMATE),
        ("Solidaritätspartnerschaft", Kind.SOLIDARITY),
        ("Netzwerk", Kind.NETWORK),
        ("Charta", Kind.CHARTER),
        ("Patenschaft", None),
        ("Partnerstadt, vorher Projektpartner", None),
    ],
)
def test_kinds_are_read_from_their_words(cell, kind):
    assert cells.kind_of(cell) is kind


@pytest.mark.parametrize(
    ("cell", "standing"),
    [
        ("aktiv", Standing.ACTIVE),
        ("ruht seit 2022", Standing.RESTING),
        ("beendet", Standing.ENDED),
        ("eingeschränkt", Standing.LIMITED),
        ("in Planung", Standing.PLANNED),
        ("inaktiv", None),
        ("na ja", None),
    ],
)
def test_standings_are_read_from_their_words(cell, standing):
    assert cells.standing_of(cell) is standing


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("Frankreich", "FR"), ("France", "FR"), ("F", "FR"), ("FR", "FR"), ("fr", "FR"),
        ("FRA", "FR"), ("Royaume-Uni", "GB"), ("Türkei", "TR"), ("USA", "US"), ("PS", "PS"),
    ],
)  # fmt: skip
def test_countries_are_read_by_name_code_and_plate(cell, code):
    assert cells.read_country(cell) == code


def test_what_is_no_country_is_told():
    with pytest.raises(Refused, match="Atlantis"):
        cells.read_country("Atlantis")


@pytest.mark.parametrize("cell", ["", " ", "-", "–", "?", "k. A.", "k.A.", "unbekannt", "n/a"])
def test_cells_that_say_nothing_are_empty(cell):
    assert cells.is_blank(cell)


@pytest.mark.parametrize("cell", ["www.amiens.fr", "https://www.leeds.gov.uk/twinning?x=1"])
def test_addresses_of_pages_pass(cell):
    cells.check_homepage(cell)


@pytest.mark.parametrize("cell", ["javascript:alert(1)", "kommt noch", "amiens"])
def test_what_is_no_address_is_told(cell):
    with pytest.raises(Refused, match="Adresse"):
        cells.check_homepage(cell)
