"""What a sentence says is not so, was refused, is only asked, or holds again."""

from __future__ import annotations

import re
from functools import lru_cache

from weltoffen.intake.reading.patterns import at_words
from weltoffen.intake.reading.standings import REFUSED_END
from weltoffen.intake.reading.words import STRONG_TWIN

_DENIED = at_words(
    r"\b(?:[Uu]niversit\w+|[Cc]ollege|[Ss]chool|[Cc]lub|[Mm]useum|[Hh]ospital"
    r"|[Zz]oo)['’]s\s+(?:\w+\s+)?partner"
    r"|\bn['’]a (?:pas|aucune?)\b[^.;]*\bjumel|\baucune? (?:ville |)jumel"
    r"|\bn['’](?:est|était|sont) pas (?:une |des )?(?:ville|jumel)"
    r"|\bkein\w* (?:\w+ )?Partnerst(?!\w+ mehr\b)"
    r"|\bis not a (?:twin|sister|partner)|\b[Ss]tatt (?:\w+ )?(?:Städte)?[Pp]artnerschaft"
    r"|\bkein\w*\s+(?:\w+\s+)?(?:Städte|Gemeinde)?partnerschaft(?!(?:en)?\s+mehr\b)"
    r"|\bStädtepartnerschaft\b[^.;]{0,60}\bbesteht nicht"
    r"|\bno (?:formal |official )?(?:twin|partner|sister)|\bnot twinned"
    r"|\bpas (?:de |encore )*jumel|\bsans qu.un jumelage|\bn['’]existe pas|\bne sont pas jumel"
    r"|\bn['’]est pas jumel"
    r"|\bwithout\b[^.;:,]{0,24}\b(?:twinning|partnership|sister)"
    r"|\bsans\b[^.;:,]{0,24}\b(?:jumelage|partenariat)"
    r"|\bn['’]a (?:encore |jamais )?(?:conclu|signé) (?:aucun|de jumelage)",
    re.IGNORECASE,
)


_OTHER_TIES = re.compile(
    r"\b(?:economic|trade|trading|business|commercial|academic|school|sporting|historic(?:al)?"
    r"|maritime|ferry|rail|air|transport|cultural) (?:ties|links?|relations|connections)\b"
    r"|\b(?:liens|relations|échanges|liaisons?) (?:économiques|commercia\w+|universitaires"
    r"|scolaires"
    r"|historiques|maritimes|aérien\w+|ferroviaires?)",
    re.IGNORECASE,
)
"""Ties that are none of the city's, up to where a twinning is spoken of again."""


@lru_cache(maxsize=8192)
def denied_in(text: str) -> tuple[tuple[int, int], ...]:
    """Return the clauses in which it is said that there is no relation."""
    refused = None if REFUSED_END.search(text) else _REFUSED.search(text)
    if refused and text.count(";") < _SEVERAL:
        return ((0, len(text)),)
    found: list[tuple[int, int]] = []
    for denial in [refused] if refused else []:
        low = text.rfind(";", 0, denial.start()) + 1
        found.append((low, denial.end()))
    for ties in _OTHER_TIES.finditer(text):
        again = STRONG_TWIN.search(text, ties.end())
        found.append((ties.start(), again.start() if again else len(text)))
    for denial in _DENIED.finditer(text):
        ends = [each.start() for each in _BUT.finditer(text)]
        low = max((end for end in ends if end <= denial.start()), default=0)
        if _UNLIKE.match(text):
            low = max(low, text.rfind(",", 0, denial.start()))
        found.append((low, min((end for end in ends if end >= denial.end()), default=len(text))))
    return tuple(found)


