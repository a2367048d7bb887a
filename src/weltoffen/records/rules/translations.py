"""Judging translations: which are asked for, which lag behind, which cannot be."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from weltoffen.ground.languages import LANGUAGES, LEADING, choose
from weltoffen.ground.problems import N_, Problem

_ORIGINAL_STAYS = N_(
    "Der deutsche Wortlaut ist das Original und ändert sich durch eine Übersetzung nicht. Lassen "
    "Sie ihn weg."
)
_NO_LANGUAGE = N_(
    "Die Sprache „%(language)s“ kennt das Register nicht. Übersetzt wird in: %(languages)s."
)
_NO_WORDING = N_("„%(field)s“ wird nicht übersetzt. Nehmen Sie diese Angabe heraus.")
_NO_ORIGINAL = N_(
    "Zu dieser Übersetzung fehlt der deutsche Wortlaut. Erfassen Sie zuerst ihn, oder lassen Sie "
    "die Übersetzung leer."
)

OTHERS: tuple[str, ...] = tuple(code for code in LANGUAGES if code != LEADING)
"""The languages into which one translates."""


class Lag(StrEnum):
    """How far a translation is behind its German original."""

    NONE = ""
    MISSING = "missing"
    STALE = "stale"


def lag(original: str, text: str, language: str, made_from: str = "") -> Lag:
    """Judge one translation; where there is no original, none is missing.

    ``made_from`` is the fingerprint of the original from which it was made, ``""`` where that is
    not known: then it is taken to be up to date.
    """
    if original and not text:
        return Lag.MISSING
    shown = choose({LEADING: original, language: text}, language, made_from)
    return Lag.STALE if shown.stale else Lag.NONE


def translation_problems(
    originals: Mapping[str, str], texts: Mapping[str, Mapping[str, str]]
) -> list[Problem]:
    """Judge what is to be written beside the originals, which are given per translated field."""
    return [
        problem
        for field, wording in texts.items()
        for language, text in wording.items()
        for problem in _problems(originals, field, language, text)
    ]


def _problems(originals: Mapping[str, str], field: str, language: str, text: str) -> list[Problem]:
    where = f"{field}_{language}"
    if field not in originals:
        return [Problem(where, _NO_WORDING, {"field": field})]
    if language == LEADING:
        return [Problem(where, _ORIGINAL_STAYS)]
    if language not in OTHERS:
        known = ", ".join(OTHERS)
        return [Problem(where, _NO_LANGUAGE, {"language": language, "languages": known})]
    if text.strip() and not originals[field]:
        return [Problem(where, _NO_ORIGINAL)]
    return []
