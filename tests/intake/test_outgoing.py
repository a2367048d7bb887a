"""What leaves the house is what the operator has set, and nothing before."""

from __future__ import annotations

import io
import json
import ssl
from ipaddress import IPv4Address, IPv6Address
from pathlib import Path

import pytest
import trustme
from django.core.checks.registry import registry
from django.core.management import call_command

from tests.intake.asking.serving import chat, endpoint, says, send
from tests.intake.fetching.serving import page as answer
from tests.intake.fetching.serving import serving
from weltoffen.ground.problems import Refused
from weltoffen.intake import outgoing
from weltoffen.intake.asking import Model, consult
from weltoffen.intake.checks import authorities_are_usable
from weltoffen.intake.fetching import Endpoint, Fetched, Means, Policy, fetch

PAGE = "Partnerstädte\n\n- Lyon, Frankreich seit 1970\n\nAuch an Zadar hängt unser Herz.\n"
SAID = {
    "relations": [
        {"name": "Zadar", "kind": "friendship", "quote": "Auch an Zadar hängt unser Herz."},
        {"name": "Lyon", "kind": "contact", "quote": "Lyon, Frankreich"},
        {"name": "Split", "kind": "twin", "quote": "Split ist Partnerstadt"},
    ]
}


@pytest.fixture
def page(tmp_path):
    file = tmp_path / "seite.txt"
    file.write_text(PAGE)
    return str(file)


def use(settings, port: int) -> None:
    settings.WELTOFFEN_MODEL = True
    settings.WELTOFFEN_MODEL_ADDRESS = f"http://127.0.0.1:{port}/v1"
    settings.WELTOFFEN_MODEL_NAME = "klein"


def extracted(*arguments: str) -> tuple[list[dict[str, str]], str]:
    out, told = io.StringIO(), io.StringIO()
    call_command("extract", *arguments, "--jsonl", stdout=out, stderr=told)
    return [json.loads(line) for line in out.getvalue().splitlines()], told.getvalue()


def test_a_model_is_asked_only_where_it_is_set_up(page):
    with pytest.raises(Refused, match="WELTOFFEN_MODEL=1"):
        call_command("extract", page, "--model")


def test_a_model_that_is_set_up_is_asked_only_where_that_is_said(page, settings):
    with endpoint(says(SAID)) as asked:
        use(settings, asked.port)
        rows, _told = extracted(page, "--home", "Bielefeld")
    assert asked.requests == []
    assert [row["name"] for row in rows] == ["Lyon"]


def test_what_the_model_finds_stands_beside_what_the_rules_find(page, settings):
    with endpoint(says(SAID)) as asked:
        use(settings, asked.port)
        rows, told = extracted(page, "--home", "Bielefeld", "--model")
    assert asked.texts == [PAGE]
    assert [(row["name"], row["kind"], row["rule"]) for row in rows] == [
        ("Lyon", "twin", rows[0]["rule"]), ("Zadar", "friendship", "model:klein/1"),
    ]  # fmt: skip
    assert not rows[0]["rule"].startswith("model:")
    assert "Zitat steht nicht wörtlich im Text (1)" in told


def test_a_model_that_fails_takes_nothing_from_the_rules(page, settings):
    with endpoint(lambda handler, _request: send(handler, b"", 500)) as asked:
        use(settings, asked.port)
        rows, told = extracted(page, "--home", "Bielefeld", "--model")
    assert [row["name"] for row in rows] == ["Lyon"]
    assert "Fehler 500" in told


def test_the_settings_say_which_model(settings):
    use(settings, 8)
    settings.WELTOFFEN_MODEL_KEY = "k"
    settings.WELTOFFEN_MODEL_SECONDS = 7.0
    settings.WELTOFFEN_AUTHORITIES = "/etc/stadt.pem"
    there = Path("/etc/stadt.pem")
    assert outgoing.model() == Model("http://127.0.0.1:8/v1", "klein", "k", 7.0, there)


