"""Taking in a table step by step: the file and its columns; what follows is in ``previews``."""

from __future__ import annotations

from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse, reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from weltoffen.accounts.models import User
from weltoffen.desk.faults import faults_of
from weltoffen.desk.forms.tables import (
    NO_HEADER,
    ColumnsForm,
    TableSourceForm,
    UploadForm,
    header_of,
)
from weltoffen.desk.homes import home
from weltoffen.ground.problems import Refused
from weltoffen.intake import tabling
from weltoffen.intake.actions import (
    Upload,
    arrange_sheet,
    describe_sheet,
    remember_columns,
)
from weltoffen.intake.actions.sheets import KEPT_FOR
from weltoffen.intake.models import SheetUpload
from weltoffen.intake.selectors import tables_under_way
from weltoffen.intake.sheets import fingerprint
from weltoffen.intake.sheets.remembering import mapping_of, values_of
from weltoffen.intake.taken_tables import taken_tables
from weltoffen.intake.work import TAKE, job_taking
from weltoffen.jobs.enums import OVER
from weltoffen.jobs.models import Job
from weltoffen.jobs.registry import KINDS
from weltoffen.jobs.selectors import may_do

TAKEN_SHOWN = 8
"""So many tables that were taken are shown where one begins with another."""


def may_take_tables(user: Any) -> bool:
    """Say whether somebody may enter all that a table brings."""
    return may_do(KINDS[TAKE], user)


class TablePage(WagtailAdminTemplateMixin, TemplateView):
    """A page of the way that a table takes."""

    page_title: Any = _("Tabelle einlesen")
    header_icon = "table"
    http_method_names = ["get", "post", "head", "options"]
    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Let in those who may enter what tables bring."""
        if not may_take_tables(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @property
    def person(self) -> User:
        """Return who acts."""
        return cast(User, self.request.user)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way here."""
        return [
            {"url": reverse_lazy("wagtailadmin_home"), "label": _("Heute")},
            *self.way(),
            {"url": "", "label": self.get_page_title()},
        ]

    def way(self) -> list[dict[str, Any]]:
        """Return what lies between the first page and this one."""
        return [{"url": reverse("desk:tables"), "label": _("Tabelle einlesen")}]


class TablesStart(TablePage):
    """Hand over a file, or go on with one."""

    template_name = "desk/tables/start.html"

    def way(self) -> list[dict[str, Any]]:
        """Return nothing: this is where it begins."""
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the form, and the files that wait for their next step."""
        form, city = kwargs.setdefault("form", UploadForm()), home()
        held = SheetUpload.objects.defer("body").select_related("uploaded_by")
        is_done = Q(attempt__isnull=False, plan=[])
        return super().get_context_data(**kwargs) | {
            "has_home": city is not None,
            "faults": faults_of(form),
            "waiting": held.exclude(is_done)[:20],
            "done": held.filter(is_done)[:20],
            "under_way": tables_under_way(),
            "taken": taken_tables(city)[:TAKEN_SHOWN] if city is not None else (),
            "hours": int(KEPT_FOR.total_seconds() // 3600),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Hold the file, if there is a table in it."""
        form = UploadForm(request.POST, request.FILES)
        of = home()
        if of is None or not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        file = form.cleaned_data["file"]
        upload = Upload(file.name, file.read(), file.content_type or "")
        try:
            held = tabling.begin(home=of, file=upload, by=self.person)
        except Refused as refusal:
            for problem in refusal.problems:
                form.add_error("file", problem.says(gettext))
            return self.render_to_response(self.get_context_data(form=form))
        return HttpResponseRedirect(reverse("desk:table-columns", args=[held.pk]))


class OfUpload(TablePage):
    """A page about one file."""

    @cached_property
    def upload(self) -> SheetUpload:
        """Return the file."""
        among = SheetUpload.objects.select_related(
            "home__country", "attempt__snapshot__source", "revises"
        )
        return get_object_or_404(among, pk=self.kwargs["upload"])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the page."""
        return self.render_to_response(self.get_context_data())

    @cached_property
    def job(self) -> Job | None:
        """Return the newest job that takes the file's rows."""
        return job_taking(self.upload)

    @property
    def is_being_taken(self) -> bool:
        """Say whether its rows are being taken in the background, or will be."""
        return self.job is not None and self.job.state not in OVER

    def to(self, name: str, query: str = "") -> HttpResponse:
        """Lead to another step."""
        address = reverse(f"desk:{name}", args=[self.upload.pk])
        return HttpResponseRedirect(f"{address}?{query}" if query else address)


