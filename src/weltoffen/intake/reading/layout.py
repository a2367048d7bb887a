"""A text as units of reading: headings, list items and sentences, each with its place in the text.

Nothing is moved: what must not be read (left-over markup, lines that describe the stored copy) is
replaced by as many blanks, so every position in a unit is one in the text itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Form(StrEnum):
    """What a unit looks like."""

    HEADING = "heading"
    ITEM = "item"
    SENTENCE = "sentence"


@dataclass(frozen=True, slots=True)
class Unit:
    """A piece of text that is read as one. ``block`` counts paragraphs, lists and headings.

    ``text`` is the unit as it stands, line breaks as blanks, so that
    ``len(text) == end - start``.
    """

    form: Form
    text: str
    start: int
    end: int
    block: int


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)


_ALT_TEXT = re.compile(
    r"^[ \t]*(?:Flag|Flagge|Fahne|Drapeau|Icon|Icône|Image|Bild)(?: of| von| de"
    r"| d['’])?\s?:[ \t]+(?=\S)",
    re.MULTILINE | re.IGNORECASE,
)
_CAPTION = re.compile(
    r"\b(?:Wappen|Stadtwappen|Logo|Flagge|Fahne|Bild|Foto|Blason|Drapeau|Coat of arms|Crest|Flag)\b"
    r"(?:[^\W\d_]|[ -]){0,60}?(?P<name>[A-ZÀ-Þ][\w’'-]{3,})(?=(?P=name)(?!\w))"
)
"""The words of a picture before the name that they run into: "Wappen der Stadt LutonLuton"."""
_HEADER = re.compile(r"\A(?:# ?[a-z]+:[^\n]*\n)+")
_BLOCK_TAGS = (
    r"address|article|aside|blockquote|br|caption|dd|div|dl|dt|figure|footer|form|h[1-6]|header|"
    r"hr|li|main|nav|ol|p|section|table|tbody|td|tfoot|th|thead|tr|ul"
)
_TAG = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*)(?:\s[^<>]*)?/?>")
_IS_BLOCK = re.compile(rf"(?:{_BLOCK_TAGS})\Z", re.IGNORECASE)
_LEADERS = re.compile(r"[ \t][.·_]{4,}(?=[ \t])")
_SPACE_ENTITY = re.compile(r"&(?:nbsp|ensp|emsp|thinsp|#160|#xa0);", re.IGNORECASE)
_MONTH = (
    r"(?:jan|feb|mär|mar|apr|mai|may|jun|jul|aug|sep|okt|oct|nov|dez|dec|jän|fév|avr|juin|juil"
    r"|aoû|déc)\w*\.? \d"
)
_BULLET = re.compile(
    r"(?:[•·▪▸►‣◦●○■✓✔➔➜➤→»*]|[-–—+](?=\s)|\(?\d{1,2}\)(?=\s)"
    rf"|\d{{1,2}}\.(?=\s)(?!\s(?i:{_MONTH}))|\(?[a-k]\)(?=\s))\s*"
)
_TWICE = re.compile(r"(\w.{5,}?)\1\Z")
_ENDS = re.compile(r"""[.!?:…]["“”»«’')\]]*(?:\s?\[\w{1,3}\])*\Z""")
_OPEN_END = re.compile(
    r"(?:[,;–/-]|\b(?:und|oder|and|or|et|ou|mit|with|avec|von|of|de|in|im|am|zu|zur|zum|der|die|das"
    r"|den|dem|des|the|a|an|la|le|les|du|Jahre?|year|\d{1,2}\.|Januar|Februar|März|April|Mai"
    r"|Juni|Juli|August"
    r"|September|Oktober|November|Dezember))\Z"
)
_GOES_ON = re.compile(r"[a-zäöüßàâçéèêëîïôûœ(,;.]")
_WRAPPED = 60
_SHORT = 30
_CLAUSE = re.compile(r" (?:ist|sind|wurde|war|hat|is|are|was|has|est|sont|a) (?:\w+ )*\w+\Z")
_PROSE = re.compile(r" [a-zäöüéè]{2,} [\w(]+ ")
_ALONE = re.compile(r"(?:[0-9./]{4,10}|[-–—])\Z")
_PAIRED = re.compile(r"[^\W\d_][^–—:;.!?\n]{1,40}?\s[–—-]\s[^\W\d_]")
_LONGEST_HEADING = 90
_CELLS = re.compile(r"\t|\s[|·]\s| {3,}")


