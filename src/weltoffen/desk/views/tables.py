"""Taking in a table step by step: the file, its columns, a preview, and what became of it."""

from __future__ import annotations

from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from weltoffen.accounts.models import User
from weltoffen.desk.faults import faults_of
from weltoffen.desk.forms.tables import NO_HEADER, ColumnsForm, UploadForm, header_of
from weltoffen.desk.homes import home
from weltoffen.desk.kinds import ACTS, MUNICIPALITIES, RELATIONS, SOURCES
from weltoffen.desk.preview_lines import Shown, faulty_lines, pick_of, shown
from weltoffen.ground.problems import Refused
from weltoffen.intake import tabling
from weltoffen.intake.actions import (
    Upload,
    arrange_sheet,
    forget_sheet,
    pick_places,
    remember_columns,
)
from weltoffen.intake.actions.sheets import KEPT_FOR
from weltoffen.intake.models import SheetUpload
from weltoffen.intake.sheets import fingerprint
from weltoffen.intake.sheets.extracting import MEDIA_TYPE
from weltoffen.intake.sheets.remembering import mapping_of, values_of
from weltoffen.intake.sheets.returning import as_csv, as_xlsx
from weltoffen.intake.tabling import Preview

SECONDS = 6.0
"""So long one request accepts rows; then the person is asked to go on."""
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def may_take_tables(user: Any) -> bool:
    """Say whether somebody may enter all that a table brings."""
    return all(kind.may(user, "add") for kind in (RELATIONS, ACTS, MUNICIPALITIES, SOURCES))


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
        form = kwargs.setdefault("form", UploadForm())
        waiting = SheetUpload.objects.defer("body").select_related("uploaded_by")
        return super().get_context_data(**kwargs) | {
            "has_home": home() is not None,
            "faults": faults_of(form),
            "waiting": waiting[:20],
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
        among = SheetUpload.objects.select_related("home__country", "attempt__snapshot__source")
        return get_object_or_404(among, pk=self.kwargs["upload"])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the page."""
        return self.render_to_response(self.get_context_data())

    def drop(self) -> HttpResponse:
        """Delete the file and go back to the beginning."""
        name = self.upload.name
        forget_sheet(upload=self.upload, by=self.person)
        messages.success(
            self.request,
            gettext("„%(name)s“ ist hier gelöscht. Was übernommen ist, bleibt.") % {"name": name},
        )
        return HttpResponseRedirect(reverse("desk:tables"))

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

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the form and the first rows as they are."""
        form: ColumnsForm = kwargs.get("form") or self._form()
        header = form.layout.header or 0
        first = max(0, header - 2)
        table = self.tables[min(self.upload.sheet, len(self.tables) - 1)]
        _layout, known = tabling.proposed(self.upload.home, table, form.layout.header)
        return super().get_context_data(**kwargs) | {
            "form": form,
            "faults": faults_of(form),
            "upload": self.upload,
            "known": known,
            "is_taken": self.upload.attempt_id is not None,
            "several_sheets": len(self.tables) > 1,
            "rows": [
                (first + n, n + first == form.layout.header, row)
                for n, row in enumerate(table.rows[first : header + 7], start=0)
            ],
            "letters": [column.letter for column in form.columns],
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Keep what was chosen and go on, or show the table anew."""
        if self.upload.attempt_id is not None:
            return self.to("table-preview")
        go = request.POST.get("go", "")
        if go == "drop":
            return self.drop()
        if go == "look":
            return self._look(request)
        form = self._form(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
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


class TablePreview(OfUpload):
    """What taking the table would do; afterwards what it did."""

    def get_page_title(self) -> Any:
        """Say whether it is still to be taken."""
        return _("Vorschau") if self.upload.attempt_id is None else _("Übernommen")

    def get_template_names(self) -> list[str]:
        """Choose by whether it is taken."""
        step = "preview" if self.upload.attempt_id is None else "taken"
        return [f"desk/tables/{step}.html"]

    @cached_property
    def preview(self) -> Preview:
        """Return what taking would do."""
        return tabling.preview(self.upload, timezone.localdate())

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show it; a file of which no sheet can be read leads back."""
        try:
            _ = self.preview
        except Refused as refusal:
            messages.error(request, refusal.problems[0].says(gettext))
            return self.to("table-columns")
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what is shown."""
        context = super().get_context_data(**kwargs) | {"upload": self.upload}
        if self.upload.attempt_id is not None:
            return context | self._taken()
        query = self.request.POST if self.request.method == "POST" else self.request.GET
        page: Shown = shown(self.preview, query.get("show", ""), query.get("p", ""))
        return context | {
            "page": page,
            "earlier": tabling.earlier_sources(self.upload),
            "seen": self.preview.seen,
        }

    def _taken(self) -> dict[str, Any]:
        attempt = self.upload.attempt
        assert attempt is not None  # looked at before
        assert attempt.snapshot is not None  # held by a constraint
        return {
            "source_url": SOURCES.url(attempt.snapshot.source),
            "source": attempt.snapshot.source,
            "relations_url": RELATIONS.list_url,
            "rest": sum(1 for _start, type_, _new in self.upload.plan if type_ == "relation")
            or len(self.upload.plan),
            "faulty": self.preview.fates[tabling.Fate.FAULTY],
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Keep which places were picked, then do what was asked for."""
        go = request.POST.get("go", "")
        if go == "drop":
            return self.drop()
        if self.upload.attempt_id is not None:
            return self._go_on()
        self._keep_picks()
        if go == "take":
            return self._take()
        if go.startswith(("show-", "page-")):
            what, _dash, value = go.partition("-")
            query = f"show={value}" if what == "show" else f"p={value}"
            kept = request.POST.get("show", "")
            return self.to("table-preview", query if what == "show" else f"show={kept}&{query}")
        return self.to("table-preview", f"show={request.POST.get('show', '')}")

    def _keep_picks(self) -> None:
        rows = {str(line.row.number): line for line in self.preview.lines}
        picks = {
            name.removeprefix("pick-"): pick_of(str(value))
            for name, value in self.request.POST.items()
            if name.startswith("pick-") and name.removeprefix("pick-") in rows
        }
        changed = {
            row: pick for row, pick in picks.items() if self.upload.picks.get(row, "") != pick
        }
        if changed:
            pick_places(upload=self.upload, picks=changed, by=self.person)
            if hasattr(self, "preview"):
                del self.preview
            self.has_changed = True

    has_changed = False

    def _take(self) -> HttpResponse:
        """Take the good rows, if they are still those that the person saw."""
        seen = self.request.POST.get("seen", "")
        if self.has_changed or seen != self.preview.seen:
            told = (
                gettext("Ihre Auswahl ist gemerkt und die Vorschau danach neu gerechnet. Prüfen "
                        "Sie sie, und übernehmen Sie dann.")
                if self.has_changed
                else gettext("Das Register hat sich inzwischen geändert; die Vorschau ist neu "
                             "gerechnet. Prüfen Sie sie, und übernehmen Sie dann.")
            )  # fmt: skip
            messages.warning(self.request, told)
            return self.to("table-preview")
        wanted = self.request.POST.get("revises", "")
        among = tabling.earlier_sources(self.upload)
        revises = next((each for each in among if each.identifier == wanted), None)
        try:
            self.upload = tabling.take(self.upload, self.preview, revises=revises, by=self.person)
        except Refused as refusal:
            messages.error(self.request, refusal.problems[0].says(gettext))
            return self.to("table-preview")
        return self._go_on()

    def _go_on(self) -> HttpResponse:
        try:
            tabling.go_on(self.upload, by=self.person, seconds=SECONDS)
        except Refused as refusal:
            messages.error(self.request, refusal.problems[0].says(gettext))
        return self.to("table-preview")


class FaultyRows(OfUpload):
    """The rows that are not taken, as a file to mend and hand in again."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Return the file."""
        lines = faulty_lines(tabling.preview(self.upload, timezone.localdate()))
        form = self.kwargs["form"]
        if form not in ("xlsx", "csv"):
            raise Http404
        is_xlsx = form == "xlsx"
        body = as_xlsx(lines, gettext("Nicht übernommen")) if is_xlsx else as_csv(lines)
        answer = HttpResponse(
            body, content_type=_XLSX if is_xlsx else f"{MEDIA_TYPE}; charset=utf-8"
        )
        name = gettext("nicht-uebernommen")
        answer["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
        return answer
