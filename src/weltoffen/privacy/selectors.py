"""Reads of this room: terms in force, what is due, what went, what is held on somebody."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Max, Q, QuerySet, Sum

from weltoffen.accounts.forgetting import GONE
from weltoffen.accounts.models import User
from weltoffen.casework.models import Request
from weltoffen.organisations.enums import ContactKind
from weltoffen.organisations.models import Person
from weltoffen.organisations.selectors import protected_name_of
from weltoffen.privacy.models import Deletion, Forgotten, Term
from weltoffen.privacy.registry import KINDS
from weltoffen.privacy.rules.names import may_mean
from weltoffen.privacy.rules.terms import over_until
from weltoffen.privacy.types import IN_HISTORY, IN_TEXT, Held, Kind, Named, Subject

AHEAD = timedelta(days=90)
"""So far ahead it is told what will be due."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the retention table.

    ``months`` is the term in force, None where there is none in months. ``due`` is what is due
    today and not gone yet, ``coming`` what will be within 90 days with it; None where something
    else deletes. ``gone`` is how much went so far, ``last`` when it last did.
    """

    kind: Kind
    months: int | None
    term: Term | None
    due: int | None
    coming: int | None
    gone: int
    last: date | None


def months_in_force(kind: Kind) -> int | None:
    """Return how long a kind is kept, as the office chose or as is usual; None without months."""
    if kind.months is None:
        return None
    chosen = Term.objects.filter(kind=kind.name).values_list("months", flat=True).first()
    return kind.months.usual if chosen is None else chosen


def table(today: date) -> list[Line]:
    """Return the retention table, as it stands today."""
    terms = {term.kind: term for term in Term.objects.select_related("amended_by")}
    gone = {
        row["kind"]: row
        for row in Deletion.objects.order_by()
        .values("kind")
        .annotate(count=Sum("count"), last=Max("day"))
    }
    return [
        _line(kind, terms.get(kind.name), gone.get(kind.name), today) for kind in KINDS.values()
    ]


def _line(kind: Kind, term: Term | None, gone: Any, today: date) -> Line:
    months = None if kind.months is None else (term.months if term else kind.months.usual)
    due = coming = None
    if kind.due is not None:
        due = kind.due(over_until(today, months))
        coming = kind.due(over_until(today + AHEAD, months))
    went = gone or {"count": 0, "last": None}
    return Line(kind, months, term, due, coming, went["count"], went["last"])


def forgotten_here() -> list[str]:
    """Return what was deleted on request, by the names of the records; they name nobody."""
    return list(Forgotten.objects.order_by("pk").values_list("about", flat=True))


def texts_to_read(names: Iterable[str]) -> list[str]:
    """Return those names of what was deleted that are texts in which a name stood.

    Where a backup brings such a text back, a person has to read it: the register does not keep
    whose name it was.
    """
    return sorted({name for name in names if name.endswith((IN_TEXT, IN_HISTORY))})


def protocol() -> QuerySet[Deletion]:
    """Return the protocol of deletions, newest first."""
    return Deletion.objects.order_by("-pk")


def subject_of_person(person: Person) -> Subject:
    """Return by what rows can be a person's: entries merged into it, addresses, the name."""
    entries = [person, *Person.objects.filter(merged_into=person)]
    emails = {
        contact.value.strip()
        for entry in entries
        for contact in entry.contacts.filter(kind=ContactKind.EMAIL)
    }
    names = {
        f"{entry.given_name} {entry.family_name}"
        for entry in entries
        if entry.given_name and entry.family_name
    }
    return Subject(
        people=frozenset(entry.pk for entry in entries),
        emails=frozenset(emails),
        names=frozenset(names),
    )


def subject_of_account(account: User) -> Subject:
    """Return by what rows can be those of whoever has an account."""
    name = account.get_full_name()
    return Subject(
        accounts=frozenset({account.pk}),
        emails=frozenset({account.email} - {""}),
        names=frozenset({name} if " " in name else ()),
    )


def subject_of_request(request: Request) -> Subject:
    """Return by what rows can be those of whoever sent a request."""
    return Subject(
        requests=frozenset({request.pk}),
        emails=frozenset({request.sender_email} - {""}),
        names=frozenset({request.sender_name} if " " in request.sender_name else ()),
    )


def held_on(subject: Subject) -> list[tuple[Kind, list[Held]]]:
    """Return what is held on somebody, by kind; kinds of which there is nothing are left out."""
    if subject.is_empty():
        return []
    found = ((kind, list(kind.find(subject))) for kind in KINDS.values() if kind.find is not None)
    return [(kind, held) for kind, held in found if held]


def looked_up(text: str) -> list[Person | User | Request]:
    """Return the people, accounts and requests that a name or an e-mail address may mean.

    Also those whose name is protected: their right to be told is the same. Names are compared here
    and not by the database, which knows neither umlauts nor titles.
    """
    people = Person.objects.filter(forgotten_on__isnull=True, merged_into__isnull=True)
    reached = people.filter(Q(identifier=text) | Q(pk__in=_reached_at(text)))
    accounts = User.objects.filter(is_function=False).exclude(username__startswith=GONE)
    requests = Request.objects.filter(forgotten_on__isnull=True)
    return [
        *_meant(text, people.order_by("sort_key", "pk"), reached, "given_name", "family_name"),
        *_meant(
            text, accounts.order_by("username"), accounts.filter(email__iexact=text),
            "first_name", "last_name", "username",
        ),
        *_meant(
            text, requests.order_by("-received_on", "-pk"),
            requests.filter(sender_email__iexact=text), "sender_name",
        ),
    ]  # fmt: skip


def _meant(text: str, rows: Any, certain: Any, *names: str) -> list[Any]:
    """Return those of some rows whose name may be meant, and those that are in any case."""
    called = rows.values_list("pk", *names).iterator()
    keys = {pk for pk, *told in called if may_mean(text, *told)}
    keys.update(certain.values_list("pk", flat=True))
    return list(rows.filter(pk__in=keys))


def _reached_at(text: str) -> QuerySet[Any, Any]:
    return Person.objects.filter(contacts__value__iexact=text).values("pk")


def name_of_subject(found: Person | User | Request | Named) -> str:
    """Return how somebody is called of whom is asked what is held."""
    if isinstance(found, Named):
        return found.name
    if isinstance(found, Person):
        return protected_name_of(found) or found.identifier
    if isinstance(found, User):
        return found.get_full_name() or found.get_username()
    return found.sender_name or found.sender_email or found.identifier


def subject_of(found: Person | User | Request | Named) -> Subject:
    """Return by what rows can be theirs."""
    if isinstance(found, Named):
        return Subject(names=frozenset({found.name}))
    if isinstance(found, Person):
        return subject_of_person(found)
    return subject_of_account(found) if isinstance(found, User) else subject_of_request(found)
