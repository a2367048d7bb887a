"""Days and times are written as people here write them."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.utils import translation
from django.utils.formats import date_format


@pytest.mark.parametrize(
    ("language", "written"), [("de", "22. November 2026 08:04"), ("en", "22 November 2026, 08:04")]
)
def test_a_moment_in_words(language: str, written: str) -> None:
    with translation.override(language):
        assert date_format(datetime(2026, 11, 22, 8, 4), "DATETIME_FORMAT") == written
