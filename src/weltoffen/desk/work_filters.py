"""What lists of requests, tasks, notes and comments can be narrowed to."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.filters import WagtailFilterSet

from weltoffen.casework.enums import Language, NoteKind, RequestState, Topic, Wish
from weltoffen.casework.models import Comment, Criterion, Note, Request, Task, TextBlock
from weltoffen.casework.rules.due import AHEAD, SOON
from weltoffen.casework.rules.requests import LEADS_TO, WAITING
from weltoffen.casework.selectors import tasks_of_mine
from weltoffen.desk.filters import one_of
from weltoffen.records.enums import Role

DUE = [
    ("overdue", _("überfällig")),
    ("today", _("heute")),
    ("soon", _("in den nächsten sieben Tagen")),
    ("month", _("in den nächsten 30 Tagen")),
    ("undated", _("ohne Tag")),
]


def due_within(rows: QuerySet[Any], column: str, value: str) -> QuerySet[Any]:
    """Keep the rows whose day lies so near."""
    today = timezone.localdate()
    last = {"soon": SOON, "month": AHEAD}
    if value == "overdue":
        return rows.filter(**{f"{column}__lt": today})
    if value == "today":
        return rows.filter(**{column: today})
    if value == "undated":
        return rows.filter(**{f"{column}__isnull": True})
    until = today + timedelta(days=last[value])
    return rows.filter(**{f"{column}__gte": today, f"{column}__lte": until})


class RequestFilters(WagtailFilterSet):
    """Narrowing requests; how they stand follows from their steps."""

    state = one_of(
        pgettext_lazy("wie es steht", "Stand"),
        [("waiting", _("wartet auf Antwort")), *RequestState.choices],
        method="in_state",
    )
    wish = one_of(_("Anliegen"), Wish.choices)
    due = one_of(_("Frist"), DUE, method="that_are_due")
    owner = one_of(_("Zuständig"), Role.choices)

    class Meta:
        model = Request
        fields = ("state", "wish", "due", "owner")

    def in_state(self, requests: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Keep the requests that stand so."""
        states = WAITING if value == "waiting" else {RequestState(value)}
        kinds = [kind for kind, state in LEADS_TO.items() if state in states]
        return requests.filter(last_step__in=kinds)

    def that_are_due(self, requests: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Keep the requests that wait and whose deadline lies so near."""
        kinds = [kind for kind, state in LEADS_TO.items() if state in WAITING]
        return due_within(requests.filter(last_step__in=kinds), "deadline", value)


class TaskFilters(WagtailFilterSet):
    """Narrowing tasks."""

    state = one_of(
        pgettext_lazy("wie es steht", "Stand"),
        [("open", _("offen")), ("done", _("erledigt"))],
        method="in_state",
    )
    due = one_of(_("Fällig"), DUE, method="that_are_due")
    owner = one_of(_("Zuständig"), Role.choices)
    whose = one_of(_("Wessen"), [("mine", _("meine"))], method="of_whom")

    class Meta:
        model = Task
        fields = ("state", "due", "owner", "whose")

    def in_state(self, tasks: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Keep the tasks that are open, or those that are done."""
        return tasks.filter(done_on__isnull=value == "open")

    def that_are_due(self, tasks: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Keep the open tasks whose day lies so near."""
        return due_within(tasks.filter(done_on__isnull=True), "due", value)

    def of_whom(self, tasks: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Keep the person's own tasks."""
        return tasks.filter(pk__in=tasks_of_mine(self.request.user).values("pk"))


class NoteFilters(WagtailFilterSet):
    """Narrowing notes."""

    kind = one_of(_("Art"), NoteKind.choices)

    class Meta:
        model = Note
        fields = ("kind",)


class CommentFilters(WagtailFilterSet):
    """Narrowing comments."""

    answered = one_of(
        _("Antwort"),
        [("no", _("noch keine")), ("yes", _("beantwortet")), ("gone", _("zurückgezogen"))],
        method="that_are_answered",
    )

    class Meta:
        model = Comment
        fields = ("answered",)

    def that_are_answered(self, found: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Keep the comments that have an answer, or none yet, or that were withdrawn."""
        if value == "gone":
            return found.filter(withdrawn_at__isnull=False)
        return found.filter(Q(answer="") if value == "no" else ~Q(answer=""), withdrawn_at=None)


class TextBlockFilters(WagtailFilterSet):
    """Narrowing text blocks."""

    topic = one_of(_("Thema"), Topic.choices)
    language = one_of(_("Sprache"), Language.choices)

    class Meta:
        model = TextBlock
        fields = ("topic", "language")


class CriterionFilters(WagtailFilterSet):
    """Narrowing criteria."""

    wish = one_of(_("Anliegen"), Wish.choices)

    class Meta:
        model = Criterion
        fields = ("wish",)
