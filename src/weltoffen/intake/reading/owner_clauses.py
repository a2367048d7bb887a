"""Owners that a clause of their own names: one that has so many twins, or is tied in passing."""

from __future__ import annotations

import re
from functools import lru_cache

from weltoffen.intake.reading.mentions import UPPER, Mention, follows_in_list
from weltoffen.intake.reading.patterns import just_before
from weltoffen.intake.reading.possessors import Said
from weltoffen.intake.reading.slots import Slot, slot_of
from weltoffen.intake.reading.towns import is_stop_word, known

TOWN = rf"[{UPPER}][\w’'-]+(?: [{UPPER}][\w’'-]+)?"
WE = re.compile(r"\b(?:uns|wir|unser\w*|us|we|our|ours|nous|notre|nos)\b", re.IGNORECASE)
_COUNTED = re.compile(
    rf"(?P<home>{TOWN})(?:,[^,;]{{2,60}},)? (?:already |itself )?(?:has|had|have|boasts"
    rf"|counts|compte"
    rf"|possède|a|ont)\s(?!been\b)(?:[\w’'-]+\s){{1,3}}?(?:twin|sister|partner|villes? (?:jumel"
    rf"|partenaire)|jumelages|partenaires)"
)
_TIED_CLAUSE = re.compile(
    r",\s+(?:(?:qui|which|who)\s[^,.;]{2,50}?\b(?:jumel\w+|liens?|partenariats?|accords?|links?"
    r"|twinned"
    r"|twinnings?|partnerships?|ties)|(?:[a-zà-ÿ’'-]+\s){0,3}?(?:jumelée?s?|jumelés?|twinned))\s"
    r"(?:(?:depuis|since|en|in)\s\d{4}\s)?(?=avec|à|with|to)"
)
_PARTNER_OF = re.compile(
    rf"(?:\A\W*(?:Partenaire|Jumelle|Jumelée|Liée|Twinned|Partner|Twin|Linked)"
    rf"|\b(?:ville (?:jumelle|partenaire|amie|sœur)|(?:twin|sister|partner) (?:town|city)))"
    rf"\s(?:de|d['’]|à|avec|of|with|to)\s?(?P<home>{TOWN})(?:\s[^,;]{{2,30}})?,\s(?=[{UPPER}])"
)


def counted(said: Said) -> None:
    """Another town that has so many: "Cleveland has 23 sister cities"."""
    for found in _COUNTED.finditer(said.text):
        name = found["home"]
        end = end_of(said.text, found.end())
        if any(found.end("home") <= low < end for low, _high in said.spots):
            continue
        if any(m.start <= found.start() < m.close for m in said.mentions) and said.is_other(name):
            said.leave(name, found.start("home"), found.end())
            said.give(name, found.end(), end)
            _leave_listed(said, found.start("home"))


def clauses(said: Said) -> None:
    """Tie a town in a clause on another one: "Bron, ville voisine jumelée avec X"."""
    for number, owner in enumerate(said.mentions):
        tie = _TIED_CLAUSE.match(said.text, owner.close)
        if not tie or owner.start in said.out or WE.search(tie[0]):
            continue
        after = [m for m in said.mentions[number + 1 :] if m.start >= tie.end()]
        if not after or slot_of(said.text, after[0]) is not Slot.WITH:
            continue
        if said.home.spots(said.text[tie.end() : after[0].start]):
            continue
        said.give(owner.name, tie.end(), after[0].close)
        if slot_of(said.text, owner) is not Slot.WITH:
            said.out.add(owner.start)


def apposed(said: Said) -> None:
    """Two towns one after the other: "Partenaire de Carouge, Aubagne …", neither the city."""
    for found in _PARTNER_OF.finditer(said.text):
        owners = [m for m in said.mentions if m.start == found.start("home")]
        after = [m for m in said.mentions if m.start == found.end()]
        if not owners or not after or owners[0].start in said.whose:
            continue
        if re.match(r",?\s(?:et|and)\b|,\s[^,]{2,40}\s(?:et|and)\s", said.text[after[0].close :]):
            continue
        said.whose.setdefault(after[0].start, owners[0].name)
        said.out.add(owners[0].start)


def _leave_listed(said: Said, low: int) -> None:
    """Leave out the owners that are listed before another: "Bray and Naas have their own"."""
    for owner in [m for m in said.mentions if m.start <= low < m.close]:
        said.out |= {mention.start for mention in listed_up_to(said, owner)}


def listed_up_to(said: Said, last: Mention) -> list[Mention]:
    """Return a place and those listed before it: "Bern and Linz, twin towns of Derby"."""
    found = [last]
    for mention in reversed([m for m in said.mentions if m.close <= last.start]):
        if not follows_in_list(said.text, mention.close, found[-1].start):
            break
        found.append(mention)
    return found


def end_of(text: str, low: int) -> int:
    """Return where the part of a sentence ends that semicolons set apart."""
    end = text.find(";", low)
    return end if end >= 0 else len(text)


