"""Letting pages, files and texts be read, and what became of each."""

from __future__ import annotations

from typing import Any, cast

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse, reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from weltoffen.accounts.models import User
from weltoffen.desk.faults import faults_of
from weltoffen.desk.forms.reading import ReadingForm, SectionForm, lines_of
from weltoffen.desk.homes import home
from weltoffen.desk.kinds import SOURCES
from weltoffen.desk.reviewing.rights import may_read, may_see_runs
from weltoffen.desk.reviewing.tallying import tally
from weltoffen.desk.views.editing import grouped
from weltoffen.desk.views.tables import may_take_tables
from weltoffen.ground.problems import N_, Problem, Refused
from weltoffen.intake.actions import begin_run
from weltoffen.intake.enums import AttemptState
from weltoffen.intake.fetching import survey
from weltoffen.intake.models import Attempt, Run
from weltoffen.intake.outgoing import policy
from weltoffen.intake.said import fault_in_words
from weltoffen.intake.work import ask_to_read, call_off, job_of
from weltoffen.jobs.enums import OVER
from weltoffen.jobs.selectors import is_nobody_working
from weltoffen.places.models import Municipality
from weltoffen.sources.enums import Publisher, SourceKind

_NO_HOME = N_(
    "Das Register weiß noch nicht, wessen Beziehungen es führt. Legen Sie zuerst Ihre Stadt als "
    "Ort an."
)
_TICK_ONE = N_(
    "Sie haben keine Seite angekreuzt. Kreuzen Sie die Seiten an, die gelesen werden sollen."
)
_NO_PAGES = N_(
    "Die Sitemap nennt in diesem Bereich keine Seite. Prüfen Sie die Adresse, oder geben Sie die "
    "Seiten einzeln an."
)
LATEST = 8
"""So many earlier runs are shown below the form."""
FIND, READ = "find", "read"
"""Names of the buttons on the page of a section."""


class ReadingPage(WagtailAdminTemplateMixin):
    """A page about what is read."""

    header_icon = "download"
    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Let in those who may."""
        if not self.lets_in(request.user):
            raise PermissionDenied
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def lets_in(self, user: Any) -> bool:
        """Say whether a person may see this page."""
        return may_read(user)

    @property
    def person(self) -> User:
        """Return who acts."""
        return cast(User, self.request.user)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way here."""
        own = [] if isinstance(self, BeginReading) else [(reverse("desk:reading"), _("Einlesen"))]
        return [
            {"url": reverse_lazy("wagtailadmin_home"), "label": _("Heute")},
            *({"url": url, "label": label} for url, label in own),
            {"url": "", "label": self.get_page_title()},
        ]


class ReadingFormPage(ReadingPage, FormView):  # type: ignore[type-arg]
    """A form that begins a run."""

    template_name = "desk/reviewing/reading.html"
    http_method_names = ["get", "post", "head", "options"]
    initial = {"publisher_side": Publisher.HOME, "source_kind": SourceKind.WEB_PAGE}
    intro: Any = ""
    submit_label: Any = _("Lesen")

    def begun(self, form: Any, **what: Any) -> HttpResponse:
        """Begin a run and show its page; what is refused comes back to the form."""
        typed = form.cleaned_data
        try:
            with transaction.atomic():
                run = begin_run(
                    home=self.home_city(),
                    by=self.person,
                    publisher=typed["publisher"],
                    publisher_side=Publisher(typed["publisher_side"]),
                    source_kind=SourceKind(typed["source_kind"]),
                    **what,
                )
                ask_to_read(run=run, by=self.person)
        except Refused as refusal:
            form.refuse(refusal)
            return self.form_invalid(form)
        return HttpResponseRedirect(reverse("desk:runs-sheet", args=[run.pk]))

    def home_city(self) -> Municipality:
        """Return the city whose register this is; refuses where it is not recorded."""
        found = home()
        if found is None:
            raise Refused(Problem("", _NO_HOME))
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the form's groups and the words around it."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        form = context["form"]
        return context | {
            "groups": grouped(form),
            "faults": [] if form.is_quiet else faults_of(form),
            "submit_button_label": self.submit_label,
            "submit_button_active_label": _("Wird gelesen …"),
            "cancel_url": reverse("wagtailadmin_home"),
            "intro": self.intro,
            "is_not_saved": True,
            "has_unsaved_changes": form.is_bound,
            "media": context.get("media", "") or form.media,
        }


