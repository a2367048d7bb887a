"""What a page calls the office of its city that looks after international affairs.

A name begins with the word for a unit of the administration and goes on as long as its grammar
lets it; it counts where it speaks of international, European, partnership or sustainable affairs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from weltoffen.intake.reading.homes import Home
from weltoffen.intake.reading.layout import Unit
from weltoffen.intake.reading.mentions import UPPER
from weltoffen.intake.types import FoundClaim, Quote

RULE = "office-name/1"
_ABOUT = re.compile(
    r"international|europ|\beu\b|partnerschaft|partner cit|twinning|jumelage|nachhaltig"
    r"|sustainab|durable|eine welt|global|außenbeziehung|auswärtige|external relations|relations"
    r" extérieures|coopération décentralisée|foreign affairs"
)
"""What they are for, in small letters: so the text is looked through several times as quickly."""
# German: head, then "für" and nouns with their adjectives, or a noun alone.
_HEAD_DE = (
    r"(?:Büro|Amt|Stabsstelle|Stabstelle|Fachbereich|Fachdienst|Fachgebiet|Fachstelle|Referat"
    r"|Abteilung"
    r"|Sachgebiet|Dezernat|Zentralstelle|Kompetenzzentrum|Geschäftsbereich|Hauptabteilung"
    r"|Servicestelle|Stelle)"
)
_ENDS_AS_ADJECTIVE = r"(?:[\w-]+(?:al|isch|ig|lich|ell|iert)e[nr]?|Eine|Auswärtigen?r?|[\w-]+-)"
_NOUN_DE = (
    rf"(?:{_ENDS_AS_ADJECTIVE}\s){{0,2}}"
    rf"(?!(?:Ober)?[Bb]ürgermeister(?:in)?\b|Frau\b|Herrn?\b|Stadt\b|Landeshauptstadt\b"
    rf"|Hansestadt\b"
    rf"|{_HEAD_DE}s?\b|\w+(?:amt|büro|stelle|referat|kanzlei)s?\b)[{UPPER}][\w*:-]*"
)
_JOINT_DE = r"(?:,\s(?=[^.\n]{1,60}?\s(?:und|&)\s)|\s(?:und|&|sowie)\s|\s?/\s?)"
_LINK_DE = (
    r"\s(?:des|der)\s(?!(?:Stadt|Landeshauptstadt|Hansestadt|Kommune|Gemeinde|Universität"
    r"|Hochschule"
    r"|Landes|Bundes|Kreises|Landkreises|Regierung|Ober\w*meister\w*\s[A-Z]\w+\s[A-Z])\b)"
)
_LIST_DE = (
    rf"{_NOUN_DE}(?:(?:{_JOINT_DE}|{_LINK_DE}){_NOUN_DE}(?:\sund\s(?:des|der)\s{_NOUN_DE})?){{0,5}}"
)
_DE = (
    rf"\b{_HEAD_DE}(?:e?s)?(?:\s\d{{1,3}}(?:[.-]\d+)?)?(?:\s?[-–—:]\s?|\s)"
    rf"(?:(?:für|der|des)\s(?:die\s|den\s|das\s)?)?[\"„“«'‚]?{_LIST_DE}"
)
_COMPOUND = (
    r"\b(?:Europa|EU-|International(?:e[ns]?)? |Partnerschafts|Städtepartnerschafts"
    r"|Nachhaltigkeits)-?"
    r"(?:büro|referat|stelle|abteilung|amt|Büro|Referat|Stelle)s?\b"
)
_EN_NAME = (
    rf"[{UPPER}][\w-]*(?:(?:,\s|\s(?:and|&|of|for|the)\s|\s)(?:the\s)?[{UPPER}][\w-]*){{0,6}}"
)
_EN = (
    rf"\b(?:Office|Department|Division|Unit|Bureau|Section|Directorate)\s(?:of"
    rf"|for)\s(?:the\s)?{_EN_NAME}"
    rf"|\b(?:[{UPPER}][\w-]*\s(?:(?:and|&)\s)?){{1,4}}(?:Office|Department|Division|Unit|Bureau"
    rf"|Team"
    r"|Section|Directorate)\b"
)
_FR_WORD = (
    r"(?:relations|affaires|coopérations?|jumelages?|internationales?|internationaux|européennes?"
    r"|partenariats?"
    r"|décentralisée|solidarité|développement|durable|[Ee]urope|extérieures?|l['’]international"
    r"|villes|actions?|projets|International|rayonnement|attractivité|l['’][Ee]urope|protocole)"
)
_FR_JOINT = r"(?:,\s|\s)(?:(?:et|à|aux?)\s)?(?:de\s|du\s|des\s|d['’])?(?:la\s|les\s|aux?\s)?"
_FR = (
    r"\b(?:[Ss]ervice|[Dd]irection|[Bb]ureau|[Mm]ission|[Pp]ôle|[Dd]épartement|[Dd]élégation)\s"
    r"(?:des\s|de\sla\s|de\s|du\s|aux?\s|à\s|d['’])?(?=\w|l['’])"
    rf"{_FR_WORD}(?:{_FR_JOINT}{_FR_WORD}){{0,6}}"
)
_OFFICE = re.compile(rf"(?P<de>{_DE})|(?P<compound>{_COMPOUND})|(?P<fr>{_FR})|(?P<en>{_EN})")
_DASH = re.compile(r"\s[-–—|/]\s")
_QUOTES = "\"“”„«»‚‘’'"
# Whose office it is, where it is said.
_OF = re.compile(
    r"\s(?:der|des|of|de|du)\s(?:la\s|the\s)?(?P<what>Stadt|Landeshauptstadt|Hansestadt|Gemeinde"
    r"|City"
    r"|Town|[Vv]ille|[Cc]ommune)(?:\sof|\sde)?\s(?P<name>[A-ZÄÖÜÉÈ][\w’'-]+)"
)
_OF_ANOTHER_BODY = re.compile(
    r"\s(?:der|des|of|de|du|at|an der|am)\s(?:la\s|the\s"
    r"|l['’])?(?:[\w-]+\s)?(?:\w*[Uu]niversit\w+|Hochschule|TU|"
    r"FH|IHK|Kreises|Landkreises|Landes\b|Bundes\b|Regierung|Ministeri\w+|Ministry|Staatskanzlei"
    r"|Kammer"
    r"|Chamber|[Rr]égion|[Dd]épartement|Kirche|European\b|EU-Kommission)"
)
_OF_STUDIES = re.compile(
    r"\bSemester|\w+semester|Studierende|Campus\b|Universit|Hochschul|students\b|étudiants"
)


def office_names_in(units: Sequence[Unit], text: str, home: Home) -> Iterator[FoundClaim]:
    """Yield what offices for international affairs are called, each name once.

    A name in the genitive is given as it is called: "Büro", where the page says "des Büros".
    """
    told: set[str] = set()
    for unit in units:
        if not _is_about(unit.text) or _OF_STUDIES.search(unit.text):
            continue
        for low, high in _names(unit.text):
            name = _called(unit.text[low:high])
            if name.casefold() in told or not _is_the_citys(unit.text, low, high, home):
                continue
            told.add(name.casefold())
            start, end = unit.start + low, unit.start + high
            quote = Quote(text[start:end], start, end)
            yield FoundClaim(what="office-name", quote=quote, rule=RULE, name=name)


def _is_about(said: str) -> bool:
    return _ABOUT.search(said.lower()) is not None


def _names(said: str) -> Iterator[tuple[int, int]]:
    """Yield where names stand; an office and its part, parted by a dash, are one name."""
    low = high = -1
    for found in _OFFICE.finditer(said):
        if high >= 0 and _DASH.fullmatch(said, high, found.start()):
            high = found.end()
            continue
        if high >= 0 and _is_about(said[low:high]):
            yield low, high
        low, high = found.span()
    if high >= 0 and _is_about(said[low:high]):
        yield low, high


def _called(written: str) -> str:
    """Return a name without quotation marks, with single blanks, its head not in the genitive."""
    name = " ".join(
        written.translate({ord(sign): None for sign in _QUOTES if sign not in "’'"}).split()
    )
    return re.sub(r"\A(Büro|Amt|Referat|Dezernat|Fachbereich)e?s\b", r"\1", name).strip(" -–—|/,")


def _is_the_citys(said: str, low: int, high: int, home: Home) -> bool:
    """Say whether nothing makes it another city's or another body's office."""
    if _OF_ANOTHER_BODY.match(said, high):
        return False
    of = _OF.match(said, high)
    return of is None or not home.short or home.is_part_of(of["name"]) or home.is_meant(of["name"])
