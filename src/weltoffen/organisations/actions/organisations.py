"""Recording organisations and the names they bear over time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.db import transaction

from weltoffen.ground.dates import Interval, parse_date, parse_interval
from weltoffen.ground.problems import N_, Problem, Refused, refuse_if_any
from weltoffen.organisations.enums import OrganisationKind
from weltoffen.organisations.models import Organisation, OrganisationName, Person
from weltoffen.organisations.rules import ended_by, replacing_problems
from weltoffen.organisations.rules.spans import span_columns
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
    "owner", "review_by", "district", "active_since",
}  # fmt: skip
_IS_FORGOTTEN = N_(
    "Die Angaben zu dieser Person sind gelöscht und werden nicht wieder erfasst. Legen Sie die "
    "Person neu an, wenn das Büro wieder mit ihr arbeitet."
)
_IS_MERGED = N_(
    "%(identifier)s ist mit %(other)s zusammengeführt und leitet nur noch dorthin. Bearbeiten Sie "
    "jenen Eintrag."
)


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
    ``locality``, ``district``, ``active_since`` (EDTF), ``owner`` and ``review_by``.
    """
    facts = _checked(facts)
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
    refuse_merged(organisation)
    given = OrganisationName(organisation=organisation, passage=passage, **span_columns(valid))
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
        **({} if valid is None else span_columns(valid)),
    )
    return given


@transaction.atomic
def amend_organisation(
    *, organisation: Organisation, by: User, task: Texts = None, **facts: Any
) -> Organisation:
    """Change what we know of an organisation; its names have actions of their own."""
    facts = _checked(facts)
    refuse_merged(organisation)
    amend(
        organisation,
        action="organisations.organisation.amend",
        by=by,
        wording={"task": task},
        **facts,
    )
    return organisation


@transaction.atomic
def note_sign_of_life(*, organisation: Organisation, on: str, what: str, by: User) -> Organisation:
    """Note when the organisation was last heard of, and what that was: a letter, a visit.

    ``on`` is an EDTF date; with both empty the note is taken away. Nothing computes it: it stands
    until somebody notes another.
    """
    refuse_merged(organisation)
    heard = parse_date(on, "last_sign") if on else None
    amend(
        organisation,
        action="organisations.organisation.sign-of-life",
        by=by,
        last_sign=heard.text if heard else "",
        last_sign_latest=heard.latest if heard else None,
        last_sign_what=what.strip(),
    )
    return organisation


def refuse_merged(record: Organisation | Person) -> None:
    """Refuse to change an entry that only leads to another one, or of whom nothing is kept."""
    if record.merged_into is not None:
        values = {"identifier": record.identifier, "other": record.merged_into.identifier}
        raise Refused(Problem("", _IS_MERGED, values))
    if isinstance(record, Person) and record.forgotten_on is not None:
        raise Refused(Problem("", _IS_FORGOTTEN))


def _checked(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return facts that may change, dates in their one form; refuses others."""
    others = sorted(set(facts) - _CHANGEABLE)
    if others:
        raise Refused(*(Problem(field, _NOT_CHANGEABLE, {"field": field}) for field in others))
    since = facts.get("active_since")
    return dict(facts) | ({"active_since": parse_date(since, "active_since").text} if since else {})
