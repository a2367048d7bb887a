"""Storing the world's twin towns, a thousand at a time, each thousand whole or not at all.

All of it stands on one passage: the file as it was received, by its hash. A passage per line would
cost as much as the relations themselves and say no more than the hash does; the file's line can be
found by the two names.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from weltoffen.demo.world import Pair, WorldFile
from weltoffen.ground.dates import UNKNOWN, parse_date
from weltoffen.ground.identifiers import identifier_from
from weltoffen.ground.languages import LANGUAGES
from weltoffen.places.actions import record_country
from weltoffen.places.bulk import NewMunicipality, record_municipalities
from weltoffen.places.gazetteer import Place, country_name
from weltoffen.places.models import Country, Municipality
from weltoffen.records.enums import Visibility
from weltoffen.relations.actions import Effects
from weltoffen.relations.actions.bulk import (
    NewAct,
    NewCityRelation,
    record_acts,
    record_city_relations,
)
from weltoffen.relations.enums import ActKind, Phase, Status
from weltoffen.relations.models import Relation
from weltoffen.sources.actions import receive_snapshot, record_passage, record_source
from weltoffen.sources.enums import SourceKind, Standing
from weltoffen.sources.models import Passage, Source

if TYPE_CHECKING:
    from weltoffen.accounts.models import User

BATCH = 1000
SHORT = 40
"""The longest name of a place inside a relation's identifier; two of them and an ending fit."""
_TITLE = {
    "de": "In einer Liste der Partnerstädte verzeichnet, ohne Jahr",
    "en": "Named in a list of partner cities, without a year",
}
_GIST = {
    "de": "Jede Zeile der Tabelle nennt zwei Orte als Partnerstädte, ohne Jahr und ohne Beleg.",
    "en": "Each line of the table names two places as partner cities, without year or proof.",
}
_NOTE = {
    "de": "Zusammengestellt aus Listen der englischen Wikipedia, CC BY-SA 4.0.",
    "en": "Compiled from lists of English Wikipedia, CC BY-SA 4.0.",
}
_NAMED = Effects(phase=Phase.TWIN, bond=Status.ACTIVE)


@dataclass(frozen=True, slots=True)
class Load:
    """In whose name, on which passage and how visibly the pairs are stored.

    ``as_of`` is the EDTF date of the list: what it names had happened by then.
    """

    citation: Passage
    by: User
    visibility: Visibility
    as_of: str


def record_list(file: WorldFile, *, as_of: str, visibility: Visibility, by: User) -> Load:
    """Record the file as a source, once; the same bytes again are the same source."""
    identifier = f"partnerstaedte-der-welt-{file.sha256[:12]}"
    with transaction.atomic():
        source = Source.objects.filter(identifier=identifier).first() or record_source(
            identifier=identifier,
            kind=SourceKind.OTHER,
            standing=Standing.REPORTED,
            title=f"Städtepartnerschaften der Welt (Tabelle {file.name})"[:200],
            publisher="Wikipedia (englisch)",
            content_date=as_of,
            content_note=_NOTE,
            language="en",
            visibility=visibility,
            by=by,
        )
        snapshot = receive_snapshot(
            source=source,
            received_on=timezone.localdate(),
            media_type="text/csv",
            sha256=file.sha256,
            by=by,
        )
        passage = record_passage(snapshot=snapshot, gist=_GIST, locator="CSV", by=by)
    return Load(passage, by, visibility, as_of)


def not_yet_there(pairs: Sequence[Pair]) -> list[Pair]:
    """Return the pairs between which the register has no relation in this direction yet."""
    there = set(
        Relation.objects.filter(municipality__isnull=False).values_list(
            "home__geonames_id", "municipality__geonames_id"
        )
    )
    return [pair for pair in pairs if pair.key not in there]


def not_of_this_city(pairs: Sequence[Pair]) -> list[Pair]:
    """Return the pairs that are not seen from the city whose register this is.

    It keeps its own relations, with dates and proofs; a list without either would only add to
    them what it has left out on purpose, or has under another name.
    """
    home = Municipality.objects.filter(identifier=settings.WELTOFFEN_HOME).first()
    number = home.geonames_id if home else None
    return [pair for pair in pairs if number is None or pair.home.geonames_id != number]


