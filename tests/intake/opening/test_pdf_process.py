"""A PDF file is read in a process of its own, and none can hang, fill or bring down the server."""

from __future__ import annotations

import json
import subprocess
import sys
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.intake.opening.samples import packed_pdf, pdf
from tests.intake.opening.test_anything import damaged
from weltoffen.ground.problems import Refused
from weltoffen.intake.opening import open_bytes, pdf_reading
from weltoffen.intake.opening import pdf as opening_pdf

SLOW = packed_pdf(b"BT /F1 12 Tf " + b"(ab) Tj 1 0 0 1 9 9 Tm " * 500_000 + b"ET")
LIMITS = {"pages": 9, "characters": 9999, "unpacked": 99_999}


def refusal(body: bytes) -> str:
    with pytest.raises(Refused) as caught:
        open_bytes(body, name="b.pdf")
    return caught.value.problems[0].says()


def test_a_file_that_takes_too_long_is_left_and_its_process_ended(monkeypatch):
    monkeypatch.setattr(opening_pdf, "LONGEST", 1.0)
    began = time.monotonic()
    assert "länger als 1 Sekunden" in refusal(SLOW)
    assert time.monotonic() - began < 5


def test_a_file_that_takes_too_much_memory_is_left(monkeypatch):
    monkeypatch.setattr(opening_pdf, "MOST_MEMORY", 120 * 1024 * 1024)
    assert "mehr als 120 MB Speicher" in refusal(SLOW)


def test_a_file_that_takes_all_processor_time_ends_without_us(monkeypatch):
    limits = {**LIMITS, "unpacked": 99_999_999, "memory": 2**30, "seconds": 1}
    command = [sys.executable, "-I", opening_pdf._PROGRAM, json.dumps(limits)]
    done = subprocess.run(command, input=SLOW, capture_output=True, timeout=30, check=False)
    assert done.returncode < 0
    assert done.stdout == pdf_reading.READY


def test_a_stream_that_unpacks_to_too_much_is_told_with_the_limit():
    bomb = packed_pdf(b"BT (" + b"K" * (opening_pdf._MOST_UNPACKED + 1) + b") Tj ET")
    assert len(bomb) < 50_000
    assert "größer als 15 MB" in refusal(bomb)


def test_a_page_beyond_the_limit_does_not_keep_the_others(monkeypatch):
    monkeypatch.setattr(opening_pdf, "_MOST_UNPACKED", 1024 * 1024)
    said = {"is": "read", "texts": ["eins", None, None], "large": [2], "title": "", "language": ""}
    monkeypatch.setattr(opening_pdf, "_said", lambda _received: said)
    opened = open_bytes(pdf("x"))
    assert opened.text == "eins"
    large, unread = (note.says() for note in opened.notes)
    assert "Seite 2 wurde nicht gelesen: Ihr Inhalt ist ausgepackt größer als 1 MB" in large
    assert "Seite 3 konnte nicht gelesen werden" in unread


def test_too_many_pages_and_too_much_text_are_told_with_the_limit(monkeypatch):
    body = pdf("a", "b", "c")
    monkeypatch.setattr(opening_pdf, "MOST_PAGES", 2)
    assert "3 Seiten; wir lesen bis zu 2" in refusal(body)
    monkeypatch.setattr(opening_pdf, "MOST_PAGES", 3)
    monkeypatch.setattr(opening_pdf, "MOST_CHARACTERS", 2)
    assert "mehr als 2 Zeichen" in refusal(body)


def test_the_process_sees_nothing_of_our_surroundings(monkeypatch, tmp_path):
    program = tmp_path / "look.py"
    program.write_text(
        "import json, os, sys; sys.stdin.buffer.read(); print('ready');"
        "print(json.dumps({'is': 'read', 'texts': [' '.join(os.environ)], 'large': [],"
        "'title': '', 'language': ''}))"
    )
    monkeypatch.setattr(opening_pdf, "_PROGRAM", str(program))
    monkeypatch.setenv("WELTOFFEN_SECRET_KEY", "geheim")
    seen = set(open_bytes(pdf("x")).text.split()) - {"LC_CTYPE", "LD_LIBRARY_PATH"}
    assert seen == set()


def test_a_process_that_breaks_off_is_told(monkeypatch, tmp_path):
    program = tmp_path / "fall.py"
    program.write_text(
        "import os, sys; sys.stdin.buffer.read(); print('ready', flush=True); os.abort()"
    )
    monkeypatch.setattr(opening_pdf, "_PROGRAM", str(program))
    assert "brach das Leseprogramm ab" in refusal(pdf("x"))


def test_a_process_that_does_not_start_is_a_fault_of_ours_and_no_file_of_others(monkeypatch):
    monkeypatch.setattr(opening_pdf, "_PROGRAM", "/gibt/es/nicht.py")
    with pytest.raises(RuntimeError, match="does not start"):
        open_bytes(pdf("x"))


@given(data=st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_damage_is_read_or_told(data):
    said = pdf_reading.read(data.draw(damaged(pdf("Kiel", "1977"))), LIMITS)
    assert said["is"] in ("read", "damaged", "locked", "too-many-pages", "too-large")
    json.dumps(said)


@given(st.binary(max_size=1000))
def test_any_bytes_after_a_signature(rest):
    assert pdf_reading.read(b"%PDF-1.7\n" + rest, LIMITS)["is"] in ("read", "damaged", "too-large")
