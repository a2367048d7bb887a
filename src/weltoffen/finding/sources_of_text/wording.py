"""What all kinds share: texts by language, names, and what may be told along with a record."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from django.db import models
from django.db.models import QuerySet
from django.utils import translation

from weltoffen.finding.enums import Where
from weltoffen.finding.types import Said
from weltoffen.ground.languages import LANGUAGES, LEADING
from weltoffen.organisations.models import OrganisationName
from weltoffen.places.models import Country, Municipality
from weltoffen.records.enums import Visibility

_OPENNESS = (Visibility.PUBLIC, Visibility.PARTNER, Visibility.INTERNAL)


def in_languages(row: Any, field: str) -> dict[str, str]:
    """Return a translated field by language, only where it says something."""
    texts = {code: getattr(row, f"{field}_{code}") or "" for code in LANGUAGES}
    return {code: text for code, text in texts.items() if text}


def said(where: Where, row: Any, *fields: str, detail: str = "") -> Iterator[Said]:
    """Yield translated fields of a row in every language, each text once."""
    for field in fields:
        for text in dict.fromkeys(in_languages(row, field).values()):
            yield Said(where, text, detail)


def plain(where: Where, *texts: str | None) -> Iterator[Said]:
    """Yield texts that have no language, where they say something."""
    return (Said(where, text) for text in texts if text)


@cache
def _labels(choices: type[models.TextChoices], value: str) -> tuple[str, ...]:
    labels = []
    for code in LANGUAGES:
        with translation.override(code):
            labels.append(str(choices(value).label))
    return tuple(dict.fromkeys(labels))


def sorts(choices: type[models.TextChoices], *values: str) -> Iterator[Said]:
    """Yield what sort of thing a record is, in every language: a search says it in words."""
    for value in dict.fromkeys(values):
        if value in choices.values:
            yield from (Said(Where.SORT, label) for label in _labels(choices, value))


def place_names(place: Municipality) -> Iterator[Said]:
    """Yield all names of a municipality and its country's."""
    yield from said(Where.NAME, place, "name")
    yield from plain(Where.NAME, place.endonym)
    yield from said(Where.COUNTRY, place.country, "label")


def names_over_time(names: Iterable[OrganisationName]) -> Iterator[Said]:
    """Yield names of an organisation, those that it no longer bears with their time."""
    for name in names:
        is_over = not name.valid.endswith("..")
        where = Where.FORMER_NAME if is_over else Where.NAME
        yield from said(where, name, "name", detail=name.valid if is_over else "")


def may_tell_of(part: str, whole: str) -> bool:
    """Say whether all who may see a record may see another one that is told along with it.

    What is restricted is told with nothing: who may see it depends on more than that.
    """
    if part not in _OPENNESS:
        return False
    return whole not in _OPENNESS or _OPENNESS.index(Visibility(part)) <= _OPENNESS.index(
        Visibility(whole)
    )


def paired(home: Mapping[str, str], counterpart: Mapping[str, str]) -> dict[str, str]:
    """Return the names of a relation by language, out of those of its two sides."""
    return {
        code: f"{home.get(code) or home.get(LEADING, '')} – "
        f"{counterpart.get(code) or counterpart.get(LEADING, '')}"
        for code in dict.fromkeys((LEADING, *home, *counterpart))
    }


def keys_of(
    rows: QuerySet[Any], by: str, to: str = "pk"
) -> Callable[[Collection[int]], Iterable[int]]:
    """Return what finds the keys of rows by those of what they point at."""

    def follow(keys: Collection[int]) -> Iterable[int]:
        found = rows.filter(**{f"{by}__in": list(keys)}).order_by()
        return found.values_list(to, flat=True).distinct().iterator()

    return follow


def by_country(path: str, rows: QuerySet[Any]) -> Callable[[Collection[int]], Iterable[int]]:
    """Return what finds the keys of rows by their country's."""
    return keys_of(rows, f"{path}country")


COUNTRY, PLACE = Country._meta.label_lower, Municipality._meta.label_lower
