"""Giving and taking roles, by people, by a sign-in service, and by their last day."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone

from weltoffen.accounts.enums import RoleName
from weltoffen.accounts.models import Assignment, User
from weltoffen.accounts.rules.claims import Limited, differences
from weltoffen.accounts.rules.keeping import problem_of_last_day, problem_of_taking
from weltoffen.accounts.rules.roles import GROUPS
from weltoffen.accounts.selectors import (
    forget_grants,
    in_force,
    is_last_administrator,
)
from weltoffen.audit.actions import note
from weltoffen.audit.enums import EventName
from weltoffen.ground.problems import N_, Problem, Refused, refuse_if_any
from weltoffen.records.actions import keep, log

NOT_A_FUNCTION = N_("Ein Funktionskonto hat keine Rolle: Es ist ein Programm, keine Person.")


@transaction.atomic
def give_role(
    *,
    user: User,
    role: RoleName,
    by: User,
    unit: str = "",
    relation: str = "",
    is_by_claims: bool = False,
    last_day: date | None = None,
    reason: str = "",
) -> Assignment:
    """Give an account a role; a contributor's is limited to a department, a guest's to a relation.

    ``unit`` and ``relation`` are identifiers of records. ``is_by_claims`` says that a sign-in
    service asked for it. Until the end of ``last_day`` it holds, for good without one. Refuses a
    role that the account has, one with the wrong limit, and a last day that is over.
    """
    if user.is_function:
        raise Refused(Problem("user", NOT_A_FUNCTION))
    problem = problem_of_last_day(last_day, timezone.localdate())
    refuse_if_any([problem] if problem else [])
    _end_lapsed(user, by)
    given = Assignment(
        user=user,
        role=role,
        unit=unit,
        relation=relation,
        given_by=by,
        is_by_claims=is_by_claims,
        last_day=last_day,
    )
    keep(given)
    _fit_groups(user)
    data = _named(given) | {"until": last_day.isoformat() if last_day else ""}
    log("accounts.role.give", user, by=by, data=data | {"reason": reason.strip()})
    note(EventName.RIGHTS_GIVEN, by=by, about=_told_of(user), data=data)
    return given


@transaction.atomic
def take_role(*, assignment: Assignment, by: User, reason: str = "") -> None:
    """Take a role from an account.

    Refuses for the last one that may manage accounts, and to whoever would shut out themselves.
    """
    hold_administrators()
    held = Assignment.objects.select_for_update().get(pk=assignment.pk)
    if held.ended_at is not None:
        return
    problem = problem_of_taking(
        RoleName(held.role),
        is_own=held.user_id == by.pk,
        has_others=not is_last_administrator(held),
    )
    refuse_if_any([problem] if problem else [])
    _end(held, by)
    _fit_groups(held.user)
    data = _named(held)
    log("accounts.role.take", held.user, by=by, data=data | {"reason": reason.strip()})
    note(EventName.RIGHTS_TAKEN, by=by, about=_told_of(held.user), data=data)


@transaction.atomic
def lapse_roles(*, by: User) -> int:
    """Write down of roles whose last day is over that they ended; return how many there were.

    They count for nothing since that day anyway; the history and Wagtail's groups follow.
    """
    lapsed = Assignment.objects.filter(ended_at__isnull=True).exclude(in_force())
    users = User.objects.filter(pk__in=lapsed.values("user")).order_by("pk")
    return sum(_end_lapsed(user, by) for user in users)


@transaction.atomic
def follow_claims(*, user: User, wanted: Collection[Limited], by: User) -> None:
    """Give and take the roles that a sign-in service gives, so that they are as it says today.

    Roles given by hand stay. So does the last role that may manage accounts: else nobody could
    mend a wrong claim.
    """
    User.objects.select_for_update().get(pk=user.pk)
    held = list(user.assignments.filter(in_force()))
    by_claims = {_limited(each): each for each in held if each.is_by_claims}
    by_hand = {_limited(each) for each in held if not each.is_by_claims}
    give, take = differences(wanted, by_claims, by_hand)
    for each in sorted(take):
        if not is_last_administrator(by_claims[each]):
            take_role(assignment=by_claims[each], by=by)
    for each in sorted(give):
        give_role(
            user=user,
            role=each.role,
            unit=each.unit,
            relation=each.relation,
            is_by_claims=True,
            by=by,
        )


def ensure_group(*, role: RoleName) -> Group:
    """Return the group of those who have a role; it is made on first use."""
    group, _is_new = Group.objects.get_or_create(name=GROUPS[role])
    return group


def hold_administrators() -> None:
    """Let nobody else take such a role or close such an account until this transaction ends.

    Two administrators who take each other's role in the same moment would both find that the other
    is still there. Whoever comes second waits here, and then looks.
    """
    of_role = Assignment.objects.filter(role=RoleName.ADMINISTRATOR, ended_at__isnull=True)
    list(of_role.select_for_update().order_by("pk").values_list("pk"))
    superusers = User.objects.filter(is_superuser=True).order_by("pk")
    list(superusers.select_for_update().values_list("pk"))


def _end_lapsed(user: User, by: User) -> int:
    """End the roles of an account whose last day is over, so that they can be given anew."""
    lapsed = user.assignments.filter(ended_at__isnull=True).exclude(in_force()).order_by("pk")
    found = list(lapsed.select_for_update())
    for each in found:
        _end(each, by)
        data = _named(each) | {"until": each.last_day.isoformat() if each.last_day else ""}
        log("accounts.role.lapse", user, by=by, data=data)
        note(EventName.RIGHTS_TAKEN, by=by, about=_told_of(user), data=data)
    if found:
        _fit_groups(user)
    return len(found)


def _end(held: Assignment, by: User) -> None:
    held.ended_at, held.ended_by = timezone.now(), by
    keep(held, only=["ended_at", "ended_by"])


def _limited(assignment: Assignment) -> Limited:
    return Limited(RoleName(assignment.role), assignment.unit, assignment.relation)


def _told_of(user: User) -> str:
    return f"accounts.user:{user.get_username()}"


def _named(assignment: Assignment) -> dict[str, str]:
    return {
        "role": assignment.role,
        "unit": assignment.unit,
        "relation": assignment.relation,
        "by_claims": "yes" if assignment.is_by_claims else "",
    }


def _fit_groups(user: User) -> None:
    """Put an account into the groups of its roles and take it out of those of others."""
    held = set(user.assignments.filter(in_force()).values_list("role", flat=True))
    others = [name for role, name in GROUPS.items() if role not in held]
    user.groups.remove(*Group.objects.filter(name__in=others))
    user.groups.add(*(ensure_group(role=RoleName(role)) for role in sorted(held)))
    forget_grants(user)
