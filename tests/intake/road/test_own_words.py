"""What the office knows otherwise than a text: never in the text's mouth, never proved by it."""

from __future__ import annotations

import pytest

from tests.factories import somebody
from tests.intake.road.known import told, twin
from tests.intake.road.texts import at_home, read, statements
from weltoffen.ground.dates import parse_date
from weltoffen.ground.problems import Refused
from weltoffen.intake.actions import accept, undo
from weltoffen.intake.models import Statement
from weltoffen.intake.rules.own_words import name_in_the_text, own_fields, states_date
from weltoffen.intake.types import ActKind, Kind, Quote, Side, Standing
from weltoffen.relations.models import Act, Citation, Disagreement
from weltoffen.relations.rules.since import since
from weltoffen.relations.rules.state import known_acts
from weltoffen.relations.selectors import FACTS
from weltoffen.relations.types import ActFacts
from weltoffen.sources.actions import amend_source

PAGE = "Partnerstädte\n\n- Lyon, Frankreich, seit 1970\n- Gdynia, Polen, seit 1973\n"
LYON = Quote("Lyon, Frankreich, seit 1970", 100, 127)
WHY = "So steht es in der Urkunde im Stadtarchiv."


@pytest.fixture
def home(db):
    return at_home()


def one(name: str) -> Statement:
    return statements().get(proposed__name=name, type="relation")


def amend(name: str, **values) -> Statement:
    return accept(statement=one(name), by=somebody(), amended=values, reason=WHY)


def held() -> list[ActFacts]:
    return known_acts([ActFacts._make(row) for row in Act.objects.values_list(*_columns())])


def _columns() -> list[str]:
    return ["corrects_id" if name == "corrects" else name for name in FACTS]


def test_the_city_is_not_said_to_name_the_date_that_the_office_knows(home):
    read(home, PAGE)
    amend("Lyon", since="1971")
    stated, own = Act.objects.order_by("id")
    assert (stated.on, stated.title_de) == (
        "1970", "Die Stadt nennt Lyon als Partnerstadt seit 1970",
    )  # fmt: skip
    assert own.title_de == (
        "Nach Kenntnis des Büros ist Lyon Partnerstadt seit 1971 (die Quelle nennt 1970)"
    )
    assert own.title_en == (
        "According to the office, Lyon is a partner city, since 1971 (the source names 1970)"
    )
    assert WHY in own.note_de
    assert own.corrects == stated
    assert since(held(), "city-word").on == parse_date("1971")


def test_no_quote_proves_a_date_that_it_does_not_state(home):
    read(home, PAGE)
    amend("Lyon", since="1971-05-03")
    for citation in Citation.objects.select_related("act", "passage"):
        assert states_date(citation.passage.quote, parse_date(citation.act.on))
    own = Act.objects.get(corrects__isnull=False)
    [proof] = own.citations.all()
    assert WHY in proof.passage.quote
    assert proof.passage.snapshot.source.publisher_side == "home"


BESIDE = "Mit Lyon, besucht 1968, besteht seit 1970 eine Städtepartnerschaft."


def test_a_date_that_the_words_have_of_something_else_is_the_offices(home):
    read(home, BESIDE)
    accept(statement=one("Lyon"), by=somebody(), amended={"since": "1968"})
    stated, own = Act.objects.order_by("id")
    assert stated.title_de == "Die Stadt nennt Lyon als Partnerstadt seit 1970"
    assert own.title_de.startswith("Nach Kenntnis des Büros ist Lyon Partnerstadt seit 1968")


def test_a_date_that_a_person_finds_in_the_words_is_the_texts(home):
    read(home, BESIDE)
    accept(statement=one("Lyon"), by=somebody(), amended={"since": "1968"}, text_says_so=True)
    act = Act.objects.get()
    assert act.title_de == "Die Stadt nennt Lyon als Partnerstadt seit 1968"


def test_about_a_year_is_not_that_year(home):
    read(home, "Partnerstädte\n\n- Lyon, Frankreich, seit etwa 1970\n- Gdynia, Polen, seit 1973\n")
    assert one("Lyon").proposed["since"] == "1970~"
    with pytest.raises(Refused, match="steht diese Zeit nicht"):
        accept(statement=one("Lyon"), by=somebody(), amended={"since": "1970"}, text_says_so=True)
    accept(statement=one("Lyon"), by=somebody(), amended={"since": "1970"})
    assert [act.on for act in Act.objects.order_by("id")] == ["1970~", "1970"]


