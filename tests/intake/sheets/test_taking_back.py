"""Taking a whole table back after its rows were taken."""

from __future__ import annotations

import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry

from tests.factories import (
    ActFactory,
    CountryFactory,
    MunicipalityFactory,
    PassageFactory,
    RelationFactory,
    somebody,
)
from tests.intake.road.texts import read
from tests.intake.sheets.samples import HEADINGS, csv, described, row
from weltoffen.ground.problems import Refused
from weltoffen.intake import tabling
from weltoffen.intake.actions import (
    Upload,
    accept,
    describe_sheet,
    forget_sheet,
    reject,
    take_rows_back,
    undo,
)
from weltoffen.intake.enums import StatementStatus, Verdict
from weltoffen.intake.models import Attempt, SheetUpload, Statement
from weltoffen.intake.rules.taking_back import Keeps, Made, what_keeps
from weltoffen.intake.taken_tables import rows_taken, seen_as, taken_tables
from weltoffen.places.models import Municipality
from weltoffen.records.actions import publish
from weltoffen.relations.actions import cite_act, retract_act
from weltoffen.relations.models import Act, Relation

pytestmark = pytest.mark.django_db

LIST = [
    HEADINGS,
    row("Amiens", land="FR", seit="1960"),
    row("Leeds", land="GB", seit="1969", beschluss="2.6.1969", drucksache="12/69"),
    row("Neustadt", land="DE", art="Freundschaft", seit="1988"),
]


@pytest.fixture
def home() -> Municipality:
    """The city whose list it is."""
    return MunicipalityFactory(
        identifier="dortmund", name={"de": "Dortmund"}, geonames_id=2935517,
        country=CountryFactory(code="DE"),
    )  # fmt: skip


def taken(home: Municipality, *rows: list[str]) -> SheetUpload:
    """Take a table, by default the list."""
    file = Upload("partner.csv", csv(*(rows or LIST)))
    upload = described(tabling.begin(home=home, file=file, by=somebody()))
    found = tabling.preview(upload, timezone.localdate())
    now = tabling.take(upload, found, by=somebody())
    return tabling.go_on(now, by=somebody(), seconds=60)


def attempt_of(upload: SheetUpload) -> Attempt:
    assert upload.attempt is not None
    return upload.attempt


def back(upload: SheetUpload, *, goes_on: bool = False) -> int:
    """Take all of it back that can be."""
    attempt = attempt_of(upload)
    starts = [each.start for each in rows_taken(attempt)]
    return take_rows_back(attempt=attempt, starts=starts, by=somebody(), goes_on=goes_on)


def kept(upload: SheetUpload) -> dict[str, Keeps | None]:
    """Return the rows that were taken and hold, with what keeps them."""
    return {each.name: each.keeps for each in rows_taken(attempt_of(upload))}


def act_of(name: str) -> Act:
    return Act.objects.filter(relation__municipality__name_de=name).order_by("id")[0]


def test_all_that_a_table_brought_is_taken_back_and_waits_again(home: Municipality) -> None:
    upload = taken(home)
    assert kept(upload) == {"Amiens": None, "Leeds": None}
    made = list(Act.objects.all())
    assert back(upload) == 2
    retracted = set(Act.objects.filter(corrects__isnull=False).values_list("corrects", flat=True))
    assert retracted == {act.pk for act in made}
    assert set(Statement.objects.values_list("status", flat=True)) == {StatementStatus.WAITING}
    upload.refresh_from_db()
    assert (upload.taken, upload.left) == (0, 3)
    assert kept(upload) == {}
    assert back(upload) == 0  # once more does nothing


def test_a_table_that_was_taken_back_can_be_taken_again(home: Municipality) -> None:
    upload = taken(home)
    back(upload)
    forget_sheet(upload=upload, by=somebody())
    again = taken(home)
    assert (again.taken, again.left) == (2, 1)
    assert Relation.objects.count() == 2
    assert kept(again) == {"Amiens": None, "Leeds": None}
    assert [each.pk for each in taken_tables(home)] == [attempt_of(again).pk]


