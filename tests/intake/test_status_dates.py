"""Since when a relation rests, and for when it is planned: dates that are those of the standing."""

from __future__ import annotations

import pytest

from weltoffen.intake.reading.reader import relations_in
from weltoffen.intake.reading.status_dates import status_date
from weltoffen.intake.types import Standing


def said(text: str) -> list[tuple[str | None, ...]]:
    found = relations_in(text, "Bielefeld")
    return [(each.name, each.since, str(each.status), each.status_on) for each in found]


@pytest.mark.parametrize(
    ("text", "since", "status", "on"),
    [
        ("Die Städtepartnerschaft mit Gdynia ruht seit 2019.", None, "resting", "2019"),
        ("Seit dem 3. März 2022 ruht die Städtepartnerschaft mit Gdynia.", None, "resting",
         "2022-03-03"),
        ("Partnerstädte\n\n- Gdynia (Polen), seit 1980, ruht seit März 2019", "1980", "resting",
         "2019-03"),
        ("Partnerstädte\n\n- Gdynia, Polen (ruht seit 2019)", None, "resting", "2019"),
        ("Die Städtepartnerschaft mit Gdynia, die seit 1980 besteht, ruht.", "1980", "resting",
         None),
        ("Der Kontakt zur Partnerstadt Gdynia ist seit 2022 eingeschränkt.", None, "limited",
         "2022"),
        ("Für 2028 ist eine Städtepartnerschaft mit Gdynia geplant.", None, "planned", "2028"),
        ("Eine Städtepartnerschaft mit Gdynia ist für Mai 2028 geplant.", None, "planned",
         "2028-05"),
        ("2029 soll eine Städtepartnerschaft mit Gdynia unterzeichnet werden.", None, "planned",
         "2029"),
        ("Eine Städtepartnerschaft mit Gdynia ist seit 2019 geplant.", None, "planned", None),
        ("The twinning with Gdynia has been suspended since March 2022.", None, "resting",
         "2022-03"),
        ("A twinning with Gdynia is planned for 2027.", None, "planned", "2027"),
        ("Le jumelage avec Gdynia est suspendu depuis 2020.", None, "resting", "2020"),
        ("Seit 1980 ist Gdynia Partnerstadt.", "1980", "active", None),
    ],
)  # fmt: skip
def test_a_date_of_the_standing_is_kept_as_such(text, since, status, on):
    assert said(text) == [("Gdynia", since, status, on)]


def test_of_several_partners_each_has_its_own():
    text = "Partnerstädte\n\n- Gdynia, Polen (ruht seit 2019)\n- Lyon, Frankreich (ruht seit 2021)"
    assert [(name, on) for name, _since, _status, on in said(text)] == [
        ("Gdynia", "2019"), ("Lyon", "2021"),
    ]  # fmt: skip
    together = "Die Städtepartnerschaft mit Gdynia ruht seit 2019, die mit Lyon ruht seit 2021."
    assert {name: on for name, _since, _status, on in said(together)} == {
        "Gdynia": "2019", "Lyon": "2021",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "since"),
    [
        ("Der Rat beschloss, die Städtepartnerschaft mit Gdynia ruhen zu lassen "
         "(Drucksache 1234-22).", None),
        ("Partnerstädte\n\n- Gdynia, Polen, Telefon (0231) 1970-22", None),
        ("Partnerstädte\n\n- Gdynia, Polen, seit 1999/00", "1999~"),
        ("Partnerstädte\n\n- Gdynia, Polen, 1998/99", "1998~"),
        ("Partnerstädte\n\n- Gdynia, Polen (Vorlage 1815/2022)", None),
        ("Partnerstädte\n\n- Gdynia, Polen, 1815", "1815"),
        ("Partnerstädte\n\n- Gdynia, Polen, 1253", None),
    ],
)  # fmt: skip
def test_numbers_and_winters_do_not_end_a_relation(text, since):
    found = relations_in(text, "Bielefeld")
    assert [(each.name, each.since, each.until) for each in found] == [("Gdynia", since, None)]


def test_each_of_very_many_partners_in_a_line_has_its_own_date():
    line = ", ".join(f"Ort {number} (geplant für {2030 + number % 2})" for number in range(1300))
    told = [status_date(line, Standing.PLANNED, at) for at in range(0, len(line), 30)]
    assert set(told[:-1]) == {"2030", "2031"}
