"""What the public sees: values, in one language, with dates and sources.

Renderers take these and nothing else. ``Wording`` names the language that a text really is in, so a
fallback is never hidden. Dates come twice: as they are kept, and in words.
"""

from weltoffen.publication.types.acts import (
    PublishedAct,
    PublishedChange,
    PublishedSince,
    PublishedSpan,
    PublishedStatus,
)
from weltoffen.publication.types.counts import (
    PublishedAnniversary,
    PublishedCount,
    PublishedDoubt,
    PublishedNews,
    PublishedOverview,
    PublishedRule,
    PublishedThemeSheet,
)
from weltoffen.publication.types.places import (
    PublishedAddress,
    PublishedHome,
    PublishedName,
    PublishedOrganisation,
)
from weltoffen.publication.types.proofs import (
    PublishedPassage,
    PublishedSnapshot,
    PublishedSource,
    PublishedSourceSheet,
    PublishedUse,
)
from weltoffen.publication.types.relations import (
    PublishedAnswer,
    PublishedDisagreement,
    PublishedDuty,
    PublishedNeighbour,
    PublishedPage,
    PublishedRelation,
    PublishedRow,
    PublishedStep,
    PublishedTheme,
)

__all__ = [
    "PublishedAct",
    "PublishedAddress",
    "PublishedAnniversary",
    "PublishedAnswer",
    "PublishedChange",
    "PublishedCount",
    "PublishedDisagreement",
    "PublishedDoubt",
    "PublishedDuty",
    "PublishedHome",
    "PublishedName",
    "PublishedNeighbour",
    "PublishedNews",
    "PublishedOrganisation",
    "PublishedOverview",
    "PublishedPage",
    "PublishedPassage",
    "PublishedRelation",
    "PublishedRow",
    "PublishedRule",
    "PublishedSince",
    "PublishedSnapshot",
    "PublishedSource",
    "PublishedSourceSheet",
    "PublishedSpan",
    "PublishedStatus",
    "PublishedStep",
    "PublishedTheme",
    "PublishedThemeSheet",
    "PublishedUse",
]
