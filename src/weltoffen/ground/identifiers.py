"""Permanent, language-free identifiers.

An identifier names a record for ever: it is part of the public address ``/id/…`` and never changes,
also when the record's name does. It consists of lower-case ASCII letters, digits and hyphens.
"""

from __future__ import annotations

import re
import unicodedata

from weltoffen.ground.problems import N_, Problem, Refused

LONGEST = 96
_FORM = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_BAD_FORM = N_(
    "Die Kennung „%(identifier)s“ hat nicht die richtige Form. Erlaubt sind Kleinbuchstaben a–z, "
    "Ziffern und einzelne Bindestriche dazwischen, höchstens %(longest)d Zeichen."
)
_LETTERS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ł": "l", "ø": "o", "đ": "d", "ı": "i",
     "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"}
)  # fmt: skip


def check_identifier(identifier: str, where: str = "identifier") -> str:
    """Return the identifier, or refuse it when its form is wrong."""
    if len(identifier) > LONGEST or not _FORM.fullmatch(identifier):
        raise Refused(Problem(where, _BAD_FORM, {"identifier": identifier, "longest": LONGEST}))
    return identifier


def identifier_from(*names: str) -> str:
    """Make an identifier out of names: ``("Dortmund", "Rostow am Don")`` → its joined slug.

    Letters outside ASCII are spelled out the German way or lose their marks; what has no Latin
    letter at all gives an empty part, so callers pass a Latin name. Returns ``""`` if nothing is
    left.
    """
    lowered = "-".join(names).casefold().translate(_LETTERS)
    ascii_only = unicodedata.normalize("NFKD", lowered).encode("ascii", "ignore").decode()
    return (
        re.sub(r"[^a-z0-9]+", "-", ascii_only.replace("'", "").replace("`", ""))
        .strip("-")[:LONGEST]
        .rstrip("-")
    )
