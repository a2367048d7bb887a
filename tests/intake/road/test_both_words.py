"""Where the office knows otherwise, the text's word is kept as well, whatever the register has."""

from __future__ import annotations

import pytest

from tests.factories import somebody
from tests.intake.road.test_own_words import WHY, held
from tests.intake.road.texts import at_home, read, statements
from weltoffen.desk.reviewing.versions import newer_version
from weltoffen.ground.problems import Refused
from weltoffen.intake.actions import accept, undo
from weltoffen.intake.models import Statement
from weltoffen.relations.models import Act, Disagreement

COUNCIL = "Der Rat der Stadt beschloss %s die Städtepartnerschaft mit Lyon."
AGAIN = "%s beschloss der Rat der Stadt die Städtepartnerschaft mit Lyon in Frankreich."


@pytest.fixture
def home(db):
    return at_home()


def waiting(kind: str = "relation") -> Statement:
    return statements().get(type=kind, status="waiting")


def put(kind: str = "relation", **values) -> Statement:
    return accept(statement=waiting(kind), by=somebody(), amended=values, reason=WHY)


def known(home, text: str, kind: str = "relation") -> Act:
    read(home, text)
    accept(statement=waiting(kind), by=somebody())
    return Act.objects.order_by("id").last()


def quotes(act: Act) -> list[str]:
    return [each.passage.quote for each in act.citations.select_related("passage")]


def answers() -> list[str]:
    entry = Disagreement.objects.get()
    return [each.answer_de for each in entry.positions.order_by("id")]


def test_a_nearer_day_of_the_text_is_recorded_and_the_offices_goes_to_the_ledger(home):
    known(home, "Partnerstädte\n\n- Lyon, Frankreich, seit 1970\n")
    page = "Die Städtepartnerschaft mit Lyon (Frankreich) besteht seit dem 4. Mai 1970."
    read(home, page, "zwei.txt")
    put(since="1971")
    text = Act.objects.get(on="1970-05-04")
    assert quotes(text) == [page]
    assert answers() == ["1970", "1971"]


def test_a_rest_that_the_office_denies_is_the_texts_word(home):
    read(home, "Die Städtepartnerschaft mit Lyon ruht seit 2023.")
    put(status="active", status_on=None)
    rests = Act.objects.get(exchange="resting")
    assert rests.title_de == "Die Stadt sagt, dass die Beziehung zu Lyon seit 2023 ruht"
    own = Act.objects.get(corrects=rests)
    assert (own.on, own.exchange) == ("2023", "active")
    assert own.title_de == (
        "Nach Kenntnis des Büros besteht die Beziehung zu Lyon ohne Einschränkung (die Quelle "
        "nennt ein Ruhen)"
    )
    assert [WHY in quote for quote in quotes(own)] == [True]
    assert not any(act.exchange == "resting" for act in held())


def test_the_beginning_that_both_name_stays_the_texts(home):
    read(home, "Partnerstädte\n\n- Lyon, Frankreich, seit 1970, seit 2020 ruhend\n")
    put(status="active", status_on=None)
    begun, _rests, own = Act.objects.order_by("on", "id")
    assert begun.title_de == "Die Stadt nennt Lyon als Partnerstadt seit 1970"
    assert not Act.objects.filter(corrects=begun).exists()
    assert "1970" not in quotes(own)[0]


def test_a_plan_that_has_come_about_is_the_texts_word(home):
    read(home, "Für 2028 ist eine Städtepartnerschaft mit Lyon geplant.")
    put(status="active")
    plan, own = Act.objects.order_by("id")
    assert plan.bond == "planned"
    assert (own.corrects, own.bond, own.phase) == (plan, "active", "twin")
    assert (
        own.title_de
        == "Nach Kenntnis des Büros ist Lyon Partnerstadt (die Quelle nennt einen Plan)"
    )


