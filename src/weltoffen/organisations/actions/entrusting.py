"""Saying who answers for a record, which department it belongs to, and who sees it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction

from weltoffen.ground.problems import Refused
from weltoffen.organisations.rules.departments import no_department
from weltoffen.organisations.selectors.departments import departments
from weltoffen.records.actions import amend, set_visibility
from weltoffen.records.enums import Role, Visibility
from weltoffen.records.models import Record
from weltoffen.records.selectors import entrusting_action

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser


@transaction.atomic
def entrust(
    *,
    record: Record,
    owner: Role,
    unit: str | None,
    review_by: date | None,
    visibility: Visibility,
    by: AbstractBaseUser,
) -> Record:
    """Say who answers for a record, which department it belongs to, and who may see it.

    ``unit`` is the identifier of an organisation of the city. Refuses others at ``unit``; what a
    record said before may stay. Neither publishes nor withdraws: a public record stays so whatever
    ``visibility`` says, and no other becomes public.
    """
    _refuse_others_than_departments(unit or "", record.unit or "")
    amend(
        record,
        action=entrusting_action(type(record)),
        by=by,
        owner=owner,
        unit=unit or None,
        review_by=review_by,
    )
    if Visibility.PUBLIC in (visibility, record.visibility):
        return record
    return set_visibility(record=record, visibility=visibility, by=by)


def _refuse_others_than_departments(unit: str, before: str) -> None:
    if unit not in ("", before) and not departments().filter(identifier=unit).exists():
        raise Refused(no_department("unit", unit))
