"""Publishing on purpose, and withdrawing."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.urls import reverse
from wagtail.log_actions import registry

from tests.factories import (
    ActFactory,
    DocumentFactory,
    EncounterFactory,
    MunicipalityFactory,
    OrganisationFactory,
    PassageFactory,
    RelationFactory,
    SnapshotFactory,
    SourceFactory,
    somebody,
)
from weltoffen.accounts.models import User
from weltoffen.desk.accompanying import Accompanying, Line
from weltoffen.desk.kinds import kind_of
from weltoffen.desk.views.publishing import PublishPage, VisibilityPage, WithdrawPage
from weltoffen.ground.problems import Problem, Refused
from weltoffen.organisations.actions import note_sign_of_life
from weltoffen.places.models import Municipality
from weltoffen.records.actions import publish, withdraw
from weltoffen.records.enums import Visibility
from weltoffen.records.models import Record
from weltoffen.relations.actions import retract_act
from weltoffen.relations.models import Act, Relation


def _ask(name: str, record: Record, verb: str = "publish") -> str:
    return reverse(f"desk:{name}-{verb}", args=[record.identifier])


def _said(answer: object) -> str:
    return " ".join(str(message) for message in get_messages(answer.wsgi_request))  # type: ignore[attr-defined]


def test_asking_publishes_nothing(desk: Client) -> None:
    city = MunicipalityFactory(visibility=Visibility.INTERNAL)
    assert "jeder diesen Eintrag sehen" in desk.get(_ask("municipalities", city)).content.decode()
    city.refresh_from_db()
    assert city.visibility == Visibility.INTERNAL


def test_publishing_and_withdrawing_stand_in_the_history(desk: Client, coordinator: User) -> None:
    city = MunicipalityFactory(visibility=Visibility.INTERNAL)
    for verb, visibility in (("publish", Visibility.PUBLIC), ("withdraw", Visibility.INTERNAL)):
        answer = desk.post(_ask("municipalities", city, verb))
        assert answer["Location"] == reverse("desk:municipalities-sheet", args=[city.identifier])
        city.refresh_from_db()
        assert city.visibility == visibility
        entry = registry.get_logs_for_instance(city).first()
        assert (entry.action, entry.user) == ("places.municipality.visibility", coordinator)
    page = desk.get(reverse("desk:municipalities-history", args=[city.identifier]))
    assert "Aus der Öffentlichkeit genommen" in page.content.decode()


def test_an_act_of_an_internal_relation_is_not_yet_to_be_seen_and_the_desk_says_so(
    desk: Client,
) -> None:
    act = ActFactory(relation=RelationFactory(internal=True), internal=True)
    assert "Die Beziehung ist noch intern" in desk.get(_ask("acts", act)).content.decode()
    answer = desk.post(_ask("acts", act))
    assert "noch nicht zu sehen" in _said(answer)
    act.refresh_from_db()
    act.relation.refresh_from_db()
    assert act.visibility == Visibility.PUBLIC
    assert act.relation.visibility == Visibility.INTERNAL
    sheet = desk.get(reverse("desk:acts-sheet", args=[act.identifier])).content.decode()
    assert "Seine Beziehung ist intern" in sheet


def test_what_belongs_to_a_relation_is_published_with_it_only_where_it_was_ticked(
    desk: Client,
) -> None:
    source = SourceFactory(visibility=Visibility.INTERNAL)
    passage = PassageFactory(snapshot=SnapshotFactory(source=source))
    relation = RelationFactory(internal=True)
    acts = [ActFactory(relation=relation, internal=True, citations=[passage]) for _ in range(2)]
    other = ActFactory(internal=True)
    page = desk.get(_ask("relations", relation)).content.decode()
    assert "auch 2 Akte veröffentlichen" in page
    assert "auch 1 Quelle veröffentlichen" in page
    desk.post(_ask("relations", relation), {"with": [_box(page, "acts")]})
    found = []
    for record in (relation, *acts, source, other):
        record.refresh_from_db()
        found.append(str(record.visibility))
    assert found == ["public", "public", "public", "internal", "internal"]


def _ticked(desk: Client, record: Record) -> set[str]:
    accompanying = desk.get(_ask("relations", record)).context["accompanying"]
    return {each.name for each in accompanying if each.is_expected}


def test_acts_are_ticked_where_nothing_is_public_yet_or_where_they_mend_what_is(
    desk: Client,
) -> None:
    relation = RelationFactory(internal=True)
    first = ActFactory(relation=relation, internal=True)
    assert "acts" in _ticked(desk, relation)
    publish(record=first, by=somebody())
    ActFactory(relation=relation, internal=True)
    assert "acts" not in _ticked(desk, relation)
    assert "mending" not in _ticked(desk, relation)
    mending = ActFactory(relation=relation, internal=True, corrects=first)
    assert "mending" in _ticked(desk, relation)
    page = desk.get(_ask("relations", relation)).content.decode()
    desk.post(_ask("relations", relation), {"with": [_box(page, "mending")]})
    mending.refresh_from_db()
    assert mending.visibility == Visibility.PUBLIC
    assert relation.acts.filter(visibility=Visibility.INTERNAL).count() == 1


def test_what_came_to_it_after_the_page_was_shown_is_not_published_unseen(desk: Client) -> None:
    relation = RelationFactory(internal=True)
    seen = ActFactory(relation=relation, internal=True)
    box = _box(desk.get(_ask("relations", relation)).content.decode(), "acts")
    unseen = ActFactory(relation=relation, internal=True)
    answer = desk.post(_ask("relations", relation), {"with": [box]})
    assert "Sehen Sie die Liste noch einmal durch" in answer.content.decode()
    for record in (relation, seen, unseen):
        record.refresh_from_db()
        assert record.visibility == Visibility.INTERNAL


@pytest.mark.parametrize("page", [PublishPage, WithdrawPage])
def test_what_may_go_along_is_looked_up_once_and_in_the_transaction_that_changes_it(
    desk: Client, monkeypatch: pytest.MonkeyPatch, page: type[VisibilityPage]
) -> None:
    relation = RelationFactory(internal=page is PublishPage)
    look, outside = page.around, len(connection.savepoint_ids)
    depths: list[int] = []

    def looking(self: VisibilityPage) -> tuple[list[Accompanying], list[Line]]:
        depths.append(len(connection.savepoint_ids) - outside)
        return look(self)

    monkeypatch.setattr(page, "around", looking)
    verb = "publish" if page is PublishPage else "withdraw"
    assert desk.get(_ask("relations", relation, verb)).status_code == 200
    assert desk.post(_ask("relations", relation, verb)).status_code == 302
    assert depths == [0, 1]


@pytest.mark.parametrize("side", ["counterpart", "home"])
def test_a_relation_with_an_internal_side_is_not_yet_to_be_seen_and_the_desk_says_so(
    desk: Client, side: str
) -> None:
    relation = RelationFactory(internal=True)
    withdraw(record=getattr(relation, side), by=somebody())
    page = desk.get(_ask("relations", relation)).content.decode()
    assert "wenn beide Seiten öffentlich sind" in page
    answer = desk.post(_ask("relations", relation))
    assert "Eine Seite der Beziehung ist intern" in _said(answer)
    answer = desk.post(_ask("acts", ActFactory(relation=relation, internal=True)))
    assert "Eine Seite der Beziehung ist intern" in _said(answer)
    withdraw(record=relation, by=somebody())
    answer = desk.post(_ask("relations", relation), {"with": [_box(page, side)]})
    assert "ist jetzt öffentlich" in _said(answer)
    assert Client().get(f"/de/beziehungen/{relation.identifier}/").status_code == 200


def test_withdrawing_a_side_says_which_relations_go_with_it(desk: Client) -> None:
    relation = RelationFactory()
    ask = _ask("municipalities", relation.municipality, "withdraw")
    assert "verschwindet 1 Beziehung" in desk.get(ask).content.decode()
    desk.post(ask)
    assert Client().get(f"/de/beziehungen/{relation.identifier}/").status_code == 404
    ask = _ask("municipalities", MunicipalityFactory(), "withdraw")
    assert "verschwind" not in desk.get(ask).content.decode()


@pytest.mark.parametrize("kind", ["network", "instrument"])
def test_withdrawing_a_network_or_a_charter_says_so_too(desk: Client, kind: str) -> None:
    relation = RelationFactory(**{f"with_{kind}": True})
    name = {"network": "organisations", "instrument": "charters"}[kind]
    page = desk.get(_ask(name, relation.counterpart, "withdraw")).content.decode()
    assert "verschwindet 1 Beziehung" in page


def test_a_withdrawal_that_would_revive_a_mistake_is_refused_with_a_message(desk: Client) -> None:
    wrong = ActFactory()
    right = ActFactory(relation=wrong.relation, corrects=wrong)
    answer = desk.post(_ask("acts", right, "withdraw"))
    assert answer.status_code == 200
    page = answer.content.decode()
    assert wrong.identifier in page
    assert "weitere Berichtigung" in page
    right.refresh_from_db()
    assert right.visibility == Visibility.PUBLIC


def test_an_act_that_is_corrected_goes_public_only_with_its_correction(desk: Client) -> None:
    wrong = ActFactory(internal=True)
    right = ActFactory(relation=wrong.relation, corrects=wrong, internal=True)
    page = desk.get(_ask("acts", wrong, "publish")).content.decode()
    refused = desk.post(_ask("acts", wrong, "publish"))
    assert right.identifier in refused.content.decode()
    wrong.refresh_from_db()
    assert wrong.visibility == Visibility.INTERNAL
    desk.post(_ask("acts", wrong, "publish"), {"with": [_box(page, "corrections")]})
    for each in (wrong, right):
        each.refresh_from_db()
        assert each.visibility == Visibility.PUBLIC


def test_a_relation_goes_public_with_acts_that_correct_each_other(desk: Client) -> None:
    relation = RelationFactory(internal=True)
    wrong = ActFactory(relation=relation, internal=True)
    ActFactory(relation=relation, corrects=wrong, internal=True)
    page = desk.get(_ask("relations", relation, "publish")).content.decode()
    desk.post(_ask("relations", relation, "publish"), {"with": [_box(page, "acts")]})
    assert set(relation.acts.values_list("visibility", flat=True)) == {Visibility.PUBLIC}


def test_publishing_looks_at_the_record_as_it_is_now(coordinator: User) -> None:
    city = MunicipalityFactory(visibility=Visibility.INTERNAL)
    seen_before = Municipality.objects.get(pk=city.pk)
    publish(record=city, by=coordinator)
    withdraw(record=city, by=coordinator)
    seen_before.visibility = Visibility.PUBLIC  # as somebody read it in between
    publish(record=seen_before, by=coordinator)
    city.refresh_from_db()
    assert city.visibility == Visibility.PUBLIC


def _box(page: str, name: str) -> str:
    """Return what the box of a name sends."""
    found = re.search(rf'value="({name}:[0-9a-f]+)"', page)
    assert found
    return found[1]


def test_the_public_page_is_linked_once_there_is_one(desk: Client) -> None:
    relation = RelationFactory(internal=True)
    address = reverse("desk:relations-sheet", args=[relation.identifier])
    public = reverse("portal:relation", args=[relation.identifier])
    assert public not in desk.get(address).content.decode()
    desk.post(_ask("relations", relation))
    assert public in desk.get(address).content.decode()


@pytest.mark.parametrize("verb", ["publish", "withdraw"])
def test_a_record_that_does_not_exist_is_not_found(desk: Client, verb: str) -> None:
    assert desk.post(reverse(f"desk:sources-{verb}", args=["fehlt"])).status_code == 404


def test_what_an_action_refuses_is_said_and_nothing_is_changed(
    desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Stands in for a rule about withdrawing, of which the rooms may have some or none.
    def refuse(**_said: object) -> Record:
        raise Refused(Problem("visibility", "Das geht jetzt nicht. Nehmen Sie erst den anderen."))

    relation = RelationFactory()
    monkeypatch.setattr(WithdrawPage, "change", staticmethod(refuse))
    answer = desk.post(_ask("relations", relation, "withdraw"))
    assert answer.status_code == 200
    assert "Das geht jetzt nicht." in answer.content.decode()
    relation.refresh_from_db()
    assert relation.visibility == Visibility.PUBLIC


def test_what_became_needed_after_the_page_was_shown_is_not_withdrawn(desk: Client) -> None:
    relation = RelationFactory()
    box = _box(desk.get(_ask("relations", relation, "withdraw")).content.decode(), "counterpart")
    RelationFactory(municipality=relation.municipality)
    answer = desk.post(_ask("relations", relation, "withdraw"), {"with": [box]})
    assert "was mit zurückgenommen würde" in answer.content.decode()
    for record in (relation, relation.municipality):
        record.refresh_from_db()
        assert record.visibility == Visibility.PUBLIC


def test_acts_are_listed_with_day_kind_and_what_replaces_them(desk: Client) -> None:
    relation = RelationFactory(internal=True)
    said = {"relation": relation, "internal": True, "title": {"de": "Urkunde"}}
    wrong = ActFactory(on="1977-07-04", identifier="falsch", **said)
    ActFactory(on="1978-07", identifier="richtig", corrects=wrong, **said)
    never = ActFactory(on="1980", identifier="nie", **said)  # nobody has seen it: not offered
    ActFactory(on="1980", kind="retraction", identifier="irrtum", corrects=never, **said)
    accompanying = desk.get(_ask("relations", relation)).context["accompanying"]
    (acts,) = [each.lines for each in accompanying if each.name == "acts"]
    told = {line.url.rstrip("/").rpartition("/")[2]: (line.text, *line.marks) for line in acts}
    assert told == {
        "falsch": (
            "4. Juli 1977, Unterzeichnung: Urkunde",
            "ist berichtigt, an seiner Stelle steht: „Urkunde“ (Juli 1978, richtig)",
        ),
        "richtig": (
            "Juli 1978, Unterzeichnung: Urkunde",
            "tritt an die Stelle von: „Urkunde“ (4. Juli 1977, falsch)",
        ),
    }
    page = desk.get(_ask("acts", wrong)).content.decode()
    assert "4. Juli 1977, Unterzeichnung: Urkunde" in page
    assert "(Juli 1978, richtig)" in page


def _undone(relation: Relation, **said: object) -> list[Act]:
    """Return an act that was amended and taken back, as taking a decision back leaves it."""
    stated = ActFactory(relation=relation, internal=True, **said)
    own = ActFactory(relation=relation, corrects=stated, internal=True)
    return [
        stated,
        own,
        ActFactory(relation=relation, kind="retraction", corrects=own, internal=True),
    ]


def test_what_was_undone_before_anybody_saw_it_is_not_offered(desk: Client) -> None:
    relation = RelationFactory(internal=True)
    source = SourceFactory(visibility=Visibility.INTERNAL)
    passage = PassageFactory(snapshot=SnapshotFactory(source=source))
    undone = _undone(relation, citations=[passage])
    taken = ActFactory(relation=relation, internal=True)
    accompanying = desk.get(_ask("relations", relation)).context["accompanying"]
    assert [(each.name, each.records) for each in accompanying] == [("acts", (taken,))]
    for act in undone:
        answer = desk.post(_ask("acts", act)).content.decode()
        assert "war nie öffentlich" in answer
        act.refresh_from_db()
        assert act.visibility == Visibility.INTERNAL
    history = desk.get(reverse("desk:relations-sheet", args=[relation.identifier]))
    assert undone[0].title in history.content.decode()


def test_what_was_public_once_and_then_undone_is_offered_again(desk: Client) -> None:
    relation = RelationFactory(internal=True)
    wrong = ActFactory(relation=relation, internal=True)
    publish(record=wrong, by=somebody())
    withdraw(record=wrong, by=somebody())
    undoing = ActFactory(relation=relation, kind="retraction", corrects=wrong, internal=True)
    accompanying = desk.get(_ask("relations", relation)).context["accompanying"]
    assert {act for each in accompanying for act in each.records} == {wrong, undoing}
    publish(record=undoing, by=somebody())


def test_words_that_go_public_with_a_source_are_listed_with_where_else_they_show(
    desk: Client,
) -> None:
    source = SourceFactory(visibility=Visibility.INTERNAL, title="Partner.xlsx")
    snapshot = SnapshotFactory(source=source)
    own, other, inside = (
        PassageFactory(snapshot=snapshot, quote=words)
        for words in ("Leeds seit 1969", "Amiens seit 1960", "Krakau seit 1991")
    )
    relation = RelationFactory(internal=True)
    ActFactory(relation=relation, internal=True, citations=[own], title={"de": "Nennt Leeds"})
    elsewhere = ActFactory(citations=[other]).relation
    ActFactory(internal=True, citations=[inside])
    answer = desk.get(_ask("relations", relation))
    (sources,) = [each for each in answer.context["accompanying"] if each.name == "sources"]
    told = [
        (each.source, each.words, each.only_with, [page.url for page in each.elsewhere])
        for each in sources.quotes
    ]
    public = reverse("portal:relation", args=[elsewhere.identifier])
    assert sorted(told) == [
        ("Partner.xlsx", "Amiens seit 1960", (), [public]),
        ("Partner.xlsx", "Leeds seit 1969", ("Nennt Leeds",), []),
    ]
    page = answer.content.decode()
    assert page.index("Amiens seit 1960") < page.index("auch 1 Quelle veröffentlichen")
    assert f'href="{public}"' in page
    of_source = desk.get(_ask("sources", source)).content.decode()
    assert "Amiens seit 1960" in of_source
    assert "Leeds seit 1969" not in of_source
    assert "Krakau seit 1991" not in page + of_source


def test_words_that_would_show_elsewhere_meanwhile_are_seen_first(desk: Client) -> None:
    source = SourceFactory(visibility=Visibility.INTERNAL)
    snapshot = SnapshotFactory(source=source)
    relation = RelationFactory(internal=True)
    own, other = (PassageFactory(snapshot=snapshot, quote=each) for each in ("eins", "zwei"))
    ActFactory(relation=relation, internal=True, citations=[own])
    box = _box(desk.get(_ask("relations", relation)).content.decode(), "sources")
    ActFactory(citations=[other])
    answer = desk.post(_ask("relations", relation), {"with": [box]})
    assert "Sehen Sie die Liste noch einmal durch" in answer.content.decode()
    source.refresh_from_db()
    assert source.visibility == Visibility.INTERNAL


def test_of_a_relation_that_nothing_tells_of_any_more_it_is_said_before(desk: Client) -> None:
    relation = RelationFactory(internal=True)
    act = ActFactory(relation=relation, internal=True)
    assert "gilt aber kein Akt mehr" not in desk.get(_ask("relations", relation)).content.decode()
    retract_act(
        act=act, identifier="irrtum", reason={"de": "Irrtum"},
        citations=[each.passage for each in act.citations.all()], by=somebody(),
    )  # fmt: skip
    assert "gilt aber kein Akt mehr" in desk.get(_ask("relations", relation)).content.decode()


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (EncounterFactory, "eine öffentliche Seite zeigt ihn noch nicht"),
        (DocumentFactory, "Danach kann jeder die Datei unter ihrer Adresse abrufen"),
        (OrganisationFactory, "Danach kann jeder diesen Eintrag sehen"),
    ],
)
def test_publishing_promises_no_page_that_there_is_not(desk: Client, make: Any, said: str) -> None:
    record = make(visibility=Visibility.INTERNAL)
    page = desk.get(kind_of(record).url(record, "publish")).content.decode()
    assert said in page
    today = desk.get(reverse("wagtailadmin_home")).content.decode()
    assert ("noch nicht veröffentlicht" in today) is (make is OrganisationFactory)


def test_what_becomes_public_is_shown_field_by_field(desk):
    organisation = OrganisationFactory(
        identifier="verein", visibility=Visibility.INTERNAL, task="Hilfe vermitteln"
    )
    note_sign_of_life(
        organisation=organisation, on="2026", what="Anruf von Frau Muster", by=somebody()
    )
    page = desk.get(reverse("desk:organisations-publish", args=["verein"]))
    told = dict(page.context["becoming"])
    assert "Hilfe vermitteln" in told.values()
    assert "Anruf von Frau Muster" not in page.content.decode()
    assert "Das wird öffentlich" in page.content.decode()
