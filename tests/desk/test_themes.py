"""Themes at the desk: adding, renaming, giving them to relations and taking them away."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.desk.conftest import evidence
from tests.desk.test_records import opened
from tests.factories import ActFactory, PassageFactory, RelationFactory, ThemeFactory, somebody
from weltoffen.relations.actions import tag_relation
from weltoffen.relations.models import Relation, RelationTheme, Theme


def _themes(relation: Relation) -> str:
    return reverse("desk:relations-themes", args=[relation.identifier])


def _history(relation: Relation, desk: Client) -> str:
    address = reverse("desk:relations-history", args=[relation.identifier])
    return desk.get(address).content.decode()


def test_a_theme_is_added_renamed_and_its_history_tells(desk: Client) -> None:
    sent = {"kind": "field", "label_de": "Klima & Energie", "label_en": "Climate"}
    assert desk.post(reverse("desk:themes-add"), sent).status_code == 302
    theme = Theme.objects.get()
    assert theme.label_en == "Climate"
    address = reverse("desk:themes-edit", args=[theme.identifier])
    desk.post(address, opened(desk, address) | {"label_de": "Klima"})
    theme.refresh_from_db()
    assert (theme.label_de, theme.label_en) == ("Klima", "Climate")
    told = desk.get(reverse("desk:themes-history", args=[theme.identifier])).content.decode()
    assert "Das Thema wurde erfasst" in told
    assert "„Klima &amp; Energie“ → „Klima“" in told
    assert "→ „Klima“" in desk.get(reverse("desk:changes")).content.decode()
    listed = desk.get(reverse("desk:themes"), {"q": "klim"}).context["object_list"]
    assert [each.desk_title for each in listed] == ["Klima"]


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"label_de": ""}, "label_de", "wie das Thema heißt"),
        ({"kind": ""}, "kind", "fehlt die Art"),
        ({"kind": "sdg"}, "number", "von 1 bis 17"),
        ({"kind": "sdg", "number": "18"}, "number", "von 1 bis 17"),
        ({"kind": "field", "number": "3"}, "number", "von 1 bis 17"),
        ({"kind": "sdg", "number": "x"}, "number", "keine Zahl"),
        ({"kind": "sdg", "number": "11"}, "number", "gibt es schon: „Städte“"),
        ({"identifier": "staedte"}, "identifier", "schon vergeben"),
    ],
)
def test_a_faulty_theme_is_refused_at_its_field(
    desk: Client, typed: dict[str, str], field: str, sentence: str
) -> None:
    ThemeFactory(identifier="staedte", kind="sdg", number=11, label="Städte")
    sent = {"kind": "field", "label_de": "Getippt"} | typed
    answer = desk.post(reverse("desk:themes-add"), sent)
    assert sentence in " ".join(answer.context["form"].errors[field])
    assert Theme.objects.count() == 1


def test_a_relation_gets_a_theme_with_its_proof_and_loses_it_again(desk: Client) -> None:
    act = ActFactory()
    relation = act.relation
    passage = act.citations.get().passage
    climate, youth = ThemeFactory(label="Klima"), ThemeFactory(label="Jugend")
    tag_relation(relation=relation, theme=youth, passage=PassageFactory(), by=somebody())
    both: dict[str, Any] = {"kept": [youth.pk], "theme": climate.pk, "passages": [passage.pk]}
    desk.post(_themes(relation), both | {"shown": [youth.pk]} | evidence())
    assert set(relation.themes.all()) == {climate, youth}
    assert relation.theme_links.get(theme=climate).passage == passage
    sheet = desk.get(reverse("desk:relations-sheet", args=[relation.identifier]))
    assert "Klima" in sheet.content.decode()
    shown = {"shown": [climate.pk, youth.pk]}
    desk.post(_themes(relation), {"kept": [climate.pk]} | shown | evidence())
    assert list(relation.themes.all()) == [climate]
    assert f"Das Thema „{youth.identifier}“ wurde weggenommen." in _history(relation, desk)
    assert f"Das Thema „{climate.identifier}“ wurde zugeordnet." in _history(relation, desk)


@pytest.mark.parametrize(
    ("with_theme", "with_proof", "field", "sentence"),
    [
        (True, False, "passages", "gehört ein Beleg"),
        (False, True, "theme", "aber kein Thema"),
    ],
)
def test_theme_and_proof_come_together(
    desk: Client, with_theme: bool, with_proof: bool, field: str, sentence: str
) -> None:
    relation, theme = RelationFactory(), ThemeFactory()
    act = ActFactory(relation=relation)
    sent: dict[str, Any] = {"theme": theme.pk} if with_theme else {}
    sent |= {"passages": [act.citations.get().passage.pk]} if with_proof else {}
    answer = desk.post(_themes(relation), sent | evidence())
    assert sentence in " ".join(answer.context["form"].errors[field])
    assert not RelationTheme.objects.exists()


def test_a_theme_is_not_proved_twice_by_the_same_words(desk: Client) -> None:
    relation, theme, passage = RelationFactory(), ThemeFactory(), PassageFactory()
    tag_relation(relation=relation, theme=theme, passage=passage, by=somebody())
    sent = {"kept": [theme.pk], "theme": theme.pk, "passages": [passage.pk]} | evidence()
    answer = desk.post(_themes(relation), sent)
    assert "schon zugeordnet" in " ".join(answer.context["form"].errors["theme"])
    assert RelationTheme.objects.count() == 1


def test_a_theme_that_somebody_else_added_meanwhile_stays(desk: Client) -> None:
    relation = RelationFactory()
    youth, climate = ThemeFactory(label="Jugend"), ThemeFactory(label="Klima")
    tag_relation(relation=relation, theme=youth, passage=PassageFactory(), by=somebody())
    page = desk.get(_themes(relation))
    assert page.context["hidden"] == [("shown", str(youth.pk))]
    tag_relation(relation=relation, theme=climate, passage=PassageFactory(), by=somebody())
    sent = {"shown": [youth.pk], "kept": [youth.pk]} | evidence()
    assert desk.post(_themes(relation), sent).status_code == 302
    assert set(relation.themes.all()) == {youth, climate}
