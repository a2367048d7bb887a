"""Asking for the pages of a section to be looked for, and keeping what was found."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from weltoffen.ground.problems import Problem
from weltoffen.intake.actions.runs import MOST
from weltoffen.intake.enums import SurveyState
from weltoffen.intake.fetching.refusing import masked
from weltoffen.intake.models import SectionSurvey
from weltoffen.intake.said import kept
from weltoffen.places.models import Municipality
from weltoffen.records.actions import keep, log
from weltoffen.sources.enums import Publisher, SourceKind

if TYPE_CHECKING:
    from weltoffen.accounts.models import User


@transaction.atomic
def begin_survey(
    *,
    home: Municipality,
    section: str,
    by: User,
    sitemap: str = "",
    publisher: str = "",
    publisher_side: Publisher = Publisher.HOME,
    source_kind: SourceKind = SourceKind.WEB_PAGE,
) -> SectionSurvey:
    """Ask for the pages of a section of a site; nothing is looked for yet.

    What it is to be read as is kept for the run that may follow. Of an address with a password
    only that it had one is kept, and it will be refused for that.
    """
    survey = SectionSurvey(
        home=home,
        asked_by=by,
        asked_at=timezone.now(),
        section=masked(section.strip()),
        sitemap=masked(sitemap.strip()),
        publisher=publisher,
        publisher_side=publisher_side,
        source_kind=source_kind,
    )
    keep(survey)
    log("intake.survey.begin", survey, by=by, data={"section": survey.section})
    return survey


@transaction.atomic
def keep_pages(
    *,
    survey: SectionSurvey,
    pages: Sequence[str],
    notes: Sequence[Problem] = (),
    is_complete: bool = True,
    by: User,
) -> SectionSurvey:
    """Keep the pages that were found, as many as one run reads; a search that is done stays so."""
    now = _not_done(survey)
    if now is None:
        return survey
    now.pages, now.count = list(pages[:MOST]), len(pages)
    now.notes, now.is_complete = [kept(each) for each in notes], is_complete
    now.fault = {}
    return _end(now, SurveyState.DONE, by)


@transaction.atomic
def fail_survey(*, survey: SectionSurvey, problem: Problem, by: User) -> SectionSurvey:
    """Note why nothing was found; it may be tried once more."""
    now = _not_done(survey)
    if now is None:
        return survey
    now.fault = kept(problem)
    return _end(now, SurveyState.FAILED, by)


@transaction.atomic
def cancel_survey(*, survey: SectionSurvey, by: User) -> SectionSurvey:
    """Call a search off that is not over."""
    now = _not_done(survey)
    if now is None or now.state != SurveyState.WAITING:
        return survey
    return _end(now, SurveyState.CANCELLED, by)


def _not_done(survey: SectionSurvey) -> SectionSurvey | None:
    """Return the search as it is now, locked, unless it has its result."""
    now = SectionSurvey.objects.select_for_update(of=("self",)).filter(pk=survey.pk)
    return now.exclude(state=SurveyState.DONE).first()


def _end(survey: SectionSurvey, state: SurveyState, by: User) -> SectionSurvey:
    survey.state, survey.ended_at = state, timezone.now()
    keep(survey)
    data = {"section": survey.section, "count": survey.count}
    log(f"intake.survey.{state}", survey, by=by, data=data)
    return survey
