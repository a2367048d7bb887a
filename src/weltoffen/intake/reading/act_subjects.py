"""What acts are about and whose they are, by words of three languages."""

from __future__ import annotations

import re
from collections.abc import Sequence

from weltoffen.intake.reading.act_clauses import Told, clause_of
from weltoffen.intake.reading.act_details import names_council
from weltoffen.intake.reading.act_words import STATES
from weltoffen.intake.reading.counterparts import Counterpart
from weltoffen.intake.reading.homes import Home
from weltoffen.intake.reading.matters import is_of_another_matter
from weltoffen.intake.types import ActKind

ACCESSIONS = {
    ActKind.COUNCIL: ActKind.ACCESSION_COUNCIL,
    ActKind.MANDATE: ActKind.ACCESSION_COUNCIL,
    ActKind.ACCESSION_COUNCIL: ActKind.ACCESSION_COUNCIL,
    ActKind.SIGNATURE: ActKind.ACCESSION_SIGNED,
    ActKind.ACCESSION: ActKind.ACCESSION,
    ActKind.END: ActKind.END,
}
"""What an act is where it is done with a network or a charter."""
BOND = re.compile(
    r"(?:Gegen|Vertrags|Unter)(?:unter)?zeichnung|[Cc]ounter-?sign|[Cc]ontreseing"
    r"|[Pp]artnerschaft|[Pp]artnerst[aä]dt|[Pp]artnergemeinde|[Ff]reundschaft|Jumelage"
    r"|[Vv]erschwisterung|\b(?:\w*schafts-?|Kooperations|Städte)?[Vv]ertrag|\bUrkunden?\b"
    r"|[Vv]ereinbarung|[Aa]bkommen|[Mm]emorand|\bMoU\b|Absichtserklärung|Letter of Intent"
    r"|Resolution"
    r"|Entschließung|\bVerbindung\b|\bBeziehung(?:en)?\b|\bZusammenarbeit\b"
    r"|Kooperation|\bKontakte?n?\b|\bAustausch\b|\bKommunikation\b|\b[Tt]win|[Ss]ister"
    r"|[Pp]artnership|\bpartner (?:cit|town)|\b[Ff]riendship|[Aa]greement|\b[Cc]harters?\b"
    r"|\bdeeds?\b|\b[Ll]inks?\b|\b[Rr]elation(?:s|ships?)?\b|\bties\b"
    r"|\bpact\b|[Cc]ooperation|[Cc]o-operation|\bcontacts?\b|[Dd]eclaration|[Rr]esolution"
    r"|\b[Jj]umel|[Pp]artenariat|\b[Cc]hartes?\b|\b[Aa]ccord\b|[Cc]onvention|[Ss]erment"
    r"|\b[Aa]mitié|[Cc]oopération|\bliens?\b|[Pp]rotocole|[Dd]éclaration|[Rr]ésolution"
    r"|Erklärung\b|\bexchanges?\b|\béchanges?\b"
)
"""What an act of two cities is about."""
PLURAL_BONDS = re.compile(
    r"\b(?:Städte|Gemeinde|Projekt)?[Pp]artnerschaften\b|\bPartnerstädten?\b|\btwinnings\b"
    r"|\b(?:twin|partner|sister) (?:cities|towns)\b|\bpartnerships\b|\bjumelages\b"
    r"|\bVerträgen?\b|\bagreements\b|\bconventions\b|\bvilles (?:jumelées|partenaires)\b"
    r"|\bpartenariats\b"
)
OTHER_OBJECT = re.compile(
    r"Zuschuss|Zuschüsse|[Ff]örder(?:mittel|ung|richtlinie)|\bMittel\b|\bEuro\b|€|Haushalt"
    r"|\bReise\b|Straße|\bPlatz\b|[Bb]enenn|Leitlinie|[Kk]onzept|[Ss]atzung|Sanierung|Neubau"
    r"|\bBau\b"
    r"|Spende|Hilfslieferung|Soforthilfe|Strategie|Jubiläum|Feier|\bgrants?\b|\bfunding\b"
    r"|\bbudget\b|\bstreet\b|\bsquare\b|\bstrategy\b|\bdonat|\bsubvention|\brue\b|\bplace de\b"
    r"|\bdéplacement\b|\bbudget\b|£|\bcelebrat"
)
"""What a council decides about beside the bond itself: money, streets, guidelines."""
NOT_OF_THE_CITY = re.compile(
    r"\w*[Ss]chulen?\b|\w*schaft der Schulen|Gymnasi|Universit|Hochschul|\bSchulpartnerschaft"
    r"|\w*[Vv]erein(?:e|en|s)?\b|\be\. ?V\.|Feuerwehr|\bIHK\b|\bBank\b|Sparkasse|Stadtwerke\b"
    r"|\bChor\b"
    r"|Kirchengemeinde|Klinik|Krankenhaus"
    r"|Museum|Orchester|Unternehmen\b|\bGmbH\b|\bAG\b|[Ss]chools?\b|[Cc]olleges?\b|[Uu]niversit"
    r"|\b[Cc]lubs?\b|[Cc]hamber of|[Ll]ycée|[Cc]ollège|[Éé]cole|[Aa]ssociations?\b"
    r"|[Cc]omité de jumelage|\bLandkreis\b|\bhospital\b"
    r"|Regierung|Bundes(?:regierung|kanzler|präsident)|[Gg]overnment|[Gg]ouvernement"
    r"|Staatspräsident|Élysée|Bahnhof|Außenminister|Handwerkskammer|Polizei|\bBistum\b"
    r"|\bDiözese\b|Präsident (?:de|Mac|Putin)"
)
CITY = re.compile(
    r"\bStadt\b|\b(?:Stadt|Gemeinde)?[Rr]at(?:es|s)?\b|[Bb]ürgermeister|\bGemeinde\b|\bKommune\b"
    r"|Stadtverordnete|Bürgerschaft\b|[Ss]tadtpräsident|\b[Cc]ouncil\b|\b[Mm]ayors?\b|\b[Cc]ity\b"
    r"|\b[Tt]owns?\b"
    r"|\b[Mm]aires?\b|\b[Vv]illes?\b|\bconseil municipal\b|\b[Cc]ommunes?\b|beide[nr]? Städte"
    r"|\bwir\b|\bwe\b|\bnous\b"
)


