"""Inviting people: a new account, and a new link for an account that there is."""

from __future__ import annotations

import logging
from typing import Any, cast

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages

from weltoffen.accounts.actions import invite, renew_invitation, withdraw_invitation
from weltoffen.accounts.enums import InvitationState
from weltoffen.accounts.models import Invitation, User
from weltoffen.accounts.selectors import invitation_state
from weltoffen.casework import mailing
from weltoffen.desk.columns import moment
from weltoffen.desk.forms.accounts import InviteForm
from weltoffen.desk.forms.casework import NothingForm
from weltoffen.desk.kinds import ACCOUNTS
from weltoffen.desk.views.account_sheet import AccountPage
from weltoffen.desk.views.editing import FormPage
from weltoffen.ground.problems import Refused

_LOG = logging.getLogger(__name__)


class InvitingPage(FormPage):
    """A page that ends with a link, which is shown once.

    It is shown on the answer itself: after a redirect it would have to be kept somewhere.
    """

    kind = ACCOUNTS

    def invited(self, form: Any) -> tuple[Invitation, str]:
        """Call the action; return the invitation and its secret."""
        raise NotImplementedError

    def form_valid(self, form: Any) -> HttpResponse:
        """Invite, send the mail where mail can go out, and show the link."""
        try:
            with transaction.atomic():
                invitation, token = self.invited(form)
        except Refused as refusal:
            form.refuse(refusal)
            return self.form_invalid(form)
        link = self.request.build_absolute_uri(reverse("invitation", args=[token]))
        context = super().get_context_data(form=form) | {
            "link": link,
            "until": moment(invitation.expires_at),
            "account": invitation.account,
            "sheet_url": reverse("desk:accounts-sheet", args=[invitation.account_id]),
            "mail": _mailed(invitation, link),
        }
        answer = self.response_class(
            request=self.request, template=["desk/accounts/invited.html"], context=context
        )
        answer.headers["Cache-Control"] = "no-store"
        return answer


def _mailed(invitation: Invitation, link: str) -> str:
    """Send the link; return ``"sent"``, ``"failed"``, or ``""`` where nothing could be sent.

    Not by the work in the background: the secret would have to wait in a table until then.
    """
    account = invitation.account
    if not mailing.is_set_up() or not account.email:
        return ""
    values = {
        "name": account.get_full_name() or account.get_username(),
        "username": account.get_username(),
        "link": link,
        "until": moment(invitation.expires_at),
    }
    body = gettext(
        "Guten Tag %(name)s,\n\n"
        "für Sie gibt es ein Konto am Schreibtisch des Büros für Internationale Beziehungen. Ihr "
        "Anmeldename ist %(username)s.\n\n"
        "Öffnen Sie diesen Link, und wählen Sie Ihr Passwort:\n%(link)s\n\n"
        "Der Link gilt bis %(until)s und nur ein einziges Mal. Geben Sie ihn nicht weiter. Haben "
        "Sie mit dieser Nachricht nichts anzufangen, löschen Sie sie einfach.\n"
    )
    try:
        mailing.send(
            to=account.email,
            subject=gettext("Ihr Konto am Schreibtisch"),
            body=body % values,
            headers={"Auto-Submitted": "auto-generated"},
        )
    except OSError as error:  # what a mail server or the way to it can say
        _LOG.warning("event=invitation-mail-failed reason=%s", type(error).__name__)
        return "failed"
    return "sent"


class OpenAccount(InvitingPage):
    """A new account, with its first role."""

    page_title = _("Konto öffnen")
    form_class = InviteForm
    submit_label = _("Konto öffnen und einladen")
    intro = _(
        "Die Person bekommt einen Link, mit dem sie sich selbst ein Passwort wählt. Bis dahin kann "
        "sich niemand mit dem Konto anmelden."
    )

    def invited(self, form: Any) -> tuple[Invitation, str]:
        """Open it."""
        typed = form.cleaned_data
        return invite(
            username=typed["username"],
            first_name=typed["first_name"],
            last_name=typed["last_name"],
            email=typed["email"],
            by=self.person,
            **form.limits(),
        )


class InviteAgain(AccountPage, InvitingPage):
    """A new link for somebody who lost theirs or forgot the password; taking one back."""

    right = "change"
    page_title = _("Neu einladen")
    form_class = NothingForm
    submit_label = _("Neuen Link machen")
    template_name = "desk/accounts/invite.html"

    def invited(self, form: Any) -> tuple[Invitation, str]:
        """Invite anew."""
        return renew_invitation(account=self.account, by=self.person)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Withdraw the open one, where that was pressed; else invite anew."""
        if request.POST.get("do") != "withdraw":
            return super().post(request, *args, **kwargs)
        withdraw_invitation(account=self.account, by=cast(User, request.user))
        messages.success(
            request, gettext("Die Einladung ist zurückgezogen; der Link öffnet nichts mehr.")
        )
        return HttpResponseRedirect(self.sheet_url)

    def cancel_url(self) -> str:
        """Return to the sheet."""
        return self.sheet_url

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the invitation that is open, and where somebody could come without a password."""
        newest = self.account.invitations.first()
        is_open = newest is not None and invitation_state(newest) == InvitationState.OPEN
        return super().get_context_data(**kwargs) | {
            "open_until": moment(newest.expires_at) if newest is not None and is_open else "",
            "has_password": self.account.has_usable_password(),
            "local_accounts": settings.WELTOFFEN_LOCAL_ACCOUNTS,
            "is_not_saved": True,
        }
