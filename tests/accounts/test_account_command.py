"""The first account of an installation is opened on the command line."""

from __future__ import annotations

import re
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client
from wagtail.models import ModelLogEntry

from weltoffen.accounts.actions import ensure_function_account
from weltoffen.accounts.models import User
from weltoffen.accounts.selectors import could_ever
from weltoffen.accounts.types import Verb
from weltoffen.ground.problems import Refused

pytestmark = pytest.mark.django_db


def opened(*arguments: str) -> str:
    """Open an account and return the password that was shown."""
    out = StringIO()
    call_command("account", "open", *arguments, stdout=out)
    found = re.search(r"Kennwort: (\S+)", out.getvalue())
    assert found
    return found[1]


def said(*arguments: str) -> str:
    """Return what the command prints."""
    out = StringIO()
    call_command("account", *arguments, stdout=out)
    return out.getvalue()


def lets_in(client: Client, name: str, password: str) -> bool:
    """Say whether somebody gets in with a name and a password."""
    client.post("/desk/login/", {"username": name, "password": password})
    return client.get("/desk/").status_code == 200


def test_the_first_account_manages_the_others():
    password = opened("verwaltung")
    client = Client()
    assert lets_in(client, "verwaltung", password)
    assert client.get("/desk/security/").status_code == 200
    user = User.objects.get(username="verwaltung")
    assert not user.is_superuser
    assert could_ever(user, Verb.CHANGE, User)
    told = ModelLogEntry.objects.filter(action="accounts.user.open").get()
    assert told.user.get_username() == "betrieb"


def test_roles_are_given_taken_and_listed():
    opened("verwaltung")
    opened("amt", "--role", "contributor", "--unit", "sportamt")
    said("give", "amt", "guest", "--relation", "amiens")
    assert said("list") == ("amt: contributor sportamt, guest amiens\nverwaltung: administrator\n")
    said("take", "amt", "contributor", "--unit", "sportamt")
    assert "amt: guest amiens\n" in said("list")
    for wrong in ("take amt reader", "give niemand reader", "give amt guest"):
        with pytest.raises(Refused):
            said(*wrong.split())


def test_an_account_that_is_there_keeps_its_password_unless_that_is_said():
    first = opened("verwaltung")
    with pytest.raises(Refused, match="--again"):
        opened("verwaltung")
    assert lets_in(Client(), "verwaltung", first)
    second = opened("verwaltung", "--again")
    assert not lets_in(Client(), "verwaltung", first)
    assert lets_in(Client(), "verwaltung", second)


@pytest.mark.parametrize("name", ["", "zwei Worte", "a/b", "x\n"])
def test_a_name_that_is_none_is_refused(name):
    with pytest.raises(Refused, match="Kontoname"):
        opened(name)
    assert not User.objects.filter(is_superuser=True).exists()


def test_a_program_cannot_sign_in():
    ensure_function_account(username="zeitplan")
    with pytest.raises(Refused, match="ist ein Programm"):
        opened("zeitplan", "--again")
