"""Letting pages, files and texts be read, and what became of each."""

from __future__ import annotations

from collections.abc import Sequence
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
from weltoffen.desk.forms.reading import NO_FETCHING, ReadingForm
from weltoffen.desk.homes import home
from weltoffen.desk.kinds import SOURCES
from weltoffen.desk.reviewing.measures import said_number
from weltoffen.desk.reviewing.rights import may_read, may_see_runs
from weltoffen.desk.reviewing.tallying import tally
from weltoffen.desk.reviewing.words import read_in_part
from weltoffen.desk.views.editing import grouped
from weltoffen.desk.views.tables import may_take_tables
from weltoffen.ground.problems import N_, Problem, Refused
from weltoffen.intake.actions import begin_run
from weltoffen.intake.enums import AttemptState
from weltoffen.intake.models import Attempt, Run
from weltoffen.intake.rules.bounds import MOST_READ, TOO_LONG, part_that_was_read
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
_NOTHING_LEFT = N_(
    "Es wartet nichts mehr: Was aus jeder Adresse und Datei geworden ist, steht unten. Es gibt "
    "nichts mehr abzubrechen."
)
_INTRO = _(
    "Geben Sie an, was gelesen werden soll: Seiten, Dateien oder einen Text. Was darin über Ihre "
    "Beziehungen steht, liegt danach als Vorschlag bereit. Ins Register kommt nur, was Sie "
    "annehmen."
)
_INTRO_OFF = _(
    "Geben Sie an, was gelesen werden soll: Dateien oder einen Text. Was darin über Ihre "
    "Beziehungen steht, liegt danach als Vorschlag bereit. Ins Register kommt nur, was Sie "
    "annehmen."
)
_UNREAD = (AttemptState.FAILED, AttemptState.CANCELLED)
LATEST = 8
"""So many earlier runs are shown below the form."""
NAMED = 10
"""So many of what was not read are named above the table; the table names them all."""


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
    intro: Any = ""
    submit_label: Any = _("Lesen")

    def get_form_kwargs(self) -> dict[str, Any]:
        """Tell the form who fills it in."""
        return {**super().get_form_kwargs(), "person": self.person}

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

    def form_valid(self, form: Any) -> HttpResponse:
        """Begin the run."""
        return self.begun(
            form, addresses=form.typed_addresses, files=form.uploads(), unfit=form.unfit
        )

    def get_initial(self) -> dict[str, Any]:
        """Let stand what of the run in ``?run=`` was not read, to be mended and tried once more."""
        earlier = _run_named(self.request.GET.get("run", ""))
        if earlier is None:
            return super().get_initial()
        names = ("publisher", "publisher_side", "source_kind")
        return {name: getattr(earlier, name) for name in names} | {
            "addresses": "\n".join(_unread_addresses(earlier)),
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the way to a whole section, the last runs, and whether files were lost."""
        return super().get_context_data(**kwargs) | {
            "section_url": reverse("desk:reading-section") if settings.WELTOFFEN_FETCH else "",
            "tables_url": reverse("desk:tables") if may_take_tables(self.request.user) else "",
            "runs": [told_run(run) for run in _runs()[:LATEST]],
            "intro": _INTRO if settings.WELTOFFEN_FETCH else _INTRO_OFF,
            "lost_files": bool(self.request.FILES),
            "no_fetching": "" if settings.WELTOFFEN_FETCH else NO_FETCHING,
        }


def _runs() -> Any:
    return Run.objects.select_related("asked_by").prefetch_related("attempts").order_by("-id")


def _run_named(number: str) -> Run | None:
    if not number.isdecimal() or len(number) > 18:
        return None
    return Run.objects.filter(pk=int(number)).first()


def _unread_addresses(run: Run) -> list[str]:
    unread = run.attempts.filter(state__in=_UNREAD).exclude(address="")
    return list(unread.order_by("position").values_list("address", flat=True))


def told_run(run: Run) -> dict[str, Any]:
    """Return a run in a line: what, how far it is, what came of it."""
    attempts = list(run.attempts.all())
    count = tally((each.state, each.notes) for each in attempts)
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
            self._call_off()
        elif "go-on" in request.POST:
            ask_to_read(run=self.run, by=self.person)
        return HttpResponseRedirect(request.path)

    def _call_off(self) -> None:
        """Call off what waits; what was over before, or is over just now, stays as it is."""
        waiting = self.run.attempts.filter(state=AttemptState.WAITING)
        try:
            if not waiting.exists():
                raise Refused(Problem("", _NOTHING_LEFT))
            call_off(run=self.run, by=self.person)
        except Refused as refusal:
            messages.warning(self.request, refusal.problems[0].says(gettext))
        else:
            said = gettext("Abgebrochen. Was schon gelesen war, ist geblieben.")
            messages.success(self.request, said)

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
        count = tally((each.state, each.notes) for each in attempts)
        waiting = count.waiting
        job = job_of(self.run) if waiting else None
        return super().get_context_data(**kwargs) | {
            "run": self.run,
            "rows": rows,
            "parts": [row for row in rows if row["is_part"]][:NAMED],
            "most_read": said_number(MOST_READ),
            "tally": count,
            "standing": count.words(),
            "done": count.done if waiting else count.wholly,
            "total": count.total,
            "is_live": bool(waiting),
            "may_go_on": bool(waiting) and (job is None or job.state in OVER),
            "is_nobody_working": bool(waiting) and is_nobody_working(),
            "fresh": sum(each.fresh for each in attempts),
            "may_read": may_read(self.request.user),
            "proposals_url": _where_it_waits(attempts),
            "reading_url": reverse("desk:reading"),
            "mend_url": self._mend_url(attempts),
            "unread": _named_unread(attempts),
            "unread_url": self._unread_url(attempts),
        }

    def _mend_url(self, attempts: list[Attempt]) -> str:
        """Return where the addresses that failed stand in the form again; ``""`` for none."""
        failed = any(each.address and each.state == AttemptState.FAILED for each in attempts)
        return self._filled_form() if failed and may_read(self.request.user) else ""

    def _unread_url(self, attempts: list[Attempt]) -> str:
        """Return where what was called off is read in anew; ``""`` for who may not."""
        if not may_read(self.request.user):
            return ""
        pages = any(each.address and each.state == AttemptState.CANCELLED for each in attempts)
        return (self._filled_form() if pages else "") or reverse("desk:reading")

    def _filled_form(self) -> str:
        """Return the form with the unread addresses of this run, where they may be fetched."""
        if not settings.WELTOFFEN_FETCH:
            return ""
        return f"{reverse('desk:reading')}?run={self.run.pk}"


def _named_unread(attempts: list[Attempt]) -> str:
    """Return in a list what was called off before anybody read it, ``""`` for nothing."""
    names = [str(each) for each in attempts if each.state == AttemptState.CANCELLED]
    said, more = ", ".join(names[:NAMED]), len(names) - NAMED
    if more < 1:
        return said
    return gettext("%(names)s und %(more)d weitere") % {"names": said, "more": more}


_TONES = {
    AttemptState.READ: "good",
    AttemptState.UNCHANGED: "quiet",
    AttemptState.FAILED: "bad",
    AttemptState.CANCELLED: "quiet",
    AttemptState.WAITING: "open",
}


def _where_it_waits(attempts: Sequence[Attempt]) -> str:
    """Return the bench of the one text in which something new was found, else the list."""
    fresh = {each.snapshot_id for each in attempts if each.fresh and each.snapshot_id}
    return reverse("desk:bench", args=[*fresh]) if len(fresh) == 1 else reverse("desk:proposals")


def _attempt(attempt: Attempt) -> dict[str, Any]:
    snapshot, part = attempt.snapshot, part_that_was_read(attempt.notes)
    notes = [note for note in attempt.notes if part is None or note["sentence"] != TOO_LONG]
    return {
        "what": str(attempt),
        "title": snapshot.source.title if snapshot else "",
        "source_url": SOURCES.url(snapshot.source) if snapshot else "",
        "state": read_in_part(*part) if part else attempt.get_state_display(),
        "tone": "part" if part else _TONES[AttemptState(attempt.state)],
        "found": attempt.found,
        "fresh": attempt.fresh,
        "fault": fault_in_words(attempt.fault),
        "notes": [fault_in_words(note) for note in notes],
        "is_part": part is not None,
        "part": dict(zip(("read", "of"), map(said_number, part or ()), strict=False)),
        "bench_url": reverse("desk:bench", args=[snapshot.pk]) if snapshot else "",
        "is_read": snapshot is not None,
    }
