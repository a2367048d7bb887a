"""Pages of requests: the sheet with its log, taking one in, going on with it, judging it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from weltoffen.casework import mailing
from weltoffen.casework.actions import (
    amend_request,
    receive_request,
)
from weltoffen.casework.enums import (
    Channel,
    Language,
    StepKind,
    Wish,
)
from weltoffen.casework.models import AnswerMail, Request, RequestStep
from weltoffen.casework.rules.asking import PURPOSE, kept_until
from weltoffen.casework.rules.requests import WAITING, may_follow
from weltoffen.casework.selectors import judged_by, score, state
from weltoffen.casework.selectors.requests import outcome
from weltoffen.casework.types import Score
from weltoffen.desk.busy_with import own_unit
from weltoffen.desk.due_words import due_words, name_of
from weltoffen.desk.forms.requests import (
    AmendRequestForm,
    MailFileForm,
    RequestForm,
)
from weltoffen.desk.kinds import CRITERIA, REQUESTS
from weltoffen.desk.mail_files import request_in
from weltoffen.desk.naming import language
from weltoffen.desk.views.about import AboutPage
from weltoffen.desk.views.casework import WorkSheet
from weltoffen.desk.views.editing import AmendPage
from weltoffen.desk.views.sheets import Fact
from weltoffen.ground.problems import Problem, Refused
from weltoffen.ground.spoken import say_day
from weltoffen.records.enums import Role, Visibility

READ = "read_mail"
"""The button that takes a saved mail over into the form."""
_SENDER = ("sender_name", "sender_organisation", "sender_email", "sender_phone", "text")


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step of the log, in words. ``mail`` tells how far its mail is."""

    on: str
    kind: str
    by: str
    text: str
    beside: str
    is_answer: bool
    mail: str = ""
    again_url: str = ""


