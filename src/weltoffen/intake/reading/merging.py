"""One finding per partner: what several places of a page say of it, put together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from weltoffen.intake.reading.homes import Home
from weltoffen.intake.reading.layout import Unit
from weltoffen.intake.reading.prose import Partner
from weltoffen.intake.reading.towns import likely_country
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
    """Say of one partner what its findings say together; the fullest gives name and quote."""
    best_unit, best = max(group, key=lambda each: _fullness(each[1]))
    turned = [p.since for _u, p in group if p.rule.startswith("turned")]
    since = next((s for s in [*turned, *(p.since for _u, p in group)] if s), None)
    until = next((p.until for _u, p in group if p.until), None)
    status = next((p.status for _u, p in group if p.status), None)
    kinds = [p.kind for _u, p in group if p.kind]
    country = next(
        (p.mention.country for _u, p in [(best_unit, best), *group] if p.mention.country), None
    ) or likely_country(best.mention.name, home.country)
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
        since=since,
        until=until,
        status=status or Standing.ACTIVE,
        quote=Quote(text[best_unit.start : best_unit.end], best_unit.start, best_unit.end),
        rule=best.rule,
        confidence=best.weight,
        place=best.mention.place,
        ambiguous=best.mention.is_ambiguous,
    )


def _fullness(partner: Partner) -> tuple[int, int, float]:
    mention = partner.mention
    return (
        2 * bool(partner.since) + mention.is_stated + bool(mention.country),
        bool(partner.status),
        partner.weight,
    )  # fmt: skip
