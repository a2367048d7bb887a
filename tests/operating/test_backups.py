"""A backup and its way back, within one database; see test_killed and test_other_database too."""

from __future__ import annotations

import datetime as dt
import json
import zipfile
from contextlib import suppress
from hashlib import sha256
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import Page

import tests.jobs.works  # noqa: F401 - registers work to ask for
from tests.factories import MunicipalityFactory, SnapshotFactory, UserFactory, somebody
from tests.operating.conftest import a_register, contents, held, put, rows
from weltoffen.accounts.models import User
from weltoffen.ground.problems import Refused
from weltoffen.jobs import leasing
from weltoffen.jobs.actions import ask
from weltoffen.jobs.models import Job
from weltoffen.operating.backups.archive import MANIFEST, SEAL
from weltoffen.operating.backups.columns import line
from weltoffen.operating.backups.restoring import check, restore
from weltoffen.operating.backups.saving import save
from weltoffen.operating.backups.tables import MADE_AGAIN, OF_THE_MOMENT, STEPS, saved_tables
from weltoffen.places.models import Country, Municipality
from weltoffen.relations.models import Act
from weltoffen.sources.models import Snapshot

pytestmark = pytest.mark.django_db


def tell(_what: str, _done: int, _total: int) -> None:
    """Hear it and say nothing."""


def put_back(file: Path, *, is_replacing: bool = True) -> None:
    restore(file, is_replacing=is_replacing, tell=tell)


def triggers() -> list[tuple[str, ...]]:
    queries = {
        "sqlite": "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname, relname, tgenabled::text FROM pg_trigger JOIN pg_class "
        "ON tgrelid = pg_class.oid WHERE NOT tgisinternal",
    }
    with connection.cursor() as cursor:
        cursor.execute(queries[connection.vendor])
        return sorted(cursor.fetchall())


def test_it_was_decided_about_every_table():
    known = {table.name for table in saved_tables()} | {*OF_THE_MOMENT, STEPS}
    there = set(connection.introspection.table_names())
    assert {name for name in there - known if not name.startswith(MADE_AGAIN)} == set()
    assert known - there == set()


def test_a_register_comes_back_as_it_was(tmp_path, media):
    a_register(media)
    before, files, guarding = save(tmp_path / "a.zip"), contents(media), triggers()
    MunicipalityFactory(identifier="danach")
    UserFactory(username="danach")
    put(media, images__bild=b"anders", images__mehr=b"x", leer__tief__datei=b"")
    (media / "documents/urkunde").unlink()
    put_back(tmp_path / "a.zip")
    assert held(tmp_path / "b.zip") == rows(before)
    assert contents(media) == files
    assert not (media / "leer").exists()
    assert triggers() == guarding
    assert not User.objects.filter(username="danach").exists()


def test_what_may_never_change_may_not_change_afterwards_either(tmp_path, media):
    a_register(media)
    save(tmp_path / "a.zip")
    put_back(tmp_path / "a.zip")
    with pytest.raises(Exception, match="act_is_never_deleted"), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {Act._meta.db_table}")


def test_a_new_installation_takes_a_backup_without_being_asked_twice(tmp_path, media):
    fresh = save(tmp_path / "a.zip")
    put_back(tmp_path / "a.zip", is_replacing=False)
    assert held(tmp_path / "b.zip") == rows(fresh)


@pytest.mark.parametrize(
    ("enter", "what"),
    [(lambda media: UserFactory(), "Konten: 1"),
     (lambda media: MunicipalityFactory(), "Orte: 1"),
     (lambda media: put(media, images__bild=b""), "Dateien im Medienordner: 1")],
)  # fmt: skip
def test_data_are_not_replaced_unless_that_is_said(tmp_path, media, enter, what):
    save(tmp_path / "a.zip")
    enter(media)
    before, files = held(tmp_path / "b.zip"), contents(media)
    with pytest.raises(Refused, match=what) as refusal:
        put_back(tmp_path / "a.zip", is_replacing=False)
    assert "--replace" in str(refusal.value)
    assert held(tmp_path / "b.zip") == before
    assert contents(media) == files


