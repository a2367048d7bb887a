"""Who changed what: every action that is logged has its sentence, and the pages tell it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse
from wagtail.log_actions import registry
from wagtail.models import ModelLogEntry

import weltoffen
from tests.factories import (
    ActFactory,
    MunicipalityFactory,
    OrganisationFactory,
    RelationFactory,
    somebody,
)
from weltoffen.accounts.models import User
from weltoffen.desk.kinds import KINDS, WORK
from weltoffen.desk.naming import title_of
from weltoffen.places.actions import amend_municipality
from weltoffen.records.actions import publish, withdraw
from weltoffen.records.models import Record
from weltoffen.relations.actions import correct_act, retract_act, tie_organisation
from weltoffen.relations.enums import TieRole

SOURCE = Path(weltoffen.__file__).parent
CALLS = {"log": 0, "log_many": 0, "amend": None}
"""Functions that write history, with the position of the action's name among the arguments."""


def _name_of(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else ""


def _action_of(call: ast.Call) -> ast.expr | None:
    named = {keyword.arg: keyword.value for keyword in call.keywords}
    if "action" in named:
        return named["action"]
    return call.args[0] if CALLS[_name_of(call)] == 0 and call.args else None


def _pattern(action: ast.expr) -> str | None:
    """Return what the name can be, as a pattern; None where it only passes another's on."""
    if isinstance(action, ast.Constant):
        return re.escape(str(action.value))
    if isinstance(action, ast.JoinedStr):
        return "".join(
            re.escape(str(part.value)) if isinstance(part, ast.Constant) else "[a-z-]+"
            for part in action.values
        )
    return None


def logged_actions() -> Iterator[tuple[Path, str]]:
    """Yield the names under which the source code logs, as patterns."""
    for file in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and _name_of(node) in CALLS:
                action = _action_of(node)
                pattern = _pattern(action) if action is not None else None
                if pattern is not None:
                    yield file.relative_to(SOURCE), pattern


def test_every_action_in_the_source_code_is_registered_with_a_label_and_a_sentence() -> None:
    registered = dict(registry.get_choices())
    found = list(logged_actions())
    assert len({pattern for _file, pattern in found}) > 20
    for file, pattern in found:
        matching = [name for name in registered if re.fullmatch(pattern, name)]
        assert matching, f"{file} logs {pattern}, of which the desk's history knows nothing"
        assert all(str(registered[name]) for name in matching)


def test_every_kind_of_record_can_be_published() -> None:
    registered = dict(registry.get_choices())
    records = [model for model in apps.get_models() if issubclass(model, Record)]
    public = {kind.model for kind in KINDS.values()}
    assert public | {kind.model for kind in WORK.values()} == set(records)
    assert not any(model.PUBLIC_FIELDS for model in set(records) - public)
    for model in records:
        assert f"{model._meta.app_label}.{model._meta.model_name}.visibility" in registered


@pytest.mark.django_db
def test_an_entry_of_an_action_that_nobody_knows_any_more_is_still_shown(desk: Client) -> None:
    city = MunicipalityFactory()
    entry = registry.get_logs_for_instance(city).get()
    ModelLogEntry.objects.filter(pk=entry.pk).update(action="places.municipality.forgotten")
    for address in (
        reverse("desk:municipalities-history", args=[city.identifier]),
        reverse("desk:changes"),
        reverse("wagtailadmin_home"),
    ):
        answer = desk.get(address)
        assert answer.status_code == 200
        assert "places.municipality.forgotten" in answer.content.decode()


def test_the_history_tells_what_changed_and_who_did_it(desk: Client, coordinator: User) -> None:
    city = MunicipalityFactory(visibility="internal")
    amend_municipality(municipality=city, region="Aschanti", by=coordinator)
    amend_municipality(municipality=city, region="Region Aschanti", by=coordinator)
    amend_municipality(municipality=city, region="", by=coordinator)
    publish(record=city, by=somebody())
    withdraw(record=city, by=somebody())
    page = desk.get(reverse("desk:municipalities-history", args=[city.identifier]))
    told = page.content.decode()
    for sentence in (
        "Der Ort wurde erfasst.",
        "Region oder Bundesstaat: „Aschanti“ ergänzt.",
        "Region oder Bundesstaat: „Aschanti“ → „Region Aschanti“.",
        "Region oder Bundesstaat: „Region Aschanti“ entfernt.",
        "Veröffentlicht.",
        "Aus der Öffentlichkeit genommen.",
    ):
        assert sentence in told
    assert "koordination" in told
    assert "tester" in told


def test_the_latest_changes_tell_an_act_once(desk: Client) -> None:
    act = ActFactory(relation=RelationFactory(), title={"de": "Unterzeichnung"})
    page = desk.get(reverse("desk:changes")).content.decode()
    assert page.count("Der Akt „Unterzeichnung“") == 1
    assert reverse("desk:relations-sheet", args=[act.relation.identifier]) in page


def test_a_relations_history_tells_what_was_done_with_its_acts(
    desk: Client, coordinator: User
) -> None:
    signed = ActFactory(title={"de": "Unterzeichnung"}, internal=True)
    other = ActFactory(title={"de": "Anderswo"}, internal=True)
    for act in (signed, other):
        publish(record=act, by=coordinator)
    withdraw(record=signed, by=somebody())
    address = reverse("desk:relations-history", args=[signed.relation.identifier])
    entries = list(desk.get(address).context["object_list"])
    told = [(entry.desk_title, str(entry.message), entry.user.username) for entry in entries]
    relation = title_of(signed.relation)
    recorded = "Der Akt „Unterzeichnung“ kam hinzu."
    assert told[:3] == [
        ("Unterzeichnung", str(entries[0].message), "tester"),
        ("Unterzeichnung", "Veröffentlicht.", "koordination"),
        (relation, recorded, "tester"),
    ]
    assert "Aus der Öffentlichkeit" in told[0][1]
    assert len(told) == 4
    assert (
        reverse("desk:acts-sheet", args=[signed.identifier]) in desk.get(address).content.decode()
    )


def test_a_correction_and_a_taking_back_name_the_act_by_its_title(desk: Client) -> None:
    act = ActFactory(title={"de": "Unterzeichnung"}, on="1977")
    passages = [each.passage for each in act.citations.all()]
    said = {"kind": act.kind, "on": "1978", "citations": passages, "by": somebody()}
    later = correct_act(act=act, identifier="neu", title={"de": "Unterschriften"}, **said)
    retract_act(
        act=later, identifier="weg", reason={"de": "war ein Irrtum"}, citations=passages,
        by=somebody(),
    )  # fmt: skip
    page = desk.get(reverse("desk:changes")).content.decode()
    assert "Der Akt „Unterschriften“ tritt an die Stelle von „Unterzeichnung“." in page
    assert page.count("Der Akt „Unterschriften“ gilt nicht mehr: war ein Irrtum.") == 1


def test_who_takes_part_is_told_by_name(desk: Client) -> None:
    relation = RelationFactory(
        home=MunicipalityFactory(name={"de": "Dortmund"}),
        municipality=MunicipalityFactory(name={"de": "Amiens"}),
    )
    choir = OrganisationFactory(name={"de": "Chor am See"})
    tie_organisation(relation=relation, organisation=choir, role=TieRole.CLUB, by=somebody())
    page = desk.get(reverse("desk:relations-history", args=[relation.identifier]))
    assert "Chor am See wirkt bei Dortmund – Amiens mit." in page.content.decode()
