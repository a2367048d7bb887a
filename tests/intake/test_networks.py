"""Networks and charters that a city has joined: by name, and by words of joining."""

from __future__ import annotations

from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import BESIDE
from weltoffen.intake.reading.layout import units
from weltoffen.intake.reading.networks import networks_in
from weltoffen.intake.types import FoundRelation, Kind, Standing


def read(text: str, home: str = "Marburg") -> list[FoundRelation]:
    return networks_in(units(text), text, home)


def names(text: str) -> list[tuple[str, str | None]]:
    return [(found.name, found.since) for found in read(text)]


@pytest.mark.parametrize(
    ("text", "kind", "name", "since"),
    [
        ("Seit 1993 ist Marburg Mitglied im Klima-Bündnis.", Kind.NETWORK, "Klima-Bündnis", "1993"),
        (
            "2011 ist die Stadt der Charta der Vielfalt beigetreten.",
            Kind.CHARTER,
            "Charta der Vielfalt",
            "2011",
        ),
        (
            "Am 12. Mai 1999 unterzeichnete der Bürgermeister die Charta von Aalborg.",
            Kind.CHARTER,
            "Charta von Aalborg",
            "1999-05-12",
        ),
        ("Marburg tritt den Mayors for Peace bei.", Kind.NETWORK, "Mayors for Peace", None),
        (
            "Die Stadt ist dem Bündnis „Städte Sicherer Häfen“ beigetreten.",
            Kind.NETWORK,
            "Städte Sicherer Häfen",
            None,
        ),
        ("Marburg ist seit 2009 Fairtrade-Stadt.", Kind.NETWORK, "Fairtrade-Stadt", "2009"),
        (
            "The city joined the Covenant of Mayors in 2012.",
            Kind.CHARTER,
            "Covenant of Mayors",
            "2012",
        ),
        (
            "Marburg has been a member of Energy Cities since 2004.",
            Kind.NETWORK,
            "Energy Cities",
            "2004",
        ),
        (
            "La ville est membre du réseau Eurocities depuis 1998.",
            Kind.NETWORK,
            "Eurocities",
            "1998",
        ),
        (
            "Nous avons adhéré à la Charte de la diversité en 2011.",
            Kind.CHARTER,
            "Charte de la diversité",
            "2011",
        ),
    ],
)
def test_by_name(text, kind, name, since):
    (found,) = read(text)
    assert (found.kind, found.since, found.status) == (kind, since, Standing.ACTIVE)
    assert name in found.name
    assert (found.home, found.rule) == ("Marburg", "network-name/1")


@pytest.mark.parametrize(
    ("text", "kind", "name", "since"),
    [
        (
            'Marburg unterzeichnete 2020 die Erklärung "Wasser für Städte".',
            Kind.CHARTER,
            "Wasser für Städte",
            "2020",
        ),
        (
            "Der Rat hat Beitritt zum Bündnis „Kommunen für Vögel“ am 3. Mai 2014 beschlossen.",
            Kind.NETWORK,
            "Kommunen für Vögel",
            "2014-05-03",
        ),
        (
            "Marburg is a member of the Baltic Water Network.",
            Kind.NETWORK,
            "Baltic Water Network",
            None,
        ),
        (
            "Die Stadt gehört seit 2001 der Initiative „Ruhe! Das leise Rathaus“ an.",
            Kind.NETWORK,
            "Ruhe! Das leise Rathaus",
            "2001",
        ),
        (
            "Marburg est signataire de la Charte des Fleuves.",
            Kind.CHARTER,
            "Charte des Fleuves",
            None,
        ),
    ],
)
def test_by_words_of_joining(text, kind, name, since):
    (found,) = read(text)
    assert (found.kind, found.name, found.since) == (kind, name, since)
    assert found.rule == "membership-words/1"


def test_list_of_memberships():
    text = "Unsere Mitgliedschaften:\n\n- Eurocities (1990)\n- ICLEI\n- RGRE, seit 1999\n"
    assert names(text) == [("Eurocities", "1990"), ("ICLEI", None), ("RGRE", "1999")]


def test_names_in_lines_of_their_own():
    text = "Internationale Netzwerke\n\nEurocities\n\nKlima-Bündnis\n\nKontakt\n\nICLEI\n"
    assert names(text) == [("Eurocities", None), ("Klima-Bündnis", None)]


def test_each_once_with_the_statement_that_has_a_date():
    text = "Marburg ist Mitglied bei ICLEI.\n\nSeit 1995 ist die Stadt Mitglied bei ICLEI.\n"
    assert names(text) == [("ICLEI", "1995")]


def test_dates_of_several_in_one_sentence():
    text = "Seit 1993 ist Marburg Mitglied im Klima-Bündnis und bei ICLEI (seit 2001)."
    assert sorted(names(text)) == [("ICLEI", "2001"), ("Klima-Bündnis", "1993")]


