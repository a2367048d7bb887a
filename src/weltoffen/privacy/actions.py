"""Choosing terms, deleting what is due, deleting on request, and noting who was told what."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import LogContext

from weltoffen.audit.actions import note, noting_last
from weltoffen.audit.enums import EventName
from weltoffen.ground.problems import N_, Problem, Refused, refuse_if_any
from weltoffen.privacy.enums import Cause, Then
from weltoffen.privacy.models import Deletion, Forgotten, Term
from weltoffen.privacy.registry import KINDS
from weltoffen.privacy.rules.keys import name_problems
from weltoffen.privacy.rules.terms import over_until, term_problems
from weltoffen.privacy.selectors import held_on, months_in_force
from weltoffen.privacy.types import Held, Kind, Subject
from weltoffen.records.actions import amend, keep, log

if TYPE_CHECKING:
    from weltoffen.accounts.models import User

AT_ONCE = 50
"""Rows that one step of a run deletes: a moment, during which SQLite lets nobody else write."""
_UNKNOWN = N_("Eine Art „%(kind)s“ gibt es nicht. Wählen Sie eine aus der Tabelle der Fristen.")
_NO_REASON = N_(
    "Es fehlt der Anlass. Nennen Sie, worum es geht, am besten mit einem Aktenzeichen und ohne den "
    "Namen der Person: Der Anlass steht im Sicherheitsprotokoll."
)
LONGEST_REASON = 200


@transaction.atomic
def choose_term(*, kind: str, months: int, reason: str, by: User) -> Term:
    """Decide how long a kind of personal data is kept, from now on, and why.

    The history keeps what held before. Refuses a term outside of what the kind allows.
    """
    if kind not in KINDS:
        raise Refused(Problem("kind", _UNKNOWN, {"kind": kind}))
    known = KINDS[kind]
    refuse_if_any(term_problems(known.months, months, reason, str(known.rule)))
    term = Term.objects.select_for_update().filter(kind=kind).first()
    if term is None:
        term = Term(kind=kind, months=months, reason=reason.strip(), amended_by=by)
        keep(term)
        log("privacy.term.choose", term, by=by, data={"months": months, "reason": term.reason})
    elif (term.months, term.reason) != (months, reason.strip()):
        term.amended_by, term.amended_at = by, timezone.now()
        amend(term, action="privacy.term.amend", by=by, months=months, reason=reason.strip())
    else:
        return term
    note(EventName.TERM_CHOSEN, by=by, data={"kind": kind, "months": months})
    return term


@transaction.atomic
def delete_by_rule(
    *, kind: Kind, today: date, by: User, most: int = AT_ONCE, job: int | None = None
) -> int:
    """Delete what is due of a kind, at most so much, and write the protocol's line in one.

    Returns how much went. Done again, it goes on where it was; killed, it has done nothing.
    """
    if kind.carry_out is None:
        return 0
    months = months_in_force(kind)
    with noting_last():
        count = kind.carry_out(until=over_until(today, months), most=most, by=by)
        if count:
            _write(kind.name, Cause.RULE, count, today, months=months, job=job)
    return count


def _write(
    kind: str,
    cause: Cause,
    count: int,
    today: date,
    *,
    months: int | None = None,
    job: int | None = None,
) -> None:
    keep(Deletion(day=today, kind=kind, cause=cause, months=months, count=count, job=job))


@transaction.atomic
def forget_on_request(
    *, subject: Subject, about: str, ticked: Collection[str], reason: str, by: User
) -> dict[str, int]:
    """Delete what is held on somebody who asked for it (Art. 17 GDPR); say how much of each kind.

    What only the name says to be theirs goes where it is ``ticked``; what has to stay, stays.
    ``about`` names the record that was asked for. All of it is one batch of the history, and the
    protocol names no one.
    """
    reason = _checked(reason)
    found = held_on(subject)
    open_to_choice = {
        held.key
        for _kind, each in found
        for held in each
        if not held.is_certain and held.fate is not Then.KEPT
    }
    with noting_last(), LogContext(user=by, generate_uuid=True):
        note(EventName.FORGOTTEN, by=by, about=about, data={"reason": reason})
        return _forget(subject, open_to_choice & set(ticked), Cause.REQUEST, by)


def _forget(subject: Subject, keys: Collection[str], cause: Cause, by: User) -> dict[str, int]:
    today = timezone.localdate()
    counts = {}
    for kind in KINDS.values():
        if kind.forget is None:
            continue
        done = kind.forget(subject=subject, keys=keys, by=by)
        if done:
            counts[kind.name] = len(done)
            _write(kind.name, cause, len(done), today)
            _remember(done, today)
    return counts


def _remember(done: Iterable[str], today: date) -> None:
    names = set(done)
    known = set(Forgotten.objects.filter(about__in=names).values_list("about", flat=True))
    for about in sorted(names - known):
        keep(Forgotten(about=about, on=today))


def _checked(reason: str) -> str:
    tidy = " ".join(reason.split())[:LONGEST_REASON]
    if not tidy:
        raise Refused(Problem("reason", _NO_REASON))
    return tidy


@transaction.atomic
def forget_again(*, names: Collection[str], by: User) -> dict[str, int]:
    """Delete again what was deleted on request and came back with a backup; say how much.

    ``names`` are of the table :class:`Forgotten`, ``room.model:identifier``. Done again, it does
    nothing.
    """
    refuse_if_any(name_problems(names))
    _remember(names, timezone.localdate())
    with noting_last():
        return _forget(Subject(), frozenset(names), Cause.RESTORED, by)


@transaction.atomic
def note_looked_up(
    *, about: str, by: User | None, found: Iterable[tuple[Kind, Iterable[Held]]] = ()
) -> None:
    """Note that somebody looked at what is held on a person; never what they saw.

    Of ``found``, what is restricted is also noted where it belongs, as any other look at it.
    """
    with noting_last():
        note(EventName.LOOKED_UP, by=by, about=about)
        for kind, held in found:
            if kind.look is not None:
                kind.look(keys=[each.key for each in held], by=by)


@transaction.atomic
def note_disclosure(*, about: str, reason: str, by: User | None, count: int) -> None:
    """Note that somebody took along all that is held on a person, and for which reason."""
    data: dict[str, Any] = {"reason": _checked(reason), "count": count}
    note(EventName.DISCLOSED, by=by, about=about, data=data)
