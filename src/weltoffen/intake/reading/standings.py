"""Words of three languages that say how a relation stands, and where they say that it does not."""

from __future__ import annotations

import re
from functools import lru_cache

from weltoffen.intake.reading.matters import is_of_another_matter
from weltoffen.intake.reading.patterns import at_words, just_before
from weltoffen.intake.reading.pauses import is_over
from weltoffen.intake.types import Standing

_I = re.IGNORECASE

STANDINGS: tuple[tuple[Standing, re.Pattern[str]], ...] = (
    (
        Standing.ENDED,
        at_words(
            r"\bbeend\w+|\bzu kündigen\b|\b(?:Ende|Beendigung|Kündigung|Auflösung|Aufhebung)"
            r"(?=\s(?:der|des|von)\b[^.;]*\bbeschlossen\b)"
            r"|\bden Rücken gekehrt\b|\bausgestiegen\b|\bstieg\w*\b[^.;]{0,60}\baus\b"
            r"|\bfrühere[rns]?\s(?=(?:[^\W\d]+\s)?(?:\w*[Pp]artner|Schwesterst|Bruderst|Jumelage))"
            r"|\bwas einmal eine \w*[Pp]artner|\bnicht länger\b|\beingeschlafen\b"
            r"|\b(?:has |have |had )?come to an end\b"
            r"|\bno longer (?:be )?(?=twinned|partner|linked)"
            r"|\bcut (?:(?:its|their|all|official|formal|the) ){0,3}(?=ties|links|the cord)"
            r"|\bwithdr[ae]wn? (?=from (?:the|its|their) (?:\w+ )?(?:twin|link|partner))"
            r"|\bpulled out of (?=(?:the|its|their) (?:\w+ )?(?:twin|link|partner))"
            r"|\bs['’]est retirée? (?=d[ue] )"
            r"|\bn['’](?:est|était|étaient|sont) plus (?=jumel|partenaire)"
            r"|\bnicht (?:weiterge|fortge|verlängert)\w*|\bnot (?:continued|renewed)"
            r"|\bging\w*\b[^;]{0,60}?\bzu Ende\b"
            r"|\bcadu(?:c|que)s?\b|\bà échéance\b|\bendete\w*|\baufgelöst|\baufgehoben"
            r"|\bgetrennt\b|\bSchluss\b"
            r"|verabschiedet sich von|\behemalige\w*|\berloschen|\bbesteht nicht mehr"
            r"|\bkeine (?:\w+ )?(?:\w*partnerschaft|Partnerstadt|Verschwisterung) mehr\b"
            r"(?! (?:ein|ab|schlie))|(?<=a )plus (?:de |d['’])jumelage\b"
            r"|\b(?:auf)?gekündigt|\bzu Ende ge(?:gangen|ht)"
            r"|\bformer\b(?! (?:[\w-]+ ){0,2}(?:[Cc]ouncil|[Mm]ayor|[Cc]orporation|president|chair"
            r"|Soviet|Yugoslav|capital|GDR|colony|name))|\bformerly (?=twin|link|partner)\b"
            r"|\bended\b"
            r"|\bdissolved|\bterminated|\b(?:to|will|would) end (?=(?:the|its|our|all)\s"
            r"(?:[\w'’]+\s)?(?:twin|link|partner|sister|relation))|\bsever(?:ed|ing)?\b"
            r"|\bcut (?:its "
            r"|all )?ties"
            r"|\bbr(?:oke|oken|eak|eaks|eaking) (?=off\b|"
            r"(?:(?:its|the|their|all)\s(?:\w+\s)?)?(?:ties"
            r"|links?|twinning|bonds?)\b)"
            r"|\bscrapp(?:ed|ing) (?=(?:its|the|their|all)?\s?(?:\w+\s)?(?:ties|links?|twinning"
            r"|partner))"
            r"|\bdisbanded|\bnicht mehr(?=\s*(?:[.;,]|\Z))|\b(?:mais|et) plus(?= avec\b)"
            r"|\bmis un terme|\bmettre un terme|\brompre\b"
            r"|\bdiscontinued|\brevoked|\bformally closed\b|\blapsed|\bno longer (?:twinned"
            r"|a twin|active|exists)"
            r"|\bcame to an end"
            r"|\brescinded|\bgave up (?=(?:its|the|their)\s(?:\w+\s)?(?:link|twin|tie|partner))"
            r"|\buntwinned|\bde-twinned|\b(?:förmlich|offiziell|wieder|einseitig) gelöst"
            r"|\babgebrochen"
            r"|\bwound up|\bceased|\bused to be twinned"
            r"|\brompue?\b|\brésiliée?|\bdénoncée?\b|\bmis fin\b|\bmettre fin|\bpris fin"
            r"|\bdisso(?:us|ute)s?\b|\bpas (?:été )?(?:renouvel|reconduit|prolong)\w+|\bn['’](?:est"
            r"|existe) plus|(?<!plus )\bancien(?:ne)?s? (?:ville"
            r"|jumel|partenaire)", _I,
        ),
    ),
    (
        Standing.RESTING,
        at_words(
            r"\baußer (?:Kraft|Vollzug)\b|\bAussetzung\b(?=[^.;]*\bbeschlossen\b)"
            r"|\bruht\b|\bruhen\b|\bruhend\w*|\bausgesetzt|\bauszusetzen|\bsuspen(?:d|s)\w*"
            r"|\bauf Eis\b|\bsetz(?:t|te|ten|en)\b[^.;]*\baus\b|\beingefroren"
            r"|\bpausier\w+"
            r"|\bon hold\b|\bon pause\b|\blet (?:the|our) \w+ rest\b"
            r"|\bau repos\b|\bon ice\b|\bdormant|\bpaused\b"
            r"|\binactive?\b|\binactif|\binaktiv\b|\bfrozen\b|\bin abeyance"
            r"|\ben sommeil|\ben veille\b|\bgelée?s?\b|\ben pause\b", _I)),
    (Standing.LIMITED, re.compile(
        r"\beingeschränkt\w*|\b(?:limited|restricted|reduced) to\b(?! \w+ (?:years?|months?)\b)"
        r"|\brestreint\w*|\bbeschränk(?:t|en|te|ten)\b(?=[^.;]{0,40}\bauf\b)"
        r"|\bauf\b(?! \w+ (?:Jahr|Monat))[^.;,]{0,40}\b(?:begrenzt|beschränkt)\b"
        r"|\bnur (?:noch )?(?:Kontakte?|Austausch|auf \w+ebene)\b|\blimitée?s? (?:à|aux?)\b"
        r"|\bse limite(?:nt)? (?:à|aux?)\b|\bréduite?s? (?:à|aux?)\b", _I)),
    (Standing.PLANNED, at_words(
        r"\bgeplant\w*|\bplan(?:en|t)\b(?=[^.;,]*\b(?:Städtep|P)artnerschaft\b)"
        r"|\bangestrebt|\bin Vorbereitung|\bvorbereitet\b"
        r"|\bnoch nicht (?:beschlossen|unterzeichnet|geschlossen|besiegelt)|\bin Aussicht"
        r"|\bsoll(?:en)?\b[^.;]*\b(?:unterzeichnet|geschlossen|besiegelt|eingegangen|begründet"
        r"|unterschrieben|vereinbart) werden|\bbe (?:signed|sealed)\b"
        r"|\bvoraussichtlich\b[^.;]*\b(?:unterzeichnet|geschlossen|besiegelt|unterschrieben)\b"
        r"|\bdevra(?:it)? être (?:signé|paraphé|conclu|scellé)\w*"
        r"|\bwill be signed|\bsera (?:signé|paraphé|conclu|scellé)e?\b|\bplanned\b|\bprévue?s?\b"
        r"|\bin Planung"
        r"|\bin Verhandlung\b|\bin preparation|\bproposed\b(?! (?:that|to)\b)"
        r"|\bunder discussion|\bvorgesehen\b|\bunder way\b"
        r"|\ben préparation|\bà l['’]étude|\benvisagée?s?\b|\ben projet\b"
        r"|\bwird (?:derzeit |zurzeit )?(?:geprüft|erwogen)|\b(?:being|under) consider\w+"
        r"|\bvorzubereiten|\banzubahnen|\banbahnen|\bprojet de jumelage|\bsteht noch aus"
        r"|\bwill\b[^.;]*\bschließen\b|\bmöchte\b[^.;]*partnerschaft"
        r"|\bhopes? to\b|\bplans? to (?:twin|sign|enter)|(?<!qui )\bsouhaite|\bnégociation", _I)),
)  # fmt: skip
_WISH = re.compile(
    r"beantrag|\b\w*[Aa]ntrag\b|\bforder|\bverlang|vorgeschlagen|\bprüf|\bmotion\b"
    r"|\bcalled? for|\bdemand|\bpropos(?:ed?|al) (?:to|that)\b|\bpetition|\bpropos(?:e|ait) de",
    _I,
)
_NEITHER = re.compile(r"\b(?:weder|neither)\b[^.;]*\b(?:noch|nor)\s(?:\w+\s)?\Z")
_DECIDED = re.compile(r"beschl[ioö]|resolved|decided|voted|angenommen|approuv|adopt|décid", _I)
_TO = re.compile(r"\b(?:zu|to|de|be) \Z")
_INFINITIVE = re.compile(r"(?:beenden|aussetzen|kündigen|einfrieren|auflösen|suspend|end)\Z", _I)
NOT = re.compile(
    r"\b(?:nicht|weder|neither|kein\w*|nie|not|never|no|jamais|pas|sans|without|ohne)\b", _I
)


