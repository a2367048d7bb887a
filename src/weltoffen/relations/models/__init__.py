"""The tables of this room."""

from weltoffen.relations.models.act import Act, Citation, Signatory
from weltoffen.relations.models.document import RelationDocument
from weltoffen.relations.models.instrument import Duty, DutyEvidence, Instrument, InstrumentVersion
from weltoffen.relations.models.ledger import Disagreement, Position
from weltoffen.relations.models.relation import Relation, RelationTheme, Theme
from weltoffen.relations.models.tie import OrganisationTie

__all__ = [
    "Act",
    "Citation",
    "Disagreement",
    "Duty",
    "DutyEvidence",
    "Instrument",
    "InstrumentVersion",
    "OrganisationTie",
    "Position",
    "Relation",
    "RelationDocument",
    "RelationTheme",
    "Signatory",
    "Theme",
]
