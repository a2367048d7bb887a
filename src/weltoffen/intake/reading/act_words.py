"""Words of three languages by which a page tells that an act was done, not done, or only planned."""

from __future__ import annotations

import re
from enum import StrEnum

from weltoffen.intake.types import ActKind

_I = re.IGNORECASE


class Form(StrEnum):
    """How an act is said: as done, as what somebody decides to do, or as a noun."""

    FINITE = "finite"
    INFINITIVE = "infinitive"
    NOUN = "noun"


_DEED = (
    r"(?:(?:Partnerschafts|Freundschafts|Gründungs|Jumelage)?-?[Uu]rkunden?|\w*[Dd]okumente?n?|deeds?"
    r"|charters?|chartes?|actes?|documents?|scrolls?)"
)
_INTENT = (
    r"(?:Absichtserklärung|Memorand(?:um|a|en)|\bMoU\b|Letters? of [Ii]ntent|\bLoI\b"
    r"|[Dd]eclarations? of intent|[Ss]tatement of intent|(?:[Ll]ettre|[Dd]éclaration) d['’]intention"
    r"|[Pp]rotocole d['’](?:accord|entente)|[Mm]émorandum)"
)
INTENT = re.compile(_INTENT)

# kind, form, words; "~" stands for a few words of the same clause.
_WORDS: tuple[tuple[ActKind, Form, str], ...] = (
    (ActKind.MANDATE, Form.FINITE,
        r"\bbeauftragte[n]?\b|\bbeauftragt\b|\bermächtigte[n]?\b|\bermächtigt\b|\berteilte[n]?\b~(?:Auftrag|Mandat)\b"
        r"|\b(?:Auftrag|Mandat)\b~erteilt\b|\bmandated\b|\binstructed\b|\bauthori[sz]ed\b|\bgave~(?:mandate|authority)"
        r"|\b(?:mandaté|chargé|autorisé)e?\b(?=~(?:le maire|la maire|l['’]administration|les services|de |à ))"),
    (ActKind.MANDATE, Form.INFINITIVE, r"\bzu beauftragen\b|\bzu ermächtigen\b|\bto (?:instruct|mandate|authori[sz]e)\b"),
    (ActKind.MANDATE, Form.NOUN, r"\b(?:Rats|Verhandlungs)(?:mandat|auftrag)\b|\bAuftrag des (?:Stadt|Gemeinde)?[Rr]ate?s\b"),
    (ActKind.RESOLUTION, Form.FINITE,
        r"\b(?:verabschiede\w*|fasste[n]?|beschloss(?:en)?)\b~\b(?:Resolution|Entschließung)\b"
        r"|\b(?:Resolution|Entschließung)\b~\b(?:verabschiedet|gefasst|beschlossen|beschloss|angenommen)\b"
        r"|\b(?:passed|adopted|carried)\b~\b(?:resolution|motion)\b|\b(?:resolution|motion)\b~\b(?:passed|adopted|carried)\b"
        r"|\b(?:adopté|voté)\b~\b(?:résolution|motion|vœu|voeu)\b|\b(?:résolution|motion|vœu)\b~\b(?:adopté|voté)e\b"),
    (ActKind.RESOLUTION, Form.NOUN, r"\bRatsresolution\b|\bResolution des (?:Stadt|Gemeinde)?[Rr]ate?s\b|\bcouncil resolution\b"),
    (ActKind.COUNCIL, Form.FINITE,
        r"\bbeschloss(?:en)?\b|\bbeschlossen\b|\bbeschließt\b|\bstimmte[n]?\b(?=~\bzu\b)|\bzugestimmt\b|\bbilligte[n]?\b"
        r"|\bgebilligt\b|\bgenehmigte?n?\b|\bbefürwortete[n]?\b|\bentschied(?:en)?\b|\b(?:fasste|fällte)[n]?\b~\w*[Bb]eschl[uü]ss\w*"
        r"|\bvotierte[n]?\b|\bgrünes Licht\b|\bsprach(?:en)? sich\b~\b(?:für|aus)\b|\bratifizier\w+\b|\bbesiegelte der Rat\b"
        r"|\bapproved\b|\bagreed\b|\bvoted\b|\bresolved\b|\bdecided\b|\bendorsed\b|\badopted\b|\bratified\b|\bgave its (?:approval|consent)"
        r"|\b(?:approuvé|voté|adopté|décidé|validé|entériné|ratifié|acté)e?s?\b|\b(?:approuve|vota|adopta|décida|approuva)\b"
        r"|\bs['’]est prononcé\b|\bdonné son (?:accord|aval)\b"),
    (ActKind.COUNCIL, Form.NOUN,
        r"\b(?:Stadt|Gemeinde)?[Rr]atsbeschl[uü]ss\w*|\b[Bb]eschl[uü]ss(?:es|e)? (?:des|der) (?:\w+ )?(?:\w*[Rr]ate?s|Stadtverordnetenversammlung"
        r"|Bürgerschaft|Stadtvertretung)\b|\b(?:[Cc]ouncil|[Cc]ommittee) (?:decision|vote|approval)\b"
        r"|\b(?:decision|vote|approval) (?:of|by) (?:the )?(?:\w+ ){0,2}[Cc]ouncil\b|\b[Dd]élibération\b|\bvote du conseil\b|\bZustimmung des \w*[Rr]ate?s\b"),
    (ActKind.COUNTER_SIGNATURE, Form.FINITE,
        r"\bgegengezeichnet\b|\bgegenunterzeichne\w+\b|\bcounter-?signed\b|\bcontresign(?:é|ée|a|èrent)\b"),
    (ActKind.COUNTER_SIGNATURE, Form.NOUN,
        r"\bGegen(?:unter)?zeichnung\b|\bGegenurkunde\b|\b[Cc]ounter-?(?:signature|signing|deed)\b|\b[Cc]ontreseing\b|\b[Cc]ontre-?signature\b"),
    (ActKind.DEED_EXCHANGE, Form.FINITE,
        rf"\btausch(?:t)?en\b~\b{_DEED}~\baus\b|\b{_DEED}~\b(?:ausgetauscht|getauscht)\b|\bexchanged\b~\b{_DEED}\b"
        rf"|\b{_DEED}~\b(?:were |was )exchanged\b|\béchang(?:é|èrent)\b~\b{_DEED}\b|\b{_DEED}~\béchangée?s\b"),
    (ActKind.DEED_EXCHANGE, Form.NOUN,
        rf"\bAustausch der {_DEED}\b|\bUrkundenaustausch\b|\b[Ee]xchange of (?:the )?{_DEED}\b|\b[Éé]change des {_DEED}\b"),
    (ActKind.SIGNATURE, Form.FINITE,
        r"\bunterzeichnete[n]?\b|\bunterzeichnet\b|\bunterschrieb(?:en)?\b|\bsigniert(?:e|en)?\b|\bbesiegelt(?:e|en)?\b|\bparaphierte[n]?\b"
        r"|\b(?:schloss|schlossen)\b(?! sich)~\b(?:\w*[Vv]ertrag|\w*[Vv]ereinbarung|\w*[Aa]bkommen|\w*[Pp]artnerschaft)\b"
        r"|\b(?:\w*[Vv]ertrag|\w*[Vv]ereinbarung|\w*[Aa]bkommen|\w*[Pp]artnerschaft)\b~\b(?:geschlossen|abgeschlossen)\b"
        r"|\bsetzten?\b~\bUnterschrift\w*\b|\bsigned\b|\bput (?:their|his|her) (?:signatures?|names?)\b|\bsealed\b|\b(?:agreement|pact|treaty)\b~\bconcluded\b"
        r"|\b(?:a|ont|fut|furent|est|été|avait|avaient)\s(?:\w+\s)?(?:signé|scellé|paraphé)e?s?\b|\bsign(?:a|èrent|ent|e)\b|\bsignée?s? (?:le|en|à|par)\b|\bscella\b"
        r"|\b(?:charte|accord|convention|jumelage|serment|pacte)\b~\b(?:signée?|conclue?|scellée?)\b"),
    (ActKind.SIGNATURE, Form.INFINITIVE, r"\bzu unterzeichnen\b|\babzuschließen\b|\bto sign\b|\bà signer\b|\bde signer\b"),
    (ActKind.SIGNATURE, Form.NOUN,
        r"\bUnterzeichnung\b|\bVertragsunterzeichnung\b|\bUnterschrift unter\b|\bVertragsschluss\b|\bVertragsabschluss\b"
        r"|\b[Ss]igning\b|\b[Ss]ignature\b(?! event)|\b[Ss]ignature d[eu]\b"),
    (ActKind.RESUMPTION, Form.FINITE,
        r"\bwieder ?aufgenommen\b|\bnahm(?:en)?\b~\bwieder auf\b|\breaktiviert(?:e|en)?\b|\bwiederbelebt(?:e|en)?\b|\bresumed\b|\breactivated\b|\brevived\b"
        r"|\brestored\b|\breinstated\b|\b(?:a|ont|été|fut)\s(?:repris|reprise|relancée?|réactivée?|rétablie?)\b|\bSuspendierung~aufgehoben\b"),
    (ActKind.RESUMPTION, Form.INFINITIVE, r"\bwieder ?aufzunehmen\b|\bzu reaktivieren\b|\bwiederzubeleben\b|\bto (?:resume|revive|reactivate|restore)\b|\bde (?:reprendre|relancer|rétablir|réactiver)\b"),
    (ActKind.RESUMPTION, Form.NOUN, r"\bWiederaufnahme\b|\bReaktivierung\b|\b[Rr]esumption\b|\b[Rr]eprise d[eu]\b|\b[Rr]elance d[eu]\b"),
    (ActKind.SUSPENSION, Form.FINITE,
        r"\bausgesetzt\b|\bsetzte[n]?\b~\baus\b|\bauf Eis gelegt\b|\blegte[n]?\b~\bauf Eis\b|\bsuspendiert(?:e|en)?\b|\beingefroren\b|\bruhend gestellt\b"
        r"|\bruht\b(?=~\bseit\b)|\bruhen\b(?=~\bseit\b)|\bseit\b~\bruh(?:t|en)\b|\bpausiert\b|\bsuspended\b|\b(?:put|placed) on hold\b|\bfrozen\b|\bpaused\b|\bon hold since\b"
        r"|\b(?:a|ont|été|est|sont|fut)\s(?:\w+\s)?(?:suspendue?s?|gelée?s?|suspendu)\b|\bmise? en (?:sommeil|veille|pause)\b|\ben sommeil depuis\b|\bsuspendit\b"),
    (ActKind.SUSPENSION, Form.INFINITIVE, r"\bauszusetzen\b|\bruhen zu lassen\b|\bruhend zu stellen\b|\bauf Eis zu legen\b|\bzu suspendieren\b|\beinzufrieren\b|\bto (?:suspend|freeze|pause)\b|\bde (?:suspendre|geler)\b|\bruhen (?:soll|lassen)\b"),
    (ActKind.SUSPENSION, Form.NOUN, r"\bAussetzung\b|\bSuspendierung\b|\b[Ss]uspension\b|\bRuhen der\b"),
    (ActKind.LIMITATION, Form.FINITE,
        r"\beingeschränkt\b|\bschränkte[n]?\b~\bein\b|\bbeschränkt(?:e|en)?\b(?=~\bauf\b)|\bauf\b~\bbeschränkt\b|\brestricted\b|\blimited\b(?=~\bto\b)|\breduced to\b"
        r"|\b(?:a|ont|été|est|sont)\s(?:\w+\s)?(?:restreinte?s?|limitée?s?|réduite?s?)\b"),
    (ActKind.LIMITATION, Form.INFINITIVE, r"\beinzuschränken\b|\bzu beschränken\b|\bto (?:limit|restrict)\b|\bde (?:limiter|restreindre|réduire)\b"),
    (ActKind.LIMITATION, Form.NOUN, r"\bEinschränkung\b|\bBeschränkung auf\b"),
    (ActKind.END, Form.FINITE,
        r"\bbeendete?n?\b|\b(?:auf)?gekündigt\b|\bkündigte[n]?\b(?!~\ban\b)|\baufgelöst\b|\blöste[n]?\b~\bauf\b|\baufgehoben\b|\b(?:war|wurde)\b~\bSchluss\b|\bausgetreten\b|\btrat(?:en)?\b~\baus\b(?=\W)"
        r"|\bended\b|\bterminated\b|\bdissolved\b|\bwithdrew\b|\bcancelled\b|\bsevered\b|\bcut ties\b|\bleft\b(?= (?:the )?[A-Z])"
        r"|\bmis fin\b|\bmit fin\b|\brompue?\b|\brésilié[es]*\b|\bdénoncée?\b|\bdissou[st]e?\b|\bquitté\b|\bs['’]est retirée?\b|\bpris fin\b|\bprit fin\b"),
    (ActKind.END, Form.INFINITIVE, r"\bzu beenden\b|\b(?:auf)?zu(?:kündigen| kündigen)\b|\baufzulösen\b|\baufzuheben\b|\bauszutreten\b|\bnicht (?:mehr )?(?:fortzuführen|fortzusetzen|zu verlängern)\b|\bto (?:end|terminate|dissolve|leave|withdraw)\b|\bde (?:mettre fin|rompre|résilier|dénoncer|quitter)\b"),
    (ActKind.END, Form.NOUN, r"\bBeendigung\b|\bKündigung\b|\bAuflösung\b|\bAustritt\b|\b[Tt]ermination\b|\b[Dd]issolution\b|\b[Rr]upture\b|\b[Rr]ésiliation\b"),
    (ActKind.ACCESSION, Form.FINITE,
        r"\bbeigetreten\b|\btr(?:at|aten|itt)\b(?=~\bbei\b)|\bangeschlossen\b|\bschloss(?:en)? sich\b|\bwurde\b~\bMitglied\b|\bals Mitglied aufgenommen\b|\baufgenommen\b"
        r"|\bjoined\b|\bjoins\b|\bacceded\b|\bbecame\b~\bmember\b|\bwas admitted\b|\b(?:a|ont|avait)\s(?:\w+\s)?(?:adhéré|rejoint|intégré)\b|\badhéra\b|\badhère\b|\brejoint\b|\bdevenue?\b~\bmembre\b"),
    (ActKind.ACCESSION, Form.INFINITIVE, r"\bbeizutreten\b|\bsich\b~\banzuschließen\b|\bto (?:join|accede)\b|\bd['’]adhérer\b|\bde rejoindre\b"),
    (ActKind.ACCESSION, Form.NOUN, r"\bBeitritt(?:s|es)?\b|\bAufnahme in\b|\b[Aa]ccession\b|\b[Aa]dhésion\b"),
    (ActKind.FIRST_CONTACT, Form.FINITE,
        r"\b[Ee]rste[rn]?\s(?:\w+\s){0,2}?(?:Kontakt(?:e|en|aufnahme)?|Begegnung(?:en)?|Beziehungen)\b|\bersten Kontakte?\b|\bKontakte?\b~\b(?:begann|begannen|entstand|entstanden|geknüpft|reichen)\b"
        r"|\bknüpfte[n]?\b~\bKontakte?\b|\b[Ff]irst (?:\w+ ){0,2}?contacts?\b|\b[Cc]ontacts? (?:began|date from|go back to|dates from)\b|\bfirst met\b"
        r"|\b[Pp]remiers? (?:\w+ )?contacts?\b|\b[Pp]remière (?:rencontre|prise de contact)\b"),
)  # fmt: skip
_FEW = r"[^;]{0,110}?"
CUES: tuple[tuple[ActKind, Form, re.Pattern[str]], ...] = tuple(
    (kind, form, re.compile(words.replace("~", _FEW))) for kind, form, words in _WORDS
)

