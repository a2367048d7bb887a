"""``weltoffen intake``: from files to statements; the city's own five pages at the end."""

from __future__ import annotations

import io
from collections import deque
from pathlib import Path

import pytest
from django.core.management import call_command

from tests.conftest import BESIDE
from tests.factories import UserFactory
from tests.intake.fetching.serving import CONTACT, Answer, serving
from tests.intake.fetching.serving import page as answer
from tests.intake.road.texts import PAGE, at_home
from weltoffen.demo.loading import load
from weltoffen.demo.register_files import DORTMUND as DEMO
from weltoffen.demo.register_files import read_register
from weltoffen.ground.problems import Refused
from weltoffen.intake.models import Attempt, Statement
from weltoffen.places.models import Municipality
from weltoffen.relations.enums import Phase
from weltoffen.relations.models import Act, Relation
from weltoffen.sources.models import Snapshot, Source
from weltoffen.sources.selectors import text_of

pytestmark = pytest.mark.django_db
DORTMUND = BESIDE / "pages" / "dortmund"


def taken_in(*arguments: str) -> str:
    out = io.StringIO()
    call_command("intake", *arguments, stdout=out, stderr=out)
    return out.getvalue()


@pytest.fixture
def page(tmp_path: Path) -> Path:
    file = tmp_path / "seite.txt"
    file.write_text(PAGE, encoding="utf-8")
    return file


def test_a_file_becomes_statements_for_the_home(page):
    at_home()
    said = taken_in(str(page), "--home", "Bielefeld")
    assert "seite.txt: 5 neu gelesen (3 neu, 1 unklar: welcher Ort?, 1 nicht prüfbar)" in said
    assert "Es warten 5 Vorschläge" in said
    assert "nichts Neues" in taken_in(str(page), "--home", "bielefeld")


def test_an_empty_register_gets_its_home_from_the_gazetteer(page):
    taken_in(str(page), "--home", "Bielefeld")
    home = Municipality.objects.get()
    assert (home.identifier, home.country.code, home.geonames_id) == ("bielefeld", "DE", 2949186)
    with pytest.raises(Refused, match="kennt keine Stadt"):
        taken_in(str(page), "--home", "Hinterwaldhausen")


def test_a_file_of_the_same_name_is_a_newer_version(page):
    at_home()
    taken_in(str(page), "--home", "Bielefeld")
    page.write_text(PAGE + "\nMehr.\n", encoding="utf-8")
    taken_in(str(page), "--home", "Bielefeld")
    first, second = Snapshot.objects.order_by("id")
    assert second.follows == first
    assert Source.objects.count() == 1


def test_only_a_person_accepts(page):
    at_home()
    arguments = [str(page), "--home", "Bielefeld", "--accept-certain"]
    for account in ([], ["--by", "intake-reader"], ["--by", "niemand"]):
        with pytest.raises(Refused):
            taken_in(*arguments, *account)
    assert Attempt.objects.count() == 0
    UserFactory(username="anna")
    # Three relations, and that the page counts three, which is right by then.
    assert "Angenommen: 4" in taken_in(*arguments, "--by", "anna")
    assert {act.recorded_by.username for act in Act.objects.all()} == {"anna"}
    assert "Angenommen: 0" in taken_in(*arguments, "--by", "anna")


def test_what_cannot_be_read_is_told_and_the_rest_is_read(page, tmp_path):
    at_home()
    (tmp_path / "leer.txt").write_bytes(b"")
    gone = tmp_path / "fehlt.txt"
    out = io.StringIO()
    with pytest.raises(SystemExit):
        call_command(
            "intake", str(gone), str(tmp_path / "leer.txt"), str(page), "http://127.0.0.1/",
            "--home", "Bielefeld", stdout=out, stderr=out,
        )  # fmt: skip
    said = out.getvalue()
    assert "fehlt.txt gibt es nicht" in said
    assert "leer.txt: " in said
    assert "seite.txt: 5 neu gelesen" in said
    assert "http://127.0.0.1/: " in said
    assert "Traceback" not in said


