"""Places of the packaged gazetteer in words, to choose from, and what they fill in a form."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from babel.numbers import format_decimal
from django.utils.formats import localize_input
from django.utils.translation import gettext

from weltoffen.desk.naming import language
from weltoffen.ground.languages import LEADING
from weltoffen.places.gazetteer import Place, country_name, division_name, region_name
from weltoffen.places.models import Country

MOST = 40
"""So many places of one name are offered, those with most inhabitants; no list is longer."""


@dataclass(frozen=True, slots=True)
class Offered:
    """A place to choose: its GeoNames id, where it is, and what tells it from others.

    ``point`` is its latitude and longitude, for those who look for it.
    """

    value: int
    name: str
    details: str
    point: str = ""


def country_names(codes: Iterable[str]) -> dict[str, str]:
    """Return the names of countries by code: the city's label, or else the common name."""
    wanted = set(codes)
    names = {code: country_name(code, language()) for code in wanted}
    return names | {
        country.code: country.label for country in Country.objects.filter(code__in=wanted)
    }


def offered(places: Iterable[Place]) -> list[Offered]:
    """Return places as they are offered: told apart by division and country.

    Where that does not do, because two of one name lie in the same division, their point is told.
    """
    places = list(places)
    countries = country_names(place.country for place in places)
    names = {place.geonames_id: _where(place, countries[place.country]) for place in places}
    bearers = Counter(names.values())
    return [
        Offered(
            place.geonames_id,
            names[place.geonames_id],
            _details(place, is_alone=bearers[names[place.geonames_id]] == 1),
            _point(place),
        )
        for place in places
    ]


def said(place: Place) -> str:
    """Return a place in a line."""
    (line,) = offered([place])
    return f"{line.name} ({line.details})"


def _where(place: Place, country: str) -> str:
    name = name_of(place)
    division = division_name(place.country, place.admin1, language())
    if division in (name, place.german, place.name):  # Hamburg, Berlin, Genf; Dorpat in Tartu
        division = ""
    return ", ".join(part for part in (name, division, country) if part)


def name_of(place: Place) -> str:
    """Return what a place is called in the language that is spoken."""
    return place.german or place.name if language() == LEADING else place.name


def _details(place: Place, is_alone: bool) -> str:
    people = gettext("unbekannt")
    if place.population:
        people = str(format_decimal(place.population, locale=language()))
    inhabitants = gettext("Einwohner: %(people)s") % {"people": people}
    told = [_called_there(place), inhabitants, "" if is_alone else _point(place)]
    return "; ".join(each for each in told if each)


def _called_there(place: Place) -> str:
    """Return what the people there call a place, with its division, where we call it otherwise."""
    if name_of(place) == place.name:
        return ""
    values = {"name": place.name, "region": division_name(place.country, place.admin1, language())}
    if values["region"] == place.name:
        return gettext("heißt dort %(name)s, Region %(region)s") % values
    return gettext("heißt dort %(name)s") % values


def _point(place: Place) -> str:
    here = {"latitude": _degrees(place.latitude), "longitude": _degrees(place.longitude)}
    return gettext("Breite %(latitude)s, Länge %(longitude)s") % here


def _degrees(value: float) -> str:
    """Return a number as a form shows and reads it: with all its decimals."""
    return str(localize_input(value))


def suggested(place: Place) -> dict[str, str]:
    """Return what a place fills in the form, by field."""
    return {
        "name_en": place.name,
        "country": country_names([place.country])[place.country],
        "region": region_name(place.country, place.admin1),
        "latitude": _degrees(place.latitude),
        "longitude": _degrees(place.longitude),
        "geonames_id": str(place.geonames_id),
    }


def filled(typed: Mapping[str, str], place: Place, before: Place | None) -> dict[str, str]:
    """Return what changes in a form when a place is chosen: what somebody typed stays.

    ``before`` is the place chosen earlier; what it filled in was typed by nobody. The code of the
    country gives way to its name.
    """
    old = suggested(before) if before is not None else {}
    return {
        name: value
        for name, value in suggested(place).items()
        if typed.get(name, "").strip() in ("", old.get(name))
        or (name == "country" and typed[name].strip().upper() == place.country)
    }
