"""Identifiers are permanent and language-free; wording falls back openly."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weltoffen.ground.identifiers import LONGEST, check_identifier, identifier_from
from weltoffen.ground.languages import choose, fingerprint
from weltoffen.ground.problems import Problem, Refused


@pytest.mark.parametrize(
    ("names", "identifier"),
    [
        (("Dortmund", "Rostow am Don"), "dortmund-rostow-am-don"),
        (("Dortmund", "Xi'an"), "dortmund-xian"),
        (("Köln", "Łódź"), "koeln-lodz"),
        (("Straße",), "strasse"),
        (("Münster (Westf.)",), "muenster-westf"),
    ],
)
def test_identifier_is_made_from_names(names, identifier):
    assert identifier_from(*names) == identifier


@given(st.lists(st.text(max_size=60), max_size=3))
def test_identifier_made_from_anything_is_empty_or_well_formed(names):
    made = identifier_from(*names)
    assert made == "" or check_identifier(made) == made


@pytest.mark.parametrize(
    "bad", ["", "Dortmund", "a--b", "-a", "a-", "ä", "a b", "a" * (LONGEST + 1)]
)
def test_identifier_of_wrong_form_is_refused(bad):
    with pytest.raises(Refused) as refusal:
        check_identifier(bad)
    assert refusal.value.problems[0].where == "identifier"


def test_wording_names_the_language_it_really_is_in():
    assert choose({"de": "Stadt", "en": ""}, "en").language == "de"
    assert choose({"de": "Stadt", "en": "city"}, "en").language == "en"
    assert not choose({"de": "", "en": ""}, "en")


def test_translation_is_stale_when_its_german_changed_and_only_then():
    texts = {"de": "Die Stadt", "en": "The city"}
    assert not choose(texts, "en", fingerprint("Die Stadt ")).stale
    assert choose(texts | {"de": "Die Großstadt"}, "en", fingerprint("Die Stadt")).stale
    assert not choose(texts | {"de": "Die Großstadt"}, "de", fingerprint("Die Stadt")).stale


def test_refusal_groups_its_sentences_by_field():
    refused = Refused(Problem("on", "A %(x)s", {"x": 1}), Problem("on", "B"), Problem("", "C"))
    assert refused.by_field() == {"on": ["A 1", "B"], "": ["C"]}
    assert refused.by_field(str.lower)["on"] == ["a 1", "b"]
