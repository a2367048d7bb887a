"""A place that was chosen for an ambiguous name is remembered for its source."""

from __future__ import annotations

from django.test import Client
from django.urls import reverse

from tests.factories import somebody
from tests.intake.road.texts import read
from weltoffen.intake.actions import Chosen, accept, accept_all, undo
from weltoffen.intake.chosen_before import chosen_before
from weltoffen.intake.models import Statement
from weltoffen.places.models import Municipality
from weltoffen.sources.models import Source

TYNE = 2641673
ELSEWHERE = 2643123
NAME = "Newcastle"
FIRST = "Mit Newcastle besteht seit 1990 eine Städtefreundschaft."
TEXT = (
    f"Unsere Partner\n\n{FIRST}\n\nDie Städtefreundschaft mit Newcastle wurde 1992 unterzeichnet.\n"
)


def stated(home: Municipality, text: str = TEXT, revises: Source | None = None) -> list[Statement]:
    attempt = read(home, text, revises=revises)
    found = Statement.objects.filter(snapshot=attempt.snapshot, proposed__name=NAME)
    return list(found.order_by("start", "id"))


def choose(statement: Statement, place: int = TYNE) -> Municipality:
    taken = accept(statement=statement, by=somebody(), chosen=Chosen(place=place))
    assert taken.relation is not None
    chosen = taken.relation.municipality
    assert chosen is not None
    return chosen


def bench(desk: Client, statement: Statement) -> str:
    address = reverse("desk:bench", args=[statement.snapshot_id])
    return desk.get(address, {"at": statement.pk}).content.decode()


def test_another_card_of_the_same_text_offers_the_place_as_decided(home, desk: Client) -> None:
    first, other = stated(home)
    assert {first.verdict, other.verdict} == {"unclear"}
    chosen = choose(first)
    shown = bench(desk, other)
    assert "Ort wie an anderer Stelle dieses Textes gewählt: Newcastle upon Tyne, " in shown
    assert "geht erst, wenn Sie sagen" not in shown
    other.refresh_from_db()
    assert other.verdict != "unclear"
    taken = accept(statement=other, by=somebody())
    assert taken.relation is not None
    assert taken.relation.municipality == chosen


def test_the_next_version_offers_what_was_chosen_and_it_can_be_changed(home, desk: Client) -> None:
    [first] = stated(home, FIRST)
    chosen = choose(first)
    source = first.snapshot.source
    [again] = stated(home, FIRST.replace("1990", "1991"), source)
    assert again.snapshot_id != first.snapshot_id
    assert again.verdict == "contradicts"
    assert "Ort wie in der Fassung vom" in bench(desk, again)
    amend = reverse("desk:bench-amend", args=[again.snapshot_id, again.pk])
    form = desk.get(amend)
    assert form.context["picked"] == str(TYNE)
    assert "Sie können hier anders wählen" in form.content.decode()
    others = [each.value for each in form.context["offered"] if each.value != TYNE]
    assert others
    typed = form.context["form"].initial | {"place": str(others[0]), "name": NAME}
    typed = {name: value for name, value in typed.items() if isinstance(value, str)}
    desk.post(amend, typed | {"kind": "friendship", "status": "active"})
    again.refresh_from_db()
    assert again.status == "amended"
    assert again.relation is not None
    assert again.relation.municipality != chosen


def test_what_is_taken_back_is_remembered_no_more(home, desk: Client) -> None:
    first, other = stated(home)
    choose(first)
    undo(statement=first, by=somebody())
    assert "geht erst, wenn Sie sagen" in bench(desk, other)
    other.refresh_from_db()
    assert other.verdict == "unclear"


def test_a_relation_that_was_taken_back_is_told_to_be_so(home, desk: Client) -> None:
    read(home, "Bielefeld ist seit 1970 Partnerstadt von Lyon in Frankreich.")
    statement = Statement.objects.get(proposed__name="Lyon")
    relation = accept(statement=statement, by=somebody()).relation
    assert relation is not None
    sheet = reverse("desk:relations-sheet", args=[relation.identifier])
    gone = "zurückgenommen"
    assert gone not in desk.get(reverse("desk:relations")).content.decode()
    assert "Kein Akt dieser Beziehung gilt mehr" not in desk.get(sheet).content.decode()
    undo(statement=statement, by=somebody())
    [row] = desk.get(reverse("desk:relations")).context["object_list"]
    assert (row.desk_phase, row.acts_count) == (gone, 0)
    assert "Kein Akt dieser Beziehung gilt mehr" in desk.get(sheet).content.decode()
    card = bench(desk, statement)
    assert "(zurückgenommen: kein Akt gilt mehr)" in card
    assert "nimmt die zurückgenommene Beziehung „Bielefeld – Lyon“ wieder auf" in card
    accept(statement=statement, by=somebody())
    [row] = desk.get(reverse("desk:relations")).context["object_list"]
    assert (row.desk_phase == gone, row.acts_count) == (False, 1)


def test_another_source_is_asked_anew(home) -> None:
    [first] = stated(home, FIRST)
    choose(first)
    attempt = read(home, f"Anderswo.\n\n{FIRST}", name="andere.txt")
    [other] = Statement.objects.filter(snapshot=attempt.snapshot, proposed__name=NAME)
    assert other.verdict == "unclear"


def test_what_was_chosen_before_is_seen_before_it_is_taken(home) -> None:
    first, other = stated(home)
    choose(first)
    other.refresh_from_db()
    assert accept_all(statements=[other], by=somebody()) == []


def test_a_name_that_was_chosen_for_two_places_tells_none(home) -> None:
    first, other = stated(home)
    choose(first)
    other.refresh_from_db()
    elsewhere = accept(statement=other, by=somebody(), chosen=Chosen(place=ELSEWHERE))
    assert elsewhere.relation_id != first.relation_id
    source = first.snapshot.source
    again = stated(home, TEXT.replace("1990", "1991"), source)
    assert chosen_before(again) == {}
