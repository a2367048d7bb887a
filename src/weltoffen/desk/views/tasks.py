"""Pages of tasks: the sheet, the board, planning, doing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from weltoffen.casework.actions import amend_task, finish_task, plan_task, reopen_task
from weltoffen.casework.enums import Priority, Repeat
from weltoffen.casework.models import Task
from weltoffen.casework.rules.due import nearness
from weltoffen.casework.selectors import open_tasks
from weltoffen.casework.types import Nearness
from weltoffen.desk.busy_with import own_unit
from weltoffen.desk.due_words import DueWords, due_words, name_of, whose
from weltoffen.desk.forms.casework import AmendTaskForm, NothingForm, TaskForm
from weltoffen.desk.kinds import TASKS
from weltoffen.desk.naming import language
from weltoffen.desk.views.about import AboutPage, back_to
from weltoffen.desk.views.casework import WorkSheet
from weltoffen.desk.views.editing import AmendPage, RecordFormPage
from weltoffen.desk.views.pages import DeskPage
from weltoffen.desk.views.sheets import Fact
from weltoffen.ground.spoken import say_day
from weltoffen.records.enums import Role, Visibility

MOST = 300
"""So many tasks stand on the board; the list has the rest."""
COLUMNS = (
    (Nearness.OVERDUE, _("Überfällig")),
    (Nearness.TODAY, _("Heute")),
    (Nearness.SOON, _("In den nächsten sieben Tagen")),
    (Nearness.LATER, _("Später")),
    (Nearness.UNDATED, _("Ohne Tag")),
)

MEANT = "meant"
"""Hidden field: which of two opposite steps the page offered when it was opened."""
FINISH, REOPEN = "finish", "reopen"


class TaskSheet(WorkSheet):
    """A task."""

    kind = TASKS
    template_name = "desk/task.html"
    record: Task

    def facts(self) -> list[Fact]:
        """Return what is to be done, by whom, until when."""
        task = self.record
        following = Task.objects.filter(follows=task).first()
        before = task.follows
        return [
            self.about_fact(),
            Fact(_("Übernommen von"), name_of(task.assignee)),
            Fact(_("Dringlichkeit"), task.get_priority_display()),
            Fact(_("Kommt wieder"), task.get_repeat_display()),
            Fact(_("Was dazu zu sagen ist"), task.text),
            Fact(_("Erledigt"), _done(task)),
            Fact(_("Folgt auf"), before or "", TASKS.url(before) if before else ""),
            Fact(_("Danach"), following or "", TASKS.url(following) if following else ""),
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add how near its day is."""
        task = self.record
        is_done = task.done_on is not None
        return super().get_context_data(**kwargs) | {
            "due": due_words(task.due, timezone.localdate(), is_over=is_done),
            "is_done": is_done,
            "meant": _next_step(task),
            "done_url": TASKS.url(task, "done") if self.may("change") else "",
        }


def _done(task: Task) -> str:
    if task.done_on is None:
        return ""
    return f"{say_day(task.done_on, language())}, {name_of(task.done_by)}"


class AddTask(AboutPage):
    """A new task."""

    kind = TASKS
    page_title = _("Aufgabe anlegen")
    form_class = TaskForm

    def get_initial(self) -> dict[str, Any]:
        """Begin with the office and nothing urgent, under the title that led here, if one did."""
        return {
            "title": self.request.GET.get("title", ""),
            "owner": Role.COORDINATION,
            "priority": Priority.NORMAL,
            "repeat": Repeat.NEVER,
            "visibility": Visibility.INTERNAL,
        }

    def act(self, form: Any) -> Task:
        """Plan it."""
        typed = form.cleaned_data
        return plan_task(
            title=typed["title"],
            owner=Role(typed["owner"]),
            due=typed["due"],
            about=self.chosen(form),
            text=typed["text"],
            assignee=typed["assignee"],
            priority=Priority(typed["priority"]),
            repeat=Repeat(typed["repeat"]),
            visibility=Visibility(typed["visibility"]),
            unit=own_unit(self.person),
            by=self.person,
        )


