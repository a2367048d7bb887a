"""What somebody may not see shows nowhere else either; what two people do at once is done once."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import (
    CommentFactory,
    CriterionFactory,
    DocumentFactory,
    EncounterFactory,
    OfficeFactory,
    OrganisationFactory,
    PersonFactory,
    RelationFactory,
    RequestFactory,
    TaskFactory,
    TextBlockFactory,
    UserFactory,
    account,
    somebody,
)
from weltoffen.accounts.enums import RoleName
from weltoffen.accounts.models import User
from weltoffen.casework.actions import (
    answer_comment,
    answer_request,
    assess,
    finish_task,
    withdraw_comment,
)
from weltoffen.casework.enums import Verdict
from weltoffen.casework.models import Assessment, Comment
from weltoffen.casework.selectors import my_dues, tasks_of_mine
from weltoffen.documents.models import Document
from weltoffen.encounters.actions import set_bodies
from weltoffen.encounters.enums import Side
from weltoffen.finding.actions import catch_up
from weltoffen.organisations.actions import merge
from weltoffen.organisations.models import Merge, Person
from weltoffen.records.actions import set_visibility
from weltoffen.records.enums import Role, Visibility
from weltoffen.relations.actions import tie_organisation
from weltoffen.relations.enums import TieRole

pytestmark = pytest.mark.django_db
DAYS = (dt.date(2026, 1, 1), dt.date(2027, 1, 1))
MEANT = re.compile(r'name="meant" value="(\w+)"')


def browser(role: RoleName, **limits: str) -> Client:
    client = Client()
    client.force_login(account(f"konto-{role}", role, **limits))
    return client


def said(client: Client, address: str, **asked: str) -> str:
    answer = client.get(address, asked)
    assert answer.status_code == 200, address
    return str((answer.getvalue() if answer.streaming else answer.content).decode())


def at(name: str, *arguments: Any) -> str:
    return reverse(f"desk:{name}", args=arguments)


def restricted(record: Any) -> Any:
    set_visibility(record=record, visibility=Visibility.RESTRICTED, by=somebody())
    return record


@pytest.mark.parametrize("report", ["site-history", "locked", "workflow", "aging-pages"])
@pytest.mark.parametrize("role", [RoleName.GUEST, RoleName.COORDINATOR, RoleName.ADMINISTRATOR])
def test_wagtails_reports_are_closed(role: RoleName, report: str) -> None:
    relation = RelationFactory().identifier if role is RoleName.GUEST else ""
    client = browser(role, relation=relation)
    for export in ("", "?export=csv", "?export=xlsx", "results/"):
        assert client.get(f"/desk/reports/{report}/{export}").status_code == 404


def test_an_encounter_does_not_name_the_one_it_answers_to_those_who_may_not_see_it(
    desk: Client,
) -> None:
    secret = restricted(EncounterFactory(title={"de": "Heimliche Reise"}))
    answer = EncounterFactory(returns=secret)
    sheet = at("encounters-sheet", answer.identifier)
    assert "Heimliche Reise" in said(desk, sheet)
    assert "Heimliche Reise" not in said(browser(RoleName.READER), sheet)


def test_encounters_are_suggested_by_parts_of_their_titles(desk: Client) -> None:
    EncounterFactory(title={"de": "Fachreise nach Leeds"})
    assert "Fachreise nach Leeds" in said(desk, at("suggest", "encounters"), q="fachr")


def test_a_person_does_not_tell_of_a_body_that_is_out_of_reach(desk: Client) -> None:
    person = PersonFactory()
    body = OrganisationFactory(name={"de": "Gruppe Xylophon"})
    OfficeFactory(person=person, organisation=body, title="Sprecherin")
    reader = browser(RoleName.READER)
    sheet = at("people-sheet", person.identifier)
    catch_up()
    assert "Gruppe Xylophon" in said(reader, sheet)
    assert person.identifier in said(reader, at("search"), q="Xylophon")
    restricted(body)
    catch_up()
    assert "Gruppe Xylophon" in said(desk, sheet)
    assert "Xylophon" not in said(reader, sheet)
    assert person.identifier not in said(reader, at("search"), q="Xylophon")


def test_merging_shows_and_undoes_nothing_that_is_out_of_reach(desk: Client) -> None:
    kept, gone = (restricted(PersonFactory(given_name="Ada", family_name="Quitte")) for _ in "ab")
    protocol = browser(RoleName.PROTOCOL)
    assert protocol.get(at("people-sheet", kept.identifier)).status_code == 404
    assert "Quitte" not in said(protocol, at("people-duplicates"))
    assert "Quitte" in said(desk, at("people-duplicates"))
    merge(survivor=kept, merged=gone, by=somebody())
    undo = at("merge-undo", Merge.objects.get().pk)
    assert protocol.get(undo).status_code == 404
    assert protocol.post(undo).status_code == 404
    assert Person.objects.get(pk=gone.pk).merged_into_id == kept.pk
    assert desk.post(undo).status_code == 302


def test_the_list_of_jobs_does_not_tell_what_a_request_is_about(desk: Client) -> None:
    request = RequestFactory(subject="Heikle Sache", sender_email="a@verein.example")
    restricted(request)
    answer_request(request=request, text="Gern.", by=somebody(), by_mail=True)
    for client in (desk, browser(RoleName.ADMINISTRATOR)):
        page = said(client, at("jobs"))
        assert "Heikle Sache" not in page
        assert request.identifier in page


def test_only_who_publishes_replaces_the_file_of_a_public_document(desk: Client) -> None:
    document = DocumentFactory()
    protocol = browser(RoleName.PROTOCOL)
    version = at("documents-version", document.identifier)
    assert protocol.get(version).status_code == 200
    set_visibility(record=document, visibility=Visibility.PUBLIC, by=somebody())
    sheet = at("documents-sheet", document.identifier)
    assert version not in said(protocol, sheet)
    assert version in said(desk, sheet)
    for answer in (protocol.get(version), protocol.post(version)):
        assert answer.status_code in (302, 403)
    assert Document.objects.get(pk=document.pk).versions.count() == 1
    assert desk.get(version).status_code == 200


def test_a_withdrawn_comment_is_read_by_nobody_else(desk: Client, coordinator: User) -> None:
    writer = UserFactory()
    comment = CommentFactory(text="Das war Unsinn.", by=writer)
    withdraw_comment(comment=comment, by=writer)
    for name in ("comments-sheet", "comments-answer"):
        assert "Unsinn" not in said(desk, at(name, comment.identifier)), name
    assert str(Comment.objects.get()) == "zurückgezogener Kommentar"


def test_tasks_of_other_departments_are_not_mine() -> None:
    mine, other = OrganisationFactory(), OrganisationFactory()
    user = account("sport", RoleName.CONTRIBUTOR, unit=mine.identifier)
    wanted = [
        TaskFactory(owner=Role.DEPARTMENT, unit=mine.identifier, title="Unsere"),
        TaskFactory(owner=Role.DEPARTMENT, title="Von irgendeinem Fachbereich"),
    ]
    TaskFactory(owner=Role.DEPARTMENT, unit=other.identifier, title="Deren")
    TaskFactory(owner=Role.COORDINATION, title="Die der Koordination")
    assert set(tasks_of_mine(user)) == set(wanted)
    assert my_dues(account("ohne", RoleName.READER), *DAYS) == []


def test_a_task_that_somebody_else_finished_meanwhile_stays_finished(desk: Client) -> None:
    task = TaskFactory()
    for address in (at("tasks-sheet", task.identifier), at("tasks-done", task.identifier)):
        (meant,) = set(MEANT.findall(said(desk, address)))
        assert meant == "finish"
    finish_task(task=task, by=somebody())
    desk.post(at("tasks-done", task.identifier), {"meant": "finish"})
    task.refresh_from_db()
    assert task.done_on is not None
    assert MEANT.findall(said(desk, at("tasks-sheet", task.identifier))) == ["reopen"]
    desk.post(at("tasks-done", task.identifier), {"meant": "reopen"})
    task.refresh_from_db()
    assert task.done_on is None


def test_an_account_that_is_closed_twice_stays_closed() -> None:
    administrator = browser(RoleName.ADMINISTRATOR)
    known = UserFactory()
    close = at("accounts-close", known.pk)
    assert MEANT.findall(said(administrator, close)) == ["close"]
    for _each in range(2):
        administrator.post(close, {"reason": "", "meant": "close"})
        known.refresh_from_db()
        assert not known.is_active
    assert MEANT.findall(said(administrator, close)) == ["reopen"]
    administrator.post(close, {"reason": "", "meant": "reopen"})
    known.refresh_from_db()
    assert known.is_active


def test_a_tick_that_somebody_else_set_is_taken_over(desk: Client) -> None:
    person = PersonFactory(given_name="Ada", family_name="Lob")
    address = at("people-edit", person.identifier)
    hidden = dict(desk.get(address).context["hidden"])
    first = {"given_name": "Ada", "family_name": "Lob", "salutation": "neutral",
             "owner": "coordination"}  # fmt: skip
    assert desk.post(address, first | {"do_not_name": "on"} | hidden).status_code == 302
    told = desk.post(address, first | {"given_name": "Adele"} | hidden)
    assert told.status_code == 200
    assert told.context["form"]["do_not_name"].value() is True
    again = first | {"given_name": "Adele", "do_not_name": "on"} | dict(told.context["hidden"])
    assert desk.post(address, again).status_code == 302
    found = Person.objects.get(pk=person.pk)
    assert (found.given_name, found.do_not_name) == ("Adele", True)


def test_verdicts_that_somebody_else_gave_meanwhile_stay(desk: Client) -> None:
    request = RequestFactory()
    first, second = (CriterionFactory(wish=request.wish) for _ in "ab")
    address = at("requests-assess", request.identifier)
    assess(request=request, criterion=first, verdict=Verdict.NO, reason="nein", by=somebody())
    page = desk.get(address)
    sent = dict(page.context["hidden"]) | {
        f"verdict-{first.pk}": "no", f"reason-{first.pk}": "nein",
        f"verdict-{second.pk}": "yes", f"reason-{second.pk}": "ja",
    }  # fmt: skip
    assess(request=request, criterion=first, verdict=Verdict.YES, reason="doch", by=somebody())
    assert desk.post(address, sent).status_code == 302
    given = dict(Assessment.objects.values_list("criterion", "verdict"))
    assert given == {first.pk: "yes", second.pk: "yes"}
    told = desk.post(address, sent | {f"reason-{first.pk}": "nein, weil"})
    assert "Das haben beide geändert. Im Register steht jetzt: „doch“" in told.content.decode()
    sent = sent | {f"reason-{first.pk}": "nein, weil"} | dict(told.context["hidden"])
    assert desk.post(address, sent).status_code == 302
    assert Assessment.objects.get(criterion=first).reason == "nein, weil"


def test_of_two_answers_to_a_comment_the_second_person_is_told(desk: Client) -> None:
    comment = CommentFactory()
    address = at("comments-answer", comment.identifier)
    hidden = dict(desk.get(address).context["hidden"])
    answer_comment(comment=comment, answer="Am Montag.", by=somebody())
    told = desk.post(address, {"answer": "Am Dienstag."} | hidden)
    assert "Im Register steht jetzt: „Am Montag.“" in told.content.decode()
    assert Comment.objects.get().answer == "Am Montag."
    again = {"answer": "Am Dienstag."} | dict(told.context["hidden"])
    assert desk.post(address, again).status_code == 302
    assert Comment.objects.get().answer == "Am Dienstag."


def test_a_form_names_nothing_out_of_reach_and_keeps_it_when_it_is_saved() -> None:
    secret = restricted(EncounterFactory(title={"de": "Heimliche Reise"}))
    body = restricted(OrganisationFactory(name={"de": "Gruppe Xylophon"}))
    encounter = EncounterFactory(returns=secret)
    set_bodies(encounter=encounter, side=Side.HOST, organisations=[body], by=somebody())
    protocol = browser(RoleName.PROTOCOL)
    address = at("encounters-edit", encounter.identifier)
    page = protocol.get(address)
    shown = page.content.decode()
    assert "Heimliche Reise" not in shown
    assert "Xylophon" not in shown
    form = page.context["form"]
    sent = {
        name: form.fields[name].prepare_value(form[name].value()) or "" for name in form.fields
    } | dict(page.context["hidden"])
    answer = protocol.post(address, sent | {"venue": "Rathaus"})
    assert answer.status_code == 302, answer.context["form"].errors
    encounter.refresh_from_db()
    assert (encounter.venue, encounter.returns_id) == ("Rathaus", secret.pk)
    assert [row.organisation_id for row in encounter.bodies.all()] == [body.pk]


def test_blocks_that_are_ticked_are_never_left_out_of_an_answer(desk: Client) -> None:
    request = RequestFactory(sender_name="Ada Lob")
    block = TextBlockFactory(text="Mit freundlichen Grüßen")
    address = at("requests-answer", request.identifier)
    told = desk.post(address, {"text": "Gern.", "blocks": [str(block.pk)]})
    page = told.content.decode()
    assert "Noch nicht festgehalten" in page
    assert told.context["form"]["text"].value() == "Gern.\n\nMit freundlichen Grüßen"
    assert [step.kind for step in request.steps.all()] == ["receive"]
    sent = {"text": told.context["form"]["text"].value()}
    assert desk.post(address, sent).status_code == 302
    assert request.steps.last().text.endswith("Mit freundlichen Grüßen")


@pytest.mark.parametrize("typed", ["", "Ein Verein, den es nicht gibt"])
def test_a_body_that_is_missing_is_told_and_breaks_nothing(desk: Client, typed: str) -> None:
    address = at("relations-tie", RelationFactory().identifier)
    answer = desk.post(address, {"organisation": typed, "role": "host", "since": "2014"})
    assert answer.status_code == 200
    assert "organisation" in answer.context["form"].errors


def test_a_country_of_many_pages_is_told_and_breaks_nothing(desk: Client) -> None:
    answer = desk.post(at("municipalities-add"), {"name_de": "Ort", "country": "Land " * 40_000})
    assert answer.status_code == 200
    assert "länger als jeder Name" in answer.context["form"].errors["country"][0]


def test_who_takes_part_is_told_to_those_only_who_may_see_both(desk: Client) -> None:
    body = OrganisationFactory(name={"de": "Gruppe Xylophon"})
    relation = RelationFactory()
    tie_organisation(relation=relation, organisation=body, role=TieRole.TAKES_PART, by=somebody())
    reader = browser(RoleName.READER)
    sheet = at("relations-sheet", relation.identifier)
    assert "Gruppe Xylophon" in said(reader, sheet)
    restricted(body)
    assert "Gruppe Xylophon" in said(desk, sheet)
    assert "Xylophon" not in said(reader, sheet)


def test_an_office_in_what_was_merged_into_something_out_of_reach_is_not_told() -> None:
    kept, gone = OrganisationFactory(name={"de": "Gruppe Xylophon"}), OrganisationFactory()
    person = PersonFactory()
    OfficeFactory(person=person, organisation=gone)
    merge(survivor=kept, merged=gone, by=somebody())
    restricted(kept)
    sheet = at("people-sheet", person.identifier)
    assert "Xylophon" not in said(browser(RoleName.READER), sheet)
