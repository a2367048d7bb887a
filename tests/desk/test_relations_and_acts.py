"""Relations and acts, from the form to the register."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from wagtail.log_actions import registry

from tests.desk.conftest import act, evidence
from tests.factories import (
    ActFactory,
    MunicipalityFactory,
    OrganisationFactory,
    PassageFactory,
    RelationFactory,
    SnapshotFactory,
    SourceFactory,
    somebody,
)
from weltoffen.accounts.models import User
from weltoffen.records.enums import Visibility
from weltoffen.relations.actions import Effects, retract_act
from weltoffen.relations.enums import ActKind, Axis, Phase, Side, Status
from weltoffen.relations.models import Act, Relation
from weltoffen.sources.models import Passage, Source

QUOTED = {"source": "quelle-a", "quote": "Am 4. Juli 1977 unterzeichnet."}


def _sheet(relation: Relation) -> str:
    return reverse("desk:relations-sheet", args=[relation.identifier])


def _add(relation: Relation) -> str:
    return reverse("desk:relations-act", args=[relation.identifier])


def test_a_relation_is_recorded_internal_under_a_suggested_identifier(
    desk: Client, coordinator: User
) -> None:
    MunicipalityFactory(identifier="dortmund", name={"de": "Dortmund"})
    MunicipalityFactory(identifier="kumasi", name={"de": "Kumasi"})
    answer = desk.post(
        reverse("desk:relations-add"),
        {"home": "Dortmund · dortmund", "municipality": "kumasi", "summary_de": "Zusammenarbeit."},
    )
    relation = Relation.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, _sheet(relation))
    assert relation.identifier == "dortmund-kumasi"
    assert relation.visibility == Visibility.INTERNAL
    assert relation.summary_de == "Zusammenarbeit."
    entry = registry.get_logs_for_instance(relation).get()
    assert (entry.action, entry.user) == ("relations.relation.record", coordinator)


def test_a_new_relation_begins_with_the_city_whose_register_this_is(
    desk: Client, settings: Any
) -> None:
    address = reverse("desk:relations-add")
    assert desk.get(address).context["form"].initial["home"] is None
    city = MunicipalityFactory(identifier=settings.WELTOFFEN_HOME, name={"de": "Heimstadt"})
    page = desk.get(address).content.decode()
    assert f'value="Heimstadt · {city.identifier}"' in page
    assert f"· {city.identifier}" in desk.get(reverse("desk:ledger-add")).content.decode()


def test_a_new_act_begins_with_who_acts_mostly(desk: Client) -> None:
    relation = RelationFactory()
    form = desk.get(_add(relation)).context["form"]
    assert form["side"].value() == "home"
    for side in ("both", "unknown", "unknown", "both", "home", "unknown"):
        ActFactory(relation=relation, side=Side(side))
    for _ in range(4):
        ActFactory(side=Side.THIRD)
    assert desk.get(_add(relation)).context["form"]["side"].value() == "both"


def test_a_relation_takes_a_network_by_its_name_alone(desk: Client) -> None:
    MunicipalityFactory(identifier="dortmund")
    network = OrganisationFactory(identifier="eurocities", name={"de": "Eurocities"})
    desk.post(reverse("desk:relations-add"), {"home": "dortmund", "network": "eurocities"})
    assert Relation.objects.get().network == network


def test_an_act_is_recorded_with_the_words_of_a_source_that_there_is(
    desk: Client, coordinator: User
) -> None:
    relation = RelationFactory(identifier="dortmund-rostow")
    source = SourceFactory(identifier="quelle-a")
    sent = act(
        phase="twin",
        bond="active",
        title_en="Signing of the deed",
        paper_number="1234-77",
        signatories="hier: Oberbürgermeister | Lord Mayor\ndort: Vorsitzender des Exekutivkomitees",
    )
    answer = desk.post(_add(relation), sent | evidence(QUOTED))
    assert (answer.status_code, answer["Location"]) == (302, _sheet(relation))
    recorded = Act.objects.get()
    assert recorded.identifier == "dortmund-rostow-1977-signature"
    assert (recorded.on, recorded.kind, recorded.side) == ("1977-07-04", "signature", "both")
    assert (recorded.phase, recorded.bond, recorded.exchange) == ("twin", "active", "")
    assert (recorded.title_de, recorded.title_en) == (
        "Unterzeichnung der Urkunde",
        "Signing of the deed",
    )
    assert recorded.visibility == Visibility.INTERNAL
    assert recorded.recorded_by == coordinator
    assert [(s.side, s.office_de, s.office_en) for s in recorded.signatories.all()] == [
        ("home", "Oberbürgermeister", "Lord Mayor"),
        ("counterpart", "Vorsitzender des Exekutivkomitees", None),
    ]
    passage = recorded.citations.get().passage
    assert (passage.snapshot.source, passage.quote) == (source, QUOTED["quote"])


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Juli 1977", "1977-07"),
        ("um 1977", "1977~"),
        ("1977", "1977"),
        ("unbekannt", "XXXX"),
        ("[..2024-06]", "[..2024-06]"),
    ],
)
def test_a_date_is_typed_as_people_write_it(desk: Client, typed: str, kept: str) -> None:
    relation, source = RelationFactory(), SourceFactory(identifier="quelle-a")
    assert source.pk
    desk.post(_add(relation), act(on=typed) | evidence(QUOTED))
    assert Act.objects.get().on == kept


def test_a_term_is_typed_by_its_last_day(desk: Client) -> None:
    relation, source = RelationFactory(), SourceFactory(identifier="quelle-a")
    assert source.pk
    desk.post(_add(relation), act(bond="active", term_until="31.12.1999") | evidence(QUOTED))
    recorded = Act.objects.get()
    assert recorded.term_until == dt.date(2000, 1, 1)
    page = desk.get(reverse("desk:acts-correct", args=[recorded.identifier])).context["form"]
    assert page["term_until"].value() == "31.12.1999"
    too_late = act(bond="active", term_until="31.12.9999") | evidence(QUOTED)
    assert "term_until" in desk.post(_add(relation), too_late).context["form"].errors


def test_an_act_may_bring_a_new_source_and_tick_a_passage_that_there_is(desk: Client) -> None:
    relation = RelationFactory()
    passage = PassageFactory()
    ActFactory(relation=relation, citations=[passage])
    row = {
        "gist": "Die Zeitung berichtet von der Unterzeichnung.",
        "locator": "Seite 3",
        "new_title": "Besuch aus Rostow",
        "new_publisher": "Ruhr Nachrichten",
        "new_kind": "news",
        "new_publisher_side": "third",
        "new_content_date": "5.7.1977",
    }
    desk.post(_add(relation), act(kind="council", passages=[passage.pk]) | evidence(row))
    source = Source.objects.get(title="Besuch aus Rostow")
    assert source.identifier == "ruhr-nachrichten-besuch-aus-rostow"
    assert (source.standing, source.content_date) == ("reported", "1977-07-05")
    assert source.visibility == Visibility.INTERNAL
    proofs = [c.passage for c in Act.objects.get(kind=ActKind.COUNCIL).citations.all()]
    assert [p.gist_de for p in proofs if p != passage] == [row["gist"]]
    assert passage in proofs


def test_two_acts_of_one_year_and_kind_get_different_identifiers(desk: Client) -> None:
    relation, source = RelationFactory(identifier="a-b"), SourceFactory(identifier="quelle-a")
    assert source.pk
    for day in ("4.7.1977", "5.7.1977"):
        desk.post(_add(relation), act(on=day) | evidence(QUOTED))
    assert sorted(Act.objects.values_list("identifier", flat=True)) == [
        "a-b-1977-signature",
        "a-b-1977-signature-2",
    ]
    assert Passage.objects.count() == 1


def test_asking_for_more_rows_keeps_what_was_typed_and_writes_nothing(desk: Client) -> None:
    relation = RelationFactory()
    sent = act(on="31.2.1977", title_de="Halber Satz") | evidence({"quote": "Erste Worte"})
    answer = desk.post(_add(relation), sent | {"more-evidence": "1"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert 'name="evidence-2-quote"' in page
    for typed in ("31.2.1977", "Halber Satz", "Erste Worte"):
        assert typed in page
    assert "error-message" not in page
    assert not Act.objects.exists()


def test_a_quote_is_found_in_the_version_that_has_it(desk: Client) -> None:
    relation, source = RelationFactory(), SourceFactory(identifier="quelle-a")
    old = SnapshotFactory(
        source=source, received_on=dt.date(2020, 1, 1), body=f"x {QUOTED['quote']}".encode()
    )
    SnapshotFactory(source=source, received_on=dt.date(2024, 1, 1), body=b"etwas anderes")
    desk.post(_add(relation), act() | evidence(QUOTED))
    passage = Act.objects.get().citations.get().passage
    assert (passage.snapshot, passage.start) == (old, 2)


def _correction_form(desk: Client, old: Act) -> dict[str, Any]:
    page = desk.get(reverse("desk:acts-correct", args=[old.identifier]))
    return page.context["form"].initial


def test_a_correction_begins_with_what_the_old_act_said_and_stands_in_its_place(
    desk: Client,
) -> None:
    passage = PassageFactory()
    old = ActFactory(
        identifier="alt",
        on="1977",
        title={"de": "Unterzeichnung", "en": "Signing"},
        citations=[passage],
        twinning=True,
    )
    begun = _correction_form(desk, old)
    assert begun["title_en"] == "Signing"
    assert (begun["on"], begun["phase"], begun["passages"]) == ("1977", "twin", [passage.pk])
    sent = {name: value or "" for name, value in begun.items()} | {"on": "4.7.1977"}
    answer = desk.post(reverse("desk:acts-correct", args=["alt"]), sent | evidence())
    assert answer.status_code == 302
    new = Act.objects.get(corrects=old)
    assert (new.on, new.title_en, new.phase) == ("1977-07-04", "Signing", "twin")
    assert [c.passage for c in new.citations.all()] == [passage]
    page = desk.get(_sheet(old.relation)).content.decode()
    assert "gilt nicht mehr" in page


def test_a_retracted_act_holds_no_longer(desk: Client) -> None:
    old = ActFactory(identifier="alt", twinning=True)
    page = desk.get(_sheet(old.relation)).content.decode()
    assert "Städtepartnerschaft" in page
    passage = old.citations.get().passage
    form = desk.get(reverse("desk:acts-retract", args=["alt"])).context["form"]
    assert form["passages"].value() == [passage.pk]
    answer = desk.post(
        reverse("desk:acts-retract", args=["alt"]),
        {"reason_de": "Verwechslung mit einer anderen Stadt.", "passages": [passage.pk]}
        | evidence(),
    )
    assert answer.status_code == 302
    retraction = Act.objects.get(kind=ActKind.RETRACTION)
    assert (retraction.corrects, retraction.title_de) == (
        old,
        "Verwechslung mit einer anderen Stadt.",
    )
    sheet = desk.get(_sheet(old.relation))
    assert sheet.context["standing"]["phase"].words == "ohne festgehaltene Form"
    chain = sheet.content.decode().split("<tbody>")[1].split("</tbody>")[0]
    assert chain.count("<tr") == 1  # what takes the act back is folded up with it
    fold = chain.split("<details")[1].split("</details>")[0]
    assert "als Irrtum gekennzeichnet" in fold
    assert "Verwechslung mit einer anderen Stadt." in fold
    assert reverse("desk:acts-publish", args=[retraction.identifier]) in fold


def test_the_list_of_acts_tells_a_retraction_with_the_act_it_takes_back(desk: Client) -> None:
    old = ActFactory(identifier="alt", title={"de": "Urkunde von einst"})
    [passage] = [each.passage for each in old.citations.all()]
    taken_back = retract_act(
        act=old, identifier="weg", reason={"de": "Nie geschehen"}, citations=[passage],
        by=somebody(),
    )  # fmt: skip
    page = desk.get(reverse("desk:acts"))
    assert [line.pk for line in page.context["object_list"]] == [old.pk]
    fold = page.content.decode().split("<tbody>")[1].split("<details")[1].split("</details>")[0]
    assert "nein, als Irrtum gekennzeichnet" in fold
    assert "Nie geschehen" in fold
    sought = desk.get(reverse("desk:acts"), {"kind": "retraction"})
    assert [line.pk for line in sought.context["object_list"]] == [taken_back.pk]
    table = desk.get(reverse("desk:acts"), {"export": "csv"}).content
    assert b"Nie geschehen" in table


def test_the_sheet_says_how_the_relation_stands_and_by_which_acts(desk: Client) -> None:
    relation = RelationFactory()
    signed = ActFactory(relation=relation, on="1977", twinning=True, title={"de": "Urkunde"})
    sheet = desk.get(_sheet(relation))
    standing = sheet.context["standing"]
    bond = standing["axes"][0]
    assert (standing["phase"].words, bond.words) == ("Städtepartnerschaft", "aktiv")
    untold = [str(axis.label) for axis in (Axis.CHANNEL, Axis.EXCHANGE, Axis.CIVIL)]
    assert standing["untold"].split(", ") == untold
    assert sheet.content.decode().count("nicht festgehalten") == 1
    assert bond.acts == (("1977: Urkunde", reverse("desk:acts-sheet", args=[signed.identifier])),)
    said = {line.label: line.words for line in standing["since"]}
    assert (said["erste Unterschrift"], said["Ratsbeschluss"]) == ("1977", "nicht belegt")
    row = sheet.context["acts"][0]
    assert (row.on, row.proofs, row.changes) == (
        "1977",
        1,
        ("Form der Beziehung: Städtepartnerschaft", "förmliche Bindung: aktiv"),
    )


def test_the_sheet_names_a_term_that_ran_out_as_the_reason_of_a_doubt(desk: Client) -> None:
    relation = RelationFactory()
    agreed = Effects(phase=Phase.PROJECT, bond=Status.ACTIVE, term_until=dt.date(2000, 1, 1))
    ActFactory(relation=relation, on="1998-01-01", effects=agreed)
    standing = desk.get(_sheet(relation)).context["standing"]
    assert standing["axes"][0].words == "Frist abgelaufen"
    for sentence in (standing["sentence"], standing["axes"][0].sentence):
        assert "31. Dezember 1999" in sentence
        assert "ungefähr" not in sentence


@pytest.mark.parametrize("verb", ["correct", "retract"])
def test_who_wants_to_correct_what_is_corrected_is_led_to_what_holds(
    desk: Client, verb: str
) -> None:
    old = ActFactory()
    new = ActFactory(relation=old.relation, corrects=old)
    answer = desk.get(reverse(f"desk:acts-{verb}", args=[old.identifier]), follow=True)
    assert answer.request["PATH_INFO"] == reverse("desk:acts-sheet", args=[new.identifier])
    assert "ist schon berichtigt" in answer.content.decode()


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2026-11-22", "geplant für 2027"),
        ("2028-01-01", "war für 2027 geplant, seitdem ist nichts darüber bekannt"),
    ],
)
def test_a_sheet_says_for_when_a_relation_is_planned(
    coordinator: User, day: str, said: str
) -> None:
    relation = RelationFactory()
    ActFactory(
        relation=relation, kind=ActKind.STATED, on="XXXX", side=Side.HOME,
        known_by=dt.date(2026, 11, 22), effects=Effects(bond=Status.PLANNED, planned_for="2027"),
    )  # fmt: skip
    with time_machine.travel(f"{day}T12:00:00+00:00", tick=False):
        desk = Client()
        desk.force_login(coordinator)
        answer = desk.get(_sheet(relation))
    form = answer.context["standing"]["phase"]
    assert said in form.words
    assert "Bekannt seit dem 22. November 2026. Gesagt hat es: diese Stadt." in form.sentence
    assert [text for text, _url in form.acts] != []
    assert "geplant für 2027" in " ".join(answer.context["acts"][0].changes)


def test_for_when_it_is_planned_is_typed_and_corrected(desk: Client) -> None:
    relation, source = RelationFactory(), SourceFactory(identifier="quelle-a")
    assert source.pk
    desk.post(_add(relation), act(bond="planned", planned_for="Frühjahr 2027") | evidence(QUOTED))
    recorded = Act.objects.get()
    assert recorded.planned_for == "[2027-03..2027-06]"
    page = desk.get(reverse("desk:acts-correct", args=[recorded.identifier])).context["form"]
    assert page["planned_for"].value() == "Frühjahr 2027"
    refused = desk.post(_add(relation), act(bond="active", planned_for="2027") | evidence(QUOTED))
    assert "planned_for" in refused.context["form"].errors


def test_a_sheet_says_that_a_form_is_over(desk: Client) -> None:
    relation = RelationFactory()
    ActFactory(
        relation=relation, on="2015", effects=Effects(phase=Phase.PROJECT, bond=Status.ACTIVE)
    )
    ActFactory(
        relation=relation, kind=ActKind.END, on="2020-05-01", effects=Effects(bond=Status.ENDED)
    )
    standing = desk.get(_sheet(relation)).context["standing"]
    assert standing["phase"].words == "Projektpartnerschaft, 2015 bis 1. Mai 2020, beendet"
    assert len(standing["phase"].acts) == 2
    assert standing["sentence"].endswith("ist seit dem 1. Mai 2020 beendet.")


@pytest.mark.parametrize(
    ("kind", "side", "said"),
    [
        ("counterpart-council", "home", "Da handelt die andere Seite"),
        ("counterpart-council", "both", "Da handelt die andere Seite"),
        ("council", "counterpart", "Da handelt diese Stadt"),
    ],
)
def test_who_acts_and_what_kind_of_act_it_is_do_not_contradict_each_other(
    desk: Client, kind: str, side: str, said: str
) -> None:
    relation = RelationFactory()
    SourceFactory(identifier="quelle-a")
    answer = desk.post(_add(relation), act(kind=kind, side=side) | evidence(QUOTED))
    assert said in answer.content.decode()
    assert not Act.objects.exists()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("„So steht es da.“", "So steht es da."),
        ('"So"', "So"),
        ("»So«", "So"),
        ("„So“ und „so“", "„So“ und „so“"),
        ("So „da“", "So „da“"),
        ("„", "„"),
    ],
)
def test_marks_around_a_quote_are_no_part_of_it(desk: Client, typed: str, kept: str) -> None:
    SourceFactory(identifier="quelle-a")
    desk.post(_add(RelationFactory()), act() | evidence(QUOTED | {"quote": typed}))
    assert Act.objects.get().citations.get().passage.quote == kept