def odd_rows(texts: list[str]) -> None:
    """Write rows past all actions: whatever a column may hold, a backup has to hold."""
    country = Country.objects.create(code="XX", label_de="x", label="x")
    moment = dt.datetime(1, 1, 2, 3, 4, 5, 678_901, tzinfo=dt.UTC)
    for number, text in enumerate(texts):
        Municipality.objects.create(
            identifier=f"o-{number}", name_de=text[:80], country=country, latitude=number / 3,
            longitude=-number / 7, made_from={text: [text, None, number / 3, {"": text}]},
        )  # fmt: skip
    Job.objects.create(
        kind="x", asked_by=somebody(), asked_at=moment, not_before=timezone.now(), fault="\n" * 3,
        arguments={"a": 1e22, "b": -0.0, "c": 10**30, "d": None}, note_values=[],
    )  # fmt: skip
    for text in texts[:3]:
        SnapshotFactory(body=text.encode() + bytes(range(256)))


# PostgreSQL keeps no NUL in a text, and neither do our forms.
TEXTS = st.lists(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])))
DATABASE_LAW = settings(
    max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)


@DATABASE_LAW
@given(texts=TEXTS)
def test_odd_texts_numbers_documents_and_bytes_come_back(tmp_path, texts):
    with transaction.atomic():
        odd_rows([*texts, "", " ", "Grüße\u202e🏳️‍🌈\r\n\t", "x" * 5000])
        before = save(tmp_path / "a.zip")
        bodies = list(Snapshot.objects.order_by("pk").values_list("body", "has_body"))
        put_back(tmp_path / "a.zip")
        assert held(tmp_path / "b.zip") == rows(before)
        assert list(Snapshot.objects.order_by("pk").values_list("body", "has_body")) == bodies
        transaction.set_rollback(True)
    (tmp_path / "a.zip").unlink()


def test_a_number_is_never_given_twice(tmp_path):
    gone = UserFactory()
    number = gone.pk
    gone.delete()
    save(tmp_path / "a.zip")
    put_back(tmp_path / "a.zip")
    assert UserFactory().pk > number


def test_who_was_signed_in_is_not_kept(tmp_path, client):
    client.force_login(UserFactory())
    save(tmp_path / "a.zip")
    put_back(tmp_path / "a.zip")
    assert "_auth_user_id" not in client.session
    with zipfile.ZipFile(tmp_path / "a.zip") as zipped:
        assert not [name for name in zipped.namelist() if "session" in name]


def test_what_refers_to_kinds_of_records_by_number_still_does(tmp_path):
    act_type = ContentType.objects.get_for_model(Act)
    save(tmp_path / "a.zip")
    put_back(tmp_path / "a.zip")
    assert ContentType.objects.get_for_model(Act).pk == act_type.pk
    assert ContentType.objects.get(pk=act_type.pk).model_class() is Act


def test_everything_wagtail_finds_is_found_afterwards(tmp_path):
    root = Page.objects.get(depth=1)
    root.add_child(instance=Page(title="Impressum der Stadt", slug="impressum"))
    save(tmp_path / "a.zip")
    put_back(tmp_path / "a.zip")
    assert [page.title for page in Page.objects.search("Impressum")] == ["Impressum der Stadt"]


def test_a_file_is_never_written_over(tmp_path):
    (tmp_path / "a.zip").write_bytes(b"wichtig")
    with pytest.raises(Refused, match="gibt es schon"):
        save(tmp_path / "a.zip")
    assert (tmp_path / "a.zip").read_bytes() == b"wichtig"


def test_a_folder_that_is_not_there_is_told(tmp_path):
    with pytest.raises(Refused, match="Den Ordner"):
        save(tmp_path / "nirgends" / "a.zip")


def test_a_backup_is_for_its_owner_only_and_alone(tmp_path, media):
    save(tmp_path / "a.zip")
    assert (tmp_path / "a.zip").stat().st_mode & 0o777 == 0o600
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.zip", "media"]


def test_a_backup_that_breaks_off_leaves_nothing(tmp_path, media):
    def break_off(_what: str, done: int, _total: int) -> None:
        if done == 5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        save(tmp_path / "a.zip", tell=break_off)
    assert [path for path in tmp_path.iterdir() if path != media] == []


