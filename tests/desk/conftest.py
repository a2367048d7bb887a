"""People at the desk, and what they type."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils.html import escape

from tests.factories import account, somebody
from weltoffen.accounts.actions import open_desk_account
from weltoffen.accounts.enums import RoleName
from weltoffen.accounts.models import User
from weltoffen.desk.views.editing import ANSWERED


@pytest.fixture
def coordinator(db: None) -> User:
    """Somebody who keeps the register."""
    return open_desk_account(username="koordination", by=somebody())[0]


@pytest.fixture
def desk(coordinator: User) -> Client:
    """The coordinator's browser."""
    client = Client()
    client.force_login(coordinator)
    return client


@pytest.fixture
def onlooker(db: None) -> Client:
    """The browser of somebody who may enter the desk and sees no record there."""
    client = Client()
    client.force_login(account("zaungast", RoleName.GUEST, relation="gibt-es-nicht"))
    return client


def evidence(*rows: dict[str, str]) -> dict[str, str]:
    """Return the rows of passages as a browser sends them."""
    sent = {"evidence-TOTAL_FORMS": str(len(rows) or 1), "evidence-INITIAL_FORMS": "0"}
    for number, row in enumerate(rows):
        sent |= {f"evidence-{number}-{name}": value for name, value in row.items()}
    return sent


def act(**typed: Any) -> dict[str, Any]:
    """Return an act as a browser sends it."""
    return {
        "on": "4.7.1977",
        "kind": "signature",
        "side": "both",
        "title_de": "Unterzeichnung der Urkunde",
    } | typed


def confirmed(answer: Any, sent: dict[str, Any]) -> dict[str, Any]:
    """Return what a browser sends when the same is saved once more after a question."""
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Noch nicht gespeichert. Bitte erst nachsehen" in page
    hidden = dict(answer.context["hidden"])
    for name, value in hidden.items():
        assert f'name="{name}" value="{escape(value)}"' in page
    assert ANSWERED in hidden
    return sent | hidden
