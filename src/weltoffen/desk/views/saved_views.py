"""Saving how a list is seen, and deleting what was saved."""

from __future__ import annotations

from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from weltoffen.accounts.models import User
from weltoffen.desk.kinds import ACCOUNTS, TOOLS, WITH_SHEETS, Kind
from weltoffen.ground.problems import Refused
from weltoffen.lists.actions import delete_view, save_view
from weltoffen.lists.rules.queries import asked_of
from weltoffen.lists.selectors import may_delete_view, views_of

KINDS_WITH_LISTS: dict[str, Kind] = {kind.name: kind for kind in (*WITH_SHEETS, *TOOLS, ACCOUNTS)}


def kind_named(name: str) -> Kind:
    """Return the kind of a list by its name in the address; nothing is found under others."""
    if name not in KINDS_WITH_LISTS:
        raise Http404
    return KINDS_WITH_LISTS[name]


class SavedViews(WagtailAdminTemplateMixin, TemplateView):
    """The views of one list; takes also what the box above the list says of them."""

    http_method_names = ["get", "post", "head", "options"]
    template_name = "desk/lists/views.html"
    page_title = _("Ansichten")
    header_icon = "view"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Let in those who may see the list."""
        if not kind_named(kwargs["name"]).may(request.user, "see"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way here."""
        kind = kind_named(self.kwargs["name"])
        return [
            {"url": reverse_lazy("wagtailadmin_home"), "label": _("Heute")},
            {"url": kind.list_url, "label": kind.plural},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the person's own views, and those that the office shares."""
        kind = kind_named(self.kwargs["name"])
        user = self.request.user
        views = views_of(kind.name, user)
        return super().get_context_data(**kwargs) | {
            "kind": kind,
            "saved_views": [
                (each, each.account_id == user.pk, may_delete_view(each, user)) for each in views
            ],
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Save or delete a view."""
        kind = kind_named(kwargs["name"])
        by = cast(User, request.user)
        asked = asked_of(request.POST.get("asked", ""))
        try:
            if "delete" in request.POST:
                self._delete(kind, by)
            else:
                view = save_view(
                    kind=kind.name,
                    name=request.POST.get("name", "")[:60],
                    asked=asked,
                    is_shared=bool(request.POST.get("is_shared")),
                    by=by,
                )
                said = gettext("Die Ansicht „%(name)s“ ist gespeichert.") % {"name": view.name}
                messages.success(request, said)
        except Refused as refusal:
            messages.error(request, " ".join(p.says(gettext) for p in refusal.problems))
        return HttpResponseRedirect(f"{kind.list_url}?{asked}" if asked else kind.list_url)

    def _delete(self, kind: Kind, by: User) -> None:
        key = self.request.POST.get("delete", "")
        seen = views_of(kind.name, by)
        view = get_object_or_404(seen, pk=int(key) if key.isdecimal() else 0)
        name = view.name
        delete_view(view=view, by=by)
        messages.success(
            self.request, gettext("Die Ansicht „%(name)s“ ist gelöscht.") % {"name": name}
        )
