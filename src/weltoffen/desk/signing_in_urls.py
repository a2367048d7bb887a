"""Addresses for signing in that lie below ``/desk/signin/``; of django-allauth's only what we use.

Nobody signs up, changes addresses or resets passwords here: those pages are closed, but their names
stay, because allauth asks for them.
"""

from __future__ import annotations

from allauth.account import views as accounts
from allauth.socialaccount import views as services
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import include, path

from weltoffen.desk.views import signing_in


def closed(request: HttpRequest, **_arguments: object) -> HttpResponseBase:
    """Answer that there is no such page."""
    raise Http404


urlpatterns = [
    path("signup/", closed, name="account_signup"),
    path("email/", closed, name="account_email"),
    path("forgotten/", closed, name="account_reset_password"),
    path("set/", closed, name="account_set_password"),
    path("services/", closed, name="socialaccount_connections"),
    path("service-signup/", closed, name="socialaccount_signup"),
    path("logout/", accounts.logout, name="account_logout"),
    path("inactive/", accounts.account_inactive, name="account_inactive"),
    path("again/", accounts.reauthenticate, name="account_reauthenticate"),
    path("password/", accounts.password_change, name="account_change_password"),
    path("cancelled/", services.login_cancelled, name="socialaccount_login_cancelled"),
    path("error/", services.login_error, name="socialaccount_login_error"),
    path("<slug:provider_id>/login/", signing_in.to_the_service, name="openid_connect_login"),
    path(
        "<slug:provider_id>/login/callback/",
        signing_in.from_the_service,
        name="openid_connect_callback",
    ),
    path("second/", include("allauth.mfa.urls")),
]
