"""The bare address: on to the reader's language."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_safe


@require_safe
def entry(request: HttpRequest) -> HttpResponse:
    """Lead to the home page in the language that the browser asks for, else in German.

    The locale middleware has read ``Accept-Language`` and says so in ``Vary``.
    """
    query = request.META.get("QUERY_STRING", "")
    return HttpResponseRedirect(reverse("portal:home") + (f"?{query}" if query else ""))