_AMENDED = ("title", "text", "due", "owner", "assignee", "priority", "repeat")


class AmendTask(AmendPage):
    """A task that there is."""

    kind = TASKS
    form_class = AmendTaskForm

    def initial_of(self, record: Any) -> dict[str, Any]:
        """Return what the register has."""
        found = {name: getattr(record, name) for name in _AMENDED}
        return found | {"assignee": record.assignee_id}

    def amend(self, record: Any, form: Any) -> Task:
        """Amend it."""
        typed = form.cleaned_data
        return amend_task(task=record, by=self.person, **{name: typed[name] for name in _AMENDED})


def _next_step(task: Task) -> str:
    return FINISH if task.done_on is None else REOPEN


class FinishTask(RecordFormPage):
    """Saying that a task is done, or that it is not after all. One press from the sheet."""

    kind = TASKS
    form_class = NothingForm
    record: Task

    @property
    def page_title(self) -> str:
        """Say which of the two."""
        return gettext("Erledigt") if self.record.done_on is None else gettext("Wieder öffnen")

    @property
    def submit_label(self) -> str:
        """Say it on the button too."""
        if self.record.done_on is not None:
            return gettext("Wieder öffnen")
        return gettext("Als erledigt abhaken")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add which of the two is meant: somebody else may do the same meanwhile."""
        return super().get_context_data(**kwargs) | {"hidden": [(MEANT, _next_step(self.record))]}

    def act(self, form: Any) -> Task:
        """Finish it, or open it again, as the page said that it would."""
        if self.request.POST.get(MEANT) != REOPEN:
            return finish_task(task=self.record, by=self.person)
        return reopen_task(task=self.record, by=self.person)

    def success(self, record: Any) -> str:
        """Say what it is now, and what comes next year."""
        if record.done_on is None:
            return gettext("„%(title)s“ ist wieder offen.") % {"title": record.title}
        following = Task.objects.filter(follows=record).first()
        if following is None or following.due is None:
            return gettext("„%(title)s“ ist erledigt.") % {"title": record.title}
        return gettext("„%(title)s“ ist erledigt und kommt am %(day)s wieder.") % {
            "title": record.title, "day": say_day(following.due, language()),
        }  # fmt: skip

    def next_url(self, record: Any) -> str:
        """Return to what the task is about."""
        return back_to(record)


@dataclass(frozen=True, slots=True)
class Card:
    """A task on the board."""

    title: str
    url: str
    who: str
    due: DueWords
    is_urgent: bool
    done_url: str


class TaskBoard(DeskPage, TemplateView):
    """The open tasks by function and by how near their day is."""

    kind = TASKS
    template_name = "desk/task_board.html"
    page_title = _("Tafel")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add a row per function with its columns; empty ones are left out."""
        user = self.request.user
        found = open_tasks(user).select_related("assignee")
        tasks = list(found.order_by(F("due").asc(nulls_last=True), "pk")[: MOST + 1])
        today = timezone.localdate()
        return super().get_context_data(**kwargs) | {
            "rows": list(_rows(tasks[:MOST], today, user)),
            "is_cut": len(tasks) > MOST,
            "list_url": TASKS.list_url,
            "add_url": TASKS.add_url if self.may("add") else "",
            "adding": TASKS.adding,
        }


def _rows(tasks: Iterable[Task], today: date, user: Any) -> Any:
    tasks = list(tasks)
    for role in Role:
        of_role = [task for task in tasks if task.owner == role]
        columns = [
            (heading, [_card(task, today, user) for task in of_role
                       if nearness(task.due, today) is near])
            for near, heading in COLUMNS
        ]  # fmt: skip
        if of_role:
            yield role.label, [(heading, cards) for heading, cards in columns if cards]


def _card(task: Task, today: date, user: Any) -> Card:
    return Card(
        title=task.title,
        url=TASKS.url(task),
        who=whose(task),
        due=due_words(task.due, today),
        is_urgent=task.priority == Priority.HIGH,
        done_url=TASKS.url(task, "done") if TASKS.may(user, "change", task) else "",
    )
