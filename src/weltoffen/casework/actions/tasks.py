"""Planning tasks and doing them.

This is the door for other rooms too: what finds a deadline or an unknown calls :func:`plan_task`
with the ``cause``, as often as it finds it.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from weltoffen.casework.actions.about import concerning, identifier_for, no_wider_than, unit_of
from weltoffen.casework.enums import Priority, Repeat
from weltoffen.casework.models import Task
from weltoffen.casework.rules.due import next_year
from weltoffen.ground.problems import N_, Problem, Refused
from weltoffen.records.actions import amend, keep, log
from weltoffen.records.enums import Role, Visibility
from weltoffen.records.models import Record

if TYPE_CHECKING:
    from weltoffen.accounts.models import User

_FUNCTION = N_("Ein Programm übernimmt keine Aufgabe. Wählen Sie eine Person, oder niemanden.")
_HAS_FOLLOWED = N_(
    "Die Aufgabe für das nächste Jahr ist schon erledigt oder verschoben. Legen Sie eine neue an, "
    "wenn noch etwas zu tun ist."
)
CHANGEABLE = frozenset({"title", "text", "due", "assignee", "priority", "repeat", "owner", "unit"})


@transaction.atomic
def plan_task(
    *,
    title: str,
    owner: Role,
    by: User,
    due: date | None = None,
    about: Record | None = None,
    text: str = "",
    assignee: User | None = None,
    priority: Priority = Priority.NORMAL,
    repeat: Repeat = Repeat.NEVER,
    visibility: Visibility = Visibility.INTERNAL,
    unit: str | None = None,
    cause: str | None = None,
) -> Task:
    """Plan something for somebody in a function to do, mostly until a day.

    ``cause`` names what gave rise to it, such as ``unknown:room.model:identifier``: where it made a
    task already, done or not, it is returned as it is. So whoever finds causes may call this
    again and again.
    """
    if cause is not None:
        known = Task.objects.filter(cause=cause).first()
        if known is not None:
            return known
    _refuse_functions(assignee)
    task = Task(
        identifier=identifier_for("aufgabe", timezone.localdate()),
        title=title.strip(),
        owner=owner,
        due=due,
        text=text.strip(),
        assignee=assignee,
        priority=priority,
        repeat=repeat,
        visibility=no_wider_than(visibility, about),
        unit=unit_of(about, unit),
        cause=cause,
        **concerning(about),
    )
    keep(task)
    log("casework.task.plan", task, by=by, data={"title": task.title, "about": task.about})
    return task


@transaction.atomic
def amend_task(*, task: Task, by: User, **changes: Any) -> Task:
    """Change what a task says, when it is due or whose it is; the history keeps both."""
    others = sorted(set(changes) - CHANGEABLE)
    if others:
        raise ValueError(f"no task is amended by {', '.join(others)}")
    _refuse_functions(changes.get("assignee"))
    amend(task, action="casework.task.amend", by=by, **changes)
    return task


@transaction.atomic
def finish_task(*, task: Task, by: User, on: date | None = None) -> Task:
    """Say that a task is done; one that comes every year is planned for the next one.

    To finish twice changes nothing. Returns the task that was finished.
    """
    found = Task.objects.select_for_update().get(pk=task.pk)
    if found.done_on is not None:
        return found
    found.done_on, found.done_by = on or timezone.localdate(), by
    keep(found, only=["done_on", "done_by"])
    log("casework.task.finish", found, by=by, data={"title": found.title})
    if found.repeat == Repeat.YEARLY and not Task.objects.filter(follows=found).exists():
        _plan_next(found, by)
    return found


def _plan_next(done: Task, by: User) -> Task:
    assert done.due is not None  # held by task_that_comes_again_has_a_day
    kept = ("title", "text", "priority", "repeat", "visibility", "owner", "unit", "about")
    following = Task(
        identifier=identifier_for("aufgabe", timezone.localdate()),
        due=next_year(done.due),
        assignee=done.assignee,
        relation=done.relation,
        follows=done,
        **{name: getattr(done, name) for name in kept},
    )
    keep(following)
    log("casework.task.plan", following, by=by, data={"title": following.title})
    return following


@transaction.atomic
def reopen_task(*, task: Task, by: User) -> Task:
    """Say that a task is not done after all.

    What was planned for the next year with it goes on the same way: it is finished again later, and
    plans nothing twice.
    """
    found = Task.objects.select_for_update().get(pk=task.pk)
    if found.done_on is None:
        return found
    following = Task.objects.filter(follows=found).first()
    if following is not None and following.done_on is not None:
        raise Refused(Problem("task", _HAS_FOLLOWED))
    found.done_on = found.done_by = None
    keep(found, only=["done_on", "done_by"])
    log("casework.task.reopen", found, by=by, data={"title": found.title})
    return found


def _refuse_functions(assignee: User | None) -> None:
    if assignee is not None and assignee.is_function:
        raise Refused(Problem("assignee", _FUNCTION))
