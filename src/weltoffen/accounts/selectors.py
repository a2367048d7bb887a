"""Reads of this room: what an account may do, as a judgement and as a condition for a query."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Any, TypeVar

from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Model, Q, QuerySet
from django.utils import timezone

from weltoffen.accounts.enums import InvitationState, RoleName
from weltoffen.accounts.models import Assignment, Invitation, User
from weltoffen.accounts.rules.invitations import hashed, state_of
from weltoffen.accounts.rules.rights import allows, could, reaches
from weltoffen.accounts.rules.roles import area_of
from weltoffen.accounts.types import Area, Grant, Reach, Subject, Verb
from weltoffen.records.enums import Role, Visibility
from weltoffen.records.models import Record

Rows = TypeVar("Rows", bound=Model)
_GRANTS = "_grants_of_this_request"
EVERY_ROLE = (
    Grant(RoleName.COORDINATOR),
    Grant(RoleName.PROTOCOL),
    Grant(RoleName.ADMINISTRATOR),
)
"""What an account has that the installation calls a superuser."""


def grants_of(user: Any) -> tuple[Grant, ...]:
    """Return the roles that an account has now; none for nobody and for closed accounts.

    Read once per account object, which lives as long as a request.
    """
    if not getattr(user, "is_active", False) or user.pk is None:
        return ()
    known = getattr(user, _GRANTS, None)
    if known is None:
        known = EVERY_ROLE if user.is_superuser else _assigned(user)
        setattr(user, _GRANTS, known)
    return known


def forget_grants(user: User) -> None:
    """Let the roles of an account object be read anew."""
    vars(user).pop(_GRANTS, None)


def in_force(prefix: str = "") -> Q:
    """Return the condition that roles meet which hold today; ``prefix`` leads to them."""
    until = Q(**{f"{prefix}last_day__isnull": True}) | Q(
        **{f"{prefix}last_day__gte": timezone.localdate()}
    )
    return Q(**{f"{prefix}ended_at__isnull": True}) & until


def _assigned(user: Any) -> tuple[Grant, ...]:
    held = Assignment.objects.filter(in_force(), user_id=user.pk).order_by("pk")
    rows = held.values_list("role", "unit", "relation")
    return tuple(Grant(RoleName(role), unit, relation) for role, unit, relation in rows)


def area_of_model(model: type[Model]) -> Area | None:
    """Return the area that a model lies in, None where the desk gives no rights."""
    return area_of(model._meta.app_label, model._meta.model_name or "")


def could_ever(user: Any, verb: Verb, model: type[Model]) -> bool:
    """Say whether an account may do something with any row of a model."""
    area = area_of_model(model)
    return area is not None and could(grants_of(user), verb, area)


def may(user: Any, verb: Verb, record: Record) -> bool:
    """Say whether an account may do something with one record."""
    area = area_of_model(type(record))
    if area is None:
        return False
    grants = grants_of(user)
    is_limited = any(reach.relation is not None for reach in reaches(grants, verb, area))
    return allows(grants, verb, _subject(record, area, with_relations=is_limited))


def may_see_history(user: Any) -> bool:
    """Say whether an account is told who of the office wrote what."""
    return could(grants_of(user), Verb.SEE, Area.HISTORY)


def may_see_restricted(user: Any, area: Area) -> bool:
    """Say whether an account sees what is restricted in an area, beyond a department's own."""
    return any(
        Visibility.RESTRICTED in reach.visibilities
        and reach.unit is None
        and reach.relation is None
        for reach in reaches(grants_of(user), Verb.SEE, area)
    )


def within_reach(records: QuerySet[Rows], user: Any, verb: Verb = Verb.SEE) -> QuerySet[Rows]:
    """Return those of some records with which an account may do something."""
    condition = reach_condition(records.model, user, verb)
    return records if condition is None else records.filter(condition)


