"""Headings and lines of a page that are not about partners: menus, contacts, other matters."""

from __future__ import annotations

import re

CHROME = re.compile(
    r"(?:Kontakt|Mehr zum Thema|Weitere (?:Nachrichten|Themen|Artikel|Meldungen)"
    r"|Mehr Nachrichten|Anschrift|Newsroom|News|Service"
    r"|Related|See also|More news|Contact(?: us)?|Aktuelles|Links|References|Notes|Transport|Sport"
    r"|Einzelnachweise|Quellen|Literatur|Weblinks|Anreise|Veranstaltungen|Termine|Events"
    r"|Downloads|Themen|Newsletter|À lire aussi|Contactez|Références|Voir aussi|Agenda"
    r"|(?:Weitere |Other |Andere |Autres )?(?:Mitgliedschaft|Netzwerk|Membership|Network|Réseau"
    r"|Adhésion|Konsulat|Consulate|Consulat)\w*"
    r"|Söhne und Töchter|Persönlichkeiten|Ehrenbürger\w*|Bekannte (?:Einwohner|Personen)"
    r"|Notable (?:people|residents)|Personnalités|Famous"
    r"|(?:Weitere|Andere|Other|Autres) (?:Stände|Aussteller|Angebote|Gäste|stalls|stands|exposants)"
    r"|Wirtschaft|Verkehr|Infrastruktur|Bildung|Sehenswürdigkeiten|Religion|Politik|Bevölkerung"
    r"|Geographie|Geografie|Wappen|Economy|Education|Demographics|Geography|Climate|Landmarks"
    r"|Government|Culture and|Économie|Démographie|Géographie|Transports|Enseignement|Patrimoine"
    r"|Schulnachrichten|Schulpartner\w*|Partnerschulen|Schüleraustausch|Youth football"
    r"|(?:Im Jahr )?\d{4} gefördert|Gefördert\w*|What we did|Unsere Förderer|Sponsor\w*"
    r"|Parkplätze|Öffnungszeiten|Opening (?:hours|times)|Horaires|Impressum|Legal|Mentions légales"
    r")(?!-?partner)\b",
    re.IGNORECASE,
)
FOOTER = re.compile(
    r"Letzte Änderung|zuletzt geändert|\bStand:|Seite drucken|last (?:modified|updated|edited)"
    r"|dernière mise|mise? à jour|©",
    re.IGNORECASE,
)
