"""The text of what was received: with a passage marked, and beside the version before."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse, reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from weltoffen.desk.homes import home
from weltoffen.desk.kinds import ACTS, SOURCES
from weltoffen.desk.naming import language
from weltoffen.desk.reviewing.differing import compare_texts
from weltoffen.desk.reviewing.marking import Span, pieces
from weltoffen.desk.reviewing.rights import may_see_proposals, of_seen_sources
from weltoffen.desk.reviewing.telling import (
    Surroundings,
    details,
    surroundings,
    title_of_values,
)
from weltoffen.desk.reviewing.versions import version_label, version_numbers
from weltoffen.desk.reviewing.words import kind_of_values
from weltoffen.desk.views.sheets import proof_of
from weltoffen.ground.spoken import say_day
from weltoffen.intake.enums import StatementStatus
from weltoffen.intake.models import Statement
from weltoffen.sources.models import Passage, Snapshot
from weltoffen.sources.selectors import text_of, where_text_is_known


class SnapshotPage(WagtailAdminTemplateMixin, TemplateView):
    """A page about one snapshot, for those who may see sources."""

    header_icon = "openquote"
    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Let in those who may see sources."""
        if not SOURCES.may(request.user, "see"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def snapshot(self) -> Snapshot:
        """Return the snapshot with its source."""
        seen = of_seen_sources(Snapshot.objects.all(), self.request.user)
        snapshots = seen.select_related("source", "follows").defer("follows__body")
        return get_object_or_404(snapshots, pk=self.kwargs["snapshot"])

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way here."""
        source = self.snapshot.source
        return [
            {"url": reverse_lazy("wagtailadmin_home"), "label": _("Heute")},
            {"url": SOURCES.list_url, "label": SOURCES.plural},
            {"url": SOURCES.url(source), "label": source.title},
            {"url": "", "label": self.get_page_title()},
        ]


class SnapshotText(SnapshotPage):
    """The text of a snapshot; ``?passage=`` marks words of it, ``#passage`` leads there."""

    template_name = "desk/reviewing/text.html"

    def get_page_title(self) -> str:
        """Say when it came."""
        day = say_day(self.snapshot.received_on, language())
        return gettext("Text, erhalten am %(day)s") % {"day": day}

    @cached_property
    def passage(self) -> Passage | None:
        """Return the passage asked for, None where none is."""
        asked = self.request.GET.get("passage", "")
        if not asked.isdecimal() or len(asked) > 18:
            return None
        passages = Passage.objects.filter(snapshot=self.snapshot)
        among = where_text_is_known(passages.select_related("snapshot__source"))
        return among.filter(pk=int(asked)).first()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the text, the passage, and what it proves."""
        snapshot, passage = self.snapshot, self.passage
        text = text_of(snapshot)
        spans = []
        if passage is not None and passage.start is not None and passage.end is not None:
            spans = [Span(passage.pk, passage.start, passage.end)]
        shown = pieces(text, spans) if text else []
        follows = snapshot.follows_id and text
        has_bench = Statement.objects.filter(snapshot=snapshot, home=home()).exists()
        return super().get_context_data(**kwargs) | {
            "snapshot": snapshot,
            "source": snapshot.source,
            "source_url": SOURCES.url(snapshot.source),
            "pieces": shown,
            "has_text": bool(text),
            "proof": proof_of(passage) if passage is not None else None,
            "acts": _acts_of(passage) if passage is not None else [],
            "is_marked": any(piece.keys for piece in shown),
            "bench_url": (
                reverse("desk:bench", args=[snapshot.pk])
                if has_bench and may_see_proposals(self.request.user) else ""
            ),
            "compare_url": reverse("desk:snapshot-compare", args=[snapshot.pk]) if follows else "",
        }  # fmt: skip


def _acts_of(passage: Passage) -> list[tuple[str, str]]:
    cited = passage.citations.select_related("act").order_by("id")
    return [(each.act.title, ACTS.url(each.act)) for each in cited]


class CompareSnapshots(SnapshotPage):
    """A snapshot beside the one that it follows, and what their statements say otherwise."""

    template_name = "desk/reviewing/compare.html"

    def get_page_title(self) -> str:
        """Say what is compared."""
        return gettext("Zwei Fassungen vergleichen")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add both texts line by line, and the statements that came, went and stayed."""
        after, before = self.snapshot, self.snapshot.follows
        texts = (text_of(before) if before else None, text_of(after))
        comparison = compare_texts(*texts) if texts[0] and texts[1] else None  # type: ignore[arg-type]
        came, went, stayed = _statements(before, after) if before else ([], [], [])
        number = version_numbers([each.pk for each in (before, after) if each])
        return super().get_context_data(**kwargs) | {
            "source_url": SOURCES.url(after.source),
            "before": before,
            "after": after,
            "before_label": version_label(before, number[before.pk], is_new=False)
            if before
            else "",
            "after_label": version_label(after, number[after.pk], is_new=True),
            "language": after.source.language,
            "comparison": comparison,
            "lists": [
                (_("Neu dazugekommen"), came, "+"),
                (_("Weggefallen"), went, "−"),
                (_("Gleich geblieben"), stayed, "="),
            ],
            "bench_url": reverse("desk:bench", args=[after.pk]),
            "may_see_proposals": may_see_proposals(self.request.user),
        }


Line = tuple[str, str]


def _statements(before: Snapshot, after: Snapshot) -> tuple[list[Line], list[Line], list[Line]]:
    """Return what only the later one states, what only the earlier, and what both state."""
    both: Any = Statement.objects.filter(snapshot__in=[before, after], home=home())
    # Of the later one what its rules no longer find is gone; of the earlier one what was left open
    # was set aside when the later one came.
    both = both.exclude(status=StatementStatus.SUPERSEDED, snapshot=after)
    both = both.exclude(status=StatementStatus.SUPERSEDED, replaced_by__snapshot=before)
    both = list(both.select_related("home", "replaces").order_by("start", "id"))
    around = surroundings(both, both[0].home.name if both else "")
    old = [each for each in both if each.snapshot_id == before.pk]
    new = [each for each in both if each.snapshot_id == after.pk]
    left = Counter(each.content_key for each in old)
    came, stayed = [], []
    for each in new:
        if left[each.content_key]:
            left[each.content_key] -= 1
            stayed.append(each)
        else:
            came.append(each)
    went = [each for each in old if _takes(left, each.content_key)]
    came_, went_, stayed_ = ([_line(e, around) for e in each] for each in (came, went, stayed))
    return came_, went_, stayed_


def _takes(left: Counter[str], key: str) -> bool:
    """Say whether a statement of the earlier one is left over, and count it off."""
    if not left[key]:
        return False
    left[key] -= 1
    return True


def _line(statement: Statement, around: Surroundings) -> Line:
    values = statement.values
    kind = kind_of_values(statement.type, values)
    beside = details(statement.type, values, around)
    title = title_of_values(statement.type, values, statement.quote)
    return title, " · ".join(part for part in (kind, beside) if part)