_ENDLESS = re.compile(r"[^\W\d_A-ZÀ-Þ]{101,}|[A-ZÀ-Þ]{101,}|[0-9_]{101,}|\S{2001,}|[ \t\xa0]{301,}")
"""No word of a language is as long, though some that ran together are, and no gap in a line;
patterns would look through such ones again and again."""


def without_endless_words(text: str) -> str:
    """Return the text with line ends, as many as letters, for words that are none.

    So what stands before one is a piece of its own; blanks would be looked through as well.
    """
    return _ENDLESS.sub(lambda found: "\n" * len(found[0]), text)


def masked(text: str) -> str:
    """Return the text with as many blanks for all that is not to be read."""
    text = _HEADER.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)
    text = _TAG.sub(_blank_tag, text)
    text = _LEADERS.sub(lambda found: " |".ljust(len(found[0])), text)
    text = _ALT_TEXT.sub(lambda found: " " * len(found[0]), text)
    text = _CAPTION.sub(lambda found: " " * len(found[0]), text)
    return _SPACE_ENTITY.sub(lambda found: " " * len(found[0]), text)


def _blank_tag(found: re.Match[str]) -> str:
    blank = " " * len(found[0])
    return f"\n{blank[1:]}" if _IS_BLOCK.match(found[1]) else blank


def units(text: str) -> list[Unit]:
    """Return the headings, items and sentences of a text, in their order."""
    shown = masked(text)
    found: list[Unit] = []
    for number, (form, start, end) in enumerate(_blocks(shown)):
        flat = _rejoined(shown[start:end])
        flat = flat.replace("\n", " ").replace("\r", " ").replace("\xa0", " ")
        pieces = sentences_of(flat) if form is not Form.HEADING else [(0, len(flat))]
        for at, (low, high) in enumerate(_bounded(flat, pieces)):
            shape = (
                form if form is Form.HEADING or (form is Form.ITEM and at == 0) else Form.SENTENCE
            )
            found.append(Unit(shape, flat[low:high], start + low, start + high, number))
    return found


_BROKEN = re.compile(
    r"((?:(?:[A-ZÀ-Þ][\w'’]*|\d{1,2}\.) ){0,3}[^\W\d_][\w'’-]*)-(\r?\n\s{0,4})([^\W\d_]\w*)"
)
_HYPHEN_LAST = re.compile(r"-\r?\n")
_LEFT_OPEN = frozenset({"und", "oder", "and", "or", "et", "ou", "bzw", "sowie"})


def _rejoined(text: str) -> str:
    """Return the text with words whole that a line's end broke, as long as before.

    What is gained stands as blanks before the word. A capital behind the break keeps the hyphen.
    """
    return _BROKEN.sub(_whole_word, text) if _HYPHEN_LAST.search(text) else text


def _whole_word(found: re.Match[str]) -> str:
    one, gap, two = found.groups()
    if two in _LEFT_OPEN:
        return found[0]
    hyphen = "-" if two[0].isupper() else ""
    return f"{one}{hyphen}{two}".rjust(len(one) + 1 + len(gap) + len(two))


_LONGEST = 2000
"""Characters of a unit; what is longer is no sentence, and is read in pieces."""


