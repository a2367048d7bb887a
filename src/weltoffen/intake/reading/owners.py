"""Whose relations a sentence speaks of, where it is not the page's own city."""

from __future__ import annotations

import re
from collections.abc import Sequence

from weltoffen.intake.reading.homes import Home
from weltoffen.intake.reading.mentions import UPPER, Mention, follows_in_list
from weltoffen.intake.reading.owner_clauses import (
    LIES_AMONG,
    THEIR_TWIN,
    TOWN,
    WE,
    apposed,
    at_towns,
    clauses,
    counted,
    end_of,
    formers,
    has,
    has_one,
    left_out,
    listed_up_to,
    officers,
    parts_once,
    theirs,
)
from weltoffen.intake.reading.owner_gaps import gapped, there
from weltoffen.intake.reading.patterns import just_before
from weltoffen.intake.reading.possessors import (
    Said,
    dashed,
    having,
    inverted,
    is_ours,
    possessed,
    whom,
)
from weltoffen.intake.reading.slots import Slot, slot_of
from weltoffen.intake.reading.towns import is_stop_word, known
from weltoffen.places.gazetteer import Status

_OTHER_HOME = re.compile(
    rf"(?:(?:[Pp]artnerschaft|twinning|jumelage|partnership|link|partenariat|die)\s+(?:von|of|de)"
    rf"|[zZ]wischen|[bB]etween|[eE]ntre)"
    rf"\s+(?:d['’])?(?P<home>{TOWN}(?: \([^)]*\))?)\s+(?:und|mit|and|with|et|avec|à)"
    rf"(?:\s+(?:dem|der|das|la|le|the)(?:\s+[a-zäöüéè]+)?(?:\s+(?:ville|city"
    rf"|Stadt)(?:\s+\w+)?(?:\s+(?:de|of))?)?)?\s*\Z"
)
_SUBJECT = re.compile(
    rf"(?:\A|[,;:]\s*)(?:Auch |Ebenso |\w+ Partnerst[aä]dte? hat )?"
    rf"(?P<home>[{UPPER}][\w-]+)(?: bei [{UPPER}]\w+)? "
    rf"(?:hat sich|insgesamt|ist (?:außerdem |auch )?mit|unterhält"
    rf"|pflegt|has|(?:is|has been|are) twinned|\d{{4}} von)"
)
_CUE = (
    r"(?:\w*[Pp]artner(?:in|st[aä]dte?|gemeinden?|kommunen?|schaft(?:en)?)?|twins?(?:ned)?|twinning"
    r"|sister|partners?|partnership|jumel\w+|partenaires?|partenariats?|verschwistert|verbunden)\b"
)
_TIES = re.compile(
    r"\A(?:\s?\([^)]*\)|,[^,;]{2,60},|\sin the [^,;]{2,30}?(?=\s(?:is|has)\b))?,?\s+(?:etwa "
    r"|zum Beispiel |for example "
    r"|par exemple )?(?:(?:ist|is|(?:n['’])?est|has been|used to be|was|war|wurde|hat|has|had|a"
    r"|s['’]est"
    r"|pflegt|unterhält|maintains|entretient|signed|unterzeichnete|schloss|became|twinned"
    r"|verbindet|hält|bewahrt|keeps|garde|compte|possède|broke|ended|severed|cut|scrapped"
    r"|suspended|sealed|beendete|kündigte"
    r"|löste|besiegelte|rompit|suspendit|scella)\b)",
)
_WHOSE = re.compile(
    rf"\b(?:dessen|deren|whose|dont (?:la|le|les|l['’])|its|their|ihre[rnm]?|seine[rnm]?|sa|son"
    rf"|ses|leurs?)"
    rf"\s*(?:[\w-]+\s+){{0,3}}?{_CUE}"
)
_ITSELF = re.compile(
    r"\b(?:da|weil|das|die|der) (?:es |sie |er )?(?:schon|bereits) (?=mit\b)"
    r"|\b(?:ihrerseits|seinerseits|itself|in (?:its|her) turn|in turn|elle-même|lui-même"
    r"|de son côté)\b"
)
_OF_ANOTHER = re.compile(
    rf",?\s+(?:(?:die|der|la|the|eine|a|une)\s+)?(?:[a-zäöüé]+\s+)?{_CUE}"
    rf"(?:[ -](?:towns?|city|cities))?\s+(?:von|of|de|d['’])\s*(?P<home>{TOWN})"
)
_GENITIVE = re.compile(rf"(?P<home>{TOWN})(?:s|['’]s?)\s+(?:[\w-]+\s+){{0,2}}?{_CUE}")
_DISTRICT = re.compile(
    rf"\b(?:(?:Stadt|Orts)?(?:[Bb]ezirk|[Tt]eil)|Ortschaft|district|borough|quarter|suburb|quartier"
    rf"|arrondissement|faubourg)(?: de| d['’]| of)?\s?(?P<home>{TOWN})"
)
_MUTUAL = re.compile(
    r"\A\s+verbindet\s(?:seit|eine)\b"
    r"|\A\s+(?:have|haben|ont)\s[^.;,]{0,40}\b(?:of their own|with each other|untereinander"
    r"|miteinander|entre elles|entre eux)\b|"
    r"\A\s+(?:sind|are|sont)\s+(?:seit|since|depuis)?[^.;]{0,30}?"
    r"(?:Partner|Partnerstädte|verschwistert|verbunden|twinned|twins|jumelées|partners)\b"
)
_LIES_IN = re.compile(r"\b(?:in|of|part|à|de|dans|quartier|district|suburb)\b")
_AROUND = re.compile(r"\b(?:district|area|county|region|agglomération|métropole)\b")
_NEAR = 90


