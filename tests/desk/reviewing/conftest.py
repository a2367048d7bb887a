"""A page that was read for the city whose register this is."""

from __future__ import annotations

import pytest
from django.conf import LazySettings

from tests.intake.road.texts import at_home, read
from weltoffen.intake.models import Statement
from weltoffen.places.models import Municipality
from weltoffen.sources.models import Snapshot

TEXT = """Unsere Partner

Bielefeld hat drei Partnerstädte:

- Lyon, Frankreich, seit 1970
- Gdynia, Polen, seit 1973

Mit Halle besteht seit 1990 eine Städtefreundschaft.
"""


@pytest.fixture
def home(db: None, settings: LazySettings) -> Municipality:
    """Return the city whose register this is."""
    settings.WELTOFFEN_HOME = "bielefeld"
    return at_home()


@pytest.fixture
def page(home: Municipality) -> Snapshot:
    """Return a page that was read; nobody has decided about it."""
    snapshot = read(home, TEXT).snapshot
    assert snapshot is not None
    return snapshot


def named(name: str) -> Statement:
    """Return what is stated of somebody, as it is now."""
    return Statement.objects.exclude(status="superseded").get(proposed__name=name)