def allow(settings, *internal: tuple[str, int]) -> None:
    settings.WELTOFFEN_FETCH = True
    settings.WELTOFFEN_CONTACT = "register@stadt.example"
    settings.WELTOFFEN_FETCH_INTERNAL = list(internal)


def test_nothing_is_fetched_unless_that_is_set():
    with pytest.raises(Refused, match="WELTOFFEN_FETCH=1") as caught:
        outgoing.policy()
    assert caught.value.problems[0].where == "WELTOFFEN_FETCH"


def test_what_is_set_for_fetching_holds(settings):
    allow(settings, ("10.1.2.3", 443), ("::1", 8080))
    settings.WELTOFFEN_FETCH_PAUSE = 30.0
    settings.WELTOFFEN_FETCH_SECONDS = 5.0
    settings.WELTOFFEN_FETCH_MEGABYTES = 1.5
    settings.WELTOFFEN_AUTHORITIES = "/etc/stadt.pem"
    policy = outgoing.policy()
    assert "(+register@stadt.example)" in policy.user_agent
    assert policy.exceptions == {
        Endpoint(IPv4Address("10.1.2.3"), 443), Endpoint(IPv6Address("::1"), 8080),
    }  # fmt: skip
    assert (policy.pause, policy.longest_wait) == (30.0, 90.0)
    assert (policy.limits.in_all, policy.limits.connecting, policy.limits.reading) == (5, 5, 5)
    assert policy.limits.size == 1_500_000
    assert policy.authorities == Path("/etc/stadt.pem")


def test_what_is_not_set_is_as_fetching_has_it(settings):
    allow(settings)
    assert outgoing.policy() == Policy(contact="register@stadt.example")


def test_a_server_of_the_own_network_is_reached_only_where_it_is_named(settings):
    with serving({"/": answer(b"Seite")}) as server:
        allow(settings)
        with pytest.raises(Refused):
            fetch(server.at("/"), policy=outgoing.policy(), means=Means())
        assert server.heads == []
        allow(settings, ("127.0.0.1", server.port))
        settings.WELTOFFEN_FETCH_PAUSE = 0
        found = fetch(server.at("/"), policy=outgoing.policy(), means=Means())
    assert isinstance(found, Fetched)
    assert found.body == b"Seite"


def test_a_proxy_of_the_environment_is_not_used(settings, monkeypatch):
    with serving({}) as proxy, serving({"/": answer(b"Seite")}) as server:
        for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.at("/"))
        allow(settings, ("127.0.0.1", server.port))
        settings.WELTOFFEN_FETCH_PAUSE = 0
        fetch(server.at("/"), policy=outgoing.policy(), means=Means())
    assert proxy.heads == []
    with endpoint(says(SAID)) as asked:
        consult(PAGE, "", asked.model())
    assert (len(asked.requests), proxy.heads) == (1, [])


def test_authorities_that_cannot_be_used_are_told_by_check(settings, tmp_path):
    assert authorities_are_usable() == []
    settings.WELTOFFEN_AUTHORITIES = str(tmp_path / "fehlt.pem")
    [told] = authorities_are_usable()
    assert "fehlt.pem" in told.msg
    assert "WELTOFFEN_AUTHORITIES" in told.hint
    trustme.CA().cert_pem.write_to_path(settings.WELTOFFEN_AUTHORITIES)
    assert authorities_are_usable() == []
    assert authorities_are_usable in registry.registered_checks


def test_a_model_behind_an_authority_of_the_city_is_asked(tmp_path):
    missing = tmp_path / "fehlt.pem"
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    body = chat(json.dumps(SAID))
    with serving({"/v1/chat/completions": answer(body)}, context) as server:
        address = f"https://127.0.0.1:{server.port}/v1"
        [told] = consult(PAGE, "", Model(address, "klein", authorities=missing)).problems
        assert "WELTOFFEN_AUTHORITIES" in told.says()
        [told] = consult(PAGE, "", Model(address, "klein")).problems
        assert "Zertifikat" in told.says()
        assert server.heads == []
