"""Which columns a list can show, which of them are chosen, and the list as a table that goes out.

The choice stands in the address (``?columns=desk_title,owner``), in the order in which it is shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column

from weltoffen.accounts.selectors import reach_condition, within_reach
from weltoffen.desk.kinds import RELATIONS, Kind
from weltoffen.desk.naming import HIDDEN, titles_of
from weltoffen.ground.languages import LANGUAGES
from weltoffen.lists.enums import CellKind
from weltoffen.lists.fields import FIELDS
from weltoffen.lists.returning import STAMP
from weltoffen.lists.rules.cells import SEPARATOR, cut, text_of, tidy
from weltoffen.lists.rules.comparing import IDENTIFIER
from weltoffen.lists.rules.stamps import stamp
from weltoffen.lists.selectors import shown_cell, written_cell
from weltoffen.lists.types import Field, FieldsOfKind, Sheet, SheetColumn
from weltoffen.organisations.models import Organisation
from weltoffen.places.models import Municipality
from weltoffen.records.enums import Visibility
from weltoffen.records.models import Record

COLUMNS = "columns"
TITLE = "desk_title"
STAMP_HEADING = _("Stand der Zeile (nicht ändern)")
_WIDTHS = {CellKind.LONG: 60, CellKind.DAY: 14, CellKind.DATE: 16}
_NOT_SORTED = (CellKind.LONG, CellKind.RECORD)


class FieldColumn(Column):
    """A column with what the register keeps in one field."""

    def __init__(self, field: Field) -> None:
        self.field = field
        sort_key = None if field.kind in _NOT_SORTED else field.name
        super().__init__(field.name, label=field.label, sort_key=sort_key)

    def get_value(self, instance: Any) -> str:
        """Return the field in words; of another record, its name."""
        named = _named(instance, self.field)
        if named:
            return named.rpartition(SEPARATOR)[0] or named
        return shown_cell(self.field, text_of(self.field, getattr(instance, self.field.name)))


def identifier_column() -> Column:
    """Return the column with what a record is called for ever."""
    return Column(IDENTIFIER, label=_("Kennung"), sort_key=IDENTIFIER)


def offered_columns(
    kind: Kind, shown: Iterable[Column], further: Iterable[Column], *, is_of_the_office: bool
) -> dict[str, Column]:
    """Return every column that a list can show, by name: its usual ones first.

    What the office keeps for itself (who answers for a record, questions) guests are not offered.
    """
    found = {column.name: column for column in (*shown, *further)}
    if hasattr(kind.model, IDENTIFIER):
        found.setdefault(IDENTIFIER, identifier_column())
    of = FIELDS.get(kind.name)
    if of is None or not is_of_the_office:
        return found
    for field in of.fields:
        if not found.keys() & {field.name, *field.shown_as}:
            found[field.name] = FieldColumn(field)
    return found


def chosen_names(offered: Mapping[str, Column], usual: Sequence[str], asked: str) -> list[str]:
    """Return the names of the columns to show, in order; the name of a record is always first."""
    wanted = [name for name in dict.fromkeys(asked.split(",")) if name in offered]
    names = wanted or list(usual)
    return [TITLE, *(name for name in names if name != TITLE)] if TITLE in offered else names


@dataclass(frozen=True, slots=True)
class Choice:
    """A column in the list of those that can be shown."""

    name: str
    label: str
    is_chosen: bool
    is_fixed: bool
    is_first: bool
    is_last: bool


def choices(offered: Mapping[str, Column], chosen: Sequence[str]) -> list[Choice]:
    """Return all columns: the chosen ones in their order, then the others."""
    rest = [name for name in offered if name not in chosen]
    movable = [name for name in chosen if name != TITLE]
    return [
        Choice(
            name,
            str(offered[name].label),
            name in chosen,
            name == TITLE,
            name not in movable or name == movable[0],
            name not in movable or name == movable[-1],
        )
        for name in (*chosen, *rest)
    ]


def headings_of(kind: Kind, offered: Mapping[str, Column]) -> dict[str, str]:
    """Return, by heading in every language, the column that is meant."""
    of = FIELDS.get(kind.name)
    found: dict[str, str] = {}
    for language in LANGUAGES:
        with translation.override(language):
            for name, column in offered.items():
                field = of.field(name) if of else None
                found[str(column.label)] = field.name if field else name
            found[str(STAMP_HEADING)] = STAMP
    return found


def name_records(lines: Sequence[Any], columns: Iterable[Column], user: Any) -> None:
    """Set on each line what records are called that its chosen cells name, for all at once.

    Of a record that the person may not see, nothing is told but that there is one.
    """
    for field in (column.field for column in columns if isinstance(column, FieldColumn)):
        if field.kind is CellKind.RECORD:
            _set_names(lines, field, user)


def _set_names(lines: Sequence[Any], field: Field, user: Any) -> None:
    values = {line.pk: getattr(line, field.name) or None for line in lines}
    if any(isinstance(value, str) for value in values.values()):  # a department by identifier
        among = Organisation.objects.filter(identifier__in={v for v in values.values() if v})
        by_identifier = {each.identifier: each for each in among}
        values = {key: value and by_identifier.get(value, value) for key, value in values.items()}
    seen = seen_among({each for each in values.values() if isinstance(each, Record)}, user)
    is_all_seen = reach_condition(_model_named(field), user) is None
    titles = titles_of(seen)
    labels = {each.pk: f"{titles[each.pk]}{SEPARATOR}{each.identifier}" for each in seen}
    for line in lines:
        record = values[line.pk]
        label = "" if record is None else gettext(HIDDEN)
        if isinstance(record, Record):
            label = labels.get(record.pk, label)
        elif record is not None and is_all_seen:  # an identifier that names nothing
            label = str(record)
        setattr(line, f"desk_named_{field.name}", label)


def names_seen(records: Iterable[Record | None], user: Any) -> dict[int, str]:
    """Return what records of one kind are called, by key; of those beyond reach only that."""
    every = {each.pk: each for each in records if each is not None}
    return dict.fromkeys(every, gettext(HIDDEN)) | titles_of(seen_among(every.values(), user))


def name_relations(lines: Sequence[Any], user: Any) -> None:
    """Set on lines what their relations are called and where the sheets are, as far as one sees."""
    every = {line.relation_id: line.relation for line in lines if line.relation_id}
    seen = titles_of(seen_among(every.values(), user))
    for line in lines:
        is_seen = line.relation_id in seen
        hidden = gettext(HIDDEN) if line.relation_id else ""
        line.desk_relation = seen[line.relation_id] if is_seen else hidden
        line.desk_relation_url = RELATIONS.url(line.relation) if is_seen else None


def seen_among(records: Iterable[Record], user: Any) -> list[Record]:
    """Return those of some records of one kind whose names a person may read.

    What was merged is called as what it leads to, so that has to be within reach too.
    """
    found = list(records)
    if not found or reach_condition(type(found[0]), user) is None:
        return found
    leading = {each.pk: getattr(each, "merged_into_id", None) or each.pk for each in found}
    asked = type(found[0])._default_manager.filter(pk__in={*leading, *leading.values()})
    seen = set(within_reach(asked, user).values_list("pk", flat=True))
    return [each for each in found if {each.pk, leading[each.pk]} <= seen]


def _model_named(field: Field) -> type[Record]:
    return Municipality if field.of == "municipalities" else Organisation


def hidden_among(field: Field, identifiers: Iterable[str], user: Any) -> set[str]:
    """Return those of some identifiers that a column names and the person may not see."""
    wanted = {each for each in identifiers if each}
    model = _model_named(field)
    if field.kind is not CellKind.RECORD or not wanted or reach_condition(model, user) is None:
        return set()
    among = model._default_manager.filter(identifier__in=wanted)
    return wanted - set(within_reach(among, user).values_list("identifier", flat=True))


def _named(line: Any, field: Field) -> str:
    return str(getattr(line, f"desk_named_{field.name}", ""))


def as_sheet(
    kind: Kind,
    lines: Iterable[Any],
    columns: Mapping[str, Column],
    *,
    may_return: bool,
    told: Sequence[tuple[str, str]],
) -> Sheet:
    """Return a list as a table, exactly as it is shown.

    The identifier comes first, so that each row can be found again; where rows may come back, the
    last column is the stamp of what they said.
    """
    of = FIELDS.get(kind.name) if may_return else None
    first = [IDENTIFIER] if hasattr(kind.model, IDENTIFIER) else []
    names = [*first, *(name for name in columns if name != IDENTIFIER)]
    known = dict(columns)
    known.setdefault(IDENTIFIER, identifier_column())
    heads = [_head(name, known[name], of) for name in names]
    rows = [_row(line, names, known, of) for line in lines]
    if of is not None:
        heads.append(SheetColumn(STAMP, str(STAMP_HEADING), width=0))
    return Sheet(str(kind.plural), tuple(heads), rows, _about(kind, heads, len(rows), told, of))


def _head(name: str, column: Column, of: FieldsOfKind | None) -> SheetColumn:
    field = of.field(name) if of else None
    if field is None:
        return SheetColumn(name, str(column.label))
    # Nobody publishes by a table, so it does not offer to.
    offered = tuple(str(label) for value, label in field.choices if value != Visibility.PUBLIC)
    width = _WIDTHS.get(field.kind, 28)
    return SheetColumn(field.name, str(column.label), True, offered, width)


def _row(
    line: Any, names: Sequence[str], columns: Mapping[str, Column], of: FieldsOfKind | None
) -> list[str | int]:
    cells: list[str | int] = []
    prints: dict[str, str] = {}
    for name in names:
        field = of.field(name) if of else None
        if field is None:
            value = columns[name].get_value(line)
            cell = value if isinstance(value, int) and not isinstance(value, bool) else _text(value)
            prints[name] = cut(str(cell))
        else:
            one_form = text_of(field, getattr(line, field.name))
            cell = _named(line, field) or written_cell(field, one_form)
            if cell == gettext(HIDDEN):
                one_form = cell  # so that the stamp does not tell what the cell keeps quiet
            # Where a cell cannot hold the text, the stamp is that of its beginning.
            prints[field.name] = cut(one_form)
        cells.append(cell if isinstance(cell, int) else cut(tidy(cell)))
    prints.pop(IDENTIFIER, None)
    return [*cells, stamp(prints)] if of is not None else cells


def _text(value: Any) -> str:
    return "" if value is None else tidy(str(value))


def _about(
    kind: Kind,
    heads: Sequence[SheetColumn],
    rows: int,
    told: Sequence[tuple[str, str]],
    of: FieldsOfKind | None,
) -> tuple[tuple[str, str], ...]:
    """Return what the second sheet says."""
    now = date_format(timezone.localtime(), "SHORT_DATETIME_FORMAT")
    entries = ngettext("%(n)d Eintrag", "%(n)d Einträge", rows) % {"n": rows}
    about = [
        (gettext("Liste"), str(kind.plural)),
        (gettext("Stand"), now),
        (gettext("Umfang"), entries),
        *told,
    ]
    if of is None:
        return tuple(about)
    coming = ", ".join(head.heading for head in heads if head.may_return)
    about += [
        (
            gettext("Ändern und zurückbringen"),
            gettext(
                "Ändern Sie Zellen in den blauen Spalten, und laden Sie die Datei in derselben "
                "Liste unter „Geänderte Tabelle einlesen“ wieder hoch. Dort sehen Sie jeden "
                "Unterschied, bevor etwas gespeichert wird. Zeilen und Spalten dürfen Sie "
                "löschen oder umstellen; neue Einträge entstehen so nicht."
            ),
        ),
        (gettext("Blaue Spalten"), coming or gettext("keine; nehmen Sie in der Liste welche dazu")),
    ]
    for head in heads:
        if head.choices:
            about.append((head.heading, ", ".join(head.choices)))
    return tuple(about)
