"""Today: what is to do, and what changed last. Parts of Wagtail's own first page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from wagtail.admin.ui.components import Component

from weltoffen.accounts.selectors import may_see_history
from weltoffen.casework.rules.due import AHEAD
from weltoffen.casework.selectors import deadlines, my_dues, tasks_of_mine, waiting_requests
from weltoffen.casework.types import Nearness
from weltoffen.desk.due_words import DueLine, due_line
from weltoffen.desk.kinds import (
    ACTS,
    COMMENTS,
    KINDS,
    LEDGER,
    RELATIONS,
    REQUESTS,
    TASKS,
    Kind,
)
from weltoffen.desk.reviewing.rights import may_see_proposals, may_see_runs
from weltoffen.desk.views.histories import latest_changes, with_records
from weltoffen.desk.views.pages import RELATED
from weltoffen.desk.views.proposals import open_statements
from weltoffen.desk.views.sheets import linked
from weltoffen.intake.enums import AttemptState
from weltoffen.intake.models import Run
from weltoffen.intake.still_said import outlived
from weltoffen.records.enums import Visibility
from weltoffen.relations.models import Disagreement, Relation
from weltoffen.relations.selectors import tells_something, to_be_published

SHOWN = 15
DUES_SHOWN = 8


@dataclass(frozen=True, slots=True)
class ToDo:
    """Something to do: how many, what, and where."""

    count: int
    what: str
    url: str


def to_do(user: Any) -> list[ToDo]:
    """Return what is to do among the records that a user may change; what is done is left out."""
    kinds = [kind for kind in KINDS.values() if kind.may(user, "change")]
    found = [_unpublished(kind) for kind in kinds]
    if RELATIONS in kinds:
        found = [*_of_relations(), *found]
    if LEDGER in kinds:
        found.append(_of_the_ledger())
    if may_see_proposals(user):
        found.insert(0, _proposals())
    if may_see_runs(user):
        found.insert(1, _failed())
    return [each for each in (*_of_casework(user), *found) if each.count]


def _of_casework(user: Any) -> list[ToDo]:
    """Return what of one's own is overdue or due, and who waits for an answer."""
    found = []
    today = timezone.localdate()
    if TASKS.may(user, "change"):
        mine = tasks_of_mine(user)
        found += [
            _count(
                mine.filter(due__lt=today),
                lambda n: ngettext("Aufgabe überfällig", "Aufgaben überfällig", n),
                TASKS,
                "whose=mine&due=overdue",
            ),
            _count(
                mine.filter(due=today),
                lambda n: ngettext("Aufgabe heute fällig", "Aufgaben heute fällig", n),
                TASKS,
                "whose=mine&due=today",
            ),
        ]
    if REQUESTS.may(user, "change"):
        found.append(
            _count(
                waiting_requests(user),
                lambda n: ngettext("Anfrage wartet auf Antwort", "Anfragen warten auf Antwort", n),
                REQUESTS,
                "state=waiting",
            )
        )
    if COMMENTS.may(user, "change"):
        unanswered = COMMENTS.seen_by(user).filter(answer="", withdrawn_at__isnull=True)
        from_outside = unanswered.filter(visibility=Visibility.PARTNER)
        found.append(
            _count(
                from_outside,
                lambda n: ngettext(
                    "Kommentar mit der Partnerstadt ohne Antwort",
                    "Kommentare mit der Partnerstadt ohne Antwort",
                    n,
                ),
                COMMENTS,
                "answered=no",
            )
        )
    return found


def dues(user: Any) -> tuple[list[DueLine], list[DueLine]]:
    """Return what one has to do soon oneself, and what else falls due within 30 days."""
    today = timezone.localdate()
    if not (TASKS.may(user, "see") or REQUESTS.may(user, "see")):
        return [], []
    until = today + timedelta(days=AHEAD)
    mine = my_dues(user, today, until)
    pressing = [due for due in mine if due.nearness is not Nearness.LATER][:DUES_SHOWN]
    others = [due for due in deadlines(user, today, until) if due not in pressing]
    return (
        [due_line(due, today) for due in pressing],
        [due_line(due, today) for due in others[:DUES_SHOWN]],
    )


