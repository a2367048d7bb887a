"""Which row holds the headings, and what each column means: proposed, for a person to change."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Sequence
from typing import Final

from weltoffen.ground.problems import Refused
from weltoffen.ground.spoken import read_date
from weltoffen.intake.reading.countries import country_of
from weltoffen.intake.sheets import cells, times
from weltoffen.intake.sheets.limits import MOST_CHARACTERS, width
from weltoffen.intake.sheets.types import SEVERAL, Layout, Meaning, Row, Rows
from weltoffen.places.gazetteer import Status, fold, lookup

LOOKED_AT: Final = 20
"""Rows among which the headings are looked for."""
_SAMPLE: Final = 40
"""Filled cells of a column that are looked at for what they say."""
REASON_WORDS: Final = frozenset({"grund von weltoffen", "reason from weltoffen"})
"""Folded headings of the column that our own list of bad rows adds; it is no part of the table."""

# In this order: of several that fit, the first wins ("Partnerstadt seit" is a date). All folded.
_WORDS: Final[tuple[tuple[Meaning, re.Pattern[str]], ...]] = tuple(
    (meaning, re.compile(rf"\b(?:{words})\b"))
    for meaning, words in (
        (Meaning.IGNORED, r"lfd|laufende nummer|id|einwohner\w*|population|entfernung|habitants"),
        (
            Meaning.PAPER,
            r"drucksach\w*|ds|vorlage\w*|vorlagen ?nr|paper\w*|aktenzeichen|az|beschluss ?nr"
            r"|beschlussnummer|council paper",
        ),
        (
            Meaning.DECIDED_ON,
            r"beschluss\w*|\w*ratsbeschluss\w*|beschlossen|council decision|decided|decision"
            r"|deliberation",
        ),
        (Meaning.UNTIL, r"bis|ende|endet|beendet|until|end|ended|jusqu|fin|laufzeitende"),
        (Meaning.SINCE, r"seit|since|depuis|ab"),
        (
            Meaning.PERSON,
            r"ansprech\w*|kontakt\w*|contacts?|telefon\w*|tel|phone|fax|e ?mail|mail|bearbeiter\w*"
            r"|sachbearbeit\w*|zustandig\w*|responsable|interlocuteur\w*|vorsitz\w*|mayor|maire"
            r"|\w*burgermeister\w*|koordinator\w*|vorname|nachname|adresse|anschrift",
        ),
        (
            Meaning.KIND,
            r"art|form|typ|type|kategorie|category|kind|nature|\w*schaftsart|\w*ungsart|vertragsart",
        ),
        (
            Meaning.SINCE,
            r"beginn|start|begonnen|grundung\w*|grundungsjahr|jahr|year|annee|begrundet|abschluss"
            r"|abschlussjahr|vertrag\w*|unterzeichn\w*|signed|datum|date|von|from",
        ),
        (Meaning.STATUS, r"status|zustand|sachstand|etat|aktiv"),
        (
            Meaning.REGION,
            r"region|bundesland|bundesstaat|provinz|province|state|county|departement|kanton|bezirk"
            r"|oblast|woiwodschaft|landkreis",
        ),
        (Meaning.COUNTRY, r"land|\w*partnerland|staat|country|pays|nation|landercode|iso|kfz"),
        (Meaning.HOMEPAGE, r"homepage|web|website|webseite|internet\w*|url|link|site"),
        (
            Meaning.NOTE,
            r"bemerkung\w*|anmerkung\w*|notiz\w*|hinweis\w*|kommentar\w*|comments?|remarks?|notes?"
            r"|remarques?|beschreibung|thema|themen|schwerpunkt\w*|aktivitaten|inhalte?",
        ),
        (
            Meaning.NAME,
            r"partner\w*|stadt|stadte|ort|ortsname|kommune|gemeinde|name|city|town|ville|commune"
            r"|municipality|twin|jumelage",
        ),
    )
)


def fingerprint(row: Row) -> str:
    """Return by what a row of headings is known again: its words, whatever their case and dots.

    Empty headings at the end and the column with our own reasons do not count. ``""`` for a row
    without any heading.
    """
    words = [fold(cell) for cell in row]
    words = [word for word in words if word not in REASON_WORDS]
    while words and not words[-1]:
        words.pop()
    if not words:
        return ""
    return hashlib.sha256(json.dumps(words, ensure_ascii=False).encode()).hexdigest()


def guess(rows: Rows, header: int | str | None = "guess") -> Layout:
    """Return how a table is probably laid out; ``header`` is the index of the headings if known.

    A column of which nothing can be said is ignored.
    """
    found = header_in(rows) if isinstance(header, str) else header
    columns = width(rows)
    headings = list(rows[found]) if found is not None and found < len(rows) else []
    meanings: list[Meaning | None] = [
        meaning_of(headings[n]) if n < len(headings) and headings[n].strip() else None
        for n in range(columns)
    ]
    _keep_first(meanings)
    below = rows[0 if found is None else found + 1 :]
    for meaning, says in _TELLING:
        _by_content(meanings, below, meaning, says)
    return Layout(found, tuple(each or Meaning.IGNORED for each in meanings))


def meaning_of(heading: str) -> Meaning | None:
    """Return what a heading says of its column, None where it says nothing that we know."""
    folded = fold(heading)
    if folded in REASON_WORDS:
        return Meaning.IGNORED
    return next((meaning for meaning, words in _WORDS if words.search(folded)), None)


def header_in(rows: Rows) -> int | None:
    """Return the index of the row of headings, None where the table seems to begin without."""
    scored = [(_score(row), -number) for number, row in enumerate(rows[:LOOKED_AT])]
    best, number = max(scored, default=(0.0, 0))
    return -number if best > 0 else None


def _score(row: Row) -> float:
    """Say how much a row looks like headings: several different words, known ones, no dates."""
    filled = [cell.strip() for cell in row if cell.strip()]
    if len(filled) < 2 or len({fold(cell) for cell in filled}) < 2:
        return 0.0  # a title, or one over merged cells
    known = sum(1 for cell in filled if len(cell) <= 60 and meaning_of(cell) is not None)
    others = sum(1 for cell in filled if _is_date(cell) or country_of(cell) is not None)
    return known * 2 - others * 2 if known >= 2 else 0.0


def _keep_first(meanings: list[Meaning | None]) -> None:
    """Leave each meaning that only one column can have to the first; the others are ignored."""
    seen: set[Meaning] = set()
    for number, meaning in enumerate(meanings):
        if meaning is None or meaning in SEVERAL:
            continue
        if meaning in seen:
            meanings[number] = Meaning.IGNORED
        seen.add(meaning)


def _by_content(
    meanings: list[Meaning | None], below: Rows, meaning: Meaning, says: Callable[[str], bool]
) -> None:
    """Give a meaning to the column of which most cells say it, if no heading has it."""
    if meaning in meanings and meaning not in SEVERAL:
        return
    shares = [
        (_share(_sample(below, number), says), -number)
        for number, each in enumerate(meanings)
        if each is None
    ]
    for share, number in sorted(shares, reverse=True):
        if share < 0.6:
            return
        meanings[-number] = meaning
        if meaning not in SEVERAL:
            return


def _sample(rows: Rows, column: int) -> list[str]:
    found: list[str] = []
    for row in rows:
        if column < len(row) and row[column].strip():
            found.append(row[column].strip())
        if len(found) == _SAMPLE:
            break
    return found


def _share(sample: Sequence[str], says: Callable[[str], bool]) -> float:
    if not sample:
        return 0.0
    return sum(len(cell) <= MOST_CHARACTERS and says(cell) for cell in sample) / len(sample)


def _is_date(cell: str) -> bool:
    try:
        return read_date(times.plain(cell)).is_known and any(c.isdigit() for c in cell)
    except Refused:
        return False


def _is_place(cell: str) -> bool:
    short = len(cell) <= 60 and not any(letter.isdigit() for letter in cell)
    return short and lookup(cell).status is not Status.UNKNOWN


_PERSONAL = re.compile(r"@|^\+?[\d /()-]{7,}$|^(?:herr|frau|dr|mr|mrs|mme)\b", re.IGNORECASE)
_TELLING: Final[tuple[tuple[Meaning, Callable[[str], bool]], ...]] = (
    (Meaning.HOMEPAGE, lambda cell: bool(re.match(r"(?:https?://|www\.)", cell))),
    (Meaning.PERSON, lambda cell: bool(_PERSONAL.search(cell))),
    (Meaning.COUNTRY, lambda cell: country_of(cell) is not None),
    (Meaning.SINCE, _is_date),
    (Meaning.KIND, lambda cell: cells.kind_of(cell) is not None),
    (Meaning.STATUS, lambda cell: cells.standing_of(cell) is not None),
    (Meaning.NAME, _is_place),
)
"""What cells tell by themselves; what is surest comes first."""
