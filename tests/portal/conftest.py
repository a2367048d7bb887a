"""The packaged register behind the pages, as in ``tests/demo``; nothing kept between tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.cache import cache

from tests.demo.conftest import loaded, register

__all__ = ["loaded", "register"]


@pytest.fixture(autouse=True)
def _nothing_kept() -> Iterator[None]:
    """Each test may have another home city, whose name the pages keep for minutes."""
    cache.clear()
    yield
    cache.clear()
