"""Nothing internal is public: no page and no document says what only the office may know.

Every field of every record carries a mark that tells whether anybody may see it; then everything is
asked for that the public can ask for, and the marks are read back. A new field or a new model is
covered without a change here, or these tests fail until somebody decides.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest
from django.apps import apps
from django.db import transaction
from django.test import override_settings

from tests.architecture.test_fields import OURS
from tests.portal.canaries import record_both
from tests.portal.crawling import crawled, everything, identifiers
from tests.portal.marking import WITHOUT_A_MARK, Marks
from tests.portal.reads import WHY_READ, Reads, prepared_queries
from weltoffen.records.models import Record
from weltoffen.relations.models import Act, Duty, Relation
from weltoffen.sources.models import Source

pytestmark = pytest.mark.django_db
ALWAYS_PUBLIC = {
    "places.Country": "countries are reference data, named before any relation is public",
    "portal.EditorialRoot": "a root has no words of its own",
    "relations.Theme": "themes are reference data, listed before any relation has one",
}
"""Models without internal rows, and why."""
NEVER_READ = {
    "lists.BulkChange": "what somebody is changing in lists is the office's own",
    "lists.CellChange": "the same",
    "lists.SavedView": "the same: how somebody looks at lists",
    "accounts.Assignment": "who works at the desk in which role is nobody else's business",
    "accounts.DeskSession": "the same: who signed in when, and with what",
    "accounts.Invitation": "the same: who was invited",
    "accounts.Visit": "the same: who was at the desk when",
    "audit.AuditEvent": "who signed in and did what is for those who run the service",
    "audit.AuditSeal": "the same",
    "casework.AnswerMail": "what the office is busy with is its own",
    "casework.Assessment": "the same",
    "casework.Comment": "the same; also what guests of a partner city say",
    "casework.Criterion": "the same",
    "casework.DigestSent": "the same",
    "casework.DigestWish": "the same",
    "casework.Feed": "the same",
    "casework.Note": "the same",
    "casework.Request": "the same",
    "casework.RequestStep": "the same",
    "casework.Task": "the same",
    "casework.TextBlock": "the same",
    "encounters.Encounter": "no page tells of encounters yet",
    "encounters.EncounterBody": "the same",
    "encounters.EncounterCount": "the same",
    "encounters.EncounterRelation": "the same",
    "encounters.Participant": "who takes part is for the protocol alone",
    "finding.Entry": "the index is searched at the desk alone",
    "finding.Waiting": "the same",
    "finding.Watermark": "the same",
    "finding.Word": "the same",
    "documents.Document": "no page tells of documents yet; their files are asked for one by one",
    "documents.Version": "earlier files stay at the desk",
    "documents.Picture": "no page shows pictures yet",
    "documents.PictureRendition": "the same",
    "organisations.ContactDetail": "how somebody is reached is for the office alone",
    "organisations.Merge": "that two entries were one is told by where an address leads",
    "organisations.Office": "acts name offices in their own words; who held them stays here",
    "organisations.Person": "no page names people",
    "relations.OrganisationTie": "who takes part is for the office alone",
    "relations.RelationDocument": "no page tells of documents yet",
    "jobs.Job": "work in the background is the office's own",
    "jobs.Schedule": "the same",
    "jobs.Presence": "the same",
    "intake.Run": "what is proposed is for people of the office to decide",
    "intake.Attempt": "the same",
    "intake.Reading": "the same",
    "intake.Statement": "the same",
    "intake.Consequence": "the same",
    "intake.ColumnMapping": "how an office names its columns is its own",
    "intake.SectionSurvey": "what the office searches is its own",
    "intake.SheetUpload": "uploaded tables are the office's own",
    "sources.Sighting": "when a text was looked at again is the office's own",
    "sources.Rendering": "texts of others are kept as evidence, and quoted, not shown",
    "privacy.Deletion": "what was deleted when is for those who answer for it",
    "privacy.Forgotten": "the same",
    "privacy.Term": "the same",
}
"""Models of which nothing is public and whose tables no public page reads, so nothing is marked."""
NOWHERE_YET = {
    ("organisations.Organisation", "wikidata_id"),
    ("places.Country", "policy"),
    ("places.Municipality", "ags"),
    ("relations.Act", "recorded_at"),
    ("relations.Relation", "sort_name"),
}
"""Public fields whose words stand on no page yet; the day of recording carries no mark."""


@pytest.fixture(scope="module")
def marks(django_db_setup, django_db_blocker) -> Iterator[Marks]:
    """A register in which everything is marked; taken back after the module's last test."""
    found = Marks()
    with django_db_blocker.unblock(), transaction.atomic():
        with override_settings(WELTOFFEN_HOME=record_both(found).identifier):
            yield found
        transaction.set_rollback(True)


