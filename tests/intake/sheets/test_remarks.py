"""Remarks that say how a relation stands, and those that do not."""

from __future__ import annotations

from datetime import date

import pytest

from weltoffen.intake.sheets.remarks import said_in
from weltoffen.intake.types import Kind, Standing

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("remark", "standing", "on"),
    [
        ("ruht", Standing.RESTING, None),
        ("ruht seit 2022", Standing.RESTING, "2022"),
        ("ruht seit Sommer 2022", Standing.RESTING, "[2022-06..2022-09]"),
        ("ruht wegen des Kriegs seit 2022", Standing.RESTING, "2022"),
        ("ruht seit 22", Standing.RESTING, None),
        ("beendet 2015", Standing.ENDED, "2015"),
        ("2015 beendet", Standing.ENDED, "2015"),
        ("twinning ended in 2015", Standing.ENDED, "2015"),
        ("suspended", Standing.RESTING, None),
        ("suspended since 24 February 2022", Standing.RESTING, "2022-02-24"),
        ("en sommeil", Standing.RESTING, None),
        ("suspendue depuis mars 2022", Standing.RESTING, "2022-03"),
        ("Vertrag 1987; ruht seit 2022", Standing.RESTING, "2022"),
        ("Chor und Orgel. Partnerschaft ruht seit Februar 2022", Standing.RESTING, "2022-02"),
        ("seit 2022 eingeschränkt", Standing.LIMITED, "2022"),
        ("ausgesetzt bis auf Weiteres", Standing.RESTING, None),
        ("geplant", Standing.PLANNED, None),
        ("ruht, seit 2022 ruhend", Standing.RESTING, None),
        ("ruht; " * 40, Standing.RESTING, None),
    ],
)
def test_a_remark_says_how_the_relation_stands(remark, standing, on):
    said = said_in(remark, Kind.TWIN, TODAY)
    assert said is not None
    assert (said.standing, said.on.text if said.on else None) == (standing, on)


@pytest.mark.parametrize(
    "remark",
    [
        "ruht nicht",
        "nicht beendet",
        "nie beendet",
        "not suspended",
        "Ansprechpartner im Ruhestand",
        "Schüleraustausch ruht seit 2022",
        "Schulpartnerschaft beendet 2015",
        "beendet: Schüleraustausch",
        "Projektpartnerschaft beendet",
        "Besuch geplant 2027",
        "wieder aktiv seit 2019",
        "Partnerschaft ruhte, seit 2022 wieder aufgenommen",
        "ruht; beendet",
        "derzeit keine Aktivitäten",
        "ruht; " * 60,
        "",
    ],
)
def test_what_is_negated_over_or_about_something_else_is_left_alone(remark):
    assert said_in(remark, Kind.TWIN, TODAY) is None


def test_which_partnership_is_meant_follows_from_the_kind_of_the_row():
    said = said_in("Projektpartnerschaft 2015 beendet", Kind.PROJECT, TODAY)
    assert said is not None
    assert said.standing is Standing.ENDED
    assert said_in("Städtepartnerschaft geplant", Kind.PROJECT, TODAY) is None
