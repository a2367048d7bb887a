"""What all pages of the desk share: rights first, the record, the way back, the heading.

Views of our own in Wagtail's dress instead of its viewsets: a viewset saves by ``form.save()`` in
many places (edit, copy, bulk, revisions) and brings deletion with it, while here every write has to
go through an action and nothing is deleted. Lists are Wagtail's own (``views.lists``).
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import HeaderButton

from weltoffen.accounts.selectors import may_see_history
from weltoffen.desk.busy_with import casework_of
from weltoffen.desk.doubts import doubts_about
from weltoffen.desk.kinds import RELATIONS, Kind
from weltoffen.desk.naming import title_of
from weltoffen.desk.views.sheets import reachable, reachable_proofs
from weltoffen.organisations.models import Person
from weltoffen.records.enums import Visibility
from weltoffen.records.models import Record
from weltoffen.relations.models import Act, Relation
from weltoffen.relations.selectors import shown_to_public

RELATED: dict[str, tuple[str, ...]] = {
    "relations": ("home", "municipality__country", "network", "instrument", "lead"),
    "acts": (
        "relation__home", "relation__municipality", "relation__network", "relation__instrument",
        "body__merged_into", "place__country", "corrects", "recorded_by",
    ),
    "encounters": ("municipality__country", "returns"),
    "municipalities": ("country",),
    "organisations": ("municipality", "merged_into"),
    "people": ("merged_into",),
    "charters": ("issuer",),
    "ledger": ("relation__home", "relation__municipality", "home"),
    "requests": ("relation__home", "relation__municipality"),
    "tasks": ("relation__home", "assignee", "done_by", "follows"),
    "notes": ("written_by",),
    "comments": ("written_by", "answered_by"),
}  # fmt: skip
"""What is read together with a record, per kind."""


class DeskPage(WagtailAdminTemplateMixin):
    """A page about one kind of record. ``right`` is what one needs: see, add or change.

    Whether there could be such a record for the person is asked before anything is read; then a
    record is looked for among those that the person may see, so that a page says nothing about
    others, not even that they exist.
    """

    breadcrumbs_items = [{"url": reverse_lazy("wagtailadmin_home"), "label": _("Heute")}]
    kind: Kind = None  # type: ignore[assignment]  # named by each page or with its address
    right = "see"
    request: HttpRequest
    kwargs: dict[str, Any]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Let in those who may."""
        if not self.kind.may(request.user, self.right):
            raise PermissionDenied
        self.prepare()
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def prepare(self) -> None:
        """Read what the page is about."""

    def may(self, action: str) -> bool:
        """Say whether the person may do something with records of this kind."""
        return self.kind.may(self.request.user, action)

    def get_header_icon(self) -> str:
        """Return the icon of the kind."""
        return self.kind.icon

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way here: today, the list, the record, this page."""
        return [
            *self.breadcrumbs_items,
            {"url": self.kind.list_url, "label": self.kind.plural},
            *self.way(),
            {"url": "", "label": self.get_page_title()},
        ]

    def way(self) -> list[dict[str, Any]]:
        """Return what lies between the list and this page."""
        return []


class RecordPage(DeskPage):
    """A page about one record, by its identifier."""

    record: Any

    def prepare(self) -> None:
        """Read the record, if the person may see it and do with it what the page is for."""
        seen = self.kind.seen_by(self.request.user)
        records = seen.select_related(*RELATED.get(self.kind.name, ()))
        self.record = get_object_or_404(records, identifier=self.kwargs["identifier"])
        if not self.may(self.right):
            raise PermissionDenied

    def may(self, action: str) -> bool:
        """Say whether the person may do something with this record."""
        return self.kind.may(self.request.user, action, self.record)

    @property
    def record_title(self) -> str:
        """Return the record's name."""
        return title_of(self.record)

    def way(self) -> list[dict[str, Any]]:
        """Return the record's sheet, an act's relation before it."""
        return [*relation_crumb(self.record), self.record_crumb()]

    def record_crumb(self) -> dict[str, Any]:
        """Return the link to the record's sheet."""
        return {"url": self.kind.url(self.record), "label": self.record_title}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the record."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "record": self.record,
            "record_title": self.record_title,
            "kind": self.kind,
            "sheet_url": self.kind.url(self.record),
        }


