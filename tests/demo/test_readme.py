"""The answers that the README shows are those that the commands give."""

from __future__ import annotations

import re
import shlex
from io import StringIO

import pytest
from django.core.management import call_command

from tests.architecture.reading import ROOT

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]
SHOWN = re.findall(
    r"^    \./weltoffen ((?:count|state) .+?)(?:\s+# (.+))?$",
    (ROOT / "README.md").read_text(encoding="utf-8"),
    re.MULTILINE,
)


def test_the_readme_shows_some():
    assert len(SHOWN) >= 3
    assert any(answer for _command, answer in SHOWN)


@pytest.mark.parametrize(("command", "answer"), SHOWN)
def test_it_answers_what_is_shown(command, answer):
    out = StringIO()
    call_command(*shlex.split(command), stdout=out)
    first = out.getvalue().splitlines()[0]
    assert re.search(rf"\b{re.escape(answer)}\b", first), out.getvalue()