def reach_condition(
    model: type[Model], user: Any, verb: Verb = Verb.SEE, *, prefix: str = ""
) -> Q | None:
    """Return the condition that rows of a model meet with which an account may do something.

    None says that all do. ``prefix`` is the way to the model from where the query begins, as
    ``"act__"``. Models that are no records have no visibility: all or none of their rows.
    """
    area = area_of_model(model)
    open_ = () if area is None else reaches(grants_of(user), verb, area)
    if not open_:
        return Q(pk__in=())
    if not issubclass(model, Record) or Reach(frozenset(Visibility)) in open_:
        return None
    return reduce(or_, (_condition(reach, model, prefix) for reach in open_))


def _condition(reach: Reach, model: type[Record], prefix: str) -> Q:
    """Return a reach as a condition; what belongs to no relation lies in none."""
    if reach.relation is not None and not model.RELATION_PATH:
        return Q(pk__in=())
    condition = Q(**{f"{prefix}visibility__in": sorted(reach.visibilities)})
    if reach.owner is not None:
        condition &= Q(**{f"{prefix}owner": reach.owner})
    if reach.unit is not None:
        condition &= Q(**{f"{prefix}unit": reach.unit})
    if reach.relation is not None:
        condition &= _in_relation(model, reach.relation, prefix)
    return condition


def _in_relation(model: type[Record], relation: str, prefix: str) -> Q:
    """Return that a record belongs to a relation; each row once, of however many it is part."""
    first = model._meta.get_field(model.RELATION_PATH.partition("__")[0])
    if not (first.one_to_many or first.many_to_many):
        return Q(**{f"{prefix}{model.RELATION_PATH}": relation})
    within = model._default_manager.filter(**{model.RELATION_PATH: relation})
    return Q(**{f"{prefix}pk__in": within.values("pk")})


def _subject(record: Record, area: Area, *, with_relations: bool) -> Subject:
    return Subject(
        area=area,
        visibility=Visibility(record.visibility),
        owner=Role(record.owner),
        unit=record.unit or "",
        relations=_relations_of(record) if with_relations else frozenset(),
    )


def _relations_of(record: Record) -> frozenset[str]:
    """Return the identifiers of the relations that a record belongs to."""
    path = type(record).RELATION_PATH
    if not path:
        return frozenset()
    rows = type(record)._default_manager.filter(pk=record.pk)
    return frozenset(found for found in rows.values_list(path, flat=True) if found)


def administrators() -> QuerySet[User]:
    """Return the accounts that can manage accounts: for good, open, and able to sign in.

    Whoever was invited and never came is none of them, nor is one whose role has a last day.
    """
    held = Assignment.objects.filter(in_force(), role=RoleName.ADMINISTRATOR, last_day__isnull=True)
    by_password = ~Q(password__startswith=UNUSABLE_PASSWORD_PREFIX)
    by_service = Q(pk__in=SocialAccount.objects.values("user"))
    found = User.objects.filter(Q(is_superuser=True) | Q(pk__in=held.values("user")))
    return found.filter(by_password | by_service, is_active=True, is_function=False)


def has_other_administrators(account: User) -> bool:
    """Say whether accounts could be managed without this one."""
    return administrators().exclude(pk=account.pk).exists()


def is_last_administrator(assignment: Assignment) -> bool:
    """Say whether nobody could manage accounts without this role. A superuser needs none for it."""
    if assignment.role != RoleName.ADMINISTRATOR or assignment.user.is_superuser:
        return False
    return not has_other_administrators(assignment.user)


def invitation_of_token(token: str) -> Invitation | None:
    """Return the invitation to which a secret belongs, None where there is none."""
    found = Invitation.objects.select_related("account").filter(token_hash=hashed(token))
    return found.first()


def invitation_state(invitation: Invitation) -> InvitationState:
    """Return how an invitation stands now."""
    return state_of(
        expires_at=invitation.expires_at,
        used_at=invitation.used_at,
        withdrawn_at=invitation.withdrawn_at,
        now=timezone.now(),
    )
