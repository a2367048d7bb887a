"""What the security log is told about accounts, wherever it was done."""

from __future__ import annotations

import ast
import pathlib

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from tests.architecture.reading import SOURCE
from tests.factories import UserFactory, account, somebody
from weltoffen.accounts.actions import give_role, open_desk_account, take_role
from weltoffen.accounts.enums import RoleName
from weltoffen.accounts.models import Assignment, User
from weltoffen.audit.enums import EventName
from weltoffen.audit.models import AuditEvent
from weltoffen.audit.selectors import verified

pytestmark = pytest.mark.django_db
PASSWORD = "ein-langes-Kennwort-77"


def told() -> list[tuple[str, str, str]]:
    """Return event, who and about what, oldest first."""
    rows = AuditEvent.objects.order_by("number").values_list("event", "by_name", "about")
    return list(rows)


def since(before: list[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    return told()[len(before) :]


@pytest.fixture
def known() -> User:
    user = UserFactory(username="müller")
    user.set_password(PASSWORD)
    user.save()
    give_role(user=user, role=RoleName.READER, by=somebody())
    return user


def sign_in(client: Client, name: str, password: str) -> None:
    client.post(reverse("wagtailadmin_login"), {"username": name, "password": password})


def test_signing_in_and_out_is_noted(known):
    before = told()
    client = Client()
    sign_in(client, "müller", PASSWORD)
    client.post(reverse("wagtailadmin_logout"))
    assert since(before) == [
        (EventName.SIGN_IN, "müller", ""),
        (EventName.SIGN_OUT, "müller", ""),
    ]
    assert verified().is_whole


def test_a_refused_sign_in_is_noted_with_the_account_that_was_meant(known):
    before = told()
    sign_in(Client(), "müller", "falsch-geraten")
    assert since(before) == [(EventName.SIGN_IN_REFUSED, "", "accounts.user:müller")]


def test_of_a_name_that_nobody_has_nothing_that_was_typed_is_noted(known):
    before = told()
    sign_in(Client(), PASSWORD, "müller")  # a password typed into the wrong field
    sign_in(Client(), "x\x00y" * 90, "müller")
    assert {event for event, *_rest in since(before)} <= {EventName.SIGN_IN_REFUSED}
    assert all(about == "" for _event, _who, about in since(before))


def test_no_password_and_no_session_ever_stands_in_the_log(known):
    client = Client()
    sign_in(client, "müller", PASSWORD)
    key = client.session.session_key
    client.post(
        reverse("wagtailadmin_account"),
        {
            "password-old_password": PASSWORD,
            "password-new_password1": f"{PASSWORD}-neu",
            "password-new_password2": f"{PASSWORD}-neu",
            "locale-preferred_language": "de",
            "locale-current_time_zone": "Europe/Berlin",
            "theme-theme": "system",
            "theme-contrast": "system",
            "theme-density": "default",
            "theme-keyboard_shortcuts": "on",
        },
    )
    known.refresh_from_db()
    assert known.check_password(f"{PASSWORD}-neu")
    assert (EventName.PASSWORD, "müller", "accounts.user:müller") in told()
    for row in AuditEvent.objects.values():
        assert PASSWORD not in str(row)
        assert key not in str(row)
        assert known.password not in str(row)


def test_opening_an_account_is_noted_with_all_that_follows_from_it():
    by = somebody()
    before = told()
    open_desk_account(username="neu", by=by)
    name, about = by.get_username(), "accounts.user:neu"
    assert since(before) == [
        (EventName.ACCOUNT_CREATED, name, about),
        (EventName.PASSWORD, name, about),
        (EventName.RIGHTS_GIVEN, name, about),
        (EventName.ACCOUNT_OPENED, name, about),
    ]


def test_a_superuser_made_on_the_server_is_noted(monkeypatch):
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", PASSWORD)
    before = told()
    call_command("createsuperuser", username="wurzel", email="", interactive=False, verbosity=0)
    created = AuditEvent.objects.get(event=EventName.ACCOUNT_CREATED, about="accounts.user:wurzel")
    assert created.details == {"is_function": False, "is_superuser": True}
    assert len(since(before)) == 1


def test_what_changes_in_an_account_is_noted_and_personal_data_only_by_name(known):
    known.is_superuser = True
    known.email = "jemand@stadt.example"
    known.save()
    event = AuditEvent.objects.first()
    assert event.event == EventName.ACCOUNT_AMENDED
    assert event.details == {"changed": ["email", "is_superuser"], "is_superuser": True}
    before = told()
    known.save()
    known.save(update_fields=["last_login"])
    assert since(before) == []
    Assignment.objects.filter(user=known).delete()
    known.delete()
    assert [event for event, *_rest in since(before)][-1] == EventName.ACCOUNT_DELETED


def test_roles_are_noted_given_and_taken(known):
    before = told()
    given = give_role(user=known, role=RoleName.GUEST, relation="amiens", by=somebody())
    take_role(assignment=given, by=somebody())
    name, about = somebody().get_username(), "accounts.user:müller"
    assert since(before) == [
        (EventName.RIGHTS_GIVEN, name, about),
        (EventName.RIGHTS_TAKEN, name, about),
    ]
    assert AuditEvent.objects.first().details["relation"] == "amiens"


def test_what_an_administrator_does_on_the_desk_bears_their_name(known):
    client = Client()
    client.force_login(account("wurzel", RoleName.ADMINISTRATOR))
    before = told()
    address = reverse("desk:accounts-edit", args=[known.pk])
    client.post(address, {"email": "a@stadt.example", "first_name": "A", "last_name": "B"})
    client.post(reverse("desk:accounts-close", args=[known.pk]), {"reason": "im Ruhestand"})
    known.refresh_from_db()
    assert not known.is_active
    about = "accounts.user:müller"
    assert since(before) == [(EventName.ACCOUNT_AMENDED, "wurzel", about)] * 2
    assert AuditEvent.objects.first().details["is_active"] is False


def noted_in(path: pathlib.Path) -> set[str]:
    """Return the events that a file notes: the text, or the name of the member."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute) and getattr(node.value, "id", "") == "EventName":
            found |= {str(EventName[node.attr])} if node.attr in EventName.__members__ else set()
        is_note = isinstance(node, ast.Call) and getattr(node.func, "id", "") == "note"
        if is_note and node.args and isinstance(node.args[0], ast.Constant):
            found.add(str(node.args[0].value))
    return found


def test_every_event_that_any_room_notes_has_a_name_for_people_and_no_other_has():
    files = [path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts]
    noted = set().union(*(noted_in(path) for path in files))
    assert noted == {str(name) for name in EventName}