def test_a_rest_that_is_news_to_the_register_is_kept_and_denied(home):
    known(home, "Partnerstädte\n\n- Lyon, Frankreich, seit 1970\n")
    read(home, "Die Städtepartnerschaft mit Lyon (Frankreich) ruht seit 2023.", "zwei.txt")
    put(status="active", status_on=None)
    rests = Act.objects.get(exchange="resting")
    assert Act.objects.get(corrects=rests).exchange == "active"


def test_what_the_register_has_is_cited_where_the_office_adds_a_rest(home):
    act = known(home, "Partnerstädte\n\n- Lyon, Frankreich, seit 1970\n")
    page = "Die Städtepartnerschaft mit Lyon (Frankreich) besteht seit 1970."
    read(home, page, "zwei.txt")
    put(status="resting", status_on="2020")
    assert page in quotes(act)
    own = Act.objects.get(exchange="resting")
    assert (own.on, own.corrects) == ("2020", None)


def test_an_end_that_the_office_adds_to_a_known_relation_is_recorded(home):
    known(home, "Partnerstädte\n\n- Lyon, Frankreich, seit 1970\n")
    read(home, "Die Städtepartnerschaft mit Lyon (Frankreich) besteht seit 1970.", "zwei.txt")
    put(until="1999")
    assert Act.objects.get(bond="ended").on == "1999"


def test_what_the_office_adds_to_an_act_that_agrees_corrects_it(home):
    act = known(home, COUNCIL % "am 3. Mai 1970", "act")
    read(home, AGAIN % "Am 3. Mai 1970", "zwei.txt")
    taken = put("act", term_until="1990", body="Hauptausschuss")
    own = Act.objects.get(corrects=act)
    assert str(own.term_until) == "1991-01-01"
    assert "Gremium nach Kenntnis des Büros: Hauptausschuss" in own.note_de
    assert any(WHY in quote for quote in quotes(own))
    undo(statement=taken, by=somebody())
    assert [each.term_until for each in held() if each.kind == "council"] == [None]


def test_each_own_word_is_a_source_of_its_own_and_no_version_of_another(home):
    read(home, "Partnerstädte\n\n- Lyon, Frankreich, seit 1970\n- Gdynia, Polen, seit 1973\n")
    for name, since in (("Lyon", "1971"), ("Gdynia", "1974")):
        one = statements().get(proposed__name=name, type="relation")
        accept(statement=one, by=somebody(), amended={"since": since}, reason=WHY)
    proofs = [
        act.citations.get().passage.snapshot
        for act in Act.objects.filter(corrects__isnull=False).order_by("id")
    ]
    titles = [each.source.title for each in proofs]
    assert titles == ["Kenntnis des Büros: Lyon", "Kenntnis des Büros: Gdynia"]
    assert [newer_version(each) for each in proofs] == [None, None]
    assert [each.source.snapshots.count() for each in proofs] == [1, 1]


def test_a_term_without_a_day_is_refused_and_not_lost(home):
    read(home, "Der Rat der Stadt beschloss die Städtepartnerschaft mit Lyon.")
    with pytest.raises(Refused, match="braucht den Tag des Aktes"):
        put("act", term_until="1990")
    assert not Act.objects.exists()


def test_a_nearer_day_of_an_act_goes_before_what_the_office_knows_less_nearly(home):
    act = known(home, COUNCIL % "1970", "act")
    read(home, AGAIN % "Am 3. Mai 1970", "zwei.txt")
    taken = put("act", on="1970-05")
    text = Act.objects.get(corrects=act)
    own = Act.objects.get(corrects=text)
    assert (text.on, own.on) == ("1970-05-03", "1970-05")
    undo(statement=taken, by=somebody())
    assert [each.on for each in held() if each.kind == "council"] == ["1970"]


def test_another_year_of_an_act_goes_to_the_ledger_beside_the_texts(home):
    act = known(home, COUNCIL % "1970", "act")
    read(home, AGAIN % "1970", "zwei.txt")
    put("act", on="1971")
    assert answers() == ["1970", "1971"]
    assert (AGAIN % "1970").rstrip(".") in "".join(quotes(act))
