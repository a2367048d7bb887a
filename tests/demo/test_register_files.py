"""The packaged files are sound, and unsound ones are refused with file, line and field."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from weltoffen.demo.entry_shapes import Entry
from weltoffen.demo.register_files import DORTMUND, read_register
from weltoffen.demo.types import Register
from weltoffen.ground.languages import LANGUAGES
from weltoffen.ground.problems import Refused
from weltoffen.sources.enums import Standing

PAGES = Path(__file__).resolve().parents[3] / "shared" / "pages" / "dortmund"
TWINS = "relations-twin-cities.yaml"
NEWER_TWINS = "relations-twin-cities-since-2024.yaml"


def faults(folder: Path) -> list[str]:
    """Return file, line and field of everything that is wrong in a folder."""
    try:
        read_register(folder)
    except Refused as refused:
        return [f"{problem.where}" for problem in refused.problems if problem.says()]
    return []


def refused(folder: Path) -> list[str]:
    """Return the faults of a folder that must have some."""
    places = faults(folder)
    assert places
    return places


def entries(register: Register) -> Iterator[Entry]:
    for section in fields(register):
        for said in getattr(register, section.name):
            yield from with_parts(said)


def with_parts(said: Entry) -> Iterator[Entry]:
    yield said
    for declared in fields(said):
        value = getattr(said, declared.name)
        for part in value if isinstance(value, tuple) else (value,):
            if isinstance(part, Entry):
                yield from with_parts(part)


# --- the packaged register -------------------------------------------------------------------


def test_whatever_is_worded_is_worded_in_every_language(register):
    lacking = [
        f"{said.spot}: {declared.name}"
        for said in entries(register)
        for declared in fields(said)
        if isinstance(text := getattr(said, declared.name), dict) and set(text) != set(LANGUAGES)
    ]
    assert lacking == []


def test_named_places_are_on_the_map_and_unnamed_ones_are_not(register):
    for place in register.municipalities:
        assert place.is_named == (place.latitude is not None), place.identifier
        assert place.is_named == (place.geonames_id is not None), place.identifier


def test_what_was_read_is_quoted_and_what_was_reported_is_in_our_words(register):
    sources = {source.identifier: source for source in register.sources}
    for passage in register.passages:
        if sources[passage.source.name].standing is Standing.REPORTED:
            assert passage.gist, passage.key
            assert not passage.quote, passage.key
        else:
            assert passage.gist or passage.start is not None, passage.key
    for source in register.sources:
        assert bool(source.snapshot.sha256) == (source.standing is Standing.READ), source.identifier


def test_identifiers_of_relations_and_acts_begin_with_home_and_relation(register):
    for relation in register.relations:
        assert relation.identifier.startswith(f"{relation.home.name}-")
        for act in relation.acts:
            assert act.identifier.startswith(f"{relation.identifier}-")


def test_seventeen_goals_are_there_once_each(register):
    goals = [theme.number for theme in register.themes if theme.number is not None]
    assert goals == list(range(1, 18))


def test_eleven_duties_fall_to_the_four_roles(register):
    (charter,) = [i for i in register.instruments if i.duties]
    assert charter.identifier == "integrating-cities-charter"
    assert [duty.code for duty in charter.duties] == [
        "P1", "P2", "P3", "S1", "S2", "E1", "E2", "E3", "B1", "B2", "B3",
    ]  # fmt: skip
    assert len({duty.role["de"] for duty in charter.duties}) == 4


@pytest.mark.world
def test_every_quote_stands_where_it_is_said_to_stand_in_the_page_received(register):
    sources = {s.identifier: s for s in register.sources if s.standing is Standing.READ}
    files = {name: PAGES / f"{name.removeprefix('dortmund-').upper()}.txt" for name in sources}
    for name, source in sources.items():
        assert hashlib.sha256(files[name].read_bytes()).hexdigest() == source.snapshot.sha256
    quoted = [passage for passage in register.passages if passage.quote]
    assert {passage.source.name for passage in quoted} == set(sources)
    for passage in quoted:
        text = files[passage.source.name].read_bytes().decode("utf-8")
        end = passage.start + len(passage.quote)
        assert text[passage.start : end] == passage.quote, passage.key


# --- broken files ----------------------------------------------------------------------------

CASES = {
    "a day that the calendar does not have": (
        TWINS, "on: 1977-07-04", "on: 1977-06-31", "on"),
    "a word that is no date": (TWINS, "on: 1960", "on: neunzehnhundertsechzig", "on"),
    "a passage that is not there": (
        TWINS, "citations: [p2-amiens]", "citations: [p2-amien]", "citations"),
    "a country that is not there": ("municipalities.yaml", "country: FR", "country: FX", "country"),
    "a misspelt field": (TWINS, "summary:\n    de: Buffalo", "sumary:\n    de: Buffalo", "sumary"),
    "a kind that does not exist": (NEWER_TWINS, "kind: memorandum", "kind: memo", "kind"),
    "an identifier in the wrong form": (
        TWINS, "identifier: dortmund-amiens\n", "identifier: Dortmund Amiens\n", "identifier"),
    "a number in words": (
        "municipalities.yaml", "geonames_id: 3037854", "geonames_id: drei", "geonames_id"),
    "an interval that ends before it begins": (
        "organisations.yaml", '"../[2018..2024-06]"', "2024/2018", "valid"),
    "a term that ends before the act": (
        NEWER_TWINS, "term_until: 2022-10-07", "term_until: 2020-10-07", "term_until"),
    "a field without a value": (
        "sources.yaml", "title: Dortmund International", "title:", "title"),
    "a list where a value belongs": (
        "sources.yaml", "title: Dortmund International", "title: [a, b]", "title"),
    "a truth in words": ("ledger.yaml", "is_used: true\n    - answer: {de: seit 1978",
        "is_used: ja\n    - answer: {de: seit 1978", "is_used"),
    "a day that is none": (
        "relations-charters.yaml", "known_by: 2026-11-21\n      side: home\n      body",
        "known_by: gestern\n      side: home\n      body", "known_by"),
    "a checksum that is none": ("sources.yaml", "sha256: aa257a8e", "sha256: aa257", "sha256"),
    "a language that the register does not have": (
        "countries.yaml", "{de: Ghana, en: Ghana}", "{de: Ghana, xx: Ghana}", "xx"),
    "a wording without German": (
        "countries.yaml", "{de: Ghana, en: Ghana}", "{en: Ghana}", "label"),
    "a country code in small letters": ("countries.yaml", "code: GH", "code: gh", "code"),
    "an act that corrects itself": (
        TWINS, "citations: [p2-amiens]", "corrects: dortmund-amiens-1960-stated\n"
        "      citations: [p2-amiens]", "corrects"),
    "an act that corrects another relation's act": (
        TWINS, "citations: [p2-amiens]", "corrects: dortmund-leeds-1969-stated\n"
        "      citations: [p2-amiens]", "corrects"),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=str)
def test_fault_is_refused_with_file_line_and_field(case, folder, change):
    file, old, new, field = CASES[case]
    line = change(file, old, new)
    places = refused(folder)
    assert f"{file}, Zeile {line}: {field}" in places


def test_relation_with_two_other_sides_is_refused(folder, change):
    change(TWINS, "municipality: buffalo\n", "municipality: buffalo\n  network: eurocities\n")
    lines = (folder / TWINS).read_text().splitlines()
    first = lines.index("- identifier: dortmund-buffalo") + 1
    assert refused(folder) == [f"{TWINS}, Zeile {first}: municipality"]


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("reason:\n    de: So nennt", "wording:\n    de: So nennt", "wording"),
        ("passage: w11-friendship\n", "passage: w11-friendship\n      is_used: true\n", "answers"),
    ],
    ids=["misspelt reason", "two answers used"],
)
def test_disagreement_that_does_not_hold_together_is_refused(folder, change, old, new, field):
    change("ledger.yaml", old, new)
    assert [place.rpartition(": ")[2] for place in refused(folder)] == [field]


def test_missing_field_is_named_at_the_line_where_its_entry_begins(folder, change):
    line = change(NEWER_TWINS, "      kind: first-contact\n      on: 2011\n", "      on: 2011\n")
    assert refused(folder) == [f"{NEWER_TWINS}, Zeile {line - 1}: kind"]


@pytest.mark.parametrize("latitude", ["", "  latitude: 99.9\n"], ids=["half", "beyond the pole"])
def test_point_that_is_none_is_refused_at_the_first_line_of_its_entry(folder, change, latitude):
    line = change("municipalities.yaml", "  latitude: 49.9\n", latitude)
    lines = (folder / "municipalities.yaml").read_text().splitlines()[: line - 1]
    first = max(n for n, text in enumerate(lines, start=1) if text.startswith("- "))
    assert refused(folder) == [f"municipalities.yaml, Zeile {first}: latitude"]


def test_act_without_citation_is_refused_at_its_first_line(folder, change):
    change(TWINS, "citations: [p2-buffalo]", "citations: []")
    lines = (folder / TWINS).read_text().splitlines()
    first = lines.index("    - identifier: dortmund-buffalo-1978-stated") + 1
    assert refused(folder) == [f"{TWINS}, Zeile {first}: citations"]


def test_identifier_given_twice_names_the_first_one(folder, change):
    change(TWINS, "identifier: dortmund-buffalo\n", "identifier: dortmund-amiens\n")
    with pytest.raises(Refused) as caught:
        read_register(folder)
    (problem,) = (p for p in caught.value.problems if "dortmund-amiens" in p.says())
    first = (folder / TWINS).read_text().splitlines().index("- identifier: dortmund-amiens") + 1
    assert problem.where.endswith(": identifier")
    assert f"{TWINS}, Zeile {first}: identifier" in problem.says()


def test_field_given_twice_is_refused(folder, change):
    line = change(TWINS, "on: 1960\n", "on: 1960\n      on: 1961\n")
    assert f"{TWINS}, Zeile {line + 1}: on" in refused(folder)


def test_passage_that_proves_nothing_is_refused(folder, change):
    change(TWINS, "citations: [w1-resolution, w10-resolution]", "citations: [w1-resolution]")
    (place,) = refused(folder)
    assert place.startswith("passages-reported.yaml, Zeile ")
    assert place.endswith(": key")


def test_all_faults_are_told_at_once(folder, change):
    lines = [change(TWINS, f"on: {year}\n", "on: damals\n") for year in ("1960", "1992", "2014")]
    assert refused(folder) == [f"{TWINS}, Zeile {line}: on" for line in lines]


def test_file_that_is_not_yaml_names_the_line(folder):
    (folder / "ledger.yaml").write_text("- identifier: a\n  home: [dortmund\n- identifier: b\n")
    (place,) = refused(folder)
    assert place == "ledger.yaml, Zeile 3"


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"\xff\xfe\x00", "ledger.yaml"),
        (b"", "ledger.yaml"),
        (b"identifier: a\n", "ledger.yaml"),
        (b"- nur ein Wort\n", "ledger.yaml"),
        (b"--- a\n--- b\n", "ledger.yaml"),
        (b"- *nirgends\n", "ledger.yaml"),
        (b"- " + b"[" * 200_000, "ledger.yaml"),
        (b"- identifier: a\n", "leger.yaml"),
    ],
    ids=[
        "no text",
        "empty",
        "no list",
        "no fields",
        "two documents",
        "no anchor",
        "too deep",
        "which section",
    ],
)
def test_file_of_another_kind_is_refused(folder, content, name):
    (folder / name).write_bytes(content)
    assert any(place.startswith(f"{name}, Zeile ") for place in refused(folder))


def test_folder_that_is_not_there_or_empty_is_refused(tmp_path):
    assert refused(tmp_path / "fort") == [str(tmp_path / "fort")]
    assert refused(tmp_path) == [str(tmp_path)]


def test_problem_says_what_is_possible(folder, change):
    change(NEWER_TWINS, "kind: memorandum", "kind: memo")
    with pytest.raises(Refused, match="memorandum") as caught:
        read_register(folder)
    assert "„memo“" in str(caught.value)


def lines_of(file: str) -> list[str]:
    return (DORTMUND / file).read_text(encoding="utf-8").splitlines(keepends=True)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data(), name=st.sampled_from(sorted(p.name for p in DORTMUND.glob("*.yaml"))))
def test_files_cut_at_random_are_read_or_refused_and_never_crash(tmp_path_factory, data, name):
    folder = tmp_path_factory.mktemp("cut")
    lines = lines_of(name)
    start = data.draw(st.integers(0, len(lines)))
    end = data.draw(st.integers(start, min(len(lines), start + 30)))
    (folder / name).write_text("".join(lines[:start] + lines[end:]), encoding="utf-8")
    assert all(name in place for place in faults(folder))


@settings(max_examples=60, deadline=None)
@given(text=st.text())
def test_any_text_is_read_or_refused_and_never_crashes(tmp_path_factory, text):
    folder = tmp_path_factory.mktemp("any")
    (folder / "themes.yaml").write_bytes(text.encode("utf-8", "surrogatepass"))
    assert all(place.startswith("themes.yaml, Zeile ") for place in faults(folder))
