"""The database itself keeps what was received and what acts say, on both databases."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction
from django.db.models import ProtectedError
from django.utils import timezone, translation
from modeltranslation.translator import translator

from tests.factories import (
    ActFactory,
    CommentFactory,
    PassageFactory,
    RelationFactory,
    RequestFactory,
    SourceFactory,
    somebody,
)
from weltoffen.audit.models import AuditEvent, AuditSeal
from weltoffen.casework.models import Comment, RequestStep
from weltoffen.ground.languages import LANGUAGES, LEADING
from weltoffen.ground.problems import Refused
from weltoffen.privacy.models import Deletion, Forgotten
from weltoffen.records.actions import keep, refusing
from weltoffen.relations.enums import Side
from weltoffen.relations.models import Act, Citation, Relation, Signatory
from weltoffen.sources.actions import render_snapshot
from weltoffen.sources.models import Passage, Rendering, Snapshot, Source

pytestmark = pytest.mark.django_db

SAID = {
    Act: "act_says_for_ever_what_it_says",
    Citation: "citation_says_for_ever_what_it_proves",
    Signatory: "signatory_says_for_ever_who_signed",
    Snapshot: "snapshot_says_for_ever_what_was_received",
    Passage: "passage_says_for_ever_what_it_says",
    Rendering: "rendering_says_for_ever_what_was_read",
    RequestStep: "requeststep_says_for_ever_what_was_done",
    Comment: "comment_says_for_ever_what_it_says",
}
"""What is written once, with the trigger that holds it."""
KEPT = {model: f"{model._meta.model_name}_is_never_deleted" for model in (*SAID, Source)}
WITHIN = "act_corrects_an_act_of_its_own_relation"
MAY_CHANGE = {
    Act: {"visibility", "owner", "unit", "review_by", "made_from"},
    Comment: {
        "visibility", "owner", "unit", "review_by", "made_from", "answer", "answered_by_id",
        "answered_at", "withdrawn_at",
    },
    Signatory: {"held_by_id"},  # who held the office is found out later; the deed names the office
}  # fmt: skip
OF_THE_LOG = {
    "audit_event_is_never_changed",
    "audit_event_is_removed_by_rule_only",
    "audit_seal_is_never_changed",
    "audit_seal_is_never_deleted",
}
"""Held further by tests/audit/test_kept.py."""
OF_THE_PROTOCOL = {
    "deletion_is_never_changed",
    "deletion_is_never_removed",
    "forgotten_is_never_changed",
    "forgotten_is_never_removed",
}
"""Held further by tests/privacy/test_kept.py."""
OF_ONE_DATABASE = {
    "postgresql": {
        "audit_events_are_never_emptied", "audit_seals_are_never_emptied",
        "deletions_are_never_emptied", "forgotten_are_never_emptied",
    },
    "sqlite": {
        "audit_event_is_never_replaced", "audit_seal_is_never_replaced",
        "deletion_is_never_replaced", "forgotten_is_never_replaced",
    },
}  # fmt: skip
"""One database knows TRUNCATE, the other replaces rows without asking what holds deleting."""
OF_THE_INDEX = {"finding_words_insert", "finding_words_delete", "finding_words_update"}
"""They refuse nothing: on SQLite they keep the words of the index searchable."""
"""Beside translations: who sees an act, who looks after it, and what translations were made from.

