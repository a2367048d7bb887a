"""How an entry of a register file is declared, read and judged.

An entry is a frozen dataclass whose fields are ``Annotated[type, reader]``; so the class is the
file's schema. A field without default must be there. ``problems`` of an entry judges what concerns
several of its fields together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import MISSING, dataclass, fields
from functools import cache
from typing import Annotated, Any, TypeVar, get_origin, get_type_hints

from weltoffen.demo.field_readers import Reader, Reference
from weltoffen.demo.file_values import Spot, Value
from weltoffen.ground.problems import N_, Problem, Refused, refuse_if_any

_UNKNOWN_FIELD = N_(
    "Das Feld „%(name)s“ gibt es hier nicht. Prüfen Sie die Schreibweise; möglich sind: %(known)s."
)
_MISSING_FIELD = N_("Das Feld „%(name)s“ fehlt. Ergänzen Sie es.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Something that a file says, with where it stands."""

    spot: Spot

    def problems(self) -> Iterator[Problem]:
        """Yield what is wrong with several fields together."""
        yield from ()


Said = TypeVar("Said", bound=Entry)


@dataclass(frozen=True, slots=True)
class _Field:
    reader: Reader[Any]
    is_required: bool


@cache
def _fields_of(shape: type[Entry]) -> dict[str, _Field]:
    hints = get_type_hints(shape, include_extras=True)
    return {
        declared.name: _Field(hints[declared.name].__metadata__[0], declared.default is MISSING)
        for declared in fields(shape)
        if get_origin(hints[declared.name]) is Annotated
    }


def entry(shape: type[Said]) -> Reader[Said]:
    """Return the reader of entries of this shape; it reports all that is wrong with one at once."""

    def read(value: Value) -> Said:
        declared = _fields_of(shape)  # type: ignore[arg-type]  # a class is hashable
        written = value.fields()
        problems = [
            said.spot.problem(_UNKNOWN_FIELD, name=name, known=", ".join(declared))
            for name, said in written.items()
            if name not in declared
        ]
        problems += [
            value.spot.at(name).problem(_MISSING_FIELD, name=name)
            for name, field in declared.items()
            if field.is_required and name not in written
        ]
        found: dict[str, Any] = {}
        for name, field in declared.items():
            if name not in written:
                continue
            try:
                found[name] = field.reader(written[name])
            except Refused as refused:
                problems += refused.problems
        refuse_if_any(problems)
        said = shape(spot=value.spot.at(""), **found)
        refuse_if_any(said.problems())
        return said

    return read


def references_in(said: Entry) -> Iterator[Reference]:
    """Yield every name of another entry that an entry mentions, those of its parts included."""
    for declared in fields(said):
        yield from _references(getattr(said, declared.name))


def _references(value: object) -> Iterator[Reference]:
    if isinstance(value, Reference):
        yield value
    elif isinstance(value, Entry):
        yield from references_in(value)
    elif isinstance(value, tuple):
        for part in value:
            yield from _references(part)


def parts_of(said: Iterable[Entry], shape: type[Said]) -> Iterator[Said]:
    """Yield the parts of entries that have this shape."""
    for whole in said:
        for declared in fields(whole):
            value = getattr(whole, declared.name)
            if isinstance(value, tuple):
                yield from (part for part in value if isinstance(part, shape))
