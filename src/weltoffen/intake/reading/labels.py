"""What stands before a name or above a list and says how it stands: "Emeritus: …", "En projet"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from weltoffen.intake.reading.dates import dates_in
from weltoffen.intake.reading.entries import entry_in
from weltoffen.intake.reading.homes import Home
from weltoffen.intake.reading.layout import Form, Unit
from weltoffen.intake.reading.mentions import UPPER, places_in
from weltoffen.intake.reading.prose import Partner
from weltoffen.intake.reading.words import kinds_in
from weltoffen.intake.types import Kind, Standing

_LABEL = re.compile(rf"\W*(?P<label>[^\W\d][^:.;!?()\d]{{2,45}}?)\s?:\s+(?=[{UPPER}])")
_LONGEST = 60
_WORDS: tuple[tuple[Standing, re.Pattern[str]], ...] = (
    (Standing.ENDED, re.compile(
        r"emerit|ehemalig|\bfrühere|vormalig|beendet|aufgelöst|erloschen|\bformer\b|\bclosed\b"
        r"|\bended\b|discontinued|lapsed|ancien(?:ne)?s? (?:ville|commune|jumel|part)|terminée?"
        r"|rompu|dissou|nicht mehr|no longer", re.I)),
    (Standing.RESTING, re.compile(
        r"\bruhend|ausgesetzt|pausier|inaktiv|inactive|dormant|suspended|suspendu|on hold|paused"
        r"|en sommeil|en veille|en pause|eingefroren|gelée?s?\b", re.I)),
    (Standing.PLANNED, re.compile(
        r"geplant|in Planung|in Vorbereitung|im Aufbau|in Anbahnung|angestrebt|künftig|zukünftig"
        r"|vorgesehen|in Aussicht|\bneu ab\b|proposed|planned|prospective|pending|future|upcoming"
        r"|in preparation|under (?:discussion|consideration|way)|candidate|en projet|à venir|prévu"
        r"|en préparation|futur|\bprojets?\Z|à l['’]étude|candidat|Anwärter|in Verhandlung", re.I)),
)  # fmt: skip
_NOT = re.compile(r"\b(?:nicht|not|keine?|no plans|pas|sans|without)\b", re.I)


def standing_said(words: str) -> Standing | None:
    """Return how what is labelled or headed so stands; None where the words do not say."""
    if _NOT.search(words) and not re.search(r"nicht mehr|no longer", words, re.I):
        return None
    for standing, pattern in _WORDS:
        if pattern.search(words):
            return standing
    return None


def labelled_in(unit: Unit, home: Home, context: Kind | None) -> Partner | None:
    """Return the partner behind a label that says how it stands: "Proposed: Salvador (Brazil)."."""
    found = _LABEL.match(unit.text)
    if found is None or context is None or places_in(found["label"]):
        return None
    standing = standing_said(found["label"])
    if standing is None:
        return None
    rest = unit.text[found.end() :].rstrip(" .")
    start = min(unit.start + found.end(), unit.end - 1)
    partner = entry_in(Unit(Form.ITEM, rest, start, unit.end, unit.block), home, context, True)
    if partner is None or not (partner.mention.is_known or partner.mention.is_stated):
        return None
    since = None if standing is Standing.PLANNED else partner.since
    return replace(partner, status=standing, since=since, rule="label/2", weight=0.9)


def standing_above(unit: Unit) -> Standing | None:
    """Return how those below a heading stand, where it says so: "Ehemalige Partnerstädte"."""
    if len(unit.text) > _LONGEST or places_in(unit.text) or dates_in(unit.text):
        return None
    is_about = kinds_in(unit.text) or _ALONE.fullmatch(unit.text)
    return standing_said(unit.text) if is_about else None


_ALONE = re.compile(
    r"\W*(?:(?:Derzeit|Noch|Currently|Jetzt) )?(?:Emerit\w+|Ehemalige?|Former|Beendet|Aufgelöst"
    r"|Ruhend|Ausgesetzt|Dormant|Suspended|Inactive|On hold|Proposed|Planned|Geplant|In Planung"
    r"|In Vorbereitung|In Anbahnung|Im Aufbau|En projet|En préparation|En sommeil|En veille"
    r"|Suspendus?|Pending|In preparation)\W*",
    re.IGNORECASE,
)


def portraits_in(units: Sequence[Unit], home: Home) -> frozenset[int]:
    """Return where headings begin that are but a place, each with a paragraph that tells of it.

    At least two, and at least half of the paragraphs must speak of a bond.
    """
    heads: list[tuple[int, str]] = []
    for at, unit in enumerate(units[:-1]):
        if unit.form is not Form.HEADING or units[at + 1].form is not Form.SENTENCE:
            continue
        entry = entry_in(unit, home, Kind.TWIN, False)
        if (
            entry
            and (entry.mention.is_known or entry.mention.is_stated)
            and not kinds_in(unit.text)
        ):
            heads.append((unit.start, _below(units, at + 1)))
    told = sum(bool(_TELLS.search(text)) for _start, text in heads)
    if len(heads) < _A_LIST or told * 2 < len(heads):
        return frozenset()
    return frozenset(start for start, _text in heads)


_A_LIST = 2
_TELLS = re.compile(
    r"[Pp]artner(?!schule|klasse|verein|firm)|[Vv]erschwister|[Vv]erbrüder|twin|sister (?:cit|town)"
    r"|[Jj]umel|ville sœur|[Vv]ertrag|[Uu]rkunde|\bcharter\b|\bcharte\b|Freundschaft(?:svertr|sabk)"
    r"|Beziehung(?:en)?\b[^.]*\bseit \d|friendship (?:agree|pact)|pacte d['’]amitié"
)


def _below(units: Sequence[Unit], at: int) -> str:
    texts = []
    while at < len(units) and units[at].form is Form.SENTENCE:
        texts.append(units[at].text)
        at += 1
    return " ".join(texts)