_REFUSED = at_words(
    r"\b(?:bat|beat|drew|gewann|besiegte|verlor|schlug|defeated"
    r"|lost)\b[^.]*\b\d{1,2}\s?[-:–]\s?\d{1,2}\b|"
    r"\bWunsch\b[^.;,]*\bnach (?:einer|der) (?:[a-zäöüß]+ )?\w*[Pp]artnerschaft"
    r"|\b(?:hat|haben|hatte|hatten)\b[^.;]*\b(?:angefragt|nachgefragt|um (?:eine"
    r"|die) [^.;]*gebeten)\b"
    r"|\b(?:wünsch\w+ sich|bat(?:en)? um|bittet um|bewirbt sich um"
    r"|bewarb sich um)\b[^.;]*partnerschaft"
    r"|[Pp]artnerschaft\b[^.;]*\b(?:beantragt|nicht eingegangen werden|nicht zustande)\b"
    r"|\bwould like to (?:twin|be twinned|become)\b|\baimerait (?:se jumeler|un jumelage)\b"
    r"|\b(?:Ob|[Ww]hether) [^.;]*(?:[Pp]artnerschaft|twin\w*)\b[^.;]*\b(?:offen|unclear|open)\b"
    r"|\blehnte\w*\b[^.]*\bab\b|\babgelehnt|\bzu den Akten gelegt|\bad acta\b"
    r"|\brejected\b|\bdeclined\b|\brefused\b|\bturned down\b"
    r"|\ba refusé\b|\brejeté"
    r"|\bnever (?:been |formally |actually )*(?:signed|concluded|ratified|formali[sz]ed|sealed"
    r"|materiali[sz]ed|came (?:about|to))\b|(?<!it )(?<!link )(?<!twinning )\bcame to nothing\b"
    r"|\bfell through\b"
    r"|\b(?:talked about|discussed|considered|mooted|suggested|proposed|idea)\b[^.;]*"
    r"\b(?:dropped|abandoned|shelved|turned down)\b"
    r"|\b(?:a|ont|avait) (?:demandé|sollicité|réclamé)\b[^.;]*\b(?:jumel|partenariat)"
    r"|\b(?:asked|enquired|inquired)\b[^.;]*\babout an? (?:\w+ )?(?:link|twinning|partnership)\b"
    r"|\bfragt\w*\b[^.;]*\bnach einer (?:\w+ )?\w*[Pp]artnerschaft\b"
    r"|\b(?:has|have|had) (?:asked|applied|requested)\b[^.;]*\b(?:twin|sister|partner(?:ship)?)\b"
    r"|\bn['’](?:a|ont) (?:jamais|pas) (?:été (?:signé|conclu|ratifié)|abouti|vu le jour)"
    r"|\bjamais (?:été )?(?:signé|conclu|ratifié|abouti)|\b(?:idée|projet)\b[^.;]*\babandonné"
    r"|\b[Nn]ichts (?:ge)?w[ou]rde[n]?\b[^.;]*\baus\b|\bwurde\b[^.;]*\bnichts\b"
    r"|\b(?:did|has|have) (?:anything|nothing) (?:come|came) of\b|\b(?:nothing"
    r"|little) (?:ever )?came of\b"
    r"|\bnothing has come of\b|\bzu einer Unterschrift\b[^.;]*\b(?:nie|nicht)\b"
    r"|\bzerschlug\w* sich\b|\bim Sande? verl[ai]\w+|\bblieb\w* (?:es )?(?:beim|bei der) (?:Idee"
    r"|Plan|Absicht)"
    r"|\b(?:projet|idée)\b[^.;]*\b(?:enterré|sans suite|capoté|échoué|tombée? à l['’]eau)"
    r"|\bturned down\b|\bno part of the story\b"
    r"|\bresté\w* (?:sans (?:suite|réponse)|lettre morte)",
    re.IGNORECASE,
)
_UNLIKE = re.compile(
    r"\W*(?:Contrairement à|À la différence d|Unlike|In contrast to|Anders als|Im Gegensatz)\b"
)
_BUT = re.compile(r";|, (?:aber|doch|but|mais)\b")


_SEVERAL = 2


_ASKED = re.compile(r"\?[\s»”\"]*\Z")
_TAKEN_FOR_GRANTED = re.compile(
    r"\W*(?:Why|Did you know|How (?:did|long|old)|Pourquoi|Savi?ez[- ]vous|Comment|Depuis quand"
    r"|Warum|Wussten Sie|Wusstest|Weshalb|Seit wann|Wie kam)\b",
    re.IGNORECASE,
)
_SUPPOSED = re.compile(
    r"\b(?:die|unsere|der|the|our|le|la|notre)\s(?:\w+\s)?(?:\w*[Pp]artnerschaft|Verschwisterung"
    r"|twinning"
    r"|partnership|jumelage)\s(?:mit|with|avec)\b"
)
"""What a question takes for granted: "Ruht die Partnerschaft mit X?"."""
_MEMBER = re.compile(
    r"\b(?:members? of|belongs to|membres? d[eu’']|fait partie d[eu’']|adhère à)\b[^.;]{0,80}"
    r"\b(?:group|network|union|association|league|alliance|Eurocities|groupe|réseau|ligue)\b"
    r"|\b(?:sind|ist)\b[^.;]{0,90}\bMitglied(?:er)?\b\s*(?:[.;]|\Z)|\bare\b[^.;]{0,80}\bmembers\b\s*(?:[.;]|\Z)"
    r"|\bsont\b[^.;]{0,80}\bmembres\b\s*(?:[.;]|\Z)"
    r"|\b(?:gemeinsam|zusammen|together|jointly|aux côtés)\b[^.;]*"
    r"\b(?:Kulturhauptstadt|[Cc]apitals? of [Cc]ulture|capitales? européennes? de la culture)",
    re.IGNORECASE,
)


def states_nothing(text: str) -> bool:
    """Say whether a sentence only asks, or only tells who else is in a network.

    "Why is X twinned with Y?" takes for granted what it asks about, and states it.
    """
    if _ASKED.search(text) and not _TAKEN_FOR_GRANTED.match(text):
        return _SUPPOSED.search(text) is None
    return _MEMBER.search(text) is not None and STRONG_TWIN.search(text) is None


_AGAIN = re.compile(
    r"\b(?:ended|lapsed|suspended|dormant|broken off|interrup\w+|rompue?|suspendue?|dissoute?"
    r"|ruhten?|geruht|ausgesetzt|unterbrochen|eingeschlafen|auf Eis|en veille|en sommeil)\b"
    r"[^.;]*?\b(?P<again>re-?opened|resumed|revived|re-?established|taken up again|reviving"
    r"|relancée?|reprise?|rétablie?|renouée?|réactivée?|n['’]est plus en (?:sommeil|veille|pause)"
    r"|wieder ?(?:aufgenommen|aufgelebt|belebt|aktiv)|reaktiviert|besteht\b[^.;]*\bwieder)\b",
    re.IGNORECASE,
)


def revived_at(text: str) -> int | None:
    """Return where it is said that what had ended or rested holds again, None where it is not."""
    found = _AGAIN.search(text)
    return found.start("again") if found else None
