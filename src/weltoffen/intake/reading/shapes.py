"""Lines of lists in the shape that the rest of the reader knows: place, country, since when.

What stands otherwise is turned around: the country before the town ("Kroatien Pula, 1972"), the
name twice as behind a flag ("Temse Temse"), signs of flags. A unit's ``start`` and ``end`` stay
those of its words on the page; only its text is another.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from weltoffen.intake.reading.countries import country_of, region_country
from weltoffen.intake.reading.flattened import rows_joined
from weltoffen.intake.reading.glued import (
    entries_of,
    is_glued,
    line_parted,
    pieces_of,
    sentences_from,
)
from weltoffen.intake.reading.layout import Form, Unit
from weltoffen.intake.reading.marks import with_notes
from weltoffen.intake.reading.mentions import UPPER, places_in
from weltoffen.intake.reading.towns import known
from weltoffen.intake.reading.year_lines import years_joined
from weltoffen.places.gazetteer import Status

_LONGEST = 140
_NOTES = re.compile(r"\s?\[\s?(?:\d{1,3}|Bearbeiten[^\]]*|edit[^\]]*|modifier[^\]]*|[a-z])\s?\]")
_FLAG = re.compile(r"(?:[\U0001F1E6-\U0001F1FF]{2}|[\U0001F3F4\u200d\ufe0f]+)\s*")
_TWICE = re.compile(rf"(?P<name>[{UPPER}][^\d(),;:|]{{2,40}}?) (?P=name)(?=\s*(?:[,(–—:;|]|\d|\Z))")
_PAGO = 6
"""Letters of one half of names like "Pago Pago" and "Walla Walla", at most."""
_NUMBERED = re.compile(
    r"(?:(?:Stand|Platz|Tisch|Nr\.?|No\.?|n°|Station|Stop|Booth|Stall|Table|Tafel)\s?\d{1,3}[a-z]?"
    r"|[IVX]{1,5}\.)\s*[:.–|-]?\s+(?=\S)"
)
_LONGEST_HEAD = 60


def shaped(units: Sequence[Unit]) -> list[Unit]:
    """Return the units of a page with tables put together and lines turned around."""
    loose = [each for unit in units for each in _loosened(unit)]
    lines = years_joined([_cleaned(unit) for unit in rows_joined(loose)])
    lines = _entries_of_paragraphs(lines)
    lines = _country_lines(_as_items(_countries_behind(lines)))
    return with_notes(_heads_of_paragraphs(_last_of_lists(lines)))


_LAST = re.compile(r"[^():.]{3,50} \((?:1[5-9]|20)\d\d\)\Z")


def _last_of_lists(units: Sequence[Unit]) -> list[Unit]:
    """Take a line of the same shape below a list for its last item: "X, Berlin (1955)"."""
    found = list(units)
    for at in range(_A_LIST + 1, len(found)):
        unit, above = found[at], found[at - _A_LIST - 1 : at]
        if unit.form is not Form.HEADING or not _LAST.match(unit.text):
            continue
        is_below = all(each.form is Form.ITEM for each in above)
        if is_below and unit.block == above[-1].block + _NEXT:
            found[at] = replace(unit, form=Form.ITEM)
    return found


_TOWN_IN = re.compile(
    rf"[{UPPER}][^.,;:()\d]{{2,40}}(?:,\s|\s\()(?:en |au |aux )?"
    rf"[{UPPER}][^.,;:()\d]{{2,30}}[,;]?\s?"
    r"(?:\(\d{4}\)|\d{4}\)|(?:seit |since |depuis |en )?\d{4})\s?\.?\Z"
)


def _entries_of_paragraphs(units: Sequence[Unit]) -> list[Unit]:
    """Take sentences that are but a town, its country and a year for items, three in a block."""
    found = list(units)
    run: list[int] = []
    for at, unit in enumerate([*units, None]):
        is_one = unit is not None and unit.form is Form.SENTENCE and _TOWN_IN.match(unit.text)
        if unit is not None and is_one and (not run or units[run[-1]].block == unit.block):
            run.append(at)
            continue
        if len(run) > _A_LIST:
            for each in run:
                text = found[each].text.rstrip(" .")
                found[each] = replace(found[each], form=Form.ITEM, text=text)
        run = [at] if is_one else []
    return found


_NEXT = 1


def _country_lines(units: Sequence[Unit]) -> list[Unit]:
    """Take lines that begin with a town and its country, one below the other, for items.

    "Kitakyushu, Japan, the first one" – three of them at least, whatever else their lines say.
    """
    found = list(units)
    run: list[int] = []
    block = -2
    for at, unit in enumerate(units):
        if unit.block == block:
            continue
        is_next, block = unit.block == block + _NEXT, unit.block
        if _begins_with_town(unit) and (is_next or not run):
            run.append(at)
            continue
        _make_items(found, run)
        run = [at] if _begins_with_town(unit) else []
    _make_items(found, run)
    return found


def _make_items(found: list[Unit], run: Sequence[int]) -> None:
    if len(run) > _A_LIST:
        for at in run:
            found[at] = replace(found[at], form=Form.ITEM)


def _begins_with_town(unit: Unit) -> bool:
    if len(unit.text) > _LONGEST or not _MAY_BEGIN.match(unit.text):
        return False
    first = next(iter(places_in(unit.text)), None)
    return (
        first is not None
        and first.start == 0
        and first.is_known
        and first.close > first.end
        and _ENDS_NAME.match(unit.text, first.close) is not None
    )


_MAY_BEGIN = re.compile(
    rf"[{UPPER}][^\W\d]*(?:[ '’-][^\W\d]+){{0,4}}(?:,\s|\s?[(/]|\s[–—-]\s|\s(?:in|im|en|au)\s)"
)
_ENDS_NAME = re.compile(r"\s*(?:[,.;]|\Z|\s[–—-]\s)")


def _heads_of_paragraphs(units: Sequence[Unit]) -> list[Unit]:
    """Take a name with its country that leads a paragraph with a full stop for its heading.

    "LEEDS (England). It began in 1969." A bare name may be an answer or the place of the news.
    """
    found = list(units)
    for at, unit in enumerate(units[:-1]):
        leads = not at or units[at - 1].block != unit.block
        if unit.form is not Form.SENTENCE or not leads or units[at + 1].block != unit.block:
            continue
        name = unit.text.rstrip(" .:–—-")
        places = places_in(name) if len(name) <= _LONGEST_HEAD else ()
        if len(places) != 1 or places[0].start or places[0].close != len(name):
            continue
        if places[0].is_stated and places[0].close > places[0].end:
            found[at] = replace(unit, form=Form.HEADING, text=name)
    return found


def _loosened(unit: Unit) -> list[Unit]:
    """Return a unit whose words run together as rows of a table and sentences."""
    if not is_glued(unit.text):
        is_line = unit.form is not Form.SENTENCE and len(unit.text) <= _LONGEST
        return [line_parted(unit) if is_line else unit]
    found: list[Unit] = []
    waiting: list[Unit] = []
    for piece in entries_of(rows_joined(pieces_of(unit))):
        if piece.form is Form.ITEM:
            found += [*(sentences_from(waiting) if waiting else []), piece]
            waiting = []
        else:
            waiting.append(piece)
    return found + list(sentences_from(waiting) if waiting else [])


def _cleaned(unit: Unit) -> Unit:
    """Return a line without marks of notes, flags, numbers of stalls and a name said twice."""
    if unit.form is Form.SENTENCE or len(unit.text) > _LONGEST:
        return unit
    text = _NOTES.sub("", unit.text)
    country = _flagged(text)
    text = _NUMBERED.sub("", _FLAG.sub("", text).lstrip(), count=1) or unit.text
    text = _without_link(_once(text))
    twice = _TWICE.match(text)
    is_one = twice and len(twice["name"]) <= _PAGO and known(twice[0])[0] is not Status.UNKNOWN
    if twice and not is_one:
        text = text[twice.end("name") + 1 :]
    if country and not re.search(r"[,(]", text):
        text = _with_country(text, country)
    return unit if text == unit.text else replace(unit, text=text)


_AT_ONCE = re.compile(rf"(?P<name>[{UPPER}][^\W\d]{{2,}}(?: [^\W\d]+)?)(?P=name)(?=\s+[{UPPER}])")
_CAPITAL = re.compile(
    r"\s*[(,:;–—-]\s*(?:Hauptstadt|Landeshauptstadt|Capitale|Capital(?: city)?)\b\s?:?\s*"
    r"[^\d()]{2,30}\)?\Z",
    re.IGNORECASE,
)
_LINK = re.compile(
    r"\s*(?:[(\[>»…|-]\s?|\.\.\.\s?)(?:lire|voir|en savoir|en lire|plus d|mehr|weiter|zur|zum|siehe"
    r"|read|more|see|learn|find out|details?|link|website|homepage|site|infos?)\b"
    r"[^()\[\]\d]{0,24}[)\]>»…]*\Z",
    re.IGNORECASE,
)


def _once(text: str) -> str:
    """Return a line with a country that stands twice without a blank, and no capital behind it."""
    twice = _AT_ONCE.match(text)
    if twice and _country_named(twice["name"]):
        return text[twice.end("name") :]
    capital = _CAPITAL.search(text)
    if capital and _country_named(text[: capital.start()]):
        return text[: capital.start()]
    return text


def _country_named(words: str) -> bool:
    return country_of(words) is not None or region_country(words) is not None


def _without_link(text: str) -> str:
    """Return a line without the words of a link behind it: "Ogre (Lettland), 2005 (mehr dazu)"."""
    return _LINK.sub("", text) or text


def _flagged(text: str) -> str | None:
    """Return the country whose flag leads a line, as its code."""
    flag = _FLAG.match(text)
    letters = "".join(chr(ord(sign) - 0x1F1E6 + ord("A")) for sign in flag[0] if sign > "\U0001f1e5"
                      and sign < "\U0001f200") if flag else ""  # fmt: skip
    return country_of(letters) if len(letters) == 2 else None


_NAME_END = re.compile(r"\s*(?:\(|[,;:|–—]|\s-\s|\d|\b(?:seit|since|depuis|ab)\b|\Z)")


def _with_country(text: str, country: str) -> str:
    """Return a line with a country in a bracket behind the name that leads it."""
    ends = _NAME_END.search(text, 1)
    at = ends.start() if ends else len(text)
    if text[at:].lstrip().startswith("("):
        low = text.index("(", at) + 1
        return f"{text[:low]}{country}, {text[low:]}"
    return f"{text[:at].rstrip()} ({country}){text[at:]}"


_LEADING = re.compile(
    rf"(?P<country>[{UPPER}][^\W\d]+(?:[ -](?:und |of |and |the |et )?[{UPPER}][^\W\d]+){{0,3}})"
    rf"\s+(?=[{UPPER}][^\W\d])"
)


def _countries_behind(units: Sequence[Unit]) -> list[Unit]:
    """Turn lines around that begin with a country and a town, where at least two do."""
    leads = [_leading(unit) for unit in units]
    found = list(units)
    for at, lead in enumerate(leads):
        if lead is None or not any(leads[max(0, at - 2) : at] + leads[at + 1 : at + 3]):
            continue
        country, low = lead
        rest = units[at].text[low:]
        behind = re.match(r"[^,(]+[,(]\s?([^,()\d]+)", rest)
        is_said = behind is not None and country_of(behind[1]) is not None
        rest = re.sub(rf",\s[^,()\d]+,\s{re.escape(country)}(?=\s|\Z)", "", rest)
        rest = rest if is_said else _REGION.sub(_no_region, rest)
        text = rest if is_said else _with_country(rest, country)
        found[at] = replace(units[at], text=text, form=Form.ITEM)
    return found


_REGION = re.compile(r"(?<=[^\W\d]),\s(?P<region>[^,()\d]+)(?=,\s|\Z)")


def _no_region(found: re.Match[str]) -> str:
    """Return nothing for a region behind a town, and a second town as it stands."""
    name = found["region"].strip()
    is_town = known(name)[0] is not Status.UNKNOWN and region_country(name) is None
    return found[0] if is_town else ""


_ALIKE = (
    re.compile(r"\d{4}\b\s?[:–—-]?\s+[^\W\d]"),
    re.compile(r"(?!.*(?:Stand|Telefon|Tel\b|Fax)).*[^\W\d].*(?<![-/.\d])(?:1[5-9]|20)\d\d\)?\Z"),
    re.compile(r"[^():.]{3,50} \([^()]{1,40}\)\Z"),
    re.compile(r"[^–—:]{3,40}\s[–—-]\s[^–—:\d]{2,30}\s[–—-]\s(?:(?:seit|since|depuis)\s)?\d{4}\b"),
)
"""Shapes of lines that are entries of one list: year first, last or third, a bracket last."""
_A_LIST = 2


def _as_items(units: Sequence[Unit]) -> list[Unit]:
    """Take short lines of one shape that follow each other for the items of a list."""
    found = list(units)
    for shape in _ALIKE:
        run: list[int] = []
        for at, unit in enumerate([*units, None]):
            if unit is not None and _is_line(unit) and shape.match(unit.text):
                run.append(at)
                continue
            if len(run) >= _A_LIST:
                for each in run:
                    found[each] = replace(found[each], form=Form.ITEM)
            run = []
    return found


def _is_line(unit: Unit) -> bool:
    return unit.form is not Form.SENTENCE and len(unit.text) <= _LONGEST


def _leading(unit: Unit) -> tuple[str, int] | None:
    """Return the country with which a line begins and where the town behind it does."""
    if unit.form is Form.SENTENCE or len(unit.text) > _LONGEST:
        return None
    found = _LEADING.match(unit.text)
    words = found["country"] if found else ""
    while words:
        code = country_of(words) or (region_country(words) == "GB" and "GB")
        low = len(words) + 1
        behind = unit.text[low:].lstrip()
        if code and len(words) > 3 and re.match(rf"[{UPPER}]", behind):
            is_town = known(f"{words} {behind.split(' ')[0].strip(',;:()')}")[0]
            return (words, low) if is_town is Status.UNKNOWN else None
        words = words.rpartition(" ")[0]
    return None
