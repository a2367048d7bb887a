"""``weltoffen audit``: sentences for people, exit codes for machines."""

from __future__ import annotations

import datetime as dt
import json
from io import StringIO
from pathlib import Path

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.utils import timezone

from tests.audit.test_kept import hold_nothing, run, some
from weltoffen.audit.actions import note
from weltoffen.audit.models import AuditEvent
from weltoffen.audit.selectors import entries, tip, verified
from weltoffen.ground.problems import Refused

pytestmark = pytest.mark.django_db


def said(*words: str) -> str:
    out = StringIO()
    call_command("audit", *words, stdout=out)
    return out.getvalue()


def test_a_whole_log_is_told_with_its_newest_anchor():
    some(3)
    told = said("verify")
    assert "unversehrt (Ereignisse: 3)" in told
    assert f"Anker, außerhalb aufzubewahren: {tip()}" in told
    anchor = str(tip())
    some(1)
    assert "alles, was es hatte" in said("verify", "--anchor", anchor)


def test_a_log_that_was_shortened_fails_with_the_anchor_of_before():
    some(3)
    anchor = str(tip())
    hold_nothing("audit_auditevent")
    run("DELETE FROM audit_auditevent WHERE number = 3")
    assert "unversehrt (Ereignisse: 2)" in said("verify")
    out = StringIO()
    with pytest.raises(CommandError, match="nicht unversehrt") as failure:
        call_command("audit", "verify", "--anchor", anchor, stdout=out)
    assert failure.value.returncode == 1
    assert "reichte schon einmal bis zum Ereignis 3" in out.getvalue()
    assert "außerhalb aufzubewahren" not in out.getvalue()


def test_what_is_no_anchor_is_refused():
    with pytest.raises(Refused, match="ist kein Anker"):
        said("verify", "--anchor", "7:abc")


def test_the_log_is_shown_newest_first_from_a_day_on_and_by_area():
    with time_machine.travel(dt.datetime(2026, 3, 30, 12, tzinfo=dt.UTC), tick=False):
        note("accounts.session.open", by=None, about="a.b:alt")
    with time_machine.travel(dt.datetime(2026, 3, 31, 12, tzinfo=dt.UTC), tick=False):
        note("accounts.session.open", by=None, about="a.b:neu", data={"n": 1})
    told = said("show", "--since", "2026-03-31", "--event", "accounts.").splitlines()
    assert told == ['2  2026-03-31 14:00:00  accounts.session.open  –  a.b:neu  {"n":1}']
    assert [line.split()[0] for line in said("show").splitlines()][-2:] == ["2", "1"]
    assert AuditEvent.objects.filter(event="audit.log.view").count() == 2
    with pytest.raises(Refused, match="ist kein Tag"):
        said("show", "--since", "gestern")


def test_the_log_is_given_out_in_lines_that_anybody_can_verify(tmp_path: Path):
    some(2)
    file = tmp_path / "log.jsonl"
    assert "3 Ereignisse" in said("export", str(file))
    lines = [json.loads(line) for line in file.read_text().splitlines()]
    assert [line["number"] for line in lines] == [1, 2, 3]
    assert [line["hash"] for line in lines] == [entry.hash for entry in entries()]
    assert file.stat().st_mode & 0o077 == 0
    with pytest.raises(Refused, match="gibt es schon"):
        said("export", str(file))
    with pytest.raises(Refused, match="lässt sich nicht schreiben"):
        said("export", str(tmp_path / "kein-ordner" / "log.jsonl"))


def test_what_is_older_than_the_setting_is_removed(settings):
    settings.WELTOFFEN_AUDIT_YEARS = 1
    now = timezone.now()
    for days in (800, 400, 300):
        with time_machine.travel(now - dt.timedelta(days=days), tick=False):
            some(1)
    assert "die Ereignisse 1 bis 2" in said("seal")
    assert "Nichts ist so alt" in said("seal")
    assert "entfernt: 2." in said("verify")
    assert verified().is_whole
