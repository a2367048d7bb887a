"""Every constraint tells people in a sentence what is wrong and what to do, at its field."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction

from tests.factories import ActFactory, CountryFactory, MunicipalityFactory, PassageFactory
from weltoffen.accounts.models import User
from weltoffen.ground.problems import Refused
from weltoffen.places.models import Municipality
from weltoffen.records.actions import keep, refusing
from weltoffen.records.bulk import keep_many
from weltoffen.records.rules.promises import Promise, broken, promises_of
from weltoffen.relations.models import Act, Citation, Relation
from weltoffen.sources.models import Passage, Snapshot

OURS = [
    model
    for model in apps.get_models()
    if model.__module__.startswith("weltoffen.") and model is not User  # Django's own words
]
CONSTRAINTS = [(model, constraint) for model in OURS for constraint in model._meta.constraints]
UNIQUE = [
    (model, field)
    for model in OURS
    for field in model._meta.local_concrete_fields
    if field.unique and not field.primary_key and field.name != "page_ptr"
]


def is_a_sentence(text: str) -> bool:
    """Say whether a text is for people: whole sentences, the last of which says what to do."""
    return text[0].isupper() and text.endswith(".") and "_" not in text and len(text.split()) > 4


@pytest.mark.parametrize(
    ("model", "constraint"), CONSTRAINTS, ids=lambda part: getattr(part, "name", part.__class__)
)
def test_constraint_has_its_own_sentence_and_its_field(model, constraint):
    assert constraint.violation_error_message != constraint.default_violation_error_message
    assert is_a_sentence(str(constraint.violation_error_message))
    assert model._meta.get_field(constraint.violation_error_code)


@pytest.mark.parametrize(("model", "field"), UNIQUE, ids=str)
def test_unique_column_has_its_own_sentence(model, field):
    assert is_a_sentence(str(field.error_messages["unique"]))


def test_no_two_promises_have_one_name():
    names = [promise.name for model in OURS for promise in promises_of(model)]
    assert len(names) == len(set(names)) > 40


# --- what a database says, read by a pure rule ---------------------------------------------------

CHECK = Promise("act_ends", "Satz.", "on")
TWICE = Promise("made_once", "Satz.", "passage", frozenset({"c.act_id", "c.passage_id"}))


@pytest.mark.parametrize(
    ("said", "promise"),
    [
        ("CHECK constraint failed: act_ends", CHECK),
        ('new row for relation "c" violates check constraint "act_ends"\nDETAIL: …', CHECK),
        ("UNIQUE constraint failed: c.act_id, c.passage_id", TWICE),
        ('duplicate key value violates unique constraint "made_once"\nDETAIL: …', TWICE),
        ("act_ends\nCONTEXT:  PL/pgSQL function act_ends() line 1 at RAISE", CHECK),
        ("UNIQUE constraint failed: c.act_id", None),
        ("FOREIGN KEY constraint failed", None),
        ('violates foreign key constraint "x"\nDETAIL: Failing row contains (act_ends).', None),
        ("CHECK constraint failed: act_ends_never", None),
    ],
)
def test_broken_promise_is_recognised(said, promise):
    assert broken(said, (CHECK, TWICE)) is promise


# --- both databases really speak like that -------------------------------------------------------


def refused(model: type[models.Model], row: models.Model) -> Refused:
    """Save a row around all checks and return the refusal."""
    with pytest.raises(Refused) as refusal, refusing(model):
        row.save(force_insert=True)
    return refusal.value


def like(row: models.Model, **changes: object) -> models.Model:
    """Return an unsaved copy of a row."""
    values = {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if not field.primary_key and not field.generated
    }
    return type(row)(**(values | changes))


@pytest.mark.django_db
def test_what_only_the_database_notices_is_told_at_its_field():
    act = ActFactory()
    citation = act.citations.get()
    cases = {
        "passage": like(citation),
        "identifier": like(act),
        "on": like(act, identifier="b", latest="1900-01-01"),
        "term_until": like(act, identifier="c", term_until="1900-01-01"),
        "municipality": like(act.relation, identifier="d"),
        "sha256": like(citation.passage.snapshot),
    }
    for field, row in cases.items():
        told = refused(type(row), row).by_field()
        assert list(told) == [field], told
        assert is_a_sentence(told[field][0])


@pytest.mark.django_db
def test_unique_columns_are_told_at_their_field():
    place = MunicipalityFactory(geonames_id=7, wikidata_id="Q1")
    same_number = like(place, identifier="b", wikidata_id="")
    assert "GeoNames" in refused(Municipality, same_number).by_field()["geonames_id"][0]
    same_item = like(place, identifier="c", geonames_id=None)
    assert "Wikidata" in refused(Municipality, same_item).by_field()["wikidata_id"][0]
    first = ActFactory()
    ActFactory(relation=first.relation, corrects=first)
    second = like(first, identifier="noch-eine", corrects_id=first.pk)
    assert "schon berichtigt" in refused(Act, second).by_field()["corrects"][0]


@pytest.mark.django_db
def test_same_passage_twice_for_an_act_is_told_before_the_database_is_asked():
    citation = ActFactory().citations.get()
    with pytest.raises(Refused) as refusal:
        keep(Citation(act=citation.act, passage=citation.passage))
    assert "belegt den Akt schon" in refusal.value.by_field()["passage"][0]


@pytest.mark.django_db
def test_a_faulty_field_does_not_hide_the_faults_of_others():
    place = MunicipalityFactory()
    place.latitude, place.name_de = None, "x" * 200
    with pytest.raises(Refused) as refusal:
        keep(place)
    assert {"latitude", "name_de"} <= set(refusal.value.by_field())


@pytest.mark.django_db
def test_what_has_no_sentence_is_told_without_the_databases_words(caplog):
    snapshot = PassageFactory().snapshot
    row = Snapshot(source_id=snapshot.source_id, received_on=None)
    told = str(refused(Snapshot, row))
    assert "Administration" in told
    assert "received_on" not in told
    assert "received_on" in caplog.text


@pytest.mark.django_db
def test_many_rows_are_refused_with_the_sentence_too():
    country = CountryFactory()
    rows = [
        Municipality(identifier=f"ort-{n}", name_de="Ort", country=country, geonames_id=1)
        for n in ("a", "b")
    ]
    with pytest.raises(Refused) as refusal:
        keep_many(rows)
    told = str(refusal.value)
    assert "Diese GeoNames-Kennung" in told
    assert "places_" not in told


@pytest.mark.django_db
def test_refused_row_leaves_the_transaction_usable():
    act = ActFactory()
    refused(Act, like(act))
    assert Relation.objects.count() == 1
    assert connection.in_atomic_block
    with pytest.raises(IntegrityError), transaction.atomic():
        Passage.objects.create(snapshot=Snapshot.objects.get())
