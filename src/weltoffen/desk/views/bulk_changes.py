"""Changes of many records: what would change, cell by cell; taking it, and taking it back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Set
from itertools import product
from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse, reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from weltoffen.accounts.models import User
from weltoffen.desk.kinds import Kind
from weltoffen.desk.list_columns import hidden_among
from weltoffen.desk.naming import HIDDEN, titles_of
from weltoffen.desk.views.jobs import shown as shown_job
from weltoffen.desk.views.many_changes import LIST_VIEWS
from weltoffen.desk.views.pages import RELATED
from weltoffen.desk.views.saved_views import KINDS_WITH_LISTS, kind_named
from weltoffen.ground.problems import Problem, Refused
from weltoffen.jobs.enums import OVER
from weltoffen.jobs.models import Job
from weltoffen.jobs.selectors import is_nobody_working
from weltoffen.lists import actions
from weltoffen.lists.enums import CellKind, Outcome, Stage, Stand
from weltoffen.lists.fields import FIELDS
from weltoffen.lists.models import BulkChange, CellChange
from weltoffen.lists.selectors import (
    changes_of,
    counts_of,
    done_identifiers,
    shown_cell,
    waiting_identifiers,
)
from weltoffen.lists.types import Field
from weltoffen.lists.work import AT_ONCE, ask_to_carry_out, job_of

PER_PAGE = 100
UNDER_WAY = (Stage.TAKING, Stage.RETURNING)
_ENDED: dict[str, tuple[Any, tuple[Outcome, ...]]] = {
    "taken": (_("gespeichert"), (Outcome.DONE,)),
    "left": (_("nicht gespeichert"), (Outcome.OVERTAKEN, Outcome.REFUSED)),
    "returned": (_("zurückgenommen"), (Outcome.UNDONE,)),
    "stays": (_("nicht zurückgenommen"), (Outcome.STAYS,)),
}


def may_change_lists(user: Any) -> bool:
    """Say whether somebody may change records of any list."""
    return any(KINDS_WITH_LISTS[name].may(user, "change") for name in FIELDS)


class BulkPage(WagtailAdminTemplateMixin, TemplateView):
    """A page about changes of many records; each sees only their own."""

    header_icon = "list-ul"
    http_method_names = ["get", "post", "head", "options"]
    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Let in those who may change records."""
        if not may_change_lists(request.user):
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
        return []


