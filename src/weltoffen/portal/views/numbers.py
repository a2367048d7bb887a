"""How we count: the rules, each with its number and its members on any day."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from weltoffen.ground.problems import Refused
from weltoffen.ground.spoken import say_day
from weltoffen.portal.day import Day, day_of
from weltoffen.portal.drawing.bars import StepPoint, steps
from weltoffen.portal.drawing.markup import NOTHING, Drawing, scrolling
from weltoffen.portal.pictures import scroll_hint
from weltoffen.portal.rendering import Link, Page, current_language, home_city, show
from weltoffen.publication.selectors import (
    published_count,
    published_counts,
    published_since_rules,
    yearly_counts,
)
from weltoffen.publication.types import PublishedCount

Steps = tuple[tuple[date, int, int], ...]
_MARGIN_YEARS = 2
"""How long before the first step the chart begins, so that the step can be seen."""


def counting_link() -> Link:
    """Return the link to the page of all rules."""
    return Link(reverse("portal:counting"), _("Wie wir zählen"))


@require_safe
def counting(request: HttpRequest) -> HttpResponse:
    """Show every rule with its meaning and its number."""
    day = day_of(request)
    language = current_language()
    page = Page(
        title=_("Wie wir zählen"),
        description=_(
            "Jede Zahl auf diesen Seiten folgt aus einer benannten Regel, einem Tag und Akten "
            "mit Quellen. Hier stehen die Regeln."
        ),
        route="counting",
        uses_day=True,
    )
    return show(
        request,
        "counting.jinja",
        page,
        day=day,
        counts=published_counts(home_city(), day.on, language),
        since_rules=published_since_rules(language),
    )


@require_safe
def counting_rule(request: HttpRequest, rule: str) -> HttpResponse:
    """Show a rule's members on a day, certain and doubtful ones apart, and through the years."""
    day = day_of(request)
    language = current_language()
    try:
        counted = published_count(rule, home_city(), day.on, language)
    except Refused:
        raise Http404 from None
    course = yearly_counts(rule, home_city(), day.on)
    page = Page(
        title=counted.title,
        description=counted.meaning,
        route="counting-rule",
        arguments=(("rule", rule),),
        trail=(counting_link(),),
        uses_day=True,
        way="counting",
    )
    return show(
        request,
        "counting_rule.jinja",
        page,
        day=day,
        counted=counted,
        chart=_chart(counted, course, day, language),
        course=_table(course),
        document=_document_address(rule, day),
        command=f"weltoffen count {rule} --on {day.on.isoformat()}",
    )


def _document_address(rule: str, day: Day) -> str:
    path = reverse("identified", kwargs={"identifier": f"{rule}.json"})
    return f"{settings.WELTOFFEN_ADDRESS}{path}{day.query}"


def _table(course: Steps) -> tuple[tuple[date, int, int], ...]:
    """Return the changes of a count, newest first, without repeating the last on the day itself."""
    changes = [
        step for index, step in enumerate(course) if index == 0 or step[1:] != course[index - 1][1:]
    ]
    return tuple(step for step in reversed(changes) if step[2] or len(changes) > 1)


def _chart(counted: PublishedCount, course: Steps, day: Day, language: str) -> Drawing:
    """Draw a count through the years up to the day shown; nothing where there is no step."""
    risen = [when for when, _certain, possible in course if possible]
    if not risen or risen[0] >= day.on:
        return NOTHING
    first = date(max(risen[0].year - _MARGIN_YEARS, 1), 1, 1)
    title = _("%(title)s im Lauf der Jahre") % {"title": counted.title}
    drawing = steps(
        [StepPoint(*step) for step in course],
        first=first,
        last=day.on,
        today=day.on,
        today_label=day.words(language),
        language=language,
        title=title,
        description=_described(counted, risen[0], day, language),
    )
    return scrolling(drawing, sheet="chart", label=title, hint=scroll_hint())


def _described(counted: PublishedCount, first: date, day: Day, language: str) -> str:
    words = {
        "first": say_day(first, language),
        "day": day.words(language),
        "count": counted.count,
        "possible": counted.possible,
    }
    if counted.count == counted.possible:
        return (
            _(
                "Die Zahl beginnt am %(first)s und beträgt am %(day)s %(count)d. "
                "Alle Stufen stehen in der Tabelle darunter."
            )
            % words
        )
    return (
        _(
            "Die Zahl beginnt am %(first)s; am %(day)s sind %(count)d sicher und %(possible)d "
            "möglich. Alle Stufen stehen in der Tabelle darunter."
        )
        % words
    )