def test_a_file_that_cannot_be_read_is_told_by_name(tmp_path, media):
    (media / "dir").mkdir()
    put(media, kaputt=b"x")
    (media / "kaputt").chmod(0)
    try:
        (media / "kaputt").read_bytes()
    except PermissionError:
        with pytest.raises(Refused, match="kaputt im Medienordner"):
            save(tmp_path / "a.zip")
        assert not (tmp_path / "a.zip").exists()
    else:
        pytest.skip("root reads everything")


def test_links_in_the_media_folder_are_not_followed(tmp_path, media):
    (tmp_path / "geheim").write_bytes(b"geheim")
    (media / "link").symlink_to(tmp_path / "geheim")
    assert save(tmp_path / "a.zip").media == ()


@pytest.fixture
def saved(tmp_path, media) -> bytes:
    a_register(media)
    save(tmp_path / "a.zip")
    return (tmp_path / "a.zip").read_bytes()


@DATABASE_LAW
@given(data=st.data())
def test_a_changed_file_is_refused_or_says_the_same(tmp_path, saved, data):
    place = data.draw(st.integers(0, len(saved) - 1))
    (tmp_path / "b.zip").write_bytes(
        saved[:place] + bytes([saved[place] ^ data.draw(st.integers(1, 255))]) + saved[place + 1 :]
    )
    whole = check(tmp_path / "a.zip", tell=tell)
    found = None
    with suppress(Refused):
        found = check(tmp_path / "b.zip", tell=tell)
    assert found in (None, whole)


@pytest.mark.parametrize("part", [0, 1, 100, -100, -1])
def test_half_a_file_is_refused_and_changes_nothing(tmp_path, saved, part):
    (tmp_path / "b.zip").write_bytes(saved[:part])
    before = held(tmp_path / "c.zip")
    with pytest.raises(Refused, match="unvollständig"):
        put_back(tmp_path / "b.zip")
    assert held(tmp_path / "c.zip") == before


def rewritten(tmp_path: Path, saved: bytes, **parts: bytes | None) -> Path:
    """Return a copy of a backup in which parts are others, fewer or more; CRCs are right."""
    with (
        zipfile.ZipFile(tmp_path / "a.zip") as old,
        zipfile.ZipFile(tmp_path / "b.zip", "w") as new,
    ):
        content = {name: old.read(name) for name in old.namelist()} | parts
        for name, data in content.items():
            if data is not None:
                new.writestr(name, data)
    return tmp_path / "b.zip"


@pytest.mark.parametrize(
    ("name", "data"),
    [(MANIFEST, None), (SEAL, None), (SEAL, b"0" * 64), (MANIFEST, b"{}"),
     ("tables/relations_act.jsonl", b""), ("tables/relations_act.jsonl", None),
     ("media/00000001", b"anderes"), ("tables/mehr.jsonl", b"")],
)  # fmt: skip
def test_a_part_that_is_not_what_was_written_is_refused(tmp_path, saved, name, data):
    with pytest.raises(Refused, match="keine Sicherung von weltoffen, oder sie ist beschädigt"):
        put_back(rewritten(tmp_path, saved, **{name: data}))
    assert Act.objects.count() == 2


def test_a_table_is_no_backup(tmp_path):
    (tmp_path / "b.xlsx").write_bytes(b"PK\x03\x04")
    with pytest.raises(Refused, match="keine Sicherung"):
        check(tmp_path / "b.xlsx", tell=tell)
    with pytest.raises(Refused, match="lässt sich nicht öffnen"):
        check(tmp_path / "nirgends", tell=tell)
    with pytest.raises(Refused, match="lässt sich nicht öffnen"):
        check(tmp_path, tell=tell)


def test_a_database_at_another_step_neither_saves_nor_takes(tmp_path):
    save(tmp_path / "a.zip")
    MigrationRecorder(connection).record_unapplied("relations", newest("relations"))
    with pytest.raises(Refused, match="es fehlt relations"):
        save(tmp_path / "b.zip")
    with pytest.raises(Refused, match="nicht auf dem Stand"):
        put_back(tmp_path / "a.zip")


def newest(app: str) -> str:
    steps = MigrationRecorder(connection).applied_migrations()
    return max(name for label, name in steps if label == app)