def test_it_is_taken_back_long_after_the_file_is_gone(home: Municipality) -> None:
    upload = taken(home)
    attempt = attempt_of(upload)
    forget_sheet(upload=upload, by=somebody())
    starts = [each.start for each in rows_taken(attempt)]
    assert take_rows_back(attempt=attempt, starts=starts, by=somebody()) == 2
    assert not rows_taken(attempt)


def test_what_is_public_stays(home: Municipality) -> None:
    upload = taken(home)
    leeds = act_of("Leeds")
    publish(record=leeds, by=somebody())
    assert kept(upload) == {"Amiens": None, "Leeds": Keeps.PUBLISHED}
    assert back(upload) == 1
    assert not Act.objects.filter(corrects__relation=leeds.relation).exists()
    assert kept(upload) == {"Leeds": Keeps.PUBLISHED}
    upload.refresh_from_db()
    assert (upload.taken, upload.left) == (1, 2)


def test_what_somebody_changed_stays(home: Municipality) -> None:
    upload = taken(home)
    amiens = act_of("Amiens")
    passages = [each.passage for each in amiens.citations.all()]
    retract_act(
        act=amiens, identifier="zurueck", reason={"de": "falsch"}, citations=passages, by=somebody()
    )
    assert kept(upload)["Amiens"] is Keeps.CHANGED


def test_what_another_source_proves_too_stays(home: Municipality) -> None:
    upload = taken(home)
    cite_act(act=act_of("Amiens"), passage=PassageFactory(), by=somebody())
    assert kept(upload) == {"Amiens": Keeps.PROVED, "Leeds": None}


def test_a_relation_that_went_on_since_keeps_its_beginning(home: Municipality) -> None:
    upload = taken(home)
    ActFactory(relation=act_of("Amiens").relation, on="1999")
    assert kept(upload) == {"Amiens": Keeps.BUILT_ON, "Leeds": None}


def test_a_relation_that_began_again_with_the_table_and_went_on_keeps_its_beginning(
    home: Municipality,
) -> None:
    upload = taken(home)
    back(upload)
    forget_sheet(upload=upload, by=somebody())
    again = taken(home)
    ActFactory(relation=act_of("Amiens").relation, on="1999")
    assert kept(again) == {"Amiens": Keeps.BUILT_ON, "Leeds": None}


def test_a_relation_on_which_what_was_built_was_retracted_has_not_gone_on(
    home: Municipality,
) -> None:
    upload = taken(home)
    more = ActFactory(relation=act_of("Amiens").relation, on="1999")
    passages = [each.passage for each in more.citations.all()]
    retract_act(
        act=more, identifier="doch-nicht", reason={"de": "falsch"}, citations=passages,
        by=somebody(),
    )  # fmt: skip
    assert kept(upload) == {"Amiens": None, "Leeds": None}
    assert back(upload) == 2


def test_what_a_newer_version_of_the_table_proves_too_stays(home: Municipality) -> None:
    first = taken(home)
    source = attempt_of(first).snapshot.source  # type: ignore[union-attr] # it was read
    file = Upload("partner.csv", csv(HEADINGS, row("Amiens", land="FR"), *LIST[2:]))
    upload = tabling.begin(home=home, file=file, by=somebody())
    describe_sheet(upload=upload, revises=source, by=somebody())
    found = tabling.preview(upload, timezone.localdate())
    second = tabling.go_on(tabling.take(upload, found, by=somebody()), by=somebody(), seconds=60)
    assert act_of("Amiens").citations.count() == 2
    assert kept(first) == {"Amiens": Keeps.PROVED, "Leeds": None}
    assert kept(second) == {"Amiens": Keeps.ONLY_PROVES}


def test_a_proof_of_what_was_there_stays_and_the_act_too(home: Municipality) -> None:
    place = MunicipalityFactory(
        name={"de": "Amiens"}, country=CountryFactory(code="FR"), geonames_id=3037854
    )
    act = ActFactory(relation=RelationFactory(home=home, municipality=place), on="1960",
                     twinning=True)  # fmt: skip
    upload = taken(home)
    assert kept(upload) == {"Amiens": Keeps.ONLY_PROVES, "Leeds": None}
    before = act.citations.count()
    back(upload)
    assert act.citations.count() == before
    assert not Act.objects.filter(corrects=act).exists()
    statement = Statement.objects.get(type="relation", proposed__name="Amiens")
    assert statement.status == StatementStatus.ACCEPTED


