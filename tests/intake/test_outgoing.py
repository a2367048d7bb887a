"""What leaves the house is what the operator has set, and nothing before."""

from __future__ import annotations

import io
import json

import pytest
from django.core.management import call_command

from tests.intake.asking.serving import endpoint, says, send
from weltoffen.ground.problems import Refused
from weltoffen.intake import outgoing
from weltoffen.intake.asking import Model

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
    assert outgoing.model() == Model("http://127.0.0.1:8/v1", "klein", "k", 7.0)