class BeginReading(ReadingFormPage):
    """Addresses, files or a pasted text."""

    form_class = ReadingForm
    page_title = _("Einlesen")
    intro = _(
        "Geben Sie an, was gelesen werden soll: Seiten, Dateien oder einen Text. Was darin über "
        "Ihre Beziehungen steht, liegt danach als Vorschlag bereit. Ins Register kommt nur, was "
        "Sie annehmen."
    )

    def form_valid(self, form: Any) -> HttpResponse:
        """Begin the run."""
        addresses = lines_of(form.cleaned_data["addresses"])
        return self.begun(form, addresses=addresses, files=form.uploads())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the way to a whole section, the last runs, and whether files were lost."""
        return super().get_context_data(**kwargs) | {
            "section_url": reverse("desk:reading-section") if settings.WELTOFFEN_FETCH else "",
            "tables_url": reverse("desk:tables") if may_take_tables(self.request.user) else "",
            "runs": [told_run(run) for run in _runs()[:LATEST]],
            "lost_files": bool(self.request.FILES),
        }


class ReadSection(ReadingFormPage):
    """All pages of a section: first what there is, then reading what is ticked."""

    form_class = SectionForm
    template_name = "desk/reviewing/section.html"
    page_title = _("Einen ganzen Bereich einlesen")
    intro = _(
        "Die Website sagt in ihrer Sitemap, welche Seiten es gibt. Sie sehen zuerst die Liste und "
        "wählen aus; vorher wird nichts gelesen."
    )
    found: list[str] = []
    ticked: list[str] = []
    notes: list[str] = []

    def post(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        """Keep what was found and ticked, whatever happens."""
        self.found = [each.strip() for each in request.POST.getlist("found")]
        self.ticked = [each for each in request.POST.getlist("page") if each in set(self.found)]
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        """Look for pages, or read those that are ticked."""
        if READ in self.request.POST:
            if not self.ticked:
                form.refuse(Refused(Problem("", _TICK_ONE)))
                return self.form_invalid(form)
            return self.begun(form, addresses=self.ticked)
        try:
            self._look(form)
        except Refused as refusal:
            form.refuse(refusal)
            return self.form_invalid(form)
        return self.render_to_response(self.get_context_data(form=form))

    def _look(self, form: Any) -> None:
        typed = form.cleaned_data
        surveyed = survey(typed["section"], sitemap=typed["sitemap"] or None, policy=policy())
        self.found = [each.address for each in surveyed.pages]
        self.ticked = list(self.found)
        self.notes = [each.says(gettext) for each in surveyed.problems]
        if not self.found:
            raise Refused(Problem("section", _NO_PAGES))
        if not surveyed.complete:
            self.notes.append(
                gettext("Die Liste ist nicht vollständig: Es gibt mehr Seiten, als auf einmal "
                        "gezeigt werden, oder ein Teil der Sitemap war nicht zu lesen.")
            )  # fmt: skip

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the list of pages."""
        ticked = set(self.ticked)
        label = _("Angekreuzte Seiten lesen") if self.found else _("Seiten suchen")
        return super().get_context_data(**kwargs) | {
            "pages": [(address, address in ticked) for address in self.found],
            "notes": self.notes,
            "submit_button_label": label,
            "submit_name": READ if self.found else FIND,
            "find": FIND,
            "cancel_url": reverse("desk:reading"),
        }