@pytest.mark.parametrize(
    ("text", "status", "since", "until"),
    [
        ("Die Stadt plant den Beitritt zu Eurocities für 2027.", Standing.PLANNED, None, None),
        ("Marburg intends to join Energy Cities.", Standing.PLANNED, None, None),
        ("La ville souhaite adhérer à Cittaslow.", Standing.PLANNED, None, None),
        ("2015 trat die Stadt aus dem Klima-Bündnis aus.", Standing.ENDED, None, "2015"),
        ("The city left Polis Network in 2016.", Standing.ENDED, None, "2016"),
    ],
)
def test_how_it_stands(text, status, since, until):
    (found,) = read(text)
    assert (found.status, found.since, found.until) == (status, since, until)


@pytest.mark.parametrize(
    "text",
    [
        "Eurocities veröffentlicht eine neue Studie.",
        "Marburg ist nicht Mitglied bei Eurocities.",
        "Lyon ist Mitglied bei Eurocities.",
        "Frau Muster ist Mitglied im Deutschen Bundestag.",
        "Marburg joined the European Union with its country in 2004.",
        "Er ist Mitglied im Integrationsrat der Stadt.",
        "Mit dem Netzwerk „gut ankommen“ hilft die Stadt Neuen.",
        "Die Stadt fördert das Festival „Bunte Nacht“ und den Verein „Brücke“.",
        "Die 17 Ziele der Agenda 2030 prägen die Stadt.",
        "1990 unterzeichnete die Stadt die Freundschaftserklärung.",
        "In 1990 the city signed the Declaration of Friendship.",
        "La ville a signé la Charte de jumelage en 1975.",
        "Die Stadt ist Mitglied im Zweckverband Wasser Nord.",
        "Die Stadt ist Mitglied der Charta.",
        "hansestadt klima bündnis c40",
    ],
)
def test_what_is_no_membership(text):
    assert read(text) == []


def test_dates_of_something_else_are_not_taken():
    text = (
        "Marburg ist dem 1990 gegründeten Klima-Bündnis beigetreten.\n\n"
        "Weitere Nachrichten\n\nFr 19. Dezember 2025\n"
    )
    assert names(text) == [("Klima-Bündnis", None)]


def test_data_file_has_each_name_once():
    lines = (files("weltoffen.intake") / "data" / "networks.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    assert lines[0].startswith("#")
    assert all(len(row) == 3 and row[1] in {"network", "charter"} for row in rows)
    aliases = [alias for row in rows for alias in row[2].split("|")]
    assert len(rows) >= 60
    assert len(set(aliases)) == len(aliases)


PIECES = st.sampled_from(
    [
        'Charta "',
        "Integrating Cities",
        "Eurocities ",
        "seit 1996 ",
        "Mitglied im Netzwerk ",
        "beigetreten",
        "„",
        "“",
        "« ",
        " »",
        "'",
        ".\n",
        "\n- ",
        "\n\n",
        "Beitritt zur ",
        "(2001)",
        "<b>",
        "ẞ",
        "İ",
        "\r\n",
        "! ",
        "Die Stadt ",
    ]
)
TEXTS = st.text() | st.lists(PIECES | st.text(max_size=4), max_size=40).map("".join)


@given(TEXTS, st.sampled_from(["", "Marburg"]))
def test_every_quote_stands_where_it_says(text, home):
    for found in networks_in(units(text), text, home):
        assert text[found.quote.start : found.quote.end] == found.quote.words != ""
        assert found.name in found.quote.words
        assert 0 < found.confidence <= 1


@pytest.mark.world
def test_all_of_the_dortmund_pages_and_nothing_else():
    folder = BESIDE / "pages" / "dortmund"
    found = {
        (path.stem, each.name, each.since)
        for path in sorted(folder.glob("P*.txt"))
        for each in read(path.read_text("utf-8"), "Dortmund")
    }
    assert found == {
        ("P1", "Charta der Vielfalt", "2008"),
        ("P2", "Fairtrade-Stadt", None),
        ("P2", "Faire Kulturhauptstadt Ruhr2010", None),
        ("P3", "Connective Cities", None),
        ("P3", "Netzwerke der Vereinten Nationen", None),
        ("P3", "Rat der Gemeinden und Regionen Europas", None),
        ("P3", "New Urban Agenda", None),
        ("P4", "Musterresolution des Deutschen Städtetags", None),
        ("P5", 'Charta "Integrating Cities"', None),
        ("P5", "Charta der Vielfalt", None),
        ("P5", "Vielfalt verbindet! Interkulturelle Öffnung als Erfolgsfaktor", None),
        ("P5", "Integration.Interkommunal", None),
        ("P5", "Eurocities", "1996"),
    }


@pytest.mark.world
def test_example_pages_name_no_network():
    for path in sorted((BESIDE / "pages" / "examples").glob("*.txt")):
        assert read(path.read_text("utf-8"), "") == []
