"""Records by what was typed so far, for the fields that choose one."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.views import View

from weltoffen.desk.kinds import KINDS
from weltoffen.desk.naming import labels_of
from weltoffen.desk.searching import matching
from weltoffen.desk.views.pages import RELATED

MOST = 20


class Suggestions(View):
    """At most twenty records of a kind whose names have what was typed."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Let in those who may see records of the kind."""
        kind = KINDS.get(kwargs["name"])
        if kind is None:
            raise Http404
        if not kind.may(request.user, "see"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, name: str) -> JsonResponse:
        """Answer with labels as the fields understand them."""
        among = KINDS[name].own_seen_by(request.user).select_related(*RELATED.get(name, ()))
        records = matching(among, request.GET.get("q", "")[:80])
        return JsonResponse({"found": list(labels_of(list(records[:MOST])).values())})
