"""Looking for the pages of a site's section in the background."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from weltoffen.ground.problems import N_, Problem, Refused
from weltoffen.intake.actions import cancel_survey, fail_survey, keep_pages
from weltoffen.intake.enums import SurveyState
from weltoffen.intake.fetching import survey
from weltoffen.intake.models import SectionSurvey
from weltoffen.intake.outgoing import policy
from weltoffen.intake.work.living import LEASE, alive
from weltoffen.jobs.actions import ask
from weltoffen.jobs.enums import OVER
from weltoffen.jobs.handles import Cancelled, Handle
from weltoffen.jobs.models import Job
from weltoffen.jobs.registry import job as kind_of_work

if TYPE_CHECKING:
    from weltoffen.accounts.models import User

SURVEY = "intake.survey"
NO_PAGES = N_(
    "Die Sitemap nennt in diesem Bereich keine Seite. Prüfen Sie die Adresse, oder geben Sie die "
    "Seiten einzeln an."
)
_PAGES = N_("Gefundene Seiten: %(count)d")


def _section(arguments: Mapping[str, Any]) -> str:
    return str(SectionSurvey.objects.filter(pk=arguments["survey"]).first() or "")


def _found(arguments: Mapping[str, Any]) -> str:
    return reverse("desk:reading-pages", args=[arguments["survey"]])


def _not_looked_for(arguments: Mapping[str, Any], by: User) -> None:
    asked = SectionSurvey.objects.filter(pk=arguments["survey"]).first()
    if asked is not None:
        cancel_survey(survey=asked, by=by)


@kind_of_work(
    SURVEY,
    title=_("Seiten suchen"),
    lease=LEASE,
    describe=_section,
    result=_found,
    called_off=_not_looked_for,
    needs=("intake.add_run",),
)
def look_for_pages(job: Handle, *, survey: int) -> None:
    """Find the pages of a section. A search that has its result is not made again."""
    asked = SectionSurvey.objects.get(pk=survey)
    if asked.state == SurveyState.DONE:
        return
    try:
        _look(job, asked)
    except Cancelled:
        cancel_survey(survey=asked, by=job.asked_by)
        raise
    except Refused as refused:
        fail_survey(survey=asked, problem=refused.problems[0], by=job.asked_by)
        raise


def _look(job: Handle, asked: SectionSurvey) -> None:
    def tell(tried: int, known: int, pages: int) -> None:
        job.progress(tried, max(tried, known), _PAGES, count=pages)

    sitemap = asked.sitemap or None
    found = survey(asked.section, sitemap=sitemap, policy=policy(), means=alive(job), tell=tell)
    if not found.pages:
        raise Refused(Problem("section", NO_PAGES))
    tried, count = len(found.read) + len(found.problems), len(found.pages)
    with job.step(tried, tried, _PAGES, count=count):
        keep_pages(
            survey=asked,
            pages=[each.address for each in found.pages],
            notes=found.problems,
            is_complete=found.complete,
            by=job.asked_by,
        )


def job_of_survey(survey: SectionSurvey) -> Job | None:
    """Return the newest job that looks for the pages of a section, None if there is none."""
    return Job.objects.filter(kind=SURVEY, arguments__survey=survey.pk).order_by("-pk").first()


@transaction.atomic
def ask_for_pages(*, survey: SectionSurvey, by: User) -> None:
    """Ask for the pages of a section to be looked for, unless that is under way."""
    known = job_of_survey(survey)
    if known is None or known.state in OVER:
        ask(kind=SURVEY, by=by, arguments={"survey": survey.pk})
