"""Units said twice, titles of goals, names of offices, and what is over: our own wording."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import BESIDE
from weltoffen.ground.problems import Refused
from weltoffen.intake.reading.claims import claims_in
from weltoffen.intake.reading.findings import findings_in
from weltoffen.intake.reading.layout import units
from weltoffen.intake.types import FoundClaim

READ_ON = dt.date(2026, 11, 22)


def read(
    text: str, what: str, home: str = "Marburg", read_on: dt.date | None = READ_ON
) -> list[FoundClaim]:
    return [each for each in claims_in(units(text), text, home, read_on) if each.what == what]


@pytest.mark.parametrize(
    ("text", "quote", "value", "unit"),
    [
        ("Das sind 18,2% Prozent aller Menschen.", "18,2% Prozent", 18.2, "percent"),
        ("Rund 7 Prozent % der Fläche", "7 Prozent %", 7, "percent"),
        ("Die Brücke kostet 5 Mio. Millionen.", "5 Mio. Millionen", 5, "million"),
        ("Der Beitrag ist 100 € Euro im Jahr.", "100 € Euro", 100, "euro"),
        ("Der Beitrag ist € 1.250,50 Euro im Jahr.", "€ 1.250,50 Euro", 1250.5, "euro"),
        ("It costs £20 pounds a year.", "£20 pounds", 20, "pound"),
        ("Some 12.5 % per cent of them", "12.5 % per cent", 12.5, "percent"),
        ("Soit 31 % pour cent des habitants", "31 % pour cent", 31, "percent"),
        ("nach 12 km Kilometern", "12 km Kilometern", 12, "kilometre"),
    ],
)
def test_a_unit_said_twice_is_found(text: str, quote: str, value: float, unit: str) -> None:
    [claim] = read(text, "doubled-unit")
    assert (claim.quote.words, claim.value, claim.unit) == (quote, value, unit)


@pytest.mark.parametrize(
    "text",
    [
        "18,2 Prozent der Menschen, 20 % der Fläche",
        "Von 5 Mio. Millionenstädten ist keine Rede.",
        "5 Mio. Euro, 100 Euro, 7 % (Prozent)",
        "20 Prozent. Prozente gibt es nicht.",
        "100 Euro EU-Mittel",
    ],
)
def test_a_unit_said_once_is_none(text: str) -> None:
    assert read(text, "doubled-unit") == []


@pytest.mark.parametrize(
    ("text", "number", "title"),
    [
        ("Ziel 12: Maßvolle/r Konsum und Herstellung", 12, "Maßvolle/r Konsum und Herstellung"),
        ("SDG 12 – Verantwortungsvoll leben", 12, "Verantwortungsvoll leben"),
        ("Goal 4: Quality Education", 4, "Quality Education"),
        ("ODD 13 : Lutte contre le climat qui change", 13, "Lutte contre le climat qui change"),
        ("- Ziel 2: Kein Hunger", 2, "Kein Hunger"),
        ("Mehr zum UN-Nachhaltigkeitsziel Nummer 15: Leben an Land in Marburg.", 15,
         "Leben an Land"),
        ("Das SDG 11 „Nachhaltige Städte“ liegt uns am Herzen.", 11, "Nachhaltige Städte"),
        ("Unsere Arbeit an der Agenda 2030\n\nZiel 3: Mehr Bäume", 3, "Mehr Bäume"),
    ],
)  # fmt: skip
def test_the_title_of_a_goal_is_given_as_written(text: str, number: int, title: str) -> None:
    [claim] = read(text, "goal-title")
    assert (claim.number, claim.name) == (number, title)
    assert claim.quote.words.endswith(title)


@pytest.mark.parametrize(
    "text",
    [
        "Ziel 3: Mehr Bäume",  # of the city's own plan
        "SDG 18: Mehr Humor",
        "Ziel 0: Keine Armut",
        "SDG 17 fordert eine weltweite Partnerschaft.",
        "SDG 4: Wir haben viel für Bildung getan und wollen noch mehr.",
        "Im Spiel fiel Ziel 5: gleich nach der Pause.",
    ],
)
def test_a_number_or_a_sentence_is_no_title(text: str) -> None:
    assert read(text, "goal-title") == []


def test_a_title_is_given_once() -> None:
    text = "Ziel 2: Kein Hunger\n\nMehr zum SDG 2: Kein Hunger in Marburg\n\nSDG 2: Null Hunger"
    assert [claim.name for claim in read(text, "goal-title")] == ["Kein Hunger", "Null Hunger"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Das „Büro für Internationales, Europa und Eine Welt“ lädt ein.",
         "Büro für Internationales, Europa und Eine Welt"),
        ("Hauptamt: Amt für Angelegenheiten des Magistrats und der Bürger - Büro für "
         "Städtepartnerschaften",
         "Amt für Angelegenheiten des Magistrats und der Bürger - Büro für Städtepartnerschaften"),
        ("Die Fahrt plant die Leitung des Büros für internationale Beziehungen der Stadt Marburg.",
         "Büro für internationale Beziehungen"),
        ("Leitung Stabsstelle Internationales Martina Muster", "Stabsstelle Internationales"),
        ("Stabsstelle „Europa und Internationales“", "Stabsstelle Europa und Internationales"),
        ("Fragen an das Referat für internationale Beziehungen und das Umweltamt.",
         "Referat für internationale Beziehungen"),
        ("Zuständig: Fachbereich Kultur und internationale Beziehungen",
         "Fachbereich Kultur und internationale Beziehungen"),
        ("Ask the Office of International Relations.", "Office of International Relations"),
        ("Write to the International Relations Team.", "International Relations Team"),
        ("Le service des relations internationales et de la coopération décentralisée répond.",
         "service des relations internationales et de la coopération décentralisée"),
        ("La Direction Europe et International vous accueille.",
         "Direction Europe et International"),
    ],
)  # fmt: skip
def test_an_office_is_named_as_the_page_names_it(text: str, name: str) -> None:
    assert [claim.name for claim in read(text, "office-name")] == [name]


@pytest.mark.parametrize(
    "text",
    [
        "Das Amt für Kultur und das Büro Meier helfen.",
        "Das Auswärtige Amt informiert über Europa.",
        "Das Referat für internationale Angelegenheiten der Universität Marburg",
        "Das Büro für internationale Beziehungen der Stadt Lyon",
        "Im Amt ist Europa wichtig.",
        "The Office of International Relations of the City of Leeds",
        "Le service des sports prépare une fête internationale.",
    ],
)
def test_other_offices_are_none_of_ours(text: str) -> None:
    assert read(text, "office-name") == []


def test_an_office_is_given_once_for_each_name() -> None:
    text = (
        "Das Büro für Europa lädt ein. Fragen an die Leitung des Büros für Europa. Das Büro für "
        "Europa und Internationales zieht um."
    )
    assert [claim.name for claim in read(text, "office-name")] == [
        "Büro für Europa", "Büro für Europa und Internationales",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "name", "on"),
    [
        ("Umziehen vor der Europawahl 2024: das ist zu tun", "Europawahl 2024", "2024-06-09"),
        ("Marburg freut sich auf die UEFA EURO 2024", "UEFA EURO 2024", "2024-07-14"),
        ("Informationen für Betroffene zum Brexit", "Brexit", "2020-12-31"),
        ("Our advice for those concerned: guidance on the United Kingdom's withdrawal from the "
         "European Union", "Brexit", "2020-12-31"),
        ("Marburg looks forward to the 2024 European elections", "Europawahl 2024", "2024-06-09"),
        ("Marburg se prépare aux élections européennes de 2024", "Europawahl 2024", "2024-06-09"),
        ("Les Jeux olympiques de Paris 2024 sont à venir", "Olympic Games Paris 2024",
         "2024-08-11"),
        ("Wir freuen sich auf die Expo 2025 in Osaka", "Expo 2025 Osaka", "2025-10-13"),
    ],
)  # fmt: skip
def test_what_everybody_knows_to_be_over_is_found(text: str, name: str, on: str) -> None:
    [claim] = read(text, "announced")
    assert (claim.name, claim.on) == (name, on)
    assert read(text, "announced", read_on=dt.date.fromisoformat(on)) == []
    assert read(text, "announced", read_on=None) == []


@pytest.mark.parametrize(
    "text",
    [
        "Nach der Europawahl 2024 kamen neue Gäste.",
        "Die Ergebnisse der Europawahl 2024",
        "Marburg freut sich auf die UEFA EURO 2028.",
        "Seit dem Brexit wird der Austausch schwieriger.",
        "Die Brexit-Debatte",
    ],
)
def test_what_is_told_of_the_past_is_not_announced(text: str) -> None:
    assert read(text, "announced") == []


def test_an_event_is_told_once_a_page() -> None:
    text = "Marburg freut sich auf die EURO 2024\n\nMarburg bereitet sich auf die EURO 2024 vor."
    assert [claim.name for claim in read(text, "announced")] == ["UEFA EURO 2024"]


def test_every_known_event_has_a_day_names_and_a_source() -> None:
    file = files("weltoffen.intake") / "data" / "past_events.tsv"
    rows = [line.split("\t") for line in file.read_text("utf-8").splitlines() if line[0] != "#"]
    assert len(rows) > 12
    for day, name, patterns, source in rows:
        assert dt.date.fromisoformat(day) < READ_ON
        assert all(part.strip() for part in (name, source))
        assert all(re.compile(pattern) for pattern in patterns.split(" | "))


_WORDS = st.sampled_from(
    ["18,2", "%", "Prozent", "€", "Ziel 12:", "SDG 3 –", "Kein Hunger", "Büro für", "Europa",
     "internationale", "Beziehungen", "und", "-", "Amt für", "freut sich auf", "EURO 2024",
     "Informationen zum", "Brexit", ".", "\n", "\n\n", "„", "“", "service des", "relations"]
)  # fmt: skip


@given(st.one_of(st.text(), st.lists(_WORDS, max_size=25).map(" ".join)))
def test_quotes_stand_at_their_offsets(text: str) -> None:
    for claim in findings_in(text, "Marburg", READ_ON):
        assert text[claim.quote.start : claim.quote.end] == claim.quote.words


def extracted(*arguments: str) -> list[dict[str, Any]]:
    out = io.StringIO()
    call_command("extract", *arguments, "--jsonl", stdout=out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


PAGE = (
    "Das Büro für Europa freut sich auf die EURO 2024.\n\nZiel 2: Kein Hunger\n\nDas sind 3 % "
    "Prozent.\n\n"
    "Der Gemeinderat beschloss am 3. Mai 1999 die Partnerschaft mit Sfax (Vorlage 7/99)."
)


def test_extract_says_acts_and_names(tmp_path: Path) -> None:
    page = tmp_path / "seite.txt"
    page.write_text(PAGE, encoding="utf-8")
    rows = extracted(str(page), "--home", "Marburg", "--read-on", "2026-11-22")
    claims = {row["what"]: row for row in rows if row["type"] == "claim"}
    assert claims["office-name"]["name"] == "Büro für Europa"
    assert claims["announced"]["name"] == "UEFA EURO 2024"
    assert (claims["goal-title"]["number"], claims["goal-title"]["name"]) == (2, "Kein Hunger")
    assert (claims["doubled-unit"]["value"], claims["doubled-unit"]["unit"]) == (3, "percent")
    assert "number" not in claims["doubled-unit"]
    [act] = [row for row in rows if row["type"] == "act"]
    assert act["quote"] == PAGE[act["start"] : act["end"]]
    assert {name: act[name] for name in ("kind", "name", "on", "body", "paper_number", "side")} == {
        "kind": "council", "name": "Sfax", "on": "1999-05-03", "body": "Gemeinderat",
        "paper_number": "Vorlage 7/99", "side": "home",
    }  # fmt: skip
    assert (act["country"], act["ambiguous"], act["term_until"]) == ("TN", False, None)
    assert "announced" not in {row.get("what") for row in extracted(str(page))}
    out = io.StringIO()
    call_command("extract", str(page), "--home", "Marburg", stdout=out)
    assert "Gemeinderat, Vorlage 7/99" in out.getvalue()


def test_a_day_of_reading_that_is_none_is_told(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="gestern"):
        extracted(str(tmp_path / "seite.txt"), "--read-on", "gestern")


NEW = ("doubled-unit", "office-name", "announced", "goal-title")


@pytest.mark.world
def test_the_faults_of_dortmunds_pages_are_found_and_nothing_false() -> None:
    pages = [str(BESIDE / "pages" / "dortmund" / f"P{number}.txt") for number in range(1, 6)]
    rows = extracted(*pages, "--home", "Dortmund", "--read-on", "2026-11-22")
    claims = [row for row in rows if row.get("what") in NEW]
    assert [row["quote"] for row in claims if row["what"] == "doubled-unit"] == ["18,2% Prozent"]
    offices = {row["name"] for row in claims if row["what"] == "office-name"}
    assert len(offices) == 3, "one of them with its department before a dash"
    assert {name.rpartition(" - ")[2] for name in offices} == {
        "Büro für internationale Beziehungen und nachhaltige Entwicklungen",
        "Büro für Internationale Beziehungen",
    }
    assert sorted(row["name"] for row in claims if row["what"] == "announced") == [
        "Brexit", "Europawahl 2024", "UEFA EURO 2024",
    ]  # fmt: skip
    titles = {row["number"]: row["name"] for row in claims if row["what"] == "goal-title"}
    assert titles == {
        1: "Keine Armut", 2: "Kein Hunger", 10: "Weniger Ungleichheiten",
        11: "Nachhaltige Städte und Gemeinden", 12: "Nachhaltige/r Konsum und Produktion",
        15: "Leben an Land",
    }  # fmt: skip
    shares = [row["value"] for row in rows if row.get("measure") == "foreign-share"]
    assert shares == [18.2]


@pytest.mark.world
def test_dortmunds_pages_tell_of_accessions_and_of_no_other_act() -> None:
    pages = [str(BESIDE / "pages" / "dortmund" / f"P{number}.txt") for number in range(1, 6)]
    rows = [row for row in extracted(*pages, "--home", "Dortmund") if row["type"] == "act"]
    assert {(row["kind"], row["on"]) for row in rows if row["on"]} == {("accession", "2008")}
    assert {row["kind"] for row in rows} == {"accession", "accession-council"}
