"""A batch that was accepted together is taken back as one, from the bench too."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.desk.reviewing.conftest import named
from weltoffen.intake.models import Statement


@pytest.fixture
def accepted(desk: Client, page) -> list[str]:
    """Accept two proposals together, as the bench offers it."""
    both = [named("Lyon"), named("Gdynia")]
    desk.post(reverse("desk:bench-certain", args=[page.pk]), {"take": [e.pk for e in both]})
    assert {named("Lyon").status, named("Gdynia").status} == {"accepted"}
    return ["Lyon", "Gdynia"]


def bench(desk: Client, page) -> str:
    return desk.get(reverse("desk:bench", args=[page.pk])).content.decode()


def test_the_bench_and_the_list_offer_to_take_the_batch_back(desk, page, accepted):
    for shown in (bench(desk, page), desk.get(reverse("desk:proposals")).content.decode()):
        assert "2 Vorschläge sind zusammen angenommen." in shown
        assert "data-desk-last" in shown


def test_taking_back_says_what_and_leads_to_the_page(desk, page, accepted):
    batch = desk.get(reverse("desk:bench", args=[page.pk])).context["batch"]
    answer = desk.post(batch.url, follow=True)
    assert answer.redirect_chain[-1][0] == reverse("desk:bench", args=[page.pk])
    shown = answer.content.decode()
    assert "2 Vorschläge warten wieder. Es sind: Lyon, Gdynia." in shown
    assert "zusammen angenommen" not in shown
    assert {named("Lyon").status, named("Gdynia").status} == {"waiting"}


def test_after_another_decision_the_key_means_that_one(desk, page, accepted):
    other = Statement.objects.filter(snapshot=page, status="waiting").first()
    assert other is not None
    desk.post(reverse("desk:bench", args=[page.pk]), {"do": "reject", "statement": other.pk})
    assert "zusammen angenommen" not in bench(desk, page)


def test_nobody_else_is_offered_it(page, accepted, onlooker: Client):
    assert "zusammen angenommen" not in onlooker.get(reverse("desk:proposals")).content.decode()


# --- rejecting what is left -------------------------------------------------------------------


@pytest.fixture
def rest(page) -> str:
    """The address where all open proposals of the page are rejected."""
    return reverse("desk:bench-rest", args=[page.pk])


def still_open(page) -> int:
    return Statement.objects.filter(snapshot=page, status__in=["waiting", "later"]).count()


def test_all_that_is_open_is_rejected_for_one_reason_and_taken_back_as_one(desk, page, rest):
    asked = desk.get(rest)
    count = still_open(page)
    assert count > 1
    assert f"{count} Vorschläge ablehnen" in asked.content.decode()
    assert rest in bench(desk, page)
    sent = {"seen": asked.context["seen"], "reason": "andere Stadt"}
    shown = desk.post(rest, sent, follow=True).content.decode()
    assert f"{count} Vorschläge sind zusammen abgelehnt." in shown
    assert not still_open(page)
    assert {named("Lyon").status, named("Lyon").reason} == {"rejected", "andere Stadt"}
    batch = desk.get(reverse("desk:bench", args=[page.pk])).context["batch"]
    assert "Zusammen abgelehnt" in desk.get(batch.url).content.decode()
    assert (
        f"{count} Vorschläge warten wieder." in desk.post(batch.url, follow=True).content.decode()
    )
    assert still_open(page) == count
    assert named("Lyon").reason == ""


def test_what_somebody_decided_meanwhile_is_told_and_the_reason_is_kept(desk, page, rest):
    seen = desk.get(rest).context["seen"]
    desk.post(
        reverse("desk:bench", args=[page.pk]), {"do": "accept", "statement": named("Lyon").pk}
    )
    count = still_open(page)
    answer = desk.post(rest, {"seen": seen, "reason": "andere Stadt"})
    shown = answer.content.decode()
    assert "Abgelehnt ist noch nichts" in shown
    assert 'value="andere Stadt"' in shown
    assert still_open(page) == count


def test_where_nothing_is_open_there_is_nothing_to_reject(desk, page, rest):
    desk.post(rest, {"seen": desk.get(rest).context["seen"]})
    shown = desk.get(rest).content.decode()
    assert "nichts mehr offen" in shown
    assert rest not in bench(desk, page)
    assert desk.post(rest, {"seen": ""}).status_code == 200
