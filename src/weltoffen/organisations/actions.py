"""Recording organisations and the names they bear over time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.db import transaction

from weltoffen.ground.dates import FIRST_DAY, LAST_DAY, Interval, parse_interval
from weltoffen.ground.problems import N_, Problem, Refused, refuse_if_any
from weltoffen.organisations.enums import OrganisationKind
from weltoffen.organisations.models import Organisation, OrganisationName
from weltoffen.organisations.rules import ended_by, replacing_problems
from weltoffen.records.actions import Texts, amend, keep, log, put_wording
from weltoffen.records.enums import Visibility
from weltoffen.records.selectors import leading_text
from weltoffen.sources.models import Passage

if TYPE_CHECKING:
    from weltoffen.accounts.models import User

_NOT_CHANGEABLE = N_("„%(field)s“ kann nicht geändert werden. Nehmen Sie diese Angabe heraus.")
_NAME_OF_ANOTHER = N_(
    "„%(name)s“ ist kein Name dieser Organisation und kann nicht durch einen neuen enden. Lassen "
    "Sie ihn weg."
)
_CHANGEABLE = {
    "kind", "municipality", "website", "wikidata_id", "street", "postal_code", "locality",
    "owner", "review_by",
}  # fmt: skip


@transaction.atomic
def record_organisation(
    *,
    identifier: str,
    kind: OrganisationKind,
    name: Texts,
    by: User,
    named_by: Passage | None = None,
    valid: str = "../..",
    task: Texts = None,
    visibility: Visibility = Visibility.INTERNAL,
    **facts: Any,
) -> Organisation:
    """Record an organisation under the name it bears.

    ``valid`` is the EDTF interval in which it bears that name, ``named_by`` the passage that shows
    it. ``facts`` are ``municipality``, ``website``, ``wikidata_id``, ``street``, ``postal_code``,
    ``locality``, ``owner`` and ``review_by``.
    """
    _refuse_others(facts)
    organisation = Organisation(identifier=identifier, kind=kind, visibility=visibility, **facts)
    put_wording(organisation, task=task)
    keep(organisation)
    log("organisations.organisation.record", organisation, by=by)
    name_organisation(organisation=organisation, name=name, valid=valid, passage=named_by, by=by)
    return organisation


@transaction.atomic
def name_organisation(
    *,
    organisation: Organisation,
    name: Texts,
    by: User,
    valid: str = "../..",
    passage: Passage | None = None,
    replaces: Sequence[OrganisationName] = (),
) -> OrganisationName:
    """Add a name that the organisation bears or bore; earlier names stay.

    Those that it ``replaces`` end where it begins. Names that cannot end by it are refused.
    """
    given = OrganisationName(organisation=organisation, passage=passage, **_borne(valid))
    put_wording(given, name=name)
    later = parse_interval(valid, "valid")
    for each in replaces:  # as they are now: whoever asks may have read them a while ago
        each.refresh_from_db(from_queryset=OrganisationName.objects.select_for_update())
    problems = _replacing_problems(organisation, replaces, later)
    try:
        keep(given)
    except Refused as refusal:
        problems = [*refusal.problems, *problems]
    refuse_if_any(problems)
    log(
        "organisations.organisation.name",
        organisation,
        by=by,
        data={"name": leading_text(given, "name")},
    )
    for each in replaces:
        if ended := ended_by(parse_interval(each.valid), later):
            amend_organisation_name(given=each, valid=ended.text, by=by)
    return given


def _replacing_problems(
    organisation: Organisation, replaced: Sequence[OrganisationName], later: Interval
) -> list[Problem]:
    borne = [(leading_text(each, "name"), parse_interval(each.valid)) for each in replaced]
    of_others = [
        Problem("replaces", _NAME_OF_ANOTHER, {"name": leading_text(each, "name")})
        for each in replaced
        if each.organisation_id != organisation.pk
    ]
    return of_others or replacing_problems(borne, later)


@transaction.atomic
def amend_organisation_name(
    *, given: OrganisationName, by: User, name: Texts = None, valid: str | None = None
) -> OrganisationName:
    """Change how a name is spelled, or from when until when it was borne; the history keeps both.

    An organisation that bears a new name gets one more instead: see :func:`name_organisation`.
    """
    amend(
        given,
        action="organisations.organisation.amend-name",
        by=by,
        wording={"name": name},
        told_of=given.organisation,
        **({} if valid is None else _borne(valid)),
    )
    return given


def _borne(valid: str) -> dict[str, Any]:
    """Return the columns that say from when until when a name was borne."""
    span = parse_interval(valid, "valid")
    return {
        "valid": span.text,
        "earliest": span.start.earliest if span.start else FIRST_DAY,
        "latest": span.end.latest if span.end else LAST_DAY,
    }


@transaction.atomic
def amend_organisation(
    *, organisation: Organisation, by: User, task: Texts = None, **facts: Any
) -> Organisation:
    """Change what we know of an organisation; its names have actions of their own."""
    _refuse_others(facts)
    amend(
        organisation,
        action="organisations.organisation.amend",
        by=by,
        wording={"task": task},
        **facts,
    )
    return organisation


def _refuse_others(facts: Mapping[str, Any]) -> None:
    others = sorted(set(facts) - _CHANGEABLE)
    if others:
        raise Refused(*(Problem(field, _NOT_CHANGEABLE, {"field": field}) for field in others))