class BulkChanges(BulkPage):
    """A person's own changes of many records, newest first."""

    http_method_names = ["get", "head", "options"]
    template_name = "desk/lists/bulks.html"
    page_title = _("Meine Sammeländerungen")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add them."""
        page = Paginator(changes_of(self.person), 50).get_page(self.request.GET.get("p"))
        return super().get_context_data(**kwargs) | {
            "page": page,
            "changes": [(each, kind_named(each.kind)) for each in page],
        }


class BulkChangePage(BulkPage):
    """One change of many records, at whatever stage it is."""

    template_name = "desk/lists/bulk.html"

    @cached_property
    def bulk(self) -> BulkChange:
        """Return the change, if it is the person's own."""
        own = BulkChange.objects.filter(by=self.person)
        return get_object_or_404(own, pk=self.kwargs["bulk"])

    @property
    def kind(self) -> Kind:
        """Return of which list the records are."""
        return kind_named(self.bulk.kind)

    def get_page_title(self) -> str:
        """Say what is changed, and where it comes from."""
        return gettext("Sammeländerung: %(what)s") % {"what": self.kind.plural}

    def way(self) -> list[dict[str, Any]]:
        """Return the list."""
        return [{"url": self.kind.list_url, "label": self.kind.plural}]

    @cached_property
    def job(self) -> Job | None:
        """Return the newest job that carries it out."""
        return job_of(self.bulk)

    @property
    def is_under_way(self) -> bool:
        """Say whether a job is at it."""
        return self.job is not None and self.job.state not in OVER

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add how it stands and one page of its cells."""
        counts = counts_of(self.bulk)
        page = Paginator(self._cells(), PER_PAGE).get_page(self._number())
        return super().get_context_data(**kwargs) | {
            "bulk": self.bulk,
            "kind": self.kind,
            "counts": counts,
            "page": page,
            "cells": self._lines(page),
            "show": self._show,
            "is_open": self.bulk.stage == Stage.OPEN,
            "is_live": self.is_under_way,
            "is_cut_off": self.bulk.stage in UNDER_WAY and not self.is_under_way,
            "may_return": bool(counts.get("done")) and self.bulk.stage == Stage.TAKEN,
            "told": shown_job(self.job, self.person) if self.is_under_way and self.job else None,
            "is_nobody_working": self.is_under_way and is_nobody_working(),
            "stands": [
                ("", _("alle"), sum(counts[str(stand)] for stand in Stand)),
                *self._parts(counts),
            ],
        }

    def _parts(self, counts: dict[str, int]) -> Iterator[tuple[str, Any, int]]:
        """Yield which parts can be shown: by how cells stand, and by outcome once it ended."""
        if self.bulk.stage == Stage.OPEN:
            yield from ((str(stand), stand.label, counts[str(stand)]) for stand in Stand)
            return
        for name, (label, outcomes) in _ENDED.items():
            yield name, label, sum(counts.get(str(outcome), 0) for outcome in outcomes)

    @property
    def _show(self) -> str:
        asked = self.request.POST if self.request.method == "POST" else self.request.GET
        known = Stand.values if self.bulk.stage == Stage.OPEN else _ENDED
        return asked.get("show", "") if asked.get("show", "") in known else ""

    def _number(self) -> str:
        asked = self.request.POST if self.request.method == "POST" else self.request.GET
        return asked.get("p", "1")

    def _cells(self) -> Any:
        found = self.bulk.cells.all()
        if self._show in _ENDED:
            return found.filter(outcome__in=_ENDED[self._show][1])
        return found.filter(stand=self._show) if self._show else found

    def _lines(self, page: Page[CellChange]) -> list[dict[str, Any]]:
        """Return cells in words: of which record, which column, what it says and is to say."""
        of = FIELDS[self.bulk.kind]
        identifiers = {cell.identifier for cell in page if cell.identifier}
        seen = self.kind.seen_by(self.person).filter(identifier__in=identifiers)
        records = list(seen.select_related(*RELATED.get(self.kind.name, ())))
        titles = titles_of(records)
        names = {record.identifier: titles[record.pk] for record in records}
        labels = self._labels()
        hidden = self._hidden(page)
        lines = []
        for cell in page:
            field = of.field(cell.field)
            if cell.identifier and cell.identifier not in names and cell.stand != Stand.FAULT:
                cell.before = cell.after = ""  # of what one sees no more, nothing is told
                cell.problem = {}
            lines.append(
                {
                    "cell": cell,
                    "name": names.get(cell.identifier, cell.identifier),
                    "url": self.kind.url(cell.identifier) if cell.identifier in names else "",
                    "label": str(field.label) if field else labels.get(cell.field, cell.field),
                    "before": _shown(field, cell.before, hidden),
                    "after": _shown(field, cell.after, hidden),
                    "said": _said(cell),
                }
            )
        return lines

    def _hidden(self, page: Page[CellChange]) -> set[tuple[str, str]]:
        """Return, with their fields, the records that cells name and the person may not see."""
        of = FIELDS[self.bulk.kind]
        found: set[tuple[str, str]] = set()
        for field in (each for each in of.fields if each.kind is CellKind.RECORD):
            cells = [cell for cell in page if cell.field == field.name]
            named = {name for cell in cells for name in (cell.before, cell.after)}
            found |= {(field.name, name) for name in hidden_among(field, named, self.person)}
        return found

    def _labels(self) -> dict[str, str]:
        """Return what the list calls the columns that do not come back."""
        view = LIST_VIEWS[self.bulk.kind]()
        view.setup(self.request)
        return {name: str(column.label) for name, column in view.offered.items()}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Keep what was chosen, then do what was asked."""
        go, _, rest = request.POST.get("go", "stay").partition("-")
        ways: dict[str, Callable[[], HttpResponse]] = {
            "take": self._take,
            "drop": self._drop,
            "back": self._take_back,
            "continue": self._continue,
        }
        try:
            if self.bulk.stage == Stage.OPEN:
                self._remember()
            if go in ways:
                return ways[go]()
            if go == "all":
                return self._choose_all(rest)
        except Refused as refusal:
            messages.error(request, " ".join(p.says(gettext) for p in refusal.problems))
            return self._here()
        if go == "show":
            return self._here(show=rest)
        return self._here(show=self._show, p=rest if go == "page" else self._number())

    def _here(self, **asked: str) -> HttpResponse:
        query = "&".join(f"{name}={value}" for name, value in asked.items() if value)
        address = reverse("desk:bulk-change", args=[self.bulk.pk])
        return HttpResponseRedirect(f"{address}?{query}" if query else address)

    def _remember(self) -> None:
        """Keep which boxes of the page that was sent are ticked."""
        shown = [int(key) for key in self.request.POST.getlist("shown") if key.isdecimal()]
        ticked = {key for key in self.request.POST.getlist("take") if key.isdecimal()}
        chosen = {key: str(key) in ticked for key in shown}
        if chosen:
            actions.choose(bulk=self.bulk, chosen=chosen, by=self.person)

    def _choose_all(self, told: str) -> HttpResponse:
        """Decide all conflicts of one sort at once; ``told`` is as ``excel-ours``."""
        sort, _, whose = told.partition("-")
        if (sort, whose) in product(("excel", "moved"), ("ours", "theirs")):
            actions.choose_conflicts(
                bulk=self.bulk,
                made_by_excel=sort == "excel",
                is_taken=whose == "theirs",
                by=self.person,
            )
        return self._here(show=self._show, p=self._number())

    def _take(self) -> HttpResponse:
        actions.begin_taking(bulk=self.bulk, by=self.person)
        return self._carry_out(waiting_identifiers(self.bulk), actions.take_record)

    def _take_back(self) -> HttpResponse:
        actions.begin_taking_back(bulk=self.bulk, by=self.person)
        return self._carry_out(done_identifiers(self.bulk), actions.take_record_back)

    def _carry_out(self, identifiers: list[str], act: Callable[..., None]) -> HttpResponse:
        """Do it at once where it is little, else in the background."""
        if len(identifiers) > AT_ONCE:
            ask_to_carry_out(bulk=self.bulk, by=self.person)
            return self._here()
        for identifier in identifiers:
            act(bulk=self.bulk, identifier=identifier, by=self.person)
        done = actions.end(bulk=self.bulk, by=self.person)
        self._say(done)
        return self._here()

    def _say(self, done: BulkChange) -> None:
        counts = counts_of(done)
        if done.stage == Stage.TAKEN:
            n = counts.get("done", 0)
            said = ngettext("%(n)d Änderung ist gespeichert.",
                            "%(n)d Änderungen sind gespeichert.", n)  # fmt: skip
        else:
            n = counts.get("undone", 0)
            said = ngettext("%(n)d Änderung ist zurückgenommen.",
                            "%(n)d Änderungen sind zurückgenommen.", n)  # fmt: skip
        messages.success(self.request, said % {"n": n})

    def _continue(self) -> HttpResponse:
        """Go on with what was cut off in the middle."""
        if self.bulk.stage in UNDER_WAY:
            ask_to_carry_out(bulk=self.bulk, by=self.person)
        return self._here()

    def _drop(self) -> HttpResponse:
        url = self.kind.list_url
        actions.drop(bulk=self.bulk, by=self.person)
        messages.success(self.request, gettext("Nichts ist geändert, die Vorschau ist gelöscht."))
        return HttpResponseRedirect(url)


def _shown(field: Field | None, text: str, hidden: Set[tuple[str, str]]) -> str:
    if field is None:
        return text
    return gettext(HIDDEN) if (field.name, text) in hidden else shown_cell(field, text)


def _said(cell: CellChange) -> str:
    """Return what is wrong with a cell, in the language of the page."""
    told = cell.problem
    if not told:
        return ""
    return Problem(told["where"], told["sentence"], told["values"]).says(gettext)
