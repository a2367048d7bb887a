"""Whether somebody may be the one whose name is asked for."""

from __future__ import annotations

from weltoffen.places.gazetteer.spelling import fold
from weltoffen.records.rules.words import TITLES

_WRITTEN_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})


def may_mean(asked: str, *names: str) -> bool:
    """Say whether all words asked for stand in what somebody is called, in any order and case.

    Accents do not count, "ue" is "ü", and titles are left out: whoever writes "Dr. Müller, Anna"
    means Anna Mueller too. Parts of words are enough. Nothing asked for means nobody.
    """
    told = " ".join(_ways(" ".join(names)))
    return any(words and all(word in told for word in words) for words in map(_words, _ways(asked)))


def is_one(name: str, *names: str) -> bool:
    """Say whether somebody is called so: all words but titles, whole ones, in any order."""
    own = [set(_words(way)) for way in _ways(" ".join(names))]
    asked = [set(_words(way)) for way in _ways(name)]
    return any(words and words <= told for words in asked for told in own)


def _words(way: str) -> list[str]:
    """Return the words of a name without titles; a title alone is somebody's name."""
    words = way.split()
    return [word for word in words if word not in TITLES] or words


def _ways(name: str) -> tuple[str, str]:
    return fold(name), fold(name.translate(_WRITTEN_OUT))
