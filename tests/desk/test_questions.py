"""What is asked before saving, because the register may have it already."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.db.models.signals import post_init
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.desk.conftest import act, confirmed, evidence
from tests.desk.test_records import opened
from tests.factories import (
    ActFactory,
    CountryFactory,
    MunicipalityFactory,
    PassageFactory,
    RelationFactory,
    SnapshotFactory,
    SourceFactory,
)
from weltoffen.desk.questions import about_source, bare_address, is_same_name, is_same_paper
from weltoffen.places.models import Municipality
from weltoffen.relations.actions import Effects
from weltoffen.relations.enums import Side
from weltoffen.relations.models import Act, Relation
from weltoffen.sources.models import Snapshot, Source

PLACE = {"name_de": "AMIÈNS", "country": "FR", "owner": "coordination", "is_named": "on"}
NEW_SOURCE = {
    "new_title": "Partnerstädte", "new_publisher": "Stadt", "new_kind": "web-page",
    "new_publisher_side": "home", "new_address": "", "quote": "seit 1977",
}  # fmt: skip
SOURCE = {
    "title": "Partnerstädte", "publisher": "Stadt", "publisher_side": "home", "kind": "web-page",
    "standing": "read", "content_date": "2024", "language": "de",
}  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "known", "same"),
    [
        (["Amiens"], ["AMIÈNS"], True),
        (["Mailand", "Milan"], ["Milano", "milan"], True),
        (["Amiens"], ["Amiens-Nord"], False),
        (["", "Amiens"], ["", "Lyon"], False),
    ],
)
def test_names_are_compared_without_case_and_accents(
    typed: list[str], known: list[str], same: bool
) -> None:
    assert is_same_name(typed, known) is same


def test_no_number_is_no_number() -> None:
    assert is_same_paper("23871-22", " 23871-22")
    assert not is_same_paper("", "")


def test_an_address_is_what_leads_to_the_page() -> None:
    assert bare_address(" HTTPS://www.Dortmund.DE/Partner/#top") == "dortmund.de/Partner"
    assert bare_address("http://dortmund.de/Partner") == "dortmund.de/Partner"
    assert bare_address("http://dortmund.de/partner?Id=a#top") == "dortmund.de/partner?Id=a"
    assert bare_address("https://dortmund.de/") == "dortmund.de"
    for none in ("Stadtarchiv, Bestand 3", "http://[x", "https:///partner", ""):
        assert bare_address(none) == ""


def test_a_second_place_of_the_name_in_the_country_is_asked_about_and_saved_whenconfirmed(
    desk: Client,
) -> None:
    known = MunicipalityFactory(identifier="amiens", name={"de": "Amiens"})
    address = reverse("desk:municipalities-add")
    asked = desk.post(address, PLACE)
    assert reverse("desk:municipalities-sheet", args=["amiens"]) in asked.content.decode()
    assert list(Municipality.objects.all()) == [known]
    assert asked.context["form"]["name_de"].value() == "AMIÈNS"
    assert desk.post(address, confirmed(asked, PLACE)).status_code == 302
    assert Municipality.objects.count() == 2


def test_the_same_name_in_another_country_is_not_asked_about(desk: Client) -> None:
    MunicipalityFactory(identifier="amiens", name={"de": "Amiens"})
    CountryFactory(code="CA")
    answer = desk.post(reverse("desk:municipalities-add"), PLACE | {"country": "CA"})
    assert answer.status_code == 302


def test_an_answer_holds_for_what_was_asked_only(desk: Client) -> None:
    MunicipalityFactory(identifier="amiens", name={"de": "Amiens"})
    MunicipalityFactory(identifier="lyon", name={"de": "Lyon"})
    address = reverse("desk:municipalities-add")
    sent = confirmed(desk.post(address, PLACE), PLACE) | {"name_de": "Lyon"}
    assert desk.post(address, sent).status_code == 200
    assert Municipality.objects.count() == 2


def test_what_is_refused_is_said_before_anything_is_asked(desk: Client) -> None:
    MunicipalityFactory(identifier="amiens", name={"de": "Amiens"})
    sent = PLACE | {"identifier": "amiens"}
    answer = desk.post(reverse("desk:municipalities-add"), sent)
    assert answer.context["faults"]
    assert "Noch nicht gespeichert. Bitte erst nachsehen" not in answer.content.decode()


def test_a_place_is_asked_about_again_only_when_its_name_or_country_changes(desk: Client) -> None:
    MunicipalityFactory(identifier="amiens", name={"de": "Amiens"})
    second = MunicipalityFactory(identifier="amiens-2", name={"de": "Amiens"})
    address = reverse("desk:municipalities-edit", args=["amiens-2"])
    sent = opened(desk, address) | {"region": "Somme"}
    assert desk.post(address, sent).status_code == 302
    lyon = MunicipalityFactory(identifier="lyon", name={"de": "Lyon"})
    address = reverse("desk:municipalities-edit", args=["lyon"])
    sent = opened(desk, address) | {"name_de": "amiens"}
    asked = desk.post(address, sent)
    lyon.refresh_from_db()
    assert lyon.name_de == "Lyon"
    assert second.identifier in asked.content.decode()
    assert desk.post(address, confirmed(asked, sent)).status_code == 302
    lyon.refresh_from_db()
    assert lyon.name_de == "amiens"


def _known_act(**said: Any) -> Relation:
    SourceFactory(identifier="quelle-a")
    relation: Relation = RelationFactory()
    title = {"de": "Unterzeichnung der Urkunde"}
    ActFactory(**({"identifier": "alt", "relation": relation, "title": title,
                   "side": Side.BOTH} | said))  # fmt: skip
    return relation


QUOTED = {"source": "quelle-a", "quote": "Wird unterzeichnet."}


def test_an_act_that_the_relation_has_is_asked_about_and_saved_whenconfirmed(
    desk: Client,
) -> None:
    relation = _known_act()
    address = reverse("desk:relations-act", args=[relation.identifier])
    sent = act(title_de="unterzeichnung der Urkunde.") | evidence(QUOTED)
    asked = desk.post(address, sent)
    assert reverse("desk:acts-sheet", args=["alt"]) in asked.content.decode()
    assert "Wird unterzeichnet." in asked.content.decode()
    assert Act.objects.count() == 1
    assert desk.post(address, confirmed(asked, sent)).status_code == 302
    assert Act.objects.count() == 2


@pytest.mark.parametrize(
    ("typed", "is_asked"),
    [
        ({"title_de": "Andere Worte", "paper_number": "23871-22"}, True),
        ({"title_de": "Andere Worte", "paper_number": "1-22"}, True),
        ({"on": "1977"}, False),
        ({"kind": "resolution"}, False),
        ({"side": "home"}, False),
    ],
)
def test_the_same_kind_day_and_side_is_asked_about(
    desk: Client, typed: dict[str, str], is_asked: bool
) -> None:
    relation = _known_act(paper_number="23871-22")
    address = reverse("desk:relations-act", args=[relation.identifier])
    answer = desk.post(address, act(**typed) | evidence(QUOTED))
    assert answer.status_code == (200 if is_asked else 302)
    assert Act.objects.count() == (1 if is_asked else 2)


@pytest.mark.parametrize(
    ("title", "is_asked"), [("Andere Worte", False), ("Unterzeichnung der Urkunde", True)]
)
def test_where_only_the_year_is_known_the_same_title_is_asked_about(
    desk: Client, title: str, is_asked: bool
) -> None:
    relation = _known_act(on="1977")
    address = reverse("desk:relations-act", args=[relation.identifier])
    answer = desk.post(address, act(on="1977", title_de=title) | evidence(QUOTED))
    assert answer.status_code == (200 if is_asked else 302)


def test_a_correction_is_not_held_to_be_the_act_that_it_corrects(desk: Client) -> None:
    relation = _known_act()
    address = reverse("desk:acts-correct", args=["alt"])
    sent = act(note_de="Im Rathaus.") | evidence(QUOTED)
    assert desk.post(address, sent).status_code == 302
    assert relation.acts.count() == 2


def _begun(desk: Client, address: str) -> dict[str, Any]:
    begun = desk.get(address).context["form"].initial
    return {name: value or "" for name, value in begun.items()} | evidence()


SIGNED = [(Side.HOME, {"de": "Amt", "en": "Office"})]


def test_a_correction_that_changes_nothing_is_refused_with_a_sentence(desk: Client) -> None:
    relation = _known_act(signatories=SIGNED)
    address = reverse("desk:acts-correct", args=["alt"])
    answer = desk.post(address, _begun(desk, address))
    assert "Diese Berichtigung ändert nichts" in answer.content.decode()
    assert relation.acts.count() == 1


@pytest.mark.parametrize(
    "change", [{"title_en": "Signing"}, {"signatories": "hier: Amt"}, {"passages": []}]
)
def test_a_correction_may_change_as_little_as_a_translation_an_office_or_a_proof(
    desk: Client, change: dict[str, Any]
) -> None:
    relation = _known_act(signatories=SIGNED)
    if "passages" in change:
        ActFactory(relation=relation, on="1999", citations=[passage := PassageFactory()])
        change = {"passages": [passage.pk]}
    before = relation.acts.count()
    address = reverse("desk:acts-correct", args=["alt"])
    assert desk.post(address, _begun(desk, address) | change).status_code == 302
    assert relation.acts.count() == before + 1
    again = reverse("desk:acts-correct", args=[Act.objects.latest("pk").identifier])
    answer = desk.post(again, _begun(desk, again) | {"note_de": "Im Rathaus."})
    assert answer.status_code == 302  # like those that it corrects, and nobody is asked


@pytest.mark.parametrize(
    ("known", "typed"),
    [
        ({"title": "partnerstädte", "content_date": "2024"}, {}),
        (
            {"address": "https://www.Dortmund.de/partner"},
            {"address": "http://dortmund.DE/partner/"},
        ),
    ],
)
def test_a_source_that_the_register_has_is_asked_about_and_saved_whenconfirmed(
    desk: Client, known: dict[str, str], typed: dict[str, str]
) -> None:
    SourceFactory(identifier="alt", **known)
    address, sent = reverse("desk:sources-add"), SOURCE | typed
    asked = desk.post(address, sent)
    assert reverse("desk:sources-sheet", args=["alt"]) in asked.content.decode()
    assert Source.objects.count() == 1
    assert desk.post(address, confirmed(asked, sent)).status_code == 302
    assert Source.objects.count() == 2


def test_a_source_of_another_day_is_not_asked_about(desk: Client) -> None:
    SourceFactory(title="Partnerstädte", content_date="2023")
    assert desk.post(reverse("desk:sources-add"), SOURCE).status_code == 302


def test_addresses_that_differ_in_the_case_of_their_path_are_two(desk: Client) -> None:
    SourceFactory(title="Anders", address="https://dortmund.de/Partner")
    sent = SOURCE | {"address": "https://dortmund.de/partner"}
    assert desk.post(reverse("desk:sources-add"), sent).status_code == 302


@pytest.mark.django_db
def test_no_source_is_loaded_to_ask_about_one() -> None:
    for number in range(3):
        SourceFactory(title=f"Quelle {number}", address=f"https://dortmund.de/{number}")
    loaded: list[Any] = []

    def note(sender: Any, **_said: Any) -> None:
        loaded.append(sender)

    post_init.connect(note, sender=Source)
    try:
        with CaptureQueriesContext(connection) as asked:
            said = {"title": "Quelle 1", "content_date": "XXXX"}
            found = list(about_source(**said, address="https://dortmund.de/2"))
    finally:
        post_init.disconnect(note, sender=Source)
    assert [question.label.split(",")[0] for question in found] == ["Quelle 1", "Quelle 2"]
    assert loaded == []
    assert "WHERE" in asked[0]["sql"]


def test_an_amended_source_is_asked_about_only_when_it_becomes_like_another(desk: Client) -> None:
    SourceFactory(identifier="alt", title="Partnerstädte")
    SourceFactory(identifier="neu", title="Partnerstädte")
    address = reverse("desk:sources-edit", args=["neu"])
    assert desk.post(address, opened(desk, address) | {"publisher": "Amt"}).status_code == 302
    SourceFactory(identifier="anders", title="Anders")
    address = reverse("desk:sources-edit", args=["anders"])
    sent = opened(desk, address) | {"title": "Partnerstädte"}
    asked = desk.post(address, sent)
    assert desk.post(address, confirmed(asked, sent)).status_code == 302


def test_a_new_source_typed_as_evidence_is_asked_about_too(desk: Client) -> None:
    relation = RelationFactory()
    SourceFactory(identifier="alt", title="Partnerstädte")
    address = reverse("desk:relations-act", args=[relation.identifier])
    sent = act() | evidence(NEW_SOURCE)
    asked = desk.post(address, sent)
    assert reverse("desk:sources-sheet", args=["alt"]) in asked.content.decode()
    assert (Source.objects.count(), Act.objects.count()) == (1, 0)
    assert desk.post(address, confirmed(asked, sent)).status_code == 302
    assert (Source.objects.count(), Act.objects.count()) == (2, 1)


def test_a_source_that_two_rows_resemble_is_asked_about_once(desk: Client) -> None:
    relation = RelationFactory()
    SourceFactory(identifier="alt", title="Partnerstädte")
    address = reverse("desk:relations-act", args=[relation.identifier])
    sent = act() | evidence(NEW_SOURCE, NEW_SOURCE | {"quote": "bis 1990"})
    (question,) = desk.post(address, sent).context["questions"]
    assert question.url == reverse("desk:sources-sheet", args=["alt"])


def test_a_text_that_another_source_has_is_asked_about(desk: Client) -> None:
    SnapshotFactory(source=SourceFactory(identifier="alt"), body=b"Der ganze Text.")
    SourceFactory(identifier="neu")
    address = reverse("desk:sources-snapshot", args=["neu"])
    sent = {"received_on": "1.2.2024", "text": "Der ganze Text."}
    asked = desk.post(address, sent)
    assert reverse("desk:sources-sheet", args=["alt"]) in asked.content.decode()
    assert Snapshot.objects.count() == 1
    assert desk.post(address, confirmed(asked, sent)).status_code == 302
    assert Snapshot.objects.count() == 2


@pytest.mark.parametrize(
    ("home", "other", "phase", "is_asked"),
    [
        ("DE", "DE", "twin", True),
        ("DE", "DE", "inner-german", False),
        ("DE", "DE", "friendship", False),
        ("DE", "FR", "twin", False),
        ("FR", "FR", "twin", False),
    ],
)
def test_a_twinning_inside_germany_is_asked_about_and_kept_when_saved_again(
    desk: Client, home: str, other: str, phase: str, is_asked: bool
) -> None:
    countries = {code: CountryFactory(code=code) for code in {home, other}}
    relation = RelationFactory(
        home=MunicipalityFactory(identifier="dortmund", country=countries[home]),
        municipality=MunicipalityFactory(identifier="bielefeld", country=countries[other]),
    )
    SourceFactory(identifier="quelle-a")
    address = reverse("desk:relations-act", args=[relation.identifier])
    sent = act(phase=phase, bond="active") | evidence({"source": "quelle-a", "quote": "Worte"})
    answer = desk.post(address, sent)
    assert (answer.status_code == 200) is is_asked
    if is_asked:
        assert not Act.objects.exists()
        (question,) = answer.context["questions"]
        assert "innerdeutsche Städtepartnerschaft" in question.sentence
        assert question.label == "Bielefeld · bielefeld"
        assert desk.post(address, confirmed(answer, sent)).status_code == 302
    assert Act.objects.get().phase == phase


def test_a_correction_to_a_twinning_inside_germany_is_asked_about(desk: Client) -> None:
    germany = CountryFactory(code="DE")
    home, other = (MunicipalityFactory(country=germany) for _ in range(2))
    relation = RelationFactory(home=home, municipality=other)
    old = ActFactory(relation=relation)
    address = reverse("desk:acts-correct", args=[old.identifier])
    passages = [citation.passage_id for citation in old.citations.all()]
    sent = act(phase="twin", passages=passages) | evidence()
    (question,) = desk.post(address, sent).context["questions"]
    assert "innerdeutsche" in question.sentence


def test_a_correction_that_keeps_the_form_is_not_asked_about_it(desk: Client) -> None:
    germany = CountryFactory(code="DE")
    home, other = (MunicipalityFactory(country=germany) for _ in range(2))
    relation = RelationFactory(home=home, municipality=other)
    old = ActFactory(relation=relation, effects=Effects(phase="twin", bond="active"))
    address = reverse("desk:acts-correct", args=[old.identifier])
    assert desk.post(address, _begun(desk, address) | {"note_de": "Hier."}).status_code == 302
    assert [each.phase for each in relation.acts.order_by("pk")] == ["twin", "twin"]
