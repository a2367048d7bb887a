"""What once stopped a reader or misled it: endless lines, notes of others, towns that are words."""

from __future__ import annotations

import re
import time

import pytest

from weltoffen.intake.reading import entries
from weltoffen.intake.reading.findings import findings_in
from weltoffen.intake.reading.glued import _parted
from weltoffen.intake.reading.layout import without_endless_words
from weltoffen.intake.reading.reader import relations_in
from weltoffen.intake.types import FoundRelation, Standing


def _found(text: str, home: str = "Dortmund") -> dict[str, tuple[str | None, str | None]]:
    return {r.name: (str(r.status), r.until) for r in relations_in(text, home)}


def test_a_name_of_very_many_parts_ends() -> None:
    """With the wording of old this took longer than the universe has lasted."""
    line = "Brive la " + "-".join(["Ab"] * 400) + " x"
    assert entries._SLOT.match(line, 5) is None
    assert _found(f"Unsere Partnerstädte\n\n- {line}\n- Metz (Frankreich)\n").keys() >= {"Metz"}


@pytest.mark.parametrize(
    "name", ["Brive la Gaillarde", "Villers-sur-Mer", "Roche-devant-Port", "Bourg Saint-Andéol"]
)
def test_names_of_several_parts_are_still_whole(name: str) -> None:
    first = re.match(r"\w+", name)
    assert first is not None
    more = entries._SLOT.match(f"{name}: x", first.end())
    assert more is not None
    assert name.endswith(more[0])


def test_words_that_ran_together_are_parted_with_the_fewest_pieces() -> None:
    assert _parted("undmitder Stadt") == "und mit der Stadt"
    assert _parted("wurdenachjahren") == "wurde nach jahren"


def test_a_word_of_very_many_small_words_is_left_alone() -> None:
    endless = "und" * 40_000
    assert _parted(endless) == endless


@pytest.mark.parametrize(
    "word",
    [
        "Beschluss" + "a" * 50_000,
        "A" + "a" * 50_000 + "m",
        "Aaam" * 12_500,
        "7" * 50_000,
        " " * 50_000,
    ],
)
def test_an_endless_word_is_passed_over(word: str) -> None:
    """Looked through again and again, one took fourteen seconds."""
    text = f"Partnerstädte\n\nDie Stadt ist seit 1970 mit Lyon (Frankreich) verschwistert {word}.\n"
    began = time.process_time()
    [found] = [each for each in findings_in(text, "Dortmund") if isinstance(each, FoundRelation)]
    assert time.process_time() - began < _SECONDS
    assert (found.name, found.since) == ("Lyon", "1970")
    assert text[found.quote.start : found.quote.end] == found.quote.words


_SECONDS = 6
"""Far more than it takes, for a machine that is busy; without the bound it is twice as long."""


def test_words_that_ran_together_are_not_endless() -> None:
    line = "PartnerstadtLandBeginnLyonFrankreich1970MetzFrankreich1975TurinItalien1980" * 3
    assert without_endless_words(line) == line


def test_a_sentence_of_very_many_partners_ends() -> None:
    """The words that bind two towns were looked for once for each of them."""
    text = "jumelée avec Lyon depuis 1960 et " * 1500
    began = time.process_time()
    assert _found(text).keys() == {"Lyon"}
    assert time.process_time() - began < _SECONDS


@pytest.mark.parametrize(
    "note",
    [
        "* Der Jugendaustausch ruht seit 2020.",
        "* Partnerschaftsverein aufgelöst 2015",
        "* Die Schulpartnerschaft wurde 2014 beendet.",
        "* The youth exchange was suspended in 2020.",
        "* Le comité a été dissous en 2011.",
    ],
)
def test_a_note_on_something_else_says_nothing_of_the_partner(note: str) -> None:
    found = _found(f"Partnerstädte\n\n- Lyon*\n- Metz\n\n{note}\n")
    assert found == {"Lyon": ("active", None), "Metz": ("active", None)}


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("* Die Partnerschaft ruht seit 2020.", "** Die Partnerschaft wurde 2015 beendet."),
        ("* ruht seit 2020", "** beendet 2015"),
        ("* derzeit ausgesetzt", "** 2015 aufgelöst"),
    ],
)
def test_each_note_is_that_of_its_own_mark(one: str, two: str) -> None:
    found = relations_in(
        f"Partnerstädte\n\n- Lyon*\n- Metz**\n- Nancy\n\n{one}\n{two}\n", "Dortmund"
    )
    assert {each.name: each.status for each in found} == {
        "Lyon": Standing.RESTING, "Metz": Standing.ENDED, "Nancy": Standing.ACTIVE,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Dortmund ist seit 1990 mit Ins in der Schweiz verschwistert.", {"Ins"}),
        ("Partnerstädte\n\n- Ins (Schweiz)\n- Metz", {"Ins", "Metz"}),
        ("Partnerstädte\n\n- Vers (Frankreich)\n- Metz", {"Vers", "Metz"}),
        ("Partnerstädte\n\n- Lauben (Allgäu)\n- Metz", {"Lauben", "Metz"}),
        ("Partnerstädte\n\n- Ins Museum\n- Metz", {"Metz"}),
        ("Partnerstädte\n\n- Besuch (Frankreich)\n- Metz", {"Metz"}),
        ("Partnerschaften pflegt man mit Schulen in der Schweiz.", set()),
        ("Ins Ausland, etwa in die Schweiz, reist unser Partnerschaftsverein gern.", set()),
    ],
)
def test_an_ordinary_word_is_a_town_where_its_country_says_so(text: str, names: set[str]) -> None:
    assert _found(text).keys() == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Partnerstädte: Breda Lyon Metz", {"Breda", "Lyon", "Metz"}),
        ("Partnerstädte: Nancy Lyon Ulm", {"Nancy", "Lyon", "Ulm"}),
        ("Mit der Partnerstadt Metz tauscht sich Nancy Kern aus.", {"Metz"}),
        ("Die Urkunde mit der Partnerstadt Metz unterschrieb Dr. Alexander Berger.", {"Metz"}),
        ("Die Partnerschaft mit Metz besteht. Text: D.Basel, P.Krems", {"Metz"}),
        ("Die Partnerschaft mit Metz besteht, sagt J. Krems vom Amt.", {"Metz"}),
    ],
)
def test_people_are_no_towns_and_towns_no_people(text: str, names: set[str]) -> None:
    assert _found(text).keys() == names