A new field is held for ever, unless somebody adds it here and to the migration on purpose.
"""


def translations(model: type[models.Model]) -> set[str]:
    """Return the columns that hold wording in another language than the original's, German.

    The one without a language is modeltranslation's copy of one of the others; nothing reads it.
    """
    if model not in translator.get_registered_models():
        return set()
    fields = translator.get_options_for_model(model).fields
    others = [f"_{code}" for code in LANGUAGES if code != LEADING]
    return {f"{field}{ending}" for field in fields for ending in ("", *others)}


def columns(*, held: bool) -> list[tuple[type[models.Model], str]]:
    """Return each model with its fields that are held for ever, or those that may change."""
    return [
        (model, field.attname)
        for model in SAID
        for field in model._meta.local_concrete_fields
        if not field.generated
        and (field.attname in MAY_CHANGE.get(model, set()) | translations(model)) != held
    ]


def triggers() -> set[str]:
    """Return the names of the triggers that our tables have; Wagtail's search has its own."""
    queries = {
        "sqlite": "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname, relname FROM pg_trigger JOIN pg_class ON tgrelid = "
        "pg_class.oid WHERE NOT tgisinternal",
    }
    rooms = {config.label for config in apps.get_app_configs() if is_ours(config.name)}
    with connection.cursor() as cursor:
        cursor.execute(queries[connection.vendor])
        return {name for name, table in cursor.fetchall() if table.partition("_")[0] in rooms}


def is_ours(module: str) -> bool:
    """Say whether a module belongs to the product."""
    return module.startswith("weltoffen.")


def test_triggers_are_there_and_no_others():
    """A migration that rebuilds a table on SQLite loses them without a word."""
    of_both = {*SAID.values(), *KEPT.values(), WITHIN, *OF_THE_LOG, *OF_THE_PROTOCOL}
    of_the_index = OF_THE_INDEX if connection.vendor == "sqlite" else set()
    assert triggers() == of_both | OF_ONE_DATABASE[connection.vendor] | of_the_index


def test_each_trigger_has_its_sentence_for_people():
    models_held = {*SAID, *KEPT, AuditEvent, AuditSeal, Deletion, Forgotten}
    told = {name: said for model in models_held for name, said in model.HELD_BY_TRIGGERS.items()}
    assert set(told) == triggers().union(*OF_ONE_DATABASE.values()) - OF_THE_INDEX
    for field, sentence in told.values():
        assert str(sentence).endswith("."), sentence
        assert not field or Act._meta.get_field(field)


def one_of_each() -> Act:
    """Record an act with everything that hangs on it."""
    act = ActFactory(signatories=[(Side.HOME, {"de": "Oberbürgermeister"})])
    snapshot = Snapshot.objects.get()
    render_snapshot(snapshot=snapshot, text="Worte", opened_by="plain/1", by=somebody())
    RequestFactory()
    CommentFactory()
    return act


def another(field: models.Field[Any, Any]) -> Any:
    """Return a value that a column does not have yet."""
    by_type = {
        models.DateTimeField: dt.datetime(1999, 1, 1, tzinfo=dt.UTC),
        models.DateField: dt.date(1999, 1, 1),
        models.BinaryField: b"anders",
        models.JSONField: {"anders": "anders"},
        models.CharField: "anders",
        models.TextField: "anders",
    }
    found = (value for kind, value in by_type.items() if isinstance(field, kind))
    return field.get_db_prep_save(next(found, 9876), connection)


def write(model: type[models.Model], attname: str) -> None:
    """Write another value into a column of all rows, around every action and model."""
    field = next(f for f in model._meta.local_concrete_fields if f.attname == attname)
    statement = f'UPDATE {model._meta.db_table} SET "{field.column}" = %s'
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, [another(field)])
        assert cursor.rowcount, "there is no row to write"


@pytest.mark.parametrize(("model", "attname"), columns(held=True))
def test_what_was_said_cannot_be_changed(model, attname):
    one_of_each()
    with pytest.raises(IntegrityError, match=SAID[model]):
        write(model, attname)


def test_the_german_original_is_held_and_its_translations_are_not():
    assert {(Act, "title_de"), (Signatory, "office_de"), (Passage, "gist_de")} <= set(
        columns(held=True)
    )
    assert {(Act, "wording_en"), (Signatory, "office_en"), (Passage, "gist_en")} <= set(
        columns(held=False)
    )


