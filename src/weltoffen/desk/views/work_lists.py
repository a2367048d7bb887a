"""Lists of requests, tasks, notes, comments, text blocks and criteria."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets.button import HeaderButton

from weltoffen.casework.enums import StepKind
from weltoffen.casework.rules.requests import LEADS_TO, WAITING
from weltoffen.casework.selectors import about_of, records_of, with_state
from weltoffen.desk import work_filters
from weltoffen.desk.busy_with import ABOUT, keeps_for_all, seen_record
from weltoffen.desk.columns import LinkColumn, title
from weltoffen.desk.due_words import due_words, name_of, whose
from weltoffen.desk.kinds import (
    COMMENTS,
    CRITERIA,
    NOTES,
    REQUESTS,
    TASKS,
    TEXT_BLOCKS,
    has_kind,
    kind_of,
)
from weltoffen.desk.naming import language, titles_of
from weltoffen.desk.searching import matching
from weltoffen.desk.views.record_list import RecordList
from weltoffen.ground.spoken import say_day
from weltoffen.records.models import Record
from weltoffen.relations.models import Relation


class DueColumn(Column):
    """A deadline with how near it is, in words and with an icon."""

    cell_template_name = "desk/parts/due_cell.html"


class WorkList(RecordList):
    """A list of what the office is busy with, which is not in the register's index of words."""

    def search_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Find by the words of the rows themselves."""
        return matching(queryset, self.search_query) if self.is_searching else queryset


class AboutList(WorkList):
    """A list of what is about records; ``?about=`` narrows it to one of them."""

    def get_base_queryset(self) -> QuerySet[Any]:
        """Keep what is about one record, where one is named."""
        found = super().get_base_queryset()
        named = self.request.GET.get(ABOUT, "")
        record = seen_record(named, self.request.user) if named else None
        if record is None:
            return found
        condition = Q(about=about_of(record))
        if isinstance(record, Relation):
            condition |= Q(relation=record)
        return found.filter(condition)

    @cached_property
    def ignored_filters(self) -> list[tuple[str, str]]:
        """Add what the list was to be about, where the person sees no such record."""
        named = self.request.GET.get(ABOUT, "")
        is_lost = bool(named) and seen_record(named, self.request.user) is None
        about = [(gettext("Betrifft"), named)] if is_lost else []
        return [*super().ignored_filters, *about]

    def prepare(self, lines: Sequence[Any]) -> None:
        """Add what each line is about, with the way there for those who may go it."""
        super().prepare(lines)
        found = records_of({line.about for line in lines if line.about})
        seen = {name: each for name, each in found.items() if self._is_seen(each)}
        titles: dict[type[Any], dict[int, str]] = {}
        for model in {type(record) for record in seen.values()}:
            titles[model] = titles_of([r for r in seen.values() if type(r) is model])
        for line in lines:
            record = seen.get(line.about)
            line.desk_about = titles[type(record)][record.pk] if record else "–"
            line.desk_about_url = kind_of(record).url(record) if record else ""

    def _is_seen(self, record: Record) -> bool:
        if not has_kind(type(record)):
            return False
        return kind_of(record).may(self.request.user, "see", record)


def _about_column() -> LinkColumn:
    return LinkColumn("desk_about", label=_("Betrifft"), get_url=lambda row: row.desk_about_url)


class RequestList(AboutList):
    """The inbox: what somebody waits for comes first."""

    kind = REQUESTS
    nothing = _(
        "Noch ist keine Anfrage erfasst. Wenn jemand etwas vom Büro will, halten Sie es hier fest; "
        "eine gespeicherte E-Mail lässt sich dabei übernehmen."
    )
    filterset_class = work_filters.RequestFilters
    default_ordering = "-received_on"
    columns = [
        title(REQUESTS, "subject", _("Anfrage")),
        Column("desk_state", label=pgettext_lazy("wie es steht", "Stand"), sort_key="last_step"),
        DueColumn("desk_due", label=_("Frist"), sort_key="deadline"),
        Column("get_wish_display", label=_("Anliegen"), sort_key="wish"),
        Column("desk_received", label=_("Eingegangen"), sort_key="received_on"),
        Column("get_owner_display", label=_("Zuständig"), sort_key="owner"),
        _about_column(),
    ]

    def get_base_queryset(self) -> QuerySet[Any]:
        """Read how each stands along."""
        return with_state(super().get_base_queryset())

    @cached_property
    def header_buttons(self) -> list[Any]:
        """Add the ways to what answers are made with."""
        return [*super().header_buttons, *_tools(self.request.user)]

    def prepare(self, lines: Sequence[Any]) -> None:
        """Add how each stands and how near its deadline is."""
        super().prepare(lines)
        today = timezone.localdate()
        for line in lines:
            stands = LEADS_TO[StepKind(line.last_step)]
            line.desk_state = stands.label
            line.desk_due = due_words(line.deadline, today, is_over=stands not in WAITING)
            line.desk_received = say_day(line.received_on, language())


def _tools(user: Any) -> list[HeaderButton]:
    """Return the ways to text blocks and criteria."""
    return [
        HeaderButton(kind.plural, kind.list_url, icon_name=kind.icon, priority=50 + number)
        for number, kind in enumerate((TEXT_BLOCKS, CRITERIA))
        if kind.may(user, "see")
    ]


class TaskList(AboutList):
    """Tasks, what is due first in front."""

    kind = TASKS
    nothing = _(
        "Noch ist keine Aufgabe angelegt. Legen Sie hier an, was bis wann zu tun ist, oder an dem "
        "Eintrag, um den es geht."
    )
    related = ("assignee",)
    filterset_class = work_filters.TaskFilters
    default_ordering = "due"
    columns = [
        title(TASKS, "title", _("Aufgabe")),
        DueColumn("desk_due", label=_("Fällig"), sort_key="due"),
        Column("desk_whose", label=_("Wer")),
        Column("get_priority_display", label=_("Dringlichkeit"), sort_key="priority"),
        _about_column(),
        Column("desk_done", label=_("Erledigt"), sort_key="done_on"),
    ]

    def order_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Put what is open first, what has no day behind what has one."""
        if self.ordering == self.default_ordering:
            return queryset.order_by(
                F("done_on").asc(nulls_first=True), F("due").asc(nulls_last=True), "pk"
            )
        return super().order_queryset(queryset)

    @cached_property
    def header_buttons(self) -> list[Any]:
        """Add the way to the board."""
        board = HeaderButton(
            _("Tafel"), reverse("desk:tasks-board"), icon_name="table", priority=50
        )
        return [*super().header_buttons, board]

    def prepare(self, lines: Sequence[Any]) -> None:
        """Add whose each is and how near its day is."""
        super().prepare(lines)
        today = timezone.localdate()
        for line in lines:
            line.desk_due = due_words(line.due, today, is_over=line.done_on is not None)
            line.desk_whose = whose(line)
            line.desk_done = say_day(line.done_on, language()) if line.done_on else ""


