"""What is new, and which anniversaries lie ahead."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta

from weltoffen.ground.dates import EdtfDate, parse_date
from weltoffen.ground.languages import Wording
from weltoffen.ground.spoken import say_date
from weltoffen.publication import wording
from weltoffen.publication.rules.anniversaries import next_anniversary
from weltoffen.publication.rules.news import newest_first
from weltoffen.publication.selectors import shapes
from weltoffen.publication.selectors.prepared import Prepared
from weltoffen.publication.selectors.reading import relations_of_home
from weltoffen.publication.selectors.rows import Held, held_acts, names_of
from weltoffen.publication.types import PublishedAnniversary, PublishedNews, PublishedRow
from weltoffen.relations.enums import ActKind
from weltoffen.relations.models import Act
from weltoffen.relations.selectors import untranslated

AHEAD = timedelta(days=2 * 366)


_NEWS = Prepared(
    lambda acts: untranslated(Act.objects.filter(pk__in=acts, known_by__isnull=True)).values_list(
        *shapes.NEWS.paths()
    )
)


def published_news(
    home: str,
    on: date,
    language: str,
    *,
    held: Held | None = None,
    names: Mapping[int, Wording] | None = None,
    most: int = 5,
) -> tuple[PublishedNews, ...]:
    """Return the newest dated acts up to a day: what happened, not what a page merely repeats.

    ``held`` and ``names`` are those of the home's relations, where the caller has read them.
    """
    if held is None or names is None:
        relations = relations_of_home(home)
        held = held_acts(relations)
        with wording.speaking(language):
            names = names_of(relations, on, language)
    # Some of them turn out to be dated only by the page that tells of them, hence some more.
    newest = newest_first(held.acts.values(), on, most * 3)
    rows = _NEWS.rows(acts=newest) if newest else []
    acts = {act.pk: act for act in map(shapes.NEWS.read, rows)}
    with wording.speaking(language):
        return tuple(
            PublishedNews(
                identifier=act.identifier,
                relation=act.relation.identifier,
                relation_name=names[act.relation_id],
                title=wording.worded(act, "title", language),
                on_words=say_date(parse_date(act.on), language),
                kind_label=wording.label_of(ActKind, act.kind),
            )
            for act in [acts[pk] for pk in newest if pk in acts][:most]
        )


def published_anniversaries(
    rows: Iterable[PublishedRow],
    signing: Mapping[str, Collection[EdtfDate]],
    on: date,
    language: str,
) -> tuple[PublishedAnniversary, ...]:
    """Return the round anniversaries ahead of the relations in a list, nearest first.

    ``signing`` are the dates on which each was signed, by its identifier.
    """
    found = []
    with wording.speaking(language):
        for row in rows:
            if row.since is None:
                continue
            ahead = next_anniversary(row.since, on, AHEAD, signing.get(row.identifier, ()))
            if ahead is not None:
                found.append(
                    PublishedAnniversary(
                        row, ahead.years, ahead.on, say_date(ahead.on, language),
                        row.phase, row.phase_label,
                    )
                )  # fmt: skip
    return tuple(sorted(found, key=lambda a: (a.on.latest, a.row.identifier)))