def tells_of_standing(text: str) -> bool:
    """Say whether words stand in a text that tell how anything stands, the bond or another matter.

    A note under a list is one even where it speaks of the youth exchange only.
    """
    return any(pattern.search(text) for _standing, pattern in STANDINGS)


@lru_cache(maxsize=8192)
def standings_in(text: str) -> tuple[tuple[int, int, Standing], ...]:
    """Return where words stand that say how a relation stands; negated ones are left out."""
    found: list[tuple[int, int, Standing]] = []
    if text.rstrip().endswith("?"):
        return ()
    refused = [each.span() for each in REFUSED_END.finditer(text)]
    wish = None if _DECIDED.search(text) else _WISH.search(text)
    for standing, pattern in STANDINGS:
        for each in pattern.finditer(text):
            is_wish = wish is not None and wish.end() <= each.start()
            is_neither = _NEITHER.search(text, max(0, each.start() - _FAR), each.start())
            if (
                not any(low <= each.start() < high for low, high in refused)
                and not _is_denied_beside(text, each)
                and not is_neither
                and not _is_negated(text, each, standing)
                and not (standing is Standing.PLANNED and _is_event(text, each))
                and not (standing is Standing.ENDED and _is_end_of_a_pause(text, each))
                and not (standing in _PAUSES and _is_past(text, each))
                and not is_of_another_matter(text, each.start(), each.end())
                and not (is_wish and _is_wished(text, each))
            ):
                found.append((each.start(), each.end(), standing))
    return tuple(sorted(found))


