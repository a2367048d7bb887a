"""What is new, and which anniversaries lie ahead."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import lru_cache

from weltoffen.ground.dates import Precision, parse_date
from weltoffen.ground.languages import Wording
from weltoffen.ground.spoken import say_date
from weltoffen.publication import wording
from weltoffen.publication.rules.anniversaries import next_anniversary
from weltoffen.publication.selectors import shapes
from weltoffen.publication.selectors.prepared import Prepared
from weltoffen.publication.selectors.rows import names_of, public_relations
from weltoffen.publication.types import PublishedAnniversary, PublishedNews, PublishedRow
from weltoffen.records.enums import Visibility
from weltoffen.relations.enums import ActKind
from weltoffen.relations.models import Act
from weltoffen.relations.selectors import untranslated

AHEAD = timedelta(days=2 * 366)


@lru_cache(maxsize=8)
def _newest(most: int) -> Prepared:
    return Prepared(
        lambda home, on: (
            untranslated(Act.objects.all())
            .filter(
                relation__home__identifier=home,
                relation__visibility=Visibility.PUBLIC,
                visibility=Visibility.PUBLIC,
                latest__lte=on,
                known_by__isnull=True,
                corrected_by__isnull=True,
            )
            .exclude(kind__in=(ActKind.RETRACTION, ActKind.STATED))
            .order_by("-latest", "-earliest", "id")
            .values_list(*shapes.NEWS.paths())[:most]
        )
    )


def published_news(
    home: str, on: date, language: str, *, names: Mapping[int, Wording] | None = None, most: int = 5
) -> tuple[PublishedNews, ...]:
    """Return the newest dated acts up to a day: what happened, not what a page merely repeats.

    A source's statement counts where it is all that tells of a new form or bond.

    ``names`` are those of the home's relations by primary key, where the caller has read them.
    """
    rows = _newest(most * 3).rows(home=home, on=on)
    acts = [shapes.NEWS.read(row) for row in rows]
    dated = [a for a in acts if parse_date(a.on).precision >= Precision.YEAR][:most]
    with wording.speaking(language):
        if names is None:
            relations = public_relations().filter(pk__in={a.relation_id for a in dated})
            names = names_of(relations, on, language)
        return tuple(
            PublishedNews(
                identifier=act.identifier,
                relation=act.relation.identifier,
                relation_name=names[act.relation_id],
                title=wording.worded(act, "title", language),
                on_words=say_date(parse_date(act.on), language),
                kind_label=wording.label_of(ActKind, act.kind),
            )
            for act in dated
        )


def published_anniversaries(
    rows: Iterable[PublishedRow], on: date, language: str
) -> tuple[PublishedAnniversary, ...]:
    """Return the round anniversaries ahead of the relations in a list, nearest first."""
    found = []
    with wording.speaking(language):
        for row in rows:
            if row.since is None:
                continue
            ahead = next_anniversary(row.since, on, AHEAD)
            if ahead is not None:
                found.append(
                    PublishedAnniversary(
                        row, ahead.years, ahead.on, say_date(ahead.on, language),
                        row.phase, row.phase_label,
                    )
                )  # fmt: skip
    return tuple(sorted(found, key=lambda a: (a.on.latest, a.row.identifier)))
