"""At the door of the desk: whose session is over, who lacks a second factor, who has no role."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, cast

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
from wagtail.permission_policies.collections import CollectionPermissionPolicy
from wagtail.permission_policies.pages import PagePermissionPolicy

from weltoffen.accounts.actions import begin_session, leave_session, stay_in_session
from weltoffen.accounts.models import User
from weltoffen.accounts.rules.devices import device_of
from weltoffen.accounts.rules.roles import ENTER
from weltoffen.accounts.rules.sessions import is_over, lacks_second_factor
from weltoffen.accounts.selectors import grants_of
from weltoffen.desk.resending import FORBIDDEN, asked_again

BEGAN, SEEN = "weltoffen-began", "weltoffen-seen"
"""Under which names a session keeps when it began and when somebody was last there."""
NUMBER = "weltoffen-session"
"""Under which name it keeps the number of its row, which outlives it."""
STEP = timedelta(minutes=1)
"""How exactly it is kept: each time is a write."""
OPEN = ("login/", "logout/", "signin/", "jsi18n/", "sprite/", "password_reset/", "invitation/")
"""What lies before the door: signing in and out, one's second factor, and the icons of all that."""
UNATTENDED = "X-Unattended"
"""The header by which a script says that it asks by itself, and nobody clicked."""
PINGS = "editing-sessions/"
"""Where Wagtail's editor of pages asks by itself, every few seconds."""


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
            _leave(request.session.get(NUMBER))
            logout(request)
            if not is_before:
                return _sign_in_again(request)
        if is_before:
            return self._before_the_door(request)
        return self._at_the_door(request) or self.get_response(request)

    def _before_the_door(self, request: HttpRequest) -> HttpResponseBase:
        """Let through to signing in and out; whoever leaves there has left."""
        number = request.session.get(NUMBER)
        answer = self.get_response(request)
        if number is not None and request.session.get(NUMBER) != number:
            _leave(number)
        return answer

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
        _spare_questions(user)
        return None


def _spare_questions(user: Any) -> None:
    """Tell Wagtail's policies what they would ask the tables of groups with every page.

    Groups are only for those who write the portal's own pages, and give no other right (ADR 0016);
    superusers are not looked up.
    """
    if user.is_superuser:
        return
    setattr(user, CollectionPermissionPolicy.permission_cache_name, [])
    if not getattr(user, "is_in_a_group", True):
        setattr(user, PagePermissionPolicy.permission_cache_name, [])
        setattr(user, PagePermissionPolicy._explorable_root_instance_cache_name, None)


def _is_over(request: HttpRequest) -> bool:
    """Say whether the session ends now; else keep that somebody was there."""
    now = timezone.now()
    began, seen = (_moment(request, name) for name in (BEGAN, SEEN))
    if began is None or seen is None:
        request.session[BEGAN] = request.session[SEEN] = now.timestamp()
        device = device_of(request.headers.get("User-Agent", ""))
        request.session[NUMBER] = begin_session(by=_person(request), device=device, at=now)
        return False
    idle = timedelta(minutes=settings.WELTOFFEN_SESSION_IDLE)
    longest = timedelta(hours=settings.WELTOFFEN_SESSION_HOURS)
    if is_over(began, seen, now, idle=idle, longest=longest):
        return True
    if now - seen >= STEP and not _is_unattended(request):
        request.session[SEEN] = now.timestamp()
        if number := request.session.get(NUMBER):
            stay_in_session(number=number, by=_person(request), at=now)
    return False


def _is_unattended(request: HttpRequest) -> bool:
    """Say whether a page asked by itself: that is no sign that somebody is there."""
    asked = request.path.removeprefix(reverse("wagtailadmin_home"))
    return UNATTENDED in request.headers or asked.startswith(PINGS)


def _leave(number: int | None) -> None:
    if number is not None:
        leave_session(number=number, by=None, at=timezone.now())


def _person(request: HttpRequest) -> User:
    return cast(User, request.user)


def _moment(request: HttpRequest, name: str) -> datetime | None:
    kept = request.session.get(name)
    return None if kept is None else datetime.fromtimestamp(kept, tz=UTC)


def _lacks_second_factor(request: HttpRequest) -> bool:
    demanded = settings.WELTOFFEN_SECOND_FACTOR
    if not demanded:
        return False
    user: Any = request.user
    known = getattr(user, "has_second_factor", None)  # read with the account of the session
    by_service = any(
        record.get("method") == "socialaccount"
        for record in get_authentication_records(request, user)
    )
    return lacks_second_factor(
        [grant.role for grant in grants_of(user)],
        demanded,
        has_factor=is_mfa_enabled(user) if known is None else known,
        is_by_service=by_service,
    )


def _sign_in_again(request: HttpRequest) -> HttpResponseBase:
    """Ask to sign in; a form that was sent is kept in the page, to be sent again."""
    if request.method == "POST":
        return asked_again(request, "desk/session_over.html")
    return redirect_to_login(request.get_full_path(), reverse("wagtailadmin_login"))
