"""Today: what is to do, what comes, and what changed since one was last here.

Parts of Wagtail's own first page.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from wagtail.admin.ui.components import Component
from wagtail.models import ModelLogEntry

from weltoffen.accounts.actions import come_in
from weltoffen.accounts.selectors import may_see_history
from weltoffen.casework.rules.due import AHEAD
from weltoffen.casework.selectors import deadlines, my_dues
from weltoffen.casework.types import Nearness
from weltoffen.desk.due_words import DueLine, due_line
from weltoffen.desk.gathering import Bundle, Told, gathered
from weltoffen.desk.kinds import KINDS, RELATIONS, REQUESTS, TASKS
from weltoffen.desk.naming import language
from weltoffen.desk.to_do import to_do
from weltoffen.desk.views.histories import TOLD_WITH, latest_changes, with_records
from weltoffen.desk.views.pages import RELATED
from weltoffen.desk.views.sheets import linked
from weltoffen.publication.selectors import published_overview

SHOWN = 12
DUES_SHOWN = 8
READ = 2000
"""Entries that are looked through at most; after a long absence the list of all tells the rest."""


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """Changes told in one line: what, where it leads, by whom and when last."""

    title: str
    url: str
    says: str
    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Jubilee:
    """A round anniversary ahead."""

    title: str
    url: str
    says: str
    on: str


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


def changes_since(user: Any, since: datetime | None) -> list[ChangeLine]:
    """Return what others changed since a moment; the latest changes of all where there is none."""
    entries = latest_changes(user)
    if since is not None:
        entries = entries.filter(timestamp__gt=since).exclude(user=user)
    told = [
        Told(pk, who, (of, about), at)
        for pk, who, of, about, at in entries.values_list(
            "pk", "user", "content_type", "object_id", "timestamp"
        )[:READ]
    ]
    bundles = gathered(told)[:SHOWN]
    newest = ModelLogEntry.objects.filter(pk__in=[bundle.newest for bundle in bundles])
    found = {entry.pk: entry for entry in with_records(newest.select_related(*TOLD_WITH))}
    return [_line(bundle, found[bundle.newest], since) for bundle in bundles]


def _line(bundle: Bundle, entry: Any, since: datetime | None) -> ChangeLine:
    if bundle.records > 1:
        words = ngettext(
            "%(entries)d Änderung an %(n)d Einträgen",
            "%(entries)d Änderungen an %(n)d Einträgen",
            bundle.entries,
        )
        query = f"?who={bundle.who or ''}"
        if since is not None:
            query += f"&since={timezone.localdate(since).isoformat()}"
        return ChangeLine(
            words % {"n": bundle.records, "entries": bundle.entries},
            f"{reverse('desk:changes')}{query}",
            gettext("zuletzt: %(title)s") % {"title": entry.desk_title},
            entry.user_display_name,
            bundle.at,
        )
    says = str(entry.message)
    if bundle.entries > 1:
        more = ngettext(
            "und %(n)d weitere Änderung", "und %(n)d weitere Änderungen", bundle.entries - 1
        )
        says = f"{says} ({more % {'n': bundle.entries - 1}})"
    return ChangeLine(entry.desk_title, entry.sheet_url, says, entry.user_display_name, bundle.at)


def jubilees() -> list[Jubilee]:
    """Return the round anniversaries ahead of this city's relations, nearest first."""
    today = timezone.localdate()
    ahead = published_overview(settings.WELTOFFEN_HOME, today, language()).anniversaries
    return [
        Jubilee(
            title=each.row.name.text,
            url=RELATIONS.url(each.row.identifier),
            says=gettext("%(n)d Jahre %(of)s") % {"n": each.years, "of": each.of_label},
            on=each.words,
        )
        for each in ahead
    ]


def _own_relations(user: Any) -> list[tuple[str, str]]:
    """Return the relations that a guest is invited to, by name and address."""
    found = list(RELATIONS.seen_by(user).select_related(*RELATED["relations"])[:SHOWN])
    return linked(RELATIONS, found)


class TodayPanel(Component):
    """What is to do, ways in, what comes, and what others changed."""

    name = "today"
    order = 50
    template_name = "desk/today.html"

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Return what is shown."""
        user: Any = self.request.user
        may_see = any(kind.may(user, "see") for kind in KINDS.values())
        tells = may_see_history(user)
        mine, ahead = dues(user)
        since = come_in(by=user, at=timezone.now())
        return {
            "may_see": may_see,
            "tells": tells,
            "own": [] if tells else _own_relations(user),
            "to_do": to_do(user),
            "mine": mine,
            "ahead": ahead,
            "may_see_dues": TASKS.may(user, "see"),
            "board_url": reverse("desk:tasks-board"),
            "jubilees": jubilees() if tells else [],
            "ways_in": [
                (kind.adding, kind.add_url, kind.icon)
                for kind in (REQUESTS, TASKS, *KINDS.values())
                if kind.can_be_added and kind.may(user, "add")
            ],
            "since": since,
            "changes": changes_since(user, since) if tells else [],
            "changes_url": reverse("desk:changes"),
        }
