"""Text that lost its blanks and line breaks, as some PDF files give it: "Seit 1961verbindet".

Where words run together, pieces are cut where a small letter meets a capital, a letter a year, and
so on. What is gained are blanks, so a unit's text may be longer than the words it stands for;
``start`` and ``end`` stay true.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from weltoffen.intake.reading.countries import country_of, region_country
from weltoffen.intake.reading.layout import Form, Unit, sentences_of

_JOINTS = re.compile(
    r"(?<=[^\W\d_A-ZÀ-Þ])(?=[A-ZÀ-ÞŁŚŽŠČŘĎŽ][^\W\d_A-ZÀ-Þ])"  # landStadt
    r"|(?<=[^\W\d_])(?=(?:1[0-9]|20)[0-9]{2}(?!\d))"  # Tschechien1975
    r"|(?<=[0-9])(?=[A-ZÀ-ÞŁŚŽŠČŘĎ][^\W\d_])|(?<=[0-9]{4})(?=[a-zà-ÿ]{3})"  # 1975Varkaus
    r"|(?<=[)\]])(?=\w)|(?<=[^\W\d_])(?=\()"  # )hinzu
    r"|(?<=[^\W\d_A-ZÀ-Þ][.!?,;:])(?=[^\W\d_])"  # geschlossen.Die
)
_QUICK = re.compile(
    r"[^\W\dA-ZÀ-Þ_][A-ZÀ-ÞŁŚŽŠČŘĎŽ]|[^\W\d_][12(]|[0-9][^\W\d_]|[)\]]\w|[.!?,;:][^\W\d_]"
)
_GLUED = 3
_FEW_PER = 60
"""So many letters at most lie between two joints of a text whose words run together."""
_SMALL = (
    "und mit in die der den dem das des seit von vom zu zur zum am im an auf ein eine einen einem "
    "einer ist sind hat haben wurde wird werden kam kamen aus bei für als auch es uns wir sie nach "
    "über unter um jahr jahre jahren später darauf hinzu allen alle zwei drei vier fünf sechs "
    "sieben acht neun zehn elf zwölf sehen will verbindet partnerstadt partnerstädte "
    "partnerstädten städtepartnerschaft städtepartnerschaften partnerschaft partnerschaften "
    "the and with of to on at by for from is are was were has have been since year years later "
    "twinned twin town towns sister city cities our its "
    "et avec le la les du de en au aux une un est sont depuis ans plus tard ville villes jumelée"
)
_LETTERS = re.compile(r"[^\W\d_]{5,}")


def is_glued(text: str) -> bool:
    """Say whether the words of a text run together."""
    if _QUICK.search(text) is None:
        return False
    joints = sum(1 for _ in _JOINTS.finditer(text))
    return joints >= _GLUED and joints * _FEW_PER >= len(text)


def pieces_of(unit: Unit) -> list[Unit]:
    """Return the pieces of a unit between the joints where its words run together."""
    cuts = [0, *(found.start() for found in _JOINTS.finditer(unit.text)), len(unit.text)]
    found = []
    for low, high in pairwise(cuts):
        text = unit.text[low:high]
        if text.strip():
            start = unit.start + low + len(text) - len(text.lstrip())
            end = start + len(text.strip())
            found.append(Unit(Form.HEADING, text.strip(), start, end, unit.block))
    return found


_IN_LINE = re.compile(
    rf"{_JOINTS.pattern}"
    r"|(?<=[^\W\d_A-ZÀ-Þ)])(?=(?:seit|since|depuis)\s?\d)"  # Irlandseit 1990
    r"|(?<=[^\W\d_A-ZÀ-Þ])(?=(?:USA|UK|GB|VR|BRD|DDR|UdSSR)(?![^\W\d_]))"  # SavannahUSA2011
)
_OF_CAPITAL = re.compile(r"\b(?:Hauptstadt|Capitale|Capital)\b", re.IGNORECASE)
_SEVERAL = 2


def line_parted(unit: Unit) -> Unit:
    """Return a line of a list with its cells apart: "SopronUngarnseit 1987".

    Only a line with a country or a year as a cell of its own is taken for such; names like
    "McAllen" stay whole. What names the country's capital before the town is left out.
    """
    cuts = [0, *(found.start() for found in _IN_LINE.finditer(unit.text)), len(unit.text)]
    cells = [unit.text[low:high].strip() for low, high in pairwise(cuts)]
    cells = [cell for cell in cells if cell]
    if len(cells) < _SEVERAL:
        return unit
    if _OF_CAPITAL.search(cells[0]):
        return replace(unit, text=" ".join(cells[1:]), form=Form.ITEM)
    is_country = [len(cell) > _SHORT and _is_country(cell) for cell in cells]
    if not any(is_country) and not any(_YEAR.match(cell) for cell in cells):
        return unit
    text = cells[0]
    for at, cell in enumerate(cells[1:], 1):
        behind = is_country[at] and not is_country[at - 1] and not _YEAR.match(cells[at - 1])
        text += f" ({cell})" if behind else f" {cell}"
    return replace(unit, text=text)


_SHORT = 3


def _is_country(words: str) -> bool:
    return country_of(words) is not None or region_country(words) is not None


_ENTRY = re.compile(
    r"[^\W\d_a-zà-ÿ][^.!?;|]{2,60}?(?:,\s|\s?\()[^.!?;|]{2,40}\Z|[^\W\d_a-zà-ÿ][^.!?;"
    r"|]{2,60}\d{4}\)?\Z"
)
_SAYS = re.compile(
    r"\b(?:ist|sind|war|wurden?|hat|haben|is|are|was|were|has|have|est|sont|a|ont|am|um|Uhr|on"
    r"|at)\b"
)
_YEAR = re.compile(r"(?:(?:seit|since|depuis)\s)?(?:1[89]|20)\d\d\Z", re.IGNORECASE)
_A_LIST = 3


def entries_of(pieces: Sequence[Unit]) -> list[Unit]:
    """Return the pieces, as items where at least three in a row are entries of one list.

    What stands before such a list without a full stop is its heading. Where the years stand as
    pieces of their own, what the list begins with says whether they lead or close its entries.
    """
    merged = _with_years(pieces)
    are = [each.form is Form.ITEM or _is_entry(each.text) for each in merged]
    found = list(merged)
    for at, is_one in enumerate(are):
        if not is_one or found[at].form is Form.ITEM or (at and are[at - 1]):
            continue
        end = are.index(False, at) if False in are[at:] else len(are)
        if end - at < _A_LIST:
            continue
        for each in range(at, end):
            found[each] = replace(merged[each], form=Form.ITEM)
    return found


def _is_entry(text: str) -> bool:
    return _ENTRY.match(text) is not None and _SAYS.search(text) is None


def _with_years(pieces: Sequence[Unit]) -> list[Unit]:
    """Return the pieces with the years that stand alone joined to the entries they belong to."""
    years = [at for at, piece in enumerate(pieces) if _YEAR.match(piece.text)]
    if len(years) < _A_LIST or any(two - one != _PAIR for one, two in pairwise(years)):
        return list(pieces)
    leads = years[0] == 0 or not _is_entry(pieces[years[0] - 1].text + ", 1900")
    found: list[Unit] = []
    at = 0
    while at < len(pieces):
        one, two = pieces[at], pieces[at + 1] if at + 1 < len(pieces) else None
        if two is not None and ((at in years) if leads else (at + 1 in years)):
            text = f"{one.text} {two.text}" if leads else f"{one.text}, {two.text}"
            found.append(Unit(Form.HEADING, text, one.start, two.end, one.block))
            at += _PAIR
        else:
            found.append(one)
            at += 1
    return found


_PAIR = 2


def sentences_from(pieces: Sequence[Unit]) -> Iterator[Unit]:
    """Yield the sentences that pieces make when blanks stand between them."""
    text, places = "", []
    for piece in pieces:
        text += " " if text and piece.text[0] not in ".,;:!?)" else ""
        places.append((len(text), piece))
        text += _parted(piece.text)
    for low, high in sentences_of(text):
        within = [piece for at, piece in places if at < high and at + len(piece.text) > low]
        first = within[0] if within else pieces[0]
        last = within[-1] if within else pieces[-1]
        yield Unit(Form.SENTENCE, text[low:high], first.start, last.end, first.block)


@cache
def _small_words() -> frozenset[str]:
    return frozenset(_SMALL.split())


def _parted(text: str) -> str:
    """Return a text with words apart that are but small words run together: "undmit"."""
    return _LETTERS.sub(lambda found: " ".join(_words_of(found[0]) or [found[0]]), text)


def _words_of(word: str) -> list[str] | None:
    """Return the small words of which a word consists, as few as may be; None where it does not."""
    if len(word) > _LONGEST_WORD:
        return None
    known, folded = _small_words(), word.casefold()
    if len(folded) != len(word):
        return None
    fewest = [0] + [_NO_WAY] * len(word)
    begins = [0] * (len(word) + 1)
    for end in range(1, len(word) + 1):
        for start in range(max(0, end - _longest_small()), end - 1):
            if fewest[start] + 1 < fewest[end] and folded[start:end] in known:
                fewest[end], begins[end] = fewest[start] + 1, start
    if fewest[-1] == _NO_WAY:
        return None
    found, end = [], len(word)
    while end:
        found.append(word[begins[end] : end])
        end = begins[end]
    return found[::-1]


_LONGEST_WORD = 80
"""Longer words are none that lost their blanks, but what somebody sends to keep us busy."""
_NO_WAY = 1000


@cache
def _longest_small() -> int:
    return max(map(len, _small_words()))