class TableColumns(OfUpload):
    """What the columns mean."""

    template_name = "desk/tables/columns.html"
    page_title = _("Spalten zuordnen")

    @cached_property
    def tables(self) -> Any:
        """Return the tables of the file."""
        return tabling.opened(self.upload).tables

    def _form(self, data: Any = None) -> ColumnsForm:
        sheet = min(self.upload.sheet, len(self.tables) - 1)
        table = self.tables[sheet]
        names = [each.name or str(n) for n, each in enumerate(self.tables, start=1)]
        layout = tabling.layout_in(self.upload, table)
        return ColumnsForm(data, sheets=names, sheet=sheet, rows=table.rows, layout=layout)

    def _whose(self, data: Any = None) -> TableSourceForm:
        earlier = tabling.earlier_sources(self.upload)
        same_name = tabling.was_named_so(self.upload)
        return TableSourceForm(data, upload=self.upload, earlier=earlier, same_name=same_name)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the form and the first rows as they are."""
        form: ColumnsForm = kwargs.get("form") or self._form()
        whose: TableSourceForm = kwargs.get("whose") or self._whose()
        header = form.layout.header or 0
        first = max(0, header - 2)
        table = self.tables[min(self.upload.sheet, len(self.tables) - 1)]
        _layout, known = tabling.proposed(self.upload.home, table, form.layout.header)
        return super().get_context_data(**kwargs) | {
            "form": form,
            "whose": whose,
            "faults": [*faults_of(form), *faults_of(whose)],
            "upload": self.upload,
            "known": known,
            "is_taken": self.upload.attempt_id is not None or self.is_being_taken,
            "several_sheets": len(self.tables) > 1,
            "rows": [
                (first + n, n + first == form.layout.header, row)
                for n, row in enumerate(table.rows[first : header + 7], start=0)
            ],
            "letters": [column.letter for column in form.columns],
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Keep what was chosen and go on, or show the table anew."""
        if self.upload.attempt_id is not None or self.is_being_taken:
            return self.to("table-preview")
        go, whose = request.POST.get("go", ""), self._whose(request.POST)
        is_told = whose.is_valid()
        describe_sheet(upload=self.upload, by=self.person, **whose.told)
        if go == "look":
            return self._look(request)
        form = self._form(request.POST)
        if go == "drop":
            return self._ask_to_drop(form)
        if not form.is_valid() or not is_told:
            return self.render_to_response(self.get_context_data(form=form, whose=whose))
        layout = form.chosen
        self._arrange(form.cleaned_data["sheet"], values_of(layout))
        headings = form.rows[layout.header] if layout.header is not None else ()
        if form.cleaned_data["remember"] and (known := fingerprint(headings)):
            remember_columns(
                home=self.upload.home,
                fingerprint=known,
                headings=[cell.strip() for cell in headings if cell.strip()],
                mapping=mapping_of(layout),
                by=self.person,
            )
        return self.to("table-preview")

    def _ask_to_drop(self, form: ColumnsForm) -> HttpResponse:
        """Ask first, and keep what was chosen meanwhile, as far as it can be."""
        if form.is_valid():
            self._arrange(form.cleaned_data["sheet"], values_of(form.chosen))
        return self.to("table-drop", "from=columns")

    def _look(self, request: HttpRequest) -> HttpResponse:
        """Show another sheet, or the same below another row of headings."""
        wanted = request.POST.get("sheet", "")
        sheet = int(wanted) if wanted.isdecimal() and len(wanted) < 4 else self.upload.sheet
        sheet = min(sheet, len(self.tables) - 1)
        header: Any = "guess"
        if sheet == self.upload.sheet:
            header = header_of(request.POST.get("header", NO_HEADER)[:6])
        table = self.tables[sheet]
        if header != "guess" and header is not None and header >= len(table.rows):
            header = "guess"
        layout, _known = tabling.proposed(self.upload.home, table, header)
        self._arrange(sheet, values_of(layout))
        return self.to("table-columns")

    def _arrange(self, sheet: int, layout: dict[str, Any]) -> None:
        arrange_sheet(upload=self.upload, sheet=sheet, layout=layout, by=self.person)
