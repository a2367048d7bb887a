"""Receiving requests, going on with them, answering, judging, and forgetting who asked."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from weltoffen.casework.actions.about import concerning, identifier_for, no_wider_than, unit_of
from weltoffen.casework.actions.mails import ask_for_mail
from weltoffen.casework.enums import Channel, Language, Outcome, StepKind, Verdict, Wish
from weltoffen.casework.models import Assessment, Criterion, Request, RequestStep
from weltoffen.casework.rules.composing import answer_problems
from weltoffen.casework.rules.requests import step_problems
from weltoffen.casework.selectors.requests import state
from weltoffen.casework.selectors.retention import senders_due
from weltoffen.ground.problems import N_, Problem, Refused, refuse_if_any
from weltoffen.records.actions import amend, keep, log
from weltoffen.records.enums import Role, Visibility
from weltoffen.records.models import Record
from weltoffen.records.redacting import redact

if TYPE_CHECKING:
    from weltoffen.accounts.models import User

_AHEAD = N_("Der Tag des Eingangs liegt in der Zukunft. Prüfen Sie vor allem das Jahr.")
_OTHER_WISH = N_(
    "Nach diesem Kriterium werden Anfragen zu einem anderen Anliegen beurteilt. Laden Sie die "
    "Seite neu."
)
_FORGOTTEN = N_(
    "Die Angaben zur Person dieser Anfrage sind gelöscht und werden nicht wieder erfasst. Legen "
    "Sie eine neue Anfrage an."
)
_REASON = N_("Es fehlt die Begründung. Ein Satz genügt: Woran sehen Sie das?")
CHANGEABLE = frozenset(
    {"subject", "wish", "channel", "received_on", "deadline", "language", "owner", "unit",
     "purpose", "delete_by"}
)  # fmt: skip


@transaction.atomic
def receive_request(
    *,
    subject: str,
    wish: Wish,
    channel: Channel,
    received_on: date,
    purpose: str,
    delete_by: date,
    by: User,
    deadline: date | None = None,
    language: Language = Language.DE,
    about: Record | None = None,
    owner: Role = Role.COORDINATION,
    unit: str | None = None,
    visibility: Visibility = Visibility.INTERNAL,
    identifier: str = "",
    **sender: str,
) -> Request:
    """Take a request in, with the first step of its log. It gets an identifier unless one is given.

    ``sender`` are ``text``, ``sender_name``, ``sender_organisation``, ``sender_email`` and
    ``sender_phone``: personal data, kept for ``purpose`` until ``delete_by``.
    """
    if received_on > timezone.localdate():
        raise Refused(Problem("received_on", _AHEAD))
    request = Request(
        identifier=identifier or identifier_for("anfrage", received_on),
        subject=subject.strip(),
        wish=wish,
        channel=channel,
        received_on=received_on,
        deadline=deadline,
        language=language,
        purpose=purpose.strip(),
        delete_by=delete_by,
        owner=owner,
        unit=unit_of(about, unit),
        visibility=no_wider_than(visibility, about),
        **concerning(about),
        **_personal(sender),
    )
    keep(request)
    _step(request, StepKind.RECEIVE, on=received_on, by=by)
    return request


@transaction.atomic
def amend_request(*, request: Request, by: User, **changes: Any) -> Request:
    """Change what we know of a request.

    The history keeps what was there before, but of what is personal only that it changed: it would
    outlive the day on which it has to go.
    """
    sender = {name: changes.pop(name) for name in Request.PERSONAL_FIELDS if name in changes}
    others = sorted(set(changes) - CHANGEABLE)
    if others:
        raise ValueError(f"no request is amended by {', '.join(others)}")
    changed = [name for name, value in sender.items() if getattr(request, name) != value]
    if changed and request.forgotten_on is not None:
        raise Refused(Problem(changed[0], _FORGOTTEN))
    for name, value in _personal(sender).items():
        setattr(request, name, value)
    amend(request, action="casework.request.amend", by=by, **changes)
    if changed:
        keep(request)
        log("casework.request.amend-sender", request, by=by, data={"count": len(changed)})
    return request


def _personal(sender: dict[str, str]) -> dict[str, str]:
    others = sorted(set(sender) - set(Request.PERSONAL_FIELDS))
    if others:
        raise ValueError(f"nothing of a sender is called {', '.join(others)}")
    return {name: value.strip() for name, value in sender.items()}


@transaction.atomic
def add_step(
    *,
    request: Request,
    kind: StepKind,
    by: User,
    text: str = "",
    on: date | None = None,
    passed_to: Role | None = None,
    outcome: Outcome | None = None,
) -> RequestStep:
    """Add what happened to a request. Refuses what cannot follow, and what lacks its words.

    Passing on makes the other function the one in charge. An answer has an action of its own.
    """
    found = _held(request)
    refuse_if_any(step_problems(state(found), kind, text))
    step = _step(
        found, kind, on=on or timezone.localdate(), by=by, text=text, passed_to=passed_to,
        outcome=outcome,
    )  # fmt: skip
    if passed_to is not None and passed_to != found.owner:
        amend(found, action="casework.request.amend", by=by, owner=passed_to)
    return step


@transaction.atomic
def answer_request(
    *, request: Request, text: str, by: User, by_mail: bool = False, on: date | None = None
) -> RequestStep:
    """Keep an answer, as it was given; by mail it goes out as soon as a worker takes it.

    Refuses a text in which a place is still open, and a mail to somebody without an address.
    """
    found = _held(request)
    refuse_if_any([*step_problems(state(found), StepKind.ANSWER, text), *answer_problems(text)])
    step = _step(found, StepKind.ANSWER, on=on or timezone.localdate(), by=by, text=text)
    if by_mail:
        ask_for_mail(step=step, by=by)
    return step


def _held(request: Request) -> Request:
    return Request.objects.select_for_update().get(pk=request.pk)


def _step(
    request: Request,
    kind: StepKind,
    *,
    on: date,
    by: User,
    text: str = "",
    passed_to: Role | None = None,
    outcome: Outcome | None = None,
) -> RequestStep:
    step = RequestStep(
        request=request,
        kind=kind,
        on=on,
        by=by,
        text=text.strip(),
        passed_to=passed_to or "",
        outcome=outcome or "",
    )
    keep(step)
    log(f"casework.request.step-{slugify(kind.name.replace('_', '-'))}", request, by=by)
    return step


@transaction.atomic
def assess(
    *, request: Request, criterion: Criterion, verdict: Verdict, by: User, reason: str = ""
) -> Assessment:
    """Say how far a request meets a criterion, and why; a later verdict takes the place of it.

    Only "not known yet" needs no reason.
    """
    if criterion.wish != request.wish:
        raise Refused(Problem("criterion", _OTHER_WISH))
    if verdict is not Verdict.UNKNOWN and not reason.strip():
        raise Refused(Problem("reason", _REASON))
    given = Assessment.objects.select_for_update().filter(request=request, criterion=criterion)
    found = given.first()
    if found is None:
        found = Assessment(
            request=request, criterion=criterion, verdict=verdict, reason=reason.strip(), by=by
        )
        keep(found)
        data = {"question": criterion.question, "verdict": str(verdict.value)}
        log("casework.request.assess", request, by=by, data=data)
        return found
    if (found.verdict, found.reason) != (verdict, reason.strip()):
        found.by, found.at = by, timezone.now()
        amend(
            found, action="casework.request.assess-anew", by=by, told_of=request, verdict=verdict,
            reason=reason.strip(),
        )  # fmt: skip
    return found


@transaction.atomic
def forget_sender(*, request: Request, by: User) -> Request:
    """Remove who asked, in which words, and what was answered; the case and its days stay."""
    found = _held(request)
    if found.forgotten_on is not None:
        return found
    for name in Request.PERSONAL_FIELDS:
        setattr(found, name, "")
    found.forgotten_on = timezone.localdate()
    keep(found)
    found.steps.exclude(text="").update(text="")
    found.assessments.exclude(reason="").update(reason="")
    log("casework.request.forget", found, by=by)
    redact(record=found, names=["reason"], by=by)
    return found


@transaction.atomic
def forget_senders(*, by: User, on: date, most: int = 200) -> int:
    """Remove the senders of requests whose day has come; returns how many there were."""
    found = list(senders_due(on).order_by("pk")[:most])
    for request in found:
        forget_sender(request=request, by=by)
    return len(found)