class RequestSheet(WorkSheet):
    """A request: how it stands, until when, its log, how it is judged, what comes next."""

    kind = REQUESTS
    template_name = "desk/request.html"
    record: Request

    def facts(self) -> list[Fact]:
        """Return what is asked and who asks."""
        record = self.record
        name = ", ".join(filter(None, (record.sender_name, record.sender_organisation)))
        return [
            Fact(_("Anliegen"), record.get_wish_display()),
            Fact(_("Eingegangen"), say_day(record.received_on, language())),
            Fact(_("Weg"), record.get_channel_display()),
            self.about_fact(),
            Fact(_("Absender"), name),
            Fact(_("E-Mail"), record.sender_email),
            Fact(_("Telefon"), record.sender_phone),
            Fact(_("Sprache der Antwort"), record.get_language_display()),
            Fact(_("Zweck"), "" if record.forgotten_on else record.purpose),
            Fact(_("Angaben zur Person"), _kept(record)),
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add how it stands and what may come next."""
        record = self.record
        stands = state(record)
        judged = judged_by(record)
        may_change = self.may("change")
        follows = may_follow(stands) if may_change else frozenset()
        ended = outcome(record)
        return super().get_context_data(**kwargs) | {
            "state": stands.label,
            "is_waiting": stands in WAITING,
            "outcome": ended.label if ended else "",
            "due": due_words(record.deadline, timezone.localdate(), is_over=stands not in WAITING),
            "steps": list(_steps(record, may_change=may_change)),
            "judged": judged,
            "score": score(judged),
            "score_words": score_words(score(judged)),
            "assess_url": REQUESTS.url(record, "assess") if may_change and judged else "",
            "criteria_url": CRITERIA.list_url,
            "answer_url": REQUESTS.url(record, "answer") if StepKind.ANSWER in follows else "",
            "step_url": REQUESTS.url(record, "step") if may_change else "",
            "forget_url": (
                REQUESTS.url(record, "forget") if may_change and not record.forgotten_on else ""
            ),
        }


def _kept(request: Request) -> str:
    if request.forgotten_on is not None:
        return gettext("gelöscht am %(day)s") % {"day": say_day(request.forgotten_on, language())}
    return gettext("werden am %(day)s gelöscht") % {"day": say_day(request.delete_by, language())}


def score_words(found: Score) -> str:
    """Say what the verdicts add up to."""
    if found.percent is None:
        return gettext("Noch ist nichts beurteilt.")
    said = gettext("%(percent)d %% der Punkte (%(points)s von %(most)d)") % {
        "percent": found.percent, "points": f"{found.points:g}".replace(".", ","),
        "most": found.most,
    }  # fmt: skip
    if not found.open:
        return said
    return gettext("%(said)s; offen: %(open)d") % {"said": said, "open": found.open}


def _steps(request: Request, *, may_change: bool) -> Any:
    steps = request.steps.select_related("by", "mail").order_by("-pk")
    for step in steps:
        mail = getattr(step, "mail", None)
        again = may_change and mail is not None and is_stuck(mail)
        yield StepLine(
            on=say_day(step.on, language()),
            kind=str(step.get_kind_display()),
            by=name_of(step.by),
            text=step.text,
            beside=_beside(step),
            is_answer=step.kind == StepKind.ANSWER,
            mail=_mail_words(mail) if mail is not None else "",
            again_url=REQUESTS.url(request, "send") if again else "",
        )


def is_stuck(mail: AnswerMail) -> bool:
    """Say whether a mail was refused, or began and has no end."""
    return mail.sent_at is None and (bool(mail.fault) or mail.begun_at is not None)


def _beside(step: RequestStep) -> str:
    if step.passed_to:
        return gettext("an: %(owner)s") % {"owner": step.get_passed_to_display()}
    return str(step.get_outcome_display()) if step.outcome else ""


def _mail_words(mail: AnswerMail) -> str:
    if mail.sent_at is not None:
        day = timezone.localtime(mail.sent_at).date()
        return gettext("per E-Mail verschickt am %(day)s") % {"day": say_day(day, language())}
    if mail.fault:
        return gettext("nicht verschickt, der Mailserver lehnte ab: %(fault)s") % {
            "fault": mail.fault
        }
    if mail.begun_at is not None:
        return gettext("wird gerade verschickt; steht das länger hier, brach etwas ab, und es ist "
                       "nicht bekannt, ob die E-Mail ankam")  # fmt: skip
    return gettext("geht per E-Mail hinaus, sobald die Hintergrundarbeit dazu kommt")


class AddRequest(AboutPage):
    """A new request, typed in or begun with a saved mail."""

    kind = REQUESTS
    page_title = _("Anfrage erfassen")
    form_class = RequestForm
    template_name = "desk/request_form.html"
    taken: Mapping[str, Any] | None = None
    mail_form: MailFileForm | None = None

    def get_initial(self) -> dict[str, Any]:
        """Begin with today, the usual purpose and two years."""
        today = timezone.localdate()
        return {
            "channel": Channel.MAIL,
            "received_on": today,
            "owner": Role.COORDINATION,
            "language": Language.DE,
            "purpose": gettext(PURPOSE),
            "delete_by": kept_until(today),
            "visibility": Visibility.INTERNAL,
            **(self.taken or {}),
        }

    def post(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take a saved mail over, or save."""
        if READ not in request.POST:
            return super().post(request, *args, **kwargs)
        return self._take_over(request)

    def _take_over(self, request: Any) -> HttpResponse:
        """Show the form, filled from a mail. What is wrong with the file is said at the file."""
        given = MailFileForm(request.POST, request.FILES, person=self.person)
        self.mail_form = given
        if given.is_valid():
            file = given.cleaned_data["file"]
            try:
                self.taken = request_in(file.read(), file.name)
                self.mail_form = None
            except Refused as refusal:
                given.refuse(Refused(*(Problem("file", p.sentence, p.values)
                                       for p in refusal.problems)))  # fmt: skip
        values: dict[str, Any] = {"has_about": self.about is not None, "person": self.person}
        form = RequestForm(initial=self.get_initial(), prefix=self.get_prefix(), **values)
        return self.render_to_response(self.get_context_data(form=form))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the field for the mail, and say that nothing is saved yet."""
        context = super().get_context_data(**kwargs)
        if self.taken is not None:
            context |= {
                "warning": gettext("Aus der E-Mail übernommen und noch nicht gespeichert: Prüfen "
                                   "Sie die Angaben, und wählen Sie das Anliegen."),
                "has_unsaved_changes": True,
            }  # fmt: skip
        return context | {
            "mail_form": self.mail_form or MailFileForm(person=self.person),
            "read": READ,
            "media": context["media"] + MailFileForm(person=self.person).media,
        }

    def act(self, form: Any) -> Request:
        """Receive it."""
        typed = form.cleaned_data
        return receive_request(
            subject=typed["subject"],
            wish=Wish(typed["wish"]),
            channel=Channel(typed["channel"]),
            received_on=typed["received_on"],
            deadline=typed["deadline"],
            language=Language(typed["language"]),
            purpose=typed["purpose"],
            delete_by=typed["delete_by"],
            about=self.chosen(form),
            owner=Role(typed["owner"]),
            visibility=Visibility(typed["visibility"]),
            unit=own_unit(self.person),
            by=self.person,
            **{name: typed[name] for name in _SENDER},
        )

    def next_url(self, record: Any) -> str:
        """Show the request itself: something is to be done with it."""
        return REQUESTS.url(record)


_AMENDED = (
    "subject", "wish", "channel", "received_on", "deadline", "language", "owner", "purpose",
    "delete_by", *_SENDER,
)  # fmt: skip


class AmendRequest(AmendPage):
    """What we know of a request."""

    kind = REQUESTS
    form_class = AmendRequestForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """Ask for nothing that was forgotten."""
        gone = self.record.forgotten_on is not None
        return super().get_form_kwargs() | {"is_forgotten": gone}

    def initial_of(self, record: Any) -> dict[str, Any]:
        """Return what the register has."""
        return {name: getattr(record, name) for name in _AMENDED}

    def amend(self, record: Any, form: Any) -> Request:
        """Amend it."""
        typed = form.cleaned_data
        return amend_request(
            request=record, by=self.person, **{n: typed[n] for n in _AMENDED if n in typed}
        )


def mail_is_possible(request: Request) -> bool:
    """Say whether an answer can go out by mail."""
    return bool(mailing.is_set_up() and request.sender_email)
