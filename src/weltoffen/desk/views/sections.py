"""All pages of a section of a site: looking for them in the background, and choosing among them."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages

from weltoffen.desk.forms.reading import SectionForm
from weltoffen.desk.views.jobs import shown
from weltoffen.desk.views.reading import ReadingFormPage
from weltoffen.ground.problems import N_, Problem, Refused
from weltoffen.intake.actions import begin_survey
from weltoffen.intake.enums import SurveyState
from weltoffen.intake.models import SectionSurvey
from weltoffen.intake.outgoing import policy
from weltoffen.intake.said import fault_in_words
from weltoffen.intake.work import ask_for_pages, job_of_survey
from weltoffen.jobs.actions import cancel
from weltoffen.jobs.enums import OVER
from weltoffen.jobs.models import Job
from weltoffen.jobs.selectors import is_nobody_working
from weltoffen.sources.enums import Publisher, SourceKind

FIND, READ, CANCEL = "find", "read", "cancel"
"""Names of the buttons."""
_TICK_ONE = N_(
    "Sie haben keine Seite angekreuzt. Kreuzen Sie die Seiten an, die gelesen werden sollen."
)


class ReadSection(ReadingFormPage):
    """Saying which section it is; its pages are looked for in the background."""

    form_class = SectionForm
    initial = {"source_kind": SourceKind.WEB_PAGE}
    template_name = "desk/reviewing/section.html"
    page_title = _("Einen ganzen Bereich einlesen")
    submit_label = _("Seiten suchen")
    submit_name = FIND
    intro = _(
        "Die Website sagt in ihrer Sitemap, welche Seiten es gibt. Sie sehen zuerst die Liste und "
        "wählen aus; vorher wird nichts gelesen."
    )

    def form_valid(self, form: Any) -> HttpResponse:
        """Ask for the pages, and show how far the search is."""
        typed = form.cleaned_data
        try:
            policy()  # where nothing may be fetched, that is said here and not by the search
            with transaction.atomic():
                survey = begin_survey(
                    home=self.home_city(),
                    section=typed["section"],
                    sitemap=typed["sitemap"],
                    publisher=typed["publisher"],
                    publisher_side=Publisher(typed["publisher_side"]),
                    source_kind=SourceKind(typed["source_kind"]),
                    by=self.person,
                )
                ask_for_pages(survey=survey, by=self.person)
        except Refused as refusal:
            form.refuse(refusal)
            return self.form_invalid(form)
        return HttpResponseRedirect(pages_url(survey))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what the buttons are called."""
        return super().get_context_data(**kwargs) | {
            "submit_name": self.submit_name,
            "find": FIND,
            "cancel_url": reverse("desk:reading"),
        }


class SectionPages(ReadSection):
    """One search: how far it is, then the pages that were found, to be ticked and read."""

    @cached_property
    def survey(self) -> SectionSurvey:
        """Return the search."""
        return get_object_or_404(SectionSurvey, pk=self.kwargs["survey"])

    @cached_property
    def job(self) -> Job | None:
        """Return the job that searches."""
        return job_of_survey(self.survey)

    @property
    def is_live(self) -> bool:
        """Say whether it is still searched."""
        under_way = self.job is not None and self.job.state not in OVER
        return under_way and self.survey.state != SurveyState.DONE

    def get_initial(self) -> dict[str, Any]:
        """Let everything stand as it was typed for the search."""
        names = ("section", "sitemap", "publisher", "publisher_side", "source_kind")
        return {name: getattr(self.survey, name) for name in names}

    def post(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        """Call the search off, or take the form."""
        if CANCEL in request.POST:
            self._call_off()
            return HttpResponseRedirect(request.path)
        return super().post(request, *args, **kwargs)

    def _call_off(self) -> None:
        """Call the search off where its page offers that; what is over stays as it is."""
        if self.job is None or not shown(self.job, self.person).may_cancel:
            return
        try:
            cancel(job=self.job, by=self.person)
        except Refused as refusal:  # it has just ended
            messages.warning(self.request, refusal.problems[0].says(gettext))
        else:
            messages.success(self.request, gettext("Die Suche wird abgebrochen."))

    def form_valid(self, form: Any) -> HttpResponse:
        """Read the pages that are ticked, or search anew."""
        if READ not in self.request.POST:
            return super().form_valid(form)
        if not self.ticked:
            form.refuse(Refused(Problem("", _TICK_ONE)))
            return self.form_invalid(form)
        return self.begun(form, addresses=self.ticked)

    @property
    def ticked(self) -> list[str]:
        """Return the pages that are ticked; all, until somebody has chosen."""
        if READ not in self.request.POST:
            return list(self.survey.pages)
        named = set(self.request.POST.getlist("page"))
        return [each for each in self.survey.pages if each in named]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add how far the search is, and the list of pages."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        survey, ticked = self.survey, set(self.ticked)
        if survey.pages:
            context |= {
                "submit_button_label": _("Angekreuzte Seiten lesen"),
                "submit_name": READ,
            }
        return context | {
            "survey": survey,
            "is_live": self.is_live,
            "told": shown(self.job, self.request.user) if self.job is not None else None,
            "is_nobody_working": self.is_live and is_nobody_working(),
            "cancel": CANCEL,
            "pages": [(address, address in ticked) for address in survey.pages],
            "notes": self._notes(),
            "went_wrong": self._fault(),
        }

    def _fault(self) -> str:
        """Return why there is no list; ``""`` where there is one or may yet be."""
        if self.is_live or self.survey.state == SurveyState.DONE:
            return ""
        if self.survey.state == SurveyState.CANCELLED:
            return gettext("Die Suche wurde abgebrochen. Suchen Sie noch einmal, wenn Sie wollen.")
        told = shown(self.job, self.request.user) if self.job is not None else None
        return fault_in_words(self.survey.fault) or (told.fault if told else "")

    def _notes(self) -> list[str]:
        notes = [fault_in_words(each) for each in self.survey.notes]
        shown_now = len(self.survey.pages)
        if self.survey.count > shown_now:
            notes.append(
                gettext("Es sind %(count)d Seiten; gezeigt werden die ersten %(most)d, weil auf "
                        "einmal nicht mehr gelesen werden. Suchen Sie in kleineren Bereichen.")
                % {"count": self.survey.count, "most": shown_now}
            )  # fmt: skip
        if not self.survey.is_complete:
            notes.append(
                gettext("Die Liste ist nicht vollständig: Ein Teil der Sitemap war zu groß oder "
                        "nicht zu lesen.")
            )  # fmt: skip
        return notes


def pages_url(survey: SectionSurvey) -> str:
    """Return the address of a search."""
    return reverse("desk:reading-pages", args=[survey.pk])
