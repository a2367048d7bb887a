"""What a sentence says is not so, or was refused."""

from __future__ import annotations

import re

_DENIED = re.compile(
    r"\b(?:[Uu]niversit\w+|[Cc]ollege|[Ss]chool|[Cc]lub|[Mm]useum|[Hh]ospital"
    r"|[Zz]oo)['’]s\s+(?:\w+\s+)?partner"
    r"|\bn['’]a (?:pas|aucune?)\b[^.;]*\bjumel|\baucune? (?:ville |)jumel"
    r"|\bn['’](?:est|était|sont) pas (?:une |des )?(?:ville|jumel)|\bkein\w* (?:\w+ )?Partnerst"
    r"|\bis not a (?:twin|sister|partner)|\b[Ss]tatt (?:\w+ )?(?:Städte)?[Pp]artnerschaft"
    r"|\bkein\w*\s+(?:\w+\s+)?(?:Städte|Gemeinde)?partnerschaft"
    r"|\bStädtepartnerschaft\b[^.;]{0,60}\bbesteht nicht"
    r"|\bno (?:formal |official )?(?:twin|partner|sister)|\bnot twinned"
    r"|\bpas (?:de |encore )*jumel|\bsans qu.un jumelage|\bn['’]existe pas|\bne sont pas jumel"
    r"|\bn['’]est pas jumel",
    re.IGNORECASE,
)


def denied_in(text: str) -> list[tuple[int, int]]:
    """Return the clauses in which it is said that there is no relation."""
    refused = _REFUSED.search(text)
    if refused and text.count(";") < _SEVERAL:
        return [(0, len(text))]
    found = []
    for denial in [refused] if refused else []:
        low = text.rfind(";", 0, denial.start()) + 1
        found.append((low, denial.end()))
    for denial in _DENIED.finditer(text):
        ends = [each.start() for each in _BUT.finditer(text)]
        low = max((end for end in ends if end <= denial.start()), default=0)
        found.append((low, min((end for end in ends if end >= denial.end()), default=len(text))))
    return found


_REFUSED = re.compile(
    r"\b(?:bat|beat|drew|gewann|besiegte|verlor|schlug|defeated"
    r"|lost)\b[^.]*\b\d{1,2}\s?[-:–]\s?\d{1,2}\b"
    r"|\blehnte\w*\b[^.]*\bab\b"
    r"|\babgelehnt|\brejected\b|\bdeclined\b|\brefused\b|\bturned down\b"
    r"|\ba refusé\b|\brejeté",
    re.IGNORECASE,
)
_BUT = re.compile(r";|, (?:aber|doch|but|mais)\b")


_SEVERAL = 2
