"""What a page says of an act beside its kind: day, body, paper, side, term."""

from __future__ import annotations

import re
from collections.abc import Sequence

from weltoffen.intake.reading.act_clauses import Told
from weltoffen.intake.reading.act_cues import bound_date, happens
from weltoffen.intake.reading.act_words import Form
from weltoffen.intake.reading.dates import Dated, dates_in
from weltoffen.intake.reading.homes import Home
from weltoffen.intake.reading.words import number_of
from weltoffen.intake.types import ActKind, Side

_NUMBER = r"(?:[A-Z]{1,4}[\s/-]?)?(?:[IVX]{1,5}/)?\d[\w]*(?:[./-]\w+)*"
_PAPER = re.compile(
    r"\b(?:(?:Rats|Beschluss|Sitzungs|Informations|Stadtrats)?(?:[Dd]rucksachen?|[Vv]orlagen?)"
    r"|Drs\.?|DS|Beschluss|Antrag|Minute|Resolution|Report"
    r"|(?:[Aa]genda )?[Ii]tem|Paper|[Dd]élibération|[Dd]élib\.)"
    rf"(?:-|\s)?(?:Nr\.|-Nr\.|Nummer|No\.?|number|[Nn]°|numéro)?\s?:?\s?(?P<number>{_NUMBER})"
)
_A_YEAR = re.compile(r"(?:19|20)\d\d\Z")
_BODY = re.compile(
    r"\b(?:Rat der (?:Landeshaupt|Hanse|Universitäts|Kreis|Partner|Bundes)?[Ss]tadt"
    r"|Rat der Gemeinde|Rat|Stadtrat|Gemeinderat|Grosser? (?:Gemeinde)?[Rr]at|Großer? Rat"
    r"|Marktgemeinderat|Einwohnerrat|Stadtverordnetenversammlung|Stadtverordneten|Bürgerschaft"
    r"|Ratsversammlung|Stadtvertretung|Gemeindevertretung|Kreistag"
    r"|Bezirksvertretung|Bezirksverordnetenversammlung|Abgeordnetenhaus|Hauptausschuss|Magistrat"
    r"|Stadtsenat)(?:e?s)?\b"
    r"|\b(?:[Cc]ity|[Tt]own|[Bb]orough|[Cc]ounty|[Dd]istrict|[Mm]unicipal|[Pp]arish|[Ff]ull"
    r"|[Cc]ommon|[Mm]etropolitan) [Cc]ouncil\b|\bExecutive Board\b|\bCabinet\b|\bCity Assembly\b"
    r"|\b[Cc]ouncillors\b|\b[Cc]ouncil\b(?! (?:of Europe|of European|house|tax))"
    r"|\b[Cc]onseil (?:municipal|communal|métropolitain|de la ville)\b"
    r"|\b[Aa]ssemblée municipale\b|\b[Éé]lus municipaux\b"
)
_COUNCILS = re.compile(r"Rats?(?:resolution|beschl)|[Dd]élibération|ratsbeschl")
_OTHERS_BODY = re.compile(
    r"\bdortige[nrs]?\b|(?:[Rr]at\w*|[Ss]eite|[Pp]arlament|[Vv]ersammlung) (?:(?:in )?der"
    r"|unserer) Partnerstadt\b"
    r"|\bder anderen Seite\b|\bseinerseits\b|\bihrerseits\b"
    r"|\bim Gegenzug\b|\bpartner (?:city|town)['’]s\b|\bits counterpart\b|\bin turn\b"
    r"|\bde son côté\b|\bde cette ville\b"
    r"|\bde la ville partenaire\b|\bà son tour\b|\bpartner council\b"
)
_BOTH = re.compile(
    r"\bbeide[rn]?\b|\bzwischen\b|\bgemeinsam\b|\bboth\b|\bbetween\b|\bjointly\b|\bles deux\b"
    r"|\bentre\b|\bdie Oberbürgermeister\b(?=[^.;]*\bund\b)|\bthe (?:two )?mayors\b"
    r"|\bles maires\b|\bdie Bürgermeister\b|\bStadtoberhäupter\b"
)


