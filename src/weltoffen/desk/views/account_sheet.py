"""One account: its person, roles, sign-ins and failures, sessions, second factors, history."""

from __future__ import annotations

from typing import Any, cast

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.widgets.button import HeaderButton
from wagtail.log_actions import registry

from weltoffen.accounts.actions import note_look
from weltoffen.accounts.enums import InvitationState
from weltoffen.accounts.models import Invitation, User
from weltoffen.accounts.selectors import in_force, invitation_state
from weltoffen.accounts.signing_in import FACTORS
from weltoffen.audit.enums import EventName
from weltoffen.audit.models import AuditEvent
from weltoffen.desk.account_words import (
    event_lines,
    limits_of,
    role_line,
    session_lines,
    standing,
    ways_in,
)
from weltoffen.desk.columns import moment
from weltoffen.desk.kinds import ACCOUNTS
from weltoffen.desk.views.histories import TOLD_WITH
from weltoffen.desk.views.jobs import person
from weltoffen.desk.views.pages import DeskPage
from weltoffen.desk.views.sheets import Fact

OF_SIGNING_IN = (EventName.SIGN_IN, EventName.SIGN_IN_REFUSED, EventName.LOCKED_OUT)
LATELY = 10
"""So many sign-ins, sessions and lines of history are shown; the security log has them all."""


class AccountPage(DeskPage):
    """A page about one person's account, by its number."""

    kind = ACCOUNTS
    account: User

    def prepare(self) -> None:
        """Read the account; there is none of a program here."""
        people = User.objects.filter(is_function=False)
        self.account = get_object_or_404(people, pk=self.kwargs["account"])

    @property
    def person(self) -> User:
        """Return who acts."""
        return cast(User, self.request.user)

    @property
    def sheet_url(self) -> str:
        """Return the address of the account's sheet."""
        return reverse("desk:accounts-sheet", args=[self.account.pk])

    def way(self) -> list[dict[str, Any]]:
        """Return the sheet, which lies between the list and what is done to an account."""
        return [{"url": self.sheet_url, "label": self.account.get_username()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the account."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "account": self.account,
            "record_title": self.account.get_username(),
            "sheet_url": self.sheet_url,
        }


class AccountSheet(AccountPage, TemplateView):
    """What there is to know of an account, and the ways to what can be done to it.

    It shows when somebody works and with what: who looks is noted in the security log.
    """

    template_name = "desk/accounts/sheet.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Note who looks, then show it."""
        with transaction.atomic():
            if self.account.pk != self.person.pk:
                note_look(account=self.account, by=self.person)
            return super().get(request, *args, **kwargs)

    def get_page_title(self) -> str:
        """Return the account's name."""
        return str(self.account.get_full_name() or self.account.get_username())

    def way(self) -> list[dict[str, Any]]:
        """Return nothing: the sheet follows the list."""
        return []

    def get_header_buttons(self) -> list[HeaderButton]:
        """Return what can be done with the account."""
        if not self.may("change"):
            return []
        return [
            HeaderButton(label, reverse(f"desk:accounts-{name}", args=[self.account.pk]),
                         icon_name=icon, priority=number)
            for number, (name, label, icon) in enumerate(self._steps(), start=1)
        ]  # fmt: skip

    def _steps(self) -> list[tuple[str, Any, str]]:
        is_open, is_own = self.account.is_active, self.account.pk == self.person.pk
        close = _("Konto schließen") if is_open else _("Wieder öffnen")
        wanted = [
            (True, "edit", _("Bearbeiten"), "edit"),
            (is_open, "role", _("Rolle geben"), "plus"),
            (is_open, "invite", _("Neu einladen"), "mail"),
            (is_open, "sessions", _("Überall abmelden"), "logout"),
            (not is_own and bool(self._factors), "factors", _("Zweite Faktoren entfernen"), "key"),
            (not is_own, "close", close, "lock" if is_open else "lock-open"),
        ]
        return [(name, label, icon) for applies, name, label, icon in wanted if applies]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add everything."""
        return super().get_context_data(**kwargs) | {
            "facts": self._facts(),
            "roles": self._roles(),
            "may_change": self.may("change"),
            "invitation": self._invitation(),
            "events": event_lines(self._events()),
            "sessions": session_lines(self.account.desk_sessions.all()[:LATELY]),
            "factors": self._factors,
            "history": registry.get_logs_for_instance(self.account).select_related(*TOLD_WITH)[
                :LATELY
            ],
            "log_url": self._log_url(),
        }

    def prepare(self) -> None:
        """Read what more than one part of the page tells of."""
        super().prepare()
        self._newest: Invitation | None = self.account.invitations.select_related("made_by").first()
        rows = Authenticator.objects.filter(user=self.account).order_by("created_at")
        self._factors = [
            (FACTORS[Authenticator.Type(each.type)], moment(each.created_at),
             moment(each.last_used_at) if each.last_used_at else "")
            for each in rows
        ]  # fmt: skip
        self._has_passkey = any(each.type == Authenticator.Type.WEBAUTHN for each in rows)

    def _facts(self) -> list[Fact]:
        came = self.account.last_login
        has_service = SocialAccount.objects.filter(user=self.account).exists()
        return [
            Fact(_("Anmeldename"), self.account.get_username()),
            Fact(_("Name"), self.account.get_full_name()),
            Fact(_("E-Mail-Adresse"), self.account.email),
            Fact(_("Konto"), standing(self.account, self._newest)),
            Fact(_("Meldet sich an mit"),
                 ways_in(self.account, has_service=has_service, has_passkey=self._has_passkey)),
            Fact(_("Zuletzt angemeldet"), moment(came) if came else gettext("noch nie")),
            Fact(_("Angelegt"), moment(self.account.date_joined)),
            Fact(_("Hat alle Rechte"), gettext("ja") if self.account.is_superuser else ""),
        ]  # fmt: skip

    def _roles(self) -> list[Any]:
        held = self.account.assignments.filter(in_force()).select_related("given_by")
        rows = list(held.order_by("given_at", "pk"))
        limits = limits_of(rows)
        return [role_line(each, limits) for each in rows]

    def _invitation(self) -> dict[str, Any] | None:
        found = self._newest
        if found is None or invitation_state(found) == InvitationState.USED:
            return None
        state = invitation_state(found)
        return {
            "is_open": state == InvitationState.OPEN,
            "state": state.label,
            "made": moment(found.made_at),
            "by": person(found.made_by),
            "until": moment(found.expires_at),
        }

    def _events(self) -> Any:
        name = self.account.get_username()
        of_account = Q(by_name=name) | Q(about=f"accounts.user:{name}")
        found = AuditEvent.objects.filter(of_account, event__in=OF_SIGNING_IN)
        return found.order_by("-number")[:LATELY]

    def _log_url(self) -> str:
        return f"{reverse('desk:security')}?person={self.account.get_username()}"
