"""The review bench: the text beside what it states, decided by buttons alone."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from tests.desk.reviewing.conftest import TEXT, named
from tests.factories import UserFactory, somebody
from tests.intake.road.texts import read
from weltoffen.intake.actions import accept, reject
from weltoffen.intake.models import Statement
from weltoffen.relations.models import Act, Disagreement, Relation


def bench(page):
    return reverse("desk:bench", args=[page.pk])


def decide(desk, page, statement, do, **more):
    sent = {"statement": statement.pk, "do": do} | more
    return desk.post(bench(page), sent, follow=True)


def test_the_text_stands_there_whole_with_each_passage_marked_and_linked(desk, page):
    html = desk.get(bench(page)).content.decode()
    text = html.split("data-desk-text")[1].split("</div>")[0]
    for statement in Statement.objects.all():
        assert re.search(rf'data-desk-of="[^"]*\b{statement.pk}\b', text)
        assert f"#proposal-{statement.pk}" in text
        assert f'id="proposal-{statement.pk}"' in html
    bare = re.sub(r'<a class="desk-no".*?</a>', "", text)
    bare = re.sub(r"<[^>]+>", "", bare.partition(">")[2])
    assert bare.split() == TEXT.split()
    assert "\n- " in bare


def test_a_proposal_says_what_accepting_it_will_do(desk, page):
    html = desk.get(bench(page), {"at": named("Lyon").pk}).content.decode()
    card = html.split(f'data-desk-card="{named("Lyon").pk}"')[1].split("</blockquote>")[1]
    assert "legt die Beziehung „Bielefeld – Lyon“ an" in card
    assert "Die Stadt nennt Lyon als Partnerstadt seit 1970" in card
    unclear = html.split(f'data-desk-card="{named("Halle").pk}"')[1]
    assert "Ort wählen" in unclear
    assert 'value="accept"' not in unclear.split("</details>")[0]


def test_accepting_does_what_was_said_and_leads_to_the_next(desk, page):
    lyon, gdynia = named("Lyon"), named("Gdynia")
    answer = decide(desk, page, lyon, "accept")
    (url, _status) = answer.redirect_chain[-1]
    assert url.endswith(f"?at={gdynia.pk}&last={lyon.pk}#proposal-{gdynia.pk}")
    act = Act.objects.get(relation__municipality__name_de="Lyon")
    html = answer.content.decode()
    assert act.title in html.split("data-desk-last")[1].split("</form>")[0]
    assert named("Lyon").status == "accepted"


def test_rejecting_keeps_the_reason_and_putting_off_goes_to_the_end(desk, page):
    decide(desk, page, named("Lyon"), "reject", reason="Das war ein Entwurf.")
    decide(desk, page, named("Gdynia"), "later")
    assert (named("Lyon").status, named("Gdynia").status) == ("rejected", "later")
    html = desk.get(bench(page)).content.decode()
    assert "Das war ein Entwurf." in html
    order = [html.index(each) for each in ("Zu entscheiden", "Zurückgestellt", "Entschieden")]
    assert order == sorted(order)
    assert not Relation.objects.exists()


def test_what_was_decided_can_be_taken_back_long_after(desk, page):
    decide(desk, page, named("Lyon"), "accept")
    html = decide(desk, page, named("Lyon"), "undo").content.decode()
    assert "Der Vorschlag wartet wieder" in html
    assert named("Lyon").status == "waiting"
    assert Act.objects.filter(kind="retraction").count() == 1


def test_who_comes_second_is_told_that_somebody_has_decided(desk, page):
    reject(statement=named("Lyon"), by=somebody())
    html = decide(desk, page, named("Lyon"), "accept").content.decode()
    assert "ist schon entschieden (abgelehnt)" in html
    assert not Relation.objects.exists()


@pytest.mark.parametrize("sent", [{}, {"statement": "x"}, {"statement": "9" * 40}])
def test_a_decision_about_nothing_is_not_found(desk, page, sent):
    assert desk.post(bench(page), sent | {"do": "accept"}).status_code == 404


def test_an_unknown_button_changes_nothing(desk, page):
    decide(desk, page, named("Lyon"), "was-anderes")
    assert named("Lyon").status == "waiting"


def test_one_who_may_only_look_sees_no_buttons_and_decides_nothing(onlooker, page):
    user = UserFactory._meta.model.objects.get(username="zaungast")
    user.user_permissions.add(Permission.objects.get(codename="view_statement"))
    html = onlooker.get(bench(page)).content.decode()
    assert 'value="accept"' not in html
    assert "Ablehnen" not in html
    onlooker.post(bench(page), {"statement": named("Lyon").pk, "do": "accept"})
    assert named("Lyon").status == "waiting"


def test_when_all_is_decided_the_page_leads_on(desk, home, page):
    read(
        home, "Bielefeld pflegt seit 1981 eine Städtepartnerschaft mit Zadar in Kroatien.", "b.txt"
    )
    for statement in Statement.objects.filter(snapshot=page):
        reject(statement=statement, by=somebody())
    html = desk.get(bench(page)).content.decode()
    assert "ist alles entschieden" in html
    assert f'href="{bench(named("Zadar").snapshot)}"' in html


def test_reading_again_with_the_same_rules_says_that_nothing_is_new(desk, page):
    answer = desk.post(bench(page), {"do": "read-again"}, follow=True)
    assert "finden nichts anderes" in answer.content.decode()


def test_a_newer_reading_shows_what_it_was_before(desk, page):
    lyon = named("Lyon")
    Statement.objects.filter(pk=lyon.pk).update(status="superseded")
    newer = Statement.objects.get(pk=lyon.pk)
    newer.pk, newer.key, newer.status = None, "0" * 64, "waiting"
    newer.proposed = lyon.proposed | {"since": "1971"}
    newer.replaces = lyon
    newer.save()
    html = desk.get(bench(page)).content.decode()
    before = html.split("Früher gelesen, jetzt anders")[1].split("</table>")[0]
    assert re.search(r"Seit</th><td>1970</td><td>1971", before)
    assert "finden die heutigen Regeln nicht mehr" not in html


def test_queries_do_not_grow_with_what_the_page_states(desk, home, django_assert_max_num_queries):
    towns = ["Zadar, Kroatien", "Amiens, Frankreich", "Leeds, Großbritannien", "Novi Sad, Serbien"]
    many = "\n".join(f"- {town}, seit {1960 + n}" for n, town in enumerate(towns))
    short = read(home, f"Partnerstädte von Bielefeld\n\n{many.splitlines()[0]}\n", "kurz.txt")
    long = read(home, f"Partnerstädte von Bielefeld\n\n{many}\n", "lang.txt")
    for statement in Statement.objects.filter(snapshot=long.snapshot)[:2]:
        accept(statement=statement, by=somebody())
    desk.get(bench(short.snapshot))
    with django_assert_max_num_queries(45) as few:
        desk.get(bench(short.snapshot))
    with django_assert_max_num_queries(len(few) + 6):
        desk.get(bench(long.snapshot))


def card(html, statement):
    """Return what stands on the card of a proposal."""
    return html.split(f'data-desk-card="{statement.pk}"')[1].split("data-desk-card=")[0]


def test_a_card_says_what_is_open_and_hides_the_rule(desk, page):
    html = desk.get(bench(page)).content.decode()
    halle, lyon = card(html, named("Halle")), card(html, named("Lyon"))
    assert "Der Ort ist offen" in halle
    assert "gilt als sicher" not in halle
    assert "Der Ort ist offen" not in lyon
    assert "Woher?" in lyon
    assert lyon.index("Woher?") < lyon.index(f"<code>{named('Lyon').rule}</code>")


def test_a_count_says_both_numbers(desk, page):
    for name in ("Lyon", "Gdynia"):
        accept(statement=named(name), by=somebody())
    claim = Statement.objects.get(proposed__what="count")
    assert "Text: 3, Register: 2" in card(desk.get(bench(page)).content.decode(), claim)


def test_of_several_places_the_one_in_the_register_is_shown(desk, home, page):
    decide_place = reverse("desk:bench-amend", args=[page.pk, named("Halle").pk])
    form = desk.get(decide_place)
    picked = next(each for each in form.context["offered"] if "Saale" in each.name)
    initial = form.context["form"].initial
    sent = {name: value or "" for name, value in initial.items()} | {"place": str(picked.value)}
    desk.post(decide_place, sent)
    later = read(home, "Mit Halle besteht seit 1990 eine Städtefreundschaft.", "b.txt").snapshot
    statement = Statement.objects.get(snapshot=later)
    shown = card(desk.get(bench(later)).content.decode(), statement)
    assert "mehrere Orte heißen so" not in shown
    assert "Im Register:" in shown


def test_taking_back_a_mere_citation_says_that_it_stays(desk, home, page):
    accept(statement=named("Lyon"), by=somebody())
    later = read(home, "Bielefeld hat Partnerstädte:\n\n- Lyon, Frankreich, seit 1970\n", "b.txt")
    again = Statement.objects.get(snapshot=later.snapshot, proposed__name="Lyon")
    decide(desk, later.snapshot, again, "accept")
    html = decide(desk, later.snapshot, again, "undo").content.decode()
    assert "Der Beleg bleibt am Akt stehen." in html
    html = decide(desk, page, Statement.objects.get(snapshot=page, proposed__name="Lyon"), "undo")
    assert "Der Beleg bleibt" not in html.content.decode()


def test_a_contradiction_that_was_entered_can_be_settled_at_once(desk, home, page):
    accept(statement=named("Lyon"), by=somebody())
    later = read(home, "Bielefeld hat Partnerstädte:\n\n- Lyon, Frankreich, seit 1980\n", "b.txt")
    other = Statement.objects.get(snapshot=later.snapshot, proposed__name="Lyon")
    html = decide(desk, later.snapshot, other, "accept").content.decode()
    entered = Disagreement.objects.get()
    link = reverse("desk:ledger-settle", args=[entered.identifier])
    assert f'<a href="{link}">Jetzt klären</a>' in html
    entered.settled = True
    entered.save()
    assert link not in desk.get(bench(later.snapshot), {"last": other.pk}).content.decode()