_AFTER = re.compile(
    r"\b(?:after|following|nach|après)\s(?:\w+\s){0,3}(?:years?|months?|Jahren?|Monaten?|ans|mois|long"
    r"|langer|longue)\s(?:\w+\s){0,2}\Z",
    _I,
)
"""What leads a pause that is over: "after four years in abeyance"."""


def _is_wished(text: str, found: re.Match[str]) -> bool:
    """Say whether an infinitive says what was only asked for: "Antrag: Partnerschaft beenden"."""
    return bool(_INFINITIVE.search(found[0]) or just_before(_TO, text, found.start()))


_PAUSES = (Standing.RESTING, Standing.LIMITED)
_EVENT = re.compile(
    r"\b(?:Begegnung|\w*[Rr]eise|\w*[Ff]ahrt|\w*[Bb]esuch|\w*[Tt]reffen|\w*[Aa]ustausch"
    r"|\w*[Ff]est|\w*[Kk]onzert"
    r"|Ausstellung|Veranstaltung|Aktion|Festakt|Feier|Workshop|Seminar|\w*[Cc]amp|\w*[Ll]auf"
    r"|visit|trip"
    r"|exchange|concert|exhibition|event|celebration|festival|tour|voyage|visite|rencontre|échange"
    r"|exposition|fête|séjour)(?:e?n|e|s|nen|ungen)?\b[^.;]{0,40}\Z"
)
_BOND_SAID = re.compile(r"artnerschaft|vertrag|Vertrag|twinning|agreement|jumelage|accord|Urkunde")


def _is_event(text: str, found: re.Match[str]) -> bool:
    """Say whether what is planned is an event, and not the bond: "sind Begegnungen geplant"."""
    before = _EVENT.search(text, max(0, found.start() - 90), found.start())
    return before is not None and not _BOND_SAID.search(before[0])


def _is_past(text: str, found: re.Match[str]) -> bool:
    near = max(0, found.start() - _FAR)
    return is_over(text, found.start(), found.end()) or bool(
        _AFTER.search(text, near, found.start())
    )


_BEFORE_IT, _BEHIND_IT = 14, 8
"""So many letters beside a word of standing a denial is looked for."""
_LONGEST_DENIAL = 24
_FAR = 400
"""No words so far before those of a standing deny them: a line may be as long as a page."""


def _is_denied_beside(text: str, found: re.Match[str]) -> bool:
    """Say whether a word that denies stands, whole, right beside another."""
    return any(
        found.start() - _BEFORE_IT <= each.start() < each.end() <= found.start()
        or (
            found.end() <= each.start() < found.end() + _BEHIND_IT
            and "," not in text[found.end() : each.start()]  # "ausgesetzt, nicht gekündigt"
        )
        for each in NOT.finditer(
            text, max(0, found.start() - _BEFORE_IT), found.end() + _BEHIND_IT + _LONGEST_DENIAL
        )
    )


