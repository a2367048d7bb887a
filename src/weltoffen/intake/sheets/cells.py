"""Single cells: kinds, standings, countries and dates as people write them in tables.

Each function gives the value, or raises ``Refused`` with a sentence; nothing is guessed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from weltoffen.ground.dates import EdtfDate, parse_date
from weltoffen.ground.problems import N_, Problem, Refused
from weltoffen.ground.spoken import read_date
from weltoffen.intake.reading.countries import country_of
from weltoffen.intake.reading.words import kinds_in, standings_in
from weltoffen.intake.types import Kind, Standing
from weltoffen.places.gazetteer import fold

_NOTHING = frozenset(
    {"", "k a", "ka", "n a", "na", "n n", "nn", "unbekannt", "unknown", "inconnu", "offen", "keine",
     "keine angabe", "none", "null"}
)  # fmt: skip
"""Folded; signs alone fold to nothing."""

_KIND = N_(
    "„%(text)s“ ist keine Art von Beziehung, die wir kennen. Schreiben Sie Partnerstadt, "
    "Freundschaft, Projekt, Klima, Solidarität, Kontakt, Netzwerk oder Charta."
)
_STATUS = N_(
    "„%(text)s“ ist kein Status, den wir kennen. Schreiben Sie aktiv, eingeschränkt, ruht, beendet "
    "oder geplant."
)
_COUNTRY = N_(
    "Ein Land „%(text)s“ kennen wir nicht. Schreiben Sie seinen Namen aus oder seinen Code, zum "
    "Beispiel Frankreich oder FR."
)
_SERIAL = N_(
    "„%(text)s“ ist wohl eine Tageszahl von Excel und hieße %(day)s. Formatieren Sie die Spalte "
    "als Datum, oder schreiben Sie den Tag aus."
)
_WHICH_FIRST = N_(
    "Bei „%(text)s“ ist nicht zu sagen, was der Tag und was der Monat ist. Schreiben Sie "
    "%(one)s oder %(other)s."
)
_HOMEPAGE = N_(
    "„%(text)s“ ist keine Adresse im Netz. Schreiben Sie sie wie https://www.beispiel.org."
)

_KINDS: Final[dict[str, Kind]] = {
    **dict.fromkeys(
        ("partnerstadt", "stadtepartnerschaft", "partnerschaft", "partnergemeinde",
         "stadtepartner",
         "partnerkommune", "jumelage", "ville jumelee", "twin", "twinning", "twin town",
         "twin city",
         "sister city", "sister town", "partner city", "kommunalpartnerschaft",
         "gemeindepartnerschaft", "innerdeutsche partnerschaft", "verschwisterung"),
        Kind.TWIN,
    ),
    **dict.fromkeys(
        ("freundschaft", "stadtefreundschaft", "freundschaftsstadt", "befreundete stadt",
         "befreundet", "friendship", "friendship city", "amitie", "ville amie"),
        Kind.FRIENDSHIP,
    ),
    **dict.fromkeys(
        ("projekt", "projektpartnerschaft", "projektpartner", "project", "project partnership",
         "projet"),
        Kind.PROJECT,
    ),
    **dict.fromkeys(("klima", "klimapartnerschaft", "klimapartner", "climate"), Kind.CLIMATE),
    **dict.fromkeys(
        ("solidaritat", "solidaritatspartnerschaft", "solidarity", "solidarite"), Kind.SOLIDARITY
    ),
    **dict.fromkeys(("kontakt", "kontakte", "contact", "kooperation"), Kind.CONTACT),
    **dict.fromkeys(("netzwerk", "network", "reseau", "mitgliedschaft"), Kind.NETWORK),
    **dict.fromkeys(("charta", "charter", "charte", "selbstverpflichtung"), Kind.CHARTER),
}  # fmt: skip
_STANDINGS: Final[dict[str, Standing]] = {
    **dict.fromkeys(
        ("aktiv", "active", "laufend", "lauft", "besteht", "bestehend", "ja", "actif", "gultig",
         "in kraft"),
        Standing.ACTIVE,
    ),
    **dict.fromkeys(("ruht", "ruhend", "pausiert", "ausgesetzt", "resting", "suspended",
                     "en sommeil"), Standing.RESTING),
    **dict.fromkeys(("eingeschrankt", "limited", "restreint"), Standing.LIMITED),
    **dict.fromkeys(("beendet", "ehemalig", "aufgelost", "ended", "former", "termine"),
                    Standing.ENDED),
    **dict.fromkeys(("geplant", "planned", "in planung", "in vorbereitung", "prevu"),
                    Standing.PLANNED),
}  # fmt: skip


def is_blank(cell: str) -> bool:
    """Say whether a cell says nothing, be it in words: "-", "k. A.", "unbekannt"."""
    return fold(cell) in _NOTHING


_TOO_VAGUE = frozenset({"inaktiv", "inactive", "inactif", "nicht aktiv", "passiv"})
"""Folded; a relation of which an office says no more than this may rest or have ended."""


def kind_of(cell: str) -> Kind | None:
    """Return the kind of relation that a cell names, None where it names none or several."""
    exact = _KINDS.get(fold(cell))
    if exact is not None:
        return exact
    found = {kind for _start, _end, kind in kinds_in(cell)}
    return found.pop() if len(found) == 1 else None


def standing_of(cell: str) -> Standing | None:
    """Return how a relation stands by a cell, None where it does not say or says several."""
    exact = _STANDINGS.get(fold(cell))
    if exact is not None or fold(cell) in _TOO_VAGUE:
        return exact
    found = {standing for _start, _end, standing in standings_in(cell)}
    return found.pop() if len(found) == 1 else None


def read_kind(cell: str) -> Kind:
    """Return the kind that a cell names; refuses other words."""
    found = kind_of(cell)
    if found is None:
        raise _refused(_KIND, text=cell)
    return found


def read_standing(cell: str) -> Standing:
    """Return how a relation stands; refuses other words."""
    found = standing_of(cell)
    if found is None:
        raise _refused(_STATUS, text=cell)
    return found


def read_country(cell: str) -> str:
    """Return the ISO 3166-1 code of a country by name, code or sign of vehicles; refuses others."""
    found = country_of(cell) or (country_of(cell.upper()) if len(cell) == 2 else None)
    if found is None:
        raise _refused(_COUNTRY, text=cell)
    return found


def check_homepage(cell: str) -> None:
    """Refuse what is no address of a page."""
    if not re.fullmatch(r"(?:https?://)?[\w-]+(?:\.[\w-]+)+(?::\d+)?(?:[/?#]\S*)?", cell):
        raise _refused(_HOMEPAGE, text=cell)


def _refused(sentence: str, **values: str) -> Refused:
    return Refused(Problem("", sentence, values))


# --- dates ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Time:
    """When something began; ``until`` is given where a cell names a span: "1977–1990"."""

    on: EdtfDate
    until: EdtfDate | None = None


_FLOAT = re.compile(r"(\d{4})[.,]0+")
_MIDNIGHT = re.compile(r"(\d{4}-\d{2}-\d{2})[ T]00:00(?::00(?:\.0+)?)?")
_LEADING = re.compile(
    r"(?:seit(?: dem)?|since|depuis(?: le)?|ab|from|bis(?: zum)?|until|jusqu['’]?(?:en|au)?"
    r"|vom|am|on|im|in|le|en|jahr|anno)\s+(?=\S)",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"(?:~|≈|c\.|ca|env\.|environ|vers|approx\.)\s*(?=\d)", re.IGNORECASE)
_SPAN = re.compile(r"(\d{4})\s*(/|-|–|—|bis|to)\s*(\d{4}|\d{2})")
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_SERIAL_DAY = re.compile(r"[1-5]\d{4}")
_AMERICAN = re.compile(r"([^\W\d_]+)\.? (\d{1,2})(?:st|nd|rd|th)?, (\d{4})")
_ORDINAL = re.compile(r"(\d{1,2})(?:er|st|nd|rd|th) (?=[^\W\d_])")
_FRENCH: Final[dict[str, str]] = {
    "janvier": "Januar", "fevrier": "Februar", "mars": "März", "avril": "April", "mai": "Mai",
    "juin": "Juni", "juillet": "Juli", "aout": "August", "septembre": "September",
    "octobre": "Oktober", "novembre": "November", "decembre": "Dezember",
}  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+")
_EPOCH: Final = date(1899, 12, 30)  # of Excel's day numbers


def plain(cell: str) -> str:
    """Return a date without what tables put around it: "1977.0", "seit 1977", "~1977"."""
    text = " ".join(cell.split())
    for pattern in (_FLOAT, _MIDNIGHT):
        if found := pattern.fullmatch(text):
            return found[1]
    text = _LEADING.sub("", text, count=1) if _LEADING.match(text) else text
    text = _ABOUT.sub("um ", text, count=1) if _ABOUT.match(text) else text
    if found := _AMERICAN.fullmatch(text):
        text = f"{found[2]}. {found[1]} {found[3]}"
    text = _ORDINAL.sub(r"\1. ", text)
    return _WORD.sub(lambda word: _FRENCH.get(fold(word[0]), word[0]), text)


def read_time(cell: str) -> Time:
    """Return when something was; of a span, from when until when.

    Years that follow each other are one date that is known to two years ("1977/78"); others are a
    beginning and an end. Refuses what is no date, with a sentence.
    """
    text = plain(cell)
    if found := _SPAN.fullmatch(text):
        spanned = _spanned(text, found)
        if spanned is not None:
            return spanned
    if found := _SLASHED.fullmatch(text):
        return Time(_slashed(text, found))
    if _SERIAL_DAY.fullmatch(text):
        day = (_EPOCH + timedelta(days=int(text))).strftime("%d.%m.%Y")
        raise _refused(_SERIAL, text=text, day=day)
    return Time(read_date(text))


def _spanned(text: str, found: re.Match[str]) -> Time | None:
    low, sign, high = found.groups()
    if len(high) == 2:
        if sign == "-" and int(high) <= 12:
            return None  # a month
        high = low[:2] + high
    years = int(high) - int(low)
    if years <= 0:
        return Time(read_date(text))  # which says why it cannot be
    if years == 1 and sign in "/-–—":
        return Time(parse_date(f"[{low}..{high}]"))
    return Time(parse_date(low), parse_date(high))


def _slashed(text: str, found: re.Match[str]) -> EdtfDate:
    one, other, year = found.groups()
    first, second = int(one), int(other)
    if first <= 12 < second:
        first, second = second, first
    elif first <= 12 and second <= 12 and first != second:
        ways = {"one": f"{first}.{second}.{year}", "other": f"{second}.{first}.{year}"}
        raise _refused(_WHICH_FIRST, text=text, **ways)
    return read_date(f"{first}.{second}.{year}")
