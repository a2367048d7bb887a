"""What a body decided of a bond that there is: its pause or its end, whose day is no beginning."""

from __future__ import annotations

import re

from weltoffen.intake.types import Standing

_DECISION = re.compile(
    r"\b(?:beschl(?:oss|ossen|ießt|üsse|uss)\w*|entsch(?:ied|ieden|eidet)\b|votierte\w*|stimmte\w*"
    r"|einigte\w*|vereinbarte\w*|resolved|decided|decision|voted|agreed|a (?:décidé|voté|résolu)"
    r"|ont (?:décidé|voté)|décida|vota|délibération)\b",
    re.IGNORECASE,
)
_PAUSE = (
    r"auszusetzen|Aussetzung|ruhen zu lassen|einzufrieren|zu unterbrechen"
    r"|to (?:suspend|pause|freeze)"
    r"|(?:the )?suspension of|de (?:suspendre|geler)|d['’]interrompre|la suspension d"
)
_END = (
    r"zu (?:beenden|kündigen|lösen)"
    r"|(?:Beendigung|Kündigung|Auflösung|Aufhebung|Ende) (?:der|des|von)"
    r"|aufzu(?:lösen|geben|heben|kündigen)|nicht (?:zu verlängern|fortzusetzen|fortzuführen)"
    r"|to (?:end|terminate|sever|dissolve|revoke|withdraw from)|(?:the )?(?:end|termination) of"
    r"|de (?:mettre fin|rompre|résilier|dissoudre)|la (?:fin|rupture|résiliation) d"
)
_OBJECT = re.compile(rf"\b(?:(?P<pause>{_PAUSE})|(?P<end>{_END}))", re.IGNORECASE)
_FAR = 240
"""So far from a date that which was decided on that day is looked for."""
_ENDS = re.compile(r"[;:]|[.!?](?=\s+[A-ZÄÖÜÉ«»„“\"]|\Z)")


def decided_on(text: str, low: int, high: int) -> tuple[Standing, tuple[int, int]] | None:
    """Return what was decided in the sentence of a date, and where the words for it stand.

    The date stands from ``low`` to ``high``. None where nothing was decided
    there, or something else, such as that a partnership begins.
    """
    near, far = max(0, low - _FAR), min(len(text), high + _FAR)
    first = max((each.end() for each in _ENDS.finditer(text, near, low)), default=near)
    after = _ENDS.search(text, high, far)
    last = after.start() if after else far
    if not _DECISION.search(text, first, last):
        return None
    found = _OBJECT.search(text, first, last)
    if found is None:
        return None
    return Standing.RESTING if found["pause"] else Standing.ENDED, found.span()