REFUSED_END = re.compile(
    r"\b(?:auszusetzen|zu beenden|aufzulösen|zu kündigen|to (?:suspend|end|sever|scrap)"
    r"|de (?:suspendre"
    r"|rompre|mettre fin)|Abbruch|Kündigung"
    r"|Ende(?= (?:der|des|von|einer)\b))\b[^.;]*\b(?:abgelehnt|verworfen|lehnte\w*"
    r"|rejected"
    r"|refused|came to nothing|refusée?|rejetée?|nicht in Frage|nicht zur Debatte|vom Tisch)\b"
)
"""A bond that was to end, and goes on because that was refused."""
_WHETHER = re.compile(
    r"\b(?:fragt\w*|asked|wissen|know|demande)\b[^.;]*\b(?:ob|whether|si)\s[^.;]*\Z"
)
_NOT_MEANT = re.compile(
    r"\b(?:denk\w*|dacht\w*|dran)\s[^.;]{0,30}\bnicht\s(?:im Traum\s)?dar?an\b[^.;]*\Z"
    r"|\bnicht (?:daran|dran)\b[^.;]*\Z|\bnicht vor,?\s[^.;]*\Z"
    r"|\b(?:keinen?|keinerlei) (?:Grund|Anlass|Absicht|Pläne|Gedanken?)\b[^.;]*\Z"
    r"|\b(?:no (?:plans?|intention|reason|wish|thought)|not (?:intend|plan|want|thinking)\w*)\b"
    r"[^.;]*\Z|\b(?:ne|n['’])\s?(?:\w+\s)?(?:envisag|compt|entend|souhait|veu|pens)\w*\s(?:pas"
    r"|nullement)\b"
    r"[^.;]*\Z|\b(?:rät|riet|raten|warnt?) (?:davon ab|davor)\b[^.;]*\Z"
    r"|\bpas question (?:de|d['’])[^.;]*\Z|\b(?:rules?|ruled) out\b[^.;]*\Z"
)
"""What a town says it has no mind to do: "denkt nicht daran, sie zu beenden"."""
_NOT_BEHIND = re.compile(r"(?:(?!\bund\b|\bdoch\b)[^.,;:!?()])*\bnicht\b(?!\s(?:nur|mehr)\b)")
_NO_MORE_BEHIND = re.compile(r"(?:(?!\bund\b|\bdoch\b)[^.,;:!?()])*\bnicht\s(?:länger|mehr)\b")
"""What rests no more goes on, what is planned no more is not: neither stands so."""
_NOT_BEFORE = re.compile(
    r"\b(?:n['’]|ne\s)(?:[\w’']+\s){1,3}?(?:pas|jamais)\s(?:[\w’']+\s){0,4}\Z"
    r"|\b(?:n['’]|ne\s)(?:est|était|sont|étaient)\s(?:plus|jamais)\s\Z"
    r"|\b(?:nicht|nie|niemals)\s(?:mehr\s)?(?:(?:erst|schon|seit|bis|im|in|dem|den|zum|Jahre?"
    r"|Anfang|Mitte|Ende|\d[\d.]*|(?:Jan|Febr)uar|März|April|Mai|Ju[nl]i|August|(?:Septem|Novem"
    r"|Dezem)ber|Oktober)\s){0,6}\Z"
    r"|\b(?:not|never)\s(?!only)(?:been\s)?(?:\w+\s)?\Z"
)


_PAUSED = re.compile(
    r"\b(?:ruht|ruhen|ruhend\w*|ausgesetzt|pausiert|eingeschränkt\w*|auf Eis|suspendue?s?|suspended"
    r"|gelée?s?|en sommeil|en veille|inacti(?:ve|f)|dormant|on hold|paused|geplant|planned)\b"
)
_NO_MORE = re.compile(r"(?:nicht mehr|nicht länger|no longer|n['’]\w+ plus)\b", _I)


def _is_end_of_a_pause(text: str, found: re.Match[str]) -> bool:
    """Say whether what is no more is a pause, and not the bond: "ruht seit 2022 nicht mehr"."""
    if not _NO_MORE.match(found[0]):
        return False
    before = text[max(0, found.start() - _FAR) : found.start()]
    clause = re.split(r"[.,;:!?()]|\b(?:und|and|et)\b", before)[-1]
    behind = text[found.end() : found.end() + _LONGEST_DENIAL]
    return bool(_PAUSED.search(clause) or _PAUSED.match(behind.lstrip()))


def _is_negated(text: str, found: re.Match[str], standing: Standing) -> bool:
    """Say whether a clause denies a word of standing: "ruht die Partnerschaft nicht"."""
    near = max(0, found.start() - _FAR)
    if _WHETHER.search(text, near, found.start()) or _NOT_MEANT.search(text, near, found.start()):
        return True
    behind = _NOT_BEHIND.match(text, found.end()) or (
        standing is not Standing.ENDED and _NO_MORE_BEHIND.match(text, found.end())
    )
    if behind and not NOT.match(found[0]):
        return True
    return _NOT_BEFORE.search(text, near, found.start()) is not None