def _of_relations() -> list[ToDo]:
    relations = Relation.objects.all()
    without_acts = relations.filter(acts__isnull=True)
    in_question = relations.exclude(open_question="")
    due = relations.filter(review_by__lte=timezone.localdate())
    return [
        _count(
            without_acts,
            lambda n: ngettext("Beziehung ohne Akte", "Beziehungen ohne Akte", n),
            RELATIONS,
            "todo=no-acts",
        ),
        _count(
            in_question,
            lambda n: ngettext("Beziehung mit offener Frage", "Beziehungen mit offener Frage", n),
            RELATIONS,
            "todo=question",
        ),
        _count(
            due,
            lambda n: ngettext("Beziehung zu prüfen", "Beziehungen zu prüfen", n),
            RELATIONS,
            "todo=review",
        ),
    ]


def _of_the_ledger() -> ToDo:
    unsettled = Disagreement.objects.filter(settled=False)
    return _count(
        unsettled.exclude(pk__in=outlived(unsettled)),
        lambda n: ngettext("Widerspruch nicht geklärt", "Widersprüche nicht geklärt", n),
        LEDGER,
        "settled=false",
    )


def _proposals() -> ToDo:
    count = open_statements().count()
    what = ngettext(
        "Vorschlag wartet auf Entscheidung", "Vorschläge warten auf Entscheidung", count
    )
    return ToDo(count, what, reverse("desk:proposals"))


def _failed() -> ToDo:
    """Return what could not be read the last time; whoever reads again has seen it."""
    run = Run.objects.order_by("-pk").first()
    count = run.attempts.filter(state=AttemptState.FAILED).count() if run is not None else 0
    what = ngettext(
        "Seite oder Datei beim letzten Einlesen gescheitert",
        "Seiten oder Dateien beim letzten Einlesen gescheitert",
        count,
    )
    return ToDo(count, what, reverse("desk:runs-sheet", args=[run.pk]) if run is not None else "")


def _unpublished(kind: Kind) -> ToDo:
    holds = tells_something() if kind is ACTS else Q()
    internal = kind.model._default_manager.filter(holds, visibility=Visibility.INTERNAL)
    query = "visibility=internal&holds=yes" if kind is ACTS else "visibility=internal"
    if kind is RELATIONS:
        internal, query = to_be_published(), "todo=publish"

    def words(count: int) -> str:
        named = kind.singular if count == 1 else kind.plural
        return gettext("%(kind)s noch nicht veröffentlicht") % {"kind": named}

    return _count(internal, words, kind, query)


def _count(records: QuerySet[Any], what: Callable[[int], str], kind: Kind, query: str) -> ToDo:
    count = records.count()
    return ToDo(count, what(count), f"{kind.list_url}?{query}")


def _own_relations(user: Any) -> list[tuple[str, str]]:
    """Return the relations that a guest is invited to, by name and address."""
    found = list(RELATIONS.seen_by(user).select_related(*RELATED["relations"])[:SHOWN])
    return linked(RELATIONS, found)


class TodayPanel(Component):
    """What is to do, ways in, and the latest changes."""

    name = "today"
    order = 50
    template_name = "desk/today.html"

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Return what is shown."""
        user = self.request.user
        may_see = any(kind.may(user, "see") for kind in KINDS.values())
        tells = may_see_history(user)
        mine, ahead = dues(user)
        return {
            "may_see": may_see,
            "tells": tells,
            "own": [] if tells else _own_relations(user),
            "to_do": to_do(user),
            "mine": mine,
            "ahead": ahead,
            "may_see_dues": TASKS.may(user, "see"),
            "board_url": reverse("desk:tasks-board"),
            "ways_in": [
                (kind.adding, kind.add_url, kind.icon)
                for kind in (REQUESTS, TASKS, *KINDS.values())
                if kind.can_be_added and kind.may(user, "add")
            ],
            "changes": with_records(latest_changes(user)[:SHOWN]) if tells else [],
            "changes_url": reverse("desk:changes"),
        }
