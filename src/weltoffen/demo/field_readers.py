"""What a field of a register file may hold, and how its text becomes a value.

A reader takes a :class:`Value` and returns what the register needs, or refuses it, naming file,
line and field.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import TypeVar

from weltoffen.demo.file_values import Spot, Value
from weltoffen.ground.dates import parse_date, parse_interval
from weltoffen.ground.identifiers import check_identifier
from weltoffen.ground.languages import LANGUAGES, LEADING
from weltoffen.ground.problems import N_, Problem, Refused, refuse_if_any

T = TypeVar("T")
Choice = TypeVar("Choice", bound=Enum)
Reader = Callable[[Value], T]
Texts = dict[str, str]

_NO_SUCH_CHOICE = N_("„%(text)s“ gibt es hier nicht. Möglich sind: %(known)s.")
_NO_NUMBER = N_("„%(text)s“ ist keine Zahl. Schreiben Sie Ziffern, mit Punkt als Komma: 51.5149.")
_NO_WHOLE_NUMBER = N_("„%(text)s“ ist keine ganze Zahl. Schreiben Sie nur Ziffern.")
_NO_TRUTH = N_("„%(text)s“ ist weder wahr noch falsch. Schreiben Sie true oder false.")
_NO_DAY = N_("„%(text)s“ ist kein Tag im Kalender. Schreiben Sie Jahr, Monat und Tag: 2022-10-07.")
_NO_GERMAN = N_("Es fehlt die deutsche Fassung. Ergänzen Sie eine Zeile „de:“.")
_NO_SUCH_LANGUAGE = N_(
    "Die Sprache „%(language)s“ führt das Register nicht. Möglich sind: %(known)s."
)
_NO_COUNTRY_CODE = N_(
    "„%(text)s“ ist kein Ländercode. Schreiben Sie die zwei Großbuchstaben nach ISO 3166-1: DE."
)
_NO_DIGEST = N_(
    "Das ist keine Prüfsumme nach SHA-256. Sie hat 64 Zeichen aus 0–9 und a–f; „sha256sum DATEI“ "
    "berechnet sie."
)


@dataclass(frozen=True, slots=True)
class Reference:
    """The name of another entry of the kind ``to``, and where it is named."""

    to: str
    name: str
    spot: Spot


def text(value: Value) -> str:
    """Read any text."""
    return value.text()


def identifier(value: Value) -> str:
    """Read a permanent identifier."""
    return check_identifier(value.text(), str(value.spot))


def country_code(value: Value) -> str:
    """Read a country's code, ISO 3166-1 alpha-2."""
    return _matching(value, r"[A-Z]{2}", _NO_COUNTRY_CODE)


def digest(value: Value) -> str:
    """Read a checksum, SHA-256 in hexadecimal."""
    return _matching(value, r"[0-9a-f]{64}", _NO_DIGEST)


def _matching(value: Value, pattern: str, sentence: str) -> str:
    found = value.text()
    if not re.fullmatch(pattern, found):
        raise value.spot.refusal(sentence, text=found)
    return found


def wording(value: Value) -> Texts:
    """Read a text per language, the German one at least; a bare text is German."""
    if value.is_text():
        return {LEADING: value.text()}
    fields = value.fields()
    for language, said in fields.items():
        if language not in LANGUAGES:
            known = ", ".join(LANGUAGES)
            raise said.spot.refusal(_NO_SUCH_LANGUAGE, language=language, known=known)
    if LEADING not in fields:
        raise value.spot.refusal(_NO_GERMAN)
    return {language: said.text() for language, said in fields.items()}


def edtf_date(value: Value) -> str:
    """Read a date as exact as it is known; returns the canonical EDTF form."""
    return parse_date(value.text(), str(value.spot)).text


def edtf_interval(value: Value) -> str:
    """Read from when until when; returns the canonical EDTF form."""
    return parse_interval(value.text(), str(value.spot)).text


def day(value: Value) -> date:
    """Read one calendar day."""
    try:
        return date.fromisoformat(value.text())
    except ValueError:
        raise value.spot.refusal(_NO_DAY, text=value.text()) from None


def number(value: Value) -> float:
    """Read a number, for degrees."""
    if not re.fullmatch(r"-?\d+(\.\d+)?", value.text(), re.ASCII):
        raise value.spot.refusal(_NO_NUMBER, text=value.text())
    return float(value.text())


def whole_number(value: Value) -> int:
    """Read a whole number from zero on."""
    if not re.fullmatch(r"\d+", value.text(), re.ASCII):
        raise value.spot.refusal(_NO_WHOLE_NUMBER, text=value.text())
    return int(value.text())


def truth(value: Value) -> bool:
    """Read true or false."""
    if value.text() not in ("true", "false"):
        raise value.spot.refusal(_NO_TRUTH, text=value.text())
    return value.text() == "true"


def one_of(choices: type[Choice]) -> Reader[Choice]:
    """Return the reader of one value of an enumeration."""

    def read(value: Value) -> Choice:
        found = value.text()
        try:
            return choices(found)
        except ValueError:
            known = ", ".join(str(choice.value) for choice in choices)
            raise value.spot.refusal(_NO_SUCH_CHOICE, text=found, known=known) from None

    return read


def named(kind: str) -> Reader[Reference]:
    """Return the reader of the name of another entry of this kind."""

    def read(value: Value) -> Reference:
        return Reference(kind, value.text(), value.spot)

    return read


def many(reader: Reader[T]) -> Reader[tuple[T, ...]]:
    """Return the reader of a list of such values."""

    def read(value: Value) -> tuple[T, ...]:
        found, problems = [], list[Problem]()
        for item in value.items():
            try:
                found.append(reader(item))
            except Refused as refused:
                problems += refused.problems
        refuse_if_any(problems)
        return tuple(found)

    return read
