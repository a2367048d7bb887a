"""Every code that reading may give has words at the desk, in both languages."""

from __future__ import annotations

import re
from itertools import product

import pytest
from django.utils import translation

from weltoffen.desk.reviewing import measures, words
from weltoffen.intake.asking import prompting
from weltoffen.intake.enums import Verdict
from weltoffen.intake.reading import counts, figures
from weltoffen.intake.types import ActKind, FoundClaim, FoundRelation, Kind, Side, Standing

LANGUAGES = ("de", "en")
CLAIMS = re.findall(r"``([a-z-]+)``", (FoundClaim.__doc__ or "").split("Only the fields")[0])[1:]
SCOPES = ["", *re.findall(r"``(-[a-z-]+)``", counts.__doc__ or "")]
OF = {name for name, _words in counts._NOUNS if not name.endswith("?") and name != "cities"}
"""What is counted as it is; the other names are settled by their sentence to one of these."""
MEASURED = {(measure, unit) for measure, unit, _words in figures._BEHIND if measure != "people"}
SHARES = {("foreign-share", "percent"), ("migration-share", "percent")}


def in_both(says: object) -> list[str]:
    found = []
    for language in LANGUAGES:
        with translation.override(language):
            found.append(str(says()))  # type: ignore[operator]
    return found


def assert_said(said: list[str], *codes: str) -> None:
    """Codes are English, and some of them are English words too: German shows them up."""
    german, english = said
    assert german
    assert english
    assert german != english
    for code in filter(None, codes):
        assert not re.search(rf"(?<!\w){code}(?!\w)", german)


def test_the_reader_s_codes_are_still_where_this_test_looks_for_them() -> None:
    assert {"twin", "network-members"} <= OF
    assert len(SCOPES) == 5
    assert ("nations", "nations") in MEASURED
    assert set(CLAIMS) == set(words.CLAIMS)
    assert {measure for measure, _unit in MEASURED | SHARES} == set(measures.MEASURED)
    documented = re.findall(r"``([a-z-]+)``", (figures.__doc__ or "").split("``of``")[0])
    units = {unit for _measure, unit in MEASURED | SHARES}
    assert set(documented) - {"measure", "unit"} == set(measures.MEASURED) | units


@pytest.mark.parametrize(("of", "scope"), sorted(product(OF | set(prompting.COUNTED), SCOPES)))
def test_what_is_counted_is_said_in_words(of: str, scope: str) -> None:
    code = f"{of}{scope}"
    values = {"what": "count", "of": code, "value": 61}
    said = in_both(lambda: words.claimed(values, "Zitat"))
    assert_said(said, code, of if "-" in of else "")
    assert all(each.startswith("61 ") for each in said)
    assert of in measures.COUNTED


@pytest.mark.parametrize(("measure", "unit"), sorted(MEASURED | SHARES))
def test_what_is_measured_is_said_in_words(measure: str, unit: str) -> None:
    values = {"what": "figure", "measure": measure, "unit": unit, "value": 18.2}
    said = in_both(lambda: words.claimed(values, "Zitat"))
    assert_said(said, measure, unit)
    assert unit in measures.UNITS


@pytest.mark.parametrize("what", CLAIMS)
def test_every_claim_has_a_name(what: str) -> None:
    assert_said(in_both(lambda: words.kind_of_values("claim", {"what": what})), what)


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_of_relation_has_a_name(kind: Kind) -> None:
    said = in_both(lambda: words.kind_of_values("relation", {"kind": str(kind)}))
    assert_said(said, str(kind))


@pytest.mark.parametrize("kind", list(ActKind))
def test_every_kind_of_act_has_a_name(kind: ActKind) -> None:
    assert_said(in_both(lambda: words.kind_of_values("act", {"kind": str(kind)})), str(kind))


def test_standings_sides_and_verdicts_have_names() -> None:
    assert set(words.STANDINGS) == set(Standing)
    assert set(words.SHORT) == set(Verdict)
    assert all(in_both(lambda side=side: words.side(str(side))) for side in Side)
    assert FoundRelation.__doc__  # what is stated of a relation is told field by field


def test_figures_read_as_people_say_them() -> None:
    nations = {"what": "figure", "measure": "nations", "unit": "nations", "value": 160,
               "approximate": True}  # fmt: skip
    share = {"what": "figure", "measure": "foreign-share", "unit": "percent", "value": 18.2}
    with translation.override("de"):
        assert words.claimed(nations, "") == "rund 160 Nationen, aus denen Menschen kommen"
        assert words.claimed(share, "") == (
            "18,2 % der Bevölkerung mit ausländischer Staatsangehörigkeit"
        )
        assert words.claimed({"what": "count", "of": "twin", "value": 1}, "") == "1 Partnerstadt"
        part = {"what": "count", "of": "twin-part", "value": 17}
        assert words.claimed(part, "") == "17 Partnerstädte (nur ein Teil davon)"


def test_a_code_that_nobody_knows_is_not_shown() -> None:
    assert "xyz" not in words.claimed({"what": "count", "of": "xyz-part", "value": 2}, "")
    assert "xyz" not in words.claimed({"what": "figure", "measure": "xyz", "unit": "xyz"}, "")


@pytest.mark.parametrize(
    ("title", "on", "told"),
    [
        ("Die Stadt nennt Leeds als Partnerstadt seit 1971", "1971", True),
        ("Die Stadt nennt Leeds als Partnerstadt seit etwa 1970", "1970~", True),
        ("Die Stadt nennt Leeds als Partnerstadt seit dem 2. Juni 1969", "1969-06-02", True),
        ("Die Stadt sagt, dass die Beziehung zu Leeds seit 2023 ruht", "2023", True),
        ("Die Stadt nennt Leeds als Partnerstadt seit 1971", "1970~", False),
        ("Die Stadt nennt Leeds als Partnerstadt seit etwa 1970", "1970", False),
        ("Ratsbeschluss zu Leeds", "1969", False),
        ("Ratsbeschluss zu Leeds", "", False),
    ],
)
def test_a_title_that_tells_since_when_needs_no_date_behind_it(title, on, told):
    assert words.says_since(title, on) is told
