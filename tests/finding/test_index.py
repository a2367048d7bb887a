"""The index follows the history, loses nothing, doubles nothing, and finds alike everywhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import ModelLogEntry

from tests.factories import (
    ActFactory,
    CountryFactory,
    MunicipalityFactory,
    OrganisationFactory,
    PassageFactory,
    PersonFactory,
    RelationFactory,
    SourceFactory,
    somebody,
)
from weltoffen.finding import registry
from weltoffen.finding.actions import begin_anew, catch_up, follow_history, read_in
from weltoffen.finding.models import Entry, Waiting, Watermark, Word
from weltoffen.finding.rules import indexing
from weltoffen.finding.selectors import is_behind, keys_matching, meant, search
from weltoffen.finding.types import Document
from weltoffen.organisations.actions import forget_person
from weltoffen.places.actions import amend_municipality
from weltoffen.places.models import Municipality
from weltoffen.records.actions import set_visibility
from weltoffen.records.enums import Visibility
from weltoffen.relations.models import Act, Relation

pytestmark = pytest.mark.django_db


def up_to_date() -> None:
    while follow_history():
        pass
    while read_in():
        pass


def found(typed: str, **asked: Any) -> list[str]:
    up_to_date()
    return [f"{hit.kind}/{hit.reference}" for hit in search(typed, **asked).hits]


@pytest.fixture
def register() -> Relation:
    """A small register with every way in which words stand in it."""
    germany, france = CountryFactory(code="DE"), CountryFactory(code="FR", label="Frankreich")
    dortmund = MunicipalityFactory(identifier="dortmund", name={"de": "Dortmund"}, country=germany)
    amiens = MunicipalityFactory(identifier="amiens", name={"de": "Amiens"}, country=france)
    rostow = MunicipalityFactory(
        identifier="rostow", name={"de": "Rostow am Don", "en": "Rostov-on-Don"},
        endonym="Ростов-на-Дону", country=CountryFactory(code="RU", label="Russland"),
    )  # fmt: skip
    with_amiens = RelationFactory(
        identifier="dortmund-amiens", home=dortmund, municipality=amiens,
        summary={"de": "Älteste Partnerschaft der Stadt."},
    )  # fmt: skip
    RelationFactory(identifier="dortmund-rostow", home=dortmund, municipality=rostow)
    about = PassageFactory(
        snapshot__source=SourceFactory(identifier="urkunde", title="Urkunde"),
        quote="Beide Städte begründen eine Städtepartnerschaft.",
    )
    ActFactory(
        identifier="unterzeichnung", relation=with_amiens,
        title={"de": "Städtepartnerschaftsvertrag unterzeichnet", "en": "Twinning signed"},
        citations=[about],
    )  # fmt: skip
    OrganisationFactory(identifier="dfg", name={"de": "Deutsch-Französische Gesellschaft"})
    return with_amiens


EXPECTED = {
    "amiens": ["relations/dortmund-amiens", "municipalities/amiens", "acts/unterzeichnung"],
    "dortmund amiens": ["relations/dortmund-amiens", "acts/unterzeichnung"],
    "partnerschaft": ["relations/dortmund-amiens", "acts/unterzeichnung", "sources/urkunde"],
    "Partnerschaften ": [
        "relations/dortmund-amiens", "acts/unterzeichnung", "sources/urkunde",
    ],
    "Städtepartnerschaft": ["acts/unterzeichnung", "relations/dortmund-amiens", "sources/urkunde"],
    "stadtepartnerschaften": [
        "sources/urkunde", "acts/unterzeichnung", "relations/dortmund-amiens",
    ],
    "twinning": ["acts/unterzeichnung", "relations/dortmund-amiens"],
    "rostow": ["relations/dortmund-rostow", "municipalities/rostow"],
    "Rostov": ["relations/dortmund-rostow", "municipalities/rostow"],
    "РОСТОВ": ["relations/dortmund-rostow", "municipalities/rostow"],
    "frankr": ["relations/dortmund-amiens", "municipalities/amiens", "acts/unterzeichnung"],
    '"am Don"': ["relations/dortmund-rostow", "municipalities/rostow"],
    '"Don am"': [],
    "gesellschaften deutsche": ["organisations/dfg"],
    "haus": [],
}  # fmt: skip
"""What is found, the best first: on SQLite and on PostgreSQL the same."""


@pytest.mark.parametrize("typed", EXPECTED)
def test_both_databases_find_the_same_in_the_same_order(register: Relation, typed: str) -> None:
    assert found(typed) == EXPECTED[typed]


def test_hits_say_why_and_counts_are_of_each_kind(register: Relation) -> None:
    up_to_date()
    result = search("partnerschaften ")
    assert result.counts == {"relations": 1, "acts": 1, "sources": 1}
    assert result.total == 3
    first = result.hits[0]
    assert first.excerpt is not None
    assert first.excerpt.where == "summary"
    assert [first.excerpt.text[a:b] for a, b in first.excerpt.marks] == ["Partnerschaft"]
    english = search("twinning", language="en").hits[0]
    assert (english.title, english.excerpt) == ("Twinning signed", None)
    assert [english.title[a:b] for a, b in english.title_marks] == ["Twinning"]


def test_a_search_is_two_queries(register: Relation, django_assert_num_queries: Any) -> None:
    up_to_date()
    with django_assert_num_queries(2):
        assert search("dortmund", kinds=["relations"], limit=1).hits
    with django_assert_num_queries(0):
        assert not search("%").hits


def test_what_one_may_not_see_is_neither_found_nor_counted_nor_guessed(register: Relation) -> None:
    up_to_date()
    relations = Relation.objects.exclude(pk=register.pk)
    seen = Q(kind="relations", record__in=relations.values("pk"))
    assert search("amiens", seen=seen).total == 0
    assert [hit.reference for hit in search("dortmund", seen=seen).hits] == ["dortmund-rostow"]
    assert meant("amienz") == ["Amiens"]
    assert meant("amienz", seen=seen) == []


def test_hits_come_in_pages_without_doubles_or_gaps() -> None:
    for number in range(25):
        SourceFactory(identifier=f"q-{number:02}", title="Zeitung")
    up_to_date()
    pages = [search("zeitung", limit=10, offset=offset).hits for offset in (0, 10, 20)]
    assert [hit.reference for page in pages for hit in page] == [f"q-{n:02}" for n in range(25)]


def test_a_change_is_found_at_the_next_search(register: Relation) -> None:
    catch_up()
    assert not is_behind()
    amend_municipality(
        municipality=Municipality.objects.get(identifier="amiens"), by=somebody(),
        name={"de": "Abbeville"},
    )  # fmt: skip
    assert is_behind()
    catch_up()
    assert not is_behind()
    assert found("abbeville") == EXPECTED["amiens"]
    assert "Abbeville" in search("abbeville", kinds=["relations"]).hits[0].title


def test_who_may_see_less_of_an_act_is_not_told_of_it_with_its_relation(register: Relation) -> None:
    assert "relations/dortmund-amiens" in found("twinning")
    act = Act.objects.get()
    set_visibility(record=act, visibility=Visibility.INTERNAL, by=somebody())
    assert found("twinning") == ["acts/unterzeichnung"], "the relation is public, the act is not"
    set_visibility(record=register, visibility=Visibility.INTERNAL, by=somebody())
    assert "relations/dortmund-amiens" in found("twinning")
    for record in (act, register):
        record.refresh_from_db()
        set_visibility(record=record, visibility=Visibility.RESTRICTED, by=somebody())
    assert "relations/dortmund-amiens" not in found("twinning")


def test_a_little_is_read_before_an_answer_and_the_rest_waits(register: Relation) -> None:
    catch_up(most=2)
    assert Entry.objects.count() == 2
    waiting = Waiting.objects.count()
    assert waiting > 2
    catch_up(most=3)
    assert (Entry.objects.count(), Waiting.objects.count()) == (5, waiting - 3)


def snapshot_of_index() -> list[tuple[Any, ...]]:
    fields = ("kind", "record", "reference", "titles", "said", "stream", "terms", "weight")
    return list(Entry.objects.order_by("kind", "record").values_list(*fields))


def test_made_anew_it_is_the_same(register: Relation) -> None:
    up_to_date()
    before = snapshot_of_index()
    assert len(before) >= 8
    begin_anew()
    assert found("amiens"), "what was found is found meanwhile"
    up_to_date()
    assert snapshot_of_index() == before
    assert found("amiens") == EXPECTED["amiens"]


class Killed(BaseException):
    """The process ends here."""


@pytest.mark.parametrize("moment", range(4))
def test_whoever_is_killed_loses_and_doubles_nothing(
    register: Relation, monkeypatch: pytest.MonkeyPatch, moment: int
) -> None:
    up_to_date()
    whole = snapshot_of_index()
    begin_anew()
    read = [0]

    def dying(keys: Any) -> Iterator[Document]:
        for document in kind.read(keys):
            read[0] += 1
            if read[0] > moment:
                raise Killed
            yield document

    kind = registry.KINDS["municipalities"]
    broken = registry.Kind(kind.name, kind.model, dying, kind.place, kind.follows)
    with monkeypatch.context() as patch:
        patch.setitem(registry.KINDS, "municipalities", broken)
        waiting = Waiting.objects.count()
        try:
            while read_in(most=3):
                waiting = Waiting.objects.count()
        except Killed:
            assert Waiting.objects.count() == waiting, "what was begun waits still"
    up_to_date()
    assert snapshot_of_index() == whole


def test_what_is_no_more_is_found_no_more(register: Relation) -> None:
    up_to_date()
    kind = registry.KINDS["themes"]
    Entry.objects.create(
        kind=kind.name, record=999, weight=0, reference="weg", changed_at=timezone.now(),
        stream="", terms="averschwunden",
    )  # fmt: skip
    assert found("verschwunden") == ["themes/weg"]
    begin_anew()
    assert found("verschwunden") == []
    assert not Entry.objects.filter(reference="weg").exists()


def test_another_analyser_lets_everything_wait(
    register: Relation, monkeypatch: pytest.MonkeyPatch
) -> None:
    up_to_date()
    Word.objects.create(folded="vergessen", spelled="Vergessen", length=9)
    Watermark.objects.update(version=indexing.VERSION - 1)
    assert is_behind()
    follow_history()
    assert Waiting.objects.count() >= Entry.objects.count()
    assert Watermark.objects.get().version == indexing.VERSION
    up_to_date()
    assert "dortmund" in words_known()
    assert "vergessen" not in words_known()


@pytest.mark.skipif(connection.vendor != "postgresql", reason="only there numbers come late")
def test_what_appears_below_others_is_read_all_the_same(register: Relation) -> None:
    up_to_date()
    Watermark.objects.update(gaps=[])
    entry = ModelLogEntry.objects.filter(content_type__model="municipality").latest("pk")
    late = entry.pk
    ModelLogEntry.objects.filter(pk=late).update(id=late + 1000)  # as if it were not there yet
    SourceFactory()
    with connection.cursor() as cursor:
        cursor.execute("SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)",
                       [ModelLogEntry._meta.db_table, late + 2000])  # fmt: skip
    SourceFactory()
    up_to_date()
    assert Watermark.objects.get().gaps
    Entry.objects.filter(kind="municipalities", record=entry.object_id).delete()
    inside = Watermark.objects.get().gaps[-1][0] + 1
    assert not is_behind()
    ModelLogEntry.objects.filter(pk=late + 1000).update(id=inside)
    with CaptureQueriesContext(connection) as queries:
        assert is_behind()
    assert len(queries) == 1, "every list asks it"
    up_to_date()
    assert Entry.objects.filter(kind="municipalities", record=entry.object_id).exists()


def test_the_database_keeps_the_words_itself() -> None:
    entry = Entry.objects.create(
        kind="themes", record=1, weight=0, reference="x", changed_at=timezone.now(),
        stream=" eins ", terms="aeins deins",
    )  # fmt: skip
    assert search("eins").total == 1
    entry.terms = "azwei"
    entry.save()
    assert (search("eins").total, search("zwei").total) == (0, 1)
    entry.delete()
    assert search("zwei").total == 0


def test_keys_of_one_kind_are_a_condition_for_its_list(register: Relation) -> None:
    up_to_date()
    found_there = Relation.objects.filter(pk__in=keys_matching("relations", "amiens"))
    assert list(found_there) == [register]
    assert not Relation.objects.filter(pk__in=keys_matching("relations", "%")).exists()


def test_words_are_learned_as_they_are_spelled(register: Relation) -> None:
    up_to_date()
    assert Word.objects.get(folded="stadtepartnerschaft").spelled == "Städtepartnerschaft"
    assert not Word.objects.filter(folded__in=["eine", "am", "1977"]).exists()
    assert meant("Stadtepartnershaft") == ["Städtepartnerschaft"]
    assert meant("amiens dortmudn") == ["amiens Dortmund"]
    assert meant("xyzxyz") == meant("%") == []


def test_a_word_goes_with_the_last_record_in_which_it_stands():
    first = PersonFactory(given_name="Erna", family_name="Offenkundig")
    PersonFactory(given_name="Erna", family_name="Andersen")
    up_to_date()
    assert {"erna", "offenkundig"} <= words_known()
    forget_person(person=first, by=somebody())
    up_to_date()
    assert "offenkundig" not in words_known()
    assert {"erna", "andersen"} <= words_known()


def words_known() -> set[str]:
    return set(Word.objects.values_list("folded", flat=True))
