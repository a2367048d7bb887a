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
from weltoffen.ground.problems import Refused

pytestmark = pytest.mark.django_db


def opened(*arguments: str) -> str:
    """Open an account and return the password that was shown."""
    out = StringIO()
    call_command("account", "open", *arguments, stdout=out)
    found = re.search(r"Kennwort: (\S+)", out.getvalue())
    assert found
    return found[1]


def test_the_first_account_may_do_everything():
    password = opened("verwaltung")
    client = Client()
    assert client.login(username="verwaltung", password=password)
    assert client.get("/desk/users/").status_code == 200
    told = ModelLogEntry.objects.filter(action="accounts.user.empower").get()
    assert told.user.get_username() == "betrieb"


def test_an_account_that_is_there_keeps_its_password_unless_that_is_said():
    first = opened("verwaltung")
    with pytest.raises(Refused, match="--again"):
        opened("verwaltung")
    assert Client().login(username="verwaltung", password=first)
    second = opened("verwaltung", "--again")
    assert not Client().login(username="verwaltung", password=first)
    assert Client().login(username="verwaltung", password=second)


@pytest.mark.parametrize("name", ["", "zwei Worte", "a/b", "x\n"])
def test_a_name_that_is_none_is_refused(name):
    with pytest.raises(Refused, match="Kontoname"):
        opened(name)
    assert not User.objects.filter(is_superuser=True).exists()


def test_a_program_cannot_sign_in():
    ensure_function_account(username="zeitplan")
    with pytest.raises(Refused, match="ist ein Programm"):
        opened("zeitplan", "--again")
