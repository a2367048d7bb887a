"""Words of three languages that say an act: of which kind, and as done, to be done, or a noun."""

from __future__ import annotations

import re
from enum import StrEnum

from weltoffen.intake.types import ActKind


class Form(StrEnum):
    """How an act is said: as done, as what somebody decides to do, or as a noun."""

    FINITE = "finite"
    INFINITIVE = "infinitive"
    NOUN = "noun"


_DEED = (
    r"(?:(?:Partnerschafts|Freundschafts|Gründungs|Jumelage)?-?[Uu]rkunden?|\w*[Dd]okumente?n?"
    r"|deeds?"
    r"|charters?|chartes?|actes?|documents?|scrolls?)"
)
_INTENT = (
    r"(?:Absichtserklärung|[Mm]emorand(?:um|a|en)|\bMoU\b|Letters? of [Ii]ntent|\bLoI\b"
    r"|[Dd]eclarations? of intent|[Ss]tatement of intent|(?:[Ll]ettre"
    r"|[Dd]éclaration) d['’]intention"
    r"|[Pp]rotocole d['’](?:accord|entente)|[Mm]émorandum)"
)
INTENT = re.compile(_INTENT)

# kind, form, words; "~" stands for a few words of the same clause.
_WORDS: tuple[tuple[ActKind, Form, str], ...] = (
    (ActKind.MANDATE, Form.FINITE,
        r"\bbeauftragte[n]?\b|\bbeauftragt\b|\bermächtigte[n]?\b|\bermächtigt\b"
        r"|\berteilte[n]?\b~(?:Auftrag|Mandat)\b"
        r"|\b(?:Auftrag|Mandat)\b~erteilt\b|\bmandated\b|\binstructed\b|\bauthori[sz]ed\b"
        r"|\bgave~(?:mandate|authority)"
        r"|\b(?:mandaté|chargé|autorisé)e?\b(?=~(?:le maire|la maire|l['’]administration"
        r"|les services|de |à ))"),
    (ActKind.MANDATE, Form.INFINITIVE, r"\bzu beauftragen\b|\bzu ermächtigen\b|\bto (?:instruct"
    r"|mandate|authori[sz]e)\b"),
    (ActKind.MANDATE, Form.NOUN, r"\b(?:Rats|Verhandlungs)(?:mandat|auftrag)\b"
    r"|\bAuftrag des (?:Stadt|Gemeinde)?[Rr]ate?s\b"),
    (ActKind.RESOLUTION, Form.FINITE,
        r"\b(?:verabschiede\w*|fasste[n]?|beschloss(?:en)?)\b~\b(?:Resolution|Entschließung)\b"
        r"|\b(?:Resolution|Entschließung)\b~\b(?:verabschiedet|gefasst|beschlossen|beschloss"
        r"|angenommen)\b"
        r"|\b(?:passed|adopted|carried)\b~\b(?:resolution|motion)\b|\b(?:resolution"
        r"|motion)\b~\b(?:passed|adopted|carried)\b"
        r"|\b(?:adopté|voté)\b~\b(?:résolution|motion|vœu|voeu)\b|\b(?:résolution|motion"
        r"|vœu)\b~\b(?:adopté|voté)e\b"),
    (ActKind.RESOLUTION, Form.NOUN, r"\bRatsresolution\b|\bResolution des (?:Stadt"
    r"|Gemeinde)?[Rr]ate?s\b|\bcouncil resolution\b"),
    (ActKind.COUNCIL, Form.FINITE,
        r"\bbeschloss(?:en)?\b|\bbeschlossen\b|\bbeschließt\b|\bstimmte[n]?\b(?=~\bzu\b)"
        r"|\bzugestimmt\b|\bbilligte[n]?\b"
        r"|\bgebilligt\b|\bgenehmigte?n?\b|\bbefürwortete[n]?\b|\bentschied(?:en)?\b|\b(?:fasste"
        r"|fällte)[n]?\b~\w*[Bb]eschl[uü]ss\w*"
        r"|\bvotierte[n]?\b|\b\w*[Bb]eschl[uü]ss\w*~\bgefasst\b|\bgrünes Licht\b"
        r"|\bsprach(?:en)? sich\b~\b(?:für|aus)\b"
        r"|\bratifizier\w+\b|\bbesiegelte der Rat\b"
        r"|\bapproved\b|\bagreed\b|\bvoted\b|\bresolved\b|\bdecided\b|\bendorsed\b|\badopted\b"
        r"|\bratified\b|\bgave its (?:approval|consent)"
        r"|\b(?:approuvé|voté|adopté|décidé|validé|entériné|ratifié|acté)e?s?\b|\b(?:approuve"
        r"|vota|adopta|décida|approuva)\b"
        r"|\bs['’]est prononcé\b|\bdonné son (?:accord|aval)\b"),
    (ActKind.COUNCIL, Form.NOUN,
        r"\b(?:Stadt|Gemeinde)?[Rr]atsbeschl[uü]ss\w*|\b[Bb]eschl[uü]ss(?:es|e)? (?:des"
        r"|der) (?:\w+ )?(?:\w*[Rr]ate?s|Stadtverordnetenversammlung"
        r"|Bürgerschaft|Stadtvertretung)\b|\b(?:[Cc]ouncil|[Cc]ommittee) (?:decision|vote"
        r"|approval)\b"
        r"|\b(?:decision|vote|approval) (?:of|by) (?:the )?(?:\w+ ){0,2}[Cc]ouncil\b"
        r"|\b[Dd]élibération\b|\bvote du conseil\b|\bZustimmung des \w*[Rr]ate?s\b"),
    (ActKind.COUNTER_SIGNATURE, Form.FINITE,
        r"\bgegengezeichnet\b|\bgegenunterzeichne\w+\b|\bcounter-?signed\b|\bcontresign(?:é|ée|a"
        r"|èrent)\b"),
    (ActKind.COUNTER_SIGNATURE, Form.NOUN,
        r"\bGegen(?:unter)?zeichnung\b|\bGegenurkunde\b|\b[Cc]ounter-?(?:signature|signing"
        r"|deed)\b|\b[Cc]ontreseing\b|\b[Cc]ontre-?signature\b"),
    (ActKind.DEED_EXCHANGE, Form.FINITE,
        rf"\btausch(?:t)?en\b~\b{_DEED}~\baus\b|\b{_DEED}~\b(?:ausgetauscht|getauscht)\b"
        rf"|\bexchanged\b~\b{_DEED}\b"
        rf"|\b{_DEED}~\b(?:were |was )exchanged\b|\béchang(?:é|èrent)\b~\b{_DEED}\b"
        rf"|\b{_DEED}~\béchangée?s\b"),
    (ActKind.DEED_EXCHANGE, Form.NOUN,
        rf"\bAustausch der {_DEED}\b|\bUrkundenaustausch\b|\b[Ee]xchange of (?:the )?{_DEED}\b"
        rf"|\b[Éé]change des {_DEED}\b"),
    (ActKind.SIGNATURE, Form.FINITE,
        r"\bunterzeichnete[n]?\b|\bunterzeichnet\b|\bunterschrieb(?:en)?\b|\bsigniert(?:e|en)?\b"
        r"|\bbesiegelt(?:e|en)?\b|\bparaphierte[n]?\b"
        r"|\b(?:schloss|schlossen)\b(?! sich)~\b(?:\w*[Vv]ertrag|\w*[Vv]ereinbarung"
        r"|\w*[Aa]bkommen|\w*[Pp]artnerschaft)\b"
        r"|\b(?:\w*[Vv]ertrag|\w*[Vv]ereinbarung|\w*[Aa]bkommen"
        r"|\w*[Pp]artnerschaft)\b~\b(?:geschlossen|abgeschlossen)\b"
        r"|\bsetzten?\b~\bUnterschrift\w*\b|\bsigned\b|\bput (?:their|his|her) (?:signatures?"
        r"|names?)\b|\bsealed\b|\b(?:agreement|pact|treaty)\b~\bconcluded\b"
        r"|\b(?:a|ont|fut|furent|est|été|avait|avaient)\s(?:\w+\s)?(?:signé|scellé|paraphé)e?s?\b"
        r"|\bsign(?:a|èrent|ent|e)\b|\bsignée?s? (?:le|en|à|par)\b|\bscella\b"
        r"|\b(?:charte|accord|convention|jumelage|serment|pacte)\b~\b(?:signée?|conclue?"
        r"|scellée?)\b"),
    (ActKind.SIGNATURE, Form.INFINITIVE, r"\bzu unterzeichnen\b|\babzuschließen\b|\bto sign\b"
    r"|\bà signer\b|\bde signer\b"),
    (ActKind.SIGNATURE, Form.NOUN,
        r"\bUnterzeichnung\b|\bVertragsunterzeichnung\b|\bUnterschrift unter\b"
        r"|\bVertragsschluss\b|\bVertragsabschluss\b"
        r"|\b[Ss]igning\b|\b[Ss]ignature\b(?! event)|\b[Ss]ignature d[eu]\b"),
    (ActKind.RESUMPTION, Form.FINITE,
        r"\bwieder ?aufgenommen\b|\bnahm(?:en)?\b~\bwieder auf\b|\breaktiviert(?:e|en)?\b"
        r"|\bwiederbelebt(?:e|en)?\b|\bresumed\b|\breactivated\b|\brevived\b"
        r"|\brestored\b|\breinstated\b|\b(?:a|ont|été|fut)\s(?:repris|reprise|relancée?"
        r"|réactivée?|rétablie?)\b|\bSuspendierung~aufgehoben\b"),
    (ActKind.RESUMPTION, Form.INFINITIVE, r"\bwieder ?aufzunehmen\b|\bzu reaktivieren\b"
    r"|\bwiederzubeleben\b|\bto (?:resume|revive|reactivate|restore)\b|\bde (?:reprendre|relancer"
    r"|rétablir|réactiver)\b"),
    (ActKind.RESUMPTION, Form.NOUN, r"\bWiederaufnahme\b|\bReaktivierung\b|\b[Rr]esumption\b"
    r"|\b[Rr]eprise d[eu]\b|\b[Rr]elance d[eu]\b"),
    (ActKind.SUSPENSION, Form.FINITE,
        r"\bausgesetzt\b|\bsetzte[n]?\b~\baus\b|\bauf Eis gelegt\b|\blegte[n]?\b~\bauf Eis\b"
        r"|\bsuspendiert(?:e|en)?\b|\beingefroren\b|\bruhend gestellt\b"
        r"|\bruht\b|\bruhen\b(?! (?:zu lassen|soll|lassen))(?! der)|\bpausiert\b"
        r"|\bsuspended\b|\b(?:put|placed) on hold\b|\bfrozen\b|\bpaused\b|\bon hold since\b"
        r"|\b(?:a|ont|été|est|sont|fut)\s(?:\w+\s)?(?:suspendue?s?|gelée?s?|suspendu)\b"
        r"|\bmise? en (?:sommeil|veille|pause)\b|\ben sommeil depuis\b|\bsuspendit\b"),
    (ActKind.SUSPENSION, Form.INFINITIVE, r"\bauszusetzen\b|\bruhen zu lassen\b"
    r"|\bruhend zu stellen\b|\bauf Eis zu legen\b|\bzu suspendieren\b|\beinzufrieren\b"
    r"|\bto (?:suspend|freeze|pause)\b|\bde (?:suspendre|geler)\b|\bruhen (?:soll|lassen)\b"),
    (ActKind.SUSPENSION, Form.NOUN, r"\bAussetzung\b|\bSuspendierung\b|\b[Ss]uspension\b"
    r"|\bRuhen der\b"),
    (ActKind.LIMITATION, Form.FINITE,
        r"\beingeschränkt\b|\bschränkte[n]?\b~\bein\b|\bbeschränkt(?:e|en)?\b(?=~\bauf\b)"
        r"|\bauf\b~\bbeschränkt\b|\brestricted\b|\blimited\b(?=~\bto\b)|\breduced to\b"
        r"|\b(?:a|ont|été|est|sont)\s(?:\w+\s)?(?:restreinte?s?|limitée?s?|réduite?s?)\b"),
    (ActKind.LIMITATION, Form.INFINITIVE, r"\beinzuschränken\b|\bzu beschränken\b|\bto (?:limit"
    r"|restrict)\b|\bde (?:limiter|restreindre|réduire)\b"),
    (ActKind.LIMITATION, Form.NOUN, r"\bEinschränkung\b|\bBeschränkung auf\b"),
    (ActKind.END, Form.FINITE,
        r"\bbeendete?n?\b|\b(?:auf)?gekündigt\b|\bkündigte[n]?\b(?!~\ban\b)|\baufgelöst\b"
        r"|\blöste[n]?\b~\bauf\b|\baufgehoben\b|\b(?:war|wurde)\b~\bSchluss\b|\bausgetreten\b"
        r"|\btrat(?:en)?\b~\baus\b(?=\W)"
        r"|\bended\b|\bterminated\b|\bdissolved\b|\bwithdrew\b|\bcancelled\b|\bsevered\b"
        r"|\bcut ties\b|\bleft\b(?= (?:the )?[A-Z])"
        r"|\bmis fin\b|\bmit fin\b|\brompue?\b|\brésilié[es]*\b|\bdénoncée?\b|\bdissou[st]e?\b"
        r"|\bquitté\b|\bs['’]est retirée?\b|\bpris fin\b|\bprit fin\b"),
    (ActKind.END, Form.INFINITIVE, r"\bzu beenden\b|\b(?:auf)?zu(?:kündigen| kündigen)\b"
    r"|\baufzulösen\b|\baufzuheben\b|\bauszutreten\b|\bnicht (?:mehr )?(?:fortzuführen"
    r"|fortzusetzen|zu verlängern)\b|\bto (?:end|terminate|dissolve|leave|withdraw)\b"
    r"|\bde (?:mettre fin|rompre|résilier|dénoncer|quitter)\b"),
    (ActKind.END, Form.NOUN, r"\bBeendigung\b|\bKündigung\b|\bAuflösung\b|\bAustritt\b"
    r"|\b[Tt]ermination\b|\b[Dd]issolution\b|\b[Rr]upture\b|\b[Rr]ésiliation\b"),
    (ActKind.ACCESSION, Form.FINITE,
        r"\bbeigetreten\b|\bbeitrat(?:en)?\b|\btr(?:at|aten|itt)\b(?=~\bbei\b)|\bangeschlossen\b"
        r"|\bschloss(?:en)? sich\b|\bwurde\b~\bMitglied\b|\bals Mitglied aufgenommen\b"
        r"|\baufgenommen\b"
        r"|\bjoined\b|\bjoins\b|\bacceded\b|\bbecame\b~\bmember\b|\bwas admitted\b|\b(?:a|ont"
        r"|avait)\s(?:\w+\s)?(?:adhéré|rejoint|intégré)\b|\badhéra\b|\badhère\b|\brejoint\b"
        r"|\bdevenue?\b~\bmembre\b"),
    (ActKind.ACCESSION, Form.INFINITIVE, r"\bbeizutreten\b|\bsich\b~\banzuschließen\b"
    r"|\bto (?:join|accede)\b|\bd['’]adhérer\b|\bde rejoindre\b"),
    (ActKind.ACCESSION, Form.NOUN, r"\bBeitritt(?:s|es)?\b|\bAufnahme in\b|\b[Aa]ccession\b"
    r"|\b[Aa]dhésion\b"),
    (ActKind.FIRST_CONTACT, Form.FINITE,
        r"\b[Ee]rste[rn]?\s(?:\w+\s){0,2}?(?:Kontakt(?:e|en|aufnahme)?|Begegnung(?:en)?"
        r"|Beziehungen)\b|\bersten Kontakte?\b|\bKontakte?\b~\b(?:begann|begannen|entstand"
        r"|entstanden|geknüpft|reichen)\b"
        r"|\bknüpfte[n]?\b~\bKontakte?\b|\b[Ff]irst (?:\w+ ){0,2}?contacts?\b"
        r"|\b[Cc]ontacts? (?:began|date from|go back to|dates from)\b|\bfirst met\b"
        r"|\b[Pp]remiers? (?:\w+ )?contacts?\b|\b[Pp]remière (?:rencontre|prise de contact)\b"),
)  # fmt: skip
STEMS: dict[ActKind, tuple[str, ...]] = {
    ActKind.MANDATE: (
        "auftrag",
        "mächtig",
        "mandat",
        "instruct",
        "authori",
        "gave",
        "chargé",
        "autoris",
    ),
    ActKind.RESOLUTION: ("resolution", "entschließ", "entschliess", "motion", "résolution", "vœu"),
    ActKind.COUNCIL: (
        "beschl",
        "stimm",
        "billig",
        "genehmig",
        "befürwort",
        "entschied",
        "votier",
        "grünes",
        "sprach",
        "ratif",
        "approv",
        "agreed",
        "vote",
        "resolved",
        "decided",
        "decision",
        "endors",
        "adopt",
        "gave",
        "approuv",
        "vota",
        "voté",
        "décid",
        "valid",
        "entérin",
        "acté",
        "prononc",
        "donné",
        "délib",
        "besiegelte",
    ),
    ActKind.COUNTER_SIGNATURE: ("gegen", "counter", "contre"),
    ActKind.DEED_EXCHANGE: ("tausch", "exchang", "échang"),
    ActKind.SIGNATURE: (
        "zeichn",
        "unterschr",
        "sign",
        "siegel",
        "paraph",
        "schloss",
        "schlu",
        "unterschrift",
        "put",
        "seal",
        "conclu",
        "scell",
        "abzuschließen",
    ),
    ActKind.RESUMPTION: (
        "aufgenommen",
        "nahm",
        "aufzunehmen",
        "aktivi",
        "beleb",
        "resum",
        "reviv",
        "restor",
        "reinstat",
        "wiederaufnahme",
        "repris",
        "relanc",
        "rétabl",
        "réactiv",
        "reprendre",
        "suspendierung",
    ),
    ActKind.SUSPENSION: (
        "setzt",
        "setz",
        "eis",
        "suspen",
        "frier",
        "froren",
        "ruh",
        "pausier",
        "pause",
        "hold",
        "frozen",
        "freeze",
        "gel",
        "sommeil",
        "veille",
        "réduc",
    ),
    ActKind.LIMITATION: ("schränk", "restrict", "limit", "reduc", "restrein", "rédui"),
    ActKind.END: (
        "beend",
        "künd",
        "gelöst",
        "löst",
        "lös",
        "gehoben",
        "heben",
        "schluss",
        "treten",
        "trat",
        "tritt",
        "end",
        "terminat",
        "dissol",
        "withdr",
        "cancel",
        "sever",
        "ties",
        "left",
        "leave",
        "fin",
        "romp",
        "résili",
        "dénonc",
        "dissou",
        "quitt",
        "retir",
        "rupture",
        "fortz",
        "fortf",
        "verläng",
    ),
    ActKind.ACCESSION: (
        "treten",
        "trat",
        "tritt",
        "schloss",
        "mitglied",
        "aufgenommen",
        "aufnahme",
        "join",
        "acced",
        "member",
        "admit",
        "accession",
        "adhér",
        "adhés",
        "rejoi",
        "intégr",
        "membre",
        "schließen",
        "schloß",
    ),
    ActKind.FIRST_CONTACT: ("kontakt", "begegnung", "beziehungen", "contact", "met", "premi"),
}
"""Without one of these in a sentence no word of the kind stands there: a quick look before all."""
_FEW = r"[^;]{0,110}?"
CUES: tuple[tuple[ActKind, Form, re.Pattern[str]], ...] = tuple(
    (kind, form, re.compile(words.replace("~", _FEW))) for kind, form, words in _WORDS
)

STATES = (ActKind.SUSPENSION, ActKind.LIMITATION, ActKind.RESUMPTION, ActKind.END)
"""What is done to a bond that there is."""
