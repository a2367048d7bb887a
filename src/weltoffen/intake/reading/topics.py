"""What the sentences below a heading say of the partner that the heading names."""

from __future__ import annotations

import re
from dataclasses import replace

from weltoffen.intake.reading.dates import Role, dates_in, role_of
from weltoffen.intake.reading.homes import Home
from weltoffen.intake.reading.mentions import places_in
from weltoffen.intake.reading.prose import Partner
from weltoffen.intake.reading.words import kinds_in, standings_in
from weltoffen.intake.types import Kind, Standing

BOND = re.compile(
    r"\bdazu\b|\bdabei\b|unterschr|unterzeichn|\bsigned|\bsign(?:é|aient|ent)\b|Partner|Kontakt|Beziehung|contacts|relation|link|verbunden|Verbindung|bestand\b|besteht\b"
    r"|Vertrag|Urkunde|besiegel|twin|partner|agreement|Memorandum"
    r"|jumel|sister|Freundschaft|friendship|charte|accord",
    re.IGNORECASE,
)


_IT = re.compile(r"\W*(?:Sie|Diese|Er|It|This|Elle|Il|Celui-ci|Celle-ci|Ce lien)\b")
_TURNED = re.compile(
    r"\bturned into\b|\bupgraded\b|\bbecame a (?:full |regular )?twin|\bwurde daraus\b"
    r"|\bumgewandelt"
    r"|\bwurde\b[^.;]*\bzur\b[^.;]*partnerschaft|\bausgeweitet|\baufgewertet|\btransformé|\bdevenu",
    re.IGNORECASE,
)


def told_of(text: str, topic: Partner, home: Home) -> Partner | None:
    """Return what a sentence adds on the topic: since when, which kind, how it stands; or None.

    A sentence that names another place is not about the topic.
    """
    if not BOND.search(text) and not (_IT.match(text) and standings_in(text)):
        return None
    others = [
        m for m in places_in(text)
        if not home.is_meant(m.name)
        and m.name != topic.mention.name
        and m.place != topic.mention.place
    ]  # fmt: skip
    if any(m.is_known for m in others):
        return None
    kinds = [kind for _low, _high, kind in kinds_in(text)]
    dates = dates_in(text)
    since = next((d.on for d in dates if d.on and role_of(text, d) is Role.BEGAN), None)
    turned = since is not None and Kind.TWIN in kinds and _TURNED.search(text) is not None
    statuses = [
        standing
        for low, _high, standing in standings_in(text)
        if _IT.match(text) or BOND.search(_clause(text, low))
    ]
    kind = Kind.FRIENDSHIP if kinds[:1] == [Kind.FRIENDSHIP] else topic.kind
    kind = Kind.TWIN if turned else kind
    if since is None and not statuses and kind is topic.kind:
        return None
    status: Standing | None = statuses[0] if statuses else None
    ends = [d.on for d in dates if d.on and role_of(text, d) is Role.ENDED]
    until = ends[0] if ends and status is Standing.ENDED else None
    rule = "turned/1" if turned else "below-heading/2"
    return replace(topic, kind=kind, since=since, until=until, status=status, rule=rule, weight=0.9)


def _clause(text: str, at: int) -> str:
    """Return the clause in which a word stands."""
    low = max(text.rfind(sign, 0, at) for sign in ",;:(")
    ends = [text.find(sign, at) for sign in ",;:)"]
    return text[low + 1 : min((end for end in ends if end >= 0), default=len(text))]