class NoteList(AboutList):
    """Notes and telephone calls, newest first."""

    kind = NOTES
    nothing = _("Noch ist nichts notiert. Notizen und Telefonate halten Sie bei dem Eintrag fest, "
                "um den es geht: Öffnen Sie zum Beispiel eine Beziehung.")  # fmt: skip
    filterset_class = work_filters.NoteFilters
    default_ordering = "-on"
    columns = [
        title(NOTES, "topic", _("Thema")),
        Column("desk_on", label=pgettext_lazy("im Kalender", "Tag"), sort_key="on"),
        Column("get_kind_display", label=_("Art"), sort_key="kind"),
        Column("spoken_with", label=_("Mit wem")),
        _about_column(),
    ]
    further = [Column("text", label=_("Text"))]

    def prepare(self, lines: Sequence[Any]) -> None:
        """Add the day in words."""
        super().prepare(lines)
        for line in lines:
            line.desk_on = say_day(line.on, language())


class CommentList(AboutList):
    """Comments, newest first; a withdrawn one keeps its words to itself."""

    kind = COMMENTS
    nothing = _("Noch hat niemand etwas kommentiert. Kommentare schreiben Sie bei dem Eintrag, "
                "den sie betreffen; Gäste aus Partnerstädten können das auch.")  # fmt: skip
    related = ("written_by",)
    filterset_class = work_filters.CommentFilters
    default_ordering = "-written_at"
    columns = [
        title(COMMENTS, None),
        Column("desk_by", label=_("Wer")),
        Column("desk_on", label=_("Wann"), sort_key="written_at"),
        Column("desk_answered", label=_("Antwort")),
        Column("get_visibility_display", label=_("Sichtbarkeit"), sort_key="visibility"),
        _about_column(),
    ]
    further = [Column("answer", label=_("Wortlaut der Antwort"))]

    def prepare(self, lines: Sequence[Any]) -> None:
        """Add who wrote it, when, and whether it is answered."""
        super().prepare(lines)
        for line in lines:
            is_gone = line.withdrawn_at is not None
            if is_gone:
                line.desk_title = gettext("zurückgezogen")
            line.desk_by = name_of(line.written_by)
            line.desk_on = say_day(timezone.localtime(line.written_at).date(), language())
            line.desk_answered = gettext("beantwortet") if line.answer else gettext("noch keine")


