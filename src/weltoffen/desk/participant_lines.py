"""Those who take part in an encounter, as lines of a page and of a table for Excel.

Whoever reads these notes a look first, in the same transaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext

from weltoffen.desk.forms.participants import FACTS
from weltoffen.desk.kinds import ENCOUNTERS
from weltoffen.desk.naming import language
from weltoffen.encounters.models import Encounter, Participant
from weltoffen.encounters.rules.pasted import Named
from weltoffen.ground.spoken import say_day


@dataclass(frozen=True, slots=True)
class Line:
    """Somebody who takes part, as a line of the table."""

    name: str
    function: str
    beside: str
    answer: str
    needs: str
    photos: str
    purpose: str
    until: str
    is_due: bool
    edit_url: str
    delete_url: str


def rows_of(encounter: Encounter) -> list[Participant]:
    """Return those who take part by the last part of their names."""
    rows = list(encounter.participants.select_related("country"))
    return sorted(rows, key=lambda row: (row.name.rpartition(" ")[2].casefold(), row.name, row.pk))


def lines_of(encounter: Encounter) -> list[Line]:
    """Return those who take part as lines of the page."""
    today = timezone.localdate()
    return [_line(row, encounter, today) for row in rows_of(encounter)]


def _line(row: Participant, encounter: Encounter, today: date) -> Line:
    here = f"{ENCOUNTERS.url(encounter)}participants/{row.pk}/"
    parts = [str(row.country) if row.country else "", str(row.get_group_display())]
    return Line(
        name=row.name,
        function=row.function,
        beside=", ".join(part for part in parts if part),
        answer=str(row.get_answer_display()),
        needs=row.needs,
        photos=str(row.get_photo_consent_display()),
        purpose=row.purpose,
        until=say_day(row.delete_after, language()),
        is_due=row.delete_after < today,
        edit_url=here,
        delete_url=f"{here}delete/",
    )


def table_of(rows: Iterable[Participant]) -> list[Sequence[str]]:
    """Return the rows in words, below a line of headings."""
    fields = [Participant._meta.get_field(name) for name in FACTS]
    heads = [capfirst(str(getattr(field, "verbose_name", field.name))) for field in fields]
    return [heads, *([_cell(row, name) for name in FACTS] for row in rows)]


def _cell(row: Participant, name: str) -> str:
    shown: Any = getattr(row, f"get_{name}_display", None)
    if shown is not None:
        return str(shown())
    value = getattr(row, name)
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    return "" if value is None else str(value)


def previewed(people: Sequence[Named], known: set[str]) -> list[tuple[Named, list[str], bool]]:
    """Return each line with what is worth a second look, and whether it is there already."""
    seen: set[str] = set()
    found = []
    for each in people:
        doubts = []
        if each.name in known:
            doubts.append(gettext("steht schon auf der Liste dieser Begegnung"))
        if each.name.casefold() in seen:
            doubts.append(gettext("kommt in dieser Liste zweimal vor"))
        is_left_out = bool(doubts)
        if "," in each.name and not each.function:
            doubts.append(
                gettext("mit Komma: Steht dahinter die Funktion, setzen Sie dafür ein Semikolon")
            )
        seen.add(each.name.casefold())
        found.append((each, doubts, is_left_out))
    return found
