"""One search over the whole register, from the box in the sidebar."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.search import SearchArea
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from weltoffen.desk.kinds import WITH_SHEETS, Kind
from weltoffen.desk.naming import titles_of
from weltoffen.desk.searching import matching
from weltoffen.desk.standing import act_date
from weltoffen.desk.views.pages import RELATED
from weltoffen.places.models import Municipality
from weltoffen.relations.models import Act
from weltoffen.sources.models import Source

SHOWN = 5
"""So many records of each kind; a list has the rest."""
LONGEST = 120


def may_search(user: Any) -> bool:
    """Say whether there is anything that a person may see."""
    return any(kind.may(user, "see") for kind in WITH_SHEETS)


class RegisterSearch(SearchArea):
    """Leads the sidebar's box here. The first area is the one that the box uses."""

    def __init__(self) -> None:
        super().__init__(
            _("Register"), reverse("desk:search"), name="register", icon_name="search", order=1
        )

    def is_shown(self, request: HttpRequest) -> bool:
        """Show it to those who may see records."""
        return may_search(request.user)


class SearchPage(WagtailAdminTemplateMixin, TemplateView):
    """What was found, by kind: how many, the first few, and the way to the list."""

    template_name = "desk/search.html"
    page_title = _("Suche")
    header_icon = "search"
    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Let in those who may see records of any kind."""
        if not may_search(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way here."""
        return [
            {"url": reverse_lazy("wagtailadmin_home"), "label": _("Heute")},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what was typed and what was found."""
        typed = " ".join(self.request.GET.get("q", "").replace("\x00", "").split())[:LONGEST]
        kinds = [kind for kind in WITH_SHEETS if kind.may(self.request.user, "see")]
        groups = [_group(kind, typed, self.request.user) for kind in kinds] if typed else []
        return super().get_context_data(**kwargs) | {
            "typed": typed,
            "longest": LONGEST,
            "groups": [group for group in groups if group["count"]],
            "count": sum(group["count"] for group in groups),
        }


def _group(kind: Kind, typed: str, user: Any) -> dict[str, Any]:
    among = kind.seen_by(user).select_related(*RELATED.get(kind.name, ()))
    found = matching(among, typed)
    count = found.count()
    records = list(found[:SHOWN]) if count else []
    titles, beside = titles_of(records), _beside(records)
    return {
        "kind": kind,
        "count": count,
        "rest": count > len(records),
        "url": f"{kind.list_url}?{urlencode({'q': typed})}",
        "lines": [(titles[r.pk], kind.url(r), beside.get(r.pk, "")) for r in records],
    }


def _beside(records: Sequence[Any]) -> dict[int, str]:
    """Return what tells records of the same name apart."""
    if not records:
        return {}
    if isinstance(records[0], Act):
        relations = titles_of(list({act.relation_id: act.relation for act in records}.values()))
        return {act.pk: f"{act_date(act)} · {relations[act.relation_id]}" for act in records}
    if isinstance(records[0], Municipality):
        return {place.pk: str(place.country) for place in records}
    if isinstance(records[0], Source):
        return {source.pk: source.publisher for source in records}
    return {}
