"""What stands in the log, and what must not."""

from __future__ import annotations

import json
import logging
import sys

import pytest
from django.test import Client
from django.urls import path
from hypothesis import given
from hypothesis import strategies as st

import tests.jobs.works  # noqa: F401 - registers work to ask for
from tests.factories import MunicipalityFactory, UserFactory, somebody
from weltoffen.accounts.actions import open_desk_account
from weltoffen.config.urls import urlpatterns as ours
from weltoffen.jobs.actions import ask
from weltoffen.operating.log_lines import (
    REQUEST,
    JsonLines,
    OnlyOurFaults,
    TextLines,
    without_rows,
)


def breaks(_request, token):
    raise RuntimeError("unerwartet")


urlpatterns = [*ours, path("bricht/<str:token>.ics", breaks)]
"""With an address that holds a secret, and breaks."""


class Lines(logging.Handler):
    """Keeps what the installation would write."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.setFormatter(JsonLines())
        self.addFilter(OnlyOurFaults())
        self.written: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.written.append(self.format(record))

    def told(self) -> list[dict]:
        return [json.loads(line) for line in self.written]


@pytest.fixture
def log(settings):
    handler, root = Lines(), logging.getLogger()
    requests = logging.getLogger("weltoffen.requests")
    level = requests.level
    root.addHandler(handler)
    requests.setLevel(logging.INFO)
    yield handler
    requests.setLevel(level)
    root.removeHandler(handler)


@pytest.mark.django_db
def test_a_request_has_one_line_without_its_query(log, client):
    answer = client.get("/de/?q=Erika+Mustermann")
    (line,) = log.told()
    assert (line["method"], line["route"], line["status"]) == ("GET", "/de/", answer.status_code)
    assert (line["level"], line["logger"]) == ("info", "weltoffen.requests")
    assert line["ms"] >= 0
    assert "user" not in line
    assert "Erika" not in log.written[0]


@pytest.mark.django_db
def test_addresses_are_told_by_their_pattern_with_numbers(log):
    job = ask(kind="tests.once", by=somebody())
    place = MunicipalityFactory(identifier="erika-mustermann-platz")
    account, _password = open_desk_account(username="erika", by=somebody())
    client = Client()
    client.force_login(account)
    client.get(f"/desk/jobs/{job.pk}/")
    client.get(f"/desk/municipalities/{place.identifier}/")
    client.get("/de/impressum/")
    client.get("/erika/gibt/es/nicht")
    client.get(f"/id/{place.identifier}")
    assert [line["route"] for line in log.told()] == [
        f"/desk/jobs/{job.pk}/",
        "/desk/municipalities/<slug:identifier>/",
        "(wagtail_serve)",
        "(unknown)",
        "/id/<path:identifier>",
    ]
    assert [line.get("user") for line in log.told()][:2] == [account.pk] * 2
    assert "erika" not in " ".join(log.written).lower()


@pytest.mark.django_db
@pytest.mark.urls(__name__)
def test_an_error_is_told_once_with_its_trace_and_without_the_secret(log):
    client = Client(raise_request_exception=False)
    answer = client.get("/bricht/geheim-geheim.ics?x=geheim")
    assert answer.status_code == 500
    error, line = log.told()
    assert error["level"] == "error"
    assert error["message"] == "Internal Server Error"
    assert "RuntimeError: unerwartet" in error["trace"]
    assert line["route"] == "/bricht/<str:token>.ics"
    assert error["request"] == line["request"] == answer["X-Request-ID"]
    assert "geheim" not in " ".join(log.written)


@pytest.mark.django_db
def test_what_is_refused_has_its_line_and_no_other(log):
    client = Client(enforce_csrf_checks=True)
    client.get("/de/", headers={"host": "geheim.example"})
    client.post("/desk/login/", {"username": "geheim"})
    client.get("/de/geheim/")
    assert [line["status"] for line in log.told()] == [400, 403, 404]
    assert "geheim" not in " ".join(log.written)


@pytest.mark.django_db
@pytest.mark.parametrize("given", ["0af7651916cd43dd8448eb211c80319c", "a-b.c_d1"])
def test_the_number_of_a_proxy_is_kept(log, client, given):
    assert client.get("/de/", headers={"x-request-id": given})["X-Request-ID"] == given
    assert log.told()[0]["request"] == given
    assert REQUEST.get() == ""


@pytest.mark.django_db
@pytest.mark.parametrize(
    "given", ["", "kurz", "x" * 65, "a b c d e f g", '{"a":"b","c":1}', "ä" * 9]
)
def test_what_is_no_number_gets_one(log, client, given):
    number = client.get("/de/", headers={"x-request-id": given})["X-Request-ID"]
    assert number != given
    assert len(number) == 16


@pytest.mark.django_db
def test_files_of_the_package_and_probes_have_no_lines(log, client):
    client.get("/gesund/")
    client.get("/bereit/")
    assert client.get("/static/gibt-es-nicht.css").status_code == 404
    assert [line["status"] for line in log.told()] == [404]


@pytest.mark.django_db
def test_asking_who_asks_costs_nothing(client, log, django_assert_num_queries):
    client.force_login(UserFactory())
    with django_assert_num_queries(0):
        client.get("/robots.txt")
    assert "user" not in log.told()[0]


def record(message: str, *arguments: object, **more: object) -> logging.LogRecord:
    made = logging.LogRecord("weltoffen.x", logging.WARNING, "f", 1, message, arguments, None)
    made.__dict__ |= more
    return made


@given(st.text(), st.text())
def test_every_line_is_one_line_of_json(message, value):
    written = JsonLines().format(record("%s", message, told={"value": value}))
    assert "\n" not in written
    assert (json.loads(written)["value"], json.loads(written)["level"]) == (value, "warning")


ROW = (
    'duplicate key value violates unique constraint "x"\n'
    "DETAIL:  Key (email)=(erika@example.org)\nalready exists.\n"
)


def test_what_a_database_quotes_of_a_row_is_left_out():
    try:
        raise ValueError(ROW)
    except ValueError:
        broken = record("%s", ROW)
        broken.exc_info = sys.exc_info()
    for form in (JsonLines(), TextLines()):
        written = form.format(broken)
        assert "violates unique constraint" in written
        assert "ValueError" in written
        assert "erika" not in written


def test_what_is_no_quoted_row_stays():
    assert without_rows("eins\nzwei DETAIL: drei\n") == "eins\nzwei DETAIL: drei\n"


def test_people_at_a_terminal_read_words():
    assert TextLines().format(record("Arbeit %d", 3)) == "Arbeit 3"
