"""Reads of this room: records as cells, saved views, changes that wait."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Count, Q, QuerySet
from django.utils import translation

from weltoffen.accounts.models import User
from weltoffen.accounts.selectors import grants_of, may_see_history, within_reach
from weltoffen.accounts.types import Verb
from weltoffen.ground.dates import parse_date
from weltoffen.ground.languages import LANGUAGES, LEADING
from weltoffen.ground.problems import Problem
from weltoffen.ground.spoken import say_date
from weltoffen.lists.enums import CellKind, Outcome, Stand
from weltoffen.lists.models import BulkChange, SavedView
from weltoffen.lists.rules.cells import DEPARTMENTS, SEPARATOR, text_of, value_of
from weltoffen.lists.rules.comparing import Register
from weltoffen.lists.rules.views import may_delete
from weltoffen.lists.types import Field, FieldsOfKind, Known, Returned
from weltoffen.organisations.models import Organisation
from weltoffen.organisations.selectors import departments
from weltoffen.places.models import Municipality
from weltoffen.records.actions import AS_SAID
from weltoffen.records.models import Record

MOST_CALLED = 200
"""So many different names of records are looked up in one table; beyond it takes identifiers."""
AT_A_TIME = 500
"""Records read by their identifiers in one query; SQLite takes no more than 999 values."""
_NAMEABLE: Mapping[str, Callable[[], QuerySet[Any]]] = {
    "organisations": Organisation.objects.all,
    "municipalities": Municipality.objects.all,
    DEPARTMENTS: departments,
}


def views_of(kind: str, user: Any) -> QuerySet[SavedView]:
    """Return the views of a list that a person saved, and those that the office shares."""
    own = Q(account=user)
    if may_see_history(user):
        own |= Q(is_shared=True)
    return SavedView.objects.filter(own, kind=kind).select_related("account")


def may_delete_view(view: SavedView, user: Any) -> bool:
    """Say whether a person may delete a view: their own, or one that the office shares."""
    roles = {grant.role for grant in grants_of(user)}
    return may_delete(is_own=view.account_id == user.pk, is_shared=view.is_shared, roles=roles)


def cells_of(of: FieldsOfKind, record: Record) -> dict[str, str]:
    """Return a record's cells in their one form, by field."""
    return {field.name: text_of(field, getattr(record, field.name)) for field in of.fields}


def names_of_choices(fields: Iterable[Field]) -> dict[str, dict[str, str]]:
    """Return, by field, the folded names of choices in every language, with their values."""
    found: dict[str, dict[str, str]] = {}
    for field in fields:
        names = {value.casefold(): value for value, _label in field.choices}
        for language in LANGUAGES:
            with translation.override(language):
                names |= {str(label).casefold(): value for value, label in field.choices}
        if names:
            found[field.name] = names
    return found


def register_for(of: FieldsOfKind, returned: Returned, by: User) -> Register:
    """Return what the register says of the records that a table names, as far as one sees them."""
    identifiers = list(dict.fromkeys(line.identifier for line in returned.lines))
    naming = [field for field in of.fields if field.kind is CellKind.RECORD]
    named = {field.name: _named_in(field, returned) for field in naming}
    nameable = {field.name: _nameable(field, named[field.name], by) for field in naming}
    called = {
        field.name: _called(field, named[field.name] - nameable[field.name], by) for field in naming
    }
    for name, found in called.items():
        nameable[name] |= set(found.values())
    return Register(
        known_records(of, identifiers, by), names_of_choices(of.fields), nameable, called
    )


def known_records(of: FieldsOfKind, identifiers: Sequence[str], by: User) -> dict[str, Known]:
    """Return the records among some identifiers that a person sees."""
    found: dict[str, Known] = {}
    for at in range(0, len(identifiers), AT_A_TIME):
        among = of.model._default_manager.filter(identifier__in=identifiers[at : at + AT_A_TIME])
        changeable = set(within_reach(among, by, Verb.CHANGE).values_list("pk", flat=True))
        for record in within_reach(among, by).select_related(*of.related):
            found[record.identifier] = Known(cells_of(of, record), record.pk in changeable)
    return found


def _named_in(field: Field, returned: Returned) -> set[str]:
    cells = (line.cells.get(field.name, "") for line in returned.lines)
    return {cell.rpartition(SEPARATOR.strip())[2].strip() for cell in cells if cell}


