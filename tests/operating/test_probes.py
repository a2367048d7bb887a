"""What watches an installation asks two addresses, from anywhere and without being anybody."""

from __future__ import annotations

import json
import logging
from datetime import timedelta

import pytest
from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.recorder import MigrationRecorder
from django.db.utils import OperationalError
from django.test import Client
from django.utils import timezone

from tests.operating.test_backups import newest
from weltoffen.jobs.models import Presence
from weltoffen.operating.probes import Probes, TablesUpToDate

BOTH = ("/gesund/", "/bereit/")


def parts(answer) -> dict[str, str]:
    return json.loads(answer.content)["parts"]


@pytest.mark.django_db
def test_all_is_well(client):
    answer = client.get("/bereit/")
    assert answer.status_code == 200
    assert json.loads(answer.content) == {
        "status": "ok",
        "parts": {"database": "ok", "tables": "ok", "media": "ok"},
    }


def test_a_living_process_says_so_without_a_database(client):
    # Any query would fail this test, which has not asked for a database.
    answer = client.get("/gesund/")
    assert (answer.status_code, json.loads(answer.content)["status"]) == (200, "ok")


@pytest.mark.django_db
@pytest.mark.parametrize("address", [*BOTH, "/gesund", "/bereit"])
def test_a_probe_needs_no_name_no_https_and_leaves_nothing(settings, address):
    settings.ALLOWED_HOSTS = ["international.example.org"]
    settings.SECURE_SSL_REDIRECT = True
    answer = Client().get(address, headers={"host": "10.1.2.3:8000"})
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store"
    assert answer["X-Robots-Tag"] == "noindex"
    assert not answer.cookies
    assert Client().get("/de/", headers={"host": "10.1.2.3"}).status_code == 400


@pytest.mark.django_db
@pytest.mark.parametrize(("address", "rest"), [("/gesund/", ""), ("/bereit/", "database: ok\n")])
def test_it_says_so_in_plain_text_to_whoever_wants_that(client, address, rest):
    answer = client.get(address, headers={"accept": "text/plain"})
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.content.decode().startswith(f"ok\n{rest}")
    assert client.get(address, headers={"accept": "*/*"})["Content-Type"] == "application/json"
    assert client.get(address, headers={"accept": "image/png"}).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("address", BOTH)
def test_nothing_else_can_be_done_there(client, address):
    assert client.head(address).status_code == 200
    assert client.post(address).status_code == 405
    assert client.get(f"{address}mehr/", follow=True).status_code == 404


@pytest.mark.django_db
def test_it_is_cheap(client, django_assert_max_num_queries):
    client.get("/bereit/")  # looks at the migrations, once
    with django_assert_max_num_queries(1):
        client.get("/bereit/")


@pytest.mark.django_db
def test_a_media_folder_that_is_not_there(client, settings, tmp_path, caplog):
    settings.MEDIA_ROOT = tmp_path / "nirgends"
    answer = client.get("/bereit/")
    assert answer.status_code == 503
    assert parts(answer) == {"database": "ok", "tables": "ok", "media": "failing"}
    assert str(tmp_path) not in answer.content.decode()


@pytest.mark.django_db
def test_tables_of_another_version(client):
    steps = MigrationRecorder(connection)
    assert TablesUpToDate().are()
    last = newest("jobs")
    steps.record_unapplied("jobs", last)
    looking = TablesUpToDate()
    assert not looking.are()
    steps.record_applied("jobs", last)
    assert not looking.are(), "it looks again after a while only"
    looking._looked = -3600
    assert looking.are()


@pytest.mark.django_db
@pytest.mark.parametrize(("ago", "said"), [(1, "ok"), (6, "failing"), (None, "failing")])
def test_a_worker_that_is_wanted(client, settings, ago, said):
    settings.WELTOFFEN_WORKER_MINUTES = 5
    now = timezone.now()
    if ago is not None:
        seen = now - timedelta(minutes=ago)
        Presence.objects.create(worker="w", began_at=seen, seen_at=seen)
    answer = client.get("/bereit/")
    assert parts(answer)["worker"] == said
    assert answer.status_code == (200 if said == "ok" else 503)


@pytest.mark.django_db
def test_a_database_that_does_not_answer_is_told_and_why_is_not(monkeypatch, caplog):
    def gone(self: BaseDatabaseWrapper) -> None:
        raise OperationalError("password authentication failed for user geheim")

    monkeypatch.setattr(type(connections["default"]), "cursor", gone)
    caplog.set_level(logging.WARNING)
    found = Probes(lambda request: None).parts()
    assert found == {"database": False, "tables": False, "media": True}
    assert "OperationalError" in caplog.text
    assert "geheim" not in caplog.text
