"""What a backup says of itself, and whether it fits; no database is needed for that."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from weltoffen.ground.problems import Refused
from weltoffen.operating.backups.manifest import (
    FORMAT,
    Manifest,
    MediaEntry,
    TableEntry,
    misfits,
    read_manifest,
)
from weltoffen.operating.backups.placing import check_paths

COLUMNS = (("id", "integer"), ("name", "text"))
STEPS = {"places": ("0001_initial", "0002_more")}
MADE = Manifest(
    version="0.1.0",
    made_at="2026-11-23T00:00:00+00:00",
    database="sqlite",
    migrations=STEPS,
    tables=(TableEntry("places_country", COLUMNS, 3, 30, "aa", 7),),
    media=(MediaEntry("images/a.png", 1, 5, "bb"),),
)


def test_what_it_says_is_read_as_it_was_written():
    assert read_manifest(MADE.as_json()) == MADE
    assert json.loads(MADE.as_json())["totals"] == {"rows": 3, "files": 1, "bytes": 5}


@pytest.mark.parametrize(
    "change",
    [{"product": "anderes"}, {"tables": None}, {"tables": [{}]}, {"totals": {}}, {"media": [1]}],
)
def test_what_is_no_manifest_is_refused(change):
    told = json.dumps(json.loads(MADE.as_json()) | change).encode()
    with pytest.raises(Refused, match="keine Sicherung von weltoffen"):
        read_manifest(told)


@pytest.mark.parametrize("data", [b"", b"[]", b"\xff", b"1"])
def test_what_is_no_json_is_refused(data):
    with pytest.raises(Refused, match="unlesbar"):
        read_manifest(data)


def test_a_later_format_says_which_version_reads_it():
    later = replace(MADE, format=FORMAT + 1, version="9.0")
    with pytest.raises(Refused, match=r"Format 2.*weltoffen 9\.0"):
        read_manifest(later.as_json())


def said(**here) -> list[str]:
    fitting = {"migrations": STEPS, "tables": {"places_country": COLUMNS}}
    return [problem.says() for problem in misfits(MADE, **(fitting | here))]


def test_the_same_step_fits():
    assert said() == []


def test_columns_may_stand_in_another_order():
    assert said(tables={"places_country": COLUMNS[::-1]}) == []


def test_an_older_backup_says_what_it_lacks_and_what_to_do():
    (sentence,) = said(migrations=STEPS | {"audit": ("0001_initial",)})
    assert "älter als diese Datenbank: Ihr fehlt audit.0001_initial" in sentence
    assert "weltoffen 0.1.0" in sentence


def test_a_newer_backup_says_what_is_lacking_here():
    (sentence,) = said(migrations={"places": ("0001_initial",)})
    assert "neuer als diese Datenbank: Hier fehlt places.0002_more" in sentence


@pytest.mark.parametrize(
    "tables",
    [{}, {"places_country": COLUMNS[:1]}, {"places_country": COLUMNS, "more": COLUMNS},
     {"places_country": (("id", "text"), ("name", "text"))}],
)  # fmt: skip
def test_other_columns_are_told(tables):
    assert any("andere Spalten" in sentence for sentence in said(tables=tables))


@pytest.mark.parametrize("path", ["images/a.png", "a", "ä/ö/ü.pdf", "a\udcff.png", "..a/b"])
def test_a_path_inside_is_taken(path):
    check_paths([MediaEntry(path, 1, 0, "")])


@pytest.mark.parametrize("path", ["", "/etc/passwd", "../a", "a/../../b", "a\0b", ".restore-x/a"])
def test_a_path_that_leads_elsewhere_is_refused(path):
    with pytest.raises(Refused, match="anderswohin"):
        check_paths([MediaEntry(path, 1, 0, "")])


def test_a_path_that_is_there_twice_is_refused():
    with pytest.raises(Refused, match="anderswohin"):
        check_paths([MediaEntry("a/b", 1, 0, ""), MediaEntry("a//b", 2, 0, "")])
