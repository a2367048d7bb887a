"""Words as they are typed and as they stand in a text meet in one form."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weltoffen.finding.rules.analysing import STOP_WORDS, forms_of
from weltoffen.finding.rules.folding import LONGEST, fold, in_latin, tokens

TEXTS = st.text(
    st.characters(max_codepoint=0x24F) | st.characters(min_codepoint=0x370, max_codepoint=0x5FF),
    max_size=60,
)


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Göteborg", "goteborg"), ("Göteborg", "Goeteborg"), ("Goeteborg", "goteborg"),
        ("Göteborg", "ＧＯＴＥＢＯＲＧ"), ("Göteborg", "Go\u0308teborg"), ("Łódź", "LODZ"),
        ("Xi´an", "xian"), ("Xi’an", "Xi'an"), ("Ærøskøbing", "aeroskobing"),
        ("WEIẞENFELS", "Weissenfels"), ("Weißenfels", "weissenfels"), ("Århus", "Aarhus"),
        ("İzmir", "izmir"), ("Diyarbakır", "Diyarbakir"), ("Çorum", "corum"), ("ΑΘΗΝΑ", "αθηνα"),
        ("Ростов", "РОСТОВ"), ("Нижний", "нижнии"), ("Zürich", "Zuerich"),
    ],
)  # fmt: skip
def test_one_word_in_two_spellings_is_one(name: str, typed: str) -> None:
    assert fold(name) == fold(typed)


@pytest.mark.parametrize(
    ("one", "other"), [("Stadt", "Staat"), ("Rostow", "Rostock"), ("Steuer", "Stur"),
                       ("Quelle", "Quäle"), ("1977", "1978")]
)  # fmt: skip
def test_different_words_stay_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(TEXTS)
def test_what_is_folded_stays_as_it_is(text: str) -> None:
    for token in tokens(text):
        assert fold(token.folded) == token.folded
        assert [each.folded for each in tokens(token.folded)] == [token.folded]
        assert text[token.start : token.end] == token.text
        assert 0 < len(token.folded) <= LONGEST


@given(st.text(st.characters(max_codepoint=0x17F, categories=["Lu", "Ll"]), max_size=12))
def test_marks_and_capitals_make_no_difference(name: str) -> None:
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    assert fold(bare) == fold(name) == fold(name.lower())


@given(st.text("abcdefghijklmnopqrstuvwxyzäöüß", max_size=15), st.integers(0, 15))
def test_what_begins_alike_begins_alike_folded(word: str, length: int) -> None:
    """So a word that is not finished finds the finished one."""
    assert fold(word).startswith(fold(word[:length]))


@pytest.mark.parametrize(
    ("typed", "lemma"),
    [
        ("Häuser", "haus"), ("Hauses", "haus"), ("hauses", "haus"),
        ("partnerschaften", "partnerschaft"),
        ("Partnerstädte", "partnerstadt"), ("Partnerstaedte", "partnerstadt"), ("cities", "city"),
        ("unterzeichnete", "unterzeichnen"), ("Dortmunds", "dortmund"),
        ("stadtepartnerschaften", "stadtepartnerschaft"), ("l’amitié", "amitie"),
    ],
)  # fmt: skip
def test_a_word_is_known_by_what_it_is_a_form_of(typed: str, lemma: str) -> None:
    assert lemma in forms_of(typed).lemmas


@pytest.mark.parametrize(
    ("compound", "parts"),
    [
        ("Städtepartnerschaft", {"stadt", "partnerschaft"}),
        ("staedtepartnerschaften", {"stadt", "partnerschaft"}),
        ("Städtepartnerschaftsvertrag", {"stadt", "partnerschaft", "vertrag"}),
        ("Jugendaustausch", {"jugend", "austausch"}),
        ("Schüleraustausch", {"schuler", "austausch"}),
        ("Ratsbeschlüsse", {"rat", "beschluss"}), ("Kulturamt", {"kultur", "amt"}),
        ("Klimapartnerschaft", {"klima", "partnerschaft"}),
        ("Solidaritätserklärung", {"solidaritat", "erklarung"}),
        ("Partnerschaftsurkunde", {"partnerschaft", "urkunde"}),
    ],
)  # fmt: skip
def test_a_compound_is_made_of_words(compound: str, parts: set[str]) -> None:
    assert parts <= set(forms_of(compound).parts)


@pytest.mark.parametrize(
    "whole",
    ["Partnerschaft", "Dortmund", "Frankfurt", "Netanya", "Vereinbarung", "Schülerinnen", "Hamburg",
     "1977", "Kragujevac", "Zusammenarbeit", "haus"],
)  # fmt: skip
def test_other_words_stay_whole(whole: str) -> None:
    assert forms_of(whole).parts == ()


def test_cyrillic_names_are_found_in_latin_letters() -> None:
    assert {"schytomyr", "zhytomyr"} <= in_latin("Житомир")
    assert {"rostow", "rostov"} <= in_latin("Ростов")
    assert in_latin("Київ") == {"kyjiw", "kyyiv"}, "one letter says that it is Ukrainian"
    assert in_latin("Żytomierz") == frozenset()
    assert forms_of("Житомир").exact[0] == fold("ЖИТОМИР")


@given(TEXTS)
def test_every_word_is_a_form_of_itself(text: str) -> None:
    for token in tokens(text):
        forms = forms_of(token.text)
        assert forms.exact[0] == token.folded
        assert token.folded in forms.lemmas
        assert all(forms.lemmas)
        assert all(forms.parts)


def test_words_that_say_nothing_have_no_other_forms() -> None:
    for word in STOP_WORDS:
        assert forms_of(word).lemmas == (word,)
