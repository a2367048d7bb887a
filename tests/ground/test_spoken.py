"""Dates as people write them and as the product says them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ground.test_dates import DAYS, exact_texts
from weltoffen.ground.dates import UNKNOWN, Interval, parse_date, parse_interval
from weltoffen.ground.problems import Refused
from weltoffen.ground.spoken import read_date, say_date, say_for, say_interval


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


NAMED = [
    ("[1998-03..1998-06]", "Frühjahr 1998", "seit Frühjahr 1998", "bis Frühjahr 1998",
     "für das Frühjahr 1998", "spring 1998", "since spring 1998", "for spring 1998"),
    ("[1993-06..1993-09]", "Sommer 1993", "seit Sommer 1993", "bis Sommer 1993",
     "für den Sommer 1993", "summer 1993", "since summer 1993", "for summer 1993"),
    ("[1990-09..1990-12-21]", "Herbst 1990", "seit Herbst 1990", "bis Herbst 1990",
     "für den Herbst 1990", "autumn 1990", "since autumn 1990", "for autumn 1990"),
    ("[1993-12..1994-03]", "Winter 1993/94", "seit Winter 1993/94", "bis Winter 1993/94",
     "für den Winter 1993/94", "winter 1993/94", "since winter 1993/94", "for winter 1993/94"),
    ("[1999-12..2000-03]", "Winter 1999/00", "seit Winter 1999/00", "bis Winter 1999/00",
     "für den Winter 1999/00", "winter 1999/00", "since winter 1999/00", "for winter 1999/00"),
    ("[2027-01..2027-03]", "1. Quartal 2027", "seit dem 1. Quartal 2027",
     "bis zum 1. Quartal 2027", "für das 1. Quartal 2027", "first quarter of 2027",
     "since the first quarter of 2027", "for the first quarter of 2027"),
    ("[2027-10..2027-12]", "4. Quartal 2027", "seit dem 4. Quartal 2027",
     "bis zum 4. Quartal 2027", "für das 4. Quartal 2027", "fourth quarter of 2027",
     "since the fourth quarter of 2027", "for the fourth quarter of 2027"),
    ("[2027-07..2027-12]", "2. Halbjahr 2027", "seit dem 2. Halbjahr 2027",
     "bis zum 2. Halbjahr 2027", "für das 2. Halbjahr 2027", "second half of 2027",
     "since the second half of 2027", "for the second half of 2027"),
    ("[1990..1999]", "1990er Jahre", "seit den 1990er Jahren", "bis in die 1990er Jahre",
     "für die 1990er Jahre", "1990s", "since the 1990s", "for the 1990s"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "alone", "since", "until", "ahead", "in_english", "since_english", "ahead_english"),
    NAMED,
)
def test_a_season_a_quarter_and_a_decade_are_said_by_their_names(
    text, alone, since, until, ahead, in_english, since_english, ahead_english
):
    value = parse_date(text)
    assert say_date(value, "de") == alone
    assert say_interval(Interval(value, None), "de") == since
    assert say_interval(Interval(None, value), "de") == until
    assert say_for(value, "de") == ahead
    assert say_date(value, "en") == in_english
    assert say_interval(Interval(value, None), "en") == since_english
    assert say_for(value, "en") == ahead_english
    assert read_date(alone) == read_date(in_english) == value


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "[1998-09..1998-12]",
            "zwischen September 1998 und Dezember 1998",
        ),  # its end, or its autumn
        ("[1992-12..1994-03]", "zwischen Dezember 1992 und März 1994"),  # one of two winters
        ("[1998-03..1999-06]", "zwischen März 1998 und Juni 1999"),
        ("[1991..2000]", "zwischen 1991 und 2000"),
        ("[1998-03-01..1998-06-30]", "zwischen 1. März 1998 und 30. Juni 1998"),
        ("[1977~..1980]", "zwischen etwa 1977 und 1980"),
    ],
)
def test_a_range_without_a_name_of_its_own_is_said_by_its_ends(text, words):
    assert say_date(parse_date(text), "de") == words
    assert read_date(words) == parse_date(text)


@pytest.mark.parametrize(
    "typed", ["Winter 1998", "Winter 1998/98", "Frühjahr 98", "5. Quartal 1998"]
)
def test_a_name_that_leaves_the_time_open_is_refused(typed):
    with pytest.raises(Refused):
        read_date(typed)


@pytest.mark.parametrize(
    ("text", "german", "english"),
    [
        ("2027", "für 2027", "for 2027"),
        ("2027-07", "für Juli 2027", "for July 2027"),
        ("2027-07-04", "für den 4. Juli 2027", "for 4 July 2027"),
        ("2027~", "für etwa 2027", "for around 2027"),
        ("[2027..2028]", "für die Zeit zwischen 2027 und 2028", "for a time between 2027 and 2028"),
        ("[..2028]", "für spätestens 2028", "for 2028 at the latest"),
        ("[2028..]", "für frühestens 2028", "for 2028 at the earliest"),
    ],
)
def test_what_is_planned_is_planned_for_a_time(text, german, english):
    assert say_for(parse_date(text), "de") == german
    assert say_for(parse_date(text), "en") == english
