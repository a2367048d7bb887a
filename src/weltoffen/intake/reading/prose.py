"""Partners in a sentence: which of the places that it names, whose, since when, how they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from weltoffen.intake.reading.bonds import kind_at, standing_at
from weltoffen.intake.reading.dates import dates_in
from weltoffen.intake.reading.denials import denied_in, revived_at, states_nothing
from weltoffen.intake.reading.homes import Home
from weltoffen.intake.reading.loose_words import loose_kinds_in, tied_loosely
from weltoffen.intake.reading.mentions import (
    Mention,
    follows_in_list,
    places_in,
)
from weltoffen.intake.reading.nationals import with_inhabitants
from weltoffen.intake.reading.owner_clauses import LIES_AMONG, lying_between
from weltoffen.intake.reading.owners import owners_in, pairs_with_home
from weltoffen.intake.reading.patterns import just_before
from weltoffen.intake.reading.relatives import countries_with, with_unknown_between, with_whom
from weltoffen.intake.reading.slots import BEFRIENDED, JOINED_TO, Slot, slot_of
from weltoffen.intake.reading.standings import standings_in
from weltoffen.intake.reading.times import NOTHING_AROUND, Around, times_in
from weltoffen.intake.reading.towns import is_one_town
from weltoffen.intake.reading.words import kinds_in
from weltoffen.intake.types import Kind, Standing


@dataclass(frozen=True, slots=True)
class Partner:
    """A partner found in one unit of text, with what the unit says of it."""

    mention: Mention
    kind: Kind | None = None
    home: str = ""
    since: str | None = None
    until: str | None = None
    status: Standing | None = None
    rule: str = ""
    weight: float = 0.9


# "der Bürgermeister von Lyon" speaks of a person.
_OFFICE_OF = re.compile(
    r"(?:meister(?:in(?:nen)?)?|\b\w*[Rr]at|\b[Mm]ayors?|\b[Mm]aires?|räsident(?:in)?"
    r"|\b[Cc]ouncils?"
    r"|\b[Dd]elegations?"
    r"|\b[Dd]élégations?|\bélus) (?:von|of|de|d['’]) ?\Z"
)
_OUT_OF = re.compile(r"\b(?:aus|from|de|d['’])\s?(?:(?:dem|der|la|the)\s)?(?:[\w-]+\s)?\Z")
_ALIAS = re.compile(
    r"(?:,\s*(?:\w+isch|heute|früher|ehemals|damals|now|formerly"
    r"|aujourd['’]hui|then (?:called|known as)|then still|previously|alors|anciennement"
    r"|(?:the |l['’])?(?:former|ancienne)|jadis|autrefois)\s+|\((?:heute|now|früher)?\s*)\Z"
)


def partners_in(
    text: str,
    home: Home,
    context: Kind | None,
    page: Kind | None = None,
    established: Iterable[str] = (),
    has_cue: bool = False,
    around: Around = NOTHING_AROUND,
    is_strong: bool = False,
) -> list[Partner]:
    """Return the partners that a sentence states.

    ``context`` is the kind that heading or introduction speak of, None where they speak of none;
    ``page`` is the kind that the page speaks of at all; it counts where a sentence tells of an end.
    ``established`` are names found before on the page. ``has_cue`` says that another sentence names
    the kind for this one, ``around`` which dates stand elsewhere on the page. ``is_strong`` says
    that the page is about twinnings: words of other bonds then count as well.
    """
    if states_nothing(text):
        return []
    denied = denied_in(text)
    kinds = [k for k in kinds_in(text) if not any(low <= k[0] < high for low, high in denied)]
    if kinds_in(text) and not kinds and denied:
        return []
    loose = loose_kinds_in(text, denied) if is_strong and not kinds_in(text) else ()
    kinds = kinds or list(loose)
    ends = any(standing is Standing.ENDED for _low, _high, standing in standings_in(text))
    context = context or (page if ends else None)
    if not (kinds or context or has_cue):
        return []
    mentions = _foreign(text, home)
    people = with_inhabitants(text, [], home)
    if not mentions and not _PURPOSES.isdisjoint({context, *(kind for *_, kind in kinds)}):
        mentions = countries_with(text)
    if not (mentions or people):
        return []
    whose, mentions, sure = owners_in(text, home, mentions)
    mentions = with_inhabitants(text, mentions, home)
    mentions = [m for m in mentions if not home.has_district(m.name)]
    tied = sum(bool(owner) for owner in whose.values()) >= _SEVERAL
    chosen = _chosen(
        text, mentions, home, bool(kinds) or has_cue or tied, frozenset(established), sure
    )
    chosen = tied_loosely(text, chosen, loose) if loose and context is None else chosen
    if not chosen:
        return []
    chosen = with_unknown_between(text, chosen)
    found = []
    is_asked = text.rstrip().endswith("?")
    times = times_in(text, chosen, dates_in(text, around.year), around.day)
    for mention, (since, until) in zip(chosen, times, strict=True):
        standing = Standing.ENDED if until else standing_at(text, mention, chosen)
        standing = None if is_asked else standing
        kind = kind_at(text, mention, kinds, context)
        again = revived_at(text) if len(chosen) == 1 and standing else None
        if again is not None:
            later = (d.on for d in dates_in(text, around.year) if d.start > again and d.on)
            since, until, standing = next(later, since), None, Standing.ACTIVE
            kind = next((k for low, _high, k in kinds if low > again), kind)
        if standing is Standing.PLANNED:
            since = None
        found.append(
            Partner(mention, kind, whose.get(mention.start, ""), since, until, standing,
                    "sentence/10", 0.9 if kinds else 0.7)
        )  # fmt: skip
    return found


_RULES = re.compile(r",?\s(?:has|is|hat|ist|a|est|unterhält|pflegt|maintains|entretient)\b")


def _foreign(text: str, home: Home) -> list[Mention]:
    """Return the places of a sentence that are neither the city nor only another name of one."""
    mentions = [
        m for m in places_in(text)
        if not (m.is_area and m.name in home.name)
        and not (home.is_area and any(low < m.start < high for low, high in home.spots(text)))
        and (not home.is_meant(m.name) or (m.is_stated and home.is_namesake(m.name, m.country)))
    ]  # fmt: skip
    mentions = [
        m
        for m in mentions
        if not (m.start <= 1 and home.is_meant(m.name) and _RULES.match(text, m.close))
    ]
    insides = [m.inside for m in mentions if m.inside]
    mentions = [m for m in mentions if not _is_alias(text, m, mentions, insides)]
    out = [*pairs_with_home(text, home), *denied_in(text)]
    return [
        m for m in mentions
        if not any(low <= m.start < high for low, high in out) and m.is_area <= home.is_area
    ]  # fmt: skip


_PURPOSES = frozenset({Kind.PROJECT, Kind.CLIMATE, Kind.SOLIDARITY})
"""Kinds of which a page may name the country only."""


def _is_alias(
    text: str,
    mention: Mention,
    others: Sequence[Mention],
    insides: Sequence[tuple[int, int]],
) -> bool:
    """Say whether a place is only another name, or the whereabouts, of the one before it."""
    if any(low <= mention.start < high for low, high in insides):
        return True
    if mention.is_stated and text[mention.start - 1 : mention.start] == "(":
        return False
    if just_before(_THEN, text, mention.start) and text[mention.close :].startswith(","):
        before = [o for o in others if o.close <= mention.start]
        return bool(before) and is_one_town(before[-1].name, mention.name)
    return bool(just_before(_ALIAS, text, mention.start)) and mention is not others[0]


_THEN = re.compile(r",\s*then\s+\Z")


def _chosen(
    text: str,
    mentions: Sequence[Mention],
    home: Home,
    has_cue: bool,
    established: frozenset[str],
    sure: frozenset[int],
) -> list[Mention]:
    """Return the places that stand where a partner would."""
    chosen: list[Mention] = []
    elsewhere: Mention | None = None
    reach = 0
    spots = home.spots(text)
    sure |= with_whom(text, mentions, spots)
    sure |= {m.start for m in mentions if text[m.start : m.end] != m.name}
    officials = [high for low, high in spots if _OFFICE_OF.search(text, max(0, low - 40), low)]
    for mention in mentions:
        if mention.start in sure:
            chosen.append(mention)
            continue
        if any(
            high <= mention.start and follows_in_list(text, high, mention.start)
            for high in officials
            if not _SIGNING.search(text)
        ):
            elsewhere = mention
            continue
        if elsewhere and follows_in_list(text, elsewhere.close, mention.start):
            elsewhere = mention
            continue
        if chosen and follows_in_list(text, max(reach, chosen[-1].close), mention.start):
            chosen.append(mention)
            continue
        stands = _stands(text, mention, spots, established)
        if stands:
            chosen.append(mention)
        elif chosen and _WHERE.fullmatch(text, chosen[-1].close, mention.start):
            reach = mention.close
        elif stands is None or just_before(_VISITED, text, mention.start):
            elsewhere = mention
    told = sum(m.is_stated or _is_dated(text, m) for m in chosen)
    told += _SEVERAL * any(text[m.start : m.end] != m.name for m in chosen)
    is_bound = bool(spots and chosen) and _BOUND.search(text) is not None
    told += _SEVERAL * (is_bound and any(_is_beside(text, m, spots) for m in chosen))
    if not has_cue and told < _SEVERAL and not _PREDICATE.search(text):
        return []
    return chosen


_VISITED = re.compile(
    r"\b(?:besuch\w*|bereis\w*|besichtig\w*|erkund\w*|visit(?:ed|s|ing)?|visit(?:e|ent|èrent))"
    r"\s(?:[a-zäöüß]+\s){0,3}\Z"
)
_SIGNING = re.compile(
    r"\b(?:unterzeichne\w+|unterschr[ie]\w+|besiegel\w+|schlossen|signed|signèrent|ont signé)\b"
)
"""Mayors of two towns who sign a treaty do it for both."""
_WHERE = re.compile(r",?\s(?:in|im|bei|near|nahe|à|en|près de|close to)\s(?:der |dem |the )?")
_FROM_TWINS = re.compile(
    r"(?:Delegation|Gäste|Besuch|Abordnung|Vertret|Gruppen|Jugendliche|delegation|guest|visitor"
    r"|representative|délégation|invités|représentants)\w* (?:aus |from |de |of )?"
    r"(?:\w+ (?:der|von) )?(?:(?:zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn) )?"
    r"(?:den |der |allen |unseren |our |the |all |its |nos |des |les |toutes les )?"
    r"(?:Partnerst[aä]dten?|(?:twin|sister|partner) (?:towns|cities)|villes (?:jumel"
    r"|partenaire)\w+)",
    re.IGNORECASE,
)
_IS_PARTNER = re.compile(
    r"(?:,?\s+|[:,]\s+(?:[Dd]ie|[Dd]er|[Tt]he|[Ll]a|[Uu]nsere[rnm]?|[Nn]otre"
    r"|[Oo]ur)\s+(?:[a-zäöüéè]+\s+|[A-Z]\w+(?:ish|an"
    r"|ese|ch)\s+){0,2})(?:ist |wurde |offiziell\w* |is |became |est |devient |(?:auch|aussi"
    r"|also) )*(?:(?:neue"
    r"|jüngste|eine|a|our|une|notre) )?(?:Partnerstadt|Partnerin|Partner\b|twin|sister|partner"
    r"|ville (?:jumel|partenaire)|jumel)"
    r"|,\s(?:das|die|der|which|that|qui)\s[^,.;]{0,30}\b(?:zur Partnerstadt wurde"
    r"|Partnerstadt (?:ist|wurde)|(?:is|has been|became)\s[^,.;]{0,20}\b(?:twin|sister|partner)\b"
    r"|est\s[^,.;]{0,20}\b(?:jumelée|partenaire))"
)
_PARTNER_IS = re.compile(
    r"(?:Partnerstadt|Partner|twin (?:town|city)|sister city|partner city) (?:ist"
    r"|war|wurde|is|was|became)\b[^;:]{0,60}\Z"
)
_PREDICATE = re.compile(
    r"\bco-?operation (?:agreement )?with\b[^;]*\b(?:terminated|ended|suspended|since|began|dates)"
    r"|\bcoopération avec\b[^;]*\b(?:suspendue?|depuis|débuté|remonte|fin)\b"
    r"|\bs['’](?:est|était) (?:associée?|unie?|liée?|alliée?) à\b"
    r"|\bpremière rencontre avec\b|\b[Ee]rste Begegnung mit\b|\bau tour d[e'’]"
    r"|\bmemorand(?:um|a) of understanding\b|\bmémorandum d['’]entente"
    r"|\bplus (?:récente?|ancienne?|jeune)\b|\bdernière (?:en date|née|venue)\b|\bmost recent\b"
    r"|\blatest\b|\bfirst to (?:sign|join|come)\b|\bcompl[èé]t\w+|\bentrée? (?:au|dans)\b"
    r"|\bprécéd\w+|\bce fut\b|\bsuiv(?:it"
    r"|irent|ent|aient)\b|\btend\w* la main\b"
    r"|\b(?:fut|est|était|a été) la (?:toute )?(?:première|deuxième|troisième|dernière|seconde)\b"
    r"|\bder (?:ältesten|jüngsten)\b|\bin Verhandlung\b|\bfing(?:en)?\b|\bbegann"
    r"|\b(?:[Aa]ngefangen|[Bb]egonnen)\b|\bgewonnen\b|\bgewann"
    r"|\bd(?:ie|er) (?:erste|zweite|dritte|vierte|fünfte|letzte)n?\b"
    r"|\bAnfang\b|\bim Bunde\b|\b[Jj]üngste\b|\b[Ää]lteste\b|\bnewest\b|\boldest\b"
    r"|\bVertr[aä]g\w* mit\b|\bVereinbarung\w* mit\b|\bUrkunde\w* mit\b|\bagreements? with\b"
    r"|\bcharter\b|\bcharte\b|\bwas the first\b|\badded\b|\baccords? avec\b|\bconvention avec\b"
    r"|\bunterzeichne\w+|\bunterschr[ie]\w+|\bsigned\b(?! up)|\bsigne(?:nt)?\b(?= avec)"
    r"|\bsigna\b|\bsigné|\bbesiegel\w+"
    r"|\bihren Vertrag\b|\breich\w*\b[^.;]*\bdie H(?:and|ände)\b|\bjoin(?:ed|s) hands\b"
    r"|\bcame (?:in \d{4}|next)\b"
    r"|\bfolgte|\bhinzu\b|\bdabei\b|\bkam(?:en)?\b|\bkomm(?:t|en)\b|\bzugesagt|\bjoined\b"
    r"|\bfollowed\b|\bSpanne\b|\bReigen\b|\bBeziehungen\b|\bgeplant|\bplanned\b|\boffiziell"
    r"|\b(?:Kreis|Reihe|Familie|Liste)\b[^.;]{0,30}\b(?:aus|erweitert|größer|vergrößert|ergänzt)\b"
    r"|\b(?:weitete|erweiterte|vergrößerte|vervollständigte)\w* sich\b|\baufgenommen\b"
    r"|\bgetrennt\b|\brejoi(?:nt|gn)\w*|\bs['’](?:y )?(?:est|sont) ajoutée?s?|\bsuivie?s?\b"
    r"|\bvin(?:t|rent)\b|\bs['’](?:y )?ajout\w+|\b[Cc]el(?:ui|le) (?:avec|de)\b|\bthe one with\b"
    r"|\bd['’]entre elles\b|\bparmi elles\b|\bof (?:them|these)\b|\bamong them\b|\bdavon\b"
    r"|\bdarunter\b"
    r"|\bdiejenige mit\b|\bdie mit\b|\bthat with\b|\bdate(?:s|nt)? de\b|\bremonte",
    re.IGNORECASE,
)
_NEIGHBOUR = re.compile(
    r"\b(?:[Nn]achbar(?:st[aä]dte?n?|gemeinden?|orte?n?)|benachbarte\w*|[Nn]eighbou?ring"
    r"|voisine?s?(?: de| d['’])?|[Nn]achbarn (?:aus|in|von)"
    r"|(?:[Nn]ear|[Cc]lose to|[Oo]utside|[Nn]ot far from|(?:miles|km"
    r"|kilomet\w+) (?:\w+ )?(?:from|of|de)"
    r"|(?:[Nn]orth|[Ss]outh|[Ee]ast|[Ww]est) of|[Pp]rès d[e’']|[Pp]roche d[e’']|[Nn]on loin d[e’']"
    r"|aux portes d[e’'])|(?:known as|nicknamed|dubbed|surnommée|dite) (?:the |la |le |l['’])?"
    r"[“\"«]?)\s?\Z"
)
_AFTER_ONE = re.compile(r"\b(?:[Aa]près|[Aa]fter)\s\Z")
_AFTER_IN = re.compile(r"\s(?:en|in)\s\d{4}\b")
_THAT_OF = re.compile(r"\b(?:[Cc]elui (?:de |d['’])|tour (?:de |d['’]))\Z")
_HOW_IT_STANDS = re.compile(
    r"[^.;]{0,60}\b(?:date|remonte|signé|conclu|gelé|suspendu|depuis|rompu|scellé)\b|,?\s(?:dans"
    r"|en|au)\s[^,;.]{2,40}[.;]|\W*\Z"
)
_RANGE = re.compile(r"\bvon (?:der |dem )?(?:\w+stadt )?\Z|\bbis (?:nach |zu |zum |zur )?\Z")
_STARTED = re.compile(r"\bgetrennt|Partner\w* von\s*\Z|\bins?\s+\w*isch")


def _stands(
    text: str,
    mention: Mention,
    spots: Sequence[tuple[int, int]],
    established: frozenset[str],
) -> bool | None:
    """Say whether a place stands where a partner would; None where it is a whereabouts."""
    before = text[max(0, mention.start - 70) : mention.start]
    if (
        LIES_AMONG.search(before)
        or _NEIGHBOUR.search(before)
        or any(low <= mention.start < high for low, high in lying_between(text))
    ):
        return None
    if JOINED_TO.search(before) or BEFRIENDED.search(before):
        return True
    if _THAT_OF.search(before) and _HOW_IT_STANDS.match(text, mention.close):
        return True
    if ("Spanne" in text and _RANGE.search(before)) or _IS_PARTNER.match(text, mention.close):
        return True
    slot = slot_of(text, mention)
    if slot is Slot.ELSEWHERE and not _STARTED.search(before + " "):
        is_guest = _FROM_TWINS.search(text) and _OUT_OF.search(before)
        is_one = _follows_home(text, mention, spots) or _meets_home(text, mention, spots)
        return True if is_guest or is_one else None
    if slot in (Slot.WITH, Slot.CALLED, Slot.LIKE) or (
        mention.is_known and _PARTNER_IS.search(before)
    ):
        return True
    if _AFTER_IN.match(text, mention.close) and _AFTER_ONE.search(before):
        return True
    if slot is Slot.OPEN:
        return mention.is_stated or mention.name in established or _is_dated(text, mention)
    return mention.is_known or mention.is_stated


_SEVERAL = 2


def _is_beside(text: str, mention: Mention, spots: Sequence[tuple[int, int]]) -> bool:
    """Say whether the city and a place are named in one breath: "Halle und Karlsruhe"."""
    return any(
        _AND.fullmatch(text, high, mention.start) or _AND.fullmatch(text, mention.close, low)
        for low, high in spots
    )


_BOUND = re.compile(
    r"\b(?:seit|since|depuis)\b[^.]*\b(?:sind|are|sont|ein Paar)\b|\bein Paar\b"
    r"|\bauf \w+ Jahre\b",
    re.IGNORECASE,
)
_AND = re.compile(r"\s(?:und|and|et)\s(?:das |die |the |la )?(?:[\w-]+\s)?")


def _is_dated(text: str, mention: Mention) -> bool:
    """Say whether a date stands behind a place: in a bracket, or "since 1993"."""
    if _SINCE.match(text, mention.close):
        return True
    return (
        mention.inside is not None and re.match(r"\D{0,8}\d", text[mention.inside[0] :]) is not None
    )


_SINCE = re.compile(r",? (?:depuis|since|seit) (?:[\w.]+ ){0,2}\d{4}\b")


def _meets_home(text: str, mention: Mention, spots: Sequence[tuple[int, int]]) -> bool:
    """Say whether a place's council ties it to the city: "Der Rat von Sfax … mit Marburg"."""
    if not _OFFICE_OF.search(text, max(0, mention.start - 40), mention.start):
        return False
    return any(
        low > mention.close and _WITH_HOME.search(text, mention.close, low) for low, _high in spots
    )


_WITH_HOME = re.compile(r"\b(?:mit|with|avec)\s(?:(?:der|the|la)\s(?:Stadt|city of|ville de)\s)?\Z")


def _follows_home(text: str, mention: Mention, spots: Sequence[tuple[int, int]]) -> bool:
    """Say whether the city itself is called the twin of a place: "X ist Partnerstadt von Y"."""
    called = re.search(
        r"(?:[Pp]artner\w*|twin(?: town| city)?|jumelle|jumelée|partenaire|amie) (?:von|of|de"
        r"|d['’])\s?\Z",
        text[max(0, mention.start - 40) : mention.start],
    )
    return called is not None and any(
        high <= mention.start or text[mention.close : low] == ", " for low, high in spots
    )