def owners_in(
    text: str, home: Home, mentions: Sequence[Mention]
) -> tuple[dict[int, str], list[Mention], frozenset[int]]:
    """Return whose relations these are, by where a mention begins.

    Nothing is said where it is the page's own city. Mentions that are owners are left out.
    The third are those that a phrase calls somebody's partner, wherever they stand.
    """
    said = Said(text, home, mentions)
    for rule in (
        left_out,
        formers,
        officers,
        at_towns,
        possessed,
        having,
        inverted,
        has_one,
        parts_once,
        whom,
        dashed,
        _parts,
        _pairs,
        gapped,
        has,
        counted,
        there,
        _subjects,
        _districts,
        _genitives,
        _relatives,
        clauses,
        apposed,
        _ties,
        _strangers,
        _strangers,
        _mutual,
        theirs,
    ):
        rule(said)
    left = [m for m in mentions if m.start not in said.out or m.start in said.sure]
    return said.whose, left, frozenset(said.sure)


def _pairs(said: Said) -> None:
    for mention in said.mentions:
        low = max(0, mention.start - _NEAR)
        pair = _OTHER_HOME.search(said.text, low, mention.start)
        if pair and LIES_AMONG.search(said.text, max(0, mention.start - _NEAR), mention.start):
            continue
        if pair and not said.home.is_meant(pair["home"].partition(" (")[0]):
            name, _, remark = pair["home"].partition(" (")
            own = f"{said.home.short}-{name}" if "selbst" in remark else name
            said.leave(name, pair.start("home"), pair.end("home"))
            if said.home.is_meant(mention.name) or mention.start in said.out:
                continue
            said.whose[mention.start] = own


def _parts(said: Said) -> None:
    """A part of the city beside another place: "Münster-Wolbeck und Y sind Partner"."""
    if f"{said.home.short}-" not in said.text:
        return
    for mention in said.mentions:
        found = _PART_AND.search(said.text, max(0, mention.start - _NEAR), mention.start)
        if found and said.home.has_district(found["home"]):
            said.whose.setdefault(mention.start, found["home"])
            said.sure.add(mention.start)


_PART_AND = re.compile(
    rf"(?<![\w-])(?P<home>[{UPPER}]\w+-[{UPPER}][\w-]+)\s(?:und|and|et)\s(?:(?:das|die|der|the"
    rf"|la|le)\s)?"
    r"(?:[a-zäöüßà-ÿ]+\s){0,2}\Z"
)


def _subjects(said: Said) -> None:
    subjects = [s for s in _SUBJECT.finditer(said.text) if not said.home.is_meant(s["home"])]
    for subject in subjects:
        if not said.is_other(subject["home"]) or any(
            low >= subject.end() and _TWIN_OF_HOME.match(said.text, high)
            for low, high in said.spots
        ):
            continue
        later = (s.start() for s in subjects if s.start() > subject.start())
        said.leave(subject["home"], subject.start("home"), subject.end())
        said.give(subject["home"], subject.end(), min(later, default=len(said.text)))


def _districts(said: Said) -> None:
    """A district as the subject: "Der Stadtbezirk X ist mit Y verbunden"."""
    for found in _DISTRICT.finditer(said.text):
        is_tied = _TIES.match(said.text[found.end() :][:_NEAR]) or (
            just_before(_VERB_BEFORE, said.text, found.start())
            and _OWN_BOND.match(said.text, found.end())
        )
        if said.home.is_meant(found["home"]) or not is_tied:
            continue
        name = found["home"]
        is_own = said.home.short and not said.home.has_district(name)
        elsewhere = just_before(_OF_ELSEWHERE, said.text, found.start())
        if elsewhere and said.home.is_meant(elsewhere["city"]):
            elsewhere = None
        said.leave(name, found.start("home"), found.end())
        said.give(f"{said.home.short}-{name}" if is_own and not elsewhere else name, found.end())


