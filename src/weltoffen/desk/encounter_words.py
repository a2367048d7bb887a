"""Encounters in words and numbers: when they are, whom they count, what stands on other sheets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from babel.numbers import format_decimal
from django.db.models import Case, Q, QuerySet, When
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from weltoffen.accounts.selectors import within_reach
from weltoffen.desk.kinds import ENCOUNTERS
from weltoffen.desk.naming import language, titles_of
from weltoffen.desk.views.sheets import Listed
from weltoffen.encounters.enums import Group
from weltoffen.encounters.models import Encounter, EncounterRelation
from weltoffen.encounters.rules.counting import totals
from weltoffen.encounters.selectors import encounters_of
from weltoffen.encounters.types import Tally, Totals
from weltoffen.ground.dates import parse_interval
from weltoffen.ground.spoken import say_date, say_interval
from weltoffen.places.models import Country
from weltoffen.relations.models import Relation

SHOWN = 8
"""So many encounters stand on a relation's sheet; the list has the rest."""


@dataclass(frozen=True, slots=True)
class Row:
    """One country in the table of a count: its cells by group, and what they come to."""

    label: str
    cells: Sequence[int]
    heads: int


@dataclass(frozen=True, slots=True)
class Part:
    """One group in the drawn bar: from where to where, of a width of 100."""

    label: str
    heads: int
    start: float
    width: float
    mark: int


@dataclass(frozen=True, slots=True)
class Counted:
    """The count of an encounter as its sheet shows it; ``lines`` say how long people stayed."""

    groups: Sequence[str]
    rows: Sequence[Row]
    sums: Sequence[int]
    heads: int
    parts: Sequence[Part]
    lines: Sequence[str]


def when_words(encounter: Encounter) -> str:
    """Say from when until when an encounter is, of one day or month just that."""
    span = parse_interval(encounter.valid)
    if span.start is None or span.end is None:
        return say_interval(span, language())
    first, last = (say_date(end, language()) for end in (span.start, span.end))
    if first == last:
        return first
    return gettext("%(first)s bis %(last)s") % {"first": _shortened(first, last), "last": last}


def _shortened(first: str, last: str) -> str:
    """Leave out of a day what the second one says again: of "3. Mai 2026" month and year."""
    words, others = first.split(), last.split()
    while len(words) > 1 and words[-1] == others[-1]:
        words, others = words[:-1], others[:-1]
    return " ".join(words)


def people_words(heads: int) -> str:
    """Say how many people are counted."""
    if not heads:
        return gettext("noch nicht gezählt")
    number = format_decimal(heads, locale=language())
    return ngettext("%(n)s Person", "%(n)s Personen", heads) % {"n": number}


def counted(tallies: Sequence[Tally]) -> Counted | None:
    """Return a count as a table of countries by groups, None where nobody is counted."""
    found = totals(tallies)
    if not found.heads:
        return None
    groups = [group for group in Group if found.by_group.get(group)]
    labels = _labels(found.by_country)
    codes = sorted(found.by_country, key=lambda code: (code == "", labels[code].casefold()))
    return Counted(
        groups=[str(group.label) for group in groups],
        rows=[
            Row(
                labels[code],
                [found.by_both.get((code, group), 0) for group in groups],
                found.by_country[code],
            )
            for code in codes
        ],
        sums=[found.by_group[group] for group in groups],
        heads=found.heads,
        parts=_parts(groups, found),
        lines=list(_stays(found)),
    )


def _labels(codes: Iterable[str]) -> dict[str, str]:
    known = {each.code: each.label for each in Country.objects.filter(code__in=list(codes))}
    return {code: known.get(code, code) or gettext("Land nicht bekannt") for code in codes}


def _parts(groups: Sequence[Group], found: Totals) -> list[Part]:
    parts, start = [], 0.0
    for group in groups:
        width = 100 * found.by_group[group] / found.heads
        mark = list(Group).index(group)
        parts.append(Part(str(group.label), found.by_group[group], start, width, mark))
        start += width
    return parts


