"""The review bench: a page's text with its passages marked, and what it states, to be decided."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages

from weltoffen.desk.homes import home
from weltoffen.desk.kinds import ACTS, LEDGER, SOURCES
from weltoffen.desk.naming import language
from weltoffen.desk.reviewing.batches import forget, last_batch
from weltoffen.desk.reviewing.marking import Span, pieces
from weltoffen.desk.reviewing.outcomes import only_cited
from weltoffen.desk.reviewing.remaining import still_public
from weltoffen.desk.reviewing.rights import may_decide, of_seen_sources
from weltoffen.desk.reviewing.telling import Told, told, with_all
from weltoffen.desk.reviewing.versions import newer_version
from weltoffen.desk.reviewing.words import SHORT, read_in_part
from weltoffen.desk.views.jobs import Shown, shown
from weltoffen.desk.views.proposals import ProposalsPage
from weltoffen.ground.problems import Refused
from weltoffen.ground.spoken import say_day
from weltoffen.intake.actions import accept, postpone, reject, undo
from weltoffen.intake.enums import OPEN, StatementStatus
from weltoffen.intake.models import Statement
from weltoffen.intake.rules.bounds import end_of_reading
from weltoffen.intake.selectors import waiting
from weltoffen.intake.taken_tables import count_rows
from weltoffen.intake.work import ask_to_read_again, job_of_reading_again
from weltoffen.jobs.selectors import is_nobody_working
from weltoffen.places.models import Municipality
from weltoffen.sources.models import Snapshot
from weltoffen.sources.selectors import text_of

DO = "do"
"""Name of the buttons: what is done with a proposal."""
AGAIN = "read-again"
LONGEST_REASON = 500


class Bench(ProposalsPage):
    """One snapshot: its text, and its proposals in the order of the text.

    ``?at=`` is the proposal that is open, ``?last=`` the one decided a moment ago.
    """

    template_name = "desk/reviewing/bench.html"
    is_left_public = False  # whether the public still reads what was taken back by this request

    @cached_property
    def snapshot(self) -> Snapshot:
        """Return the snapshot, without its bytes."""
        seen = of_seen_sources(Snapshot.objects.all(), self.request.user)
        snapshots = seen.select_related("source").defer("body")
        return get_object_or_404(snapshots, pk=self.kwargs["snapshot"])

    @cached_property
    def city(self) -> Municipality | None:
        """Return the city whose register this is."""
        return home()

    def get_page_title(self) -> str:
        """Return the source's title."""
        return self.snapshot.source.title

    def statements(self) -> Any:
        """Return all that the page states for this city, in the order of the text."""
        found = Statement.objects.filter(snapshot=self.snapshot, home=self.city)
        return found.order_by("start", "end", "id")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do what the button says, and go on to the next proposal."""
        if not may_decide(request.user):
            raise PermissionDenied
        if request.POST.get(DO) == AGAIN:
            return self._read_again()
        number = request.POST.get("statement", "")
        key = int(number) if number.isdecimal() and len(number) < 19 else 0
        statement = get_object_or_404(self.statements(), pk=key)
        try:
            done = self._decide(statement)
        except Refused as refusal:
            messages.error(request, " ".join(each.says(gettext) for each in refusal.problems))
            return HttpResponseRedirect(bench_url(self.snapshot.pk, statement.pk))
        if done:
            forget(request)
        if self.is_left_public:  # what has to be done about it stands at the head of the page
            return HttpResponseRedirect(reverse("desk:bench", args=[self.snapshot.pk]))
        if not done or request.POST[DO] == "undo":
            return HttpResponseRedirect(bench_url(self.snapshot.pk, statement.pk))
        return HttpResponseRedirect(next_url(statement))

    def _decide(self, statement: Statement) -> bool:
        do, by = self.request.POST.get(DO), self.person
        reason = self.request.POST.get("reason", "").strip()[:LONGEST_REASON]
        if do == "accept":
            accept(statement=statement, by=by)
        elif do == "reject":
            reject(statement=statement, by=by, reason=reason)
        elif do == "later":
            postpone(statement=statement, by=by)
        elif do == "undo":
            said = [gettext("Zurückgenommen. Der Vorschlag wartet wieder.")]
            if only_cited(statement):
                said.append(gettext("Der Beleg bleibt am Akt stehen."))
            undo(statement=statement, by=by)
            self.is_left_public = bool(still_public([statement]))
            if self.is_left_public:
                said.append(gettext("Öffentlich steht noch, was zurückgenommen ist: siehe unten."))
            messages.success(self.request, " ".join(said))
        else:
            return False
        return True

    def _read_again(self) -> HttpResponse:
        if self.city is not None:
            ask_to_read_again(snapshot=self.snapshot, home=self.city, by=self.person)
        return HttpResponseRedirect(self.request.path)

    def _again(self) -> Shown | None:
        """Return how reading once more stands, or ended; None if nobody asked for it."""
        job = job_of_reading_again(self.snapshot, self.city) if self.city is not None else None
        return shown(job, self.request.user) if job is not None else None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add text and proposals."""
        proposals = told(with_all(self.statements()))
        shown = [p for p in proposals if p.statement.status != StatementStatus.SUPERSEDED]
        gone = [
            p for p in proposals
            if p.statement.status == StatementStatus.SUPERSEDED and not _is_replaced(p, shown)
        ]  # fmt: skip
        groups = _groups(shown)
        known = [p for p in shown if p.is_known]
        listed = [each for _l, _n, few in groups for each in few]
        at = _current(self.request.GET.get("at"), [*listed, *known])
        batch = last_batch(self.request, self.snapshot.pk)
        # What was accepted together came after what the address names: any decision forgets it.
        last = None if batch else _named(self.request.GET.get("last"), shown)
        spans = [Span(p.pk, p.statement.start, p.statement.end) for p in shown]
        snapshot, again = self.snapshot, self._again()
        text, newer = text_of(snapshot) or "", newer_version(snapshot)
        return super().get_context_data(**kwargs) | {
            "snapshot": snapshot,
            "source_url": SOURCES.url(snapshot.source),
            "received_on": say_day(snapshot.received_on, language()),
            "newer": newer,
            "is_table": count_rows(p.statement for p in proposals) > 0,
            "part": _part(text),
            "pieces": pieces(text, spans),
            "told_by_key": {p.pk: p for p in shown},
            "groups": groups,
            "known": known,
            "gone": gone,
            "open": sum(p.is_open for p in shown),
            "rows": count_rows(p.statement for p in shown if p.is_open),
            "counts": _counts(shown),
            "certain": sum(p.is_certain for p in shown),
            "at": at,
            "is_asked_for": bool(self.request.GET.get("at")),
            "still_public": still_public(p.statement for p in shown),
            "may_publish": ACTS.may(self.request.user, "change"),
            "last": last if last is not None and not last.is_open else None,
            "put_off": last if last is not None and last.is_put_off else None,
            "batch": batch,
            "again": again,
            "is_nobody_working": again is not None and again.is_open and is_nobody_working(),
            "next_page": _next_page(self.city, snapshot),
            "may_decide": may_decide(self.request.user),
            "may_settle": LEDGER.may(self.request.user, "change"),
            "certain_url": reverse("desk:bench-certain", args=[snapshot.pk]),
            "rest_url": reverse("desk:bench-rest", args=[snapshot.pk]),
            "list_url": reverse("desk:proposals"),
            "text_url": reverse("desk:snapshot", args=[snapshot.pk]),
            "compare_url": (
                reverse("desk:snapshot-compare", args=[snapshot.pk]) if snapshot.follows_id else ""
            ),
        }