@pytest.mark.parametrize(
    ("values", "title"),
    [
        ({"status": "resting"}, "Nach Kenntnis des Büros ruht die Beziehung zu Lyon (die Quelle "
                                "nennt keine Einschränkung)"),
        ({"kind": "project"}, "Nach Kenntnis des Büros ist Lyon Projektpartner seit 1970 (die "
                              "Quelle nennt Städtepartnerschaft)"),
        ({"until": "1999"}, "Nach Kenntnis des Büros ist die Beziehung zu Lyon seit 1999 beendet "
                            "(die Quelle nennt kein Ende)"),
    ],
)  # fmt: skip
def test_kind_status_and_end_are_said_to_be_the_offices_too(home, values, title):
    read(home, PAGE)
    amend("Lyon", **values)
    own = Act.objects.get(title_de__startswith="Nach Kenntnis")
    assert own.title_de == title
    other = Act.objects.exclude(pk=own.pk).get()
    assert other.title_de == "Die Stadt nennt Lyon als Partnerstadt seit 1970"


def test_an_act_of_the_text_is_corrected_by_what_the_office_knows(home):
    read(home, "Der Rat der Stadt beschloss 1970 die Städtepartnerschaft mit Lyon.")
    council = statements().get(type="act")
    accept(statement=council, by=somebody(), amended={"on": "1971-02-03"}, reason=WHY)
    stated, own = Act.objects.order_by("id")
    assert (stated.on, own.on, own.kind) == ("1970", "1971-02-03", "council")
    assert own.title_de == (
        "Ratsbeschluss zu Lyon, nach Kenntnis des Büros 3. Februar 1971 (die Quelle nennt 1970)"
    )


def test_all_of_it_is_taken_back_together_and_can_be_taken_anew(home):
    read(home, PAGE)
    undo(statement=amend("Lyon", since="1971"), by=somebody())
    assert held() == []
    assert one("Lyon").status == "waiting"
    accept(statement=one("Lyon"), by=somebody())
    assert [act.on for act in held()] == ["1970"]


def test_a_correction_by_hand_keeps_the_decision(home):
    from weltoffen.relations.actions import retract_act

    read(home, PAGE)
    taken = amend("Lyon", since="1971")
    own = Act.objects.get(corrects__isnull=False)
    passages = [each.passage for each in own.citations.all()]
    retract_act(act=own, identifier="weg", reason="Irrtum", citations=passages, by=somebody())
    with pytest.raises(Refused, match="inzwischen berichtigt"):
        undo(statement=taken, by=somebody())


def test_what_the_register_knows_gets_no_false_proof(home):
    read(home, PAGE)
    accept(statement=one("Lyon"), by=somebody())
    read(home, "Unsere Partnerstädte\n\n- Lyon (Frankreich): Partnerstadt seit 1975\n", "zwei.txt")
    again = statements().get(proposed__since="1975")
    accept(statement=again, by=somebody(), amended={"since": "1970"})
    assert Citation.objects.count() == 1
    said = [each.answer_de for each in Disagreement.objects.get().positions.all()]
    assert said == ["1970", "1975"]


def test_in_the_ledger_each_side_has_its_own_proof(home):
    read(home, PAGE)
    accept(statement=one("Lyon"), by=somebody())
    read(home, "Unsere Partnerstädte\n\n- Lyon (Frankreich): Partnerstadt seit 1975\n", "zwei.txt")
    again = statements().get(proposed__since="1975")
    accept(statement=again, by=somebody(), amended={"since": "1972"}, reason=WHY)
    answers = Disagreement.objects.get().positions.select_related("passage")
    assert [each.answer_de for each in answers] == ["1970", "1975", "1972"]
    assert all(each.answer_de in each.passage.quote for each in answers)