_FORMER = re.compile(
    r"\b(?:(?:[Dd]ie|[Dd]er|[Dd]as|[Tt]he|[Ll]a|[Ll]['’])\s?(?:(?:seinerzeit|damals|früher|einst"
    r"|bis\s\d{4}"
    r"|then|once|alors)\s)?(?:(?:noch|still|encore)\s)?(?:selbst(?:st)?ändige|eigenständige"
    r"|frühere|ehemalige"
    r"|einstige|vormalige|former|independent|ancienne)\s(?:[Gg]emeinde|[Ss]tadt|[Oo]rt|[Kk]ommune"
    r"|municipality|town|village|borough|commune)\s(?:of\s|de\s|d['’])?)"
    rf"(?P<home>[{UPPER}][\w-]+)(?=\s(?:[^.;:]{{0,40}}\s)?(?:hat|hatte|war|ist|ging|schloss"
    rf"|unterhält|pflegt|eine"
    r"|has|had|is|was|a|avait|est|était)\b)"
    r"|\b(?:war|hatte|ging|schloss|ist|hat)\s(?:die|der|das)\s(?:(?:seinerzeit|damals|früher"
    r"|einst)\s)?(?:noch\s)?"
    r"(?:selbst(?:st)?ändige|eigenständige|frühere|ehemalige|einstige|vormalige)\s(?:Gemeinde"
    r"|Stadt|Kommune)\s"
    rf"(?P<then>[{UPPER}][\w-]+)(?=\s)"
)


def formers(said: Said) -> None:
    """A municipality that is part of the city today: "Die frühere Gemeinde X hat mit Y …"."""
    for found in _FORMER.finditer(said.text):
        group = "home" if found["home"] else "then"
        name = found[group]
        if said.home.is_meant(name) or WE.search(said.text, found.end()):
            continue
        short = said.home.short
        owner = name if name.startswith(f"{short}-") else f"{short}-{name}"
        said.leave(name, found.start(group), found.end(group))
        for mention in said.mentions:
            if mention.start >= found.end() and slot_of(said.text, mention) is Slot.WITH:
                said.whose.setdefault(mention.start, owner)


_OFFICER = re.compile(
    rf"(?<![\w-])(?P<home>{TOWN}?)(?:s|er|['’]s?)\s(?:Ober)?(?:[Bb]ürgermeister(?:in)?"
    r"|Stadtpräsident(?:in)?|mayor"
    r"|lord mayor|Stadtrat|Rat|council)\b"
)
THEIR_TWIN = re.compile(
    r"\b(?:die|der|zur|seine[rn]?|ihre[rn]?|dortigen?|the|its|their|his|her)\s(?:[a-zäöüß]+\s)?"
    r"(?:Partnerstadt|Partnergemeinde|Schwesterstadt|twin town|twin city|sister city|twin)\s\Z"
)


def officers(said: Said) -> None:
    """Another town's mayor, and its twin: "Kassels Bürgermeister hat an die Partnerstadt X …"."""
    for found in _OFFICER.finditer(said.text):
        name = found["home"]
        if said.home.is_meant(name) or said.home.is_meant(f"{name}s") or not said.is_other(name):
            continue
        end = end_of(said.text, found.end())
        if said.spots or WE.search(said.text, found.end(), end):
            continue
        for mention in said.mentions:
            if mention.start >= found.end() and just_before(THEIR_TWIN, said.text, mention.start):
                said.whose.setdefault(mention.start, name)
                said.leave(name, found.start("home"), found.end("home"))


_AT = re.compile(
    rf"(?:\A\W*|[;:]\s)(?:À|A|In|At|Bei)\s(?P<home>{TOWN})(?:\s?\([^()]*\))?,?\s"
    r"(?:(?:le|un) jumelage|the (?:twinning|link|partnership)"
    r"|(?:ruht|besteht|bestehen|liegt) (?:die|eine)\s"
    r"\w*[Pp]artnerschaft)\s(?:avec|with|mit)\s"
)


def at_towns(said: Said) -> None:
    """A bond that is told of another town: "À Nice, le jumelage avec X est suspendu"."""
    for found in _AT.finditer(said.text):
        name = found["home"]
        end = end_of(said.text, found.end())
        if not said.is_other(name) or said.home.spots(said.text[found.end() : end]):
            continue
        said.leave(name, found.start("home"), found.end("home"))
        said.give(name, found.end(), end)


_HAS_ONE = re.compile(
    rf"\b(?:hat|hatte|pflegt|unterhält|besitzt)\s(?P<home>{TOWN})\s[^.;]{{0,60}}?"
    r"\b\w*[Pp]artnerschaft(?:en)?\s(?:mit|zu|nach)\b"
)


def has_one(said: Said) -> None:
    """Read a verb before its subject: "In Japan hat Kyoto eine Partnerschaft mit X"."""
    for found in _HAS_ONE.finditer(said.text):
        name = found["home"]
        end = end_of(said.text, found.end())
        is_ours = said.is_ours_between(found.start(), end)
        if not said.is_other(name) or is_stop_word(name) or is_ours:
            continue
        said.leave(name, found.start("home"), found.end("home"))
        said.give(name, found.end(), end)


