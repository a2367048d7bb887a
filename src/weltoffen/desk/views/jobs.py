"""What is done in the background: the list, and one job with how far it is.

The pages work without script; with it they look again by themselves while something is unfinished.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse, reverse_lazy
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.timezone import localtime
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.ui.tables import BaseColumn, Column, TitleColumn
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.base import BaseListingView
from wagtail.admin.widgets.button import HeaderButton

from weltoffen.desk.columns import DeskTable, MomentColumn
from weltoffen.desk.policies import VIEWING, RolePolicy
from weltoffen.desk.reviewing.tallying import tally
from weltoffen.desk.views.sheets import Fact
from weltoffen.ground.problems import Problem, Refused
from weltoffen.intake.models import Attempt
from weltoffen.intake.said import as_read
from weltoffen.intake.work import READ
from weltoffen.jobs.actions import ask_again, cancel
from weltoffen.jobs.enums import OVER, State
from weltoffen.jobs.models import Job
from weltoffen.jobs.registry import KINDS
from weltoffen.jobs.scheduling import ACCOUNT
from weltoffen.jobs.selectors import is_nobody_working, may_do, newest

_PROGRAMS = {ACCOUNT: _("Zeitplan des Programms")}
"""What accounts of programs are called; their own names are for the records."""
_POLICY = RolePolicy(Job)


def may_see_jobs(user: Any) -> bool:
    """Say whether a person may see what is done in the background."""
    return bool(_POLICY.user_has_any_permission(user, VIEWING))


def may_change(user: Any, job: Job) -> bool:
    """Say whether a person may cancel a job and ask for it again: also who asked for it."""
    return job.asked_by_id == user.pk or bool(_POLICY.user_has_permission(user, "change"))


@dataclass(frozen=True, slots=True)
class Shown:
    """A job in words. ``title`` says what is done, ``about`` with what."""

    job: Job
    title: str
    about: str
    standing: str
    is_open: bool
    is_begun: bool
    note: str
    fault: str
    result_url: str
    may_cancel: bool
    may_ask_again: bool

    @property
    def url(self) -> str:
        """Return the address of the job's page."""
        return reverse("desk:jobs-sheet", args=[self.job.pk])


def shown(job: Job, user: Any) -> Shown:
    """Return a job as a person sees it."""
    kind = KINDS.get(job.kind)
    may = may_change(user, job)
    is_open = job.state not in OVER
    return Shown(
        job=job,
        title=str(kind.title) if kind else _gone(job.kind),
        about=kind.describe(job.arguments) if kind and kind.describe else "",
        standing=_standing(job),
        is_open=is_open,
        is_begun=job.started_at is not None,
        note=_said(job.note, job.note_values),
        fault=_said(job.fault, job.fault_values),
        result_url=kind.result(job.arguments) if kind and kind.result and job.started_at else "",
        may_cancel=may and is_open and job.cancel_asked_at is None,
        may_ask_again=may and _may_repeat(job, user),
    )


def _gone(kind: str) -> str:
    """Name work that this version of the program does not do any more."""
    return gettext("Arbeit, die das Programm nicht mehr kennt (%(kind)s)") % {"kind": kind}


def _may_repeat(job: Job, user: Any) -> bool:
    """Say whether a job can be tried anew, in the name of this person."""
    kind = KINDS.get(job.kind)
    return kind is not None and kind.may_repeat(job.state) and may_do(kind, user)


def _standing(job: Job) -> str:
    if job.state == State.RUNNING and job.cancel_asked_at:
        return gettext("wird abgebrochen")
    if job.state == State.WAITING and job.trace:
        return gettext("wartet nach einem Fehler auf den nächsten Versuch")
    return str(State(job.state).label)


def _with_counts(told: Sequence[Shown]) -> list[Shown]:
    """Return jobs, those that read pages and files with how many were read and how many failed.

    The job itself may be done all the same: it did all it could. Where its run was called off, it
    is never told as done.
    """

    def run_of(each: Shown) -> int:
        is_over = each.job.kind == READ and not each.is_open
        return int(each.job.arguments["run"]) if is_over else 0

    attempts: dict[int, list[Any]] = defaultdict(list)
    runs = {run_of(each) for each in told} - {0}
    rows = Attempt.objects.filter(run__in=runs).values_list("run", "state", "notes")
    for run, state, notes in rows:
        attempts[run].append((state, notes))
    went = {run: tally(of_run) for run, of_run in attempts.items()}

    def counted(each: Shown) -> Shown:
        count = went.get(run_of(each))
        if count is None or count.waiting:
            return each
        called_off = count.cancelled and each.job.state == State.DONE
        standing = str(State.CANCELLED.label) if called_off else each.standing
        return replace(each, note=f"{count.words()}.", standing=standing)

    return [counted(each) for each in told]


def _said(sentence: str, values: dict[str, Any]) -> str:
    """Return a sentence of the work's in the person's language, filled as far as it can be."""
    if not sentence:
        return ""
    try:
        return Problem("", sentence, as_read(values)).says(gettext)
    except (KeyError, TypeError, ValueError):
        return gettext(sentence)


