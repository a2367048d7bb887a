"""Whose relations a sentence speaks of, where it is not the page's own city."""

from __future__ import annotations

import re

from weltoffen.intake.reading.homes import Home
from weltoffen.intake.reading.mentions import UPPER, Mention, known
from weltoffen.places.gazetteer import Status

_OTHER_HOME = re.compile(
    rf"(?:(?:Partnerschaft|twinning|jumelage|partnership|die)\s+(?:von|of|de)|zwischen|between|entre)"
    rf"\s+(?P<home>[{UPPER}][\w-]+(?: \([^)]*\))?)\s+(?:und"
    rf"|mit|and|with|et|avec)\s*\Z"
)
_SUBJECT = re.compile(
    rf"(?:\A|[,;:]\s*)(?:Auch |Ebenso |\w+ Partnerst[aä]dte? hat )?"
    rf"(?P<home>[{UPPER}][\w-]+)(?: bei [{UPPER}]\w+)? "
    rf"(?:hat sich|insgesamt|ist (?:außerdem |auch )?mit|unterhält"
    rf"|pflegt|has|(?:is|has been|are) twinned|\d{{4}} von)"
)
_HAS = re.compile(
    rf"(?:Partnerst[aä]dte|twin towns|partner cities|sister cities) (?:hat"
    rf"|has) (?P<home>[{UPPER}][\w-]+)"
)


def owners_in(
    text: str, home: Home, mentions: list[Mention]
) -> tuple[dict[int, str], list[Mention]]:
    """Return whose relations these are, by where a mention begins; -1 stands for all.

    Nothing is said where it is the page's own city. Mentions that are the home are left out.
    """
    found: dict[int, str] = {}
    out: set[int] = set()
    has = _HAS.search(text)
    if has and not home.is_meant(has["home"]):
        found[-1] = has["home"]
        out |= {m.start for m in mentions if m.name == has["home"]}
    for mention in mentions:
        pair = _OTHER_HOME.search(text, 0, mention.start)
        if pair and not home.is_meant(pair["home"].partition(" (")[0]):
            name, _, remark = pair["home"].partition(" (")
            found[mention.start] = f"{home.short}-{name}" if "selbst" in remark else name
            out |= {m.start for m in mentions if pair.start("home") <= m.start < pair.end("home")}
    subjects = [s for s in _SUBJECT.finditer(text) if not home.is_meant(s["home"])]
    for subject in subjects:
        name = subject["home"]
        if not (home.has_district(name) or known(name)[0] is not Status.UNKNOWN):
            continue
        end = min((s.start() for s in subjects if s.start() > subject.start()), default=len(text))
        for mention in mentions:
            if subject.start("home") <= mention.start < subject.end():
                out.add(mention.start)
            elif subject.end() <= mention.start < end:
                found.setdefault(mention.start, name)
    return found, [m for m in mentions if m.start not in out]


def pairs_with_home(text: str, home: Home) -> list[tuple[int, int]]:
    """Return where the city stands before a hyphen with another place: "Rennes-Cork"."""
    return [
        found.span()
        for found in re.finditer(rf"\b{re.escape(home.short)}-[{UPPER}][\w-]+", text)
        if home.short and known(found[0][len(home.short) + 1 :])[0] is not Status.UNKNOWN
        and not _SUBJECT.match(text, found.start())
    ]  # fmt: skip
