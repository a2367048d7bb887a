"""What the sentences below a heading say of the partner that the heading names."""

from __future__ import annotations

import re
from dataclasses import replace

from weltoffen.intake.reading.dates import Role, dates_in, role_of
from weltoffen.intake.reading.denials import denied_in
from weltoffen.intake.reading.homes import Home
from weltoffen.intake.reading.jubilees import years_told
from weltoffen.intake.reading.mentions import places_in
from weltoffen.intake.reading.prose import Partner
from weltoffen.intake.reading.standings import standings_in
from weltoffen.intake.reading.times import not_of_contacts, told_by_jubilee
from weltoffen.intake.reading.words import kinds_in
from weltoffen.intake.types import Kind, Standing

BOND = re.compile(
    r"\bdazu\b|\bdabei\b|unterschr|unterzeichn|\bsigned|\bsign(?:é|aient|ent)\b|Partner|Kontakt"
    r"|Beziehung|contacts|relation|link|verbunden|Verbindung|bestand\b|besteht\b"
    r"|affiliat|Vertrag|Urkunde|besiegel|twin|partner|agreement|Memorandum"
    r"|jumel|sister|Freundschaft|friendship|charte|accord|\bentente",
    re.IGNORECASE,
)


_IT = re.compile(
    r"\W*(?:Sie|Diese|Er|It|This|They|These|Elle|Il|Elles|Ils|Celui-ci|Celle-ci|Ces? liens?)\b"
    r"|[^.,;:]{0,50}\b[a-zäöüß]+t?e?\s(?:sie|er|diese)\s"
)
_LABELLED_YEAR = re.compile(
    r"\W*(?:[\w-]*[Pp]artnerschaft,? )?(?:(?:im )?Jahr|[Ee]st(?:ab(?:l(?:ished)?)?)?\.?|[Gg]egr\."
    r"|[Yy]ear|[Aa]nnée|[Ss]eit|[Ss]ince|[Dd]epuis)(?: dem Jahr)?:?\s(?:[\w.]+ ){0,2}\d{4}\W*\Z"
)
"""A sentence of but a year and its label: "Est. 1973."."""
_NOW = re.compile(
    r"\s*(?:(?:derzeit|zurzeit|zur Zeit|momentan|aktuell|vorerst|currently|actuellement)\s)"
)
_TURNED = re.compile(
    r"\bturned into\b|\bupgraded\b|\bbecame a (?:full |regular )?twin|\bwurde daraus\b"
    r"|\bumgewandelt"
    r"|\bwurde\b[^.;]*\bzur\b[^.;]*partnerschaft|\bausgeweitet|\baufgewertet|\btransformé|\bdevenu",
    re.IGNORECASE,
)


WHEREABOUTS = re.compile(
    r"\b(?:near|close to|outside|between|près d[e’']|proche d[e’']|entre|non loin d[e’']|bei"
    r"|nahe|unweit|zwischen)\s?(?:[\w-]+ (?:and|et|und) )?\Z"
)


_OF_OTHERS = re.compile(
    r"\b(?:viele|manche|einige|andere|mehrere|zahlreiche|many|some|other|several|most|plusieurs"
    r"|certaines|(?:de |d['’])(?:nombreuses|autres))\s(?:[^\W\d]+\s){0,2}?(?:Städte|Kommunen"
    r"|Gemeinden"
    r"|Orte|towns|cities|councils|villes|communes)\b",
    re.IGNORECASE,
)
"""What is said of towns in general is not said of the partner: "Many cities have ended theirs"."""
_IN_CLAUSE = re.compile(
    r"(?P<noun>[^\W\d]+),\s(?:das|die|der|welche[rs]?|which|that|qui)\s(?:[^\W\d]+\s){0,3}"
    r"(?:seit|since|depuis)\s[^.,;]*"
)


