"""Imports and foreign keys go down the floors only."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models
from django.test.utils import isolate_apps

from tests.architecture.reading import ROOT, floors, rooms

Edge = tuple[str, str, str]
"""From which room, to which, and the field that leads there."""


def test_imports_keep_the_contracts():
    linter = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run([linter], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_room_has_a_floor():
    assert set(floors()) == set(rooms())


def edges_of(model: type[models.Model]) -> Iterator[Edge]:
    """Yield where a model's own fields lead, within the house."""
    here = model._meta.app_label
    for field in [*model._meta.local_fields, *model._meta.local_many_to_many]:
        target = field.remote_field.model if field.remote_field else None
        if target is None:
            continue
        # A string where the other model was not loaded; the import linter cannot see those.
        there = target.split(".")[0] if isinstance(target, str) else target._meta.app_label
        if there in floors():
            yield here, there, f"{model.__name__}.{field.name}"


def going_up(edges: Iterator[Edge]) -> list[Edge]:
    """Return the edges that lead to a higher floor, or to another room on the same one."""
    level = floors()
    return [
        edge
        for edge in edges
        if edge[0] != edge[1] and level[edge[1]] >= level[edge[0]] and edge not in OF_WAGTAIL
    ]


OF_WAGTAIL = {
    ("documents", "accounts", "Document.uploaded_by_user"),
    ("documents", "accounts", "Picture.uploaded_by_user"),
}
"""Fields that Wagtail's document and image models bring along; nothing of ours reads them."""


def test_foreign_keys_go_down_only():
    ours = [
        model
        for model in apps.get_models(include_auto_created=True)
        if model.__module__.startswith("weltoffen.")
    ]
    edges = [edge for model in ours for edge in edges_of(model)]
    assert ("relations", "places", "Relation.home") in edges, "the walk sees nothing"
    assert going_up(iter(edges)) == []


@pytest.mark.parametrize(
    ("room", "target"),
    [("places", "relations.Relation"), ("places", "sources.Source"), ("sources", "accounts.User")],
)
@isolate_apps("weltoffen.places", "weltoffen.sources")
def test_a_key_that_leads_up_or_next_door_is_found(room, target):
    meta = type("Meta", (), {"app_label": room})
    fields = {
        "__module__": "weltoffen.seeded",
        "Meta": meta,
        "wrong": models.ForeignKey(target, models.PROTECT, related_name="+"),
        "many": models.ManyToManyField(target, related_name="+"),
    }
    seeded = type("Seeded", (models.Model,), fields)
    found = {edge[2] for edge in going_up(edges_of(seeded))}
    assert found == {"Seeded.wrong", "Seeded.many"}
