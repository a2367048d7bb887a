"""From texts to the register and back: statements, acceptance, refusal, undoing."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.factories import (
    ActFactory,
    CountryFactory,
    MunicipalityFactory,
    RelationFactory,
    somebody,
)
from tests.intake.road.known import told, twin
from tests.intake.road.texts import PAGE, at_home, no_network, read, statements
from weltoffen.ground.problems import Refused
from weltoffen.intake.actions import (
    Chosen,
    Upload,
    accept,
    accept_all,
    begin_run,
    postpone,
    propose,
    reject,
    undo,
    undo_all,
)
from weltoffen.intake.actions.proposing import said_by
from weltoffen.intake.carrying_out import carry_out
from weltoffen.intake.enums import StatementStatus, Verdict
from weltoffen.intake.models import Consequence, Reading, Statement
from weltoffen.intake.selectors import waiting
from weltoffen.intake.types import ActKind as FoundKind
from weltoffen.intake.types import Quote
from weltoffen.places.models import Municipality
from weltoffen.relations.actions import correct_act, settle_disagreement
from weltoffen.relations.enums import ActKind, Side
from weltoffen.relations.models import Act, Disagreement, Relation
from weltoffen.relations.selectors import states
from weltoffen.relations.types import only
from weltoffen.sources.enums import Publisher
from weltoffen.sources.models import Passage, Snapshot

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    return at_home()


def one(name: str) -> Statement:
    return next(each for each in Statement.objects.all() if each.values.get("name") == name)


def test_every_statement_quotes_the_stored_text(home):
    read(home, PAGE)
    text = Snapshot.objects.get().rendering.text
    assert statements().count() == 5
    for each in statements():
        assert text[each.start : each.end] == each.quote
        assert each.status == StatementStatus.WAITING


def test_accepting_a_twin_records_relation_act_and_citation(home):
    read(home, PAGE)
    taken = accept(statement=one("Lyon"), by=somebody())
    relation = Relation.objects.get()
    act = relation.acts.get()
    assert (relation.home, relation.municipality.name) == (home, "Lyon")
    assert relation.municipality.geonames_id == 2996944
    assert relation.municipality.country.label == "Frankreich"
    assert (act.kind, act.on, act.phase, act.bond) == (ActKind.STATED, "1970", "twin", "active")
    passage = act.citations.get().passage
    text = Snapshot.objects.get().rendering.text
    assert text[passage.start : passage.end] == passage.quote == "Lyon, Frankreich, seit 1970"
    assert (taken.status, taken.decided_by, taken.relation) == ("accepted", somebody(), relation)
    assert act.visibility == relation.visibility == "internal"


def test_what_is_in_the_register_then_agrees(home):
    read(home, PAGE)
    accept(statement=one("Lyon"), by=somebody())
    read(home, "Unsere Partnerstädte\n\n- Lyon (Frankreich), seit 1970\n", name="zweite.txt")
    again = Statement.objects.filter(status="waiting", proposed__name="Lyon").get()
    assert again.verdict == Verdict.AGREES
    accept(statement=again, by=somebody())
    assert Act.objects.count() == 1
    assert Act.objects.get().citations.count() == 2
    assert Consequence.objects.filter(is_new=False).count() == 1


def test_a_contradiction_goes_to_the_ledger_with_both_passages(home):
    read(home, PAGE)
    accept(statement=one("Lyon"), by=somebody())
    read(home, "Unsere Partnerstädte\n\n- Lyon, Frankreich seit 1971\n", name="zweite.txt")
    other = Statement.objects.get(status="waiting", proposed__since="1971")
    assert other.verdict == Verdict.CONTRADICTS
    accept(statement=other, by=somebody())
    entry = Disagreement.objects.get()
    assert entry.question == "Seit wann besteht die Beziehung zu Lyon?"
    assert [each.answer for each in entry.positions.order_by("position")] == ["1970", "1971"]
    assert Act.objects.count() == 1
    read(home, "Unsere Partnerstädte\n\n- Lyon, Frankreich seit 1972\n", name="dritte.txt")
    accept(statement=Statement.objects.get(proposed__since="1972"), by=somebody())
    assert Disagreement.objects.get().positions.count() == 3


def test_an_ambiguous_place_is_asked_for_and_chosen(home):
    read(home, PAGE)
    bondo = one("Bondo")
    assert bondo.verdict == Verdict.UNCLEAR
    with pytest.raises(Refused, match="mehrere Orte"):
        accept(statement=bondo, by=somebody())
    assert Relation.objects.count() == 0
    taken = accept(statement=bondo, by=somebody(), chosen=Chosen(place=200305))
    assert taken.status == StatementStatus.AMENDED
    assert taken.proposed["place"] is None
    assert taken.amended["place"] == 200305
    assert Relation.objects.get().municipality.geonames_id == 200305


def test_a_country_alone_stands_for_a_place_not_named_yet(home):
    read(home, "Geplant ist eine Projektpartnerschaft mit Kolumbien.")
    planned = one("Kolumbien")
    with pytest.raises(Refused, match="nur ein Land"):
        accept(statement=planned, by=somebody())
    accept(statement=planned, by=somebody(), chosen=Chosen(unnamed=True))
    place = Relation.objects.get().municipality
    assert (place.country.code, place.is_named) == ("CO", False)
    assert Act.objects.get().bond == "planned"


def test_a_chosen_place_that_is_a_partner_already_gets_the_citation(home):
    read(home, PAGE)
    accept(statement=one("Bondo"), by=somebody(), chosen=Chosen(place=200305))
    read(home, "Aktuell gibt es eine Projektpartnerschaft mit Bondo (Kenia).", name="zweite.txt")
    again = Statement.objects.filter(status="waiting", proposed__name="Bondo").get()
    assert again.relation is not None or again.verdict == Verdict.UNCLEAR
    chosen = Chosen(municipality=Municipality.objects.get(geonames_id=200305))
    accept(statement=again, by=somebody(), chosen=chosen)
    assert Relation.objects.count() == 1
    assert Act.objects.get().citations.count() == 2


def test_a_person_amends_what_was_proposed(home):
    read(home, PAGE)
    taken = accept(
        statement=one("Gdynia"),
        by=somebody(),
        amended={"since": "1974"},
        reason="Urkunde liegt vor",
    )
    assert Act.objects.get(corrects__isnull=False).on == "1974"
    assert (taken.status, taken.reason) == (StatementStatus.AMENDED, "Urkunde liegt vor")
    assert taken.proposed["since"] == "1973"
    with pytest.raises(Refused, match="gehört nicht zu diesem Vorschlag"):
        accept(statement=one("Lyon"), by=somebody(), amended={"colour": "red"})
    with pytest.raises(Refused, match="gibt es hier nicht"):
        accept(statement=one("Lyon"), by=somebody(), amended={"kind": "marriage"})
    with pytest.raises(Refused):
        accept(statement=one("Lyon"), by=somebody(), amended={"since": "vorgestern"})
    assert Relation.objects.count() == 1


def test_a_decision_is_made_once(home):
    read(home, PAGE)
    lyon = one("Lyon")
    accept(statement=lyon, by=somebody())
    for decide in (accept, reject, postpone):
        with pytest.raises(Refused, match="schon entschieden"):
            decide(statement=lyon, by=somebody())
    assert Act.objects.count() == 1


def test_rejecting_keeps_the_reason_and_records_nothing(home):
    read(home, PAGE)
    gone = reject(statement=one("Lyon"), by=somebody(), reason="war nie so")
    assert (gone.status, gone.reason, gone.decided_by) == ("rejected", "war nie so", somebody())
    assert Relation.objects.count() == Passage.objects.count() == 0
    assert one("Lyon") not in waiting(home)


def test_later_is_still_open(home):
    read(home, PAGE)
    postpone(statement=one("Lyon"), by=somebody())
    assert one("Lyon") in waiting(home)
    accept(statement=one("Lyon"), by=somebody())
    assert Act.objects.count() == 1


def test_what_was_put_off_can_be_taken_up_again(home):
    read(home, PAGE)
    postpone(statement=one("Lyon"), by=somebody())
    assert undo(statement=one("Lyon"), by=somebody()).status == StatementStatus.WAITING


def test_all_that_is_certain_is_taken_and_nothing_else(home):
    read(home, PAGE)
    taken = accept_all(statements=waiting(home), by=somebody())
    # The claim last: that there are three is right as soon as the three are there.
    assert [each.values["name"] for each in taken] == ["Lyon", "Gdynia", "Zadar", ""]
    assert Relation.objects.count() == 3
    left = {each.values.get("name") or each.values["what"] for each in waiting(home)}
    assert left == {"Bondo"}
    assert accept_all(statements=waiting(home), by=somebody()) == []


def test_of_two_that_contradict_each_other_only_the_surer_is_taken(home):
    read(home, PAGE)
    read(home, "Unsere Partnerstädte\n\n- Lyon, Frankreich seit 1975\n", name="zweite.txt")
    accept_all(statements=waiting(home), by=somebody())
    assert Act.objects.filter(relation__municipality__name="Lyon").count() == 1
    [other] = [each for each in waiting(home) if each.values.get("name") == "Lyon"]
    assert other.verdict == Verdict.CONTRADICTS


def test_undoing_takes_the_act_back_and_the_statement_waits(home):
    read(home, PAGE)
    accept(statement=one("Lyon"), by=somebody())
    back = undo(statement=one("Lyon"), by=somebody())
    assert (back.status, back.decided_by, back.amended) == ("waiting", None, None)
    kinds = list(Act.objects.order_by("id").values_list("kind", flat=True))
    assert kinds == [ActKind.STATED, ActKind.RETRACTION]
    assert one("Lyon").verdict == Verdict.NEW
    accept(statement=one("Lyon"), by=somebody())
    assert Relation.objects.count() == 1
    assert Act.objects.filter(kind=ActKind.STATED).count() == 2
    with pytest.raises(Refused, match="noch niemand entschieden"):
        undo(statement=one("Gdynia"), by=somebody())


def test_undoing_a_dispute_closes_the_question(home):
    read(home, PAGE)
    accept(statement=one("Lyon"), by=somebody())
    read(home, "Unsere Partnerstädte\n\n- Lyon, Frankreich seit 1971\n", name="zweite.txt")
    other = Statement.objects.get(proposed__since="1971")
    accept(statement=other, by=somebody())
    undo(statement=other, by=somebody())
    assert Disagreement.objects.get().settled


def test_an_undone_act_that_somebody_corrected_stays(home):
    read(home, PAGE)
    accept(statement=one("Lyon"), by=somebody())
    act = Act.objects.get()
    correct_act(
        act=act, identifier="anders", by=somebody(), kind=ActKind.STATED, on="1969", title="Anders",
        citations=[act.citations.get().passage],
    )  # fmt: skip
    with pytest.raises(Refused, match="inzwischen berichtigt"):
        undo(statement=one("Lyon"), by=somebody())
    assert one("Lyon").status == StatementStatus.ACCEPTED


def test_a_relation_of_another_city_is_not_taken(home):
    read(home, PAGE)
    snapshot = Snapshot.objects.get()
    found = replace(twin(home="Essen"), quote=Quote(PAGE[:7], 0, 7))
    [foreign] = propose(
        snapshot=snapshot, home=home, found=[found], reader="probe/1", by=somebody()
    )
    assert foreign.verdict == Verdict.NOT_OURS
    with pytest.raises(Refused, match="Essen"):
        accept(statement=foreign, by=somebody())
    accept(statement=foreign, by=somebody(), amended={"home": "Bielefeld"})
    assert Relation.objects.get().home == home


def test_words_that_do_not_stand_there_are_not_proposed(home):
    read(home, PAGE)
    snapshot = Snapshot.objects.get()
    found = [
        replace(twin(), quote=Quote("Lyon ist Partnerstadt", 0, 21)),
        replace(twin(), quote=Quote("", 0, 0)),
    ]
    made = propose(snapshot=snapshot, home=home, found=found, reader="probe/1", by=somebody())
    assert made == []


def test_networks_and_charters_are_found_again_under_another_wording(home):
    read(home, "Seit 1996 ist Bielefeld Mitglied im Netzwerk Eurocities.")
    accept(statement=one("Eurocities"), by=somebody())
    read(home, "Bielefeld ist seit 1996 Mitglied bei EUROCITIES.", name="zweite.txt")
    again = Statement.objects.filter(status="waiting").get()
    assert again.verdict == Verdict.AGREES
    relation = Relation.objects.get()
    assert relation.network.names.get().name == "Eurocities"
    assert relation.acts.get().phase == "membership"


def test_the_database_holds_that_a_decision_is_somebodys(home):
    read(home, PAGE)
    with pytest.raises(IntegrityError), transaction.atomic():
        Statement.objects.filter(pk=one("Lyon").pk).update(status="accepted")
    with pytest.raises(IntegrityError), transaction.atomic():
        Statement.objects.filter(pk=one("Lyon").pk).update(end=0)


def test_a_register_of_another_city_is_left_alone(home):
    other = MunicipalityFactory(
        identifier="essen", name={"de": "Essen"}, country=CountryFactory(code="DE")
    )
    read(other, "Partnerstädte der Stadt Essen\n\n- Lyon, Frankreich, seit 1980\n", name="e.txt")
    read(home, PAGE)
    assert waiting(home).count() == 5
    accept_all(statements=waiting(other), by=somebody())
    assert Relation.objects.get().home == other
    assert {each.home for each in statements().filter(status="accepted")} == {other}
    assert Reading.objects.count() == 2


def test_an_act_made_more_exact_says_all_that_it_said(home):
    relation = RelationFactory(home=home, municipality=MunicipalityFactory(
        identifier="lyon", name={"de": "Lyon"}, country=CountryFactory(code="FR"),
        geonames_id=2996944,
    ))  # fmt: skip
    vague = ActFactory(
        relation=relation, kind=ActKind.SIGNATURE, on="1970", note={"de": "im Rathaus"},
        twinning=True, side=Side.BOTH, signatories=[(Side.HOME, {"de": "Oberbürgermeister"})],
    )  # fmt: skip
    read(
        home,
        "Die Partnerschaftsurkunde mit Lyon (Frankreich) wurde am 12. Mai 1970 unterzeichnet.",
    )
    found = statements().get(type="act")
    assert found.verdict == Verdict.MORE_EXACT
    accept(statement=found, by=somebody())
    exact = Act.objects.get(corrects=vague)
    assert (exact.on, exact.phase, exact.bond, exact.note) == (
        "1970-05-12", "twin", "active", "im Rathaus",
    )  # fmt: skip
    assert (exact.side, exact.signatories.get().office) == ("both", "Oberbürgermeister")
    undo(statement=found, by=somebody())
    again = Act.objects.get(corrects=exact)
    assert (again.on, again.phase, again.signatories.count()) == ("1970", "twin", 1)


def test_a_plan_that_came_about_is_new_and_binds(home):
    read(home, "Geplant ist eine Städtepartnerschaft mit Lyon in Frankreich.")
    accept(statement=one("Lyon"), by=somebody())
    assert Act.objects.get().bond == "planned"
    read(home, "Unsere Partnerstädte\n\n- Lyon, Frankreich, seit 2025\n", name="zweite.txt")
    now = Statement.objects.get(proposed__since="2025")
    assert now.verdict == Verdict.NEW
    accept(statement=now, by=somebody())
    assert Act.objects.filter(on="2025", phase="twin", bond="active").count() == 1


def test_what_was_set_aside_and_is_found_again_waits_again(home):
    read(home, PAGE)
    snapshot = Snapshot.objects.get()
    lyon = one("Lyon")
    found = [said_by(each) for each in statements()]
    others = [each for each in found if getattr(each, "name", "") != "Lyon"]
    for reader, seen in (("rules/b", others), ("rules/c", found)):
        propose(snapshot=snapshot, home=home, found=seen, reader=reader, by=somebody())
    lyon.refresh_from_db()
    assert lyon.status == StatementStatus.WAITING


def test_the_error_of_an_old_version_does_not_wait_beside_the_mended_page(home):
    read(home, PAGE.replace("seit 1970", "seit 1969"))
    postpone(statement=one("Zadar"), by=somebody())
    read(home, PAGE, revises=Snapshot.objects.get().source)
    lyon = [each for each in waiting(home) if each.values.get("name") == "Lyon"]
    assert [each.values["since"] for each in lyon] == ["1970"]
    assert lyon[0].replaces.values["since"] == "1969"
    assert waiting(home).count() == 5
    zadar = next(each for each in waiting(home) if each.values.get("name") == "Zadar")
    assert zadar.status == StatementStatus.LATER


def test_a_page_that_returns_to_what_it_was_is_asked_about_again(home):
    read(home, PAGE)
    source = Snapshot.objects.get().source
    read(home, PAGE.replace("seit 1970", "seit 1969"), revises=source)
    read(home, PAGE, revises=source)
    lyon = [each for each in waiting(home) if each.values.get("name") == "Lyon"]
    assert [each.values["since"] for each in lyon] == ["1970"]


def test_another_home_hears_a_page_as_its_own_run_says(home):
    lyon = MunicipalityFactory(
        identifier="lyon", name={"de": "Lyon"}, country=CountryFactory(code="FR"),
        geonames_id=2996944,
    )  # fmt: skip
    text = "Villes jumelées\n\n- Bielefeld (Allemagne), depuis 1970\n"
    read(home, text)
    upload = Upload("seite.txt", text.encode())
    run = begin_run(
        home=lyon, by=somebody(), files=[upload], publisher="Stadt Bielefeld",
        publisher_side=Publisher.COUNTERPART,
    )  # fmt: skip
    list(carry_out(run, fetch=no_network, by=somebody()))
    accept(statement=Statement.objects.get(home=lyon, proposed__name="Bielefeld"), by=somebody())
    act = Act.objects.get()
    assert act.side == Side.COUNTERPART
    assert act.title.startswith("Stadt Bielefeld nennt")


def test_a_dispute_taken_back_and_entered_again_is_open(home):
    read(home, PAGE)
    accept(statement=one("Lyon"), by=somebody())
    read(home, "Unsere Partnerstädte\n\n- Lyon, Frankreich seit 1971\n", name="zweite.txt")
    other = Statement.objects.get(proposed__since="1971")
    for closed in (True, True):
        accept(statement=other, by=somebody())
        assert not Disagreement.objects.get().settled
        undo(statement=other, by=somebody())
        assert Disagreement.objects.get().settled is closed


def test_what_the_office_has_settled_keeps_its_reason(home):
    read(home, PAGE)
    accept(statement=one("Lyon"), by=somebody())
    read(home, "Unsere Partnerstädte\n\n- Lyon, Frankreich seit 1971\n", name="zweite.txt")
    other = Statement.objects.get(proposed__since="1971")
    accept(statement=other, by=somebody())
    entry = Disagreement.objects.get()
    settle_disagreement(disagreement=entry, reason="Die Urkunde nennt 1970.", by=somebody())
    undo(statement=other, by=somebody())
    entry.refresh_from_db()
    assert (entry.settled, entry.reason) == (True, "Die Urkunde nennt 1970.")


def test_two_acts_have_a_question_each(home):
    relation = RelationFactory(home=home, municipality=MunicipalityFactory(
        identifier="lyon", name={"de": "Lyon"}, country=CountryFactory(code="FR"),
        geonames_id=2996944,
    ))  # fmt: skip
    for number, kind in enumerate((ActKind.COUNCIL, ActKind.SIGNATURE), start=1):
        ActFactory(relation=relation, kind=kind, on=f"1970-05-0{number}", twinning=True)
    read(home, PAGE)
    snapshot = statements()[0].snapshot
    found = [
        told(kind, on="1970-06-01", quote=Quote(PAGE[:7], 0, 7))
        for kind in (FoundKind.COUNCIL, FoundKind.SIGNATURE)
    ]
    made = propose(snapshot=snapshot, home=home, found=found, reader="probe/1", by=somebody())
    for each in made:
        assert each.verdict == Verdict.CONTRADICTS
        accept(statement=each, by=somebody())
    assert Disagreement.objects.count() == 2
    assert all(entry.positions.count() == 2 for entry in Disagreement.objects.all())


def test_taking_back_a_batch_lets_everything_be_accepted_once_more(home):
    text = "Am 3. Mai 1973 beschloss der Rat die Partnerschaft mit Gdynia (Polen). " + PAGE
    read(home, text)
    taken = accept_all(statements=waiting(home), by=somebody())
    undo_all(statements=taken, by=somebody())
    assert {each.verdict for each in waiting(home) if each.type == "relation"} == {
        Verdict.NEW, Verdict.UNCLEAR,
    }  # fmt: skip
    again = accept_all(statements=waiting(home), by=somebody())
    assert len(again) == len(taken)
    held = states(dt.date(2026, 1, 1))
    assert [only(state.phase) for state in held.values()] == ["twin"] * 3


def test_what_is_agreed_for_a_time_ends_with_it(home):
    read(
        home,
        "Am 3. Mai 2021 unterzeichneten Bielefeld und Lyon (Frankreich) eine Absichtserklärung "
        "für drei Jahre.",
    )
    accept(statement=statements().get(type="act"), by=somebody())
    act = Act.objects.get(kind=ActKind.MEMORANDUM)
    assert (act.bond, act.term_until) == ("active", dt.date(2024, 5, 3))


def test_what_waits_is_compared_without_reading_whole_pages(home):
    read(home, PAGE)
    with CaptureQueriesContext(connection) as asked:
        accept(statement=one("Lyon"), by=somebody())
    assert not [each["sql"] for each in asked if '"sources_snapshot"."body"' in each["sql"]]
