"""Backups and restores as they are in life: others write meanwhile, and somebody pulls the plug."""

from __future__ import annotations

import os
import signal
import threading
import time
from functools import partial
from itertools import count
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection, transaction

from tests.factories import MunicipalityFactory, UserFactory
from tests.operating.conftest import a_register, contents, held, killed_at, put, rows
from weltoffen.ground.problems import Refused
from weltoffen.operating.backups.archive import writing
from weltoffen.operating.backups.restoring import check, restore
from weltoffen.operating.backups.saving import TABLES, save
from weltoffen.operating.backups.tables import saved_tables
from weltoffen.places.models import Municipality

pytestmark = pytest.mark.usefixtures("shared")
STEPS = len(saved_tables())
"""About as many times a backup tells how far it is; a restore does so twice as often."""


def tell(_what: str, _done: int, _total: int) -> None:
    """Hear it and say nothing."""


def left_in(folder: Path, *known: str) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name not in ("media", *known))


@pytest.mark.parametrize("step", [1, 2, STEPS // 2, STEPS, STEPS + 1, STEPS + 3])
def test_a_killed_backup_leaves_no_backup_and_changes_nothing(tmp_path, media, step):
    a_register(media)
    before = held(tmp_path / "a.zip")
    (tmp_path / "to").mkdir()
    assert killed_at(step, lambda tell: save(tmp_path / "to" / "a.zip", tell=tell))
    assert not (tmp_path / "to" / "a.zip").exists()
    assert held(tmp_path / "b.zip") == before
    save(tmp_path / "to" / "a.zip")  # the same name is free, and what lay about is gone
    assert left_in(tmp_path / "to") == ["a.zip"]


def another_register(media: Path) -> None:
    for path in media.rglob("*"):
        if path.is_file():
            path.unlink()
    put(media, images__bild=b"anders", images__eigenes=b"eigenes")
    Municipality.objects.update(latitude=1.5)
    MunicipalityFactory(identifier="eigener-ort")
    UserFactory(username="eigenes-konto")


def within(media: Path) -> dict[str, bytes]:
    """Return the files in place, without those that wait for it."""
    return {name: data for name, data in contents(media).items() if name[:9] != ".restore-"}


WHOLE = STEPS + 2 + 1
"""How often verifying two files tells of itself; what changes something comes after."""


@pytest.mark.parametrize(
    "step", [1, WHOLE, WHOLE + 2, WHOLE + 4, WHOLE + 4 + STEPS // 2, WHOLE + 3 + STEPS]
)
def test_a_killed_restore_leaves_the_old_register_and_can_be_done_again(tmp_path, media, step):
    a_register(media)
    made, files = save(tmp_path / "a.zip"), contents(media)
    another_register(media)
    before, mine = held(tmp_path / "b.zip"), contents(media)
    again = partial(restore, tmp_path / "a.zip", is_replacing=True)
    assert killed_at(step, lambda tell: again(tell=tell))
    assert held(tmp_path / "b.zip") == before
    assert within(media) == mine
    again(tell=tell)
    assert held(tmp_path / "b.zip") == rows(made)
    assert contents(media) == files, "what the killed one left waiting is gone too"


def test_a_restore_tells_so_often_that_the_steps_above_are_all_it_takes(tmp_path, media):
    a_register(media)
    save(tmp_path / "a.zip")
    assert not killed_at(
        2 * WHOLE + 3, lambda tell: restore(tmp_path / "a.zip", is_replacing=True, tell=tell)
    )


def test_a_restore_that_is_broken_off_takes_everything_back(tmp_path, media):
    a_register(media)
    save(tmp_path / "a.zip")
    another_register(media)
    before, mine = held(tmp_path / "b.zip"), contents(media)

    def break_off(what: str, done: int, total: int) -> None:
        if (what, done) == (TABLES, total):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        restore(tmp_path / "a.zip", is_replacing=True, tell=break_off)
    assert held(tmp_path / "b.zip") == before
    assert contents(media) == mine


def in_another_thread(do) -> None:
    """Do something over a connection of its own, and wait for it."""
    failed: list[BaseException] = []

    def run() -> None:
        try:
            do()
        except BaseException as error:
            failed.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    if failed:
        raise failed[0]


def test_a_backup_sees_one_moment_and_keeps_nobody_from_writing(tmp_path, media):
    a_register(media)
    before = held(tmp_path / "a.zip")
    entered = []

    def enter(what: str, done: int, _total: int) -> None:
        if (what, done) == (TABLES, 1):  # the transaction has read something by now
            in_another_thread(lambda: entered.append(MunicipalityFactory().pk))

    made = save(tmp_path / "b.zip", tell=enter)
    assert Municipality.objects.filter(pk__in=entered).count() == 1
    assert rows(made) == before


def test_after_a_backup_the_connection_writes_as_before(tmp_path, media):
    mode = getattr(connection, "transaction_mode", None)
    save(tmp_path / "a.zip")
    assert getattr(connection, "transaction_mode", None) == mode
    assert MunicipalityFactory().pk


@pytest.mark.parametrize("after", [0.3, 1.2])
def test_a_backup_that_is_told_to_end_clears_up(tmp_path, media, after):
    """As systemd tells it, by SIGTERM, at whatever moment."""
    pid = os.fork()
    if not pid:
        connection.connection = None
        try:
            for number in count():
                call_command("backup", tmp_path / f"{number}.zip", verbosity=0)
        except SystemExit as ended:
            os._exit(ended.code)
        os._exit(1)
    time.sleep(after)
    os.kill(pid, signal.SIGTERM)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) in (143, -signal.SIGTERM)
    assert [name for name in left_in(tmp_path) if name.startswith(".")] == []
    for name in left_in(tmp_path, "shared.sqlite3", "shared.sqlite3-wal", "shared.sqlite3-shm"):
        check(tmp_path / name, tell=tell)


def test_two_that_write_the_same_file_do_not_clear_away_each_others(tmp_path):
    def write_slowly() -> None:
        with writing(tmp_path / "a.zip") as slow:
            slow.write("x", [b"langsam"])
            save(tmp_path / "a.zip")

    with pytest.raises(Refused, match="gibt es schon"):
        write_slowly()
    assert check(tmp_path / "a.zip", tell=tell).rows


def test_whoever_holds_the_tables_is_named_as_the_reason(tmp_path, media, monkeypatch):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite waits as long as its settings say")
    monkeypatch.setattr("weltoffen.operating.backups.emptying._LONGEST_WAIT", "50ms")
    save(tmp_path / "a.zip")
    holding, over = threading.Event(), threading.Event()

    def hold() -> None:
        with transaction.atomic():
            list(Municipality.objects.all())
            holding.set()
            over.wait(10)
        connection.close()

    thread = threading.Thread(target=hold)
    thread.start()
    assert holding.wait(10)
    try:
        with pytest.raises(Refused, match="Andere Programme benutzen die Datenbank") as refusal:
            restore(tmp_path / "a.zip", is_replacing=True, tell=tell)
        assert isinstance(refusal.value.__cause__, OperationalError)
    finally:
        over.set()
        thread.join()
