"""``weltoffen load-demo``: it says what it does, and a broken file leaves nothing behind."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command, get_commands

from weltoffen.accounts.models import User
from weltoffen.demo.management.commands.load_demo import PAGES_COMMAND
from weltoffen.places.models import Country
from weltoffen.relations.models import Relation
from weltoffen.sources.models import Source

pytestmark = pytest.mark.django_db
TWINS = "relations-twin-cities.yaml"
NEWER_TWINS = "relations-twin-cities-since-2024.yaml"


def run(*arguments: object) -> str:
    out = StringIO()
    call_command("load_demo", *map(str, arguments), stdout=out)
    return out.getvalue()


def nothing_is_there() -> bool:
    models = (Country, Source, Relation, User)
    return not any(model._default_manager.exists() for model in models)


def test_it_tells_each_step_with_counts(register):
    told = run()
    assert f"[1/9] Länder: {len(register.countries)} neu, 0 schon da" in told
    assert f"[7/9] Beziehungen: {len(register.relations)} neu, 0 schon da" in told
    assert Relation.objects.count() == len(register.relations)
    assert f"[7/9] Beziehungen: 0 neu, {len(register.relations)} schon da" in run()


def test_it_lets_the_portal_prepare_its_pages():
    assert PAGES_COMMAND in get_commands()


def test_broken_file_is_refused_before_anything_is_written(folder, change):
    line = change(TWINS, "on: 1977-07-04", "on: 1977-06-31")
    with pytest.raises(CommandError) as caught:
        run(folder)
    assert f"{TWINS}, Zeile {line}: on: Den Tag „1977-06-31“ gibt es nicht" in str(caught.value)
    assert nothing_is_there()


def test_entry_that_only_an_action_refuses_takes_the_whole_load_back(folder, change):
    title = "Die Stadt nennt Schytomyr als Partnerstadt seit 2025"
    line = change(NEWER_TWINS, title, title + " und das ist ein sehr langer Satz" * 10)
    with pytest.raises(CommandError) as caught:
        run(folder)
    # The entry begins five lines above the text of its title.
    assert f"{NEWER_TWINS}, Zeile {line - 5}: title" in str(caught.value)
    assert nothing_is_there()


def test_folder_that_is_not_there_is_told_in_german(tmp_path):
    with pytest.raises(CommandError, match="Diesen Ordner gibt es nicht"):
        run(tmp_path / "fort")
