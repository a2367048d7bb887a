"""The tables of organisations, of people, and of what belongs to both."""

from weltoffen.organisations.models.contact import ContactDetail
from weltoffen.organisations.models.merge import Merge
from weltoffen.organisations.models.organisation import Organisation, OrganisationName
from weltoffen.organisations.models.person import Office, Person

__all__ = ["ContactDetail", "Merge", "Office", "Organisation", "OrganisationName", "Person"]