def _part(text: str) -> str:
    """Return that only the beginning of a text is read, ``""`` where all of it is."""
    end = end_of_reading(text)
    return "" if end == len(text) else read_in_part(end, len(text))


def bench_url(snapshot: int, at: int | None = None, last: int | None = None) -> str:
    """Return the address of a bench with a proposal open."""
    named = {"at": at, "last": last}
    query = "&".join(f"{name}={value}" for name, value in named.items() if value is not None)
    url = reverse("desk:bench", args=[snapshot])
    return (
        f"{url}?{query}#proposal-{at}" if at is not None else (f"{url}?{query}" if query else url)
    )


def next_url(statement: Statement) -> str:
    """Return where one goes on after a decision: the next open proposal of the page, in a circle.

    What was put off comes after everything else.
    """
    beside = Statement.objects.filter(
        snapshot=statement.snapshot_id, home=statement.home_id, status__in=OPEN
    ).exclude(pk=statement.pk)
    place = (statement.start, statement.end, statement.pk)
    rows = beside.values_list("status", "start", "end", "pk")
    order = sorted(
        rows, key=lambda row: (row[0] == StatementStatus.LATER, row[1:] < place, row[1:])
    )
    at = order[0][3] if order else None
    return bench_url(statement.snapshot_id, at, last=statement.pk)


def _groups(shown: Sequence[Told]) -> list[tuple[str, Any, list[Told]]]:
    """Return the proposals by how far they are: name, heading, members; empty groups are out."""
    groups = [
        ("open", _("Zu entscheiden"), [p for p in shown if p.is_open and not p.is_put_off]),
        ("later", _("Zurückgestellt"), [p for p in shown if p.is_put_off]),
        ("decided", _("Entschieden"), [p for p in shown if p.is_decided]),
    ]
    return [(name, heading, members) for name, heading, members in groups if members]


def _named(number: str | None, shown: Sequence[Told]) -> Told | None:
    return next((each for each in shown if str(each.pk) == number), None)


def _current(number: str | None, shown: Sequence[Told]) -> Told | None:
    """Return the proposal that is open: the one asked for, or else the first to decide."""
    asked = _named(number, shown)
    return asked or next((each for each in shown if each.is_open), None)


def _is_replaced(old: Told, shown: Sequence[Told]) -> bool:
    return any(each.statement.replaces_id == old.pk for each in shown)


def _counts(shown: Sequence[Told]) -> list[tuple[str, Any, int]]:
    standing = [p.verdict for p in shown if p.is_open]
    return [(str(v), label, standing.count(v)) for v, label in SHORT.items() if v in standing]


def _next_page(city: Municipality | None, snapshot: Snapshot) -> str:
    """Return the address of another page with open proposals, the oldest; ``""`` if none."""
    if city is None:
        return ""
    others = waiting(city).exclude(snapshot=snapshot)
    first = others.order_by("snapshot__received_on", "snapshot").values_list("snapshot").first()
    return reverse("desk:bench", args=[first[0]]) if first else ""
