"""Dates that a text names, as exactly as it names them, and what each is said of.

A day of the month without a year, a decade ("early 1990s") and a span are found too, without an
EDTF date: they must not be taken for a year.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from weltoffen.intake.reading.decided import decided_on
from weltoffen.intake.reading.matters import is_of_another_matter
from weltoffen.intake.reading.words import number_of
from weltoffen.intake.types import Standing

_MONTH_NAMES = (
    ("januar", "jänner", "january", "janvier", "jan"),
    ("februar", "feber", "february", "février", "fevrier", "feb", "févr"),
    ("märz", "maerz", "march", "mars", "mär", "mar", "mrz"),
    ("april", "avril", "apr", "avr"),
    ("mai", "may"),
    ("juni", "june", "juin", "jun"),
    ("juli", "july", "juillet", "jul"),
    ("august", "août", "aout", "aug"),
    ("september", "septembre", "sept", "sep"),
    ("oktober", "october", "octobre", "okt", "oct"),
    ("november", "novembre", "nov"),
    ("dezember", "december", "décembre", "decembre", "dez", "dec", "déc"),
)
_MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_INITIALS = "".join(sorted({name[0] for name in _MONTHS}))
_YEAR = r"(?:1[0-9]{3}|20[0-9]{2})"
_DATE = re.compile(
    rf"""(?:(?<![\w.,/-])|(?<=\bseit)|(?<=\bsince))(?:
    (?P<later>(?P<n>ein|zwei|drei|vier|fünf|one|two|three|four|five|une?|deux|trois|quatre|cinq
        |sechs|sieben|acht|neun|zehn|six|seven|eight|nine|ten|sept|huit|neuf|dix|twenty|vingt
        |[0-9]{{1,2}})
        [ ](?:Jahre?|years?|ans?|année)[ ](?:später|danach|darauf|later|plus[ ]tard
        |(?P<sooner>davor|before(?=[ ,.;])|älter[ ](?:noch[ ])?(?:ist|sind|war)|zuvor|earlier
            |plus[ ]tôt|auparavant)
        |après(?![ ](?:la|le|les|son|sa)[ ]|[ ]l['’])))
    |(?P<next>im[ ]Jahr[ ](?:darauf|danach)|im[ ]Folgejahr|im[ ]folgenden[ ]Jahr
        |(?:in[ ])?the[ ](?:following[ ]year|year[ ]after(?=[ ,.;]))|l['’]année[ ]suivante)
    |(?P<same>(?:im|aus[ ]dem|in[ ]the|dem|des)?[ ]?
        (?:selben|gleichen|demselben|desselben|same|même)[ ]
        (?:Jahre?s?|year|année)|la[ ]même[ ]année|in[ ]jenem[ ]Jahr
        |(?:in[ ])?that[ ](?:same[ ]|very[ ])?year|cette[ ]année-là)
    |(?P<between>(?:between|zwischen|entre)[ ]{_YEAR}[ ](?:and|und|et)[ ]{_YEAR})
    |(?P<decade>(?:early|mid|late|Anfang|Mitte|Ende|début|fin)?[ -]*(?:der|the|den|des|années)?[ ]*
        (?:{_YEAR}(?:er|s|['’]s)|(?:19)?[0-9]0er|années[ ](?:19)?[0-9]0)(?:[ -]?Jahren?)?)
    |(?P<span>{_YEAR}[ ]?(?:[-–—/]|bis|to|until
        |(?<=[ ])(?:à|au|jusqu['’]en)(?=[ ]))[ ]?(?:{_YEAR}|[0-9]{{2}}(?![\d])))
    |(?P<d1>[0-9]{{1,2}})\.[ ]?(?P<m1>[0-9]{{1,2}})\.[ ]?(?P<y1>{_YEAR})
    |(?P<y2>{_YEAR})-(?P<m2>[0-9]{{2}})-(?P<d2>[0-9]{{2}})
    |(?P<d3>[0-9]{{1,2}})(?:\.|st|nd|rd|th|er)?[ ](?:of[ ])?(?P<m3>{_MONTH})\.?
        (?:,?[ ](?P<y3>{_YEAR}))?
    |(?=[{_INITIALS}])(?P<m4>{_MONTH})\.?[ ](?P<d4>[0-9]{{1,2}})(?:st|nd|rd|th)?,[ ](?P<y4>{_YEAR})
    |(?=[{_INITIALS}])(?P<m5>{_MONTH})\.?,?[ ](?:of[ ])?(?P<y5>{_YEAR})
    |(?P<m6>[0-9]{{1,2}})[./](?P<y6>{_YEAR})
    |(?P<y7>{_YEAR})
    )(?![\d_]|(?-i:[a-zß-ÿ]))(?!\.[0-9])(?!,[0-9])(?![-/][0-9])""",
    re.IGNORECASE | re.VERBOSE,
)
_ABOUT = re.compile(
    r"(?:\bum|\bca\.?|\bcirca|\betwa|\bungefähr|\babout|\baround|\bvers)[ ]\Z", re.I
)
_QUANTITY = re.compile(
    r"[ ]?(?:Einwohner|inhabitants|habitants|people|Menschen|Personen|Schüler|Mitglieder|members"
    r"|km\b|Kilometer|kilomet|Meter\b|m\b|€|Euro|EUR|Uhr|%|Prozent|communes|Kommunen|Städte\b)",
    re.IGNORECASE,
)
_IN_A_NUMBER = re.compile(r"\d \Z")
_TITLE_BEFORE = re.compile(
    r"(?:Agenda|Ruhr|Expo|Olympia|Horizon|Horizont|Vision|Strategie|Drucksache"
    r"|\b(?:EURO|WM|EM|ISO|Nr\.?|No\.?|Telefon|Tel\.?|PF|Fax))[ -]?\Z",
    re.IGNORECASE,
)
_TITLE = 16
"""Characters before a year that are looked at; no such word is longer."""
_NUMBER_BEFORE = re.compile(
    r"\b(?:(?:\w*(?:[Dd]rucksachen?|[Vv]orlagen?)|Drs\.?|DS|Antrag|Minute|Resolution|Report|Item"
    r"|Paper|[Dd]élibération|[Dd]élib\.|Beschluss)"
    r"(?:[ -]?(?:Nr\.|Nummer|No\.?|number|[Nn]°|numéro))?"
    r"\s?[:(]?\s?(?:[A-Z]{1,4}[ /-]?)?"
    r"|(?:[Tt]el(?:efon(?:nummer)?|ephone)?|[Tt]él(?:éphone)?|[Pp]hone|[Ff]on|[Ff]ax|Durchwahl)\b"
    r"[.:]{0,2}\s?[\d\s()/+-]{0,16})\Z"
    r"|\(0\d{2,5}\)\s?\Z"
)
"""What leads the number of a paper or of a telephone, which may look like a span of years."""
_NUMBER = 64
FIRST_YEAR = 1800
"""An earlier year beside a partner is nearly always that of a founding, or a number."""


_HINT = re.compile(
    r"\d|später|danach|darauf|selben|gleichen|later|same|plus tard|après|même|Folgejahr|folgenden"
    r"|following|year after|suivante|älter|zuvor|davor|before|jenem Jahr|that year|that very"
    r"|année-là|earlier|plus tôt|auparavant"
)


@dataclass(frozen=True, slots=True)
class Dated:
    """A date in a text; ``on`` is EDTF, None where no year can be told."""

    start: int
    end: int
    on: str | None
    is_year_only: bool = False
    span: tuple[str, str] | None = None


class Role(StrEnum):
    """What a date is said of."""

    BEGAN = "began"
    RENEWED = "renewed"
    ENDED = "ended"
    CONTACT = "contact"
    PROJECT = "project"
    OTHER = "other"
    BARE = "bare"


def dates_in(text: str, before: str | None = None) -> list[Dated]:
    """Return the dates of a text, in their order.

    ``before`` is the year that was named last, from which "two years later" counts.
    """
    return list(_dates(text, before))


@lru_cache(maxsize=8192)
def _dates(text: str, before: str | None) -> tuple[Dated, ...]:
    if not _HINT.search(text):
        return ()
    dates: list[Dated] = []
    for found in _DATE.finditer(text):
        if dated := _relative(found, before) or _dated(text, found):
            dates.append(dated)
            before = dated.on[:4] if dated.on else before
    return tuple(dates)


def _relative(found: re.Match[str], before: str | None) -> Dated | None:
    """Return a date that is told by the one before it."""
    if not (found["later"] or found["same"] or found["next"]):
        return None
    years = (number_of(found["n"]) or 0) if found["later"] else int(bool(found["next"]))
    years = -years if found["sooner"] else years
    on = str(int(before) + years) if before else None
    return Dated(found.start(), found.end(), on, True)


_ISO_MONTH = re.compile(rf"{_YEAR}-(?:0[1-9]|1[0-2])")
"""A month, where it is no span of years: "2019-06", not "2001-12"."""


def _dated(text: str, found: re.Match[str]) -> Dated | None:
    whole = found.groupdict()
    is_short = whole["span"] or whole["y6"] or whole["y7"]
    if is_short and _NUMBER_BEFORE.search(text, max(0, found.start() - _NUMBER), found.start()):
        return None
    if whole["span"]:
        years = re.findall(r"\d+", whole["span"])
        if _ISO_MONTH.fullmatch(whole["span"]) and int(years[1]) <= int(years[0][2:]):
            return Dated(found.start(), found.end(), f"{years[0]}-{years[1]}")
        if "/" in whole["span"] and _is_season(*years):
            return Dated(found.start(), found.end(), f"{years[0]}~", True)
        ends = (years[0], years[1] if len(years[1]) == 4 else years[0][:2] + years[1])
        if not FIRST_YEAR <= int(ends[0]) <= int(ends[1]):
            return None
        return Dated(found.start(), found.end(), None, span=ends)
    if whole["decade"] or whole["between"]:
        return Dated(found.start(), found.end(), None)
    year = next((whole[f"y{n}"] for n in range(1, 8) if whole.get(f"y{n}")), None)
    month = next((whole[f"m{n}"] for n in range(1, 7) if whole.get(f"m{n}")), None)
    day = next((whole[f"d{n}"] for n in range(1, 5) if whole.get(f"d{n}")), None)
    if whole["y7"] and (
        _IN_A_NUMBER.search(text, max(0, found.start() - _TITLE), found.start())
        or _QUANTITY.match(text, found.end())
        or _TITLE_BEFORE.search(text, max(0, found.start() - _TITLE), found.start())
    ):
        return None
    on = _edtf(year, month, day)
    near = max(0, found.start() - _TITLE)
    if on is not None and _ABOUT.search(text, near, found.start()) and "-" not in on:
        on += "~"
    return Dated(found.start(), found.end(), on, bool(whole["y7"]))


def _is_season(first: str, last: str) -> bool:
    """Say whether two years follow on one another: "1998/99" is no end, but one winter or term."""
    following = str(int(first) + 1)
    return last in (following, following[-2:])


def _edtf(year: str | None, month: str | None, day: str | None) -> str | None:
    if year is None:
        return None
    if month is None:
        return year
    number = int(month) if month.isdigit() else _MONTHS[month.casefold()]
    if not 1 <= number <= 12:
        return year
    if day is None:
        return f"{year}-{number:02}"
    if not 1 <= int(day) <= calendar.monthrange(int(year), number)[1]:
        return f"{year}-{number:02}"
    return f"{year}-{number:02}-{int(day):02}"


_ROLES: tuple[tuple[Role, re.Pattern[str]], ...] = tuple(
    (role, re.compile(words, re.IGNORECASE))
    for role, words in (
        (
            Role.RENEWED,
            r"erneuer|reconduit|bekräftig|bestätigt|wieder aufgenommen|wiederaufgenommen"
            r"|neu gefasst|aktualisiert"
            r"|(?<!not )(?<!not be )(?<!not been )renew|reaffirm|updated|re-?signed"
            r"|(?<!pas )(?<!pas été )renouvel|réaffirm|neue Vereinbarung",
        ),
        (
            Role.ENDED,
            r"\bbis\b|ausgestiegen|(?<!not )\buntil\b|jusqu|beende|endete|aufgelöst|aufzulösen"
            r"|auflös|getrennt|(?<!\w)Schluss\b|\bended\b"
            r"|dissolved|terminat|gekündigt|kündigt|aufgehoben|aufgegeben|eingestellt|erloschen"
            r"|ausgelaufen|rescinded|revoked|gave up|untwinned|de-twinned|förmlich gelöst"
            r"|abgebrochen|rompu|résili|cancelled|\bceased|verabschiedet sich|came to an end"
            r"|wound up"
            r"|discontinued|lapsed|mis fin|pris fin|dénonc|dissou|zu Ende\b|caduc|à échéance"
            r"|n['’]est plus(?! suspend| gel| en (?:sommeil|pause|veille))"
            r"|no longer(?! (?:suspended|on hold|on ice|paused|dormant|frozen|limited|planned))"
            r"|to end (?:the|its|our)|\bsever|cut ties"
            r"|\bbroke\w* (?:off|(?:its |the |their |all )?(?:ties|links?|twinning))"
            r"|disbanded|scrapped|un terme|rompre"
            r"|not (?:be |been )?renewed|pas (?:été )?renouvel",
        ),
        (
            Role.CONTACT,
            r"\bKontakt|erste Begegnung|erste Beziehung|freundschaftliche Kontakte|contacts?\b"
            r"|first met|drew closer|story goes back|zusammengearbeitet|\bgearbeitet|arbeiteten"
            r"|premières? rencontres?|besucht\b|visits?\b|voyage|fuhr\b|reiste"
            r"|Wunsch\b|idea\b|Idee\b|came from|erste[nr]? Besuch|premiers? contacts?",
        ),
        (
            Role.PROJECT,
            r"Projektpartnerschaft|Solidaritätspartnerschaft|Klimapartnerschaft|project partner",
        ),
        (
            Role.OTHER,
            r"Mauer|Mauerfall|gegründet|gründung|founded|fondée?|eröffn"
            r"|opened|erbaut|Messestadt|Kulturhauptstadt"
            r"|capital of culture|elections?\b|Wahlen|Krieg\b|World War"
            r"|Brexit|Initiative|Universität"
            r"|Eingemeindung|Bezirk|erstmals erwähnt|Weltkulturerbe|Olympi"
            r"|Ausstellung|Festival|Kulturprojekt|Massaker|Zerstörung|massacre|destruction|bombing"
            r"|Anne[xk]ion|annexation|invasion|Angriff|attack\b|uprising|Aufstand|séisme|earthquake"
            r"|Jahre alt\b|years old\b|gefeiert|feiert|celebrat|célébr|fêt[ée]|anniversa|Jubiläum"
            r"|Jahrestag",
        ),
        (
            Role.BEGAN,
            r"not until|\bseit|\bsince|depuis|\bab\b|\bfrom\b|begann|begonnen"
            r"|began|begun|besiegel|unterzeichn|unterschrieb"
            r"|unterschrieben|geschlossen|schloss|besteht|bestehend|vereinbart"
            r"|beschlossen|gegründet"
            r"|wurde|became|twinned|signed|signé|jumel|entstand|ging .* ein"
            r"|machte .* Anfang|folgte|kam"
            r"|hinzu|joined|established|start|Partnerschaft|partnership|twinning|Vertrag|agreement"
            r"|Ringpartnerschaft|formal|offiziell|official|scellé|conclu|remonte|\bdate\b"
            r"|débuté|added"
            r"|affiliat|Reigen|Auftakt|noué|entstand|linked|jumelle",
        ),
    )
)
_NEAR = 48
_ANY_YEAR = re.compile(_YEAR)
_IN_YEAR = re.compile(rf"\w*,? (?:in|im|en|am|on|le|seit|zum)? ?(?:\w+ ){{0,2}}{_YEAR}\b")
# A pause or a plan has a day of its own, which is not that of the bond.
_NOT_YET = re.compile(
    r"\bausgesetzt|\b(?:ge)?ruh(?:t|ten?|en|end\w*)\b|\bsuspend|\bgeplant|\bplanned|\bprévue?s?\b"
    r"|\bsoll(?:en)?\b|\ben (?:sommeil|veille|pause)\b|\bau repos\b|\bin abeyance\b|\beingefroren"
    r"|\bgelée?s?\b|\bfrozen\b|\bon (?:hold|ice)\b"
    r"|\bdormant|\bvoraussichtlich\b|\bdevra(?:it)?\b|\bsera\b|\bauf Eis\b"
    r"|\bwill be\b|\bis to be\b|\bpausier",
    re.IGNORECASE,
)
_STANDING = re.compile(
    r"\s(?:bestehend|geschlossen|unterzeichnet|vereinbart|besiegelt)e[nrms]?\b"
    r"|\s(?:signed|agreed|begun)\b",
    re.IGNORECASE,
)
_DEED_OF = re.compile(
    r"\b(?:agreement|treaty|charter|\w*[Vv]ertrag|\w*[Vv]ereinbarung|Abkommen|accord|convention"
    r"|jumelage"
    r"|\w*[Pp]artnerschaft|twinning)\s(?:of|von|vom|aus dem Jahr|de|du|d['’])\s?\Z"
)
_CONCLUDED = re.compile(
    r"\b(?:conclue?|signée?|scellée?|noué|paraphée?|signed|sealed|agreed|begun|geschlossen"
    r"|unterzeichnet"
    r"|besiegelt)\s(?:en|in|im|am|on|le|im Jahr|in the year)?\s?\Z"
)
_FOR = re.compile(r"\b(?:für|for|pour|[Hh]aushalt|[Bb]udget)\s(?:das Jahr\s|l['’]année\s)?\Z")
_BESIDE_A_DAY = re.compile(
    r"\b(?:[Vv]or|[Nn]ach|[Bb]efore|[Aa]fter|[Aa]vant|[Aa]près)\s(?:dem\s|the\s|le\s)?\Z"
)
_SINCE_THEN = re.compile(r"\b(?:seit|since|depuis)\s(?:dem\s|the\s|le\s)?\Z", re.IGNORECASE)
_FROM = re.compile(r"\b(?:from|von|de|dès)\s\Z", re.IGNORECASE)
_UNTIL = re.compile(r"\s(?:until|till|to|bis|à|jusqu['’])")
_CLAUSE_END = re.compile(r"[;:()\t|·]|[,.] ")
_DASH = re.compile(r"\s[–—-]\s")
_ALSO = re.compile(
    r"\s(?:und|and|et)\s(?P<verb>(?:ist|war|wurde|ruht|besteht|gilt|is|was|has|dates|est|a|date"
    r"|existe|n['’](?=est|a))\b)?"
)


@lru_cache(maxsize=8192)
def role_of(text: str, dated: Dated) -> Role:
    """Say what a date is said of, by the words nearest to it in its own clause, else around it."""
    low = max((m.end() for m in _CLAUSE_END.finditer(text, 0, dated.start)), default=0)
    after = _CLAUSE_END.search(text, dated.end)
    high = after.start() if after else len(text)
    if _FROM.search(text, low, dated.start) and _UNTIL.match(text, dated.end):
        return Role.BEGAN
    if _BESIDE_A_DAY.search(text, low, dated.start):
        return Role.OTHER
    if _STANDING.match(text, dated.end) or _DEED_OF.search(text, low, dated.start):
        return Role.BEGAN
    if _CONCLUDED.search(text, low, dated.start):
        return Role.BEGAN
    if (decided := decided_on(text, dated.start, dated.end)) and not _SINCE_THEN.search(
        text, low, dated.start
    ):
        standing, at = decided
        ends = standing is Standing.ENDED and not is_of_another_matter(text, *at)
        return Role.ENDED if ends else Role.OTHER
    if _FOR.search(text, low, dated.start) or _NOT_YET.search(
        text, *_between_dashes(text, dated, low, high)
    ):
        return Role.OTHER
    role, at = _nearest(text, dated, low, high)
    if role is Role.ENDED and is_of_another_matter(text, *at):
        inner, outer = _between_dashes(text, dated, low, high)
        if inner <= at[0] < outer:
            return Role.OTHER
        role, _at = _nearest(text, dated, inner, outer)
    if role in (Role.BEGAN, None) and is_of_another_matter(text, dated.start, dated.end):
        return Role.OTHER
    return role or Role.BARE


def _between_dashes(text: str, dated: Dated, low: int, high: int) -> tuple[int, int]:
    """Return the part of a clause between the dashes around a date: "seit 1987 – ruht derzeit".

    An "und" parts as well where a verb or another date stands on its other side: "besteht seit 1970
    und ruht seit 2022".
    """
    after = _DASH.search(text, dated.end, high)
    high = after.start() if after else high
    low = max((m.end() for m in _DASH.finditer(text, low, dated.start)), default=low)
    for found in _ALSO.finditer(text, low, high):
        if found.start() >= dated.end:
            if found["verb"] or _ANY_YEAR.search(text, found.end(), high):
                return low, found.start()
        elif found["verb"] or _ANY_YEAR.search(text, low, found.start()):
            low = found.end()
    return low, high


def _nearest(text: str, dated: Dated, low: int, high: int) -> tuple[Role | None, tuple[int, int]]:
    """Return what the nearest words say a date is of, and where they stand."""
    best: tuple[int, int] | None = None
    chosen, at = None, (dated.start, dated.end)
    for rank, (role, words) in enumerate(_ROLES):
        for found in words.finditer(text, max(low, dated.start - 120), min(high, dated.end + 120)):
            gap = (
                dated.start - found.end()
                if found.end() <= dated.start
                else found.start() - dated.end
            )
            between = text[min(found.end(), dated.end) : max(found.start(), dated.start)]
            strong = role in (Role.RENEWED, Role.ENDED)
            of_another = found.start() >= dated.end and _IN_YEAR.match(text, found.end())
            if strong and of_another:
                continue
            firm = strong and not _ANY_YEAR.search(between)
            key = (
                0 if firm and gap <= _NEAR else 1,
                max(gap, 0) + rank * 0,
            )
            if best is None or key < best:
                best, chosen, at = key, role, found.span()
    return chosen, at
