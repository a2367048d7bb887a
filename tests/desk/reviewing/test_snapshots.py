"""The text of what was received: a citation opens at its words; two versions side by side."""

from __future__ import annotations

import re

from django.urls import reverse
from django.utils.timezone import localtime

from tests.desk.reviewing.conftest import TEXT, named
from tests.factories import PassageFactory, somebody
from tests.intake.road.texts import read
from weltoffen.desk.kinds import ACTS, RELATIONS, SOURCES
from weltoffen.intake.actions import accept
from weltoffen.intake.models import Statement
from weltoffen.relations.models import Act


def marked(html):
    return re.findall(r'<mark id="passage"[^>]*>(.*?)</mark>', html, re.DOTALL)


def link_to_text(html):
    found = re.search(r'href="(/desk/sources/texts/\d+/\?passage=\d+)#passage"', html)
    assert found
    return found[1]


def test_a_citation_opens_at_the_right_words_from_relation_act_and_source(desk, page):
    accept(statement=named("Lyon"), by=somebody())
    act = Act.objects.get()
    sheets = [RELATIONS.url(act.relation), ACTS.url(act), SOURCES.url(page.source)]
    for sheet in sheets:
        url = link_to_text(desk.get(sheet).content.decode())
        html = desk.get(url).content.decode()
        assert marked(html) == [named("Lyon").quote], sheet
        assert act.title in html


def test_a_text_that_is_not_here_is_told_and_not_linked(desk):
    passage = PassageFactory()
    url = reverse("desk:snapshot", args=[passage.snapshot_id])
    snapshot = passage.snapshot
    html = desk.get(url, {"passage": passage.pk}).content.decode()
    assert (passage.quote or passage.gist) in html
    if not snapshot.has_body:
        assert "liegt hier nicht vor" in html


def test_a_passage_of_another_text_is_not_shown(desk, home, page):
    accept(statement=named("Lyon"), by=somebody())
    other = read(home, "Bielefeld ist Partnerstadt von Zadar.", "b.txt").snapshot
    passage = Act.objects.get().citations.get().passage
    html = desk.get(
        reverse("desk:snapshot", args=[other.pk]), {"passage": passage.pk}
    ).content.decode()
    assert not marked(html)
    assert passage.quote not in html


def test_two_versions_stand_side_by_side_with_what_came_and_went(desk, home, page):
    newer = read(
        home, TEXT.replace("- Gdynia, Polen, seit 1973", "- Zadar, Kroatien, seit 1981"),
        revises=page.source,
    ).snapshot  # fmt: skip
    html = desk.get(reverse("desk:snapshot-compare", args=[newer.pk])).content.decode()
    assert "Zadar" in html.split("Neu dazugekommen")[1].split("</section>")[0]
    assert "Gdynia" in html.split("Weggefallen")[1].split("</section>")[0]
    assert "Lyon" in html.split("Gleich geblieben")[1].split("</section>")[0]
    table = html.split('class="desk-diff"')[1]
    assert "<del>Gdynia</del>" in table
    assert "<ins>Zadar</ins>" in table
    assert "zuvor:" in table
    assert (
        reverse("desk:snapshot-compare", args=[newer.pk])
        in desk.get(SOURCES.url(page.source)).content.decode()
    )


def test_the_first_version_has_nothing_to_be_compared_with(desk, page):
    html = desk.get(reverse("desk:snapshot-compare", args=[page.pk])).content.decode()
    assert "keine frühere Fassung" in html


def test_queries_of_a_relation_do_not_grow_with_its_citations(
    desk, page, django_assert_max_num_queries
):
    accept(statement=named("Lyon"), by=somebody())
    sheet = RELATIONS.url(Act.objects.get().relation)
    desk.get(sheet)
    with django_assert_max_num_queries(60) as few:
        desk.get(sheet)
    for number in range(3):
        text = (
            f"Bielefeld pflegt seit 1970 eine Partnerschaft mit Lyon in Frankreich, Nr. {number}."
        )
        read(page.readings.get().home, text, f"{number}.txt")
    for statement in Statement.objects.filter(status="waiting", proposed__name="Lyon"):
        accept(statement=statement, by=somebody())
    assert Act.objects.get().citations.count() > 1
    with django_assert_max_num_queries(len(few)):
        desk.get(sheet)


def test_versions_of_one_source_are_told_apart_in_the_list_and_side_by_side(desk, home, page):
    text = "Bielefeld ist seit 1970 Partnerstadt von Lyon. Mit Tours besteht seit 1999 ein Projekt."
    later = read(home, text, revises=page.source).snapshot
    assert later is not None
    html = desk.get(reverse("desk:proposals")).content.decode()
    assert reverse("desk:bench", args=[later.pk]) in html
    assert reverse("desk:bench", args=[page.pk]) not in html, "nobody is asked about an old version"
    url = reverse("desk:snapshot-compare", args=[later.pk])
    assert url.startswith(reverse("desk:proposals"))
    shown = desk.get(url).content.decode()
    came = localtime(later.received_at).strftime("%H:%M")
    assert "Fassung 1 (zuvor)" in shown
    assert re.search(rf"Fassung 2 \(neu\), [^<]*, {came}<", shown)
