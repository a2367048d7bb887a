"""``weltoffen demo`` and ``weltoffen serve``, apart from the server itself (see tests/browser)."""

from __future__ import annotations

import re
import socket
from contextlib import closing
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from weltoffen.accounts.models import User
from weltoffen.config import serving
from weltoffen.relations.models import Act, Relation


@pytest.fixture
def taken_port():
    with closing(socket.socket()) as listener:
        listener.bind((serving.HOST, 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_free_port_is_kept(taken_port):
    with closing(socket.socket()) as probe:
        probe.bind((serving.HOST, 0))
        free = probe.getsockname()[1]
    assert serving.free_port(free) == free


def test_taken_port_gives_way_to_another_that_is_free(taken_port):
    other = serving.free_port(taken_port)
    assert other != taken_port
    with closing(socket.socket()) as probe:
        probe.bind((serving.HOST, other))


@pytest.mark.parametrize("command", ["serve", "demo"])
@pytest.mark.parametrize("port", [0, -1, 65536])
@pytest.mark.django_db
def test_number_that_is_no_port_is_refused(command, port):
    with pytest.raises(CommandError, match="1 bis 65535"):
        call_command(command, port=port, stdout=StringIO(), stderr=StringIO())


@pytest.fixture
def served(monkeypatch):
    """Note with what the server would be started."""
    starts: list[tuple[int, int]] = []

    def run(port, workers, *, when_listening):
        starts.append((port, workers))
        when_listening()

    monkeypatch.setattr(serving, "run", run)
    # The test's own connection is not given away.
    monkeypatch.setattr("django.db.connections.close_all", lambda: None)
    return starts


@pytest.mark.django_db
def test_serve_says_which_port_it_takes_instead(served, taken_port):
    out = StringIO()
    call_command("serve", port=taken_port, workers=2, stdout=out)
    ((port, workers),) = served
    assert (port != taken_port, workers) == (True, 2)
    assert f"Port {taken_port} ist belegt, es wird {port}" in out.getvalue()
    assert f"http://127.0.0.1:{port}/" in out.getvalue()


def demo(**options) -> str:
    out = StringIO()
    call_command("demo", stdout=out, **options)
    return out.getvalue()


def account_in(said: str) -> tuple[str, str]:
    found = re.search(r"Name (\S+), Kennwort (\S+)", said)
    assert found, said
    return found[1], found[2]


@pytest.mark.django_db
def test_demo_prepares_all_and_says_how_to_enter(served, client):
    said = demo()
    assert [line for line in said.splitlines() if line.startswith("[1/3]")]
    assert Relation.objects.filter(identifier="dortmund-rostow-am-don").exists()
    ((port, _workers),) = served
    assert f"http://127.0.0.1:{port}/desk/" in said
    name, password = account_in(said)
    client.post("/desk/login/", {"username": name, "password": password})
    assert client.get("/desk/").status_code == 200
    assert client.get("/desk/").status_code == 200


@pytest.mark.django_db
def test_demo_again_loses_nothing_and_has_a_new_password(served):
    name, password = account_in(demo(no_serve=True))
    act = Act.objects.order_by("id").first()
    act.title_en = "Entered meanwhile"
    act.save(update_fields=["title_en"])
    before = set(Act.objects.values_list("identifier", flat=True))
    again, other_password = account_in(demo(no_serve=True))
    assert (again, other_password != password) == (name, True)
    assert set(Act.objects.values_list("identifier", flat=True)) == before
    act.refresh_from_db()
    assert act.title_en == "Entered meanwhile"
    assert User.objects.filter(username=name).count() == 1
    assert served == []
