"""Personal data at the desk: how long what is kept, what is due, what went."""

from __future__ import annotations

from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from weltoffen.accounts.models import User
from weltoffen.accounts.selectors import could_ever
from weltoffen.accounts.types import Verb
from weltoffen.desk.columns import DeskTable, MaybeColumn, MomentColumn
from weltoffen.desk.faults import faults_of
from weltoffen.desk.forms.privacy import TermForm
from weltoffen.desk.views.editing import grouped
from weltoffen.desk.views.jobs import shown
from weltoffen.ground.problems import Refused
from weltoffen.jobs.actions import ask
from weltoffen.jobs.enums import OVER
from weltoffen.jobs.models import Job
from weltoffen.jobs.selectors import is_nobody_working, last_of_each
from weltoffen.privacy.actions import choose_term
from weltoffen.privacy.models import Deletion, Term
from weltoffen.privacy.registry import KINDS
from weltoffen.privacy.reporting import as_markdown, report
from weltoffen.privacy.selectors import Line, months_in_force, protocol, table
from weltoffen.privacy.wording import people_in_words, span_in_words, term_in_words
from weltoffen.privacy.work import RUN

MOST_SHOWN = 30
"""Lines of the protocol that the page shows."""


def may_see_privacy(user: Any) -> bool:
    """Say whether a person sees how long personal data are kept."""
    return could_ever(user, Verb.SEE, Term)


def may_keep_privacy(user: Any) -> bool:
    """Say whether a person chooses terms, and answers those who ask what is held on them."""
    return could_ever(user, Verb.CHANGE, Term)


class PrivacyDeskPage(WagtailAdminTemplateMixin):
    """A page about personal data. ``keeping`` is for what only administrators do."""

    page_title: Any = _("Datenschutz")
    header_icon = "user"
    keeping = False
    request: HttpRequest
    kwargs: dict[str, Any]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Let in those who may."""
        allowed = may_keep_privacy if self.keeping else may_see_privacy
        if not allowed(request.user):
            raise PermissionDenied
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    @property
    def person(self) -> User:
        """Return who acts."""
        return cast(User, self.request.user)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way here."""
        above = [{"url": reverse_lazy("wagtailadmin_home"), "label": _("Heute")}]
        if self.request.path != reverse("desk:privacy"):
            above.append({"url": reverse_lazy("desk:privacy"), "label": _("Datenschutz")})
        return [*above, {"url": "", "label": self.get_page_title()}]


class TermColumn(Column):
    """How long a kind is kept; for administrators with the way to change it."""

    cell_template_name = "desk/parts/term_cell.html"


class KindColumn(Column):
    """What is kept, of whom, and on which ground."""

    cell_template_name = "desk/parts/kind_cell.html"


def _due_in_words(line: Line) -> str:
    if line.due is None or line.coming is None:
        return ""
    if not line.coming:
        return gettext("nichts")
    values = {"due": line.due, "coming": line.coming - line.due}
    return gettext("heute %(due)d, danach %(coming)d") % values


def _gone_in_words(line: Line) -> str:
    return str(line.gone) if line.gone else ""


