"""What this room does in the background: mails."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from weltoffen.casework import mailing
from weltoffen.casework.actions.mails import SEND, begin_mail, mail_refused, mail_sent
from weltoffen.casework.actions.reminding import begin_digest, digest_refused, digest_sent
from weltoffen.casework.digesting import digest_for
from weltoffen.casework.models import AnswerMail
from weltoffen.casework.selectors.reminding import accounts_with_digest
from weltoffen.ground.problems import N_, Problem, Refused
from weltoffen.jobs.handles import Handle
from weltoffen.jobs.registry import job as kind_of_work
from weltoffen.jobs.registry import recurring

MORNING = 6
"""The hour, in the office's time, before which no daily mail goes out."""
_SENT = N_("Die Antwort ist verschickt.")
_NO_SERVER = N_(
    "Auf dieser Installation ist kein Mailserver eingerichtet. Kopieren Sie den Text, und "
    "antworten Sie auf anderem Weg; einrichten kann ihn, wer weltoffen für Sie betreibt."
)
_REFUSED = N_(
    "Der Mailserver hat die Antwort nicht angenommen (%(fault)s). Prüfen Sie die E-Mail-Adresse "
    "bei der Anfrage, und verschicken Sie die Antwort noch einmal."
)
_DIGESTS = N_("Verschickt: %(sent)d, ohne Termine: %(empty)d, nicht angenommen: %(refused)d.")


def _number(arguments: Mapping[str, Any]) -> str:
    found = AnswerMail.objects.select_related("step__request").filter(pk=arguments["mail"]).first()
    return found.step.request.identifier if found else ""


def _sheet(arguments: Mapping[str, Any]) -> str:
    found = AnswerMail.objects.select_related("step__request").filter(pk=arguments["mail"]).first()
    if found is None:
        return ""
    return reverse("desk:requests-sheet", args=[found.step.request.identifier])


@kind_of_work(
    SEND,
    title=_("Antwort verschicken"),
    retries=0,
    describe=_number,
    result=_sheet,
    is_repeatable=False,
    needs=("casework.change_request",),
)
def send_answer(job: Handle, *, mail: int) -> None:
    """Send an answer at most once.

    That it begins is written down before the server is spoken to. A worker that is killed then
    leaves a mail that began and has no end; people see it at the request and decide.
    """
    found = AnswerMail.objects.select_related("step__request").get(pk=mail)
    if found.sent_at is not None:
        return
    if not mailing.is_set_up():
        raise Refused(Problem("", _NO_SERVER))
    with job.step(0, 1):
        found = begin_mail(mail=found, by=job.asked_by)
    request = found.step.request
    try:
        mailing.send(
            to=request.sender_email,
            subject=f"Re: {request.subject}",
            body=found.step.text,
            headers={"Message-ID": _message_id(f"answer-{found.pk}-{found.asked_at:%Y%m%d%H%M%S}")},
        )
    except mailing.NOT_ACCEPTED as error:
        fault = _short(error)
        with job.step(0, 1):
            mail_refused(mail=found, fault=fault, by=job.asked_by)
        raise Refused(Problem("", _REFUSED, {"fault": fault})) from error
    with job.step(1, 1, _SENT):
        mail_sent(mail=found, by=job.asked_by)


def _message_id(local: str) -> str:
    host = settings.WELTOFFEN_MAIL_FROM.rpartition("@")[2].strip("> ")
    return f"<{local}@{host}>"


def _short(error: Exception) -> str:
    """Return what the server said, without the address that it said it about."""
    return f"{type(error).__name__} {getattr(error, 'smtp_code', '')}".strip()


@recurring("casework.digest", title=_("Tägliche E-Mails verschicken"), every=timedelta(hours=1))
def send_digests(job: Handle) -> None:
    """Send everybody who wants it the mail of the day, at most once.

    Who got it stands in the database before the server is spoken to; what the server certainly did
    not take is tried again an hour later. So a killed worker costs somebody one mail, and nobody
    ever gets two.
    """
    now = timezone.localtime()
    if now.hour < MORNING or not mailing.is_set_up():
        return
    told = {"sent": 0, "empty": 0, "refused": 0}
    accounts = list(accounts_with_digest(now.date()))
    for number, account in enumerate(accounts):
        job.progress(number, len(accounts))
        told[_send_digest(job, account, now.date())] += 1
    job.progress(len(accounts), len(accounts), _DIGESTS, **told)


def _send_digest(job: Handle, account: Any, day: Any) -> str:
    digest = digest_for(account, day)
    with job.step():
        row = begin_digest(account=account, day=day, count=digest.count, by=job.asked_by)
    if row is None or not digest.count:
        return "empty"
    try:
        mailing.send(
            to=account.email,
            subject=digest.subject,
            body=digest.body,
            headers={
                "Message-ID": _message_id(f"digest-{account.pk}-{day:%Y%m%d}"),
                "Auto-Submitted": "auto-generated",
            },
        )
    except mailing.NOT_ACCEPTED:
        with job.step():
            digest_refused(digest=row, by=job.asked_by)
        return "refused"
    with job.step():
        digest_sent(digest=row, by=job.asked_by)
    return "sent"
