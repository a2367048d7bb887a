"""``weltoffen intake`` and files that are none, too large, strangely named or not to be read."""

from __future__ import annotations

import errno
import io
import os
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from tests.factories import MunicipalityFactory
from tests.intake.road.texts import PAGE, at_home
from weltoffen.ground.problems import Refused
from weltoffen.intake.actions.runs import MOST
from weltoffen.intake.models import Attempt, Run
from weltoffen.intake.paths import body_of, said, said_of
from weltoffen.sources.models import Source

pytestmark = pytest.mark.django_db


def taken_in(*arguments: str | Path, home: str = "Bielefeld") -> tuple[int, str]:
    """Return the exit code and all that is said."""
    out = io.StringIO()
    try:
        call_command("intake", *map(str, arguments), "--home", home, stdout=out, stderr=out)
    except SystemExit as ended:
        return int(str(ended.code)), out.getvalue()
    return 0, out.getvalue()


@pytest.fixture
def page(tmp_path: Path) -> Path:
    at_home()
    file = tmp_path / "seite.txt"
    file.write_text(PAGE, encoding="utf-8")
    return file


def test_what_is_no_file_is_told_and_nothing_waits_for_it(page, tmp_path):
    pipe, link = tmp_path / "rohr", tmp_path / "link"
    os.mkfifo(pipe)
    link.symlink_to(pipe)
    code, told = taken_in(pipe, link, "/dev/zero", tmp_path, tmp_path / "weg", page / "x", page)
    assert code == 1
    assert told.count("ist keine gewöhnliche Datei") == 3
    assert f"{tmp_path} ist ein Ordner." in told
    assert told.count("gibt es nicht. Prüfen Sie den Pfad.") == 2
    assert "seite.txt: 5 neu gelesen" in told
    assert Attempt.objects.count() == 1


def test_a_file_that_is_too_large_is_told_with_its_size_and_not_kept(page, tmp_path):
    large = tmp_path / "gross.txt"
    with large.open("wb") as file:
        file.truncate(2 * 1024**3 + 1)
    code, told = taken_in(large)
    assert code == 1
    assert "Sie hat 2048,1 MB, von diesem Format lesen wir bis zu 25 MB" in told
    assert Run.objects.count() == 0


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.EACCES, "darf nicht gelesen werden"),
        (errno.EPERM, "darf nicht gelesen werden"),
        (errno.ENOENT, "gibt es nicht"),
        (errno.EISDIR, "ist ein Ordner"),
        (errno.EIO, os.strerror(errno.EIO)),
    ],
)
def test_what_the_system_says_is_said_in_our_words_where_we_have_some(number, words):
    problem = said_of(OSError(number, os.strerror(number)), Path("a.txt"))
    assert f"a.txt {words}" in problem.says() or f"lesen: {words}" in problem.says()


@pytest.mark.parametrize("name", ["a\0b", "a\ud800", "x" * 5000])
def test_a_name_that_no_file_can_have_is_refused(name):
    with pytest.raises(Refused) as refused:
        body_of(Path(name))
    assert len(str(refused.value)) < 700
    assert str(refused.value).isprintable()


def test_names_are_kept_as_text_and_do_nothing_to_a_terminal(page):
    names = [b"gr\xfc\xdfe.txt", b"a\nb\x1b[2J.txt", "c\u202etxt.de".encode()]
    paths = [os.fsdecode(os.fsencode(page.parent) + b"/" + name) for name in names]
    for number, path in enumerate(paths):
        Path(path).write_text(f"{PAGE}{number}")
    code, told = taken_in(*paths, *(f"{path}.weg" for path in paths))
    assert code == 1
    assert not set("\x1b\u202e") & set(told)
    told.encode()
    for shown in ("gr\ufffd\ufffde.txt", r"a\nb\x1b[2J.txt", r"c\u202etxt.de"):
        assert f"{shown}: 5 neu gelesen" in told
        assert f"{shown}.weg gibt es nicht" in told
    assert Attempt.objects.filter(name="gr\ufffd\ufffde.txt").count() == 1
    assert said("ä\xa0b") == "ä\xa0b"


def test_arguments_that_are_no_text_are_borne(page):
    code, told = taken_in(page, "https://a.example/\udcff", "--publisher", "B\udcfcro")
    assert code == 1
    assert "seite.txt: 5 neu gelesen" in told
    assert Run.objects.get().publisher == "B\ufffdro"


def test_an_empty_list_is_named(page, tmp_path):
    (tmp_path / "leer.lst").write_text("# nichts\n\n")
    code, told = taken_in("--list", tmp_path / "leer.lst", page)
    assert code == 1
    assert f"In der Liste {tmp_path / 'leer.lst'} steht nichts" in told
    assert "5 neu gelesen" in told


def test_what_a_reader_should_know_is_said_below(page):
    page.write_bytes("Städtepartnerschaft mit Orléans, Frankreich".encode("cp1252"))
    _code, told = taken_in(page)
    assert "\n  Die Kodierung der Zeichen ist vermutet (cp1252)." in told


def test_a_file_of_another_home_is_another_source(page):
    other = MunicipalityFactory(name="Herford")
    assert taken_in(page)[0] == 0
    page.write_text(f"{PAGE}Mehr.")
    assert taken_in(page, home=other.identifier)[0] == 0
    assert Source.objects.count() == 2
    page.write_text(f"{PAGE}Noch mehr.")
    assert taken_in(page)[0] == 0
    assert Source.objects.count() == 2


def test_the_desk_takes_as_many_files_as_a_run_reads():
    assert settings.DATA_UPLOAD_MAX_NUMBER_FILES == MOST
