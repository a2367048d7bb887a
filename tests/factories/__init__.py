"""Records for tests, made by the same actions that people use; never saved around them."""

from tests.factories.records import (
    ActFactory,
    CountryFactory,
    InstrumentFactory,
    MunicipalityFactory,
    OrganisationFactory,
    PassageFactory,
    RelationFactory,
    SnapshotFactory,
    SourceFactory,
    ThemeFactory,
    UserFactory,
    account,
    somebody,
)

__all__ = [
    "ActFactory",
    "CountryFactory",
    "InstrumentFactory",
    "MunicipalityFactory",
    "OrganisationFactory",
    "PassageFactory",
    "RelationFactory",
    "SnapshotFactory",
    "SourceFactory",
    "ThemeFactory",
    "UserFactory",
    "account",
    "somebody",
]
