"""How one request stands, how it is judged, and what fills the places of its answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from weltoffen.casework.enums import Outcome, RequestState, StepKind, Verdict
from weltoffen.casework.models import Assessment, Criterion, Request
from weltoffen.casework.rules.composing import greeting
from weltoffen.casework.rules.requests import outcome_of, score_of, state_of
from weltoffen.casework.types import Judged, Score, Step
from weltoffen.ground.languages import LANGUAGES, LEADING
from weltoffen.ground.spoken import say_day
from weltoffen.records.enums import Role


def steps_of(request: Request) -> tuple[Step, ...]:
    """Return the steps of a request in their order."""
    rows = request.steps.order_by("pk").values_list("kind", "outcome", "passed_to")
    return tuple(Step(StepKind(kind), outcome, to) for kind, outcome, to in rows)


def state(request: Request) -> RequestState:
    """Return how a request stands."""
    return state_of(steps_of(request))


def outcome(request: Request) -> Outcome | None:
    """Return what became of the wish, None as long as the request is not closed."""
    return outcome_of(steps_of(request))


def judged_by(request: Request) -> list[tuple[Criterion, Assessment | None]]:
    """Return the criteria of a request's kind with their verdicts, None where there is none yet.

    A criterion that no longer counts is there only where the request was judged by it.
    """
    verdicts = {
        each.criterion_id: each
        for each in request.assessments.select_related("criterion", "by").order_by("pk")
    }
    criteria = Criterion.objects.filter(wish=request.wish)
    return [
        (each, verdicts.get(each.pk))
        for each in criteria
        if not each.is_retired or each.pk in verdicts
    ]


def score(judged: Sequence[tuple[Criterion, Assessment | None]]) -> Score:
    """Return what the verdicts add up to."""
    return score_of(
        Judged(criterion.weight, Verdict(given.verdict) if given else None)
        for criterion, given in judged
    )


def values_for(request: Request, today: date, counterpart: str) -> dict[str, str]:
    """Return what fills the places of text blocks, in the language of the answer.

    ``counterpart`` is the name of the other side of the request's relation, ``""`` without one.
    Days of a language that the house does not speak are written in figures.
    """
    return {
        "anrede": greeting(request.sender_name, request.language),
        "name": request.sender_name,
        "organisation": request.sender_organisation,
        "betreff": request.subject,
        "eingang": _day(request.received_on, request.language),
        "frist": _day(request.deadline, request.language) if request.deadline else "",
        "heute": _day(today, request.language),
        "partnerstadt": counterpart,
        "zustaendig": str(Role(request.owner).label),
    }


def _day(day: date, language: str) -> str:
    if language in LANGUAGES or language == LEADING:
        return say_day(day, language)
    return day.strftime("%d/%m/%Y")
