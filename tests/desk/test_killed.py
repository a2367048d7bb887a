"""The server is killed with -9 in the middle of what somebody does: nothing is lost or doubled."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse
from wagtail.models import Collection, ModelLogEntry

from tests.desk.test_publishing import _ask, _box
from tests.documents import samples
from tests.factories import ActFactory, RelationFactory, account
from tests.intake.road.texts import PAGE, at_home, read
from tests.jobs.conftest import shared  # noqa: F401 - a fixture
from tests.operating.conftest import contents, held, killed_at
from weltoffen.accounts.enums import RoleName
from weltoffen.accounts.models import User
from weltoffen.documents.models import Document
from weltoffen.jobs.working import Until, Worker
from weltoffen.lists.actions import begin_change
from weltoffen.lists.enums import Origin, Stage
from weltoffen.lists.fields import FIELDS
from weltoffen.lists.models import BulkChange
from weltoffen.lists.returning import compared
from weltoffen.lists.types import Line, Returned
from weltoffen.records.enums import Visibility
from weltoffen.relations.models import Act, Relation

pytestmark = pytest.mark.usefixtures("shared")
WRITING = ("INSERT", "UPDATE", "DELETE")
FAR = 500


@pytest.fixture
def office(settings: LazySettings, tmp_path: Path) -> Client:
    """Return a coordinator's browser; the media folder is the test's own."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.MEDIA_ROOT.mkdir()
    client = Client()
    client.force_login(account("koordination", RoleName.COORDINATOR))
    client.get(reverse("wagtailadmin_home"))
    return client


def at_each_write(do: Callable[[], Any]) -> Callable[[Callable[[str, int, int], None]], None]:
    """Return what does something and tells before each statement that writes, and at the end."""

    def doing(tell: Callable[[str, int, int], None]) -> None:
        def before(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
            if sql.lstrip().upper().startswith(WRITING):
                tell(sql, 0, 0)
            return execute(sql, params, many, context)

        with connection.execute_wrapper(before):
            do()

    return doing


def sent(client: Client, address: str, values: dict[str, Any]) -> Callable[[], None]:
    """Return what sends a form; a fault of the server is no kill."""

    def send() -> None:
        answer = client.post(address, values)
        assert answer.status_code == 302, answer.content.decode()[:2000]

    return send


def steps_until_done(do: Callable[[], Any], unchanged: Callable[[int], None]) -> int:
    """Kill something at its first write, at its second …, until it comes to its end.

    After each kill ``unchanged`` is asked; returns at how many places it was killed.
    """
    for step in range(1, FAR):
        if not killed_at(step, at_each_write(do)):
            return step - 1
        unchanged(step)
    raise AssertionError("it never came to its end")


def of_the_register(tmp_path: Path) -> dict[str, tuple[int, str]]:
    """Return what the database holds, but for who is signed in until when."""
    return {
        name: told
        for name, told in held(tmp_path / "held.zip").items()
        if name not in ("django_session", "accounts_visit")
    }


def test_publishing_is_done_whole_or_not_at_all(office: Client, tmp_path: Path) -> None:
    relation = RelationFactory(internal=True)
    for _ in range(2):
        ActFactory(relation=relation, internal=True)
    address = _ask("relations", relation)
    page = office.get(address).content.decode()
    send = sent(office, address, {"with": [_box(page, "acts")]})
    before = of_the_register(tmp_path)

    def unchanged(step: int) -> None:
        assert of_the_register(tmp_path) == before, step

    assert steps_until_done(send, unchanged) > 3
    assert Relation.objects.get().visibility == Visibility.PUBLIC
    assert set(Act.objects.values_list("visibility", flat=True)) == {Visibility.PUBLIC}
    told = ModelLogEntry.objects.filter(action__endswith=".visibility")
    assert told.count() == 3


def test_accepting_a_proposal_is_done_whole_or_not_at_all(
    office: Client, tmp_path: Path, settings: LazySettings
) -> None:
    settings.WELTOFFEN_HOME = "bielefeld"
    snapshot = read(at_home(), PAGE).snapshot
    assert snapshot is not None
    lyon = snapshot.statements.filter(type="relation").order_by("start").first()
    assert lyon is not None
    address = reverse("desk:bench", args=[snapshot.pk])
    send = sent(office, address, {"do": "accept", "statement": lyon.pk})
    before = of_the_register(tmp_path)

    def unchanged(step: int) -> None:
        assert of_the_register(tmp_path) == before, step

    assert steps_until_done(send, unchanged) > 5
    assert Relation.objects.count() == 1
    assert Act.objects.count() == 1


def test_a_document_is_kept_whole_or_can_be_uploaded_again(
    office: Client, tmp_path: Path, settings: LazySettings
) -> None:
    if not Collection.objects.exists():  # emptied with the tables of a test before
        Collection.add_root(name="Root")
    relation = RelationFactory()
    address = reverse("desk:documents-add")
    before = of_the_register(tmp_path)

    def send() -> None:
        file = SimpleUploadedFile("vertrag.pdf", samples.pdf())
        values = {
            "files": [file], "title": "Vertrag", "kind": "deed", "on": "1977",
            "visibility": "internal", "relation": relation.identifier,
        }  # fmt: skip
        sent(office, address, values)()

    def unchanged(step: int) -> None:
        assert of_the_register(tmp_path) == before, step

    assert steps_until_done(send, unchanged) > 3
    document = Document.objects.get()
    assert document.relation_links.get().relation == relation
    assert document.file.name in contents(Path(settings.MEDIA_ROOT))


def test_changes_of_many_are_done_once_each_wherever_the_server_is_killed(
    office: Client, tmp_path: Path
) -> None:
    by = User.objects.get(username="koordination")
    relations = [RelationFactory(identifier=f"beziehung-{number}") for number in range(2)]

    def begun(step: int) -> tuple[str, Callable[[], None]]:
        lines = tuple(
            Line(number, each.identifier, {"open_question": f"Frage {step}?"})
            for number, each in enumerate(relations, start=2)
        )
        found = compared(FIELDS["relations"], Returned(lines, {"open_question": "B"}), by)
        bulk = begin_change(kind="relations", origin=Origin.TABLE, differences=found, rows=2, by=by)
        address = reverse("desk:bulk-change", args=[bulk.pk])
        return address, sent(office, address, {"go": "take"})

    for step in range(1, FAR):
        address, send = begun(step)
        was_killed = killed_at(step, at_each_write(send))
        if was_killed:
            bulk = BulkChange.objects.latest("pk")
            assert bulk.stage in (Stage.OPEN, Stage.TAKING, Stage.TAKEN), step
            if bulk.stage != Stage.TAKEN:
                sent(office, address, {"go": "take" if bulk.stage == "open" else "continue"})()
                Worker("w").run(Until.NOTHING_DUE)
        bulk = BulkChange.objects.latest("pk")
        assert bulk.stage == Stage.TAKEN, step
        assert set(bulk.cells.values_list("outcome", flat=True)) == {"done"}, step
        assert set(Relation.objects.values_list("open_question", flat=True)) == {f"Frage {step}?"}
        told = ModelLogEntry.objects.filter(action="relations.relation.amend")
        assert told.count() == 2 * step
        if not was_killed:
            break
    assert step > 5
