"""Offices, contacts and ties in words, for the sheets of people, organisations and relations."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext

from weltoffen.desk.kinds import ORGANISATIONS, PEOPLE, RELATIONS, kind_of
from weltoffen.desk.list_columns import seen_among
from weltoffen.desk.naming import language, titles_of
from weltoffen.desk.protecting import is_hidden
from weltoffen.ground.dates import parse_interval
from weltoffen.ground.spoken import say_day, say_interval
from weltoffen.organisations.models import ContactDetail, Office, Organisation, Person
from weltoffen.organisations.rules.contacts import may_be_used
from weltoffen.organisations.rules.spans import When, when
from weltoffen.records.models import Record
from weltoffen.relations.models import OrganisationTie


@dataclass(frozen=True, slots=True)
class OfficeLine:
    """An office as one line: what it is, whose or where, from when until when."""

    title: str
    other: str
    other_url: str
    time: str
    edit_url: str


@dataclass(frozen=True, slots=True)
class ContactLine:
    """A contact as one line. ``value`` is ``""`` where it is shown on another page only."""

    kind: str
    value: str
    link: str
    purpose: str
    ground: str
    marks: tuple[str, ...]
    is_usable: bool
    edit_url: str
    withdraw_url: str
    delete_url: str


@dataclass(frozen=True, slots=True)
class TieLine:
    """That an organisation takes part in a relation, as one line seen from either side."""

    other: str
    other_url: str
    role: str
    time: str
    remark: str
    edit_url: str
    remove_url: str


def time_words(valid: str) -> str:
    """Return from when until when, ``""`` where neither is known."""
    return "" if valid == "../.." else say_interval(parse_interval(valid), language())


def office_lines(
    offices: Iterable[Office], *, of_person: bool, user: Any
) -> dict[str, list[OfficeLine]]:
    """Return offices as lines, those held today apart from those before and ahead.

    ``of_person`` names the body of each; otherwise who holds it. What ``user`` may not see is left
    out, and the office with it: it tells that the other belongs there.
    """
    found: dict[str, list[OfficeLine]] = {"now": [], "ahead": [], "before": []}
    today = timezone.localdate()
    rows = [(row, row.body if of_person else row.person) for row in offices]
    titles = _titles([other for _row, other in rows], user)
    for row, other in rows:
        if (type(other), other.pk) not in titles:
            continue
        line = OfficeLine(
            title=row.title,
            other=titles[type(other), other.pk],
            other_url=kind_of(other).url(other),
            time=time_words(row.valid),
            edit_url=f"{PEOPLE.url(row.person)}offices/{row.pk}/",
        )
        found[_when(row, today).value].append(line)
    return found


def _when(row: Any, on: date) -> When:
    return when(row.earliest, row.latest, on)


def _titles(records: Iterable[Record], user: Any) -> dict[tuple[type[Record], int], str]:
    """Return the names of those records that the person may see."""
    by_model: dict[type[Record], list[Record]] = {}
    for record in records:
        by_model.setdefault(type(record), []).append(record)
    return {
        (model, pk): title
        for model, found in by_model.items()
        for pk, title in titles_of(seen_among(found, user)).items()
    }


def contact_lines(
    whose: Person | Organisation, contacts: Iterable[ContactDetail], *, shown: bool = False
) -> list[ContactLine]:
    """Return contacts as lines; what is restricted is left out unless ``shown``.

    Who asks for it with ``shown`` has noted that somebody looks.
    """
    today = timezone.localdate()
    return [_contact_line(whose, contact, today, shown) for contact in contacts]


def _contact_line(
    whose: Person | Organisation, contact: Any, today: date, shown: bool
) -> ContactLine:
    here = f"{kind_of(whose).url(whose)}contacts/{contact.pk}/"
    value = "" if is_hidden(contact) and not shown else contact.value
    is_consented = contact.consent_on is not None and contact.consent_withdrawn_on is None
    return ContactLine(
        kind=contact.get_kind_display(),
        value=value,
        link=_link(contact.kind, value),
        purpose=contact.get_purpose_display(),
        ground=contact.get_legal_ground_display(),
        marks=tuple(_marks(contact, today)),
        is_usable=may_be_used(
            latest=contact.latest,
            withdrawn=contact.consent_withdrawn_on,
            delete_by=contact.delete_by,
            on=today,
        ),
        edit_url=here,
        withdraw_url=f"{here}withdraw/" if is_consented else "",
        delete_url=f"{here}delete/",
    )


def _link(kind: str, value: str) -> str:
    if not value:
        return ""
    if kind == "email":
        return f"mailto:{value}"
    if kind in ("phone", "mobile"):
        return "tel:" + "".join(sign for sign in value if sign.isdigit() or sign == "+")
    return value if kind == "web" else ""


def _marks(contact: ContactDetail, today: date) -> Iterable[str]:
    if time := time_words(contact.valid):
        yield time
    if contact.consent_withdrawn_on:
        yield gettext("Einwilligung widerrufen am %(day)s: nicht mehr nutzen") % {
            "day": say_day(contact.consent_withdrawn_on, language())
        }
    elif contact.consent_on:
        yield gettext("eingewilligt am %(day)s (%(by)s)") % {
            "day": say_day(contact.consent_on, language()),
            "by": contact.consent_by,
        }
    if contact.delete_by:
        day = {"day": say_day(contact.delete_by, language())}
        due = contact.delete_by <= today
        yield (gettext("zu löschen seit %(day)s") if due else gettext("löschen am %(day)s")) % day


def tie_lines(ties: Iterable[OrganisationTie], *, of_relation: bool, user: Any) -> list[TieLine]:
    """Return who takes part in a relation, or in which relations an organisation does.

    What ``user`` may not see is left out.
    """
    rows = list(ties)
    others = [row.organisation if of_relation else row.relation for row in rows]
    titles = _titles(others, user)
    lines = []
    for row, other in zip(rows, others, strict=True):
        if (type(other), other.pk) not in titles:
            continue
        here = f"{RELATIONS.url(row.relation)}ties/{row.pk}/"
        lines.append(
            TieLine(
                other=titles[type(other), other.pk],
                other_url=(ORGANISATIONS if of_relation else RELATIONS).url(other),
                role=row.get_role_display(),
                time=time_words(row.valid),
                remark=row.remark,
                edit_url=here,
                remove_url=f"{here}remove/",
            )
        )
    return lines
