"""Forms that arrive too late: what was typed comes back in the page, ready to be sent again."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.csrf import csrf_failure

FORBIDDEN = 403
MOST_SIGNS = 500_000
"""Longer forms do not come back: a page holds them no better than the browser."""


def sent_by_own_page(request: HttpRequest) -> bool:
    """Say whether a page of this very address sent the form.

    What another site sends never comes back: one press on the button would carry it out.
    """
    origin = request.headers.get("Origin", "")
    is_same = origin == f"{request.scheme}://{request.get_host()}"
    return is_same or request.headers.get("Sec-Fetch-Site") == "same-origin"


def typed_in(request: HttpRequest) -> list[tuple[str, str]]:
    """Return the fields of a form that was sent; no tokens, no passwords, no files."""
    if not sent_by_own_page(request):
        return []
    kept = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name != "csrfmiddlewaretoken" and "password" not in name
    ]
    return kept if sum(len(value) for _name, value in kept) <= MOST_SIGNS else []


def asked_again(request: HttpRequest, template: str) -> HttpResponseBase:
    """Return a page that holds what was typed and sends it again."""
    context = {
        "typed": typed_in(request),
        "address": request.get_full_path(),
        "had_files": (request.content_type or "").startswith("multipart/") and bool(request.FILES),
    }
    return render(request, template, context, status=FORBIDDEN)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponseBase:
    """Answer to a form whose protection is no longer valid: since it was opened somebody signed in.

    At the desk what was typed is kept; everywhere else it is the usual page.
    """
    at_desk = request.path.startswith(reverse("wagtailadmin_home"))
    if at_desk and request.user.is_authenticated and typed_in(request):
        return asked_again(request, "desk/once_more.html")
    return csrf_failure(request, reason=reason)