def paper_in(text: str) -> tuple[str, int, int]:
    """Return the number of the council paper as written, and where it stands; "" where none."""
    for found in _PAPER.finditer(text):
        number = found["number"]
        is_plain = not re.search(r"[-./]\w|\A[A-Z]", number) and not re.search(
            r"Nr|No|[Nn]°|um", found[0]
        )
        if not (is_plain and (_A_YEAR.match(number) or len(number) < 3)):
            return found[0], found.start(), found.end()
    return "", -1, -1


def without_papers(text: str) -> str:
    """Return a text with its paper numbers blanked, which would be read as dates ("2014-35")."""
    for found in _PAPER.finditer(text):
        text = text[: found.start("number")] + "_" * len(found["number"]) + text[found.end() :]
    return text


def body_in(text: str, low: int, high: int) -> str:
    """Return the body that decided, as written, not in the genitive; "" where none is named."""
    found = max(_BODY.finditer(text, low, high), key=lambda each: len(each[0]), default=None)
    if found is None:
        return ""
    return re.sub(
        r"(?<=[a-zß]ra)te?s\Z|(?<=\ARa)te?s\Z|(?<=tag)e?s\Z",
        lambda m: "t" if m[0][0] == "t" else "",
        found[0],
    )


def names_council(text: str, low: int, high: int) -> bool:
    """Say whether a body, or its decision, is named."""
    return bool(_BODY.search(text, low, high) or _COUNCILS.search(text, low, high))


_NOT_ITS = re.compile(
    r"\b(?:seit|since|depuis|bis|until|till|jusqu['’](?:au|en|à)|gegründet|founded|fondée?"
    r"|Stand:?|eröffnet|opened|geboren|born|née?|ab|from|à partir d[ue]|Mauerfall|feier\w+"
    r"|celebrat\w+"
    r"|erneuert|valid|gültig|befristet|anniversary of|Jahrestag|Krieg\w*|war of"
    r"|Wahl(?:en)?|elections?|Einwohner\w*)"
    r"\s(?:zum\s|auf\s|dem\s|den\s|der\s|the\s|le\s|im\s|Jahre?\s|in\s|mid\s|Ende\s|Anfang\s|am\s"
    r"|vom\s)?(?:\w+,?\s)?\Z",
    re.IGNORECASE,
)
_LASTS = re.compile(
    r"\b(?:seit|since|depuis|ab|from|à compter du|mit Wirkung (?:vom|zum)|zum|per)\s(?:dem\s"
    r"|the\s|le\s|\w+tag,?\s)?\Z",
    re.I,
)
_OF_A_THING = re.compile(
    r"(?:\w*[Vv]ertrag\w*|[Vv]ereinbarung|[Aa]bkommen|Urkunde\w*|[Pp]artnerschaft|Jumelage"
    r"|agreement|charter|treaty|twinning|partnership|charte|accord|convention|jumelage"
    r"|Memorandum)"
    r"\s(?:(?:aus|von|vom|of|from|dating from|de|du)\s)(?:dem |the )?(?:Jahre?\s)?\Z"
    r"|\b(?:aus dem Jahr|der) \Z"
)
_STATES = (ActKind.SUSPENSION, ActKind.LIMITATION, ActKind.END, ActKind.ACCESSION)
_CHANGES = (*_STATES, ActKind.RESUMPTION)