class SheetPage(RecordPage, TemplateView):
    """What the register knows of one record, with everything one may do with it."""

    template_name = "desk/sheet.html"

    def get_page_title(self) -> str:
        """Return the record's name."""
        return self.record_title

    def way(self) -> list[dict[str, Any]]:
        """Return the relation of an act."""
        return relation_crumb(self.record)

    def get_header_buttons(self) -> list[Any]:
        """Return the buttons beside the heading."""
        return buttons_of(
            self.kind,
            self.record,
            may_change=self.may("change"),
            # The database refuses to publish whom nobody is to name; so it is not offered.
            may_publish=self.may("publish") and not getattr(self.record, "do_not_name", False),
            may_see_history=may_see_history(self.request.user),
        )

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        """Show it with links to those pages only that open for the person."""
        user = self.request.user
        shown: dict[str, Any] = {"facts": reachable(context.get("facts", ()), user)}
        if "proofs" in context:
            shown["proofs"] = reachable_proofs(context["proofs"], user)
        return super().render_to_response(context | shown, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add who may see the record, what the person may do, what wants a second look."""
        return super().get_context_data(**kwargs) | {
            "may_change": self.may("change"),
            "doubts": doubts_about(self.record),
            "casework": casework_of(self.record, self.request.user),
            "is_public": self.record.visibility == Visibility.PUBLIC,
        }


def is_seen(record: Record) -> bool:
    """Say whether the public sees a record: itself, and of a relation both sides."""
    if record.visibility != Visibility.PUBLIC:
        return False
    relation = record.relation if isinstance(record, Act) else record
    if not isinstance(relation, Relation):
        return True
    return Relation.objects.filter(shown_to_public(), pk=relation.pk).exists()


def relation_crumb(record: Record) -> list[dict[str, Any]]:
    """Return the link to an act's relation, nothing for other records."""
    if not isinstance(record, Act):
        return []
    return [{"url": RELATIONS.url(record.relation), "label": title_of(record.relation)}]


def buttons_of(
    kind: Kind, record: Record, *, may_change: bool, may_publish: bool, may_see_history: bool
) -> list[HeaderButton]:
    """Return what can be done with a record, as buttons for the head of its sheet."""
    buttons = []
    if may_change and kind.can_be_edited and not is_closed(record):
        buttons.append(
            HeaderButton(_("Bearbeiten"), kind.url(record, "edit"), icon_name="edit", priority=10)
        )
    if may_change and kind.can_be_published and not is_closed(record):
        buttons.append(
            HeaderButton(
                _("Übersetzung"), kind.url(record, "translate"), icon_name="globe", priority=20
            )
        )
    if may_change:
        buttons.append(
            HeaderButton(
                _("Zuständigkeit"), kind.url(record, "entrust"), icon_name="user", priority=40
            )
        )
    if may_publish and kind.can_be_published:
        buttons.append(_visibility_button(kind, record))
        if kind.can_be_merged:
            buttons.append(
                HeaderButton(
                    _("Zusammenführen"), kind.url(record, "merge"), icon_name="resubmit",
                    priority=40,
                )
            )  # fmt: skip
    if may_see_history:
        history = kind.url(record, "history")
        buttons.append(HeaderButton(_("Verlauf"), history, icon_name="history", priority=50))
    public = kind.public_url(record)
    if public and is_seen(record):
        buttons.append(
            HeaderButton(_("Öffentliche Seite"), public, icon_name="link-external", priority=60)
        )
    return buttons


def is_merged(record: Record) -> bool:
    """Say whether a record only leads to another one, with which it was merged."""
    return getattr(record, "merged_into_id", None) is not None


def is_closed(record: Record) -> bool:
    """Say whether nothing is written to a record any more: merged, or a forgotten person."""
    return is_merged(record) or (isinstance(record, Person) and record.forgotten_on is not None)


def _visibility_button(kind: Kind, record: Record) -> HeaderButton:
    if record.visibility == Visibility.PUBLIC:
        return HeaderButton(
            _("Nicht mehr veröffentlichen"),
            kind.url(record, "withdraw"),
            icon_name="no-view",
            priority=30,
        )
    return HeaderButton(
        _("Veröffentlichen"), kind.url(record, "publish"), icon_name="view", priority=30
    )