def leaks(marks: Marks, said: dict[str, str]) -> dict[str, set[tuple[str, str]]]:
    """Return by address the internal fields that show there."""
    found = {address: marks.found(text, internal=True) for address, text in said.items()}
    return {address: fields for address, fields in found.items() if fields}


def test_no_page_and_no_document_shows_or_reads_anything_internal(marks):
    with Reads().at_work() as reads:
        said = everything()
    assert len(said) > 300, "the crawl sees too little"
    assert leaks(marks, said) == {}
    shown = set().union(*(marks.found(text, internal=False) for text in said.values()))
    assert marks.fields["public"] - shown == NOWHERE_YET
    assert [name for name, query in prepared_queries().items() if query not in reads.prepared] == []
    assert reads.queries > 100, "the reading of queries sees too little"
    assert {field for field in reads.internal if not _has(WHY_READ, field)} == set()
    never = [apps.get_model(label) for label in NEVER_READ]
    assert {model._meta.db_table for model in never} & reads.tables == set()
    assert [model for model in never if model.PUBLIC_FIELDS] == []
    assert "relations_relation" in reads.tables, "the reading of tables sees nothing"


def _has(reasons: Mapping[tuple[str, str], str], field: tuple[str, str]) -> bool:
    return field in reasons or ("*", field[1]) in reasons


def test_everything_that_could_show_is_marked(marks):
    """A model of which nothing internal, or nothing public, is recorded would be left unwatched."""
    watched = [model for model in OURS if model._meta.label not in NEVER_READ]
    labels = {model._meta.label for model in watched}
    assert labels - marks.rows["public"] == set()
    assert labels - marks.rows["internal"] == set(ALWAYS_PUBLIC)
    fields = {
        (model._meta.label, name)
        for model in watched
        for name in model.INTERNAL_FIELDS
        if not _has(WITHOUT_A_MARK, (model._meta.label, name))
    }
    assert fields - marks.fields["internal"] == set()


def test_asking_for_something_internal_by_its_name_tells_nothing(marks):
    hidden = [
        identifier
        for kind in apps.get_models()
        if issubclass(kind, Record)
        for identifier in kind._default_manager.exclude(visibility="public").values_list(
            "identifier", flat=True
        )
    ]
    assert len(hidden) > 8
    assert not set(hidden) & set(identifiers())
    places = ("/id/{}", "/id/{}.json", "/de/beziehungen/{}/", "/de/quellen/{}/",
              "/en/organisations/{}/", "/de/widersprueche/{}/",
              "/de/partnerstaedte/?home=all&after={}")  # fmt: skip
    for identifier in hidden:
        asked = crawled([place.format(identifier) for place in places], follow=False)
        answers = {
            address: text.replace(identifier, "what was asked for")
            for address, text in asked.items()
        }
        assert leaks(marks, answers) == {}


@pytest.mark.parametrize(
    ("model", "name"),
    [
        (Relation, "summary"),
        (Act, "recorded_at"),
        (Source, "publisher"),
        (Duty, "wording"),
    ],
    ids=str,
)
def test_a_shown_field_that_becomes_internal_is_found(model, name, monkeypatch, settings, db):
    """The check can fail: it follows the classification, not a list of its own."""
    monkeypatch.setattr(model, "PUBLIC_FIELDS", model.PUBLIC_FIELDS - {name})
    monkeypatch.setattr(model, "INTERNAL_FIELDS", model.INTERNAL_FIELDS | {name})
    marks = Marks(first=5000)
    settings.WELTOFFEN_HOME = record_both(marks).identifier
    shown = Relation.objects.filter(visibility="public", home__identifier=settings.WELTOFFEN_HOME)
    relations = [f"/id/{relation.identifier}.json" for relation in shown]
    sheets = [f"/de/beziehungen/{relation.identifier}/" for relation in shown]
    with Reads().at_work() as reads:
        found = leaks(marks, crawled(relations + sheets, follow=False))
    fields = set().union(*found.values())
    if name == "recorded_at":
        assert any("2787" in said for _kind, said in fields)
    else:
        assert (model._meta.label, name) in fields
    assert (model._meta.label, name) in reads.internal
