"""Words of joining, in three languages: who joins what, since when, and whether it still holds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from weltoffen.intake.reading.dates import Dated, dates_in
from weltoffen.intake.reading.homes import Home
from weltoffen.intake.reading.mentions import UPPER
from weltoffen.intake.reading.patterns import at_words
from weltoffen.intake.reading.towns import known
from weltoffen.intake.types import Standing
from weltoffen.places.gazetteer import Status

_I = re.IGNORECASE
_JOINED = (
    r"\bbeigetreten|\bbeitreten|\bbeitritt\w*|\btr(?:itt|at|eten|aten)\b[^.]*\bbei\b"
    r"|\bBeitritt\w*|\bangeschlossen|\bschloss sich\b"
    r"|\bunterzeichne\w*|\bunterschr[ie]\w*|\bunterschrieben|\baufgenommen"
    r"|\bwurde\b[^.]*\bMitglied|\bausgezeichnet\b|\bzertifiziert\b|\brezertifiziert"
    r"|\bjoin(?:s|ed|ing)?\b|\bsign(?:s|ed|ing)?\b|\bacced\w+|\baccession\b|\bbecame\b"
    r"|\bdesignated\b|\bcertified\b|\badmitted\b"
    r"|\badhér\w+|\badhésion\b|\brejoin\w*|\bsign(?:é|e|ée|ent|ait|ature)\b|\ba signé\b"
    r"|\bdevenue?\b|\bintégré\b|\blabellis\w+"
)
_MEMBER = (
    r"\bMitglied\w*|\bUnterzeichner\w*|\bangehör\w*|\bgehört\b[^.]*\ban\b|\bgehört (?:zu"
    r"|zum|zur|dem|der)\b|\bverpflichtet|\bsignatory\b|\bmember\w*"
    r"|\bbelongs? to\b|\bpart of\b|\bTeil (?:des|der|von|eines)\b|\bcommitted to\b"
    r"|\bmembre\w*|\bsignataire\w*|\bfait partie\b|\badhérente?\b"
    r"|\bist (?:\w+ )?(?:in|im|bei)\b[^.]*\b(?:vertreten|aktiv|organisiert)\b"
    r"|\b(?:ausgetreten|Austritt)\b|\btr(?:itt|at)\b[^.]*\baus\b|\bleft\b|\bwithdr\w+|\bquitté\b"
)
_FIRM = at_words(f"{_JOINED}|{_MEMBER}", _I)
_JOIN = re.compile(_JOINED, _I)
_LOOSE = re.compile(
    r"\bNetzwerk\w*|\bnetworks?\b|\bréseaux?\b|\bbeteilig\w+|\bengagier\w+|\borientier\w+"
    r"|\bvernetz\w+|\bmitarbeit\w*|\barbeitet\b|\baktiv\b"
    r"|\bunterstütz\w+|\bparticipa\w+|\bsupport\w*|\bactive\b|\bengagé\w*|\bparticipe\w*"
    r"|\bist\b|\bwurde\b|\bsind\b|\bis\b|\bhas been\b|\best\b|\bsoutient\b"
    r"|\btitel\b|\btitle\b|\btitre\b",
    _I,
)
_MEMBERSHIPS = re.compile(
    r"\bMitglied\w*|\bNetzwerke?n?\b|\bStädtenetzwerk\w*|\bBündnisse\b|\bChart(?:a|en|ers?"
    r"|es)\b|\bInitiativen\b|\bmember\w*|\bnetworks?\b"
    r"|\bsignator\w+|\bréseaux?\b|\badhésions?\b|\bmembre\w*|\bchartes\b|\bBeitritte?\w*"
    r"|\bSelbstverpflichtungen\b|\bpledges\b|\bengagements\b",
    _I,
)
_BEGINS = re.compile(
    r"\W*(?:(?:Seit|Since|Depuis)\s(?:\w+\s)?\d{4}\W+)?(?:Mitglied\w*|Beitritt\w*"
    r"|Member(?:ship)?|Membre|Adhésion|Signator\w+|Signataire)\b"
)
_SUBJECT = re.compile(
    r"\b(?:Stadt|Kommune|Gemeinde|Landeshauptstadt|Hansestadt|Stadtrat|Rat|Büro|Verwaltung"
    r"|(?:Ober)?[Bb]ürgermeister(?:in)?|wir"
    r"|unsere|city|town|council|we|our|mayor|municipality"
    r"|ville|commune|nous|notre|maire|municipalité|métropole)\b",
    _I,
)
_DENIED = re.compile(
    r"\b(?:nicht|kein|keine|noch nie|not|never|n['’](?:est|a|adhère)"
    r"|ne)\b[^.,;]{0,30}?(?:\b(?:Mitglied|beigetreten|unterzeichnet|a member|joined|signed"
    r"|membre|signé|adhéré|pas))"
    r"|\b(?:nicht|not)\s+(?:\w+\s+){0,3}(?:Mitglied|member|beitreten|beigetreten)",
    _I,
)
_PLANNED = re.compile(
    r"\b(?:plant|planen|prüft|beabsichtigt|erwägt|bereitet|strebt|möchte|will|wollen|soll"
    r"|sollen|wird|werden|geplante?r?|vorgesehen)\b(?=[^.]*(?:beitreten|Beitritt"
    r"|Mitglied(?:schaft)? (?:werden|an)|unterzeichnen|anschließen))"
    r"|(?:beitreten|Mitglied werden|unterzeichnen|anschließen)\s+(?:soll|will|möchte|wird"
    r"|wollen)|\bBeitritt\b[^.]*\b(?:geplant|vorgesehen|in Vorbereitung|angestrebt)\b"
    r"|\b(?:plans?|intends?|wants?|hopes|will|is going|is preparing"
    r"|considering)\s+(?:to\s+)?(?:join|sign|become|joining|signing)\b"
    r"|\bplanned (?:accession|membership)\b"
    r"|\b(?:souhaite|envisage|prévoit|veut|va|compte)\s+(?:d['’e]\s?)?(?:adhérer|rejoindre"
    r"|signer|devenir)|\badhésion (?:est )?prévue",
    _I,
)
_ENDED = re.compile(
    r"\bausgetreten|\bAustritt\w*|\btritt\b[^.]*\baus\b|\btrat\b[^.]*\baus\b|\bgekündigt"
    r"|\bkündigt\w*|\bbeendet\w*|\behemalig\w+|\bwar bis\b|\bbis \d{4}\b[^.]*\bMitglied"
    r"|\bleft\b|\bwithdr\w+|\bformer(?:ly)?\b|\bwas (?:a )?member (?:until|till)|\bended\b"
    r"|\bquitté|\bs['’]est retirée?|\bancien membre",
    _I,
)
_SINCE = re.compile(
    r"\b(?:seit|since|depuis)\s(?:dem\s|dem Jahre?\s|le\s|the year\s|Jahresbeginn\s"
    r"|l['’]année\s)?\Z",
    _I,
)
_NOT_JOINING = re.compile(
    r"gegründet|gründung|founded|fondée?|ins Leben|Kongress|Konferenz|conference|congrès"
    r"|Sitzung der|Jahrestagung|Bericht|report\b|Preis\b|award|Strategie|Ziel\b|"
    r"meeting|Treffen|rencontre|entstand",
    _I,
)
_TYPE = (
    r"(?:\w*[Cc]harta|Charter|[Cc]harte|\w*[Nn]etzwerk(?:e?s)?|[Nn]etwork|[Rr]éseau"
    r"|\w*[Ii]nitiative|[Ss]tädtekooperation|[Kk]ooperation|\w*[Bb]ündnis(?:ses)?"
    r"|\w*[Aa]llianz"
    r"|[Aa]lliance|\w*[Kk]oalition|[Cc]oalition|\w*[Pp]akt|[Pp]act|[Pp]acte"
    r"|\w*[Ee]rklärung|[Dd]eclaration|[Dd]éclaration|[Kk]onvent|[Cc]ovenant"
    r"|\w*[Rr]esolution|[Ss]tädtebund|\w*[Vv]erbund"
    r"|[Aa]rbeitsgemeinschaft|[Aa]ccord|[Aa]ppell?|\w*[Aa]bkommen|[Cc]ommitment|[Pp]ledge"
    r"|[Ii]nitiative)"
)
_RUN = (
    rf"[{UPPER}][\w.’'-]*(?:\s(?:(?:of|for|and|the|against|für|der|des|den|die|und|gegen|im"
    r"|in|von|zur|zum|de|du|des|la|le|les|pour|et|contre|en|sur|à)\s(?:(?:die|der|den|das"
    rf"|the|la|les|le)\s)?)?[{UPPER}][\w.’'-]*){{0,8}}"
)
_QUOTED = (
    r"(?:\"(?P<q1>[^\"]{3,120})\"|„(?P<q2>[^“”\"]{3,120})[“”\"]|“(?P<q3>[^”]{3,120})”"
    r"|«\s?(?P<q4>[^»]{3,120}?)\s?»|(?<!\w)['‘‚](?P<q5>[^'’‘]{3,120})['’‘](?!\w))"
)
_ANY_QUOTE = re.compile("[\"„“«'‘‚]")
_TYPED_QUOTE = re.compile(rf"(?P<type>\b{_TYPE})(?:\s[\w-]+){{0,4}}?\s{_QUOTED}")
_QUOTED_TYPED = re.compile(rf"{_QUOTED}[\s-](?P<type>{_TYPE})\b")
_LEADS = (
    r"(?:(?:und|sowie) (?:in der|im|beim|bei der)|[Mm]itglied(?:sstadt|schaft"
    r"|er)?(?:\s(?:\w+\s){0,2}?)?\s?(?:im|in der|in dem|in"
    r"|bei|beim|bei der|des|der|von)|[Bb]eitritt(?:s)?\s(?:\w+\s){0,3}?(?:zur|zum|zu der"
    r"|zu dem|zu)"
    r"|(?:tritt|trat|tritt die Stadt|trat die Stadt)\s(?:\w+\s){0,4}?(?:der|dem)"
    r"|[Uu]nterzeichne(?:t|te|rin|r)\s(?:\w+\s){0,3}?(?:die|den|das|der|des)|(?:der"
    r"|dem)(?=[^.]{3,120}\sbei(?:getreten|treten|tritt)\b)"
    r"|(?:die|den|das)(?=[^.]{3,120}\sunterzeichnet\b)"
    r"|[Mm]ember(?:ship)? (?:of|in)(?: the)?|[Jj]oin(?:ed|s|ing)?(?: the)?|[Ss]ignator(?:y"
    r"|ies) (?:of|to)(?: the)?|[Ss]igned(?: up to)?(?: the)?|[Aa]ccession to(?: the)?"
    r"|[Mm]embre (?:active? |fondateur )?(?:du|de la|de l['’]|des|de|d['’])"
    r"|(?:[Aa]dhér(?:é|e|ente?)|[Aa]dhésion)\s(?:au|à la|à l['’]|aux|à)"
    r"|[Ss]ignataire (?:de la|du|de l['’]|des)|(?:a signé|rejoint|intégré) (?:la|le"
    r"|l['’]))"
)
_LED_RUN = re.compile(
    rf"\b{_LEADS}\s?(?P<name>(?:(?:europäischen?|europäische|internationalen?|kommunalen?"
    rf"|bundesweiten?|réseau|charte)\s)?{_RUN})"
)
_TYPED_RUN = re.compile(
    r"(?:\w*[Nn]etzwerk|[Nn]etwork|réseau|Bündnis|Städtebündnis|Städtenetzwerk)\s(?:der\s"
    r"|des\s)?\Z"
)
_HAS_TYPE = re.compile(
    rf"{_TYPE}|Cities|Städte|Kommunen|Towns|Villes|Communes|Association|\w*[Vv]erband"
    r"|\w*[Rr]at\b|Council|Conseil|Forum|Union|Konvention|Convention|Municipalities|tag\b",
    0,
)
_NOT_JOINED = re.compile(
    r"\A(?:der\s)?(?:Europäischen? Union|European Union|Union européenne|EU"
    r"|Vereinten Nationen|United Nations|UNO?|Nations [Uu]nies|NATO|Afrikanischen? Union"
    r"|African Union"
    r"|.*\b(?:Stadtrat\w*|Rat der Stadt|Gemeinderat\w*|Integrationsrat\w*"
    r"|Seniorenbeirat\w*|Beirat\w*|Aufsichtsrat\w*|City Council|Town Council"
    r"|County Council|Conseil municipal|Vereins?|Club|Clubs|Partei|Fraktion"
    r"|Bundestag\w*|Landtag\w*|Parlament\w*|Parliament|Kommission|Commission|Ausschuss\w*"
    r"|Committee|Comité|Jury|Vorstand\w*|Board|Kirche|Church|Partnerschaft\w*|Vertrag\w*"
    r"|Partnership|Städtepartner\w*|Twinning|Agreement"
    r"|Memorandum|Vereinbarung|Jumelage|Partenariat|Stadt|City|Town|Kreis\w*|Programm\w*"
    r"|Programme|Festival\w*|Projekt\w*|Wettbewerb\w*))\Z"
)
# "Netzwerk", "Charta": a kind and no name.
_BARE = re.compile(rf"(?:{_TYPE}|Städte|Cities|Kommunen|Union|Rat|Council|Forum)")
# What two cities sign with each other, and bodies that a city must or may belong to at home.
_NOT_OF_MANY = re.compile(
    r"[Pp]artnerschaft|[Ff]reundschaft|[Jj]umelage|[Tt]winning|[Ff]riendship|amitié"
    r"|Absicht|Letter of"
    r"|[Ss]ister|(?:Zweck|Verkehrs|Wasser|Sport|Fußball|Arbeitgeber|Sparkassen)-?\w*verb(?:and|und)"
)
_OF_CITIES = re.compile(
    r"\b[\w-]*(?:[Ss]tädten?|[Kk]ommunen|[Gg]emeinden)\b|\bcities\b|\btowns\b"
    r"|\bmunicipalities\b|\bvilles\b|\bcommunes\b"
)
_CHARTER = re.compile(
    r"chart|erklärung|declaration|déclaration|resolution|pakt|pacte?\b|convention|covenant"
    r"|konvent\b|commitment|pledge|appel|abkommen|accord",
    _I,
)
_OTHER = re.compile(
    r"(?<![\w-])(?P<name>(?:Bad |San |Saint "
    rf"|New )?[{UPPER}][\w’'-]+(?:[ -][{UPPER}][\w’'-]+)?)\s(?:ist|war|trat|tritt|gehört"
    r"|hat|unterzeichnete|is|was|joined|joins|signed|has|est|était|a|adhère|fait)\b"
)


@lru_cache(maxsize=64)
def is_firm(said: str) -> bool:
    """Say whether words of joining or of membership stand in a statement."""
    return bool(_FIRM.search(said))


@lru_cache(maxsize=64)
def is_loose(said: str) -> bool:
    """Say whether a statement ties by weaker words: takes part, supports, is in a network."""
    return bool(_LOOSE.search(said))


def is_list_of_memberships(intro: str) -> bool:
    """Say whether a heading or an introduction announces memberships."""
    return bool(_MEMBERSHIPS.search(intro))


def begins(said: str) -> bool:
    """Say whether a statement without a subject begins with membership: "Mitglied in …"."""
    return bool(_BEGINS.match(said))


def has_subject(said: str, home: Home) -> bool:
    """Say whether the city speaks or is spoken of."""
    if home.name and home.name in said:
        return True
    return bool(_SUBJECT.search(said)) or any(
        home.is_meant(word) for word in re.findall(r"[\w’'-]+", said)
    )


def is_denied(said: str) -> bool:
    """Say whether a statement says that there is no membership."""
    return bool(_DENIED.search(said))


def is_of_another(said: str, home: Home) -> bool:
    """Say whether another city is what the statement speaks of."""
    if not home.name or home.name in said:
        return False
    names = [found["name"] for found in _OTHER.finditer(said)]
    if any(home.is_meant(word) for word in re.findall(r"[\w’'-]+", said)):
        return False
    return any(known(name)[0] is not Status.UNKNOWN for name in names)


def standing_of(said: str) -> Standing:
    """Say how the membership stands by the words of its statement."""
    if _PLANNED.search(said):
        return Standing.PLANNED
    return Standing.ENDED if _ENDED.search(said) else Standing.ACTIVE


def introduced_names(said: str) -> Iterator[tuple[int, int, bool]]:
    """Yield the names that words of joining lead to: from where to where, and whether charters."""
    if "etzwerk" not in said and not is_firm(said):
        return
    yield from _quoted_names(said)
    for found in _LED_RUN.finditer(said):
        name = found["name"].rstrip(".")
        low = found.start("name")
        if _is_network(name, said[:low]):
            yield low, low + len(name), bool(_CHARTER.search(name))


def _quoted_names(said: str) -> Iterator[tuple[int, int, bool]]:
    if not _ANY_QUOTE.search(said):
        return
    is_tied, is_of_cities = is_firm(said), bool(_OF_CITIES.search(said))
    for pattern in (_TYPED_QUOTE, _QUOTED_TYPED):
        for found in pattern.finditer(said):
            is_theirs = is_tied or (is_of_cities and "etzwerk" in found["type"])
            if is_theirs and not _NOT_OF_MANY.search(found[0]):
                low, high = _quoted(found)
                yield low, high, bool(_CHARTER.search(found["type"]))


def _is_network(name: str, before: str) -> bool:
    """Say whether a capitalised name is that of a network or charter, by its words."""
    if len(name) <= 5 or _NOT_JOINED.match(name) or _NOT_OF_MANY.search(name):
        return False
    is_bare = _BARE.fullmatch(name) is not None
    return not is_bare and bool(_HAS_TYPE.search(name) or _TYPED_RUN.search(before))


def _quoted(found: re.Match[str]) -> tuple[int, int]:
    group = next(f"q{n}" for n in range(1, 6) if found[f"q{n}"])
    return found.span(group)


def dates_of(said: str, names: Sequence[tuple[int, int]]) -> list[str | None]:
    """Return for each name the date of its joining, None where the statement gives none.

    A date right behind a name is that name's; one before all names is of all that have none of
    their own; one further behind belongs to the name before it, or to all where it ends the list.
    """
    plain = _without_quotations(said)
    dated = [each for each in dates_in(plain) if each.on and _is_of_joining(said, each)]
    own = [_behind(said, at, names, dated) for at in range(len(names))]
    first = min((low for low, _high in names), default=0)
    leading = next((each.on for each in dated if each.end <= first), None)
    if any(own):
        return [on or leading for on in own]
    trailing = next((each.on for each in dated if each.start >= max(h for _l, h in names)), None)
    between = next((each.on for each in dated), None)
    return [leading or trailing or between] * len(names)


def _without_quotations(said: str) -> str:
    """Return a statement without what it quotes: "2030-Agenda …" is a title, no date."""
    return re.sub(_QUOTED, lambda found: " " * len(found[0]), said)


def _is_of_joining(said: str, dated: Dated) -> bool:
    """Say whether a date tells since when, or stands beside a word of joining."""
    around = said[max(0, dated.start - 28) : dated.start] + " | " + said[dated.end : dated.end + 28]
    if _NOT_JOINING.search(around):
        return False
    return bool(
        _SINCE.search(said[: dated.start])
        or _JOIN.search(said)
        or _ENDED.search(said)
        or _is_label(said, dated)
    )


def _is_label(said: str, dated: Dated) -> bool:
    """Say whether a date stands alone in brackets or closes the line, as in a list."""
    before, after = said[: dated.start].rstrip(), said[dated.end :].strip()
    return (before.endswith("(") and after.startswith(")")) or (
        not after and before.endswith((",", ":", "–", "-"))
    )


_OWN = re.compile(
    r"[\"“”»’']?\s?(?:[-–,:(]\s?){0,2}(?:(?:seit|since|depuis|Beitritt|joined|signed"
    r"|unterzeichnet|beigetreten|adhésion|en|in|im|am|le)\s?:?\s?){0,3}\Z",
    _I,
)


def _behind(
    said: str, at: int, names: Sequence[tuple[int, int]], dated: Sequence[Dated]
) -> str | None:
    """Return the date that follows a name directly, where several names are told apart so."""
    end = names[at][1]
    for each in dated:
        is_near = 0 <= each.start - end < 30
        if is_near and _OWN.fullmatch(said, end, each.start):
            return each.on
    return None
