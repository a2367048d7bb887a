"""The page on which one signs in."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from allauth.account.views import LoginView
from allauth.socialaccount.providers.openid_connect import views as oidc
from django.conf import settings
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from wagtail.admin.views.account import password_reset_enabled

from weltoffen.accounts.models import Invitation
from weltoffen.accounts.signing_in import INVITED, PROVIDER

_LOG = logging.getLogger(__name__)


class SignIn(LoginView):
    """allauth's page in the desk's language, with what this installation offers."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add whether there are local accounts, and a way for those who forgot their password."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "local_accounts": settings.WELTOFFEN_LOCAL_ACCOUNTS,
            "show_password_reset": password_reset_enabled(),
        }


def sign_in(request: HttpRequest) -> HttpResponseBase:
    """Show the page and take what was typed."""
    answer: HttpResponseBase = SignIn.as_view()(request)
    return answer


def to_the_service(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """Send somebody to the city's sign-in service, who comes for themselves.

    An invitation that somebody else opened in this browser has nothing to do with them.
    """
    request.session.pop(INVITED, None)
    return _asking(oidc.login, request, provider_id)


def to_the_service_invited(request: HttpRequest, invitation: Invitation) -> HttpResponseBase:
    """Send somebody to the city's sign-in service, who comes by an invitation."""
    request.session[INVITED] = invitation.pk
    return _asking(oidc.login, request, PROVIDER)


def from_the_service(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """Take somebody who comes back from the city's sign-in service."""
    return _asking(oidc.callback, request, provider_id)


def _asking(
    view: Callable[[HttpRequest, str], HttpResponseBase], request: HttpRequest, provider_id: str
) -> HttpResponseBase:
    """Answer as allauth does; where the service does not answer, lead back and say so."""
    try:
        return view(request, provider_id)
    except OSError as error:  # what nobody answers ends in one of these, whichever library asks
        _LOG.warning("event=city-sign-in-unreachable reason=%r", str(error))
        return HttpResponseRedirect(f"{reverse('account_login')}?city=failed")
