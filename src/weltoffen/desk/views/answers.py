"""Answering a request: composed of blocks, shown as it goes out, copied or sent."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from weltoffen.casework import mailing
from weltoffen.casework.actions import answer_request, send_again
from weltoffen.casework.enums import StepKind, Topic
from weltoffen.casework.models import AnswerMail, Request, TextBlock
from weltoffen.casework.rules.composing import composed, fill
from weltoffen.casework.rules.requests import may_follow
from weltoffen.casework.selectors import state, values_for
from weltoffen.desk.forms.casework import NothingForm
from weltoffen.desk.forms.requests import AnswerForm
from weltoffen.desk.kinds import REQUESTS
from weltoffen.desk.naming import title_of
from weltoffen.desk.views.editing import RecordFormPage
from weltoffen.desk.views.requests import mail_is_possible
from weltoffen.ground.problems import N_, Problem, Refused

TAKE = "take_blocks"
"""The button that puts the ticked blocks below what is written."""
_NOTHING_TO_SEND = N_("Zu dieser Anfrage ist keine Antwort offen, die verschickt werden könnte.")


class AnswerRequest(RecordFormPage):
    """The answer to a request. Blocks are filled from it; what is missing is told."""

    kind = REQUESTS
    page_title = _("Antworten")
    form_class = AnswerForm
    template_name = "desk/answer_form.html"
    submit_label = _("Antwort festhalten")
    record: Request
    missing: tuple[str, ...] = ()
    is_taken = False

    def get_form_kwargs(self) -> dict[str, Any]:
        """Offer the blocks in the request's language."""
        blocks = self.blocks()
        mail_to = self.record.sender_email if mail_is_possible(self.record) else ""
        return super().get_form_kwargs() | {"blocks": blocks, "mail_to": mail_to}

    def blocks(self) -> list[TextBlock]:
        """Return the blocks in the language of the answer, in the order of a letter."""
        found = TextBlock.objects.filter(language=self.record.language, is_retired=False)
        topics = list(Topic)
        return sorted(found, key=lambda each: (topics.index(Topic(each.topic)), each.title))

    def get_initial(self) -> dict[str, Any]:
        """Begin with mail where it is possible."""
        return {"by_mail": mail_is_possible(self.record)}

    def post(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take blocks over, or keep the answer: never without the blocks that are ticked."""
        if TAKE in request.POST or request.POST.getlist("blocks"):
            self.is_taken = TAKE not in request.POST
            return self._take_over()
        return super().post(request, *args, **kwargs)

    def _take_over(self) -> HttpResponse:
        """Put the ticked blocks, filled, below what is written; nothing typed is lost."""
        ticked = self.request.POST.getlist("blocks")
        blocks = [block for block in self.blocks() if str(block.pk) in ticked]
        counterpart = ""
        if self.record.relation is not None:
            counterpart = title_of(self.record.relation.counterpart)
        values = values_for(self.record, timezone.localdate(), counterpart)
        filled = fill(composed(block.text for block in blocks), values)
        self.missing = filled.missing
        typed = self.request.POST.get("text", "").replace("\r\n", "\n")
        kwargs = {k: v for k, v in self.get_form_kwargs().items() if k not in ("data", "files")}
        kwargs["initial"] = {
            "text": composed([typed, filled.text]),
            "by_mail": "by_mail" in self.request.POST,
        }
        return self.render_to_response(self.get_context_data(form=AnswerForm(**kwargs)))

    def act(self, form: Any) -> Request:
        """Keep it, and let it go out where that is wished."""
        answer_request(
            request=self.record,
            text=form.cleaned_data["text"],
            by_mail=form.cleaned_data.get("by_mail", False),
            by=self.person,
        )
        return self.record

    def success(self, record: Any) -> str:
        """Say that it is kept."""
        return gettext("Die Antwort ist festgehalten. Sie steht im Ablauf.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what is missing, whether mail can go out, and what is answered."""
        context = super().get_context_data(**kwargs)
        can_follow = StepKind.ANSWER in may_follow(state(self.record))
        if not mailing.is_set_up():
            context["intro"] = gettext(
                "Auf dieser Installation ist kein Mailserver eingerichtet: Halten Sie die Antwort "
                "hier fest, und kopieren Sie sie von der Anfrage in Ihr Mailprogramm."
            )
        if self.is_taken:
            context["warning"] = gettext(
                "Noch nicht festgehalten: Die angehakten Bausteine stehen jetzt unten im Text. "
                "Lesen Sie ihn, und halten Sie die Antwort dann fest."
            )
            context["has_unsaved_changes"] = True
        if self.missing:
            context["warning"] = gettext(
                "Dafür fehlt in der Anfrage eine Angabe: %(places)s. Ersetzen Sie es im Text von "
                "Hand, oder ergänzen Sie die Anfrage."
            ) % {"places": ", ".join(f"{{{place}}}" for place in self.missing)}
            context["has_unsaved_changes"] = True
        return context | {"take": TAKE, "asked": self.record.text, "can_follow": can_follow}


class SendAgain(RecordFormPage):
    """Sending an answer that did not go out, or of which nobody knows whether it did."""

    kind = REQUESTS
    page_title = _("Noch einmal verschicken")
    form_class = NothingForm
    submit_label = _("Noch einmal verschicken")
    warning = _("Ist nicht bekannt, ob die erste E-Mail ankam, so kommt sie vielleicht zweimal an. "
                "Sehen Sie nach Möglichkeit vorher im Mailserver nach.")  # fmt: skip

    def act(self, form: Any) -> Request:
        """Ask for it."""
        mails = AnswerMail.objects.filter(step__request=self.record, sent_at__isnull=True)
        mail = mails.select_related("step__request").order_by("-pk").first()
        if mail is None:
            raise Refused(Problem("", _NOTHING_TO_SEND))
        send_again(mail=mail, by=self.person)
        record: Request = self.record
        return record

    def success(self, record: Any) -> str:
        """Say what happens now."""
        return gettext("Die Antwort geht noch einmal hinaus.")