_VERB_BEFORE = re.compile(r"\b(?:hat|hatte|ist|war|pflegt|unterhält)\s(?:der|die|das)\s\Z")
_OWN_BOND = re.compile(rf"\s[^.;]{{0,60}}?{_CUE}")
# The city of which it is a district: "der Berliner Bezirk Spandau".
_OF_ELSEWHERE = re.compile(rf"(?P<city>[{UPPER}][\w-]+er)\s\Z")


def _genitives(said: Said) -> None:
    """Name the owner beside the word itself: "Lübecks Partnerstadt", "twin town of Derby"."""
    for found in _GENITIVE.finditer(said.text):
        name = found["home"].rstrip("'’")
        if said.home.is_meant(name) or said.home.is_meant(f"{name}s"):
            continue
        names = {m.name for m in said.mentions}
        if name in names and found[0][len(name)] in "'’":
            said.leave(name, found.start("home"), found.start("home") + len(name))
            names.remove(name)
        if {name, f"{name}s"} & names or not said.is_other(name):
            continue
        near = [m for m in said.mentions if found.end() <= m.start <= found.end() + 30][:1]
        for mention in near:
            said.whose.setdefault(mention.start, name)
    for mention in said.mentions:
        owner = _OF_ANOTHER.match(said.text, mention.close)
        if owner and said.is_other(owner["home"]) and not said.home.spots(owner["home"]):
            said.leave(owner["home"], owner.start("home"), owner.end())
            for each in listed_up_to(said, mention):
                said.whose.setdefault(each.start, owner["home"])


def _relatives(said: Said) -> None:
    """Name the owner in the clause before: "X, dessen Partnerstadt Y ist"."""
    for found in (*_WHOSE.finditer(said.text), *_ITSELF.finditer(said.text)):
        places = [m for m in said.mentions if m.close <= found.start()]
        homes = [high for _low, high in said.spots if high <= found.start()]
        if not places or (homes and max(homes) > places[-1].start):
            continue
        owner = places[-1]
        after = [m for m in said.mentions if m.start >= found.end()]
        high = after[0].start if after else len(said.text)
        if any(found.end() <= low < high for low, _high in said.spots) or WE.search(
            said.text, found.start(), high
        ):
            continue
        for mention in after:
            said.whose.setdefault(mention.start, owner.name)
        if after and slot_of(said.text, owner) in (
            Slot.SUBJECT, Slot.ELSEWHERE, Slot.OPEN, Slot.PREDICATE,
        ):  # fmt: skip
            said.out.add(owner.start)


_TWIN_OF_HOME = re.compile(
    rf"(?:['’]s?)?\s(?:(?!(?:an|in|mit|von|bei|für|at|with|for|of|to)\s)[\w-]+\s){{0,2}}?{_CUE}"
)


_IS_ONE = re.compile(
    r"\s(?:a été|fut|était|est|was|is|war|ist|wurde)\s(?:la|le|the|die|der|das)\s(?:toute\s"
    r"|very\s|aller)?"
    r"(?:premi|deuxi|troisi|quatri|derni|second|plus|first|third|last|oldest|newest|latest|erste"
    r"|zweite"
    r"|dritte|letzte|jüngste|älteste)"
    r"|\s(?:was|were)\s(?:then\s|also\s|later\s)?added\b|\s(?:fut|s['’]est)\sajoutée\b"
)
"""What is the first or the newest of its sort is one of the city's own."""


def _ties(said: Said) -> None:
    """Another town as the subject, tied to others: "Olivet is twinned with Bad Oldesloe"."""
    named = [low for low, _high in said.spots if not just_before(_FROM_HOME, said.text, low)]
    governed = {low for low in named if just_before(_OF_HOME, said.text, low)}
    for number, owner in enumerate(said.mentions):
        if owner.start in said.out or owner.start in said.whose:
            continue
        ties = _TIES.match(said.text[owner.close : owner.close + _NEAR])
        ties = None if _IS_ONE.match(said.text, owner.close) else ties
        ours_too = ties is not None and is_ours(said, owner)
        if not ties or not (ours_too or slot_of(said.text, owner) is Slot.SUBJECT):
            continue
        start = owner.close + ties.end()
        end = end_of(said.text, start)
        others = [m for m in said.mentions[number + 1 :] if start <= m.start < end]
        tied = [
            m for at, m in enumerate(others)
            if slot_of(said.text, m) in (Slot.WITH, Slot.LIKE)
            or just_before(THEIR_TWIN, said.text, m.start, start)
            or (at and follows_in_list(said.text, others[at - 1].close, m.start))
        ]  # fmt: skip
        ours = WE.search(said.text, start, end)
        if any(_TWIN_OF_HOME.match(said.text, high) for low, high in said.spots if low >= start):
            continue
        part = [low for low, _high in said.spots if owner.close <= low < start]
        if not tied or ours or any(
            low < owner.start or low in governed
            for low in named if low not in part
        ):  # fmt: skip
            continue
        if not ours_too:
            said.out.add(owner.start)
        is_part = part and _is_within(said.text, owner.close, part[0], start)
        name = f"{said.home.short}-{owner.name}" if is_part else owner.name
        for mention in tied:
            said.whose.setdefault(mention.start, name)


