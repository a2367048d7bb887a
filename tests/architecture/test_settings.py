"""Settings are documented, safe without being told, and name nobody else's host."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest

from tests.architecture.reading import ROOT, SOURCE
from weltoffen.config import env
from weltoffen.intake.fetching import Policy

SETTINGS = sorted((SOURCE / "config" / "settings").glob("*.py"))
DOCUMENT = ROOT / "docs" / "operate" / "settings.md"
VARIABLE = re.compile(r"\b(?:WELTOFFEN_[A-Z_]+|DATABASE_URL)\b")
READERS = [
    *SETTINGS,
    SOURCE / "config" / "cli.py",
    ROOT / "tools" / "run_tests.py",
    ROOT / "tests" / "conftest.py",
    ROOT / "weltoffen",
]


def test_every_variable_that_is_read_is_documented():
    read = {name for file in READERS for name in VARIABLE.findall(_without_settings(file))}
    assert read >= set(env.DOCUMENTED), "the reading of files sees too little"
    assert read - set(VARIABLE.findall(DOCUMENT.read_text())) == set()


def _without_settings(file) -> str:
    """Return a file's text without Django's own names that look like variables."""
    text = file.read_text()
    return re.sub(r"settings\.WELTOFFEN_[A-Z_]+", "", text)


def test_every_documented_variable_is_read():
    documented = set(VARIABLE.findall(DOCUMENT.read_text()))
    read = {name for file in READERS for name in VARIABLE.findall(file.read_text())}
    assert documented - read == set()


REQUIRED = {
    "WELTOFFEN_SECRET_KEY": "x" * 60,
    "WELTOFFEN_HOSTS": "international.example.org",
    "WELTOFFEN_ADDRESS": "https://international.example.org",
    "DATABASE_URL": "sqlite://:memory:",
}


def start(variables: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Load the settings of a real installation with only these variables."""
    return subprocess.run(
        [sys.executable, "-c", "import weltoffen.config.settings.base"],
        env={"PATH": os.environ["PATH"]} | variables,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("name", REQUIRED)
def test_missing_variable_stops_the_start_with_a_hint(name):
    done = start({key: value for key, value in REQUIRED.items() if key != name})
    assert done.returncode != 0
    assert f"Die Umgebungsvariable {name} fehlt" in done.stderr
    assert "docs/operate/settings.md" in done.stderr
    assert "Traceback" not in done.stderr


def test_required_variables_are_enough():
    done = start(REQUIRED)
    assert (done.returncode, done.stderr) == (0, "")


MODEL = {
    "WELTOFFEN_MODEL": "1",
    "WELTOFFEN_MODEL_ADDRESS": "http://127.0.0.1:11434/v1/",
    "WELTOFFEN_MODEL_NAME": "klein",
}


def test_a_language_model_that_is_set_up_whole_starts():
    done = start(REQUIRED | MODEL | {"WELTOFFEN_MODEL_KEY": "k"})
    assert (done.returncode, done.stderr) == (0, "")


FETCH = {"WELTOFFEN_FETCH": "1", "WELTOFFEN_CONTACT": "register@stadt.example"}


def test_fetching_that_is_set_up_whole_starts():
    more = {"WELTOFFEN_FETCH_INTERNAL": "10.1.2.3:443, [fd00::1]:80", "WELTOFFEN_FETCH_PAUSE": "5"}
    done = start(REQUIRED | FETCH | more)
    assert (done.returncode, done.stderr) == (0, "")


def test_fetching_without_a_contact_stops_the_start():
    done = start(REQUIRED | FETCH | {"WELTOFFEN_CONTACT": " "})
    assert done.returncode != 0
    assert "WELTOFFEN_FETCH ist eingeschaltet, aber" in done.stderr
    assert "WELTOFFEN_CONTACT" in done.stderr


@pytest.mark.parametrize("text", ["a@b", "https://stadt.example/x", "a b@c", "a@b@c", "(a)@b", "x"])
def test_a_contact_that_starts_is_one_that_fetching_takes(text):
    def is_taken(make, *values, **named) -> bool:
        try:
            make(*values, **named)
        except (env.WrongSetting, ValueError):
            return False
        return True

    assert is_taken(env.contact, "X", text) == is_taken(Policy, contact=text)


@pytest.mark.parametrize("name", ["WELTOFFEN_MODEL_ADDRESS", "WELTOFFEN_MODEL_NAME"])
@pytest.mark.parametrize("left", ["", None])
def test_a_language_model_that_is_half_set_up_stops_the_start(name, left):
    half = {key: value for key, value in (MODEL | {name: left}).items() if value is not None}
    done = start(REQUIRED | half)
    assert done.returncode != 0
    assert f"WELTOFFEN_MODEL ist eingeschaltet, aber die Umgebungsvariable {name}" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [("WELTOFFEN_MODEL_ADDRESS", "modell.example/v1"),
     ("WELTOFFEN_MODEL_ADDRESS", "ftp://modell.example"),
     ("WELTOFFEN_MODEL_ADDRESS", "http://"),
     ("WELTOFFEN_MODEL_ADDRESS", "http://u:geheim@modell.example"),
     ("WELTOFFEN_MODEL_ADDRESS", "http://modell.example:99999"),
     ("WELTOFFEN_MODEL_ADDRESS", "http://modell.example/v1?key=geheim"),
     ("WELTOFFEN_MODEL_ADDRESS", "http://[::1/v1"),
     ("WELTOFFEN_MODEL_KEY", "ge heim"), ("WELTOFFEN_MODEL_KEY", "geheim\r\nX: y"),
     ("WELTOFFEN_MODEL_SECONDS", "0"), ("WELTOFFEN_MODEL_SECONDS", "bald"),
     ("WELTOFFEN_MODEL_SECONDS", "nan"),
     ("WELTOFFEN_CONTACT", "das Büro"), ("WELTOFFEN_FETCH_INTERNAL", "intern.example:443"),
     ("WELTOFFEN_FETCH_INTERNAL", "10.1.2.3"), ("WELTOFFEN_FETCH_INTERNAL", "10.1.2.3:70000"),
     ("WELTOFFEN_FETCH_PAUSE", "-1"), ("WELTOFFEN_FETCH_MEGABYTES", "1e3")],
)  # fmt: skip
def test_a_setting_that_cannot_be_right_stops_the_start_and_is_not_shown(name, value):
    done = start(REQUIRED | MODEL | {name: value})
    assert done.returncode != 0
    assert f"Die Umgebungsvariable {name} " in done.stderr
    assert "geheim" not in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("file", SETTINGS, ids=lambda file: file.stem)
def test_settings_name_no_other_host(file):
    addresses = re.findall(r"\b\w+://[^\s\"'{}]+", file.read_text())
    assert [
        address
        for address in addresses
        if not re.match(
            r"sqlite://|http://127\.0\.0\.1:|https://international\.example\.org|"
            r"postgresql://nutzer@rechner",
            address,
        )
    ] == []


def test_secret_of_the_tests_is_not_that_of_an_installation(settings):
    assert settings.SECRET_KEY == "only-for-tests"
    others = [file for file in SETTINGS if file.stem != "testing"]
    assert [file for file in others if "only-for-tests" in file.read_text()] == []