def test_what_is_the_offices_own_is_told_by_the_words():
    read_, put = twin(quote=LYON), twin(quote=LYON, since="1971", name="Lion")
    assert own_fields(read_, put) == ("since",)
    assert own_fields(read_, twin(quote=LYON, since=None)) == ()
    overlooked = twin(quote=LYON, since=None), twin(quote=LYON, since="1970")
    assert own_fields(*overlooked) == ("since",)
    assert own_fields(*overlooked, text_says_so=True) == ()
    assert own_fields(twin(quote=LYON, since="1970"), twin(quote=LYON, since="1970-03")) == (
        "since",
    )
    changed = twin(quote=LYON, kind=Kind.PROJECT, status=Standing.ENDED)
    assert own_fields(read_, changed) == ("kind", "status")
    assert own_fields(read_, changed, text_says_so=True) == ()
    council, more = told(), told(body="Rat", paper_number="12/70")
    assert own_fields(council, more) == ("body", "paper_number")
    assert own_fields(council, more, text_says_so=True) == ()
    assert own_fields(read_, put, text_says_so=True) == ("since",)
    quoted = Quote("Der Rat beschloss (12/70)", 100, 125)
    assert (
        own_fields(told(quote=quoted), told(quote=quoted, body="rat", paper_number="12/70")) == ()
    )
    within = Quote("Wir beraten 112/70", 100, 118)
    put = told(quote=within, body="Rat", paper_number="12/70")
    assert own_fields(told(quote=within), put) == ("body", "paper_number")
    acted = told(side=Side.HOME)
    assert own_fields(council, acted) == ("side",)
    assert own_fields(council, acted, text_says_so=True) == ()
    assert own_fields(acted, council) == ()
    assert own_fields(told(ActKind.COUNCIL), told(ActKind.COUNCIL)) == ()


def test_another_name_is_told_and_a_spelling_is_not():
    assert name_in_the_text(twin(name="Zwickau", quote=LYON), twin(name="Plauen", quote=LYON))
    assert not name_in_the_text(twin(name="Lyón", quote=LYON), twin(name="Lyon", quote=LYON))


def test_a_nearer_day_of_the_office_keeps_the_quote_with_the_year_that_it_states(home):
    read(home, "Der Rat der Stadt beschloss 1970 die Städtepartnerschaft mit Lyon.")
    accept(statement=statements().get(type="act"), by=somebody())
    read(home, "1970 beschloss der Rat der Stadt die Städtepartnerschaft mit Lyon.", "zwei.txt")
    again = statements().get(type="act", status="waiting")
    taken = accept(statement=again, by=somebody(), amended={"on": "1970-05-04"}, reason=WHY)
    [council] = [act for act in held() if act.kind == "council"]
    assert council.on == "1970-05-04"
    nearer = Act.objects.get(pk=council.id)
    assert "nach Kenntnis des Büros 4. Mai 1970 (die Quelle nennt 1970)" in nearer.title_de
    assert WHY in nearer.note_de
    quotes = [each.passage.quote for each in nearer.citations.select_related("passage")]
    assert any(WHY in quote for quote in quotes)
    assert not any(quote.startswith("1970 beschloss") for quote in quotes)
    undo(statement=taken, by=somebody())
    assert [act.on for act in held() if act.kind == "council"] == ["1970"]


def test_who_acted_is_said_to_be_the_offices_word(home):
    read(
        home, "Am 3. Mai 1970 wurde die Partnerschaftsurkunde mit Lyon in Frankreich unterzeichnet."
    )
    signed = statements().get(type="act")
    assert signed.proposed["side"] != "home"
    accept(statement=signed, by=somebody(), amended={"side": "home"}, reason=WHY)
    own = Act.objects.get(corrects__isnull=False)
    assert own.side == "home"
    assert own.corrects.side != "home"
    assert own.title_de.startswith(
        "Unterzeichnung mit Lyon, nach Kenntnis des Büros die Stadt als handelnd (die Quelle nennt "
    )
    [proof] = own.citations.all()
    assert WHY in proof.passage.quote


def test_what_others_say_stays_their_word(home):
    attempt = read(home, PAGE)
    source = attempt.snapshot.source
    amend_source(source=source, by=somebody(), publisher="Bote", publisher_side="third")
    amend("Lyon", since="1971")
    stated, own = Act.objects.order_by("id")
    assert (stated.title_de, stated.side) == ("Bote nennt Lyon als Partnerstadt seit 1970", "third")
    assert own.side == "home"
