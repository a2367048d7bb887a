"""Addresses with a password in them: it is nowhere, in no table and in no output."""

from __future__ import annotations

import io

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from tests.intake.fetching.serving import CONTACT
from tests.intake.road.texts import at_home
from weltoffen.ground.problems import Refused
from weltoffen.intake.fetching.addresses import allowed
from weltoffen.intake.fetching.refusing import masked
from weltoffen.intake.fetching.types import Policy
from weltoffen.intake.models import Attempt

SECRET = "geheim17"
HOSTILE = [
    f"https://anna:{SECRET}@www.example.de/seite",
    f"https://{SECRET}@www.example.de",
    f"https://anna:{SECRET}/b@www.example.de",
    f"https://anna:{SECRET}#b@www.example.de/",
    f"https://anna:12/{SECRET}@www.example.de/",
    f"https://anna:x@{SECRET}/y@www.example.de/",
    f"https://anna:{SECRET}\uff20www.example.de/",
    f"http:\\\\anna:{SECRET}@www.example.de/",
    f"ftp://anna:{SECRET}@www.example.de/",
    f"https://anna:{SECRET}@[::1]/",
]


def everything_stored() -> str:
    """Return all rows of all tables as text."""
    stored = []
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            if model._meta.managed:
                cursor.execute(f'SELECT * FROM "{model._meta.db_table}"')
                stored += [repr(row) for row in cursor.fetchall()]
    return "\n".join(stored)


@pytest.mark.django_db
def test_a_password_is_neither_kept_nor_said(caplog, settings):
    settings.WELTOFFEN_FETCH, settings.WELTOFFEN_CONTACT = True, CONTACT
    at_home()
    out = io.StringIO()
    command = [each for each in HOSTILE if "://" in each]
    with pytest.raises(SystemExit):
        call_command("intake", *command, "--home", "Bielefeld", stdout=out, stderr=out)
    assert Attempt.objects.filter(state="failed").count() == len(set(map(masked, command)))
    assert "www.example.de Zugangsdaten oder ein @-Zeichen" in out.getvalue()
    for where in (out.getvalue(), caplog.text, everything_stored()):
        assert SECRET not in where
    assert "https://…@www.example.de/seite" in everything_stored()


@pytest.mark.parametrize("address", HOSTILE)
def test_a_refusal_shows_no_password(address):
    for each in (address, masked(address)):
        with pytest.raises(Refused) as refused:
            allowed(each, Policy(CONTACT))
        assert SECRET not in str(refused.value)


@given(st.text(st.characters(exclude_characters="@\uff20\ufe6b/\\?#", codec="utf-8"), max_size=20))
def test_what_stands_before_a_host_goes_whatever_it_is(secret: str):
    assert masked(f"https://{secret}@a.example/x") == "https://…@a.example/x"


@pytest.mark.parametrize(
    "address",
    [
        "https://www.example.de/@stadt",
        "https://www.example.de:443/karte/@51.5,7.4?x=a@b",
        "http://[2001:db8::1]/@x",
        "https://www.example.de/seite?von=a@b.example",
        "https://www.example.de:8443/seite",
    ],
)
def test_an_address_without_one_stays_as_it_is(address):
    assert masked(address) == address
