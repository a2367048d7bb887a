"""One finding per partner: what several places of a page say of it, put together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from weltoffen.intake.reading.dates import FIRST_YEAR
from weltoffen.intake.reading.homes import Home
from weltoffen.intake.reading.layout import Unit
from weltoffen.intake.reading.prose import Partner
from weltoffen.intake.reading.status_dates import is_only_of_the_standing, status_date
from weltoffen.intake.reading.towns import likely_country
from weltoffen.intake.reading.trust import trusted
from weltoffen.intake.types import FoundRelation, Kind, Quote, Standing
from weltoffen.places.gazetteer import fold

_RIVER = re.compile(r" (?:upon|on|an der|am) ")
_TITLE = re.compile(r"^(?:royal borough of|royal|city of|ville de) ")


def merged(found: Iterable[tuple[Unit, Partner]], home: Home, text: str) -> list[FoundRelation]:
    """Return one relation per partner, in the order of their first mention."""
    return [_relation(home, group, text) for group in _grouped(found, home)]


def _grouped(found: Iterable[tuple[Unit, Partner]], home: Home) -> list[list[tuple[Unit, Partner]]]:
    """Put together what is said of one partner, whatever it is called.

    Namesakes of the city itself, of which there may be several, are told apart by their dates.
    """
    groups: list[list[tuple[Unit, Partner]]] = []
    known: dict[tuple[object, str], int] = {}
    found = list(found)
    for unit, partner in found:
        apart = partner.since if home.is_meant(partner.mention.name) else None
        keys: list[tuple[object, str]] = [((key, apart), partner.home) for key in _keys(partner)]
        keys.append((("said of", id(partner.mention)), partner.home))
        at = next((known[key] for key in keys if key in known), len(groups))
        if at == len(groups):
            groups.append([])
        groups[at].append((unit, partner))
        known.update(dict.fromkeys(keys, at))
    return groups


def _keys(partner: Partner) -> list[object]:
    """Return by what a partner is known again: its name, its parts where it has two, its place."""
    mention = partner.mention
    names = [fold(part) for part in (mention.name, *mention.name.split(" / "))]
    if partner.mention.is_known and (river := _RIVER.search(mention.name)):
        names.append(fold(mention.name[: river.start()]))
    found: list[object] = [*names, *(_TITLE.sub("", name) for name in names)]
    return [*found, mention.place] if mention.place else found


def _relation(home: Home, group: Sequence[tuple[Unit, Partner]], text: str) -> FoundRelation:
    """Say of one partner what its findings say together; the fullest gives name and quote.

    Where a beginning is said, that is the fullest of those that say it: the quote has to prove it.
    """
    turned = [p.since for _u, p in group if p.rule.startswith("turned")]
    since = next((s for s in [*turned, *(p.since for _u, p in group)] if _may_be(s)), None)
    proving = [each for each in group if since is not None and each[1].since == since]
    best_unit, best = max(proving or group, key=lambda each: _fullness(each[1]))
    until = next((p.until for _u, p in group if _may_be(p.until)), None)
    status = next((p.status for _u, p in group if p.status), None)
    status_on, since = _status_date(group, status, since)
    kinds = [p.kind for _u, p in group if p.kind]
    told = next(
        (p.mention.country for _u, p in [(best_unit, best), *group] if p.mention.country), None
    )
    country = told or likely_country(best.mention.name, home.country)
    name = best.mention.name
    longer = (p.mention.name for _u, p in group if p.mention.name.startswith(f"{name} "))
    return FoundRelation(
        home=best.home or home.name,
        name=next((full for full in longer if _RIVER.search(full)), name),
        country=country,
        kind=next(
            (p.kind for _u, p in group if p.rule.startswith(("below", "turned")) and p.kind), None
        )
        or best.kind
        or (kinds[0] if kinds else Kind.TWIN),
        since=None if status is Standing.PLANNED else since,
        until=until,
        status=status or Standing.ACTIVE,
        quote=Quote(text[best_unit.start : best_unit.end], best_unit.start, best_unit.end),
        rule=best.rule,
        confidence=trusted(best),
        place=best.mention.place,
        ambiguous=best.mention.is_ambiguous,
        status_on=status_on,
        country_is_likely=told is None and country is not None,
    )


def _may_be(on: str | None) -> bool:
    """Say whether a relation of cities may have begun or ended then."""
    return on is not None and int(on[:4]) >= FIRST_YEAR


def _status_date(
    group: Sequence[tuple[Unit, Partner]], status: Standing | None, since: str | None
) -> tuple[str | None, str | None]:
    """Return the date of the standing, and that of the beginning without it: "ruht seit 2023"."""
    for unit, partner in group:
        if partner.status is not status:
            continue
        on = status_date(unit.text, status, partner.mention.start)
        if on is not None:
            is_its_own = on == since and is_only_of_the_standing(unit.text, on)
            return on, None if is_its_own else since
    return None, since


def _fullness(partner: Partner) -> tuple[int, int, float]:
    mention = partner.mention
    return (
        2 * bool(partner.since) + mention.is_stated + bool(mention.country),
        bool(partner.status),
        partner.weight,
    )  # fmt: skip