def _bounded(text: str, pieces: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    for low, high in pieces:
        while high - low > _LONGEST:
            cut = max(text.rfind(" ", low + 1, low + _LONGEST), low + _LONGEST // 2)
            yield low, cut
            low = cut
        yield low, high


def _lines(text: str) -> Iterator[_Line | None]:
    """Yield the lines with something on them, without blanks around; None for an empty one."""
    for found in re.finditer(
        r"[^\n\r\f\v\x1c-\x1e\x85\u2028\u2029]*(?:\r\n|[\n\r\f\v\u2028\u2029]|\Z)", text
    ):
        whole = found[0].rstrip()
        line = whole.lstrip()
        if not line:
            yield None
            continue
        start = found.start() + len(whole) - len(line)
        twice = _TWICE.match(line)
        yield _Line(line[: len(twice[1])] if twice and " " in twice[1] else line, start)


def _blocks(text: str) -> Iterator[tuple[Form, int, int]]:
    """Yield headings, list items and paragraphs: the form, and from where to where."""
    group: list[_Line] = []
    for line in [*_lines(text), None]:
        if line is None:
            yield from _paragraphs(group)
            group = []
        else:
            group.append(line)


def _paragraphs(lines: list[_Line]) -> Iterator[tuple[Form, int, int]]:
    """Yield what stands between two empty lines, wrapped lines joined."""
    at, is_wrapped = 0, False
    while at < len(lines):
        first = last = lines[at]
        began = at
        bullet = _BULLET.match(first.text)
        while at + 1 < len(lines) and _continues(last, lines[at + 1], is_wrapped):
            at += 1
            is_wrapped = True
            last = lines[at]
        at += 1
        if _CELLS.search(first.text) and first is last:
            yield Form.ITEM, first.start, first.end
        elif bullet and bullet.end() < len(first.text):
            yield Form.ITEM, first.start + bullet.end(), last.end
        elif first is last and _looks_like_heading(first.text):
            yield Form.HEADING, first.start, first.end
        elif first is not last and _SINCE_LINE.fullmatch(last.text) and at - began == _TWO:
            yield Form.ITEM, first.start, last.end
        else:
            yield Form.SENTENCE, first.start, last.end


_TWO = 2
_SINCE_LINE = re.compile(r"\(?(?:seit|since|depuis)\s(?:[^\W\d]+\s){0,2}\d{4}\)?\.?")


def _continues(line: _Line, after: _Line, is_wrapped: bool) -> bool:
    """Judge whether a line break lies within a sentence; ``is_wrapped``: others above did."""
    if _BULLET.match(after.text) or _CELLS.search(line.text) or _CELLS.search(after.text):
        return False
    if _PAIRED.match(line.text) and _PAIRED.match(after.text):
        return False
    if re.match(r"\d{4}\b", line.text) and re.match(r"\d{4}\b", after.text):
        return False
    if _ALONE.match(after.text) or _ALONE.match(line.text):
        return False
    if _OPEN_END.search(line.text) and not re.fullmatch(r"[A-ZÄÖÜ][\w'’-]+", line.text):
        return True
    if _ENDS.search(line.text):
        return False
    if _are_entries(line.text, after.text):
        return False
    if _LABELLED.match(line.text) and _LABELLED.match(after.text):
        return False
    if _GOES_ON.match(after.text) or len(line.text) >= _WRAPPED:
        return True
    runs_on = _PROSE.search(after.text) or _CLAUSE.search(line.text)
    return is_wrapped and len(line.text) >= _SHORT and bool(runs_on)


_ENTRY = re.compile(
    r"[A-ZÀ-ÞĀ-Ž][^.;:()–\n]{1,35}?(?:\s?\([^()]{2,40}\)|:\s|,\s[A-ZÀ-Þ][\w-]+(?:,|\s\(|\s[–-]))"
)


_LABELLED = re.compile(r"[A-ZÀ-ÞĀ-Ž][^.;:()–\n]{1,30}?\s?:\s")


_BARE_ENTRY = re.compile(r"[A-ZÀ-ÞĀ-Ž][\w’'.-]+(?: [\w’'.-]+){0,3} \([^()]{2,40}\)")


def _are_entries(line: str, after: str) -> bool:
    """Say whether two lines are entries of one list: "Bern (1986)" below "Linz (Austria), 1977"."""
    if _BARE_ENTRY.fullmatch(after) and _ENTRY.match(line):
        return True
    return _looks_like_entry(line) and _looks_like_entry(after)


def _looks_like_entry(line: str) -> bool:
    return _ENTRY.match(line) is not None and re.search(r"\d{4}", line) is not None


def _looks_like_heading(line: str) -> bool:
    return len(line) <= _LONGEST_HEADING and not re.search(r"[.;,…]\s*\Z", line)


_BOUNDARY = re.compile(
    r"""[.!?…]+(?:["“”»«’')\]]|\[[0-9]{1,3}\])*\s+(?=["„“«»‚'(\[]?\s?[A-ZÄÖÜÉÈÀÂÊÎÔÇŁŚŽ0-9])"""
    r"""|(?<=[a-zäöüß0-9)]{2})[.!?](?=[A-ZÄÖÜ][a-zäöü]{2,} )"""
)
_ABBREVIATION = re.compile(
    r"(?:^|[\s(„\".])(?:St|Dr|Cllrs?|Rev|Hon|Prof|Nr|No|Bd|Hl|Sr|Jr|Mr|Mrs|Ms|Mme"
    r"|M|z\. ?B|d\. ?h|u\. ?a|bzw|ca|cca|usw|etc"
    r"|vgl|bspw|inkl|Abs|Art|Str|Tel|e\. ?V|i\. ?d|a\. ?d|o\. ?d"
    r"|Mio|Mrd|v\. ?Chr|n\. ?Chr|Jh|evtl|ggf"
    r"|[a-zA-ZÄÖÜ])\.\Z"
)
_MONTHS = (
    r"jan|feb|mär|mar|apr|mai|may|jun|jul|aug|sep|okt|oct|nov|dez|dec|jän|fév|avr|juin|juil|aoû|déc"
)
_YEAR_LABEL = re.compile(r"\b(?:[Ee]st|[Ee]stab|[Ee]stabl|[Gg]egr|[Uu]nterz)\.\Z")
_DAY = re.compile(rf"(?:{_MONTHS})[a-z]*\.? [0-9]{{1,2}}\.\Z", re.IGNORECASE)
_ORDINAL = re.compile(r"(?:^|\D)\d{1,2}\.\Z")
_NEW_SENTENCE = re.compile(
    r"(?:The|A|An|It|This|That|They|He|She|We|In|On|At|Its|Their|Our|But|And|There|Since|Schon|Seit"
    r"|Die|Der|Das|Es|Sie|Er|Wir|Im|Am|Mit|In|Nach|Le|La|Les|L['’]|Il|Elle|Ils|Depuis|Ce|Cette)\b"
)
_AFTER_ORDINAL = re.compile(
    rf"(?:{_MONTHS})|\d|(?:mal|Jahr|Jahrestag|Geburtstag|Jubiläum|Juli)", re.IGNORECASE
)


def sentences_of(text: str) -> list[tuple[int, int]]:
    """Return from where to where the sentences of a paragraph reach."""
    found, start = [], 0
    for boundary in _BOUNDARY.finditer(text):
        stop = boundary.start() + len(boundary[0].rstrip())
        before = text[max(start, stop - _LAST_WORD) : stop]
        if _is_short_form(before, text, boundary.end()):
            continue
        found.append((start, stop))
        start = boundary.end()
    if text[start:].strip():
        found.append((start, len(text)))
    return found


_LAST_WORD = 20
"""Characters before a full stop that are looked at; no abbreviation is as long."""


def _is_short_form(before: str, text: str, end: int) -> bool:
    """Say whether a full stop is that of an abbreviation or an ordinal; the text goes on at end."""
    first = text[end : end + 1]
    if _ABBREVIATION.search(before) or (_YEAR_LABEL.search(before) and first.isdigit()):
        return True
    is_ordinal = _ORDINAL.search(before) is not None
    return is_ordinal and (first.isupper() or _AFTER_ORDINAL.match(text, end) is not None)
