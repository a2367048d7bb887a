"""Answers of the ledger that the newest version of their source does not give any more."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import MunicipalityFactory, somebody
from tests.intake.road.texts import PAGE, at_home, read
from weltoffen.intake.actions import accept
from weltoffen.intake.models import Statement
from weltoffen.intake.still_said import given_up, outlived
from weltoffen.places.models import Municipality
from weltoffen.relations.models import Disagreement, Position
from weltoffen.sources.models import Source

OTHER = "Unsere Partnerstädte\n\n- Lyon, Frankreich seit 1971\n- Zadar, Kroatien, seit 1981\n"
GONE = "nicht mehr"


@pytest.fixture
def home(db: None, settings) -> Municipality:
    settings.WELTOFFEN_HOME = "bielefeld"
    return at_home()


@pytest.fixture
def question(home: Municipality) -> Disagreement:
    """Return an open question: one page says since 1970, the other since 1971."""
    ours = read(home, PAGE)
    accept(statement=Statement.objects.get(proposed__name="Lyon"), by=somebody())
    assert ours.snapshot is not None
    theirs = read(home, OTHER, name="freunde.txt")
    other = Statement.objects.get(snapshot=theirs.snapshot, proposed__name="Lyon")
    accept(statement=other, by=somebody())
    return Disagreement.objects.get()


def source_of(answer: str) -> Source:
    return Position.objects.get(answer_de=answer).passage.snapshot.source


def gone() -> set[str]:
    answers = list(Position.objects.select_related("passage__snapshot"))
    found = given_up(answers)
    return {each.answer_de for each in answers if each.pk in found}


def test_what_the_newest_version_says_no_more_is_marked_and_counts_no_more(
    home: Municipality, question: Disagreement, desk: Client
) -> None:
    sheet = reverse("desk:ledger-sheet", args=[question.identifier])
    today = reverse("wagtailadmin_home")
    assert gone() == set()
    assert GONE not in desk.get(sheet).content.decode()
    assert "Widerspruch nicht geklärt" in desk.get(today).content.decode()

    new = read(home, OTHER.replace("1971", "1970"), "freunde.txt", source_of("1971"))
    assert gone() == {"1971"}
    assert new.snapshot is not None
    shown = desk.get(sheet).content.decode()
    assert "steht in der Fassung vom" in shown
    assert "1971" in shown
    assert "überholt" in shown
    assert "Widerspruch nicht geklärt" not in desk.get(today).content.decode()
    rows = reverse("desk:ledger")
    assert "überholt" in desk.get(rows).content.decode()
    assert question.question not in desk.get(rows, {"settled": "false"}).content.decode()
    assert question.question in desk.get(rows, {"settled": "outlived"}).content.decode()
    relation = reverse("desk:relations-sheet", args=[question.relation.identifier])
    assert f"{question.question} (überholt)" in desk.get(relation).content.decode()
    settle = desk.get(reverse("desk:ledger-settle", args=[question.identifier]))
    assert "steht in der Fassung vom" in settle.content.decode()


def test_an_answer_in_other_words_is_given_still(
    home: Municipality, question: Disagreement
) -> None:
    said = "Seit 1971 ist Lyon in Frankreich unsere Partnerstadt."
    read(home, OTHER.replace("- Lyon, Frankreich seit 1971", said), "f.txt", source_of("1971"))
    assert gone() == set()
    assert outlived([question]) == frozenset()


def test_other_spaces_are_no_other_words(home: Municipality, question: Disagreement) -> None:
    read(home, OTHER.replace("Lyon, F", "Lyon,  F"), "freunde.txt", source_of("1971"))
    assert gone() == set()


def test_a_page_that_returns_to_its_answer_gives_it_again(
    home: Municipality, question: Disagreement
) -> None:
    source = source_of("1971")
    read(home, OTHER.replace("1971", "1970"), "freunde.txt", source)
    read(home, OTHER, "freunde.txt", source)
    assert gone() == set()
    assert outlived([question]) == frozenset()


def test_what_the_register_holds_is_contradicted_although_its_page_says_it_no_more(
    home: Municipality, question: Disagreement
) -> None:
    read(home, PAGE.replace("1970", "1971"), "seite.txt", source_of("1970"))
    assert gone() == {"1970"}
    assert outlived([question]) == frozenset()


def test_a_version_read_for_another_city_only_gives_nothing_up_here(
    home: Municipality, question: Disagreement
) -> None:
    changed = OTHER.replace("1971", "1970")
    read(MunicipalityFactory(name={"de": "Essen"}), changed, "freunde.txt", source_of("1971"))
    assert gone() == set()
    read(home, changed, "freunde.txt", source_of("1971"))
    assert gone() == {"1971"}