def test_a_backup_of_another_step_is_told(tmp_path):
    MigrationRecorder(connection).record_applied("relations", "9999_later")
    save(tmp_path / "a.zip")
    MigrationRecorder(connection).record_unapplied("relations", "9999_later")
    with pytest.raises(Refused, match="neuer als diese Datenbank: Hier fehlt relations"):
        put_back(tmp_path / "a.zip")


def test_nothing_is_replaced_under_a_worker(tmp_path):
    save(tmp_path / "a.zip")
    job = ask(kind="tests.once", by=somebody())
    leasing.take(worker="w")
    with pytest.raises(Refused, match=f"Auftrag {job.pk}"):
        put_back(tmp_path / "a.zip")


def test_commands_say_what_they_do(tmp_path, media):
    a_register(media)
    out = StringIO()
    call_command("backup", tmp_path / "a.zip", stdout=out)
    assert "Tabellen: " in out.getvalue()
    assert "2 Dateien. Darin stehen personenbezogene Daten" in out.getvalue()
    out = StringIO()
    call_command("restore", tmp_path / "a.zip", "--check", stdout=out)
    assert "Die Sicherung ist unversehrt: " in out.getvalue()
    with pytest.raises(Refused, match="Hier stehen schon Daten"):
        call_command("restore", tmp_path / "a.zip", stdout=StringIO())
    out = StringIO()
    call_command("restore", tmp_path / "a.zip", "--replace", stdout=out)
    assert "Wiederhergestellt: " in out.getvalue()
    assert "Starten Sie Server und Arbeitsprozesse neu." in out.getvalue()
    out = StringIO()
    call_command("backup", tmp_path / "b.zip", verbosity=0, stdout=out)
    call_command("restore", tmp_path / "b.zip", "--replace", verbosity=0, stdout=out)
    assert out.getvalue() == ""


def test_every_model_is_saved_or_left_out_on_purpose():
    saved = {table.name for table in saved_tables()}
    left = {
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if not model._meta.proxy and model._meta.db_table not in saved
    }
    assert {name for name in left if name not in OF_THE_MOMENT} == {
        name for name in left if name.startswith(MADE_AGAIN)
    }


def forged(tmp_path: Path, table: str, change) -> Path:
    """Return a backup whose rows of one table are others, with hashes that say they are right."""
    with zipfile.ZipFile(tmp_path / "a.zip") as old:
        content = {name: old.read(name) for name in old.namelist()}
    told = json.loads(content[MANIFEST])
    (entry,) = (each for each in told["tables"] if each["name"] == table)
    names = [name for name, _kind in entry["columns"]]
    lines = content[f"tables/{table}.jsonl"].splitlines()
    changed = [list(change(dict(zip(names, json.loads(told_line), strict=True))).values())
               for told_line in lines]  # fmt: skip
    data = b"".join(line(row) for row in changed)
    content[f"tables/{table}.jsonl"] = data
    entry |= {"bytes": len(data), "sha256": sha256(data).hexdigest()}
    content[MANIFEST] = json.dumps(told).encode()
    content[SEAL] = sha256(content[MANIFEST]).hexdigest().encode()
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as new:
        for name, part in content.items():
            new.writestr(name, part)
    return tmp_path / "b.zip"


@pytest.mark.parametrize(
    ("column", "value", "why"),
    [("identifier", None, "Die Zeile mit dem Schlüssel"), ("country_id", 99_999, "widerspricht"),
     ("latitude", 400.0, "Die Zeile mit dem Schlüssel"), ("latitude", "nord", "unlesbar")],
)  # fmt: skip
def test_rows_that_the_database_does_not_take_are_told_and_nothing_changes(
    tmp_path, media, saved, column, value, why
):
    files = contents(media)
    file = forged(tmp_path, "places_municipality", lambda row: row | {column: value})
    before = held(tmp_path / "c.zip")
    with pytest.raises(Refused, match=why), transaction.atomic():
        put_back(file)
    assert held(tmp_path / "c.zip") == before
    assert contents(media) == files


def test_what_is_written_otherwise_and_says_the_same_is_taken(tmp_path, saved):
    """So the refusals above are about what was changed, not about how it was."""
    before = held(tmp_path / "c.zip")
    put_back(forged(tmp_path, "places_municipality", lambda row: row))
    assert held(tmp_path / "c.zip") == before
