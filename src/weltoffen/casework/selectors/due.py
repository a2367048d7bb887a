"""What falls due, for whom."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery

from weltoffen.accounts.selectors import grants_of, within_reach
from weltoffen.casework.enums import Priority, StepKind
from weltoffen.casework.models import Request, RequestStep, Task
from weltoffen.casework.rules.due import DUTIES, by_nearness, duties_of, nearness
from weltoffen.casework.rules.requests import LEADS_TO, WAITING
from weltoffen.casework.selectors.abouts import records_of
from weltoffen.casework.types import Due, DueKind
from weltoffen.records.enums import Role, Visibility

LAST_STEP = "last_step"
"""The kind of the last step that says how a request stands, where it was read along."""
_OF_WAITING = [kind for kind, state in LEADS_TO.items() if state in WAITING]


def with_state(requests: QuerySet[Request]) -> QuerySet[Any]:
    """Read along which step says how each request stands, as ``last_step``."""
    steps = RequestStep.objects.filter(request=OuterRef("pk")).exclude(kind=StepKind.REMARK)
    return requests.annotate(**{LAST_STEP: Subquery(steps.order_by("-pk").values("kind")[:1])})


def open_tasks(user: Any) -> QuerySet[Task]:
    """Return the tasks that are not done and that somebody may see."""
    return within_reach(Task.objects.filter(done_on__isnull=True), user)


def tasks_of_mine(user: Any) -> QuerySet[Task]:
    """Return the open tasks that somebody took on, and those of their function that nobody did."""
    return open_tasks(user).filter(
        Q(assignee=user.pk) | Q(_of_own_function(user), assignee__isnull=True)
    )


def _of_own_function(user: Any) -> Q:
    """Ask for what the functions of somebody do; of departments, for what theirs do."""
    grants = grants_of(user)
    found = Q(owner__in=sorted(duties_of(grants) - {Role.DEPARTMENT}))
    units = {grant.unit for grant in grants if DUTIES.get(grant.role) is Role.DEPARTMENT}
    if units:
        found |= Q(Q(unit__in=units) | Q(unit__isnull=True), owner=Role.DEPARTMENT)
    return found


def waiting_requests(user: Any) -> QuerySet[Any]:
    """Return the requests that somebody may see and that wait for an answer, oldest first."""
    found = with_state(within_reach(Request.objects.all(), user))
    return found.filter(last_step__in=_OF_WAITING).order_by("received_on", "pk")


def dues_of(tasks: Iterable[Task], requests: Iterable[Any], today: date) -> list[Due]:
    """Return tasks and requests as what falls due, with how near it is; in the order given.

    Requests come from :func:`with_state`. What is about a restricted record is restricted too.
    """
    tasks, requests = list(tasks), list(requests)
    spoken_of = {each.about for each in (*tasks, *requests) if each.about}
    closed = {
        about
        for about, record in records_of(spoken_of).items()
        if record.visibility == Visibility.RESTRICTED
    }
    return [
        *(_of_task(task, today, is_closed=task.about in closed) for task in tasks),
        *(_of_request(each, today, is_closed=each.about in closed) for each in requests),
    ]


def my_dues(user: Any, today: date, until: date) -> list[Due]:
    """Return what somebody has to do until a day: own tasks and requests of their function."""
    requests = waiting_requests(user).filter(_of_own_function(user), deadline__lte=until)
    return by_nearness(dues_of(tasks_of_mine(user).filter(due__lte=until), requests, today), until)


def deadlines(user: Any, today: date, until: date) -> list[Due]:
    """Return all that falls due until a day, whoever does it, as far as somebody may see it."""
    tasks = open_tasks(user).filter(due__lte=until)
    requests = waiting_requests(user).filter(deadline__lte=until)
    return by_nearness(dues_of(tasks, requests, today), until)


def _of_task(task: Task, today: date, *, is_closed: bool) -> Due:
    return Due(
        kind=DueKind.TASK,
        identifier=task.identifier,
        title=task.title,
        day=task.due,
        days=None if task.due is None else (task.due - today).days,
        nearness=nearness(task.due, today),
        owner=task.owner,
        about=task.about,
        priority=Priority(task.priority),
        is_restricted=is_closed or task.visibility == Visibility.RESTRICTED,
    )


def _of_request(request: Any, today: date, *, is_closed: bool) -> Due:
    return Due(
        kind=DueKind.REQUEST,
        identifier=request.identifier,
        title=request.subject,
        day=request.deadline,
        days=None if request.deadline is None else (request.deadline - today).days,
        nearness=nearness(request.deadline, today),
        owner=request.owner,
        about=request.about,
        state=LEADS_TO[StepKind(request.last_step)],
        is_restricted=is_closed or request.visibility == Visibility.RESTRICTED,
    )