class _FormColumn(BaseColumn):
    """A cell whose template may hold a form."""

    def render_cell_html(self, instance: Any, parent_context: Any) -> Any:
        """Give the template the request, which signs the form."""
        context = self.get_cell_context_data(instance, parent_context)
        return self.cell_template.render(context, parent_context.get("request"))


class _ProgressColumn(BaseColumn):
    cell_template_name = "desk/parts/job_progress_cell.html"


class _DoColumn(_FormColumn):
    cell_template_name = "desk/parts/job_do_cell.html"


class JobList(BaseListingView):
    """All jobs, newest first."""

    page_title = _("Hintergrundarbeit")
    header_icon = "cogs"
    template_name = "desk/jobs.html"
    results_template_name = "desk/jobs_results.html"
    table_class = DeskTable
    paginate_by = 30
    is_searchable = False
    breadcrumbs_items = [{"url": reverse_lazy("wagtailadmin_home"), "label": _("Heute")}]
    columns = [
        TitleColumn("title", label=_("Arbeit"), width="22%", get_url=lambda line: line.url),
        Column("about", label=_("Womit")),
        _ProgressColumn("standing", label=pgettext_lazy("wie es steht", "Stand")),
        Column("who", label=_("Wer"), accessor=lambda line: person(line.job.asked_by)),
        MomentColumn("when", label=_("Wann"), accessor=lambda line: line.job.asked_at),
        _DoColumn("do", label=_("Eingreifen")),
    ]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Let in those who may see jobs."""
        if not may_see_jobs(request.user):
            raise PermissionDenied
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return answer

    def get_base_queryset(self) -> QuerySet[Job]:
        """Return all jobs."""
        return newest()

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        """Return the way to what comes again by itself."""
        return [HeaderButton(_("Zeitplan"), reverse("desk:schedule"), icon_name="calendar")]

    def get_index_url(self) -> str:
        """Return this page, for its further pages."""
        return reverse("desk:jobs")

    def get_table(self, object_list: Any) -> Any:
        """Say the jobs in words before the table is drawn."""
        told = [shown(job, self.request.user) for job in object_list]
        return super().get_table(_with_counts(told))

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add whether anything is unfinished, and whether anybody works on it."""
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        lines = context["object_list"]
        return context | {
            "is_live": any(job.state not in OVER for job in lines),
            "is_nobody_working": is_nobody_working(),
        }

    @cached_property
    def no_results_message(self) -> Any:
        """Say that there is nothing."""
        return _("Noch wurde keine Arbeit im Hintergrund beauftragt.")


class JobSheet(WagtailAdminTemplateMixin, TemplateView):
    """One job: how it stands, how far it is, what went wrong, where its result is."""

    header_icon = "cogs"
    template_name = "desk/job.html"
    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Let in those who may see jobs."""
        if not may_see_jobs(request.user):
            raise PermissionDenied
        self.job = get_object_or_404(newest(), pk=kwargs["number"])
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Cancel the job, or ask for it again; then show it, or the list that one came from."""
        if not may_change(request.user, self.job):
            raise PermissionDenied
        do = {"cancel": cancel, "again": ask_again}.get(request.POST.get("do", ""))
        if do is not None:
            try:
                do(job=self.job, by=request.user)  # type: ignore[arg-type]
            except Refused as refusal:
                messages.error(request, " ".join(p.says(gettext) for p in refusal.problems))
        back = reverse("desk:jobs") if request.POST.get("back") == "list" else request.path
        return HttpResponseRedirect(back)

    @cached_property
    def told(self) -> Shown:
        """Return the job in words."""
        return _with_counts([shown(self.job, self.request.user)])[0]

    def get_page_title(self) -> str:
        """Name the work."""
        return self.told.title

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way here."""
        return [
            {"url": reverse_lazy("wagtailadmin_home"), "label": _("Heute")},
            {"url": reverse_lazy("desk:jobs"), "label": _("Hintergrundarbeit")},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the job in words."""
        return super().get_context_data(**kwargs) | {
            "told": self.told,
            "job": self.job,
            "facts": _facts(self.told),
            "is_live": self.told.is_open,
            "is_nobody_working": self.told.is_open and is_nobody_working(),
            "trace": self.job.trace if self.request.user.is_superuser else "",
        }


def _facts(told: Shown) -> list[Fact]:
    job = told.job
    waits = job.state == State.WAITING and job.not_before > job.asked_at
    return [
        Fact(_("Womit"), told.about),
        Fact(_("Beauftragt von"), person(job.asked_by)),
        Fact(_("Beauftragt"), _moment(job.asked_at)),
        Fact(_("Nächster Versuch"), _moment(job.not_before) if waits else ""),
        Fact(_("Begonnen"), _moment(job.started_at)),
        Fact(_("Beendet"), _moment(job.ended_at)),
        Fact(_("Versuche"), str(job.attempts) if job.attempts > 1 else ""),
        Fact(_("Nummer des Auftrags"), str(job.pk)),
    ]


def person(user: Any) -> str:
    """Return how a person is called, or which program it was."""
    if user.is_function:
        known = _PROGRAMS.get(user.get_username())
        return str(known or gettext("Programm „%(name)s“") % {"name": user.get_username()})
    return str(user.get_full_name() or user.get_username())


def _moment(moment: Any) -> str:
    return date_format(localtime(moment), "SHORT_DATETIME_FORMAT") if moment else ""
