"""Notes, comments and tasks: what actions keep, what they refuse, what the database holds."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from wagtail.log_actions import registry

from tests.factories import (
    ActFactory,
    CommentFactory,
    NoteFactory,
    OrganisationFactory,
    RelationFactory,
    RequestFactory,
    TaskFactory,
    UserFactory,
    account,
    somebody,
)
from weltoffen.accounts.enums import RoleName
from weltoffen.accounts.selectors import within_reach
from weltoffen.casework.actions import (
    amend_note,
    amend_task,
    answer_comment,
    entrust_with_work,
    finish_task,
    plan_task,
    reopen_task,
    withdraw_comment,
    write_comment,
)
from weltoffen.casework.enums import Repeat
from weltoffen.casework.models import Comment, Note, Task
from weltoffen.casework.selectors import about_of, deadlines, my_dues, record_of, relation_of
from weltoffen.ground.problems import Refused
from weltoffen.organisations.actions import entrust
from weltoffen.organisations.enums import OrganisationKind
from weltoffen.records.actions import set_visibility
from weltoffen.records.enums import Role, Visibility

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 3, 2)


def test_a_name_leads_to_the_record_and_back():
    for record in (RelationFactory(), ActFactory(), OrganisationFactory()):
        assert record_of(about_of(record)) == record
    for nothing in ("", "x", "relations.relation:", "relations.relation:gibt-es-nicht",
                    "nowhere.model:x", "accounts.user:tester", "relations.relation"):  # fmt: skip
        assert record_of(nothing) is None


def test_what_is_about_an_act_belongs_to_its_relation():
    act = ActFactory()
    note = NoteFactory(about=act)
    assert note.relation == act.relation
    assert note.about == f"relations.act:{act.identifier}"
    assert relation_of(OrganisationFactory()) is None


def test_a_note_on_a_day_ahead_is_refused_at_its_field():
    with pytest.raises(Refused) as refused:
        NoteFactory(on=timezone.localdate() + dt.timedelta(days=1))
    assert list(refused.value.by_field()) == ["on"]
    assert not Note.objects.exists()


def test_the_history_keeps_what_a_note_said_before():
    note = NoteFactory(topic="Besuch")
    amend_note(note=note, topic="Gegenbesuch", by=somebody())
    newest = registry.get_logs_for_instance(note).first()
    assert newest.data["changed"] == {"topic": ["Besuch", "Gegenbesuch"]}


@pytest.mark.parametrize("factory", [NoteFactory, TaskFactory, CommentFactory])
def test_what_is_about_a_restricted_record_is_restricted(factory):
    relation = RelationFactory(internal=True)
    OrganisationFactory(identifier="sportamt", kind=OrganisationKind.DEPARTMENT)
    entrust(
        record=relation, owner=Role.DEPARTMENT, unit="sportamt", review_by=None,
        visibility=Visibility.RESTRICTED, by=somebody(),
    )  # fmt: skip
    found = factory(about=relation)
    assert found.visibility == Visibility.RESTRICTED
    assert found.unit == "sportamt"


@pytest.mark.parametrize("factory", [NoteFactory, TaskFactory, CommentFactory, RequestFactory])
def test_what_is_about_a_record_becomes_restricted_with_it_and_stays_so(factory):
    relation, other = RelationFactory(internal=True), RelationFactory(internal=True)
    ours, theirs = factory(about=relation), factory(about=other)

    def show(visibility: Visibility) -> None:
        entrust_with_work(
            record=relation, owner=Role.PROTOCOL, unit=None, review_by=None,
            visibility=visibility, by=somebody(),
        )  # fmt: skip
        ours.refresh_from_db()

    show(Visibility.PARTNER)
    assert ours.visibility == Visibility.INTERNAL
    show(Visibility.RESTRICTED)
    assert ours.visibility == Visibility.RESTRICTED
    assert registry.get_logs_for_instance(ours).first().data["after"] == "restricted"
    theirs.refresh_from_db()
    assert theirs.visibility == Visibility.INTERNAL
    show(Visibility.INTERNAL)
    assert ours.visibility == Visibility.RESTRICTED


@pytest.mark.parametrize("factory", [NoteFactory, TaskFactory, CommentFactory])
@pytest.mark.parametrize("wider", [Visibility.INTERNAL, Visibility.PARTNER])
def test_what_is_about_a_restricted_record_is_never_shown_to_more_people(factory, wider):
    act = ActFactory(visibility=Visibility.RESTRICTED)
    found = factory(about=act)
    with pytest.raises(Refused, match="betrifft einen eingeschränkten Eintrag") as refused:
        entrust(
            record=found, owner=Role.PROTOCOL, unit=None, review_by=None,
            visibility=wider, by=somebody(),
        )  # fmt: skip
    assert list(refused.value.by_field()) == ["visibility"]
    found.refresh_from_db()
    assert (found.visibility, found.owner) == (Visibility.RESTRICTED, Role.COORDINATION)


def test_of_a_record_that_is_not_restricted_people_choose_who_sees_a_note():
    note = NoteFactory(visibility=Visibility.RESTRICTED)
    set_visibility(record=note, visibility=Visibility.INTERNAL, by=somebody())
    assert Note.objects.get().visibility == Visibility.INTERNAL


@pytest.mark.parametrize("factory", [NoteFactory, TaskFactory, CommentFactory])
def test_nothing_of_it_becomes_public(factory):
    with pytest.raises(Refused) as refused:
        set_visibility(record=factory(), visibility=Visibility.PUBLIC, by=somebody())
    assert list(refused.value.by_field()) == ["visibility"]


def test_a_note_is_not_handed_to_the_partner_city_either():
    note = NoteFactory()
    with pytest.raises(Refused):
        entrust(
            record=note, owner=Role.PROTOCOL, unit=None, review_by=None,
            visibility=Visibility.PARTNER, by=somebody(),
        )  # fmt: skip
    assert Note.objects.get().visibility == Visibility.INTERNAL


def test_guests_see_what_is_said_with_them_about_their_relation_alone():
    ours, other = RelationFactory(visibility="partner"), RelationFactory(visibility="partner")
    guest = account("gast", RoleName.GUEST, relation=ours.identifier)
    wanted = CommentFactory(about=ours, visibility=Visibility.PARTNER)
    CommentFactory(about=ours)
    CommentFactory(about=other, visibility=Visibility.PARTNER)
    NoteFactory(about=ours)
    assert list(within_reach(Comment.objects.all(), guest)) == [wanted]
    assert not within_reach(Note.objects.all(), guest).exists()
    assert not within_reach(Task.objects.all(), guest).exists()


def test_a_comment_is_withdrawn_by_who_wrote_it_and_stays():
    comment = CommentFactory()
    with pytest.raises(Refused):
        withdraw_comment(comment=comment, by=UserFactory())
    gone = withdraw_comment(comment=comment, by=somebody())
    assert gone.withdrawn_at is not None
    assert withdraw_comment(comment=comment, by=somebody()).withdrawn_at == gone.withdrawn_at
    with pytest.raises(Refused):
        answer_comment(comment=comment, answer="Zu spät.", by=somebody())
    assert Comment.objects.get().text == comment.text


def test_an_answer_names_who_gave_it():
    answered = answer_comment(comment=CommentFactory(), answer=" Gern. ", by=somebody())
    assert (answered.answer, answered.answered_by) == ("Gern.", somebody())
    with pytest.raises(IntegrityError), transaction.atomic():
        Comment.objects.update(answered_by=None)


def test_an_empty_comment_is_refused():
    with pytest.raises(Refused) as refused:
        write_comment(about=RelationFactory(), text="  ", by=somebody())
    assert "text" in refused.value.by_field()


@pytest.mark.parametrize("table", ["casework_comment", "casework_requeststep"])
def test_the_database_deletes_no_words(table):
    CommentFactory()
    RequestFactory()
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table}")


def test_a_cause_makes_one_task_however_often_it_is_found():
    act = ActFactory()
    asked = {"title": "Tag klären", "owner": Role.COORDINATION, "about": act, "by": somebody()}
    cause = f"unknown:{about_of(act)}"
    first = plan_task(cause=cause, **asked)
    finish_task(task=first, by=somebody())
    assert plan_task(cause=cause, **asked) == first
    assert Task.objects.count() == 1


def test_a_yearly_task_comes_again_once():
    task = TaskFactory(due=dt.date(2024, 2, 29), repeat=Repeat.YEARLY, about=RelationFactory())
    finish_task(task=task, by=somebody())
    finish_task(task=task, by=somebody())
    following = Task.objects.get(follows=task)
    assert (following.due, following.title) == (dt.date(2025, 2, 28), task.title)
    assert (following.about, following.relation) == (task.about, task.relation)
    reopen_task(task=task, by=somebody())
    finish_task(task=task, by=somebody())
    assert Task.objects.count() == 2
    finish_task(task=following, by=somebody())
    with pytest.raises(Refused):
        reopen_task(task=task, by=somebody())


def test_a_task_that_comes_again_needs_a_day():
    with pytest.raises(Refused) as refused:
        TaskFactory(repeat=Repeat.YEARLY)
    assert list(refused.value.by_field()) == ["due"]


def test_a_program_takes_nothing_on():
    with pytest.raises(Refused):
        TaskFactory(assignee=somebody())
    with pytest.raises(Refused):
        amend_task(task=TaskFactory(), assignee=somebody(), by=somebody())


def test_whose_work_falls_due_and_until_when():
    person = account("ama", RoleName.COORDINATOR)
    until = TODAY + dt.timedelta(days=30)
    mine = TaskFactory(due=TODAY - dt.timedelta(days=2), title="alt")
    taken = TaskFactory(due=TODAY, title="meins", owner=Role.PROTOCOL, assignee=person)
    TaskFactory(due=TODAY, title="von anderen", assignee=account("kofi", RoleName.COORDINATOR))
    TaskFactory(due=TODAY, title="Protokoll", owner=Role.PROTOCOL)
    TaskFactory(due=until + dt.timedelta(days=1), title="später")
    TaskFactory(title="ohne Tag")
    finish_task(task=TaskFactory(due=TODAY, title="getan"), by=somebody())
    assert [due.identifier for due in my_dues(person, TODAY, until)] == [
        mine.identifier, taken.identifier,
    ]  # fmt: skip
    all_due = {due.title for due in deadlines(person, TODAY, until)}
    assert all_due == {"alt", "meins", "von anderen", "Protokoll"}


def test_what_is_about_a_record_that_became_restricted_says_so():
    relation = RelationFactory()
    TaskFactory(about=relation, due=TODAY)
    person = account("ama", RoleName.COORDINATOR)
    (due,) = deadlines(person, TODAY, TODAY)
    assert not due.is_restricted
    set_visibility(record=relation, visibility=Visibility.INTERNAL, by=somebody())
    set_visibility(record=relation, visibility=Visibility.RESTRICTED, by=somebody())
    (due,) = deadlines(person, TODAY, TODAY)
    assert due.is_restricted
