"""The other side of a relation that a text names: the record that we have, or a new one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weltoffen.ground.identifiers import identifier_from
from weltoffen.ground.languages import LANGUAGES, LEADING
from weltoffen.intake.rules.deciding import NewCounterpart
from weltoffen.intake.rules.naming import same_body
from weltoffen.organisations.actions import record_organisation
from weltoffen.organisations.enums import OrganisationKind
from weltoffen.organisations.models import Organisation
from weltoffen.organisations.selectors import own_entries
from weltoffen.places.actions import record_country, record_municipality
from weltoffen.places.gazetteer import country_name, lookup, place, region_name
from weltoffen.places.models import Country, Municipality
from weltoffen.records.selectors import free_identifier, leading_text
from weltoffen.relations.actions import record_instrument, record_relation
from weltoffen.relations.enums import InstrumentKind
from weltoffen.relations.models import Instrument, Relation

if TYPE_CHECKING:
    from weltoffen.accounts.models import User

Counterpart = Municipality | Organisation | Instrument


def relation_with(home: Municipality, counterpart: Counterpart) -> Relation | None:
    """Return the relation of a home municipality with a counterpart, if there is one."""
    return Relation.objects.filter(home=home, **_side(counterpart)).first()


def ensure_relation(*, home: Municipality, counterpart: Counterpart, by: User) -> Relation:
    """Return the relation of a home municipality with a counterpart, recorded if there is none."""
    known = relation_with(home, counterpart)
    if known is not None:
        return known
    wanted = identifier_from(home.identifier, counterpart.identifier)
    return record_relation(
        identifier=free_identifier(Relation, wanted),
        home=home,
        by=by,
        **_side(counterpart),  # type: ignore[arg-type]
    )


def _side(counterpart: Counterpart) -> dict[str, Counterpart]:
    sides = {Municipality: "municipality", Organisation: "network", Instrument: "instrument"}
    return {sides[type(counterpart)]: counterpart}


def counterpart_for(
    wanted: NewCounterpart, *, home: Municipality, by: User, unnamed: bool = False
) -> Counterpart:
    """Return the other side: a record that we have, or else one recorded now."""
    if wanted.side == "network":
        return _network(wanted.name, by)
    if wanted.side == "instrument":
        return _instrument(wanted.name, by)
    if unnamed and wanted.country:
        return _unnamed(wanted.country, home, by)
    return _municipality(wanted, by)


def _municipality(wanted: NewCounterpart, by: User) -> Municipality:
    listed = place(wanted.place) if wanted.place is not None else None
    known = Municipality.objects.filter(geonames_id=wanted.place).first() if listed else None
    if known is not None:
        return known
    written = wanted.name.replace("´", "'").replace("`", "'")
    if listed is None:
        return record_municipality(
            identifier=free_identifier(Municipality, identifier_from(written)),
            name=written,
            country=_country(wanted.country or "", by),
            by=by,
        )
    # As the office's own page writes it: it knows its partners by no other name.
    full = listed.german or listed.name
    is_part = full.casefold().startswith(f"{written.casefold()} ")  # "Frankfurt" for "… (Oder)"
    name = written if wanted.language in ("", LEADING) and not is_part else full
    english = written if wanted.language == "en" else listed.name
    return record_municipality(
        identifier=free_identifier(Municipality, identifier_from(name)),
        name={"de": name, "en": english},
        country=_country(listed.country, by),
        region=region_name(listed.country, listed.admin1),
        geonames_id=listed.geonames_id,
        latitude=listed.latitude,
        longitude=listed.longitude,
        by=by,
    )


def _unnamed(code: str, home: Municipality, by: User) -> Municipality:
    """Return the place in a country that nobody has named yet, of this home and of no other."""
    known = Relation.objects.filter(
        home=home, municipality__country__code=code, municipality__is_named=False
    ).first()
    if known is not None and known.municipality is not None:
        return known.municipality
    country = _country(code, by)
    label = leading_text(country, "label")
    return record_municipality(
        identifier=free_identifier(Municipality, identifier_from(label, "unbenannt")),
        name={"de": label, "en": country_name(code, "en")},
        country=country,
        is_named=False,
        by=by,
    )


def _country(code: str, by: User) -> Country:
    known = Country.objects.filter(code=code).first()
    label = {language: country_name(code, language) for language in LANGUAGES}
    return known or record_country(code=code, label=label, by=by)


def _network(name: str, by: User) -> Organisation:
    networks = Organisation.objects.filter(own_entries(), kind=OrganisationKind.NETWORK)
    for organisation in networks.prefetch_related("names"):
        if any(same_body(name, leading_text(each, "name")) for each in organisation.names.all()):
            return organisation
    return record_organisation(
        identifier=free_identifier(Organisation, identifier_from(name)),
        kind=OrganisationKind.NETWORK,
        name=name,
        by=by,
    )


def _instrument(name: str, by: User) -> Instrument:
    for instrument in Instrument.objects.all():
        if same_body(name, leading_text(instrument, "name")):
            return instrument
    return record_instrument(
        identifier=free_identifier(Instrument, identifier_from(name)),
        kind=InstrumentKind.CHARTER,
        name=name,
        by=by,
    )


def ensure_home(*, name: str, by: User) -> Municipality | None:
    """Return the home municipality of a name, recorded from the gazetteer if it is not there yet.

    None where the gazetteer does not know one place of that name for certain.
    """
    found = lookup(name.title() if name.islower() else name)
    if found.place is None:
        return None
    wanted = NewCounterpart("municipality", found.place.name, place=found.place.geonames_id)
    return _municipality(wanted, by)
