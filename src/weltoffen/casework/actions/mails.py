"""How far the mails with answers are. What speaks to the server is ``mailing`` and ``work``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from weltoffen.casework.models import AnswerMail, RequestStep
from weltoffen.ground.problems import N_, Problem, Refused
from weltoffen.jobs.actions import ask
from weltoffen.records.actions import keep, log

if TYPE_CHECKING:
    from weltoffen.accounts.models import User

SEND = "casework.send-answer"
"""The kind of work that sends an answer."""
NO_ADDRESS = N_(
    "Zu dieser Anfrage ist keine E-Mail-Adresse erfasst. Tragen Sie sie bei der Anfrage ein, oder "
    "kopieren Sie den Text und antworten Sie auf anderem Weg."
)
_BEGUN = N_(
    "Beim Verschicken dieser Antwort brach etwas ab; ob sie ankam, ist nicht bekannt. Sehen Sie im "
    "Postausgang des Mailservers nach, oder fragen Sie nach, und verschicken Sie sie sonst von der "
    "Anfrage aus noch einmal."
)
_SENT = N_("Diese Antwort ist schon verschickt. Laden Sie die Seite neu.")


@transaction.atomic
def ask_for_mail(*, step: RequestStep, by: User) -> AnswerMail:
    """Ask for an answer to be sent by mail."""
    if not step.request.sender_email:
        raise Refused(Problem("by_mail", NO_ADDRESS))
    mail = AnswerMail(step=step)
    keep(mail)
    ask(kind=SEND, by=by, arguments={"mail": mail.pk})
    return mail


@transaction.atomic
def begin_mail(*, mail: AnswerMail, by: User) -> AnswerMail:
    """Note that the server is spoken to now. Refuses what was begun before and has no end."""
    found = AnswerMail.objects.select_for_update().get(pk=mail.pk)
    if found.begun_at is not None:
        raise Refused(Problem("", _SENT if found.sent_at else _BEGUN))
    found.begun_at, found.fault = timezone.now(), ""
    keep(found)
    return found


@transaction.atomic
def mail_sent(*, mail: AnswerMail, by: User) -> None:
    """Note that the server took the mail."""
    mail.sent_at = timezone.now()
    keep(mail)
    log("casework.request.mail-sent", mail.step.request, by=by)


@transaction.atomic
def mail_refused(*, mail: AnswerMail, fault: str, by: User) -> None:
    """Note that the server did not take the mail, so that it can be sent again."""
    mail.begun_at, mail.fault = None, fault
    keep(mail)
    log("casework.request.mail-refused", mail.step.request, by=by, data={"fault": fault})


@transaction.atomic
def send_again(*, mail: AnswerMail, by: User) -> AnswerMail:
    """Ask once more for a mail that did not go out, or of which nobody knows whether it did."""
    found = AnswerMail.objects.select_for_update().get(pk=mail.pk)
    if found.sent_at is not None:
        raise Refused(Problem("", _SENT))
    if not found.step.request.sender_email:
        raise Refused(Problem("", NO_ADDRESS))
    found.begun_at, found.fault, found.asked_at = None, "", timezone.now()
    keep(found)
    ask(kind=SEND, by=by, arguments={"mail": found.pk})
    return found