def store(pairs: Sequence[Pair], load: Load) -> Iterator[int]:
    """Store pairs batch by batch; yields, after each, how many are stored.

    What was yielded is safe; a break inside a batch leaves nothing of that batch.
    """
    countries = _countries(pairs, load)
    known = Municipality.objects.filter(geonames_id__isnull=False)
    places = {place.geonames_id: place for place in known.select_related("country")}
    for start in range(0, len(pairs), BATCH):
        batch = pairs[start : start + BATCH]
        with transaction.atomic():
            places |= _new_places(batch, places, countries, load)
            _store_batch(batch, places, load)
        yield start + len(batch)


def tell_the_planner() -> None:
    """Let the database count its rows anew.

    After thousands of new rows it would go on planning for the few that there were; SQLite never
    counts by itself. Measured: one page's query took 290 ms before and 0.6 ms after.
    """
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        if connection.vendor == "sqlite":
            # It takes the empty cells of a unique column for equal values, and from then on rather
            # looks through the whole table than into that column's index.
            cursor.execute(
                "DELETE FROM sqlite_stat1"
                " WHERE idx LIKE 'sqlite_autoindex_%' AND stat NOT LIKE '% 1'"
            )
            cursor.execute("ANALYZE sqlite_schema")


def _countries(pairs: Sequence[Pair], load: Load) -> dict[str, Country]:
    """Return the countries by code, recorded where missing; the city's own labels stay."""
    codes = {place.country for pair in pairs for place in (pair.home, pair.other)}
    with transaction.atomic():
        known = {country.code: country for country in Country.objects.filter(code__in=codes)}
        for code in sorted(codes - set(known)):
            label = {language: country_name(code, language) for language in LANGUAGES}
            known[code] = record_country(code=code, label=label, by=load.by)
    return known


def _new_places(
    batch: Sequence[Pair],
    known: dict[int | None, Municipality],
    countries: dict[str, Country],
    load: Load,
) -> dict[int | None, Municipality]:
    sides = {
        place.geonames_id: place
        for pair in batch
        for place in (pair.home, pair.other)
        if place.geonames_id not in known
    }
    new = [_as_new(place, countries[place.country]) for place in sides.values()]
    recorded = record_municipalities(places=new, visibility=load.visibility, by=load.by)
    return {place.geonames_id: place for place in recorded}


def _as_new(place: Place, country: Country) -> NewMunicipality:
    # Where GeoNames has a German label, the name it lists the place under is the other one.
    name = {"de": place.german, "en": place.name} if place.german else {"de": place.name}
    return NewMunicipality(
        identifier=_place_identifier(place.name, place.geonames_id),
        name=name,
        country=country,
        geonames_id=place.geonames_id,
        latitude=place.latitude,
        longitude=place.longitude,
    )


def _place_identifier(name: str, geonames_id: int | None) -> str:
    ending = f"-{geonames_id}"
    start = identifier_from(name)[: SHORT - len(ending)].rstrip("-") or "ort"
    return start + ending


def _store_batch(batch: Sequence[Pair], places: dict[int | None, Municipality], load: Load) -> None:
    relations = record_city_relations(
        relations=[
            _relation(places[pair.home.geonames_id], places[pair.other.geonames_id])
            for pair in batch
        ],
        visibility=load.visibility,
        by=load.by,
    )
    acts = [
        NewAct(
            identifier=f"{relation.identifier}-liste",
            relation=relation,
            kind=ActKind.STATED,
            on=UNKNOWN,
            known_by=parse_date(load.as_of, "--as-of").latest,
            title=_TITLE,
            effects=_NAMED,
        )
        for relation in relations
    ]
    record_acts(acts=acts, citation=load.citation, visibility=load.visibility, by=load.by)


def _relation(home: Municipality, other: Municipality) -> NewCityRelation:
    return NewCityRelation(f"{_short(home)}-{_short(other)}", home, other)


def _short(place: Municipality) -> str:
    if len(place.identifier) <= SHORT:
        return place.identifier
    return _place_identifier(place.identifier, place.geonames_id)