def _is_of_a_noun(text: str, at: int) -> bool:
    """Say whether a date is that of something that a clause tells of: "the fair, held since …"."""
    return any(
        found.start() <= at < found.end() and not BOND.search(found["noun"])
        for found in _IN_CLAUSE.finditer(text)
    )


_NOT_A_TWINNING = re.compile(
    r"\bpas (?:d['’]un |un )?jumelage[^.;]{0,20}(?:\bmais\b|,\sc['’]est)|\bnot a (?:formal "
    r"|full |real )?twinning"
    r"[^.;]{0,20}(?:\bbut\b|,\sit is)"
    r"|\bkeine \w*[Pp]artnerschaft[^.;]{0,20}\bsondern\b",
)
_FRIENDS = re.compile(r"friend|amiti|freund", re.IGNORECASE)


def told_of(text: str, topic: Partner, home: Home, day: str | None = None) -> Partner | None:
    """Return what a sentence adds on the topic: since when, which kind, how it stands; or None.

    A sentence that names another place is not about the topic, but for where it was signed.
    ``day`` is that of the page, from which "forty years since" counts.
    """
    is_labelled = _LABELLED_YEAR.match(text) is not None
    is_elliptic = _ELLIPTIC.match(text) is not None
    is_about = is_labelled or is_elliptic or BOND.search(text)
    if not (is_about or (_IT.match(text) and standings_in(text))):
        return None
    if denied_in(text) or _OF_OTHERS.search(text):
        return None
    others = [
        m for m in places_in(text)
        if not home.is_meant(m.name)
        and m.name != topic.mention.name
        and m.place != topic.mention.place
        and not WHEREABOUTS.search(text, max(0, m.start - 30), m.start)
        and not _SIGNED_IN.search(text, 0, m.start)
    ]  # fmt: skip
    if any(m.is_known for m in others):
        return None
    kinds = [kind for _low, _high, kind in kinds_in(text)]
    dates = [d for d in dates_in(text) if not _is_of_a_noun(text, d.start)]
    began = [d for d in dates if d.on and role_of(text, d) is Role.BEGAN]
    since = next((d.on for d in not_of_contacts(text, began)), None)
    since = told_by_jubilee(text, dates, day) or since
    if (is_labelled or (is_elliptic and not standings_in(text))) and since is None:
        since = next((d.on for d in dates if d.on), None)
    if since is None and day and not any(d.on for d in dates):
        years = years_told(text)
        since = str(int(day[:4]) - years) if years else None
    turned = since is not None and Kind.TWIN in kinds and _TURNED.search(text) is not None
    statuses = [
        standing
        for low, _high, standing in standings_in(text)
        if is_elliptic
        or _IT.match(text)
        or BOND.search(_clause(text, low))
        or _NOW.match(_clause(text, low))
    ]
    is_friends = kinds[:1] == [Kind.FRIENDSHIP] and not _is_of_people(text, topic)
    kind = Kind.FRIENDSHIP if is_friends else topic.kind
    kind = Kind.TWIN if turned else kind
    if other := _NOT_A_TWINNING.search(text):
        is_friendly = topic.kind is Kind.FRIENDSHIP or _FRIENDS.search(text, other.end())
        kind = Kind.FRIENDSHIP if is_friendly else Kind.CONTACT
    if since is None and not statuses and kind is topic.kind:
        return None
    status: Standing | None = statuses[0] if statuses else None
    ends = [d.on for d in dates if d.on and role_of(text, d) is Role.ENDED]
    until = ends[0] if ends and status is Standing.ENDED else None
    rule = "turned/1" if turned else "below-heading/9"
    return replace(topic, kind=kind, since=since, until=until, status=status, rule=rule, weight=0.9)


_PEOPLE = re.compile(r"\bmit den (?P<who>[A-ZÄÖÜ][a-zäöüß-]{3,})ern\b")


