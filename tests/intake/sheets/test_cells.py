"""Single cells as people write them."""

from __future__ import annotations

import pytest

from weltoffen.ground.problems import Refused
from weltoffen.intake.sheets import cells
from weltoffen.intake.types import Kind, Standing


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
