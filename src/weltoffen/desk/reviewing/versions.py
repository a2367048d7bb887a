"""Which version of its source a snapshot is, and what it is called."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from itertools import count, groupby

from django.urls import reverse
from django.utils.formats import time_format
from django.utils.timezone import localtime
from django.utils.translation import gettext

from weltoffen.desk.naming import language
from weltoffen.ground.spoken import say_day
from weltoffen.intake.chosen_before import ChosenBefore
from weltoffen.intake.models import Statement
from weltoffen.sources.models import Snapshot
from weltoffen.sources.selectors import newest_first


def version_numbers(snapshots: Collection[int]) -> dict[int, int]:
    """Return by primary key the how manieth of its source each of these snapshots is, from 1."""
    sources = Snapshot.objects.filter(pk__in=snapshots).values("source")
    rows = Snapshot.objects.filter(source__in=sources).order_by("source", "received_on", "id")
    found = {}
    for _source, group in groupby(rows.values_list("source", "pk"), key=lambda row: row[0]):
        for number, (_of, pk) in zip(count(1), group, strict=False):
            found[pk] = number
    return {pk: found[pk] for pk in snapshots if pk in found}


def received(snapshot: Snapshot) -> str:
    """Return when a snapshot came, with the time of day where it is known."""
    day = say_day(snapshot.received_on, language())
    if snapshot.received_at is None:
        return day
    return f"{day}, {time_format(localtime(snapshot.received_at), 'H:i')}"


def no_longer_there(newest: Snapshot) -> str:
    """Return that the newest version of a source does not say something any more."""
    return gettext("steht in der Fassung vom %(day)s nicht mehr") % {"day": received(newest)}


def as_chosen(chosen: ChosenBefore, statement: Statement) -> str:
    """Return which place was chosen for a name before, and where."""
    place = chosen.municipality
    said = f"{place}, {place.country}" if place.is_named else gettext("noch nicht benannt")
    if chosen.statement.snapshot_id == statement.snapshot_id:
        words = gettext("Ort wie an anderer Stelle dieses Textes gewählt: %(place)s")
    else:
        words = gettext("Ort wie in der Fassung vom %(day)s gewählt: %(place)s")
    return words % {"place": said, "day": received(chosen.statement.snapshot)}


@dataclass(frozen=True, slots=True)
class Newer:
    """The version that stands for a source in place of an older one.

    ``is_back`` says that the page has returned to what it said before the older one.
    ``compare_url`` leads to the older one beside the one that came after it, ``""`` for none.
    """

    received: str
    is_back: bool
    bench_url: str
    compare_url: str


def newer_version(snapshot: Snapshot) -> Newer | None:
    """Return what replaces a snapshot; None where it is the newest of its source."""
    newest = newest_first(snapshot.source.snapshots.defer("body")).first()
    if newest is None or newest.pk == snapshot.pk:
        return None
    after = snapshot.followed_by.defer("body").order_by("id").first()
    number = version_numbers([snapshot.pk, newest.pk])
    return Newer(
        received=received(newest),
        is_back=number[newest.pk] < number[snapshot.pk],
        bench_url=reverse("desk:bench", args=[newest.pk]),
        compare_url=reverse("desk:snapshot-compare", args=[after.pk]) if after else "",
    )


def version_label(snapshot: Snapshot, number: int, *, is_new: bool) -> str:
    """Return what one of two versions that stand side by side is called."""
    values = {"number": number, "when": received(snapshot)}
    if is_new:
        return gettext("Fassung %(number)d (neu), %(when)s") % values
    return gettext("Fassung %(number)d (zuvor), %(when)s") % values