def _nameable(field: Field, identifiers: Set[str], by: User) -> frozenset[str]:
    nameable = _NAMEABLE[field.of]()
    found: set[str] = set()
    wanted = sorted(identifiers)
    for at in range(0, len(wanted), AT_A_TIME):
        among = nameable.filter(identifier__in=wanted[at : at + AT_A_TIME])
        found.update(within_reach(among, by).values_list("identifier", flat=True))
    return frozenset(found)


def _called(field: Field, names: Set[str], by: User) -> dict[str, str]:
    """Return, by what people wrote, the identifier of the one record that is called so."""
    if field.of == "municipalities":
        columns = [f"name_{code}" for code in LANGUAGES]
    else:
        columns = [f"names__name_{code}" for code in LANGUAGES]
    found = {}
    for name in sorted(names)[:MOST_CALLED]:
        asked = reduce(or_, (Q(**{f"{column}__iexact": name}) for column in columns))
        among = within_reach(_NAMEABLE[field.of]().filter(asked), by)
        identifiers = set(among.values_list("identifier", flat=True))
        if len(identifiers) == 1:
            found[name] = identifiers.pop()
    return found


def problem_of(of: FieldsOfKind, field: Field, text: str) -> Problem | None:
    """Return what the column itself has against a value: too long, no address, not offered."""
    if field.kind is CellKind.RECORD:
        return None
    column: Any = of.model._meta.get_field(field.name)
    try:
        column.clean(value_of(field, text), None)
    except ValidationError as error:
        return Problem(field.name, AS_SAID, {"message": " ".join(error.messages)})
    return None


def written_cell(field: Field, text: str) -> str:
    """Return a cell as a table has it: choices by their name, days as the language writes them.

    Dates that are no whole days stay in their one form, which is read back as it is.
    """
    if not text:
        return ""
    if field.kind is CellKind.YES_NO:
        return translation.gettext("ja") if text == "true" else translation.gettext("nein")
    if field.kind is CellKind.DAY and translation.get_language() == LEADING:
        day = date.fromisoformat(text)
        return f"{day:%d.%m.}{day.year:04}"
    return str(dict(field.choices).get(text, text))


def shown_cell(field: Field, text: str) -> str:
    """Return a cell as people read it on a page, dates spoken out."""
    if text and field.kind in (CellKind.DAY, CellKind.DATE):
        return say_date(parse_date(text), translation.get_language() or LEADING)
    return written_cell(field, text)


def changes_of(user: Any) -> QuerySet[BulkChange]:
    """Return a person's own changes of many records, newest first."""
    return (
        BulkChange.objects.filter(by=user)
        .order_by("-pk")
        .annotate(
            done=Count("cells", filter=Q(cells__outcome=Outcome.DONE)),
            chosen=Count("cells", filter=Q(cells__is_chosen=True)),
        )
    )


def waiting_identifiers(bulk: BulkChange) -> list[str]:
    """Return the records of which something is chosen and not carried out yet, in order."""
    waiting = bulk.cells.filter(is_chosen=True, outcome=Outcome.WAITING)
    return list(dict.fromkeys(waiting.values_list("identifier", flat=True)))


def done_identifiers(bulk: BulkChange) -> list[str]:
    """Return the records of which something was changed, the last one first."""
    done = bulk.cells.filter(outcome=Outcome.DONE)
    return list(dict.fromkeys(done.order_by("-line", "-id").values_list("identifier", flat=True)))


def made_by_a_program(is_so: bool) -> Q:
    """Return the condition for conflicts that Excel may have made by itself, or for the others."""
    asked = Q(problem__has_key="sentence")
    return asked if is_so else ~asked


def counts_of(bulk: BulkChange) -> dict[str, int]:
    """Return how many cells stand how, and what became of those that were chosen."""
    by_stand = bulk.cells.order_by().values_list("stand").annotate(n=Count("id"))
    by_outcome = bulk.cells.order_by().exclude(outcome="").values_list("outcome")
    found = {str(stand): 0 for stand in Stand} | dict(by_stand)
    found |= dict(by_outcome.annotate(n=Count("id")))
    conflicts = bulk.cells.order_by().filter(stand=Stand.CONFLICT)
    found["excel"] = conflicts.filter(made_by_a_program(True)).count()
    found["moved"] = found[Stand.CONFLICT] - found["excel"]
    chosen = bulk.cells.filter(is_chosen=True)
    found["chosen"] = chosen.count()
    found["records"] = chosen.order_by().values("identifier").distinct().count()
    return found
