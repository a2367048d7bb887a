"""Dates as people write them and as the product says them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ground.test_dates import DAYS, exact_texts
from weltoffen.ground.dates import UNKNOWN, Interval, parse_date, parse_interval
from weltoffen.ground.problems import Refused
from weltoffen.ground.spoken import read_date, say_date, say_interval


@pytest.mark.parametrize(
    ("typed", "edtf"),
    [
        ("4.7.1977", "1977-07-04"),
        ("04. 07. 1977", "1977-07-04"),
        ("4. Juli 1977", "1977-07-04"),
        ("  Juli   1977 ", "1977-07"),
        ("juli 1977", "1977-07"),
        ("March 1977", "1977-03"),
        ("Mär. 1977", "1977-03"),
        ("7/1977", "1977-07"),
        ("um 1977", "1977~"),
        ("ca. Juli 1977", "1977-07~"),
        ("1977~", "1977~"),
        ("[1977..1978]", "[1977..1978]"),
        ("zwischen 1977 und Juli 1978", "[1977..1978-07]"),
        ("Spätestens Juni 2024", "[..2024-06]"),
        ("frühestens 4.7.1977", "[1977-07-04..]"),
        ("1977-7-4", "1977-07-04"),
        ("29.2.2020", "2020-02-29"),
        ("Mai 2020", "2020-05"),
        ("\t4.7.1977 \n", "1977-07-04"),
        ("4.7.1977\u00a0", "1977-07-04"),
        ("４.７.１９７７", "1977-07-04"),
        ("１９７７", "1977"),
        ("unbekannt", "XXXX"),
        ("", "XXXX"),
    ],
)
def test_date_is_read_as_people_write_it(typed, edtf):
    assert read_date(typed).text == edtf


@pytest.mark.parametrize(
    "typed", ["4.7.77", "31.2.1977", "irgendwann", "Julei 1977", "um", "99.99.1977"]
)
def test_date_that_cannot_be_read_is_refused_and_not_guessed(typed):
    with pytest.raises(Refused):
        read_date(typed)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("31.2.2020", "Den 31.2.2020 gibt es nicht im Kalender"),
        ("31.2.2020", "zum Beispiel 29.2.2020, 2.2020 oder 2020."),
        ("2020-02-31", "Den 31.2.2020 gibt es nicht im Kalender"),
        ("31. Februar 2020", "Den 31.2.2020 gibt es nicht im Kalender"),
        ("um 31.2.2020", "Den 31.2.2020 gibt es nicht im Kalender"),
        ("29.2.2021", "die Tage 1 bis 28"),
        ("32.1.2020", "die Tage 1 bis 31"),
        ("0.1.2020", "die Tage 1 bis 31"),
        ("00.00.2020", "Einen Monat 0 gibt es nicht"),
        ("13/2020", "Einen Monat 13 gibt es nicht"),
        ("2020-13", "Einen Monat 13 gibt es nicht"),
        ("1.1.0000", "Das Jahr 0000 gibt es nicht"),
        ("0000", "Das Jahr 0000 gibt es nicht"),
        ("32.1.", "fehlt das Jahr"),
        ("4.7.77", "keine vier Ziffern"),
        ("Juli '77", "keine vier Ziffern"),
        ("77", "keine vier Ziffern"),
        ("Mai", "fehlt das Jahr"),
        ("1977/1978", "„zwischen 1977 und 1978“"),
        ("1977–1978", "„zwischen 1977 und 1978“"),
        ("Juli 1977 bis Mai 1978", "„zwischen Juli 1977 und Mai 1978“"),
        ("2022/2020", "liegt das Ende (2020) vor dem Anfang (2022)"),
        ("2022–2020", "„zwischen 2020 und 2022“"),
        ("zwischen Mai 2022 und 2020", "liegt das Ende (2020) vor dem Anfang (Mai 2022)"),
        ("Juli 1977 bis 31.6.1976", "nennt zwei Zeiten"),
        ("gestern", "ist kein Datum"),
        ("Julei 1977", "ist kein Datum"),
    ],
)
def test_what_is_wrong_with_a_date_is_said_in_the_words_of_people(typed, sentence):
    with pytest.raises(Refused) as refusal:
        read_date(typed, "term_until")
    (problem,) = refusal.value.problems
    assert problem.where == "term_until"
    assert sentence in problem.says()
    assert "EDTF" not in problem.says()
    assert "~" not in problem.says()


@given(DAYS, DAYS)
def test_a_span_is_read_back_as_it_is_said(one, other):
    low, high = sorted((one, other))
    for text in (f"[{low}..{high}]", f"[..{high}]", f"[{low}..]"):
        value = parse_date(text)
        for language in ("de", "en"):
            said = say_date(value, language)
            if low.year >= 1000:
                assert read_date(said) == value


def _problems(text):
    """Return why a text is no date; nothing where it is one, which then reads back as itself."""
    try:
        found = read_date(text, "x")
    except Refused as refusal:
        return refusal.problems
    return () if read_date(found.text) == found else ("reads back as another date",)


@given(st.text(max_size=30) | st.from_regex(r"[0-9 .,/~\[\]-]{1,14}", fullmatch=True))
def test_any_text_is_a_date_or_refused_at_its_field(text):
    for problem in _problems(text):
        assert problem.where == "x"
        assert problem.says()


@pytest.mark.parametrize("word", ["um", "spätestens", "frühestens"])
def test_a_text_longer_than_any_date_is_refused(word):
    assert read_date(f"{word} 1987").is_known
    with pytest.raises(Refused, match="kein Datum"):
        read_date(f"{word} " * 1200 + "1987")


@given(exact_texts(), st.sampled_from(["de", "en"]))
def test_what_is_said_can_be_read_back(text, language):
    value = parse_date(text)
    assert read_date(say_date(value, language)) == value


@given(DAYS)
def test_a_day_is_said_with_its_day_and_a_year_without(day):
    assert str(day.day) in say_date(parse_date(day.isoformat()), "de").split(".")[0]
    assert say_date(parse_date(str(day.year)), "de") == str(day.year)


@pytest.mark.parametrize(
    ("text", "german", "english"),
    [
        ("1977-07-04", "4. Juli 1977", "4 July 1977"),
        ("1977~", "um 1977", "around 1977"),
        ("[..2024-06]", "spätestens Juni 2024", "June 2024 at the latest"),
        ("[2019-08..]", "frühestens August 2019", "August 2019 at the earliest"),
        ("[1977..1978]", "zwischen 1977 und 1978", "between 1977 and 1978"),
        ("XXXX", "unbekannt", "unknown"),
    ],
)
def test_date_is_said_as_exactly_as_it_is_known(text, german, english):
    assert say_date(parse_date(text), "de") == german
    assert say_date(parse_date(text), "en") == english


def test_unknown_is_said_as_unknown_and_never_as_a_date():
    assert not any(character.isdigit() for character in say_date(UNKNOWN, "de"))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1977/..", "seit 1977"),
        ("../1990", "bis 1990"),
        ("1977/1990", "1977 bis 1990"),
        ("../..", "Zeit nicht bekannt"),
        ("1977~/..", "seit etwa 1977"),
        ("../1990-05~", "bis etwa Mai 1990"),
        ("1977-07-04~/..", "seit etwa 4. Juli 1977"),
    ],
)
def test_interval_is_said_with_its_open_ends(text, words):
    assert say_interval(parse_interval(text), "de") == words


@pytest.mark.parametrize(
    ("text", "german", "english"),
    [
        ("1995~", "seit etwa 1995", "since around 1995"),
        ("[1977..1978]", "seit einem Tag zwischen 1977 und 1978",
         "since a day between 1977 and 1978"),
        ("[..2024-06]", "seit spätestens Juni 2024", "since June 2024 at the latest"),
        ("[2019-08..]", "seit frühestens August 2019", "since August 2019 at the earliest"),
    ],
)  # fmt: skip
def test_behind_since_a_date_has_the_form_that_goes_with_it(text, german, english):
    since = Interval(parse_date(text), None)
    assert say_interval(since, "de") == german
    assert say_interval(since, "en") == english
