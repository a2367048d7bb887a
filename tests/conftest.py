"""Which tests run where. What tests may touch is said in ``pyproject.toml`` (no network, …)."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.utils import translation

from weltoffen.relations.selectors import forget_states

BESIDE = Path(__file__).resolve().parent.parent.parent / "shared"
# Deadlines are timings, and timings live in the benchmark.
hypothesis.settings.register_profile("suite", deadline=None, max_examples=100)
hypothesis.settings.load_profile("suite")
EMPTIED = (
    ("audit_auditevent", "audit_events_are_never_emptied"),
    ("audit_auditseal", "audit_seals_are_never_emptied"),
    ("privacy_deletion", "deletions_are_never_emptied"),
    ("privacy_forgotten", "forgotten_are_never_emptied"),
)
DATABASE_FIXTURES = {"db", "transactional_db", "django_db_reset_sequences", "live_server"}


@pytest.fixture(scope="session", autouse=True)
def _static_folder_is_there(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Give static files a folder; a missing one is a warning, and warnings are errors."""
    settings.STATIC_ROOT = tmp_path_factory.mktemp("static")


@pytest.fixture(scope="session", autouse=True)
def _media_folder_is_our_own(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep what tests upload in a folder that goes with them."""
    settings.MEDIA_ROOT = tmp_path_factory.mktemp("media")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """Let tests on PostgreSQL that commit be cleared away after; the log refuses to be emptied.

    What refuses is put back, and held, by tests/audit/test_kept.py.
    """
    with django_db_blocker.unblock():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                for table, trigger in EMPTIED:
                    cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {trigger}")


@pytest.fixture(autouse=True)
def _remember_nothing() -> None:
    """Begin every test without what another remembered of rows that were rolled back."""
    forget_states()
    cache.clear()


@pytest.fixture(autouse=True)
def _speak_german() -> Iterator[None]:
    """Begin every test in German; a page asked for in English leaves English behind."""
    with translation.override("de"):
        yield


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Skip what this machine lacks; on the second database, keep what touches tables."""
    if not BESIDE.is_dir():
        for item in items:
            if item.get_closest_marker("world"):
                item.add_marker(pytest.mark.skip(reason="no ../shared beside the repository"))
    if os.environ.get("WELTOFFEN_ONLY_DATABASE") == "1":
        kept = [item for item in items if touches_tables(item)]
        config.hook.pytest_deselected(items=[item for item in items if item not in set(kept)])
        items[:] = kept


def touches_tables(item: pytest.Item) -> bool:
    """Say whether a test asks for the database, by mark or by fixture."""
    if item.get_closest_marker("django_db"):
        return True
    return not DATABASE_FIXTURES.isdisjoint(getattr(item, "fixturenames", ()))
