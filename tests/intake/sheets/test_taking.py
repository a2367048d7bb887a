"""A table from its bytes into the register."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.utils import timezone

from tests.factories import (
    ActFactory,
    CountryFactory,
    MunicipalityFactory,
    RelationFactory,
    somebody,
)
from tests.intake.sheets.samples import HEADINGS, csv, described, row, xlsx
from weltoffen.ground.problems import Refused
from weltoffen.intake import tabling
from weltoffen.intake.actions import (
    Upload,
    accept,
    accept_rows,
    describe_sheet,
    forget_old_sheets,
    forget_sheet,
    pick_places,
    receive_sheet,
    remember_columns,
)
from weltoffen.intake.enums import StatementStatus, Verdict
from weltoffen.intake.models import ColumnMapping, SheetUpload, Statement
from weltoffen.intake.sheets import AS_WRITTEN, MOST_COLUMNS, MOST_ROWS, fingerprint
from weltoffen.intake.tabling import Fate
from weltoffen.places.models import Municipality
from weltoffen.relations.enums import ActKind
from weltoffen.relations.models import Act, Relation
from weltoffen.sources.models import Passage, Snapshot, Source

pytestmark = pytest.mark.django_db


@pytest.fixture
def home() -> Municipality:
    """The city whose list it is."""
    return MunicipalityFactory(
        identifier="dortmund", name={"de": "Dortmund"}, geonames_id=2935517,
        country=CountryFactory(code="DE"),
    )  # fmt: skip


def held(home: Municipality, body: bytes, name: str = "partner.csv") -> SheetUpload:
    return described(tabling.begin(home=home, file=Upload(name, body), by=somebody()))


def seen(upload: SheetUpload) -> tabling.Preview:
    return tabling.preview(SheetUpload.objects.get(pk=upload.pk), timezone.localdate())


def taken(upload: SheetUpload, revises: Source | None = None) -> SheetUpload:
    if revises is not None:
        describe_sheet(upload=upload, revises=revises, by=somebody())
    found = seen(upload)
    now = tabling.take(SheetUpload.objects.get(pk=upload.pk), found, by=somebody())
    return tabling.go_on(now, by=somebody(), seconds=60)


LIST = [
    HEADINGS,
    row("Amiens", land="FR", seit="1960", wer="Erika Beispiel", bemerkung="Chor"),
    row("Leeds", land="GB", seit="1969", beschluss="2.6.1969", drucksache="12/69"),
    row("Neustadt", land="DE", art="Freundschaft", seit="1988"),
    row("Xi'an", land="Chyna", seit="1992"),
    row("Summe", art="4"),
]


def test_good_rows_become_relations_with_acts_that_quote_their_line(home):
    now = taken(held(home, csv(*LIST)))
    assert (now.taken, now.left, now.plan) == (2, 1, [])
    relations = {each.municipality.name_de: each for each in Relation.objects.all()}
    assert set(relations) == {"Amiens", "Leeds"}
    leeds = relations["Leeds"].acts.order_by("id")
    assert [(act.kind, act.on, act.paper_number) for act in leeds] == [
        (ActKind.STATED, "1969", ""), (ActKind.COUNCIL, "1969-06-02", "12/69"),
    ]  # fmt: skip
    passage = leeds[0].citations.get().passage
    assert passage.quote == "Leeds\tGB\tPartnerstadt\t1969\t\t\t2.6.1969\t12/69"
    waiting = Statement.objects.get(status=StatementStatus.WAITING)
    assert (waiting.proposed["name"], waiting.verdict) == ("Neustadt", Verdict.UNCLEAR)


def test_what_is_kept_has_no_column_that_was_left_out(home):
    upload = held(home, csv(*LIST))
    taken(upload)
    snapshot = Snapshot.objects.get()
    assert b"Chor" in bytes(snapshot.body)
    for text in (bytes(snapshot.body).decode(), snapshot.rendering.text):
        assert "Erika" not in text
        assert "Ansprechpartner" not in text
    kept = " ".join(str(values) for values in Statement.objects.values("quote", "proposed"))
    assert "Erika" not in kept
    assert "Erika" in bytes(SheetUpload.objects.get().body).decode()
    forget_sheet(upload=upload, by=somebody())
    assert not SheetUpload.objects.exists()
    assert Relation.objects.count() == 2


INTERNAL = "siehe Akte 7"


def test_no_quote_has_what_a_row_says_for_the_office_alone(home):
    headings = ["Bemerkung", *HEADINGS[:-1], "Homepage"]
    cells = row("Leeds", land="GB", seit="1969", beschluss="2.6.1969")[:-1]
    taken(held(home, csv(headings, [INTERNAL, *cells, "www.leeds.gov.uk"])))
    quotes = {each.quote for each in Passage.objects.all()}
    assert quotes == {"Leeds\tGB\tPartnerstadt\t1969\t\t\t2.6.1969"}
    assert INTERNAL in Snapshot.objects.get().rendering.text  # the office keeps it


def test_words_of_a_remark_prove_only_how_the_relation_stands(home):
    remark = f"{INTERNAL}, ruht seit 2022 wegen Akte 7. Chor"
    taken(held(home, csv(HEADINGS, row("Leeds", land="GB", seit="1969", bemerkung=remark))))
    row_itself = "Leeds\tGB\tPartnerstadt\t1969"
    assert {
        (act.kind, act.on): set(act.citations.values_list("passage__quote", flat=True))
        for act in Act.objects.exclude(phase="", exchange="")
    } == {
        (ActKind.STATED, "1969"): {row_itself},
        (ActKind.SUSPENSION, "2022"): {row_itself, "ruht seit 2022"},
    }


def test_an_end_told_by_a_remark_is_proved_by_its_words(home):
    remark = f"{INTERNAL}, beendet 2015"
    taken(held(home, csv(HEADINGS, row("Leeds", land="GB", seit="1969", bemerkung=remark))))
    (end,) = Act.objects.filter(bond="ended")
    assert {each.passage.quote for each in end.citations.all()} == {
        "Leeds\tGB\tPartnerstadt\t1969", "beendet 2015"
    }  # fmt: skip


def test_a_rest_that_differs_is_disputed_with_the_words_that_say_it(home):
    leeds = MunicipalityFactory(
        name={"de": "Leeds"}, country=CountryFactory(code="GB"), geonames_id=2644688
    )
    ActFactory(relation=RelationFactory(home=home, municipality=leeds), on="1969", twinning=True)
    remark = f"{INTERNAL}, beendet 2015"
    taken(held(home, csv(HEADINGS, row("Leeds", land="GB", seit="1969", bemerkung=remark))))
    for each in Statement.objects.filter(status=StatementStatus.WAITING):
        accept(statement=each, by=somebody())
    quotes = Passage.objects.filter(snapshot__media_type="text/csv").values_list("quote", flat=True)
    assert set(quotes) == {"Leeds\tGB\tPartnerstadt\t1969", "beendet 2015"}


def test_the_same_file_again_adds_nothing(home):
    taken(held(home, csv(*LIST)))
    before = counted()
    again = held(home, csv(*LIST))
    preview = seen(again)
    assert preview.verdicts[Verdict.AGREES] == 2
    taken(again)
    assert counted() == before


def counted() -> tuple[int, ...]:
    models = (Relation, Act, Statement, Snapshot, Municipality)
    return tuple(model._default_manager.count() for model in models)


def test_the_same_list_as_another_format_adds_nothing_but_proofs(home):
    taken(held(home, csv(*LIST)))
    acts = Act.objects.count()
    taken(held(home, xlsx(*LIST), "partner.xlsx"))
    assert Act.objects.count() == acts


def test_a_newer_version_of_a_list_is_only_asked_about_what_changed(home):
    taken(held(home, csv(*LIST)))
    changed = held(home, csv(*LIST[:3], row("Buffalo", land="US", seit="1978")))
    (source,) = tabling.earlier_sources(changed)
    now = taken(changed, revises=source)
    newest = Snapshot.objects.order_by("-id").first()
    assert newest is not None
    assert newest.follows is not None
    assert now.taken == 3
    assert Statement.objects.filter(snapshot=newest, carried_from__isnull=False).count() == 3
    assert Act.objects.filter(relation__municipality__name_de="Amiens").count() == 1


def test_a_table_may_be_a_newer_version_whatever_its_file_is_called(home):
    taken(held(home, csv(*LIST)))
    taken(held(home, csv(LIST[0], row("Buffalo", land="US", seit="1978")), "liste.csv"))
    partner, other = Source.objects.order_by("pk")
    again = held(home, csv(*LIST[:3]))
    assert tabling.earlier_sources(again) == [partner, other]
    assert tabling.was_named_so(again)
    renamed = held(home, csv(*LIST[:3]), "partner-2026.csv")
    assert tabling.earlier_sources(renamed) == [other, partner]
    assert not tabling.was_named_so(renamed)


def test_a_place_that_was_picked_is_taken(home):
    upload = held(home, csv(*LIST))
    (asked,) = [line.row for line in seen(upload).lines if line.fate is Fate.WAITS]
    wanted = asked.candidates[1]
    pick_places(upload=upload, picks={str(asked.number): wanted.geonames_id}, by=somebody())
    assert seen(upload).fates[Fate.TAKEN] == 3
    taken(upload)
    assert Municipality.objects.filter(geonames_id=wanted.geonames_id).exists()


def test_a_number_that_was_not_offered_is_no_pick(home):
    upload = held(home, csv(*LIST))
    pick_places(upload=upload, picks={"4": 2988507}, by=somebody())  # Paris
    assert seen(upload).fates[Fate.WAITS] == 1


def test_a_place_unknown_to_the_gazetteer_is_made_only_where_a_person_says_so(home):
    village = row("Hinterwaldungen", land="FR", seit="1999", beschluss="3.3.1999")
    upload = held(home, csv(HEADINGS, village))
    assert seen(upload).fates == {Fate.WAITS: 1}
    pick_places(upload=upload, picks={"2": AS_WRITTEN}, by=somebody())
    now = taken(upload)
    assert (now.taken, now.left) == (1, 0)
    place = Municipality.objects.get(name_de="Hinterwaldungen")
    assert (place.country.code, place.geonames_id) == ("FR", None)
    assert Act.objects.count() == 2


def test_what_contradicts_the_register_waits(home):
    amiens = MunicipalityFactory(
        name={"de": "Amiens"}, country=CountryFactory(code="FR"), geonames_id=3037854
    )
    relation = RelationFactory(home=home, municipality=amiens)
    ActFactory(relation=relation, on="1961", twinning=True)
    found = seen(held(home, csv(HEADINGS, row("Amiens", land="FR", seit="1975"))))
    assert found.verdicts == {Verdict.CONTRADICTS: 1}
    assert found.fates == {Fate.WAITS: 1}


def test_two_forms_of_one_partner_are_taken_one_after_the_other(home):
    rows = [row("Kumasi", land="GH", art="Projekt", seit="2012"),
            row("Kumasi", land="GH", seit="2024")]  # fmt: skip
    now = taken(held(home, csv(HEADINGS, *rows)))
    assert now.taken + now.left == 2
    assert Relation.objects.count() == 1


def test_acceptance_that_was_cut_off_goes_on_and_doubles_nothing(home):
    partners = {"Amiens": "FR", "Leeds": "GB", "Netanya": "IL", "Zwickau": "DE", "Trabzon": "TR"}
    upload = held(home, csv(HEADINGS, *(row(name, land=land) for name, land in partners.items())))
    now = tabling.take(upload, seen(upload), by=somebody())
    accept_rows(upload=now, most=2, by=somebody())
    assert Relation.objects.count() == 2
    accept_rows(upload=now, most=2, by=somebody())  # as one asks who knows of no first time
    assert Relation.objects.count() == 4
    now = tabling.go_on(SheetUpload.objects.get(), by=somebody(), seconds=60)
    assert (now.taken, now.plan) == (5, [])
    assert Act.objects.count() == Relation.objects.count() == 5
    tabling.take(now, seen(now), by=somebody())
    assert Statement.objects.count() == 5


def test_columns_are_remembered_by_their_headings(home):
    upload = held(home, csv(HEADINGS, row("Amiens", land="FR", seit="1960")))
    mapping = upload.layout | {"meanings": ["name", "country", *["ignored"] * 8], "kind": "project"}
    del mapping["header"]
    remember_columns(
        home=home, fingerprint=fingerprint(HEADINGS), headings=HEADINGS, mapping=mapping,
        by=somebody(),
    )  # fmt: skip
    upper = [heading.upper() + "." for heading in HEADINGS]
    again = held(home, csv(["Liste 2026"], [], upper, row("Leeds", land="GB", art="")))
    assert again.layout == mapping | {"header": 2}
    (line,) = seen(again).lines
    assert line.row.relation is not None
    assert line.row.relation.kind == "project"
    elsewhere = MunicipalityFactory()
    assert held(elsewhere, csv(HEADINGS, LIST[1])).layout["meanings"][2] == "kind"


def test_what_was_remembered_is_replaced_and_never_there_twice(home):
    for kind in ("twin", "twin", "project"):
        remember_columns(
            home=home, fingerprint="f", headings=["A", "B"], by=somebody(),
            mapping={"meanings": ["name", "ignored"], "kind": kind, "fills_down": False},
        )  # fmt: skip
    assert ColumnMapping.objects.get().mapping["kind"] == "project"


def test_the_sheet_with_a_list_is_chosen_and_hidden_ones_are_told(home):
    body = xlsx(["Notizen"], ["bitte lesen"], sheets={"Städte": [HEADINGS, LIST[1]]})
    upload = held(home, body, "partner.xlsx")
    assert upload.sheet == 1
    assert seen(upload).fates == {Fate.TAKEN: 1}


def test_files_are_held_for_a_day_only(home):
    upload = Upload("partner.csv", csv(*LIST))
    with time_machine.travel(timezone.now() - dt.timedelta(days=2), tick=False):
        receive_sheet(home=home, upload=upload, by=somebody())
    kept = receive_sheet(home=home, upload=upload, by=somebody())
    assert list(SheetUpload.objects.all()) == [kept]
    assert forget_old_sheets(by=somebody()) == 0
    with time_machine.travel(timezone.now() + dt.timedelta(days=1, minutes=1), tick=False):
        assert forget_old_sheets(by=somebody()) == 1


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([["Ort"], *([f"Ort {n}"] for n in range(MOST_ROWS + 1))], "Zeilen"),
        ([[f"Spalte {n}" for n in range(MOST_COLUMNS + 1)], ["x"] * (MOST_COLUMNS + 1)], "Spalten"),
    ],
)
def test_too_much_is_refused_with_its_number_and_kept_nowhere(home, rows, sentence):
    with pytest.raises(Refused, match=sentence):
        held(home, csv(*rows))
    assert not SheetUpload.objects.exists()


def test_a_file_without_a_table_is_refused(home):
    with pytest.raises(Refused, match="keine Tabelle"):
        held(home, b"<!doctype html><html><p>Partner</p></html>", "partner.html")
    assert not SheetUpload.objects.exists()


def test_what_cannot_be_opened_is_refused_with_the_formats_of_tables(home):
    body = b"PK\x05\x06" + bytes(18)  # an archive with nothing in it
    with pytest.raises(Refused, match="weder DOCX noch XLSX") as refused:
        held(home, body, "liste.docx")
    last = refused.value.problems[-1]
    assert last.says() == "Hier werden nur Tabellen als XLSX oder CSV gelesen."


def test_a_formula_without_a_result_is_marked_at_its_cell(home):
    upload = held(home, xlsx(HEADINGS, ["Amiens", "FR", "Partnerstadt", "=1900+60"]), "p.xlsx")
    (line,) = seen(upload).lines
    assert {each.problem.where: each.weight for each in line.row.problems} == {"D2": "note"}


def test_a_name_of_several_places_means_the_partner_that_we_have_if_all_else_agrees(home):
    neustadt = MunicipalityFactory(
        name={"de": "Neustadt"}, country=home.country, geonames_id=2864054
    )
    relation = RelationFactory(home=home, municipality=neustadt)
    ActFactory(relation=relation, on="1988", twinning=True)
    same, other = row("Neustadt", land="DE", seit="1988"), row("Neustadt", land="DE", seit="1999")
    (line,) = seen(held(home, csv(HEADINGS, same))).lines
    assert (line.fate, line.verdict, line.row.problems) == (Fate.TAKEN, Verdict.AGREES, ())
    (line,) = seen(held(home, csv(HEADINGS, other))).lines
    assert line.fate is Fate.WAITS
    assert line.row.problems


def test_what_changed_in_the_register_meanwhile_changes_what_was_seen(home):
    upload = held(home, csv(*LIST))
    before = seen(upload).seen
    assert seen(upload).seen == before
    amiens = MunicipalityFactory(
        name={"de": "Amiens"}, country=CountryFactory(code="FR"), geonames_id=3037854
    )
    relation = RelationFactory(home=home, municipality=amiens)
    ActFactory(relation=relation, on="1961", twinning=True)
    assert seen(upload).seen != before


def test_the_number_of_queries_of_a_preview_does_not_grow_with_the_rows(
    home, django_assert_max_num_queries
):
    rows = [row("Amiens", land="FR", art=kind) for kind in ("Partnerstadt", "Projekt", "Klima")]
    upload = held(home, csv(HEADINGS, *rows * 30))
    with django_assert_max_num_queries(40):
        seen(upload)
