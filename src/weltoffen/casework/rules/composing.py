"""Filling the places of text blocks. What has no value is told, and never sent as it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from weltoffen.casework.types import Filled
from weltoffen.ground.problems import N_, Problem

PLACES: Mapping[str, str] = {
    "anrede": N_("die Anrede, aus dem Namen"),
    "name": N_("der Name, wie er in der Anfrage steht"),
    "organisation": N_("die Organisation des Absenders"),
    "betreff": N_("der Betreff der Anfrage"),
    "eingang": N_("der Tag, an dem die Anfrage einging"),
    "frist": N_("die Frist der Anfrage"),
    "heute": N_("der heutige Tag"),
    "partnerstadt": N_("der Name der anderen Seite, wenn die Anfrage zu einer Beziehung gehört"),
    "zustaendig": N_("die Stelle, die zuständig ist"),
}
"""Every place that a block may have, with what stands there."""
GREETINGS: Mapping[str, str] = {
    "de": "Guten Tag %(name)s",
    "en": "Dear %(name)s",
    "fr": "Bonjour %(name)s",
}
"""How somebody is addressed whose sex nobody has to guess. Part of a letter, so not translated."""

_PLACE = re.compile(r"\{\s*([^{}\s][^{}\n]{0,40}?)\s*\}")
_UNKNOWN_PLACE = N_(
    "Den Platzhalter „{%(place)s}“ gibt es nicht. Erlaubt sind: %(known)s. Berichtigen Sie ihn, "
    "oder nehmen Sie ihn heraus."
)
_STILL_OPEN = N_(
    "Im Text steht noch „{%(place)s}“. Ersetzen Sie es durch das, was da stehen soll: So geht die "
    "Antwort nicht hinaus."
)


def places_in(text: str) -> tuple[str, ...]:
    """Return the places of a text in their order, each once."""
    return tuple(dict.fromkeys(found[1] for found in _PLACE.finditer(text)))


def block_problems(text: str) -> list[Problem]:
    """Say which places of a block nobody could ever fill."""
    known = ", ".join(f"{{{name}}}" for name in PLACES)
    return [
        Problem("text", _UNKNOWN_PLACE, {"place": place, "known": known})
        for place in places_in(text)
        if place.casefold() not in PLACES
    ]


def fill(text: str, values: Mapping[str, str]) -> Filled:
    """Put values into the places of a text; a place without a value stays and is told.

    Values are taken as they are: what looks like a place within one is none.
    """
    missing: dict[str, None] = {}

    def put(found: re.Match[str]) -> str:
        value = values.get(found[1].casefold(), "")
        if not value:
            missing[found[1]] = None
            return found[0]
        return value.replace("{", "(").replace("}", ")")

    filled = _PLACE.sub(put, text)
    return Filled(filled, tuple(missing))


def answer_problems(text: str) -> list[Problem]:
    """Say which places of an answer are still open."""
    return [Problem("text", _STILL_OPEN, {"place": place}) for place in places_in(text)]


def composed(blocks: Iterable[str]) -> str:
    """Put blocks together, with an empty line between them."""
    return "\n\n".join(block.strip() for block in blocks if block.strip())


def greeting(name: str, language: str) -> str:
    """Return how somebody is addressed in a letter, ``""`` where nobody is named."""
    pattern = GREETINGS.get(language)
    return pattern % {"name": name.strip()} if pattern and name.strip() else ""
