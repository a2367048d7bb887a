"""The list of one kind of record: Wagtail's own list view with what people do with lists.

Search, filters, order and pages are Wagtail's. Which columns are shown, views that were saved,
taking the list along and changing many records are ours.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, cast

from django.db.models import Count, QuerySet, Subquery, Value
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.models import IndexView
from wagtail.admin.widgets.button import Button

from weltoffen.accounts.models import User
from weltoffen.accounts.selectors import may_see_history, within_reach
from weltoffen.desk.columns import DeskTable, PickColumn
from weltoffen.desk.ignored_filters import TellingFilters
from weltoffen.desk.kinds import Kind
from weltoffen.desk.list_columns import (
    COLUMNS,
    as_sheet,
    choices,
    chosen_names,
    name_records,
    offered_columns,
)
from weltoffen.desk.naming import titles_of
from weltoffen.desk.page_rights import know_page_rights
from weltoffen.desk.policies import VIEWING, RolePolicy
from weltoffen.desk.searching import listed
from weltoffen.ground.identifiers import identifier_from
from weltoffen.lists.actions import note_export
from weltoffen.lists.fields import FIELDS
from weltoffen.lists.formats import FORMATS
from weltoffen.lists.rules.queries import asked_of, moved
from weltoffen.lists.selectors import views_of

PICKED = "pick"
"""The name of the boxes that choose records of a list."""
PORTION = 500
"""Lines that are read at once where a whole list goes out; SQLite takes no more than 999 keys."""


class RecordList(TellingFilters, IndexView):
    """The list of one kind of record. ``nothing`` is said where there is none at all.

    ``columns`` are shown when nobody chose others, ``further`` can be chosen besides, and so can
    whatever the room ``lists`` keeps of the kind.
    """

    kind: Kind
    nothing: Any
    related: tuple[str, ...] = ()
    further: Sequence[Column] = ()
    not_for_guests: tuple[str, ...] = ()
    paginate_by = 50
    is_searchable = True
    show_other_searches = False
    show_export_buttons = False  # ours stand above the list
    table_class = DeskTable
    template_name = "desk/list.html"
    results_template_name = "desk/list_results.html"
    any_permission_required = VIEWING
    breadcrumbs_items = [{"url": reverse_lazy("wagtailadmin_home"), "label": _("Heute")}]

    def setup(self, request: Any, *args: Any, **kwargs: Any) -> None:
        """Take from the kind what Wagtail's view asks for, from the address which columns."""
        self.model = self.kind.model
        self.permission_policy = RolePolicy(self.kind.model)
        self.header_icon = self.kind.icon
        self.page_title = self.kind.plural
        self.index_url_name = f"desk:{self.kind.name}"
        self.index_results_url_name = f"desk:{self.kind.name}-results"
        self.export_filename = self.kind.name
        self.add_url_name = f"desk:{self.kind.name}-add" if self.kind.can_be_added else None
        usual: Sequence[Column] = getattr(self, "columns")  # noqa: B009 - the class's, still
        is_of_the_office = may_see_history(request.user)
        further = [c for c in self.further if is_of_the_office or c.name not in self.not_for_guests]
        self.offered = offered_columns(self.kind, usual, further, is_of_the_office=is_of_the_office)
        asked = request.GET.get(COLUMNS, "")
        self.chosen = chosen_names(self.offered, [column.name for column in usual], asked)
        self.columns = [self.offered[name] for name in self.chosen]
        super().setup(request, *args, **kwargs)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Turn what the form for columns says into an address that others can be sent."""
        if "column" in request.GET:
            return HttpResponseRedirect(self._with_chosen_columns())
        return cast(HttpResponseBase, super().dispatch(request, *args, **kwargs))

    def _with_chosen_columns(self) -> str:
        asked = self.request.GET.copy()
        names = asked.pop("column", [])
        move = asked.get("move", "")
        asked[COLUMNS] = ",".join(moved([n for n in names if n in self.offered], move))
        query = asked_of(asked.urlencode())
        unfolded = "&open=columns#columns" if move else ""
        return f"{self.index_url}?{query}{unfolded}"

    @cached_property
    def add_item_label(self) -> Any:
        """Return the label of the button that begins a new record."""
        return self.kind.adding

    @property
    def may_change_many(self) -> bool:
        """Say whether the person may change records of this list, and there is something to."""
        return self.kind.name in FIELDS and self.kind.may(self.request.user, "change")

    @cached_property
    def asked(self) -> str:
        """Return what this list was asked for, in its one form."""
        return asked_of(self.request.GET.urlencode())

    def get_base_queryset(self) -> QuerySet[Any]:
        """Return the records of the kind that the person may see, with what their line shows."""
        found = within_reach(super().get_base_queryset(), self.request.user)
        of = FIELDS.get(self.kind.name)
        named = [each for each in (of.related if of else ()) if each in self.chosen]
        return found.select_related(*self.related, *named)

    def order_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Keep lines that are equal in an order of their own, so that none is on two pages."""
        ordered = super().order_queryset(queryset)
        return cast(QuerySet[Any], ordered.order_by(*ordered.query.order_by, "pk"))

    def get_valid_orderings(self) -> list[str]:
        """Return the orders by any column, also one that is not shown just now."""
        keys = [column.sort_key for column in self.offered.values() if column.sort_key]
        return [*keys, *(f"-{key}" for key in keys)]

    def search_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Find as the search over the whole register does."""
        if not self.is_searching:
            return queryset
        return listed(queryset, self.kind.name, self.search_query)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the list, or give it out as a file."""
        if self.is_export:
            return self.as_spreadsheet(self.get_queryset(), request.GET["export"])
        if not self.results_only:  # with the menu
            know_page_rights(request.user)
        return cast(HttpResponse, super().get(request, *args, **kwargs))

    def paginate_queryset(self, queryset: QuerySet[Any], page_size: int) -> Any:
        """Find out which lines a page has before anything else is read of them.

        Put in order together with all that their rows name, a hundred thousand lines would take
        seconds; their keys alone stand in an index.
        """
        paginator = self.get_paginator(queryset, page_size)
        found = self._keys_and_count(queryset, page_size)
        if found:  # else the list is empty, or has no such page: then it is asked the usual way
            paginator.count = found[0][1]
        page = paginator.get_page(self.request.GET.get(self.page_kwarg))
        keys = [key for key, _count in found] or list(page.object_list.values_list("pk", flat=True))
        page.object_list = self._rows(keys)
        return paginator, page, page.object_list, page.has_other_pages()

    def _keys_and_count(self, queryset: QuerySet[Any], page_size: int) -> list[tuple[Any, int]]:
        """Return the keys of the page's lines, each with the length of the whole list."""
        asked = self.request.GET.get(self.page_kwarg, "1")
        number = int(asked) if asked.isdecimal() and len(asked) < 9 else 1
        first = max(number - 1, 0) * page_size
        plain = queryset.select_related(None)
        of_all = plain.order_by().annotate(one=Value(1)).values("one")
        count = Subquery(of_all.annotate(n=Count("pk")).values("n"))
        return list(plain.annotate(n=count).values_list("pk", "n")[first : first + page_size])

    def _rows(self, keys: Sequence[Any]) -> list[Any]:
        """Return the rows with these keys, in their order."""
        rows = self.get_base_queryset().filter(pk__in=keys)
        found = {row.pk: row for row in rows.order_by()}
        return [found[key] for key in keys if key in found]

    def get_table(self, object_list: Any) -> Any:
        """Add a box to each line where several can be changed at once."""
        columns = [PickColumn(PICKED), *self.columns] if self.may_change_many else self.columns
        return self.table_class(columns, object_list, **self.get_table_kwargs())

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Give each shown line what it needs beyond its row, for all lines at once."""
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        self._prepare(context["object_list"])
        return context | {"nothing": self.nothing} | self._tools()

    def _prepare(self, lines: Sequence[Any]) -> None:
        self.prepare(lines)
        name_records(lines, self.columns, self.request.user)

    def _tools(self) -> dict[str, Any]:
        """Return what stands above the list: views, columns, taking along, bringing back."""
        user = self.request.user
        views = list(views_of(self.kind.name, user))
        return {
            "kind": self.kind,
            "asked": self.asked,
            "asked_pairs": [
                (key, value)
                for key, values in self.request.GET.lists()
                for value in values
                if key in (COLUMNS, "ordering") and value
            ],
            "kept_pairs": [
                (key, value)
                for key, values in self.request.GET.lists()
                for value in values
                if key not in (COLUMNS, "p", "open", "_w_filter_fragment", "export") and value
            ],
            "column_choices": choices(self.offered, self.chosen),
            "unfolded": self.request.GET.get("open", ""),
            "saved_views": [(each, each.account_id == user.pk) for each in views],
            "view_now": max(
                (each for each in views if each.asked == self.asked),
                key=lambda each: each.pk, default=None,
            ),
            "may_share": may_see_history(user),
            "formats": [(each, f"{self.index_url}?{self._exporting(each.name)}")
                        for each in FORMATS.values()],
            "may_change_many": self.may_change_many,
        }  # fmt: skip

    def _exporting(self, form: str) -> str:
        return f"{self.asked}&export={form}" if self.asked else f"export={form}"

    def as_spreadsheet(self, queryset: Any, spreadsheet_format: str) -> HttpResponse:
        """Return exactly what is shown as a file, of all pages; the security log notes it."""
        keys = list(queryset.select_related(None).values_list("pk", flat=True))
        sheet = as_sheet(
            self.kind,
            self._in_portions(keys),
            {name: self.offered[name] for name in self.chosen},
            may_return=self.may_change_many,
            told=self._told(),
        )
        form = FORMATS[spreadsheet_format]
        body = form.write(sheet)
        by = cast(User, self.request.user)
        note_export(kind=self.kind.name, form=form.name, rows=len(keys), by=by)
        answer = HttpResponse(body, content_type=form.media_type)
        name = f"{identifier_from(str(self.kind.plural))}-{timezone.localdate().isoformat()}"
        answer["Content-Disposition"] = f'attachment; filename="{name}.{form.name}"'
        return answer

    def _in_portions(self, keys: Sequence[Any]) -> Iterator[Any]:
        """Yield the lines of a list that goes out, read some hundred at a time."""
        for at in range(0, len(keys), PORTION):
            lines = self._rows(keys[at : at + PORTION])
            self._prepare(lines)
            yield from lines

    def _told(self) -> list[tuple[str, str]]:
        """Return by what the list was narrowed, in words."""
        told = [(str(each.field_label), str(each.value)) for each in self.active_filters]
        told += [(gettext("Nicht gefiltert"), f"{name}: {v}") for name, v in self.ignored_filters]
        if self.is_searching:
            told.insert(0, (gettext("Gesucht"), self.search_query))
        return told

    def prepare(self, lines: Sequence[Any]) -> None:
        """Set what a line shows beyond its row."""
        titles = titles_of(lines)
        for line in lines:
            line.desk_title = titles[line.pk]

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        """Add the way to changes of many records."""
        buttons: list[Button] = list(super().header_more_buttons)
        if self.may_change_many:
            changes = reverse("desk:bulk-changes")
            buttons.append(Button(_("Meine Sammeländerungen"), url=changes, icon_name="history"))
        return buttons
