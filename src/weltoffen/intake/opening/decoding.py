"""Bytes of text into characters.

UTF-8 is tried before what was claimed: bytes that are valid UTF-8 by accident are next to
impossible, wrong claims are common. Only then is the encoding guessed.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from charset_normalizer import from_bytes

from weltoffen.ground.problems import N_, Problem
from weltoffen.intake.opening.results import Received

_UNKNOWN = N_(
    "Die Zeichen der Datei sind nicht zu entziffern; es ist kein Text, oder seine Kodierung ist "
    "unbekannt. Speichern Sie den Text als UTF-8, und laden Sie ihn noch einmal hoch."
)
_GUESSED = N_(
    "Die Kodierung der Zeichen ist vermutet (%(encoding)s). Prüfen Sie Umlaute und Namen, bevor "
    "Sie etwas übernehmen."
)
_SOME_LOST = N_(
    "%(count)s Zeichen waren nicht zu entziffern und stehen als � im Text. Prüfen Sie diese "
    "Stellen am Original."
)
_LEFT_OUT = N_(
    "%(count)s Steuerzeichen ohne Bedeutung für den Text wurden weggelassen. Zu tun ist nichts, "
    "wenn der Text vollständig aussieht."
)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: it begins with the same two bytes
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Python also calls punycode, idna, unicode_escape and more text encodings. No text comes in them,
# and some take quadratic time.
_USUAL = re.compile(
    r"(?:ascii|utf-8|utf-16(?:-[lb]e)?|utf-32(?:-[lb]e)?|iso8859-\d+|cp\d+|koi8-[rtu]|mac-\w+"
    r"|shift_jis\w*|euc_\w+|iso2022_\w+|gb2312|gbk|gb18030|big5\w*)\Z"
)
_GUESSABLE = [
    "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1257", "cp437", "cp850", "mac_roman",
    "koi8_r", "iso8859_2", "shift_jis", "euc_jp", "euc_kr", "gb18030", "big5",
]  # fmt: skip
_SUSPECT = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_WESTERN = frozenset(
    "äöüÄÖÜßéèêëÉÈàâáÀÁçÇñÑôóòÓîíìïÍûúùÚæøåÅØÆœŒãõÿŠšŽž–—„“”‚‘’«»‹›…•€§°·²³©®´×½\xa0\xad"
)
_RUN = re.compile(r"[^\W\d_\x00-\x7f]{3,}")
_SAMPLE = 256 * 1024
"""Bytes that are looked at to guess an encoding."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """Characters, and what is to be said of how they were found."""

    text: str
    notes: tuple[Problem, ...] = ()


def decode(received: Received, declared: str = "") -> Decoded:
    """Return the text of bytes; ``declared`` is the encoding that the content itself names.

    Raises :class:`weltoffen.ground.problems.Refused` where the bytes are no text.
    """
    found = _decoded(received, received.charset or declared)
    suspects = len(_SUSPECT.findall(found.text))
    # A stray null or two happens in real letters; every tenth character does not.
    if suspects > 0.3 * len(found.text) or (suspects > 4 and suspects > 0.05 * len(found.text)):
        received.refuse(_UNKNOWN)
    if suspects:
        note = Problem(received.name, _LEFT_OUT, {"count": suspects})
        return Decoded(_SUSPECT.sub("", found.text), (*found.notes, note))
    return found


def _decoded(received: Received, declared: str) -> Decoded:
    body, where = received.body, received.name
    certain = _by_mark(body) or _without_mark(body, declared)
    if certain is not None:
        return Decoded(certain)
    mended = body.decode("utf-8", "replace")
    lost = mended.count("\ufffd")
    if sum(1 for char in mended if char > "\x7f") - lost > 4 * lost:
        return Decoded(mended, (Problem(where, _SOME_LOST, {"count": lost}),))
    named = _strictly(body, declared)
    if named is not None:
        return Decoded(named)
    encoding = _guess(body)
    text = _strictly(body, encoding) if encoding else None
    if text is None:
        received.refuse(_UNKNOWN)
    return Decoded(text, (Problem(where, _GUESSED, {"encoding": encoding}),))


def _by_mark(body: bytes) -> str | None:
    for mark, encoding in _MARKS:
        if body.startswith(mark):
            text = _strictly(body[len(mark) :], encoding)
            if text is not None:
                return text
    return None


def _without_mark(body: bytes, declared: str) -> str | None:
    """Try what cannot be right by accident."""
    if declared.lower().startswith("iso-2022"):  # looks like ASCII with escapes
        text = _strictly(body, declared)
        if text is not None:
            return text
    nulls = body[:_SAMPLE].count(0)
    if nulls * 4 > len(body[:_SAMPLE]):
        first = body[:_SAMPLE:2].count(0)
        return _strictly(body, "utf-16-be" if first * 2 > nulls else "utf-16-le")
    return _strictly(body, "utf-8")


def _strictly(body: bytes, encoding: str) -> str | None:
    """Return the text if the encoding is a usual one and every byte fits, otherwise None."""
    try:
        if not _USUAL.match(codecs.lookup(encoding).name):
            return None
        return body.decode(encoding)
    except (LookupError, ValueError):
        return None


def _guess(body: bytes) -> str:
    """Return the likely encoding of bytes that are no UTF-8, "" if none is likely.

    What reads as western European is taken as that without a guess: statistics make Chinese of
    a short name with one umlaut.
    """
    sample = body[:_SAMPLE]
    if _strictly(body, "cp1252") is not None and _reads_western(sample.decode("cp1252", "replace")):
        return "cp1252"
    best = from_bytes(sample, cp_isolation=_GUESSABLE).best()
    return str(best.encoding) if best else ""


def _reads_western(text: str) -> bool:
    """Say whether characters outside ASCII are usual ones, and letters among them stand alone.

    Russian or Greek, read as western European, gives long runs of accented letters.
    """
    others = [char for char in text if char > "\x7f"]
    in_runs = sum(len(run) for run in _RUN.findall(text))
    return 20 * sum(char in _WESTERN for char in others) >= 19 * len(others) >= 95 * in_runs
