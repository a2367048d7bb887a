"""Deleting on request: what goes, what has to stay, and that no backup brings it back."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry

from tests.factories import (
    ActFactory,
    ContactFactory,
    NoteFactory,
    OfficeFactory,
    PersonFactory,
    RequestFactory,
    UserFactory,
    somebody,
)
from weltoffen.accounts.forgetting import GONE
from weltoffen.audit.models import AuditEvent
from weltoffen.casework.models import Note, Request
from weltoffen.ground.problems import Refused
from weltoffen.operating.backups.restoring import restore
from weltoffen.operating.backups.saving import save
from weltoffen.organisations.enums import ContactKind
from weltoffen.organisations.models import ContactDetail, Person
from weltoffen.privacy.actions import forget_again, forget_on_request
from weltoffen.privacy.enums import Cause, Then
from weltoffen.privacy.models import Deletion, Forgotten
from weltoffen.privacy.selectors import held_on, looked_up, subject_of, subject_of_request
from weltoffen.privacy.types import Held, Subject
from weltoffen.relations.actions import name_signatory
from weltoffen.relations.enums import Side

pytestmark = pytest.mark.django_db
NAME = {"given_name": "Erika", "family_name": "Mustermann"}
MAIL = "erika@firma.example"


def somebody_known() -> Person:
    """Make a person with a contact, two requests that may be hers, and a note."""
    person: Person = PersonFactory(**NAME)
    ContactFactory(of=person, kind=ContactKind.EMAIL, value=MAIL)
    RequestFactory(sender_name="E. M.", sender_email=MAIL.upper(), text="Bitte um Auskunft")
    RequestFactory(sender_name="Erika Mustermann", text="Noch etwas")
    NoteFactory(spoken_with="Frau Erika Mustermann, Firma", topic="Messe")
    return person


def found(subject: Subject) -> dict[str, list[Held]]:
    return {kind.name: held for kind, held in held_on(subject)}


def ask(person: Person, *ticked: str, reason: str = "Az. 12/26") -> dict[str, int]:
    return forget_on_request(
        subject=subject_of(person), about=f"organisations.person:{person.identifier}",
        ticked=ticked, reason=reason, by=somebody(),
    )  # fmt: skip


def test_what_is_held_is_found_and_it_is_told_what_is_certain() -> None:
    person = somebody_known()
    held = found(subject_of(person))
    assert set(held) == {"contacts", "people", "senders", "spoken-with"}
    assert [one.is_certain for one in held["senders"]] == [False, False]
    assert not held["spoken-with"][0].is_certain
    assert ("Familienname", "Mustermann") in held["people"][0].values


def test_nobody_else_is_found() -> None:
    somebody_known()
    other = PersonFactory(given_name="Max", family_name="Mustermann")
    assert set(found(subject_of(other))) == {"people"}
    assert held_on(Subject()) == []


def test_deleting_takes_what_is_certain_and_what_is_ticked_in_one_batch() -> None:
    person = somebody_known()
    perhaps = found(subject_of(person))["spoken-with"][0]
    by_mail = found(subject_of(person))["senders"][0]
    counts = ask(person, perhaps.key, by_mail.key, "casework.request:erfunden")
    assert counts == {"contacts": 1, "people": 1, "senders": 1, "spoken-with": 1}
    assert sorted(Request.objects.values_list("sender_name", flat=True)) == ["", "Erika Mustermann"]
    assert Note.objects.get().spoken_with == ""
    assert found(subject_of(Person.objects.get())) == {}
    batches = ModelLogEntry.objects.filter(
        action__in=["organisations.person.forget", "casework.request.forget"]
    ).values_list("uuid", flat=True)
    assert len(batches) == 2
    assert len(set(batches)) == 1


def test_the_protocol_names_no_one_and_the_security_log_says_why() -> None:
    person = somebody_known()
    ask(person)
    assert {line.cause for line in Deletion.objects.all()} == {Cause.REQUEST}
    assert all(line.months is None for line in Deletion.objects.all())
    event = AuditEvent.objects.get(event="privacy.person.forget")
    assert event.about == f"organisations.person:{person.identifier}"
    assert event.details == {"reason": "Az. 12/26"}
    for forgotten in Forgotten.objects.all():
        assert "rika" not in forgotten.about


def test_without_a_reason_nothing_goes() -> None:
    person = somebody_known()
    with pytest.raises(Refused, match="Es fehlt der Anlass"):
        ask(person, reason="  ")
    assert ContactDetail.objects.exists()


def test_of_who_signed_a_deed_the_contacts_go_and_the_name_stays() -> None:
    person = somebody_known()
    office = OfficeFactory(person=person)
    act = ActFactory(signatories=[(Side.HOME, {"de": "Bürgermeisterin"})])
    name_signatory(signatory=act.signatories.get(), office=office, by=somebody())
    (told,) = found(subject_of(person))["people"]
    assert told.fate is Then.KEPT
    assert "unter einer Urkunde" in told.why
    assert ask(person) == {"contacts": 1}
    assert Request.objects.filter(forgotten_on__isnull=True).count() == 2
    person.refresh_from_db()
    assert person.family_name == "Mustermann"


def test_an_open_account_stays_and_the_preview_says_why() -> None:
    account = UserFactory(username="e.m", first_name="Erika", last_name="Mustermann")
    (told,) = found(subject_of(account))["accounts"]
    assert told.fate is Then.KEPT
    assert "noch offen" in told.why
    NoteFactory(by=account)
    (done,) = found(subject_of(account))["authors"]
    assert (done.fate, done.why) == (Then.KEPT, told.why)
    person = somebody_known()
    perhaps = found(subject_of(person))["accounts"][0]
    ask(person, perhaps.key)
    account.refresh_from_db()
    assert account.username == "e.m"


def test_a_closed_account_is_forgotten_on_request() -> None:
    account = UserFactory(username="e.m", email="e@m.example", is_active=False)
    counts = forget_on_request(
        subject=subject_of(account), about="accounts.user:1", ticked=(), reason="Az.",
        by=somebody(),
    )  # fmt: skip
    assert counts == {"accounts": 1}
    account.refresh_from_db()
    assert account.username.startswith(GONE)


def test_looking_up_finds_by_name_address_and_identifier_also_the_protected() -> None:
    person = PersonFactory(**NAME, do_not_name=True)
    ContactFactory(of=person, value=MAIL)
    request = RequestFactory(sender_name="Erika Mustermann")
    account = UserFactory(username="x", email=MAIL)
    assert set(looked_up("erika muster")) == {person, request}
    assert set(looked_up(MAIL)) == {person, account}
    assert list(looked_up(person.identifier)) == [person]
    assert list(looked_up("  ")) == []


def tell(_what: str, _done: int, _total: int) -> None:
    """Hear it and say nothing."""


def test_a_backup_from_before_brings_nothing_back(tmp_path: Path, settings: object) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"  # type: ignore[attr-defined]
    (tmp_path / "media").mkdir()
    person = somebody_known()
    account = UserFactory(username="e.m", email="e@m.example")
    save(tmp_path / "davor.zip")
    account.is_active = False
    account.save()
    ask(person, found(subject_of(person))["senders"][0].key)
    forget_on_request(
        subject=subject_of(account), about="a", ticked=(), reason="Az.", by=somebody()
    )
    forgotten = set(Forgotten.objects.values_list("about", flat=True))
    assert len(forgotten) == 4

    restore(tmp_path / "davor.zip", is_replacing=True, tell=tell)

    person.refresh_from_db()
    account.refresh_from_db()
    assert person.forgotten_on == timezone.localdate()
    assert not ContactDetail.objects.exists()
    assert sorted(Request.objects.values_list("sender_name", flat=True)) == ["", "Erika Mustermann"]
    assert account.username.startswith(GONE)
    assert not account.is_active
    assert set(Forgotten.objects.values_list("about", flat=True)) == forgotten
    assert {line.cause for line in Deletion.objects.all()} == {Cause.RESTORED}


def test_what_a_restored_backup_has_is_due_again_by_rule(tmp_path: Path, settings: object) -> None:
    from weltoffen.privacy.actions import delete_by_rule
    from weltoffen.privacy.registry import KINDS

    settings.MEDIA_ROOT = tmp_path / "media"  # type: ignore[attr-defined]
    (tmp_path / "media").mkdir()
    today = timezone.localdate()
    ContactFactory(delete_by=today)
    save(tmp_path / "davor.zip")
    for _time in range(2):
        assert delete_by_rule(kind=KINDS["contacts"], today=today, by=somebody()) == 1
        assert not ContactDetail.objects.exists()
        restore(tmp_path / "davor.zip", is_replacing=True, tell=tell)
        assert ContactDetail.objects.exists()


def test_a_row_of_another_register_with_the_same_number_is_left_alone() -> None:
    contact = ContactFactory()
    account = UserFactory(username="anders")
    names = [
        f"organisations.contactdetail:{contact.pk}@2001-01-01T00:00:00+00:00",
        f"accounts.user:{account.pk}@2001-01-01T00:00:00+00:00",
        "organisations.person:gibt-es-nicht",
    ]
    assert forget_again(names=names, by=somebody()) == {}
    assert forget_again(names=names, by=somebody()) == {}
    assert ContactDetail.objects.filter(pk=contact.pk).exists()
    account.refresh_from_db()
    assert account.username == "anders"


def test_a_sender_without_an_address_and_with_one_name_is_found_by_the_own_request() -> None:
    request = RequestFactory(sender_name="Petrenko", sender_email="")
    (held,) = found(subject_of_request(request))["senders"]
    assert held.is_certain
