"""``weltoffen load-world``: reads, resolves, stores whole batches, goes on after a break."""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import ModelLogEntry

from tests.factories import ActFactory, CountryFactory, MunicipalityFactory, RelationFactory
from weltoffen.demo import world, world_writing
from weltoffen.demo.world import Row, read_world, resolve
from weltoffen.ground.problems import Refused
from weltoffen.places.models import Country, Municipality
from weltoffen.records.enums import Visibility
from weltoffen.relations.models import Act, Citation, Relation
from weltoffen.sources.models import Source

HEAD = "city1,country1,lat1,lng1,city2,country2,lat2,lng2"
DORTMUND, AMIENS, LEEDS, NOVI_SAD = 2935517, 3037854, 2644688, 3194360


@pytest.fixture
def table(tmp_path):
    """Write a file of the world's twin towns; coordinates are there and wrong."""

    def write(*pairs: tuple[str, str, str, str]) -> Path:
        file = tmp_path / "world.csv"
        lines = [f"{a},{b},0,0,{c},{d},0,0" for a, b, c, d in pairs]
        file.write_text("\n".join([HEAD, *lines, ""]), encoding="utf-8")
        return file

    return write


PAIRS = (
    ("Dortmund", "Germany", "Amiens", "France"),
    ("Dortmund", "Germany", "Leeds", "United Kingdom"),
    ("Leeds", "United Kingdom", "Dortmund", "Germany"),
    ("Dortmund", "Germany", "Novi Sad", "Serbia"),
)


def load(file: Path, **options) -> str:
    out = StringIO()
    call_command("load_world", str(file), stdout=out, **options)
    return out.getvalue()


# --- reading and resolving: no database -------------------------------------------------------


def test_lines_become_pairs_seen_from_the_first_place(table):
    found = resolve(read_world(table(*PAIRS)).rows)
    assert [pair.key for pair in found.pairs] == [
        (DORTMUND, AMIENS),
        (DORTMUND, LEEDS),
        (LEEDS, DORTMUND),
        (DORTMUND, NOVI_SAD),
    ]
    assert (found.unresolved, found.repeated, found.lines_left_out) == ([], 0, 0)


def test_same_line_again_counts_once():
    row = Row(2, ("Dortmund", "Germany"), ("Amiens", "France"))
    found = resolve([row, Row(3, row.home, row.other)])
    assert (len(found.pairs), found.repeated) == (1, 1)


@pytest.mark.parametrize(
    ("place", "why", "has_candidates"),
    [
        (("Springfield", "United States"), world.SEVERAL_PLACES, True),
        (("Nirgendwohausen", "Germany"), world.NO_PLACE, False),
        (("Dortmund", "Nirgendland"), world.NO_COUNTRY, False),
        (("", ""), world.NO_COUNTRY, False),
        (("Amiens", "France"), world.SAME_PLACE, False),
    ],
)
def test_what_is_doubtful_is_left_out_and_named(place, why, has_candidates):
    found = resolve([Row(7, ("Amiens", "France"), place)])
    (unresolved,) = found.unresolved
    assert (unresolved.row, unresolved.city, unresolved.country) == (7, *place)
    assert unresolved.why == why
    assert bool(unresolved.candidates) is has_candidates
    assert (found.pairs, found.lines_left_out) == ([], 1)


@pytest.mark.parametrize(
    ("body", "remedy"),
    [
        (b"\xff\xfe\x00", "UTF-8"),
        (b"city1,country1\nA,B\n", "city2, country2"),
        (b"", "city1, country1, city2, country2"),
    ],
)
def test_broken_file_is_refused_with_its_remedy(body, remedy, tmp_path):
    file = tmp_path / "broken.csv"
    file.write_bytes(body)
    with pytest.raises(Refused) as refused:
        read_world(file)
    assert remedy in str(refused.value)


def test_missing_file_is_refused(tmp_path):
    with pytest.raises(Refused, match="none\\.csv"):
        read_world(tmp_path / "none.csv")


def test_short_line_is_a_line_without_a_second_place(tmp_path):
    file = tmp_path / "short.csv"
    file.write_text(f"{HEAD}\nAmiens,France\n", encoding="utf-8")
    (unresolved,) = resolve(read_world(file).rows).unresolved
    assert unresolved.why == world.NO_COUNTRY


# --- storing ----------------------------------------------------------------------------------


@pytest.mark.django_db
def test_load_records_relation_act_and_proof(table):
    said = load(table(*PAIRS))
    assert "4 Zeilen: 4 Beziehungen" in said
    relation = Relation.objects.get(home__geonames_id=DORTMUND, municipality__geonames_id=NOVI_SAD)
    assert relation.visibility == Visibility.INTERNAL
    act = relation.acts.get()
    assert (act.kind, act.on, str(act.known_by)) == ("stated", "XXXX", "2026-02-28")
    assert (act.phase, act.bond, str(act.latest)) == ("twin", "active", "2026-02-28")
    passage = act.citations.get().passage
    assert len(passage.snapshot.sha256) == 64
    assert Source.objects.count() == 1
    assert Country.objects.get(code="RS").label_de == "Serbien"


@pytest.mark.django_db
def test_load_again_changes_nothing(table):
    file = table(*PAIRS)
    load(file)
    counts = [model.objects.count() for model in (Municipality, Relation, Act, Citation, Source)]
    said = load(file)
    assert "4 Beziehungen sind schon da, 0 kommen hinzu" in said
    assert counts == [
        model.objects.count() for model in (Municipality, Relation, Act, Citation, Source)
    ]


