"""Encounters at the desk: written down, amended, counted, called off, found again."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import (
    CountryFactory,
    EncounterFactory,
    MunicipalityFactory,
    OrganisationFactory,
    ParticipantFactory,
    RelationFactory,
    account,
    somebody,
)
from weltoffen.accounts.enums import RoleName
from weltoffen.casework.models import Task
from weltoffen.desk.forms.evidence import MORE
from weltoffen.encounters.actions import amend_encounter, set_counts
from weltoffen.encounters.models import Encounter, EncounterCount
from weltoffen.encounters.selectors import tallies_of
from weltoffen.encounters.types import Tally
from weltoffen.finding.actions import catch_up
from weltoffen.records.enums import Visibility

pytestmark = pytest.mark.django_db
TYPED = {
    "title_de": "Jugendchor zu Gast",
    "kind": "exchange",
    "direction": "incoming",
    "since": "3.5.2026",
    "until": "7.5.2026",
    "owner": "coordination",
}


def page(name: str, encounter: Encounter) -> str:
    """Return the address of one of an encounter's pages."""
    return reverse(f"desk:encounters-{name}", args=[encounter.identifier])


def sent(answer: Any, /, **typed: Any) -> dict[str, Any]:
    """Return what a browser sends of a form that was shown, with some fields typed anew."""
    form = answer.context["form"]
    values = {name: form[name].value() for name in form.fields}
    shown = {
        name: form.fields[name].prepare_value(value)
        for name, value in values.items()
        if value is not None
    }
    return shown | dict(answer.context["hidden"]) | typed


