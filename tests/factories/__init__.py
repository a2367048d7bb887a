"""Records for tests, made by the same actions that people use; never saved around them."""

from tests.factories.records import (
    ActFactory,
    CountryFactory,
    DocumentFactory,
    InstrumentFactory,
    MunicipalityFactory,
    OrganisationFactory,
    PassageFactory,
    PictureFactory,
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
    "DocumentFactory",
    "InstrumentFactory",
    "MunicipalityFactory",
    "OrganisationFactory",
    "PassageFactory",
    "PictureFactory",
    "RelationFactory",
    "SnapshotFactory",
    "SourceFactory",
    "ThemeFactory",
    "UserFactory",
    "account",
    "somebody",
]
