"""What is no partner though a page on partners names it: nouns, parts of names, owners, news."""

from __future__ import annotations

import pytest

from weltoffen.intake.reading.reader import relations_in


def _found(text: str, home: str) -> set[tuple[str, str]]:
    return {(r.name, r.home if r.home != home else "") for r in relations_in(text, home)}


def _own(*names: str) -> set[tuple[str, str]]:
    return {(name, "") for name in names}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Die Partnerschaft mit Smolensk ruht wegen dem russischen Überfall auf die Ukraine.",
         _own("Smolensk")),
        ("Die Partnerschaft mit Lyon feierte man im französischen Pavillon der Messe.",
         _own("Lyon")),
        ("Verschwistert ist Hagen mit dem polnischen Bruzzowo und mit Lyon.",
         _own("Bruzzowo", "Lyon")),
        ("Von den 300 Städten und Gemeinden in Hessen haben viele Partner in Frankreich.", set()),
        ("Hagen's Sister City in Germany is Lyon.", _own("Lyon")),
    ],
)  # fmt: skip
def test_a_noun_behind_an_adjective_of_a_nation_is_no_town(
    text: str, names: set[tuple[str, str]]
) -> None:
    assert _found(text, "Hagen") == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Seit 1990 ist Hagen mit Frankfurt (Oder) und Halle (Saale) verschwistert.",
         _own("Frankfurt (Oder)", "Halle (Saale)")),
        ("Partnerstädte\n\nMühlhausen (Thüringen), 1990\nLyon (Frankreich), 1965\n",
         _own("Mühlhausen", "Lyon")),
        ("Die Partnerschaft mit Rhondda Cynon Taf in Wales besteht seit 1993.\n\n"
         "Gefeiert wird die Partnerschaft mit Rhondda Cynon Taf im Mai.\n",
         _own("Rhondda Cynon Taf")),
        ("Hagen ist seit 1990 mit Villingen-Schwenningen verschwistert.\n\n"
         "Schwenningen, die Partnerstadt im Süden, hat ein Eisstadion.\n",
         _own("Villingen-Schwenningen")),
        ("Hagen ist seit 1990 mit Schwenningen verschwistert.\n", _own("Schwenningen")),
        ("Partnerstädte\n\n- York (Großbritannien)\n- New York (USA)\n", _own("York", "New York")),
    ],
)  # fmt: skip
def test_the_longest_name_is_the_partner_and_its_part_is_none(
    text: str, names: set[tuple[str, str]]
) -> None:
    assert _found(text, "Hagen") == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Hagen is twinned with Lyon; Bochum since 1977 with Oviedo in Spain; Essen with Nice.",
         {("Lyon", ""), ("Oviedo", "Bochum"), ("Nice", "Essen")}),
        ("À noter : nos voisins de Herdecke, jumelés avec Blanc-Mesnil, invitent à la fête.",
         {("Blanc-Mesnil", "Herdecke")}),
        ("Nichts Neues von der Verschwisterung mit dem finnischen Naantali; "
         "der Rat hat sie 2009 zu den Akten gelegt.", set()),
    ],
)  # fmt: skip
def test_the_partners_of_others_and_what_was_dropped_are_not_the_citys(
    text: str, names: set[tuple[str, str]]
) -> None:
    assert _found(text, "Hagen") == names


@pytest.mark.parametrize(
    ("line", "is_one"),
    [
        ("Sherbrooke : incendie majeur rue King", False),
        ("Karlsruhe: Brand am Bahnhof", False),
        ("Karlsruhe: die Fächerstadt", True),
        ("Karlsruhe – die Fächerstadt", True),
    ],
)
def test_a_headline_of_other_news_is_no_portrait(line: str, is_one: bool) -> None:
    text = f"Unsere Partnerstädte\n\nLyon (Frankreich), 1965\n\n{line}\n"
    assert bool(_found(text, "Hagen") - _own("Lyon")) is is_one
