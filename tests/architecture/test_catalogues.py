"""English is complete: every German sentence of the program has its translation, compiled."""

from __future__ import annotations

import gettext
import re
from collections import Counter

from django.utils import translation

from tools import messages

_PLACES = re.compile(r"%\([a-z_]+\)(?:\.\d+)?[sdfg]|\{[a-z_]*\}|</?[a-z]+[^>]*>")


def _texts(text: str | tuple[str, ...]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


def test_every_sentence_of_the_program_has_its_english():
    wanted = messages.collect()
    assert len(wanted) > 500, "the extraction found next to nothing"
    assert messages.missing(messages.read(), wanted) == []


def test_catalogue_keeps_no_sentence_that_the_program_no_longer_says():
    wanted = {(m.id, m.context) for m in messages.collect()}
    assert [m.id for m in messages.read() if m.id and (m.id, m.context) not in wanted] == []


def test_translation_fills_in_the_same_values():
    for message in messages.read():
        if not message.id:
            continue
        german, english = _texts(message.id), _texts(message.string)
        for ours, theirs in zip(german, english, strict=True):
            assert Counter(_PLACES.findall(ours)) == Counter(_PLACES.findall(theirs)), ours


def test_compiled_catalogue_is_that_of_the_text():
    with messages.PO.with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    for message in messages.read():
        if message.id and isinstance(message.id, str) and not message.context:
            assert compiled.gettext(message.id) == message.string


def test_no_library_has_other_german_for_a_sentence_of_the_program():
    """Libraries speak English at heart: their "Tag" is a keyword, and in German they say so."""
    with translation.override("de"):
        changed = {
            message.id: said
            for message in messages.read()
            if message.id and isinstance(message.id, str)
            and (said := translation.pgettext(message.context, message.id)
                 if message.context else translation.gettext(message.id)) != message.id
        }  # fmt: skip
    assert changed == {}, "take another word, or give it a context"
