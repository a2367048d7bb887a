"""Numbers that a text says, in digits or in words, as far as they can be counts or figures.

What only looks like one (a telephone number, a postal code, a date, a time, a price, "13." in a
row) is left out here, so that no rule behind has to think of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice

MOST = 60
_UNITS_DE = ["ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun"]
_TENS_DE = ["zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig"]
_UNITS_EN = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
_TENS_EN = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_UNITS_FR = ["un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf"]
_TENS_FR = ["vingt", "trente", "quarante", "cinquante", "soixante"]
_TEENS = (
    "zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn",
    "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen",
    "dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf",
)
# In Switzerland "ss" stands for "ß", and old texts write umlauts as two letters.
_SPELT = (("ß", "ss"), ("ü", "ue"), ("ö", "oe"))


@cache
def _words() -> dict[str, int]:
    found: dict[str, int] = {}
    for units in (_UNITS_DE, _UNITS_EN, _UNITS_FR):
        found |= {word: number for number, word in enumerate(units, 1)}
    for row in _TEENS:
        found |= {word: number for number, word in enumerate(row.split(), 10)}
    for tens, units, joint in (
        (_TENS_EN, _UNITS_EN, "{ten}-{unit}"),
        (_TENS_FR, _UNITS_FR, "{ten}-{unit}"),
        (_TENS_DE, _UNITS_DE, "{unit}und{ten}"),
    ):
        for number, ten in enumerate(tens, 2):
            found[ten] = number * 10
            for more, unit in enumerate(units, 1):
                found[joint.format(ten=ten, unit=unit)] = number * 10 + more
    found |= {f"{ten} et un": number * 10 for number, ten in enumerate(_TENS_FR, 2)}
    found |= {word: value + 1 for word, value in found.items() if word.endswith(" et un")}
    found |= {f"{word}e": value for word, value in found.items() if word.endswith(" et un")}
    found |= {"eine": 1, "einer": 1, "une": 1, "hundert": 100, "cent": 100}
    for plain, other in _SPELT:
        found |= {word.replace(plain, other): value for word, value in found.items()}
    return found


_APART = r"[.,\u00a0\u202f\u2009'’ ]"
_DIGITS = (
    rf"(?:[0-9]{{1,3}}(?:(?P<apart>{_APART})[0-9]{{3}}(?:(?P=apart)[0-9]{{3}})*(?![0-9])|(?![0-9]))"
    r"|[0-9]{1,12}(?![0-9]))(?:[.,][0-9]{1,2}(?![0-9]))?"
)
_MILLIONS = r"(?:\s(?P<million>Millionen|Million|Mio\.?|millions?))?"
_ABOUT = (
    r"(?P<about>rund|etwa|ca\.|ca|cca|circa|zirka|ungefähr|gut|knapp|fast|nahezu|annähernd|mehr als"
    r"|über|weit über|about|around|approximately|roughly|nearly|almost|some|over|more than"
    r"|well over"
    r"|plus de|environ|près de|quelque|presque)\s"
)


@cache
def _pattern() -> re.Pattern[str]:
    words = "|".join(sorted((re.escape(word) for word in _words()), key=len, reverse=True))
    return re.compile(
        rf"(?<![\w.,:/+#-])(?:{_ABOUT})?(?:(?P<digits>{_DIGITS})|(?P<word>{words})(?![\w-]))"
        rf"{_MILLIONS}(?![\w:/])(?![.,][0-9])(?!-[0-9])",
        re.IGNORECASE,
    )


# What stands behind or before a number that is no quantity.
_NOT_AFTER = re.compile(
    r"\s?(?:€|EUR\b|Euro\b|euros?\b|\$|CHF\b|Fr\.|Uhr\b|h\b|am\b(?=\W)|p\.?m\b|\.\s*[–-])", re.I
)
_NOT_BEFORE = re.compile(
    r"(?:[€$£]\s?|Tel(?:efon|\.)?:?\s?[\d\s()/+-]*|Fax:?\s?[\d\s()/+-]*"
    r"|Phone:?\s?[\d\s()-]*|PF\s[\d\s]*"
    r"|\+\d[\d\s()/-]*|\(0\d*\)\s?[\d\s/-]*|\d\s|Nr\.\s|No\.\s|n°\s|§\s|Artikel\s|Art\.\s"
    r"|Ziel\s|SDG\s)\Z",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text; ``end`` is behind "million", ``start`` before "about"."""

    start: int
    end: int
    value: float
    is_approximate: bool
    is_word: bool
    looks_like_year: bool


@cache
def _first_words() -> frozenset[str]:
    """Return the words that a number in words begins with."""
    return frozenset(re.split(r"[- ]", word)[0] for word in _words())


@lru_cache(maxsize=8192)
def numbers_in(text: str) -> tuple[Number, ...]:
    """Return the numbers of a text that may be counts or figures, in their order.

    No sentence has more than ``MOST``; what is a table in one line is not read to its end.
    """
    words = re.findall(r"[^\W\d_]+|[0-9]", text.casefold())
    if all(word not in _first_words() and not word.isdigit() for word in words):
        return ()
    found = islice(_pattern().finditer(text), MOST)
    return tuple(number for each in found if (number := _number(text, each)))


def _number(text: str, found: re.Match[str]) -> Number | None:
    at = found.start("word") if found["word"] else found.start("digits")
    if _NOT_AFTER.match(text, found.end()) or _NOT_BEFORE.search(text, max(0, at - 40), at):
        return None
    digits = found["digits"]
    value = value_of(digits) if digits else float(_words()[found["word"].casefold()])
    if value is None:
        return None
    is_year = bool(digits) and len(digits) == 4 and digits.isdigit() and 1000 <= value <= 2100
    factor = 1_000_000 if found["million"] else 1
    about = bool(found["about"])
    return Number(found.start(), found.end(), value * factor, about, not digits, is_year)


def value_of(digits: str) -> float | None:
    """Return what digits say: "6 300" and "6.300" alike, "18,2" and "18.2" alike."""
    whole, _sign, part = digits, "", ""
    if fraction := re.search(r"[.,]([0-9]{1,2})\Z", digits):
        whole, part = digits[: fraction.start()], fraction[1]
    plain = re.sub(_APART, "", whole)
    if not re.fullmatch(r"[0-9]{1,12}", plain) or (plain[0] == "0" and len(plain) > 1):
        return None
    return float(f"{plain}.{part or 0}")