@pytest.mark.django_db
def test_load_keeps_what_the_register_has_already(table):
    dortmund = MunicipalityFactory(
        identifier="dortmund", geonames_id=DORTMUND, country=CountryFactory(code="DE")
    )
    amiens = MunicipalityFactory(
        identifier="amiens", geonames_id=AMIENS, country=CountryFactory(code="FR")
    )
    RelationFactory(identifier="dortmund-amiens", home=dortmund, municipality=amiens)
    french = ("Amiens", "France", "Leeds", "United Kingdom")
    load(table(*PAIRS, french))
    assert [relation.identifier for relation in Relation.objects.filter(home=amiens)] == [
        f"amiens-leeds-{LEEDS}"
    ]
    assert Relation.objects.filter(municipality=dortmund).exists(), "seen from the other side"
    assert Country.objects.get(code="FR").label_de == "Land FR"


@pytest.mark.django_db
def test_the_city_whose_register_this_is_gets_nothing_from_a_list(table, settings):
    country = CountryFactory(code="DE")
    dortmund = MunicipalityFactory(identifier="dortmund", geonames_id=DORTMUND, country=country)
    said = load(table(*PAIRS))
    assert "3 Beziehungen dieser Stadt bleiben außen vor" in said
    assert "0 Beziehungen sind schon da, 1 kommen hinzu" in said
    assert Relation.objects.get().municipality == dortmund
    settings.WELTOFFEN_HOME = "leeds"
    assert "bleiben außen vor" not in load(table(*PAIRS))
    assert Relation.objects.filter(home=dortmund).count() == 3


@pytest.mark.django_db
def test_public_publishes_all_of_it(table):
    load(table(*PAIRS), public=True)
    for model in (Municipality, Relation, Act, Source):
        assert set(model.objects.values_list("visibility", flat=True)) == {"public"}


@pytest.mark.django_db
def test_break_leaves_whole_batches_and_the_next_call_goes_on(table, monkeypatch):
    monkeypatch.setattr(world_writing, "BATCH", 2)
    real = world_writing.record_acts
    calls = []

    def interrupted(**said):
        calls.append(said)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return real(**said)

    monkeypatch.setattr(world_writing, "record_acts", interrupted)
    with pytest.raises(CommandError, match="2 sind gespeichert"):
        load(table(*PAIRS))
    assert (Relation.objects.count(), Act.objects.count()) == (2, 2)
    monkeypatch.setattr(world_writing, "record_acts", real)
    assert "2 Beziehungen sind schon da, 2 kommen hinzu" in load(table(*PAIRS))
    assert (Relation.objects.count(), Act.objects.count()) == (4, 4)


@pytest.mark.django_db
def test_each_record_has_its_history_as_if_it_were_recorded_alone(table):
    load(table(*PAIRS))
    of_record = {
        model: [
            sorted(entry.action for entry in ModelLogEntry.objects.for_instance(record))
            for record in model.objects.all()
        ]
        for model in (Municipality, Relation, Act)
    }
    assert of_record == {
        Municipality: [["places.municipality.record"]] * 4,
        Relation: [["relations.relation.record", "relations.relation.record-act"]] * 4,
        Act: [["relations.act.record"]] * 4,
    }
    assert {entry.user.username for entry in ModelLogEntry.objects.all()} == {"load-world"}
    act = Act.objects.first()
    bulk = ModelLogEntry.objects.for_instance(act).get()
    alone = ModelLogEntry.objects.for_instance(ActFactory()).get()
    assert set(bulk.data) == set(alone.data)
    assert (bulk.label, bulk.message.count(act.title_de)) == (act.title_de, 1)


@pytest.mark.django_db
def test_broken_batch_leaves_no_history(table, monkeypatch):
    def broken(**_said):
        raise KeyboardInterrupt

    monkeypatch.setattr(world_writing, "record_acts", broken)
    with pytest.raises(CommandError):
        load(table(*PAIRS))
    assert not ModelLogEntry.objects.filter(action="relations.relation.record").exists()


@pytest.mark.django_db
def test_unresolved_names_go_to_a_table(table, tmp_path):
    report = tmp_path / "unresolved.csv"
    springfield = ("Springfield", "United States", "Amiens", "France")
    said = load(table(*PAIRS, springfield), unresolved=report)
    assert "1 nicht zugeordnet" in said
    assert "mehrere Orte dieses Namens: 1 Angaben, 1 verschiedene" in said
    (line,) = csv.DictReader(StringIO(report.read_text(encoding="utf-8")))
    assert (line["zeile"], line["ort"], line["grund"]) == (
        "6",
        "Springfield",
        "mehrere Orte dieses Namens",
    )
    assert len(line["geonames_kandidaten"].split()) > 1


@pytest.mark.django_db
def test_report_that_cannot_be_written_is_said_before_anything_is_stored(table, tmp_path):
    with pytest.raises(CommandError, match="--unresolved"):
        load(table(*PAIRS), unresolved=tmp_path / "no" / "folder.csv")
    assert Relation.objects.count() == 0


@pytest.mark.django_db
def test_bad_date_of_the_list_is_refused(table):
    with pytest.raises(Refused, match="--as-of"):
        load(table(*PAIRS), as_of="Februar")
    assert Source.objects.count() == 0


@pytest.mark.world
def test_most_of_the_real_file_is_resolved():
    beside = Path(__file__).resolve().parents[3] / "shared" / "data" / "twin_cities_hekman.csv"
    rows = read_world(beside).rows
    found = resolve(rows[:2000])
    assert len(rows) > 25_000
    assert found.lines_left_out + found.repeated + len(found.pairs) == 2000
    assert found.lines_left_out < 600