BOND = re.compile(
    r"(?:Gegen|Vertrags|Unter)(?:unter)?zeichnung|[Cc]ounter-?sign|[Cc]ontreseing|[Pp]artnerschaft|[Pp]artnerst[aä]dt|[Pp]artnergemeinde|[Ff]reundschaft|Jumelage|[Vv]erschwisterung|\b\w*[Vv]ertrag|\bUrkunden?\b"
    r"|[Vv]ereinbarung|[Aa]bkommen|Memorand|\bMoU\b|Absichtserklärung|Letter of Intent|Resolution|Entschließung|\bVerbindung\b|\bBeziehung(?:en)?\b|\bZusammenarbeit\b"
    r"|Kooperation|\bKontakte?n?\b|\bAustausch\b|\bKommunikation\b|\b[Tt]win|[Ss]ister|[Pp]artnership|\bpartner (?:cit|town)|\b[Ff]riendship|[Aa]greement|\b[Cc]harters?\b|\bdeeds?\b|\blinks?\b|\b[Rr]elation(?:s|ships?)?\b|\bties\b"
    r"|\bpact\b|[Cc]ooperation|[Cc]o-operation|\bcontacts?\b|[Dd]eclaration|[Rr]esolution|\b[Jj]umel|[Pp]artenariat|\b[Cc]hartes?\b|\b[Aa]ccord\b|[Cc]onvention|[Ss]erment"
    r"|\b[Aa]mitié|[Cc]oopération|\bliens?\b|[Pp]rotocole|[Dd]éclaration|[Rr]ésolution|Erklärung\b|\bexchanges?\b|\béchanges?\b"
)
"""What an act of two cities is about."""
PLURAL_BONDS = re.compile(
    r"\b(?:Städte|Gemeinde|Projekt)?[Pp]artnerschaften\b|\bPartnerstädten?\b|\btwinnings\b|\b(?:twin|partner|sister) (?:cities|towns)\b|\bpartnerships\b|\bjumelages\b"
    r"|\bVerträgen?\b|\bagreements\b|\bconventions\b|\bvilles (?:jumelées|partenaires)\b|\bpartenariats\b"
)
OTHER_OBJECT = re.compile(
    r"Zuschuss|Zuschüsse|[Ff]örder(?:mittel|ung|richtlinie)|\bMittel\b|\bEuro\b|€|Haushalt|\bReise\b|Straße|\bPlatz\b|[Bb]enenn|Leitlinie|[Kk]onzept|[Ss]atzung|Sanierung|Neubau|\bBau\b"
    r"|Spende|Hilfslieferung|Soforthilfe|Strategie|Jubiläum|Feier|\bgrants?\b|\bfunding\b|\bbudget\b|\bstreet\b|\bsquare\b|\bstrategy\b|\bdonat|\bsubvention|\brue\b|\bplace de\b|\bdéplacement\b|\bbudget\b|£|\bcelebrat"
)
"""What a council decides about beside the bond itself: money, streets, guidelines."""
NOT_OF_THE_CITY = re.compile(
    r"\w*[Ss]chulen?\b|\w*schaft der Schulen|Gymnasi|Universit|Hochschul|\bSchulpartnerschaft|\w*[Vv]erein(?:e|en|s)?\b|\be\. ?V\.|Feuerwehr|\bIHK\b|Sparkasse|Stadtwerke\b|\bChor\b|Kirchengemeinde|Klinik|Krankenhaus"
    r"|Museum|Orchester|Unternehmen\b|\bGmbH\b|\bAG\b|[Ss]chools?\b|[Cc]olleges?\b|[Uu]niversit|\b[Cc]lubs?\b|[Cc]hamber of|[Ll]ycée|[Cc]ollège|[Éé]cole|[Aa]ssociations?\b|[Cc]omité de jumelage|\bLandkreis\b|\bhospital\b"
    r"|Regierung|Bundes(?:regierung|kanzler|präsident)|[Gg]overnment|[Gg]ouvernement|Staatspräsident|Élysée|Bahnhof|Außenminister|Handwerkskammer|Polizei|\bBistum\b|\bDiözese\b|Präsident (?:de|Mac|Putin)"
)
CITY = re.compile(
    r"\bStadt\b|\b(?:Stadt|Gemeinde)?[Rr]at(?:es|s)?\b|[Bb]ürgermeister|\bGemeinde\b|\bKommune\b|Stadtverordnete|Bürgerschaft\b|[Ss]tadtpräsident|\b[Cc]ouncil\b|\b[Mm]ayors?\b|\b[Cc]ity\b|\b[Tt]owns?\b"
    r"|\b[Mm]aires?\b|\b[Vv]illes?\b|\bconseil municipal\b|\b[Cc]ommunes?\b|beide[nr]? Städte|\bwir\b|\bwe\b|\bnous\b"
)
_UNDISPUTED = re.compile(
    r"\bohne (?:Gegenstimmen?|Enthaltung(?:en)?|Debatte|Aussprache)|\bbei (?:keiner|einer|\w+) (?:Gegenstimmen?|Enthaltung(?:en)?)|\bwithout (?:dissent|debate|opposition|a (?:dissenting )?vote)\b"
    r"|\bno votes? against\b|\bsans (?:opposition|débat|abstention|vote contraire)|\bnicht öffentlich\w*|\bnicht (?:nur|zuletzt|einmal|ohne)\b|\bnot (?:only|least|until|without)\b|\bnon seulement\b|\bif not\b|\bgeplante[nrsm]?\s(?!Unterzeich|Beitritt|Abschluss|Beendigung)"
    r"|\bwill\s(?=\d)|\bsollte[n]?\b(?=[^.;]{0,60}\b(?:Jahre|dauern)\b)|\bnicht (?:mehr )?(?:fortzuführen|fortzusetzen|zu verlängern)",
    _I,
)
_NOT_DONE = re.compile(
    r"\b(?:nicht|kein\w*|nie|niemals|ohne|weder|noch nicht|statt|anstatt|anstelle|abgelehnt|lehnte\w*|verworfen|scheiterte\w*|gescheitert|abgesagt|verschoben)\b"
    r"|\b(?:not|never|no|nor|neither|without|rejected|refused|declined|failed|postponed|instead)\b|n['’]t\b"
    r"|\bn['’](?:a|ont|est|avait|ayant)\b|\bne\s\w+\spas\b|\b(?:jamais|aucune?|sans|refusé|rejeté|reporté|ni)\b|\bpas (?:été|encore|signé|suspendu|adhéré)",
    _I,
)
_PLANNED = re.compile(
    r"\b(?:soll(?:en|te|ten)?|wird|werden|würde[n]?|plan(?:t|en|te|ten)|geplant|beabsichtig\w+|vorgesehen|möchte\w*|will|wollen|könnte\w*|kann|können|dürfte|falls|wenn|sobald|sofern|bevor|ehe|ob"
    r"|angestrebt|strebt|anstrebt|bereitet|vorbereitet|in Vorbereitung|steht|stehen|erwartet|voraussichtlich|demnächst|künftig\w*|bevorstehend\w*|schlägt|vorgeschlagen|empfiehlt|empfohlen|prüft|beantragt\w*|vorbehaltlich|hofft|hoffen"
    r"|Entwurf|Vorschlag|geplante[nrs]?|zukünftig\w*|müsste\w*|hätte\w*|wäre\w*|ließe|sei|seien|diskutier\w+|drohte\w*|gefordert|forder(?:t|te|n|ten))\b"
    r"|\b(?:will|shall|would|plans?|planned|intends?|expected|due to|proposes?|proposed|proposal|considering|considers|if|whether|once|before(?!\s\d)|hopes?|upcoming|awaiting|awaits|subject to|could|may|might|should|wants?|is to|are to|to be|draft|called for|calls for)\b"
    r"|\b(?:doit|doivent|devra|devrait|sera|seront|serait|va|vont|prévoit|prévue?s?|envisage\w*|souhaite\w*|projette|proposera?|proposé|si|lorsque|avant|pourrait|prochaine?|prochainement|bientôt|projet de délibération|(?:sign|vot|adopt|approuv|décid|adhér)er(?:a|ont|ait)|rejoindra|aura|auront|mettra|suspendra|reprendra)\b",
    _I,
)
_MAY = re.compile(
    r"\b(?:may|mai)\b(?=\s\d)|\b\d{1,2}(?:st|nd|rd|th|\.)?\s(?:of\s)?(?:may|mai)\b|\b(?:in|early|late|mid|en)[ -](?:may|mai)\b",
    _I,
)


def is_denied(clause: str) -> bool:
    """Say whether a clause says that something was not done; "ohne Gegenstimmen" does not."""
    return _NOT_DONE.search(_blanked(_UNDISPUTED, clause)) is not None


def is_planned(clause: str) -> bool:
    """Say whether a clause speaks of something as to come, wished for or conditional."""
    return _PLANNED.search(_blanked(_MAY, _blanked(_UNDISPUTED, clause))) is not None


def _blanked(words: re.Pattern[str], said: str) -> str:
    return words.sub(lambda found: " " * len(found[0]), said)
