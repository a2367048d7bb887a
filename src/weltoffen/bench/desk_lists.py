"""The desk's lists, as a coordinator asks for them, with the world loaded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.test.utils import CaptureQueriesContext

from weltoffen.accounts.actions import ensure_function_account, ensure_group, open_desk_account
from weltoffen.accounts.enums import RoleName
from weltoffen.bench.pages import Door
from weltoffen.bench.timing import medians
from weltoffen.portal.actions import prepare_editorial_pages

ROUNDS = 9
LISTS = {
    "Beziehungen": "/desk/relations/",
    "Beziehungen, letzte Seite": "/desk/relations/?p=500",
    "Beziehungen, nach Form": "/desk/relations/?phase=twin",
    "Beziehungen, gesucht": "/desk/relations/?q=dortmund",
    "Beziehungen, andere Spalten": "/desk/relations/?columns=owner,lead,review_by,summary_de",
    "Akte": "/desk/acts/",
    "Orte": "/desk/municipalities/",
    "Organisationen": "/desk/organisations/",
    "Quellen": "/desk/sources/",
    "Aufgaben": "/desk/tasks/",
}
"""Addresses by what they show."""


@dataclass(frozen=True, slots=True)
class ListTimes:
    """A list's median in seconds, and how many queries it asks."""

    seconds: float
    queries: int


def measure_lists(door: Door) -> dict[str, ListTimes]:
    """Return the times of lists of the desk; the first question of each does not count."""
    cookie = _signed_in()

    def ask(address: str) -> None:
        status, _headers, _body = door.get(address, cookie)
        if status != 200:
            raise RuntimeError(f"{address}: HTTP {status}")

    works: dict[str, Any] = {
        name: lambda address=address: ask(address) for name, address in LISTS.items()
    }
    found = medians(works, rounds=ROUNDS)
    return {
        name: ListTimes(found[name], _queries(lambda address=address: ask(address)))
        for name, address in LISTS.items()
    }


def _queries(work: Any) -> int:
    with CaptureQueriesContext(connection) as captured:
        work()
    return len(captured)


def _signed_in() -> str:
    """Return the cookie of a coordinator's session, who may write the portal's pages too."""
    by = ensure_function_account(username="bench")
    user, _password = open_desk_account(username="bench-koordination", by=by)
    editors = ensure_group(role=RoleName.COORDINATOR)
    prepare_editorial_pages(by=by, editors=editors, public_address="https://bench.invalid")
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "weltoffen.accounts.backends.Passwords"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"
