"""A person's own settings at the desk."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail.users.models import UserProfile

from weltoffen.accounts.models import User


def test_one_chooses_a_language_and_no_time_zone(desk: Client) -> None:
    page = desk.get(reverse("wagtailadmin_account")).content.decode()
    assert 'name="locale-preferred_language"' in page
    assert "time_zone" not in page
    assert "localtime" not in page


def test_the_page_is_german_where_the_desk_is(desk: Client) -> None:
    answer = desk.get(reverse("wagtailadmin_account"))
    page = answer.content.decode()
    assert "Locale" not in page
    assert ">Sprache" in re.sub(r">\s+", ">", page)
    assert answer.context["breadcrumbs_items"][0]["label"] == "Heute"


_LEFT = ("avatar", "old_password", "new_password1", "new_password2")
"""What a browser leaves empty unless somebody fills it in."""


def _sent(desk: Client) -> dict[str, Any]:
    """Return what a browser sends of the page when nothing was changed."""
    panels = desk.get(reverse("wagtailadmin_account")).context["panels_by_tab"]
    forms = [panel.get_form() for tab in panels.values() for panel in tab]
    fields = [field for form in forms for field in form if field.name not in _LEFT]
    return {field.html_name: field.value() or "" for field in fields}


@pytest.mark.parametrize("left_out", [False, True])
def test_one_changes_the_language_alone(desk: Client, coordinator: User, left_out: bool) -> None:
    User.objects.filter(pk=coordinator.pk).update(first_name="Maria" if left_out else "")
    sent = _sent(desk) | {"locale-preferred_language": "en"}
    if left_out:
        sent = {name: value for name, value in sent.items() if not name.startswith("name_email-")}
    answer = desk.post(reverse("wagtailadmin_account"), sent)
    assert answer.status_code == 302, answer.context["panels_by_tab"]
    assert UserProfile.objects.get(user=coordinator).preferred_language == "en"
    page = desk.get(reverse("wagtailadmin_account")).content.decode()
    assert "Your settings have been saved." in page
    coordinator.refresh_from_db()
    assert coordinator.first_name == ("Maria" if left_out else "")


def test_name_and_address_are_kept_if_given_and_a_wrong_address_is_refused(
    desk: Client, coordinator: User
) -> None:
    address = reverse("wagtailadmin_account")
    named = _sent(desk) | {"name_email-first_name": "Maria"}
    assert desk.post(address, named | {"name_email-email": "maria"}).status_code == 200
    assert desk.post(address, named | {"name_email-email": "m@example.org"}).status_code == 302
    coordinator.refresh_from_db()
    assert (coordinator.first_name, coordinator.email) == ("Maria", "m@example.org")


@pytest.mark.django_db
def test_the_page_of_ones_own_account_asks_who_one_is() -> None:
    answer = Client().get(reverse("wagtailadmin_account"))
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("wagtailadmin_login"))


def test_no_picture_of_oneself_is_asked_for_or_taken(desk: Client) -> None:
    address = reverse("wagtailadmin_account")
    assert 'type="file"' not in desk.get(address).content.decode()
    picture = SimpleUploadedFile("ich.svg", b"<svg onload='alert(1)'/>")
    desk.post(address, _sent(desk) | {"avatar-avatar": picture})
    assert not UserProfile.objects.exclude(avatar="").exists()
