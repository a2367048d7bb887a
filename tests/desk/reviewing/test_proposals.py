"""What waits, and taking all that is certain at once."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from tests.desk.reviewing.conftest import named
from tests.factories import somebody
from tests.intake.road.texts import read, statements
from weltoffen.intake.actions import accept, reject
from weltoffen.intake.models import Statement
from weltoffen.relations.models import Act, Relation

LIST = "desk:proposals"


def test_the_first_page_says_how_many_wait_and_leads_there(desk, page):
    count = Statement.objects.count()
    html = desk.get(reverse("wagtailadmin_home")).content.decode()
    assert f"<strong>{count}</strong> Vorschläge warten" in html
    assert f'href="{reverse(LIST)}"' in html


def test_the_list_counts_by_how_it_stands_to_the_register(desk, page):
    html = desk.get(reverse(LIST)).content.decode()
    row = html.split('class="desk-waiting"')[1]
    assert reverse("desk:bench", args=[page.pk]) in row
    assert "<strong>2</strong> neu" in row
    assert "<strong>1</strong> unklar" in row


@pytest.mark.parametrize(
    ("query", "is_there"),
    [
        ({"verdict": "unclear"}, True),
        ({"verdict": "not-ours"}, False),
        ({"verdict": "gibt-es-nicht"}, True),
        ({"q": "partner"}, True),
        ({"q": "etwas anderes"}, False),
        ({"q": "\x00", "p": "77", "order": "newest"}, True),
    ],
)
def test_the_list_is_filtered_by_verdict_and_source(desk, page, query, is_there):
    html = desk.get(reverse(LIST), query).content.decode()
    assert (reverse("desk:bench", args=[page.pk]) in html) is is_there


def test_oldest_and_newest_first(desk, home, page):
    later = read(home, "Bielefeld ist seit 1981 Partnerstadt von Zadar in Kroatien.", "b.txt")
    order = [reverse("desk:bench", args=[each.pk]) for each in (page, later.snapshot)]
    oldest = desk.get(reverse(LIST)).content.decode()
    newest = desk.get(reverse(LIST), {"order": "newest"}).content.decode()
    assert oldest.index(order[0]) < oldest.index(order[1])
    assert newest.index(order[0]) > newest.index(order[1])


def test_an_empty_list_says_what_to_do_first(desk, home):
    html = desk.get(reverse(LIST)).content.decode()
    assert "Etwas einlesen" in html
    assert reverse("desk:reading") in html


def test_queries_of_the_list_do_not_grow_with_its_pages(
    desk, home, page, django_assert_max_num_queries
):
    desk.get(reverse(LIST))
    with django_assert_max_num_queries(30) as few:
        desk.get(reverse(LIST))
    for number in range(3):
        read(home, f"Bielefeld ist seit 198{number} Partnerstadt von Zadar.", f"{number}.txt")
    with django_assert_max_num_queries(len(few)):
        desk.get(reverse(LIST))


def certain(page=None):
    if page is None:
        return reverse("desk:proposals-certain")
    return reverse("desk:bench-certain", args=[page.pk])


def ticked(html):
    return {int(each) for each in re.findall(r'name="take" value="(\d+)" checked', html)}


def test_the_preview_names_what_is_certain_and_nothing_else(desk, page):
    html = desk.get(certain(page)).content.decode()
    assert ticked(html) == {named("Lyon").pk, named("Gdynia").pk}
    assert "legt die Beziehung „Bielefeld – Lyon“ an" in html
    assert not Relation.objects.exists()


def test_only_what_stays_ticked_is_accepted_and_one_button_takes_it_back(desk, page):
    answer = desk.post(certain(page), {"take": [named("Lyon").pk]}, follow=True)
    assert (named("Lyon").status, named("Gdynia").status) == ("accepted", "waiting")
    html = answer.content.decode()
    assert "1 Vorschlag ist angenommen" in html
    assert "Alle zurücknehmen" in html
    url = answer.redirect_chain[-1][0]
    assert "1 Vorschlag wartet wieder" in desk.post(url, follow=True).content.decode()
    assert named("Lyon").status == "waiting"
    assert Act.objects.filter(kind="retraction").count() == 1
    assert "gilt nichts mehr" in desk.get(url).content.decode()


def test_for_all_pages_at_once(desk, home, page):
    read(home, "Partnerstädte von Bielefeld\n\n- Zadar, Kroatien, seit 1981\n", "b.txt")
    wanted = ticked(desk.get(certain()).content.decode())
    assert wanted == {named(name).pk for name in ("Lyon", "Gdynia", "Zadar")}
    answer = desk.post(certain(), {"take": sorted(wanted)}, follow=True)
    assert Relation.objects.count() == 3
    desk.post(answer.redirect_chain[-1][0])
    assert set(Statement.objects.values_list("status", flat=True)) == {"waiting"}


def test_undoing_a_batch_leaves_what_was_decided_one_by_one(desk, page, coordinator):
    accept(statement=named("Gdynia"), by=coordinator)
    answer = desk.post(certain(page), {"take": [named("Lyon").pk]}, follow=True)
    desk.post(answer.redirect_chain[-1][0])
    assert (named("Lyon").status, named("Gdynia").status) == ("waiting", "accepted")


def test_what_somebody_decided_after_the_preview_is_told(desk, page):
    reject(statement=named("Gdynia"), by=somebody())
    both = [named("Lyon").pk, named("Gdynia").pk]
    html = desk.post(certain(page), {"take": both}, follow=True).content.decode()
    assert "1 angekreuzter Vorschlag wartet noch" in html
    again = desk.post(certain(page), {"take": both}, follow=True).content.decode()
    assert "Nichts wurde angenommen" in again


@pytest.mark.parametrize("query", ["", "?from=x&to=y", "?from=2026-01-01&to=2026-13-01T00:00"])
def test_a_batch_of_no_moment_is_empty(desk, page, query):
    answer = desk.get(reverse("desk:proposals-taken") + query)
    assert answer.status_code == 200
    assert "Alle zurücknehmen" not in answer.content.decode()


def test_only_where_something_was_proposed_all_is_said_to_be_decided(desk, home):
    assert "Es wurde noch nichts vorgeschlagen." in desk.get(reverse(LIST)).content.decode()
    assert "Alles entschieden" not in desk.get(reverse(LIST)).content.decode()
    read(home, "Bielefeld hat eine Städtepartnerschaft mit Lyon (Frankreich) seit 1970.")
    for each in statements():
        reject(statement=each, by=somebody())
    assert "Alles entschieden." in desk.get(reverse(LIST)).content.decode()