def test_what_was_decided_by_hand_is_nobody_elses(home: Municipality) -> None:
    upload = taken(home)
    waiting = Statement.objects.get(status=StatementStatus.WAITING)
    reject(statement=waiting, by=somebody(), reason="gibt es nicht")
    amiens = Statement.objects.get(proposed__name="Amiens")
    undo(statement=amiens, by=somebody())
    accept(statement=amiens, by=somebody())
    assert kept(upload) == {"Leeds": None}
    back(upload)
    statuses = {each.proposed["name"]: each.status for each in Statement.objects.all()}
    assert statuses == {"Amiens": "accepted", "Leeds": "waiting", "Neustadt": "rejected"}


def test_only_the_rows_that_are_named_go(home: Municipality) -> None:
    upload = taken(home)
    leeds = rows_taken(attempt_of(upload))[-1]
    attempt = attempt_of(upload)
    assert take_rows_back(attempt=attempt, starts=[leeds.start], by=somebody()) == 1
    assert kept(upload) == {"Amiens": None}


def test_what_waits_is_compared_once_the_last_row_went(home: Municipality) -> None:
    upload = taken(home)
    read(home, "Partnerstädte von Dortmund sind Amiens (Frankreich) seit 1960.")
    page = Statement.objects.get(proposed__name="Amiens", taken_with=None)
    assert page.verdict == Verdict.AGREES
    assert back(upload, goes_on=True) == 2
    page.refresh_from_db()
    assert page.verdict == Verdict.AGREES
    assert back(upload) == 0
    page.refresh_from_db()
    assert page.verdict != Verdict.AGREES


def test_what_was_still_planned_is_not_taken_any_more(home: Municipality) -> None:
    file = Upload("partner.csv", csv(*LIST))
    upload = described(tabling.begin(home=home, file=file, by=somebody()))
    found = tabling.preview(upload, timezone.localdate())
    upload = tabling.take(upload, found, by=somebody())
    back(upload)
    upload.refresh_from_db()
    assert (upload.plan, upload.left) == ([], 3)
    (entry,) = ModelLogEntry.objects.filter(action__startswith="intake.attempt.take-back")
    assert (entry.data["count"], entry.data["planned"]) == (0, 2)


def test_of_an_old_plan_only_rows_are_counted() -> None:
    upload = SheetUpload(plan=[[0, "relation", False], [0, "act", False]])
    assert upload.planned == 1


def test_a_table_of_which_nobody_said_whose_word_it_is_is_not_taken(home: Municipality) -> None:
    upload = tabling.begin(home=home, file=Upload("a.csv", csv(*LIST)), by=somebody())
    found = tabling.preview(upload, timezone.localdate())
    with pytest.raises(Refused, match="wessen Wort"):
        tabling.take(upload, found, by=somebody())


def test_the_fingerprint_changes_with_what_keeps_a_row(home: Municipality) -> None:
    upload = taken(home)
    before = seen_as(rows_taken(attempt_of(upload)))
    publish(record=act_of("Leeds"), by=somebody())
    assert seen_as(rows_taken(attempt_of(upload))) != before


@pytest.mark.parametrize(
    ("made", "reason"),
    [
        ([], Keeps.ONLY_PROVES),
        ([Made()], None),
        ([Made(), Made(is_built_on=True)], Keeps.BUILT_ON),
        ([Made(is_built_on=True, is_proved=True)], Keeps.PROVED),
        ([Made(is_proved=True), Made(is_changed=True)], Keeps.CHANGED),
        ([Made(is_changed=True, is_public=True)], Keeps.PUBLISHED),
    ],
)
def test_one_act_keeps_its_whole_row(made: list[Made], reason: Keeps | None) -> None:
    assert what_keeps(made) is reason