def _runs() -> Any:
    return Run.objects.select_related("asked_by").prefetch_related("attempts").order_by("-id")


def told_run(run: Run) -> dict[str, Any]:
    """Return a run in a line: what, how far it is, what came of it."""
    attempts = list(run.attempts.all())
    count = tally(each.state for each in attempts)
    first = str(attempts[0]) if attempts else ""
    more = len(attempts) - 1
    what = first if more < 1 else gettext("%(first)s und %(more)d mehr") % {
        "first": first, "more": more,
    }  # fmt: skip
    fresh = sum(each.fresh for each in attempts)
    said = ngettext("%(count)d neuer Vorschlag", "%(count)d neue Vorschläge", fresh)
    return {
        "run": run,
        "what": what,
        "url": reverse("desk:runs-sheet", args=[run.pk]),
        "tally": count,
        "standing": count.words(),
        "fresh": said % {"count": fresh},
    }


class RunPage(ReadingPage, TemplateView):
    """One run: how far it is, and what became of each address and file."""

    template_name = "desk/reviewing/run.html"

    def lets_in(self, user: Any) -> bool:
        """Let in those who may see what was read."""
        return may_see_runs(user)

    @cached_property
    def run(self) -> Run:
        """Return the run."""
        runs = Run.objects.select_related("asked_by", "home")
        return get_object_or_404(runs, pk=self.kwargs["run"])

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Call off what was not read yet, or go on with it."""
        if not may_read(request.user):
            raise PermissionDenied
        if "cancel" in request.POST:
            call_off(run=self.run, by=self.person)
            messages.success(request, gettext("Abgebrochen. Was schon gelesen war, ist geblieben."))
        elif "go-on" in request.POST:
            ask_to_read(run=self.run, by=self.person)
        return HttpResponseRedirect(request.path)

    def get_page_title(self) -> str:
        """Say when it was asked for."""
        return gettext("Lesevorgang %(number)d") % {"number": self.run.pk}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the attempts and how far it is."""
        attempts = list(
            self.run.attempts.select_related("snapshot__source", "revises").defer(
                "pending", "snapshot__body"
            )
        )
        rows = [_attempt(each) for each in attempts]
        count = tally(each.state for each in attempts)
        waiting = count.waiting
        job = job_of(self.run) if waiting else None
        return super().get_context_data(**kwargs) | {
            "run": self.run,
            "rows": rows,
            "tally": count,
            "standing": count.words(),
            "done": count.done if waiting else count.read,
            "total": count.total,
            "is_live": bool(waiting),
            "may_go_on": bool(waiting) and (job is None or job.state in OVER),
            "is_nobody_working": bool(waiting) and is_nobody_working(),
            "fresh": sum(each.fresh for each in attempts),
            "may_read": may_read(self.request.user),
            "proposals_url": reverse("desk:proposals"),
            "reading_url": reverse("desk:reading"),
        }


_TONES = {
    AttemptState.READ: "good",
    AttemptState.UNCHANGED: "quiet",
    AttemptState.FAILED: "bad",
    AttemptState.CANCELLED: "quiet",
    AttemptState.WAITING: "open",
}


def _attempt(attempt: Attempt) -> dict[str, Any]:
    snapshot = attempt.snapshot
    return {
        "what": str(attempt),
        "title": snapshot.source.title if snapshot else "",
        "source_url": SOURCES.url(snapshot.source) if snapshot else "",
        "state": attempt.get_state_display(),
        "tone": _TONES[AttemptState(attempt.state)],
        "found": attempt.found,
        "fresh": attempt.fresh,
        "fault": fault_in_words(attempt.fault),
        "notes": [fault_in_words(note) for note in attempt.notes],
        "bench_url": reverse("desk:bench", args=[snapshot.pk]) if snapshot else "",
        "is_read": snapshot is not None,
    }
