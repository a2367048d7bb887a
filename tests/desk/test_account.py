"""A person's own settings at the desk."""

from __future__ import annotations

from django.test import Client
from django.urls import reverse


def test_one_chooses_a_language_and_no_time_zone(desk: Client) -> None:
    page = desk.get(reverse("wagtailadmin_account")).content.decode()
    assert 'name="locale-preferred_language"' in page
    assert "time_zone" not in page
    assert "localtime" not in page