def _stays(found: Totals) -> Iterable[str]:
    """Say how long people stayed, and of how many that is not known."""
    for total, lacking, said, unsaid in (
        (
            found.person_days, found.lacking_days,
            gettext("Teilnahmetage zusammen: %(total)s"),
            ngettext("Teilnahmetage zusammen: %(total)s (ohne %(lacking)s Person, deren Tage nicht "
                     "angegeben sind)",
                     "Teilnahmetage zusammen: %(total)s (ohne %(lacking)s Personen, deren Tage "
                     "nicht angegeben sind)", found.lacking_days),
        ),
        (
            found.person_nights, found.lacking_nights,
            gettext("Übernachtungen zusammen: %(total)s"),
            ngettext("Übernachtungen zusammen: %(total)s (ohne %(lacking)s Person, deren Nächte "
                     "nicht angegeben sind)",
                     "Übernachtungen zusammen: %(total)s (ohne %(lacking)s Personen, deren Nächte "
                     "nicht angegeben sind)", found.lacking_nights),
        ),
    ):  # fmt: skip
        if lacking < found.heads:
            numbers = {"total": format_decimal(total, locale=language()), "lacking": lacking}
            yield (unsaid if lacking else said) % numbers


def relations_of(encounters: Sequence[Encounter], user: Any) -> dict[int, list[Relation]]:
    """Return by encounter the relations it belongs to, as far as a person may see them."""
    seen = within_reach(Relation.objects.all(), user)
    links = EncounterRelation.objects.filter(
        encounter__in=[each.pk for each in encounters], relation__in=seen
    ).select_related(*(f"relation__{side}" for side in ("home", "municipality", "network",
                                                        "instrument")))  # fmt: skip
    found: dict[int, list[Relation]] = {each.pk: [] for each in encounters}
    for link in links:
        found[link.encounter_id].append(link.relation)
    return found


def relation_titles(encounters: Sequence[Encounter], user: Any) -> dict[int, str]:
    """Return by encounter the names of its relations in a row."""
    found = relations_of(encounters, user)
    every = {relation.pk: relation for rows in found.values() for relation in rows}
    titles = titles_of(list(every.values()))
    return {pk: "; ".join(titles[each.pk] for each in rows) for pk, rows in found.items()}


def encounters_on_sheet(relation: Relation, user: Any) -> Listed | None:
    """Return a relation's encounters for its sheet; None for those who see none."""
    if not ENCOUNTERS.may(user, "see"):
        return None
    seen: QuerySet[Encounter] = within_reach(encounters_of(relation), user)
    is_ahead = Q(latest__gte=timezone.localdate())
    # What comes, the nearest first; then what was, the latest first.
    in_order = (
        Case(When(is_ahead, then=0), default=1),
        Case(When(is_ahead, then="earliest")),
        "-earliest",
        "-pk",
    )
    found = list(seen.order_by(*in_order)[: SHOWN + 1])
    items = [(_line(each), ENCOUNTERS.url(each)) for each in found[:SHOWN]]
    of_relation = urlencode({"relation": relation.identifier})
    if len(found) > SHOWN:
        every = gettext("Alle %(n)d Begegnungen in der Liste") % {"n": seen.count()}
        items.append((every, f"{ENCOUNTERS.list_url}?{of_relation}"))
    may_add = ENCOUNTERS.may(user, "add")
    return Listed(
        ENCOUNTERS.plural,
        items,
        _("Noch ist keine Begegnung erfasst."),
        f"{ENCOUNTERS.add_url}?{of_relation}" if may_add else "",
        ENCOUNTERS.adding,
    )


def _state_words(encounter: Any) -> str:
    """Say whom an encounter counts, or why it counts nobody."""
    if encounter.withdrawn_because:
        return gettext("abgesagt")
    if not encounter.heads and encounter.earliest > timezone.localdate():
        return gettext("steht bevor")
    return people_words(encounter.heads)


def _line(encounter: Any) -> str:
    """Say an encounter in one line: when, what, and how many people."""
    values = {
        "when": when_words(encounter),
        "title": encounter.title,
        "people": _state_words(encounter),
    }
    return gettext("%(when)s: %(title)s (%(people)s)") % values
