"""Writing acts: what is refused, with which sentence, and that nothing is left over."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.db import IntegrityError, transaction
from wagtail.models import ModelLogEntry

from tests.factories import (
    ActFactory,
    InstrumentFactory,
    MunicipalityFactory,
    OrganisationFactory,
    PassageFactory,
    RelationFactory,
    somebody,
)
from weltoffen.ground.problems import Refused
from weltoffen.records.actions import keep, publish, withdraw
from weltoffen.records.enums import Visibility
from weltoffen.relations.actions import (
    Answer,
    Effects,
    amend_relation,
    correct_act,
    record_act,
    record_disagreement,
    record_duty,
    record_duty_evidence,
    record_relation,
    reopen_disagreement,
    retract_act,
    use_answer,
)
from weltoffen.relations.enums import ActKind, Status
from weltoffen.relations.models import Act, Citation, Disagreement, Relation
from weltoffen.relations.selectors import states

pytestmark = pytest.mark.django_db


def said(**changes):
    """What record_act takes, with changes."""
    return {
        "identifier": "akt-neu",
        "kind": ActKind.COUNCIL,
        "on": "1977-07-04",
        "title": {"de": "Der Rat beschließt"},
        "citations": [PassageFactory()],
        "by": somebody(),
    } | changes


def test_act_is_recorded_with_its_citation_and_its_entry_in_the_history():
    relation = RelationFactory()
    with time_machine.travel(datetime(2026, 1, 2, 10, tzinfo=UTC), tick=False):
        act = record_act(relation=relation, **said(on="4. Juli 1977"))
    assert (act.on, act.earliest, act.latest) == ("1977-07-04", date(1977, 7, 4), date(1977, 7, 4))
    assert act.recorded_at == datetime(2026, 1, 2, 10, tzinfo=UTC)
    assert act.citations.count() == 1
    entry = ModelLogEntry.objects.for_instance(act).get()
    assert (entry.action, entry.user) == ("relations.act.record", somebody())


def test_unknown_date_ends_on_the_day_by_which_it_is_known():
    act = ActFactory(on="unbekannt", known_by=date(2025, 12, 19))
    assert (act.on, act.latest) == ("XXXX", date(2025, 12, 19))


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"on": "1977-02-30"}, "on", "gibt es nicht im Kalender"),
        ({"on": "gestern"}, "on", "kein Datum"),
        ({"citations": []}, "citations", "mindestens einen Beleg"),
        ({"title": {"de": " "}}, "title", "was geschah"),
        ({"title": None}, "title", "was geschah"),
        ({"identifier": "Nicht gut"}, "identifier", "nicht die richtige Form"),
        (
            {"effects": Effects(bond=Status.ACTIVE, term_until=date(1977, 7, 4))},
            "term_until",
            "endet, bevor der Akt beginnt",
        ),
        ({"effects": Effects(term_until=date(1979, 1, 1))}, "term_until", "nur eine Bindung"),
        ({"effects": Effects(bond=Status.ACTIVE, planned_for="2030")}, "planned_for", "geplanten"),
        (
            {"effects": Effects(bond=Status.PLANNED, planned_for="bald")},
            "planned_for",
            "kein Datum",
        ),
        (
            {"effects": Effects(bond=Status.PLANNED, planned_for="1976")},
            "planned_for",
            "vor dem Tag des Akts",
        ),
        ({"known_by": date(1977, 7, 3)}, "known_by", "vor dem frühesten"),
        ({"note": {"de": "a\x00b"}}, "note_de", "Nullzeichen"),
        ({"effects": Effects(bond="fast")}, "bond", "fast"),
    ],
)
def test_bad_act_is_refused_at_its_field_and_nothing_is_written(changes, field, sentence):
    relation = RelationFactory()
    input_ = said(**changes)
    entries = ModelLogEntry.objects.count()
    with pytest.raises(Refused) as refusal:
        record_act(relation=relation, **input_)
    assert sentence in " ".join(refusal.value.by_field()[field])
    assert not Act.objects.exists()
    assert not Citation.objects.exists()
    assert ModelLogEntry.objects.count() == entries


def test_all_that_is_wrong_with_an_act_is_told_at_once():
    wrong = said(
        on="gestern",
        title=None,
        citations=[],
        effects=Effects(bond=Status.PLANNED, planned_for="bald"),
    )
    with pytest.raises(Refused) as refusal:
        record_act(relation=RelationFactory(), **wrong)
    assert set(refusal.value.by_field()) == {"on", "title", "citations", "planned_for"}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("2030", "2030"), ("Frühjahr 2030", "[2030-03..2030-06]"), ("unbekannt", "")],
)
def test_for_when_it_is_planned_is_kept_as_exactly_as_it_is_known(typed, kept):
    act = ActFactory(effects=Effects(bond=Status.PLANNED, planned_for=typed))
    assert act.planned_for == kept


def test_same_passage_given_twice_is_one_citation():
    passage = PassageFactory()
    act = record_act(relation=RelationFactory(), **said(citations=[passage, passage]))
    assert act.citations.count() == 1


def test_what_the_database_refuses_is_told_as_a_refusal():
    relation = RelationFactory()
    act = ActFactory(relation=relation)
    twin = Act.objects.get(pk=act.pk)
    twin.pk, twin.identifier, twin.title_de = None, "anderer", "x"
    twin.earliest, twin.latest = date(2000, 1, 2), date(2000, 1, 1)
    with pytest.raises(Refused):
        keep(twin)
    assert Act.objects.count() == 1


def test_withdrawing_what_is_not_public_shows_it_to_nobody_else():
    relation = RelationFactory(visibility=Visibility.RESTRICTED)
    withdraw(record=relation, by=somebody())
    assert Relation.objects.get().visibility == Visibility.RESTRICTED


def test_all_faults_of_an_act_are_told_at_once():
    with pytest.raises(Refused) as refusal:
        record_act(relation=RelationFactory(), **said(citations=[], title=""))
    assert set(refusal.value.by_field()) == {"citations", "title"}


def test_identifier_that_is_taken_is_refused_with_what_to_do():
    taken = ActFactory()
    with pytest.raises(Refused, match="schon vergeben"):
        ActFactory(identifier=taken.identifier)
    with pytest.raises(Refused, match="schon vergeben"):
        RelationFactory(identifier=RelationFactory().identifier)


def test_act_cannot_correct_itself_another_relations_act_or_a_corrected_one():
    act = ActFactory()
    with pytest.raises(Refused, match="nicht selbst berichtigen"):
        record_act(relation=act.relation, corrects=act, **said(identifier=act.identifier))
    with pytest.raises(Refused, match="gehört zu einer anderen Beziehung"):
        record_act(relation=RelationFactory(), corrects=act, **said())
    correct_act(act=act, **said(identifier="einmal"))
    with pytest.raises(Refused, match="schon durch „einmal“ berichtigt"):
        correct_act(act=act, **said(identifier="zweimal"))
    assert Act.objects.count() == 2


def test_correction_stands_in_the_place_of_the_old_act_which_stays():
    wrong = ActFactory(on="1977", effects=Effects(bond=Status.ACTIVE))
    right = correct_act(act=wrong, **said(on="1978-01-23", effects=Effects(bond=Status.ACTIVE)))
    relation = wrong.relation_id
    assert states(date(1977, 12, 31))[relation].bond == {""}
    assert states(date(1978, 1, 23))[relation].bond == {"active"}
    assert right.corrects == wrong
    assert Act.objects.count() == 2


def test_what_was_known_on_a_day_stays_answerable():
    with time_machine.travel(datetime(2020, 5, 1, 12, tzinfo=UTC)):
        wrong = ActFactory(on="1977-07-04", effects=Effects(bond=Status.ACTIVE))
    with time_machine.travel(datetime(2021, 5, 1, 12, tzinfo=UTC)):
        correct_act(act=wrong, **said(on="1999-01-01"))
    on, relation = date(1980, 1, 1), wrong.relation_id
    assert states(on, known_on=date(2020, 4, 30))[relation].bond == {""}
    assert states(on, known_on=date(2020, 5, 1))[relation].bond == {"active"}
    assert states(on)[relation].bond == {""}


def test_retracted_act_leaves_nothing_in_its_place():
    act = ActFactory(effects=Effects(bond=Status.ACTIVE))
    retract_act(
        act=act,
        identifier="ruecknahme",
        reason="Verwechslung mit einer anderen Stadt",
        citations=[PassageFactory()],
        by=somebody(),
    )
    assert states(date(2020, 1, 1))[act.relation_id].bond == {""}


def test_relation_has_exactly_one_counterpart_in_the_action_and_in_the_database():
    home, city = MunicipalityFactory(), MunicipalityFactory()
    network = OrganisationFactory()
    with pytest.raises(Refused, match="genau eine andere Seite"):
        record_relation(
            identifier="x", home=home, municipality=city, network=network, by=somebody()
        )
    with pytest.raises(Refused, match="genau eine andere Seite"):
        record_relation(identifier="x", home=home, by=somebody())
    for sides in ({}, {"municipality": city, "network": network}):
        with (
            pytest.raises(IntegrityError, match="exactly_one_counterpart"),
            transaction.atomic(),
        ):
            Relation.objects.create(identifier="x", home=home, sort_name="x", **sides)


def test_relation_with_oneself_and_a_second_one_with_the_same_city_are_refused():
    relation = RelationFactory()
    with pytest.raises(Refused):
        RelationFactory(home=relation.home, municipality=relation.home)
    with pytest.raises(Refused):
        RelationFactory(home=relation.home, municipality=relation.municipality)
    assert Relation.objects.count() == 1


def test_summary_can_change_and_its_counterpart_cannot():
    relation = RelationFactory(summary={"de": "Alt", "en": "Old"})
    amend_relation(relation=relation, summary={"de": "Neu"}, by=somebody())
    relation.refresh_from_db()
    assert relation.summary_de == "Neu"
    entry = ModelLogEntry.objects.for_instance(relation).first()
    assert entry.data["changed"] == {"summary_de": ["Alt", "Neu"]}
    with pytest.raises(Refused, match="sagt ein neuer Akt"):
        amend_relation(relation=relation, home=MunicipalityFactory(), by=somebody())


def test_publishing_is_an_act_of_its_own_and_can_be_taken_back():
    relation = RelationFactory(internal=True)
    assert relation.visibility == Visibility.INTERNAL
    publish(record=relation, by=somebody())
    assert Relation.objects.get().visibility == Visibility.PUBLIC
    withdraw(record=relation, by=somebody())
    withdraw(record=relation, by=somebody())
    actions = [e.action for e in ModelLogEntry.objects.for_instance(relation)]
    assert actions.count("relations.relation.visibility") == 2


def test_action_without_a_person_writes_nothing():
    relation = RelationFactory()
    input_ = said() | {"by": None}
    with pytest.raises((Refused, IntegrityError)), transaction.atomic():
        record_act(relation=relation, **input_)
    assert not Act.objects.exists()


def answers(*used: bool) -> list[Answer]:
    return [Answer(str(n), PassageFactory(), is_used) for n, is_used in enumerate(used)]


@pytest.mark.parametrize(
    ("given", "reason", "sentence"),
    [
        ((True,), "weil", "mindestens zwei Antworten"),
        ((True, True), "weil", "nur eine Antwort"),
        ((True, False), "", "warum die Stadt"),
    ],
)
def test_ledger_refuses_what_is_no_disagreement(given, reason, sentence):
    with pytest.raises(Refused, match=sentence):
        record_disagreement(
            identifier="w",
            home=MunicipalityFactory(),
            question="Seit wann?",
            answers=answers(*given),
            reason=reason,
            by=somebody(),
        )
    assert not Disagreement.objects.exists()


def test_ledger_keeps_both_answers_and_the_one_the_city_uses():
    disagreement = record_disagreement(
        identifier="w",
        home=MunicipalityFactory(),
        question="Seit wann?",
        answers=answers(False, True),
        reason="Ratsbeschluss",
        by=somebody(),
    )
    assert [p.is_used for p in disagreement.positions.all()] == [False, True]
    with pytest.raises(IntegrityError), transaction.atomic():
        disagreement.positions.update(is_used=True)


def test_evidence_belongs_to_a_duty_of_the_relations_own_charter():
    relation = RelationFactory(with_instrument=True)
    other = InstrumentFactory()
    duty = record_duty(
        instrument=other,
        code="P1",
        role="Politik",
        wording="Sagt es offen",
        position=1,
        passage=PassageFactory(),
        by=somebody(),
    )
    with pytest.raises(Refused, match="gehört nicht zu dieser Charta"):
        record_duty_evidence(
            relation=relation, duty=duty, measure="x", passage=PassageFactory(), by=somebody()
        )


def test_a_question_is_settled_by_the_answer_that_is_used_and_can_be_opened_again():
    by = somebody()
    question = record_disagreement(
        identifier="w",
        home=MunicipalityFactory(),
        question="Seit wann?",
        answers=answers(True, False),
        reason={"de": "Die Urkunde", "en": "The deed"},
        by=by,
    )
    first, second = question.positions.all()
    use_answer(disagreement=question, position=second, reason="Das Protokoll", by=by)
    question.refresh_from_db()
    assert [p.is_used for p in question.positions.all()] == [False, True]
    assert (question.settled, question.reason_de, question.reason_en or "") == (
        True, "Das Protokoll", "",
    )  # fmt: skip
    entry = ModelLogEntry.objects.for_instance(question).get(action="relations.disagreement.amend")
    assert entry.data["changed"] == {
        "used_answer": ["0", "1"],
        "used_row": [first.pk, second.pk],
        "reason_de": ["Die Urkunde", "Das Protokoll"],
        "reason_en": ["The deed", ""],
        "settled": [False, True],
    }

    reopen_disagreement(disagreement=question, by=by)
    question.refresh_from_db()
    assert (question.settled, question.reason_de) == (False, "Das Protokoll")

    use_answer(disagreement=question, position=None, reason="Keine ist belegt", by=by)
    assert not question.positions.filter(is_used=True).exists()
    reopen_disagreement(disagreement=question, by=by)
    question.refresh_from_db()
    assert question.reason_de == ""


def test_a_question_is_settled_only_with_a_reason_and_by_one_of_its_own_answers():
    home, by = MunicipalityFactory(), somebody()
    one, other = (
        record_disagreement(
            identifier=name, home=home, question="Seit wann?", answers=answers(False, False), by=by
        )
        for name in ("w", "x")
    )
    with pytest.raises(Refused, match="warum die Stadt"):
        use_answer(disagreement=one, position=one.positions.first(), reason=" ", by=by)
    with pytest.raises(Refused, match="gehört nicht zu diesem Widerspruch"):
        use_answer(disagreement=one, position=other.positions.first(), reason="weil", by=by)
    one.refresh_from_db()
    assert not one.settled
    assert not one.positions.filter(is_used=True).exists()