class PrivacyPage(PrivacyDeskPage, TemplateView):
    """The retention table, what is due, and the protocol of what went."""

    template_name = "desk/privacy.html"
    http_method_names = ["get", "post", "head", "options"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Ask for the daily run now; while one waits or runs, that one is shown."""
        if not may_keep_privacy(request.user):
            raise PermissionDenied
        known = Job.objects.filter(kind=RUN).exclude(state__in=OVER).first()
        job = known or ask(kind=RUN, by=self.person)
        messages.success(
            request, gettext("Gelöscht wird im Hintergrund; hier sehen Sie, wie weit.")
        )
        return HttpResponseRedirect(reverse("desk:jobs-sheet", args=[job.pk]))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the tables."""
        last = last_of_each([RUN]).get(RUN)
        lines = list(protocol()[:MOST_SHOWN])
        return super().get_context_data(**kwargs) | {
            "terms": _terms(table(timezone.localdate()), self.request.user),
            "protocol": _protocol(lines) if lines else None,
            "last": shown(last, self.request.user) if last else None,
            "is_nobody_working": is_nobody_working(),
            "may_keep": may_keep_privacy(self.request.user),
        }


def _terms(lines: list[Line], user: Any) -> DeskTable:
    may_keep = may_keep_privacy(user)

    def address(line: Line) -> str:
        if not may_keep or line.kind.months is None:
            return ""
        return reverse("desk:privacy-term", args=[line.kind.name])

    return DeskTable(
        [
            KindColumn(
                "kind",
                label=_("Was"),
                accessor=lambda line: {
                    "title": line.kind.title,
                    "people": people_in_words(line.kind),
                    "ground": line.kind.ground.label,
                },
                width="34%",
            ),
            TermColumn(
                "term",
                label=_("Wie lange"),
                accessor=lambda line: {
                    "said": term_in_words(line.kind, line.months),
                    "reason": line.term.reason if line.term else "",
                    "url": address(line),
                    "title": line.kind.title,
                },
            ),
            Column("then", label=_("Danach"), accessor=lambda line: line.kind.then.label),
            MaybeColumn("due", label=_("Fällig in 90 Tagen"), accessor=_due_in_words),
            MaybeColumn("gone", label=_("Bisher gelöscht"), accessor=_gone_in_words),
        ],
        lines,
    )


def _protocol(lines: list[Deletion]) -> DeskTable:
    return DeskTable(
        [
            MomentColumn("at", label=_("Wann")),
            Column("kind", label=_("Was"), accessor=_title_of),
            Column("count", label=_("Anzahl")),
            Column("cause", label=_("Anlass"), accessor=_cause_of),
        ],
        lines,
    )


def _title_of(line: Deletion) -> str:
    kind = KINDS.get(line.kind)
    return str(kind.title) if kind else line.kind


def _cause_of(line: Deletion) -> str:
    said = str(line.get_cause_display())
    return f"{said} ({span_in_words(line.months)})" if line.months else said


class ReportPage(PrivacyDeskPage, TemplateView):
    """The basis of the record of processing: a page to read and print, and a file to take along."""

    page_title = _("Grundlage für das Verarbeitungsverzeichnis")
    template_name = "desk/privacy_report.html"
    http_method_names = ["get", "head", "options"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what is processed, and how it is kept safe."""
        today = timezone.localdate()
        return super().get_context_data(**kwargs) | {"report": report(today), "today": today}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show it, or give it out as a text."""
        if request.GET.get("form") != "md":
            return super().get(request, *args, **kwargs)
        return HttpResponse(
            as_markdown(report(timezone.localdate())),
            content_type="text/markdown; charset=utf-8",
            headers={"Content-Disposition": 'attachment; filename="verarbeitungsverzeichnis.md"'},
        )


class TermPage(PrivacyDeskPage, FormView):  # type: ignore[type-arg]
    """How long one kind is kept from now on."""

    page_title = _("Frist ändern")
    template_name = "desk/form.html"
    form_class = TermForm
    http_method_names = ["get", "post", "head", "options"]
    keeping = True

    @property
    def kind(self) -> Any:
        """Return the kind; one without a term in months has no such page."""
        found = KINDS.get(self.kwargs["term"])
        if found is None or found.months is None:
            raise Http404
        return found

    def get_initial(self) -> dict[str, Any]:
        """Begin with the term in force."""
        return {"months": months_in_force(self.kind)}

    def get_form_kwargs(self) -> dict[str, Any]:
        """Tell the form who fills it in, and within which bounds."""
        return super().get_form_kwargs() | {"person": self.person, "bounds": self.kind.months}

    def form_valid(self, form: Any) -> HttpResponse:
        """Choose it, or show what was refused."""
        typed = form.cleaned_data
        try:
            choose_term(
                kind=self.kind.name, months=typed["months"], reason=typed["reason"], by=self.person
            )
        except Refused as refusal:
            form.refuse(refusal)
            return self.form_invalid(form)
        messages.success(
            self.request,
            gettext("Die Frist gilt ab sofort; gelöscht wird beim nächsten Lauf, einmal am Tag."),
        )
        return HttpResponseRedirect(reverse("desk:privacy"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the words around the form."""
        context = super().get_context_data(**kwargs)
        form = context["form"]
        return context | {
            "groups": grouped(form),
            "faults": faults_of(form),
            "hidden": [],
            "record_title": self.kind.title,
            "intro": gettext("Die Frist läuft %(since)s. Danach: %(then)s.")
            % {"since": self.kind.since, "then": self.kind.then.label},
            "warning": gettext(
                "Eine kürzere Frist löscht beim nächsten Lauf alles, was länger da ist. Das lässt "
                "sich nicht zurücknehmen."
            ),
            "submit_button_label": _("Speichern"),
            "submit_button_active_label": _("Wird gespeichert …"),
            "cancel_url": reverse("desk:privacy"),
            "has_unsaved_changes": form.is_bound,
        }