def lines(*rows: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Return lines of a count as a browser sends them."""
    found: dict[str, Any] = {"counts-TOTAL_FORMS": len(rows), "counts-INITIAL_FORMS": 0}
    for number, row in enumerate(rows):
        found |= {f"counts-{number}-{name}": value for name, value in row.items()}
    return found | more


def test_an_encounter_is_begun_on_the_sheet_of_its_relation(desk: Client) -> None:
    relation, other = RelationFactory(), RelationFactory()
    host = OrganisationFactory()
    sheet = desk.get(reverse("desk:relations-sheet", args=[relation.identifier])).content.decode()
    address = f"{reverse('desk:encounters-add')}?relation={relation.identifier}"
    assert f'href="{address}"' in sheet
    assert "Noch ist keine Begegnung erfasst." in sheet
    shown = desk.get(address)
    assert relation.identifier in sent(shown)["relation-1"]
    typed = sent(
        shown, **TYPED, **{"relation-2": other.identifier, "host-1": host.identifier}
    )  # fmt: skip
    answer = desk.post(address, typed)
    made = Encounter.objects.get()
    assert answer["Location"] == page("sheet", made)
    assert {link.relation for link in made.relation_links.all()} == {relation, other}
    assert [(body.side, body.organisation) for body in made.bodies.all()] == [("host", host)]
    assert (made.valid, made.visibility) == ("2026-05-03/2026-05-07", Visibility.INTERNAL)
    assert made.identifier == f"{relation.identifier}-2026-jugendchor-zu-gast"
    sheet = desk.get(reverse("desk:relations-sheet", args=[relation.identifier])).content.decode()
    assert "3. bis 7. Mai 2026: Jugendchor zu Gast" in sheet


def test_what_is_missing_is_said_and_what_was_typed_stays(desk: Client) -> None:
    address = reverse("desk:encounters-add")
    answer = desk.post(address, TYPED | {"since": "", "until": "7.5.2026", "relation-1": ""})
    told = answer.content.decode()
    assert "Es fehlt, wann die Begegnung beginnt." in told
    assert "Es fehlt, mit wem die Begegnung ist." in told
    assert 'value="Jugendchor zu Gast"' in told
    backwards = TYPED | {"since": "9.5.2026", "relation-1": RelationFactory().identifier}
    assert "bevor sie beginnt" in desk.post(address, backwards).content.decode()
    assert not Encounter.objects.exists()


def test_more_fields_come_without_a_script_and_judge_nothing(desk: Client) -> None:
    typed = {"title_de": "Halb", "relation-1": "", "host-1": "", "guest-1": "", MORE: "1"}
    answer = desk.post(reverse("desk:encounters-add"), typed)
    told = answer.content.decode()
    for name in ("relation-3", "host-3", "guest-3"):
        assert f'name="{name}"' in told
    assert 'value="Halb"' in told
    assert "Es fehlt" not in told


def test_an_encounter_is_amended_with_whom_it_is_too(desk: Client) -> None:
    encounter, other = EncounterFactory(), RelationFactory()
    shown = desk.get(page("edit", encounter))
    typed = sent(shown, since="Juni 2026", until="", theme="Hafen")
    typed |= {"relation-1": other.identifier, "guest-1": OrganisationFactory().identifier}
    assert desk.post(page("edit", encounter), typed).status_code == 302
    encounter.refresh_from_db()
    assert (encounter.valid, encounter.theme) == ("2026-06/2026-06", "Hafen")
    assert [link.relation for link in encounter.relation_links.all()] == [other]
    assert encounter.bodies.get().side == "guest"
    told = desk.get(page("history", encounter)).content.decode()
    assert "Thema: „Hafen“ ergänzt." in told
    assert "Organisationen zu Gast: „–“ →" in told
    assert "Juni 2026" in desk.get(page("sheet", encounter)).content.decode()


def test_who_amends_what_somebody_else_has_changed_is_told(desk: Client) -> None:
    encounter = EncounterFactory()
    typed = sent(desk.get(page("edit", encounter)), theme="Hafen")
    amend_encounter(encounter=encounter, venue="Rathaus", by=somebody())
    told = desk.post(page("edit", encounter), typed).content.decode()
    assert "Was Sie nicht angerührt haben" in told
    assert 'value="Rathaus"' in told
    assert 'value="Hafen"' in told
    encounter.refresh_from_db()
    assert (encounter.theme, encounter.venue) == ("", "Rathaus")


def test_an_encounter_is_called_off_and_on_again(desk: Client) -> None:
    encounter = EncounterFactory()
    assert "Es fehlt, warum" in desk.post(page("off", encounter), {}).content.decode()
    assert desk.post(page("off", encounter), {"because": "Sturm"}).status_code == 302
    sheet = desk.get(page("sheet", encounter)).content.decode()
    assert "Abgesagt:" in sheet
    assert "Sturm" in sheet
    assert "Sturm" in desk.get(page("resume", encounter)).content.decode()
    assert desk.post(page("resume", encounter)).status_code == 302
    encounter.refresh_from_db()
    assert encounter.withdrawn_because == ""
    again = desk.post(page("resume", encounter))
    assert "nicht abgesagt" in again.content.decode()


def test_people_are_counted_in_lines_and_added_up_on_the_sheet(desk: Client) -> None:
    encounter = EncounterFactory()
    CountryFactory(code="FR", label={"de": "Frankreich", "en": "France"})
    shown = desk.get(page("counts", encounter))
    hidden = dict(shown.context["hidden"])
    rows = (
        {"country": "Frankreich", "group": "youth", "heads": "12", "days": "5", "nights": "4"},
        {"country": "Polen", "group": "adult", "heads": "2", "days": "5", "nights": ""},
        {"country": "", "group": "", "heads": ""},
    )
    more = desk.post(page("counts", encounter), lines(*rows, **hidden, **{MORE: "1"}))
    assert 'name="counts-5-heads"' in more.content.decode()
    assert not EncounterCount.objects.exists()
    assert desk.post(page("counts", encounter), lines(*rows, **hidden)).status_code == 302
    assert tallies_of(encounter) == [
        Tally("FR", "youth", 12, 5, 4), Tally("PL", "adult", 2, 5),
    ]  # fmt: skip
    sheet = desk.get(page("sheet", encounter)).content.decode()
    for words in (
        "Frankreich", "<strong>14</strong>", "Teilnahmetage zusammen: 70",
        "Übernachtungen zusammen: 48 (ohne 2 Personen", "Jugendliche: 12",
    ):  # fmt: skip
        assert words in sheet
    history = desk.get(page("history", encounter)).content.decode()
    assert "Gezählte Personen: 0 → 14." in history


def test_faults_of_lines_come_at_their_fields_and_a_line_can_go(desk: Client) -> None:
    encounter = EncounterFactory()
    set_counts(encounter=encounter, tallies=[Tally("", "adult", 3)], by=somebody())
    hidden = dict(desk.get(page("counts", encounter)).context["hidden"])
    faulty = lines({"group": "", "heads": "-1"}, {"group": "youth", "heads": "viele"}, **hidden)
    told = desk.post(page("counts", encounter), faulty).content.decode()
    assert "Weniger als 0 geht nicht." in told
    assert "Das ist keine ganze Zahl." in told
    assert 'href="#id_counts-1-heads"' in told
    assert 'value="viele"' in told
    nobody = lines({"group": "adult", "heads": ""}, **hidden)
    assert "wie viele es waren" in desk.post(page("counts", encounter), nobody).content.decode()
    double = lines({"group": "adult", "heads": "1"}, {"group": "adult", "heads": "2"}, **hidden)
    assert "in zwei Zeilen" in desk.post(page("counts", encounter), double).content.decode()
    assert tallies_of(encounter) == [Tally("", "adult", 3)]
    gone = lines({"group": "adult", "heads": "3", "drop": "on"}, **hidden)
    assert desk.post(page("counts", encounter), gone).status_code == 302
    assert tallies_of(encounter) == []
    stale = lines({"group": "adult", "heads": "9"}, **hidden)
    told = desk.post(page("counts", encounter), stale).content.decode()
    assert "Nichts von Ihnen ist verloren" in told
    assert tallies_of(encounter) == []


def test_what_follows_becomes_a_task_about_the_encounter(desk: Client) -> None:
    encounter = EncounterFactory(follow_ups="- Dank schreiben\n\nGegenbesuch planen")
    sheet = desk.get(page("sheet", encounter))
    follow_ups = sheet.context["follow_ups"]
    assert [each.text for each in follow_ups] == ["Dank schreiben", "Gegenbesuch planen"]
    shown = desk.get(follow_ups[0].task_url)
    assert shown.context["form"]["title"].value() == "Dank schreiben"
    typed = sent(shown)
    assert desk.post(reverse("desk:tasks-add"), typed).status_code == 302
    task = Task.objects.get()
    assert task.about == f"encounters.encounter:{encounter.identifier}"
    assert "Dank schreiben" in desk.get(page("sheet", encounter)).content.decode()


def test_the_list_narrows_and_sorts(desk: Client) -> None:
    past, ahead = EncounterFactory(valid="2020-05-03"), EncounterFactory(valid="2998-05")
    off = EncounterFactory(valid="2020-06")
    set_counts(encounter=ahead, tallies=[Tally("", "adult", 30)], by=somebody())
    set_counts(encounter=past, tallies=[Tally("", "adult", 9)], by=somebody())
    desk.post(page("off", off), {"because": "Sturm"})

    def found(**query: str) -> list[str]:
        answer = desk.get(reverse("desk:encounters"), query)
        return [each.identifier for each in answer.context["object_list"]]

    everything = {past.identifier, ahead.identifier, off.identifier}
    assert set(found()) == everything
    assert found(time="ahead") == [ahead.identifier]
    assert found(time="before") == [past.identifier]
    assert found(time="off") == [off.identifier]
    assert found(time="now") == []
    assert found(todo="outcome") == [past.identifier]
    assert found(todo="count") == []
    relation = past.relation_links.get().relation
    assert found(relation=relation.identifier) == [past.identifier]
    assert found(ordering="-heads")[:2] == [ahead.identifier, past.identifier]
    told = desk.get(reverse("desk:encounters")).content.decode()
    assert "Juni 2020, abgesagt" in told
    table = desk.get(reverse("desk:encounters"), {"export": "csv"})
    assert "heads" not in table.content.decode().splitlines()[0]


def test_the_list_takes_the_same_few_queries_however_long_it_is(
    desk: Client, django_assert_max_num_queries: Any
) -> None:
    EncounterFactory()
    desk.get(reverse("desk:encounters"))
    with django_assert_max_num_queries(14) as few:
        desk.get(reverse("desk:encounters"))
    for _number in range(9):
        EncounterFactory(relations=[RelationFactory(), RelationFactory()])
    with django_assert_max_num_queries(len(few.captured_queries)):
        desk.get(reverse("desk:encounters"))


def test_an_encounter_is_found_by_its_partner_and_never_by_who_takes_part(desk: Client) -> None:
    relation = RelationFactory(municipality=MunicipalityFactory(name={"de": "Knurzhausen"}))
    encounter = EncounterFactory(relations=[relation], visibility=Visibility.INTERNAL)
    ParticipantFactory(encounter=encounter, name="Xaveria Quellwasser")
    catch_up()
    address = page("sheet", encounter)
    found = desk.get(reverse("desk:search"), {"q": "Knurzhausen"}).content.decode()
    assert address in found
    assert address not in desk.get(reverse("desk:search"), {"q": "Quellwasser"}).content.decode()


def test_a_guest_sees_a_shared_encounter_without_what_is_the_offices_own() -> None:
    ours, theirs = RelationFactory(), RelationFactory()
    encounter = EncounterFactory(
        relations=[ours, theirs], visibility=Visibility.PARTNER, follow_ups="Nachhaken",
        outcome="Es war schön",
    )  # fmt: skip
    ParticipantFactory(encounter=encounter)
    client = Client()
    client.force_login(account("gast", RoleName.GUEST, relation=ours.identifier))
    told = client.get(page("sheet", encounter)).content.decode()
    assert "Es war schön" in told
    assert ours.identifier in told
    assert theirs.identifier not in told
    assert "Nachhaken" not in told
    assert "Gespeicherte Namen" not in told
    assert client.get(reverse("desk:encounters")).status_code == 200


def test_a_sheet_names_first_what_comes_next_and_then_what_was_last(desk: Client) -> None:
    relation = RelationFactory()
    for valid, title in (
        ("2990-05-01/2990-05-02", "Besuch fern"), ("2000-01-01/2000-01-02", "Besuch alt"),
        ("2980-05-01/2980-05-02", "Besuch nah"), ("2010-01-01/2010-01-02", "Besuch neulich"),
    ):  # fmt: skip
        EncounterFactory(relations=[relation], valid=valid, title={"de": title})
    shown = desk.get(reverse("desk:relations-sheet", args=[relation.identifier])).content.decode()
    places = [shown.index(f"Besuch {each}") for each in ("nah", "fern", "neulich", "alt")]
    assert places == sorted(places)
