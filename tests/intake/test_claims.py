"""Counts, figures, lists against their number, firsts, and announcements of what has passed."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import BESIDE
from weltoffen.intake.reading.claims import claims_in
from weltoffen.intake.reading.layout import units
from weltoffen.intake.types import FoundClaim

READ_ON = dt.date(2026, 3, 1)


def read(text: str, home: str = "Marburg", read_on: dt.date | None = READ_ON) -> list[FoundClaim]:
    return claims_in(units(text), text, home, read_on)


def counts(text: str, home: str = "Marburg") -> list[tuple[str, float | None]]:
    return [(claim.of, claim.value) for claim in read(text, home) if claim.what == "count"]


@pytest.mark.parametrize(
    ("text", "of", "value"),
    [
        ("Marburg hat neun Partnerstädte.", "twin", 9),
        ("Die Stadt unterhält derzeit einundzwanzig Städtepartnerschaften.", "twin", 21),
        ("Unsere 14 internationalen Partnerstädte laden ein.", "twin", 14),
        ("Zu sieben Städten pflegt die Stadt partnerschaftliche Beziehungen.", "twin", 7),
        ("Mit acht Kommunen besteht eine Partnerschaft.", "twin", 8),
        ("Elf Jumelagen zählt die Gemeinde.", "twin", 11),
        ("Dreissig Partnerschaften sind es heute.", "twin", 30),
        ("Die Stadt unterhält mit folgenden 14 Städten eine Partnerschaft:", "twin", 14),
        ("Zur Zeit ist Marburg mit vier Städten verbunden.", "twin", 4),
        ("Marburg und seine sechs Partner", "twin", 6),
        ("Marburg hat vier befreundete Städte in vier Ländern.", "twin", 4),
        ("Wie viele Partnerstädte hat Marburg?\nElf. Die jüngste ist Sfax.", "twin", 11),
        ("Partnerstädte hat Marburg insgesamt vierzehn.", "twin", 14),
        ("Zwölf Städte in elf Ländern: das sind unsere Partner.", "twin", 12),
        ("Vierzehn sind es inzwischen: Die Zahl der Partnerstädte wächst.", "twin", 14),
        ("Anzahl der Partnerstädte: 12", "twin", 12),
        ("Partnerstädte (15)", "twin", 15),
        ("Die Zahl der Städtepartnerschaften ist auf zwölf gestiegen.", "twin", 12),
        ("Die zwölf Marburger Partnerstädte", "twin", 12),
        ("Zwölf Städte weltweit sind Partner von Marburg.", "twin", 12),
        ("Mit Sfax und elf weiteren Städten besteht eine Partnerschaft.", "twin-others", 11),
        ("Un réseau de 12 villes jumelles.", "twin", 12),
        ("Es gibt fünf Projektpartnerschaften mit Afrika.", "project", 5),
        ("Drei Klimapartnerschaften kommen dazu.", "climate", 3),
        ("Zwei Freundschaftsstädte gehören dazu.", "friendship", 2),
        ("Marburg has twenty-one sister cities.", "twin", 21),
        ("The council maintains eight official town twinnings.", "twin", 8),
        ("Marburg is twinned with 12 towns.", "twin", 12),
        ("Ten towns are twinned with Marburg.", "twin", 10),
        ("Marburg compte quinze villes jumelées.", "twin", 15),
        ("La ville est jumelée avec vingt et une communes.", "twin", 21),
        ("La commune entretient 7 jumelages actifs.", "twin", 7),
        ("Marburg est jumelée avec 9 autres villes.", "twin-others", 9),
        ("Our partners abroad: 23 in number.", "twin", 23),
        ("Keine Stadt hat mehr Partner: 19 sind es.", "twin", 19),
        ("In ganz Deutschland gibt es rund 7.000 Städtepartnerschaften.", "twin-national", 7000),
        ("Les communes françaises ont 6 900 jumelages.", "twin-national", 6900),
        ("Poitiers zählt zehn Partnerstädte.", "twin-other-city", 10),
        ("Zwei weitere Partnerstädte sollen folgen.", "twin-part", 2),
        ("Gäste aus sechs Partnerstädten kamen.", "twin-part", 6),
        ("Four old towns are linked to Marburg by a charter.", "twin", 4),
        ("The Marburg Twinning Association looks after five links.", "twin", 5),
        ("Das Partnerschaftskomitee betreut sechs Verbindungen.", "twin", 6),
        ("Wir pflegen Partnerschaften.\nZehn Verbindungen ins Ausland hat die Stadt.", "twin", 10),
        ("Un jumelage unit deux villes. Marburg en a six : Sfax et les autres.", "twin", 6),
        ("Keine neue Partnerschaft! Besser sei es, die vier anderen zu pflegen.", "twin", 4),
        ("Marburg n'a que ce seul jumelage.", "twin", 1),
        ("Marburg hat nur diese eine Partnerstadt.", "twin", 1),
        ("Marburg has just the one twin town.", "twin", 1),
        ("Marburg ist Mitglied in vier internationalen Netzwerken.", "network", 4),
        ("Dem Netzwerk gehören mehr als 300 Städte an.", "network-members", 300),
    ],
)
def test_counts(text, of, value):
    assert counts(text) == [(of, value)]


def test_two_kinds_are_two_counts():
    assert counts("Marburg pflegt vier Städtepartnerschaften und zwei Freundschaften.") == [
        ("twin", 4),
        ("friendship", 2),
    ]


def test_some_of_all_are_two_counts():
    assert counts("17 of our 61 twinnings are active.") == [("twin-part", 17), ("twin", 61)]
    assert counts("Of the twinning links, 17 of 61 are asleep.") == [
        ("twin-part", 17),
        ("twin", 61),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Seit 1984 Partner der Stadt.",
        "Over a dozen twin towns sent greetings.",
        "2014 Städtepartnerschaft mit Trabzon.",
        "Eine Partnerstadt liegt in Polen, und un jumelage est un lien.",
        "Tel. 06421 201 1234 Partnerstädte",
        "Die Feier kostete 5.000 Euro für Partnerschaften.",
        "Wir haben 25 Schulpartnerschaften.",
        "60 Jahre Partnerschaften feiern wir, after 50 years of twinning.",
        "35037 Marburg",
        "Beginn: 18.30 Uhr, Treffen der Partnerstädte am 12.5.",
        "Sechs Städte schlossen 1960 einen Bund.",
        "Die 13. Partnerstadt folgt bald.",
        "40 partnerships with schools and clubs",
    ],
)
def test_what_is_no_count(text):
    assert counts(text) == []


def test_count_says_that_it_is_approximate():
    claim = read("Rund 20 Partnerstädte hat Marburg.")[0]
    assert (claim.value, claim.approximate) == (20, True)
    assert claim.quote.words == "Rund 20 Partnerstädte"


@pytest.mark.parametrize(
    ("text", "measure", "value", "unit", "on", "of"),
    [
        (
            "Marburg hat 76.226 Einwohner (Stand 31.12.2021).",
            "inhabitants",
            76226,
            "people",
            "2021-12-31",
            "Marburg",
        ),
        (
            "Ende 2019 lebten 11.420 Ausländerinnen und Ausländer hier.",
            "foreign-residents",
            11420,
            "people",
            "2019",
            "",
        ),
        (
            "Im Jahr 2020 lag der Ausländeranteil an der Bevölkerung bei 15,3 %.",
            "foreign-share",
            15.3,
            "percent",
            "2020",
            "",
        ),
        ("Hier wohnen Menschen aus 143 Nationen.", "nations", 143, "nations", None, ""),
        (
            "People from over 120 countries live in Marburg.",
            "nations",
            120,
            "nations",
            None,
            "Marburg",
        ),
        (
            "In 2022 the city had 12,500 foreign residents.",
            "foreign-residents",
            12500,
            "people",
            "2022",
            "",
        ),
        ("La ville compte 76 000 habitants en 2018.", "inhabitants", 76000, "people", "2018", ""),
        ("Des habitants de 130 nationalités vivent ici.", "nations", 130, "nations", None, ""),
        ("Einwohnerzahl: 81.000", "inhabitants", 81000, "people", None, ""),
    ],
)
def test_figures(text, measure, value, unit, on, of):
    (claim,) = [claim for claim in read(text) if claim.what == "figure"]
    assert (claim.measure, claim.value, claim.unit, claim.on) == (measure, value, unit, on)
    assert of in {"", claim.of}


def test_share_in_the_next_sentence_is_of_the_same_year_and_place():
    found = read("2017 lebten 9.870 Ausländer in Marburg. Das sind 12,9 Prozent der Bevölkerung.")
    assert [(claim.measure, claim.on, claim.of) for claim in found] == [
        ("foreign-residents", "2017", "Marburg"),
        ("foreign-share", "2017", "Marburg"),
    ]


def test_figure_names_its_source():
    (claim,) = read("Laut Einwohnermelderegister hat die Stadt 80.112 Einwohner.")
    assert claim.basis == "Einwohnermelderegister"


@pytest.mark.parametrize(
    "text",
    [
        "90 % der Kosten trägt der Fonds.",
        "Der Union gehören 53 Staaten an.",
        "Über 300 Menschen kamen zum Fest.",
        "Die Stadt wurde 1228 gegründet.",
        "Telefon +49 6421 20100, 35037 Marburg, 4.500 Euro",
        "Der Verein hat 120 Mitglieder.",
    ],
)
def test_what_is_no_figure(text):
    assert [claim for claim in read(text) if claim.what == "figure"] == []


def mismatches(text: str) -> list[tuple[int | None, int | None]]:
    return [(c.stated, c.listed) for c in read(text) if c.what == "list-mismatch"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Wir haben vier Ziele: Frieden, Bildung, Klima, Kultur sowie Sport.", [(4, 5)]),
        ("Die drei Säulen: Umwelt, Soziales und Wirtschaft.", []),
        ("Die drei Felder: Kinder oder Jugendliche, Sport und Kultur.", []),
        ("Five themes guide us: trade, schools, sport and climate.", [(5, 4)]),
        ("Trois axes nous guident : culture, sport, jeunesse et climat.", [(3, 4)]),
        ("Partner in drei Ländern: Lodz, Krakau, Lyon und Rom.", []),
        ("Zwei Gruppen: zum Beispiel Chöre, Vereine und Schulen.", []),
        ("Fünf Themen (a, b): Arbeit, Wohnen (Miete, Kauf), Kunst, Klima und Sport.", []),
        ("Drei Aufgaben:\n\n- Austausch\n- Beratung\n- Förderung\n", []),
        ("Unsere drei Aufgaben:\n\n- Austausch\n- Beratung\n- Hilfe\n- Förderung\n", [(3, 4)]),
    ],
)
def test_list_against_its_number(text, found):
    assert mismatches(text) == found


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("Marburg ist die älteste Universitätsstadt in Hessen.", None),
        ("Marburg was the first Fairtrade town in Germany.", None),
        ("C'est la première ville jumelée de France.", None),
        ("1961 folgte die erste Städtepartnerschaft.", "1961"),
        (
            "Kein anderes Archiv in Hessen hat Karten von so vielen Meeren, auch nicht Kassel.",
            None,
        ),
        ("Marburg ist die älteste Stadt in Hessen und hat die erste Gemeinde im Lahntal.", None),
    ],
)
def test_a_superlative_quotes_its_whole_sentence(text, on):
    whole = f"Es war Mai. {text} Das freut alle."
    (claim,) = [claim for claim in read(whole) if claim.what == "superlative"]
    assert (claim.quote.words, claim.on) == (text, on)


def test_a_superlative_in_a_very_long_sentence_quotes_whole_clauses():
    before, behind = "wo viele Wege enden, " * 40, ", wie jeder hier weiß" * 40
    said = "Marburg ist die älteste Universitätsstadt in Hessen"
    text = f"Dort, {before}{said}{behind}."
    (claim,) = [claim for claim in read(text) if claim.what == "superlative"]
    words = claim.quote.words
    assert len(words) <= 600
    assert said in words
    assert text[claim.quote.start - 2 : claim.quote.start] == ", "
    assert words.startswith(("wo viele Wege enden, ", said))
    assert words.endswith("wie jeder hier weiß")


def test_two_superlatives_in_far_clauses_of_a_long_sentence_are_two():
    between = ", wie jeder hier weiß" * 40
    text = f"Hier ist die älteste Stadt in Hessen{between}, und hier die erste Gemeinde im Lahntal."
    found = [claim.quote.words for claim in read(text) if claim.what == "superlative"]
    assert len(found) == 2
    assert found[0].startswith("Hier ist die älteste Stadt in Hessen, wie jeder hier weiß")
    assert found[1].endswith("und hier die erste Gemeinde im Lahntal.")


@pytest.mark.parametrize(
    "text", ["Das war der erste Preis.", "Erstes Ziel ist Ruhe.", "It is one of the oldest."]
)
def test_no_superlative_without_place_or_date(text):
    assert [claim for claim in read(text) if claim.what == "superlative"] == []


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("Was Sie vor der Landtagswahl 2023 wissen müssen", "2023"),
        ("Marburg freut sich auf die EURO 2024.", "2024-07-14"),
        ("The festival will take place in June 2025.", "2025-06"),
        ("Le congrès aura lieu en 2024.", "2024"),
        ("Das Fest wird im Mai 2026 gefeiert.", None),
        ("2019 wurde gefeiert.", None),
        ("2014 wird Sfax Partnerstadt.", None),
        ("Seit 2014 wird gefeiert.", None),
    ],
)
def test_announced_and_passed(text, on):
    found = [claim.on for claim in read(text) if claim.what == "announced"]
    assert found == ([on] if on else [])
    assert [claim for claim in read(text, read_on=None) if claim.what == "announced"] == []


PIECES = st.sampled_from(
    [
        "neun ",
        "Partnerstädte",
        "17 of 61 ",
        "6\u202f300 ",
        "habitants",
        ":",
        ", ",
        " und ",
        ".\n",
        "\n- ",
        "\n\n",
        "2018",
        "18,2 % ",
        "Ausländer ",
        "Stand ",
        "<p>",
        "# url: x\n",
        "\r\n",
        "\x85",
        "ß",
        "İ",
        "erste ",
        "wird ",
    ]
)
TEXTS = st.text() | st.lists(PIECES | st.text(max_size=4), max_size=40).map("".join)


@given(TEXTS, st.sampled_from(["", "Marburg", "Halle (Saale)"]))
def test_every_quote_stands_where_it_says(text, home):
    for claim in claims_in(units(text), text, home, READ_ON):
        assert text[claim.quote.start : claim.quote.end] == claim.quote.words != ""
        assert claim.rule


@pytest.mark.world
def test_counts_of_the_examples():
    folder = BESIDE / "pages" / "examples"
    rows = [json.loads(line) for line in (folder / "truth.jsonl").read_text("utf-8").splitlines()]
    missed, wanted = [], 0
    for row in rows:
        text = (folder / row["file"]).read_text("utf-8")
        values = {claim.value for claim in read(text, row["city"])}
        wanted += len(row["claims"])
        missed += [(row["file"], c["value"]) for c in row["claims"] if c["value"] not in values]
    assert len(missed) <= wanted * 0.1, missed


@pytest.mark.world
def test_claims_of_the_dortmund_pages():
    folder = BESIDE / "pages" / "dortmund"
    found = {
        (c.what, c.of if c.what == "count" else c.measure, c.value, c.stated, c.listed, c.on)
        for path in sorted(folder.glob("P*.txt"))
        for c in read(path.read_text("utf-8"), "Dortmund")
        if c.what in ("count", "figure", "list-mismatch")
        and c.of != "network-members"
        and not c.approximate
    }
    assert found == {
        ("count", "twin", 9, None, None, None),
        ("count", "twin", 11, None, None, None),
        ("figure", "nations", 160, None, None, None),
        ("figure", "foreign-residents", 109721, None, None, "2018"),
        ("figure", "foreign-share", 18.2, None, None, "2018"),
        ("list-mismatch", "", None, 6, 7, None),
    }
