"""Partners in texts of our own wording; what the sentences say of the cities is made up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weltoffen.intake.reading.findings import findings_in
from weltoffen.intake.reading.reader import relations_in
from weltoffen.intake.types import FoundRelation

HOME = "Bielefeld"


def said(text: str, home: str = HOME) -> list[tuple[str, str | None, str | None]]:
    return [(each.name, each.country, each.since) for each in relations_in(text, home)]


@pytest.mark.parametrize(
    ("text", "partners"),
    [
        (
            "Partnerstädte\n\n- Lyon, Frankreich (seit 1970)\n- Leeds (GB), 1969",
            [("Lyon", "FR", "1970"), ("Leeds", "GB", "1969")],
        ),
        (
            "Unsere Partnerstädte:\n1962 Cesena, Italien\n1973 Gdynia, Polen",
            [("Cesena", "IT", "1962"), ("Gdynia", "PL", "1973")],
        ),
        (
            "Twin towns\n\nLyon (France) since 1970\n\nGdynia (Poland) since 1973",
            [("Lyon", "FR", "1970"), ("Gdynia", "PL", "1973")],
        ),
        (
            "Partnerstadt Gdynia (Polen)\nDie Partnerschaft besteht seit 1973. "
            "Der Hafen wurde 1926 eröffnet.",
            [("Gdynia", "PL", "1973")],
        ),
        (
            "Bielefeld unterhält Partnerschaften mit Lyon in Frankreich, Gdynia in Polen und "
            "Zadar in Kroatien.",
            [("Lyon", "FR", None), ("Gdynia", "PL", None), ("Zadar", "HR", None)],
        ),
        (
            "Am 3.5.1973 unterzeichneten Bielefeld und das polnische Gdynia den "
            "Partnerschaftsvertrag.",
            [("Gdynia", "PL", "1973-05-03")],
        ),
        ("Bielefeld is twinned with Lyon and has been since 1970.", [("Lyon", "FR", "1970")]),
        (
            "Bielefeld est jumelée avec Lyon, Gdynia et Zadar.",
            [("Lyon", "FR", None), ("Gdynia", "PL", None), ("Zadar", "HR", None)],
        ),
        (
            "Partner sind Lyon (F), Gdynia (PL) und Zadar (HR).",
            [("Lyon", "FR", None), ("Gdynia", "PL", None), ("Zadar", "HR", None)],
        ),
        (
            "Seit 1973 sind Bielefeld und Gdynia Partner; 1999 wurde der Vertrag erneuert.",
            [("Gdynia", "PL", "1973")],
        ),
    ],
)
def test_partners_are_found_with_country_and_year(text, partners) -> None:
    assert said(text) == partners


@pytest.mark.parametrize(
    "text",
    [
        "Der Chor aus Lyon singt am Samstag in der Kirche. Karten gibt es im Rathaus.",
        "Von Lyon nach Gdynia sind es 1500 Kilometer, und unterwegs liegt Berlin.",
        "Kontakt\nTelefon 0521 1234\nStand: 3.5.2020",
        "Der Bürgermeister von Graz sprach über Städtepartnerschaften.",
        "Die Städtepartnerschaft wurde in Paris mit einem Festakt gefeiert.",
        "Der Verein Partnerschaft Dritte Welt sammelt für Nairobi.",
        "Es gibt keine Städtepartnerschaft mit Lyon.",
        "Hochschulpartnerschaften\n\n- Université de Rennes, Frankreich (seit 2001)",
        "",
    ],
)
def test_where_no_relation_is_stated_none_is_found(text: str) -> None:
    assert said(text) == []


def one(text: str) -> FoundRelation:
    [found] = relations_in(text, HOME)
    return found


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Die Partnerschaft mit Gdynia ruht seit 2022.", "resting"),
        ("Die Partnerschaft mit Gdynia ruht nicht.", "active"),
        ("2014 wurde die Partnerschaft mit Gdynia beendet.", "ended"),
        ("Geplant ist eine Partnerschaft mit Gdynia in Polen.", "planned"),
        ("Bielefeld is twinned with Gdynia.", "active"),
    ],
)
def test_how_a_relation_stands(text: str, status: str) -> None:
    assert one(text).status == status


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Bielefeld ist Partnerstadt von Gdynia in Polen.", "twin"),
        ("Es gibt eine Projektpartnerschaft mit Kisumu in Kenia.", "project"),
        ("Eine Klimapartnerschaft verbindet uns mit Estelí in Nicaragua.", "climate"),
        ("Mit Estelí in Nicaragua gibt es eine Städtefreundschaft.", "friendship"),
        ("Eine Solidaritätspartnerschaft besteht mit Lwiw in der Ukraine.", "solidarity"),
    ],
)
def test_which_kind_it_is(text: str, kind: str) -> None:
    assert one(text).kind == kind


def test_whose_relation_it_is() -> None:
    text = (
        "Bielefeld pflegt Partnerschaften. 16 Partnerstädte hat Rochdale, zum Beispiel Tourcoing "
        "(Frankreich) und Lviv (Ukraine). Mit Rochdale in England ist Bielefeld selbst verbunden."
    )
    homes = {each.name: each.home for each in relations_in(text, HOME)}
    assert homes == {"Tourcoing": "Rochdale", "Lviv": "Rochdale", "Rochdale": HOME}


@pytest.mark.parametrize(
    ("text", "partner", "home"),
    [
        ("Partnerschaften gibt es auch zwischen Hamburg und Dresden.", "Dresden", "Hamburg"),
        ("Auch Bielefeld-Brackwede ist mit Enniskillen in Nordirland verbunden.", "Enniskillen",
         "Bielefeld-Brackwede"),
        ("Partnerstädte\n\nHerford – Voiron (Frankreich)", "Voiron", "Herford"),
    ],
)  # fmt: skip
def test_a_relation_of_another_city_is_said_to_be_its(text: str, partner: str, home: str) -> None:
    assert [(each.name, each.home) for each in relations_in(text, HOME)] == [(partner, home)]


@pytest.mark.parametrize(
    ("text", "partners"),
    [
        ("Eine Delegation aus Lyon besuchte unsere Partnerstadt Gdynia.", ["Gdynia"]),
        ("Bielefeld ist mit Nowgorod (Russland) verbunden, das zwischen Moskau und Pskow liegt.",
         ["Nowgorod"]),
        ("The mayor of Boston attended the twinning ceremony with Lyon in London.", ["Lyon"]),
        ("Partnerstädte\n\nFrankreich: Lyon (1970), Nancy\nPolen: Gdynia",
         ["Lyon", "Nancy", "Gdynia"]),
        ("Partnerstadt\tLand\tseit\nLyon\tFrankreich\t1970\nGdynia\tPolen\t1973",
         ["Lyon", "Gdynia"]),
        ("Sister cities\n\nSalem, Oregon\n\nAustin, Texas", ["Salem", "Austin"]),
    ],
)  # fmt: skip
def test_only_those_that_stand_where_a_partner_would(text: str, partners: list[str]) -> None:
    assert [each.name for each in relations_in(text, HOME)] == partners


def test_one_partner_is_one_finding_with_what_all_sentences_say() -> None:
    text = (
        "Partnerstädte\n\n- Lyon\n- Gdynia\n\nGdynia\n\nPartner seit 1973. Die Partnerschaft ruht."
    )
    lyon, gdynia = relations_in(text, HOME)
    assert (lyon.name, lyon.since, lyon.status) == ("Lyon", None, "active")
    assert (gdynia.name, gdynia.since, gdynia.status) == ("Gdynia", "1973", "resting")


def test_a_heading_of_one_word_is_the_topic_of_what_stands_below() -> None:
    text = (
        "Partnerstädte\n\nZagreb\n1967 wurde der Vertrag unterzeichnet.\n\nLyon\nPartner seit 1970."
    )
    assert said(text) == [("Zagreb", "HR", "1967"), ("Lyon", "FR", "1970")]


def test_what_is_said_later_of_one_partner_is_said_of_it() -> None:
    text = "Partner sind Lyon (F), Gdynia (PL) und Rjasan (RUS). Die Kontakte nach Rjasan ruhen."
    assert {r.name: r.status.value for r in relations_in(text, HOME)} == {
        "Lyon": "active", "Gdynia": "active", "Rjasan": "resting",
    }  # fmt: skip


def test_a_name_of_several_places_is_not_guessed() -> None:
    found = one("Bielefeld is twinned with Springfield in the USA.")
    assert (found.country, found.place, found.ambiguous) == ("US", None, True)


WORDS = st.lists(
    st.sampled_from(
        ["Partnerstadt", "Lyon", "Gdynia", "(Polen)", "seit", "1970", "mit", "und", ",", ".", "\n",
         "\n\n", "- ", "ist", "Bielefeld", "twinned with", "<p>", ":", "ruht", "in Frankreich", "–"]
    ),
    max_size=40,
)  # fmt: skip


@given(st.one_of(st.text(max_size=200), WORDS.map(" ".join)))
def test_every_finding_quotes_words_that_stand_there(text: str) -> None:
    for found in relations_in(text, HOME):
        quote = found.quote
        assert text[quote.start : quote.end] == quote.words
        assert found.name
        assert 0 < found.confidence < 1


def test_the_quote_is_the_one_that_proves_the_beginning():
    text = (
        "Am 8. Juli 1969 unterzeichneten Dortmund und Leeds die Partnerschaftsurkunde.\n\n"
        "Partnerstädte\n\n- Leeds (Großbritannien)\n"
    )
    [leeds] = [each for each in findings_in(text, "Dortmund") if isinstance(each, FoundRelation)]
    assert leeds.since == "1969-07-08"
    assert "8. Juli 1969" in leeds.quote.words
    assert leeds.country == "GB"


@pytest.mark.parametrize(
    ("said", "tells_of_today"),
    [
        ("Am 4. Juli 1978 unterzeichneten Dortmund und Leeds die Partnerschaftsurkunde.", False),
        ("On 4 July 1978 Dortmund and Leeds signed the twinning agreement.", False),
        ("Dortmund und Leeds sind seit dem 4. Juli 1978 Partnerstädte.", True),
        ("Seit der Unterzeichnung am 4. Juli 1978 ist Leeds Partnerstadt von Dortmund.", True),
        ("- Leeds, Großbritannien, 4. Juli 1978", True),
    ],
)
def test_a_deed_alone_tells_nothing_of_today(said: str, tells_of_today: bool):
    found = findings_in(f"Städtepartnerschaften\n\n{said}\n", "Dortmund")
    [leeds] = [each for each in found if isinstance(each, FoundRelation)]
    assert leeds.since == "1978-07-04"
    assert leeds.tells_of_today is tells_of_today