_OF_HOME = re.compile(r"\b(?:von|of|de|d['’])\s?\Z")
_FROM_HOME = re.compile(
    r"\b(?:kilomètres?|km|lieues|miles?|kilomet(?:re|er)s?|Kilometer|Autominuten|minutes?)\s(?:de|d['’]|from|of|von|vor)\s?\Z"
    r"|\b(?:(?:[Nn]ord|[Ss]ud|[Ee]st|[Oo]uest) d[e’']|(?:[Nn]orth|[Ss]outh|[Ee]ast|[Ww]est) of"
    r"|(?:[Nn]ördlich|[Ss]üdlich|[Öö]stlich|[Ww]estlich) von)\s?\Z"
    r"|\b(?:[Pp]rès de|[Nn]on loin de|[Nn]ahe|[Uu]nweit(?: von)?|[Nn]ot far from|[Nn]ear)\s\Z"
)
"""What is told of as near the city is not of it: "À dix kilomètres de Metz, X est jumelée"."""


def _is_within(text: str, low: int, at: int, high: int) -> bool:
    """Say whether what follows a name calls it a part of the city that is named at a place."""
    return bool(_LIES_IN.search(text, low, at)) and not _AROUND.search(text, at, high)


_STRANGER = re.compile(
    rf"\A(?:[^:;]{{0,60}}:\s|\W*)(?:Auch |Ebenso |Also |Nearby |Aussi )?(?P<home>{TOWN})"
    r"(?:,[^,;]{2,60},)?\s(?:(?:is|est)\s(?:\w+\s)?(?:twinned|jumelée?)\b"
    r"|ist\s[^.;]{2,80}\bverschwistert\b)"
)
_NO_NAME = re.compile(
    r"(?:Sie|Es|Er|It|She|Elle|Il|This|That|Diese|Dieser|Unsere?|Our|Notre|The|Die|Der|Das|La|Le)\b"
    r"|.*(?:[Ss]tadt|[Gg]emeinde|[Cc]ity|[Tt]own|[Vv]ille|[Bb]orough|[Cc]ouncil|[Kk]ommune"
    r"|[Rr]at)\b"
)


def _strangers(said: Said) -> None:
    """A town that the gazetteer lacks as the subject: "Wolverton is twinned with X"."""
    found = _STRANGER.match(said.text)
    if (
        not found
        or said.home.spots(found["home"])
        or said.home.is_meant(found["home"])
        or _NO_NAME.match(found["home"])
    ):
        return
    if known(found["home"])[0] is not Status.UNKNOWN or is_stop_word(found["home"]):
        return
    if not any(low >= found.end() for low, _high in said.spots):
        said.give(found["home"], found.end())


def _mutual(said: Said) -> None:
    """Two towns that are each other's: "Olivet und das englische Leeds sind Partner"."""
    if said.spots or WE.search(said.text) or not said.mentions:
        return
    two = said.mentions[1 if len(said.mentions) > 1 else 0]
    if not _MUTUAL.match(said.text[two.close :][:_NEAR]):
        return
    first = re.match(
        rf"\W*(?:Die (?:beiden )?Städte )?(?P<home>{TOWN})\s+(?:und|and|et)\s", said.text
    )
    if not first or first.end() > two.start or said.home.is_meant(first["home"]):
        return
    _status, country, _place = known(first["home"])
    at_home = said.home.country is None or country in (None, said.home.country)
    if at_home and two.country not in (None, said.home.country):
        said.leave(first["home"], first.start("home"), first.end("home"))
        said.whose.setdefault(two.start, first["home"])


def pairs_with_home(text: str, home: Home) -> list[tuple[int, int]]:
    """Return where the city stands before a hyphen with another place: "Rennes-Cork"."""
    return [
        found.span()
        for found in re.finditer(rf"\b{re.escape(home.short)}-[{UPPER}][\w-]+", text)
        if home.short and known(found[0][len(home.short) + 1 :])[0] is not Status.UNKNOWN
        and not _SUBJECT.match(text, found.start())
    ]  # fmt: skip
