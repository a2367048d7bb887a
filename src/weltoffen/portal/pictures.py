"""From published values to the drawn pictures of a page: maps, time line, chart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.templatetags.static import static
from django.utils.translation import gettext as _

from weltoffen.ground.dates import FIRST_DAY, LAST_DAY, Certainty
from weltoffen.portal.drawing.bars import StepPoint, steps
from weltoffen.portal.drawing.markup import Drawing, scrolling
from weltoffen.portal.drawing.projection import EUROPE, WORLD, Frame
from weltoffen.portal.drawing.shapes import MarkerKind, MarkerState, swatch
from weltoffen.portal.drawing.timeline import Mark, MarkLook, Span, SpanLook, timeline
from weltoffen.portal.drawing.worldmap import BOUNDARY_NOTE, Marker, on_map, world_map
from weltoffen.portal.paths import Paths
from weltoffen.publication.types import (
    PublishedAct,
    PublishedHome,
    PublishedRelation,
    PublishedRow,
    PublishedSpan,
)

_KINDS = {
    "twin": MarkerKind.TWIN,
    "inner-german": MarkerKind.INNER_GERMAN,
    "friendship": MarkerKind.FRIENDSHIP,
    "project": MarkerKind.PROJECT,
    "climate": MarkerKind.PROJECT,
    "solidarity": MarkerKind.PROJECT,
}
_LOOKS = {
    "signature": MarkLook.SIGNED,
    "counter-signature": MarkLook.SIGNED,
    "deed-exchange": MarkLook.SIGNED,
    "memorandum": MarkLook.SIGNED,
    "accession-signed": MarkLook.SIGNED,
    "limitation": MarkLook.LIMITING,
    "suspension": MarkLook.LIMITING,
    "end": MarkLook.LIMITING,
    "stated": MarkLook.STATED,
    "activity": MarkLook.STATED,
    "first-contact": MarkLook.STATED,
}


DRAWN = 256
"""How many drawings a process keeps. They are kept by everything that is drawn, so none is old."""


@dataclass(frozen=True, slots=True)
class Maps:
    """The maps of a page, what their marks mean, and the note that stands beneath them."""

    world: Drawing
    europe: Drawing | None
    legend: tuple[tuple[Drawing, str], ...]
    note: str


def scroll_hint() -> str:
    """Return what stands above a drawing that is wider than the screen."""
    return _("Seitlich verschieben, um alles zu sehen")


def _state(row: PublishedRow) -> MarkerState:
    if row.certainty is Certainty.POSSIBLE:
        return MarkerState.POSSIBLE
    if row.bond.value == "ended":
        return MarkerState.ENDED
    if row.bond.value == "planned":
        return MarkerState.PLANNED
    return MarkerState.RESTING if row.exchange.value == "resting" else MarkerState.CERTAIN


def _markers(
    rows: Sequence[PublishedRow], to: Paths, keep_day: str, else_kind: MarkerKind
) -> list[Marker]:
    """Return a marker for each line with a place, numbered as the lines are."""
    return [
        Marker(
            identifier=row.identifier,
            label=row.name.text,
            href=to.relation(row.identifier) + keep_day,
            latitude=row.latitude,
            longitude=row.longitude,
            kind=else_kind
            if row.phase == "uncertain"
            else _KINDS.get(row.phase, MarkerKind.CONTACT),
            state=_state(row),
            number=number,
            note=_note(row),
        )
        for number, row in enumerate(rows, start=1)
        if row.latitude is not None and row.longitude is not None and row.is_named
    ]


def _note(row: PublishedRow) -> str:
    if row.notice is None:
        return row.phase_label
    return f"{row.phase_label}, {row.notice.axis_label} {row.notice.label}"


def maps(
    rows: Sequence[PublishedRow],
    home: PublishedHome | None,
    *,
    to: Paths,
    home_href: str,
    language: str,
    keep_day: str,
    title: str,
    else_kind: MarkerKind = MarkerKind.TWIN,
) -> Maps | None:
    """Draw the lines on the world and on Europe; None where none of them has a place.

    ``else_kind`` is drawn where it is uncertain which form a relation has: that of the list.
    """
    markers = _markers(rows, to, keep_day, else_kind)
    if not markers:
        return None
    start = None
    if home is not None and home.latitude is not None and home.longitude is not None:
        start = Marker(
            home.identifier, home.name.text, home_href, home.latitude, home.longitude,
            kind=MarkerKind.HOME,
        )  # fmt: skip
    return _maps(tuple(markers), start, language, title)


@lru_cache(maxsize=DRAWN)
def _maps(markers: tuple[Marker, ...], start: Marker | None, language: str, title: str) -> Maps:
    """Draw the maps of these marks; the same marks give the same maps."""
    europe = _("Europakarte: %(title)s") % {"title": title}
    return Maps(
        world=_map(WORLD, markers, start, language, _("Weltkarte: %(title)s") % {"title": title}),
        europe=_map(EUROPE, markers, start, language, europe) if on_map(markers, EUROPE) else None,
        legend=_legend(markers),
        note=BOUNDARY_NOTE.get(language, BOUNDARY_NOTE["de"]),
    )


def _map(
    frame: Frame, markers: Sequence[Marker], start: Marker | None, language: str, title: str
) -> Drawing:
    drawn = world_map(
        markers,
        language=language,
        title=title,
        description=_("Die Nummern sind die der Tabelle, die dasselbe in Worten sagt."),
        base=static(f"portal/map/{frame.name}.svg"),
        frame=frame,
        home=start,
        prefix=f"map-{frame.name}",
    )
    return scrolling(drawn, sheet=frame.name, label=title, hint=scroll_hint())


def _legend(markers: Sequence[Marker]) -> tuple[tuple[Drawing, str], ...]:
    """Say what those marks mean that the map shows."""
    kinds = {
        MarkerKind.TWIN: _("Städtepartnerschaft"),
        MarkerKind.INNER_GERMAN: _("innerdeutsche Städtepartnerschaft"),
        MarkerKind.FRIENDSHIP: _("Städtefreundschaft"),
        MarkerKind.PROJECT: _("Partnerschaft für ein Vorhaben"),
        MarkerKind.CONTACT: _("ohne förmliche Bindung"),
    }
    states = {
        MarkerState.POSSIBLE: _("vielleicht"),
        MarkerState.RESTING: _("Austausch ruht"),
        MarkerState.PLANNED: _("geplant"),
        MarkerState.ENDED: _("beendet"),
    }
    shown = {marker.kind for marker in markers}
    found = [(swatch(kind), words) for kind, words in kinds.items() if kind in shown]
    for state, words in states.items():
        of_state = [marker.kind for marker in markers if marker.state is state]
        if of_state:
            found.append((swatch(of_state[0], state), words))
    return tuple(found)


def numbered(acts: Iterable[PublishedAct]) -> dict[str, int]:
    """Return the number that each act bears on the page, those that hold before all others."""
    held = [act.identifier for act in acts if not act.corrected_by and act.kind != "retraction"]
    return {identifier: number for number, identifier in enumerate(held, start=1)}


def time_line(
    relation: PublishedRelation, numbers: Mapping[str, int], *, language: str, day_words: str
) -> Drawing | None:
    """Draw a relation's acts and states; None where of no act is known when it was at the earliest.

    What is not known at all is left out of the drawing and said in the list beneath it.
    """
    marks = [
        _mark(act, numbers[act.identifier])
        for act in relation.acts
        if act.identifier in numbers and (act.earliest > FIRST_DAY or act.latest < LAST_DAY)
    ]
    if all(mark.earliest == FIRST_DAY for mark in marks):
        return None
    known = [day for mark in marks for day in (mark.earliest, mark.latest)]
    known = [day for day in known if FIRST_DAY < day < LAST_DAY]
    first = _year_start(min([*known, relation.on]))
    last = _year_end(max([*known, relation.on]))
    return _time_line(
        tuple(marks),
        tuple(span for span in map(_span, _drawn(relation.spans)) if span is not None),
        (first, last, relation.on),
        language,
        day_words,
        _("Zeitleiste: %(name)s") % {"name": relation.name.text},
    )


@lru_cache(maxsize=DRAWN)
def _time_line(
    marks: tuple[Mark, ...],
    spans: tuple[Span, ...],
    days: tuple[date, date, date],
    language: str,
    day_words: str,
    title: str,
) -> Drawing:
    """Draw a time line from the first to the last of three days, the third marked."""
    drawn = timeline(
        marks,
        spans,
        first=days[0],
        last=days[1],
        today=days[2],
        today_label=day_words,
        language=language,
        title=title,
        description=_("Die Nummern sind die der Liste unter der Zeitleiste."),
        prefix="time",
    )
    return scrolling(drawn, sheet="time", label=title, hint=scroll_hint())


def _year_start(day: date) -> date:
    return date(max(day.year - 1, 1), 1, 1)


def _year_end(day: date) -> date:
    return date(min(day.year + 1, 9998), 12, 31)


def _mark(act: PublishedAct, number: int) -> Mark:
    return Mark(
        identifier=act.identifier,
        label=f"{act.title.text}, {act.on_words}",
        href=f"#act-{act.identifier}",
        earliest=act.earliest,
        latest=act.latest,
        look=_LOOKS.get(act.kind, MarkLook.DECIDED),
        number=number,
    )


def _drawn(spans: Sequence[PublishedSpan]) -> list[PublishedSpan]:
    """Return the spans to draw: the form of the relation, and axes that ever left "active"."""
    moved = {span.axis for span in spans if span.value != "active"}
    return [span for span in spans if span.axis == "phase" or span.axis in moved]


def _span(span: PublishedSpan) -> Span | None:
    if span.from_earliest == FIRST_DAY and span.from_latest == LAST_DAY:
        return None
    look = SpanLook.PHASE if span.axis == "phase" else SpanLook(span.value)
    return Span(
        row=span.axis_label,
        label=span.label,
        start_earliest=span.from_earliest,
        start_latest=span.from_latest,
        end_earliest=span.until_earliest,
        end_latest=span.until_latest,
        look=look,
        note=span.words,
    )


def chart(
    points: Sequence[tuple[date, int, int]], *, on: date, day_words: str, language: str, title: str
) -> Drawing | None:
    """Draw a count through the years; None where it was always nought."""
    return _drawn_chart(tuple(points), on, day_words, language, title)


@lru_cache(maxsize=DRAWN)
def _drawn_chart(
    points: tuple[tuple[date, int, int], ...], on: date, day_words: str, language: str, title: str
) -> Drawing | None:
    first = next((day for day, _certain, possible in points if possible), None)
    if first is None:
        return None
    drawn = steps(
        [StepPoint(*point) for point in points],
        first=_year_start(first),
        last=on,
        today=on,
        today_label=day_words,
        language=language,
        title=title,
        description=_("Die Tabelle unter der Zeichnung nennt dieselben Zahlen."),
        prefix="chart",
    )
    return scrolling(
        drawn, sheet="chart", label=_("Zeichnung: %(title)s") % {"title": title}, hint=scroll_hint()
    )
