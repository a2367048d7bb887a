"""Accounts in words: how they stand, which roles they have, how their people sign in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from weltoffen.accounts.enums import InvitationState, RoleName
from weltoffen.accounts.models import Assignment, DeskSession, Invitation, User
from weltoffen.accounts.rules.sessions import is_over
from weltoffen.accounts.selectors import invitation_state
from weltoffen.audit.models import AuditEvent
from weltoffen.desk.columns import moment
from weltoffen.desk.naming import language, titles_of
from weltoffen.desk.views.jobs import person
from weltoffen.ground.spoken import say_day
from weltoffen.organisations.models import Organisation
from weltoffen.relations.models import Relation

_RELATED = ("home", "municipality__country", "network", "instrument")


@dataclass(frozen=True, slots=True)
class RoleLine:
    """One role of an account. ``until`` is ``""`` for one without end."""

    role: str
    limit: str
    since: str
    by: str
    until: str
    is_by_claims: bool
    take_url: str

    def __str__(self) -> str:
        return f"{self.role}: {self.limit}" if self.limit else self.role


@dataclass(frozen=True, slots=True)
class SessionLine:
    """One session: with what, from when until when, and how it stands."""

    device: str
    began: str
    seen: str
    standing: str
    is_going_on: bool
    is_this: bool


def limits_of(assignments: Iterable[Assignment]) -> dict[str, str]:
    """Return the names of the departments and relations that roles are limited to."""
    assignments = list(assignments)
    units = {each.unit for each in assignments if each.unit}
    relations = {each.relation for each in assignments if each.relation}
    found: dict[str, str] = {}
    if units:
        bodies = list(Organisation.objects.filter(identifier__in=units))
        titles = titles_of(bodies)
        found |= {body.identifier: titles[body.pk] for body in bodies}
    if relations:
        among = Relation.objects.select_related(*_RELATED).filter(identifier__in=relations)
        titles = titles_of(list(among))
        found |= {relation.identifier: titles[relation.pk] for relation in among}
    return found


def role_line(held: Assignment, limits: dict[str, str]) -> RoleLine:
    """Return a role in words."""
    limit = held.unit or held.relation
    return RoleLine(
        role=str(RoleName(held.role).label),
        limit=limits.get(limit, limit),
        since=moment(held.given_at),
        by=person(held.given_by),
        until=say_day(held.last_day, language()) if held.last_day else "",
        is_by_claims=held.is_by_claims,
        take_url=reverse("desk:accounts-role-take", args=[held.user_id, held.pk]),
    )


def ways_in(account: User, *, has_service: bool, has_passkey: bool) -> str:
    """Return how an account's person signs in."""
    ways = [
        gettext("Stadtkonto") if has_service else "",
        gettext("Passwort") if account.has_usable_password() else "",
        gettext("Passkey") if has_passkey else "",
    ]
    return ", ".join(filter(None, ways)) or gettext("noch gar nicht")


def standing(account: User, invitation: Invitation | None) -> str:
    """Return how an account stands; ``invitation`` is its newest, if there was any."""
    if not account.is_active:
        return gettext("geschlossen")
    state = invitation_state(invitation) if invitation is not None else None
    if state == InvitationState.OPEN:
        return gettext("eingeladen")
    if state in (InvitationState.EXPIRED, InvitationState.WITHDRAWN) and not _has_come(account):
        return gettext("Einladung verfallen")
    return gettext("offen")


def _has_come(account: User) -> bool:
    return account.last_login is not None or account.has_usable_password()


def session_lines(sessions: Iterable[DeskSession], *, this: int | None = None) -> list[SessionLine]:
    """Return sessions in words; ``this`` is the number of the one that asks."""
    now = timezone.now()
    return [_session_line(each, now, this) for each in sessions]


def _session_line(session: DeskSession, now: datetime, this: int | None) -> SessionLine:
    over = is_over(
        session.began_at,
        session.seen_at,
        now,
        idle=timedelta(minutes=settings.WELTOFFEN_SESSION_IDLE),
        longest=timedelta(hours=settings.WELTOFFEN_SESSION_HOURS),
    )
    goes_on = session.ended_at is None and not over
    if session.pk == this:
        said = gettext("diese hier")
    elif goes_on:
        said = gettext("angemeldet")
    elif session.ended_at is not None:
        said = gettext("beendet %(when)s") % {"when": moment(session.ended_at)}
    else:
        said = gettext("abgelaufen")
    return SessionLine(
        device=session.device or gettext("unbekanntes Gerät"),
        began=moment(session.began_at),
        seen=moment(session.seen_at),
        standing=said,
        is_going_on=goes_on,
        is_this=session.pk == this,
    )


def event_lines(events: Iterable[AuditEvent]) -> list[tuple[str, str]]:
    """Return events of the security log as moment and what happened."""
    return [(moment(each.at), str(each.event_label)) for each in events]
