"""The office and the bodies that take part."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Count

from weltoffen.ground.dates import parse_interval
from weltoffen.ground.identifiers import identifier_from
from weltoffen.ground.languages import Wording
from weltoffen.organisations.enums import OrganisationKind
from weltoffen.organisations.models import Organisation, OrganisationName
from weltoffen.organisations.selectors import names_on, own_entries
from weltoffen.publication import wording
from weltoffen.publication.selectors.proofs import PASSAGE, is_public, passage_of
from weltoffen.publication.types import PublishedName, PublishedOrganisation
from weltoffen.records.enums import Visibility


def _name(given: OrganisationName, language: str) -> PublishedName:
    """Return a name with its proof, where that is public."""
    proof = given.passage if given.passage and is_public(given.passage) else None
    read_on = proof.snapshot.received_on if proof else None
    return PublishedName(
        wording.worded(given, "name", language),
        wording.borne_words(parse_interval(given.valid), read_on, language),
        passage_of(proof, language) if proof else None,
    )


def _organisation(
    organisation: Organisation,
    name: OrganisationName | None,
    names: Iterable[OrganisationName],
    language: str,
) -> PublishedOrganisation:
    return PublishedOrganisation(
        identifier=organisation.identifier,
        kind=organisation.kind,
        kind_label=wording.label_of(OrganisationKind, organisation.kind),
        name=wording.worded(name, "name", language)
        if name
        else Wording(organisation.identifier, language),
        names=tuple(_name(given, language) for given in names),
        task=wording.worded(organisation, "task", language),
        website=organisation.website,
        street=organisation.street,
        postal_code=organisation.postal_code,
        locality=organisation.locality,
    )


def published_organisations(
    municipality: str, on: date, language: str, kinds: Sequence[str] = ()
) -> tuple[PublishedOrganisation, ...]:
    """Return the public organisations of a municipality by name, without their earlier names."""
    organisations = Organisation.objects.filter(
        own_entries(), municipality__identifier=municipality, visibility=Visibility.PUBLIC
    )
    if kinds:
        organisations = organisations.filter(kind__in=kinds)
    found = list(organisations)
    names = names_on([o.pk for o in found], on)
    with wording.speaking(language):
        shown = [_organisation(o, names.get(o.pk), (), language) for o in found]
    return tuple(sorted(shown, key=lambda o: (identifier_from(o.name.text), o.identifier)))


def published_organisation(
    identifier: str, on: date, language: str
) -> PublishedOrganisation | None:
    """Return a public organisation with all the names it bore, or None."""
    organisation = Organisation.objects.filter(
        own_entries(), identifier=identifier, visibility=Visibility.PUBLIC
    ).first()
    if organisation is None:
        return None
    names = list(organisation.names.select_related(PASSAGE))
    with wording.speaking(language):
        present = names_on([organisation.pk], on).get(organisation.pk)
        return _organisation(organisation, present, names, language)


def organisation_meant(identifier: str) -> str:
    """Return the public organisation to which a merged public one leads, or ``""``.

    Addresses last for ever: who comes by an old one is led on.
    """
    leading = Organisation.objects.filter(
        identifier=identifier,
        visibility=Visibility.PUBLIC,
        merged_into__visibility=Visibility.PUBLIC,
    )
    return leading.values_list("merged_into__identifier", flat=True).first() or ""


def published_office(municipality: str, on: date, language: str) -> PublishedOrganisation | None:
    """Return the office that keeps a municipality's relations, or None.

    It is the public office that leads most of them; nobody has to say which one it is.
    """
    office = (
        Organisation.objects.filter(
            own_entries(),
            municipality__identifier=municipality,
            visibility=Visibility.PUBLIC,
            kind=OrganisationKind.OFFICE,
        )
        .annotate(leading=Count("leads"))
        .order_by("-leading", "identifier")
        .values_list("identifier", flat=True)
        .first()
    )
    return published_organisation(office, on, language) if office else None
