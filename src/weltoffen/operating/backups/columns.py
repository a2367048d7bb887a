"""How values are written into a backup: the same whatever the database they come from.

A column is of one of a few kinds, which the manifest names. A row is a JSON array in the order of
its columns; null is always the database's own, so JSON values stand in an array of one.
"""

from __future__ import annotations

import base64
import datetime as dt
import ipaddress
import json
import math
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.functions import Cast

INTEGER, BOOLEAN, TEXT, FLOAT, DECIMAL = "integer", "boolean", "text", "float", "decimal"
MOMENT, DAY, CLOCK, DURATION = "moment", "day", "clock", "duration"
BINARY, UUID, JSON, ADDRESS = "binary", "uuid", "json", "address"

_KINDS = {
    **dict.fromkeys(
        ("AutoField", "BigAutoField", "SmallAutoField", "IntegerField", "BigIntegerField",
         "SmallIntegerField", "PositiveIntegerField", "PositiveBigIntegerField",
         "PositiveSmallIntegerField"), INTEGER,
    ),
    **dict.fromkeys(("CharField", "TextField", "SlugField", "FileField", "FilePathField"), TEXT),
    "BooleanField": BOOLEAN, "FloatField": FLOAT, "DecimalField": DECIMAL,
    "DateTimeField": MOMENT, "DateField": DAY, "TimeField": CLOCK, "DurationField": DURATION,
    "BinaryField": BINARY, "UUIDField": UUID, "JSONField": JSON, "GenericIPAddressField": ADDRESS,
}  # fmt: skip
_MICROSECOND = dt.timedelta(microseconds=1)
_EXACT = 10**16
"""From here on Python writes floats with an exponent, which PostgreSQL's JSON writes out."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table. ``holder`` is the field that says what is in it: a key's, its target."""

    name: str
    attname: str
    kind: str
    holder: models.Field[Any, Any]


class UnknownKind(TypeError):
    """A field is of a type for which nobody said how it is saved: see ``_KINDS``."""


def column_of(field: Any) -> Column:
    """Return how a field's column is saved; raises ``UnknownKind``."""
    holder: Any = field
    while holder.remote_field is not None:
        holder = holder.target_field
    kind = _KINDS.get(holder.get_internal_type())
    if kind is None:
        raise UnknownKind(f"{field} ({holder.get_internal_type()})")
    return Column(field.column, field.attname, kind, holder)


def selected(column: Column) -> Any:
    """Return what to ask the database for: JSON as the text that it is, all else as it comes."""
    # Read as JSON, null within a column and the column's own NULL would be the same.
    return Cast(column.attname, models.TextField()) if column.kind == JSON else column.attname


def _float(value: float) -> float | str:
    return value if math.isfinite(value) else repr(value)


def _number(digits: str) -> float | int:
    value = float(digits)
    is_written_out = math.isfinite(value) and value.is_integer() and abs(value) >= _EXACT
    return int(value) if is_written_out else value


_TO_JSON: dict[str, Callable[[Any], Any]] = {
    INTEGER: int,
    BOOLEAN: bool,
    TEXT: str,
    FLOAT: _float,
    DECIMAL: str,
    MOMENT: lambda value: value.astimezone(dt.UTC).isoformat(),
    DAY: lambda value: value.isoformat(),
    CLOCK: lambda value: value.isoformat(),
    DURATION: lambda value: value // _MICROSECOND,
    BINARY: lambda value: base64.b64encode(value).decode("ascii"),
    UUID: str,
    JSON: lambda value: [json.loads(value, parse_float=_number)],
    ADDRESS: lambda value: str(ipaddress.ip_interface(str(value)).ip),
}
_FROM_JSON: dict[str, Callable[[Any], Any]] = {
    INTEGER: int,
    BOOLEAN: bool,
    TEXT: str,
    FLOAT: float,
    DECIMAL: Decimal,
    MOMENT: dt.datetime.fromisoformat,
    DAY: dt.date.fromisoformat,
    CLOCK: dt.time.fromisoformat,
    DURATION: lambda value: value * _MICROSECOND,
    BINARY: base64.b64decode,
    UUID: uuid.UUID,
    JSON: lambda value: value[0],
    ADDRESS: str,
}


def to_json(kind: str, value: Any) -> Any:
    """Return a value as it stands in a backup."""
    return None if value is None else _TO_JSON[kind](value)


def from_json(kind: str, value: Any) -> Any:
    """Return the value that :func:`to_json` wrote; JSON stays in its array of one."""
    if value is None:
        return None
    return value if kind == JSON else _FROM_JSON[kind](value)


def for_database(column: Column, value: Any, connection: BaseDatabaseWrapper) -> Any:
    """Return what a database takes for a value from :func:`from_json`."""
    if value is None:
        return None
    ops, features = connection.ops, connection.features
    match column.kind:
        case "json":
            return ops.adapt_json_value(value[0], None)
        case "moment":
            return ops.adapt_datetimefield_value(value)
        case "day":
            return ops.adapt_datefield_value(value)
        case "clock":
            return ops.adapt_timefield_value(value)
        case "decimal":
            holder: Any = column.holder
            return ops.adapt_decimalfield_value(value, holder.max_digits, holder.decimal_places)
        case "duration" if not features.has_native_duration_field:
            return value // _MICROSECOND
        case "uuid" if not features.has_native_uuid_field:
            return value.hex
        case "address":
            return ops.adapt_ipaddressfield_value(value)
    return value


def line(values: list[Any]) -> bytes:
    """Return one row's line; equal rows have equal lines."""
    return (
        json.dumps(
            values, ensure_ascii=True, sort_keys=True, separators=(",", ":"), allow_nan=False
        ).encode()
        + b"\n"
    )
