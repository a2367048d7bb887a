"""Lists that are too long for one page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from weltoffen.places.models import Country
from weltoffen.publication import wording
from weltoffen.publication.rules.counted import judge_by
from weltoffen.publication.selectors import shapes
from weltoffen.publication.selectors.prepared import Prepared
from weltoffen.publication.selectors.reading import one_relation, relations_behind
from weltoffen.publication.selectors.rows import rows_from
from weltoffen.publication.types import PublishedPage, PublishedRow
from weltoffen.relations.selectors import untranslated

PAGE = 20
"""How many lines a page of a list has."""
_BATCHES, _SPARE = 3, 2
"""How often to look for more lines to fill a page, and how many more than a page to look at."""


def published_page(
    on: date,
    language: str,
    *,
    home: str | None = None,
    rule: str = "partner-cities",
    country: str = "",
    after: str = "",
    size: int = PAGE,
) -> PublishedPage:
    """Return one page of the relations that a rule counts, however many there are.

    ``home`` None means those of all homes. ``country`` is an ISO code. ``after`` is the cursor that
    the page before gave; one that is not known begins anew. Work and queries depend on the page's
    size, not on the register's: where many relations once had the form asked for and no longer
    do, a page may have fewer lines than ``size`` and still a next one. At most seven queries.
    """
    judge = judge_by(rule)
    found = one_relation(after) if after else None
    last = found[0] if found else None
    rows: list[PublishedRow] = []
    for _batch in range(_BATCHES):
        batch = relations_behind(last, rule, on, size + _SPARE, home=home or "", country=country)
        rows += rows_from(batch, on, language, judge, most=size + 1 - len(rows))
        if len(batch) < size + _SPARE:
            return _cut(rows, size, "")
        if len(rows) > size:
            break
        last = batch[-1]
    return _cut(rows, size, batch[-1].identifier)


def _cut(rows: Sequence[PublishedRow], size: int, seen: str) -> PublishedPage:
    """Return the first lines; the next page goes on behind the last of them, or of those seen."""
    shown = tuple(rows[:size])
    return PublishedPage(shown, shown[-1].identifier if len(rows) > size else seen)


_COUNTRIES = Prepared(
    lambda: (
        untranslated(Country.objects.all()).order_by("code").values_list(*shapes.COUNTRY.paths())
    )
)


def published_countries(language: str) -> tuple[tuple[str, str], ...]:
    """Return code and label of each country of the register, by label.

    Not only of those with a public relation: to find these out costs a look at every relation,
    and a page's work shall not grow with the register.
    """
    return _by_label(tuple(map(tuple, _COUNTRIES.rows())), language)


@lru_cache(maxsize=16)
def _by_label(rows: tuple[tuple[Any, ...], ...], language: str) -> tuple[tuple[str, str], ...]:
    """Word and sort what was read; kept, as some 200 names are the same at every request."""
    countries = [shapes.COUNTRY.read(row) for row in rows]
    labels = [(c.code, wording.worded(c, "label", language).text) for c in countries]
    return tuple(sorted(labels, key=lambda one: one[1]))