def date_of(text: str, told: Told, others: Sequence[Told], dates: Sequence[Dated]) -> str | None:
    """Return the date of an act, EDTF, from its own part of the sentence."""
    if told.cue.form is Form.NOUN and (bound := bound_date(text, told.cue, dates)):
        return bound.on
    if told.cue.kind is ActKind.ACCESSION and told.cue.form is Form.NOUN and not happens(text):
        return None  # "Mit dem Beitritt … feierte die Stadt am …": another day
    taken = [
        bound_date(text, each.cue, dates) for each in others
        if each is not told and each.cue.form is Form.NOUN
    ]  # fmt: skip
    own = [
        each for each in dates
        if told.low <= each.start and each.end <= told.high and each not in taken
        and _may_be_its(text, told, each)
    ]  # fmt: skip
    if not own and len(others) == 1 and told.low > 0:
        own = [each for each in dates if each.end <= told.low and _may_be_its(text, told, each)]
    if not own:
        return None
    nearest = min(own, key=lambda each: (each.on is None, _gap(text, told, each)))
    return nearest.on


def _gap(text: str, told: Told, dated: Dated) -> int:
    """Return how far a date stands from the words of its act; another clause is further."""
    low, high = sorted((dated.start, told.cue.start))
    between = text[low:high]
    return len(between) + 200 * len(re.findall(r"[,;:]\s(?!\d)", between))


def _may_be_its(text: str, told: Told, dated: Dated) -> bool:
    """Say whether a date may be an act's: not since when a bond is, nor of what paper it is."""
    before = text[max(0, dated.start - 60) : dated.start]
    if (
        _STANDS.match(text, dated.end)
        or _RANGE.search(before)
        or _RANGE_BEGINS.match(text, dated.end)
    ):
        return False
    lasts = _LASTS.search(before) is not None
    if _IS_NOW.fullmatch(text, told.cue.start, told.cue.end) and not lasts:
        return False
    if told.kind in (*_STATES, ActKind.FIRST_CONTACT) and lasts:
        low, high = sorted((dated.start, told.cue.start))
        return not re.search(r"\s(?:und|and|et)\s|[,;]\s", text[low:high])
    return not any(each.search(before) for each in (_NOT_ITS, _OF_A_THING, _OF_AN_EVENT))


_OF_AN_EVENT = re.compile(
    r"\b(?:Gründung|Eröffnung|Bau|Wende|Einweihung|founding|foundation|opening|fondation|création)"
    r"(?:\s(?!Partnerschaft)[\w-]+){0,3}\s\Z"
)


# "ruht" says how a bond stands; only since when it does tells of an act.
_IS_NOW = re.compile(r"ruht|ruhen")
_STANDS = re.compile(
    r"\s(?:bestehende|existierende|gepflegte|gültige|geltende|laufende|existing|existant)\w*"
)
_RANGE = re.compile(
    r"\b(?:zwischen|between|entre)\s(?:[\w.]+\s){0,3}?(?:\d{4}\s(?:und|and|et)\s)?\Z"
)
_RANGE_BEGINS = re.compile(r"\s(?:bis|to|until|à)\s(?:\w+\s)?\d")


def side_of(text: str, told: Told, partners: Sequence[str], home: Home) -> Side:
    """Return who acted, by the body or the subject of an act."""
    said = text[told.low : told.high]
    others = any(
        re.search(
            rf"(?:[Rr]at(?:es|s)?|versammlung|[Cc]ouncil|[Cc]onseil (?:municipal|communal)"
            rf"|Bürgerschaft)\s(?:(?:der|von|of|de|in|d['’]|à|zu)\s?)"
            rf"(?:Stadt\s|the\s|City of\s|la ville de\s)?{re.escape(name)}"
            rf"|{re.escape(name)}(?:['’]?s?|er)?\s(?:City |Town |Borough "
            rf"|Municipal )?(?:[Cc]ouncil|Stadtrat|Gemeinderat|Rat\b)",
            said,
        )
        for name in partners
    )  # fmt: skip
    by_body = told.decides or (told.kind in _CHANGES and names_council(text, told.low, told.high))
    if others or (_OTHERS_BODY.search(said) and by_body):
        return Side.COUNTERPART
    if by_body:
        return Side.HOME
    return _side_of_a_deed(said, told, partners, home)


