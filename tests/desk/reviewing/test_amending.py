"""Changing a proposal, and saying which place is meant."""

from __future__ import annotations

from django.urls import reverse

from tests.desk.reviewing.conftest import named
from tests.factories import somebody
from weltoffen.intake.actions import reject
from weltoffen.intake.models import Statement
from weltoffen.places.models import Municipality
from weltoffen.relations.models import Act, Relation

HALLE_SAALE = "2911522"


def address(statement):
    return reverse("desk:bench-amend", args=[statement.snapshot_id, statement.pk])


def typed(**more):
    return {
        "name": "Halle", "country": "", "home": "Bielefeld", "kind": "friendship",
        "status": "active", "since": "1990", "until": "", "reason": "",
    } | more  # fmt: skip


def test_the_places_of_the_name_are_offered_with_what_tells_them_apart(desk, page):
    html = desk.get(address(named("Halle"))).content.decode()
    assert f'value="{HALLE_SAALE}"' in html
    assert "Einwohner: 237.865" in html
    assert 'value="unnamed"' in html
    assert "checked" not in html.split("the-places")[1].split("</fieldset>")[0]


def test_choosing_a_place_takes_the_relation_into_the_register(desk, page):
    answer = desk.post(address(named("Halle")), typed(place=HALLE_SAALE))
    assert answer.status_code == 302
    relation = Relation.objects.get()
    assert relation.municipality.geonames_id == int(HALLE_SAALE)
    assert named("Halle").status == "amended"


def test_without_a_place_everything_typed_stays_and_the_fault_leads_to_the_choice(desk, page):
    answer = desk.post(address(named("Halle")), typed(reason="Bitte prüfen"))
    html = answer.content.decode()
    assert answer.status_code == 200
    assert 'href="#the-places"' in html
    assert "kann mehrere Orte meinen" in html
    assert "Bitte prüfen" in html
    assert not Relation.objects.exists()


def test_a_bad_date_is_told_at_its_field(desk, page):
    html = desk.post(address(named("Halle")), typed(since="irgendwann")).content.decode()
    assert 'href="#id_since"' in html
    assert 'value="irgendwann"' in html


def test_looking_up_another_name_offers_its_places_and_decides_nothing(desk, page):
    sent = typed(name="Tours", country="Frankreich") | {"look-up": "1"}
    html = desk.post(address(named("Halle")), sent).content.decode()
    assert "Tours, Centre-Val de Loire, Frankreich" in html or "Tours, Frankreich" in html
    assert "desk-faults" not in html
    assert named("Halle").status == "waiting"


def test_changed_values_are_what_the_register_gets(desk, page):
    sent = typed(name="Lyon", country="FR", kind="twin", since="4.7.1970", place="2996944")
    sent["reason"] = "Urkunde liegt vor"
    assert desk.post(address(named("Lyon")), sent).status_code == 302
    stated, own = Act.objects.order_by("id")
    assert (stated.on, own.on, own.corrects) == ("1970", "1970-07-04", stated)
    assert "Urkunde liegt vor" in own.note
    statement = named("Lyon")
    assert (statement.status, statement.reason) == ("amended", "Urkunde liegt vor")
    assert statement.proposed["since"] == "1970"


def test_a_network_has_no_place_to_choose(desk, page):
    sent = typed(name="Bund der Häfen", kind="network")
    assert desk.post(address(named("Halle")), sent).status_code == 302
    assert Relation.objects.get().network is not None
    assert Municipality.objects.count() == 1


def test_a_country_alone_becomes_a_place_that_is_not_named_yet(desk, page):
    sent = typed(name="Kolumbien", country="Kolumbien", place="unnamed")
    assert desk.post(address(named("Halle")), sent).status_code == 302
    assert not Relation.objects.get().municipality.is_named


def test_what_somebody_decided_meanwhile_is_not_changed(desk, page):
    reject(statement=named("Halle"), by=somebody())
    html = desk.post(address(named("Halle")), typed(place=HALLE_SAALE)).content.decode()
    assert "ist schon entschieden" in html
    back = desk.get(address(named("Halle")), follow=True)
    assert "ist schon entschieden" in back.content.decode()
    assert not Relation.objects.exists()


def test_a_claim_has_nothing_to_change(desk, page):
    claim = Statement.objects.filter(type="claim")[0]
    assert desk.get(address(claim)).status_code == 404


def test_an_act_says_what_was_changed_of_the_text_by_whom_and_why(desk, page):
    reason = "Die Urkunde im Archiv trägt das Jahr 1991."
    desk.post(address(named("Halle")), typed(place=HALLE_SAALE, since="1991", reason=reason))
    act = Act.objects.get(corrects__isnull=False)
    sheet = desk.get(reverse("desk:acts-sheet", args=[act.identifier])).content.decode()
    told = sheet.split("desk-amendment")[1].split("</dl>")[0]
    chain = desk.get(reverse("desk:relations-sheet", args=[act.relation.identifier]))
    for words in (told, chain.content.decode().split("desk-amendment")[1].split("</dl>")[0]):
        since = words.split("<dt>Seit</dt>")[1].split("</dd>")[0]
        assert since.index("1990") < since.index("1991")
        assert reason in words
        assert "Koordination (koordination)" in words
        assert f"at={named('Halle').pk}" in words
        assert "<dt>Land</dt>" not in words  # what stayed is not told as changed


def test_a_date_that_the_text_does_not_name_is_not_taken_for_the_text_s(desk, page):
    sent = typed(place=HALLE_SAALE, since="1991", text_says_so="on")
    html = desk.post(address(named("Halle")), sent).content.decode()
    assert 'href="#id_since"' in html
    assert "steht diese Zeit nicht" in html
    assert not Act.objects.exists()


def test_a_kind_that_reading_mistook_is_the_text_s_all_the_same(desk, page):
    sent = typed(place=HALLE_SAALE, kind="twin", text_says_so="on")
    assert desk.post(address(named("Halle")), sent).status_code == 302
    assert "als Partnerstadt" in Act.objects.get().title_de


def test_an_act_taken_as_it_stood_tells_of_no_change(desk, page):
    lyon = named("Lyon")
    desk.post(reverse("desk:bench", args=[page.pk]), {"statement": lyon.pk, "do": "accept"})
    act = Act.objects.get()
    sheet = desk.get(reverse("desk:acts-sheet", args=[act.identifier])).content.decode()
    assert "desk-amendment" not in sheet
