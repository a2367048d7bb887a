"""How a request stands, what may follow, and what its verdicts add up to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from weltoffen.casework.enums import Outcome, RequestState, StepKind, Verdict
from weltoffen.casework.types import Judged, Score, Step
from weltoffen.ground.problems import N_, Problem

LEADS_TO: Mapping[StepKind, RequestState] = {
    StepKind.RECEIVE: RequestState.RECEIVED,
    StepKind.BEGIN: RequestState.IN_WORK,
    StepKind.PASS_ON: RequestState.PASSED_ON,
    StepKind.ANSWER: RequestState.ANSWERED,
    StepKind.DECLINE: RequestState.DECLINED,
    StepKind.WITHDRAW: RequestState.WITHDRAWN,
    StepKind.CLOSE: RequestState.CLOSED,
}
"""How a request stands after a step; a remark changes nothing."""
WAITING = frozenset({RequestState.RECEIVED, RequestState.IN_WORK, RequestState.PASSED_ON})
"""Somebody waits for an answer."""

_AT_WORK = frozenset(
    {StepKind.PASS_ON, StepKind.ANSWER, StepKind.DECLINE, StepKind.WITHDRAW, StepKind.REMARK}
)
_AFTER = frozenset({StepKind.BEGIN, StepKind.CLOSE, StepKind.REMARK})
_FOLLOWS: Mapping[RequestState, frozenset[StepKind]] = {
    RequestState.RECEIVED: _AT_WORK | {StepKind.BEGIN},
    RequestState.IN_WORK: _AT_WORK,
    RequestState.PASSED_ON: _AT_WORK | {StepKind.BEGIN},
    RequestState.ANSWERED: _AFTER | {StepKind.ANSWER},
    RequestState.DECLINED: _AFTER,
    RequestState.WITHDRAWN: _AFTER,
    RequestState.CLOSED: frozenset({StepKind.BEGIN, StepKind.REMARK}),
}

_NOT_NOW = N_(
    "Die Anfrage ist „%(state)s“; „%(step)s“ passt danach nicht. Laden Sie die Seite neu: "
    "Vielleicht war jemand schneller."
)
_NO_REASON = N_("Es fehlt der Text. Schreiben Sie, was geschehen ist oder was geantwortet wurde.")
_POINTS: Mapping[Verdict, float] = {Verdict.YES: 1.0, Verdict.PARTLY: 0.5, Verdict.NO: 0.0}
_NEEDS_WORDS = frozenset({StepKind.REMARK, StepKind.ANSWER, StepKind.DECLINE})


def state_of(steps: Sequence[Step]) -> RequestState:
    """Return how a request stands after its steps, given in their order."""
    for step in reversed(steps):
        if step.kind in LEADS_TO:
            return LEADS_TO[step.kind]
    return RequestState.RECEIVED


def outcome_of(steps: Sequence[Step]) -> Outcome | None:
    """Return what became of the wish, None as long as the request is not closed."""
    if state_of(steps) is not RequestState.CLOSED:
        return None
    closing = next(step for step in reversed(steps) if step.kind is StepKind.CLOSE)
    return Outcome(closing.outcome)


def may_follow(state: RequestState) -> frozenset[StepKind]:
    """Return the steps that may come next."""
    return _FOLLOWS[state]


def step_problems(state: RequestState, kind: StepKind, text: str) -> list[Problem]:
    """Say why a step cannot come next, or lacks its words."""
    problems = []
    if kind not in may_follow(state):
        values = {"state": str(state.label), "step": str(kind.label)}
        problems.append(Problem("kind", _NOT_NOW, values))
    if kind in _NEEDS_WORDS and not text.strip():
        problems.append(Problem("text", _NO_REASON))
    return problems


def score_of(judged: Iterable[Judged]) -> Score:
    """Add up verdicts by weight: yes counts whole, partly half, no nothing, unknown not at all."""
    points, most, open_ = 0.0, 0, 0
    for each in judged:
        if each.verdict is None or each.verdict is Verdict.UNKNOWN:
            open_ += 1
            continue
        points += each.weight * _POINTS[each.verdict]
        most += each.weight
    return Score(points, most, open_)