def _is_of_people(text: str, topic: Partner) -> bool:
    """Say whether the friends are those of another town: "die Freundschaft mit den Almeloern"."""
    people = _PEOPLE.search(text)
    return people is not None and not topic.mention.name.startswith(people["who"][:4])


_SIGNED_IN = re.compile(
    r"\b(?:signed|signing|ratified|unterzeichnet|unterschrieben|besiegelt|signée?|scellée?)\b"
    r"(?:\s[a-z]+){0,3}\s(?:in|à)\s\Z|\b(?:in|à)\s\Z(?=\S+\s(?:unterzeichnet|unterschrieben))"
)
_ELLIPTIC = re.compile(
    r"\W*(?:(?:Offiziell |Formell |Officially |Formally )?(?:Geschlossen|Gegründet|Besiegelt"
    r"|Unterzeichnet|Vereinbart|Begonnen|Beendet|Aufgelöst|Ausgesetzt|Ruhend|Ruht|Verschwistert"
    r"|Verbrüdert|Befreundet|Signed|Sealed|Agreed|Formed|Established|Begun|Started|Ended|Dissolved"
    r"|Suspended|Dormant|Twinned|Linked|Signée?|Conclue?|Scellée?|Nouée?|Rompue?|Dissoute?"
    r"|Suspendue?|Jumelée?s?|En sommeil|Joined|Closed)\b"
    r"|(?:Seit|Since|Depuis|Ab)\s(?:[\w.]+\s){0,3}\d{4}\b(?:\W*\Z|\s?[,;(–])"
    r"|[\w-]*(?:[Vv]ertrag\w*|[Vv]erschwister\w*|[Uu]rkunde|[Cc]harter|[Aa]greement|[Cc]harte"
    r"|[Aa]ccord|[Ss]erment|[Bb]eginn|[Ss]tart|[Dd]ébut)\s(?:\w+\s){0,3}[\d(])"
)
"""A sentence without subject: below the name of a partner it tells of the relation."""


_THE_TWO = re.compile(
    r"\b(?:the two|both|these two) (?:cities|towns|communities|places|boroughs|villages)\b"
    r"|\b(?:les|nos|ces) deux (?:villes|cités|communes|municipalités)\b"
    r"|\b(?:die|diese) (?:beiden|zwei) (?:\w+|\w+ \w+)?(?:[Ss]tädte|Gemeinden|Orte|Kommunen)\b",
    re.IGNORECASE,
)


def one_of_two(text: str, before: str, home: Home) -> Partner | None:
    """Return the town that "the two cities" names together with the page's own, with its since.

    ``before`` is the sentence before; it counts where this one names no town in front of them.
    Exactly one other town must be named, beside the city.
    """
    found = _THE_TWO.search(text)
    kinds = [kind for low, _high, kind in kinds_in(text) if found and low > found.start()]
    if not found or not kinds:
        return None
    here = text[: found.start()]
    said = here if any(m.is_known for m in places_in(here)) else before
    others = [
        m for m in places_in(said)
        if (m.is_known or m.is_stated) and not home.is_meant(m.name)
        and not WHEREABOUTS.search(said, max(0, m.start - 30), m.start)
    ]  # fmt: skip
    if len({m.name for m in others}) != 1 or not home.spots(said):
        return None
    dates = [d for d in dates_in(text) if d.start > found.start()]
    since = next((d.on for d in dates if d.on and role_of(text, d) is Role.BEGAN), None)
    standings = [each for low, _high, each in standings_in(text) if low > found.start()]
    return Partner(
        others[0], kinds[0], "", since, None, standings[0] if standings else None, "the-two/1", 0.85
    )


def _clause(text: str, at: int) -> str:
    """Return the clause in which a word stands."""
    low = max(text.rfind(sign, 0, at) for sign in ",;:(")
    ends = [text.find(sign, at) for sign in ",;:)"]
    return text[low + 1 : min((end for end in ends if end >= 0), default=len(text))]
