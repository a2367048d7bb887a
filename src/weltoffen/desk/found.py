"""What the search may show a person, and what it found as lines of a page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from weltoffen.accounts.selectors import may_see_history, reach_condition
from weltoffen.desk.kinds import KINDS, SOURCES, WITH_SHEETS
from weltoffen.desk.naming import language
from weltoffen.desk.reviewing.rights import of_seen_sources
from weltoffen.finding.enums import Where
from weltoffen.finding.types import Excerpt, Found, Hit
from weltoffen.ground.dates import parse_date, parse_interval
from weltoffen.ground.problems import Refused
from weltoffen.ground.spoken import say_date, say_interval
from weltoffen.records.enums import Visibility
from weltoffen.sources.models import Snapshot

Pieces = list[tuple[str, bool]]
"""A text in pieces: each with whether it was looked for."""


@dataclass(frozen=True, slots=True)
class Findable:
    """A kind of thing that the search finds, with the way to it.

    ``may`` says whether a person may see any of them, ``url`` makes an address out of a hit's
    reference, ``list_url`` is the list that takes the same search, ``""`` where there is none.
    """

    name: str
    singular: Any
    plural: Any
    icon: str
    may: Callable[[Any], bool]
    url: Callable[[str], str]
    list_url: Callable[[], str]


@cache
def findables() -> Mapping[str, Findable]:
    """Return every kind that the search shows, by its name, in the order of the menu."""
    found = {
        kind.name: Findable(
            kind.name,
            kind.singular,
            kind.plural,
            kind.icon,
            lambda user, kind=kind: kind.may(user, "see"),  # type: ignore[misc]
            kind.url,
            lambda kind=kind: kind.list_url,  # type: ignore[misc]
        )
        for kind in WITH_SHEETS
    }
    found["texts"] = Findable(
        "texts", _("Text einer Quelle"), _("Texte von Quellen"), "doc-full",
        lambda user: SOURCES.may(user, "see"),
        lambda number: reverse("desk:snapshot", args=[number]),
        str,
    )  # fmt: skip
    return found


def seen_by(user: Any) -> Q:
    """Return the condition on entries of the index that a person may see.

    The one place where rights meet the search: hits, counts and guesses are all bounded by it.
    What narrows a kind to some of its records belongs here as a query on the records themselves,
    ``Q(kind=name, record__in=records.values("pk"))``: the index only knows how they once were.
    """
    whole, parts = [], Q(pk__in=())
    for kind in WITH_SHEETS:
        if not kind.may(user, "see"):
            continue
        if reach_condition(kind.model, user) is None:
            whole.append(kind.name)
        else:
            parts |= Q(kind=kind.name, record__in=kind.seen_by(user).values("pk"))
    if SOURCES.may(user, "see"):
        texts = of_seen_sources(Snapshot.objects.all(), user)
        parts |= Q(kind="texts", record__in=texts.values("pk"))
    return Q(kind__in=whole) | parts


@dataclass(frozen=True, slots=True)
class Line:
    """One hit: where it leads, and why it was found."""

    kind: Findable
    url: str
    title: Pieces
    why: str
    excerpt: Pieces
    note: str

    @property
    def plain_title(self) -> str:
        """Return the title without its marks."""
        return "".join(text for text, _ in self.title)


def lines(found: Found, user: Any) -> list[Line]:
    """Return the hits as lines; a guest is not shown what the office has yet to settle."""
    is_guest = not may_see_history(user)
    return [
        _line(replace(hit, excerpt=None) if is_guest and _is_internal(hit) else hit)
        for hit in found.hits
        if hit.kind in findables()
    ]


def _is_internal(hit: Hit) -> bool:
    return hit.excerpt is not None and hit.excerpt.where == Where.QUESTION


def _line(hit: Hit) -> Line:
    kind = findables()[hit.kind]
    is_shown = hit.kind in KINDS and hit.visibility != Visibility.PUBLIC
    return Line(
        kind=kind,
        url=kind.url(hit.reference),
        title=pieces(hit.title, hit.title_marks),
        why=why(hit.excerpt) if hit.excerpt else "",
        excerpt=pieces(hit.excerpt.text, hit.excerpt.marks) if hit.excerpt else [],
        note=str(Visibility(hit.visibility).label) if is_shown and hit.visibility else "",
    )


def pieces(text: str, marks: tuple[tuple[int, int], ...]) -> Pieces:
    """Cut a text where its marks begin and end."""
    cut: Pieces = []
    end = 0
    for start, stop in marks:
        cut += [(text[end:start], False), (text[start:stop], True)]
        end = stop
    return [piece for piece in [*cut, (text[end:], False)] if piece[0]]


def why(excerpt: Excerpt) -> str:
    """Say in a few words where in the record an excerpt stands: "Name bis 1995", "Wortlaut"."""
    label = str(Where(excerpt.where).label) if excerpt.where in Where.values else ""
    if not excerpt.detail:
        return label
    if excerpt.where == Where.FORMER_NAME:
        return gettext("Name %(when)s") % {"when": _when(excerpt.detail, spans=True)}
    if excerpt.where in (Where.ACT, Where.TEXT):
        return f"{label}, {_when(excerpt.detail, spans=False)}"
    return f"{label}, {excerpt.detail}"


def _when(edtf: str, *, spans: bool) -> str:
    try:
        if spans:
            return say_interval(parse_interval(edtf), language())
        return say_date(parse_date(edtf), language())
    except Refused:
        return edtf
