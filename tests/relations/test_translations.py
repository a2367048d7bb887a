"""Translations come later too, also to what never changes; the German original stays."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import models
from hypothesis import given
from hypothesis import strategies as st
from wagtail.log_actions import registry

from tests.factories import (
    ActFactory,
    InstrumentFactory,
    MunicipalityFactory,
    OrganisationFactory,
    PassageFactory,
    RelationFactory,
    ThemeFactory,
    somebody,
)
from weltoffen.ground.languages import fingerprint
from weltoffen.ground.problems import Refused
from weltoffen.records.actions import put_translations
from weltoffen.records.rules.translations import Lag, lag, translation_problems
from weltoffen.records.selectors import leading_text, translated_fields
from weltoffen.relations.actions import Answer, amend_relation, record_disagreement, record_duty
from weltoffen.relations.enums import Side

Pair = tuple[models.Model, models.Model | None]


def _signatory() -> Pair:
    act = ActFactory(signatories=[(Side.HOME, {"de": "Rat"})])
    return act, act.signatories.get()


def _duty() -> Pair:
    charter = InstrumentFactory()
    duty = record_duty(
        instrument=charter, code="M1", role="Mitglied", wording="Tun", position=1,
        passage=PassageFactory(), by=somebody(),
    )  # fmt: skip
    return charter, duty


def _disagreement() -> Pair:
    answers = [Answer("1977", PassageFactory()), Answer("1978", PassageFactory())]
    made = record_disagreement(
        identifier="frage", home=MunicipalityFactory(), question="Seit wann?", answers=answers,
        by=somebody(),
    )  # fmt: skip
    return made, None


def _position() -> Pair:
    made, _ = _disagreement()
    return made, made.positions.first()  # type: ignore[attr-defined]


def _gist() -> Pair:
    passage = PassageFactory(quote="", gist="Die Stadt sagt es.")
    return passage.snapshot.source, passage


def _name() -> Pair:
    office = OrganisationFactory()
    return office, office.names.get()


KINDS: dict[str, Callable[[], Pair]] = {
    "act": lambda: (ActFactory(note="Anmerkung", wording="Wortlaut"), None),
    "signatory": _signatory,
    "charter": lambda: (InstrumentFactory(), None),
    "duty": _duty,
    "disagreement": _disagreement,
    "position": _position,
    "gist": _gist,
    "name": _name,
    "theme": lambda: (ThemeFactory(), None),
    "relation": lambda: (RelationFactory(summary="Kurz"), None),
}


def _texts(row: models.Model) -> dict[str, dict[str, str]]:
    worded = [field for field in translated_fields(type(row)) if leading_text(row, field)]
    return {field: {"en": f"English {field}"} for field in worded}


@pytest.mark.django_db
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_row_gets_its_translation_later(kind: str) -> None:
    record, part = KINDS[kind]()
    row = part or record
    texts = _texts(row)
    german = {field: leading_text(row, field) for field in texts}
    assert texts
    put_translations(record=record, part=part, texts=texts, by=somebody())
    row.refresh_from_db()
    assert {field: getattr(row, f"{field}_en") for field in texts} == {
        field: wording["en"] for field, wording in texts.items()
    }
    assert {field: leading_text(row, field) for field in texts} == german
    entry = registry.get_logs_for_instance(record).first()
    assert entry.action.endswith(".translate")
    assert entry.data["changed"] == {
        f"{field}_en": ["", wording["en"]] for field, wording in texts.items()
    }


@pytest.mark.django_db
def test_the_entry_keeps_what_was_there_and_the_same_again_writes_nothing() -> None:
    act = ActFactory(title={"de": "Vertrag", "en": "Contract"})
    for text in ("Treaty", " Treaty "):
        put_translations(record=act, texts={"title": {"en": text}}, by=somebody())
    told = [entry.data.get("changed") for entry in registry.get_logs_for_instance(act)]
    assert told == [{"title_en": ["Contract", "Treaty"]}, None]
    put_translations(record=act, texts={"title": {"en": ""}}, by=somebody())
    act.refresh_from_db()
    assert (act.title_de, act.title_en) == ("Vertrag", "")


@pytest.mark.django_db
def test_a_translation_that_lags_behind_is_confirmed_by_the_same_words() -> None:
    relation = RelationFactory(summary={"de": "Alt", "en": "Old"})
    amend_relation(relation=relation, summary="Alt.", by=somebody())
    assert relation.made_from["summary_en"] == fingerprint("Alt")
    put_translations(record=relation, texts={"summary": {"en": "Old"}}, by=somebody())
    relation.refresh_from_db()
    assert relation.made_from["summary_en"] == fingerprint("Alt.")
    entry = registry.get_logs_for_instance(relation).first()
    assert entry.data["changed"] == {"summary_en": ["Old", "Old"]}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("texts", "where", "sentence"),
    [
        ({"title": {"de": "Anders"}}, "title_de", "ist das Original"),
        ({"title": {"fr": "Autre"}}, "title_fr", "kennt das Register nicht"),
        ({"on": {"en": "1977"}}, "on_en", "wird nicht übersetzt"),
        ({"note": {"en": "Note"}}, "note_en", "fehlt der deutsche Wortlaut"),
        ({"title": {"en": "x" * 241}}, "title_en", "240"),
    ],
)
def test_what_is_no_translation_is_refused_and_nothing_is_written(
    texts: dict[str, dict[str, str]], where: str, sentence: str
) -> None:
    act = ActFactory(title="Vertrag")
    before = registry.get_logs_for_instance(act).count()
    with pytest.raises(Refused, match=sentence) as refused:
        put_translations(record=act, texts=texts, by=somebody())
    assert [problem.where for problem in refused.value.problems] == [where]
    act.refresh_from_db()
    assert (act.title_de, act.title_en or "") == ("Vertrag", "")
    assert registry.get_logs_for_instance(act).count() == before


@pytest.mark.django_db
def test_nobody_translates_nothing() -> None:
    act = ActFactory()
    with pytest.raises(Refused, match="wer das tut"):
        put_translations(record=act, texts={"title": {"en": "Act"}}, by=None)  # type: ignore[arg-type]
    act.refresh_from_db()
    assert not act.title_en


@given(original=st.text(), text=st.text(), earlier=st.text())
def test_a_translation_lags_only_behind_an_original_that_changed(
    original: str, text: str, earlier: str
) -> None:
    found = lag(original, text, "en", fingerprint(earlier))
    if not text:
        assert found == (Lag.MISSING if original else Lag.NONE)
    else:
        assert (found == Lag.STALE) == (fingerprint(earlier) != fingerprint(original))
        assert lag(original, text, "en") == Lag.NONE


@given(st.dictionaries(st.sampled_from(["title", "note"]), st.text()), st.text(min_size=1))
def test_only_a_german_wording_can_be_translated(originals: dict[str, str], text: str) -> None:
    said: Any = {field: {"en": text} for field in ("title", "note")}
    refused = {problem.where for problem in translation_problems(originals, said)}
    fine = {f"{f}_en" for f, german in originals.items() if german or not text.strip()}
    assert refused == {"title_en", "note_en"} - fine
