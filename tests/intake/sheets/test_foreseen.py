"""What the preview of a table foresees is what taking it writes, row by row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.factories import (
    ActFactory,
    CountryFactory,
    MunicipalityFactory,
    RelationFactory,
    somebody,
)
from tests.intake.sheets.samples import HEADINGS, csv, described, row
from weltoffen.intake import tabling
from weltoffen.intake.actions import Upload
from weltoffen.intake.enums import Verdict
from weltoffen.intake.models import SheetUpload, Statement
from weltoffen.intake.tabling import Fate, Line
from weltoffen.places.models import Municipality
from weltoffen.relations.actions import Effects
from weltoffen.relations.enums import Status
from weltoffen.relations.models import Act, Citation, Disagreement, Relation

pytestmark = pytest.mark.django_db

ROSTOV = ("Rostow am Don", "RU", 501175)


@dataclass(frozen=True, slots=True)
class Written:
    """What taking a table changed: new acts, citations of acts that were there, the ledger."""

    acts: tuple[tuple[str, str, str], ...] = ()
    cited: tuple[int, ...] = ()
    disputes: int = 0
    relations: int = 0


@pytest.fixture
def home() -> Municipality:
    """A city with one relation that rests by a resolution, as an office has it."""
    town = MunicipalityFactory(
        identifier="dortmund", name={"de": "Dortmund"}, geonames_id=2935517,
        country=CountryFactory(code="DE"),
    )  # fmt: skip
    name, country, number = ROSTOV
    partner = MunicipalityFactory(
        name={"de": name}, country=CountryFactory(code=country), geonames_id=number
    )
    rostov = RelationFactory(home=town, municipality=partner)
    ActFactory(relation=rostov, kind="council", on="1977-07-04", twinning=True)
    ActFactory(relation=rostov, kind="stated", on="1977", side="home")
    ActFactory(
        relation=rostov, kind="resolution", on="2022-03-31",
        effects=Effects(exchange=Status.RESTING, channel=Status.LIMITED),
    )  # fmt: skip
    return town


def held(home: Municipality, *rows: list[str]) -> SheetUpload:
    file = Upload("partner.csv", csv(HEADINGS, *rows))
    return described(tabling.begin(home=home, file=file, by=somebody()))


def foreseen(line: Line) -> Written:
    if line.outcome is None or line.fate is not Fate.TAKEN:
        return Written()
    intents = line.outcome.intents
    return Written(
        acts=tuple(sorted((str(a.kind), a.on, a.title["de"]) for i in intents for a in i.acts
                          if a.replaces is None)),
        cited=tuple(sorted(i.cites for i in intents if i.cites is not None)),
        disputes=sum(len(i.disputes) for i in intents),
        relations=int(any(i.counterpart is not None for i in intents)),
    )  # fmt: skip


def take(upload: SheetUpload, seen: tabling.Preview) -> Written:
    """Take a table; return what that changed."""
    before = {model: set(model.objects.values_list("pk", flat=True)) for model in
              (Act, Citation, Disagreement, Relation)}  # fmt: skip
    now = tabling.take(upload, seen, by=somebody())
    tabling.go_on(now, by=somebody(), seconds=60)

    def new(model: Any) -> Any:
        return model.objects.exclude(pk__in=before[model])

    acts = [each for each in new(Act) if each.corrects_id is None]
    return Written(
        acts=tuple(sorted((each.kind, each.on, each.title_de) for each in acts)),
        cited=tuple(sorted(  # once, though a row and its remark may be cited of one act
            set(new(Citation).filter(act__in=before[Act]).values_list("act", flat=True))
        )),
        disputes=new(Disagreement).count(),
        relations=new(Relation).count(),
    )  # fmt: skip


def seen(upload: SheetUpload) -> tabling.Preview:
    return tabling.preview(upload, timezone.localdate())


ROWS = st.builds(
    lambda place, seit, art, beschluss, bemerkung, papier: row(
        place[0], land=place[1], seit=seit, art=art, beschluss=beschluss, bemerkung=bemerkung,
        drucksache=papier,
    ),
    st.sampled_from([ROSTOV[:2], ("Amiens", "FR"), ("Neustadt", "DE"), ("Hinterwaldungen", "FR")]),
    st.sampled_from(["", "1977", "4.7.1977", "4.7.77", "1978", "1960"]),
    st.sampled_from(["Partnerstadt", "Freundschaft", "Klimapartnerschaft"]),
    st.sampled_from(["", "4.7.1977", "5.7.1977", "31.3.2022"]),
    st.sampled_from(["", "ruht seit 2022", "ruht seit 2019", "ruht", "beendet 2015", "Chor"]),
    st.sampled_from(["", "12/77"]),
)  # fmt: skip


@example(rows=[row("Rostow am Don", land="RU", bemerkung="ruht seit 2022")])
@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(rows=st.lists(ROWS, min_size=1, max_size=3))
def test_what_is_foreseen_is_what_is_written(home: Municipality, rows: list[list[str]]) -> None:
    with transaction.atomic():
        upload = held(home, *rows)
        preview = seen(upload)
        each = [foreseen(line) for line in preview.lines]
        expected = Written(
            acts=tuple(sorted(act for written in each for act in written.acts)),
            cited=tuple(sorted(act for written in each for act in written.cited)),
            disputes=sum(written.disputes for written in each),
            relations=sum(written.relations for written in each),
        )
        assert take(upload, preview) == expected
        transaction.set_rollback(True)


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(row=ROWS)
def test_a_row_that_agrees_is_one_more_proof_and_nothing_else(
    home: Municipality, row: list[str]
) -> None:
    with transaction.atomic():
        upload = held(home, row)
        preview = seen(upload)
        written = take(upload, preview)
        for line in preview.lines:
            if line.verdict is Verdict.AGREES and line.fate is Fate.TAKEN:
                assert (written.acts, len(written.cited), written.disputes) == ((), 1, 0)
        transaction.set_rollback(True)


def test_a_row_of_a_known_rest_proves_the_beginning_that_it_names(home: Municipality) -> None:
    upload = held(home, row(ROSTOV[0], land="RU", seit="4.7.1977", bemerkung="ruht seit 2022"))
    preview = seen(upload)
    (line,) = preview.lines
    assert (line.fate, line.verdict) == (Fate.TAKEN, Verdict.AGREES)
    council = Act.objects.get(kind="council")
    assert take(upload, preview) == Written(cited=(council.pk,))
    passage = council.citations.order_by("-id")[0].passage
    assert passage.quote.startswith("Rostow am Don\tRU\tPartnerstadt\t4.7.1977")


def test_a_short_year_is_no_question_where_the_register_has_the_very_day(
    home: Municipality,
) -> None:
    upload = held(home, row(ROSTOV[0], land="RU", seit="4.7.77", bemerkung="ruht"))
    preview = seen(upload)
    (line,) = preview.lines
    assert (line.fate, line.row.problems) == (Fate.TAKEN, ())
    assert take(upload, preview) == Written(cited=(Act.objects.get(kind="council").pk,))
    other = seen(held(home, row(ROSTOV[0], land="RU", seit="5.7.77", bemerkung="ruht")))
    assert other.lines[0].fate is Fate.WAITS


def test_a_rest_of_another_year_contradicts_and_waits(home: Municipality) -> None:
    upload = held(home, row(ROSTOV[0], land="RU", seit="1977", bemerkung="ruht seit 2019"))
    preview = seen(upload)
    (line,) = preview.lines
    assert (line.fate, line.verdict) == (Fate.WAITS, Verdict.CONTRADICTS)
    assert take(upload, preview) == Written()
    assert Statement.objects.filter(status="waiting").count() == 2


def test_a_second_row_about_a_partner_waits_for_the_first_that_changes_it(
    home: Municipality,
) -> None:
    twice = [row("Amiens", land="FR", seit="1960", art=art) for art in ("Partnerstadt", "Projekt")]
    first, second = seen(held(home, *twice)).lines
    assert (first.fate, second.fate) == (Fate.TAKEN, Fate.WAITS)
    assert second.follows == first.row.number


@pytest.mark.parametrize("seit", ["1970-05-04", "1970", ""])
def test_a_rest_is_one_act_and_the_beginning_is_kept(home: Municipality, seit: str) -> None:
    lyon = MunicipalityFactory(
        name={"de": "Lyon"}, country=CountryFactory(code="FR"), geonames_id=2996944
    )
    twin = RelationFactory(home=home, municipality=lyon)
    word = ActFactory(relation=twin, kind="stated", on="1970", side="home", twinning=True)
    upload = held(home, row("Lyon", land="FR", seit=seit, bemerkung="ruht seit 2022"))
    preview = seen(upload)
    (line,) = preview.lines
    assert (line.fate, line.verdict) == (Fate.TAKEN, Verdict.NEW)
    written = take(upload, preview)
    assert written == foreseen(line)
    exact = [("stated", seit)] if seit == "1970-05-04" else []
    assert [act[:2] for act in written.acts] == [*exact, ("suspension", "2022")]
    assert written.cited == (() if exact else (word.pk,))


def test_a_new_partner_that_rests_comes_with_its_beginning_and_one_rest(
    home: Municipality,
) -> None:
    upload = held(home, row("Amiens", land="FR", seit="1960", bemerkung="ruht seit 2022"))
    written = take(upload, seen(upload))
    assert [act[:2] for act in written.acts] == [("stated", "1960"), ("suspension", "2022")]
