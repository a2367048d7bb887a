"""Accounts of people who leave: what they entered keeps saying so."""

from __future__ import annotations

from django.test import Client
from django.urls import reverse

from tests.factories import ActFactory, MunicipalityFactory, UserFactory
from weltoffen.accounts.models import User
from weltoffen.records.actions import publish
from weltoffen.records.enums import Visibility


def test_an_account_that_entered_acts_is_not_deleted_but_one_is_told_what_to_do(
    admin_client: Client,
) -> None:
    person = UserFactory(username="frueher-im-buero")
    ActFactory(by=person)
    address = reverse("wagtailusers_users:delete", args=[person.pk])
    for answer in (admin_client.get(address, follow=True), admin_client.post(address, follow=True)):
        assert "Schalten Sie es stattdessen ab" in answer.content.decode()
        assert answer.request["PATH_INFO"].endswith(f"/{person.pk}/")
    in_bulk = reverse("wagtail_bulk_action", args=["accounts", "user", "delete"])
    answer = admin_client.post(f"{in_bulk}?id={person.pk}&next=/desk/", follow=True)
    assert "Schalten Sie es stattdessen ab" in answer.content.decode()
    assert User.objects.filter(pk=person.pk).exists()


def test_one_that_only_published_stays_in_the_history_too(admin_client: Client) -> None:
    person = UserFactory(username="nur-veroeffentlicht")
    publish(record=MunicipalityFactory(visibility=Visibility.INTERNAL), by=person)
    admin_client.post(reverse("wagtailusers_users:delete", args=[person.pk]))
    assert User.objects.filter(pk=person.pk).exists()


def test_an_account_that_entered_nothing_may_be_deleted(admin_client: Client) -> None:
    person = UserFactory(username="nie-angemeldet")
    admin_client.post(reverse("wagtailusers_users:delete", args=[person.pk]))
    assert not User.objects.filter(pk=person.pk).exists()