_PARTS_ONCE = re.compile(
    r"(?<!with )(?<!with the )(?<!mit )(?<!mit den )(?<!avec les )\b"
    r"(?:former|then|ehemaligen?|früheren?|einstigen?|anciennes)\s"
    r"(?:[a-z-]+\s)?(?:boroughs|municipalities|towns|villages|districts|Gemeinden|Orten?|Kommunen|communes)"
    r"\s(?:of\s|de\s|d['’])?\Z"
)


def parts_once(said: Said) -> None:
    """Leave out towns that are parts of another today: "the former boroughs of X and Y"."""
    for mention in said.mentions:
        if just_before(_PARTS_ONCE, said.text, mention.start):
            said.leave(mention.name, mention.start, mention.end)
            last = mention
            for each in said.mentions:
                if follows_in_list(said.text, last.close, each.start):
                    said.leave(each.name, each.start, each.end)
                    last = each


_LEFT_OUT = re.compile(
    rf";\s(?:(?:und|and|et)\s)?(?P<home>{TOWN})\s(?:(?:since|seit|depuis|in)\s[0-9]{{4}}\s)?"
    r"(?:mit|with|avec|à)\s(?:[a-zäöüßà-ÿ]+\s){0,3}\Z"
)


def left_out(said: Said) -> None:
    """A verb left out behind a semicolon: "A is twinned with X; B since 2005 with Y"."""
    for mention in said.mentions:
        found = just_before(_LEFT_OUT, said.text, mention.start)
        if found and not is_stop_word(found["home"]):
            own = said.home.is_meant(found["home"])
            said.leave(found["home"], found.start("home"), found.end("home"))
            said.whose[mention.start] = "" if own else found["home"]
            said.sure.add(mention.start)


LIES_AMONG = re.compile(
    r"\b(?:coast|[Kk]üste|liegt|lies|lying|situated|gelegen|located|située?|halfway|midway"
    r"|halbwegs|mitten|auf halbem Weg"
    r"|road|Autobahn|river|Fluss|valley|Tal|côte|route|motorway|line|Strecke"
    r"|mi-chemin)\s(?:\w+\s){0,2}"
    r"(?:between|zwischen|entre)\s(?:[^\W\d][\w-]+\s){0,3}?(?:(?:and|und|et)\s)?\Z"
)
"""Words before a place that say where another lies: "on the coast between Rome and Naples"."""
_LIES_BETWEEN = re.compile(
    r"\b(?:zwischen|between|entre) [^.;,]{2,60}\b(?:liegt|gelegen|lies|located|située?)\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=64)
def lying_between(text: str) -> tuple[tuple[int, int], ...]:
    """Return from where to where a text says between which places another lies."""
    return tuple(found.span() for found in _LIES_BETWEEN.finditer(text))


_THE_TWO = re.compile(
    r"\b(?:die|beide|both|the two|les deux)\s(?:beiden\s)?(?:Orte|Städte|Gemeinden|towns|cities"
    r"|villes|communes|are|sont|sind|have)\b|\bthe pair\b|\bdie beiden\s(?:sind|seien)\b"
)
_HERS = re.compile(
    r",\s(?:seine[rnm]?|ihre[rnm]?|its|sa|son|leur)\s(?:[\w-]+\s){0,2}?"
    r"(?:\w*[Pp]artner\w*|Schwester\w*|twin|sister|jumelle|jumelée|partenaire)\b"
)


def theirs(said: Said) -> None:
    """Two towns, neither the city: "X bleibt Y treu: Beide sind Partner", "X fête Y, sa sœur"."""
    if said.spots or WE.search(said.text) or len(said.mentions) < 2:
        return
    one, two = said.mentions[:2]
    if one.start in said.out or one.start in said.whose or two.start in said.whose:
        return
    is_subject = slot_of(said.text, one) in (Slot.SUBJECT, Slot.OPEN) and one.name != two.name
    is_mutual = len(said.mentions) == 2 and _THE_TWO.search(said.text)
    if is_subject and (is_mutual or _HERS.match(said.text, two.close)):
        country = known(one.name)[1]
        if country in (None, said.home.country):
            said.out.add(one.start)
            said.whose.setdefault(two.start, one.name)
            said.sure.add(two.start)


_HAS = re.compile(
    rf"(?:Partnerst[aä]dte|twin towns|partner cities|sister cities) (?:hat"
    rf"|has) (?P<home>[{UPPER}][\w-]+)"
)


def has(said: Said) -> None:
    """Another town behind the verb: "Partnerstädte hat Kassel in …"."""
    has = _HAS.search(said.text)
    if has and not said.home.is_meant(has["home"]):
        said.out |= {m.start for m in said.mentions if m.name == has["home"]}
        said.give(has["home"], 0)
