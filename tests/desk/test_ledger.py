"""The ledger: where sources disagree, all answers stay."""

from __future__ import annotations

from django.test import Client
from django.urls import reverse

from tests.desk.conftest import evidence
from tests.factories import RelationFactory, SourceFactory
from weltoffen.relations.models import Disagreement
from weltoffen.sources.models import Passage

ADD = "desk:ledger-add"
FIRST = {"answer_de": "1977", "source": "quelle-a", "quote": "seit 1977", "is_used": "on"}
SECOND = {"answer_de": "1978", "source": "quelle-b", "gist": "nennt 1978"}


def _question(**typed: str) -> dict[str, str]:
    SourceFactory(identifier="quelle-a")
    SourceFactory(identifier="quelle-b")
    relation = RelationFactory(identifier="a-b")
    return {
        "question_de": "Seit wann?",
        "home": relation.home.identifier,
        "relation": "a-b",
    } | typed


def test_a_disagreement_is_recorded_with_all_answers(desk: Client) -> None:
    typed = _question(reason_de="Die Stadt selbst sagt es.")
    answer = desk.post(reverse(ADD), typed | evidence(FIRST, SECOND))
    found = Disagreement.objects.get()
    assert answer["Location"] == reverse("desk:ledger-sheet", args=[found.identifier])
    assert (found.identifier, found.settled, found.visibility) == ("seit-wann", False, "internal")
    answers = [(p.answer_de, p.is_used, p.passage.snapshot.source.identifier)
               for p in found.positions.all()]  # fmt: skip
    assert answers == [("1977", True, "quelle-a"), ("1978", False, "quelle-b")]


def test_it_begins_with_the_relation_from_whose_sheet_one_comes(desk: Client) -> None:
    relation = RelationFactory(identifier="a-b")
    sheet = desk.get(reverse("desk:relations-sheet", args=["a-b"])).content.decode()
    address = f"{reverse(ADD)}?relation=a-b"
    assert address in sheet
    assert desk.get(address).context["form"].initial["home"] == relation.home


def test_one_answer_is_no_disagreement(desk: Client) -> None:
    typed = _question(reason_de="Weil.")
    answer = desk.post(reverse(ADD), typed | evidence(FIRST))
    assert "mindestens zwei Antworten" in " ".join(answer.context["form"].non_field_errors())
    assert "seit 1977" in answer.content.decode()
    assert not Disagreement.objects.exists()
    assert not Passage.objects.exists()


def test_the_city_says_why_it_uses_an_answer(desk: Client) -> None:
    answer = desk.post(reverse(ADD), _question() | evidence(FIRST, SECOND))
    assert "Schreiben Sie einen Satz dazu" in answer.context["form"].errors["reason_de"][0]


def test_the_city_uses_one_answer_at_most(desk: Client) -> None:
    typed = _question(reason_de="Beide.")
    answer = desk.post(reverse(ADD), typed | evidence(FIRST, SECOND | {"is_used": "on"}))
    assert "nur eine Antwort" in " ".join(answer.context["form"].non_field_errors())


def test_an_answer_without_words_is_refused_in_its_row(desk: Client) -> None:
    typed = _question(reason_de="Weil.")
    answer = desk.post(reverse(ADD), typed | evidence(FIRST, SECOND | {"answer_de": ""}))
    assert "was die Quelle antwortet" in answer.context["evidence"].forms[1].errors["answer_de"][0]
    assert not Disagreement.objects.exists()


def _recorded(desk: Client) -> Disagreement:
    desk.post(reverse(ADD), _question() | evidence(FIRST | {"is_used": ""}, SECOND))
    return Disagreement.objects.get()


def test_a_disagreement_is_settled_and_opened_again(desk: Client) -> None:
    found = _recorded(desk)
    sheet = reverse("desk:ledger-sheet", args=[found.identifier])
    settle = reverse("desk:ledger-settle", args=[found.identifier])
    assert settle in desk.get(sheet).content.decode()
    form = desk.get(settle)
    assert "keine davon" in form.content.decode()
    seen = dict(form.context["hidden"])
    second = found.positions.get(answer_de="1978")

    for_want_of_words = desk.post(settle, seen | {"answer": str(second.pk)})
    assert "Schreiben Sie einen Satz" in for_want_of_words.context["form"].errors["reason_de"][0]
    unchosen = desk.post(settle, seen | {"reason_de": "Weil."})
    assert "Wählen Sie eine Antwort" in unchosen.context["form"].errors["answer"][0]

    answer = desk.post(settle, seen | {"answer": str(second.pk), "reason_de": "Die Urkunde."})
    assert answer["Location"] == sheet
    found.refresh_from_db()
    assert (found.settled, found.reason_de) == (True, "Die Urkunde.")
    assert found.positions.get(is_used=True) == second
    history = desk.get(reverse("desk:ledger-history", args=[found.identifier])).content.decode()
    assert "Antwort, die die Stadt verwendet: „1978“ ergänzt." in history
    assert "„nein“ → „ja“" in history
    assert "used_row" not in history

    desk.post(settle, {"reopen": "1"})
    found.refresh_from_db()
    assert not found.settled
    assert found.positions.get(is_used=True) == second


def test_who_only_looks_cannot_settle(onlooker: Client, desk: Client) -> None:
    found = _recorded(desk)
    settle = reverse("desk:ledger-settle", args=[found.identifier])
    assert onlooker.post(settle, {"answer": "none", "reason_de": "Weil."}).status_code in (302, 403)
    found.refresh_from_db()
    assert not found.settled
