"""Findings as the JSON values that a statement keeps, and back."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from enum import StrEnum
from typing import Any, Final, get_type_hints

from weltoffen.ground.problems import N_, Problem, Refused
from weltoffen.intake.enums import StatementType
from weltoffen.intake.types import Found, FoundAct, FoundClaim, FoundRelation, Quote

_KINDS: Final[dict[str, type[Found]]] = {
    StatementType.RELATION: FoundRelation,
    StatementType.ACT: FoundAct,
    StatementType.CLAIM: FoundClaim,
}
_HINTS: Final = {name: get_type_hints(made) for name, made in _KINDS.items()}
"""The types of each kind's fields."""
_BESIDE = ("quote", "rule", "confidence")
"""What a statement keeps in columns of its own."""
_LEFT_OUT = ("status_on", "form", "country_is_likely", "status_words")
"""Left out where nothing is said: what was kept before they were read keeps its digest."""
_NO_SUCH_FIELD = N_("„%(field)s“ gehört nicht zu diesem Vorschlag. Nehmen Sie diese Angabe heraus.")
_NO_SUCH_VALUE = N_("„%(value)s“ gibt es hier nicht. Wählen Sie einen der angebotenen Werte.")


def type_of(found: Found) -> StatementType:
    """Return which type of statement a finding becomes."""
    return next(StatementType(name) for name, kind in _KINDS.items() if isinstance(found, kind))


def values_of(found: Found) -> dict[str, Any]:
    """Return the values of a finding, without its words, its rule and its confidence."""
    values = {
        each.name: getattr(found, each.name)
        for each in dataclasses.fields(found)
        if each.name not in _BESIDE
        and not (each.name in _LEFT_OUT and not getattr(found, each.name))
    }
    return {
        name: str(value) if isinstance(value, StrEnum) else value for name, value in values.items()
    }


def found_of(
    kind: str, values: dict[str, Any], quote: Quote, rule: str, confidence: float
) -> Found:
    """Return the finding that values were made from, or that a person amended them to.

    Raises ``Refused`` for a field or a word that this type does not have.
    """
    made = _KINDS[kind]
    hints = _HINTS[kind]
    names = set(hints)
    others = sorted(set(values) - names)
    if others:
        raise Refused(*(Problem(name, _NO_SUCH_FIELD, {"field": name}) for name in others))
    given = {name: _typed(name, value, hints[name]) for name, value in values.items()}
    given |= {"quote": quote, "rule": rule}
    if "confidence" in names:
        given["confidence"] = confidence
    return made(**given)


def _typed(name: str, value: Any, hint: Any) -> Any:
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        try:
            return hint(value)
        except ValueError as error:
            raise Refused(Problem(name, _NO_SUCH_VALUE, {"value": value})) from error
    return value


def keys_of(found: Found) -> tuple[str, str]:
    """Return the digests by which a statement is known: with its place in the text, and without.

    Rule and confidence are no part of them: a better rule that finds the same proposes nothing new.
    """
    values = values_of(found)
    values.pop("country_is_likely", None)  # how the country is known is nothing that a text says
    said = json.dumps(
        [str(type_of(found)), values, found.quote.words],
        ensure_ascii=False, sort_keys=True,
    )  # fmt: skip
    content = hashlib.sha256(said.encode()).hexdigest()
    placed = f"{content} {found.quote.start} {found.quote.end}"
    return hashlib.sha256(placed.encode()).hexdigest(), content