def is_about(said: str, act: Told, networks: Sequence[Counterpart], *, goes_on: bool) -> bool:
    """Say whether the part of an act speaks of a bond, or its sentence of a network.

    ``goes_on`` says that the sentence before told of an act: "the other council had agreed before".
    """
    if act.kind in ACCESSIONS and networks:
        return True
    if act.decides and not names_council(said, act.low, act.high):
        return False
    follows = goes_on and len(said) < _SHORT and act.kind in _FOLLOWS
    if follows and not _WHAT_ELSE.search(said, act.cue.end):
        return True
    if act.kind not in STATES or act.decides or _SHARES_SUBJECT.match(said, act.low):
        return BOND.search(said) is not None
    return BOND.search(said, act.low, act.high) is not None


_SHORT = 140
# "beschloss …, eine Delegation zu entsenden": something else was decided.
_WHAT_ELSE = re.compile(r",\s[^,]*\bzu\s?\w+en\b|\bto\s[a-z]+|\bde\s\w+(?:er|ir|re)\b")
_FOLLOWS = (
    ActKind.COUNCIL,
    ActKind.MANDATE,
    ActKind.SIGNATURE,
    ActKind.COUNTER_SIGNATURE,
    ActKind.DEED_EXCHANGE,
)
_SHARES_SUBJECT = re.compile(
    r"\W*(?:und |and |et )?(?:was|were|is|has been|wurde[n]?|ist|ruht|ruhen|hat|a été|est)\b"
)


def is_of_a_bond(said: str, act: Told, home: Home, *, is_only: bool) -> bool:
    """Say whether an act is about a bond of the city, and not of a school, nor about money."""
    part = said if is_only else said[act.low : act.high]
    if act.kind is ActKind.ACCESSION:
        return False
    if act.decides and OTHER_OBJECT.search(part):
        return False
    clause = clause_of(said, act)
    if any(not _OF_CITIES.search(found[0]) for found in _CONTRACT.finditer(clause)):
        return False
    if act.kind in STATES and (
        _OTHER_THING.search(clause) or is_of_another_matter(said, act.cue.start, act.cue.end)
    ):
        return False
    city = re.escape(home.short)
    is_paired = (
        home.short
        and re.search(rf"\b{city}\s(?:und|and|et)\s|\s(?:und|and|et)\s{city}\b", clause)
        and not re.search(rf"(?:{NOT_OF_THE_CITY.pattern})\w*\s{city}\b", clause)
    )
    if NOT_OF_THE_CITY.search(clause) and not (is_paired or CITY.search(clause)):
        return False
    return not _OF_A_SCHOOL.search(part)


_CONTRACT = re.compile(r"\b[A-ZÄÖÜÉ][\w-]+vertr[aä]g\w*|\b[A-ZÄÖÜÉ][\w-]*-Vertr[aä]g\w*")
_OF_CITIES = re.compile(
    r"schaft|[Kk]ooperation|[Ss]tädte|[Pp]artner|Jumelage|Verschwisterung|Freund"
)
_OTHER_THING = re.compile(
    r"\b(?:bus|train|rail|flight|ferry|tour|programme|program|project|festival|trip|match|game)\b"
    r"|\b(?:Bus|Zug|Flug|Fähr|Fahrt|Treffen|Konzert|Projekt|Programm|Reise|Messe|Lauf)\w*"
    r"|\b\w*(?:austausch|treffen|linie|projekt|programm|fahrt)\b"
    r"|\b(?:vols?|train|voyage|stage|projet|programme|exposition|contrat)\b"
)
STRONG_BOND = re.compile(
    r"[Pp]artnerschaft|[Pp]artnerst|[Ff]reundschaft|[Jj]umel|[Vv]erschwister|\b[Tt]win|[Ss]ister"
    r"|[Pp]artnership|[Ff]riendship|[Pp]artenariat|\bamitié"
)
"""Words that speak of a bond of two cities, and of nothing else."""
_OF_A_SCHOOL = re.compile(
    r"\b[Ss]chulpartnerschaft|zwischen (?:dem|der|den) (?:\w*[Ss]chule|Gymnasium"
    r"|\w*[Uu]niversität|Hochschule)|\b(?:Gymnasium|Universität|Hochschule|\w*[Ss]chule"
    r"|\w*verein)\b[^.;]{0,60}\b(?:unterzeichn|schloss|unterschrieb)"
    r"|[Uu]niversity[^.;]{0,40}\bsigned|\b(?:[Ll]ycée|[Cc]ollège"
    r"|[Uu]niversité)\b[^.;]{0,60}\bsign|\b[Ss]chools?\b[^.;]{0,40}\bsigned"
    r"|\bGovernments?\b[^.;]{0,60}\bsigned|Regierung(?:en)?\b[^.;]{0,60}\bunterzeichn"
)
