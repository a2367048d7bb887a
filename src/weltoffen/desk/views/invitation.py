"""What an invitation's link opens: a password of one's own, or the city's sign-in service.

It lies before the door of the desk. Who holds the link is the person who was invited, so the page
goes nowhere on: no store keeps it, and no address behind it is told where one came from.
"""

from __future__ import annotations

from typing import Any

from allauth.socialaccount.adapter import get_adapter
from axes.handlers.proxy import AxesProxyHandler
from axes.helpers import get_lockout_response
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.signals import user_login_failed
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.generic import FormView

from weltoffen.accounts.actions import accept_invitation
from weltoffen.accounts.enums import InvitationState
from weltoffen.accounts.models import Invitation
from weltoffen.accounts.selectors import invitation_of_token, invitation_state
from weltoffen.accounts.signing_in import PROVIDER, address_of
from weltoffen.desk.faults import faults_of
from weltoffen.desk.forms.accounts import PasswordForm
from weltoffen.desk.views.signing_in import to_the_service_invited
from weltoffen.ground.problems import Refused

UNKNOWN = 404
OVER = 410


@method_decorator(never_cache, name="dispatch")
class InvitationPage(FormView):  # type: ignore[type-arg]
    """The page at an invitation's secret address."""

    template_name = "desk/accounts/invitation.html"
    form_class = PasswordForm
    http_method_names = ["get", "post", "head", "options"]
    invitation: Invitation

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Find the invitation. Wrong links are counted as wrong passwords are, per address."""
        answer = self._found(request, kwargs["token"]) or super().dispatch(request, *args, **kwargs)
        # Never the path. "no-referrer" would say the same, but then browsers send forms with an
        # origin of null, which Django takes for a stranger's.
        answer.headers["Referrer-Policy"] = "strict-origin"
        answer.headers["X-Robots-Tag"] = "noindex"
        return answer

    def _found(self, request: HttpRequest, token: str) -> HttpResponseBase | None:
        """Read the invitation; return the answer where it cannot be used."""
        # Not one name for all: else ten wrong links would shut out everybody who is invited.
        credentials = {"username": f"invitation {address_of(request)}"}
        AxesProxyHandler.update_request(request)
        if not AxesProxyHandler.is_allowed(request, credentials):
            locked: HttpResponseBase = get_lockout_response(request, credentials=credentials)
            return locked
        found = invitation_of_token(token)
        if found is None:
            user_login_failed.send(sender=__name__, credentials=credentials, request=request)
            return self._over("unknown", UNKNOWN)
        state = invitation_state(found)
        if state != InvitationState.OPEN or not found.account.is_active:
            return self._over(state.value, OVER)
        self.invitation = found
        return None

    def _over(self, why: str, status: int) -> HttpResponse:
        context = {"why": why, "ask": settings.WELTOFFEN_ASK_FOR_ROLE}
        return self.response_class(
            request=self.request,
            template=["desk/accounts/invitation_over.html"],
            context=context,
            status=status,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # type: ignore[override]
        """Lead to the city's service where that was pressed; else take the password."""
        if request.POST.get("do") == PROVIDER and self._services():
            return to_the_service_invited(request, self.invitation)
        if not settings.WELTOFFEN_LOCAL_ACCOUNTS:
            return self.get(request, *args, **kwargs)
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        """Set the password, and lead to the sign-in: it asks for a second factor if there is one.

        Whoever is signed in on this browser with another account leaves it before.
        """
        account = self.invitation.account
        try:
            accept_invitation(
                invitation=self.invitation, password=form.cleaned_data["password"], by=account
            )
        except Refused as refusal:
            form.refuse(refusal)
            return self.form_invalid(form)
        if self.request.user.is_authenticated:
            logout(self.request)
        messages.success(
            self.request,
            gettext("Ihr Passwort ist gesetzt. Melden Sie sich jetzt damit an, als „%(name)s“.")
            % {"name": account.get_username()},
        )
        return HttpResponseRedirect(reverse("account_login"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add whose account it is and which ways lead in."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "account": self.invitation.account,
            "services": self._services(),
            "local_accounts": settings.WELTOFFEN_LOCAL_ACCOUNTS,
            "faults": faults_of(context["form"]),
        }

    def _services(self) -> list[Any]:
        return list(get_adapter().list_providers(self.request))