def test_addresses_from_a_list_and_a_whole_section_of_a_site(tmp_path, settings):
    at_home()
    sitemap = (
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>{0}</loc></url>'
        "<url><loc>{1}</loc></url></urlset>"
    )
    answers: dict[str, Answer] = {
        "/welt/a": answer(PAGE.encode()), "/welt/b": answer(PAGE.encode() + b"Mehr"),
    }  # fmt: skip
    with serving(answers) as server:
        pages_there = server.at("/welt/a"), server.at("/sport/c")
        answers["/sitemap.xml"] = answer(sitemap.format(*pages_there).encode())
        settings.WELTOFFEN_FETCH, settings.WELTOFFEN_CONTACT = True, CONTACT
        settings.WELTOFFEN_FETCH_INTERNAL = [("127.0.0.1", server.port)]
        settings.WELTOFFEN_FETCH_PAUSE = 0
        listed = tmp_path / "liste.txt"
        listed.write_text(f"# Seiten\n\n{server.at('/welt/b')}\n")
        said = taken_in(
            "--section", server.at("/welt/"), "--list", str(listed), "--home", "Bielefeld"
        )
    assert "nennt dort 1 Seiten" in said
    assert said.count("5 neu gelesen") == 2
    with pytest.raises(Refused, match="Es fehlt, was gelesen werden soll"):
        taken_in("--home", "Bielefeld")


# --- the five pages of the city beside the repository --------------------------------------------


def pages() -> list[str]:
    return sorted(map(str, DORTMUND.glob("*.txt")))


def names(*phases: Phase) -> set[str]:
    acts = Act.objects.filter(phase__in=phases, relation__municipality__isnull=False)
    return {act.relation.municipality.name for act in acts}


@pytest.mark.world
def test_an_empty_register_of_dortmund_is_filled_from_its_pages():
    UserFactory(username="anna")
    taken_in(*pages(), "--home", "Dortmund", "--by", "anna", "--accept-certain")
    twins = {
        "Amiens": "1960", "Leeds": "1969", "Rostow am Don": "1977", "Buffalo": "1978",
        "Netanya": "1981", "Novi Sad": "1982", "Zwickau": "1988", "Xi'an": "1992",
        "Trabzon": "2014", "Kumasi": "2024", "Schytomyr": "2025",
    }  # fmt: skip
    assert names(Phase.TWIN, Phase.INNER_GERMAN) == set(twins)
    # Kenya has two towns of the name Bondo, so a person is asked; Kumasi is a twin by now.
    assert names(Phase.PROJECT) == {"Cluj-Napoca", "Dura", "Dabola", "Pittsburgh"}
    bondo = Statement.objects.get(proposed__name="Bondo")
    assert (bondo.verdict, bondo.status) == ("unclear", "waiting")
    for act in Act.objects.filter(relation__municipality__name__in=twins):
        assert act.on == twins[act.relation.municipality.name]
        passage = act.citations.get().passage
        assert text_of(passage.snapshot)[passage.start : passage.end] == passage.quote
        assert act.on in passage.quote
    charters = {"Charta der Vielfalt", 'Charta "Integrating Cities"'}
    named = {each.instrument.name for each in Relation.objects.filter(instrument__isnull=False)}
    assert charters <= named
    assert Act.objects.get(relation__instrument__name='Charta "Integrating Cities"').on == "XXXX"


@pytest.mark.world
def test_the_demonstration_meets_the_pages_it_was_made_from():
    deque(load(read_register(DEMO)), maxlen=0)
    UserFactory(username="anna")
    taken_in(*pages(), "--by", "anna")
    assert Snapshot.objects.filter(attempts__isnull=False).count() == 5
    assert Source.objects.filter(snapshots__attempts__isnull=False).exclude(
        identifier__in=[f"dortmund-p{number}" for number in range(1, 6)]
    ).count() == 0  # fmt: skip
    relations = Statement.objects.filter(type="relation")
    assert set(relations.values_list("verdict", flat=True)) == {"agrees", "contradicts"}
    # Nobody is asked about what the register says already, with these very words.
    cited = relations.filter(verdict="agrees", compared__is_cited=True)
    assert cited.exists()
    assert set(cited.values_list("status", flat=True)) == {"known"}
    assert not Statement.objects.exclude(pk__in=cited).filter(status="known", type="claim").exists()
    found = [
        (each.snapshot.source.identifier, each.compared["differences"][0]["field"])
        for each in Statement.objects.filter(verdict__in=("contradicts", "passed"))
    ]
    # The "known faults" of facts/dortmund.md, all that a page can show, and no other.
    assert sorted(found) == [
        ("dortmund-p1", "count"), ("dortmund-p1", "list"), ("dortmund-p1", "office"),
        ("dortmund-p1", "units"), ("dortmund-p2", "passed"), ("dortmund-p2", "status"),
        ("dortmund-p3", "form"), ("dortmund-p3", "passed"), ("dortmund-p3", "title"),
        ("dortmund-p4", "form"), ("dortmund-p4", "passed"),
    ]  # fmt: skip
    assert Statement.objects.filter(verdict="passed").count() == 3
