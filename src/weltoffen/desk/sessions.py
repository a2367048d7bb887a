"""At the door of the desk: whose session is over, who lacks a second factor, who has no role."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from weltoffen.accounts.rules.roles import ENTER
from weltoffen.accounts.rules.sessions import is_over, lacks_second_factor
from weltoffen.accounts.selectors import grants_of

BEGAN, SEEN = "weltoffen-began", "weltoffen-seen"
"""Under which names a session keeps when it began and when somebody was last there."""
STEP = timedelta(minutes=1)
"""How exactly it is kept: each time is a write."""
OPEN = ("login/", "logout/", "signin/", "jsi18n/", "password_reset/", "invitation/")
"""What lies before the door: signing in and out, and one's second factor."""
FORBIDDEN = 403


class Sessions:
    """Lets those through to the desk who are signed in as they should be."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer at the door, or let through."""
        desk = reverse("wagtailadmin_home")
        if not request.path.startswith(desk):
            return self.get_response(request)
        is_before = request.path.removeprefix(desk).startswith(OPEN)
        if request.user.is_authenticated and _is_over(request):
            logout(request)
            if not is_before:
                return _sign_in_again(request)
        if is_before:
            return self.get_response(request)
        return self._at_the_door(request) or self.get_response(request)

    def _at_the_door(self, request: HttpRequest) -> HttpResponseBase | None:
        user: Any = request.user
        if not user.is_authenticated:
            return _sign_in_again(request) if request.method == "POST" else None
        if not user.has_perm(ENTER):
            asked = {"ask": settings.WELTOFFEN_ASK_FOR_ROLE}
            return render(request, "desk/no_role.html", asked, status=FORBIDDEN)
        if _lacks_second_factor(request):
            messages.warning(
                request,
                gettext(
                    "Ihre Rolle braucht einen zweiten Faktor. Richten Sie ihn hier ein, danach "
                    "geht es weiter."
                ),
            )
            return HttpResponseRedirect(reverse("mfa_index"))
        return None


def _is_over(request: HttpRequest) -> bool:
    """Say whether the session ends now; else keep that somebody was there."""
    now = timezone.now()
    began, seen = (_moment(request, name) for name in (BEGAN, SEEN))
    if began is None or seen is None:
        request.session[BEGAN] = request.session[SEEN] = now.timestamp()
        return False
    idle = timedelta(minutes=settings.WELTOFFEN_SESSION_IDLE)
    longest = timedelta(hours=settings.WELTOFFEN_SESSION_HOURS)
    if is_over(began, seen, now, idle=idle, longest=longest):
        return True
    if now - seen >= STEP:
        request.session[SEEN] = now.timestamp()
    return False


def _moment(request: HttpRequest, name: str) -> datetime | None:
    kept = request.session.get(name)
    return None if kept is None else datetime.fromtimestamp(kept, tz=UTC)


def _lacks_second_factor(request: HttpRequest) -> bool:
    demanded = settings.WELTOFFEN_SECOND_FACTOR
    if not demanded:
        return False
    user: Any = request.user
    by_service = any(
        record.get("method") == "socialaccount"
        for record in get_authentication_records(request, user)
    )
    return lacks_second_factor(
        [grant.role for grant in grants_of(user)],
        demanded,
        has_factor=is_mfa_enabled(user),
        is_by_service=by_service,
    )


def _sign_in_again(request: HttpRequest) -> HttpResponseBase:
    """Ask to sign in; of a form that was sent, say how to send it again instead of losing it."""
    if request.method == "POST":
        return render(request, "desk/session_over.html", status=FORBIDDEN)
    return redirect_to_login(request.get_full_path(), reverse("wagtailadmin_login"))