def _side_of_a_deed(said: str, told: Told, partners: Sequence[str], home: Home) -> Side:
    at = told.cue.start - told.low
    before = said[:at] if at > 0 else ""
    is_ours = home.is_part_of(said)
    is_theirs = any(name in said for name in partners)
    if told.kind in (ActKind.DEED_EXCHANGE, ActKind.FIRST_CONTACT) or _BOTH.search(said):
        return Side.BOTH
    if told.kind in _CHANGES:
        subject = any(
            re.search(
                rf"(?:\A|\s){re.escape(name)}\s(?:hat|had|has(?! been)|a(?! été)|kündigte"
                rf"|beendete|ended|setzte)\b",
                before + said[at : at + 12],
            )
            for name in partners
        )
        return Side.COUNTERPART if subject else Side.UNKNOWN
    pair = any(
        re.search(
            rf"{re.escape(name)}[^.;,]{{0,40}}\s(?:und|and|et)\s|\s(?:und|and"
            rf"|et)\s[^.;,]{{0,60}}{re.escape(name)}",
            said,
        )
        for name in partners
    )
    if is_ours and is_theirs and pair:
        return Side.BOTH
    return Side.UNKNOWN


_WORD = r"(?P<number>\d{1,2}|[a-zäöüéß]+)"
_FOR_YEARS = re.compile(
    rf"\b(?:für|auf|for|pour|of|von|over)\s(?:(?:die Dauer von|zunächst|vorerst|a period of"
    rf"|an initial|a term of|une durée de|une période de|an initial period of"
    rf"|initially)\s)?{_WORD}\s(?:Jahren?|years?|ans?)\b"
    rf"|\b(?P<adjective>\w+?)(?:jährige[nrs]?|-year)\b"
    rf"|\bLaufzeit(?: von)?:?\s(?P<term>\w+) Jahren?",
    re.IGNORECASE,
)
_UNTIL = re.compile(
    r"\b(?:befristet (?:bis|auf)|gültig bis|läuft bis|Laufzeit bis|gilt bis|valid until"
    r"|runs until|expires on|expires in|until|bis|jusqu['’](?:au|en|à))\s(?:zum\s|the\s|Ende\s"
    r"|la fin\s)?\Z",
    re.IGNORECASE,
)


def term_of(text: str, on: str | None, dates: Sequence[Dated]) -> str | None:
    """Return until when what was agreed holds, EDTF, by an end or a length that is said."""
    until = next((each.on for each in dates if each.on and _UNTIL.search(text[: each.start])), None)
    years = _FOR_YEARS.search(text)
    if until or not years or on is None:
        return until
    number = number_of(years["number"] or years["adjective"] or years["term"] or "")
    if not number or number > _LONGEST_TERM or on.endswith("~"):
        return None
    later = f"{int(on[:4]) + number}{on[4:]}"
    return later.replace("-02-29", "-02-28") if later.endswith("-02-29") else later


_LONGEST_TERM = 30


def dates_of_unit(text: str) -> list[Dated]:
    """Return the dates of a unit; numbers of papers and what stands in quotation marks are none."""
    text = _WRAPPED.sub(lambda m: f"{' ' * (len(m[2]) - 1)}{m[1]} {m[3]}", text)
    return dates_in(_QUOTED.sub(lambda found: "_" * len(found[0]), without_papers(text)))


# A line break within a date leaves several blanks.
_WRAPPED = re.compile(r"([^\W\d]{3,9}|\d{1,2}\.)( {2,})(\d{4}\b|[^\W\d]{3,9}\b)")
_QUOTED = re.compile(r"„[^“”\"]{2,160}[“”\"]|\"[^\"]{2,160}\"|«[^»]{2,160}»|“[^”]{2,160}”")