TOGETHER = {
    (Comment, "answer"), (Comment, "answered_by_id"), (Comment, "answered_at"),
    (Signatory, "held_by_id"),
}  # fmt: skip
"""An answer comes with who gave it and when, which a constraint holds: none is written alone. An
office has to be there: tests/relations/test_ties.py writes it."""


@pytest.mark.parametrize(
    ("model", "attname"), [pair for pair in columns(held=False) if pair not in TOGETHER]
)
def test_what_may_change_can_be_written(model, attname):
    one_of_each()
    write(model, attname)


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_a_translation_can_be_kept_through_the_model(spoken):
    act = ActFactory(title={"de": "Urkunde"})
    with translation.override(spoken):
        again = Act.objects.get(pk=act.pk)
        again.title_en = "Deed"
        keep(again)
    act.refresh_from_db()
    assert (act.title_de, act.title_en) == ("Urkunde", "Deed")


@pytest.mark.parametrize("model", KEPT)
def test_nothing_of_it_can_be_deleted(model):
    one_of_each()
    with (
        pytest.raises(IntegrityError, match=KEPT[model]),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"DELETE FROM {model._meta.db_table}")
    assert model._default_manager.exists()


def test_what_the_triggers_refuse_is_told_in_a_sentence():
    act = one_of_each()
    with pytest.raises(Refused, match="ändert sich nie"):
        keep_with(act, title_de="anders")
    with pytest.raises(Refused, match="Beleg wird nie gelöscht"), refusing(Citation):
        act.citations.all().delete()
    with pytest.raises(Refused, match="Textstelle ändert sich nie"):
        keep_with(Passage.objects.get(), quote="anders")
    assert Act.objects.get().title_de != "anders"


def keep_with(row: models.Model, **changes: object) -> None:
    """Change a row and keep it, as no action does."""
    for name, value in changes.items():
        setattr(row, name, value)
    keep(row)


def test_what_something_rests_on_is_protected():
    act = one_of_each()
    for record in (act.relation, act.relation.home, Passage.objects.get(), Source.objects.get()):
        with pytest.raises(ProtectedError):
            record.delete()


def delete_at_once(table: str, key: int) -> None:
    """Delete a row around the models, and let the database judge foreign keys now."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table} WHERE id = %s", [key])
        connection.check_constraints()


def test_a_relation_with_acts_cannot_be_deleted_around_the_models_either():
    act = ActFactory()
    with pytest.raises(IntegrityError):
        delete_at_once("relations_relation", act.relation_id)
    assert Relation.objects.filter(pk=act.relation_id).exists()


def copied(act: Act, **changes: object) -> Act:
    """Return a further row like an act, made without any action."""
    values = {
        field.attname: getattr(act, field.attname)
        for field in Act._meta.concrete_fields
        if not field.primary_key
    }
    fresh = {"identifier": f"{act.identifier}-b", "recorded_at": timezone.now()}
    return Act(**(values | fresh | {"recorded_by": somebody()} | changes))


def test_database_refuses_a_correction_across_relations():
    mistaken = ActFactory()
    elsewhere = RelationFactory()
    across = copied(mistaken, relation_id=elsewhere.pk, corrects_id=mistaken.pk)
    with pytest.raises(IntegrityError, match=WITHIN), transaction.atomic():
        across.save()
    with pytest.raises(Refused) as refusal:
        keep(across)
    assert "andere" in refusal.value.by_field()["corrects"][0]
    copied(mistaken, corrects_id=mistaken.pk).save()
    assert Act.objects.get(corrects=mistaken).relation == mistaken.relation


def test_same_words_again_are_the_same_passage():
    passage = PassageFactory(quote="Worte")
    assert PassageFactory(snapshot=passage.snapshot, quote="Worte") == passage


def test_how_a_source_is_described_may_change():
    source = SourceFactory()
    source.title = "Anders"
    keep(source)
    assert Source.objects.get().title == "Anders"
