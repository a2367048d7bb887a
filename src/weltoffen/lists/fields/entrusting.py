"""What every record has: who answers for it, until when it is to be looked at, who may see it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from weltoffen.accounts.models import User
from weltoffen.casework.actions import entrust_with_work
from weltoffen.ground.languages import LANGUAGES
from weltoffen.ground.problems import N_, Problem, refuse_if_any
from weltoffen.lists.enums import CellKind
from weltoffen.lists.rules.cells import DEPARTMENTS
from weltoffen.lists.types import Field
from weltoffen.records.enums import Role, Visibility
from weltoffen.records.models import Record

_PUBLISHING = N_(
    "Veröffentlicht und zurückgenommen wird auf dem Blatt des Eintrags: Dort steht, was mitgeht. "
    "Lassen Sie die Sichtbarkeit hier, wie sie ist."
)

OWNER = Field("owner", _("Zuständig"), CellKind.CHOICE, tuple(Role.choices), is_needed=True,
              shown_as=("get_owner_display",), suits_many=True)  # fmt: skip
UNIT = Field("unit", _("Fachbereich"), CellKind.RECORD, of=DEPARTMENTS, suits_many=True)
REVIEW_BY = Field("review_by", _("Prüfen bis"), CellKind.DAY, suits_many=True)
VISIBILITY = Field(
    "visibility", _("Sichtbarkeit"), CellKind.CHOICE, tuple(Visibility.choices), is_needed=True,
    shown_as=("get_visibility_display",), suits_many=True,
)  # fmt: skip
ENTRUSTED = (OWNER, UNIT, REVIEW_BY, VISIBILITY)


def choice(name: str, label: Any, choices: type[Any]) -> Field:
    """Return a column for one of some values."""
    offered = tuple(choices.choices)
    shown_as = (f"get_{name}_display",)
    return Field(name, label, CellKind.CHOICE, offered, shown_as=shown_as, is_needed=True,
                 suits_many=True)  # fmt: skip


def worded(name: str, label: Any, *, is_long: bool = True) -> tuple[Field, ...]:
    """Return a column per language for a text that is translated."""
    kind = CellKind.LONG if is_long else CellKind.TEXT
    return tuple(
        Field(f"{name}_{language}", _InLanguage(label, language), kind) for language in LANGUAGES
    )


_NAMES_OF_LANGUAGES = {"de": _("Deutsch"), "en": _("Englisch")}


class _InLanguage:
    """A heading with the name of a language, put together when it is read."""

    def __init__(self, label: Any, language: str) -> None:
        self._label, self._language = label, language

    def __str__(self) -> str:
        return f"{self._label} ({_NAMES_OF_LANGUAGES.get(self._language, self._language)})"


def publishing_problem(before: str, after: str) -> Problem | None:
    """Return what speaks against changing here who sees a record: nobody publishes by a table."""
    if before != after and Visibility.PUBLIC in (before, after):
        return Problem(VISIBILITY.name, _PUBLISHING)
    return None


def entrusting(record: Record, values: Mapping[str, Any], by: User) -> dict[str, Any]:
    """Carry out what concerns who answers for a record; returns the other values."""
    rest = {name: value for name, value in values.items() if name not in _NAMES}
    if len(rest) < len(values):
        seen_by = Visibility(values.get("visibility", record.visibility))
        refuse_if_any(filter(None, [publishing_problem(record.visibility, seen_by)]))
        entrust_with_work(
            record=record,
            owner=Role(values.get("owner", record.owner)),
            unit=values.get("unit", record.unit) or None,
            review_by=values.get("review_by", record.review_by),
            visibility=seen_by,
            by=by,
        )
    return rest


_NAMES = frozenset(field.name for field in ENTRUSTED)


def change_by(amend: Callable[..., Any], name: str, *wordings: str) -> Callable[..., None]:
    """Return what carries changes out: who answers first, then the room's own action.

    ``name`` is what the action calls the record. ``wordings`` are texts that it takes by language.
    """

    def change(*, record: Record, values: Mapping[str, Any], by: User) -> None:
        rest = entrusting(record, values, by)
        facts: dict[str, Any] = {}
        for key, value in rest.items():
            stem, _sign, language = key.rpartition("_")
            if stem in wordings:
                facts.setdefault(stem, {})[language] = value
            else:
                facts[key] = value
        if facts:
            amend(**{name: record}, by=by, **facts)

    return change


def only_entrusting(*, record: Record, values: Mapping[str, Any], by: User) -> None:
    """Carry out what concerns who answers for a record of which no list changes more."""
    entrusting(record, values, by)
