"""What is neither a record nor part of one is reference data, always public (ADR 0009)."""

from __future__ import annotations

import datetime as dt

import pytest
from django.apps import apps
from django.db import models

from tests.factories import (
    ActFactory,
    MunicipalityFactory,
    PassageFactory,
    RelationFactory,
    SourceFactory,
    ThemeFactory,
    somebody,
)
from weltoffen.organisations.models import ContactDetail, Merge
from weltoffen.places.models import Country
from weltoffen.publication.selectors import published_theme
from weltoffen.records.enums import Visibility
from weltoffen.records.models import Record
from weltoffen.relations.actions import tag_relation
from weltoffen.relations.models import Theme

ROOMS = {"places", "sources", "organisations", "relations"}
ALWAYS_PUBLIC = {Country, Theme}
OF_EITHER = {ContactDetail}
"""Rows of exactly one of two records, which a constraint holds; never public."""
TOLD_BY_NAME = {Merge}
"""Rows that name their records by identifier, which lasts longer than a key; never public."""


def belongs_to_a_record(model: type[models.Model]) -> bool:
    """Say whether a row cannot be without the record (or the part of one) that it hangs on."""
    owners = [
        field.remote_field.model
        for field in model._meta.local_concrete_fields
        if field.remote_field and not field.null
    ]
    return any(issubclass(owner, Record) or belongs_to_a_record(owner) for owner in owners)


def test_only_countries_and_themes_are_always_public():
    tables = [model for model in apps.get_models() if model._meta.app_label in ROOMS]
    others = {
        model
        for model in tables
        if not issubclass(model, Record) and not belongs_to_a_record(model)
    }
    assert others == ALWAYS_PUBLIC | OF_EITHER | TOLD_BY_NAME
    assert not any(model.PUBLIC_FIELDS for model in OF_EITHER | TOLD_BY_NAME)
    for model in ALWAYS_PUBLIC:
        assert not {"visibility", "owner"} & {field.name for field in model._meta.fields}


@pytest.mark.django_db
@pytest.mark.parametrize("visibility", Visibility)
def test_theme_is_public_and_shows_public_relations_only(visibility):
    home = MunicipalityFactory(identifier="heim")
    relation = RelationFactory(home=home, visibility=visibility)
    ActFactory(relation=relation)
    theme = ThemeFactory()
    tag_relation(relation=relation, theme=theme, passage=PassageFactory(), by=somebody())
    sheet = published_theme(theme.identifier, "heim", dt.date(2026, 1, 1), "de")
    assert sheet is not None
    shown = [row.identifier for row, _passages in sheet.tagged]
    assert shown == ([relation.identifier] if visibility == Visibility.PUBLIC else [])


@pytest.mark.django_db
def test_theme_said_of_by_a_source_that_is_not_public_does_not_quote_it():
    source = SourceFactory(visibility=Visibility.INTERNAL)
    passage = PassageFactory(snapshot__source=source)
    theme = ThemeFactory(said_of="twin", passage=passage)
    sheet = published_theme(theme.identifier, "heim", dt.date(2026, 1, 1), "de")
    assert sheet is not None
    assert sheet.theme.passage is None
