"""The review bench: the text beside what it states, decided by buttons alone."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from wagtail.users.models import UserProfile

from tests.desk.reviewing.conftest import TEXT, named
from tests.factories import account, somebody
from tests.intake.road.texts import read
from weltoffen.accounts.enums import RoleName
from weltoffen.intake.actions import accept, reject
from weltoffen.intake.models import Statement
from weltoffen.jobs.models import Job
from weltoffen.jobs.working import Until, Worker
from weltoffen.records.actions import publish
from weltoffen.records.enums import Visibility
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
    assert "hält fest: „Die Stadt nennt Lyon als Partnerstadt seit 1970“</li>" in card
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


def test_what_was_just_put_off_is_taken_up_again_from_the_message(desk, page):
    html = decide(desk, page, named("Gdynia"), "later").content.decode()
    message = html.split("data-desk-last")[1].split("</form>")[0]
    assert f'name="statement" value="{named("Gdynia").pk}"' in message
    assert 'value="undo"' in message
    assert "<kbd>u</kbd>" in message
    decide(desk, page, named("Gdynia"), "undo")
    assert named("Gdynia").status == "waiting"


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
    account("zaungast", RoleName.CONTRIBUTOR, unit="sportamt")
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


def test_reading_again_is_done_in_the_background_and_told_where_it_was_asked_for(desk, page):
    for _ in range(2):
        html = desk.post(bench(page), {"do": "read-again"}, follow=True).content.decode()
        assert "wird noch einmal gelesen" in html
        assert 'data-desk-live="yes"' in html
        assert 'value="read-again"' not in html
    assert Job.objects.count() == 1
    Worker("tests").run(Until.NOTHING_DUE)
    html = desk.get(bench(page)).content.decode()
    assert 'data-desk-live="no"' in html
    assert "Die heutigen Regeln finden nichts anderes" in html
    assert 'value="read-again"' in html


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
    assert "% Sicherheit" not in halle
    assert "Der Ort ist offen" not in lyon
    assert "Woher?" in lyon
    assert lyon.index("Woher?") < lyon.index(f"<code>{named('Lyon').rule}</code>")


def test_a_count_says_both_numbers(desk, page):
    for name in ("Lyon", "Gdynia"):
        accept(statement=named(name), by=somebody())
    claim = Statement.objects.get(proposed__what="count")
    said = "Text: 3, Register: 2 (davon noch nichts öffentlich)"
    assert said in card(desk.get(bench(page)).content.decode(), claim)
    lyon = Relation.objects.get(municipality__name_de="Lyon")
    for record in (lyon.home, lyon.municipality, lyon, *lyon.acts.all()):
        if record.visibility != Visibility.PUBLIC:
            publish(record=record, by=somebody())
    shown = card(desk.get(bench(page)).content.decode(), claim)
    assert "Text: 3, Register: 1 öffentlich, dazu 1 intern" in shown
    assert "der Text zählt 3, das Register 1" in shown


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


def of(name, kind):
    return Statement.objects.get(proposed__name=name, type=kind, status="waiting")


def test_while_the_place_is_open_no_country_is_shown_that_the_text_does_not_state(desk, home):
    text = "Mit Porto besteht seit 1990 eine Städtepartnerschaft."
    snapshot = read(home, text).snapshot
    porto = of("Porto", "relation")
    html = desk.get(bench(snapshot)).content.decode()
    assert "Portugal" not in card(html, porto)
    form = desk.get(reverse("desk:bench-amend", args=[snapshot.pk, porto.pk]))
    assert form.context["form"].initial["country"] == ""
    stated = read(home, "Mit Porto (Portugal) besteht eine Städtepartnerschaft.", "b.txt").snapshot
    html = desk.get(bench(stated)).content.decode()
    assert "Portugal" in card(html, Statement.objects.get(snapshot=stated))


def test_a_contradiction_leads_to_the_act_that_says_otherwise(desk, home):
    read(home, "Der Rat der Stadt beschloss am 4. Mai 1970 die Städtepartnerschaft mit Lyon.")
    accept(statement=of("Lyon", "act"), by=somebody())
    read(home, "Partnerstädte\n\n- Lyon, Frankreich, seit 1970", "b.txt")
    accept(statement=Statement.objects.get(quote__startswith="Lyon"), by=somebody())
    later = read(home, "Unsere Partnerstädte\n\n- Lyon, Frankreich, seit 1975", "c.txt").snapshot
    shown = card(desk.get(bench(later)).content.decode(), Statement.objects.get(snapshot=later))
    line = shown.split("Im Register:")[1].split("</p>")[0]
    assert "als Partnerstadt seit 1970" in line
    assert "Ratsbeschluss" not in line


def test_a_card_tells_what_was_decided_about_the_same_words(desk, home):
    text = "Der Rat der Stadt beschloss am 4. Mai 1970 die Städtepartnerschaft mit Lyon."
    snapshot = read(home, text).snapshot
    reject(statement=of("Lyon", "relation"), by=somebody(), reason="gemeint ist ein Verein")
    shown = card(desk.get(bench(snapshot)).content.decode(), of("Lyon", "act"))
    assert "Über dieselben Worte ist schon anders entschieden" in shown
    assert "Städtepartnerschaft – abgelehnt: gemeint ist ein Verein" in shown


def test_an_act_without_a_time_says_so_and_since_when_it_is_known(desk, home):
    snapshot = read(home, "Mit Lyon besteht eine Städtepartnerschaft.").snapshot
    lyon = of("Lyon", "relation")
    assert "Zeitpunkt nicht genannt; bekannt seit dem" in card(
        desk.get(bench(snapshot)).content.decode(), lyon
    )
    accept(statement=lyon, by=somebody())
    act = Act.objects.get()
    sheet = desk.get(reverse("desk:acts-sheet", args=[act.identifier])).content.decode()
    assert "Zeitpunkt nicht genannt; bekannt seit dem" in sheet
    assert "geschehen bis" not in sheet


def test_dates_are_said_in_words_that_go_with_since(desk, home):
    snapshot = read(home, "Mit Lyon besteht seit etwa 1995 eine Städtepartnerschaft.").snapshot
    html = desk.get(bench(snapshot)).content.decode()
    assert "seit etwa 1995" in html.split("data-desk-card")[1]
    assert "seit um" not in html


def test_one_certain_proposal_is_not_counted_like_several(desk, home):
    snapshot = read(home, "Partnerstädte\n\n- Lyon, Frankreich, seit 1970").snapshot
    assert "Den sicheren Vorschlag annehmen" in desk.get(bench(snapshot)).content.decode()


def test_a_page_without_proposals_has_nothing_that_was_decided(desk, home):
    snapshot = read(home, "Der Wochenmarkt findet samstags statt.").snapshot
    html = desk.get(bench(snapshot)).content.decode()
    assert "nichts zu entscheiden" in html
    assert "alles entschieden" not in html


def test_the_bench_of_an_older_version_leads_to_the_newer_one(desk, home, page):
    accept(statement=named("Lyon"), by=somebody())
    newer = read(home, TEXT.replace("Gdynia, Polen", "Zadar, Kroatien"), revises=page.source)
    html = desk.get(bench(page)).content.decode()
    assert "Ersetzt durch die Fassung vom" in html
    assert f'href="{bench(newer.snapshot)}"' in html
    assert f'href="{reverse("desk:snapshot-compare", args=[newer.snapshot_id])}"' in html
    assert "alles entschieden" not in html
    assert "die Regeln erkennen" not in html
    assert "heutigen Regeln nicht mehr" not in html
    assert "waren noch offen, als die Seite ersetzt wurde" in html
    assert 'value="read-again"' not in html
    html = desk.get(bench(newer.snapshot)).content.decode()
    assert "Ersetzt durch" not in html
    assert 'value="read-again"' in html


def test_a_version_to_which_its_page_has_returned_is_told_as_an_earlier_one(desk, home, page):
    other = read(home, TEXT.replace("Gdynia, Polen", "Zadar, Kroatien"), revises=page.source)
    read(home, TEXT, revises=page.source)
    assert "Ersetzt durch" not in desk.get(bench(page)).content.decode()
    html = desk.get(bench(other.snapshot)).content.decode()
    assert "Ersetzt durch die frühere Fassung vom" in html
    assert f'href="{bench(page)}"' in html


@pytest.fixture
def in_english(coordinator):
    UserProfile.objects.create(user=coordinator, preferred_language="en")


def test_in_english_a_place_bears_its_english_name_and_labels_begin_as_labels_do(
    desk, home, in_english
):
    text = "Bielefeld pflegt seit 2004 eine Städtepartnerschaft mit Lwiw in der Ukraine."
    page = read(home, text, "b.txt").snapshot
    shown = card(desk.get(bench(page)).content.decode(), named("Lwiw"))
    assert "<strong>Lviv (Lwiw)</strong>" in shown
    assert ">Lviv, " in shown
    assert ">Twinning" in shown
    assert "<dt>Status</dt>" in shown
    assert "As of" not in shown
    run = reverse("desk:runs-sheet", args=[page.attempts.get().run_id])
    html = desk.get(run).content.decode()
    assert '<th scope="col">Status</th>' in html
    assert "As of" not in html


def test_in_german_a_place_is_called_as_the_text_does(desk, home):
    text = "Bielefeld pflegt seit 2004 eine Städtepartnerschaft mit Lwiw in der Ukraine."
    page = read(home, text, "b.txt").snapshot
    shown = card(desk.get(bench(page)).content.decode(), named("Lwiw"))
    assert "<strong>Lwiw</strong>" in shown
    assert ">Lwiw, " in shown


def test_what_was_taken_back_and_is_public_still_is_told_with_the_way_to_mend_it(desk, page):
    decide(desk, page, named("Lyon"), "accept")
    act = Act.objects.get(relation__municipality__name_de="Lyon")
    for record in (act.relation.counterpart, act.relation.home, act.relation, act):
        publish(record=record, by=somebody())
    assert not _warned(desk.get(bench(page)))
    answer = decide(desk, page, named("Lyon"), "undo")
    assert answer.redirect_chain[-1][0] == bench(page)  # its head, where the way to mend it stands
    assert "Öffentlich steht noch, was zurückgenommen ist" in answer.content.decode()
    undoing = Act.objects.get(kind="retraction")
    address = reverse("desk:acts-publish", args=[undoing.identifier])
    assert f'href="{address}"' in _warned(desk.get(bench(page)))
    offered = desk.get(reverse("desk:relations-publish", args=[act.relation.identifier]))
    assert next(each.records for each in offered.context["accompanying"]) == (undoing,)
    desk.post(address)
    undoing.refresh_from_db()
    assert undoing.visibility == Visibility.PUBLIC
    assert not _warned(desk.get(bench(page)))


def test_what_was_taken_back_and_never_public_is_not_told(desk, page):
    decide(desk, page, named("Lyon"), "accept")
    html = decide(desk, page, named("Lyon"), "undo").content.decode()
    assert "Öffentlich steht noch" not in html
    assert not _warned(desk.get(bench(page)))


def _warned(answer) -> str:
    """Return what the bench says of what is still public."""
    _before, _said, rest = answer.content.decode().partition("aber öffentlich noch zu lesen")
    return rest.split("</ul>")[0]


def test_what_has_passed_is_a_hint_and_no_contradiction(desk, home):
    text = "Bielefeld freut sich auf die Europawahl 2024.\n"
    snapshot = read(home, text, "wahl.txt").snapshot
    answer = desk.get(reverse("desk:bench", args=[snapshot.pk]))
    assert [(name, count) for name, _label, count in answer.context["counts"]] == [("passed", 1)]
    shown = answer.content.decode()
    assert "desk-card--passed" in shown
    assert 'class="desk-hint"' in shown
    assert "widerspricht" not in shown