class ToolList(WorkList):
    """A list of what answers are made with; who works for one department looks only."""

    def setup(self, request: Any, *args: Any, **kwargs: Any) -> None:
        """Offer nothing new to those who may not make it."""
        super().setup(request, *args, **kwargs)
        if not keeps_for_all(request.user):
            self.add_url_name = None


class TextBlockList(ToolList):
    """The blocks from which answers are composed."""

    kind = TEXT_BLOCKS
    nothing = _("Noch gibt es keinen Textbaustein. Legen Sie an, was Sie immer wieder schreiben; "
                "beim Antworten auf eine Anfrage wird er angeboten.")  # fmt: skip
    filterset_class = work_filters.TextBlockFilters
    default_ordering = ("topic", "language", "title")
    columns = [
        title(TEXT_BLOCKS, "title", _("Name")),
        Column("get_topic_display", label=_("Thema"), sort_key="topic"),
        Column("get_language_display", label=_("Sprache"), sort_key="language"),
        Column("desk_holds", label=_("Gilt")),
    ]
    further = [Column("text", label=_("Text"))]

    def prepare(self, lines: Sequence[Any]) -> None:
        """Add whether each is offered."""
        super().prepare(lines)
        for line in lines:
            line.desk_holds = gettext("nein") if line.is_retired else gettext("ja")


class CriterionList(ToolList):
    """The questions by which requests are judged."""

    kind = CRITERIA
    nothing = _("Noch gibt es kein Kriterium. Legen Sie an, wonach Sie Anfragen einer Art "
                "beurteilen; die Summe rechnet das Programm.")  # fmt: skip
    filterset_class = work_filters.CriterionFilters
    default_ordering = ("wish", "-weight", "id")
    columns = [
        title(CRITERIA, "question", _("Frage")),
        Column("get_wish_display", label=_("Anliegen"), sort_key="wish"),
        Column("weight", label=_("Gewicht"), sort_key="weight"),
        Column("desk_holds", label=_("Gilt")),
    ]

    def prepare(self, lines: Sequence[Any]) -> None:
        """Add whether each counts."""
        super().prepare(lines)
        for line in lines:
            line.desk_holds = gettext("nein") if line.is_retired else gettext("ja")


WORK_LISTS = {
    view.kind.name: view
    for view in (RequestList, TaskList, NoteList, CommentList, TextBlockList, CriterionList)
}
